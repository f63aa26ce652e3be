"""The door to the database: SQLite by default, PostgreSQL by its address; brought up to date when it is opened.

SQLite runs with a write-ahead log that is flushed at every commit (`synchronous=FULL`), so that what was acknowledged
survives the process. A transaction that will write takes its lock at once (`BEGIN IMMEDIATE`): two that both read
first and write then would otherwise stop each other.

>>> address(Path("/data/run/review.sqlite"))
'sqlite+pysqlite:////data/run/review.sqlite'
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from pipeline.reviewing.records import ReviewError

_BUSY_SECONDS = 60
_POOL = 20


class StoreError(ReviewError):
    """The store cannot be opened; the message names the remedy."""


class StoreAddressError(ReviewError):
    """The address of the store is none that there could be."""


def address(path: Path) -> str:
    """The address of a SQLite file."""
    return URL.create("sqlite+pysqlite", database=str(path)).render_as_string(hide_password=False)


class Database:
    """An engine, and transactions that read or write."""

    def __init__(self, url: str) -> None:
        parsed = _parsed(url)
        self.sqlite = parsed.get_backend_name() == "sqlite"
        self.engine = _sqlite(parsed) if self.sqlite else _postgres(parsed)
        self._writing = self.engine.execution_options(writing=True)
        self._turn = Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is on the disk when it ends. SQLite has one writer: threads take turns here, unhurried."""
        if not self.sqlite:
            with self.engine.begin() as connection:
                yield connection
            return
        with self._turn, self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        self.engine.dispose()


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreAddressError("the address of the store is none; give sqlite:///FILE or postgresql://…") from error
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreAddressError(f"{parsed.get_backend_name()} is not supported; give sqlite:///FILE or postgresql://…")
    return parsed


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise StoreAddressError("a store in memory would lose every decision; give sqlite:///FILE")
    path = Path(url.database)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _create(path)

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=_BUSY_SECONDS, isolation_level=None,
            check_same_thread=False,
        )  # fmt: skip

    engine = create_engine(
        "sqlite+pysqlite://", creator=connect, poolclass=QueuePool, pool_size=_POOL, max_overflow=_POOL
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _create(path: Path) -> None:
    """Makes the file, once: later connections never do, for a folder that a rerun moves away must not be made anew."""
    sqlite3.connect(path).close()
    path.touch(mode=0o600)
    path.chmod(0o600)


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY_SECONDS * 1000}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(url: URL) -> Engine:
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise StoreAddressError("PostgreSQL needs psycopg: pip install 'litmine[postgres]'") from error
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"), pool_size=_POOL, max_overflow=_POOL, pool_pre_ping=True
    )
    try:
        engine.connect().close()
    except OperationalError as error:
        where = url.render_as_string(hide_password=True)
        reason = str(error.orig).strip().splitlines()[0]
        raise StoreError(
            f"{where} does not answer ({reason}); start the server, or check address and password"
        ) from None
    return engine
