"""By how much a risk fell: `cut the risk of death by 32%`, `a 41% reduction in the risk of relapse or death`, `死亡风险降低22%`.

The figure is a risk ratio of the endpoint whose events are counted (OS, PFS), in per cent. Where the sentence gives the
ratio itself (`HR 0.68`), the reduction in words only repeats it and makes no row of its own.

>>> from pipeline.records import Endpoint
>>> text = "It cut the risk of death by 32%"
>>> risk = Mention(11, 24, "METRIC", text[11:24], detail=Endpoint("OS", "risk"))
>>> rate = Mention(28, 31, "VALUE", text[28:31], detail=Measure("percent", "32", "%"))
>>> [(figure.metric.text, measure_of(figure.value).value) for figure in find(Line(text, 0, 31, (risk, rate)), ())]
[('risk of death', '32')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.records import Endpoint, Measure, Mention
from pipeline.relating import cue_words
from pipeline.relating.figures import Figure, code_of, measure_of
from pipeline.relating.lines import Line, words

_TABLE = "risk_reductions"
_REACH = 70
_GROUP = 950
_NAMED_RISK = re.compile(r"\b(?:risks?|hazards?)\b|风险|危险", re.IGNORECASE)
_ABOUT = r"(?:\s|了|约|近|达|达到|高达|超过|为|至少|仅|了约|\b(?:about|approximately|an estimated|nearly|almost|roughly|more than|as much as|up to|some|around|at least|of|by|was|is)\b)*"


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """What tells a reduction: before a risk, behind it, between it and its figure, and around a figure before it."""
    fell, fall, halves = (cue_words.body(words(_TABLE, kind=kind)) for kind in ("fell", "fall", "halves"))
    the = r"(?:\s*(?:the|a|an|their|its|relative|overall|estimated|patients'|cumulative|相对|患者的?|其))*\s*"
    forms = {
        "verb before": rf"{fell}(?:了)?{the}$",
        "by behind": rf"(?:\s[^,;。.]{{0,60}}?\b(?:by|of)\b|\s*(?:达|了)?){_ABOUT}",
        "verb behind": rf"[^,;。.%]{{0,{_REACH}}}?(?:{fell}|(?:reduction|decrease|drop|decline))(?:\s+(?:significantly|markedly|substantially|further))?{_ABOUT}",
        "noun between": rf"\s*(?:的)?(?:relative\s+|proportional\s+|estimated\s+|significant\s+)*(?:{fall})?(?:\s+(?:in|of|for|the))*{the}",
        "noun before": rf"{fall}(?:了)?(?:\s+of)?{_ABOUT}$",
        "noun of risk": rf"{fall}\s+(?:in|of|for){the}$",
        "lower behind": r"\s*(?:relative\s+)?(?:lower|less|smaller|reduced|reduction|decrease|drop|decline)\b",
        "halves before": rf"{halves}{the}$",
        "halves behind": rf"[^,;。.%]{{0,{_REACH}}}?{halves}",
    }  # fmt: skip
    return {name: re.compile(form, re.IGNORECASE) for name, form in forms.items()}


def find(line: Line, found: Sequence[Figure]) -> Iterator[Figure]:
    """The reductions that a line tells of its risks, unless it gives their ratio.

    Args:
        line: The sentence.
        found: The figures of its endpoints that are known.
    """
    told = {code_of(f.metric) for f in found if measure_of(f.value).kind == "ratio"}
    for number, metric in enumerate(m for m in line.of("METRIC") if _is_risk(m)):
        if code_of(metric) in told:
            continue
        value = _figure_of(line, metric) or _halving(line, metric)
        if value is not None:
            value = _ratio_before(line, metric, found) or value
            yield Figure(metric, value, "after endpoint", _GROUP + number)


def _is_risk(metric: Mention) -> bool:
    """Whether an endpoint is worded as a risk (`risk of death`, `复发风险`)."""
    is_survival = isinstance(metric.detail, Endpoint) and metric.detail.statistic == "risk"
    return is_survival or bool(_NAMED_RISK.search(metric.text))


def _figure_of(line: Line, metric: Mention) -> Mention | None:
    """The share that a risk fell by, as a ratio."""
    for value in line.of("VALUE"):
        if measure_of(value).kind == "percent" and _tells_fall(line, metric, value):
            measure = measure_of(value)
            return replace(value, detail=Measure("ratio", measure.value, "%", "risk_ratio"))
    return None


_MEANS = re.compile(
    r"[^;。%]{0,60}?(?:,|\)|,\s*)\s*(?:表明|提示|说明|意味着|意即|即|相当于|显示|也就是|meaning|that is|i\.e\.|indicating|corresponding to|translating into|equivalent to)[^;。%]*",
    re.IGNORECASE,
)
"""What stands between a hazard ratio and the risk that it says has fallen (`HR=0.58,95%CI 0.41~0.82,表明…`)."""
_INTERVAL = re.compile(r"95\s*%\s*(?=CI|可信|置信)", re.IGNORECASE)


def _ratio_before(line: Line, metric: Mention, found: Sequence[Figure]) -> Mention | None:
    """The hazard ratio, told before any endpoint, that a reduction in words repeats."""
    known = {figure.value.start for figure in found}
    before = [v for v in line.of("VALUE") if v.end <= metric.start and measure_of(v).statistic == "hazard_ratio"]
    if len(before) != 1 or before[0].start in known or any(m.end <= before[0].start for m in line.of("METRIC")):
        return None
    gap = _INTERVAL.sub("", line.between(before[0].end, metric.start))
    return before[0] if _MEANS.fullmatch(gap) else None


def _tells_fall(line: Line, metric: Mention, value: Mention) -> bool:
    forms = _patterns()
    if value.start >= metric.end:
        gap = line.between(metric.end, value.start)
        before = line.between(max(line.start, metric.start - _REACH), metric.start)
        if forms["verb before"].search(before) or forms["noun of risk"].search(before):
            return bool(forms["by behind"].fullmatch(gap))
        is_lower = forms["lower behind"].match(line.text, value.end, line.end) and re.fullmatch(_ABOUT, gap)
        return bool(is_lower or forms["verb behind"].fullmatch(gap))
    gap = line.between(value.end, metric.start)
    before = line.between(max(line.start, value.start - _REACH), value.start)
    if not forms["noun between"].fullmatch(gap):
        return False
    return bool(cue_words.alternation(words(_TABLE, kind="fall")).search(gap) or forms["noun before"].search(before))


def _halving(line: Line, metric: Mention) -> Mention | None:
    """`halved the risk of death`: the verb is the figure."""
    forms = _patterns()
    verb = cue_words.alternation(words(_TABLE, kind="halves"))
    before = forms["halves before"].search(line.text, max(line.start, metric.start - _REACH), metric.start)
    behind = forms["halves behind"].match(line.text, metric.end, line.end)
    spot = before or behind
    match = verb.search(line.text, spot.start(), spot.end()) if spot else None
    if match is None:
        return None
    measure = Measure("ratio", "50", "%", "risk_ratio")
    return Mention(match.start(), match.end(), "VALUE", match.group(), source="relating", detail=measure)
