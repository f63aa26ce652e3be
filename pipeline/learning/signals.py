"""Cue words of a section for the classifiers: what kind of word stands where, so that rare words speak for common ones.

The tables are those of the rules; here a word only says what it may mean (`inhibits`, `resistance`, `not`), wherever it stands.

>>> [(signal.start, signal.name) for signal in signals("伊布替尼抑制BTK,C481S导致耐药。")]
[(4, 'inhibits'), (16, 'resistance')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline import lexicon

_PLAIN = re.compile(r"[\w \-']+")
_TABLES = (
    ("drug_target_directions", "direction"), ("response_context", "role"), ("drug_target_verbs", "predicate"),
    ("drug_target_nominals", "predicate"), ("responses", "name"), ("response_verdicts", "predicate"),
)  # fmt: skip
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Signal:
    """A cue word and what it may mean."""

    start: int
    end: int
    name: str


def signals(text: str) -> Sequence[Signal]:
    """The cue words of a text, in order.

    Args:
        text: Of a section.
    """
    return sorted(_found(text), key=lambda signal: (signal.start, signal.end, signal.name))


def _found(text: str) -> Iterator[Signal]:
    for match in _pattern().finditer(text):
        yield Signal(match.start(), match.end(), _meanings()[match.group().lower()])


@lru_cache(maxsize=1)
def _meanings() -> Mapping[str, str]:
    """What each word may mean, by its lower-case form."""
    found = {row["form"].lower(): row[column] for table, column in _TABLES for row in lexicon.cues(table)}
    words = (row for row in lexicon.cues("response_words") if _PLAIN.fullmatch(row["pattern"]))
    found |= {row["pattern"].lower(): row["predicate"] or "response" for row in words}
    found |= {row["form"].lower(): "not" for row in lexicon.cues("denials") if row["role"] == "negator"}
    return {form: name for form, name in found.items() if name and (len(form) >= _LEAST or not form.isascii())}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(_alternatives(_meanings()), re.IGNORECASE)


def _alternatives(forms: Iterable[str]) -> str:
    """Longest forms first; Latin ones at word borders."""
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    latin = "|".join(re.escape(form) for form in ordered if form[0].isascii())
    others = "|".join(re.escape(form) for form in ordered if not form[0].isascii())
    return rf"(?<![A-Za-z])(?:{latin})(?![A-Za-z])|(?:{others})"
