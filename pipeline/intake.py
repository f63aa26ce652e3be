"""What the user named on the command line, as a list of files to read, each with the name that the tables print.

A corpus folder holds more than papers: notes, licences, links that lead out of it, pipes on which a reader would wait
for ever. Nothing is opened here; what is no regular file is refused by what the file system says of it.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     _ = Path(folder, "综述.md").write_text("# 维奈克拉 venetoclax", encoding="utf-8")
...     _ = Path(folder, "README.md").write_text("notes")
...     [entry.name for entry in collect([Path(folder)])]
['综述.md']
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.reading.errors import ReadingError
from pipeline.reading.files import FORMATS, relative

_NOT_PAPERS = re.compile(
    r"\.|(?:README|LICEN[CS]E|COPYING|NOTICE)(?:[.\-_]|$)|annotation\.conf$|.+\.ann$", re.IGNORECASE
)


class NoInputError(ValueError):
    """A path that does not exist, or that holds no file; the message names it and the remedy."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a run.

    Attributes:
        path: Where it lies.
        name: How tables and messages call it: relative to the input root that the user named.
        root: That root, or None for a file named by itself.
        refusal: Why it is not read at all, or None.
        annotation: File of mentions that take the place of the recognised ones, or None.
        sha256: Digest of its content when the run was planned, or nothing where that is not known.
    """

    path: Path
    name: str
    root: Path | None = None
    refusal: ReadingError | None = None
    annotation: Path | None = None
    sha256: str = ""


def collect(paths: Iterable[Path], leave_out: Path | None = None) -> list[Entry]:
    """All files under the given paths, folders walked in the order of names.

    Hidden files, `README*`, licence files and brat's stand-off annotations of a folder are no papers and are passed over.

    Args:
        paths: Files and folders.
        leave_out: A folder that is not walked (the run's own output).

    Raises:
        NoInputError: A path does not exist, or no file is found at all.
    """
    named = list(paths)
    entries = [entry for path in named for entry in _entries(path, leave_out)]
    if not entries:
        told = ", ".join(relative(path, None) or str(path) for path in named)
        raise NoInputError(f"no papers in {told}; endings that are read: {', '.join(sorted(FORMATS))}")
    return entries


def _entries(path: Path, leave_out: Path | None) -> Iterator[Entry]:
    if not os.path.lexists(path):
        raise NoInputError(f"{path} does not exist; name a file or a folder")
    if path.is_dir():
        yield from _walk(path, path, leave_out.resolve() if leave_out else None)
    else:
        yield _entry(path, None)


def _walk(folder: Path, root: Path, leave_out: Path | None) -> Iterator[Entry]:
    try:
        children = sorted(folder.iterdir())
    except OSError as error:
        name = relative(folder, root)
        refusal = ReadingError(name, "", error.strerror or "cannot be listed", "check the folder's permissions")
        yield Entry(folder, name, root, refusal)
        return
    for child in children:
        if _NOT_PAPERS.match(child.name) or (leave_out and child.is_dir() and child.resolve() == leave_out):
            continue
        if child.is_dir() and not child.is_symlink() and child.suffix.lower() not in FORMATS:
            yield from _walk(child, root, leave_out)
        else:
            yield _entry(child, root)


def _entry(path: Path, root: Path | None) -> Entry:
    name = relative(path, root)
    return Entry(path, name, root, _refusal(path, name))


def _refusal(path: Path, name: str) -> ReadingError | None:
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        return ReadingError(name, "", error.strerror or "vanished", "check that it exists")
    if stat.S_ISLNK(mode):
        return ReadingError(name, "", "is a symbolic link, not a regular file", "name the file that it points to")
    if not stat.S_ISREG(mode):
        return ReadingError(name, "", "is not a regular file", "name a file")
    if path.suffix.lower() not in FORMATS:
        known = ", ".join(sorted(FORMATS))
        return ReadingError(name, "", f"has the unknown ending {path.suffix!r}", f"endings that are read: {known}")
    return None
