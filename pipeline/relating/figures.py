"""A figure with its endpoint, and which forms of figures an endpoint can have.

>>> from pipeline.records import Endpoint, Measure, Mention
>>> rate = Mention(0, 3, "METRIC", "CR率", detail=Endpoint("CR"))
>>> fits(rate, Measure("percent", "60", "%")), fits(rate, Measure("duration", "8.1", "mo"))
(True, False)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipeline import lexicon
from pipeline.records import Endpoint, Measure, Mention

STATISTICS = {"percent": "rate", "duration": "median", "not_reached": "median", "count": "count", "fold": "risk_ratio"}
_EVENT_CODES = {"tumor lysis syndrome": "TLS"}
_DOSES = ("RP2D", "MTD")
_TIMES = ("mo", "y", "wk", "d")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its endpoint.

    Attributes:
        how: The pattern that joined them.
        group: Number of the comparison in the line; figures of one comparison share it.
        side: Position of the figure in a comparison, from 0; -1 where it stands alone.
        sides: How many figures the comparison has.
        reversed: The first figure is the comparator's (`从A延长至B`).
        timepoint: The landmark of this figure of a list (`1、3年OS率为90%、80%`), else empty.
    """

    metric: Mention
    value: Mention
    how: str
    group: int
    side: int = -1
    sides: int = 1
    reversed: bool = False
    timepoint: str = ""


@lru_cache(maxsize=1024)
def unit_of(code: str) -> str:
    """Usual unit of an endpoint as the lexicon has it (`%`, `mo`), or nothing."""
    entry = lexicon.load().named("METRIC", code)
    return entry.relations.get("unit", ("",))[0] if entry else ""


def code_of(metric: Mention) -> str:
    """The guideline's code of an endpoint (section 3), or the name of an adverse event taken as one."""
    return metric.detail.code if isinstance(metric.detail, Endpoint) else _EVENT_CODES.get(metric.name, metric.name)


def measure_of(value: Mention) -> Measure:
    """The parsed figure of a mention.

    Raises:
        TypeError: It carries none.
    """
    if not isinstance(value.detail, Measure):
        raise TypeError(f"{value.text!r} carries no parsed figure")
    return value.detail


def fits(metric: Mention, measure: Measure) -> bool:
    """Whether a figure of this form can be a result of this endpoint (a median is no percentage, CR no duration)."""
    statistic = metric.detail.statistic if isinstance(metric.detail, Endpoint) else "rate"
    if statistic == "risk":
        return measure.kind in ("ratio", "p_value")
    if code_of(metric) in _DOSES:
        return False
    if measure.kind == "percent":
        return statistic != "median" or unit_of(code_of(metric)) == "%" or bool(timepoint(metric))
    if measure.kind in ("duration", "not_reached"):
        timed = metric.type == "METRIC" and unit_of(code_of(metric)) in _TIMES
        return timed and (statistic != "rate" or code_of(metric) == "DOR")
    return True


def alike(kind: str) -> tuple[str, ...]:
    """The kinds of figures that can be set against one of this kind."""
    return ("duration", "not_reached") if kind in ("duration", "not_reached") else (kind,)


LISTED_KINDS = ("percent", "duration", "not_reached")


def timepoint(metric: Mention) -> str:
    """The landmark that an endpoint's own wording holds (`2年OS率`), or nothing."""
    return metric.detail.timepoint if isinstance(metric.detail, Endpoint) else ""


def is_time_to_event(metric: Mention) -> bool:
    """Whether an endpoint is usually given in months: a hazard ratio is of such a one, also behind a column of rates."""
    return metric.concept is not None and "mo" in lexicon.load().relation(metric.concept, "unit")
