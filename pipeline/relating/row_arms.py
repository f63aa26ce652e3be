"""The arms that the cells of a row name: the tested one, what it is compared with, several below each other, and their sizes.

>>> sizes_of("155/154", Line("", 0, 0, ()), None, None)
('155', '154')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.records import Cell
from pipeline.relating import arms as arm_names
from pipeline.relating import table_arms
from pipeline.relating.arms import Arm
from pipeline.relating.cell_values import words_of
from pipeline.relating.lines import Line
from pipeline.relating.result_tables import Table

ARMS_VERSUS = re.compile(r"[^,;。]{0,12}?(?:vs\.?|\bv\.?(?=\s)|versus|/|对比|对)\s*", re.IGNORECASE)
_MISSING = re.compile(r"\s*(?:-|—|–|/|NR|NA|N/A|未报告|无)?\s*")
_TWO_SIZES = re.compile(r"\s*(\d+)\s*例?\s*(?:[/:、,]|\bvs\.?|\bversus\b|对|比)\s*(\d+)\s*例?\s*")
_SIZE_OF_ARM = re.compile(r"\s*(?:单药|组)?\s*\(\s*(?:[nN]\s*=\s*)?(\d+)\s*例?\s*\)")


def sizes_of(cell: str, row: Line, experimental: Arm | None, control: Arm | None) -> tuple[str, str]:
    """The numbers of patients of two arms: of their column (`155/154`), or in brackets behind their names."""
    if told := _TWO_SIZES.fullmatch(cell):
        return told[1], told[2]
    found = [_SIZE_OF_ARM.match(row.text, arm.end, row.end) if arm else None for arm in (experimental, control)]
    first, second = (match[1] if match else "" for match in found)
    return first, second


def arms_of_row(table: Table, lines: Sequence[tuple[Cell, Line]]) -> tuple[Arm | None, Arm | None]:
    experimental = control = None
    for cell, line in lines:
        role = table.role(cell)
        found = table_arms.named_in(line, table.labels)
        if role == "control":
            control = control or (found[0] if found else _worded_control(line))
        elif role == "experimental" or cell.column == 0:
            experimental = experimental or _choice(line, found) or (found[0] if found else None)
            control = control or next((arm for arm in found[1:] if arm.is_control), None) or _set_against(line, found)
    return (experimental, control) if experimental or control else _compared_arms(table, lines)


_LINE_BREAK = re.compile(r"(?:\^[^\s^]{1,8}\^|[*†‡§])?\s*(?:[(\[][^()\[\]]*[)\]])?(?:\^[^\s^]{1,8}\^|[*†‡§])?\s+")


def stacked_arms(table: Table, lines: Sequence[tuple[Cell, Line]]) -> tuple[Arm, ...]:
    """The arms that the cell for treatments names below each other, with nothing but a size between them."""
    for cell, line in lines:
        if table.role(cell) == "experimental" or cell.column == 0:
            found = table_arms.named_in(line, table.labels)
            gaps = [line.between(a.end, b.start) for a, b in pairwise(found)]
            if gaps and all(_LINE_BREAK.fullmatch(gap) for gap in gaps):
                return tuple(found)
    return ()


def compared_beside(line: Line, control: Arm) -> Iterator[Arm]:
    """Comparators that a slash sets beside the first one of a cell (`AV vs FCR/BR`): each has the figure."""
    last = control
    for arm in arm_names.find(line):
        if arm.start >= last.end and line.between(last.end, arm.start).strip() == "/":
            yield arm
            last = arm


_OR = re.compile(r"\s*(?:或|\bor\b)\s*", re.IGNORECASE)


def _choice(line: Line, found: Sequence[Arm]) -> Arm | None:
    """The arm of a row whose patients got one treatment or the other (`甲方案或乙方案`), under both names."""
    if len(found) != 2 or not _OR.fullmatch(line.between(found[0].end, found[1].start)):
        return None
    first, second = found
    return replace(first, end=second.end, name=f"{first.name} or {second.name}", concept_id="")


def _set_against(line: Line, found: Sequence[Arm]) -> Arm | None:
    """The second of two arms that a cell sets against each other (`甲药 / 挽救化疗`)."""
    if len(found) != 2 or not ARMS_VERSUS.fullmatch(line.between(found[0].end, found[1].start)):
        return None
    return replace(found[1], is_control=True)


def _compared_arms(table: Table, lines: Sequence[tuple[Cell, Line]]) -> tuple[Arm | None, Arm | None]:
    """The arms of a row whose header says nothing of arms: those of the first cell that names treatments (`A vs B`)."""
    for cell, line in lines:
        if table.header_metric(cell) is None and (found := arm_names.find(line)):
            control = next((arm for arm in found if arm.is_control), None) or _set_against(line, found)
            return next((arm for arm in found if not arm.is_control), None), control
    return None, None


def _worded_control(line: Line) -> Arm | None:
    words = words_of(line).strip()
    name = words if _IN_CAPITALS.fullmatch(words) else words.lower()
    return None if _MISSING.fullmatch(words) else Arm(line.start, line.end, name, "", True)


_IN_CAPITALS = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Za-z0-9+/-]{2,12}")
"""A comparator by a short name, which keeps its letters (`BR`)."""
