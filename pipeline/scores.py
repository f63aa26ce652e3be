"""Run folders scored and compared: tables against a gold set, told in JSON and in a page beside the tables.

The room `scoring` measures and knows no page; `scorepage` and `comparepage` make pages of the report's parts. Here they
meet.

>>> from pipeline.scoring.counts import Count
>>> Count(3, 4, 3, 6).f1
0.6
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import comparepage, scorepage
from pipeline.scoring import comparison, papers, scorecard

SCORE, PAGE = "score.json", "score.html"
COMPARISON, COMPARISON_PAGE = "compare.json", "compare.html"


@dataclass(frozen=True, slots=True)
class Scored:
    """A scored run.

    Attributes:
        card: The figures.
        folder: The run folder.
        missing: Annotated texts that the run was not given.
    """

    card: scorecard.Scorecard
    folder: Path
    missing: tuple[str, ...]


def score(folder: Path, gold: Path, texts: Sequence[Path], split: str = "") -> Scored:
    """Scores a run folder and writes `score.json` and `score.html` into it.

    Args:
        folder: Tables of the contract, by litmine or any other system.
        gold: Folder of `.ann` files, or a folder of such folders.
        texts: Where annotated texts are that the gold set does not ship.
        split: Only texts of this split (`train`, `development`, `test`, `developed on`).

    Raises:
        ScoreError: Run or gold cannot be read, or share no text.
        TextMissingError, TextChangedError: A text is not there, or is another one.
        OSError: The run folder cannot be written; an earlier score stands as it was.
    """
    run, files = papers.run_from(folder), papers.gold_files(gold)
    found = papers.papers(run, files, texts, split)
    card = scorecard.scored(found, run, files)
    write(folder / SCORE, json.dumps(card.plain(), ensure_ascii=False, indent=1, allow_nan=False) + "\n")
    write(folder / PAGE, scorepage.page(card, found))
    return Scored(card, folder, papers.missing(files, found, split))


@dataclass(frozen=True, slots=True)
class Compared:
    """Two compared runs: the figures, and the folder that JSON and page are in."""

    found: comparison.Comparison
    folder: Path


def compare(
    first: Path, second: Path, gold: Path, texts: Sequence[Path], split: str = "", out: Path | None = None
) -> Compared:
    """Compares two run folders on one gold set; writes `compare.json` and `compare.html`.

    Args:
        first, second: Run folders, of litmine or any other system: A and B.
        gold, texts, split: As for `score`.
        out: Where the two files go; the second run's folder where it is not named.

    Raises:
        ScoreError: A run cannot be read, was last scored against another gold set or guideline, or is of other texts.
        OSError: The folder cannot be written.
    """
    files = papers.gold_files(gold)
    runs = [papers.run_from(folder) for folder in (first, second)]
    for folder in (first, second):
        _same_gold(folder, files)
    sides = [papers.papers(run, files, texts, split) for run in runs]
    names = (_name(first, runs[0]), _name(second, runs[1]))
    found = comparison.compared(names, sides[0], sides[1], files.digest())
    target = out or second
    target.mkdir(parents=True, exist_ok=True)
    write(target / COMPARISON, json.dumps(found.plain(), ensure_ascii=False, indent=1) + "\n")
    write(target / COMPARISON_PAGE, comparepage.page(found))
    return Compared(found, target)


def _name(folder: Path, run: papers.Run) -> str:
    return f"{folder.name} ({run.extractor})" if run.extractor else folder.name


def _same_gold(folder: Path, files: papers.GoldFiles) -> None:
    """Refuses a run whose score was taken on another gold set or under another guideline."""
    path = folder / SCORE
    if not path.is_file():
        return
    known = json.loads(path.read_text(encoding="utf-8")).get("gold", {})
    for fact, have, want in (
        ("gold set", str(known.get("digest", ""))[:12], files.digest()[:12]),
        ("guideline", known.get("guideline", ""), files.guideline),
    ):
        if have != want:
            raise papers.ScoreError(
                f"{path} was scored with another {fact} ({have}; now {want}); score the run again: litmine score {folder}"
            )


def write(path: Path, text: str) -> None:
    """Writes a file whole or not at all."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
