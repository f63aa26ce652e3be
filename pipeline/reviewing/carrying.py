"""A decided claim that is gone, and the claim that stands at its place: the decision goes from one to the other.

A rerun may read a sentence otherwise, or the paper was corrected, which changes its id and those of all its claims. The
decision is in force where the new claim says the same, and stale with the difference where it does not; the log says
that it was carried.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz
from sqlalchemy import Connection, insert, select, update

from pipeline.reviewing import content, standing
from pipeline.reviewing.clock import now
from pipeline.reviewing.records import IMPORTER, Judgement
from pipeline.reviewing.schema import claims, documents, events, judgements
from pipeline.reviewing.tables import Row

_ALIKE = 75.0


def carry(
    connection: Connection, gone: Sequence[tuple[str, str, str]], fresh: Mapping[str, tuple[str, Row]]
) -> dict[str, str]:
    """Hands decisions over, the likeliest pairs first.

    Args:
        connection: A writing transaction.
        gone: Key, relation and paper of the decided claims that the run does not have.
        fresh: Relation and fields of its claims that were not known, by key.

    Returns:
        The new key for each old one that found its place.
    """
    if not gone or not fresh:
        return {}
    paths = {row.doc_id: row.path for row in connection.execute(select(documents.c.doc_id, documents.c.path))}
    olds = standing.load_fields(connection, [key for key, _, _ in gone])
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, (relation, row) in fresh.items():
        places[relation, paths[row["doc_id"]]].append(key)
    scored = [
        (score, old, new)
        for old, relation, doc_id in gone
        for new in places.get((relation, paths.get(doc_id, "")), ())
        if (score := _likeness(relation, olds[old], fresh[new][1]))
    ]
    carried: dict[str, str] = {}
    taken: set[str] = set()
    for _, old, new in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if old not in carried and new not in taken:
            carried[old] = new
            taken.add(new)
            _hand_over(connection, old, new)
    return carried


def _likeness(relation: str, old: Row, new: Row) -> float:
    """How sure two claims are one, before and after; 0 where they are not.

    At one place in the same text, or in sentences that are nearly the same with at most one of three words changed.
    """
    alike = fuzz.ratio(old.get("evidence", ""), new.get("evidence", ""))
    if alike < _ALIKE:
        return 0.0
    names = content.compared(relation)
    equal = sum(old.get(name, "") == new.get(name, "") for name in names) / len(names)
    ends = _ends(relation)
    shared = sum(old.get(name, "") == new.get(name, "") for name in ends)
    overlaps = old["doc_id"] == new["doc_id"] and _overlaps(old, new)
    if shared < len(ends) - 1 or not (overlaps or shared == len(ends) or alike == 100.0):
        return 0.0
    return alike / 100 + equal + overlaps


def _ends(relation: str) -> tuple[str, ...]:
    return ("arm", "metric", "statistic", "value") if relation == "trial_metric" else ("subject", "predicate", "object")


def _overlaps(old: Row, new: Row) -> bool:
    first, second = content.spans(old), content.spans(new)
    return any(
        first[role][0] < second[role][1] and second[role][0] < first[role][1] for role in first.keys() & second.keys()
    )


def _hand_over(connection: Connection, old: str, new: str) -> None:
    for row in connection.execute(select(judgements).where(judgements.c.key == old, judgements.c.kind != "")).all():
        told = json.loads(row.state)
        made = connection.execute(
            insert(events).values(
                key=new, slot=row.slot, who=IMPORTER, at=now(), kind="carry", error=told["error"],
                fields=json.dumps(told["fields"], ensure_ascii=False), comment=told["comment"],
                before=json.dumps({"key": old} | standing.state(Judgement()), ensure_ascii=False), after=row.state,
                previous=0, version=1, batch="",
            )
        )  # fmt: skip
        (event_id,) = made.inserted_primary_key or (0,)
        connection.execute(
            insert(judgements).values(
                key=new, slot=row.slot, version=1, event_id=event_id, event_by=IMPORTER, kind=row.kind, state=row.state
            )
        )
    connection.execute(update(claims).where(claims.c.key == old).values(successor=new))
    connection.execute(update(claims).where(claims.c.key == new).values(predecessor=old))
