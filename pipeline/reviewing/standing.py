"""How a claim stands: its status follows from the decisions in force, from one place for imports and decisions alike.

A decision stands in a slot: `""` is everybody's, a curator's name is one blind decision of a double review. Two blind
ones that say the same are as good as one for all; two that differ wait for an adjudicator.

>>> held = {"lin": Judgement("accept", digest="d"), "wei": Judgement("reject", error="negated", digest="d")}
>>> status("d", True, held), status("d", True, {"lin": held["lin"]}), status("e", True, {"": held["lin"]})
('adjudication', 'waiting', 'stale')
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from pipeline.reviewing.records import Judgement, Status
from pipeline.reviewing.schema import contents, judgements

FINAL = ""
_ANSWERS = ("accept", "reject", "edit", "flag")
STATUS: Mapping[str, Status] = {
    "": "open",
    "accept": "accepted",
    "reject": "rejected",
    "edit": "edited",
    "skip": "skipped",
    "flag": "flagged",
}
_WANTED = 2
_CHUNK = 500


def state(judgement: Judgement) -> dict[str, object]:
    """A judgement as the log holds it."""
    return {
        "kind": judgement.kind,
        "error": judgement.error,
        "fields": dict(judgement.fields),
        "comment": judgement.comment,
        "who": judgement.who,
        "at": judgement.at,
        "digest": judgement.digest,
        "seen": dict(judgement.seen),
    }


def judgement(told: str) -> Judgement:
    """A judgement from the log."""
    return Judgement(**json.loads(told))


def answers(held: Mapping[str, Judgement]) -> dict[str, Judgement]:
    """The blind decisions that count: all but skipped ones."""
    return {slot: one for slot, one in held.items() if slot != FINAL and one.kind in _ANSWERS}


def same(first: Judgement, second: Judgement) -> bool:
    """Whether two blind decisions say the same; a flag is a question and agrees with nothing."""
    return (
        first.kind == second.kind != "flag"
        and first.error == second.error
        and dict(first.fields) == dict(second.fields)
    )


def in_force(held: Mapping[str, Judgement]) -> Judgement:
    """The decision that stands for all: the final one, or the later of two blind ones that say the same."""
    if held.get(FINAL, Judgement()).kind:
        return held[FINAL]
    told = sorted(answers(held).values(), key=lambda one: one.at)
    if len(told) >= _WANTED and all(same(told[0], one) for one in told[1:]):
        return told[-1]
    return Judgement()


def status(digest: str, present: bool, held: Mapping[str, Judgement], replaced: bool = False) -> Status:
    """The status of a claim with this digest and these judgements by slot."""
    if not present:
        return "replaced" if replaced else "vanished"
    stands = in_force(held)
    if not stands.kind and (told := answers(held)):
        if any(one.digest != digest for one in told.values()):
            return "stale"
        return "waiting" if len(told) < _WANTED else "adjudication"
    if stands.kind in _ANSWERS and stands.digest != digest:
        return "stale"
    return STATUS[stands.kind]


def enough(held: Mapping[str, Judgement], who: str) -> bool:
    """Whether two others have given their blind decision."""
    return len([slot for slot in answers(held) if slot != who]) >= _WANTED


def load_fields(connection: Connection, keys: Sequence[str]) -> dict[str, dict[str, str]]:
    """The columns of claims, by key."""
    told: dict[str, dict[str, str]] = {}
    for start in range(0, len(keys), _CHUNK):
        chunk = contents.c.key.in_(keys[start : start + _CHUNK])
        for row in connection.execute(select(contents).where(chunk)):
            told[row.key] = json.loads(row.fields)
    return told


def judged_digests(connection: Connection) -> dict[str, str]:
    """The digest of what was judged, of every claim with a decision in force."""
    held: dict[str, dict[str, Judgement]] = {}
    for row in connection.execute(select(judgements).where(judgements.c.kind != "")):
        held.setdefault(row.key, {})[row.slot] = judgement(row.state)
    return {key: in_force(told).digest for key, told in held.items()}
