"""Asides between two commas that say nothing of what the sentence goes on to say: `X, rare after D, was found in …`.

An aside reads like a bracket: the name before it is the subject of the verb behind it, and what the aside names is
neither. Only a few words open one, because a comma behind a name mostly begins a list or a clause; they stand in a
table of their own.

>>> text = "L528W, rare after ibrutinib, was found"
>>> [text[left:right] for left, right in spans(text, 0, len(text), (Mention(0, 5, "ALTERATION", "L528W"),))]
[', rare after ibrutinib,']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from pipeline.records import Mention
from pipeline.relating.cue_words import body, column

_LONGEST = 60
_AND = re.compile(r"\s+(?:and|or)(?=,)", re.IGNORECASE)
"""What links a name to the next of its list before an aside (`X and, to a lesser extent, Y`)."""


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """A comma, a word that opens an aside, at most some words, and a comma that goes on with a word."""
    return _opened_by(column("asides", "language"))


@lru_cache(maxsize=1)
def _ranked() -> re.Pattern[str]:
    """An aside between a conjunction and the next of its list, which says how often that is found."""
    return _opened_by(column("list_ranks", "language"))


@lru_cache(maxsize=1)
def _adverbial() -> re.Pattern[str]:
    """An aside between a conjunction and the second verb of its clause (`and, at the same time, activated`)."""
    return _opened_by(column("verb_adverbs", "language"), r"(?-i:[a-z]{3,}(?:ed|es|s)\b)")


def _opened_by(forms: Iterable[str], goes_on: str = r"[a-z\u4e00-\u9fff]") -> re.Pattern[str]:
    return re.compile(
        rf"[,，]\s*(?:{body(forms)})[^,，;；。:：()（）]{{0,{_LONGEST}}}[,，](?=\s*{goes_on})", re.IGNORECASE
    )


def _may_open(sign: str) -> bool:
    """Whether a character behind a name can be the first of an aside or of the conjunction before one."""
    return sign in ",，" or sign.isspace()


def spans(text: str, start: int, end: int, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """The asides right behind a name, or behind the conjunction that follows it, both commas included.

    Args:
        text: A section's text.
        start, end: A sentence or a table cell, section offsets.
        mentions: The mentions inside it, in order.
    """
    done = start
    for mention in mentions:
        if mention.end < done or mention.end >= end or not _may_open(text[mention.end]):
            continue
        conjunction = _AND.match(text, mention.end, end)
        at = conjunction.end() if conjunction else mention.end
        patterns = (_ranked(), _adverbial()) if conjunction else (_pattern(),)
        said = next((found for pattern in patterns if (found := pattern.match(text, at, end))), None)
        if said is not None:
            done = said.end()
            yield said.span()
