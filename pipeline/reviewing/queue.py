"""Which claims, in which order, and who looks at what: lists, the next claim, leases.

Pages go by key and not by number, so that the thousandth costs what the first does. A lease lasts ten minutes: while
somebody looks at a claim nobody else is given it; under double review two may.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, exists, func, insert, or_, select, tuple_
from sqlalchemy.exc import IntegrityError

from pipeline.reviewing import deciding, search, standing
from pipeline.reviewing.clock import today
from pipeline.reviewing.records import (
    DECIDED,
    Filters,
    InvalidDecisionError,
    Name,
    Options,
    Page,
    Paper,
    Progress,
    Status,
    Summary,
    UnknownClaimError,
    triple,
)
from pipeline.reviewing.schema import (
    abouts,
    claims,
    coverage,
    documents,
    events,
    judgements,
    leases,
    names,
    searches,
)
from pipeline.reviewing.standing import STATUS, load_fields

LEASE_SECONDS = 600
BIGGEST_PAGE = 500
_BLIND = 2
_FEW = 5_000
_UNSETTLED = ("waiting", "adjudication")
_TO_DO = ("open", "stale")
Condition = ColumnElement[bool]


class CursorError(InvalidDecisionError):
    """The place where a page begins is none of this list."""


def page(connection: Connection, filters: Filters, after: str | None, size: int, who: str) -> Page:
    """Claims of a list from a place on, with the number of all."""
    size = min(max(size, 1), BIGGEST_PAGE)
    conditions = _conditions(connection, filters, who)
    total = connection.scalar(select(func.count()).select_from(claims).where(*conditions)) or 0
    if not total:
        return Page((), None, 0)
    kept = _found(conditions) if total < _FEW else conditions
    query = select(*_LISTED).where(*kept).order_by(*_order(filters)).limit(size + 1)
    if after is not None:
        query = query.where(_behind(filters, after))
    rows = connection.execute(query).all()
    more = _cursor(filters, rows[size - 1]) if len(rows) > size else None
    return Page(summaries(connection, rows[:size], who), more, total)


_LISTED = tuple(
    claims.c[name]
    for name in (
        "key", "relation", "doc_id", "paper", "position", "worth", "confidence", "language", "extractor", "group_size",
        "conflict", "disagreement", "status", "error", "decided_by", "decided_at", "comment", "version",
    )
)  # fmt: skip


def _order(filters: Filters) -> tuple[ColumnElement[Any], ...]:
    if filters.order == "paper":
        return claims.c.paper.asc(), claims.c.position.asc(), claims.c.key.asc()
    return claims.c.worth.desc(), claims.c.key.desc()


def _cursor(filters: Filters, row: Any) -> str:
    return f"{row.paper}.{row.position}.{row.key}" if filters.order == "paper" else f"{row.worth}.{row.key}"


def _behind(filters: Filters, after: str) -> Condition:
    try:
        if filters.order == "paper":
            paper, position, key = after.split(".", 2)
            return tuple_(claims.c.paper, claims.c.position, claims.c.key) > (int(paper), int(position), key)
        worth, key = after.split(".", 1)
        return tuple_(claims.c.worth, claims.c.key) < (int(worth), key)
    except ValueError as error:
        raise CursorError("this page begins nowhere; open the list again") from error


def _conditions(connection: Connection, filters: Filters, who: str) -> list[Condition]:
    found = [_status(connection, filters, who)]
    for column in ("relation", "doc_id", "extractor", "language"):
        if wanted := getattr(filters, column):
            found.append(claims.c[column] == wanted)
    for kind in ("drug", "gene", "disease"):
        if wanted := getattr(filters, kind):
            held = select(abouts.c.key).where(abouts.c.kind == kind, abouts.c.name == wanted)
            found.append(claims.c.key.in_(held))
    if filters.low > 0:
        found.append(claims.c.confidence >= filters.low)
    if filters.high < 1:
        found.append(claims.c.confidence <= filters.high)
    if filters.conflict:
        found.append(claims.c.conflict)
    if filters.disagreement:
        found.append(claims.c.disagreement)
    if alternatives := search.wanted(filters.text):
        holds = func.instr if connection.dialect.name == "sqlite" else func.strpos
        said = or_(*(and_(*(holds(searches.c.search, piece) > 0 for piece in pieces)) for pieces in alternatives))
        found.append(claims.c.key.in_(select(searches.c.key).where(said)))
    return found


def _found(conditions: list[Condition]) -> list[Condition]:
    """The same claims, found first by what narrows them: a walk in order would look at every row for a few of them."""
    if len(conditions) == 1:
        return conditions
    return [conditions[0], claims.c.key.in_(select(claims.c.key).where(*conditions).correlate(None))]


def _status(connection: Connection, filters: Filters, who: str) -> Condition:
    """Under double review `open` is what this user can still decide, whatever the others did."""
    if filters.status == "":
        gone = ("replaced",) if filters.disagreement else ("vanished", "replaced")
        return claims.c.status.not_in(gone)
    if filters.status == "decided":
        return claims.c.status.in_(DECIDED)
    if filters.status == "open" and deciding.mode(connection) == "double":
        own = exists().where(judgements.c.key == claims.c.key, judgements.c.slot == who, judgements.c.kind != "")
        return and_(claims.c.status.in_(("open", "waiting")), ~own)
    return claims.c.status == filters.status


def summaries(connection: Connection, rows: Sequence[Any], who: str) -> tuple[Summary, ...]:
    """Lines of a list; before adjudication without what the other of two decided."""
    keys = [row.key for row in rows]
    fields = load_fields(connection, keys)
    titles = _titles(connection, {row.doc_id for row in rows})
    held = _leased(connection, keys, who)
    blind = {row.key for row in rows if row.status in _UNSETTLED} and not deciding.adjudicates(connection, who)
    own = _own(connection, keys, who) if blind else {}
    return tuple(_summary(row, fields[row.key], titles.get(row.doc_id, ""), held.get(row.key, ""), own) for row in rows)


def _own(connection: Connection, keys: Sequence[str], who: str) -> dict[str, tuple[str, int]]:
    query = select(judgements.c.key, judgements.c.kind, judgements.c.version)
    rows = connection.execute(query.where(judgements.c.key.in_(keys), judgements.c.slot == who))
    return {key: (kind, version) for key, kind, version in rows}


def _summary(row: Any, fields: dict[str, str], title: str, leased_by: str, own: dict[str, tuple[str, int]]) -> Summary:
    kind, version = own.get(row.key, ("", row.version))
    status: Status = STATUS[kind] if kind and row.status in _UNSETTLED else row.status
    return Summary(
        row.key, row.relation, row.doc_id, title, triple(row.relation, fields), fields.get("evidence", ""),
        row.language, row.confidence, row.extractor, status, row.error, row.decided_by, row.decided_at, row.comment,
        row.conflict, row.disagreement, row.group_size, version, leased_by,
    )  # fmt: skip


def _titles(connection: Connection, doc_ids: set[str]) -> dict[str, str]:
    columns = (documents.c.doc_id, documents.c.title_zh, documents.c.title_en, documents.c.path)
    rows = connection.execute(select(*columns).where(documents.c.doc_id.in_(doc_ids)))
    return {doc_id: zh or en or path for doc_id, zh, en, path in rows}


def _leased(connection: Connection, keys: Sequence[str], who: str) -> dict[str, str]:
    live = select(leases.c.key, leases.c.who).where(
        leases.c.key.in_(keys), leases.c.who != who, leases.c.until > time.time()
    )
    return {row.key: row.who for row in connection.execute(live)}


def next_claim(connection: Connection, filters: Filters, who: str) -> str | None:
    """The first claim of the list that nobody else looks at; leased to this user. Leases that ended are swept up."""
    connection.execute(delete(leases).where(or_(leases.c.until <= time.time(), leases.c.who == who)))
    free = _hands() < _BLIND if deciding.mode(connection) == "double" else _looking() < 1
    query = select(claims.c.key).where(*_found(_conditions(connection, filters, who)), free)
    query = query.order_by(*_order(filters)).limit(1).with_for_update(skip_locked=True)
    while row := connection.execute(query).one_or_none():
        key = str(row.key)
        # The row is ours now; whoever had it a moment ago has written a lease that the query could not see yet.
        if connection.scalar(select(free).where(claims.c.key == key)):
            lease(connection, key, who)
            return key
    return None


def _looking() -> ColumnElement[int]:
    return select(func.count()).where(leases.c.key == claims.c.key).scalar_subquery()


def _hands() -> ColumnElement[int]:
    """How many look at a claim or gave one of its two blind decisions."""
    blind = judgements.c.slot != standing.FINAL
    given = select(func.count()).where(
        judgements.c.key == claims.c.key, blind, judgements.c.kind.not_in(("", "skip"))
    ).scalar_subquery()  # fmt: skip
    return _looking() + given


def lease(connection: Connection, key: str, who: str) -> None:
    """Notes that somebody looks at a claim, for the next ten minutes."""
    connection.execute(delete(leases).where(leases.c.key == key, leases.c.who == who))
    try:
        with connection.begin_nested():
            connection.execute(insert(leases).values(key=key, who=who, until=time.time() + LEASE_SECONDS))
    except IntegrityError:  # the same user in a second window, in the same instant
        return


def group(connection: Connection, key: str) -> tuple[str, ...]:
    """The claims that say the same and are not decided, this one first."""
    own = connection.execute(select(claims.c.group_key).where(claims.c.key == key)).scalar_one_or_none()
    if own is None:
        raise UnknownClaimError(f"there is no claim {key!r}; it may be of another run")
    query = select(claims.c.key).where(
        claims.c.group_key == own, claims.c.present, claims.c.key != key, claims.c.status.in_((*_TO_DO, "skipped"))
    )
    rows = connection.execute(query.order_by(claims.c.paper, claims.c.position, claims.c.key))
    return (key, *(row.key for row in rows))


def progress(connection: Connection, who: str) -> Progress:
    """What this user decided today (undone decisions do not count), and how the claims stand."""
    counted = connection.execute(select(claims.c.status, func.count()).group_by(claims.c.status))
    by_status = {status: number for status, number in counted if status != "replaced"}
    mine = select(func.count(judgements.c.key.distinct())).join(events, events.c.id == judgements.c.event_id)
    done = connection.scalar(
        mine.where(
            judgements.c.event_by == who, judgements.c.kind.in_(("accept", "reject", "edit")), events.c.at >= today()
        )
    )
    total = sum(number for status, number in by_status.items() if status != "vanished")
    return Progress(done or 0, total, sum(by_status.get(status, 0) for status in DECIDED), by_status)


def options(connection: Connection) -> Options:
    """What the filters can be set to."""
    papers = connection.execute(select(documents).where(documents.c.n_claims > 0).order_by(documents.c.position))
    by_kind = {kind: _names(connection, kind) for kind in ("drug", "gene", "disease")}
    extractors = connection.scalars(select(coverage.c.extractor).distinct().order_by(coverage.c.extractor))
    relations = connection.scalars(select(claims.c.relation).distinct().order_by(claims.c.relation))
    return Options(
        tuple(relations),
        tuple(Paper(row.doc_id, row.title_zh, row.title_en or row.path, row.n_claims) for row in papers),
        by_kind["drug"], by_kind["gene"], by_kind["disease"], tuple(extractors),
    )  # fmt: skip


def _names(connection: Connection, kind: str) -> tuple[Name, ...]:
    query: Select[Any] = select(names.c.name, names.c.name_zh, names.c.claims).where(names.c.kind == kind)
    rows = connection.execute(query.order_by(names.c.claims.desc(), names.c.name))
    return tuple(Name(name, name_zh, number) for name, name_zh, number in rows)
