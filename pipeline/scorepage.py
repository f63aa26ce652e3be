"""`score.html`: the score as one page that loads nothing, in which every figure opens its sentences.

The page is made of the report's parts (style, inert text, marked mentions); the claims of gold and run stand in it as
JSON with what is right at each tier, and the browser counts, filters and shows. Sentences of test texts are left out:
their figures are told, and nobody tunes an extractor on them.

>>> from pipeline.scoring.annotation import Mark
>>> drug, gene = Mark(0, 4, "DRUG", "硼替佐米", "bortezomib"), Mark(6, 10, "GENE", "蛋白酶体", "proteasome")
>>> parts, ends = sentence_parts("硼替佐米抑制蛋白酶体。", 0, (drug, gene), ())
>>> parts[0], parts[1], ends
([0, 'DRUG', ['bortezomib'], ['硼替佐米']], '抑制', [0, 1])
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.assembling import marked
from pipeline.assembling.inert import embedded, visible
from pipeline.assembling.marked import Part, Place
from pipeline.assembling.words import PAGE, words
from pipeline.records import Language
from pipeline.scoring import mentions, scorecard
from pipeline.scoring.annotation import Mark
from pipeline.scoring.counts import places
from pipeline.scoring.papers import Paper, Told, language_of
from pipeline.scoring.passages import sentence_at
from pipeline.scoring.tiers import TIERS, key
from pipeline.scoring.vocabulary import FIGURE_FIELDS

_OWN = Path(__file__).resolve().parent / "scoring" / "page"
_SLOT = re.compile(r"/\*(style|data|script)\*/")
_LENGTH = 1200
Row = dict[str, Any]


def page(card: scorecard.Scorecard, papers: Sequence[Paper]) -> str:
    """The page as text.

    Args:
        card: The figures.
        papers: The papers that they were taken on.
    """
    facts = {name: value for name, value in card.facts.items() if name not in ("digests", "bootstrap")}
    content = {
        "words": {language: _words(language) for language in ("zh", "en")},
        "headline": visible(scorecard.headline(card)),
        "tiers": TIERS,
        "parts": (*(part for part in scorecard.PARTS if part != "mechanism"), *scorecard.SETS, "mechanism"),
        "cells": [one.plain() for one in card.cells],
        "facts": _made_visible(facts),
        "claims": [row for paper in papers if paper.shown for row in _claims(paper)],
        "mentions": [row for paper in papers if paper.shown for row in _mentions(paper)],
        "hidden": [visible(paper.document) for paper in papers if not paper.shown],
    }
    style = (PAGE / "page.css").read_text(encoding="utf-8") + _part("score.css")
    fillings = {"style": style, "script": _part("score.js"), "data": embedded(content)}
    return _SLOT.sub(lambda slot: fillings[slot[1]], _part("score.html"))


def _part(name: str) -> str:
    return (_OWN / name).read_text(encoding="utf-8")


@cache
def _words(language: Language) -> dict[str, str]:
    """The report's words and the score's own."""
    with (_OWN / "words.tsv").open(encoding="utf-8", newline="") as handle:
        own = {r["key"]: r[language] for r in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)}
    return words(language) | own


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
            yield _claim(paper, one, side) | {
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


def _claim(paper: Paper, one: Told, side: str) -> Row:
    statement = one.statement
    others = (m for m in (*paper.made.mentions, *paper.gold.mentions) if one.start <= m.start < one.end)
    parts, ends = sentence_parts(paper.text[one.start : one.end], one.start, statement.marks, others)
    return {
        "side": side,
        "document": visible(paper.document),
        "split": paper.split,
        "half": visible(paper.half),
        "relation": statement.relation,
        "language": one.language,
        "section": visible(scorecard.value_of(one, "section")),
        "mechanism": visible(one.mechanism),
        "confidence": one.confidence,
        "start": one.start,
        "said": [visible(part) for part in _said(one)],
        "details": [visible(part) for part in _details(one)],
        "parts": parts,
        "ends": ends,
    }


def _said(one: Told) -> tuple[str, str, str]:
    """Subject, predicate, object; of a figure: endpoint and arm, statistic, value."""
    statement, fields = one.statement, one.statement.fields
    if statement.relation == "trial_metric":
        arm = f" · {fields.get('arm')}" if fields.get("arm") else ""
        return fields.get("metric", "") + arm, statement.predicate, fields.get("value", "") + fields.get("unit", "")
    subject, target = (mark.name if mark else "none" for mark in (statement.subject, statement.object))
    return subject, statement.predicate, target


_SAID = ("arm", "metric", "statistic", "value", "unit")


def _details(one: Told) -> Iterator[str]:
    statement = one.statement
    yield from (statement.polarity, statement.certainty, statement.setting, *statement.citations)
    names = (
        [name for name in FIGURE_FIELDS if name not in _SAID] if statement.relation == "trial_metric" else ["disease"]
    )
    yield from (f"{name}: {value}" for name in names if (value := statement.fields.get(name, "")))


def sentence_parts(
    sentence: str, begin: int, ends: Sequence[Mark], others: Iterable[Mark]
) -> tuple[list[Any], list[int]]:
    """A sentence cut into text and marks, and the numbers of the marks that are the ends of a claim.

    Args:
        sentence: Its text.
        begin: Its offset in the paper.
        ends: The claim's own marks; -1 stands for one that is not in the sentence.
        others: Further mentions in it; those that cross one of the claim's are left out.
    """
    shown = sentence[:_LENGTH]
    inside = [m for m in ends if begin <= m.start and m.end <= begin + len(shown)]
    kept = {m for m in others if m.end <= begin + len(shown) and not any(_crosses(m, end) for end in inside)}
    ordered = sorted({*inside, *kept}, key=lambda m: (m.start, -m.end, m.type, m.name))
    found = [Place(m.start - begin, m.end - begin, m.type, visible(m.name)) for m in ordered]
    numbers = marked.numbered(found)
    return [_cut(part) for part in marked.cut(shown, found)], [
        numbers.get((m.start - begin, m.end - begin), -1) for m in ends
    ]


def _crosses(one: Mark, other: Mark) -> bool:
    return one.overlaps(other) and not one.contains(other) and not other.contains(one)


def _cut(part: Part) -> Any:
    if isinstance(part, str):
        return part
    if isinstance(part, marked.Mark):
        return [part.number, part.type, list(part.names), [_cut(inner) for inner in part.parts]]
    return {"raised": part.text}


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
