"""Drugs that do away with the cells or the product of an alteration: `D清除X克隆`, `D eliminated X-mutant cells`.

Such a verb says that the carriers respond, but only where a drug is its subject and the alteration its object: the
drug is the last name before it in its clause, and the alteration the first behind it.

>>> text = "甲药可清除T315I克隆"
>>> names = [Mention(0, 2, "DRUG", "甲药"), Mention(5, 10, "ALTERATION", "T315I")]
>>> is_told(levels(text, 0, len(text), names)[0], Response(3, 5, "sensitivity", "acting"))
True
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.records import Mention
from pipeline.relating.clauses import BLANK, Level, family
from pipeline.relating.clauses import levels as levels
from pipeline.relating.responses import Response

_OBJECT = re.compile(
    rf"[\s{BLANK}]*(?:(?:the|both|all|these|most|residual|resistant|mutant|cells?|clones?|with|carrying|bearing|expressing"
    rf"|harbou?ring|of|including|携带|带有|表达|残留的?|耐药的?|对|了|所有|全部|大部分)[\s{BLANK}]*)*",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:\bnot|\bcannot|\bnever|\bno longer|\bfail(?:s|ed)? to|\bunable to|\bhardly|\bbarely|不能?|未能?|无法|难以|很难|不易|不足以)"
    r"(?:\s+\w+)?\s*(?:有效|完全|彻底|直接)?\s*$",
    re.IGNORECASE,
)


def is_told(level: Level, response: Response) -> bool:
    """Whether a verb has a drug for its subject and an alteration for its object, and is not denied.

    Args:
        level: The level that the verb stands on.
        response: The verb.
    """
    clause = level.clauses[level.clause_at(response.start)]
    before = [m for m in level.within(clause.start, response.start) if family(m)]
    behind = [m for m in level.within(response.end, clause.end) if family(m)]
    if not before or not behind or family(before[-1]) != "drug" or behind[0].type != "ALTERATION":
        return False
    if _DENIED.search(level.text(before[-1].end, response.start)):
        return False
    return _OBJECT.fullmatch(level.text(response.end, behind[0].start)) is not None


_PASSES_BY = re.compile(r"bypass|sidestep|circumvent|绕过|绕开|规避", re.IGNORECASE)
_RIGHT_BEHIND = 4


def is_passed_by(level: Level, response: Response, aims: Callable[[Mention, str], bool]) -> bool:
    """Whether what is passed by is the target of the drug named last before it (`D progressors; X bypasses BTK`).

    Args:
        level: The level that the verb stands on.
        response: The verb.
        aims: Whether a drug is aimed at a gene.
    """
    if not _PASSES_BY.match(level.text(response.start, response.end)):
        return False
    behind = next((m for m in level.mentions if m.start >= response.end and family(m)), None)
    drugs = [m for m in level.mentions if m.end <= response.start and family(m) == "drug"]
    if behind is None or not drugs or behind.type != "GENE" or behind.start - response.end > _RIGHT_BEHIND:
        return False
    return aims(drugs[-1], behind.name)
