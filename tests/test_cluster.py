"""Runs on Dask's workers: the same tables, whoever computes them, and faults told in one line."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import ledger, planning, processing, runs
from pipeline.cli import app
from pipeline.intake import Entry
from pipeline.planning import Begun, Plan, Request
from pipeline.processing import Outcome
from tests import crash

cluster = pytest.importorskip("pipeline.cluster", reason="Dask is not installed (litmine[dask])", exc_type=ImportError)
TEXT = "维奈克拉（venetoclax）抑制BCL-2。VIALE-A试验中CR率为{rate}%。\n"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(TEXT.format(rate=40 + number), encoding="utf-8")
    (folder / "empty.txt").write_text("")
    (folder / "link.txt").symlink_to("/etc/hostname")
    return folder


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_same_tables(papers: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "run", "papers", "--no-server", "--out"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    ended = {
        name: subprocess.run(
            [*command, name, *more], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300
        )
        for name, more in {"local": [], "dask": ["--engine", "dask", "--workers", "2"]}.items()
    }
    assert [done.returncode for done in ended.values()] == [1, 1], ended
    assert sorted(ended["dask"].stderr.splitlines()) == sorted(ended["local"].stderr.splitlines())
    assert crash.tables(tmp_path / "dask") == crash.tables(tmp_path / "local") != {}
    assert not list((tmp_path / "dask").rglob("*.new"))


def test_a_scheduler_that_does_not_answer(papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 1)
    asked = ["run", str(papers), "--out", str(tmp_path / "out"), "--no-server", "--scheduler", "tcp://127.0.0.1:9"]
    done = CliRunner().invoke(app, [*asked, "--engine", "dask"])
    assert done.exit_code == 3 and "no Dask scheduler answers at tcp://127.0.0.1:9" in done.stderr
    assert "start one (dask scheduler)" in done.stderr and "Traceback" not in done.output
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 2 and "--engine dask" in done.stderr


# What a worker does


def share(parts: Path, *entries: Entry, **changes: object) -> str:
    engine = planning.engine(Request((), Path()))
    papers = [[processing.encoded(entry).decode(), f"key of {entry.name}"] for entry in entries]
    return json.dumps(
        {"extractor": "rules", "prefer": None, "engine": engine, "parts": str(parts), "papers": papers} | changes
    )


def test_a_worker_loads_once_and_leaves_that_out_of_collecting(papers: Path, tmp_path: Path) -> None:
    gc.unfreeze()
    cluster._make_ready.cache_clear()
    cluster.compute(share(tmp_path, Entry(papers / "0.txt", "0.txt", papers)))
    frozen = gc.get_freeze_count()
    cluster.compute(share(tmp_path, Entry(papers / "1.txt", "1.txt", papers)))
    gc.unfreeze()
    assert frozen > 0 and cluster._make_ready.cache_info().hits == 1


def test_a_worker_writes_parts_and_answers_with_facts(papers: Path, tmp_path: Path) -> None:
    entries = [Entry(papers / name, name, papers) for name in ("0.txt", "empty.txt")]
    found = [Outcome(rows={}, **facts) for facts in json.loads(cluster.compute(share(tmp_path, *entries)))]
    assert [(one.name, one.status, one.rows, one.data) for one in found] == [
        ("0.txt", "ok", {}, b""),
        ("empty.txt", "failed", {}, b""),
    ]
    alone = [processing.process_one(entry, "rules") for entry in entries]
    assert [(tmp_path / one.written).read_bytes() for one in found] == [one.part for one in alone]


def test_a_worker_that_would_compute_something_else_refuses(papers: Path, tmp_path: Path) -> None:
    here, gone = Entry(papers / "0.txt", "0.txt", papers), Entry(papers / "gone.txt", "gone.txt", papers)
    for told, message in (
        (share(tmp_path, here, engine="another"), "another version of the program"),
        (share(tmp_path / "nowhere", here), "does not see .*nowhere"),
        (share(tmp_path, gone), "does not see .*gone.txt"),
    ):
        with pytest.raises(cluster.ClusterError, match=message):
            cluster.compute(told)


class Deadly:
    """A client whose workers die of one paper."""

    def submit(self, work: object, told: str, pure: bool) -> Deadly:
        self.told = told
        return self.__class__.of(told)

    @classmethod
    def of(cls, told: str) -> Deadly:
        made = cls()
        made.told = told
        return made

    def result(self) -> str:
        if "1.txt" in self.told:
            raise cluster.KilledWorker("share", None, 3)
        return str(cluster.compute(self.told))


def test_a_paper_that_ends_every_worker_is_quarantined_alone(papers: Path, tmp_path: Path) -> None:
    request = Request((papers,), tmp_path / "out")
    entries = [Entry(papers / f"{number}.txt", f"{number}.txt", papers) for number in range(3)]
    plan = Plan({entry.name: "key" for entry in entries}, {}, entries, [], "")
    work, seen = Begun(request, entries, plan, datetime.now(UTC), None), list[Outcome]()
    with ledger.opened(tmp_path / "out") as book:
        cluster.Cluster(Deadly()).submit(entries, work, book.parts, seen.append).result()
    assert [(one.name, one.status, one.quarantined) for one in seen] == [
        ("0.txt", "ok", False), ("1.txt", "failed", True), ("2.txt", "ok", False),
    ]  # fmt: skip


class Gone(Deadly):
    """A client whose scheduler has ended."""

    def result(self) -> str:
        raise cluster.CancelledError("share")


def test_a_scheduler_that_ends_is_told(papers: Path, tmp_path: Path) -> None:
    entry = Entry(papers / "0.txt", "0.txt", papers)
    work = Begun(
        Request((papers,), tmp_path), [entry], Plan({"0.txt": "key"}, {}, [entry], [], ""), datetime.now(UTC), None
    )
    with pytest.raises(cluster.ClusterError, match="run again, what was done is kept"):
        cluster.Cluster(Gone()).submit([entry], work, tmp_path, lambda outcome: None).result()


def test_batches_are_cut_by_size(tmp_path: Path) -> None:
    sizes = [10, 10, 10, 1000, 10, 10, 500, 10]
    for number, size in enumerate(sizes):
        (tmp_path / f"{number}.txt").write_bytes(b"x" * size)
    entries = [Entry(tmp_path / f"{number}.txt", str(number)) for number in range(len(sizes))]
    cut = runs.batches(entries, Request((), tmp_path, workers=1))
    assert [entry for batch in cut for entry in batch] == entries
    assert [len(batch) for batch in cut] == [2, 1, 1, 2, 1, 1]
