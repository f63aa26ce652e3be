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
    forms = {role: body(column(_TABLE, "role", role=role)) for role in ("adds", "is_there", "alike", "denied")}
    texts = {
        "adds": rf"(?:{forms['adds']})[^,;。]{{0,8}}(?:{forms['is_there']})|(?:{forms['is_there']})\s+(?:{forms['adds']})",
        "alike": forms["alike"],
        "denied": forms["denied"],
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
    if before and not own and not any(family(m) == "drug" for m in level.mentions):
        yield from _added(level, before)


def _added(level: Level, before: Sequence[Claim]) -> Iterator[Addition]:
    """Further alterations of a sentence that has no response and no drug of its own."""
    said, denied = _patterns()["adds"].search(level.view), _patterns()["denied"].search(level.view)
    if said is None or denied is not None or {c.predicate for c in before} != {"resistance"}:
        return
    start, end = level.start + said.start(), level.start + said.end()
    for alteration in level.mentions:
        if alteration.type == "ALTERATION" and not alteration.name.endswith(_ABSENT):
            for therapy in _therapies(before):
                yield Addition(alteration, "resistance", therapy, start, end)


def _alike(level: Level, before: Sequence[Claim]) -> Iterator[Addition]:
    """The alterations of a clause that says that they behave as those before, toward its own drugs or the same."""
    for said in _patterns()["alike"].finditer(level.view):
        start, end = level.start + said.start(), level.start + said.end()
        clause = level.clauses[level.clause_at(start)]
        known = _nearest(level, clause, [c for c in before if c.subject.end <= clause.start])
        if len({c.predicate for c in known}) != 1:
            continue
        inside = level.within(clause.start, start)
        drugs = tuple(m for m in inside if family(m) == "drug") or _therapies(known)
        for alteration in (m for m in inside if m.type == "ALTERATION"):
            for therapy in drugs:
                yield Addition(alteration, known[0].predicate, therapy, start, end)


def _nearest(level: Level, clause: Clause, before: Sequence[Claim]) -> list[Claim]:
    """The claims of the sentence itself, if any, else those of the one before."""
    own = [c for c in before if c.subject.start >= level.start]
    return [c for c in own or before if c.object is not None and c.subject.end <= clause.start]


def _therapies(claims: Sequence[Claim]) -> tuple[Mention, ...]:
    return tuple({c.object.name: c.object for c in claims if c.object is not None}.values())
