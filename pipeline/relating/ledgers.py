"""Lists that a word of resistance announces and that name a drug for each of their alterations.

Behind `耐药机制各异:` or `Resistance accrues:` an item sets alterations beside the drug that they resist, in either
order: `X with D`, `X见于D`, `D为X`. What stands between two items, or in an item without a pair, says nothing.

>>> text = "耐药机制各异:甲为A,乙为B"
>>> names = [Mention(7, 8, "DRUG", "甲"), Mention(9, 10, "ALTERATION", "A"),
...          Mention(11, 12, "DRUG", "乙"), Mention(13, 14, "ALTERATION", "B")]
>>> level = levels(text, 0, len(text), names)[0]
>>> [(e.alteration.text, e.therapy.members[0].text) for e in found(level, [(9, names[1]), (13, names[3])])]
[('A', '甲'), ('B', '乙')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.records import Mention
from pipeline.relating.clauses import BLANK, Level, family
from pipeline.relating.clauses import levels as levels
from pipeline.relating.coordination import Group, groups
from pipeline.relating.cue_words import body, column

_TABLE = "response_pairings"
_ABSENT = ("wild-type", "unmutated")


@dataclass(frozen=True, slots=True)
class Entry:
    """An alteration with the drugs of its item; `start` and `end` are those of the word of resistance."""

    alteration: Mention
    therapy: Group
    start: int
    end: int


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    forms = {role: body(column(_TABLE, "role", role=role)) for role in ("toward", "seen_under", "is", "told", "placed")}
    space = rf"[\s{BLANK}]*"
    kind = r"(?:等)?(?:突变|变异|mutations?|variants?|substitutions?)?"
    texts = {
        "told": rf"(?:{forms['told']})[^;。]*?(?P<mark>[:：])|(?:{forms['told']})[^,，;。:：]*[,，]",
        "under": rf"{space}{kind}{space}(?:{forms['toward']}|{forms['seen_under']})\s*(?:the\s+)?{space}",
        "seen under": rf"{space}{kind}{space}则?(?:{forms['placed']})\s*(?:the\s+)?{space}",
        "has": rf"{space}(?:治疗|耐药|者|后)*{space}(?:{forms['is']}){space}(?:the\s+)?",
    }
    return {name: re.compile(text, re.IGNORECASE) for name, text in texts.items()}


def found(level: Level, held: Sequence[tuple[int, Mention]]) -> Iterator[Entry]:
    """The pairs of an announced list, if the announcement itself names neither a drug nor an alteration.

    Args:
        level: The level.
        held: Alterations with the offset at which they stand on it.
    """
    told = _patterns()["told"].search(level.view) if len(held) > 1 else None
    while told is not None:
        start, opens = level.start + told.start(), level.start + told.end()
        first = max(level.start, level.start + max(level.view.rfind(sign, 0, told.start()) for sign in ";；"))
        if not any(family(m) in ("drug", "alteration") for m in level.within(first, opens)):
            yield from _entries(level, held, start, opens, "under" if told["mark"] else "seen under")
            return
        told = _patterns()["told"].search(level.view, told.end())


def _entries(level: Level, held: Sequence[tuple[int, Mention]], start: int, opens: int, kind: str) -> Iterator[Entry]:
    """The pairs behind an announcement; behind one without a colon only those that say where an alteration is seen."""
    listed = [g for g in groups(level) if g.start >= opens and g.kind in ("drug", "alteration")]
    for left, right in pairwise(listed):
        if left.kind == right.kind or not _is_pair(level, left, right, kind):
            continue
        changed, drugs = (left, right) if left.kind == "alteration" else (right, left)
        for at, alteration in held:
            if changed.start <= at < changed.end and not alteration.name.endswith(_ABSENT):
                yield Entry(alteration, drugs, start, opens)


def _is_pair(level: Level, left: Group, right: Group, kind: str) -> bool:
    between = level.text(left.end, right.start)
    if left.kind == "drug":
        return kind == "under" and _patterns()["has"].fullmatch(between) is not None
    return _patterns()[kind].fullmatch(between) is not None
