"""litmine: what bilingual haematology papers state, as tables whose every row points at its source.

`load("rules")` gives an extractor; an extractor called with a document gives its claims.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extractor import Extractor
    from pipeline.versions import Prefer

os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "jemalloc")
os.environ.setdefault("JE_ARROW_MALLOC_CONF", "dirty_decay_ms:100,muzzy_decay_ms:0")
"""Arrow reads both when it is imported; its usual pool keeps more of what was freed, the more the longer a run binds."""


def load(name: str = "rules", prefer: Prefer | None = None) -> Extractor:
    """Loads an extractor version; imported only now, so that `litmine --help` answers at once.

    Raises:
        UnknownExtractorError: There is none of that name; the message lists those that exist.
        NoOperatingPointsError: `prefer` is given, and the version has no operating points.
    """
    from pipeline import extractor

    return extractor.load(name, prefer=prefer)
