"""One-to-one matching of two sets that does not depend on their order.

Walking through one list and taking the first partner that fits gives other figures when the list is shuffled. Here the
best total is sought over all pairings (`scipy.optimize.linear_sum_assignment`), and equal totals are decided by the
items' own order, never by their places in the input.

>>> pairs(["CR", "OS"], ["OS", "PFS", "CR"], lambda one, other: float(one == other))
[('CR', 'CR'), ('OS', 'OS')]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

Item = TypeVar("Item")
Span = tuple[int, int, str]


def pairs(
    ours: Sequence[Item], theirs: Sequence[Item], worth: Callable[[Item, Item], float]
) -> list[tuple[Item, Item]]:
    """The pairing of highest total worth; pairs worth nothing are none.

    Args:
        ours, theirs: Items; sorted by their text so that the input's order has no say.
        worth: Not negative; 0 for items that may not be paired.
    """
    left, right = sorted(ours, key=repr), sorted(theirs, key=repr)
    if not left or not right:
        return []
    if len(left) == len(right) == 1:
        return [(left[0], right[0])] if worth(left[0], right[0]) > 0 else []
    table = np.array([[worth(one, other) for other in right] for one in left])
    rows, columns = linear_sum_assignment(table, maximize=True)
    return [(left[i], right[j]) for i, j in zip(rows, columns, strict=True) if table[i, j] > 0]


def clusters(ours: set[Span], theirs: set[Span]) -> Iterable[tuple[list[Span], list[Span]]]:
    """Stretches of overlapping (start, end, type) spans; matching inside each keeps the assignment small."""
    end = -1
    mine: list[Span] = []
    yours: list[Span] = []
    for place, own in sorted([(p, True) for p in ours] + [(p, False) for p in theirs]):
        if place[0] >= end and (mine or yours):
            yield mine, yours
            mine, yours = [], []
        (mine if own else yours).append(place)
        end = max(end, place[1])
    yield mine, yours


def f1(matched: float, ours: int, theirs: int) -> float:
    """Harmonic mean of precision and recall; 1 where both are empty.

    >>> f1(3, 4, 4), f1(0, 0, 0), f1(0, 2, 0)
    (0.75, 1.0, 0.0)
    """
    return 2 * matched / (ours + theirs) if ours + theirs else 1.0


def kappa(labels: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of two annotators' labels of the same items; 1 where they agree throughout.

    >>> round(kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]), 2)
    0.5
    """
    if not labels:
        return float("nan")
    total = len(labels)
    seen = sum(one == other for one, other in labels) / total
    names = {name for pair in labels for name in pair}
    chance = sum(
        sum(one == name for one, _ in labels) * sum(other == name for _, other in labels) for name in names
    ) / (total * total)
    return 1.0 if seen == 1.0 else (seen - chance) / (1 - chance)
