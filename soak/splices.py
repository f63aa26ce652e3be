"""Papers spliced at random from our own sentences: whatever stands beside what, nothing ends the reading.

    python -m soak.splices [--papers 500] [--seed 1] [--show NUMBER]

Sentences of the practice texts are put together, cut and continued by others, their figures replaced, their clauses put
into the cells of tables. What such a paper states means nothing; that it is read to its end is what counts. The same number
and seed give the same paper; the exit code is 1 where any ended with an error.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import traceback
import warnings
from collections.abc import Sequence
from functools import cache
from pathlib import Path

PRACTICE = Path(__file__).resolve().parents[1] / "corpora" / "practice"
_LINES = 60
_FIGURES = ("0", "1", "5", "12", "100", "1.5", "0.03", "1,234", "≥", "~", "NR")


def practice_texts() -> list[Path]:
    """The files of the practice texts, by name."""
    return sorted(path for path in PRACTICE.iterdir() if path.suffix in (".md", ".txt"))


@cache
def sentences() -> tuple[str, ...]:
    """Sentences and clauses of the practice texts, of a usual length."""
    texts = [path.read_text(encoding="utf-8") for path in practice_texts()]
    parts = (part for text in texts for part in re.split(r"(?<=[。.;；,，])\s*|\n", text))
    return tuple(part for part in parts if 3 < len(part) < 300)


def paper(number: int, seed: int = 1) -> str:
    """A paper by its number.

    >>> paper(3) == paper(3), paper(3) == paper(4)
    (True, False)
    """
    lot = random.Random(f"{seed}/{number}")
    lines = (_line(lot.choice(sentences()), lot.choice(sentences()), lot) for _ in range(_LINES))
    return "# 题\n\n## 1 结果\n\n" + "\n".join(lines) + "\n"


def _line(first: str, second: str, lot: random.Random) -> str:
    kind = lot.choices(("beside", "cut", "figures", "row"), (40, 30, 15, 15))[0]
    if kind == "cut":
        return first[: lot.randrange(len(first))] + second[lot.randrange(len(second)) :]
    if kind == "figures":
        return re.sub(r"\d+", lambda found: lot.choice(_FIGURES), first)
    if kind == "row":
        return f"| {' | '.join(part.strip() for part in re.split('[,，、]', first + second))} |"
    return first + second


def failures(numbers: Sequence[int], seed: int = 1) -> dict[int, str]:
    """The papers that end with an error, and the error's last lines."""
    from pipeline import extractor, reading

    rules, found = extractor.load("rules"), dict[int, str]()
    for number in numbers:
        try:
            rules.extract(reading.read_text(paper(number, seed), "spliced.md", "md"))
        except Exception:
            found[number] = "".join(traceback.format_exc().splitlines(keepends=True)[-4:])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="soak.splices", description="Reads papers spliced from our own sentences.")
    parser.add_argument("--papers", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int)
    told = parser.parse_args()
    if told.show is not None:
        print(paper(told.show, told.seed), end="")
        return
    warnings.simplefilter("ignore")
    found = failures(range(told.papers), told.seed)
    for number, error in found.items():
        print(f"paper {number}:\n{error}")
    print(f"{told.papers - len(found)} of {told.papers} read to the end")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
