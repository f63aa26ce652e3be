"""A run that is killed, or whose disk fails, at its n-th step on the disk; used by the tests of the ledger and by `make soak`."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from pipeline import runs

_STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"}


def request(paths: Path, out: Path) -> runs.Request:
    return runs.Request((paths,), out, batch_size=1)


def run(paths: Path, out: Path) -> runs.Summary:
    asked = request(paths, out)
    return runs.run(asked, runs.prepare(asked), lambda outcome: None)


def tables(out: Path) -> dict[str, bytes]:
    """The CSV tables of a run folder; empty where it has none."""
    return {path.name: path.read_bytes() for path in sorted(out.glob("*.csv"))}


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
    count, place = [0], out.name

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in _STEPS and any(place in str(argument) for argument in arguments[:2]) and _writes(event, arguments):
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
