"""The characters that a pattern can begin with, so that a large alternation is tried only where it may match.

Hundreds of patterns of response are one alternation; an engine that tries all of them at every character is slow, although
almost none can begin there. What each may begin with is computed from the patterns themselves.

>>> sorted(openings("(?<!不)(?:更)?敏感|耐药"))
['敏', '更', '耐']
>>> openings("[^,;]{2}获益") is None
True
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

_parser: Any = getattr(re, "_parser")  # noqa: B009
_SILENT = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


def openings(pattern: str) -> frozenset[str] | None:
    """The characters that a match can begin with, or None where that may be any character.

    Args:
        pattern: A regular expression that matches no empty text.
    """
    found, empty = _sequence(_parser.parse(pattern))
    return None if empty else found


@dataclass(frozen=True, slots=True)
class Alternation:
    """Many patterns as one, tried only where they may begin: at each place those of its character, in their order.

    `by_first` has the expressions of a lower-case character; each is compiled when a text first holds that character.

    >>> found = alternation(["耐药", "敏感(?:性)?"]).search("对其敏感性", 0)
    >>> found and found.span()
    (2, 5)
    """

    places: re.Pattern[str]
    by_first: Mapping[str, str]

    def search(self, text: str, start: int) -> re.Match[str] | None:
        """The first match from an offset on; of several at one place that of the earliest pattern."""
        for place in self.places.finditer(text, start):
            if found := _compiled(self.by_first[place.group().lower()]).match(text, place.start()):
                return found
        return None


def alternation(patterns: Sequence[str]) -> Alternation:
    """An alternation of patterns, case ignored.

    Raises:
        ValueError: A pattern may begin with any character.
    """
    firsts: dict[str, list[str]] = {}
    for pattern in patterns:
        own = openings(pattern)
        if own is None:
            raise ValueError(f"{pattern!r} may begin with any character; let it begin with certain ones")
        for sign in sorted({one.lower() for one in own}):
            firsts.setdefault(sign, []).append(pattern)
    cases = sorted({case for sign in firsts for case in (sign, sign.upper()) if len(case) == 1})
    places = re.compile(f"[{''.join(map(re.escape, cases))}]")
    return Alternation(places, {sign: "|".join(own) for sign, own in firsts.items()})


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _sequence(items: Iterable[tuple[Any, Any]]) -> tuple[frozenset[str] | None, bool]:
    """First characters of a sequence, and whether it may match nothing."""
    found: frozenset[str] = frozenset()
    for code, value in items:
        if str(code) in _SILENT:
            continue
        own, empty = _item(str(code), value)
        if own is None:
            return None, empty
        found |= own
        if not empty:
            return found, False
    return found, True


def _item(code: str, value: Any) -> tuple[frozenset[str] | None, bool]:
    if code == "LITERAL":
        return frozenset({chr(value)}), False
    if code == "IN":
        return _class(value), False
    if code == "SUBPATTERN":
        return _sequence(value[-1])
    if code in _REPEATS:
        own, empty = _sequence(value[2])
        return own, empty or value[0] == 0
    if code == "BRANCH":
        parts = [_sequence(part) for part in value[1]]
        empty = any(part[1] for part in parts)
        known = [part[0] for part in parts if part[0] is not None]
        return (frozenset().union(*known) if len(known) == len(parts) else None), empty
    return None, False


def _class(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    found: set[str] = set()
    for code, value in items:
        if str(code) == "LITERAL":
            found.add(chr(value))
        elif str(code) == "RANGE" and value[1] - value[0] < 100:
            found |= {chr(sign) for sign in range(value[0], value[1] + 1)}
        else:
            return None
    return frozenset(found)
