"""All that stands beside a claim when it is decided: its sentence and what is around it, its table, its sources,
the rest of its comparison, the same thing said elsewhere, its history, and what changed since it was decided.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from pipeline.reviewing import content, deciding, standing
from pipeline.reviewing.records import (
    CitationView,
    ClaimView,
    Conflict,
    DocumentView,
    Event,
    Judgement,
    MarkedSpan,
    Related,
    SentenceView,
    Staleness,
    TableView,
    UnknownClaimError,
    triple,
)  # fmt: skip
from pipeline.reviewing.schema import (
    citations,
    claims,
    concepts,
    contents,
    coverage,
    documents,
    events,
    judgements,
    leases,
    mentions,
    readings,
    sentences,
)  # fmt: skip

_CELLS = re.compile(r" \| ?|\t")
_MOST = 20
_CONFLICTS = 100
_SOFT = ("waiting", "adjudication")


def view(connection: Connection, key: str, who: str) -> ClaimView:
    """A claim as this user may see it.

    Raises:
        UnknownClaimError: No claim has this key.
    """
    row = connection.execute(
        select(claims, contents.c.fields).join(contents, contents.c.key == claims.c.key).where(claims.c.key == key)
    ).one_or_none()
    if row is None:
        raise UnknownClaimError(f"there is no claim {key!r}; it may be of another run")
    fields = standing.load_fields(connection, [key])[key]
    held, versions = _judgements(connection, key)
    slot = deciding.visible_slot(connection, key, who)
    all_seen = deciding.adjudicates(connection, who) or row.status not in _SOFT
    stands = standing.in_force(held) if standing.in_force(held).kind else held.get(slot, Judgement())
    paper = connection.execute(select(documents).where(documents.c.doc_id == row.doc_id)).one_or_none()
    sentence = _sentence(connection, row, fields)
    return ClaimView(
        key=key,
        relation=row.relation,
        doc_id=row.doc_id,
        title_zh=paper.title_zh if paper else "",
        title_en=paper.title_en if paper else "",
        doi=paper.doi if paper else "",
        path=paper.path if paper else "",
        fields=fields,
        current={**fields, **stands.fields},
        names_zh=_chinese(connection, fields),
        confidence=row.confidence,
        extractor=row.extractor,
        status=row.status if all_seen else standing.STATUS[stands.kind],
        version=versions.get(slot, 0),
        judgement=stands,
        sentence=sentence,
        before=_neighbour(connection, sentence, -1),
        after=_neighbour(connection, sentence, +1),
        table=_table(connection, sentence),
        citations=_citations(connection, row.doc_id, fields),
        comparison=_comparison(connection, row),
        sisters=_sisters(connection, row),
        same=_same(connection, row),
        conflicts=_opposed(connection, row),
        readings=_readings(connection, row),
        history=_history(connection, row, who, all_seen),
        stale=_staleness(row, fields, stands),
        decisions=_decisions(held, who, all_seen),
        leased_by=_leased_by(connection, key, who),
    )


def _judgements(connection: Connection, key: str) -> tuple[dict[str, Judgement], dict[str, int]]:
    rows = connection.execute(select(judgements).where(judgements.c.key == key)).all()
    return {one.slot: standing.judgement(one.state) for one in rows}, {one.slot: one.version for one in rows}


def _decisions(held: Mapping[str, Judgement], who: str, all_seen: bool) -> tuple[Judgement, ...]:
    told = [one for slot, one in sorted(held.items()) if one.kind and (all_seen or slot == who)]
    return tuple(sorted(told, key=lambda one: one.at))


def _leased_by(connection: Connection, key: str, who: str) -> str:
    query = select(leases.c.who).where(leases.c.key == key, leases.c.who != who, leases.c.until > time.time())
    return connection.scalar(query.limit(1)) or ""


def _chinese(connection: Connection, fields: Mapping[str, str]) -> dict[str, str]:
    wanted = {fields.get(name, "") for name in ("subject", "object", "disease", "trial", "arm")} - {""}
    rows = connection.execute(select(concepts.c.name, concepts.c.name_zh).where(concepts.c.name.in_(wanted)))
    return {name: name_zh for name, name_zh in rows if name_zh}


# The sentence, and where it stands


def _sentence(connection: Connection, row: Any, fields: Mapping[str, str]) -> SentenceView:
    held = connection.execute(select(sentences).where(sentences.c.sentence_id == row.sentence_id)).one_or_none()
    if held is not None:
        return _views(connection, [held], content.spans(fields))[0]
    text = fields.get("evidence", "")  # of a vanished claim the evidence is left, and where it stood nobody knows
    return SentenceView(row.sentence_id, row.doc_id, "", "", row.language, 0, len(text), text)


def _views(connection: Connection, rows: Sequence[Any], roles: Mapping[str, tuple[int, int]]) -> list[SentenceView]:
    wanted = [row.sentence_id for row in rows]
    marks: dict[str, list[Any]] = {known: [] for known in wanted}
    found = select(mentions, concepts.c.name_zh).join(
        concepts, (concepts.c.type == mentions.c.type) & (concepts.c.name == mentions.c.name), isouter=True
    ).where(mentions.c.sentence_id.in_(wanted)).order_by(mentions.c.start, mentions.c.end.desc())  # fmt: skip
    for mark in connection.execute(found):
        marks[mark.sentence_id].append(mark)
    return [
        SentenceView(
            row.sentence_id, row.doc_id, row.section, row.kind, row.language, row.start, row.end, row.text,
            _marked(row, marks[row.sentence_id], roles),
        )
        for row in rows
    ]  # fmt: skip


def _marked(row: Any, marks: Iterable[Any], roles: Mapping[str, tuple[int, int]]) -> tuple[MarkedSpan, ...]:
    """Mentions of the sentence, and the claim's own ends where no mention has their span."""
    by_span = {span: role for role, span in roles.items()}
    told = [
        MarkedSpan(
            one.start - row.start, one.end - row.start, one.text, one.type, one.name, one.name_zh or "",
            one.concept_id, by_span.get((one.start, one.end), ""),
        )
        for one in marks
    ]  # fmt: skip
    shown = {(one.start + row.start, one.end + row.start) for one in told}
    for (start, end), role in by_span.items():
        if (start, end) not in shown and row.start <= start < end <= row.end:
            first, last = start - row.start, end - row.start
            told.append(MarkedSpan(first, last, row.text[first:last], "WORDS", "", "", "", role))
    return tuple(sorted(told, key=lambda one: (one.start, -one.end, one.type)))


def _neighbour(connection: Connection, sentence: SentenceView, step: int) -> SentenceView | None:
    beyond = sentences.c.start < sentence.start if step < 0 else sentences.c.start > sentence.start
    order = sentences.c.start.desc() if step < 0 else sentences.c.start.asc()
    query = select(sentences).where(sentences.c.doc_id == sentence.doc_id, beyond).order_by(order).limit(1)
    row = connection.execute(query).one_or_none() if sentence.kind else None
    return _views(connection, [row], {})[0] if row is not None else None


def _table(connection: Connection, sentence: SentenceView) -> TableView | None:
    """The table around a row: the rows of its section without a gap, the first of them its header."""
    if sentence.kind != "table":
        return None
    columns = (sentences.c.sentence_id, sentences.c.kind, sentences.c.text)
    query = select(*columns).where(sentences.c.doc_id == sentence.doc_id, sentences.c.section == sentence.section)
    around = connection.execute(query.order_by(sentences.c.start)).all()
    at = next(n for n, row in enumerate(around) if row.sentence_id == sentence.sentence_id)
    first, last = at, at
    while first > 0 and around[first - 1].kind == "table":
        first -= 1
    while last + 1 < len(around) and around[last + 1].kind == "table":
        last += 1
    above = [row.text for row in around[max(first - 2, 0) : first] if row.kind == "caption"]
    rows = tuple(cells(row.text) for row in around[first : last + 1])
    return TableView(" ".join(above), rows[0], rows[1:], at - first - 1)


def cells(text: str) -> tuple[str, ...]:
    """The cells of a row.

    >>> cells("DASISION | 初治 | 达沙替尼"), cells("PACE\\tT315I\\t普纳替尼")
    (('DASISION', '初治', '达沙替尼'), ('PACE', 'T315I', '普纳替尼'))
    """
    return tuple(cell.strip() for cell in _CELLS.split(text))


def _citations(connection: Connection, doc_id: str, fields: Mapping[str, str]) -> tuple[CitationView, ...]:
    wanted = [marker for marker in fields.get("citations", "").split(";") if marker]
    query = select(citations).where(citations.c.doc_id == doc_id, citations.c.marker.in_(wanted))
    return tuple(
        CitationView(row.marker, row.title, row.authors, row.journal, row.year, row.doi, row.raw)
        for row in connection.execute(query.order_by(citations.c.position))
    )


# Other claims beside it


def _related(connection: Connection, rows: Sequence[Any]) -> tuple[Related, ...]:
    fields = standing.load_fields(connection, [row.key for row in rows])
    query = select(documents).where(documents.c.doc_id.in_({row.doc_id for row in rows}))
    titles = {one.doc_id: one.title_zh or one.title_en or one.path for one in connection.execute(query)}
    return tuple(
        Related(
            row.key, row.relation, row.doc_id, titles.get(row.doc_id, ""), triple(row.relation, fields[row.key]),
            row.status, fields[row.key], fields[row.key].get("evidence", ""), row.language, row.version,
        )
        for row in rows
    )  # fmt: skip


def _comparison(connection: Connection, row: Any) -> tuple[Related, ...]:
    """All figures of one comparison, the tested arm before the control, the claim itself among them."""
    if not row.comparison_id:
        return ()
    held = claims.c.comparison_id == row.comparison_id
    query = select(claims).where(held, claims.c.doc_id == row.doc_id, claims.c.present).order_by(claims.c.position)
    related = _related(connection, connection.execute(query.limit(_MOST)).all())
    order = {"experimental": 0, "single": 0, "control": 1}
    return tuple(sorted(related, key=lambda one: order.get(one.fields.get("role", ""), 0)))


def _sisters(connection: Connection, row: Any) -> tuple[Related, ...]:
    """The same said in the same paper in the other language: the English abstract beside the Chinese one."""
    query = select(claims).where(
        claims.c.group_key == row.group_key, claims.c.doc_id == row.doc_id, claims.c.language != row.language,
        claims.c.present,
    )  # fmt: skip
    return _related(connection, connection.execute(query.order_by(claims.c.position).limit(_MOST)).all())


def _same(connection: Connection, row: Any) -> tuple[Related, ...]:
    query = select(claims).where(claims.c.group_key == row.group_key, claims.c.key != row.key, claims.c.present)
    return _related(
        connection, connection.execute(query.order_by(claims.c.paper, claims.c.position).limit(_MOST)).all()
    )


def _opposed(connection: Connection, row: Any) -> tuple[Related, ...]:
    if not row.conflict:
        return ()
    query = select(claims).where(claims.c.conflict_key == row.conflict_key, claims.c.key != row.key, claims.c.present)
    rows = connection.execute(query.order_by(claims.c.paper, claims.c.position)).all()
    return _related(connection, [one for one in rows if content.contradict(row.side, one.side)][:_MOST])


def conflicts(connection: Connection) -> tuple[Conflict, ...]:
    """Claims that cannot all be right, together."""
    topics = select(claims.c.conflict_key).where(claims.c.conflict, claims.c.present).distinct()
    first = topics.order_by(claims.c.conflict_key).limit(_CONFLICTS).subquery()
    query = select(claims).where(claims.c.conflict, claims.c.present, claims.c.conflict_key.in_(select(first)))
    found: dict[str, list[Any]] = {}
    for row in connection.execute(query.order_by(claims.c.conflict_key, claims.c.paper, claims.c.position)):
        found.setdefault(row.conflict_key, []).append(row)
    told = [_related(connection, rows[:_MOST]) for rows in found.values()]
    return tuple(Conflict(_topic(related[0]), related) for related in told)


def _topic(claim: Related) -> str:
    names = ("trial", "arm", "metric", "timepoint") if claim.relation == "trial_metric" else ("subject", "object")
    return " · ".join(claim.fields[name] for name in names if claim.fields.get(name))


def _readings(connection: Connection, row: Any) -> tuple[tuple[str, float | None], ...]:
    read = connection.scalars(select(coverage.c.extractor).where(coverage.c.doc_id == row.doc_id))
    query = select(readings.c.extractor, readings.c.confidence).where(readings.c.key == row.key, readings.c.present)
    found = {one.extractor: one.confidence for one in connection.execute(query)}
    return tuple((extractor, found.get(extractor)) for extractor in sorted(read))


# What was decided


def _history(connection: Connection, row: Any, who: str, all_seen: bool) -> tuple[Event, ...]:
    """The log of the claim and of the one whose place it took; under blind review the user's own lines alone."""
    keys, seen = [row.key], row.predecessor
    while seen and seen not in keys:
        keys.append(seen)
        seen = connection.scalar(select(claims.c.predecessor).where(claims.c.key == seen)) or ""
    query = select(events).where(events.c.key.in_(keys)).order_by(events.c.id)
    rows = connection.execute(query if all_seen else query.where(events.c.who == who))
    return tuple(deciding.event_of(one) for one in rows)


def _staleness(row: Any, fields: Mapping[str, str], stands: Judgement) -> Staleness | None:
    if not stands.kind or not stands.digest or stands.digest == row.digest:
        return None
    changed = tuple(
        (name, stands.seen.get(name, ""), fields.get(name, ""))
        for name in content.compared(row.relation)
        if stands.seen.get(name, "") != fields.get(name, "")
    )
    return Staleness(stands.seen.get("evidence", ""), fields.get("evidence", ""), changed)


def document(connection: Connection, doc_id: str) -> DocumentView:
    """A paper, sentence by sentence.

    Raises:
        UnknownClaimError: No paper has this id.
    """
    paper = connection.execute(select(documents).where(documents.c.doc_id == doc_id)).one_or_none()
    if paper is None:
        raise UnknownClaimError(f"there is no paper {doc_id!r} in this review")
    rows = connection.execute(select(sentences).where(sentences.c.doc_id == doc_id).order_by(sentences.c.start)).all()
    parts = [_views(connection, rows[at : at + 500], {}) for at in range(0, len(rows), 500)]
    told = tuple(one for part in parts for one in part)
    return DocumentView(doc_id, paper.title_zh, paper.title_en, paper.doi, paper.path, told)
