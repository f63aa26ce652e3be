"""The words that state sensitivity, resistance, benefit or prognosis: RESPONSE mentions.

>>> [(m.text, m.name) for m in find("T315I突变导致伊马替尼耐药,预后不良; sensitive to ponatinib", Lexicon(()))]
[('耐药', 'resistance'), ('预后不良', 'poor prognosis'), ('sensitive', 'sensitivity')]
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.lexicon import Lexicon, cues, fold
from pipeline.records import Mention
from pipeline.spots import spots


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {fold(row["form"]): row["name"] for row in cues("responses")}


def find(text: str, lexicon: Lexicon) -> list[Mention]:
    """RESPONSE mentions of a section's repaired text, the longest form at each place (source `terms`)."""
    return [
        Mention(
            start, end, "RESPONSE", text[start:end], lexicon.concept("RESPONSE", _names()[form]), 1.0,
            f"response word {form}", "terms",
        )
        for start, end, form in spots(text, "responses")
    ]  # fmt: skip
