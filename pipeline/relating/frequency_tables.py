"""Tables of responses with a column of counts and a column of their rates (`疗效` | `例数` | `比例(%)`).

The count is a figure of the row's endpoint and not the number of patients, which the caption may tell.

>>> of_frequencies(["疗效", "例数", "比例(%)"]), of_frequencies(["Response", "No.", "%"]), of_frequencies(["研究", "例数", "ORR(%)"])
((1, 2), (1, 2), ())
>>> size("表1 58例患者的疗效"), size("Table 1. Response (n = 58)"), size("表1 30例甲与28例乙")
('58', '58', '')
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Measure, Mention
from pipeline.relating.lines import Line

_COUNT = re.compile(
    r"(?:例数|人数|患者数|病例数|频数|n|no\.?|number|no\. of patients|patients)\s*(?:[(\[](?:n|例)[)\]]|,\s*n)?",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"(?:(?:比例|百分比|百分率|占比|构成比|发生率|率|percent|percentage|proportion|rate)\s*,?\s*(?:[(\[]\s*%\s*[)\]]|%)?|[(\[]?%[)\]]?)",
    re.IGNORECASE,
)
_SIZE = re.compile(r"(?<![\d.])(\d+)\s*例|(?<![A-Za-z])n\s*=\s*(\d+)|\b(\d+) patients\b", re.IGNORECASE)
_COUNTED = re.compile(r"\s*(\d+)\s*例?\s*")
_RATED = re.compile(r"\s*(\d+(?:\.\d+)?)\s*%?\s*")


def of_frequencies(titles: Sequence[str]) -> tuple[int, ...]:
    """The places of the one column of counts and of the one of rates behind it, else nothing."""
    counts = [place for place, title in enumerate(titles) if place and _COUNT.fullmatch(title.strip())]
    rates = [place for place, title in enumerate(titles) if place and _RATE.fullmatch(title.strip())]
    return (counts[0], rates[0]) if len(counts) == len(rates) == 1 and counts[0] < rates[0] else ()


def size(caption: str) -> str:
    """The number of patients that a caption tells, where it tells one."""
    found = {next(filter(None, match.groups())) for match in _SIZE.finditer(caption)}
    return found.pop() if len(found) == 1 else ""


def figure(line: Line, *, is_count: bool) -> Mention | None:
    """The count or the rate that a cell holds alone."""
    match = (_COUNTED if is_count else _RATED).fullmatch(line.text, line.start, line.end)
    if match is None:
        return None
    measure = Measure("count", match[1], "", "count") if is_count else Measure("percent", match[1], "%")
    return Mention(*match.span(1), "VALUE", match[1], source="relating", detail=measure)
