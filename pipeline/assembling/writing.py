"""Tables to disk: CSV and Parquet with the same rows, byte for byte the same in every run, all of them or none.

The files are written to a staging folder beside the run folder and the two change places by renaming, so that a reader
finds the tables of one run and never a mixture. Python's own CSV writer leaves a lone carriage return unquoted, which
breaks a row; therefore the fields are quoted here.

>>> csv_line(["維奈克拉, 400 mg", None, 7, 0.5])
'"維奈克拉, 400 mg",,7,0.5\\n'
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.assembling.columns import COLUMNS
from pipeline.assembling.tables import Tables

MANIFEST = "run.json"
REPORT = "report.html"
TEXTS = "text"
LEDGER = ".litmine"
_TO_QUOTE = re.compile(r'[",\r\n]')
_TYPES = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64()}
_STAGING = ".new"
_REPLACED = ".old"


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


def write_run(out: Path, tables: Tables, manifest: str, texts: Mapping[str, str] = MappingProxyType({})) -> None:
    """Writes the tables and the manifest; the folder's earlier run is replaced as a whole.

    What else lies in the folder of an earlier run (decisions, exports) is kept.

    Args:
        out: The run folder; made where it does not exist.
        tables: Validated tables.
        manifest: Text of `run.json`.
        texts: Extracted text by doc_id, for the papers whose offsets count in it; written to `text/DOC_ID.txt`.

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
            _fill(staging, tables, manifest)
            _write_texts(staging / TEXTS, texts)
            _exchange(staging, out)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise


def _fill(folder: Path, tables: Tables, manifest: str) -> None:
    folder.chmod(0o777 & ~_umask())
    for name, frame in tables.items():
        write_csv(folder / f"{name}.csv", frame)
        write_parquet(folder / f"{name}.parquet", name, frame)
    (folder / MANIFEST).write_text(manifest, encoding="utf-8", newline="\n")


def _write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Every character as it is, line ends too, for offsets count in these files."""
    if texts:
        folder.mkdir(mode=0o777 & ~_umask())
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


def csv_line(values: Iterable[object]) -> str:
    """One row by RFC 4180, with LF at its end; None is empty."""
    return ",".join(_field(value) for value in values) + "\n"


def _field(value: object) -> str:
    if value is None or value is pd.NA:
        return ""
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if _TO_QUOTE.search(text) else text


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """UTF-8 without BOM, LF; raw values."""
    columns: Mapping[str, list[object]] = {str(name): frame[name].tolist() for name in frame.columns}
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.write(csv_line(columns))
        handle.writelines(csv_line(row) for row in zip(*columns.values(), strict=True))


def write_parquet(path: Path, name: str, frame: pd.DataFrame) -> None:
    """The same rows in the same order, with Arrow types that do not depend on the values."""
    schema = pa.schema([(column, _TYPES[kind]) for column, kind in COLUMNS[name].items()])
    table = pa.Table.from_pandas(frame, schema=schema, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(table, path, compression="zstd")
