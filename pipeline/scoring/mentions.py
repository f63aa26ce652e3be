"""Mentions held against gold in four ways, and the names that they were given.

The four are nervaluate's: `strict` asks for span and type, `exact` for the span, `partial` gives half a point for spans
that overlap, `type` asks for an overlap with the right type. nervaluate pairs in the order of its input; here each
stretch of overlapping mentions is paired one-to-one so that the total is highest, whatever the order.

Where gold holds only the mentions that claims use, a mention that it lacks is no fault: recall alone is told then.

>>> points = [scheme.worth((0, 4, "DRUG"), (0, 6, "REGIMEN")) for scheme in SCHEMES]
>>> dict(zip([scheme.name for scheme in SCHEMES], points))
{'strict': 0.0, 'exact': 0.0, 'partial': 0.5, 'type': 0.0}
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from pipeline.scoring import matching
from pipeline.scoring.annotation import Annotation, Mark, scope_spans
from pipeline.scoring.counts import Count
from pipeline.scoring.papers import Paper

Place = matching.Span
_TIE = 1e-6
UNLINKED = ("VALUE", "RESPONSE", "WORDS")
"""Types whose names are no concepts."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to hold one mention against another: points from 0 to 1."""

    name: str
    worth: Callable[[Place, Place], float]


def _same_span(one: Place, other: Place) -> bool:
    return one[:2] == other[:2]


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


SCHEMES = (
    Scheme("strict", lambda one, other: float(one == other)),
    Scheme("exact", lambda one, other: float(_same_span(one, other))),
    Scheme("partial", lambda one, other: 1.0 if _same_span(one, other) else 0.5 * _overlap(one, other)),
    Scheme("type", lambda one, other: float(one[2] == other[2] and _overlap(one, other))),
)


def scope(annotation: Annotation) -> str:
    """How far gold marks mentions: `all`, `spans` (every mention in drawn stretches), or `claims`."""
    return "all" if annotation.scope == "all" else "spans" if scope_spans(annotation.scope) else "claims"


@dataclass(frozen=True, slots=True)
class Sides:
    """The mentions of gold and of a run that are held against one another."""

    wanted: tuple[Mark, ...]
    made: tuple[Mark, ...]
    exhaustive: bool


def sides(paper: Paper, language: Callable[[int], bool] = lambda position: True) -> Sides:
    """The mentions of one paper, inside the stretches where gold marks all; everywhere, where it marks claims alone.

    Args:
        paper: The paper.
        language: Chooses by offset.
    """
    kind = scope(paper.gold)
    spans = scope_spans(paper.gold.scope) if kind == "spans" else [(0, len(paper.text) + 1)]

    def held(marks: Iterable[Mark]) -> tuple[Mark, ...]:
        return tuple(m for m in marks if any(a <= m.start < b for a, b in spans) and language(m.start))

    return Sides(held(paper.gold.mentions), held(paper.made.mentions), kind != "claims")


def pairs(wanted: Iterable[Mark], made: Iterable[Mark], scheme: Scheme) -> list[tuple[Place, Place]]:
    """Mentions paired one-to-one (gold first) so that their points are most; of equal totals, types that agree."""

    def worth(one: Place, other: Place) -> float:
        points = scheme.worth(one, other)
        return points + _TIE * ((one[2] == other[2]) + _same_span(one, other)) if points else 0.0

    ours, theirs = ({(m.start, m.end, m.type) for m in side} for side in (wanted, made))
    return [pair for group in matching.clusters(ours, theirs) for pair in matching.pairs(*group, worth)]


def count(held: Sides, scheme: Scheme, kind: str = "") -> Count:
    """Points and numbers of mentions, of one type or of all; a pair of two types counts in each for its own side."""
    found = pairs(held.wanted, held.made, scheme)
    wanted, made = ({(m.start, m.end, m.type) for m in side} for side in (held.wanted, held.made))

    def of(places: Iterable[Place]) -> int:
        return sum(not kind or place[2] == kind for place in places)

    right = sum(scheme.worth(gold, other) for gold, other in found if not kind or other[2] == kind)
    hit = sum(scheme.worth(gold, other) for gold, other in found if not kind or gold[2] == kind)
    return Count(right, of(made), hit, of(wanted)) if held.exhaustive else Count(0, 0, hit, of(wanted))


def total(counts: Iterable[Count]) -> Count:
    return reduce(Count.plus, counts, Count())


def linked(held: Sides, kind: str = "") -> tuple[int, int]:
    """Of the mentions with the right span and type: how many there are, and how many were given gold's names.

    A span with two concepts (a slash list) is right where both names are.
    """
    names = [_names(side, kind) for side in (held.wanted, held.made)]
    both = names[0].keys() & names[1].keys()
    return len(both), sum(names[0][place] == names[1][place] for place in both)


def _names(marks: Sequence[Mark], kind: str) -> dict[Place, set[str]]:
    found: dict[Place, set[str]] = {}
    for mark in marks:
        if mark.type not in UNLINKED and (not kind or mark.type == kind):
            found.setdefault((mark.start, mark.end, mark.type), set()).add(mark.name.casefold())
    return found


def named(held: Sides, kind: str = "") -> Count:
    """Span, type and name, all three: what recognition and linking do together."""
    wanted, made = ({(p, n) for p, ns in _names(side, kind).items() for n in ns} for side in (held.wanted, held.made))
    hit = len(wanted & made)
    return Count(hit, len(made), hit, len(wanted)) if held.exhaustive else Count(0, 0, hit, len(wanted))
