"""Nouns by which a drug acts on a target: `inhibition of Y by X`, `X-induced Y expression`, `via Y inhibition`, `IC50 of X for Y`.

>>> from pipeline.relating.clauses import levels
>>> text = "Sorafenib-mediated FLT3 inhibition"
>>> names = [Mention(0, 9, "DRUG", "Sorafenib"), Mention(19, 23, "GENE", "FLT3")]
>>> [(e.predicate, e.targets[0].text) for e in prenominal(Scene(levels(text, 0, len(text), names)[0], ()))]
[('inhibits', 'FLT3')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pipeline.records import Mention as Mention
from pipeline.records import Span
from pipeline.relating.clauses import Level
from pipeline.relating.coordination import Group
from pipeline.relating.cue_words import body, column, key
from pipeline.relating.effects import CELLS, Effect, acted_on, bearers, object_of
from pipeline.relating.participles import BROUGHT_ABOUT
from pipeline.relating.subjects import Scene

_WORDS = r"(?:[\w-]+\s+)"
_LINKS = re.compile(r"\s(?:by|with|using|through|of|for|against|towards?|to|on|at)\s", re.IGNORECASE)
"""One of these stands in every construction of `nominal` and `shown`."""
_REACH = 120


@lru_cache(maxsize=1)
def _noun() -> str:
    return rf"(?P<noun>{body(column('drug_target_nominals', 'predicate', language='en'))})"


@lru_cache(maxsize=1)
def _by() -> re.Pattern[str]:
    """What stands between `Y` and `X` in `Y inhibition by X`, `inhibition of Y by X`."""
    return re.compile(
        rf"[\s-]*(?:(?:kinase\s+|enzyme\s+)?(?:activity\s+)?{_noun()}|[^,;.]{{0,20}}?)(?:\s+\w+ly)?\s+(?:by|with|using|through)\s+(?:the\s+|an?\s+)?{_WORDS}{{0,3}}?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def heads() -> re.Pattern[str]:
    """`inhibition of` right before a target."""
    return re.compile(rf"{_noun()}\s(?:of\s)?(?:\w+\s){{0,2}}$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _done_by() -> re.Pattern[str]:
    """What stands between `X` and `Y` in `X-mediated inhibition of Y`, `X inhibition of Y`."""
    return re.compile(
        rf"(?:[\s-]*(?:mediated|induced|driven|dependent)\s+(?:\w+\s+){{0,2}}|\s+){_noun()}\s+of\s+{_WORDS}{{0,2}}",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _toward() -> re.Pattern[str]:
    """`affinity for` right before a target."""
    nouns = body(column("drug_target_toward", "predicate", language="en"))
    return re.compile(
        rf"(?P<noun>{nouns})\s+(?:values?\s+)?(?:for|against|toward|towards|to|on)\s+(?:the\s+)?{_WORDS}{{0,3}}$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _measured() -> re.Pattern[str]:
    """`inhibitory activity of` right before a drug."""
    nouns = body(column("drug_target_toward", "predicate", language="en"))
    return re.compile(rf"(?P<noun>{nouns})\s+(?:values?\s+)?(?:of|for)\s+(?:the\s+)?$", re.IGNORECASE)


_AGAINST = re.compile(
    r"\s+(?:for|against|toward|towards|to|on|at)\s+(?:the\s+|both\s+|either\s+|human\s+|wild-type\s+)*", re.IGNORECASE
)
_FIGURE = re.compile(
    r"\s*(?:\bof\b|[=:~<>≈])*\s*\d[\d.,]*(?:\s*(?:±|–|-|to)\s*\d[\d.]*)?\s?(?:[nµμup]M|nmol(?:/L)?|micromol/L)\b",
    re.IGNORECASE,
)


def nominal(scene: Scene) -> Iterator[Effect]:
    """`inhibition of Y by X`, `Y inhibition with X`, `X-mediated inhibition of Y`, `affinity of X for Y`."""
    if not _LINKS.search(scene.level.view):
        return
    for target in scene.groups:
        if target.kind == "drug" or not bearers(target) or _is_spared(scene, target):
            continue
        for drugs in scene.groups:
            if drugs.kind == "drug" and abs(drugs.start - target.start) < _REACH:
                found = _behind(scene, drugs, target) if target.end < drugs.start else _before(scene, drugs, target)
                if found is not None:
                    yield found


_SPARED = re.compile(r"\s+(?:over|rather than|versus|vs\.?|but not|as opposed to)\s+(?:the\s+)?$", re.IGNORECASE)
_SPARED_REACH = 20


def _is_spared(scene: Scene, target: Group) -> bool:
    """Whether a target is what another is preferred to (`selective for Y over Z`)."""
    return _SPARED.search(scene.level.text(target.start - _SPARED_REACH, target.start)) is not None


def _behind(scene: Scene, drugs: Group, target: Group) -> Effect | None:
    """The drug stands behind the target."""
    match = _by().fullmatch(scene.level.text(target.end, drugs.start))
    if match and match["noun"]:
        return _named(scene, match, target.end, drugs, target)
    head = heads().search(scene.level.text(scene.level.start, target.start)) if match else None
    return _named(scene, head, scene.level.start, drugs, target) if head else None


def _before(scene: Scene, drugs: Group, target: Group) -> Effect | None:
    """The drug stands before the target."""
    level = scene.level
    between = level.text(drugs.end, target.start)
    match = _done_by().fullmatch(between)
    if match:
        return _named(scene, match, drugs.end, drugs, target)
    if CELLS.match(level.text(target.end, level.end)):
        return None
    if _AGAINST.fullmatch(between) and (match := _measured().search(level.text(level.start, drugs.start))):
        return _directed(match, level.start, target, drugs)
    bare = _FIGURE.sub("", between) if between.isascii() is False or "M" in between else between
    match = None if re.search(r"[,;.]", bare) else _toward().search(bare)
    if match is None or (match["noun"].lower() in _ACTIVITY and _is_mutant(level, target)):
        return None
    return _directed(match, drugs.end, target, None)


_ACTIVITY = ("activity", "potency", "active", "potent", "efficacy")
_MUTANTS = re.compile(r"\s+(?:\w+\s+){0,2}(?:mutations?|mutants?|variants?)\b", re.IGNORECASE)


def _is_mutant(level: Level, target: Group) -> bool:
    """Whether activity against a target is that against its mutations, which is one of response."""
    return target.kind == "alteration" or _MUTANTS.match(level.text(target.end, level.end)) is not None


def _predicate_of(match: re.Match[str]) -> str:
    return column("drug_target_toward", "predicate")[key(match["noun"])]


def _directed(match: re.Match[str], base: int, target: Group, drugs: Group | None) -> Effect:
    predicate = _predicate_of(match)
    cue = Span(base + match.start("noun"), base + match.end("noun"))
    return Effect(predicate, bearers(target), cue, cue.start, "toward", target.end, drugs)


def _named(scene: Scene, match: re.Match[str], base: int, drugs: Group, target: Group) -> Effect:
    cue = Span(base + match.start("noun"), base + match.end("noun"))
    predicate = column("drug_target_nominals", "predicate")[key(match["noun"])]
    return Effect(predicate, bearers(target), cue, cue.start, "nominal", max(target.end, drugs.end), drugs)


@lru_cache(maxsize=1)
def _shown() -> re.Pattern[str]:
    """`shows potent inhibition of`, `resulted in … and inhibition of` right before a target."""
    light = body(
        form
        for form, side in column("drug_target_directions", "direction").items()
        if side == "rise" and form.isascii()
    )
    return re.compile(
        rf"(?:\b(?P<shows>show(?:s|ed|n)?|exhibit(?:s|ed)?|display(?:s|ed)?|demonstrate[sd]?|exert(?:s|ed)?)\s+{_WORDS}{{0,3}}?"
        rf"|(?P<light>{light})\s[^,;.]{{1,50}}\sand\s+(?:the\s+)?){_noun()}\s+(?:of|on|against|toward)\s+{_WORDS}{{0,2}}$",
        re.IGNORECASE,
    )


def shown(scene: Scene) -> Iterator[Effect]:
    """`X showed potent inhibition of Y`, `X resulted in slower growth and inhibition of Y`."""
    if not _LINKS.search(scene.level.view):
        return
    for target in (g for g in scene.groups if g.kind == "target"):
        clause = scene.level.clauses[scene.level.clause_at(target.start)]
        match = _shown().search(scene.level.text(clause.start, target.start))
        if match is None or _OWN_AGENT.match(scene.level.text(target.end, clause.end)):
            continue
        start = clause.start + match.start()
        if not any(start <= g.start < target.start for g in scene.groups):
            cue = Span(clause.start + match.start("noun"), clause.start + match.end("noun"))
            predicate = column("drug_target_nominals", "predicate")[key(match["noun"])]
            yield Effect(predicate, bearers(target), cue, start, "nominal", target.end)


_MEANS = re.compile(r"\b(?:via|through|by|due|ow(?:es?|ed|ing)|rest(?:s|ed)?|stem(?:s|med)?)\s", re.IGNORECASE)
_OWES = r"ow(?:es?|ed|ing)\s(?:(?!(?:to|resistance|not)\b)[\w-]+\s+){1,6}to|(?:rest(?:s|ed)?|is\s+based|are\s+based)\s+(?:up)?on|stem(?:s|med)?\s+from"
"""What leads back an effect of a drug to what it does (`owes its effect on blood counts to inhibition of Y`)."""


@lru_cache(maxsize=1)
def _by_means() -> re.Pattern[str]:
    """`via inhibition of` or `via` right before a target."""
    return re.compile(
        rf"\b(?:via|through|(?<!ed\s)by(?:\s+means\s+of)?|due\s+to|{_OWES})\s+(?:the\s+|an?\s+)?(?:(?:its|their|direct|highly|selective|specific|potent|partial|dual|balanced|competitive|allosteric|irreversible|reversible|covalent|simultaneous|concurrent|combined|sustained|strong|effective|complete|and)\s+)*(?:{_noun()}\s+of\s+(?:the\s+|both\s+)?)?$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _what() -> re.Pattern[str]:
    """`inhibition` right behind a target, no agent of its own behind it."""
    return re.compile(
        rf"(?:\s+(?:pathway|signal+ing|kinase|activity))?\s+{_noun()}(?!\s+(?:by|with|of|using)\b)", re.IGNORECASE
    )


_OWN_AGENT = re.compile(r"[^,;.]{0,30}?\s(?:by|with|using)\s", re.IGNORECASE)
_OTHERS = re.compile(r"synerg|combin|overcom|resist|relaps|escape", re.IGNORECASE)


def means(scene: Scene) -> Iterator[Effect]:
    """`X kills cells via Y inhibition`, `by inhibition of Y`: what the subject does to a target in order to do more."""
    if not _MEANS.search(scene.level.view):
        return
    for target in (g for g in scene.groups if g.kind == "target"):
        clause = scene.level.clauses[scene.level.clause_at(target.start)]
        match = _by_means().search(scene.level.text(clause.start, target.start))
        after = scene.level.text(target.end, clause.end)
        named = match if match and match["noun"] else match and _what().match(after)
        if not match or not named or _OTHERS.search(scene.level.text(clause.start, clause.end)):
            continue
        if named is match and _OWN_AGENT.match(after):
            continue
        base = clause.start if named is match else target.end
        cue = Span(base + named.start("noun"), base + named.end("noun"))
        predicate = column("drug_target_nominals", "predicate")[key(named["noun"])]
        yield Effect(predicate, bearers(target), cue, clause.start + match.start(), "nominal", max(target.end, cue.end))


_PRENOMINAL = re.compile(rf"[-–\s](?P<form>{BROUGHT_ABOUT}|mediated)\s", re.IGNORECASE)


def prenominal(scene: Scene) -> Iterator[Effect]:
    """`X-induced Y expression`, `X-mediated degradation of Y`: a drug and what it brings about in one noun phrase."""
    if "ed " not in scene.level.view:
        return
    for drugs in (g for g in scene.groups if g.kind == "drug"):
        clause = scene.level.clauses[scene.level.clause_at(drugs.start)]
        match = _PRENOMINAL.match(scene.level.text(drugs.end, clause.end))
        group = object_of(scene, drugs.end + match.end("form"), clause.end) if match else None
        if match and group is not None:
            cue = Span(drugs.end + match.start("form"), drugs.end + match.end("form"))
            yield from (
                replace(effect, mechanism="nominal", agent=drugs)
                for effect in acted_on(scene, "induced", cue, group, clause.end)
            )
