"""Polarity and certainty of a claim, clause by clause (guideline, section 5 and ruling 19).

>>> text = "X突变可能介导耐药,Y突变介导耐药。"
>>> certainty(text, (0, 19), (10, 18)), certainty(text, (0, 19), (0, 9))
('asserted', 'hedged')
>>> polarity("维奈克拉不影响BCL-XL。", (0, 14), (5, 13)), polarity("甲药不结合A,而是占据B。", (0, 13), (8, 11))
('negated', 'affirmed')
"""

from __future__ import annotations

from pipeline.qualifying.scopes import reach
from pipeline.records import Certainty, Polarity
from pipeline.spots import holds


def polarity(text: str, sentence: tuple[int, int], stated: tuple[int, int]) -> Polarity:
    """`negated` where a negation of the target's effect stands in the clause that states it.

    Args:
        text: The section's repaired text.
        sentence: Section offsets of the sentence.
        stated: Section offsets of the words that state the predicate together with the target; the agent may stand
            clauses away, and what is denied there (`不结合A,而是占据B`) is not denied here.
    """
    first, last = reach(text, *sentence, *stated)
    return "negated" if holds(text, "target_negations", first, min(last, stated[1] + 12)) else "affirmed"


def certainty(text: str, sentence: tuple[int, int], claim: tuple[int, int]) -> Certainty:
    """`hedged` where a hedge stands in the claim's clauses, or a reporting hedge anywhere before them."""
    first, last = reach(text, *sentence, *claim)
    is_hedged = holds(text, "hedges", first, last, scope="clause")
    return "hedged" if is_hedged or holds(text, "hedges", sentence[0], claim[1], scope="onward") else "asserted"
