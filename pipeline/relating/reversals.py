"""Who changes what a word of response says: `X loss reversed resistance to D`, `M enhanced sensitivity to D in X-mutated cells`.

An alteration that undoes resistance makes sensitive; a drug that undoes it, or that makes cells sensitive to another,
says nothing of what the alteration of these cells brings.

>>> from pipeline.relating.clauses import levels
>>> text = "MCL-1 loss reversed resistance to venetoclax"
>>> names = [Mention(0, 10, "ALTERATION", "MCL-1 loss"), Mention(34, 44, "DRUG", "venetoclax")]
>>> is_undone(levels(text, 0, len(text), names)[0], 0, 20, names[:1])
True
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention
from pipeline.relating.clauses import BLANK, Level, family

_UNDOES = re.compile(
    r"\b(?:revers(?:e|es|ed|ing)|overc(?:ome|omes|ame|oming)|abrogat(?:e|es|ed|ing)|circumvent(?:s|ed|ing)?)\s+"
    r"(?:(?:the|their|its|acquired|primary|intrinsic)\s+)*"
    rf"|(?:逆转|克服|解除)了?(?:其|细胞)?[\s{BLANK}]*",
    re.IGNORECASE,
)
_SENSITISES = re.compile(
    r"\b(?:restor|enhanc|increas|improv|potentiat|augment|recover)(?:e|es|ed|ing|s)?\s+(?:(?:the|their|its)\s+)*"
    rf"|(?:恢复|增强|提高|增加)了?(?:其|细胞)?[\s{BLANK}]*",
    re.IGNORECASE,
)
_SENSITIVITY = re.compile(r".*(?:sensitivity|responsiveness|敏感性)", re.IGNORECASE)
_TO = re.compile(
    rf"(?:\s+of\s+[\w/+\x00-]+(?:\s+[\w/+\x00-]+){{0,4}}?)?\s+to\s+(?:the\s+)?|[\s{BLANK}]*", re.IGNORECASE
)
_FIRST = re.compile(
    r"^\s*(?:(?:treatment with|the addition of|adding|combined|low-dose|the|and|also|further|we|that)\s+)*$",
    re.IGNORECASE,
)


def is_undone(level: Level, start: int, end: int, alterations: Sequence[Mention]) -> bool:
    """Whether alterations are what undoes the resistance that a word names.

    Args:
        level: The level.
        start: Where the clause begins.
        end: Where the word of resistance begins.
        alterations: What the word is said of.
    """
    verb = _verb(_UNDOES, level, start, end)
    before = [m for m in level.within(start, verb) if family(m)] if verb is not None else []
    return bool(before) and before[0] in alterations and all(m.end <= before[-1].end for m in alterations)


def is_by_another(level: Level, start: int, word: tuple[int, int]) -> bool:
    """Whether a drug makes sensitive to another drug that the word of sensitivity names beside it.

    Args:
        level: The level.
        start: Where the clause begins.
        word: Where the word of response stands.
    """
    said = level.text(*word)
    if not _SENSITIVITY.fullmatch(said):
        return False
    at = word[0] if _SENSITISES.match(said) else _verb(_SENSITISES, level, start, word[0])
    if at is None:
        return False
    before = [m for m in level.within(start, at) if family(m)]
    acts = len({m.name for m in before}) == 1 and before[0].type == "DRUG"
    if not acts or not _FIRST.match(level.text(start, before[0].start)):
        return False
    inside = [m for m in level.within(at, word[1]) if family(m) == "drug"]
    behind = [m for m in level.within(word[1], level.end) if family(m) == "drug"]
    other = inside or [m for m in behind[:1] if _TO.fullmatch(level.text(word[1], m.start))]
    return any(m.name != before[0].name for m in other)


def _verb(pattern: re.Pattern[str], level: Level, start: int, end: int) -> int | None:
    """Where the verb stands whose object the word is, the name of a drug between them aside."""
    for match in pattern.finditer(level.text(start, end)):
        stop = start + match.end()
        between = [m for m in level.within(stop, end) if family(m) == "drug"]
        rest = level.text(between[-1].end, end) if between else level.text(stop, end)
        opening = level.text(stop, between[0].start) if between else ""
        if not rest.strip(" -的" + BLANK) and not opening.strip(" 其细胞对" + BLANK):
            return start + match.start()
    return None
