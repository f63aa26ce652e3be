"""trial_metric in tables: the cell's figure, its row's study and arm, its column's endpoint, or the other way round.

Three layouts are read. Endpoints head the columns and a row is a study or an arm; endpoints head the rows and columns
are arms; or cells hold prose, and each is read like a sentence whose arm is the row's.

>>> [_under(Cell(1, 1, 0, 4, header=titles)) for titles in (("PFS", "Median, mo"), ("PFS",))]
['Median, mo', '']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.records import Cell, Mention
from pipeline.relating import cell_parts, frequency_tables, graded_cells
from pipeline.relating.arms import Arm
from pipeline.relating.cell_figures import (
    CellFigure,
    column_figures,
    figures_behind,
    joined_figures,
    ratio_figures,
    ratio_of,
    stacked_figures,
)
from pipeline.relating.cell_values import endpoint_of, own_metric, own_metrics, words_of
from pipeline.relating.figures import Figure, is_time_to_event
from pipeline.relating.result_tables import Table, column_role_of_arm, is_of_features
from pipeline.relating.row_figures import frequency_figures, of_column, row_figures
from pipeline.relating.table_headers import RATIOS
from pipeline.relating.table_rows import Row


def figures(table: Table, row: Row, told: Arm | None = None) -> Iterator[CellFigure]:
    """Figures of a row whose endpoint heads the column or the row; prose cells are left to the sentence reader.

    Args:
        table: The table.
        row: One of its rows.
        told: The treatment that the text before speaks of, for tables that name none.
    """
    label = row.cells[0][1]
    row_metric = next(iter(label.of("METRIC", "ADVERSE_EVENT")), None)
    last_metric: Mention | None = None
    timed: Mention | None = None
    told_arm = None if table.heading_arms() or row.experimental or row.control else told
    if (
        row_metric
        and told_arm
        and not is_of_features(table.section)
        and (places := frequency_tables.of_frequencies(table.titles()))
    ):
        yield from frequency_figures(table, places, row_metric, replace(row, experimental=told_arm))
        return
    for number, (cell, line) in enumerate(row.cells):
        role = table.role(cell)
        header = table.header_metric(cell)
        last_metric = next(iter(own_metrics(line)), None) or header or last_metric
        if (
            last_metric is not None
            and is_time_to_event(last_metric)
            and not (timed and endpoint_of(last_metric).timepoint)
        ):
            timed = last_metric
        topic = _standing_in(table, row)
        compared = header or (_at_label(row.compared, row) if number else None)
        if row.stacked and (below := list(stacked_figures(row, line, role, header or timed, number))):
            yield from below
        elif row.statistic and compared is not None:
            yield from ratio_figures(table, cell, compared, row.statistic, row, number)
        elif role in RATIOS:
            metric = header or row_metric or (timed if role == "hazard_ratio" else None) or last_metric or topic
            yield from ratio_figures(table, cell, metric, ratio_of(role, cell, metric), row, number)
            timed = None if role == "hazard_ratio" else timed
        elif joined := list(joined_figures(table.joined_metrics(cell), line, row, number)):
            yield from joined
        elif header is not None and (graded := graded_cells.graded(line, header, " ".join(cell.header))):
            for grade, value in graded:
                figure = Figure(header, value, "table cell", number)
                yield CellFigure(figure, row, row.experimental, row.part or "single", group=grade)
        elif header is not None and (own := own_metric(line, header)) is not None:
            against = row if row.control else replace(row, control=table.compared_above(cell))
            part, behind = cell_parts.compared(cell_parts.before_endpoint(line))
            grade = graded_cells.of_column(own, " ".join(cell.header))
            above = None if row.experimental or row.control else table.arm_above(cell)
            for found in column_figures(table.side(cell), part, own, header, against, number, _under(cell)):
                own_role = column_role_of_arm(table, cell, "") if above else found.role
                yield replace(found, group=grade, arm=above or found.arm, role=own_role)
            yield from figures_behind(table, behind, own, against, number)
        elif (beside := _told_before(table, row, number)) is not None and not line.of("METRIC"):
            if table.arm_above(cell) is not None:
                yield from of_column(table, cell, row_figures(table, cell, line, beside, row, told_arm))
                continue
            part, behind = cell_parts.compared(line)
            yield from column_figures(table.side(cell), part, beside, beside, row, number)
            yield from figures_behind(table, behind, beside, row, number)
        elif (metric := row_metric or topic) and number and not line.of("METRIC") and (row_metric or role != "n"):
            yield from of_column(table, cell, row_figures(table, cell, line, metric, row, told_arm))


def _told_before(table: Table, row: Row, number: int) -> Mention | None:
    """The endpoint of a cell to the left that holds nothing else (`终点` | `结果`): it is that of the figures beside it."""
    for cell, line in reversed(row.cells[:number]):
        named = line.of("METRIC", "ADVERSE_EVENT")
        if (
            len(named) == 1
            and words_of(line).strip() == named[0].text
            and cell.column > 0
            and not table.header_metric(cell)
        ):
            return named[0]
    return None


def _standing_in(table: Table, row: Row) -> Mention | None:
    """The caption's endpoint, at the place of the row's label: a claim points into its own section."""
    return _at_label(table.topic, row)


def _at_label(endpoint: Mention | None, row: Row) -> Mention | None:
    """An endpoint that is named elsewhere, at the place of the row's label."""
    if endpoint is None:
        return None
    label = row.cells[0][1]
    return replace(endpoint, start=label.start, end=label.end, text=words_of(label))


def _under(cell: Cell) -> str:
    """The words of a second header that say what is told of its endpoint (`PFS` over `Median, mo` or `Rate, %`), else nothing."""
    told = cell.header[-1] if len(cell.header) > 1 else ""
    return told if _STATISTIC.search(told) else ""


_STATISTIC = re.compile(r"^\s*(?:(?:中位|median\b)[^\d%]*|(?:rate|率)?\s*,?\s*[(\[]?\s*%\s*[)\]]?\s*)$", re.IGNORECASE)
