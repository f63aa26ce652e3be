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
from pipeline.assembling.tables import Arrays

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
    for batch in pq.ParquetFile(folder / "documents.parquet").iter_batches(_PAPERS, columns=list(COLUMNS["documents"])):
        documents = pa.Table.from_batches([batch])
        papers = documents["doc_id"].combine_chunks()
        yield {"documents": documents} | {table: reader.of(papers) for table, reader in readers.items()}


class _Reader:
    """One table, read on as far as its rows belong to the wanted papers."""

    def __init__(self, folder: Path, table: str, columns: Sequence[str]) -> None:
        file = pq.ParquetFile(folder / f"{table}.parquet")
        self._batches = file.iter_batches(_ROWS, columns=list(columns))
        self._rest: pa.Table = file.schema_arrow.empty_table().select(list(columns))

    def of(self, papers: pa.Array) -> pa.Table:
        found = []
        while True:
            others = pc.index(pc.is_in(self._rest["doc_id"], papers), False).as_py()
            found.append(self._rest if others < 0 else self._rest.slice(0, others))
            self._rest = self._rest.slice(len(found[-1]))
            if others >= 0 or (batch := next(self._batches, None)) is None:
                return pa.concat_tables(found)
            self._rest = pa.Table.from_batches([batch])
