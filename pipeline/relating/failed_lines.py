"""Clauses that only tell after which failure the words behind them hold: `D治疗失败后,…`, `after failure of D, …`.

What follows in the same part of the sentence is resistance to the drug that failed, and it says nothing of an
alteration that was named before the failure.

>>> from pipeline.records import Mention
>>> from pipeline.relating.clauses import levels
>>> text = "甲药失败后,耐药以C797S为代表"
>>> level = levels(text, 0, len(text), [Mention(0, 2, "DRUG", "甲药"), Mention(9, 14, "ALTERATION", "C797S")])[0]
>>> failed = before(level, groups(level)[:1], 1)
>>> failed.members[0].text
'甲药'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.relating.clauses import BLANK, Clause, Level, family
from pipeline.relating.coordination import Group, groups
from pipeline.relating.emergence import forms


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    failed, when = forms("failed"), forms("once")
    texts = {
        "behind": rf"[\s{BLANK}]*(?:{forms('given')})*(?:{failed})(?:之?后|时)\s*",
        "left": rf"\s*(?:{when})\s+(?:\w+\s+){{0,2}}(?:{failed})\s+(?:{forms('on')})\s+(?:\w+\s+){{0,2}}",
        "once": rf"\s*(?:{when})\s+",
        "fails": rf"\s+(?:{forms('given_out')})\s*",
        "nothing": rf"[\s{BLANK}]*(?:therapy|treatment|monotherapy)?[\s{BLANK}]*",
    }
    return {name: re.compile(text, re.IGNORECASE) for name, text in texts.items()}


def told(level: Level, lists: Sequence[Group], clause: Clause) -> Group | None:
    """The drugs whose failure is all that a clause tells of, as the time of what follows.

    Args:
        level: The level.
        lists: Its lists of drugs.
        clause: One of its clauses.
    """
    inside = [g for g in lists if clause.start <= g.start < clause.end]
    if len(inside) != 1 or any(m.type == "ALTERATION" for m in level.within(clause.start, clause.end)):
        return None
    patterns = _patterns()
    left, right = level.text(clause.start, inside[0].start), level.text(inside[0].end, clause.end)
    is_zh = patterns["behind"].fullmatch(right)
    is_en = patterns["left"].fullmatch(left) and patterns["nothing"].fullmatch(right)
    is_verb = patterns["once"].fullmatch(left) and patterns["fails"].fullmatch(right)
    return inside[0] if is_zh or is_en or is_verb else None


def before(level: Level, lists: Sequence[Group], number: int) -> Group | None:
    """The drugs of the clause of failure that a clause without any of its own stands behind, no semicolon between.

    Args:
        level: The level.
        lists: Its lists of drugs.
        number: Which clause.
    """
    for index in range(number, -1, -1):
        clause = level.clauses[index]
        if index < number and (failed := told(level, lists, clause)) is not None:
            return failed
        is_opening = index < number and any(family(m) == "drug" for m in level.within(clause.start, clause.end))
        if is_opening or clause.mark in (";", "；", ":", "："):
            return None
    return None


def parts(level: Level, clause: Clause, behind: Clause) -> bool:
    """Whether a clause of failure parts a later one without a drug of its own from what was said before the failure."""
    treated = any(family(m) == "drug" for m in level.within(behind.start, behind.end))
    return not treated and is_told(level, clause)


def is_told(level: Level, clause: Clause) -> bool:
    """Whether a clause tells of nothing but the failure of a drug."""
    return told(level, [g for g in groups(level) if g.kind == "drug"], clause) is not None
