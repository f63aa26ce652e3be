"""What a pattern cannot do without: words that every match holds, so that a text without them is not searched.

To look for a word is a hundred times cheaper than to try a pattern at every character, and most of many patterns for
rare wordings match nowhere in a section.

>>> [needed(form) for form in ("(?<=例)有效(?!率)", "[Tt]ime to (?:best )?response", "生存|存活", "[A-Z]+")]
[('有效',), ('response',), ('生存', '存活'), ('',)]
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_parser: Any = getattr(re, "_parser")  # noqa: B009


def needed(pattern: str) -> tuple[str, ...]:
    """Words of which every match of a pattern holds one; the empty word where nothing is known.

    Args:
        pattern: A regular expression that minds the case.
    """
    return _of_sequence(_parser.parse(pattern))


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> tuple[str, ...]:
    """Of the words that a sequence cannot do without those whose shortest is the longest, the first of equals."""
    found: list[tuple[str, ...]] = [("",)]
    run = ""
    for code, value in items:
        if str(code) == "LITERAL":
            run += chr(value)
            found.append((run,))
        elif words := _of_item(str(code), value):
            run = ""
            found.append(words)
    return max(found, key=lambda words: min(map(len, words)))


def _of_item(code: str, value: Any) -> tuple[str, ...]:
    """The words of one item of a sequence; none for what has no width and says nothing."""
    if code == "SUBPATTERN":
        return _of_sequence(value[-1])
    if code == "BRANCH":
        return tuple(word for branch in value[1] for word in _of_sequence(branch))
    if code == "MAX_REPEAT" and value[0]:
        return _of_sequence(value[2])
    return () if code in ("AT", "ASSERT", "ASSERT_NOT") else ("",)
