"""What a rerun computes, and that a run that is cut short loses nothing."""

from __future__ import annotations

import errno
import fcntl
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import ledger, planning, runs
from pipeline.cli import app
from soak import disk
from tests import crash

ROOT = Path(__file__).resolve().parents[1]
TEXT = "维奈克拉（venetoclax）抑制BCL-2。{name}试验中CR率为{rate}%。\n"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(4):
        write(folder, f"{number}.txt", 40 + number)
    return folder


def write(folder: Path, name: str, rate: int) -> None:
    (folder / name).write_text(TEXT.format(name="VIALE-A", rate=rate), encoding="utf-8")


def undisturbed(papers: Path, out: Path) -> dict[str, bytes]:
    crash.run(papers, out)
    return crash.tables(out)


def test_a_rerun_with_nothing_new_computes_nothing(
    papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = undisturbed(papers, tmp_path / "out")
    manifest = (tmp_path / "out" / "run.json").read_bytes()
    monkeypatch.setattr(runs, "carry_out", lambda *_: pytest.fail("computed again"))
    summary = crash.run(papers, tmp_path / "out")
    assert (summary.computed, summary.statuses["ok"]) == (0, 4)
    assert crash.tables(tmp_path / "out") == before
    assert (tmp_path / "out" / "run.json").read_bytes() == manifest


def test_a_rerun_with_nothing_new_loads_no_extractor_and_starts_no_server(papers: Path, tmp_path: Path) -> None:
    crash.run(papers, tmp_path / "out")
    code = (
        "import sys\nfrom pipeline.cli import app\n"
        "try:\n    app(sys.argv[1:])\n"
        "finally:\n    print([name for name in ('spacy', 'pandas', 'sklearn', 'prefect') if name in sys.modules])"
    )
    for command in (["run", papers, "--out", tmp_path / "out"], ["status", tmp_path / "out"]):
        given = [sys.executable, "-c", code, *map(str, command)]
        done = subprocess.run(given, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0 and done.stdout.endswith("[]\n"), done.stdout + done.stderr


def test_a_thousand_papers_are_looked_at_in_no_time(tmp_path: Path) -> None:
    source = tmp_path / "papers"
    source.mkdir()
    for number in range(1000):
        write(source, f"{number}.txt", number)
    asked = crash.request(source, tmp_path / "out")
    began = time.process_time()
    plan = planning.plan_of(asked, planning.prepare(asked), {})
    assert len(plan.fresh) == 1000 and time.process_time() - began < 2  # 0.2 s on an idle machine


def test_only_what_changed_is_computed(papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    undisturbed(papers, tmp_path / "out")
    write(papers, "1.txt", 71)
    write(papers, "9.txt", 72)
    (papers / "3.txt").unlink()
    computed: list[str] = []
    plain = runs._apart
    monkeypatch.setattr(runs, "_apart", lambda entry, place: computed.append(entry.name) or plain(entry, place))
    summary = crash.run(papers, tmp_path / "out")
    assert sorted(computed) == ["1.txt", "9.txt"]
    assert (summary.computed, summary.removed) == (2, 1)
    assert crash.tables(tmp_path / "out") == undisturbed(papers, tmp_path / "fresh")


def test_another_extractor_computes_everything(papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    undisturbed(papers, tmp_path / "out")
    monkeypatch.setattr(planning, "package_versions", lambda: {"spacy": "another"})
    assert crash.run(papers, tmp_path / "out").computed == 4


def test_again(papers: Path, tmp_path: Path) -> None:
    undisturbed(papers, tmp_path / "out")
    asked = runs.Request((papers,), tmp_path / "out", again=True)
    assert runs.run(asked, runs.prepare(asked), lambda outcome: None).computed == 4


def test_a_duplicate_becomes_a_paper_when_its_first_copy_goes(papers: Path, tmp_path: Path) -> None:
    shutil.copy(papers / "0.txt", papers / "copy.txt")
    crash.run(papers, tmp_path / "out")
    (papers / "0.txt").unlink()
    summary = crash.run(papers, tmp_path / "out")
    assert summary.statuses == {"ok": 4, "failed": 0, "duplicate": 0}
    assert crash.tables(tmp_path / "out") == undisturbed(papers, tmp_path / "fresh")


def test_a_damaged_part_is_computed_again(papers: Path, tmp_path: Path) -> None:
    before = undisturbed(papers, tmp_path / "out")
    for part in (tmp_path / "out" / ".litmine" / "parts").iterdir():
        part.write_bytes(b"damaged")
    write(papers, "8.txt", 5)
    crash.run(papers, tmp_path / "out")
    (papers / "8.txt").unlink()
    crash.run(papers, tmp_path / "out")
    assert crash.tables(tmp_path / "out") == before


def test_a_damaged_ledger_is_begun_anew(papers: Path, tmp_path: Path) -> None:
    before = undisturbed(papers, tmp_path / "out")
    (tmp_path / "out" / ".litmine" / "ledger.sqlite").write_bytes(b"no database" * 200)
    assert crash.run(papers, tmp_path / "out").computed == 4
    assert crash.tables(tmp_path / "out") == before


def test_a_run_killed_at_any_step_loses_nothing(papers: Path, tmp_path: Path) -> None:
    wanted = undisturbed(papers, tmp_path / "undisturbed")
    count = crash.steps(papers, tmp_path / "counted")
    assert count > 25
    for at in range(1, count + 1, max(1, count // 7)):
        out = tmp_path / f"killed{at}"
        crash.killed(papers, out, at)
        assert crash.tables(out) in ({}, wanted)
        crash.run(papers, out)
        assert crash.tables(out) == wanted


@pytest.mark.parametrize("border", ["after plan_of", "after decoded", "before write_run"])
def test_a_run_killed_at_a_border_begins_no_more_papers_twice_than_it_has_workers(
    papers: Path, tmp_path: Path, border: str, forked: None
) -> None:
    wanted, out = undisturbed(papers, tmp_path / "undisturbed"), tmp_path / "out"
    with crash.computing(tmp_path / "log") as begun:
        assert crash.killed_at(papers, out, border).orphans == ()
        assert crash.tables(out) == {}
        crash.run(papers, out, workers=2)
        assert len(set(begun())) == 4 and len(begun()) <= 4 + 2
    assert crash.tables(out) == wanted
    assert len(list((out / ".litmine" / "parts").iterdir())) == 4


def test_a_run_whose_processes_are_killed_loses_nothing(papers: Path, tmp_path: Path) -> None:
    wanted, out, lot = undisturbed(papers, tmp_path / "undisturbed"), tmp_path / "out", random.Random(7)
    for seconds in (0.02, 0.1, 0.3):
        crash.child_killed_after(papers, out, seconds, lot)
        assert crash.tables(out) in ({}, wanted)
        crash.killed_after(papers, out, seconds)
    crash.run(papers, out)
    assert crash.tables(out) == wanted


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "soak.disk", "--sizes", "1", "--papers", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert disk.MISSING in done.stdout or "full: held: 1" in done.stdout


def test_a_full_disk_is_loud_and_leaves_the_old_tables(papers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    old = undisturbed(papers, out)
    write(papers, "7.txt", 66)
    for at in (1, 6, 15):
        told = crash.failing(papers, out, at)
        assert told.startswith(f"[Errno {errno.ENOSPC}]")
        assert crash.tables(out) == old
    crash.run(papers, out)
    assert crash.tables(out) == undisturbed(papers, tmp_path / "fresh")


def test_a_second_run_on_a_folder_is_refused_at_once(papers: Path, tmp_path: Path) -> None:
    holding = "import sys, time; from pathlib import Path; from pipeline import ledger\nwith ledger.alone(Path(sys.argv[1])):\n    print('held', flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", holding, str(tmp_path / "out")], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        began = time.monotonic()
        with pytest.raises(ledger.RunningError, match=f"process {holder.pid}"):
            crash.run(papers, tmp_path / "out")
        assert time.monotonic() - began < 2.5
    finally:
        holder.kill()
        holder.communicate()
    assert crash.run(papers, tmp_path / "out").statuses["ok"] == 4


def test_the_lock_ends_with_its_process(tmp_path: Path) -> None:
    with ledger.alone(tmp_path / "out"):
        handle = os.open(tmp_path / ".out.lock", os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(handle)
    assert list(tmp_path.iterdir()) == []


def test_status_tells_what_a_rerun_would_do(papers: Path, tmp_path: Path) -> None:
    (papers / "empty.txt").write_text("", encoding="utf-8")
    crash.run(papers, tmp_path / "out")
    write(papers, "1.txt", 71)
    write(papers, "9.txt", 72)
    (papers / "3.txt").unlink()
    told = CliRunner().invoke(app, ["status", str(tmp_path / "out")])
    assert told.exit_code == 0
    for line in (
        "new: 1 (9.txt)",
        "changed: 1 (1.txt)",
        "removed: 1 (3.txt)",
        "unchanged: 3 (0.txt, 2.txt, empty.txt)",
    ):
        assert line in told.output
    assert "failed" in told.output


def test_status_of_a_folder_without_a_ledger(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["status", str(tmp_path)])
    assert told.exit_code == 2
