"""Groups into which a bracket parts the rate before it: `ORR为59%(甲型60%,乙型54%)`, `30% (GCB 34%, non-GCB 21%)`.

>>> line = Line("ORR为59%(甲型60%,乙型54%)", 0, 20, ())
>>> group_at(line, 10), group_at(line, 16), group_at(line, 4)
('甲型', '乙型', '')
"""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.relating import PAIR
from pipeline.relating.lines import Line, once

_BRACKET = re.compile(r"\d%\s*\((?P<items>[^()]{6,120})\)")
_ITEM = re.compile(
    r"\s*(?:and\s+|和|与|而)?(?:in\s+)?(?P<name>[A-Za-z\u4e00-\u9fff][^\d,;、:%<>=≥≤]{0,24}?)(?:则|仅)?(?:为|:)?\s*(?P<rate>\d[\d.]*)%\s*"
)
_MARKS = re.compile(r"[,;、]")
_NO_GROUP = re.compile(
    r"\b(?:vs\.?|versus|for|with|median|range|and|or|P|CI|HR|OR|RR)\b|其中|中位|范围|可信|置信|对照|安慰|组$|药|治疗|缓解|级|率",
    re.IGNORECASE,
)
_NAMED = ("METRIC", "ADVERSE_EVENT", "DRUG", "REGIMEN", "DRUG_CLASS", "TRIAL")


def group_at(line: Line, offset: int) -> str:
    """The group of the rate at an offset, as written, where a bracket parts a rate into groups; or nothing."""
    return _parted(line).get(offset, "")


@once
def _parted(line: Line) -> dict[int, str]:
    """The groups of a line's parted rates, by the places of their figures."""
    found: dict[int, str] = {}
    for bracket in _BRACKET.finditer(line.text, line.start, line.end):
        found |= _items(line, *bracket.span("items"))
    return found


def _items(line: Line, start: int, end: int) -> dict[int, str]:
    """The groups of a bracket, where all of its items are a name and a rate, and no name is that of something else."""
    edges = [start, *(mark.end() for mark in _MARKS.finditer(line.text, start, end)), end + 1]
    told = [_ITEM.fullmatch(line.text, a, b - 1) for a, b in pairwise(edges)]
    items = [item for item in told if item is not None]
    is_other = any(m.start < end and start < m.end for m in line.of(*_NAMED))
    if len(items) < PAIR or len(items) != len(told) or is_other or any(_NO_GROUP.search(i["name"]) for i in items):
        return {}
    return {item.start("rate"): _name(line, item) for item in items}


def _name(line: Line, item: re.Match[str]) -> str:
    """A group as written, or by the alteration that it is called by."""
    start = item.start("name")
    altered = (m.name for m in line.of("ALTERATION") if m.start == start and m.text == item["name"].strip())
    return next(altered, item["name"].strip())
