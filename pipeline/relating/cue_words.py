"""Cue tables turned into compiled patterns: plain forms in TSV, one alternation each, longest form first.

>>> pattern = alternation(["抑制", "inhibit", "binds to"])
>>> [m.group() for m in pattern.finditer("可抑制BTK; inhibitors; Binds to KIT")]
['抑制', 'Binds to']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pipeline import lexicon


def body(forms: Iterable[str]) -> str:
    """The forms as one regular expression; Latin words at word borders, white space free."""
    parts = []
    for form in sorted(set(forms), key=lambda f: (-len(f), f)):
        escaped = re.escape(form).replace(r"\ ", r"\s+")
        left = r"(?<![A-Za-z])" if form[0].isascii() and form[0].isalpha() else ""
        right = r"(?![A-Za-z])" if form[-1].isascii() and form[-1].isalpha() else ""
        parts.append(left + escaped + right)
    return "|".join(parts)


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
    return re.sub(r"\s+", " ", text.lower())
