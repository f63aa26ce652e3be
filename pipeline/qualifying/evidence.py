"""Where a claim was shown: in patients, in cells or animals, or not stated (guideline, ruling 12).

>>> setting("在小鼠模型中,维奈克拉抑制BCL-2。", (0, 20), (7, 19), False)
'preclinical'
"""

from __future__ import annotations

from pipeline.qualifying.scopes import reach
from pipeline.records import Setting
from pipeline.spots import holds


def setting(text: str, sentence: tuple[int, int], claim: tuple[int, int], is_outcome: bool) -> Setting:
    """The setting of a claim: cues of its own clauses first, then of the sentence; an outcome figure is clinical.

    Args:
        text: The section's repaired text.
        sentence, claim: Section offsets.
        is_outcome: The claim is a study's figure, which is clinical where nothing else is said.
    """
    for start, end in (reach(text, *sentence, *claim), sentence):
        if holds(text, "settings", start, end, setting="preclinical"):
            return "preclinical"
        if is_outcome or holds(text, "settings", start, end, setting="clinical"):
            return "clinical"
    return "unstated"
