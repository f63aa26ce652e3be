"""The figures of a cell whose column is headed by their endpoint or by a ratio, each with its arm and its side.

>>> ratio = lambda title: Cell(1, 1, 0, 4, header=(title,))
>>> from pipeline.records import Concept, Endpoint
>>> response = Mention(0, 3, "METRIC", "ORR", Concept("local:metric.orr", "METRIC", "ORR"), detail=Endpoint("ORR"))
>>> ratio_of("hazard_ratio", ratio("HR/OR"), response), ratio_of("hazard_ratio", ratio("HR"), response)
('odds_ratio', 'hazard_ratio')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.records import Cell, Measure, Mention
from pipeline.relating import PAIR, cell_values
from pipeline.relating.arms import Arm
from pipeline.relating.cell_values import words_of
from pipeline.relating.figures import Figure, is_time_to_event, measure_of
from pipeline.relating.lines import Line
from pipeline.relating.result_tables import Table
from pipeline.relating.table_headers import RATIOS
from pipeline.relating.table_rows import Row


@dataclass(frozen=True)
class CellFigure:
    """A figure of a table with what its row and column say of it; `group` is narrower than the row's population."""

    figure: Figure
    row: Row
    arm: Arm | None
    role: str
    timepoint: str = ""
    n: str = ""
    group: str = ""
    trial: Mention | None = None


def figures_behind(
    table: Table, behind: Sequence[Mention], metric: Mention, row: Row, number: int
) -> Iterator[CellFigure]:
    """The ratio and the P value behind the figures of a cell."""
    role = "experimental" if row.control or row.part or table.sets_sides() else "single"
    for value in behind:
        yield CellFigure(Figure(metric, value, "table cell", number), row, row.experimental, role)


_EITHER_RATIO = re.compile(r"(?<![A-Za-z])(?:HR\s*/\s*OR|OR\s*/\s*HR|HR or OR)(?![A-Za-z])", re.IGNORECASE)


def ratio_of(role: str, cell: Cell, metric: Mention | None) -> str:
    """Which ratio a column for both has: a hazard ratio of times to an event, an odds ratio of rates (`HR/OR`)."""
    if metric is None or not cell.header or not _EITHER_RATIO.search(cell.header[-1]):
        return role
    return "hazard_ratio" if is_time_to_event(metric) else "odds_ratio"


def stacked_figures(row: Row, line: Line, role: str, metric: Mention | None, number: int) -> Iterator[CellFigure]:
    """The figures of a cell below each other, one for each arm of the row; a ratio is that of an arm against the last."""
    if metric is None:
        return
    header = line.text[metric.start : metric.end + 8]
    parts = cell_values.stacked(line, metric, header, role if role in RATIOS else "", len(row.stacked))
    for place, (arm, value) in enumerate(zip(row.stacked, parts, strict=False)):
        if value is not None:
            side = "control" if place == len(row.stacked) - 1 else "experimental"
            yield CellFigure(Figure(metric, value, "table cell", number), row, arm, side)


def joined_figures(metrics: Sequence[Mention], line: Line, row: Row, number: int) -> Iterator[CellFigure]:
    """The figures of a cell that slashes or a bracket part (`63/39`, `52(39)`), each of its endpoint of the header (`ORR/CR`)."""
    if not metrics:
        return
    is_bracketed = ")" in line.text[metrics[-1].end : metrics[-1].end + 1]
    parts = cell_values.nested(line) if is_bracketed else cell_values.parted(line)
    header = line.text[metrics[0].start : metrics[-1].end + 8]
    for metric, rate in zip(metrics, parts, strict=False) if len(metrics) == len(parts) else ():
        if rate is not None:
            value = cell_values.timed(rate, metric, header)
            yield CellFigure(Figure(metric, value, "table cell", number), row, row.experimental, row.part or "single")


def column_figures(
    side: str, line: Line, metric: Mention, head: Mention, row: Row, number: int, under: str = ""
) -> Iterator[CellFigure]:
    header = f"{line.text[head.start : head.end + 8]} {under}"
    values = cell_values.values(line, metric, header, is_paired=_sets_sides_by_slash(row, line, head))
    timepoint = row.timepoint or _cell_landmark(line, values)
    tells_twice = bool(values) and any(measure_of(value).kind == "count" for value in values[1:])
    paired = len(values) == 2 and not tells_twice
    for place, value in enumerate(values[:2]):
        figure = Figure(metric, value, "table cell", number, place if paired else -1, len(values) if paired else 1)
        is_control = side == "control" or (paired and place == 1)
        control = row.control or Arm(value.start, value.end, "control")
        role = side or (("control" if is_control else "experimental") if paired else row.part or "single")
        for arm in (control, *row.others) if is_control else (row.experimental,):
            yield CellFigure(figure, row, arm, role, timepoint)


_SIDES_IN_HEADER = re.compile(
    r"[试实]验组?\s*(?:/|vs\.?|对比?)\s*(?:对照|安慰剂)|\b(?:experimental|active|investigational|treatment|study drug)(?: arm)?\s*(?:/|vs\.?|versus)\s*(?:control|comparator|placebo)",
    re.IGNORECASE,
)
_COUNT_OF_WHOLE = re.compile(r"(?<![A-Za-z])n\s*/\s*N(?![A-Za-z])|例数|\bNo\.", re.IGNORECASE)


def _sets_sides_by_slash(row: Row, line: Line, head: Mention) -> bool:
    """Whether a slash between two numbers of a cell parts the two sides of a study, and no count from its whole."""
    header = line.text[head.start : head.end + 24].split("\t")[0]
    if _COUNT_OF_WHOLE.search(header):
        return False
    is_compared = row.control is not None or all(row.sizes) or _SIDES_IN_HEADER.search(header) is not None
    return is_compared and re.search(r"%|率|rate|月|\bmo", header, re.IGNORECASE) is not None


def _cell_landmark(line: Line, values: Sequence[Mention]) -> str:
    for mention in line.of("VALUE"):
        detail = mention.detail
        if isinstance(detail, Measure) and detail.kind == "duration" and values and mention.end <= values[0].start:
            return f"{detail.value} {detail.unit}"
    return ""


_WITH_P = re.compile(r"(?<![A-Za-z])P(?![A-Za-z])", re.IGNORECASE)


def ratio_figures(
    table: Table, cell: Cell, metric: Mention | None, statistic: str, row: Row, number: int
) -> Iterator[CellFigure]:
    """The ratio of a cell, and the P value behind it where the header tells both (`HR(P值)`: `0.70(0.008)`)."""
    line = table.line(cell)
    if metric is None:
        return
    told = list(
        cell_values.ratio_values(
            line, statistic, with_p=bool(_WITH_P.search(cell.header[-1])) if cell.header else False
        )
    )
    heads = table.heading_arms()
    arm = row.experimental or _own_arm(table, cell, row) or (table.tested() if len(heads) > 1 else None)
    is_compared = row.control or row.part or row.stacked or table.sets_sides() or (arm and len(heads) > 1)
    role = "experimental" if is_compared else "single"
    for mention in told:
        yield CellFigure(Figure(metric, mention, "table cell", number), row, arm, role)


def _own_arm(table: Table, cell: Cell, row: Row) -> Arm | None:
    """The arm that heads a column, where a row has a ratio of each of several arms against one of the table."""
    filled = [line for _, line in row.cells[1:] if any(sign.isdigit() for sign in words_of(line))]
    heads = [m for m in table.headers.get(cell.column, ()) if m.type in ("DRUG", "REGIMEN", "DRUG_CLASS")]
    if not row.statistic or len(filled) < PAIR or len(heads) != 1:
        return None
    return table.arm_above(cell)
