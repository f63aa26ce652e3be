"""Cue words with a scope: what a hedge, a negation or an experiment's word reaches before a clause ends.

>>> bounds = clauses("该药可能抑制FLT3,并降低复发率。", 0, 18)
>>> bounds
((0, 10), (11, 17))
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

_BREAK = re.compile(r"[,;。!?](?!\d)|\.(?=\s|$)|(?:——|—)")


@lru_cache(maxsize=128)
def clauses(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Clauses of text[start:end], cut at punctuation; offsets count in `text`. Kept for the sentences seen last."""
    cuts = [match.start() for match in _BREAK.finditer(text, start, end)]
    edges = [start - 1, *cuts, end]
    return tuple((a + 1, b) for a, b in itertools.pairwise(edges) if b > a + 1)


def reach(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The stretch of whole clauses of text[start:end] that covers first:last."""
    touched = [(a, b) for a, b in clauses(text, start, end) if a < last and first < b]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)
