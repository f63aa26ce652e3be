"""Work that may crash, hang or grow, done in child processes with limits, so that it harms nobody but itself.

A *nursery* is one child process that loads what the work needs, once. It starts workers by forking itself, which takes
milliseconds, and the parent gives each worker one task after the other. Tasks and answers are plain bytes: nothing that a
worker says is unpickled. A worker that dies, or that is ended because it went over a limit, takes its task with it and
nothing else. All of them end with the parent, however that ends.

>>> with nursery(_doubling, Limits()) as place:
...     place.work("维奈克拉".encode()).decode()
'维奈克拉维奈克拉'
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import math
import multiprocessing
import os
import resource
import signal
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

Work = Callable[[bytes], bytes]
Warm = Callable[[], Work]

_MEBIBYTE = 2**20
_OUT_OF_MEMORY = 77
"""Exit status of a worker to which the system gave no more memory."""
_REQUEST, _REPLY = struct.Struct("<cq"), struct.Struct("<q")
_START, _END = b"s", b"e"
_STAYS, _LEAVES = b"\0", b"\1"
_PARENT_DEATH_SIGNAL = 1
_PAGE = resource.getpagesize()
_REFUSED = frozenset({
    "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo",
})  # fmt: skip
_NETWORK = frozenset({socket.AF_INET, socket.AF_INET6})


class WorkerKilledError(RuntimeError):
    """A worker ended before it answered; the message says how, as the end of a sentence."""


class NurseryError(RuntimeError):
    """The process that starts workers is gone; the message names the remedy."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may use.

    Attributes:
        seconds: Of the processor for one task; by the clock it may take three times as long, for a machine may be busy.
        memory: Bytes that a worker may hold, what was loaded before included. What was loaded may be much: half of this
            is always left to the work.
        tasks: After so many a worker is replaced; one that has kept a quarter of its memory is replaced earlier.
        network: Whether the work may open connections.
    """

    seconds: float = 120
    memory: int = 1024 * _MEBIBYTE
    tasks: int = 200
    network: bool = False

    @property
    def clock(self) -> float:
        """Seconds by the clock that one task may take."""
        return 3 * self.seconds


DEFAULTS = Limits()


@dataclass(slots=True)
class _Worker:
    """The parent's end of one worker."""

    pid: int
    connection: Connection = field(repr=False)


class Nursery:
    """Workers that share what was loaded once; safe to use from several threads, each of which has a worker of its own."""

    def __init__(self, control: tuple[socket.socket, socket.socket], warm: Warm, limits: Limits) -> None:
        self._warm, self._limits = warm, limits
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._is_ready = self._is_closed = False
        self._control, theirs = control
        context = multiprocessing.get_context("fork") if _may_fork() else multiprocessing.get_context("spawn")
        with theirs:
            self._process = context.Process(target=_tend, args=(os.getpid(), theirs, warm, limits), daemon=True)
            self._process.start()

    def close(self) -> None:
        """Ends the nursery and all of its workers, whatever they do."""
        self._is_closed = True
        self._process.kill()
        self._process.join()
        with self._lock:
            while self._idle:
                self._idle.pop().connection.close()

    def work(self, task: bytes) -> bytes:
        """Has a task done by a worker.

        Raises:
            WorkerKilledError: The worker died, or went over a limit.
            NurseryError: No worker can be started.
        """
        worker = self._worker()
        try:
            worker.connection.send_bytes(task)
            in_time = worker.connection.poll(self._limits.clock)
            answer = worker.connection.recv_bytes() if in_time else b""
        except (EOFError, OSError):
            raise WorkerKilledError(self._cause(self._end(worker))) from None
        except BaseException:
            self._end(worker)
            raise
        if not in_time:
            self._end(worker)
            raise WorkerKilledError(f"took more than {self._limits.clock:g} seconds")
        if answer[:1] == _LEAVES:
            self._end(worker)
        else:
            with self._lock:
                self._idle.append(worker)
        return answer[1:]

    def _worker(self) -> _Worker:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        ours, theirs = socket.socketpair()
        connection = Connection(ours.detach())
        try:
            with theirs:
                return _Worker(self._ask(_START, 0, theirs), connection)
        except BaseException:
            connection.close()
            raise

    def _end(self, worker: _Worker) -> int:
        """Ends a worker, dead or alive; how it ended, as `os.waitpid` tells."""
        worker.connection.close()
        return self._ask(_END, worker.pid)

    def _ask(self, what: bytes, number: int, handle: socket.socket | None = None) -> int:
        with self._lock:
            try:
                if not self._is_ready:
                    self._told()
                    self._is_ready = True
                socket.send_fds(self._control, [_REQUEST.pack(what, number)], [handle.fileno()] if handle else [])
                return self._told()
            except OSError as error:
                if not self._is_ready and not self._is_closed:
                    self._warm()  # what could not be loaded there fails here, and tells why
                raise NurseryError(
                    "the process that starts workers was ended from outside (is there enough memory?); run again, what "
                    "was done is kept"
                ) from error

    def _told(self) -> int:
        told = self._control.recv(_REPLY.size, socket.MSG_WAITALL)
        if len(told) < _REPLY.size:
            raise ConnectionResetError("the nursery is gone")
        return int(_REPLY.unpack(told)[0])

    def _cause(self, status: int) -> str:
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) == _OUT_OF_MEMORY:
            return f"needed more than {self._limits.memory // _MEBIBYTE} MiB of memory"
        if not os.WIFSIGNALED(status):
            return f"ended its process with status {os.waitstatus_to_exitcode(status)}"
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return f"needed more than {self._limits.seconds:g} seconds of the processor"
        return f"ended its process by signal {number} ({signal.Signals(number).name})"


def _may_fork() -> bool:
    """Whether this process has one thread: what others hold at a fork is held in the child for ever."""
    return threading.active_count() == 1


@contextmanager
def nursery(warm: Warm, limits: Limits) -> Iterator[Nursery]:
    """A nursery, which begins to load at once, and whose processes end with the block.

    Start it before there are threads: then the process is forked with what it has loaded already; otherwise it begins anew.

    Args:
        warm: Loads what the work needs and gives the work; a function of a module, or a `functools.partial` of one.
        limits: For each worker.

    Raises:
        Exception: What `warm` raises.
    """
    ours, theirs = socket.socketpair()
    with ours:
        place = Nursery((ours, theirs), warm, limits)
        try:
            yield place
        finally:
            place.close()


# In the nursery


def _tend(parent: int, control: socket.socket, warm: Warm, limits: Limits) -> NoReturn:
    """Loads, then starts and ends workers until the parent is gone."""
    _follow(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _let_go(keep={0, 1, 2, control.fileno()})
    try:
        work = warm()
    except BaseException:
        os._exit(1)  # the parent finds out why
    gc.collect()
    gc.freeze()
    control.sendall(_REPLY.pack(0))
    while True:
        request, handles, *_ = socket.recv_fds(control, _REQUEST.size, 1)
        if not request:
            os._exit(0)
        what, number = _REQUEST.unpack(request)
        told = _fork(control, handles[0], work, limits) if what == _START else _reap(number)
        control.sendall(_REPLY.pack(told))


def _follow(parent: int) -> None:
    """Lets this process end as soon as its parent does; elsewhere than on Linux it ends when it next asks for work."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _let_go(keep: set[int]) -> None:
    """Takes the place of every file that was open at the fork: a lock is held as long as anybody has its file open."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for handle in [int(name) for name in os.listdir("/dev/fd")]:
        if handle not in keep and handle != nothing:
            with contextlib.suppress(OSError):
                os.fstat(handle)
                os.dup2(nothing, handle)


def _fork(control: socket.socket, handle: int, work: Work, limits: Limits) -> int:
    nursery_pid, loaded = os.getpid(), _resident()
    pid = os.fork()
    if pid:
        os.close(handle)
        return pid
    try:
        _follow(nursery_pid)
        control.close()
        _serve(Connection(handle), work, limits, loaded)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    finally:
        os._exit(1)


def _reap(pid: int) -> int:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return os.waitpid(pid, 0)[1]


# In a worker


def _serve(connection: Connection, work: Work, limits: Limits, loaded: int) -> NoReturn:
    room = _confine(limits, loaded)
    before = _address_space()
    done = 0
    while True:
        try:
            task = connection.recv_bytes()
        except (EOFError, OSError):
            os._exit(0)
        _allow(limits.seconds)
        answer = work(task)
        done += 1
        leaves = done >= limits.tasks or _address_space() - before > room // 4
        connection.send_bytes((_LEAVES if leaves else _STAYS) + answer)


def _confine(limits: Limits, loaded: int) -> int:
    """Sets the limits that hold for a worker's whole life; how many bytes it may take in addition to what it has.

    `loaded` bytes are those of the nursery: a new worker holds less, for libraries come to it page by page as it uses them.
    """
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")  # where memory is short, a worker goes before all others
    _limit(resource.RLIMIT_CORE, 0)
    room = max(limits.memory - max(loaded, _resident()), limits.memory // 2)
    if before := _address_space():
        _limit(resource.RLIMIT_AS, before + room)
    if not limits.network:
        sys.addaudithook(_refuse_network)
    return room


def _allow(seconds: float) -> None:
    """Moves the limit of processor time on to what the next task may use."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime + seconds))


def _limit(what: int, value: int) -> None:
    """Sets a limit of this process, or the system's own where that is lower."""
    most = resource.getrlimit(what)[1]
    resource.setrlimit(what, (value if most == resource.RLIM_INFINITY else min(value, most), most))


def _address_space() -> int:
    return _statm(0)


def _resident() -> int:
    return _statm(1)


def _statm(column: int) -> int:
    """Bytes of this process by `proc(5)`; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[column]) * _PAGE
    except OSError:
        return 0


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    is_network = event == "socket.__new__" and arguments[1] in _NETWORK
    if is_network or event in _REFUSED:
        raise PermissionError("a document asked for a network connection, which no run makes")


def _doubling() -> Work:
    return lambda task: task * 2
