"""Cue tables turned into compiled patterns: plain forms in TSV, one alternation each, longest form first.

>>> pattern = alternation(["抑制", "inhibit", "binds to"])
>>> [m.group() for m in pattern.finditer("可抑制BTK; inhibitors; Binds to KIT")]
['抑制', 'Binds to']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from pipeline import lexicon

FOR_EXAMPLE = r"(?<![A-Za-z])e\.?g\b\.?,?"
"""The abbreviation that opens examples, in any spelling, also right behind a Chinese letter (which is a letter to `\\b`)."""
_BLANKS = re.compile(r"\s+")


def body(forms: Iterable[str]) -> str:
    """The forms as one regular expression; Latin words at word borders, white space free.

    Forms that begin and end in Latin letters share one pair of borders, which keeps the pattern fast.
    """
    wanted = tuple(sorted(set(forms), key=lambda f: (-len(f), f)))
    return _body(wanted)


@lru_cache(maxsize=128)
def _body(forms: tuple[str, ...]) -> str:
    words = [form for form in forms if _is_letter(form[0]) and _is_letter(form[-1])]
    signs = [form for form in forms if not _is_letter(form[0])]
    parts = [rf"(?<![A-Za-z]){_escaped(form)}" for form in forms if _is_letter(form[0]) and not _is_letter(form[-1])]
    if signs:
        parts.append(by_first(signs, _closed))
    if words:
        parts.append(rf"(?<![A-Za-z])(?:{by_first(words, _escaped)})(?![A-Za-z])")
    return f"{opening(forms)}(?:{'|'.join(parts)})"


def by_first(forms: Iterable[str], escaped: Callable[[str], str]) -> str:
    """Forms as alternatives that look at a first character once, however many begin with it; else in their order.

    >>> by_first(["inhibit", "抑制", "induce"], re.escape)
    'i(?:nhibit|nduce)|抑(?:制)'
    """
    rests: dict[str, list[str]] = {}
    for form in forms:
        rests.setdefault(form[0], []).append(escaped(form[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())


def opening(forms: Iterable[str]) -> str:
    """A look at one character that turns most places of a text down before any form is tried (ten times faster).

    >>> opening(["inhibit", "抑制"])
    '(?=[i抑])'
    """
    return f"(?=[{''.join(sorted({re.escape(form[0]) for form in forms}))}])"


def _is_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def _escaped(form: str) -> str:
    return re.escape(form).replace(r"\ ", r"\s+")


def _closed(form: str) -> str:
    return _escaped(form) + (r"(?![A-Za-z])" if form and _is_letter(form[-1]) else "")


def alternation(forms: Iterable[str]) -> re.Pattern[str]:
    """A compiled pattern of the forms, case ignored."""
    return re.compile(body(forms), re.IGNORECASE)


@lru_cache(maxsize=64)
def column(table: str, value: str, **where: str) -> Mapping[str, str]:
    """Folded form to the value of a column, for the rows that have the given values."""
    rows = (row for row in lexicon.cues(table) if all(row[key] == wanted for key, wanted in where.items()))
    return {row["form"].lower(): row[value] for row in rows}


def key(match: re.Match[str] | str) -> str:
    """The form that a match is listed under: lower case, single spaces."""
    text = match if isinstance(match, str) else match.group()
    return _BLANKS.sub(" ", text.lower())
