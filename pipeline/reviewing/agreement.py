"""How far two curators who judged the same claims agree, by relation: share and Cohen's kappa.

>>> round(kappa([("accept", "accept")] * 8 + [("accept", "reject"), ("reject", "reject")]) or 0, 3)
0.615
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, select

from pipeline.reviewing.records import Agreement
from pipeline.reviewing.schema import claims, judgements
from pipeline.reviewing.standing import FINAL

Pair = tuple[str, str]


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's kappa of two answers each; None where chance alone would always agree, or nothing is there."""
    if not pairs:
        return None
    size = len(pairs)
    observed = sum(first == second for first, second in pairs) / size
    first, second = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    chance = sum(first[answer] * second[answer] for answer in first) / size**2
    return None if chance == 1 else (observed - chance) / (1 - chance)


def agreement(connection: Connection) -> tuple[Agreement, ...]:
    """One line for all relations together, then one for each; over blind decisions only."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for relation, pair in _pairs(connection):
        found[""].append(pair)
        found[relation].append(pair)
    return tuple(
        Agreement(relation, len(pairs), sum(first == second for first, second in pairs), kappa(pairs))
        for relation, pairs in sorted(found.items())
    )


def _pairs(connection: Connection) -> list[tuple[str, Pair]]:
    query = (
        select(claims.c.relation, judgements.c.key, judgements.c.kind)
        .join(claims, claims.c.key == judgements.c.key)
        .where(judgements.c.slot != FINAL, judgements.c.kind.in_(("accept", "reject", "edit", "flag")))
        .order_by(judgements.c.key, judgements.c.slot)
    )
    held: dict[tuple[str, str], list[str]] = defaultdict(list)
    for relation, key, kind in connection.execute(query):
        held[relation, key].append(kind)
    return [(relation, (kinds[0], kinds[1])) for (relation, _), kinds in held.items() if len(kinds) > 1]
