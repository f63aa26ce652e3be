"""Alterations that a text adds to those it has just spoken of: `还可见X`, `X的意义与之类似`.

A writer who lists mechanisms over several sentences names the drug and the response once. What follows brings only
further alterations, with an adverb that adds (`还可`, `also`) and a verb of being there, or says that they behave
alike. They take over the predicate and the therapies of the claims before, if these agree.

>>> from pipeline.relating.clauses import levels
>>> text = "同一患者还可检出F317L等突变"
>>> names = [Mention(8, 13, "ALTERATION", "F317L")]
>>> drug = Mention(0, 4, "DRUG", "达沙替尼")
>>> before = [Claim("mutation_response", 0, Mention(5, 10, "ALTERATION", "T315I"), "resistance", drug, "word")]
>>> level = levels(text, 0, len(text), names)[0]
>>> [(a.alteration.text, a.predicate, a.therapy.text) for a in found(level, before, ())]
[('F317L', 'resistance', '达沙替尼')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.records import Claim, Mention
from pipeline.relating.clauses import Clause, Level, family
from pipeline.relating.cue_words import body, column

_TABLE = "response_continuations"
_ABSENT = ("wild-type", "unmutated")


@dataclass(frozen=True, slots=True)
class Addition:
    """An alteration with the predicate and the therapy that it takes over; `start` and `end` are the cue's."""

    alteration: Mention
    predicate: str
    therapy: Mention
    start: int
    end: int


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    roles = (
        "adds",
        "is_there",
        "alike",
        "denied",
        "able",
        "remedies",
        "resistance",
        "arises",
        "limited",
        "unlikely",
        "caused",
        "lead",
        "share",
        "cases",
        "due",
        "former",
        "ranked",
    )
    forms = {role: body(column(_TABLE, "role", role=role)) for role in roles}
    texts = {
        "adds": rf"(?:{forms['adds']})[^,;。]{{0,8}}(?:{forms['is_there']})|(?:{forms['is_there']})\s+(?:{forms['adds']})",
        "alike": forms["alike"],
        "ranked": rf"\s*(?:而|and\s|while\s|whereas\s|but\s)?\s*(?:{forms['ranked']})",
        "denied": forms["denied"],
        "limited": rf"(?:{forms['limited']})\s*(?:\w+\s)?$",
        "open": body(column("response_context", "role", role="open")),
        "disputed": body(column("response_context", "role", role="disputed")),
        "arises": rf"(?:{forms['arises']})\s+in\s+[^,;.]{{1,30}}[\s.]*$",
        "remedied": rf"\s*(?:{forms['able']}|\s)*{forms['remedies']}\s*(?:{forms['resistance']}|{forms['former']})?\s*(?=[,;.。]|$)",
        "former": rf"(?:{forms['former']})\s*$",
        "unlikely": rf"(?:{forms['unlikely']})[^,;。]*$",
        "own": r"预后|生存|敏感|获益|有效|耐药|prognos|surviv|sensiti|benefit|resist|effective",
        "told": forms["resistance"],
        "lead": rf"\s*(?:{forms['lead']})*\s*",
        "caused": rf"\s*(?:[\u4e00-\u9fff]{{0,3}}(?:突变|变异))?(?:{forms['caused']})",
        "due": rf"\s*(?:{forms['share']})\s+(?:of\s+)?(?:{forms['cases']})?\s*(?:{forms['due']})\s+",
    }
    return {name: re.compile(text, re.IGNORECASE) for name, text in texts.items()}


def found(level: Level, before: Sequence[Claim], own: Sequence[Claim]) -> Iterator[Addition]:
    """What one level adds to claims made before.

    Args:
        level: The sentence.
        before: The claims of the sentence before.
        own: Those of this sentence.
    """
    yield from _alike(level, own or before)
    yield from _remedied(level, own or before)
    told = before
    for stretch in _stretches(level):
        inside = [c for c in own if stretch.start <= c.subject.start < stretch.end]
        yield from _caused(level, stretch, told)
        if told and not inside and not any(family(m) == "drug" for m in level.within(stretch.start, stretch.end)):
            yield from _added(level, stretch, told)
        elif inside:
            yield from _added_behind(level, stretch, inside)
        told = inside


def _added_behind(level: Level, stretch: Clause, own: Sequence[Claim]) -> Iterator[Addition]:
    """What the last clauses of a stretch add to the claims before them (`…,X虽少见,也有个案`)."""
    end = max(max(c.subject.end, c.object.end if c.object else 0, c.cue.end if c.cue else 0) for c in own)
    later = [c for c in level.clauses if end <= c.start and c.end <= stretch.end]
    if not later or any(family(m) == "drug" for m in level.within(later[0].start, stretch.end)):
        return
    if any(_patterns()["own"].search(level.text(c.start, c.end)) for c in later):
        return
    yield from _added(level, Clause(later[0].start, stretch.end), own)


def listed(level: Level, therapy: Mention, own: Sequence[Claim]) -> Iterator[Addition]:
    """The alterations of a list that the sentence before announces (`D耐药的机制有以下几类:`).

    Args:
        level: The sentence of the list.
        therapy: The drug that the announcement names.
        own: The claims of the sentence; a part that makes one, or that names a drug, speaks for itself, unless
            it says that its alteration is limited to that drug.
    """
    for stretch in _stretches(level):
        inside = level.within(stretch.start, stretch.end)
        said = any(stretch.start <= c.subject.start < stretch.end for c in own)
        drugs = [m for m in inside if family(m) == "drug"]
        resisted = [m for m in drugs if _patterns()["limited"].search(level.text(stretch.start, m.start))]
        if said or len(resisted) < len(drugs):
            continue
        view = level.text(stretch.start, stretch.end)
        if any(_patterns()[kind].search(view) for kind in ("denied", "disputed", "open")):
            continue
        for alteration in inside:
            for drug in resisted or [therapy]:
                if alteration.type == "ALTERATION" and not alteration.name.endswith(_ABSENT):
                    yield Addition(alteration, "resistance", drug, alteration.start, alteration.end)


def _remedied(level: Level, before: Sequence[Claim]) -> Iterator[Addition]:
    """The alterations just said to bring resistance, with the drugs that are said to overcome it (`E可克服之`)."""
    for said in _patterns()["remedied"].finditer(level.view):
        start, end = level.start + said.start(), level.start + said.end()
        clause = level.clauses[level.clause_at(start)]
        known = _nearest(level, clause, [c for c in before if c.subject.end <= clause.start])
        if len({c.predicate for c in known}) > 1 and _patterns()["told"].search(level.text(start, end)):
            known = list(_last_told(known))
        inside = level.within(clause.start, start)
        named = [m for m in inside if family(m) == "drug"]
        drugs = [m for m in named if not any(_introduces(level, m, after) for after in named)]
        if _patterns()["unlikely"].search(level.text(clause.start, end)):
            continue
        if _patterns()["former"].search(level.text(start, end)):
            places = sorted({c.subject.start for c in known})
            known = [c for c in known if len(places) > 2 and c.subject.start in places[:2]]
        if not drugs or drugs[-1].end < start or {c.predicate for c in known} != {"resistance"}:
            continue
        resisted = {c.object.name for c in known if c.object is not None}
        for claim in known:
            for drug in drugs:
                if drug.name not in resisted:
                    yield Addition(claim.subject, "sensitivity", drug, start, end)


def _introduces(level: Level, drug: Mention, after: Mention) -> bool:
    """Whether a class stands right before the drug that it introduces (`泛RAF抑制剂甲药`)."""
    apart = after.start - drug.end
    return drug.type == "DRUG_CLASS" and apart in (0, 1) and not level.text(drug.end, after.start).strip()


def _stretches(level: Level) -> Iterator[Clause]:
    """The parts of a sentence between its semicolons."""
    start = level.start
    for clause in level.clauses:
        if clause.mark and clause.mark in ";；":
            yield Clause(start, clause.start)
            start = clause.start
    yield Clause(start, level.end)


def _added(level: Level, stretch: Clause, before: Sequence[Claim]) -> Iterator[Addition]:
    """Further alterations of a stretch that has no response and no drug of its own."""
    view = level.text(stretch.start, stretch.end)
    said = _patterns()["adds"].search(view) or _patterns()["arises"].search(view) or _patterns()["ranked"].match(view)
    before = _last_told(before)
    denied = _patterns()["denied"].search(view)
    if said is None or denied is not None or {c.predicate for c in before} != {"resistance"}:
        return
    if _patterns()["disputed"].search(view):
        return
    start, end = stretch.start + said.start(), stretch.start + said.end()
    for alteration in level.within(stretch.start, stretch.end):
        if alteration.type == "ALTERATION" and not alteration.name.endswith(_ABSENT):
            for therapy in _therapies(before):
                yield Addition(alteration, "resistance", therapy, start, end)


def _last_told(before: Sequence[Claim]) -> Sequence[Claim]:
    """The claims of the last word of response of the sentence before."""
    last = max((c.cue.start for c in before if c.cue is not None), default=-1)
    return [c for c in before if c.cue is None or c.cue.start == last] or before


def _caused(level: Level, stretch: Clause, before: Sequence[Claim]) -> Iterator[Addition]:
    """`X所致者`, `a minority are due to X`: patients whose resistance, told before, another alteration brought about."""
    resisted = [c for c in before if c.predicate == "resistance" and c.object is not None]
    first = min((c.cue.start for c in resisted if c.cue is not None), default=-1)
    told = [c for c in resisted if c.cue is not None and c.cue.start == first]
    clause = level.clauses[level.clause_at(stretch.start)]
    inside = [m for m in level.within(clause.start, clause.end) if m.type == "ALTERATION"]
    said = _share_of(level, clause, inside) if inside and told else None
    if said is None:
        return
    for alteration in inside:
        for therapy in _therapies(told):
            yield Addition(alteration, "resistance", therapy, *said)


def _share_of(level: Level, clause: Clause, inside: Sequence[Mention]) -> tuple[int, int] | None:
    """Where a clause that names nothing else says that alterations bring about a share of the cases."""
    left, right = level.text(clause.start, inside[0].start), level.text(inside[-1].end, clause.end)
    if any(family(m) == "drug" for m in level.within(clause.start, clause.end)):
        return None
    if _patterns()["lead"].fullmatch(left) and (said := _patterns()["caused"].match(right)):
        return inside[-1].end + said.start(), inside[-1].end + said.end()
    due = _patterns()["due"].fullmatch(left)
    return (clause.start + due.start(), clause.start + due.end()) if due else None


def _alike(level: Level, before: Sequence[Claim]) -> Iterator[Addition]:
    """The alterations of a clause that behave as those before, toward its own drugs or the same, or further drugs."""
    for said in _patterns()["alike"].finditer(level.view):
        start, end = level.start + said.start(), level.start + said.end()
        clause = level.clauses[level.clause_at(start)]
        known = _nearest(level, clause, [c for c in before if c.subject.end <= clause.start])
        if len({c.predicate for c in known}) != 1 or _patterns()["open"].search(level.text(clause.start, start)):
            continue
        inside = level.within(clause.start, clause.end)
        drugs = tuple(m for m in inside if family(m) == "drug")
        changed = tuple(m for m in inside if m.type == "ALTERATION")
        taken = changed or (_subjects(known) if drugs else ())
        for alteration in taken:
            for therapy in drugs or _therapies(known):
                yield Addition(alteration, known[0].predicate, therapy, start, end)


def _nearest(level: Level, clause: Clause, before: Sequence[Claim]) -> list[Claim]:
    """The claims of the sentence's own nearest clause that makes any, else those of the sentence before."""
    known = [c for c in before if c.object is not None and c.cue is not None and c.subject.end <= clause.start]
    own = [c for c in known if c.subject.start >= level.start and c.cue is not None and c.cue.end <= clause.start]
    last = max((level.clause_at(c.cue.start) for c in own if c.cue is not None), default=-1)
    return [c for c in own if c.cue is not None and level.clause_at(c.cue.start) == last] or known


def _subjects(claims: Sequence[Claim]) -> tuple[Mention, ...]:
    return tuple({c.subject.name: c.subject for c in claims}.values())


def _therapies(claims: Sequence[Claim]) -> tuple[Mention, ...]:
    return tuple({c.object.name: c.object for c in claims if c.object is not None}.values())
