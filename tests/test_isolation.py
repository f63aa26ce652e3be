"""Documents that crash, hang or grow harm nobody but themselves; what is done in a worker ends with its parent."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from pipeline import isolation, ledger, lexicon, processing, runs
from pipeline.isolation import Limits, Nursery, NurseryError, WorkerKilledError
from pipeline.recognising import drugs
from tests import crash

ROOT = Path(__file__).resolve().parents[1]
MEBIBYTE = 2**20
TEXT = "维奈克拉（venetoclax）抑制BCL-2。VIALE-A试验中CR率为{rate}%。\n"


# --- workers ----------------------------------------------------------------------------------------------------------


def obeying() -> Callable[[bytes], bytes]:
    """Work that does what its task says."""

    def work(task: bytes) -> bytes:
        match task.split():
            case [b"die", number]:
                os.kill(os.getpid(), int(number))
            case [b"leave"]:
                os._exit(3)
            case [b"hang"]:
                time.sleep(60)
            case [b"spin"]:
                while True:
                    pass
            case [b"grow", size]:
                return str(len(bytearray(int(size) * MEBIBYTE))).encode()
            case [b"connect"]:
                with socket.socket(socket.AF_INET) as handle:
                    handle.connect(("127.0.0.1", 9))
            case [b"resolve"]:
                socket.getaddrinfo("example.org", 80)
        return b"%d %s" % (os.getpid(), task)

    return work


def guarded() -> Callable[[bytes], bytes]:
    """The same, but that a refusal is its answer."""
    plain = obeying()

    def work(task: bytes) -> bytes:
        try:
            return plain(task)
        except PermissionError as error:
            return str(error).encode()

    return work


@pytest.fixture
def place() -> Iterator[Nursery]:
    with isolation.nursery(guarded, Limits(seconds=1, memory=256 * MEBIBYTE, tasks=3)) as made:
        yield made


@pytest.mark.parametrize(
    ("task", "how"),
    [
        (b"die 9", r"ended its process by signal 9 \(SIGKILL\)"),
        (b"die 11", r"by signal 11 \(SIGSEGV\)"),
        (b"leave", "ended its process with status 3"),
        (b"hang", "took more than 3 seconds"),
        (b"spin", "(took more than 3 seconds|needed more than 1 seconds of the processor)"),
        (b"grow 4096", "needed more than 256 MiB of memory"),
    ],
)
def test_a_worker_that_ends_takes_nothing_but_its_task_with_it(place: Nursery, task: bytes, how: str) -> None:
    with pytest.raises(WorkerKilledError, match=how):
        place.work(task)
    assert place.work("续".encode()).endswith("续".encode())


def test_a_worker_is_replaced_after_so_many_tasks_or_when_it_has_grown(place: Nursery) -> None:
    workers = [place.work(b"again").split()[0] for _ in range(7)]
    assert [workers.count(one) for one in dict.fromkeys(workers)] == [3, 3, 1]


@pytest.mark.parametrize("task", [b"connect", b"resolve"])
def test_a_worker_has_no_network(place: Nursery, task: bytes) -> None:
    assert b"network connection, which no run makes" in place.work(task)


def test_files_that_were_open_are_let_go(tmp_path: Path) -> None:
    with ledger.alone(tmp_path / "out"), isolation.nursery(obeying, Limits()) as place:
        place.work(b"begin")
        (tmp_path / ".out.lock").unlink()  # as the end of a run does
        with ledger.alone(tmp_path / "out"):
            pass


def broken() -> Callable[[bytes], bytes]:
    raise LookupError("no such extractor")


def test_what_cannot_be_loaded_is_told_by_its_own_error() -> None:
    with isolation.nursery(broken, Limits()) as place, pytest.raises(LookupError, match="no such extractor"):
        place.work(b"anything")


def test_a_nursery_that_is_killed_is_told(place: Nursery) -> None:
    place.work(b"begin")
    place._process.kill()
    place._process.join()
    with pytest.raises((NurseryError, WorkerKilledError)):
        place.work(b"more")
    with pytest.raises(NurseryError, match="run again, what was done is kept"):
        place.work(b"more")


def test_where_there_are_threads_the_nursery_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_may_fork", lambda: False)
    with isolation.nursery(isolation._doubling, Limits()) as place:
        assert place.work(b"ab") == b"abab"


def test_workers_end_with_a_parent_that_is_killed() -> None:
    code = (
        "from tests.test_isolation import obeying\nfrom pipeline.isolation import Limits, nursery\n"
        "with nursery(obeying, Limits()) as place:\n"
        "    print(place._process.pid, place.work(b'x').split()[0].decode(), flush=True)\n"
        "    place.work(b'spin')\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert parent.stdout is not None
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(pids) == 2
    parent.kill()
    parent.communicate()
    until(lambda: not any(map(crash.is_alive, pids)), seconds=5)


# --- documents --------------------------------------------------------------------------------------------------------


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(TEXT.format(rate=40 + number), encoding="utf-8")
    return folder


@pytest.fixture
def hostile(papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forked: None) -> Callable[[str], None]:
    """Lets the second paper do something in its worker; each attempt leaves a byte in `attempts`."""
    plain = processing._paper

    def acting(act: Callable[[], object], entry: processing.Entry, loaded: object) -> processing.Outcome:
        if entry.name == "1.txt":
            with (tmp_path / "attempts").open("ab") as handle:
                handle.write(b".")
            act()
        return plain(entry, loaded)  # type: ignore[arg-type]

    acts: dict[str, Callable[[], object]] = {
        "dies": lambda: os.kill(os.getpid(), signal.SIGKILL),
        "grows": lambda: [bytearray(64 * MEBIBYTE) for _ in range(64)],
        "hangs": lambda: time.sleep(60),
        "dies once": lambda: (tmp_path / "attempts").stat().st_size == 1 and os.kill(os.getpid(), signal.SIGKILL),
    }
    return lambda what: monkeypatch.setattr(processing, "_paper", partial(acting, acts[what]))


def run(papers: Path, out: Path, *, workers: int = 1, again: bool = False, seconds: float = 20) -> runs.Summary:
    asked = runs.Request((papers,), out, workers=workers, batch_size=1, again=again, limits=Limits(seconds=seconds))
    return runs.run(asked, runs.prepare(asked), lambda outcome: None)


@pytest.mark.parametrize(
    ("what", "how"),
    [("dies", "signal 9 (SIGKILL)"), ("grows", "1024 MiB of memory"), ("hangs", "took more than 6 seconds")],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_paper_that_ends_its_worker_twice_is_quarantined(
    papers: Path, tmp_path: Path, hostile: Callable[[str], None], what: str, how: str, workers: int
) -> None:
    hostile(what)
    out, seconds = tmp_path / "out", 2 if what == "hangs" else 20
    summary = run(papers, out, workers=workers, seconds=seconds)
    ((name, reason),) = summary.failures
    assert name == "1.txt" and reason.startswith("quarantined") and how in reason and "--again" in reason
    assert summary.statuses == {"ok": 3, "failed": 1, "duplicate": 0}
    assert (tmp_path / "attempts").stat().st_size == 2


def test_a_paper_in_quarantine_is_not_tried_again_before_something_changes(
    papers: Path, tmp_path: Path, hostile: Callable[[str], None]
) -> None:
    hostile("dies")
    out, attempts = tmp_path / "out", tmp_path / "attempts"
    run(papers, out)
    assert run(papers, out).computed == 0
    (papers / "9.txt").write_text(TEXT.format(rate=90), encoding="utf-8")
    assert (run(papers, out).computed, attempts.stat().st_size) == (1, 2)
    assert (run(papers, out, again=True).computed, attempts.stat().st_size) == (5, 4)
    assert (run(papers, out, seconds=30).computed, attempts.stat().st_size) == (1, 6)
    (papers / "1.txt").write_text(TEXT.format(rate=91), encoding="utf-8")
    assert (run(papers, out, seconds=30).computed, attempts.stat().st_size) == (1, 8)


def test_a_paper_whose_worker_is_killed_from_outside_is_tried_once_more(
    papers: Path, tmp_path: Path, hostile: Callable[[str], None]
) -> None:
    hostile("dies once")
    summary = run(papers, tmp_path / "out")
    assert (summary.statuses["ok"], (tmp_path / "attempts").stat().st_size) == (4, 2)
    run(papers, tmp_path / "calm")
    assert crash.tables(tmp_path / "out") == crash.tables(tmp_path / "calm")


def test_an_interrupt_ends_all_at_once_and_keeps_what_is_done(tmp_path: Path) -> None:
    out, source = tmp_path / "out", tmp_path / "papers"
    source.mkdir()
    (source / "0.txt").write_text(TEXT.format(rate=1), encoding="utf-8")
    (source / "1.txt").write_text("".join(TEXT.format(rate=rate) for rate in range(20_000)), encoding="utf-8")
    command = [sys.executable, "-m", "pipeline.cli", "run", source, "--out", out, "--no-server", "--workers", "2"]
    begun = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True, cwd=ROOT
    )
    until(lambda: (out / ".litmine" / "parts").is_dir() and any((out / ".litmine" / "parts").iterdir()), seconds=60)
    family = crash.descendants(begun.pid)
    assert len(family) >= 2
    began = time.monotonic()
    os.killpg(begun.pid, signal.SIGINT)
    _, told = begun.communicate()
    assert (begun.returncode, told.count("\n")) == (130, 1) and time.monotonic() - began < 5
    until(lambda: not any(map(crash.is_alive, family)), seconds=5)
    (source / "1.txt").write_text(TEXT.format(rate=2), encoding="utf-8")
    assert run(source, out).computed == 1


def until(is_so: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_rehearsal_meets_a_name_that_no_list_holds() -> None:
    known = lexicon.load()
    named = drugs.find(processing._REHEARSED, known)
    unlisted = [m for m in named if m.type == "DRUG" and not known.lookup(m.text, ("DRUG",))]
    assert unlisted, "else each worker builds what such names are linked with for itself"
