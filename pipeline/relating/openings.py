"""What a pattern can begin with, so that a large alternation is tried only where it may match.

Hundreds of patterns of response are one alternation; an engine that tries all of them at every character is slow, although
almost none can begin there. The two characters that each may begin with are computed from the patterns themselves.

>>> sorted(openings("(?<!不)(?:更)?敏感|耐药"))
['敏感', '更敏', '耐药']
>>> sorted(openings("在[^,;]{2}获益"))
['在.']
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

_parser: Any = getattr(re, "_parser")  # noqa: B009
_SILENT = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_ANY, _LENGTH = ".", 2
WORD_BEGINS = "(?<![a-z])"
"""What a pattern begins with that matches nowhere inside a Latin word, case ignored."""
_LETTERS = frozenset(string.ascii_letters)


def openings(pattern: str) -> frozenset[str]:
    """The two characters that a match can begin with; one alone where it may end there, `.` for any character.

    Args:
        pattern: A regular expression.
    """
    return _sequence(_parser.parse(pattern))


@dataclass(frozen=True, slots=True)
class Alternation:
    """Many patterns as one, tried only where they may begin: at each place those of its characters, in their order.

    `by_opening` has the patterns of two characters in lower case, and of one for what may follow it otherwise; `inside`
    those of them that may begin inside a Latin word. Each is compiled when a text first holds them.

    >>> found = alternation(["耐药", "敏感(?:性)?"]).search("对其敏感性", 0)
    >>> found and found.span()
    (2, 5)
    >>> found = alternation([f"{WORD_BEGINS}sensitive"]).search("insensitive, sensitive", 0)
    >>> found and found.span()
    (13, 22)
    """

    places: re.Pattern[str]
    by_opening: Mapping[str, Sequence[str]]
    inside: Mapping[str, Sequence[str]]

    def search(self, text: str, start: int) -> re.Match[str] | None:
        """The first match from an offset on; of several at one place that of the earliest pattern."""
        for place in self.places.finditer(text, start):
            at = place.start()
            opening = text[at : at + _LENGTH].lower()
            known = self.inside if at and text[at - 1] in _LETTERS else self.by_opening
            for pattern in known.get(opening, ()) if opening in self.by_opening else known.get(opening[:1], ()):
                if found := _compiled(pattern).match(text, at):
                    return found
        return None


def alternation(patterns: Sequence[str]) -> Alternation:
    """An alternation of patterns, case ignored.

    Raises:
        ValueError: A pattern may begin with any character.
    """
    begun = [_begun(pattern) for pattern in patterns]
    by_first: dict[str, set[str]] = {}
    for opening in frozenset().union(*begun):
        by_first.setdefault(opening[0], set()).add(opening)
    by_opening: dict[str, list[str]] = {}
    for pattern, own in zip(patterns, begun, strict=True):
        for opening in {known for one in own for known in (by_first[one] if len(one) == 1 else (one,))}:
            by_opening.setdefault(opening, []).append(pattern)
    inside = {opening: free for opening, known in by_opening.items() if (free := _inside_words(known))}
    return Alternation(_places(by_first, {opening[0] for opening in inside}), by_opening, inside)


def _inside_words(patterns: Iterable[str]) -> list[str]:
    return [pattern for pattern in patterns if not pattern.startswith(WORD_BEGINS)]


def _places(first: Iterable[str], inside: Iterable[str]) -> re.Pattern[str]:
    """Where a pattern may begin: at one of the first characters, those that none begins with inside a word at its border."""
    anywhere = {sign for sign in first if sign in inside or sign not in _LETTERS}
    bordered = set(first) - anywhere
    classes = [f"[{_cases(anywhere)}]"] if anywhere else []
    classes += [f"(?<![A-Za-z])[{_cases(bordered)}]"] if bordered else []
    return re.compile("|".join(classes))


def _cases(signs: Iterable[str]) -> str:
    """Characters in lower and upper case, for a class of them."""
    return "".join(sorted(re.escape(case) for sign in signs for case in {sign, sign.upper()} if len(case) == 1))


def _begun(pattern: str) -> frozenset[str]:
    """What a pattern may begin with, in lower case: two characters, or one where any may follow."""
    own = {opening.lower().rstrip(_ANY) for opening in openings(pattern)}
    if "" in own:
        raise ValueError(f"{pattern!r} may begin with any character; let it begin with certain ones")
    return frozenset(own)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """What a sequence may begin with; shorter than two characters where it may end before."""
    found = frozenset({""})
    for code, value in items:
        if all(_is_full(one) for one in found):
            break
        if str(code) not in _SILENT:
            found = _joined(found, _item(str(code), value))
    return found


def _is_full(opening: str) -> bool:
    return len(opening) == _LENGTH or opening.endswith(_ANY)


def _joined(openings: frozenset[str], more: frozenset[str]) -> frozenset[str]:
    """Openings, each that is not full with what may follow it."""
    full = frozenset(one for one in openings if _is_full(one))
    return full | {(one + other)[:_LENGTH] for one in openings - full for other in more}


def _item(code: str, value: Any) -> frozenset[str]:
    if code == "LITERAL":
        return frozenset({chr(value)})
    if code == "IN":
        return _class(value)
    if code == "SUBPATTERN":
        return _sequence(value[-1])
    if code in _REPEATS:
        least, most, part = value
        own = _sequence(part)
        again = _joined(own, own) if most > 1 else own
        return own | again | (frozenset() if least else {""})
    if code == "BRANCH":
        return frozenset().union(*(_sequence(part) for part in value[1]))
    return frozenset({_ANY})


def _class(items: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    found: set[str] = set()
    for code, value in items:
        if str(code) == "LITERAL":
            found.add(chr(value))
        elif str(code) == "RANGE" and value[1] - value[0] < 100:
            found |= {chr(sign) for sign in range(value[0], value[1] + 1)}
        else:
            return frozenset({_ANY})
    return frozenset(found)
