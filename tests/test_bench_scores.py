"""The README's table of scores is what the extractor scores now."""

from __future__ import annotations

from pathlib import Path

from bench import scores
from pipeline import settings

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_readmes_scores_are_current() -> None:
    reviews = settings.read().reviews
    made = scores.table(scores.CORPORA, scores.ROOT / reviews)
    told = scores.held(README)
    if (scores.ROOT / reviews).is_dir():
        assert made == told
    else:  # the reviews' texts are not at hand: their rows cannot be measured
        rows = [line for line in told.splitlines() if not line.startswith("| reviews")]
        assert made.splitlines() == rows
