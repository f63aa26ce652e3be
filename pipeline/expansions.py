"""The expanded term table, kept in the user's cache folder: expanding a hundred thousand forms takes a second.

A table is named by the digest of what it was made of, so a changed vocabulary never meets an old table. It is JSON
behind a line with its own digest, never a pickle; it is written beside its place and moved there, so that two programs
may write at once. What is damaged, foreign or not writable is as if it were not there.

>>> import tempfile
>>> folder = Path(tempfile.mkdtemp())
>>> write("ab12", [["bcl-2", "维奈克拉"], [0, 1]], folder)
>>> read("ab12", folder)
[['bcl-2', '维奈克拉'], [0, 1]]
>>> read("cd34", folder) is None
True
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path

from pipeline import settings

Columns = list[list[str] | list[int]]
_KEPT = 4


def read(name: str, folder: Path | None = None) -> Columns | None:
    """The columns kept under a name; None where there are none or they are not as they were written."""
    try:
        digest, _, payload = _path(name, folder).read_bytes().partition(b"\n")
    except OSError:
        return None
    if digest != _digest(payload):
        return None
    columns: Columns = json.loads(payload)
    return columns


def write(name: str, columns: Columns, folder: Path | None = None) -> None:
    """Keeps the columns; does nothing where the folder cannot be written."""
    payload = json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode()
    with contextlib.suppress(OSError):
        path = _path(name, folder)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".terms-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_digest(payload) + b"\n" + payload)
            os.replace(draft, path)
        except BaseException:
            os.unlink(draft)
            raise
        _forget_old(path.parent)


def _path(name: str, folder: Path | None) -> Path:
    return (settings.cache_folder() if folder is None else folder) / f"terms-{name}.json"


def _digest(payload: bytes) -> bytes:
    return hashlib.sha256(payload).hexdigest().encode()


def _forget_old(folder: Path) -> None:
    tables = sorted(folder.glob("terms-*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in tables[_KEPT:]:
        path.unlink(missing_ok=True)
