"""Speed, memory, start-up, growth and scaling of the program, beside a plain stack of the same libraries, in one run.

    python -m bench [FOLDER] [--extractors rules hybrid] [--rounds 3] [--megabytes 0.2] [--documents 100]
                    [--workers 1 2] [--engines local dask] [--write]

FOLDER defaults to the five reviews in ../shared/reviews and, where these are missing, to the demo corpus; a generated
corpus of so many megabytes is measured beside it. `--documents 10000` measures growth to so many papers. `--write` puts
the figures into docs/benchmarks.md, docs/benchmarks.svg and docs/scaling.md.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import warnings
from importlib.util import find_spec
from pathlib import Path

from bench import pages, papers, running, speed
from bench.pages import Figures


def measure(told: argparse.Namespace) -> Figures:
    """All figures; each is printed when it is there."""
    figures = Figures()
    for held in _corpora(told.folder, told.megabytes):
        for name in told.extractors:
            _add(figures.speeds, speed.version(held, name, told.rounds))
        for stack in (speed.plain, speed.plain_with_linker):
            _add(figures.speeds, stack(held, told.rounds))
    for what, took in running.start_up(told.rounds).items():
        figures.start_up[what] = took
        print(f"{what}: {took.wall:.2f} s, {took.mebibytes:,.0f} MiB", flush=True)
    for documents in _powers(told.documents):
        _add(figures.growth, running.growth(documents, max(told.workers)))
    for found in running.by_workers(min(told.documents, 1000), told.workers, told.engines):
        _add(figures.workers, found)
    return figures


def _add(figures: list[object], found: object) -> None:
    figures.append(found)
    print(pages.line(found), flush=True)


def _corpora(folder: Path, megabytes: float) -> list[speed.Corpus]:
    with tempfile.TemporaryDirectory() as place:
        size = len(papers.paper(0).encode("utf-8"))
        made = papers.write(Path(place) / "generated", max(1, round(megabytes * 2**20 / size)))
        return [speed.corpus(folder), speed.corpus(made, f"generated, {megabytes:g} MB")]


def _powers(documents: int) -> list[int]:
    return [10**power for power in range(1, 7) if 10**power <= documents]


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description="Speed and scaling of text to claims.")
    parser.add_argument("folder", nargs="?", type=Path, default=speed.REVIEWS if speed.REVIEWS.is_dir() else speed.DEMO)
    parser.add_argument("--extractors", nargs="+", default=["rules", "hybrid"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--megabytes", type=float, default=0.2)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--workers", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--engines", nargs="+", default=["local", *(["dask"] if find_spec("distributed") else [])])
    parser.add_argument("--write", action="store_true")
    told = parser.parse_args()
    warnings.simplefilter("ignore")
    print(
        f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; Han words by {'rjieba' if find_spec('rjieba') else 'jieba'}"
    )
    figures = measure(told)
    if told.write:
        print("\n".join(f"wrote {path}" for path in pages.write(figures)))


if __name__ == "__main__":
    main()
