"""From two annotations to one: what both say is taken, what only one says is put before an adjudicator.

Every difference has an id made of its content, and a decision names the id: `{"id": …, "take": "A" | "B" | "none",
"set": {field: value}, "why": …}`. A difference without a decision stays out of the adjudicated set and is reported.
Where both make a claim and only mark more or fewer words of the same thing, the longer span is taken, as the guideline
asks for the longest; no decision is needed.

>>> from pipeline.scoring.annotation import Annotation, Mark, Statement
>>> drug, gene = Mark(0, 4, "DRUG", "维奈克拉", "venetoclax"), Mark(6, 11, "GENE", "BCL-2", "BCL2")
>>> one = Annotation("a.txt", "", (drug, gene), (Statement("drug_target", "inhibits", drug, gene, 0),))
>>> other = Annotation("a.txt", "", (drug, gene), (Statement("drug_target", "binds", drug, gene, 0),))
>>> [(item.kind, item.fields) for item in differences(one, other)]
[('differs', ('predicate',))]
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from pipeline.scoring import matching
from pipeline.scoring.agreement import label, matched
from pipeline.scoring.annotation import WORDS, Annotation, Mark, Statement, collected, exhaustive
from pipeline.scoring.passages import sentence_at
from pipeline.scoring.tiers import key
from pipeline.scoring.vocabulary import CONTAINERS, FIGURE_FIELDS, QUALIFIERS

Kind = Literal["both", "differs", "only"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A claim of one or both annotators.

    Attributes:
        kind: `both` (equal in all but the extent of marks), `differs` in `fields`, or `only` one has it.
        ours, theirs: The claim of A and of B.
        salt: Names, where spans and figures alone do not tell two differences apart; ids are made without names where
            possible, so that a concept that is renamed keeps its decision.
    """

    kind: Kind
    ours: Statement | None
    theirs: Statement | None
    fields: tuple[str, ...] = ()
    salt: str = ""

    @property
    def known(self) -> Statement:
        statement = self.ours or self.theirs
        assert statement is not None
        return statement

    @property
    def sides(self) -> str:
        return "A" * bool(self.ours) + "B" * bool(self.theirs)

    @property
    def id(self) -> str:
        told = [_identity(side) for side in (self.ours, self.theirs)]
        return hashlib.blake2b(f"{told}{self.salt}".encode(), digest_size=5).hexdigest()


_NAMED_FIELDS = ("arm", "metric", "disease")


def _told_apart(found: list[Difference]) -> list[Difference]:
    seen = Counter(item.id for item in found)
    return [replace(item, salt=_names(item)) if seen[item.id] > 1 else item for item in found]


def _names(item: Difference) -> str:
    sides = [side for side in (item.ours, item.theirs) if side]
    return repr([([m.name for m in s.marks], [s.fields.get(name, "") for name in _NAMED_FIELDS]) for s in sides])


def _identity(statement: Statement | None) -> object:
    if statement is None:
        return None
    spans = [(mark.start, mark.end) for mark in statement.marks]
    fields = sorted((k, v) for k, v in statement.fields.items() if k not in _NAMED_FIELDS)
    return statement.relation, statement.predicate, spans, fields, statement.position


def differences(one: Annotation, other: Annotation) -> list[Difference]:
    """Every claim of A and B once, in the order of the text."""
    together: list[tuple[Statement, Statement]] = []
    rest = [list(one.statements), list(other.statements)]
    for tier in ("full", "triple", "pair"):
        left, right = (replace(a, statements=tuple(s)) for a, s in zip((one, other), rest, strict=True))
        near = [pair for pair in matched(left, right, tier) if tier != "pair" or _same_place(*pair)]
        together += near
        rest = [_without(side, [pair[i] for pair in near]) for i, side in enumerate(rest)]
    near = matching.pairs(rest[0], rest[1], _kinship)
    together += near
    rest = [_without(side, [pair[i] for pair in near]) for i, side in enumerate(rest)]
    found = [_compared(a, b) for a, b in together]
    found += [Difference("only", s, None) for s in rest[0]] + [Difference("only", None, s) for s in rest[1]]
    return sorted(_told_apart(found), key=lambda d: (d.known.position, d.known.relation, d.known.span, d.id))


def _without(statements: list[Statement], taken: list[Statement]) -> list[Statement]:
    gone = {id(statement) for statement in taken}
    return [statement for statement in statements if id(statement) not in gone]


def _same_place(one: Statement, other: Statement) -> bool:
    return abs(one.position - other.position) < _REACH


_REACH = 300


def _kinship(one: Statement, other: Statement) -> float:
    """Whether two claims with different names are readings of the same words."""
    if one.relation != other.relation or not one.marks or not other.marks:
        return 0.0
    shared = sum(any(a.overlaps(b) for b in other.marks) for a in one.marks)
    return float(shared) if shared == len(one.marks) == len(other.marks) else 0.0


def _compared(one: Statement, other: Statement) -> Difference:
    names = [] if one.relation == "trial_metric" else ["predicate", "disease"]
    columns = FIGURE_FIELDS if one.relation == "trial_metric" else ()
    differing = [name for name in (*names, *columns, *QUALIFIERS) if label(one, name) != label(other, name)]
    for name, mine, theirs in (("subject", one.subject, other.subject), ("object", one.object, other.object)):
        if (mine.name if mine else "") != (theirs.name if theirs else ""):
            differing.append(name)
        elif mine and theirs and not mine.overlaps(theirs):
            differing.append(f"{name} place")
    return Difference("differs" if differing else "both", one, other, tuple(differing))


def listed(found: Iterable[Difference], text: str, document: str, all_of_them: bool = False) -> list[dict[str, Any]]:
    """Differences as plain objects with their sentences, for an adjudicator; agreed claims on demand."""
    return [_told(item, text, document) for item in found if all_of_them or item.kind != "both"]


def _told(item: Difference, text: str, document: str) -> dict[str, Any]:
    start, end = sentence_at(text, item.known.position)
    told: dict[str, Any] = {"id": item.id, "document": document, "kind": item.kind, "fields": list(item.fields)}
    told["sentence"] = text[start:end]
    return told | {side: claim_line(s) for side, s in (("A", item.ours), ("B", item.theirs)) if s}


def claim_line(statement: Statement) -> str:
    """A claim in one line, for people.

    >>> drug, gene = Mark(0, 4, "DRUG", "维奈克拉", "venetoclax"), Mark(6, 11, "GENE", "BCL-2", "BCL2")
    >>> claim_line(Statement("drug_target", "inhibits", drug, gene, 0))
    'venetoclax [维奈克拉 0] –inhibits→ BCL2 [BCL-2 6] (affirmed, asserted, unstated)'
    """
    qualifiers = [statement.polarity, statement.certainty, statement.setting, *statement.citations]
    fields = {k: v for k, v in statement.fields.items() if v}
    subject, target = (_mark_line(mark) for mark in (statement.subject, statement.object))
    if statement.relation == "trial_metric":
        told = ", ".join(f"{k}={v}" for k, v in fields.items())
        return f"{told} [{subject} | {target}] ({', '.join(qualifiers)})"
    disease = f" in {fields['disease']}" if fields.get("disease") else ""
    return f"{subject} –{statement.predicate}→ {target}{disease} ({', '.join(qualifiers)})"


def _mark_line(mark: Mark | None) -> str:
    if mark is None:
        return "none"
    return f"{mark.name} [{mark.text} {mark.start}]" if mark.name else f"{mark.text} {mark.start}"


def markdown(items: Iterable[Mapping[str, Any]]) -> str:
    """The list of differences as Markdown."""
    parts = []
    for item in items:
        fields = f": {', '.join(item['fields'])}" if item["fields"] else ""
        lines = [f"### {item['id']} {item['kind']}{fields}", "", "> " + " ".join(item["sentence"].split()), ""]
        parts.append("\n".join([*lines, *(f"- {side}: {item[side]}" for side in ("A", "B") if side in item), ""]))
    return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the adjudicator says of one difference; `set` changes fields of the claim that is taken."""

    id: str
    take: str
    set: Mapping[str, Any]
    why: str = ""


def decisions_from(lines: Iterable[str]) -> dict[str, Decision]:
    """Decisions by id.

    Raises:
        ValueError: A decision takes something other than A, B or none, or has no id; names the line.
    """
    found: dict[str, Decision] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row = json.loads(line)
        if row.get("take") not in ("A", "B", "none") or not row.get("id"):
            raise ValueError(f"decision {number}: it needs an id, and `take` must be A, B or none")
        found[row["id"]] = Decision(row["id"], row["take"], row.get("set", {}), row.get("why", ""))
    return found


@dataclass(frozen=True)
class Built:
    """The adjudicated annotation, differences without a decision, and ids of decisions that met no difference."""

    annotation: Annotation
    undecided: tuple[Difference, ...]
    idle: tuple[str, ...]
    open_mentions: tuple[str, ...] = ()


def built(
    one: Annotation,
    other: Annotation,
    decisions: Mapping[str, Decision],
    renamed: Callable[[Mark], Mark] = lambda mark: mark,
    more: Iterable[Statement] = (),
    mention_decisions: Mapping[str, str] | None = None,
) -> Built:
    """The adjudicated annotation of one document.

    Args:
        one, other: A and B.
        decisions: By the ids of differences.
        renamed: Gives a mark the concept id of its name and the words of its span, after `set` has changed either
            (`subject_span` and `object_span` are [start, end]).
        more: Claims that neither annotator made and the adjudicator adds.
        mention_decisions: For mentions that only one marked, by `mention_id`: the side whose reading is taken, or
            `none`; one without a decision is in the set only if a claim uses it.
    """
    found = differences(one, other)
    taken: list[Statement] = []
    undecided = []
    for item in found:
        decision = decisions.get(item.id)
        if item.kind == "both" and decision is None:
            taken.append(_merged(item))
        elif decision is None:
            undecided.append(item)
        elif decision.take != "none":
            taken.append(_decided(item, decision, renamed))
    statements = _harmonised([*taken, *(replace(s, origin="new") for s in more)])
    marks = _agreed_mentions(one, other, mention_decisions or {})
    idle = tuple(sorted(decisions.keys() - {item.id for item in found}))
    mentions = _settled(collected(marks, statements), {m for s in statements for m in s.marks})
    scope = one.scope if one.scope == other.scope else _common_scope(one, other)
    seen = {_place(m) for m in mentions}
    waiting = {mention_id(m) for _, m in mention_differences(one, other) if _place(m) not in seen}
    waiting -= (mention_decisions or {}).keys()
    annotation = Annotation(one.document, one.sha256, mentions, statements, scope)
    return Built(annotation, tuple(undecided), idle, tuple(sorted(waiting)))


def _common_scope(one: Annotation, other: Annotation) -> str:
    scopes = {one.scope, other.scope}
    if "claims" in scopes:
        return "claims"
    if "all" in scopes:
        return (scopes - {"all"}).pop()
    return " ".join(part for part in one.scope.split() if part in other.scope.split()) or "claims"


def _merged(item: Difference) -> Statement:
    assert item.ours and item.theirs
    subject, target = _longer(item.ours.subject, item.theirs.subject), _longer(item.ours.object, item.theirs.object)
    return replace(item.ours, subject=subject, object=target, origin="both")


def _longer(one: Mark | None, other: Mark | None) -> Mark | None:
    if one and other and other.contains(one) and other != one and other.type == one.type:
        return other
    return one


def _decided(item: Difference, decision: Decision, renamed: Callable[[Mark], Mark]) -> Statement:
    taken = item.ours if decision.take == "A" else item.theirs
    if taken is None:
        raise ValueError(f"decision {item.id} takes {decision.take}, which does not make this claim")
    if item.kind == "differs" and item.ours and item.theirs and not _touches_marks(item):
        subject, target = (
            _longer(item.ours.subject, item.theirs.subject), _longer(item.ours.object, item.theirs.object),
        )  # fmt: skip
        taken = replace(taken, subject=subject, object=target)
    return replace(_changed(taken, decision.set, renamed), origin=decision.take + "*" * bool(decision.set))


def _touches_marks(item: Difference) -> bool:
    return any(name.partition(" ")[0] in ("subject", "object") for name in item.fields)


def _changed(statement: Statement, changes: Mapping[str, Any], renamed: Callable[[Mark], Mark]) -> Statement:
    own: dict[str, Any] = {name: changes[name] for name in (*QUALIFIERS, "predicate") if name in changes}
    if "citations" in own:
        own["citations"] = tuple(own["citations"])
    for end in ("subject", "object"):
        own[end] = _changed_end(getattr(statement, end), end, changes, renamed)
    if "metric" in changes and own["subject"]:
        own["subject"] = renamed(replace(own["subject"], name=changes["metric"]))
    taken = {*own, "subject_span", "object_span"}
    fields = {name: value for name, value in changes.items() if name not in taken}
    return replace(statement, fields={**statement.fields, **fields}, **own)


def _changed_end(
    mark: Mark | None, end: str, changes: Mapping[str, Any], renamed: Callable[[Mark], Mark]
) -> Mark | None:
    if end in changes and not changes[end]:
        return None
    if mark is None or not {end, f"{end}_span"} & changes.keys():
        return mark
    start, stop = changes.get(f"{end}_span", (mark.start, mark.end))
    return renamed(replace(mark, start=start, end=stop, name=changes.get(end, mark.name)))


def _harmonised(statements: list[Statement]) -> tuple[Statement, ...]:
    """One extent for a thing that one claim marks shorter than the next; claims that now are one stand once."""
    marks = {mark for s in statements for mark in s.marks}
    longest = {mark: _longest(mark, marks) for mark in marks}
    new = [
        replace(
            s, subject=longest.get(s.subject) if s.subject else None, object=longest.get(s.object) if s.object else None
        )
        for s in statements
    ]
    ordered = sorted(new, key=lambda s: (s.position, s.relation, s.span, repr(s)))
    return tuple({_told_once(s): s for s in reversed(ordered)}.values())[::-1]


def _told_once(statement: Statement) -> str:
    return repr((key(statement, "full"), statement.subject, statement.object))


def _longest(mark: Mark, marks: Iterable[Mark]) -> Mark:
    same = [m for m in marks if m.contains(mark) and (m.type, m.name) == (mark.type, mark.name)]
    return max(same, key=lambda m: (m.end - m.start, -m.start))


def mention_id(mark: Mark) -> str:
    return f"{mark.start}-{mark.end}-{mark.type}"


def mention_differences(one: Annotation, other: Annotation) -> list[tuple[str, Mark]]:
    """Mentions that only one marked where both had to, or that the two named differently, with the side."""
    sides = (("A", one, other), ("B", other, one))
    both = _named(one) & _named(other)
    return sorted(
        (
            (side, mark)
            for side, own, reach in sides
            for mark in own.mentions
            if (*_place(mark), mark.name) not in both and exhaustive(own, mark) and exhaustive(reach, mark)
        ),
        key=lambda pair: (pair[1], pair[0]),
    )


def listed_mentions(one: Annotation, other: Annotation, text: str) -> list[dict[str, Any]]:
    """Mentions that only one has, as plain objects.

    A decision on one is `{"id": …, "take": …}` with A or B (that side's reading), or `none`.
    """
    found: dict[str, dict[str, Any]] = {}
    for side, mark in mention_differences(one, other):
        start, end = sentence_at(text, mark.start)
        told = {"id": mention_id(mark), "document": one.document, "kind": "mention", "fields": []}
        item = found.setdefault(mention_id(mark), told | {"sentence": text[start:end]})
        item[side] = "; ".join(filter(None, [item.get(side, ""), f"{mark.type} {_mark_line(mark)}"]))
    return list(found.values())


def _named(annotation: Annotation) -> set[tuple[int, int, str, str]]:
    return {(*_place(m), m.name) for m in annotation.mentions}


def _place(mark: Mark) -> tuple[int, int, str]:
    return mark.start, mark.end, mark.type


def _agreed_mentions(one: Annotation, other: Annotation, decisions: Mapping[str, str]) -> list[Mark]:
    """Mentions that both marked and named alike where all are marked, and those that a decision takes."""
    theirs = _named(other)
    kept = [m for m in one.mentions if (*_place(m), m.name) in theirs and (exhaustive(one, m) or exhaustive(other, m))]
    return kept + [m for side, m in mention_differences(one, other) if decisions.get(mention_id(m)) == side]


def _settled(mentions: Iterable[Mark], used: set[Mark]) -> tuple[Mark, ...]:
    """Without mentions that cut one that a claim uses, and without a second name for a span that claims name."""
    kept = [m for m in mentions if m in used or not any(_clash(m, other) for other in used if other.type != WORDS)]
    return tuple(kept)


def _clash(mark: Mark, used: Mark) -> bool:
    """Whether a mention cannot stand beside one that a claim uses: only some types hold others (guideline, section 1)."""
    if not mark.overlaps(used):
        return False
    if _place(mark) == _place(used):
        return mark.name != used.name
    holds = [outer for outer, inner in ((mark, used), (used, mark)) if outer.contains(inner)]
    return mark.type == used.type or not any(outer.type in CONTAINERS for outer in holds)
