"""What the pages of scores are made of: one frame that loads nothing, and claims with their sentences.

The frame is filled with a style, a script and the page's content as JSON; the browser builds the page of it and sets
every text as text. Sentences are cut here, for offsets count code points and browsers count UTF-16 units.

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

from pipeline import marked
from pipeline.assembling.words import PAGE, words
from pipeline.inert import embedded, visible
from pipeline.marked import Part, Place
from pipeline.records import Language
from pipeline.scoring import scorecard
from pipeline.scoring.annotation import Mark
from pipeline.scoring.papers import Paper, Told
from pipeline.scoring.vocabulary import FIGURE_FIELDS

_OWN = Path(__file__).resolve().parent / "scoring" / "page"
_SLOT = re.compile(r"/\*(title|style|data|script)\*/")
_LENGTH = 1200
Row = dict[str, Any]


def framed(name: str, content: Mapping[str, Any]) -> str:
    """A page as text.

    Args:
        name: Of the page's own script (`score` for `score.js`).
        content: What the script shows, as plain values; the words of both languages are added.
    """
    held = {"words": {language: _words(language) for language in ("zh", "en")}, **content}
    fillings = {
        "title": f"litmine {name}",
        "style": (PAGE / "page.css").read_text(encoding="utf-8") + _part("kit.css"),
        "script": _part("kit.js") + _part(f"{name}.js"),
        "data": embedded(held),
    }
    return _SLOT.sub(lambda slot: fillings[slot[1]], _part("frame.html"))


def _part(name: str) -> str:
    return (_OWN / name).read_text(encoding="utf-8")


@cache
def _words(language: Language) -> dict[str, str]:
    """The report's words and those of the pages of scores."""
    with (_OWN / "words.tsv").open(encoding="utf-8", newline="") as handle:
        own = {r["key"]: r[language] for r in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)}
    return words(language) | own


def claim_row(paper: Paper, one: Told, side: str) -> Row:
    """A claim as a page shows it: what it says, its details, its sentence with the mentions marked.

    Args:
        paper: The paper that states it.
        one: The claim.
        side: `gold` or `made`.
    """
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
        "said": [visible(part) for part in said(one)],
        "details": [visible(part) for part in details(one)],
        "parts": parts,
        "ends": ends,
    }


def said(one: Told) -> tuple[str, str, str]:
    """Subject, predicate, object; of a figure: endpoint and arm, statistic, value."""
    statement, fields = one.statement, one.statement.fields
    if statement.relation == "trial_metric":
        arm = f" · {fields.get('arm')}" if fields.get("arm") else ""
        return fields.get("metric", "") + arm, statement.predicate, fields.get("value", "") + fields.get("unit", "")
    subject, target = (mark.name if mark else "none" for mark in (statement.subject, statement.object))
    return subject, statement.predicate, target


_SAID = ("arm", "metric", "statistic", "value", "unit")


def details(one: Told) -> Iterator[str]:
    """The qualifiers and further fields of a claim."""
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
