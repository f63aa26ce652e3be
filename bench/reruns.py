"""How long a rerun takes that has nothing to do, and one to which a paper was added, as a user sees it.

    python -m bench.reruns [--papers 1000]

Each command is a process of its own; of several tries the best counts. The papers are short, for what takes long in a
rerun is their number: each is looked at and its digest taken.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXT = "# 综述 {number}\n\n## 1 机制\n\n维奈克拉（venetoclax）抑制BCL-2。VIALE-A试验（n={number}）中CR率为{rate}%。\n"


def write(folder: Path, number: int) -> None:
    (folder / f"{number:05}.md").write_text(TEXT.format(number=number, rate=number % 100), encoding="utf-8")


def timed(*arguments: object) -> tuple[float, str]:
    """Seconds that a command takes, and what it prints."""
    command = [sys.executable, "-m", "pipeline.cli", *map(str, arguments)]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return time.perf_counter() - start, done.stdout


def computed(told: str) -> str:
    found = re.search(r"documents computed now\D+(\d[\d,]*)", told)
    return found[1] if found else "?"


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.reruns", description="Seconds of reruns.")
    parser.add_argument("--papers", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        papers, out = Path(place, "papers"), Path(place, "out")
        papers.mkdir()
        for number in range(given.papers):
            write(papers, number)
        run = ("run", papers, "--out", out)
        rows = [("first run", *timed(*run, "--no-server", "--workers", 2))]
        rows.append(("nothing new", *min(timed(*run) for _ in range(3))))
        rows.append(("status", *min(timed("status", out) for _ in range(3))))
        write(papers, given.papers)
        rows.append(("one paper more, --no-server", *timed(*run, "--no-server")))
        write(papers, given.papers + 1)
        rows.append(("one paper more, Prefect", *timed(*run)))
    for name, seconds, told in rows:
        print(f"{name}: {seconds:.1f} s" + (f", {computed(told)} computed" if "computed now" in told else ""))


if __name__ == "__main__":
    main()
