"""Files to `Document`s: decoding, repair with a map to the source, sections, tables and references.

>>> document = read_text("# 维奈克拉耐药机制的研究进展\\n\\n摘要：MCL-1上调介导耐药<sup>[1]</sup>。")
>>> [(section.kind, section.text.text) for section in document.sections]
[('title', '维奈克拉耐药机制的研究进展'), ('abstract', 'MCL-1上调介导耐药。')]
"""

from __future__ import annotations

from pathlib import Path

from pipeline.reading.documents import build, read_source
from pipeline.reading.errors import ReadingError
from pipeline.reading.files import TEXTS, Delivery, Source, decode, load, of_text
from pipeline.records import Document

__all__ = ["Delivery", "ReadingError", "Source", "build", "is_own_text", "read", "read_delivery", "read_text"]


def read(path: Path, root: Path | None = None) -> Document:
    """Reads one file.

    Args:
        path: A text or Markdown file, JATS XML, HTML, DOCX or PDF.
        root: Folder that `Document.path` is relative to (with `/`); without it, the file's name alone.

    Raises:
        ReadingError: The file cannot be read, with place, reason and remedy.
    """
    return read_delivery(load(path, root))


def read_delivery(delivery: Delivery) -> Document:
    """Reads a file that is in memory; each format's reader is imported when the first file of it comes.

    Raises:
        ReadingError: As `read`.
    """
    if delivery.format in TEXTS:
        return read_source(decode(delivery.data, delivery.name, delivery.format))
    if delivery.format == "jats":
        from pipeline.reading.jats import read_jats

        return read_jats(delivery)
    if delivery.format == "html":
        from pipeline.reading.web import read_html

        return read_html(delivery)
    if delivery.format == "docx":
        from pipeline.reading.docx import read_docx

        return read_docx(delivery)
    from pipeline.reading.pdf import read_pdf

    return read_pdf(delivery)


def is_own_text(document: Document) -> bool:
    """Whether raw offsets count in the file as delivered, when it is opened as UTF-8."""
    return document.format in TEXTS and document.encoding in ("utf-8", "utf-8-sig")


def read_text(raw: str, path: str = "text.txt", file_format: str = "txt") -> Document:
    """Reads a text that is already decoded.

    Raises:
        ReadingError: The text is empty, or holds a NUL or a lone surrogate.
    """
    return read_source(of_text(raw, path, file_format))
