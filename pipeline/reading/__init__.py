"""Files to `Document`s: decoding, repair with a map to the source, sections, tables and references.

>>> document = read_text("# 维奈克拉耐药机制的研究进展\\n\\n摘要：MCL-1上调介导耐药<sup>[1]</sup>。")
>>> [(section.kind, section.text.text) for section in document.sections]
[('title', '维奈克拉耐药机制的研究进展'), ('abstract', 'MCL-1上调介导耐药。')]
"""

from __future__ import annotations

from pathlib import Path

from pipeline.reading.documents import build, read_source
from pipeline.reading.errors import ReadingError
from pipeline.reading.files import Source, load, of_text
from pipeline.records import Document

__all__ = ["ReadingError", "Source", "build", "read", "read_text"]


def read(path: Path, root: Path | None = None) -> Document:
    """Reads one file.

    Args:
        path: A UTF-8 text or Markdown file.
        root: Folder that `Document.path` is relative to (with `/`); without it, the file's name alone.

    Raises:
        ReadingError: The file cannot be read, with place, reason and remedy.
    """
    return read_source(load(path, root))


def read_text(raw: str, path: str = "text.txt", file_format: str = "txt") -> Document:
    """Reads a text that is already decoded.

    Raises:
        ReadingError: The text is empty, or holds a NUL or a lone surrogate.
    """
    return read_source(of_text(raw, path, file_format))
