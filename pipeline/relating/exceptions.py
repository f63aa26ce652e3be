"""Drugs that a statement takes out: `对除D外的TKI均耐药`, `resistant to A and B but not C`, `resistant to all but D`.

What resists every other drug of a class responds to those taken out. A drug behind `but not` is said not to be
resisted, which is the same claim denied.

>>> from pipeline.records import Mention
>>> from pipeline.relating.clauses import levels
>>> from pipeline.relating.coordination import groups
>>> text = "T315I对除甲药以外的TKI均耐药"
>>> drugs = [Mention(7, 9, "DRUG", "甲药"), Mention(13, 16, "DRUG_CLASS", "TKI")]
>>> level = levels(text, 0, len(text), drugs)[0]
>>> [(g.members[0].text, kind) for g, kind in found(level, groups(level), Span(17, 19))]
[('甲药', 'excepted')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from pipeline.records import Mention, Span
from pipeline.relating.clauses import BLANK, Level, family
from pipeline.relating.coordination import Group
from pipeline.relating.cue_words import body, column
from pipeline.relating.responses import Response

_TABLE = "response_exceptions"
_EXCEPT_FOR = r"except(?:ing)?(?: for)?|with the (?:\w+ )?exceptions? of"
_BESIDES = r"(?:之外|以外|外)[,，]"


def left_out(level: Level, response: Response) -> tuple[Mention, ...]:
    """The alterations that a statement about most others leaves out (`active against all mutants except X`).

    Args:
        level: The level.
        response: The word of response, which holds for the others.
    """
    found: list[Mention] = []
    for mention in level.mentions:
        if mention.type != "ALTERATION" or mention.start < response.end:
            continue
        between = level.text(response.end, mention.start)
        if _OTHERS_BUT.fullmatch(between) or (found and _AND.fullmatch(level.text(found[-1].end, mention.start))):
            found.append(mention)
    return tuple(found)


_OTHERS_BUT = re.compile(
    r"[^,;.]{0,20}\b(?:all|most|every|nearly all|almost all|virtually all|the majority of|many|other|various|the)\s+[^,;.]{0,40}?"
    r"\b(?:mutants?|mutations?|variants?|substitutions?|alterations?|isoforms|lesions|clones)\b[^,;.]{0,16},?\s*"
    r"(?:except(?: for)?|with the (?:notable |sole |single |only )?exceptions? of|other than|apart from|but not|but|save for|barring)"
    r"\s+(?:against\s+|to\s+|in\s+|for\s+)?(?:the\s+)?(?:[A-Za-z-]+\s+)?",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|/|,?\s*(?:and|or))\s*(?:the\s+)?", re.IGNORECASE)
_ASIDE_ENDS = re.compile(
    r"\s*,?\s*(?:(?:is|are|was|were|be|been|remains?|remained|shows?|showed|has|had|also|still|\w+ly)\s+)*"
)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    forms = {
        role: body(column(_TABLE, "role", role=role)) for role in ("besides", "apart", "all", "but_all", "but_not")
    }
    texts = {
        "besides": rf"(?:{forms['besides']})\s*(?:the\s+)?$",
        "apart": rf"[\s{BLANK}]*(?:{forms['apart']})",
        "all": rf"(?:{forms['all']})",
        "but_all": rf"(?:{forms['but_all']})\s*(?:the\s+)?$",
        "but_not": rf"[\s{BLANK},]*(?:alike\s*,?\s*)?(?:{forms['but_not']})\s+(?:(?:to|against|for|with|of)\s+)?(?:the\s+)?",
    }
    return {name: re.compile(text, re.IGNORECASE) for name, text in texts.items()}


def found(level: Level, lists: Sequence[Group], cue: Span) -> Iterator[tuple[Group, str]]:
    """The drugs that the clause of a word of resistance takes out: `excepted` ones respond, `denied` ones are not resisted.

    Args:
        level: The level.
        lists: Its lists of drugs.
        cue: The word of resistance.
    """
    patterns = _patterns()
    clause = level.clauses[level.clause_at(cue.start)]
    inside = [g for g in lists if clause.start <= g.start < clause.end]
    for group in inside:
        left, right = level.text(clause.start, group.start), level.text(group.end, clause.end)
        closed = _closed(left, right)
        rest = level.text(group.end + closed.end(), clause.end) if closed else ""
        if patterns["all"].search(rest) or (group.start > cue.end and patterns["but_all"].search(left)):
            yield group, "excepted"
    for number, group in enumerate(lists):
        if group.end <= cue.start and is_fronted(level, group):
            yield replace(group, members=group.members[:1]), "excepted"
        elif group.end <= cue.start and is_excepted(level, lists, number):
            yield group, "excepted"
    for before, group in pairwise(lists):
        is_subject = _ASIDE_ENDS.fullmatch(level.text(group.end, cue.start)) is not None
        if (before in inside or is_subject) and patterns["but_not"].fullmatch(level.text(before.end, group.start)):
            yield group, "denied"


def _closed(left: str, right: str) -> re.Match[str] | None:
    """The word that closes behind a drug what a word before it has opened (`除D外`), if both stand there."""
    patterns = _patterns()
    return patterns["apart"].match(right) if patterns["besides"].search(left) else None


def is_excepted(level: Level, lists: Sequence[Group], number: int) -> bool:
    """Whether a list of drugs is what English words take out of the class beside it (`all Y inhibitors except D`).

    Args:
        level: The level.
        lists: Its lists of drugs.
        number: Which of them.
    """
    between = level.text(lists[number - 1].end, lists[number].start) if number else ""
    return bool(_EXCEPT.fullmatch(between)) and lists[number - 1].members[-1].type == "DRUG_CLASS"


def is_fronted(level: Level, group: Group) -> bool:
    """Whether the first of a list is what its sentence takes out of the class behind it (`With the exception of D, Y inhibitors …`)."""
    if _FRONTED.fullmatch(level.text(level.start, group.start)) is None:
        return False
    end = group.members[0].end
    if _ALSO.match(level.text(end, level.end)):
        return False
    following = next((m for m in level.mentions if m.start >= end and family(m)), None)
    if following is not None and following.type == "DRUG_CLASS" and _COMMA.fullmatch(level.text(end, following.start)):
        return True
    return group.members[-1].end == end and _ANY_DRUG.match(level.text(end, level.end)) is not None


_EXCEPT = re.compile(
    rf"\s*,?\s*(?:{_EXCEPT_FOR}|excluding|save for|barring)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_FRONTED = re.compile(
    rf"\s*(?:{_EXCEPT_FOR}|apart from|aside from|other than)\s+(?:the\s+)?"
    r"|\s*除了?\s*",
    re.IGNORECASE,
)
_COMMA = re.compile(
    r"\s*,\s*(?:(?:all|the|most|no|none|of|other|available|approved|current|tested|known)\s+)*"
    rf"|{_BESIDES}(?:其他|其余|所有|目前|现有|已|获批|批准|上市|可用|的|尚|仍|并|无|没有|各种)*",
    re.IGNORECASE,
)
_ALSO = re.compile(
    rf"{_BESIDES}[^;；。]{{0,30}}?(?:[也亦还]|同样|另有|又)|\s*,[^;.]{{0,90}}?\b(?:also|likewise|equally|as\s+well)\b",
    re.IGNORECASE,
)
"""What makes the drug before it one more, and no exception (`除D外,E也有效`)."""
_ANY_DRUG = re.compile(
    rf"(?:{_COMMA.pattern})(?:(?:drugs?|agents?|inhibitors?|compounds?|therap(?:y|ies)|treatments?)\b|药物?|抑制剂)",
    re.IGNORECASE,
)


def is_of_none(level: Level, start: int, end: int) -> bool:
    """Whether a Chinese word of response is said of no drug at all (`尚无D对X有效`); English ones are read by `negations`.

    Args:
        level: The level.
        start: Where the clause of the word begins.
        end: Where the word begins.
    """
    drug = next((m for m in level.within(start, end) if family(m)), None)
    if drug is None or drug.type != "DRUG_CLASS":
        return False
    said = _NONE.fullmatch(level.text(start, drug.start)) is not None
    return said and _IS_SAID.fullmatch(level.text(drug.end, end)) is not None


_NONE = re.compile(
    r"\s*(?:但|而|目前|迄今|至今|现有)*(?:尚|仍|并|均|还)*(?:无|没有)(?:一种|任何)?(?:已?获批|可用|上市|有效|现有|其他)*的?\s*"
)
_IS_SAID = re.compile(r"(?:可|能|能够|均|可以)*(?:对[^,，;；。]{1,20})?(?:显示|具有?|有)?\s*")


_ALL_BUT = re.compile(
    r"\b(?:all|every|each|any|most|others?)\b[^,;.]{0,40}\bbut\s+(?:the\s+)?(?:[\w-]+(?:,|,?\s+and|\s+or)\s+)*$",
    re.IGNORECASE,
)


def is_left_out(level: Level, response: Response, drug: Mention) -> bool:
    """Whether a drug is one that the statement about all others takes out (`resistant to all of these except D`, `除D外均耐药`).

    Args:
        level: The level.
        response: The word of resistance or response, which holds for the others.
        drug: The drug, in the clause of the word.
    """
    clause = level.clauses[level.clause_at(response.start)]
    if drug.end <= response.start:
        return _closed(level.text(clause.start, drug.start), level.text(drug.end, response.start)) is not None
    said = level.text(response.end, drug.start)
    if _ALL_BUT.search(said):
        return True
    return drug.end <= clause.end and _patterns()["but_all"].search(said) is not None
