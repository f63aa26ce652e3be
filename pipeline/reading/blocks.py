"""Blocks: what every format's reader makes of its file, before anything is repaired, joined or put under headings.

A reader of another format (JATS, DOCX, PDF, HTML) builds the same blocks over its extracted text and hands them to
`documents.build`; whatever its markup already says (a heading's level, a table's spans) goes into the block.

>>> block = Block("heading", MappedText.of("## 2.1 耐药机制"), level=2, number=(2, 1))
>>> block.plain, block.raw_start
('## 2.1 耐药机制', 0)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.offsets import MappedText

BlockKind = Literal[
    "title", "heading", "paragraph", "label", "table", "caption", "note", "continued", "reference", "furniture",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class GridCell:
    """A table cell as the file has it; `text` is folded, not yet tidied."""

    text: MappedText
    colspan: int = 1
    rowspan: int = 1
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, line or paragraph, table, caption, note or reference entry.

    Attributes:
        kind: `title` only where the markup says so; `label` for what its first words name (`role`); `continued` for a
            line that says that a table goes on; `furniture` for what belongs to the page, not to the paper.
        text: Folded text over the source (empty for a table), without heading marks, number and label.
        role: Of a label, and of a heading that the table of labels knows (`abstract`, `references`, `section`, …).
        label: The label as printed.
        level: Heading level by the markup, 0 where there is none. It is a hint only.
        number: Heading number as printed, (2, 3, 1) for 2.3.1.
        depth: Heading level by the numbering, 0 where it has none.
        tight: No blank line stands between this block and the one before.
        rows: Cells of a table.
    """

    kind: BlockKind
    text: MappedText
    role: str = ""
    label: str = ""
    level: int = 0
    number: tuple[int, ...] = ()
    depth: int = 0
    tight: bool = False
    rows: tuple[tuple[GridCell, ...], ...] = ()

    @property
    def plain(self) -> str:
        return self.text.text

    @property
    def raw_start(self) -> int:
        if self.rows:
            return self.rows[0][0].text.raw_span(0, 0)[0]
        return self.text.raw_span(0, 0)[0]
