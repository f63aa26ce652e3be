"""What a run folder remembers: each document's digests, its state and its rows, so that a rerun computes only what changed.

The ledger lies inside the run folder (`.litmine/`): a SQLite table of documents, and one compressed file of rows for each
(a *part*). A part is written under another name, flushed and renamed before the table tells of it, so that a run that is
killed at any instant has lost no more than what it was just computing. A document's *key* is the digest of everything that
decides its rows: its bytes, its name, its annotation, and the *engine* (program, vocabulary, extractor, packages).

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as book:
...     book.keep("综述.txt", Kept("k1", "ok", {"documents": [{"path": "综述.txt"}]}, "", "ab", "", 7, ""))
...     found = book.known("综述.txt", "k1")
>>> found.rows["documents"], found.characters
([{'path': '综述.txt'}], 7)
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
_WAIT_SECONDS = 1.5


class RunningError(ValueError):
    """Another run is at work on the folder; the message names its process and the remedy."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one document, as the ledger keeps it."""

    key: str
    status: str
    rows: Mapping[str, list[dict[str, Any]]]
    reason: str
    sha256: str
    doi: str
    characters: int
    extracted: str


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
        self._folder = folder
        self._parts = folder / _PARTS
        self._parts.mkdir(parents=True, exist_ok=True)
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

    def known(self, name: str, key: str) -> Kept | None:
        """What was kept of a document under the same key, or None."""
        with self._lock:
            row = self._base.execute(
                "select key, status, reason, sha256, doi, characters, part from documents where name = ?", (name,)
            ).fetchone()
        if row is None or row[0] != key:
            return None
        try:
            content = json.loads(zlib.decompress((self._parts / row[6]).read_bytes()))
        except (OSError, ValueError, zlib.error):
            return None
        return Kept(row[0], row[1], content["rows"], row[2], row[3], row[4], row[5], content["extracted"])

    def keep(self, name: str, kept: Kept) -> None:
        """Keeps a document's rows; they stand on the disk when this returns.

        Raises:
            OSError: The disk is full or not writable.
        """
        content = json.dumps({"rows": kept.rows, "extracted": kept.extracted}, ensure_ascii=False)
        data = zlib.compress(content.encode("utf-8", "surrogatepass"), 1)
        part = hashlib.sha256(f"{name}\0{kept.key}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
        with self._lock:
            _write(self._parts / part, data)
            old = self._base.execute("select part from documents where name = ?", (name,)).fetchone()
            facts = (name, kept.key, kept.status, kept.reason, kept.sha256, kept.doi, kept.characters, part, _now())
            self._base.execute("insert or replace into documents values (?, ?, ?, ?, ?, ?, ?, ?, ?)", facts)
            if old and old[0] != part:
                (self._parts / old[0]).unlink(missing_ok=True)

    def forget(self, names: Iterable[str]) -> None:
        """Drops documents that are no longer among the inputs."""
        for name in names:
            with self._lock:
                row = self._base.execute("delete from documents where name = ? returning part", (name,)).fetchone()
            if row is not None:
                (self._parts / row[0]).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Removes parts that no document has: a run that was killed may leave some."""
        with self._lock:
            known = {row[0] for row in self._base.execute("select part from documents")}
        for path in self._parts.iterdir():
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


def _write(path: Path, data: bytes) -> None:
    """Writes a file under another name, flushes it to the disk and renames it."""
    temporary = path.with_name(f"{path.name}.new")
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
