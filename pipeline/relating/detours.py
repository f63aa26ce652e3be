"""Alterations that a text calls detours around the drug in question: `旁路则有X`, `X属脱靶机制`, `bypass tracks include X`.

Such a clause names neither resistance nor, as a rule, a drug: it goes on about what the text has been speaking of. The
drug is the caller's to find; here it is told only which alterations are meant.

>>> from pipeline.relating.clauses import levels
>>> text = "旁路则有MET扩增"
>>> names = [Mention(4, 9, "ALTERATION", "MET扩增")]
>>> [m.text for m, _, _ in found(levels(text, 0, len(text), names)[0], [(4, names[0])])]
['MET扩增']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.records import Mention
from pipeline.relating import details
from pipeline.relating.clauses import BLANK, Level, family
from pipeline.relating.coordination import groups
from pipeline.relating.cue_words import body, column

_TABLE = "response_detours"
_ABSENT = ("wild-type", "unmutated")


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    forms = {
        role: body(column(_TABLE, "role", role=role)) for role in ("detour", "noun", "lists", "is", "denied", "adverb")
    }
    named = rf"(?:{forms['detour']})[\s-]*(?:(?:{forms['noun']})[\s-]*){{0,3}}"
    texts = {
        "lists": rf"(?P<all>{named}(?:(?:{forms['adverb']})\s*)*(?:{forms['lists']}))\s*(?:[\w-]+\s+){{0,2}}$",
        "is": rf"[\s{BLANK}]*(?:等)?(?:(?:{forms['adverb']})\s*)*(?P<all>(?:{forms['is']})\s*(?:an?\s+)?{named})",
        "told": rf"(?:{forms['detour']})",
        "denied": rf"(?:{forms['denied']})",
    }
    return {name: re.compile(text, re.IGNORECASE) for name, text in texts.items()}


def found(level: Level, held: Sequence[tuple[int, Mention]]) -> Iterator[tuple[Mention, int, int]]:
    """The alterations of a level that are called detours, with the words that say so.

    Args:
        level: The level.
        held: Alterations with the offset at which they stand on it.
    """
    patterns = _patterns()
    if not held or patterns["told"].search(level.view) is None:
        return
    for group in groups(level):
        clause = level.clauses[level.clause_at(group.start)]
        if group.kind != "alteration" or any(family(m) == "drug" for m in level.within(clause.start, clause.end)):
            continue
        left, right = level.text(clause.start, group.start), level.text(group.end, clause.end)
        before, behind = patterns["lists"].search(left), patterns["is"].match(right)
        if patterns["denied"].search(left) or (behind is None and before is None):
            continue
        span = behind.span("all") if behind else before.span("all") if before else (0, 0)
        base = group.end if behind else clause.start
        for _, mention in held:
            if group.start <= mention.start < group.end and not mention.name.endswith(_ABSENT):
                yield mention, base + span[0], base + span[1]
        for mention in details.behind(level, held, level.clause_at(group.start)) if before else ():
            yield mention, base + span[0], base + span[1]
