"""A run folder scored: its tables against a gold set, told in `score.json` and `score.html` beside the tables.

The room `scoring` measures and knows no page; `scorepage` makes one of the report's parts. Here the two meet.

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

from pipeline import scorepage
from pipeline.scoring import papers, scorecard

SCORE, PAGE = "score.json", "score.html"


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
