"""How right each extractor version is, as far as curators decided: precision and error kinds, with intervals.

A decision counts for every version that makes the claim as it was judged, so that one review scores several versions.
An edited claim was not right as it stood. Curators see uncertain claims first: of a review that is not finished these
figures are of the decided claims, and no estimate for the others.

>>> tuple(round(bound, 3) for bound in wilson(8, 10))
(0.49, 0.943)
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict

from sqlalchemy import Connection, select

from pipeline.reviewing.records import Precision
from pipeline.reviewing.schema import claims, readings
from pipeline.reviewing.standing import judged_digests

_Z = 1.959963984540054


def wilson(hits: int, size: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson's score."""
    if size == 0:
        return 0.0, 1.0
    share, squared = hits / size, _Z**2
    middle = (share + squared / (2 * size)) / (1 + squared / size)
    half = _Z / (1 + squared / size) * math.sqrt(share * (1 - share) / size + squared / (4 * size**2))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def precision(connection: Connection) -> tuple[Precision, ...]:
    """By extractor version, for all relations together (`""`) and for each."""
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for extractor, relation, kind, error in _decided(connection):
        for name in ("", relation):
            counted[extractor, name][kind if kind != "reject" else error] += 1
    return tuple(_precision(*key, counts) for key, counts in sorted(counted.items()))


def _decided(connection: Connection) -> list[tuple[str, str, str, str]]:
    judged = judged_digests(connection)
    query = (
        select(
            readings.c.key, readings.c.extractor, readings.c.digest, claims.c.relation, claims.c.kind, claims.c.error
        )
        .join(claims, claims.c.key == readings.c.key)
        .where(readings.c.present, claims.c.kind.in_(("accept", "edit", "reject")))
    )
    return [
        (row.extractor, row.relation, row.kind, row.error)
        for row in connection.execute(query)
        if row.digest == judged.get(row.key)
    ]


def _precision(extractor: str, relation: str, counts: Counter[str]) -> Precision:
    decided, accepted, edited = counts.total(), counts["accept"], counts["edit"]
    errors = {("edited" if kind == "edit" else kind): number for kind, number in counts.items() if kind != "accept"}
    return Precision(
        extractor, relation, decided, accepted, edited, decided - accepted - edited,
        accepted / decided, *wilson(accepted, decided),
        {
            kind: (number, number / decided, *wilson(number, decided))
            for kind, number in sorted(errors.items(), key=lambda item: (-item[1], item[0]))
        },
    )  # fmt: skip
