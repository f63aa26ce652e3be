"""Of how many patients a figure is told: its own form, the group before it, or the count beside it (`26例患者中23例`, `76%(19/25)`).

>>> from pipeline.records import Measure
>>> text = "76%(19/25)"
>>> rate = Mention(0, 3, "VALUE", "76%", detail=Measure("percent", "76", "%"))
>>> count = Mention(4, 9, "VALUE", "19/25", detail=Measure("count", "19", n="25"))
>>> size(Line(text, 0, len(text), (rate, count)), rate)
'25'
"""

from __future__ import annotations

import re

from pipeline.records import Measure, Mention
from pipeline.relating.figures import measure_of
from pipeline.relating.lines import Line


def is_group(line: Line, value: Mention) -> bool:
    """Whether a count only says how many there were (`26例患者中`)."""
    return bool(re.match(r"[^,;。]{0,20}?(?:中|里)(?!位|心)", line.text[value.end : min(value.end + 24, line.end)]))


def group_size(line: Line, value: Mention) -> str:
    """`26` for the figure in `26例患者中23例`, or nothing."""
    for other in reversed(line.of("VALUE")):
        detail = other.detail
        is_count = isinstance(detail, Measure) and detail.kind == "count" and not detail.n
        if not is_count or other.end > value.start or not is_group(line, other):
            continue
        if int(measure_of(other).value) >= int(measure_of(value).value):
            return measure_of(other).value
    return ""


def size(line: Line, value: Mention) -> str:
    """Denominator of a count, from its own form or from the group named before it."""
    if measure_of(value).kind == "percent":
        return _beside(line, value)
    return measure_of(value).n or (group_size(line, value) if measure_of(value).kind == "count" else "")


def _beside(line: Line, rate: Mention) -> str:
    """Denominator of the count that stands beside a rate (`76%(19/25)`, `10/43(23.3%)`)."""
    counts = (m for m in line.of("VALUE") if measure_of(m).kind == "count" and measure_of(m).n)
    return next((measure_of(count).n for count in counts if are_beside(line, rate, count)), "")


_BESIDE = re.compile(
    r"(?:左右|上下|以上|以下|\s+or so|\s+(?:[\w/-]+\s+){0,3}(?:patients|pts|cases|participants|individuals|recipients)(?=\s*\()|\s+of\s+(?:whom|them|these)(?=\s*\())?\s*(?:[(\[,]|,\s+(?:or|i\.e\.,?|that is,))?\s*"
)


def are_beside(line: Line, one: Mention, other: Mention) -> bool:
    """Whether two figures tell the same thing, one of them in brackets (`76%(19/25)`)."""
    return bool(_BESIDE.fullmatch(line.between(min(one.end, other.end), max(one.start, other.start))))
