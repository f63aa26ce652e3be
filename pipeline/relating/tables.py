"""trial_metric in tables: the cell's figure, its row's study and arm, its column's endpoint, or the other way round.

Three layouts are read. Endpoints head the columns and a row is a study or an arm; endpoints head the rows and columns
are arms; or cells hold prose, and each is read like a sentence whose arm is the row's.

>>> column_role("对照组"), column_role("HR(95%CI)"), column_role("例数(n)"), column_role("主要结果")
('control', 'hazard_ratio', 'n', '')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from pipeline import lexicon
from pipeline.records import Cell, Measure, Mention, Section, Sentence
from pipeline.relating import (
    PAIR,
    altered_groups,
    cell_parts,
    cell_values,
    column_groups,
    frequency_tables,
    graded_cells,
    narrow_groups,
    own_groups,
    populations,
    studies,
    table_arms,
)
from pipeline.relating import arms as arm_names
from pipeline.relating.arms import Arm
from pipeline.relating.cell_values import endpoint_of, own_metric, own_metrics, words_of
from pipeline.relating.column_studies import ColumnStudies, size_of, trial_of_cell
from pipeline.relating.figures import Figure, is_time_to_event, measure_of
from pipeline.relating.labels import UNNAMED, Labels
from pipeline.relating.lines import Line, line_of
from pipeline.relating.passages import body_cells, header_cells

_LANDMARK = re.compile(
    r"(?<![\d.])(\d+(?:\.\d+)?)[\s-]*(个月|月|年|周|天|months?|mo|years?|yr|y|weeks?|wk|days?)(?![a-z])"
)
_RATIOS = ("hazard_ratio", "odds_ratio", "risk_ratio", "p_value")
_ARMS_VERSUS = re.compile(r"[^,;。]{0,12}?(?:vs\.?|\bv\.?(?=\s)|versus|/|对比|对)\s*", re.IGNORECASE)
_MISSING = re.compile(r"\s*(?:-|—|–|/|NR|NA|N/A|未报告|无)?\s*")


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


_MARKED = re.compile(r"\^[^\s^]{1,8}\^|[*†‡§¶#]+\s*$")
"""The mark of a note in a header (`P值^b^`)."""


def plain(words: str) -> str:
    """The words of a header or a label without the marks of notes, of italics and of raised signs (`*P*值^b^`)."""
    return _MARKED.sub("", words).replace("*", "").strip()


@lru_cache(maxsize=1024)
def column_role(header: str) -> str:
    """What a column holds, from its header: a role of the cue table, or nothing."""
    header = plain(header)
    bare = " ".join(re.sub(r"[(\[].*?[)\]]", " ", header).lower().split()) or header.strip().lower()
    for row in lexicon.cues("table_headers"):
        if bare == row["form"].lower():
            return row["role"]
    if _ARMS_IN_HEADER.fullmatch(bare):
        return "experimental"
    measured = re.split(r"\s(?:for|of|vs\.?|versus|against|compared with)\s", bare)[0]
    ratios = [row for row in lexicon.cues("table_headers") if row["role"] in _RATIOS]
    if (ratio := next((row["role"] for row in ratios if measured == row["form"].lower()), "")) and measured != bare:
        return ratio
    endings = [row for row in lexicon.cues("table_headers") if _ends_with(bare, row["form"].lower())]
    return max(endings, key=lambda row: len(row["form"]))["role"] if endings else ""


_ARMS_IN_HEADER = re.compile(
    r"(?:(?:治疗|干预)?(?:方案|措施|药物|分组)\s*)?(?:[试实]验|研究|观察|治疗)(?:组|药物?|方案)?\s*(?:/|vs\.?|versus|对比?|与|和|及|、)\s*(?:对照|安慰剂|比较)(?:组|药物?|方案)?"
    r"|(?:experimental|active|investigational|study|test(?:ed)?|treatment|intervention)(?: (?:arm|drug|group|treatment))?\s*(?:/|vs\.?|versus|and)\s*(?:control|comparator|placebo)(?: (?:arm|drug|group|treatment))?",
    re.IGNORECASE,
)
"""A header of a column whose cells name both arms (`试验组 vs 对照组`)."""


def _ends_with(header: str, form: str) -> bool:
    """Whether a header ends with a form of two letters or more, a Latin one as a word of its own (`ORR` is no `RR`)."""
    if len(form) < 2 or not header.endswith(form):
        return False
    before = header[: -len(form)][-1:]
    return not (form[0].isascii() and before.isascii() and before.isalnum())


_SIDES = {
    "control": re.compile(r"对照|安慰剂组|control|comparator|placebo arm|\bctrl\b", re.IGNORECASE),
    "experimental": re.compile(r"试验组|实验组|研究组|治疗组|experimental|\bexp\b|investigational", re.IGNORECASE),
}
_SLASH = re.compile(r"\s*(?:率|rate)?\s*(?:\(\s*%\s*\)|,?\s*%)?\s*/\s*", re.IGNORECASE)
_BOTH_SIDES = re.compile(r"vs|对比|/|versus", re.IGNORECASE)
_FIRST_SIDE = re.compile(
    r"(?:[试实]验(?:组|药物?|方案)?|研究(?:组|药物?)|experimental(?: arm)?|study drug)\s*(?:/|vs\.?|versus|对比?)\s*$",
    re.IGNORECASE,
)
_SIDE_REACH = 24
_HEADS = ("METRIC", "ADVERSE_EVENT", "DRUG", "REGIMEN", "DRUG_CLASS")


@dataclass
class _Table:
    section: Section
    mentions: Sequence[Mention]
    topic: Mention | None = None
    labels: Labels = field(default_factory=Labels)
    starts: list[int] = field(default_factory=list)
    headers: dict[int, tuple[Mention, ...]] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)
    studies: ColumnStudies = field(default_factory=ColumnStudies)

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

    def _spread(self) -> None:
        """Gives each column what a header over several columns names, where its own header names nothing."""
        told = {c.column: c.header for c in self.section.cells if not c.is_header and len(c.header) > 1}
        for column, titles in sorted(told.items()):
            if self.headers.get(column):
                continue
            for cell in self.section.cells:
                if cell.is_header and cell.column < column and _words(self, cell).strip() in titles[:-1]:
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
            if len(given) > 1 and all(given.values()) and column_role(_words(self, label).strip()) == "experimental":
                for column, found in given.items():
                    self.headers[column] = (*self.headers.get(column, ()), *found)
                return

    def line(self, cell: Cell) -> Line:
        return line_of(self.section.text.text, cell.start, cell.end, self.mentions, self.starts, self.section.marks)

    def role(self, cell: Cell) -> str:
        return column_role(cell.header[-1]) if cell.header else ""

    def side(self, cell: Cell) -> str:
        """`experimental` or `control`, where the header of a column of figures says whose they are; else nothing."""
        return _side(" ".join(cell.header))

    def titles(self) -> list[str]:
        """The words of the headers, in the order of their columns."""
        return [_words(self, cell) for cell in sorted(header_cells(self.section), key=lambda cell: cell.column)]

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


def rows(
    section: Section,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    topic: Mention | None = None,
    labels: Labels | None = None,
) -> Iterator[tuple[_Table, Row]]:
    """The body rows of a table section.

    Args:
        section: The table.
        sentences: Its rows.
        mentions: Its mentions.
        topic: The endpoint that the table's caption names, for tables whose cells and headers name none.
        labels: The labels of the paper's groups, as told so far.
    """
    table = _Table(section, mentions, topic, labels or Labels())
    found = []
    for sentence in sentences:
        cells = [cell for cell in body_cells(section, sentence) if cell.end <= sentence.end]
        if cells:
            found.append(_row(table, sentence, cells))
    for row in _of_groups(table, _of_one_study(table, found)):
        yield table, row


_TESTED = re.compile(r"\s*(?:[χxX][²2]?|[tTZzFUu]|Log-?rank|统计量|检验)\s*(?:值|检验|统计量|values?|statistics?)?\s*")
"""A row of test statistics (`χ2值`), which are no figures of an endpoint."""


def _of_groups(table: _Table, found: Iterator[Row]) -> Iterator[Row]:
    """Rows with the side that their labels name, where both are named, and rows of P values below those of two arms."""
    rows = [row for row in found if not _TESTED.fullmatch(plain(_label(row)))]
    sides = _with_tested([_side(_label(row)) for row in rows], rows)
    if {"experimental", "control"} <= set(sides):
        rows = [replace(row, part=row.part or side) for row, side in zip(rows, sides, strict=True)]
    arms = [row for row in rows if row.experimental]
    tested = next((row for row in rows if row.part == "experimental"), _tested_row(arms))
    above: Mention | None = None
    for row in rows:
        above = next(iter(row.cells[0][1].of("METRIC", "ADVERSE_EVENT")), above)
        role = column_role(_label(row).strip())
        if role in _RATIOS and not (row.experimental or row.control):
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


def _side(title: str) -> str:
    """The side that a header or a label names, where it names one alone; else nothing."""
    named = [side for side, words in _SIDES.items() if words.search(title)]
    return named[0] if len(named) == 1 and not _BOTH_SIDES.search(title) else ""


def _of_one_study(table: _Table, found: Sequence[Row]) -> Iterator[Row]:
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


def _leaves_study_open(table: _Table, row: Row) -> bool:
    """Whether the cell for the study is empty in a row, or missing."""
    trials = [cell for cell, _ in row.cells if table.role(cell) == "trial"]
    first = row.cells[0][0]
    heads = {cell.column for cell in header_cells(table.section) if column_role(_words(table, cell)) == "trial"}
    if not heads:
        return False
    return (not trials and first.column not in heads) or any(_OPEN.match(_words(table, cell)) for cell in trials)


_OPEN = re.compile(r"\s*(?:$|同上|同前|〃|″|[\"”]\s*$|ditto|as above|same)", re.IGNORECASE)
"""An empty cell for the study, or one that repeats the row above."""


def _words(table: _Table, cell: Cell) -> str:
    return table.section.text.text[cell.start : cell.end]


def _row(table: _Table, sentence: Sentence, cells: Sequence[Cell]) -> Row:
    lines = tuple((cell, table.line(cell)) for cell in cells)
    whole = line_of(
        table.section.text.text, sentence.start, sentence.end, table.mentions, table.starts, table.section.marks
    )
    trials = whole.of("TRIAL")
    experimental, control = (None, None) if _tells_comparator(lines[0][1]) else _row_arms(table, lines)
    others = tuple(
        arm for _, line in lines if control and line.start <= control.start < line.end for arm in _beside(line, control)
    )
    by_role = {table.role(cell): line for cell, line in reversed(lines)}
    landmark = _LANDMARK.search(words_of(by_role.get("timepoint")))
    in_bracket = _SIZE_IN_BRACKET.search(words_of(by_role.get("population")))
    size = size_of(words_of(by_role.get("n"))) or (in_bracket[1] if in_bracket else "")
    return Row(
        sentence, lines, trials[0] if trials else trial_of_cell(by_role.get("trial")), experimental, control, size,
        _landmark(landmark), whole, _population(by_role.get("population"), whole) or _altered(*lines[0]) or own_groups.of_label(lines[0][1]) or column_groups.of_label(lines[0][1], " ".join(lines[0][0].header)), others=others, sizes=_sizes(words_of(by_role.get("n")), whole, experimental, control), stacked=_stacked(table, lines),
    )  # fmt: skip


def _tells_comparator(label: Line) -> bool:
    """Whether a label names a ratio and the treatment that its row compares with (`HR for PFS vs A`), and no arm of the row."""
    return column_role(words_of(label).strip()) in _RATIOS and bool(arm_names.find(label))


_SIZE_IN_BRACKET = re.compile(r"\(\s*(?:[nN]\s*=\s*)?(\d+)\s*例?\s*\)\s*$")
_TWO_SIZES = re.compile(r"\s*(\d+)\s*例?\s*(?:[/:、,]|\bvs\.?|\bversus\b|对|比)\s*(\d+)\s*例?\s*")
_SIZE_OF_ARM = re.compile(r"\s*(?:单药|组)?\s*\(\s*(?:[nN]\s*=\s*)?(\d+)\s*例?\s*\)")


def _sizes(cell: str, row: Line, experimental: Arm | None, control: Arm | None) -> tuple[str, str]:
    """The numbers of patients of two arms: of their column (`155/154`), or in brackets behind their names."""
    if told := _TWO_SIZES.fullmatch(cell):
        return told[1], told[2]
    found = [_SIZE_OF_ARM.match(row.text, arm.end, row.end) if arm else None for arm in (experimental, control)]
    first, second = (match[1] if match else "" for match in found)
    return first, second


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


def _row_arms(table: _Table, lines: Sequence[tuple[Cell, Line]]) -> tuple[Arm | None, Arm | None]:
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


def _stacked(table: _Table, lines: Sequence[tuple[Cell, Line]]) -> tuple[Arm, ...]:
    """The arms that the cell for treatments names below each other, with nothing but a size between them."""
    for cell, line in lines:
        if table.role(cell) == "experimental" or cell.column == 0:
            found = table_arms.named_in(line, table.labels)
            gaps = [line.between(a.end, b.start) for a, b in pairwise(found)]
            if gaps and all(_LINE_BREAK.fullmatch(gap) for gap in gaps):
                return tuple(found)
    return ()


def _beside(line: Line, control: Arm) -> Iterator[Arm]:
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
    if len(found) != 2 or not _ARMS_VERSUS.fullmatch(line.between(found[0].end, found[1].start)):
        return None
    return replace(found[1], is_control=True)


def _compared_arms(table: _Table, lines: Sequence[tuple[Cell, Line]]) -> tuple[Arm | None, Arm | None]:
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


def figures(table: _Table, row: Row, told: Arm | None = None) -> Iterator[CellFigure]:
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
        yield from _frequency_figures(table, places, row_metric, replace(row, experimental=told_arm))
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
        if row.stacked and (below := list(_stacked_figures(row, line, role, header or timed, number))):
            yield from below
        elif row.statistic and compared is not None:
            yield from _ratio_figures(table, cell, compared, row.statistic, row, number)
        elif role in _RATIOS:
            metric = header or row_metric or (timed if role == "hazard_ratio" else None) or last_metric or topic
            yield from _ratio_figures(table, cell, metric, _ratio_of(role, cell, metric), row, number)
            timed = None if role == "hazard_ratio" else timed
        elif joined := list(_joined_figures(table.joined_metrics(cell), line, row, number)):
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
            for found in _column_figures(table.side(cell), part, own, header, against, number, _under(cell)):
                own_role = _column_role_of_arm(table, cell, "") if above else found.role
                yield replace(found, group=grade, arm=above or found.arm, role=own_role)
            yield from _behind_figures(table, behind, own, against, number)
        elif (beside := _told_before(table, row, number)) is not None and not line.of("METRIC"):
            if table.arm_above(cell) is not None:
                yield from _of_column(table, cell, _row_figures(table, cell, line, beside, row, told_arm))
                continue
            yield from _column_figures(table.side(cell), line, beside, beside, row, number)
        elif (metric := row_metric or topic) and number and not line.of("METRIC") and (row_metric or role != "n"):
            yield from _of_column(table, cell, _row_figures(table, cell, line, metric, row, told_arm))


def _of_column(table: _Table, cell: Cell, found: Iterator[CellFigure]) -> Iterator[CellFigure]:
    """Figures with the study and the size that the table gives for their column."""
    trial, size = table.studies.trials.get(cell.column), table.studies.sizes.get(cell.column, "")
    for figure in found:
        yield replace(figure, trial=trial, n=figure.n or size)


def _frequency_figures(table: _Table, places: Sequence[int], metric: Mention, row: Row) -> Iterator[CellFigure]:
    """The count and the rate of a row of responses, of all patients that the caption counts."""
    row = replace(row, n=frequency_tables.size(table.section.caption))
    grade = graded_cells.of_column(metric, f"{words_of(row.cells[0][1])} {' '.join(row.cells[0][0].header)}")
    for cell, line in row.cells:
        value = frequency_tables.figure(line, is_count=cell.column == places[0]) if cell.column in places else None
        if value is not None:
            yield CellFigure(Figure(metric, value, "table cell", 0, -1), row, row.experimental, "single", group=grade)


def _behind_figures(
    table: _Table, behind: Sequence[Mention], metric: Mention, row: Row, number: int
) -> Iterator[CellFigure]:
    """The ratio and the P value behind the figures of a cell."""
    role = "experimental" if row.control or row.part or table.sets_sides() else "single"
    for value in behind:
        yield CellFigure(Figure(metric, value, "table cell", number), row, row.experimental, role)


_EITHER_RATIO = re.compile(r"(?<![A-Za-z])(?:HR\s*/\s*OR|OR\s*/\s*HR|HR or OR)(?![A-Za-z])", re.IGNORECASE)


def _ratio_of(role: str, cell: Cell, metric: Mention | None) -> str:
    """Which ratio a column for both has: a hazard ratio of times to an event, an odds ratio of rates (`HR/OR`)."""
    if metric is None or not cell.header or not _EITHER_RATIO.search(cell.header[-1]):
        return role
    return "hazard_ratio" if is_time_to_event(metric) else "odds_ratio"


def _stacked_figures(row: Row, line: Line, role: str, metric: Mention | None, number: int) -> Iterator[CellFigure]:
    """The figures of a cell below each other, one for each arm of the row; a ratio is that of an arm against the last."""
    if metric is None:
        return
    header = line.text[metric.start : metric.end + 8]
    parts = cell_values.stacked(line, metric, header, role if role in _RATIOS else "", len(row.stacked))
    for place, (arm, value) in enumerate(zip(row.stacked, parts, strict=False)):
        if value is not None:
            side = "control" if place == len(row.stacked) - 1 else "experimental"
            yield CellFigure(Figure(metric, value, "table cell", number), row, arm, side)


def _joined_figures(metrics: Sequence[Mention], line: Line, row: Row, number: int) -> Iterator[CellFigure]:
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


def _told_before(table: _Table, row: Row, number: int) -> Mention | None:
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


def _standing_in(table: _Table, row: Row) -> Mention | None:
    """The caption's endpoint, at the place of the row's label: a claim points into its own section."""
    return _at_label(table.topic, row)


def _at_label(endpoint: Mention | None, row: Row) -> Mention | None:
    """An endpoint that is named elsewhere, at the place of the row's label."""
    if endpoint is None:
        return None
    label = row.cells[0][1]
    return replace(endpoint, start=label.start, end=label.end, text=words_of(label))


def _under(cell: Cell) -> str:
    """The words of a second header that say of a median in what it is told (`PFS` over `Median, mo`), else nothing."""
    told = cell.header[-1] if len(cell.header) > 1 else ""
    return told if _MEDIAN.search(told) else ""


_MEDIAN = re.compile(r"^\s*(?:中位|median\b)[^\d%]*$", re.IGNORECASE)


def _column_figures(
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


def _row_figures(
    table: _Table, cell: Cell, line: Line, metric: Mention, row: Row, told: Arm | None
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
            role = _column_role_of_arm(table, cell, role)
            for grade, value in graded:
                figure = Figure(metric, value, "table cell", 0, -1)
                yield CellFigure(figure, row, arm, role, n=_size(cell), group=grade)
            return
        grades = next(((grade,) for words in above if (grade := graded_cells.of_column(metric, words))), ())
    if arm is None:
        if not own_grades and not _heads_results().fullmatch(title.strip()):
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
    if len(values) == len(heads) == PAIR and _ARMS_VERSUS.fullmatch(_between(table, heads)):
        yield from _paired_figures(heads, values, metric, row)
        yield from _behind_figures(table, behind, metric, replace(row, experimental=arm, part="experimental"), 0)
        return
    side, each = _column_role_of_arm(table, cell, role), len(values) == len(grades) == PAIR
    counted = len(values) == PAIR and measure_of(values[1]).kind == "count"
    for place, value in enumerate(values if each or counted else values[:1]):
        grade = grades[place if each else 0] if grades else ""
        yield CellFigure(Figure(metric, value, "table cell", 0, -1), row, arm, side, n=_size(cell), group=grade)


def _grouped_figures(table: _Table, cell: Cell, line: Line, metric: Mention, row: Row) -> Iterator[CellFigure]:
    """The figures of a column that is a group of patients (`DLBCL` | `FL`), with the arm of the row."""
    title = cell.header[-1]
    values = cell_values.values(line, metric, f"{words_of(row.cells[0][1])}{title}")
    counted = len(values) == PAIR and measure_of(values[1]).kind == "count"
    for value in values if counted else values[:1]:
        group, figure = table.groups[cell.column], Figure(metric, value, "table cell", 0, -1)
        yield CellFigure(figure, row, row.experimental, row.part or "single", n=_size(cell), group=group)


_FEATURES = re.compile(r"基线|临床特征|一般资料|baseline|characteristics|demographic", re.IGNORECASE)


def is_of_features(section: Section) -> bool:
    """Whether a table tells what its patients were like at the beginning, by its caption."""
    return _FEATURES.search(section.caption) is not None


def _between(table: _Table, heads: Sequence[Mention]) -> str:
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


def _size(cell: Cell) -> str:
    """The number of patients that the headers of a cell give, the nearest first (`Placebo (n = 271)`)."""
    found = re.search(r"\bn\s*=\s*(\d+)", " ".join(reversed(cell.header)), re.IGNORECASE)
    return found[1] if found else ""


@lru_cache(maxsize=1)
def _heads_results() -> re.Pattern[str]:
    """The header of a column that holds results of all patients (`Result`, `All patients (n=57)`)."""
    forms = "|".join(re.escape(row["form"]) for row in lexicon.cues("result_headers"))
    return re.compile(
        rf"(?:{forms})?\s*(?:[(\[]?\s*n\s*=\s*\d+\s*[)\]]?)?\s*(?:[(\[]\s*95%\s*CI\s*[)\]])?\s*,?\s*(?:(?:n|no\.|例)?\s*[(\[]?\s*%\s*[)\]]?)?",
        re.IGNORECASE,
    )


def _column_role_of_arm(table: _Table, cell: Cell, role: str) -> str:
    heads = table.heading_arms(cell.column)
    arms, tested = {arm.name for arm in heads}, table_arms.tested(heads)
    own = next((m.name for m in table.headers.get(cell.column, ()) if m.type in ("DRUG", "REGIMEN", "DRUG_CLASS")), "")
    if role == "control" or (len(arms) == 2 and tested is not None and own != tested.name):
        return "control"
    return "experimental" if len(arms) == 2 or role == "experimental" else "single"


_WITH_P = re.compile(r"(?<![A-Za-z])P(?![A-Za-z])", re.IGNORECASE)


def _ratio_figures(
    table: _Table, cell: Cell, metric: Mention | None, statistic: str, row: Row, number: int
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


def _own_arm(table: _Table, cell: Cell, row: Row) -> Arm | None:
    """The arm that heads a column, where a row has a ratio of each of several arms against one of the table."""
    filled = [line for _, line in row.cells[1:] if any(sign.isdigit() for sign in words_of(line))]
    heads = [m for m in table.headers.get(cell.column, ()) if m.type in ("DRUG", "REGIMEN", "DRUG_CLASS")]
    if not row.statistic or len(filled) < PAIR or len(heads) != 1:
        return None
    return table.arm_above(cell)
