"""Runs that are killed anywhere, and disks that fail at every step: what `tests/test_ledger.py` samples, in full.

    python -m soak.kills [--points 300] [--every 1] [--papers 8]

At each point a run is killed at a border between its parts or at a random moment, or one of its child processes is; at
each step on the disk it is killed, or the disk is full or fails from there on. The tables must be the old ones or the new
ones, no process may be left, a rerun must give the tables of an undisturbed run, byte for byte, and no more papers may
be begun twice than there are workers.
"""

from __future__ import annotations

import argparse
import errno
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pipeline
from tests import crash

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 2
FAULTS = {"disk full": errno.ENOSPC, "input/output error": errno.EIO}
Disturb = Callable[[Path], crash.Disturbed | None]


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


@dataclass(frozen=True)
class Bench:
    """A folder with an old run, and what a run makes of the papers as they are now."""

    folder: Path
    source: Path
    before: dict[str, bytes]
    wanted: dict[str, bytes]
    waiting: int
    seconds: float

    def held(self, disturb: Disturb, begun: Callable[[], list[str]], number: int) -> str:
        """What became of one disturbed run."""
        out, started = self.folder / f"point{number}", len(begun())
        shutil.copytree(self.folder / "old", out)
        done = disturb(out)
        mixed = crash.tables(out) not in (self.before, self.wanted)
        crash.run(self.source, out, WORKERS)
        twice = len(begun()) - started - self.waiting
        faults = {
            "mixed tables": mixed,
            "processes left": done is not None and bool(done.orphans),
            "lost rows": crash.tables(out) != self.wanted,
            f"{twice} papers begun twice": twice > WORKERS,
            "files left": any(out.name in path.name and path != out for path in self.folder.iterdir())
            or {path.name for path in out.iterdir()} != {path.name for path in (self.folder / "new").iterdir()}
            or len(list((out / ".litmine/parts").iterdir())) != len(list(self.source.iterdir())),
        }
        shutil.rmtree(out)
        return ", ".join(name for name, is_so in faults.items() if is_so) or "held"


def bench(folder: Path, count: int) -> Bench:
    """Half of the papers are in the old run, one of them has changed since, and the others are new."""
    source = papers(folder / "papers", count)
    later = folder / "later"
    later.mkdir()
    for path in sorted(source.iterdir())[count // 2 :]:
        path.rename(later / path.name)
    crash.run(source, folder / "old")
    for path in later.iterdir():
        path.rename(source / path.name)
    changed = source / "00.md"
    changed.write_text(changed.read_text(encoding="utf-8") + "\n维奈克拉抑制BCL-2。\n", encoding="utf-8")
    shutil.copytree(folder / "old", folder / "new")
    start = time.monotonic()
    done = crash.run(source, folder / "new", WORKERS)
    seconds = time.monotonic() - start
    return Bench(folder, source, crash.tables(folder / "old"), crash.tables(folder / "new"), done.computed, seconds)


def kills(made: Bench, points: int) -> Iterator[tuple[str, Disturb]]:
    """Kills at borders, at random moments, and of child processes at random moments, in turn."""
    lot = random.Random(0)
    for point in range(points):
        border, seconds = crash.BORDERS[point // 3 % len(crash.BORDERS)], lot.uniform(0, made.seconds)
        yield (
            ("killed at a border", partial(crash.killed_at, made.source, border=border)),
            ("killed at a moment", partial(crash.killed_after, made.source, seconds=seconds)),
            ("a child killed", partial(crash.child_killed_after, made.source, seconds=seconds, lot=lot)),
        )[point % 3]


def steps(made: Bench, every: int) -> Iterator[tuple[str, Disturb]]:
    """Each step on the disk, with a kill and with each fault."""
    shutil.copytree(made.folder / "old", made.folder / "counted")
    for at in range(1, crash.steps(made.source, made.folder / "counted") + 1, every):
        yield "killed at a step", partial(_silent, crash.killed, made.source, at)
        for name, code in FAULTS.items():
            yield f"{name} at a step", partial(_silent, partial(crash.failing, code=code), made.source, at)


def _silent(act: Callable[[Path, Path, int], object], source: Path, at: int, out: Path) -> None:
    act(source, out, at)


def main() -> int:
    parser = argparse.ArgumentParser(prog="soak.kills", description="Runs that are cut short anywhere.")
    parser.add_argument("--points", type=int, default=300, help="kills at borders and moments")
    parser.add_argument("--every", type=int, default=1, help="each how-many-th step on the disk; 0 for none")
    parser.add_argument("--papers", type=int, default=8)
    given = parser.parse_args()
    counted: Counter[str] = Counter()
    pipeline.load()
    with tempfile.TemporaryDirectory() as place, crash.computing(Path(place, "log")) as begun:
        made = bench(Path(place), given.papers)
        print(f"an undisturbed run computes {made.waiting} papers in {made.seconds:.1f} s", flush=True)
        points = [*kills(made, given.points), *(steps(made, given.every) if given.every else ())]
        for number, (what, disturb) in enumerate(points):
            counted[told := f"{what}: {made.held(disturb, begun, number)}"] += 1
            if number % 25 == 24 or not told.endswith(": held"):
                print(f"point {number + 1} of {len(points)}, {told}", flush=True)
    print(f"{len(points)} points")
    print("\n".join(f"  {what}: {count}" for what, count in sorted(counted.items())))
    return int(any(not what.endswith(": held") for what in counted))


if __name__ == "__main__":
    sys.exit(main())
