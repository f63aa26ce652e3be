"""What a run folder remembers: each document's digests, its state and its rows, so that a rerun computes only what changed.

The ledger lies inside the run folder (`.litmine/`): a SQLite table of documents, and one compressed file of rows for each
(a *part*, its tables column by column). A part is written under another name, flushed and renamed before the table tells of it, so that a run that is
killed at any instant has lost no more than what it was just computing. A document's *key* is the digest of everything that
decides its rows: its bytes, its name, its annotation, and the *engine* (program, vocabulary, extractor, packages).

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as book:
...     part = write_part(book.parts, "综述.txt", "k1", packed(Content({"documents": {"path": ["综述.txt"]}})))
...     book.keep(Kept("综述.txt", "k1", "ok", "", "ab", "", 7, part))
...     book.kept("综述.txt").characters, book.content(part).columns["documents"]
(7, {'path': ['综述.txt']})
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from pipeline.assembling.publishing import naming

FOLDER = ".litmine"
_FILE = "ledger.sqlite"
_PARTS = "parts"
_TABLES = """
create table if not exists documents (
    name text primary key, key text not null, status text not null, reason text not null, sha256 text not null,
    doi text not null, characters integer not null, part text not null, kept text not null
);
create table if not exists facts (name text primary key, value text not null);
"""
_REPEATED = """
select sha256 from documents where status = 'ok' and sha256 <> '' group by sha256 having count(*) > 1
union select doi from documents where status = 'ok' and doi <> '' group by doi having count(*) > 1
"""
_ROWS = 1000
_WAIT_SECONDS = 1.5


class RunningError(ValueError):
    """Another run is at work on the folder; the message names its process and the remedy."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one document, as the ledger keeps it.

    Attributes:
        key: Digest of what decided its rows; nothing where it is to be computed again in the next run.
        part: File of its rows.
        since: When it was kept, ISO 8601; the ledger sets it.
    """

    name: str
    key: str
    status: str
    reason: str
    sha256: str
    doi: str
    characters: int
    part: str
    since: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a part holds: rows by table, column by column, and the extracted text that offsets count in."""

    columns: Mapping[str, Mapping[str, list[Any]]]
    extracted: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """One document of the ledger without its rows."""

    name: str
    key: str
    status: str
    reason: str
    kept: str


_ERRORS = {
    "SQLITE_FULL": errno.ENOSPC,
    "SQLITE_IOERR": errno.EIO,
    "SQLITE_READONLY": errno.EROFS,
    "SQLITE_CANTOPEN": errno.EACCES,
}


class _Told:
    """A lock in whose block the database's errors become what they are: errors of the disk, with the file's name."""

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._lock.release()
        if isinstance(error, sqlite3.OperationalError):
            name = getattr(error, "sqlite_errorname", "")
            code = next((code for begin, code in _ERRORS.items() if name.startswith(begin)), None)
            if code is not None:
                raise OSError(code, os.strerror(code), str(self._path)) from error


class Ledger:
    """The open ledger of one run folder; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.parts = folder / _PARTS
        self.parts.mkdir(parents=True, exist_ok=True)
        self._lock = _Told(folder / _FILE)
        self._base = sqlite3.connect(folder / _FILE, check_same_thread=False, isolation_level=None, timeout=10)
        try:
            with self._lock:
                self._base.execute("pragma journal_mode = delete")
                self._base.execute("pragma synchronous = full")
                self._base.executescript(_TABLES)
        except BaseException:
            self._base.close()
            raise

    def close(self) -> None:
        self._base.close()

    def kept(self, name: str) -> Kept | None:
        """What is kept of a document."""
        with self._lock:
            row = self._base.execute(
                "select name, key, status, reason, sha256, doi, characters, part, kept from documents where name = ?",
                (name,),
            ).fetchone()
        return Kept(*row) if row else None

    def content(self, part: str) -> Content | None:
        """The rows of a part; None where the file is missing or damaged."""
        try:
            held = json.loads(zlib.decompress((self.parts / part).read_bytes()))
            return Content(held["columns"], held["extracted"])
        except (OSError, ValueError, KeyError, zlib.error):
            return None

    def keep(self, kept: Kept) -> None:
        """Keeps what became of a document, whose part stands on the disk already; so does this when it returns.

        Raises:
            OSError: The disk is full or not writable.
        """
        with self._lock:
            old = self._base.execute("select part from documents where name = ?", (kept.name,)).fetchone()
            facts = (kept.name, kept.key, kept.status, kept.reason, kept.sha256, kept.doi, kept.characters, kept.part)
            self._base.execute("insert or replace into documents values (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*facts, _now()))
            if old and old[0] != kept.part:
                (self.parts / old[0]).unlink(missing_ok=True)

    def repeated(self) -> set[str]:
        """Digests and DOIs that several of the documents have that were read."""
        with self._lock:
            rows = self._base.execute(_REPEATED).fetchall()
        return {row[0] for row in rows}

    def keys(self) -> Iterator[tuple[str, str]]:
        """Names of all documents, and under which key each is kept."""
        query, last = "select name, key from documents where name > ? order by name limit ?", ""
        while True:
            with self._lock:
                rows = self._base.execute(query, (last, _ROWS)).fetchall()
            yield from rows
            if len(rows) < _ROWS:
                return
            last = rows[-1][0]

    def forget(self, names: Iterable[str]) -> None:
        """Drops documents that are no longer among the inputs."""
        for name in names:
            with self._lock:
                row = self._base.execute("delete from documents where name = ? returning part", (name,)).fetchone()
            if row is not None:
                (self.parts / row[0]).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Takes away what writers that died have left behind: files under other names, and parts that no document has."""
        for path in self.folder.rglob("*.new"):
            path.unlink(missing_ok=True)
        with self._lock:
            known = {row[0] for row in self._base.execute("select part from documents")}
        for path in self.parts.iterdir():
            if path.name not in known:
                path.unlink(missing_ok=True)

    def states(self) -> list[State]:
        """All documents in the order of their names."""
        with self._lock:
            rows = self._base.execute("select name, key, status, reason, kept from documents order by name").fetchall()
        return [State(*row) for row in rows]

    def fact(self, name: str) -> str:
        """A fact of the folder's last run (`published`, `paths`), or nothing."""
        with self._lock:
            row = self._base.execute("select value from facts where name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def note(self, **facts: str) -> None:
        """Notes facts of the folder."""
        with self._lock:
            self._base.executemany("insert or replace into facts values (?, ?)", list(facts.items()))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def packed(content: Content) -> bytes:
    """Content as the bytes of a part."""
    told = json.dumps({"columns": content.columns, "extracted": content.extracted}, ensure_ascii=False)
    return zlib.compress(told.encode("utf-8", "surrogatepass"), 1)


def write_part(parts: Path, name: str, key: str, data: bytes) -> str:
    """Writes the rows of a document; they stand on the disk when this returns.

    Args:
        parts: Folder of the ledger's parts.
        name, key: The document's, which the part's name is made from.
        data: Its content, packed.

    Returns:
        The part's name.

    Raises:
        OSError: The disk is full or not writable.
    """
    part = hashlib.sha256(f"{name}\0{key}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    write(parts / part, data)
    return part


def write(path: Path, data: bytes) -> None:
    """Writes a file under another name, flushes it to the disk and renames it.

    Raises:
        OSError: The disk is full or not writable.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    with naming(path), temporary.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(path)


@contextmanager
def opened(out: Path) -> Iterator[Ledger]:
    """The ledger of a run folder, made where it has none; one that is damaged is begun anew."""
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    try:
        book = Ledger(folder)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        (folder / _FILE).unlink(missing_ok=True)
        book = Ledger(folder)
    try:
        yield book
    finally:
        book.close()


def exists(out: Path) -> bool:
    """Whether a run folder has a ledger."""
    return (out / FOLDER / _FILE).is_file()


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Holds a run folder for one run; the kernel lets go of it when the process ends, however it ends.

    Raises:
        RunningError: Another run holds it.
    """
    real = Path(os.path.realpath(out))
    real.parent.mkdir(parents=True, exist_ok=True)
    path = real.with_name(f".{real.name}.lock")
    with _held(path, out) as handle:
        with naming(path):
            handle.truncate(0)
            handle.write(f"{os.getpid()}\n")
            handle.flush()
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


_ATTEMPTS = 4


def _held(path: Path, out: Path) -> TextIO:
    """The lock file, open and held; one that its last holder has just removed is made again."""
    waited = threading.Event()
    for _ in range(_ATTEMPTS):
        handle = path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path.exists() and _is_that(handle, path):
                return handle
        except BlockingIOError:
            waited.wait(_WAIT_SECONDS / _ATTEMPTS)
        handle.close()
    process = path.read_text(encoding="utf-8").strip() if path.exists() else ""
    raise RunningError(
        f"{out} is being written by another run (process {process or 'unknown'}); wait for its end, or name another folder"
    )


def _is_that(handle: TextIO, path: Path) -> bool:
    return os.fstat(handle.fileno()).st_ino == path.stat().st_ino


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes; nothing where it cannot be read."""
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError:
        return ""


def engine_digest(made_from: Mapping[str, object]) -> str:
    """Digest of all that decides a document's rows besides itself: the given facts, and the program's own code."""
    told = json.dumps({**made_from, "program": _program()}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def _program() -> str:
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def key_of(name: str, content: str, annotation: str, engine: str) -> str:
    """A document's key, from digests; nothing where its content is unknown."""
    return hashlib.sha256("\0".join((name, content, annotation, engine)).encode("utf-8", "surrogatepass")).hexdigest()
