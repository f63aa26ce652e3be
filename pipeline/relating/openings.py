"""The characters that a pattern can begin with, so that a large alternation is tried only where it may match.

Two hundred patterns of response are one alternation; the engine tries all of them at every character, although
almost none can begin there. A character class before the alternation, computed from the patterns themselves,
spares most of that.

>>> sorted(openings("(?<!不)(?:更)?敏感|耐药"))
['敏', '更', '耐']
>>> openings("[^,;]{2}获益") is None
True
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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


def opening(patterns: Iterable[str]) -> str:
    """A lookahead for the characters that any of the patterns can begin with; empty where one may begin anyhow."""
    found: set[str] = set()
    for pattern in patterns:
        own = openings(pattern)
        if own is None:
            return ""
        found |= own
    return f"(?=[{''.join(sorted(map(re.escape, found)))}])"


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
