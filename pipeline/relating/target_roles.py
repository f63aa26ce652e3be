"""Targets that a sentence tells by a noun: `Y不仅为X的靶点,还…`, `Y…,且为X的直接降解靶点`, `Y is a kinase and a target of X`.

The subject of such a noun is the target that opens its clause, else the one that an earlier clause opens with and that a
pronoun or nothing at all takes up. The noun may say what becomes of the target (`降解靶点`).

>>> from pipeline.records import Mention
>>> from pipeline.relating.clauses import levels
>>> text = "IKZF1是转录因子,且为来那度胺的降解靶点"
>>> names = [Mention(0, 5, "GENE", "IKZF1"), Mention(13, 17, "DRUG", "来那度胺")]
>>> [(e.predicate, e.targets[0].text) for e in told(Scene(levels(text, 0, len(text), names)[0], ()))]
[('degrades', 'IKZF1')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.records import Span
from pipeline.relating.clauses import BLANK, Clause
from pipeline.relating.coordination import Group
from pipeline.relating.effects import Effect, bearers
from pipeline.relating.subjects import Scene

_SPACE = rf"[\s{BLANK}]*"
_ROLE = re.compile(
    rf"{_SPACE}(?:等|类|药物|制剂|单药|治疗|所致|介导|发挥|的)*(?:[^,;。:()的]{{0,10}}作用)?的(?P<kind>[^,;。:()靶底]{{0,10}})"
    r"(?:靶(?:点|标|蛋白|分子|抗原)|(?<=降解)(?:的)?(?:新)?底物)(?![抑药])"
)
_COPULA = re.compile(
    r"(?P<left>(?:(?!不是|并非|而非|非)[^,;。:]){0,40}?)(?<![不并])(?:是|为|系|作为|成为|正是)(?:[^,;。:的]{0,10}?等)?$"
)
_ADVERBS = re.compile(
    r"(?:蛋白|激酶|受体|抗原|基因|本身|不仅仅?|不但|不只|既|也|亦|还|且|并(?!且)|并且|同时|同样|又|均|都|则|正|就|恰|被(?:认为|证实|视|确定|鉴定)|是|已|目前|主要|因此|故|其|它|该(?:蛋白|激酶|受体|分子|基因|抗原|因子)|此(?:蛋白|激酶|受体|分子|因子)|反而|后者|[\s\x00,])*"
)
_LONGEST_OPENING = 40
_OPENS = re.compile(
    r"(?:[^,;。:中时下上内而但且\s\x00]{0,16}[中时下上内][,，]?|研究(?:发现|表明|显示)|近来|近年来?|已知|而|但|且|[\s\x00])*"
)
_OF = re.compile(
    r"\b(?P<kind>(?:(?!is\b|are\b|was\b|were\b|it\b|as\b|the\b|an?\b|of\b|and\b|also\b)[a-z-]+\s+){0,3})(?:target|neo-?substrate|substrate)s?\s+(?:of|for)\s+(?:the\s+|both\s+)?(?:[a-z-]+\s+){0,2}$",
    re.IGNORECASE,
)
_IS = re.compile(
    r"\s*,?\s*(?:is|are|was|were|remains?|represents?|serves?\s+as|became|becomes?)\s+(?!no[tr]?\s+(?!only))",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\s*(?:and|but|where|moreover|furthermore|also|therefore|,|\s)*(?:it|(?:this|the)\s+(?:protein|kinase|receptor|antigen|molecule|factor))\s*$",
    re.IGNORECASE,
)


def told(scene: Scene) -> Iterator[Effect]:
    """All effects that a noun for a target tells of the subject of its clause or of the clauses before."""
    if not _ANY.search(scene.level.view):
        return
    for drugs in (g for g in scene.groups if g.kind == "drug"):
        clause = scene.level.clauses[scene.level.clause_at(drugs.start)]
        yield from _chinese(scene, clause, drugs)
        yield from _english(scene, clause, drugs)


_ANY = re.compile(r"靶|底物|\b(?:target|substrate|neo-?substrate)s?\s+(?:of|for)\b", re.IGNORECASE)


def _predicate(kind: str) -> str:
    """What the words before the noun say that the drug does (`直接降解靶点`, `a degradation target`)."""
    if _DEGRADED.search(kind):
        return "degrades"
    return "binds" if _BOUND.search(kind) else "targets"


_DEGRADED = re.compile(r"降解|degrad|neo-?substrate", re.IGNORECASE)
_BOUND = re.compile(r"结合|\bbinding\b", re.IGNORECASE)


def _chinese(scene: Scene, clause: Clause, drugs: Group) -> Iterator[Effect]:
    """`Y不仅为X的靶点`, `…,它是X的靶点`, `…,且为X的降解靶点`."""
    role = _ROLE.match(scene.level.text(drugs.end, clause.end))
    if role is None:
        return
    start = _first_listed(scene, clause, drugs).start
    own = [g for g in scene.groups if g.kind != "drug" and clause.start <= g.start and g.end <= start]
    copula = _COPULA.search(scene.level.text(own[-1].end if own else clause.start, start))
    if copula is None or not _ADVERBS.fullmatch(copula["left"]):
        return
    subject = own[-1] if own else _earlier(scene, clause)
    if subject is not None and is_target(subject):
        yield _effect(scene, subject, drugs, _predicate(role["kind"]), Span(drugs.end, drugs.end + role.end()))


def is_target(group: Group) -> bool:
    """Whether a group names proteins, by themselves, by their amount or as the mutant or fusion that a drug is aimed at."""
    return group.kind == "target" or (
        group.kind == "alteration" and _IS_PROTEIN.search(group.members[0].name) is not None
    )


def _first_listed(scene: Scene, clause: Clause, drugs: Group) -> Group:
    """The drugs that stand for a class right before it (`来那度胺等免疫调节药物`), else the class."""
    before = [g for g in scene.groups if g.kind == "drug" and clause.start <= g.start and g.end <= drugs.start]
    is_example = before and _AND_OTHERS.fullmatch(scene.level.text(before[-1].end, drugs.start))
    return before[-1] if is_example else drugs


_AND_OTHERS = re.compile(rf"{_SPACE}等[^,;。:()、和与及]{{0,8}}")


_IS_PROTEIN = re.compile(r"expression$|::| p\.")


def _earlier(scene: Scene, clause: Clause) -> Group | None:
    """The target that the nearest clause before opens with, unless a drug opens it."""
    for earlier in reversed([c for c in scene.level.clauses if c.end <= clause.start]):
        inside = [g for g in scene.groups if earlier.start <= g.start < earlier.end]
        opening = scene.level.text(earlier.start, inside[0].start) if inside and is_target(inside[0]) else None
        if opening is not None and len(opening) <= _LONGEST_OPENING and _OPENS.fullmatch(opening):
            return inside[0]
        if inside and inside[0].kind == "drug":
            return None
    return None


def _english(scene: Scene, clause: Clause, drugs: Group) -> Iterator[Effect]:
    """`Y is not only the target of X but …`, `Y is a kinase and a target of X`, `Y …, and it is the target of X`."""
    level = scene.level
    role = _OF.search(level.text(clause.start, drugs.start))
    if role is None or QUALIFIES.match(level.text(drugs.end, clause.end)):
        return
    noun = clause.start + role.start()
    inside = [g for g in scene.groups if clause.start <= g.start < noun]
    if inside and (not is_target(inside[0]) or inside[-1] is not inside[0]):
        return
    subject = inside[0] if inside else None
    at = subject.end if subject else clause.start
    copula = _IS.match(level.text(at, noun)) if subject else _LATER_IS.search(level.text(at, noun + 1))
    if copula is None:
        return
    if subject is None and _PRONOUN.match(level.text(at, at + copula.start())):
        subject = _earlier(scene, clause)
    if subject is not None and is_target(subject):
        yield _effect(scene, subject, drugs, _predicate(role["kind"]), Span(noun, drugs.end))


QUALIFIES = re.compile(
    r"[\s-]*(?:resistan|refractory|treated|naive|na\u00efve|exposed|sensiti|intoleran)", re.IGNORECASE
)
"""What makes a drug tell the cells or patients, and not whose target something is (`a target for X-resistant AML`)."""
_LATER_IS = re.compile(r"\s(?:is|are|was|were|remains?|represents?|serves?\s+as)\s+(?!no[tr]?\b)", re.IGNORECASE)


def _effect(scene: Scene, target: Group, drugs: Group, predicate: str, cue: Span) -> Effect:
    end = max(cue.end, drugs.end)
    return Effect(predicate, bearers(target), cue, target.start, "possessive", end, drugs)
