"""Lines of a paragraph put together again: no space between Han characters, hyphens of line breaks dropped.

>>> one_text(["BCL-2 inhibition restores sensi-", "tivity to cytarabine; 急性髓系白血", "病亦然，见BCL-", "2。"])
'BCL-2 inhibition restores sensitivity to cytarabine; 急性髓系白血病亦然，见BCL-2。'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.reading import labels
from pipeline.reading.repair import HAN

_TIGHT_END = re.compile(rf"[{HAN}，。、；：“”（《》〈(\[/~～–-]$")
_TIGHT_START = re.compile(rf"[{HAN}，。、；：“”）《》〉,;:.)\]%/~～–]")
_OPEN_NUMBER = re.compile(r"\d[.,:]$")
_SCRIPT_END = re.compile(r"</?su[pb]>")
_LAST_HALF = re.compile(r"([A-Za-z]+)[-\u2010]$")
_LAST_WORD, _ANY_WORD = re.compile(r"[A-Za-z]+$"), re.compile(r"[A-Za-z]+")
_FIRST_WORD = re.compile(r"[a-z]+")


def one_text(lines: Sequence[str], words: Counter[str] | None = None) -> str:
    """The lines as one text.

    Args:
        lines: Lines in their order.
        words: Counts of the document's Latin words in lower case, which tell `sensi-tivity` from `cell-free`.
    """
    known = words or Counter()
    parts: list[str] = []
    for line in (one for raw in lines if (one := raw.strip())):
        if parts:
            drop, glue = seam(parts[-1][-80:], line, known)
            parts[-1] = parts[-1][: len(parts[-1]) - drop] + glue
        parts.append(line)
    return "".join(parts)


def seam(before: str, after: str, words: Counter[str]) -> tuple[int, str]:
    """How a line goes on with the next: characters to drop at its end, and what to put between."""
    left, right = _LAST_HALF.search(before), _FIRST_WORD.match(after)
    if left and right and left.group(1)[-1].islower():
        first, second = left.group(1).lower(), right.group()
        joined, compound = words[first + second], words[f"{first}-{second}"]
        if joined > compound or (joined == compound and first not in labels.words("compound")):
            return 1, ""
        return 0, ""
    end, start = _SCRIPT_END.sub("", before[-12:]), _SCRIPT_END.sub("", after[:12])
    if _TIGHT_END.search(end) or _TIGHT_START.match(start):
        return 0, ""
    one, two = _LAST_WORD.search(end), _ANY_WORD.match(start)
    if one and two and _is_one_word(one.group().lower(), two.group().lower(), words):
        return 0, ""
    return 0, "" if _OPEN_NUMBER.search(end) and start[:1].isdigit() and not end.endswith(",") else " "


def _is_one_word(left: str, right: str, words: Counter[str]) -> bool:
    """A name that a narrow cell cuts: the whole stands elsewhere in the document, and one half never does."""
    return words[left + right] > 0 and (not words[left] or not words[right])
