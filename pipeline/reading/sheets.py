"""Extracted text in the making: what a markup says becomes lines, and every line keeps its place and its kind.

A format whose markup tells headings from paragraphs needs no guessing from the layout; it writes the paper's text on a
sheet, line by line, and the sheet gives the same blocks that the text reader would have found.

>>> sheet = Sheet()
>>> sheet.line("heading", "2.1 耐药机制", level=2)
>>> sheet.line("paragraph", "维奈克拉（venetoclax）抑制BCL-2<sup>[1]</sup>。")
>>> [(block.kind, block.number, block.plain) for block in sheet.blocks()]
[('heading', (2, 1), '耐药机制'), ('paragraph', (), '维奈克拉(venetoclax)抑制BCL-2<sup>[1]</sup>。')]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.offsets import MappedText
from pipeline.reading import labels
from pipeline.reading.blocks import Block, BlockKind, GridCell
from pipeline.reading.numbering import Outline, heading_number
from pipeline.reading.repair import anchored, fold
from pipeline.reading.tables import Grid, headed

_SPACES = re.compile(r"\s+")
_MAX_SPAN = 100


@dataclass(frozen=True, slots=True)
class CellText:
    """A table cell as a markup has it."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    kind: BlockKind
    start: int
    end: int
    role: str = ""
    level: int = 0
    rows: tuple[tuple[tuple[int, int, CellText], ...], ...] = ()


@dataclass(slots=True)
class Sheet:
    """Lines of extracted text with their kinds; `raw` is the text that offsets count in."""

    parts: list[str] = field(default_factory=list)
    lines: list[_Line] = field(default_factory=list)
    length: int = 0

    @property
    def raw(self) -> str:
        return "".join(self.parts)

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def aside(self, text: str) -> None:
        """Writes a line that is shown to people but belongs to no section."""
        if text := one_line(text):
            self._write(text + "\n\n")

    def line(self, kind: BlockKind, text: str, role: str = "", level: int = 0) -> None:
        """Writes one line of the paper; an empty one is left out."""
        text = one_line(text)
        if text:
            self.lines.append(_Line(kind, self.length, self.length + len(text), role, level))
            self._write(text + "\n\n")

    def table(self, rows: Sequence[Sequence[CellText]]) -> None:
        """Writes a table: a line for each row, with tabs between its cells."""
        placed = []
        for row in rows:
            cells = []
            for number, cell in enumerate(row):
                self._write("\t" if number else "")
                text = one_line(cell.text)
                cells.append((self.length, self.length + len(text), cell))
                self._write(text)
            if cells:
                placed.append(tuple(cells))
                self._write("\n")
        if any(start < end for row in placed for start, end, _ in row):
            self.lines.append(_Line("table", placed[0][0][0], self.length, rows=tuple(placed)))
        self._write("\n")

    def blocks(self) -> tuple[Block, ...]:
        """The lines as blocks over `raw`."""
        raw, outline = self.raw, Outline()
        return tuple(_block(raw, line, outline) for line in self.lines)


def one_line(text: str) -> str:
    """The text in one line, with single spaces."""
    return _SPACES.sub(" ", text).strip()


def _block(raw: str, line: _Line, outline: Outline) -> Block:
    if line.kind == "table":
        return Block("table", MappedText("", ()), rows=_grid(raw, line))
    text = fold(MappedText.of(raw, line.start, line.end))
    if line.kind == "heading":
        return _heading(text, line, outline)
    return Block(line.kind, text, line.role, text.text if line.role == "abstract" else "", line.level)


def _heading(text: MappedText, line: _Line, outline: Outline) -> Block:
    number = heading_number(text.text)
    title = text[number.length :] if number else text
    key = labels.key(title.text)
    role = line.role or ("section" if "section" in labels.roles(key) else "")
    depth = outline.accept(number, forced=True)
    components = number.components if number else ()
    return Block("heading", title if title.text else text, role, "", line.level, components, depth)


def _grid(raw: str, line: _Line) -> Grid:
    rows = []
    for row in line.rows:
        cells = []
        for start, end, cell in row:
            text = anchored(fold(MappedText.of(raw, start, end)), start)
            across, down = (max(1, min(span, _MAX_SPAN)) for span in (cell.colspan, cell.rowspan))
            cells.append(GridCell(text, across, down, cell.is_header))
        rows.append(cells)
    return headed(rows)
