"""Characters that one reads or types for another: by a scanner, by shape, by sound.

>>> unscanned("Irnatinib") == unscanned("imatinib"), unscanned("venet0c1ax") == unscanned("venetoclax")
(True, True)
>>> are_confused("克", "充"), are_confused("克", "替")
(True, False)
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.lexicon import cues, fold

_SCANNED = {row["read"]: row["meant"] for row in cues("ocr_confusions")}
_PAIRS = re.compile("|".join(sorted((re.escape(read) for read in _SCANNED if len(read) > 1), key=len, reverse=True)))
_SINGLES = str.maketrans({read: meant for read, meant in _SCANNED.items() if len(read) == 1})


def unscanned(word: str) -> str:
    """A key that is the same for all words that a scanner may take for one another."""
    return _PAIRS.sub(lambda found: _SCANNED[found.group()], fold(word)).translate(_SINGLES)


@lru_cache(maxsize=1)
def _han() -> frozenset[frozenset[str]]:
    return frozenset(frozenset((row["meant"], row["written"])) for row in cues("han_confusions"))


def are_confused(first: str, second: str) -> bool:
    """Whether two Han characters are of like shape or sound."""
    return frozenset((first, second)) in _han()
