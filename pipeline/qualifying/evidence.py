"""Where a claim was shown: in patients, in cells or animals, or not stated (guideline, rulings 12 and 19).

>>> of_target("在小鼠模型中,维奈克拉抑制BCL-2。", (0, 20), (7, 19))
'preclinical'
>>> of_figure("维奈克拉组CR率为60%。", (0, 14), (5, 13))
'clinical'
>>> text = "X突变者对甲药耐药,而Y介导乙药耐药。"
>>> of_response(text, (0, 19), (0, 9)), of_response("Y介导乙药耐药。", (0, 9), (0, 8))
('clinical', 'unstated')
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.lexicon import cues, fold
from pipeline.qualifying.scopes import reach
from pipeline.records import Setting
from pipeline.spots import spots

_OF_ALL = ("settings",)
_OF_RESPONSES = ("settings", "response_settings")


def of_target(text: str, sentence: tuple[int, int], claim: tuple[int, int]) -> Setting:
    """The setting of a target's claim: that of its own clauses.

    What a drug acts on is told clause by clause: a result in patients further on says nothing of how the target was
    shown (corpus guideline, ruling 12); an experiment that opens the sentence holds for it (`在细胞系中,…`).

    Args:
        text: The section's repaired text.
        sentence, claim: Section offsets.
    """
    start, end = reach(text, *sentence, *claim)
    if _tells(text, "preclinical", sentence[0], end, _OF_ALL):
        return "preclinical"
    return "clinical" if _tells(text, "clinical", start, end, _OF_ALL) else "unstated"


def of_response(text: str, sentence: tuple[int, int], claim: tuple[int, int], is_found: bool = False) -> Setting:
    """The setting of a response's claim: that of its own clauses and of what opens the sentence.

    Resistance or prognosis found in patients is clinical, a mechanism stated as such unstated (corpus guideline, ruling
    37); what is said behind the claim's clauses is said of something else.

    Args:
        text: The section's repaired text.
        sentence, claim: Section offsets.
        is_found: The claim is of a prognosis, of what came up in patients, or a row of a table: clinical where no
            experiment is named.
    """
    _, end = reach(text, *sentence, *claim)
    if _tells(text, "preclinical", sentence[0], end, _OF_RESPONSES):
        return "preclinical"
    return "clinical" if is_found or _tells(text, "clinical", sentence[0], end, _OF_RESPONSES) else "unstated"


def of_figure(text: str, sentence: tuple[int, int], claim: tuple[int, int]) -> Setting:
    """The setting of a figure's claim: clinical, but where its clauses name an experiment.

    Args:
        text: The section's repaired text.
        sentence, claim: Section offsets.
    """
    return "preclinical" if _tells(text, "preclinical", *reach(text, *sentence, *claim), _OF_ALL) else "clinical"


def _tells(text: str, setting: Setting, start: int, end: int, tables: tuple[str, ...]) -> bool:
    """Whether a word of a setting stands inside text[start:end]."""
    return any(_settings(table)[form] == setting for table in tables for _, _, form in spots(text, table, start, end))


@lru_cache(maxsize=2)
def _settings(table: str) -> dict[str, str]:
    """The setting of each folded form; `none` for forms that only hold another (`前者`)."""
    return {fold(row["form"]): row["setting"] for row in cues(table)}
