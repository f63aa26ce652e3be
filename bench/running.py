"""The command itself, in processes of its own: start-up, cost by number of papers, memory, disk, several workers.

Seconds are of the wall and of the processor, workers included; memory is the largest process's.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import papers
from bench.measured import ROOT


@dataclass(frozen=True, slots=True)
class Took:
    """What a command took."""

    wall: float
    processor: float
    memory: int

    @property
    def mebibytes(self) -> float:
        return self.memory / 1024


@dataclass(frozen=True, slots=True)
class Growth:
    """What so many papers cost: a first run, one with nothing new, one with one paper more; bytes on the disk."""

    documents: int
    characters: int
    first: Took
    again: Took
    one_more: Took
    ledger: int
    tables: int


@dataclass(frozen=True, slots=True)
class Workers:
    """What the same papers cost with so many workers."""

    engine: str
    workers: int
    documents: int
    took: Took


def litmine(*arguments: object) -> Took:
    """Runs the command.

    Raises:
        RuntimeError: It failed.
    """
    command = [sys.executable, "-m", "bench.measured", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"litmine {' '.join(map(str, arguments))} failed: {done.stderr[-300:]}")
    wall, processor, memory = done.stdout.split()
    return Took(float(wall), float(processor), int(memory))


def best(rounds: int, *arguments: object) -> Took:
    """The fastest of several."""
    return min((litmine(*arguments) for _ in range(rounds)), key=lambda took: took.wall)


def start_up(rounds: int) -> dict[str, Took]:
    """`--help`, the first document of a new folder, and a second run with nothing new."""
    with tempfile.TemporaryDirectory() as place:
        source = papers.write(Path(place) / "papers", 1)
        out = Path(place) / "out"
        found = {"litmine --help": best(rounds, "--help")}
        found["first document"] = litmine("run", source, "--out", out, "--no-server")
        found["second run, nothing new"] = best(rounds, "run", source, "--out", out, "--no-server")
        return found


def growth(documents: int, workers: int) -> Growth:
    """The cost of so many generated papers."""
    with tempfile.TemporaryDirectory() as place:
        source, out = papers.write(Path(place) / "papers", documents), Path(place) / "out"
        run = ("run", source, "--out", out, "--no-server", "--workers", workers)
        first, again = litmine(*run), litmine(*run)
        (source / "one_more.md").write_text(papers.paper(documents), encoding="utf-8")
        one_more = litmine(*run)
        characters = sum(len(path.read_text(encoding="utf-8")) for path in source.rglob("*.md"))
        return Growth(documents, characters, first, again, one_more, _bytes(out / ".litmine"), _bytes(out, ".litmine"))


def _bytes(folder: Path, without: str = "\0") -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and without not in path.parts)


def by_workers(documents: int, counts: Sequence[int], engines: Sequence[str]) -> list[Workers]:
    """The same papers with more and more workers."""
    found = []
    with tempfile.TemporaryDirectory() as place:
        source = papers.write(Path(place) / "papers", documents)
        for engine in engines:
            for count in counts:
                out = Path(place) / f"{engine}{count}"
                took = litmine("run", source, "--out", out, "--no-server", "--workers", count, "--engine", engine)
                found.append(Workers(engine, count, documents, took))
    return found
