"""Bytes to text, strictly: a character that is silently replaced would shift every offset or hide a drug's name.

>>> source = decode("维奈克拉 venetoclax".encode("utf-8"), "a.txt")
>>> source.encoding, source.raw[:4], len(source.doc_id)
('utf-8', '维奈克拉', 16)
"""

from __future__ import annotations

import hashlib
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from pipeline.reading.errors import ReadingError

MAX_BYTES = 32 * 1024 * 1024
FORMATS = {".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md"}
_BOM = b"\xef\xbb\xbf"
_FOREIGN = (
    (b"%PDF", "is a PDF document"),
    (b"PK\x03\x04", "is a ZIP archive or an office document"),
    (b"\x1f\x8b", "is a compressed file"),
    (b"\xff\xfe", "is UTF-16 text"),
    (b"\xfe\xff", "is UTF-16 text"),
)
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

    @property
    def doc_id(self) -> str:
        return self.sha256[:16]


def load(path: Path, root: Path | None = None) -> Source:
    """Reads a text or Markdown file.

    Args:
        path: The file.
        root: Folder that `Source.path` is relative to; without it, the file's name alone.

    Raises:
        ReadingError: Not a regular file, of a format that is not read, too large, or not decodable.
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
        data = path.read_bytes()
    except OSError as error:
        raise ReadingError(name, "", error.strerror or type(error).__name__, "check that it exists") from error
    return decode(data, name, FORMATS[path.suffix.lower()])


def relative(path: Path, root: Path | None) -> str:
    """The path as tables show it: relative to the root, with `/`; undecodable bytes of a name are escaped."""
    try:
        name = path.relative_to(root).as_posix() if root else path.name
    except ValueError:
        name = path.name
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def decode(data: bytes, name: str, file_format: str = "txt") -> Source:
    """Decodes UTF-8, with or without a byte order mark (which stays in `raw` as one character).

    Raises:
        ReadingError: Empty, another kind of file, not valid UTF-8 (with the byte's position), a NUL, or no text.
    """
    if not data:
        raise ReadingError(name, "", "is empty", "deliver the file again")
    for magic, reason in _FOREIGN:
        if data.startswith(magic):
            raise ReadingError(name, "byte 0", reason, "rename or convert it to UTF-8 text")
    try:
        raw = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = f"byte {error.start}"
        raise ReadingError(name, place, "is not valid UTF-8", "save the file as UTF-8") from error
    check(raw, name)
    encoding = "utf-8-sig" if data.startswith(_BOM) else "utf-8"
    return Source(name, file_format, encoding, hashlib.sha256(data).hexdigest(), raw)


def check(raw: str, name: str) -> None:
    """Refuses what no later stage can carry: NUL, lone surrogates, and files with no letter or digit in them.

    Raises:
        ReadingError: With the character's position.
    """
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
