"""Polarity and certainty of a claim, clause by clause (guideline, section 5 and ruling 19).

>>> certainty("X突变可能介导耐药,Y突变介导耐药。", (0, 19), (10, 18)), certainty("X突变可能介导耐药,Y突变介导耐药。", (0, 19), (0, 9))
('asserted', 'hedged')
>>> polarity("维奈克拉不影响BCL-XL。", (0, 14), (0, 13))
'negated'
"""

from __future__ import annotations

from pipeline.qualifying.scopes import pattern, reach
from pipeline.records import Certainty, Polarity


def polarity(text: str, sentence: tuple[int, int], claim: tuple[int, int]) -> Polarity:
    """`negated` where a negation of the target's effect stands in the claim's own stretch of clauses.

    Args:
        text: The section's repaired text.
        sentence, claim: Section offsets of the sentence and of what the claim spans.
    """
    start, end = claim
    tail = reach(text, *sentence, max(start, end - 1), end)[1]
    return "negated" if pattern("target_negations").search(text, start, min(tail, end + 12)) else "affirmed"


def certainty(text: str, sentence: tuple[int, int], claim: tuple[int, int]) -> Certainty:
    """`hedged` where a hedge stands in the claim's clauses, or a reporting hedge anywhere before them."""
    first, last = reach(text, *sentence, *claim)
    if pattern("hedges", scope="clause").search(text, first, last):
        return "hedged"
    onward = pattern("hedges", scope="onward").search(text, sentence[0], claim[1])
    return "hedged" if onward else "asserted"
