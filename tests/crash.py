"""A run that is killed, or whose disk fails, at a step, a border or a moment; for the tests of the ledger and `make soak`.

Each disturbed run is a fork of this process with processes of its own. The steps are those on the disk that touch the run
folder or what lies beside it under its name; the borders are where one part of a run hands over to the next.
"""

from __future__ import annotations

import errno
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from pipeline import binding, ledger, planning, processing, runs
from pipeline.assembling import publishing

_STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"}
_BORDERS: tuple[tuple[Any, str], ...] = (
    (planning, "recover"),
    (planning, "plan_of"),
    (runs.isolation, "nursery"),
    (processing, "encoded"),
    (processing, "decoded"),
    (ledger, "write_part"),
    (ledger.Ledger, "keep"),
    (ledger.Ledger, "forget"),
    (ledger.Ledger, "sweep"),
    (runs, "bind"),
    (binding, "fragment"),
    (binding, "packed"),
    (binding, "write_run"),
    (binding, "write_report"),
    (publishing, "_exchange"),
    (publishing, "_settle"),
    (ledger.Ledger, "note"),
)
BORDERS = tuple(f"{when} {name}" for _, name in _BORDERS for when in ("before", "after"))


def request(paths: Path, out: Path, workers: int = 1) -> runs.Request:
    return runs.Request((paths,), out, workers=workers, batch_size=1)


def run(paths: Path, out: Path, workers: int = 1) -> runs.Summary:
    asked = request(paths, out, workers)
    return runs.run(asked, runs.prepare(asked), lambda outcome: None)


def tables(out: Path) -> dict[str, bytes]:
    """The tables of a run folder, CSV and Parquet; empty where it has none."""
    return {path.name: path.read_bytes() for path in sorted(out.glob("*.*")) if path.suffix in (".csv", ".parquet")}


def steps(paths: Path, out: Path) -> int:
    """How many steps on the disk an undisturbed run takes in and beside its folder."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        counted = _watch(out, lambda number: None)
        run(paths, out)
        os.write(write, str(counted[0]).encode())
        os._exit(0)
    os.waitpid(child, 0)
    return int(os.read(read, 20))


def killed(paths: Path, out: Path, at: int) -> None:
    """A run in a process of its own that is killed at a step."""

    def kill(number: int) -> None:
        if number == at:
            os.kill(os.getpid(), signal.SIGKILL)

    _child(paths, out, kill)


def failing(paths: Path, out: Path, at: int, code: int = errno.ENOSPC) -> str:
    """A run in a process of its own whose disk fails from a step on; the message of the error that it ends with."""

    def fail(number: int) -> None:
        if number >= at:
            raise OSError(code, os.strerror(code), str(out))

    return _child(paths, out, fail)


def _child(paths: Path, out: Path, act: Callable[[int], None]) -> str:
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _watch(out, act)
            run(paths, out)
            told = ""
        except OSError as error:
            told = str(error)
        except BaseException as error:
            told = f"unexpected {type(error).__name__}: {error}"
        os.write(write, told.encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        return pipe.read().decode()


def _watch(out: Path, act: Callable[[int], None]) -> list[int]:
    """Counts the steps that touch the run folder or what lies beside it under its name, and acts on each."""
    count, place, here = [0], out.name, os.getpid()

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event not in _STEPS or os.getpid() != here:
            return
        if any(place in str(argument) for argument in arguments[:2]) and _writes(event, arguments):
            count[0] += 1
            act(count[0])

    sys.addaudithook(hook)
    return count


def _writes(event: str, arguments: tuple[object, ...]) -> bool:
    if event != "open":
        return True
    mode, flags = arguments[1], arguments[2]
    return any(sign in str(mode or "") for sign in "wax+") or bool(
        isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
    )


# --- borders and moments ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Disturbed:
    """How a disturbed run ended: whether it was killed, and which of its processes were alive then and still are."""

    killed: bool
    orphans: tuple[int, ...]


def killed_at(paths: Path, out: Path, border: str, workers: int = 2) -> Disturbed:
    """A run that is killed at a border, the first time that it comes there."""
    when, name = border.split()
    owner = next(owner for owner, known in _BORDERS if known == name)
    plain = getattr(owner, name)

    def deadly(*arguments: Any, **more: Any) -> Any:
        if when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        plain(*arguments, **more)
        os.kill(os.getpid(), signal.SIGKILL)

    with mock.patch.object(owner, name, deadly):
        done = _disturbed(paths, out, workers, lambda pid: None)
    assert done.killed, f"no run comes to the border {border!r}"
    return done


def killed_after(paths: Path, out: Path, seconds: float, workers: int = 2) -> Disturbed:
    """A run that is killed after some time, wherever it is."""

    def act(pid: int) -> None:
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)

    return _disturbed(paths, out, workers, act)


def child_killed_after(paths: Path, out: Path, seconds: float, lot: random.Random, workers: int = 2) -> Disturbed:
    """A run one of whose child processes is killed after some time."""

    def act(pid: int) -> None:
        time.sleep(seconds)
        if found := descendants(pid):
            os.kill(lot.choice(found), signal.SIGKILL)

    return _disturbed(paths, out, workers, act)


def _disturbed(paths: Path, out: Path, workers: int, act: Callable[[int], None]) -> Disturbed:
    child = os.fork()
    if child == 0:
        try:
            run(paths, out, workers)
        finally:
            os._exit(1)
    act(child)
    family = descendants(child)
    _, status = os.waitpid(child, 0)
    deadline = time.monotonic() + 5
    while (left := tuple(pid for pid in family if is_alive(pid))) and time.monotonic() < deadline:
        time.sleep(0.01)
    return Disturbed(os.WIFSIGNALED(status), left)


def descendants(pid: int) -> list[int]:
    """Child processes of a process and theirs."""
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return [one for child in children for one in (child, *descendants(child))]


def is_alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


@contextmanager
def computing(log: Path) -> Iterator[Callable[[], list[str]]]:
    """Notes which papers are begun, in whatever process; gives a function that tells their names so far."""
    plain = processing._paper
    log.write_bytes(b"")
    with mock.patch.object(processing, "_paper", partial(_noted, log, plain)):
        yield lambda: log.read_text(encoding="utf-8").splitlines()


def _noted(log: Path, plain: Callable[..., processing.Outcome], entry: Any, loaded: Any) -> processing.Outcome:
    with log.open("a", encoding="utf-8") as handle:
        handle.write(f"{entry.name}\n")
    return plain(entry, loaded)
