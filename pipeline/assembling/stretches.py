"""The tables of a run read side by side, some papers at a time, so that a run of any size is gone through in little room.

Every table holds its rows in the order of the papers; a stretch is what all of them hold of the next few.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.assembling.columns import COLUMNS
from pipeline.assembling.tables import SCHEMAS, Arrays

_PAPERS = 64
_ROWS = 4096


def stretches(folder: Path, columns: Mapping[str, Sequence[str]]) -> Iterator[Arrays]:
    """Goes through the tables of a run folder.

    Args:
        folder: Holds `documents.parquet` and the named tables.
        columns: The wanted columns by table, `doc_id` among them.

    Yields:
        Tables by name, each with the rows of the same papers.
    """
    readers = {table: _Reader(folder, table, wanted) for table, wanted in columns.items()}
    for documents in batches(folder, "documents", list(COLUMNS["documents"]), _PAPERS):
        papers = documents["doc_id"].combine_chunks()
        yield {"documents": documents} | {table: reader.of(papers) for table, reader in readers.items()}


def batches(folder: Path, table: str, columns: Sequence[str], rows: int = _ROWS) -> Iterator[pa.Table]:
    """Goes through some columns of one table, so many rows at a time.

    Nothing is read ahead: Arrow would hold what it has read of a file until the file's end.
    """
    file = pq.ParquetFile(folder / f"{table}.parquet", pre_buffer=False)
    for batch in file.iter_batches(rows, columns=list(columns), use_threads=False):
        yield pa.Table.from_batches([batch])


class _Reader:
    """One table, read on as far as its rows belong to the wanted papers."""

    def __init__(self, folder: Path, table: str, columns: Sequence[str]) -> None:
        self._batches = batches(folder, table, columns)
        self._rest: pa.Table = SCHEMAS[table].empty_table().select(list(columns))

    def of(self, papers: pa.Array) -> pa.Table:
        found = []
        while True:
            others = pc.index(pc.is_in(self._rest["doc_id"], papers), False).as_py()
            found.append(self._rest if others < 0 else self._rest.slice(0, others))
            self._rest = self._rest.slice(len(found[-1]))
            if others >= 0 or (batch := next(self._batches, None)) is None:
                return pa.concat_tables(found)
            self._rest = batch
