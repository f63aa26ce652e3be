"""Members of a ZIP archive, inflated under a count: one megabyte on disk can be gigabytes in memory.

>>> import io
>>> buffer = io.BytesIO()
>>> with zipfile.ZipFile(buffer, "w") as archive:
...     archive.writestr("word/document.xml", "<a>维奈克拉 venetoclax</a>")
>>> members(buffer.getvalue(), "a.docx", {"word/document.xml"})["word/document.xml"].decode()
'<a>维奈克拉 venetoclax</a>'
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Container

from pipeline.reading.errors import ReadingError

MAX_MEMBERS = 4000
MAX_INFLATED = 96 * 1024 * 1024
_CHUNK = 1 << 18
_AGAIN = "save the document again and deliver that"


def members(data: bytes, name: str, wanted: Container[str]) -> dict[str, bytes]:
    """The wanted members of an archive; nothing is written anywhere.

    Args:
        data: The archive.
        name: The file, for messages.
        wanted: Names of members; those that are missing are missing in the result.

    Raises:
        ReadingError: Damaged, encrypted, with paths that lead out, overlapping members, or too large when inflated.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check(entries, name)
            return _inflated(archive, [entry for entry in entries if entry.filename in wanted], name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        told = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
        raise ReadingError(name, "", f"is a damaged archive ({told})", _AGAIN) from error


def _check(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > MAX_MEMBERS:
        raise ReadingError(name, "", f"is an archive of {len(entries)} members, more than {MAX_MEMBERS}", _AGAIN)
    ends = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        parts = entry.filename.replace("\\", "/").split("/")
        if ".." in parts or entry.filename.startswith(("/", "\\")) or ":" in parts[0]:
            raise ReadingError(name, "", f"is an archive with the unsafe path {entry.filename[:60]!r}", _AGAIN)
        if entry.flag_bits & 1:
            raise ReadingError(name, "", "is an encrypted archive", "remove the password")
        if entry.header_offset < ends:
            raise ReadingError(name, "", "is an archive with overlapping members", _AGAIN)
        ends = entry.header_offset + 30 + entry.compress_size


def _inflated(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> dict[str, bytes]:
    left, found = MAX_INFLATED, {}
    for entry in entries:
        chunks: list[bytes] = []
        with archive.open(entry) as handle:
            while chunk := handle.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    told = f"inflates to more than {MAX_INFLATED} bytes (expanded size)"
                    raise ReadingError(name, "", told, "remove what is not text from it")
                chunks.append(chunk)
        found[entry.filename] = b"".join(chunks)
    return found
