"""A run folder changes as a whole: a staging folder beside it is filled, flushed to the disk, and the two change places.

A reader finds the tables of one run and never a mixture, whenever the program or the machine stops. What else lies in the
folder (decisions, exports, the ledger) is taken over.

>>> out = Path(tempfile.mkdtemp(), "综述")
>>> with staged(out) as folder:
...     _ = (folder / MANIFEST).write_text("{}")
>>> [path.name for path in out.iterdir()], [path.name for path in out.parent.iterdir()]
(['run.json'], ['综述'])
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.assembling.columns import COLUMNS

MANIFEST = "run.json"
REPORT = "report.html"
TEXTS = "text"
LEDGER = ".litmine"
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


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """An empty folder to fill, which takes the place of a run folder when the block ends well.

    What else lies in the folder of an earlier run (decisions, exports) is kept.

    Args:
        out: The run folder; made where it does not exist.

    Raises:
        FolderInUseError: The folder holds files but no run.
        OSError: The disk is full or the place is not writable; the earlier run stands as it was.
    """
    out = Path(os.path.realpath(out))
    out.parent.mkdir(parents=True, exist_ok=True)
    with naming(out):
        with _locked(out.parent):
            _end_exchange(out)
            check_folder(out)
            staging = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=_STAGING, dir=out.parent))
            held = os.open(staging, os.O_RDONLY)
            fcntl.flock(held, fcntl.LOCK_EX)
        try:
            staging.chmod(0o777 & ~_umask())
            yield staging
            for path in (*staging.rglob("*"), staging):
                flush(path)
            with _locked(out.parent):
                _end_exchange(out)
                _exchange(staging, out)
                flush(out.parent)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        finally:
            os.close(held)


def flush(path: Path) -> None:
    """Waits until a file, or a folder's list of names, stands on the disk.

    Raises:
        OSError: The disk is full or fails; the error names the path.
    """
    handle = os.open(path, os.O_RDONLY)
    try:
        with naming(path):
            os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Lets an error of the disk name where: one that comes while a file is written knows no name.

    Raises:
        OSError: As in the block, with a name.
    """
    try:
        yield
    except OSError as error:
        if error.filename is not None or error.errno is None:
            raise
        raise OSError(error.errno, os.strerror(error.errno), str(path)) from error


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
        if path.name not in ours and not path.name.startswith(f".{REPORT}.") and not (out / path.name).exists():
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
        if not _is_held(path):
            shutil.rmtree(path, ignore_errors=True)


def _is_held(folder: Path) -> bool:
    """Whether somebody is filling a staging folder; the kernel lets go of it when that process ends."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return True  # by somebody who has just given up
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
