"""A table of results: its cells as lines, with the endpoint, the arm, the group and the study that head each column.

>>> from pipeline.offsets import MappedText
>>> text = "研究 ORR(%) A 61"
>>> cells = (Cell(0, 0, 0, 2, True), Cell(0, 1, 3, 9, True), Cell(1, 0, 10, 11), Cell(1, 1, 12, 14, header=("ORR(%)",)))
>>> table = Table(Section(0, "table", (), "zh", MappedText.of(text), cells=cells), [Mention(3, 6, "METRIC", "ORR")])
>>> table.header_metric(cells[3]).text, table.arm_above(cells[3])
('ORR', None)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.records import Cell, Mention, Section
from pipeline.relating import arms as arm_names
from pipeline.relating import column_groups, table_arms, table_headers
from pipeline.relating.arms import Arm
from pipeline.relating.column_studies import ColumnStudies
from pipeline.relating.labels import UNNAMED, Labels
from pipeline.relating.lines import Line, line_of
from pipeline.relating.passages import header_cells
from pipeline.relating.table_headers import column_role, side_of

_SLASH = re.compile(r"\s*(?:率|rate)?\s*(?:\(\s*%\s*\)|,?\s*%)?\s*/\s*", re.IGNORECASE)
_FIRST_SIDE = re.compile(
    r"(?:[试实]验(?:组|药物?|方案)?|研究(?:组|药物?)|experimental(?: arm)?|study drug)\s*(?:/|vs\.?|versus|对比?)\s*$",
    re.IGNORECASE,
)
_SIDE_REACH = 24
_HEADS = ("METRIC", "ADVERSE_EVENT", "DRUG", "REGIMEN", "DRUG_CLASS")


@dataclass
class Table:
    section: Section
    mentions: Sequence[Mention]
    topic: Mention | None = None
    labels: Labels = field(default_factory=Labels)
    starts: list[int] = field(default_factory=list)
    headers: dict[int, tuple[Mention, ...]] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)
    studies: ColumnStudies = field(default_factory=ColumnStudies)
    sides: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.starts = [mention.start for mention in self.mentions]
        for cell in self.section.cells:
            if cell.is_header:
                line = self.line(cell)
                if cell.column and (group := column_groups.of_header(line)):
                    self.groups[cell.column] = group
                if column_groups.is_prior(line):
                    continue
                told = [m for m in line.of(*_HEADS) if m.name not in UNNAMED]
                found = told or table_arms.heads(line, self.labels) or line.of(*_HEADS)
                self.headers[cell.column] = (*self.headers.get(cell.column, ()), *found)

        self.studies.hear(self.section.cells, self.line, column_role)
        if self.heading_arms():
            self._hear_abbreviated()
        else:
            self._hear_treatments()
        self._spread()
        self._hear_sizes()

    def _hear_sizes(self) -> None:
        """Takes two columns of treatments that count their agents (`四药组` | `三药组`) for those of the two arms."""
        titles = {c.column: words_in(self, c) for c in self.section.cells if c.is_header and c.column}
        sides = table_headers.sides_by_size(titles)
        cells = [cell for cell in self.section.cells if not cell.is_header and cell.column in sides]
        if all(self.line(cell).has("DRUG", "REGIMEN", "DRUG_CLASS") for cell in cells):
            self.sides = sides

    def _spread(self) -> None:
        """Gives each column what a header over several columns names, where its own header names nothing."""
        told = {c.column: c.header for c in self.section.cells if not c.is_header and len(c.header) > 1}
        for column, titles in sorted(told.items()):
            if self.headers.get(column):
                continue
            for cell in self.section.cells:
                if cell.is_header and cell.column < column and words_in(self, cell).strip() in titles[:-1]:
                    self.headers[column] = tuple(self.line(cell).of(*_HEADS))

    def _hear_abbreviated(self) -> None:
        """Takes the few letters that head a column beside those of treatments for a regimen (`Ibrutinib` | `BR`)."""
        for cell in self.section.cells:
            if cell.is_header and cell.column and not self.headers.get(cell.column):
                self.headers[cell.column] = tuple(table_arms.abbreviated(self.line(cell)))

    def _hear_treatments(self) -> None:
        """Takes the treatments of a row of them (`Product`) for heads of their columns, where studies head these."""
        by_row: dict[int, list[Cell]] = {}
        for cell in self.section.cells:
            if not cell.is_header:
                by_row.setdefault(cell.row, []).append(cell)
        for label, *others in by_row.values():
            given = {cell.column: self.line(cell).of("DRUG", "REGIMEN", "DRUG_CLASS")[:1] for cell in others}
            if len(given) > 1 and all(given.values()) and column_role(words_in(self, label).strip()) == "experimental":
                for column, found in given.items():
                    self.headers[column] = (*self.headers.get(column, ()), *found)
                return

    def line(self, cell: Cell) -> Line:
        return line_of(self.section.text.text, cell.start, cell.end, self.mentions, self.starts, self.section.marks)

    def role(self, cell: Cell) -> str:
        return self.sides.get(cell.column) or (column_role(cell.header[-1]) if cell.header else "")

    def side(self, cell: Cell) -> str:
        """`experimental` or `control`, where the header of a column of figures says whose they are; else nothing."""
        return side_of(" ".join(cell.header))

    def titles(self) -> list[str]:
        """The words of the headers, in the order of their columns."""
        return [words_in(self, cell) for cell in sorted(header_cells(self.section), key=lambda cell: cell.column)]

    def sets_sides(self) -> bool:
        """Whether some column holds figures of the comparator alone."""
        return any(cell.header and self.side(cell) == "control" for cell in self.section.cells)

    def heading_arms(self, beside: int | None = None) -> list[Arm]:
        """The arms that head columns, in their order; those of the study of one column alone."""
        kept = (c for c in sorted(self.headers) if beside is None or self.studies.are_together(beside, c))
        heads = (m for column in kept for m in self.headers[column])
        return [
            Arm(m.start, m.end, m.name, m.concept.concept_id if m.concept else "",
                is_control=arm_names.is_comparator(m.name), is_general=arm_names.is_general(m.name))
            for m in heads if m.type in ("DRUG", "REGIMEN", "DRUG_CLASS")
        ]  # fmt: skip

    def arm_above(self, cell: Cell) -> Arm | None:
        """The treatment that heads the column of a cell; a header that only says `对照组` names none."""
        heads = [m for m in self.headers.get(cell.column, ()) if m.type in ("DRUG", "REGIMEN", "DRUG_CLASS")]
        if not heads or all(head.name in UNNAMED for head in heads):
            return None
        concept = heads[0].concept
        return Arm(cell.start, cell.end, heads[0].name, concept.concept_id if concept else "")

    def compared_above(self, cell: Cell) -> Arm | None:
        """The comparator that a header names behind a slash, beside the arm of the row (`中位OS(试验药/挽救化疗)`)."""
        text = self.section.text.text
        for head in self.headers.get(cell.column, ()):
            before = text[max(0, head.start - _SIDE_REACH) : head.start]
            if head.type in ("DRUG", "REGIMEN", "DRUG_CLASS") and _FIRST_SIDE.search(before):
                concept = head.concept.concept_id if head.concept else ""
                return Arm(cell.start, cell.end, head.name, concept, True)
        return None

    def tested(self) -> Arm | None:
        """The arm under test among those that head columns."""
        return table_arms.tested(self.heading_arms())

    def joined_metrics(self, cell: Cell) -> list[Mention]:
        """The endpoints of a header that joins several by slashes (`ORR/CR(%)`), or two by a bracket (`ORR(CR)`)."""
        found = [m for m in self.headers.get(cell.column, ()) if m.type in ("METRIC", "ADVERSE_EVENT")]
        text = self.section.text.text
        gaps = [text[first.end : second.start] for first, second in pairwise(found)]
        is_bracketed = [gap.strip() for gap in gaps] == ["("] and text[found[1].end : found[1].end + 1] == ")"
        return found if is_bracketed or (gaps and all(_SLASH.fullmatch(gap) for gap in gaps)) else []

    def header_metric(self, cell: Cell) -> Mention | None:
        found = [m for m in self.headers.get(cell.column, ()) if m.type in ("METRIC", "ADVERSE_EVENT")]
        return found[-1] if found else None


def words_in(table: Table, cell: Cell) -> str:
    return table.section.text.text[cell.start : cell.end]


_FEATURES = re.compile(r"基线|临床特征|一般资料|baseline|characteristics|demographic", re.IGNORECASE)


def is_of_features(section: Section) -> bool:
    """Whether a table tells what its patients were like at the beginning, by its caption."""
    return _FEATURES.search(section.caption) is not None


def column_role_of_arm(table: Table, cell: Cell, role: str) -> str:
    heads = table.heading_arms(cell.column)
    arms, tested = {arm.name for arm in heads}, table_arms.tested(heads)
    own = next((m.name for m in table.headers.get(cell.column, ()) if m.type in ("DRUG", "REGIMEN", "DRUG_CLASS")), "")
    if role == "control" or (len(arms) == 2 and tested is not None and own != tested.name):
        return "control"
    return "experimental" if len(arms) == 2 or role == "experimental" else "single"
