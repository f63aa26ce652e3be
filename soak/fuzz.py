"""Fuzzed inputs, read and extracted in child processes with limits: no traceback, no hang, no gigabyte.

    python -m soak.fuzz [--count 5000] [--formats txt md jats html docx pdf] [--extract 0.25] [--first 0] [--workers 2]

Each input is a file of a format and number (`soak.mutants`). A child takes many, one after the other; what it may do with one
is to read it, or to refuse it (`ReadingError`). Of those that were read, a share is extracted and its rows are held against
the tables. A PDF is opened in the child itself, which is quick; where that ends the child, the input is done again as a run
does it. `python -m soak.fuzz --show FORMAT NUMBER` writes one input to the standard output.
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from soak import mutants

ROOT = Path(__file__).resolve().parents[1]
FORMATS = tuple(mutants.ENDINGS)
BATCH = 500
HANG_SECONDS = 30
MEMORY = 1 << 30
_ROOM = 4 << 30


class HangError(Exception):
    """One input took too long."""


def _hang(*_: object) -> None:
    raise HangError(f"more than {HANG_SECONDS} s")


def child(file_format: str, first: int, count: int, extract: float, isolated: bool) -> None:
    """Does inputs one after the other and prints a line for each, before it is begun and when it is done."""
    resource.setrlimit(resource.RLIMIT_AS, (_ROOM, _ROOM))
    signal.signal(signal.SIGALRM, _hang)
    if file_format == "pdf" and not isolated:
        from pipeline.reading import glyphs, pdf

        pdf.told = lambda delivery: glyphs.told(delivery.data)
    every = round(1 / extract) if extract else 0
    if every:
        from pipeline import extractor

        extractor.load("rules")
    for number in range(first, first + count):
        data = mutants.mutant(file_format, number)
        print(json.dumps({"begun": number}), flush=True)
        began = time.monotonic()
        signal.alarm(HANG_SECONDS)
        try:
            told = _done(file_format, number, data, bool(every) and number % every == 0)
        except HangError as error:
            told = {"kind": "hang", "why": str(error)}
        except BaseException as error:
            told = {"kind": "traceback", "why": _where(error)}
        signal.alarm(0)
        seconds = time.monotonic() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps({"done": number, "seconds": seconds, "memory": memory, **told}), flush=True)


def _where(error: BaseException) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {str(error)[:120]} ({Path(frame.filename).name}:{frame.lineno})"


def _done(file_format: str, number: int, data: bytes, extracted: bool) -> dict[str, Any]:
    from pipeline import reading
    from pipeline.reading.files import delivered

    try:
        document = reading.read_delivery(delivered(data, f"{number}{mutants.ENDINGS[file_format]}", file_format))
    except reading.ReadingError as error:
        return {"kind": "refused", "why": " ".join(word for word in error.reason.split() if word.isalpha())[:60]}
    if not extracted:
        return {"kind": "read", "why": ""}
    from pipeline import extractor
    from pipeline.assembling.rows import paper_rows
    from pipeline.assembling.schemas import validate
    from pipeline.assembling.tables import tables

    loaded = extractor.load("rules")
    validate(tables([paper_rows(document, loaded.extract(document), loaded.label)]))
    return {"kind": "extracted", "why": ""}


@dataclass(slots=True)
class Found:
    """What came of the inputs of one format."""

    kinds: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    bad: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    slowest: tuple[float, int] = (0.0, -1)
    memory: int = 0

    def add(self, one: dict[str, Any]) -> None:
        self.kinds[one["kind"]] += 1
        if one["kind"] == "refused":
            self.refusals[one["why"]] += 1
        elif one["kind"] in ("traceback", "hang", "killed"):
            self.bad[f"{one['kind']}: {one['why']}"].append(one["done"])
        self.slowest = max(self.slowest, (one["seconds"], one["done"]))
        self.memory = max(self.memory, one["memory"])

    @property
    def good(self) -> bool:
        return not self.bad and self.memory < MEMORY

    def lines(self, file_format: str) -> Iterator[str]:
        counted = ", ".join(f"{count} {kind}" for kind, count in sorted(self.kinds.items()))
        yield (
            f"{file_format}: {sum(self.kinds.values())} inputs: {counted}; slowest {self.slowest[0]:.1f} s "
            f"(number {self.slowest[1]}), most memory {self.memory >> 20} MiB"
        )
        yield from (f"    refused {count}: {why}" for why, count in self.refusals.most_common(8))
        yield from (f"    BAD {what}: numbers {numbers[:5]} ({len(numbers)})" for what, numbers in self.bad.items())


def batch(file_format: str, first: int, count: int, extract: float) -> Iterator[dict[str, Any]]:
    """The outcomes of a batch; a child that dies is gone on with behind the input that it died of."""
    stop, isolated = first + count, False
    while first < stop:
        size = 1 if isolated else stop - first
        arguments = [file_format, str(first), str(size), str(extract), "isolated" if isolated else "open"]
        command = [sys.executable, "-m", "soak.fuzz", "--child", *arguments]
        limit = 120 + size * HANG_SECONDS
        lines, ended = _output(command, limit)
        done = [line for line in lines if "done" in line]
        yield from done
        first += len(done)
        if len(done) == size:
            isolated = False
        elif isolated or file_format != "pdf":
            yield {"done": first, "kind": "killed", "why": ended, "seconds": 0.0, "memory": 0}
            first, isolated = first + 1, False
        else:
            isolated = True


def _output(command: list[str], seconds: int) -> tuple[list[dict[str, Any]], str]:
    try:
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=False)
        output, why = ended.stdout, f"exit {ended.returncode} {ended.stderr.strip().splitlines()[-1:]}"
    except subprocess.TimeoutExpired as error:
        output, why = (error.stdout or b"").decode() if isinstance(error.stdout, bytes) else "", "no answer"
    return [json.loads(line) for line in output.splitlines() if line.startswith("{") and line.endswith("}")], why


def fuzzed(
    file_format: str, first: int, count: int, extract: float, workers: int, watch: Callable[[int], None]
) -> Found:
    """All inputs of a format.

    Args:
        file_format: One of `FORMATS`.
        first, count: The numbers of the inputs.
        extract: The share of what is read that is extracted, too.
        workers: Children at once.
        watch: Told how many inputs were done.
    """
    found = Found()
    with ThreadPoolExecutor(workers) as pool:
        sizes = [(at, min(BATCH, first + count - at)) for at in range(first, first + count, BATCH)]
        waiting = [pool.submit(lambda at, size: list(batch(file_format, at, size, extract)), *one) for one in sizes]
        for ended in as_completed(waiting):
            outcomes = ended.result()
            for one in outcomes:
                found.add(one)
            watch(len(outcomes))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="soak.fuzz", description="Fuzzed inputs in every format.")
    parser.add_argument("--count", type=int, default=5000, help="Inputs of each format.")
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=list(FORMATS))
    parser.add_argument("--extract", type=float, default=0.25, help="Share of what is read that is extracted, too.")
    parser.add_argument("--first", type=int, default=0, help="Number of the first input.")
    parser.add_argument("--workers", type=int, default=2, help="Processes at once.")
    parser.add_argument("--show", nargs=2, metavar=("FORMAT", "NUMBER"), help="Write one input out.")
    parser.add_argument("--child", nargs=5, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        file_format, first, count, extract, how = given.child
        child(file_format, int(first), int(count), float(extract), how == "isolated")
        return 0
    if given.show:
        sys.stdout.buffer.write(mutants.mutant(given.show[0], int(given.show[1])))
        return 0
    good = []
    with Progress(console=Console(stderr=True)) as bar:
        for file_format in given.formats:
            task = bar.add_task(file_format, total=given.count)
            found = fuzzed(
                file_format,
                given.first,
                given.count,
                given.extract,
                given.workers,
                lambda n, at=task: bar.advance(at, n),
            )
            good.append(found.good)
            print("\n".join(found.lines(file_format)), flush=True)
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
