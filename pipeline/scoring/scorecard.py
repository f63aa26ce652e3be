"""The score of a run: every figure with its parts, as plain values for `score.json` and as tables for people.

The headline is the `triple` tier, micro, as sets per document, end to end. *Micro* counts all claims alike; *macro* is
the mean of the documents' F1. Parts: relation, language of the sentence, kind of section, mechanism (precision alone,
for gold has none), document, split and half.

>>> told(0.8125), told(float("nan")), bounds((0.7, 0.9))
('0.812', '–', '0.700–0.900')
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import reduce
from typing import Any

from pipeline.records import ENTITY_TYPES, RELATIONS
from pipeline.scoring import calibration, intervals, mentions
from pipeline.scoring.agreement import LABELLED, label, matched
from pipeline.scoring.annotation import Mark
from pipeline.scoring.counts import NAN, Chosen, Count, Sides, everything, places, sides, summed
from pipeline.scoring.intervals import Interval, Sample
from pipeline.scoring.papers import GoldFiles, Paper, Run, Told, language_of
from pipeline.scoring.passages import sentence_at
from pipeline.scoring.tiers import TIERS

HEADLINE = "triple"
PARTS = ("relation", "language", "section", "mechanism")
SETS = ("split", "half", "document")
PLACES = ("document", "sentence")
_SHOWN_MECHANISMS = 15
_NO_SECTION = "not read"
Table = tuple[Sequence[str], list[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the score.

    Attributes:
        part, value: Which claims (`language`, `zh`); both empty for all.
        tier: What has to be equal.
        place: `document` (sets per document) or `sentence` (located).
        interval: Of micro F1, over paragraphs within documents.
        documents_interval: Of micro F1, over documents; None for fewer than ten.
        macro: Mean F1 of the documents that have such claims, with its interval.
    """

    part: str
    value: str
    tier: str
    place: str
    count: Count
    interval: Interval
    documents_interval: Interval
    macro: float
    macro_interval: Interval

    def plain(self) -> dict[str, Any]:
        """The cell as plain values, rounded."""
        facts = {name: getattr(self, name) for name in ("part", "value", "tier", "place")}
        return facts | figures(self.count) | {
            "interval": self.interval,
            "documents_interval": self.documents_interval,
            "macro_f1": _rounded(self.macro),
            "macro_interval": self.macro_interval,
        }  # fmt: skip


def figures(count: Count) -> dict[str, float | None]:
    """A count with precision, recall and F1, rounded; None where there is nothing to divide by."""
    shares = {name: _rounded(getattr(count, name)) for name in ("precision", "recall", "f1")}
    return {name: _whole(value) for name, value in asdict(count).items()} | shares


def _rounded(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value


def value_of(told: Told, part: str) -> str:
    """The value that a claim has for a part."""
    if part == "section":
        return told.kind or _NO_SECTION
    return str(getattr(told, part))


def _chooser(part: str, value: str) -> Chosen:
    return everything if not part else lambda told: value_of(told, part) == value


def cell(papers: Sequence[Paper], tier: str, place: str = "document", part: str = "", value: str = "") -> Cell:
    """One figure over papers.

    Args:
        papers: The papers that count.
        tier: One of `TIERS`.
        place: One of `PLACES`.
        part, value: Restricts the claims; of a mechanism only precision has a meaning.
    """
    return _cell(_sides(papers, tier, place), tier, place, part, value)


def _sides(papers: Sequence[Paper], tier: str, place: str) -> list[Sides]:
    return [sides(one, tier, place == "sentence") for one in papers]


def _cell(held: Sequence[Sides], tier: str, place: str, part: str = "", value: str = "") -> Cell:
    chosen = _chooser(part, value) if part in PARTS else everything
    samples = [Sample(one.paper.sha256, one.by_paragraph(chosen)) for one in held]
    counted = reduce(Count.plus, (summed(one.table) for one in samples), Count())
    if part == "mechanism":
        alone = replace(counted, found=0, wanted=0)
        return Cell(part, value, tier, place, alone, None, None, NAN, None)
    each = [f1 for one in samples if one.table.any() and not math.isnan(f1 := summed(one.table).f1)]
    macro = sum(each) / len(each) if each else NAN
    over_documents = intervals.document_interval(samples)
    return Cell(
        part, value, tier, place, counted,
        intervals.interval(samples), over_documents, macro, intervals.macro_interval(samples),
    )  # fmt: skip


def _values(papers: Iterable[Paper], part: str) -> list[str]:
    """The values that occur, those of most claims first; relations in their own order."""
    if part == "relation":
        return list(RELATIONS)
    seen = Counter(value_of(one, part) for paper in papers for one in (*paper.wanted, *paper.told))
    return [value for value in sorted(seen, key=lambda value: (-seen[value], value)) if value]


def _sets(held: Sequence[Sides], name: str) -> dict[str, list[Sides]]:
    found: dict[str, list[Sides]] = {}
    for one in held:
        found.setdefault(str(getattr(one.paper, name)), []).append(one)
    return {value: found[value] for value in sorted(found) if value}


def cells(papers: Sequence[Paper]) -> list[Cell]:
    """Every figure of the claims: all, by part, by set of documents; at each tier, per document and located."""
    made = []
    for place in PLACES:
        for tier in TIERS:
            held = _sides(papers, tier, place)
            made.append(_cell(held, tier, place))
            made += [_cell(held, tier, place, part, v) for part in PARTS for v in _values(papers, part)]
            made += [_cell(some, tier, place, name, v) for name in SETS for v, some in _sets(held, name).items()]
    return made


# --- mentions -------------------------------------------------------------------------------------------------------


def _in_language(paper: Paper, language: str) -> Callable[[int], bool]:
    def inside(position: int) -> bool:
        start, end = sentence_at(paper.text, position)
        return language_of(paper.text[start:end]) == language

    return inside


def mention_rows(papers: Sequence[Paper]) -> list[dict[str, Any]]:
    """Mentions by type and by language, apart for texts where all are marked and where only those of claims are."""
    rows = []
    for exhaustive in (True, False):
        kept = [one for one in papers if (mentions.scope(one.gold) != "claims") is exhaustive]
        held = [mentions.sides(one) for one in kept]
        rows += [_mention_row(held, "type", kind, exhaustive) for kind in ("", *ENTITY_TYPES)]
        for language in ("zh", "en"):
            some = [mentions.sides(one, _in_language(one, language)) for one in kept]
            rows.append(_mention_row(some, "language", language, exhaustive))
    return [row for row in rows if row["strict"]["wanted"] or row["strict"]["made"]]


def _mention_row(held: Sequence[mentions.Sides], part: str, value: str, exhaustive: bool) -> dict[str, Any]:
    kind = value if part == "type" else ""
    row: dict[str, Any] = {"part": part, "value": value, "gold": "all mentions" if exhaustive else "claims only"}
    for scheme in mentions.SCHEMES:
        row[scheme.name] = _known(mentions.total(mentions.count(one, scheme, kind) for one in held), exhaustive)
    pairs = [mentions.linked(one, kind) for one in held]
    matched, right = (sum(pair[i] for pair in pairs) for i in (0, 1))
    row["linking"] = {"matched": matched, "right": right, "accuracy": _rounded(right / matched if matched else NAN)}
    row["named"] = _known(mentions.total(mentions.named(one, kind) for one in held), exhaustive)
    return row


def _known(count: Count, exhaustive: bool) -> dict[str, Any]:
    """Without all mentions marked, recall alone has a meaning."""
    unknown = {} if exhaustive else dict.fromkeys(("right", "made", "precision", "f1"))
    return figures(count) | unknown


# --- fields ---------------------------------------------------------------------------------------------------------


def field_rows(papers: Sequence[Paper]) -> list[dict[str, Any]]:
    """Of claims right at the `triple` tier, how often each further field is right: what keeps `full` down."""
    rows = []
    for relation in RELATIONS:
        both = [
            pair
            for one in papers
            for pair in matched(replace(one.gold, statements=one.gold.of(relation)), one.made, HEADLINE)
        ]
        for name in _FIELDS[relation]:
            right = sum(label(gold, name) == label(made, name) for gold, made in both)
            share = _rounded(right / len(both) if both else NAN)
            rows.append({"relation": relation, "field": name, "claims": len(both), "right": right, "share": share})
    return rows


_FIELDS = {**LABELLED, "trial_metric": ("unit", "ci_low", "ci_high", *LABELLED["trial_metric"])}


# --- mentions as the bound of claims --------------------------------------------------------------------------------


def bound_rows(papers: Sequence[Paper]) -> list[dict[str, Any]]:
    """How many wanted claims have both their mentions in the run, and how many of those were found (`triple`).

    What recognition and linking lose, told apart from what the claim rules lose: a wanted claim can be made where each
    of its ends overlaps a mention of the run with the same type and name.
    """
    rows = []
    for relation in RELATIONS:
        wanted = within = found = 0
        for one in papers:
            made = places(one.told, HEADLINE, False)
            for place, stated in places((t for t in one.wanted if t.relation == relation), HEADLINE, False).items():
                possible = any(_recognised(one, claim) for claim in stated)
                wanted, within, found = wanted + 1, within + possible, found + (possible and place in made)
        share = _rounded(found / within if within else NAN)
        rows.append({"relation": relation, "wanted": wanted, "recognised": within, "found": found, "recall": share})
    return rows


def _recognised(paper: Paper, claim: Told) -> bool:
    return all(_has(paper, mark) for mark in claim.statement.marks if mark.type not in mentions.UNLINKED)


def _has(paper: Paper, mark: Mark) -> bool:
    """Whether the run has a mention there with the same type and name."""
    marks = paper.made.mentions
    first = bisect_left(marks, mark.start - _REACH, key=lambda m: m.start)
    last = bisect_left(marks, mark.end, key=lambda m: m.start)
    alike = (m for m in marks[first:last] if m.type == mark.type and m.name.casefold() == mark.name.casefold())
    return any(m.overlaps(mark) for m in alike)


_REACH = 200


# --- the whole ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scorecard:
    """The score of a run as plain values."""

    cells: tuple[Cell, ...]
    facts: Mapping[str, Any]

    def find(self, tier: str = HEADLINE, place: str = "document", part: str = "", value: str = "") -> Cell:
        """One figure; by default the headline."""
        wanted = (part, value, tier, place)
        return next(one for one in self.cells if (one.part, one.value, one.tier, one.place) == wanted)

    def plain(self) -> dict[str, Any]:
        """What `score.json` holds."""
        return {**self.facts, "headline": self.find().plain(), "claims": [one.plain() for one in self.cells]}


def scored(papers: Sequence[Paper], run: Run, gold: GoldFiles) -> Scorecard:
    """The score of a run on papers.

    Args:
        papers: As `papers.papers` gives them.
        run: The run, for its name and digests.
        gold: The gold files, for digest and version.
    """
    judged = calibration.judged(papers, HEADLINE)
    found = cells(papers)
    headline = next(one for one in found if one.tier == HEADLINE)
    facts = {
        "extractor": run.extractor,
        "digests": run.manifest.get("digests", {}),
        "gold": {"digest": gold.digest(), "guideline": gold.guideline, "files": len(gold.files)},
        "documents": [
            {"document": one.document, "sha256": one.sha256, "half": one.half, "split": one.split} for one in papers
        ],
        "bootstrap": {"resamples": intervals.RESAMPLES, "seed": intervals.SEED, "units": "paragraphs in documents"},
        "fields": field_rows(papers),
        "mentions": mention_rows(papers),
        "given_mentions": bound_rows(papers),
        "calibration": {
            "tier": HEADLINE,
            "expected_error": _rounded(calibration.expected_error(judged)),
            "bins": [asdict(one) for one in calibration.bins(judged)],
            "curve": [asdict(one) for one in calibration.curve(judged, int(headline.count.wanted))],
        },
    }
    return Scorecard(tuple(found), facts)


# --- for people -----------------------------------------------------------------------------------------------------


def told(value: float | None) -> str:
    """A share with three digits."""
    return "–" if value is None or math.isnan(value) else f"{value:.3f}"


def bounds(interval: Interval) -> str:
    return f"{interval[0]:.3f}–{interval[1]:.3f}" if interval else "–"


def headline(card: Scorecard) -> str:
    """The one line that says it all: figure, interval, documents and what they are for, gold, guideline, extractor."""
    best = card.find()
    documents = card.facts["documents"]
    splits = ", ".join(sorted({one["split"] or "no split" for one in documents}))
    gold = card.facts["gold"]
    over = f"; over documents {bounds(best.documents_interval)}" if best.documents_interval else ""
    return (
        f"triple, micro, per document, end to end: F1 {told(best.count.f1)} (95 % {bounds(best.interval)}{over}), "
        f"precision {told(best.count.precision)}, recall {told(best.count.recall)}; {len(documents)} document{'s' * (len(documents) != 1)} "
        f"({splits}); gold {gold['digest'][:12]}, {gold['guideline'] or 'guideline not named'}; "
        f"{card.facts['extractor'] or 'extractor not named'}"
    )


def tables(card: Scorecard) -> dict[str, Table]:
    """Header and rows of the tables that a person reads."""
    return {
        "Claims by tier": (_TIER_HEAD, [_tier_row(card.find(t, p)) for p in PLACES for t in TIERS]),
        "Claims, triple, per document": (_PART_HEAD, [_part_row(card, one) for one in _shown(card)]),
        "Fields of claims that are right at triple": (_FIELD_HEAD, list(_fields_told(card))),
        "Mentions, F1 (recall where gold marks claims only)": (_MENTION_HEAD, list(_mentions(card))),
        "Claims whose mentions the run has, triple": (_BOUND_HEAD, list(_bounds(card))),
        "Confidence": (_BIN_HEAD, list(_bins(card))),
    }


_TIER_HEAD = ("tier", "sets per", "right", "made", "wanted", "precision", "recall", "F1", "95 %", "macro F1", "95 %")
_PART_HEAD = (
    "part", "value", "right", "made", "found", "wanted", "precision", "recall", "triple F1", "95 %", "pair F1", "full F1",
)  # fmt: skip
_MENTION_HEAD = (
    "gold marks",
    "part",
    "value",
    "made",
    "wanted",
    *(s.name for s in mentions.SCHEMES),
    "linking",
    "named",
)
_FIELD_HEAD = ("relation", "field", "claims", "right", "share")
_BOUND_HEAD = ("relation", "wanted", "both mentions recognised", "of these found", "recall of these")
_BIN_HEAD = ("confidence", "claims", "mean confidence", "share right")


def _number(value: float) -> str:
    return f"{value:g}"


def _tier_row(one: Cell) -> Sequence[str]:
    count = one.count
    numbers = (_number(value) for value in (count.right, count.made, count.wanted))
    shares = told(count.precision), told(count.recall), told(count.f1)
    return one.tier, one.place, *numbers, *shares, bounds(one.interval), told(one.macro), bounds(one.macro_interval)


def _shown(card: Scorecard) -> list[Cell]:
    every = [one for one in card.cells if one.tier == HEADLINE and one.place == "document" and one.part]
    rare = [one for one in every if one.part == "mechanism"][_SHOWN_MECHANISMS:]
    return [one for one in every if one not in rare]


def _part_row(card: Scorecard, one: Cell) -> Sequence[str]:
    count, made_by = one.count, one.part == "mechanism"
    numbers = ("–" if made_by and n > 1 else _number(v) for n, v in enumerate(asdict(count).values()))
    others = [
        told(NAN if made_by else card.find(t, "document", one.part, one.value).count.f1) for t in ("pair", "full")
    ]
    shares = told(count.precision), told(count.recall), told(NAN if made_by else count.f1), bounds(one.interval)
    return one.part, one.value, *numbers, *shares, *others


def _fields_told(card: Scorecard) -> Iterable[Sequence[str]]:
    for row in card.facts["fields"]:
        if row["claims"]:
            yield row["relation"], row["field"], str(row["claims"]), str(row["right"]), told(row["share"])


def _mentions(card: Scorecard) -> Iterable[Sequence[str]]:
    for row in card.facts["mentions"]:
        share = "f1" if row["gold"] == "all mentions" else "recall"
        made = "–" if row["strict"]["made"] is None else str(row["strict"]["made"])
        shares = [told(row[name][share]) for name in (*(s.name for s in mentions.SCHEMES), "named")]
        linking = told(row["linking"]["accuracy"])
        facts = row["gold"], row["part"], row["value"] or "all", made, str(row["strict"]["wanted"])
        yield *facts, *shares[:-1], linking, shares[-1]


def _bounds(card: Scorecard) -> Iterable[Sequence[str]]:
    for row in card.facts["given_mentions"]:
        numbers = (str(row[name]) for name in ("wanted", "recognised", "found"))
        yield row["relation"], *numbers, told(row["recall"])


def _bins(card: Scorecard) -> Iterable[Sequence[str]]:
    found = card.facts["calibration"]
    for one in found["bins"]:
        span = f"{one['low']:.1f}–{one['high']:.1f}"
        yield span, str(one["claims"]), told(one["confidence"]), told(one["right"])
    if found["bins"]:
        yield "expected calibration error", "", "", told(found["expected_error"])
