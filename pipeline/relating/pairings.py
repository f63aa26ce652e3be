"""Alterations and drugs that a list sets side by side: `X之于D,Y之于E`, `X for D and Y for E`.

A list that one word announces may give each item a drug of its own, and a word said of one pair holds for the pairs
behind it that leave it out (`D is a poor choice for X and E for Y`).

>>> from pipeline.relating.clauses import levels
>>> text = "耐药突变如A之于甲,B之于乙"
>>> names = [Mention(5, 6, "ALTERATION", "A"), Mention(8, 9, "DRUG", "甲"),
...          Mention(10, 11, "ALTERATION", "B"), Mention(13, 14, "DRUG", "乙")]
>>> level = levels(text, 0, len(text), names)[0]
>>> [own(level, names[0]).members[0].text, own(level, names[2]).members[0].text]
['甲', '乙']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.records import Mention, Span
from pipeline.relating import PAIR
from pipeline.relating.clauses import BLANK, Level
from pipeline.relating.coordination import Group, groups
from pipeline.relating.cue_words import body, column

_TABLE = "response_pairings"


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    forms = {role: body(column(_TABLE, "role", role=role)) for role in ("toward", "joins", "against")}
    space = rf"[\s{BLANK}]*"
    texts = {
        "toward": rf"{space}(?:等)?(?:突变|变异|mutations?|variants?)?{space}(?:{forms['toward']})\s*(?:the\s+)?{space}",
        "joins": rf"{space}[,，;；]?\s*(?:{forms['joins']})?{space}",
        "against": rf"{space}(?:{forms['against']})\s*(?:the\s+)?{space}",
    }
    return {name: re.compile(text, re.IGNORECASE) for name, text in texts.items()}


def own(level: Level, alteration: Mention) -> Group | None:
    """The drugs that an item of a list is set beside."""
    listed = groups(level)
    for number, group in enumerate(listed[:-1]):
        if group.kind == "alteration" and group.start <= alteration.start < group.end:
            behind = listed[number + 1]
            is_beside = _patterns()["toward"].fullmatch(level.text(group.end, behind.start))
            return behind if behind.kind == "drug" and is_beside else None
    return None


_RESPECTIVELY = re.compile(r"分别|依次|\brespectively\b|\bin (?:that|this|the same) order\b", re.IGNORECASE)
_IN_TURN = re.compile(r"先后|相继|\bin (?:turn|succession|sequence)\b|\b(?:successively|sequentially)\b", re.IGNORECASE)
_EACH_TO_ALL = re.compile(r"[均都皆]|一概|同时|\b(?:both|all|each|every)\b", re.IGNORECASE)
_LEAD, _TAIL = 16, 16


def respective(
    level: Level, alterations: Sequence[Mention], therapies: Sequence[Mention | None]
) -> dict[Span, tuple[Mention, ...]] | None:
    """The therapy of each alteration where both are told in one order (`A、B分别对D、E耐药`, `…, respectively`)."""
    named = [m for m in therapies if m is not None and level.start <= m.start < level.end]
    told = sorted(_agents(named), key=lambda m: m.start)
    ordered = sorted(alterations, key=lambda m: m.start)
    items = _items(level, ordered)
    if len(told) < PAIR or len(named) != len(therapies) or len(items) != len(told):
        return None
    first, last = min(ordered[0].start, told[0].start), max(ordered[-1].end, told[-1].end)
    apart = ordered[-1].end <= told[0].start or told[-1].end <= ordered[0].start
    if not apart or not _is_ordered(level, first, last):
        return None
    return {m.span: (therapy,) for item, therapy in zip(items, told, strict=True) for m in item}


def _is_ordered(level: Level, first: int, last: int) -> bool:
    """Whether two lists between two offsets are told in one order: a word says so, or that the things came one after another."""
    if _RESPECTIVELY.search(level.text(first, last + _TAIL)):
        return True
    said = level.text(first - _LEAD, last + _TAIL)
    return _IN_TURN.search(said) is not None and _EACH_TO_ALL.search(said) is None


def _items(level: Level, ordered: Sequence[Mention]) -> list[list[Mention]]:
    """Alterations one by one, those of one bracket together (`mutations in Y (A, B) and Z (C)`)."""
    items: list[list[Mention]] = []
    for mention in ordered:
        between = level.text(items[-1][-1].end, mention.start) if items else ""
        if between and not between.strip(BLANK):
            items[-1].append(mention)
        elif not items or mention.span != items[-1][-1].span:
            items.append([mention])
    return items


def _agents(named: Sequence[Mention]) -> Sequence[Mention]:
    """The therapies, or the agents of the one pair that only `and` joins (`resistance to D and E, respectively`)."""
    pair = named[0] if len(named) == 1 else None
    if pair is None or pair.type != "REGIMEN" or not _AND.search(pair.text):
        return named
    agents = [part for part in pair.parts if part.type in ("DRUG", "DRUG_CLASS")]
    return agents if len(agents) == PAIR else named


_AND = re.compile(r"\sand\s|[和与及]", re.IGNORECASE)


def is_elsewhere(level: Level, alteration: Mention, drug: Mention) -> bool:
    """Whether a drug is set beside other items of a list, or stands in another part of it between semicolons."""
    listed = groups(level)
    for number, group in enumerate(listed[1:], 1):
        if group.kind != "drug" or not group.start <= drug.start < group.end:
            continue
        before = listed[number - 1]
        paired = before.kind == "alteration" and _patterns()["toward"].fullmatch(level.text(before.end, group.start))
        apart = re.search("[;；]", level.text(*sorted((alteration.end, drug.start))))
        return bool(paired or apart)
    return False


def gapped(level: Level, last: Mention) -> Iterator[tuple[Mention, Mention]]:
    """The pairs behind an alteration whose word is left out: `… for X and E for Y`.

    Args:
        level: The level.
        last: An alteration of the pair before; the list that it is in is passed over.
    """
    listed = groups(level)
    at = next((n for n, g in enumerate(listed) if g.start <= last.start < g.end), len(listed))
    for left, drugs, changed in zip(listed[at::2], listed[at + 1 :: 2], listed[at + 2 :: 2], strict=False):
        if drugs.kind != "drug" or changed.kind != "alteration":
            return
        joined = _patterns()["joins"].fullmatch(level.text(left.end, drugs.start))
        against = _patterns()["against"].fullmatch(level.text(drugs.end, changed.start))
        if not (joined and against):
            return
        yield from ((drug, alteration) for drug in drugs.members for alteration in changed.members)


def further(level: Level, last: Mention) -> Iterator[tuple[Mention, Mention]]:
    """The pairs behind an alteration that has a drug of its own (`X with D, Y with E`): each drug with its alteration.

    Args:
        level: The level.
        last: An alteration of the pair before.
    """
    listed = groups(level)
    at = next((n for n, g in enumerate(listed) if g.start <= last.start < g.end), len(listed))
    if at + 1 >= len(listed) or not _is_pair(level, listed[at], listed[at + 1]):
        return
    behind = zip(listed[at + 1 :: 2], listed[at + 2 :: 2], listed[at + 3 :: 2], strict=False)
    for drugs, changed, others in behind:
        joined = _patterns()["joins"].fullmatch(level.text(drugs.end, changed.start))
        if not joined or not _is_pair(level, changed, others):
            return
        yield from ((drug, alteration) for drug in others.members for alteration in changed.members)


_TO = re.compile(r"\s+(?:to|against)\s+(?:the\s+)?", re.IGNORECASE)
_ENDS = re.compile(rf"[\s{BLANK}]*(?:$|[,;.](?!\d)|(?:and|but|while|whereas)\b)", re.IGNORECASE)


def listed(level: Level, first: Mention) -> Iterator[tuple[Mention, Mention]]:
    """The pairs behind a drug whose word is left out (`X confers resistance to D, Y to E and Z to F`).

    Args:
        level: The level.
        first: A drug of the pair before.
    """
    lists = groups(level)
    at = next((n for n, g in enumerate(lists) if g.start <= first.start < g.end), len(lists))
    for left, changed, drugs in zip(lists[at::2], lists[at + 1 :: 2], lists[at + 2 :: 2], strict=False):
        joined = _patterns()["joins"].fullmatch(level.text(left.end, changed.start))
        is_pair = (changed.kind, drugs.kind) == ("alteration", "drug")
        is_pair = is_pair and _TO.fullmatch(level.text(changed.end, drugs.start)) is not None
        if not (joined and is_pair and _ENDS.match(level.text(drugs.end, level.end))):
            return
        yield from ((drug, alteration) for drug in drugs.members for alteration in changed.members)


def _is_pair(level: Level, changed: Group, drugs: Group) -> bool:
    """Whether a list of alterations is set beside the list of drugs behind it."""
    between = level.text(changed.end, drugs.start)
    return (changed.kind, drugs.kind) == ("alteration", "drug") and bool(_patterns()["toward"].fullmatch(between))
