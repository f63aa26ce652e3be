"""The words that state sensitivity, resistance, benefit or prognosis: RESPONSE mentions.

>>> [(m.text, m.name) for m in find("T315I突变导致伊马替尼耐药,预后不良; sensitive to ponatinib", Lexicon(()))]
[('耐药', 'resistance'), ('预后不良', 'poor prognosis'), ('sensitive', 'sensitivity')]
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.lexicon import Lexicon, cues, fold
from pipeline.records import Mention
from pipeline.spots import spots


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {fold(row["form"]): row["name"] for row in cues("responses")}


_GOES_ON = ("异", "别")
"""What makes a difference of `差` (`疗效差异`)."""


def find(text: str, lexicon: Lexicon) -> list[Mention]:
    """RESPONSE mentions of a section's repaired text, the longest form at each place (source `terms`)."""
    listed = [
        (start, end, form, _names()[form])
        for start, end, form in spots(text, "responses")
        if text[end : end + 1] not in _GOES_ON
    ]
    said = [(*match.span(), match.group(), "sensitivity") for match in _PREDICATE.finditer(text)]
    return [
        Mention(
            start, end, "RESPONSE", text[start:end], lexicon.concept("RESPONSE", name), 1.0,
            f"response word {form}", "terms",
        )
        for start, end, form, name in sorted([*listed, *said])
    ]  # fmt: skip


_PREDICATE = re.compile(r"(?<![无%例])有效(?=[,。;、)(\[]|者|\s*$)")
"""有效 states a response where it is what the sentence says (`对T315I有效`), not in 有效率 or 有效抑制; behind a figure it is an endpoint (`38%有效`)."""
