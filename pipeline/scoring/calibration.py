"""Whether a confidence means what it says, and what a higher bar would cost.

A claim stated at several places takes the highest of its confidences. The curve of precision and recall begins at the
operating point, for the claim tables hold nothing below it.

>>> bins([Judged(0.9, True), Judged(0.92, False), Judged(0.3, False)])
[Bin(low=0.3, high=0.4, claims=1, confidence=0.3, right=0.0), Bin(low=0.9, high=1.0, claims=2, confidence=0.91, right=0.5)]
>>> round(expected_error([Judged(0.9, True), Judged(0.9, True)]), 2)
0.1
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.scoring.counts import NAN, Count, places
from pipeline.scoring.papers import Paper

BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim's confidence, and whether it is right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of like confidence: how many, how sure on average, and what share of them is right."""

    low: float
    high: float
    claims: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Bar:
    """What is left when only claims at or above a confidence count."""

    threshold: float
    claims: int
    precision: float
    recall: float
    f1: float


def judged(papers: Iterable[Paper], tier: str) -> list[Judged]:
    """Every claim made, once a paper, in no order that the input has a say in."""
    found = []
    for paper in papers:
        wanted = places(paper.wanted, tier, False)
        made = places(paper.told, tier, False)
        found += [Judged(max(one.confidence for one in told), place in wanted) for place, told in made.items()]
    return sorted(found, key=lambda one: (one.confidence, one.right))


def bins(claims: Iterable[Judged]) -> list[Bin]:
    """The reliability curve over ten bins of equal width; empty ones are left out."""
    held: dict[int, list[Judged]] = {}
    for one in claims:
        held.setdefault(min(int(one.confidence * BINS + 1e-9), BINS - 1), []).append(one)
    return [_bin(number, held[number]) for number in sorted(held)]


def _bin(number: int, claims: Sequence[Judged]) -> Bin:
    sure = sum(one.confidence for one in claims) / len(claims)
    right = sum(one.right for one in claims) / len(claims)
    return Bin(number / BINS, (number + 1) / BINS, len(claims), round(sure, 4), round(right, 4))


def expected_error(claims: Sequence[Judged]) -> float:
    """Expected calibration error: mean distance of confidence and share right, weighted by claims."""
    if not claims:
        return NAN
    return sum(one.claims * abs(one.confidence - one.right) for one in bins(claims)) / len(claims)


def curve(claims: Sequence[Judged], wanted: int) -> list[Bar]:
    """Precision and recall for each confidence that occurs, lowest first: the first is the operating point."""
    told = []
    for threshold in sorted({one.confidence for one in claims}):
        kept = [one for one in claims if one.confidence >= threshold]
        right = sum(one.right for one in kept)
        counted = Count(right, len(kept), right, wanted)
        told.append(
            Bar(threshold, len(kept), round(counted.precision, 4), round(counted.recall, 4), round(counted.f1, 4))
        )
    return told
