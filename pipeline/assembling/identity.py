"""Identity from content: the same claim at the same place has the same id in every run.

A curator's decision is stored by claim id; a counter, or a hash over the extractor's version or its confidence, would
lose the decision at the next run. Ids are taken over canonical names and raw offsets, never over concept ids either,
for a concept that today has a `local:` id may have a vocabulary's tomorrow.

>>> digest("0123456789abcdef", "drug_target", "venetoclax", "维奈克拉") == digest(
...     "0123456789abcdef", "drug_target", "venetoclax", "维奈克拉")
True
>>> digest("a", "bc") == digest("ab", "c")
False
"""

from __future__ import annotations

import hashlib

_SIZE = 10
_SEPARATOR = "\x1f"


def digest(*parts: str | int | None) -> str:
    """Twenty hex digits over the parts, each set apart from the next; None and "" are one."""
    joined = _SEPARATOR.join("" if part is None else str(part) for part in parts)
    return hashlib.blake2b(joined.encode("utf-8"), digest_size=_SIZE).hexdigest()
