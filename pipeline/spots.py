"""Where the cue words of a table stand in a text: one automaton pass a table and text, however many words it holds.

A regular expression of two hundred alternatives tries them all at every character; an automaton does not. Forms match
without regard to case, width or script variant (`lexicon.fold`), the longest at each place, and Latin forms as whole
words. Results are remembered for the texts seen last, because every sentence of a section asks for the same ones.

>>> spots("该药可能 MAY抑制FLT3,maybe", "hedges", scope="clause")
((2, 4, '可能'), (5, 8, 'may'))
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

import ahocorasick_rs

from pipeline import lexicon

Spot = tuple[int, int, str]


@lru_cache(maxsize=256)
def _automaton(table: str, wanted: tuple[tuple[str, str], ...]) -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    rows = (row for row in lexicon.cues(table) if all(row[key] == value for key, value in wanted))
    forms = tuple(sorted({lexicon.fold(row["form"]) for row in rows}))
    longest, smallest = ahocorasick_rs.MatchKind.LeftmostLongest, ahocorasick_rs.Implementation.ContiguousNFA
    return ahocorasick_rs.AhoCorasick(list(forms), matchkind=longest, implementation=smallest), forms


@lru_cache(maxsize=16)
def _key(text: str) -> str:
    return lexicon.fold(text)


@lru_cache(maxsize=512)
def _spots(text: str, table: str, wanted: tuple[tuple[str, str], ...]) -> tuple[Spot, ...]:
    automaton, forms = _automaton(table, wanted)
    key = _key(text)
    found = ((start, end, forms[index]) for index, start, end in automaton.find_matches_as_indexes(key))
    return tuple((start, end, form) for start, end, form in found if _is_whole(key, start, end))


def _is_letter(sign: str) -> bool:
    return "a" <= sign <= "z"


def _is_whole(key: str, start: int, end: int) -> bool:
    """Whether a match is no part of a longer Latin word."""
    if start and _is_letter(key[start]) and _is_letter(key[start - 1]):
        return False
    return not (end < len(key) and _is_letter(key[end - 1]) and _is_letter(key[end]))


def spots(text: str, table: str, start: int = 0, end: int | None = None, **wanted: str) -> tuple[Spot, ...]:
    """Places of the forms of a cue table whose other columns have the wanted values.

    Args:
        text: A section's whole repaired text.
        table: Name of the cue table; its column `form` is matched.
        start, end: Only places inside text[start:end].

    Returns:
        (start, end, folded form) in order, offsets into `text`.
    """
    found = _spots(text, table, tuple(sorted(wanted.items())) if wanted else ())
    if start == 0 and end is None:
        return found
    stop = len(text) if end is None else end
    first, last = bisect_left(found, (start,)), bisect_left(found, (stop,))
    return tuple(spot for spot in found[first:last] if spot[1] <= stop)


def holds(text: str, table: str, start: int, end: int, **wanted: str) -> bool:
    """Whether a form of the table stands inside text[start:end]."""
    found = _spots(text, table, tuple(sorted(wanted.items())))
    first = bisect_left(found, (start,))
    return any(spot[1] <= end for spot in found[first : bisect_left(found, (end,))])
