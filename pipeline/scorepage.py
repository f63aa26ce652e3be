"""`score.html`: the score as one page that loads nothing, in which every figure opens its sentences.

The claims of gold and run stand in it with what is right at each tier, and the browser counts, filters and shows.
Sentences of test texts are left out: their figures are told, and nobody tunes an extractor on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.claimpages import Row, claim_row, framed, sentence_parts
from pipeline.inert import visible
from pipeline.scoring import mentions, scorecard
from pipeline.scoring.counts import places
from pipeline.scoring.papers import Paper, Told, language_of
from pipeline.scoring.passages import sentence_at
from pipeline.scoring.tiers import TIERS, key


def page(card: scorecard.Scorecard, papers: Sequence[Paper]) -> str:
    """The page as text.

    Args:
        card: The figures.
        papers: The papers that they were taken on.
    """
    facts = {name: value for name, value in card.facts.items() if name not in ("digests", "bootstrap")}
    content = {
        "headline": visible(scorecard.headline(card)),
        "tiers": TIERS,
        "parts": (*(part for part in scorecard.PARTS if part != "mechanism"), *scorecard.SETS, "mechanism"),
        "cells": [one.plain() for one in card.cells],
        "facts": _made_visible(facts),
        "claims": [row for paper in papers if paper.shown for row in _claims(paper)],
        "mentions": [row for paper in papers if paper.shown for row in _mentions(paper)],
        "hidden": [visible(paper.document) for paper in papers if not paper.shown],
    }
    return framed("score", content)


def _made_visible(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, Mapping):
        return {name: _made_visible(held) for name, held in value.items()}
    return [_made_visible(held) for held in value] if isinstance(value, list | tuple) else value


def _claims(paper: Paper) -> Iterator[Row]:
    """Every claim of gold and run: what it says, where, and at which tiers the other side has it."""
    known: dict[tuple[object, ...], int] = {}
    for side, ours, theirs in (("gold", paper.wanted, paper.told), ("made", paper.told, paper.wanted)):
        held = {(tier, located): places(theirs, tier, located) for tier in TIERS for located in (False, True)}
        for one in ours:
            yield claim_row(paper, one, side) | {
                "keys": {tier: [_number(known, one, tier, located) for located in (False, True)] for tier in TIERS},
                "hits": {
                    tier: [_place(one, tier, located) in held[tier, located] for located in (False, True)]
                    for tier in TIERS
                },
            }


def _place(one: Told, tier: str, located: bool) -> tuple[tuple[str, ...], int]:
    return key(one.statement, tier), one.start if located else -1


def _number(known: dict[tuple[object, ...], int], one: Told, tier: str, located: bool) -> int:
    """A number by which the page knows equal claims of a paper."""
    return known.setdefault((tier, located, _place(one, tier, located)), len(known))


def _mentions(paper: Paper) -> Iterator[Row]:
    """Mentions that the run missed, and, where gold marks all, those that it made and should not have (strict)."""
    held = mentions.sides(paper)
    wanted, made = ({(m.start, m.end, m.type): m for m in side} for side in (held.wanted, held.made))
    wrong = made.keys() - wanted.keys() if held.exhaustive else set()
    for side, places_of, marks in (("gold", wanted.keys() - made.keys(), wanted), ("made", wrong, made)):
        for place in sorted(places_of):
            mark = marks[place]
            start, end = sentence_at(paper.text, mark.start)
            near = [m for m in paper.made.mentions if m.overlaps(mark)] if side == "gold" else []
            parts, ends = sentence_parts(paper.text[start:end], start, (mark,), ())
            yield {
                "side": side, "type": mark.type, "document": visible(paper.document),
                "language": language_of(paper.text[start:end]), "name": visible(mark.name),
                "instead": [visible(f"{m.text} ({m.type})") for m in near], "parts": parts, "ends": ends,
                "gold": "all mentions" if held.exhaustive else "claims only",
            }  # fmt: skip
