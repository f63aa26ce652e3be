"""Cue words of a section for the classifiers: what kind of word stands where, so that rare words speak for common ones.

The tables are those of the rules; here a word only says what it may mean (`inhibits`, `resistance`, `not`), wherever it stands.

>>> [(signal.start, signal.name) for signal in signals("伊布替尼抑制BTK,C481S耐药。")]
[(4, 'inhibits'), (15, 'resistance')]
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from pipeline import lexicon

_PLAIN = re.compile(r"[\w \-']+")
_TABLES = (
    ("drug_target_directions", "direction"), ("response_context", "role"), ("drug_target_verbs", "predicate"),
    ("drug_target_nominals", "predicate"), ("responses", "name"), ("response_verdicts", "predicate"),
)  # fmt: skip
_LEAST = 2
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


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
    return sorted(_found(text), key=attrgetter("start", "end", "name"))


def _found(text: str) -> Iterator[Signal]:
    automaton, names = _automaton()
    for number, start, end in automaton.find_matches_as_indexes(text.translate(_LOWER)):
        if not (_splits(text, start) or _splits(text, end)):
            yield Signal(start, end, names[number])


def _splits(text: str, at: int) -> bool:
    """Whether an offset stands inside a Latin word."""
    beside = text[at - 1 : at + 1] if at else ""
    return len(beside) == 2 and beside.isascii() and beside.isalpha()


@lru_cache(maxsize=1)
def _automaton() -> tuple[AhoCorasick, Sequence[str]]:
    """Finds the longest words; what each may mean."""
    meanings = _meanings()
    words = AhoCorasick(list(meanings), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)
    return words, list(meanings.values())


@lru_cache(maxsize=1)
def _meanings() -> Mapping[str, str]:
    """What each word may mean, by its lower-case form."""
    listed = ((row["form"], row[column]) for table, column in _TABLES for row in lexicon.cues(table))
    found = {form.lower(): name for form, name in listed if name}
    words = (row for row in lexicon.cues("response_words") if _PLAIN.fullmatch(row["pattern"]))
    found |= {row["pattern"].lower(): row["predicate"] or "response" for row in words}
    found |= {row["form"].lower(): "not" for row in lexicon.cues("denials") if row["role"] == "negator"}
    return {form: name for form, name in found.items() if len(form) >= _LEAST or not form.isascii()}
