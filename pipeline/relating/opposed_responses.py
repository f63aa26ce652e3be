"""Alterations and drugs of which the opposite holds: compared, excepted, left out of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.records import Claim, Mention
from pipeline.relating import exceptions, held_alterations, pairings, therapies
from pipeline.relating.bearer_record import Bearer
from pipeline.relating.clauses import Clause, Level
from pipeline.relating.coordination import groups
from pipeline.relating.response_scope import OPPOSITES, PROGNOSES, Scope
from pipeline.relating.responses import Response


def opposite(level: Level, response: Response) -> tuple[Response, Bearer] | None:
    """The opposite of a response for the alterations that it does not hold for (`active against all but X`)."""
    kept = exceptions.left_out(level, response) if response.predicate in _OPPOSED else ()
    if not kept:
        return None
    return replace(response, predicate=OPPOSITES[response.predicate]), Bearer(kept, 0, "excepted")


def of_gapped(scope: Scope, level: Level, told: Sequence[Claim]) -> Iterator[tuple[Claim, str]]:
    """`D is a poor choice for X and E for Y`: the word said of the first pair holds for those behind it."""
    for claim in {c.cue.start: c for c in told if c.cue is not None and c.object is not None}.values():
        if claim.cue is None or claim.object is None or not claim.object.end <= claim.cue.start <= claim.subject.start:
            continue
        for therapy, alteration in pairings.gapped(level, claim.subject):
            yield replace(claim, subject=alteration, object=therapy, mechanism="gapped"), ""
    for claim in {c.cue.start: c for c in told if c.cue is not None and c.object is not None}.values():
        if claim.cue is not None and claim.cue.end <= claim.subject.start:
            for therapy, alteration in pairings.further(level, claim.subject):
                yield replace(claim, subject=alteration, object=therapy, mechanism="gapped"), ""
    for claim in {c.cue.start: c for c in told if c.cue is not None and c.object is not None}.values():
        if claim.cue and claim.object and claim.subject.end <= claim.cue.start < claim.cue.end <= claim.object.start:
            for therapy, alteration in pairings.listed(level, claim.object):
                yield replace(claim, subject=alteration, object=therapy, mechanism="gapped"), ""


def of_taken_out(level: Level, told: Sequence[Claim]) -> Iterator[tuple[Claim, str]]:
    """Drugs that a statement about others takes out: they do what the others do not."""
    answered = [c for c in told if c.predicate in _OPPOSED and c.cue is not None and c.object is not None]
    answered = [c for c in answered if c.mechanism != "compared"]
    lists = [g for g in groups(level) if g.kind == "drug"] if answered else []
    for claim in answered:
        for group, kind in exceptions.found(level, lists, claim.cue) if claim.cue is not None else ():
            for drug in group.members:
                other = replace(claim, object=drug, mechanism=kind)
                if claim.predicate == "sensitivity":
                    yield replace(other, predicate="resistance"), ""
                elif kind == "excepted":
                    yield replace(other, predicate="sensitivity"), ""
                else:
                    yield replace(other, qualifiers=replace(claim.qualifiers, polarity="negated")), ""


def of_reversed(level: Level, told: Sequence[Claim]) -> Iterator[tuple[Claim, str]]:
    """Alterations of which a clause only says that the reverse holds (`X预后良好,Y者则相反`, `the opposite is true of Y`)."""
    stated = [c for c in told if c.predicate in OPPOSITES and c.cue is not None]
    lists = [g for g in groups(level) if g.kind == "alteration"] if stated else []
    for group in lists[1:]:
        clause = level.clauses[level.clause_at(group.start)]
        behind = _reversed("reversed_behind").match(level.text(group.end, clause.end))
        before = _reversed("reversed_before").search(level.text(clause.start, group.start))
        earlier = [c for c in stated if c.cue is not None and c.cue.end <= group.start and c.subject.end <= group.start]
        if not (behind or before) or not earlier or any(c.subject.start >= clause.start for c in earlier):
            continue
        last = max(c.cue.start for c in earlier if c.cue is not None)
        for claim in (c for c in earlier if c.cue is not None and c.cue.start == last):
            for alteration in group.members:
                yield replace(claim, subject=alteration, predicate=OPPOSITES[claim.predicate], mechanism="reversed"), ""


@lru_cache(maxsize=2)
def _reversed(role: str) -> re.Pattern[str]:
    """Words behind or before an alteration by which the reverse of what was said holds for it."""
    words = therapies.forms(role)
    if role == "reversed_before":
        return re.compile(
            rf"{words}\s+(?:the\s+|those\s+|patients\s+|cases\s+|with\s+|carriers\s+of\s+)*$", re.IGNORECASE
        )
    people = r"(?:\s|者|患者|病例|突变|阳性|组|,|(?:mutations?|mutants?|mutated|disease|patients|carriers|cases)\b)*"
    return re.compile(rf"{people}{words}", re.IGNORECASE)


_LESS_THAN = re.compile(
    r"\b(?:than|(?:as )?compared (?:with|to)|versus|vs\.?|relative to|in contrast to)\s+"
    r"(?:(?:in|for|among|of|against|towards?|to|on|that|the|those|patients|cases|carriers|individuals|tumou?rs|cells|with|without|having|carrying|harbou?ring"
    r"|bearing|expressing|native|wild-?type|unmutated|other|most|(?-i:[A-Z]{2,5}))\s+)*$",
    re.IGNORECASE,
)
_COMPARED_REACH = 60


def without_compared(level: Level, held: held_alterations.Held, response: Response) -> held_alterations.Held:
    """What a word may be said of, without the alterations that it only compares with (`X, which respond less well than Y`)."""
    return [(at, m) for at, m in held if not _is_yardstick(level, at, m, response)]


def _is_yardstick(level: Level, at: int, alteration: Mention, response: Response) -> bool:
    """Whether an alteration is what others are compared with, behind the word or before a further one (`than X and benefits little`)."""
    if at < response.end and not _AND_FURTHER.search(level.text(alteration.end, response.start)):
        return False
    return _LESS_THAN.search(level.text(max(level.start, at - _COMPARED_REACH), at)) is not None


_AND_FURTHER = re.compile(
    r"^[^,;.]{0,48}?,?\s(?:and|but|yet)\s+(?:(?:also|often|usually|rarely|\w+ly|did|do|does|has|have|had|is|are|was|were|not|a|an|the)\s+)*$",
    re.IGNORECASE,
)
"""What stands between a yardstick and the next thing that is said of the subject (`than Y-mutated disease and did not …`)."""


_BUT_NOT = re.compile(
    r"(?:\s+(?:mutations?|variants?|mutants?|fusions?|disease|tumou?rs|cells))?\s*,?\s*(?:but|though|although|and)\s+not\s+(?:(?:against|in|for|to|towards?|on|with)\s+)?(?:(?:the|other|most|secondary|those|patients|tumou?rs|with|carrying)\s+)*",
    re.IGNORECASE,
)


def of_but_not(level: Level, held: held_alterations.Held, told: Sequence[Claim]) -> Iterator[tuple[Claim, str]]:
    """Alterations that a statement of activity takes out (`active against X but not against Y`): these resist."""
    stated = [c for c in told if c.predicate == "sensitivity" and c.cue is not None and c.cue.end <= c.subject.start]
    lists = [g for g in groups(level) if g.kind == "alteration"] if stated else []
    for claim in stated:
        own = next((n for n, g in enumerate(lists) if g.start <= claim.subject.start < g.end), len(lists))
        for group in lists[own + 1 : own + 2]:
            if _BUT_NOT.fullmatch(level.text(lists[own].end, group.start)):
                for alteration in group.members:
                    yield replace(claim, subject=alteration, predicate="resistance", mechanism="but not"), ""


_SET_AGAINST = re.compile(
    r"[^;。]{0,80}(?:[,，]\s*(?:while|whereas|but|and|yet|though|although|而|但)|[;；])\s*(?:(?:the|those|patients|cases|tumou?rs|cells|carriers|individuals"
    r"|with|harbou?ring|carrying|bearing|of|携带|伴有?)\s*)*",
    re.IGNORECASE,
)


_DID_NOT = re.compile(
    r"\s*(?:mutations?|mutants?|disease|tumou?rs|cells|patients)?\s*(?:did|do|does|were|was|are|is|had|could|can)\s*not\s*(?:[.,;]|$)"
    r"|(?:者|患者|突变|肿瘤|细胞)*(?:却|则|并)*(?:不能|不可|不会|未能|没有|否|不然|未见|无此)\s*(?:[,;。]|$)",
    re.IGNORECASE,
)


_OF_BENEFIT = re.compile(r"benefit|获益|受益", re.IGNORECASE)


def of_others(level: Level, told: Sequence[Claim]) -> Iterator[tuple[Claim, str]]:
    """Alterations of which a clause of contrast only says that they did not (`X responded to D, while those with Y did not`).

    Those that did not respond resist; of a prognosis or a benefit that they do not share, they have no effect.
    """
    stated = [c for c in told if c.predicate in ("sensitivity", *PROGNOSES) and c.cue is not None]
    lists = [g for g in groups(level) if g.kind == "alteration"] if stated else []
    for claim in stated if len(lists) > 1 else ():
        cue = claim.cue
        other = next((g for g in lists if cue is not None and g.start >= max(cue.end, claim.subject.end)), None)
        if cue is None or other is None or not _DID_NOT.match(level.text(other.end, level.end)):
            continue
        if _SET_AGAINST.fullmatch(level.text(cue.end, other.start)):
            is_indifferent = claim.predicate in PROGNOSES or _OF_BENEFIT.search(level.text(cue.start, cue.end))
            predicate = "no_effect" if is_indifferent else "resistance"
            for alteration in other.members:
                yield replace(claim, subject=alteration, predicate=predicate, mechanism="did not"), ""


_OPPOSED = ("resistance", "sensitivity")


def compared(level: Level, clause: Clause, response: Response, bearer: Bearer) -> tuple[Mention, ...]:
    """The alterations that a response is measured against, for which the opposite holds.

    They stand behind a word that compares (`对D不如Y敏感`, `a better survival than Y`), or are set against (`unlike Y`).
    """
    if response.predicate not in OPPOSITES or bearer.distance:
        return ()
    others = [m for m in level.mentions if m.type == "ALTERATION" and m not in bearer.alterations]
    others = [m for m in others if not _NATIVE.search(level.text(level.start, m.start))]
    against = tuple(m for m in others if _UNLIKE.search(level.text(level.start, m.start)))
    said = level.text(response.start, response.end)
    comparing = {"resistance": "lesser", "sensitivity": "greater"}.get(response.predicate)
    behind = [m for m in others if response.start <= m.start < clause.end]
    if comparing is not None and therapies.words(comparing).search(said):
        near = tuple(m for m in behind if m.start < response.end + _MEASURED_REACH)
    elif _COMPARATIVE.search(said):
        named = [m for m in behind if not m.name.endswith(_UNALTERED)]
        near = tuple(m for m in named if _THAN.fullmatch(level.text(response.end, m.start)))
    elif response.predicate not in PROGNOSES:
        near = tuple(m for m in behind if _OVER.fullmatch(level.text(response.end, m.start)))
    else:
        near = ()
    return (*against, *near, *_yardsticks(level, others, response))


_OVER = re.compile(r"(?:显著|明显|均|也)*(?:高于|优于|强于|大于|低于|差于|弱于|不及)(?:携带|伴)?")
_MORE = re.compile(r"更|较")
_IS_YARDSTICK = re.compile(r"(?:(?<!比)较|相较于?|(?<![对百占等])比)$")


def _yardsticks(level: Level, others: Sequence[Mention], response: Response) -> Iterator[Mention]:
    """The alterations that a greater or lesser response is measured by, before its word (`X较Y对D更敏感`, `与Y相比,X更敏感`)."""
    near = level.text(response.start - 1, response.end + 1)
    if response.predicate in PROGNOSES or not _MORE.search(near):
        return
    for other in (m for m in others if m.end <= response.start and not m.name.endswith(_UNALTERED)):
        before, behind = level.text(level.start, other.start), level.text(other.end, response.start)
        if _IS_YARDSTICK.search(before) or (
            before.endswith(("与", "和")) and held_alterations.LIKENED_TO.match(behind)
        ):
            yield other


_UNALTERED = ("wild-type", "unmutated")


_UNLIKE = re.compile(
    r"(?:\bunlike|\bin contrast (?:to|with)|\bas opposed to|不同于|有别于)\s+(?:(?:patients|those|cases)\s+with\s+)?$",
    re.IGNORECASE,
)


_NATIVE = re.compile(
    r"(?:\b(?:native|un-?mutated|non-?mutated|parental|wild-?type)\s+|(?:野生型|天然|未突变)的?\s*)$", re.IGNORECASE
)
"""What marks the fusion itself, without the change spoken of, as what a change is measured against (`than native BCR-ABL1`)."""


_COMPARATIVE = re.compile(
    r"\b(?:better|worse|longer|shorter|poorer|inferior|superior|higher|lower|less|more|greater)\b", re.IGNORECASE
)


_THAN = re.compile(
    r"[^,;.]{0,40}?\b(?:than|compared (?:with|to))\s+(?:(?:in|for|with|of|that|those|the|patients|cases|cells|carriers|carrying|harbou?ring|bearing)\s+){0,5}",
    re.IGNORECASE,
)


_MEASURED_REACH = 40
