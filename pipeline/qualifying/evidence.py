"""Where a claim was shown: in patients, in cells or animals, or not stated (guideline, ruling 12).

>>> setting("在小鼠模型中,维奈克拉抑制BCL-2。", (0, 20), (7, 19), False)
'preclinical'
"""

from __future__ import annotations

from pipeline.qualifying.scopes import reach
from pipeline.records import Setting
from pipeline.spots import holds


def setting(
    text: str, sentence: tuple[int, int], claim: tuple[int, int], is_outcome: bool, is_target: bool = False
) -> Setting:
    """The setting of a claim: cues of its own clauses first, then of the sentence; an outcome figure is clinical.

    What a drug acts on is told clause by clause: a result in patients further on says nothing of how the target was
    shown (corpus guideline, ruling 12); an experiment that opens the sentence holds for it (`在细胞系中,…`).

    Args:
        text: The section's repaired text.
        sentence, claim: Section offsets.
        is_outcome: The claim is a study's figure, which is clinical where nothing else is said.
        is_target: The claim is one of a drug and its target.
    """
    own = reach(text, *sentence, *claim)
    for start, end in (own,) if is_target else (own, sentence):
        begin = sentence[0] if is_target else start
        if holds(text, "settings", begin, end, setting="preclinical"):
            return "preclinical"
        if is_outcome or holds(text, "settings", start, end, setting="clinical"):
            return "clinical"
    return "unstated"
