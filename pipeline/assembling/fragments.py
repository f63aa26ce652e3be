"""A stretch of a run: the rows of some papers, validated, as Arrow tables and as lines of CSV.

Publishing a run is putting fragments one behind the other. A fragment is made from the rows of its papers once; kept in
a file, it is taken as it stands by the next run, whatever else is new, so that one paper more among ten thousand costs
the making of one fragment.

>>> from pipeline.assembling.rows import refused_rows
>>> gathered = Gathered()
>>> gathered.add(refused_rows("空.txt", "failed", "is empty"))
>>> made = fragment(gathered)
>>> len(made.tables["documents"]), made.lines["documents"].count(b"\\n")
(1, 1)
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pyarrow as pa

from pipeline.assembling.columns import TABLES
from pipeline.assembling.lines import csv_lines
from pipeline.assembling.schemas import TableError, validate
from pipeline.assembling.tables import SCHEMAS, Gathered, frames, in_order

CODEC = "zstd"
_TEXTS = "text/"
_MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Fragment:
    """Some papers' share of the run.

    Attributes:
        tables: Rows by table; concepts in the order in which they came.
        lines: The same as CSV without header, but for the concepts, which are put in order over all fragments.
        texts: Extracted text by doc_id, for the papers whose offsets count in it.
    """

    tables: Mapping[str, pa.Table]
    lines: Mapping[str, bytes]
    texts: Mapping[str, str] = field(default_factory=dict)


def fragment(gathered: Gathered, texts: Mapping[str, str] = MappingProxyType({})) -> Fragment:
    """Makes a fragment of whole papers, so that ids that are unique in it are unique in the run: they hold the paper's.

    Raises:
        TableError: A table breaks its schema.
    """
    try:
        made = gathered.arrays()
    except ValueError as error:
        raise TableError(f"a column holds what it cannot hold: {error}") from error
    filled = {table: rows for table, rows in made.items() if len(rows)}
    validate(frames(filled | ({"concepts": in_order(filled["concepts"])} if "concepts" in filled else {})))
    return Fragment(made, {table: csv_lines(rows) for table, rows in made.items() if table != "concepts"}, texts)


def packed(made: Fragment) -> bytes:
    """A fragment as the bytes of a file."""
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_STORED) as archive:
        for table, rows in made.tables.items():
            archive.writestr(zipfile.ZipInfo(f"{table}.arrow", _MOMENT), _stream(rows))
        for table, lines in made.lines.items():
            archive.writestr(zipfile.ZipInfo(f"{table}.csv", _MOMENT), _compressed(lines))
        for doc_id, text in made.texts.items():
            archive.writestr(zipfile.ZipInfo(f"{_TEXTS}{doc_id}", _MOMENT), _compressed(text.encode("utf-8")))
    return told.getvalue()


def unpacked(data: bytes) -> Fragment | None:
    """The fragment of a file's bytes; None where they are damaged or of other tables."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            tables = {table: _table(archive.read(f"{table}.arrow")) for table in TABLES}
            lines = {name[:-4]: _expanded(archive.read(name)) for name in names if name.endswith(".csv")}
            texts = {
                name.removeprefix(_TEXTS): _expanded(archive.read(name)).decode("utf-8")
                for name in names
                if name.startswith(_TEXTS)
            }
    except (zipfile.BadZipFile, KeyError, OSError, ValueError):
        return None
    whole = all(tables[table].schema == SCHEMAS[table] for table in TABLES) and len(lines) == len(TABLES) - 1
    return Fragment(tables, lines, texts) if whole else None


def _stream(rows: pa.Table) -> bytes:
    told = pa.BufferOutputStream()
    with pa.ipc.new_stream(told, rows.schema, options=pa.ipc.IpcWriteOptions(compression=CODEC)) as writer:
        writer.write_table(rows)
    return bytes(told.getvalue())


def _table(data: bytes) -> pa.Table:
    return pa.ipc.open_stream(data).read_all()


def _compressed(data: bytes) -> bytes:
    told = pa.BufferOutputStream()
    with pa.CompressedOutputStream(told, CODEC) as stream:
        stream.write(data)
    return bytes(told.getvalue())


def _expanded(data: bytes) -> bytes:
    with pa.CompressedInputStream(pa.BufferReader(data), CODEC) as stream:
        return bytes(stream.read())
