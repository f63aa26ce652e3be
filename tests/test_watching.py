"""`litmine run --watch`: files that arrive, grow and go; and how it ends."""

from __future__ import annotations

import csv
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.watching import Seen

PAPER = "# 甲类白血病\n\n## 1 机制\n\n维奈克拉是一种BCL-2抑制剂。\n"


def test_nothing_is_picked_up_while_nothing_changes() -> None:
    seen = Seen({"a": (1,)})
    assert seen.arrived({"a": (1,)}) is None


def test_a_file_that_grows_waits_until_it_holds_still() -> None:
    seen = Seen({"a": (1,)})
    assert [seen.arrived({"a": (1,), "b": (size,)}) for size in (1, 2, 3)] == [None, None, None]
    assert sorted(seen.arrived({"a": (1,), "b": (3,)}) or ()) == ["a", "b"]


def test_a_file_that_grows_does_not_hold_up_another() -> None:
    seen = Seen({})
    seen.arrived({"b": (1,), "c": (1,)})
    assert list(seen.arrived({"b": (2,), "c": (1,)}) or ()) == ["c"]


def test_a_known_file_that_is_written_again_keeps_its_rows_till_it_holds_still() -> None:
    seen = Seen({"a": (1,)})
    assert seen.arrived({"a": (2,)}) is None
    assert list(seen.arrived({"a": (2,)}) or ()) == ["a"]


def test_a_file_that_is_gone_is_told() -> None:
    seen = Seen({"a": (1,), "b": (1,)})
    assert list(seen.arrived({"a": (1,)}) or ()) == ["a"]


def documents(out: Path) -> dict[str, str]:
    try:
        with (out / "documents.csv").open(encoding="utf-8", newline="") as handle:
            return {row["path"]: row["status"] for row in csv.DictReader(handle)}
    except FileNotFoundError:
        return {}


def until(holds: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 120
    while not holds():
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.05)


def picked(folder: Path) -> list[str]:
    """The lines of pick-ups, which begin with the time."""
    return [line for line in (folder / "told").read_text().splitlines() if re.match(r"\d\d:\d\d:\d\d ", line)]


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers/a.md").write_text(PAPER, encoding="utf-8")
    command = [sys.executable, "-m", "pipeline.cli", "run", "papers", "--out", "out", "--no-server"]
    with (tmp_path / "told").open("w") as told, (tmp_path / "errors").open("w") as errors:
        process = subprocess.Popen(
            [*command, "--watch", "--every", "0.2"], cwd=tmp_path, text=True, stdout=told, stderr=errors,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
        yield process
        process.kill()
        process.wait()


def test_what_arrives_is_picked_up_and_an_interrupt_ends_it(tmp_path: Path, watched: subprocess.Popen[str]) -> None:
    until(lambda: documents(tmp_path / "out") == {"a.md": "ok"}, watched)
    (tmp_path / "papers/b.md").write_text(PAPER.replace("甲", "乙"), encoding="utf-8")
    until(lambda: documents(tmp_path / "out") == {"a.md": "ok", "b.md": "ok"}, watched)
    (tmp_path / "papers/a.md").unlink()
    until(lambda: documents(tmp_path / "out") == {"b.md": "ok"}, watched)
    until(lambda: len(picked(tmp_path)) == 2, watched)
    watched.send_signal(signal.SIGINT)
    assert watched.wait(timeout=60) == 130
    errors = (tmp_path / "errors").read_text()
    assert "Traceback" not in errors and "interrupted" in errors
    assert "1 computed: 2 documents" in picked(tmp_path)[0] and "0 computed, 1 gone: 1 documents" in picked(tmp_path)[1]
