"""SQL over the tables of a run, by DuckDB: the tables are views of their own names, read in streams and never written.

What is asked comes from a command line and may have been pasted from anywhere, so that it can touch nothing but those
tables: DuckDB itself has no access to files or networks, loads no extension, and cannot be told otherwise; the tables
reach it through pyarrow, which only reads. What does not fit into memory is put aside in a private folder.

>>> list(schema(Path("nowhere")))
Traceback (most recent call last):
pipeline.queries.NoTablesToAskError: nowhere holds no tables of a run; name a folder that litmine run wrote
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb
import pyarrow.dataset as arrow

from pipeline.assembling.columns import TABLES
from pipeline.assembling.lines import csv_line

Format = Literal["csv", "json", "markdown"]
_BATCH = 1024
_LOCKED = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "enable_external_access": False,
    "python_enable_replacements": False,
}


class NoTablesToAskError(LookupError):
    """The folder holds no tables; the message names the remedy."""


class QueryError(ValueError):
    """The query is no query, or asks for what is not there; the message says what DuckDB says, in one line."""


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query: names of columns, and rows as they come."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[object, ...]]


def schema(folder: Path) -> dict[str, dict[str, str]]:
    """Columns and their SQL types, by table.

    Raises:
        NoTablesToAskError: The folder holds no tables of a run.
    """
    with _opened(folder) as base:
        return {table: {row[0]: row[1] for row in base.execute(f"describe {table}").fetchall()} for table in TABLES}


@contextmanager
def asked(folder: Path, query: str) -> Iterator[Result]:
    """The answer to one `select`, read while it is made.

    Raises:
        NoTablesToAskError: The folder holds no tables of a run.
        QueryError: It is no single query, or DuckDB cannot do it.
    """
    with _opened(folder) as base, _told_in_one_line():
        statements = duckdb.extract_statements(query)
        if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
            raise QueryError(
                "one query is asked at a time, and nothing but queries: select …, with … select …, describe …"
            )
        base.execute(query)
        columns = tuple(column[0] for column in base.description or ())
        yield Result(columns, _rows(base))


def _rows(base: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    while rows := base.fetchmany(_BATCH):
        yield from rows


@contextmanager
def _told_in_one_line() -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        told = " ".join(line.strip() for line in str(error).partition("\n\nLINE ")[0].splitlines() if line.strip())
        raise QueryError(f"{told} (litmine query DIR lists tables and columns)") from error


@contextmanager
def _opened(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    files = {table: folder / f"{table}.parquet" for table in TABLES}
    if not all(path.is_file() for path in files.values()):
        raise NoTablesToAskError(f"{folder} holds no tables of a run; name a folder that litmine run wrote")
    with (
        tempfile.TemporaryDirectory(prefix="litmine-query-") as aside,
        duckdb.connect(":memory:", config={**_LOCKED, "temp_directory": aside}) as base,
    ):
        for table, path in files.items():
            base.register(table, arrow.dataset(path, format="parquet"))
        base.execute("set lock_configuration = true")
        yield base


def lines(result: Result, form: Format) -> Iterator[str]:
    """A result as text, piece by piece: CSV as the tables have it, a JSON array of objects, or a Markdown table."""
    if form == "csv":
        yield csv_line(result.columns)
        yield from (csv_line(map(plain, row)) for row in result.rows)
    elif form == "json":
        yield from _json(result)
    else:
        yield _markdown_row(result.columns)
        yield _markdown_row("---" for _ in result.columns)
        yield from (_markdown_row(map(plain, row)) for row in result.rows)


def _json(result: Result) -> Iterator[str]:
    before = "[\n"
    for row in result.rows:
        content = dict(zip(result.columns, row, strict=True))
        yield f"{before}{json.dumps(content, ensure_ascii=False, default=str)}"
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _markdown_row(cells: Iterable[object]) -> str:
    shown = (
        "" if cell is None else str(cell).replace("|", "\\|").replace("\n", " ").replace("\r", " ") for cell in cells
    )
    return f"| {' | '.join(shown)} |\n"


def plain(value: object) -> object:
    """A value for a cell: lists and structures as JSON, all others as they are."""
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (list, dict, tuple)) else value
