"""The body rows of a table, with the study, the arms, the patients and the landmark that each is of.

A row may leave its study to the row above, name a side alone, or hold the P values of the arms above it.

>>> [_TESTED.fullmatch(label) is not None for label in ("χ2值", "ORR")], _landmark(_LANDMARK.search("24个月"))
([True, False], '24 mo')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.records import Cell, Mention, Section, Sentence
from pipeline.relating import altered_groups, column_groups, own_groups, populations, studies, table_arms
from pipeline.relating import arms as arm_names
from pipeline.relating.arms import Arm
from pipeline.relating.cell_values import words_of
from pipeline.relating.column_studies import size_of, trial_of_cell
from pipeline.relating.labels import Labels
from pipeline.relating.lines import Line, line_of
from pipeline.relating.passages import body_cells, header_cells
from pipeline.relating.result_tables import Table, words_in
from pipeline.relating.row_arms import arms_of_row, compared_beside, sizes_of, stacked_arms
from pipeline.relating.table_headers import RATIOS, column_role, plain, side_of

_LANDMARK = re.compile(
    r"(?<![\d.])(\d+(?:\.\d+)?)[\s-]*(个月|月|年|周|天|months?|mo|years?|yr|y|weeks?|wk|days?)(?![a-z])"
)


@dataclass(frozen=True)
class Row:
    """One body row: its cells as lines, with what it says of study, arms, size and landmark.

    Attributes:
        n: How many patients the row is of.
        sizes: How many the tested arm and its comparator have.
        stacked: The arms that one cell names below each other, where the row's other cells hold a figure of each.
    """

    sentence: Sentence
    cells: tuple[tuple[Cell, Line], ...]
    trial: Mention | None = None
    experimental: Arm | None = None
    control: Arm | None = None
    n: str = ""
    timepoint: str = ""
    marks: Line | None = None
    population: str = ""
    part: str = ""
    others: tuple[Arm, ...] = ()
    statistic: str = ""
    compared: Mention | None = None
    sizes: tuple[str, str] = ("", "")
    stacked: tuple[Arm, ...] = ()


def rows(
    section: Section,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    topic: Mention | None = None,
    labels: Labels | None = None,
) -> Iterator[tuple[Table, Row]]:
    """The body rows of a table section.

    Args:
        section: The table.
        sentences: Its rows.
        mentions: Its mentions.
        topic: The endpoint that the table's caption names, for tables whose cells and headers name none.
        labels: The labels of the paper's groups, as told so far.
    """
    table = Table(section, mentions, topic, labels or Labels())
    found = []
    for sentence in sentences:
        cells = [cell for cell in body_cells(section, sentence) if cell.end <= sentence.end]
        if cells:
            found.append(_row(table, sentence, cells))
    for row in _of_groups(table, _of_one_study(table, found)):
        yield table, row


_TESTED = re.compile(r"\s*(?:[χxX][²2]?|[tTZzFUu]|Log-?rank|统计量|检验)\s*(?:值|检验|统计量|values?|statistics?)?\s*")
"""A row of test statistics (`χ2值`), which are no figures of an endpoint."""


def _of_groups(table: Table, found: Iterator[Row]) -> Iterator[Row]:
    """Rows with the side that their labels name, where both are named, and rows of P values below those of two arms."""
    rows = [row for row in found if not _TESTED.fullmatch(plain(_label(row)))]
    sides = _with_tested([side_of(_label(row)) for row in rows], rows)
    if {"experimental", "control"} <= set(sides):
        rows = [replace(row, part=row.part or side) for row, side in zip(rows, sides, strict=True)]
    arms = [row for row in rows if row.experimental]
    tested = next((row for row in rows if row.part == "experimental"), _tested_row(arms))
    above: Mention | None = None
    for row in rows:
        above = next(iter(row.cells[0][1].of("METRIC", "ADVERSE_EVENT")), above)
        role = column_role(_label(row).strip())
        if role in RATIOS and not (row.experimental or row.control):
            arm, part = (tested.experimental, "experimental") if tested else (None, "")
            yield replace(row, statistic=role, experimental=arm, part=part, compared=above)
        else:
            yield row


def _with_tested(sides: list[str], rows: Sequence[Row]) -> list[str]:
    """The sides of rows; the one other arm of a table with a row for its controls is the tested one."""
    others = [number for number, row in enumerate(rows) if row.experimental and not sides[number]]
    if sides.count("control") == 1 and "experimental" not in sides and len(others) == 1:
        sides[others[0]] = "experimental"
    return sides


def _tested_row(rows: Sequence[Row]) -> Row | None:
    """The row of the arm under test."""
    arm = table_arms.tested([row.experimental for row in rows if row.experimental])
    return next((row for row in rows if arm and row.experimental and row.experimental.name == arm.name), None)


def _label(row: Row) -> str:
    return words_of(row.cells[0][1])


def _of_one_study(table: Table, found: Sequence[Row]) -> Iterator[Row]:
    """Rows with the study of the row above where their own cell is empty: the first row tests, the second compares."""
    rows = list(found)
    for number, row in enumerate(rows):
        above = rows[number - 1] if number else None
        if above is None or not _leaves_study_open(table, row) or not (row.experimental or row.control):
            continue
        if row.experimental and above.experimental and row.experimental.name == above.experimental.name:
            rows[number] = replace(row, trial=row.trial or above.trial)
        else:
            rows[number - 1] = replace(above, part=above.part or "experimental")
            arm = row.experimental or row.control
            rows[number] = replace(
                row, trial=row.trial or above.trial, part="control", experimental=arm, control=None,
                population=row.population or above.population,
            )  # fmt: skip
    return iter(rows)


def _leaves_study_open(table: Table, row: Row) -> bool:
    """Whether the cell for the study is empty in a row, or missing."""
    trials = [cell for cell, _ in row.cells if table.role(cell) == "trial"]
    first = row.cells[0][0]
    heads = {cell.column for cell in header_cells(table.section) if column_role(words_in(table, cell)) == "trial"}
    if not heads:
        return False
    return (not trials and first.column not in heads) or any(_OPEN.match(words_in(table, cell)) for cell in trials)


_OPEN = re.compile(r"\s*(?:$|同上|同前|〃|″|[\"”]\s*$|ditto|as above|same)", re.IGNORECASE)
"""An empty cell for the study, or one that repeats the row above."""


def _row(table: Table, sentence: Sentence, cells: Sequence[Cell]) -> Row:
    lines = tuple((cell, table.line(cell)) for cell in cells)
    whole = line_of(
        table.section.text.text, sentence.start, sentence.end, table.mentions, table.starts, table.section.marks
    )
    trials = whole.of("TRIAL")
    experimental, control = (None, None) if _tells_comparator(lines[0][1]) else arms_of_row(table, lines)
    others = tuple(
        arm
        for _, line in lines
        if control and line.start <= control.start < line.end
        for arm in compared_beside(line, control)
    )
    by_role = {table.role(cell): line for cell, line in reversed(lines)}
    landmark = _LANDMARK.search(words_of(by_role.get("timepoint")))
    in_bracket = _SIZE_IN_BRACKET.search(words_of(by_role.get("population")))
    size = size_of(words_of(by_role.get("n"))) or (in_bracket[1] if in_bracket else "")
    return Row(
        sentence, lines, trials[0] if trials else trial_of_cell(by_role.get("trial")), experimental, control, size,
        _landmark(landmark), whole, _population(by_role.get("population"), whole) or _altered(*lines[0]) or own_groups.of_label(lines[0][1]) or column_groups.of_label(lines[0][1], " ".join(lines[0][0].header)), others=others, sizes=sizes_of(words_of(by_role.get("n")), whole, experimental, control), stacked=stacked_arms(table, lines),
    )  # fmt: skip


def _tells_comparator(label: Line) -> bool:
    """Whether a label names a ratio and the treatment that its row compares with (`HR for PFS vs A`), and no arm of the row."""
    return column_role(words_of(label).strip()) in RATIOS and bool(arm_names.find(label))


_SIZE_IN_BRACKET = re.compile(r"\(\s*(?:[nN]\s*=\s*)?(\d+)\s*例?\s*\)\s*$")


def _population(cell: Line | None, row: Line) -> str:
    """The group of a row: one that an alteration defines, else the words of its cell for patients, else those of the row."""
    if (altered := altered_groups.before(row, row.start, row.end)) and len(row.of("ALTERATION")) == 1:
        return altered
    return populations.of_cell(cell) if cell else populations.first_of(row)


_OF_MUTATIONS = re.compile(r"突变|变异|mutation|mutated", re.IGNORECASE)
_STATUS = re.compile(r"\([^()]*\)|突变|阳性|基因|mutations?|mutated|status|[\s/、*_]|或|\bor\b", re.IGNORECASE)
"""What a label says beside the names of alterations (`T315I突变(有比无)`)."""


def _altered(cell: Cell, line: Line) -> str:
    """The group of a row that alterations label, or genes under a header of mutations (`突变基因`: `IDH1/2`)."""
    is_of_mutations = _OF_MUTATIONS.search(" ".join(cell.header)) is not None
    named = line.of("ALTERATION") or (line.of("GENE") if is_of_mutations else [])
    rest = words_of(line)
    for words in sorted({mention.text for mention in named}, key=len, reverse=True):
        rest = rest.replace(words, "")
    if not named or _STATUS.sub("", rest):
        return ""
    return " or ".join(dict.fromkeys(m.name if m.type == "ALTERATION" else f"{m.name} mutation" for m in named))


def _landmark(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    return f"{match.group(1)} {studies.unit(match.group(2))}"
