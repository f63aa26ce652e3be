"""The figures of a row that its endpoint heads: the column is their arm, a group, or that of the results of all patients.

>>> size_above(Cell(1, 1, 0, 4, header=("Placebo (n = 271)", "ORR")))
'271'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.records import Cell, Mention
from pipeline.relating import PAIR, cell_parts, cell_values, frequency_tables, graded_cells, narrow_groups
from pipeline.relating.arms import Arm
from pipeline.relating.cell_figures import CellFigure, figures_behind
from pipeline.relating.cell_values import words_of
from pipeline.relating.figures import Figure, measure_of
from pipeline.relating.lines import Line
from pipeline.relating.result_tables import Table, column_role_of_arm, is_of_features
from pipeline.relating.row_arms import ARMS_VERSUS
from pipeline.relating.table_headers import column_role, heads_results
from pipeline.relating.table_rows import Row


def of_column(table: Table, cell: Cell, found: Iterator[CellFigure]) -> Iterator[CellFigure]:
    """Figures with the study and the size that the table gives for their column."""
    trial, size = table.studies.trials.get(cell.column), table.studies.sizes.get(cell.column, "")
    for figure in found:
        yield replace(figure, trial=trial, n=figure.n or size)


def frequency_figures(table: Table, places: Sequence[int], metric: Mention, row: Row) -> Iterator[CellFigure]:
    """The count and the rate of a row of responses, of all patients that the caption counts."""
    row = replace(row, n=frequency_tables.size(table.section.caption))
    grade = graded_cells.of_column(metric, f"{words_of(row.cells[0][1])} {' '.join(row.cells[0][0].header)}")
    for cell, line in row.cells:
        value = frequency_tables.figure(line, is_count=cell.column == places[0]) if cell.column in places else None
        if value is not None:
            yield CellFigure(Figure(metric, value, "table cell", 0, -1), row, row.experimental, "single", group=grade)


def row_figures(
    table: Table, cell: Cell, line: Line, metric: Mention, row: Row, told: Arm | None
) -> Iterator[CellFigure]:
    """Endpoints head the rows: the column's header is the arm, or says that the column holds the results of the one told."""
    heads = [m for m in table.headers.get(cell.column, ()) if m.type in ("DRUG", "REGIMEN", "DRUG_CLASS")]
    if not heads and len(table.groups) > 1 and cell.column in table.groups and not is_of_features(table.section):
        yield from _grouped_figures(table, cell, line, metric, replace(row, experimental=told or row.experimental))
        return
    title = cell.header[-1] if cell.header else ""
    arm, role = table.arm_above(cell), column_role(title)
    if arm is None and role in ("experimental", "control"):
        arm = Arm(cell.start, cell.end, role, "", role == "control")
    label = words_of(row.cells[0][1])
    own_grades = narrow_groups.grades_in(title, metric)
    grades = own_grades or narrow_groups.grades_in(label, metric)
    if arm is not None and not grades:
        above = " ".join(row.cells[0][0].header), table.section.caption
        if graded := next((pair for words in above if (pair := graded_cells.graded(line, metric, words))), []):
            role = column_role_of_arm(table, cell, role)
            for grade, value in graded:
                figure = Figure(metric, value, "table cell", 0, -1)
                yield CellFigure(figure, row, arm, role, n=size_above(cell), group=grade)
            return
        grades = next(((grade,) for words in above if (grade := graded_cells.of_column(metric, words))), ())
    if arm is None:
        if not own_grades and not heads_results().fullmatch(title.strip()):
            return
        arm = told
    if arm is None and (not grades or is_of_features(table.section)):
        return
    header = f"{label}{title}"
    part, behind = cell_parts.compared(line)
    values = cell_values.values(part, metric, header, is_paired=len(grades) == PAIR)
    if len(grades) == PAIR and "%" in header:
        values = cell_values.nested(line) or values
    if len(grades) == PAIR and len(values) < PAIR:
        values = [value for value in cell_values.parted(line) if value is not None]
    if len(values) == len(heads) == PAIR and ARMS_VERSUS.fullmatch(_between(table, heads)):
        yield from _paired_figures(heads, values, metric, row)
        yield from figures_behind(table, behind, metric, replace(row, experimental=arm, part="experimental"), 0)
        return
    side, each = column_role_of_arm(table, cell, role), len(values) == len(grades) == PAIR
    counted = len(values) == PAIR and measure_of(values[1]).kind == "count"
    for place, value in enumerate(values if each or counted else values[:1]):
        grade = grades[place if each else 0] if grades else ""
        yield CellFigure(Figure(metric, value, "table cell", 0, -1), row, arm, side, n=size_above(cell), group=grade)


def _grouped_figures(table: Table, cell: Cell, line: Line, metric: Mention, row: Row) -> Iterator[CellFigure]:
    """The figures of a column that is a group of patients (`DLBCL` | `FL`), with the arm of the row."""
    title = cell.header[-1]
    values = cell_values.values(line, metric, f"{words_of(row.cells[0][1])}{title}")
    counted = len(values) == PAIR and measure_of(values[1]).kind == "count"
    for value in values if counted else values[:1]:
        group, figure = table.groups[cell.column], Figure(metric, value, "table cell", 0, -1)
        yield CellFigure(figure, row, row.experimental, row.part or "single", n=size_above(cell), group=group)


def _between(table: Table, heads: Sequence[Mention]) -> str:
    return table.section.text.text[heads[0].end : heads[1].start]


def _paired_figures(
    heads: Sequence[Mention], values: Sequence[Mention], metric: Mention, row: Row
) -> Iterator[CellFigure]:
    """The two figures of a cell under a header that sets two arms against each other (`甲药 vs 乙药`: `91% vs 74%`)."""
    for side, (head, value) in enumerate(zip(heads, values, strict=True)):
        concept = head.concept.concept_id if head.concept else ""
        arm = Arm(head.start, head.end, head.name, concept, side == 1)
        yield CellFigure(
            Figure(metric, value, "table cell", 0, side, 2), row, arm, "control" if side else "experimental"
        )


def size_above(cell: Cell) -> str:
    """The number of patients that the headers of a cell give, the nearest first (`Placebo (n = 271)`)."""
    found = re.search(r"\bn\s*=\s*(\d+)", " ".join(reversed(cell.header)), re.IGNORECASE)
    return found[1] if found else ""
