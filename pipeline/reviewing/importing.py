"""A run folder into the store: what is new, what is as it was, what changed under a decision, what is gone.

A claim is known by its id, and a decision holds as long as evidence and fields are what was judged. Where a decided
claim is gone and another one stands at its place (a rerun reads it otherwise, or the paper was corrected), the decision
is carried to that one: in force where it says the same, stale with the difference where it does not. An import is one
transaction: a crash leaves the store as it was.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update

from pipeline.reviewing import carrying, content, search, standing, tables
from pipeline.reviewing.clock import now
from pipeline.reviewing.records import RELATIONS, Imported, Judgement
from pipeline.reviewing.schema import (
    abouts,
    citations,
    claims,
    concepts,
    contents,
    coverage,
    documents,
    judgements,
    mentions,
    names,
    readings,
    runs,
    searches,
    sentences,
)  # fmt: skip
from pipeline.reviewing.tables import Row

Values = dict[str, Any]
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class _Run:
    """The rows of a run folder."""

    source: str
    digest: str
    extractor: str
    documents: Sequence[Row]
    claims: Mapping[str, tuple[str, Row]]
    sentences: Mapping[str, Row]
    mentions: Sequence[Row]
    concepts: Sequence[Row]
    citations: Sequence[Row]


@dataclass(slots=True)
class _Known:
    """A claim that the store holds already."""

    key: str
    relation: str
    doc_id: str
    digest: str
    present: bool
    decided: bool
    successor: str


@dataclass(slots=True)
class _Import:
    connection: Connection
    run: _Run
    known: dict[str, _Known] = field(default_factory=dict)


def read(folder: Path) -> _Run:
    """The tables of a run folder.

    Raises:
        NoTablesError: The folder holds no claims.
    """
    tables.check(folder)
    held = {row["claim_id"]: (relation, row) for relation in RELATIONS for row in tables.rows(folder, relation)}
    papers = [row for row in tables.rows(folder, "documents") if row.get("status", "ok") == "ok"]
    known = {row["doc_id"] for row in papers}
    missing = dict.fromkeys(row["doc_id"] for _, row in held.values() if row["doc_id"] not in known)
    return _Run(
        str(folder.resolve()),
        tables.digest(folder),
        tables.extractor(folder, (row for _, row in held.values())),
        [*papers, *({"doc_id": doc_id, "path": doc_id} for doc_id in missing)],
        held,
        {row["sentence_id"]: row for row in tables.rows(folder, "sentences")},
        tables.rows(folder, "mentions"),
        tables.rows(folder, "concepts"),
        tables.rows(folder, "citations"),
    )


def take(connection: Connection, run: _Run) -> Imported:
    """Brings a run into the store, within the caller's transaction."""
    work = _Import(connection, run)
    scope = _take_documents(work)
    work.known = {key: one for key, one in _known(connection).items() if one.doc_id in scope}
    _take_texts(work)
    _take_claims(work)
    _take_readings(work)
    gone = [one for one in work.known.values() if one.decided and one.key not in run.claims and not one.successor]
    fresh = {key: claim for key, claim in run.claims.items() if key not in work.known}
    carried = carrying.carry(connection, [(one.key, one.relation, one.doc_id) for one in gone], fresh)
    statuses = _settle(work, set(carried.values()))
    _derive(connection)
    told = _counted(work, carried, statuses)
    _note(connection, run, told)
    return told


def _counted(work: _Import, carried: Mapping[str, str], statuses: Mapping[str, str]) -> Imported:
    """How each claim of the run, and each one that was known, fares."""
    counts: Counter[str] = Counter()
    for key, (relation, row) in work.run.claims.items():
        known = work.known.get(key)
        if key in carried.values() or (known and known.decided):
            counts["stale" if statuses[key] == "stale" else "kept"] += 1
        elif known is None:
            counts["new"] += 1
        else:
            counts["unchanged" if content.digest(relation, row) == known.digest else "changed"] += 1
    counts["vanished"] = sum(
        known.present and key not in work.run.claims and key not in carried for key, known in work.known.items()
    )
    return Imported(work.run.extractor, len(work.run.documents), **{name: counts[name] for name in _NAMES})


_NAMES = ("new", "unchanged", "stale", "vanished", "kept", "changed")


def _note(connection: Connection, run: _Run, told: Imported) -> None:
    values = {"source": run.source, "digest": run.digest, "extractor": run.extractor, "imported": now()}
    connection.execute(insert(runs).values(counts=json.dumps({name: getattr(told, name) for name in _NAMES}), **values))


def holds(connection: Connection, folder: Path) -> bool:
    """Whether the folder's tables, as they are, were the last that were taken in from it."""
    query = select(runs.c.digest).where(runs.c.source == str(folder.resolve())).order_by(runs.c.id.desc()).limit(1)
    return connection.scalar(query) == tables.digest(folder)


def _take_documents(work: _Import) -> set[str]:
    """Writes the papers; gives those that this run speaks for: its own, and what its folder held before."""
    own = [row["doc_id"] for row in work.run.documents]
    earlier = [
        row.doc_id
        for row in work.connection.execute(select(documents.c.doc_id).where(documents.c.source == work.run.source))
    ]
    first = work.connection.scalar(select(func.max(documents.c.position)).where(documents.c.source != work.run.source))
    _delete(work.connection, documents, own)
    for chunk in _chunks(sorted(set(earlier) - set(own))):
        work.connection.execute(update(documents).where(documents.c.doc_id.in_(chunk)).values(present=False))
    start = 0 if first is None else first + 1
    _insert(
        work.connection,
        documents,
        [_document(work.run, row, start + at) for at, row in enumerate(_once(work.run.documents, "doc_id"))],
    )
    return set(own) | set(earlier)


def _once(rows: Iterable[Row], name: str) -> list[Row]:
    return list({row[name]: row for row in rows}.values())


def _document(run: _Run, row: Row, position: int) -> Values:
    texts = ("path", "sha256", "title_zh", "title_en", "journal", "doi", "year", "language")
    return {
        "doc_id": row["doc_id"], "position": position, "source": run.source, "present": True, "n_claims": 0,
        **{name: row.get(name, "") for name in texts},
    }  # fmt: skip


def _known(connection: Connection) -> dict[str, _Known]:
    columns = (
        claims.c.key,
        claims.c.relation,
        claims.c.doc_id,
        claims.c.digest,
        claims.c.present,
        claims.c.successor,
    )
    judged = {row.key for row in connection.execute(select(judgements.c.key).where(judgements.c.kind != ""))}
    found = {}
    for key, relation, doc_id, digest, present, successor in connection.execute(select(*columns)):
        found[key] = _Known(key, relation, doc_id, digest, present, key in judged, successor)
    return found


def _take_texts(work: _Import) -> None:
    """Sentences, mentions, citations and concepts; those of papers read anew replace the earlier ones."""
    connection, run = work.connection, work.run
    own = [row["doc_id"] for row in run.documents]
    for table in (sentences, mentions, citations):
        _delete(connection, table, own)
    ordered = sorted(run.sentences.values(), key=lambda row: (row["doc_id"], int(row["start"])))
    _insert(connection, sentences, [
        {**_picked(row, "sentence_id doc_id section kind language text"), "position": at,
         "start": int(row["start"]), "end": int(row["end"])}
        for at, row in enumerate(ordered)
    ])  # fmt: skip
    _insert(connection, mentions, [
        {**_picked(row, "mention_id doc_id sentence_id text type concept_id name"),
         "start": int(row["start"]), "end": int(row["end"])}
        for row in _once(run.mentions, "mention_id")
    ])  # fmt: skip
    _insert(connection, citations, [
        {**_picked(row, "doc_id marker title authors journal year doi raw"), "position": at}
        for at, row in enumerate(run.citations)
    ])  # fmt: skip
    _take_concepts(connection, run)


def _take_concepts(connection: Connection, run: _Run) -> None:
    held = {tuple(row) for row in connection.execute(select(concepts.c.type, concepts.c.name))}
    new = {(row["type"], row["name"]): row for row in run.concepts if (row["type"], row["name"]) not in held}
    _insert(connection, concepts, [
        {**_picked(row, "type name concept_id name_zh"), "search": search.key([row["name"], row.get("name_zh", "")])}
        for row in new.values()
    ])  # fmt: skip


def _picked(row: Row, columns: str) -> Values:
    return {name: row.get(name, "") for name in columns.split()}


def _take_claims(work: _Import) -> None:
    """New claims are written, known ones brought up to date, missing ones marked."""
    papers = work.connection.execute(select(documents.c.doc_id, documents.c.position))
    order = {row.doc_id: row.position for row in papers}
    values = [
        _claim(key, relation, row, work.run) | {"paper": order[row["doc_id"]]}
        for key, (relation, row) in work.run.claims.items()
    ]
    _insert(work.connection, claims, [one | _UNDECIDED for one in values if one["key"] not in work.known])
    _update(work.connection, claims, [one for one in values if one["key"] in work.known])
    _write_contents(work)
    _mark_missing(work)


_UNDECIDED: Values = {
    "predecessor": "", "successor": "", "status": "open", "kind": "", "error": "", "decided_by": "", "decided_at": "",
    "comment": "", "version": 0,
}  # fmt: skip


def _claim(key: str, relation: str, row: Row, run: _Run) -> Values:
    sentence = run.sentences.get(row.get("sentence_id", ""), {})
    return {
        "key": key,
        "relation": relation,
        "doc_id": row["doc_id"],
        "sentence_id": row.get("sentence_id", ""),
        "position": content.place(row),
        "worth": content.worth(row, 1),
        "confidence": content.confidence(row),
        "language": sentence.get("language", ""),
        "extractor": row.get("extractor", "") or run.extractor,
        "digest": content.digest(relation, row),
        "group_key": content.group(relation, row),
        "group_size": 1,
        "comparison_id": row.get("comparison_id", ""),
        "conflict_key": content.topic(relation, row),
        "side": content.side(relation, row),
        "conflict": False,
        "disagreement": False,
        "present": True,
    }


def _write_contents(work: _Import) -> None:
    """The fields of the run's claims, what they are found by, and what they are about."""
    connection, held = work.connection, work.run.claims
    for table in (contents, searches, abouts):
        for chunk in _chunks([key for key in held if key in work.known]):
            connection.execute(delete(table).where(table.c.key.in_(chunk)))
    written = [{"key": key, "fields": json.dumps(row, ensure_ascii=False)} for key, (_, row) in held.items()]
    _insert(connection, contents, written)
    _insert(connection, searches, [{"key": key, "search": told} for key, told in _searches(work.run)])
    told = {(kind, name[:500], key) for key, claim in held.items() for kind, name in content.about(*claim)}
    told |= set(_diseases(work.run))
    _insert(connection, abouts, [{"kind": kind, "name": name, "key": key} for kind, name, key in sorted(told)])


def _searches(run: _Run) -> Iterator[tuple[str, str]]:
    """By canonical names, their Chinese ones, and as printed."""
    names_zh = {row["name"]: row.get("name_zh", "") for row in run.concepts}
    surfaces = _surfaces(run)
    for key, (relation, row) in run.claims.items():
        words = content.named(relation, row)
        printed = [surfaces.get(row["doc_id"], {}).get(span, "") for span in content.spans(row).values()]
        yield key, search.key([*words, *(names_zh.get(name, "") for name in words), *printed])


def _surfaces(run: _Run) -> Mapping[str, Mapping[tuple[int, int], str]]:
    found: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
    for row in run.mentions:
        found[row["doc_id"]][int(row["start"]), int(row["end"])] = row["text"]
    return found


def _diseases(run: _Run) -> Iterator[tuple[str, str, str]]:
    """Diseases that the sentence of a claim names."""
    named: dict[str, set[str]] = defaultdict(set)
    for row in run.mentions:
        if row["type"] == "DISEASE" and row["name"]:
            named[row["sentence_id"]].add(row["name"][:500])
    for key, (_, row) in run.claims.items():
        for name in named.get(row.get("sentence_id", ""), ()):
            yield "disease", name, key


def _mark_missing(work: _Import) -> None:
    missing = [key for key, known in work.known.items() if key not in work.run.claims and known.present]
    for chunk in _chunks(missing):
        work.connection.execute(update(claims).where(claims.c.key.in_(chunk)).values(present=False))


def _take_readings(work: _Import) -> None:
    """What each extractor version found, for their disagreement and for their scores."""
    connection, name = work.connection, work.run.extractor[:200]
    own = {row["doc_id"] for row in work.run.documents}
    covered = {row.doc_id for row in connection.execute(select(coverage.c.doc_id).where(coverage.c.extractor == name))}
    _insert(connection, coverage, [{"doc_id": doc_id, "extractor": name} for doc_id in sorted(own - covered)])
    for chunk in _chunks(list(work.known)):
        held = (readings.c.extractor == name) & readings.c.key.in_(chunk)
        connection.execute(update(readings).where(held).values(present=False))
    for chunk in _chunks(list(work.run.claims)):
        connection.execute(delete(readings).where(readings.c.extractor == name, readings.c.key.in_(chunk)))
    _insert(connection, readings, [
        {"key": key, "extractor": name, "digest": content.digest(relation, row),
         "confidence": content.confidence(row), "present": True}
        for key, (relation, row) in work.run.claims.items()
    ])  # fmt: skip


def _settle(work: _Import, carried: set[str]) -> dict[str, str]:
    """The status of every claim that this run speaks of, by key."""
    held: dict[str, dict[str, Judgement]] = defaultdict(dict)
    versions: Counter[str] = Counter()
    for row in work.connection.execute(select(judgements)):
        held[row.key][row.slot] = standing.judgement(row.state)
        if row.slot == standing.FINAL:
            versions[row.key] = row.version
    told: dict[str, str] = {}
    changes = []
    states = _states(work.connection)
    for key in dict.fromkeys([*work.known, *work.run.claims]):
        digest, present, successor, status = states[key]
        told[key] = standing.status(digest, present, held.get(key, {}), bool(successor))
        if told[key] != status or key in carried:
            changes.append(_standing(key, told[key], standing.in_force(held.get(key, {})), versions[key]))
    _update(work.connection, claims, changes)
    return told


def _states(connection: Connection) -> dict[str, tuple[str, bool, str, str]]:
    rows = connection.execute(
        select(claims.c.key, claims.c.digest, claims.c.present, claims.c.successor, claims.c.status)
    )
    return {key: (digest, present, successor, status) for key, digest, present, successor, status in rows}


def _standing(key: str, status: str, stands: Judgement, version: int) -> Values:
    return {
        "key": key, "status": status, "kind": stands.kind, "error": stands.error, "decided_by": stands.who,
        "decided_at": stands.at, "comment": stands.comment, "version": version,
    }  # fmt: skip


def _derive(connection: Connection) -> None:
    """What follows from all claims together: groups, worth, contradictions, disagreement, the lists of the filters."""
    columns = (
        claims.c.key, claims.c.group_key, claims.c.group_size, claims.c.worth, claims.c.conflict_key, claims.c.side,
        claims.c.conflict, contents.c.fields,
    )  # fmt: skip
    held = connection.execute(select(*columns).join(contents).where(claims.c.present)).all()
    sizes = Counter(row.group_key for row in held)
    sides: dict[str, set[str]] = defaultdict(set)
    for row in held:
        if row.conflict_key:
            sides[row.conflict_key].add(row.side)
    changes = []
    for row in held:
        size = sizes[row.group_key]
        worth = content.worth(json.loads(row.fields), size)
        conflict = any(content.contradict(row.side, other) for other in sides.get(row.conflict_key, ()))
        if (size, worth, conflict) != (row.group_size, row.worth, row.conflict):
            changes.append({"key": row.key, "group_size": size, "worth": worth, "conflict": conflict})
    _update(connection, claims, changes)
    _disagreement(connection)
    _lists(connection)


def _disagreement(connection: Connection) -> None:
    """A claim that not every version that read its paper found, or found alike."""
    read = select(func.count()).where(coverage.c.doc_id == claims.c.doc_id).scalar_subquery()
    alike = (
        select(func.count())
        .where(readings.c.key == claims.c.key, readings.c.present, readings.c.digest == claims.c.digest)
        .scalar_subquery()
    )
    if (connection.scalar(select(func.count(coverage.c.extractor.distinct()))) or 0) > 1:
        connection.execute(update(claims).values(disagreement=(read > 1) & (alike < read)))


def _lists(connection: Connection) -> None:
    counted = (
        select(abouts.c.kind, abouts.c.name, func.count())
        .join(claims, claims.c.key == abouts.c.key)
        .where(claims.c.present)
        .group_by(abouts.c.kind, abouts.c.name)
    )
    chinese = {row.name: row.name_zh for row in connection.execute(select(concepts.c.name, concepts.c.name_zh))}
    found = connection.execute(counted).all()
    connection.execute(delete(names))
    _insert(connection, names, [
        {"kind": kind, "name": name, "name_zh": chinese.get(name, ""), "claims": number}
        for kind, name, number in found
    ])  # fmt: skip
    per_paper = select(func.count()).where(claims.c.doc_id == documents.c.doc_id, claims.c.present).scalar_subquery()
    connection.execute(update(documents).values(n_claims=per_paper))


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]


def _delete(connection: Connection, table: Table, doc_ids: Sequence[str]) -> None:
    for chunk in _chunks(doc_ids):
        connection.execute(delete(table).where(table.c.doc_id.in_(chunk)))


def _insert(connection: Connection, table: Table, values: Sequence[Values]) -> None:
    if values:
        connection.execute(insert(table), list(values))


def _update(connection: Connection, table: Table, values: Sequence[Values]) -> None:
    if not values:
        return
    named: Values = {name: bindparam(f"new_{name}") for name in values[0] if name != "key"}
    rows = [{f"new_{name}" if name != "key" else "its_key": value for name, value in row.items()} for row in values]
    connection.execute(update(table).where(table.c.key == bindparam("its_key")).values(named), rows)
