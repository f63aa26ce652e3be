"""Tables of every written form, as rows of cells over the source: tabs, Markdown pipes, HTML.

>>> rows = tab_rows([MappedText.of("方案\\tORR"), MappedText.of("VAH\\t82%"), MappedText.of("FLAG\\t60%")])
>>> [[cell.text.text for cell in row] for row in rows]
[['方案', 'ORR'], ['VAH', '82%'], ['FLAG', '60%']]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.offsets import MappedText
from pipeline.reading.blocks import GridCell
from pipeline.reading.markers import Mark, Style, tidy
from pipeline.reading.repair import anchored
from pipeline.records import Cell, CitationMark, Span

Row = tuple[GridCell, ...]
Grid = tuple[Row, ...]

_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_BAR = re.compile(r"(?<!\\)\|")
_TAG = re.compile(r"<(/?)(table|tr|td|th|thead|tbody|tfoot|caption)\b([^<>]{0,400})>", re.I)
_SPAN = re.compile(r"(col|row)span\s*=\s*[\"']?(\d{1,3})", re.I)
_FIGURE = re.compile(r"\d")
_OPEN_END = re.compile(r"[,、;(\[/+\-和与及或的]$|\b(?:and|or|of|in|with|the|plus|to|for|by)$")
_TAIL_START = re.compile(r"[,、;:)\]。.%]|[a-z]")
_MAX_SPAN, _MAX_COLUMNS = 100, 200


def _piece(line: MappedText, start: int, end: int) -> MappedText:
    """The stretch without the spaces around it; an empty one keeps its place."""
    source = line.text
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    return anchored(line[start:end], line.raw_span(start, start)[0])


def _split(line: MappedText, separator: re.Pattern[str]) -> list[GridCell]:
    cells, begin = [], 0
    for found in separator.finditer(line.text):
        cells.append(GridCell(_piece(line, begin, found.start())))
        begin = found.end()
    cells.append(GridCell(_piece(line, begin, len(line.text))))
    return cells


_TAB = re.compile(r"\t")


def tab_rows(lines: Sequence[MappedText]) -> Grid:
    """Rows of a table whose cells are separated by tabs; a row whose cell is broken over lines is put together."""
    parts = [_split(line, _TAB) for line in lines]
    width = Counter(len(cells) for cells in parts if len(cells) > 1).most_common(1)[0][0]
    rows: list[list[GridCell]] = []
    for cells in parts:
        if rows and _broken(rows[-1], cells, width):
            rows[-1] = [*rows[-1][:-1], _glued(rows[-1][-1], cells[0]), *cells[1:]]
        else:
            rows.append(cells)
    return _with_headers(rows)


def _broken(before: list[GridCell], cells: list[GridCell], width: int) -> bool:
    """Whether a line goes on with the last cell of the row before it."""
    if len(before) < width:
        return len(before) > 1 and len(before) + len(cells) - 1 <= width
    if len(cells) > 1:
        return False
    last, first = before[-1].text.text, cells[0].text.text
    return bool(last) and bool(_OPEN_END.search(last) or _TAIL_START.match(first))


def _glued(first: GridCell, second: GridCell) -> GridCell:
    return replace(first, text=MappedText.join(" ", [text for text in (first.text, second.text) if text.text]))


_FEWEST_CELLS = 2
_LONGEST_BARE_CELL = 80


def is_pipe_row(line: str) -> bool:
    """Whether a line is a row with bars: at its edges too, or between short cells that hold something, or blanks.

    >>> [is_pipe_row(line) for line in ("| CR | 60% |", "突变|药物|关系", "P(A|B) and P(B|A)", "a||b", "P | | 0.02 |")]
    [True, True, False, False, True]
    """
    if line.count("|") < 2 or line.lstrip().startswith("|"):
        return line.count("|") >= 2
    cells = [cell.strip() for cell in line.split("|")]
    filled = [cell for cell in cells if cell]
    if len(filled) < _FEWEST_CELLS or (len(filled) < len(cells) and " | " not in line):
        return False
    return all(len(cell) <= _LONGEST_BARE_CELL and cell.count("(") == cell.count(")") for cell in filled)


def is_rule(line: str) -> bool:
    """Whether a line is the rule under a Markdown table's header."""
    return "-" in line and "|" in line and _RULE.match(line) is not None


def pipe_rows(lines: Sequence[MappedText]) -> Grid:
    """Rows of a Markdown table; the rows above its rule are headers."""
    rows: list[list[GridCell]] = []
    headers = 0
    for line in lines:
        if is_rule(line.text):
            headers = headers or len(rows)
            continue
        cells = _split(line, _BAR)
        rows.append(cells if rows and len(cells) <= len(rows[0]) else _without_edges(cells))
    if headers == 1 or not headers:
        return _with_headers(rows)
    return tuple(tuple(replace(cell, is_header=index < headers) for cell in row) for index, row in enumerate(rows))


def _without_edges(cells: list[GridCell]) -> list[GridCell]:
    """The cells between the bars at a row's edges, where it has any.

    A row of no more cells than its header has no such bars: an empty cell at its edge is one of the table's own.
    """
    cells = cells[1:] if cells and not cells[0].text.text else cells
    return cells[:-1] if len(cells) > 1 and not cells[-1].text.text else cells


def html_rows(text: MappedText) -> tuple[Grid, MappedText | None]:
    """Rows of an HTML table, and its caption element; a table inside a cell is read as further rows."""
    rows: list[list[GridCell]] = []
    caption: MappedText | None = None
    opened, attributes, kind, header = -1, "", "", False
    for found in _TAG.finditer(text.text):
        closing, name = found.group(1), found.group(2).lower()
        if opened >= 0 and (name != "table" or closing):
            cell = _piece(text, opened, found.start())
            if kind == "caption":
                caption = cell
            else:
                rows = rows or [[]]
                spans = {key.lower(): min(int(value), _MAX_SPAN) for key, value in _SPAN.findall(attributes)}
                across, down = max(spans.get("col", 1), 1), max(spans.get("row", 1), 1)
                rows[-1].append(GridCell(cell, across, down, kind == "th" or header))
            opened = -1
        if name in ("td", "th", "caption") and not closing:
            opened, attributes, kind = found.end(), found.group(3), name
        elif name == "tr" and not closing:
            rows.append([])
        elif name == "thead":
            header = not closing
    return headed([row for row in rows if row]), caption


def headed(rows: list[list[GridCell]]) -> Grid:
    """The rows with the headers that the markup names; where it names none, by their form."""
    if any(cell.is_header for row in rows for cell in row):
        return tuple(tuple(row) for row in rows)
    return _with_headers(rows)


def _with_headers(rows: list[list[GridCell]]) -> Grid:
    """Marks the first row as header, and the second where the first one's cells stand over several of its own."""
    count = 1
    if rows and (tallest := max((cell.rowspan for cell in rows[0]), default=1)) > 1:
        count = tallest if any(cell.colspan > 1 for cell in rows[0]) else 1
    elif len(rows) > 2 and _is_second_header(rows[0], rows[1]):
        count = 2
    return tuple(tuple(replace(cell, is_header=index < count) for cell in row) for index, row in enumerate(rows))


def _is_second_header(first: list[GridCell], second: list[GridCell]) -> bool:
    """The second row is a header where its first cell is empty, or its others repeat, and the first row has gaps or repeats to be filled."""
    if any(_FIGURE.match(cell.text.text) for cell in second) or len(second) < 2:
        return False
    if second[0].text.text and not _repeats([cell.text.text for cell in second[1:]]):
        return False
    names = [cell.text.text for cell in first]
    return "" in names[1:] or len(set(names)) < len(names) or any(cell.colspan > 1 for cell in first)


def _repeats(names: list[str]) -> bool:
    """Whether names, two or more, come again in the same order (`Any grade`, `Grade ≥3`, `Any grade`, `Grade ≥3`)."""
    size = len(set(names))
    return (
        1 < size < len(names)
        and len(names) % size == 0
        and "" not in names
        and names == names[:size] * (len(names) // size)
    )


def joined(first: Grid, second: Grid) -> Grid:
    """A table and its continuation, whose repeated header rows are left out."""
    known = {tuple(cell.text.text for cell in row) for row in first if row and row[0].is_header}
    body = [row for row in second if tuple(cell.text.text for cell in row) not in known]
    same = len(body) < len(second)
    plain = [row if same else tuple(replace(cell, is_header=False) for cell in row) for row in body]
    return (*first, *plain)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A table as a section has it."""

    text: MappedText
    rows: tuple[Span, ...]
    cells: tuple[Cell, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell's place in the grid, and the section offsets of its text."""

    row: int
    column: int
    cell: GridCell
    start: int
    end: int


def lay_out(grid: Grid, style: Style) -> LaidOut:
    """Tidies the cells and joins them: tabs between cells, newlines between rows, and a header for every cell.

    A cell that spans rows stands once in the text and has one `Cell` for each row that it spans.
    """
    texts: list[MappedText] = []
    rows: list[Span] = []
    places: list[list[tuple[int, int]]] = []
    marks: list[Mark] = []
    at = 0
    for row in grid:
        begin, offsets, tidied = at, [], []
        for cell in row:
            one = tidy(cell.text, style)
            marks.extend(one.marks)
            tidied.append(anchored(one.text, cell.text.raw_span(0, 0)[0]))
            offsets.append((at, at + len(one.text)))
            at += len(one.text) + 1
        texts.append(_join("\t", tidied))
        rows.append(Span(begin, at - 1))
        places.append(offsets)
    text = _join("\n", texts)
    return LaidOut(text, tuple(rows), tuple(_cells(text.text, list(_place(grid, places)))), tuple(marks))


def _join(separator: str, parts: list[MappedText]) -> MappedText:
    text = MappedText.join(separator, parts)
    return text if text.pieces else anchored(text, parts[0].raw_span(0, 0)[0] if parts else 0)


def _place(grid: Grid, places: list[list[tuple[int, int]]]) -> Iterator[_Placed]:
    """Columns of the cells, with the columns that cells of the rows above take by their rowspan."""
    hanging: dict[int, tuple[int, GridCell, int, int]] = {}
    for row, cells in enumerate(grid):
        column = 0
        waiting = list(zip(cells, places[row], strict=True))
        while column < _MAX_COLUMNS and (waiting or column in hanging):
            if column in hanging:
                left, cell, start, end = hanging.pop(column)
                yield _Placed(row, column, cell, start, end)
                if left > 1:
                    hanging[column] = (left - 1, cell, start, end)
                column += 1
                continue
            cell, (start, end) = waiting.pop(0)
            for shift in range(cell.colspan):
                yield _Placed(row, column + shift, cell, start, end)
                if cell.rowspan > 1:
                    hanging[column + shift] = (cell.rowspan - 1, cell, start, end)
            column += cell.colspan


def _cells(text: str, placed: list[_Placed]) -> Iterator[Cell]:
    headers: dict[int, list[str]] = {}
    gaps = _gap_fill(text, placed)
    seen: set[tuple[int, int, int]] = set()
    for one in placed:
        name = text[one.start : one.end] or gaps.get((one.row, one.column), "")
        if one.cell.is_header:
            above = headers.setdefault(one.column, [])
            if name and name not in above[-1:]:
                above.append(name)
    for one in placed:
        if (one.row, one.start, one.end) in seen and one.cell.colspan > 1:
            continue
        seen.add((one.row, one.start, one.end))
        header = () if one.cell.is_header else tuple(headers.get(one.column, ()))
        yield Cell(one.row, one.column, one.start, one.end, one.cell.is_header, header)


def _gap_fill(text: str, placed: list[_Placed]) -> dict[tuple[int, int], str]:
    """An empty header cell in the first of two header rows belongs to the name on its left."""
    filled: dict[tuple[int, int], str] = {}
    two = any(one.cell.is_header and one.row == 1 for one in placed)
    name = ""
    for one in placed:
        if one.row or not two:
            break
        name = text[one.start : one.end] or name
        filled[one.row, one.column] = name if one.column else ""
    return filled


def citation_marks(text: MappedText, marks: Sequence[Mark]) -> tuple[CitationMark, ...]:
    """Markers at the section offsets where they stood."""
    placed = (CitationMark(text.clean_span(one.start, one.start)[0], one.numbers, one.start, one.end) for one in marks)
    return tuple(sorted(placed, key=lambda mark: (mark.position, mark.start)))
