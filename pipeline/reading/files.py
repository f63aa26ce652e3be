"""Bytes to text, strictly: a character that is silently replaced would shift every offset or hide a drug's name.

>>> source = decode("维奈克拉 venetoclax".encode("utf-8"), "a.txt")
>>> source.encoding, source.raw[:4], len(source.doc_id)
('utf-8', '维奈克拉', 16)
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from pipeline.reading.encodings import decoded
from pipeline.reading.errors import ChangedError, ReadingError

MAX_BYTES = 32 * 1024 * 1024
MAX_CHARACTERS = 2_000_000
FORMATS = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".xml": "jats", ".nxml": "jats", ".html": "html",
    ".htm": "html", ".docx": "docx", ".pdf": "pdf",
}  # fmt: skip
TEXTS = frozenset({"txt", "md"})
_MAGIC = (
    (b"%PDF", "pdf", "is a PDF document"),
    (b"PK\x03\x04", "docx", "is a ZIP archive or an office document"),
    (b"\x1f\x8b", "", "is a compressed file"),
    (b"\xd0\xcf\x11\xe0", "", "is an old or an encrypted office document"),
    (b"{\\rtf", "", "is an RTF document"),
    (b"\x89PNG", "", "is an image"),
    (b"\xff\xd8\xff", "", "is an image"),
)
_MARKUP = re.compile(rb"\s*(?:<\?xml\b|<!DOCTYPE\s+html\b|<html\b|<!DOCTYPE\s+article\b|<article\b)", re.I)
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Source:
    """A file as delivered and decoded: what raw offsets count in, and its identity."""

    path: str
    format: str
    encoding: str
    sha256: str
    raw: str
    warnings: tuple[str, ...] = ()

    @property
    def doc_id(self) -> str:
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file as delivered, its kind checked against its ending; `name` is what tables and messages call it."""

    name: str
    format: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def source(self, raw: str, encoding: str, warnings: tuple[str, ...] = ()) -> Source:
        """The source whose raw offsets count in the extracted text.

        Raises:
            ReadingError: The extracted text is empty, or holds what no later stage can carry.
        """
        check(raw, self.name)
        return Source(self.name, self.format, encoding, self.sha256, raw, warnings)


def load(path: Path, root: Path | None = None) -> Delivery:
    """Takes a file from the disk.

    Args:
        path: The file.
        root: Folder that its name is relative to; without it, the file's name alone.

    Raises:
        ReadingError: Not a regular file, too large, changed while it was read, of a format that is not read, or of
            another one than its ending says.
    """
    name = relative(path, root)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReadingError(name, "", "is not a regular file", "name a file")
        if status.st_size > MAX_BYTES:
            raise ReadingError(name, "", f"has {status.st_size} bytes, more than {MAX_BYTES}", "split it")
        if path.suffix.lower() not in FORMATS:
            known = ", ".join(sorted(FORMATS))
            raise ReadingError(name, "", f"has the unknown ending {path.suffix!r}", f"endings that are read: {known}")
        data = _bytes(path, name)
    except PermissionError as error:
        raise ReadingError(name, "", "cannot be opened: permission denied", "allow yourself to read it") from error
    except OSError as error:
        raise ReadingError(name, "", error.strerror or type(error).__name__, "check that it exists") from error
    return delivered(data, name, FORMATS[path.suffix.lower()])


def _bytes(path: Path, name: str) -> bytes:
    """The file's bytes; a file that somebody writes to meanwhile is refused."""
    with path.open("rb") as handle:
        before = os.fstat(handle.fileno())
        data = handle.read(MAX_BYTES + 1)
        after = os.fstat(handle.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        raise ChangedError(name, "", "changed while it was read", "run again when it is complete")
    return data


def delivered(data: bytes, name: str, file_format: str) -> Delivery:
    """Checks that the content is what the ending says.

    Raises:
        ReadingError: Empty, or another kind of file.
    """
    if not data:
        raise ReadingError(name, "", "is empty", "deliver the file again")
    for magic, kind, reason in _MAGIC:
        if data.startswith(magic) and kind != file_format:
            told = f"give it the ending .{kind}" if kind else "save it as one of the formats that are read"
            raise ReadingError(name, "byte 0", f"{reason}, not what its ending says", told)
    if file_format == "pdf" and b"%PDF" not in data[:1024]:
        raise ReadingError(name, "byte 0", "is no PDF document, whatever its ending says", "give it the right ending")
    if file_format == "docx" and not data.startswith(b"PK"):
        raise ReadingError(name, "byte 0", "is no DOCX document, whatever its ending says", "give it the right ending")
    if file_format in TEXTS and _MARKUP.match(data[:200].removeprefix(b"\xef\xbb\xbf")):
        raise ReadingError(name, "byte 0", "is XML or HTML, not plain text", "give it the ending .xml or .html")
    return Delivery(name, file_format, data)


def relative(path: Path, root: Path | None) -> str:
    """The path as tables show it: relative to the root, with `/`; undecodable bytes of a name are escaped."""
    try:
        name = path.relative_to(root).as_posix() if root else path.name
    except ValueError:
        name = path.name
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def decode(data: bytes, name: str, file_format: str = "txt") -> Source:
    """Decodes a text file; a byte order mark of UTF-8 stays in `raw` as one character.

    Raises:
        ReadingError: Empty, another kind of file, of no encoding that is read (with the byte's position), a NUL, or no
            text.
    """
    delivery = delivered(data, name, file_format)
    found = decoded(data, name)
    return delivery.source(found.text, found.encoding, (found.warning,) if found.warning else ())


def check(raw: str, name: str) -> None:
    """Refuses what no later stage can carry: NUL, lone surrogates, shelves of books, and files with no letter or digit.

    Raises:
        ReadingError: With the character's position.
    """
    if len(raw) > MAX_CHARACTERS:
        raise ReadingError(name, "", f"has {len(raw)} characters, more than {MAX_CHARACTERS}", "split it")
    if (at := raw.find("\0")) >= 0:
        raise ReadingError(name, f"character {at}", "is NUL", "the file is damaged or not a text")
    if found := _SURROGATE.search(raw):
        raise ReadingError(name, f"character {found.start()}", "is a lone surrogate", "export the text again")
    if not _WORD.search(raw):
        raise ReadingError(name, "", "holds no text", "deliver the file again")


def of_text(raw: str, name: str, file_format: str) -> Source:
    """A source from a string, for tests and for `explain`; its identity is that of the UTF-8 file with this text.

    Raises:
        ReadingError: As `decode` does.
    """
    if not raw:
        raise ReadingError(name, "", "is empty", "give a text")
    check(raw, name)
    return Source(name, file_format, "utf-8", hashlib.sha256(raw.encode("utf-8")).hexdigest(), raw)
