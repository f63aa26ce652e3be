"""Cells of adverse events whose header names the grades of their figures: two by a slash, or the worse one in a bracket.

>>> event = Mention(0, 3, "ADVERSE_EVENT", "CRS")
>>> told = lambda header, cell: [(grade, value.text) for grade, value in graded(Line(cell, 0, len(cell), ()), event, header)]
>>> told("CRS(任意级别/≥3级)", "90.2%/6.9%"), told("CRS(≥3级),%", "63(4)"), told("CRS(≥3级), n(%)", "5(12)")
([('任意级别', '90.2%'), ('≥3级', '6.9%')], [('', '63'), ('≥3级', '4')], [])
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating import PAIR, cell_values, narrow_groups
from pipeline.relating.figures import measure_of
from pipeline.relating.lines import Line

_COUNTED = re.compile(
    r"(?<![A-Za-z])n\s*[,/]?\s*\(?\s*%|(?<![A-Za-z])n\s*/\s*N(?![A-Za-z])|例|人数|\bNo\.", re.IGNORECASE
)
"""A header of counts, whose bracket holds the rate that was worked out from them (`n(%)`)."""


def graded(line: Line, event: Mention, header: str) -> list[tuple[str, Mention]]:
    """The two figures of a cell, each with its grade; nothing where it holds others than its header says.

    Args:
        line: The cell.
        event: What its figures are of.
        header: The words above it, or those that tell the grades of a whole table.
    """
    grades = narrow_groups.grades_in(header, event)
    if not 1 <= len(grades) <= PAIR or _COUNTED.search(header):
        return []
    first, behind = (grades[0] if len(grades) == PAIR else "", header[: header.rindex(grades[-1])].rstrip()[-1:])
    values = cell_values.nested(line) if behind in {"(", "["} or len(grades) == PAIR else []
    if not values and behind == "/" and "/" in line.text[line.start : line.end]:
        parts = cell_values.parted(line)
        values = [value for value in parts if value is not None and len(parts) == PAIR]
    return [(first, values[0]), (grades[-1], values[1])] if _are_grades(values) else []


def of_column(event: Mention, header: str) -> str:
    """The one grade that the header of a column of an adverse event names (`CRS,≥3级(%)`), else nothing."""
    grades = narrow_groups.grades_in(header, event)
    return grades[0] if len(grades) == 1 else ""


def _are_grades(values: list[Mention]) -> bool:
    """Whether two figures can be the rates of any grade and of the worse ones."""
    numbers = [measure_of(value).value for value in values]
    if len(numbers) != PAIR or not all(re.fullmatch(r"\d+(?:\.\d+)?", number) for number in numbers):
        return False
    return float(numbers[1]) <= float(numbers[0]) <= _WHOLE


_WHOLE = 100.0
