"""Changes by which the next clauses detail what was just named: `查到X突变,涉及A、B`, `X (6%), followed by Y`.

A clause that only goes on with a list names no response of its own: it opens with a word that ranks or lists, or it
closes with a frequency, and holds nothing else. What is said of the alterations before it holds for its own.

>>> from pipeline.relating.clauses import levels
>>> text = "检出BTK突变,包括C481S、T474I各2例"
>>> names = [Mention(2, 7, "ALTERATION", "BTK突变"), Mention(10, 15, "ALTERATION", "C481S"),
...          Mention(16, 21, "ALTERATION", "T474I")]
>>> level = levels(text, 0, len(text), names)[0]
>>> [m.text for m in behind(level, [(m.start, m) for m in names], 0)]
['C481S', 'T474I']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.records import Mention
from pipeline.relating import therapies
from pipeline.relating.clauses import BLANK, Clause, Level

Held = Sequence[tuple[int, Mention]]
_GENERAL = re.compile(r"(?: mutation|-TKD)$")
_BEHIND_GENE = re.compile(r" |-(?=TKD|ITD)")


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """Patterns whose words stand in the table; the opening words take any case."""
    forms = therapies.forms
    share = rf"{forms('frequency_each')}?{forms('frequency_lead')}*[^,;。]{{0,10}}{forms('frequency_unit')}"
    texts = {
        "opening": rf"(?i:\s*(?:{forms('ranked_next')}|(?P<listed>{forms('listed_next')}(?:\s*以)?))?\s*)",
        "share": forms("share"),
        "frequency": rf"[\s{BLANK}]*{forms('list_close')}?(?:{share}|{forms('ranked_after')})?{forms('brought')}?[\s{BLANK}]*\.?",
    }
    return {name: re.compile(text) for name, text in texts.items()}


def behind(level: Level, held: Held, number: int) -> tuple[Mention, ...]:
    """Alterations of the clauses behind one that only go on with a list and its frequencies (`其次为X(6%),Y仅占1%`).

    Args:
        level: The level.
        held: Alterations with the offset at which they stand on it.
        number: The clause that the others go on from.
    """
    found: list[Mention] = []
    for clause in level.clauses[number + 1 :]:
        own = [(at, m) for at, m in held if clause.start <= at < clause.end]
        if not own:
            break
        opening, rest = level.text(clause.start, own[0][0]), level.text(own[-1][1].end, clause.end)
        if (
            not _patterns()["opening"].fullmatch(opening)
            or not _patterns()["frequency"].fullmatch(rest)
            or not (opening.strip() or rest.strip())
        ):
            break
        found += [m for _, m in own]
    return tuple(found)


def behind_share(level: Level, held: Held, number: int) -> tuple[Mention, ...]:
    """What the next clauses detail behind a clause that says how many have a change; else nothing."""
    clause = level.clauses[number]
    has_share = _patterns()["share"].search(level.text(clause.start, clause.end)) is not None
    return behind(level, held, number) if has_share else ()


def without_general(found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """A list without a mutation that the changes behind it spell out (`X突变,以A最常见,B次之`)."""
    first, *others = found
    spelled = [m for m in others if _genes(m) == _genes(first) and " p." in m.name]
    return tuple(others) if first.name.endswith(" mutation") and spelled else found


def detailed(level: Level, held: Held, general: Mention) -> tuple[Mention, ...]:
    """A mutation and what the next clauses list behind it; ranked changes of its own gene stand in its place."""
    number = level.clause_at(general.start)
    clause = level.clauses[number]
    ranks = (
        _GENERAL.search(general.name) is not None
        or therapies.words("share").search(level.text(clause.start, clause.end)) is not None
        or _explains(level, number)
    )
    found = behind(level, held, number) if ranks else ()
    if (
        not found
        or not _GENERAL.search(general.name)
        or not all(_genes(m) == _genes(general) and m.name != general.name for m in found)
    ):
        return (general, *found)
    following = level.clauses[number + 1]
    return (general, *found) if _only_lists(level, following, found[0]) else found


_MECHANISMS = re.compile(r"\s*(?:其|主要|具体|the\s+|known\s+)*(?:机制|原因|形式|mechanisms?)", re.IGNORECASE)


def _explains(level: Level, number: int) -> bool:
    """Whether the clause behind one opens with the mechanisms of what it has told (`X丢失,机制包括A、B`)."""
    if number + 1 >= len(level.clauses):
        return False
    following = level.clauses[number + 1]
    return _MECHANISMS.match(level.text(following.start, following.end)) is not None


def _only_lists(level: Level, clause: Clause, first: Mention) -> bool:
    """Whether a clause lists (`涉及A、B`, `:A 9例`) rather than ranks (`以A最常见`)."""
    opening = _patterns()["opening"].fullmatch(level.text(clause.start, first.start))
    return clause.mark in (":", "：") or bool(opening and opening["listed"])


def _genes(alteration: Mention) -> set[str]:
    return set(re.split(";|::", alteration.gene or _BEHIND_GENE.split(alteration.name)[0]))
