"""Tables to disk: CSV and Parquet with the same rows, byte for byte the same in every run, all of them or none.

The files are written to a staging folder beside the run folder and the two change places by renaming, so that a reader
finds the tables of one run and never a mixture. Rows come fragment by fragment and go to the disk at once, so that a
run of a million papers takes no more memory than one of a thousand; only the concepts, one row each, are held to the end.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.assembling.columns import COLUMNS, TABLES
from pipeline.assembling.fragments import Fragment
from pipeline.assembling.lines import csv_line, csv_lines
from pipeline.assembling.tables import SCHEMAS, Concepts

MANIFEST = "run.json"
REPORT = "report.html"
TEXTS = "text"
LEDGER = ".litmine"
_ROW_GROUP_BYTES = 8 * 2**20
_STAGING = ".new"
_REPLACED = ".old"

Counts = dict[str, int]


class FolderInUseError(ValueError):
    """The run folder holds files that no run of litmine wrote; the message names the remedy."""


def check_folder(out: Path) -> None:
    """Refuses a folder that is something else than a run folder.

    Raises:
        FolderInUseError: It is a file, or holds files but no `run.json`.
    """
    if out.exists() and not out.is_dir():
        raise FolderInUseError(f"{out} is a file; name a folder")
    if out.is_dir() and not (out / MANIFEST).is_file() and any(path.name != LEDGER for path in out.iterdir()):
        raise FolderInUseError(f"{out} holds files that are not of a run; name a new or empty folder")


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
    out = Path(os.path.realpath(out))
    out.parent.mkdir(parents=True, exist_ok=True)
    with _locked(out.parent):
        _end_exchange(out)
        check_folder(out)
        staging = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=_STAGING, dir=out.parent))
        try:
            staging.chmod(0o777 & ~_umask())
            counts = _fill(staging, fragments)
            finish(staging, counts)
            _exchange(staging, out)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
    return counts


def _fill(folder: Path, fragments: Iterable[Fragment]) -> Counts:
    concepts = Concepts()
    with ExitStack() as files:
        written = {table: files.enter_context(_Writer(folder, table)) for table in TABLES}
        for fragment in fragments:
            for table, lines in fragment.lines.items():
                written[table].write(fragment.tables[table], lines)
            concepts.add(fragment.tables["concepts"].to_pydict())
            _write_texts(folder / TEXTS, fragment.texts)
        made = concepts.table()
        written["concepts"].write(made, csv_lines(made))
        return {table: writer.rows for table, writer in written.items()}


class _Writer(AbstractContextManager["_Writer"]):
    """Both files of one table; Parquet's row groups are gathered to a size, which depends on nothing but the rows."""

    def __init__(self, folder: Path, table: str) -> None:
        self.rows = 0
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
            self._parquet.write_table(pa.concat_tables(self._waiting).combine_chunks())
            self._waiting = []

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        try:
            if error is None:
                self._flush()
        finally:
            self._csv.close()
            self._parquet.close()


def _write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Every character as it is, line ends too, for offsets count in these files."""
    if texts:
        folder.mkdir(mode=0o777 & ~_umask(), exist_ok=True)
    for doc_id, text in texts.items():
        (folder / f"{doc_id}.txt").write_text(text, encoding="utf-8", newline="")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One exchange at a time in a folder; the kernel lets go of the lock when the process ends, however it ends."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _replaced(out: Path) -> Path:
    return out.with_name(f".{out.name}{_REPLACED}")


def _exchange(staging: Path, out: Path) -> None:
    """Publishes a staging folder: where the system can, old and new change places in one step."""
    old = _replaced(out)
    staging.rename(old)
    if not out.exists():
        old.rename(out)
    elif not _swapped(old, out):
        retired = _retired(out)
        out.rename(retired)
        old.rename(out)
        retired.rename(old)
    _settle(old, out)


def _retired(out: Path) -> Path:
    return out.with_name(f".{out.name}.retired")


_HERE, _SWAP = -100, 2
"""`AT_FDCWD` and `RENAME_EXCHANGE` of Linux (renameat2(2))."""


def _swapped(one: Path, other: Path) -> bool:
    """Whether two folders changed places in one step, which Linux can and other systems may not."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _SWAP) == 0


def _settle(old: Path, out: Path) -> None:
    """Takes over what no run writes, then removes the replaced run."""
    if not old.exists():
        return
    if not out.exists():
        old.rename(out)
        return
    ours = {MANIFEST, REPORT, TEXTS} | {f"{table}.{ending}" for table in COLUMNS for ending in ("csv", "parquet")}
    for path in old.iterdir():
        if path.name not in ours and not (out / path.name).exists():
            path.rename(out / path.name)
    shutil.rmtree(old)


def recover(out: Path) -> None:
    """Puts a run folder in order that a crash has left in the middle of an exchange.

    Raises:
        OSError: The place is not writable.
    """
    out = Path(os.path.realpath(out))
    with _locked(out.parent):
        _end_exchange(out)


def _end_exchange(out: Path) -> None:
    """Ends an exchange that a crash cut short, and sweeps up staging folders of runs that died."""
    old, retired = _replaced(out), _retired(out)
    if retired.exists():
        retired.rename(old if out.exists() and not old.exists() else out)
    _settle(old, out)
    for path in out.parent.glob(f".{out.name}.*{_STAGING}"):
        shutil.rmtree(path, ignore_errors=True)
