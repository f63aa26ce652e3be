"""Resistance by what came up while a therapy failed, and by what a text calls a detour round it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from pipeline.lexicon import cues
from pipeline.records import Claim, Mention, Span
from pipeline.relating import details, detours, emergence, failures, held_alterations, ledgers, pairings, therapies
from pipeline.relating.clauses import Level
from pipeline.relating.objections import objection
from pipeline.relating.response_scope import Scope, aims_at, disease_of, is_heading, members_of
from pipeline.relating.responses import Response


def is_narrowed(emerged: Claim, told: Sequence[Claim]) -> bool:
    """Whether a word says of one agent what else came up under a whole regimen, or under classes of drugs."""
    if emerged.object is not None and emerged.object.type == "DRUG_CLASS":
        return any(
            claim.subject.name == emerged.subject.name and claim.object is not None and claim.object.type == "DRUG"
            for claim in told
        )
    agents = emerged.object.name.split(" + ") if emerged.object is not None else []
    return len(agents) > 1 and any(
        claim.subject.name == emerged.subject.name and claim.object is not None and claim.object.name in agents
        for claim in told
    )


def of_emergence(
    scope: Scope, level: Level, read: Sequence[Level], held: held_alterations.Held
) -> Iterator[tuple[Claim, str]]:
    """Resistance that a sentence states by what came up while a therapy failed."""
    if not held or scope.section.kind == "table" or is_heading(scope) or not emergence.is_told(level):
        return
    lists = therapies.drug_groups(level)
    is_lost, is_own = partial(_is_target_lost, scope), partial(_is_own_change, scope)
    arisen = list(emergence.found(level, held, lists, is_lost, is_own))
    for new in arisen:
        shown = therapies.examples(level, read, lists, new.therapy)
        drugs = (*members_of(new.therapy, scope, level), *shown)
        beside = [other.alteration for other in arisen if other.therapy == new.therapy]
        paired = pairings.respective(level, beside, drugs) or {}
        for alteration in details.detailed(level, held, new.alteration):
            for therapy in paired.get(alteration.span, drugs):
                yield _arisen(scope, level, alteration, therapy, Span(new.start, new.end), "emergence")
    known = scope.headed or scope.carried
    for failure in failures.found(level, held, lists):
        drugs = members_of(failure.therapy, scope, level) if failure.therapy is not None else (known,) if known else ()
        for therapy in drugs:
            if failure.only_given and not _is_own_change(scope, therapy, failure.alteration):
                continue
            yield _arisen(
                scope, level, failure.alteration, therapy, Span(failure.start, failure.end), "emergence context"
            )


def of_ledger(scope: Scope, level: Level, held: held_alterations.Held) -> Iterator[tuple[Claim, str]]:
    """Resistance by the items of a list that names a drug for each."""
    if scope.section.kind == "table" or is_heading(scope):
        return
    for entry in ledgers.found(level, held):
        for therapy in members_of(entry.therapy, scope, level):
            yield _arisen(scope, level, entry.alteration, therapy, Span(entry.start, entry.end), "ledger")


def _is_target_lost(scope: Scope, drug: Mention, alteration: Mention) -> bool:
    """Whether an alteration takes away the antigen that a product is aimed at."""
    return bool(_GONE.search(alteration.name)) and aims_at(scope, drug, alteration.gene)


_GONE = re.compile(r" (?:loss|underexpression)$")


def _is_own_change(scope: Scope, drug: Mention, alteration: Mention) -> bool:
    """Whether an alteration is a change of a drug's own target, and none that people are given the drug for."""
    named = _CHANGE.fullmatch(alteration.name)
    return (
        named is not None
        and drug.type == "DRUG"
        and (named["gene"], _one_letter(named["site"])) not in _driver_sites()
        and aims_at(scope, drug, named["gene"])
    )


_CHANGE = re.compile(r"(?P<gene>\S+) p\.(?P<site>[A-Z][a-z]{2}\d+)\S*")


@lru_cache(maxsize=1)
def _driver_sites() -> frozenset[tuple[str, str]]:
    """Sites of changes for which drugs against their gene are given."""
    return frozenset((row["gene"], row["site"]) for row in cues("driver_sites"))


@lru_cache(maxsize=1)
def _letters() -> dict[str, str]:
    return {row["three"]: row["one"] for row in cues("amino_acids")}


def _one_letter(site: str) -> str:
    """`Thr315` as `T315`."""
    return _letters().get(site[:3], "") + site[3:]


def _arisen(
    scope: Scope, level: Level, alteration: Mention, therapy: Mention | None, cue: Span, mechanism: str
) -> tuple[Claim, str]:
    """The claim of resistance of what came up, and the objection to it."""
    clause = level.clauses[level.clause_at(cue.start)]
    word = Response(alteration.start, alteration.end, "resistance", "word")
    claim = Claim(
        "mutation_response", scope.sentence.index, alteration, "resistance", therapy, mechanism,
        disease_of(scope, clause, alteration), cue, confidence=_EMERGED,
    )  # fmt: skip
    return claim, objection(scope, level, clause, word)


_EMERGED = 0.7


def of_detours(scope: Scope, level: Level, held: held_alterations.Held) -> Iterator[tuple[Claim, str]]:
    """Resistance by what a text calls a detour around the drug that it speaks of."""
    if scope.section.kind == "table" or is_heading(scope):
        return
    for alteration, start, end in detours.found(level, held):
        drug = _in_question(scope, alteration)
        if drug is not None:
            yield _arisen(scope, level, alteration, drug, Span(start, end), "detour context")


def _in_question(scope: Scope, alteration: Mention) -> Mention | None:
    """The drug of the heading or of the words of resistance before, else the class with a target named last."""
    if (known := scope.headed or scope.topic) is not None:
        return known
    if scope.carried is not None and not aims_at(scope, scope.carried, alteration.gene):
        return scope.carried
    start = scope.section.paragraphs[scope.sentence.paragraph].start if scope.sentence.paragraph >= 0 else 0
    named = [m for m in scope.mentions if m.type == "DRUG_CLASS" and start <= m.start < scope.sentence.start]
    aimed = [m for m in named if therapies.targets(scope.lexicon, m) and not aims_at(scope, m, alteration.gene)]
    return aimed[-1] if aimed else None
