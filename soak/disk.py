"""A disk that is really full: runs on small file systems in memory, of every size up to one that is large enough.

    python -m soak.disk [--sizes 40] [--papers 4]

It mounts them in a user namespace of its own (`unshare`), which some systems do not permit; then it says so. Each run must end
with exit code 3 and one line that names a path of the run folder, leave no tables or the old ones, and, when there is room
again, a rerun must give what an undisturbed run gives.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from typer.testing import CliRunner

import pipeline
from pipeline.cli import ENVIRONMENT, OK, app
from soak import kills
from tests import crash

MISSING = "no file system can be mounted here (unshare -Urm)"


def is_permitted() -> bool:
    """Whether a user namespace with a mount of its own can be had."""
    command = ["unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return bool(shutil.which("unshare")) and subprocess.run(command, capture_output=True, check=False).returncode == 0


def held(source: Path, disk: Path, size: int, wanted: dict[str, bytes]) -> str:
    """What became of a run on a file system of so many KiB, and of the next one with room."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", disk], check=True)
    try:
        out = disk / "综述"
        command = ["run", str(source), "--out", str(out), "--no-server"]
        done = CliRunner().invoke(app, command)
        if done.exit_code == OK:
            return "large enough" if crash.tables(out) == wanted else f"{size} KiB: wrong tables"
        named = str(disk) in done.stderr and "No space left on device" in done.stderr and done.stderr.count("\n") == 1
        if done.exit_code != ENVIRONMENT or not named:
            return f"{size} KiB: exit code {done.exit_code}, {done.stderr!r}"
        if crash.tables(out) not in ({}, wanted):
            return f"{size} KiB: mixed tables"
        subprocess.run(["mount", "-o", "remount,size=256m", disk], check=True)
        again = CliRunner().invoke(app, command)
        is_well = again.exit_code == OK and crash.tables(out) == wanted
        return "full: held" if is_well else f"{size} KiB: the rerun fails, {again.stderr!r}"
    finally:
        subprocess.run(["umount", disk], check=True)


def mounted(sizes: int, papers: int) -> int:
    """Everything, inside the namespace."""
    pipeline.load()
    counted: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        source, disk = kills.papers(Path(place, "papers"), papers), Path(place, "disk")
        crash.run(source, Path(place, "wanted"))
        wanted = crash.tables(Path(place, "wanted"))
        disk.mkdir()
        needed = sum(path.stat().st_size for path in Path(place, "wanted").rglob("*") if path.is_file()) // 1024
        for number in range(1, sizes + 1):
            counted[held(source, disk, 4 + needed * (2 * number - 1) // sizes, wanted)] += 1
    print("\n".join(f"{what}: {count}" for what, count in sorted(counted.items())))
    return int(any(what not in ("large enough", "full: held") for what in counted))


def main() -> int:
    parser = argparse.ArgumentParser(prog="soak.disk", description="Runs on disks that are full.")
    parser.add_argument("--sizes", type=int, default=40)
    parser.add_argument("--papers", type=int, default=4)
    parser.add_argument("--mounted", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.mounted:
        return mounted(given.sizes, given.papers)
    if not is_permitted():
        print(f"left out: {MISSING}")
        return 0
    command = ["unshare", "-Urm", sys.executable, "-m", "soak.disk", "--mounted"]
    os.execvp(command[0], [*command, "--sizes", str(given.sizes), "--papers", str(given.papers)])


if __name__ == "__main__":
    sys.exit(main())
