"""Decisions: each names the version it saw, is written with its line of the log in one transaction, and can be undone.

Two who decide at once: one wins, the other is told the winner's choice (`Taken`). Undoing goes back decision by
decision without end, and is a line of the log itself; what somebody else has since decided stays as it is.

Under double review the first two decisions of a claim are blind: each curator's stands in a slot of its own, and a
third one is refused. Where the two differ an adjudicator decides for all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import uuid4

from sqlalchemy import Connection, Row, delete, insert, select, update

from pipeline.reviewing import content, standing
from pipeline.reviewing.clock import now
from pipeline.reviewing.records import (
    LOCAL,
    Decision,
    Event,
    InvalidDecisionError,
    Judgement,
    Mode,
    RefusedError,
    Taken,
    UnknownClaimError,
)  # fmt: skip
from pipeline.reviewing.schema import accounts, claims, contents, events, judgements, leases
from pipeline.reviewing.schema import settings as settings_table
from pipeline.reviewing.standing import FINAL
from pipeline.reviewing.tables import storable

_QUIET = ("comment", "skip")
"""Kinds that leave a decision in force as it is."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A claim under the hand: locked until the transaction ends."""

    key: str
    relation: str
    digest: str
    present: bool
    status: str
    successor: str
    judgements: Mapping[str, Judgement]
    versions: Mapping[str, int]
    events: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line of the log says; `previous` is the event that was in force before it."""

    kind: str
    error: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    batch: str = ""
    previous: int = 0


def mode(connection: Connection) -> Mode:
    """Whether one decision settles a claim, or two blind ones."""
    told = connection.scalar(select(settings_table.c.value).where(settings_table.c.name == "mode"))
    return "double" if told == "double" else "single"


def adjudicates(connection: Connection, who: str) -> bool:
    """Whether somebody may settle what two curators decided differently, and see both."""
    if who == LOCAL:
        return True
    return connection.scalar(select(accounts.c.role).where(accounts.c.name == who)) in ("adjudicator", "admin")


def decide(connection: Connection, key: str, who: str, decision: Decision, seen: int, batch: str = "") -> Event:
    """Writes a decision.

    Args:
        connection: A writing transaction.
        key: The claim.
        who: The curator.
        decision: What is decided.
        seen: The claim's version that the curator saw.
        batch: Shared by the decisions of a group.

    Raises:
        UnknownClaimError: No claim has this key.
        InvalidDecisionError: The edit names a column that the relation does not have.
        RefusedError: Two others have decided it already, blind.
        Taken: Somebody decided since; holds that event.
    """
    held = _held(connection, key)
    _check_fields(held.relation, decision)
    decision = _storable(decision)
    slot = _slot(connection, held, who)
    if held.versions.get(slot, 0) != seen:
        raise Taken(_last(connection, key, slot))
    before = held.judgements.get(slot, Judgement())
    after = _after(connection, held, before, who, decision)
    line = _Line(decision.kind, decision.error, decision.fields, decision.comment, batch, held.events.get(slot, 0))
    return _write(connection, held, slot, who, line, before, after)


def _held(connection: Connection, key: str) -> _Held:
    row = connection.execute(select(claims).where(claims.c.key == key).with_for_update()).one_or_none()
    if row is None:
        raise UnknownClaimError(f"there is no claim {key!r}; it may be of another run")
    rows = connection.execute(select(judgements).where(judgements.c.key == key)).all()
    return _Held(
        key, row.relation, row.digest, row.present, row.status, row.successor,
        {one.slot: standing.judgement(one.state) for one in rows},
        {one.slot: one.version for one in rows},
        {one.slot: one.event_id for one in rows},
    )  # fmt: skip


def _check_fields(relation: str, decision: Decision) -> None:
    unknown = [name for name in decision.fields if name not in content.EDITABLE[relation]]
    if unknown:
        known = ", ".join(content.EDITABLE[relation])
        raise InvalidDecisionError(f"{unknown[0]!r} cannot be edited in {relation}; there are: {known}")


def _storable(decision: Decision) -> Decision:
    fields = {name: storable(value) for name, value in decision.fields.items()}
    return replace(decision, fields=fields, comment=storable(decision.comment))


def _slot(connection: Connection, held: _Held, who: str) -> str:
    if mode(connection) == "single" or held.judgements.get(FINAL, Judgement()).kind:
        return FINAL
    settled = standing.enough(held.judgements, who) or held.status == "adjudication"
    if settled and adjudicates(connection, who):
        return FINAL
    if standing.enough(held.judgements, who):
        raise RefusedError("enough", "two curators have decided this claim already")
    return who


def visible_slot(connection: Connection, key: str, who: str) -> str:
    """The slot that a decision of this user would go to, and whose version the page holds."""
    held = _held_for_reading(connection, key)
    try:
        return _slot(connection, held, who)
    except RefusedError:
        return who


def _held_for_reading(connection: Connection, key: str) -> _Held:
    row = connection.execute(select(claims.c.relation, claims.c.status).where(claims.c.key == key)).one_or_none()
    if row is None:
        raise UnknownClaimError(f"there is no claim {key!r}; it may be of another run")
    rows = connection.execute(select(judgements).where(judgements.c.key == key)).all()
    told = {one.slot: standing.judgement(one.state) for one in rows}
    return _Held(key, row.relation, "", True, row.status, "", told, {}, {})


def _last(connection: Connection, key: str, slot: str) -> Event:
    query = select(events).where(events.c.key == key, events.c.slot == slot).order_by(events.c.id.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise InvalidDecisionError(f"claim {key} has no decision yet; load it again")
    return event_of(row)


def _after(connection: Connection, held: _Held, before: Judgement, who: str, decision: Decision) -> Judgement:
    if decision.kind in _QUIET and before.kind not in ("", "skip"):
        return replace(before, comment=decision.comment or before.comment)
    if decision.kind == "comment":
        return replace(before, comment=decision.comment)
    told = connection.scalar(select(contents.c.fields).where(contents.c.key == held.key))
    return Judgement(
        decision.kind,
        decision.error if decision.kind == "reject" else "",
        dict(decision.fields) if decision.kind == "edit" else {},
        decision.comment or before.comment,
        who,
        now(),
        json.loads(told or "{}"),
        held.digest,
    )


def _write(
    connection: Connection, held: _Held, slot: str, who: str, line: _Line, before: Judgement, after: Judgement
) -> Event:
    """The line of the log, the judgement in force and the claim's standing, together."""
    version = held.versions.get(slot, 0) + 1
    values = {
        "key": held.key, "slot": slot, "who": who, "at": now(), "kind": line.kind, "error": line.error,
        "fields": _json(line.fields), "comment": line.comment, "before": _json(standing.state(before)),
        "after": _json(standing.state(after)), "previous": line.previous, "version": version, "batch": line.batch,
    }  # fmt: skip
    event_id = int((connection.execute(insert(events).values(values)).inserted_primary_key or (0,))[0])
    _put(connection, held.key, slot, version, line.previous if line.kind == "undo" else event_id, after)
    told = {**held.judgements, slot: after}
    _stand(connection, held, told, version if slot == FINAL else held.versions.get(FINAL, 0))
    if line.kind != "comment":
        connection.execute(delete(leases).where(leases.c.key == held.key, leases.c.who == who))
    return event_of(connection.execute(select(events).where(events.c.id == event_id)).one())


def _json(told: Mapping[str, object]) -> str:
    return json.dumps(dict(told), ensure_ascii=False)


def _put(connection: Connection, key: str, slot: str, version: int, event_id: int, after: Judgement) -> None:
    """`event_id` is the event in force: an undo brings back the one before, so that undoing can go on."""
    by = connection.scalar(select(events.c.who).where(events.c.id == event_id)) or ""
    values = {
        "version": version, "event_id": event_id, "event_by": by, "kind": after.kind,
        "state": _json(standing.state(after)),
    }  # fmt: skip
    if version == 1:
        connection.execute(insert(judgements).values(key=key, slot=slot, **values))
    else:
        connection.execute(update(judgements).where(judgements.c.key == key, judgements.c.slot == slot).values(values))


def _stand(connection: Connection, held: _Held, told: Mapping[str, Judgement], version: int) -> None:
    stands = standing.in_force(told)
    connection.execute(
        update(claims).where(claims.c.key == held.key).values(
            status=standing.status(held.digest, held.present, told, bool(held.successor)), kind=stands.kind,
            error=stands.error, decided_by=stands.who, decided_at=stands.at, comment=stands.comment, version=version,
        )
    )  # fmt: skip


def event_of(row: Row[tuple[object, ...]]) -> Event:
    """An event from its row."""
    return Event(
        row.id, row.key, row.who, row.at, row.kind, row.error, json.loads(row.fields), row.comment,
        json.loads(row.before), json.loads(row.after), row.version, row.batch, row.slot == FINAL,
    )  # fmt: skip


def decide_group(
    connection: Connection, keys: Sequence[str], who: str, decision: Decision, seen: Mapping[str, int]
) -> list[Event]:
    """One decision for claims that say the same: all of them or, where one was decided since, none."""
    batch = uuid4().hex
    return [decide(connection, key, who, decision, seen[key], batch) for key in sorted(keys)]


def undo(connection: Connection, who: str) -> Event | None:
    """Takes back the last decision of this user that is still in force, and those of its group with it.

    Returns:
        The event of the undo, the last one for a group; None where nothing is left.
    """
    own = select(judgements).where(judgements.c.event_by == who, judgements.c.event_id > 0)
    last = connection.execute(own.order_by(judgements.c.event_id.desc()).limit(1)).one_or_none()
    if last is None:
        return None
    batch = connection.scalar(select(events.c.batch).where(events.c.id == last.event_id))
    if not batch:
        return _undo(connection, last.key, last.slot, who)
    members = connection.execute(
        own.join(events, events.c.id == judgements.c.event_id).where(events.c.batch == batch).order_by(judgements.c.key)
    ).all()
    done = [_undo(connection, row.key, row.slot, who) for row in members]
    return done[-1]


def _undo(connection: Connection, key: str, slot: str, who: str) -> Event:
    held = _held(connection, key)
    undone = connection.execute(select(events).where(events.c.id == held.events[slot])).one()
    if undone.who != who:  # somebody was faster, and the lock has waited for it
        raise Taken(event_of(undone))
    state = json.loads(undone.before)
    state.pop("key", None)
    line = _Line("undo", batch=undone.batch, previous=undone.previous)
    return _write(connection, held, slot, who, line, held.judgements[slot], Judgement(**state))
