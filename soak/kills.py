"""Runs killed at every step on the disk, and disks that fail at every step: what `tests/test_ledger.py` samples, in full.

    python -m soak.kills [--points 300] [--papers 6]

Each point: a run in a process of its own is killed (or its disk is full, or fails) at that step; the tables must be the old
ones or the new ones, and a rerun must give, byte for byte, the tables of an undisturbed run.
"""

from __future__ import annotations

import argparse
import errno
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests import crash

ROOT = Path(__file__).resolve().parents[1]
FAULTS = {"kill": None, "disk full": errno.ENOSPC, "input/output error": errno.EIO}


def papers(folder: Path, count: int) -> Path:
    """The demo reviews cut into papers of some paragraphs."""
    folder.mkdir()
    parts = [
        part
        for path in sorted((ROOT / "corpora/demo").glob("*_*.*"))
        for part in path.read_text(encoding="utf-8").split("\n\n")
    ]
    size = max(1, len(parts) // count)
    for number in range(count):
        text = "\n\n".join(parts[number * size : (number + 1) * size])
        (folder / f"{number:02}.md").write_text(f"# 综述 {number}\n\n{text}\n", encoding="utf-8")
    return folder


def disturbed(given: Path, old: Path, out: Path, at: int, code: int | None) -> None:
    shutil.copytree(old, out)
    (given / "00.md").touch()
    if code is None:
        crash.killed(given, out, at)
    else:
        crash.failing(given, out, at, code)


def main() -> int:
    parser = argparse.ArgumentParser(prog="soak.kills", description="Runs that are cut short at every step.")
    parser.add_argument("--points", type=int, default=300)
    parser.add_argument("--papers", type=int, default=6)
    given = parser.parse_args()
    counted: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        source = papers(folder / "papers", given.papers)
        crash.run(source, folder / "old")
        before = crash.tables(folder / "old")
        changed = source / "00.md"
        changed.write_text(changed.read_text(encoding="utf-8") + "\n维奈克拉抑制BCL-2。\n", encoding="utf-8")
        (source / "99.md").write_text("# 新\n\n伊马替尼抑制ABL1。\n", encoding="utf-8")
        crash.run(source, folder / "new")
        wanted = crash.tables(folder / "new")
        shutil.copytree(folder / "old", folder / "counted")
        steps = crash.steps(source, folder / "counted")
        for point in range(given.points):
            fault, code = list(FAULTS.items())[point % len(FAULTS)]
            at, out = 1 + (point // len(FAULTS)) % steps, folder / f"point{point}"
            disturbed(source, folder / "old", out, at, code)
            mixed = crash.tables(out) not in (before, wanted)
            crash.run(source, out)
            lost = crash.tables(out) != wanted
            counted[f"{fault}: {'mixed tables' if mixed else 'lost rows' if lost else 'held'}"] += 1
            shutil.rmtree(out)
    print(f"{steps} steps on the disk in a run; {given.points} points")
    print("\n".join(f"  {what}: {count}" for what, count in sorted(counted.items())))
    return int(any("held" not in what for what in counted))


if __name__ == "__main__":
    sys.exit(main())
