"""Alterations that only tell in whom something is so, and bear nothing: `可增加FLT3-ITD细胞的耐药`, `X突变患者中`.

What something else acts on, and the patients or the disease that a clause is set in, are named by an alteration too.

>>> from pipeline.relating.clauses import levels
>>> text = "甲可增加FLT3-ITD细胞的耐药"
>>> level = levels(text, 0, len(text), [Mention(4, 12, "ALTERATION", "FLT3-ITD")])[0]
>>> is_moved(level, level.clauses[0], level.mentions[0]), tells_setting(level, level.clauses[0], level.mentions[0])
(True, False)
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating.clauses import BLANK, Clause, Level, family

_SUBJECT_OF_OTHERS = re.compile(r"(?:使|令|让|renders?|makes?|made)\s*$", re.IGNORECASE)
PEOPLE = re.compile(
    rf"[\s{BLANK}]*(?:阳性|[+＋]|突变|型|的)*[\s{BLANK}]*[A-Za-z/ -]{{0,8}}(?:白血病"
    r"|淋巴瘤)?(?:细胞|患者|cells|patients)"
)
_MOVES = re.compile(r"增加|诱导|促进|导致|使|激活|诱发|提高|增强|sensiti[sz]e|renders?|makes?", re.IGNORECASE)


def is_moved(level: Level, clause: Clause, alteration: Mention) -> bool:
    """Whether an alteration only names the cells that something else acts on (`可增加FLT3-ITD细胞的耐药`)."""
    left = level.text(clause.start, alteration.start)
    if _SUBJECT_OF_OTHERS.search(left) and len(left.strip()) > 2 and not _is_made(level, clause, alteration):
        return True
    return bool(PEOPLE.match(level.text(alteration.end, clause.end)) and _MOVES.search(left))


_MADE = re.compile(r" (?:inactivation|loss|silencing|overexpression|underexpression)$")


def _is_made(level: Level, clause: Clause, alteration: Mention) -> bool:
    """Whether a change is what a causative verb brings about, no drug being its agent (`若使X失活`)."""
    is_ended = not PEOPLE.match(level.text(alteration.end, clause.end))
    drugs = [m for m in level.within(clause.start, alteration.start) if family(m) == "drug"]
    return bool(_MADE.search(alteration.name)) and is_ended and not drugs


POPULATION = re.compile(
    rf"[\s{BLANK}]*(?:阳性|型|的)*[A-Za-z\u4e00-\u9fff/ -]{{0,8}}?(?:患者|细胞|病例)?(?:中"
    r"|(?<!在)内)(?![位])"
    rf"|[\s{BLANK}]*(?:阳性|型|的)*[A-Za-z\u4e00-\u9fff/ -]{{0,8}}?(?:患者|病例|者)[^,;。]{{0,16}}?(?:后|时|期间|过程中)(?:新)?(?:出现|检出|发现|产生|获得|新发)的"
)


def tells_setting(level: Level, stretch: Clause, alteration: Mention) -> bool:
    """Whether an alteration only tells the disease that something is said of (`in X-mutant melanoma,`, `X突变患者中,`)."""
    if POPULATION.match(level.text(alteration.end, stretch.end)):
        return True
    fronted = IN_CASES_OF.search(level.text(stretch.start, alteration.start))
    return fronted is not None and _ALTERED_DISEASE.match(level.text(alteration.end, stretch.end)) is not None


IN_CASES_OF = re.compile(
    r"\b(?:in|among|within|of|for)\s+(?:(?:patients|those|cases|people)\s+with\s+|the\s+)?$", re.IGNORECASE
)
_ALTERED_DISEASE = re.compile(
    r"(?:[\s-]+(?:mutant|mutated|positive|rearranged|driven))?\s+[A-Za-z-]{2,}", re.IGNORECASE
)
