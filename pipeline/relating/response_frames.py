"""Words that speak of a response only beside a therapy: evading, choosing, advising, `regardless of`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from pipeline.relating import clearances, held_alterations, therapies
from pipeline.relating.clauses import Level
from pipeline.relating.coordination import Group
from pipeline.relating.response_scope import ANSWERED, Scope, aims_at
from pipeline.relating.responses import Response, responses


def evading(scope: Scope, level: Level, held: held_alterations.Held, response: Response) -> Response:
    """A word of evading or choosing as one of response where its object is a therapy.

    What evades something else only escapes, and what is chosen or avoided otherwise says nothing.
    """
    if response.frame == "escape" and clearances.is_passed_by(level, response, partial(aims_at, scope)):
        return replace(response, frame="word")
    if response.frame not in ("evasion", "adjacent", "advised", "acting"):
        return response
    if response.frame == "acting":
        return replace(response, frame="word" if clearances.is_told(level, response) else "adjacent")
    lists = therapies.drug_groups(level)
    if response.frame == "advised":
        response = replace(response, frame="adjacent")
        if not _is_advised_for(level, held, response):
            return response
    if response.frame == "adjacent":
        objects = [g for g in lists if g.start >= response.end and not all(_TRANSPLANT in m.name for m in g.members)]
        is_object = bool(objects) and _RIGHT_BEFORE.fullmatch(level.text(response.end, objects[0].start))
        return replace(response, frame="word") if is_object else response
    clause = level.clauses[level.clause_at(response.start)]
    this = scope.carried or lists
    behind = next((g for g in lists if g.start >= response.end), None)
    if behind is not None and not level.text(response.end, behind.start).strip():
        return replace(response, frame="word")
    evaded = bool(this) and therapies.words("this_drug").match(level.text(response.end, clause.end).lstrip())
    if evaded or therapies.beside(level, lists, response) or _loses_target(scope, level, held, lists, response):
        return replace(response, frame="word")
    return replace(response, frame="escape")


def _is_advised_for(level: Level, held: held_alterations.Held, response: Response) -> bool:
    """Whether a drug is advised for carriers: they stand in the clause of the advice, or right before it (`X者,宜换D`)."""
    clause = level.clauses[level.clause_at(response.start)]
    before = [m for at, m in held if at < response.start]
    return bool(before) and (
        before[-1].start >= clause.start
        or _CARRIERS.fullmatch(level.text(before[-1].end, response.start)) is not None
        or _is_resisted_before(level, held, response)
    )


def _is_resisted_before(level: Level, held: held_alterations.Held, response: Response) -> bool:
    """Whether advice opens a clause right behind one that says carriers resist another drug (`X对D耐药,宜换E`)."""
    number = level.clause_at(response.start)
    clause, earlier = level.clauses[number], level.clauses[number - 1]
    if not number or clause.mark not in (",", "，") or not _SO.fullmatch(level.text(clause.start, response.start)):
        return False
    told = [at for at, _ in held if earlier.start <= at < earlier.end]
    said = responses(level, [m for m in level.mentions if m.type == "ALTERATION"]) if told else ()
    return any(
        told[0] < word.start < clause.start and word.predicate == "resistance" and word.frame == "word" for word in said
    )


_CARRIERS = re.compile(r"[^,;。]{0,8}(?:者|患者|时|patients|disease|cases)\s*[,，]\s*(?:则|均|可)?", re.IGNORECASE)


_SO = re.compile(
    r"\s*(?:(?:故|因此|此时|因而|所以|此类患者|这类患者|患者|者|则|均|都|and|so|thus|therefore|hence|they|patients|these|carriers)\s*)*",
    re.IGNORECASE,
)


_TRANSPLANT = "transplant"


_RIGHT_BEFORE = re.compile(
    r"[\s\x00\"“]*(?:the\s+|an?\s+)?(?:(?!after|while|for|with|if|when|on\b|in\b)[a-z-]+\s+)?", re.IGNORECASE
)


def _loses_target(
    scope: Scope, level: Level, held: held_alterations.Held, lists: Sequence[Group], response: Response
) -> bool:
    """Whether what evades is the loss of what a therapy of the sentence is aimed at (`CD19缺失所致的逃逸`)."""
    clause = level.clauses[level.clause_at(response.start)]
    lost = [m for at, m in held if clause.start <= at < clause.end and _LOST.search(m.name)]
    return any(aims_at(scope, drug, m.gene) for group in lists for drug in group.members for m in lost)


_LOST = re.compile(r" (?:loss|underexpression|mutation|deletion|p\.\S+)$")
_WHETHER = re.compile(r"无论|不管|不论|不拘|与否|[伴有带]或|with|regardless|irrespective", re.IGNORECASE)
_ASIDE = 12
_DEPENDS = re.compile(r"不依赖")


def tells_of_response(level: Level, response: Response) -> bool:
    """`无论是否…` is a claim only where a word of response, not a metric alone, is what stays the same."""
    said = level.text(response.start, response.end)
    clause = level.clauses[level.clause_at(response.start)]
    start = min(clause.start, response.start - _ASIDE)
    if _DEPENDS.match(said):
        return bool(ANSWERED.search(level.text(clause.start, clause.end)))
    return not _WHETHER.match(said) or bool(ANSWERED.search(level.text(start, level.end)))
