"""Hostile inputs, forty-four kinds of them, beside ten good papers in one run of the real command."""

from __future__ import annotations

import csv
import ctypes
import fcntl
import os
import pickle
import re
import socket
import sqlite3
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("reportlab", reason="reportlab makes the PDFs (extra `test`)")

from pipeline.assembling.columns import TABLES
from tests import hostile

NUMBERS = range(1, 45)
_GIB = 1 << 30
_DROP, _OVERRIDE, _SEARCH = 24, 1, 2


def _as_anybody() -> None:
    """The superuser opens closed files, too: the command is run without that right."""
    libc = ctypes.CDLL(None)
    libc.prctl(_DROP, _OVERRIDE)
    libc.prctl(_DROP, _SEARCH)


_MEASURING = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[2:], check=False).returncode
with open(sys.argv[1], "a") as peaks:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=peaks)
sys.exit(code)
"""
"""Runs a command and notes its peak: a small process in between, for a child counts what its parent held when it was forked."""


def litmine(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    measured = [sys.executable, "-c", _MEASURING, str(folder / "peaks")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "LITMINE_WORKERS": "1"}
    return subprocess.run(
        [*measured, sys.executable, "-m", "pipeline.cli", *arguments], cwd=folder, env=environment, capture_output=True, text=True,
        errors="surrogateescape", check=False, timeout=400, preexec_fn=_as_anybody,
    )  # fmt: skip


def read(out: Path, table: str) -> list[dict[str, str]]:
    with (out / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def shown(name: str) -> str:
    """A file's name as tables have it."""
    return name.encode("utf-8", "backslashreplace").decode()


@dataclass(frozen=True)
class Run:
    """What came of the runs: of hostile and good files together, and of the good ones alone."""

    folder: Path
    rows: tuple[hostile.Row, ...]
    code: int
    stdout: str
    stderr: str
    alone: int
    connections: int
    memory: int
    good: tuple[str, ...]

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def documents(self) -> dict[str, dict[str, str]]:
        return {row["path"]: row for row in read(self.out, "documents")}

    def seconds(self) -> dict[str, float]:
        """How long each file took: from when the one before it was done."""
        with sqlite3.connect(self.out / ".litmine/ledger.sqlite") as base:
            kept = base.execute("select name, kept from documents order by kept").fetchall()
        ends = [(name, datetime.fromisoformat(at).timestamp()) for name, at in kept]
        return {name: at - before for (_, before), (name, at) in pairwise(ends)}


def _listening(server: socket.socket, accepted: list[int]) -> None:
    while True:
        try:
            server.accept()[0].close()
        except OSError:
            return
        accepted.append(1)


def _run(folder: Path) -> Run:
    folder.mkdir()
    secret = folder / "secret"
    secret.write_text(hostile.MARKER)
    server = socket.create_server(("127.0.0.1", 0))
    accepted: list[int] = []
    listener = threading.Thread(target=_listening, args=(server, accepted), daemon=True)
    listener.start()
    rows = hostile.rows(server.getsockname()[1], secret)
    papers = folder / "papers"
    hostile.place(papers, rows, secret)
    good = hostile.good(papers / "good")
    parts = folder / "out/.litmine/parts"
    with hostile.Restless(papers / "44-grows.txt", papers / "z44-vanishes.txt", lambda: any(parts.glob("*"))):
        done = litmine(folder, "run", "papers", "--out", "out", "--no-server")
    alone = litmine(folder, "run", "papers/good", "--out", "alone", "--no-server")
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    memory = max(int(peak) for peak in (folder / "peaks").read_text().split()) * 1024
    return Run(
        folder, rows, done.returncode, done.stdout, done.stderr, alone.returncode, len(accepted), memory, tuple(good)
    )


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The run, done once for all processes that test."""
    base = tmp_path_factory.getbasetemp()
    place = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "hostile"
    kept = place.with_suffix(".kept")
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(_run(place)))
    yield pickle.loads(kept.read_bytes())


def row(run: Run, number: int) -> hostile.Row:
    return next(one for one in run.rows if one.number == number)


def names_of(run: Run, doc_id: str) -> set[str]:
    return {one["name"] for one in read(run.out, "mentions") if one["doc_id"] == doc_id} if doc_id else set()


def assert_refused(run: Run, told: dict[str, str], pattern: str) -> None:
    name, error = told["path"], told["error"]
    assert told["status"] == "failed" and re.search(pattern, error), (name, error)
    assert "\n" not in error and "Traceback" not in error and "unexpected" not in error
    line = next(line for line in run.stderr.splitlines() if error[:30] in line and line.startswith(name[:3]))
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", line)
    if told["doc_id"]:
        others = [name for name in TABLES if name != "documents"]
        held = {one["doc_id"] for table in others for one in read(run.out, table) if "doc_id" in one}
        assert told["doc_id"] not in held


def assert_accepted(run: Run, told: dict[str, str], expected: hostile.Row) -> None:
    assert told["status"] == "ok", (told["path"], told["error"])
    assert expected.warns in told["warnings"]
    if expected.finds:
        assert expected.finds in names_of(run, told["doc_id"])
    text = run.out / "text" / f"{told['doc_id']}.txt"
    source = (text if text.exists() else run.folder / "papers" / told["path"]).read_bytes().decode("utf-8")
    for one in read(run.out, "mentions"):
        if one["doc_id"] == told["doc_id"]:
            assert source[int(one["start"]) : int(one["end"])] == one["text"]


def is_apart(name: str) -> bool:
    """Files whose names the tables write otherwise; they have a test of their own."""
    return name.startswith(("41-a", "41-\udcff"))


@pytest.mark.parametrize("number", NUMBERS)
def test_row(run: Run, number: int) -> None:
    expected = row(run, number)
    documents, seconds = run.documents(), run.seconds()
    for name in expected.files:
        told = documents[shown(name)]
        if told["status"] == "failed" and expected.refused:
            assert_refused(run, told, expected.refused)
        elif told["status"] == "duplicate" and number == 43:
            assert told["error"].startswith("duplicate of 43-")
        else:
            assert expected.accepted, (name, told["status"])
            if not is_apart(name):
                assert_accepted(run, told, expected)
        assert not expected.seconds or seconds[shown(name)] < expected.seconds, (name, seconds[shown(name)])


def test_there_are_forty_four_rows(run: Run) -> None:
    assert [one.number for one in run.rows] == list(NUMBERS)
    placed = {shown(name) for one in run.rows for name in one.files}
    assert set(run.documents()) == placed | {f"good/{name}" for name in run.good}


def test_the_run_goes_on_and_says_so(run: Run) -> None:
    assert (run.code, run.alone) == (1, 0), run.stderr
    assert "Traceback" not in run.stdout + run.stderr
    failed = [told for told in run.documents().values() if told["status"] == "failed"]
    assert len(run.stderr.splitlines()) == len(failed)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\udc80-\udcff]", run.stdout + run.stderr.replace("\n", ""))


def test_good_papers_are_as_if_they_were_alone(run: Run) -> None:
    def without_folder(one: dict[str, str]) -> dict[str, str]:
        return {name: value.removeprefix("good/") if name == "path" else value for name, value in one.items()}

    ids = {one["doc_id"] for one in read(run.folder / "alone", "documents")}
    assert len(ids) == len(run.good) == 10
    for table in TABLES:
        alone = read(run.folder / "alone", table)
        if not alone or "doc_id" in alone[0]:
            beside = [without_folder(one) for one in read(run.out, table) if one["doc_id"] in ids]
            assert beside == alone, table


def test_nothing_is_loaded_from_elsewhere(run: Run) -> None:
    """Row 25, 26, 36, 38 and 39: no file and no address that an input names is opened."""
    assert run.connections == 0
    assert not list(run.folder.rglob("*hostile-escaped*"))
    host = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else hostile.MARKER
    for path in (path for path in run.out.rglob("*") if path.is_file()):
        data = path.read_bytes()
        data = zlib.decompress(data) if path.parent.name == "parts" else data
        assert hostile.MARKER.encode() not in data
        assert len(host) < 8 or host.encode() not in data, path


def test_no_process_needs_more_than_its_memory(run: Run) -> None:
    assert run.memory < _GIB


def test_text_is_inert_in_the_page(run: Run) -> None:
    """Row 13 and 40: no script of a paper runs, no character of it turns or hides what is read."""
    page = (run.out / "report.html").read_text(encoding="utf-8")
    assert "alert(4711)" in page and "<script>alert" not in page
    assert not re.search("[\u202a-\u202e\x1b]", page)


def test_text_is_inert_in_a_spreadsheet(run: Run, tmp_path: Path) -> None:
    """Row 40: no cell of what curators take away is a formula."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers/40.txt").write_bytes(row(run, 40).files["40.txt"] or b"")
    for arguments in (
        ("run", "papers", "--out", "out", "--no-server"),
        ("review", "import", "out"),
        ("review", "export", "out", "--out", "curated", "--format", "csv"),
    ):
        done = litmine(tmp_path, *arguments)
        assert done.returncode == 0, done.stderr
    cells = [
        cell
        for path in (tmp_path / "curated").rglob("*.csv")
        for line in csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
        for cell in line
    ]
    assert any("cmd()" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\x1b"))]


def test_names_are_shown_escaped(run: Run) -> None:
    """Row 41: the tables and the terminal have every name on one line."""
    assert {"41-a\nb.txt", "-rf.txt", "41-\u202etxt.md", "41-\\udcff.txt"} <= set(run.documents())


def test_duplicates_are_no_failure(tmp_path: Path) -> None:
    """Row 43: the same bytes, the same DOI, and names that differ by case or composition only."""
    papers = tmp_path / "papers"
    papers.mkdir()
    text = hostile.TEXT.replace("\n\n", "\n\nDOI: 10.1000/same.1\n\n", 1)
    for name, content in {
        "a.txt": text,
        "A.txt": text,
        "b.txt": text + "\n另一段。\n",
        "caf\u00e9.txt": hostile.TEXT,
        "cafe\u0301.txt": hostile.TEXT,
        "d.txt": hostile.TEXT.replace("甲", "壬"),
        "D.txt": hostile.TEXT.replace("甲", "癸"),
    }.items():
        (papers / name).write_text(content, encoding="utf-8")
    done = litmine(tmp_path, "run", "papers", "--out", "out", "--no-server")
    states = {one["path"]: (one["status"], one["error"]) for one in read(tmp_path / "out", "documents")}
    assert done.returncode == 0, done.stderr
    assert sorted(status for status, _ in states.values()) == ["duplicate"] * 3 + ["ok"] * 4
    assert states["a.txt"] == states["b.txt"] == ("duplicate", "duplicate of A.txt")
    assert states["d.txt"][0] == states["D.txt"][0] == "ok"
