"""Tables to disk: CSV and Parquet with the same rows, byte for byte the same in every run, all of them or none.

The files are written to a staging folder that `publishing` puts in the run folder's place. Rows come fragment by fragment
and go to the disk at once, so that a run of a million papers takes no more memory than one of a thousand; only the
concepts, one row each, are held to the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.assembling.columns import COLUMNS, TABLES
from pipeline.assembling.fragments import Fragment
from pipeline.assembling.lines import csv_line, csv_lines
from pipeline.assembling.publishing import TEXTS, staged
from pipeline.assembling.tables import SCHEMAS, Concepts

_ROW_GROUP_BYTES = 2**20
_AT_ONCE = 2
"""Tables whose row groups are packed at one time, while the next fragments are read."""

Counts = dict[str, int]
Finish = Callable[[Path, Counts], None]


def write_run(out: Path, fragments: Iterable[Fragment], finish: Finish) -> Counts:
    """Writes the tables; the folder's earlier run is replaced as a whole.

    What else lies in the folder of an earlier run (decisions, exports) is kept.

    Args:
        out: The run folder; made where it does not exist.
        fragments: The run's rows, in the order in which the tables shall hold them.
        finish: Writes what belongs to the run beside its tables (`run.json`, the page) into the folder it is given.

    Returns:
        Rows by table.

    Raises:
        FolderInUseError: The folder holds files but no run.
        OSError: The disk is full or the place is not writable; the earlier run stands as it was.
    """
    with staged(out) as staging:
        counts = _fill(staging, fragments)
        finish(staging, counts)
    return counts


def _fill(folder: Path, fragments: Iterable[Fragment]) -> Counts:
    concepts = Concepts()
    with ThreadPoolExecutor(_AT_ONCE) as pool, ExitStack() as files:
        written = {table: files.enter_context(_Writer(folder, table, pool)) for table in TABLES}
        for fragment in fragments:
            for table, lines in fragment.lines.items():
                written[table].write(fragment.tables[table], lines)
            concepts.add(fragment.tables["concepts"].to_pydict())
            _write_texts(folder / TEXTS, fragment.texts)
            pa.default_memory_pool().release_unused()  # or it keeps what the largest fragments took
        made = concepts.table()
        written["concepts"].write(made, csv_lines(made))
        return {table: writer.rows for table, writer in written.items()}


class _Writer(AbstractContextManager["_Writer"]):
    """Both files of one table; Parquet's row groups are gathered to a size, which depends on nothing but the rows.

    A row group is packed in another thread, one after the other.
    """

    def __init__(self, folder: Path, table: str, pool: Executor) -> None:
        self.rows = 0
        self._pool = pool
        self._packing: Future[None] | None = None
        self._waiting: list[pa.Table] = []
        self._csv = (folder / f"{table}.csv").open("wb")
        self._csv.write(csv_line(COLUMNS[table]).encode("utf-8"))
        self._parquet = pq.ParquetWriter(folder / f"{table}.parquet", SCHEMAS[table], compression="zstd")

    def write(self, rows: pa.Table, lines: bytes) -> None:
        """Adds rows, given in both forms."""
        self.rows += len(rows)
        self._csv.write(lines)
        if len(rows):
            self._waiting.append(rows)
        if sum(table.nbytes for table in self._waiting) > _ROW_GROUP_BYTES:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            rows = pa.concat_tables(self._waiting).combine_chunks()
            self._waiting = []
            self._settle()
            self._packing = self._pool.submit(self._parquet.write_table, rows)

    def _settle(self) -> None:
        """Waits for the row group that is being packed, and tells what went wrong with it."""
        packing, self._packing = self._packing, None
        if packing is not None:
            packing.result()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        try:
            if error is None:
                self._flush()
            self._settle()
        finally:
            self._csv.close()
            self._parquet.close()


def _write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Every character as it is, line ends too, for offsets count in these files."""
    if texts:
        folder.mkdir(exist_ok=True)
    for doc_id, text in texts.items():
        (folder / f"{doc_id}.txt").write_text(text, encoding="utf-8", newline="")
