"""Running text, as against names, places and dates, also where its lines are broken at one width.

No line of such a paragraph is long enough to be a text by itself, and one behind a full stop at a break looks like any line
of the front matter; so a line is judged with those that follow it at once.

>>> from pipeline.offsets import MappedText
>>> lines = ("The response was 40% with venetoclax and azacitidine, and it", "was 20% with azacitidine alone. Both were given to the end.")
>>> blocks = [Block("paragraph", MappedText.of(line), tight=number > 0) for number, line in enumerate(lines)]
>>> is_running_text(lines[0]), opens_text(blocks, 0), goes_on(blocks, 1)
(False, True, True)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reading.blocks import Block
from pipeline.reading.repair import han_count, is_chinese

_LONG, _LINES_AHEAD = 80, 8
"""Characters of a text, of which Han tell more; and how many lines are looked at together."""
_SENTENCE = re.compile(r"。|[a-z\d)]\.\s|[a-z\d)]\.$")
_FINISHED = re.compile(r"[。.!?][)\]*_\s]*$")
_VERBS = re.compile(r"\b(?:is|are|was|were|be|been|has|have|had|may|can|could|did|does|led|we)\b")
_WORD = re.compile(r"[A-Za-z][A-Za-z-]*")
_MOSTLY = 0.6


def has_sentence(plain: str) -> bool:
    """Whether a sentence ends somewhere in a text."""
    return _SENTENCE.search(plain) is not None


def is_finished(plain: str) -> bool:
    """Whether a text ends with a sentence."""
    return _FINISHED.search(plain) is not None


def is_running_text(plain: str) -> bool:
    """A paragraph of sentences, as against a line of names, places or dates."""
    return len(plain) >= _LONG - 40 * (han_count(plain) > 20) and has_sentence(plain)


def opens_text(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line is the first of several that are running text together."""
    line, text = blocks[index].plain, _together(blocks, index)
    if text == line or not is_running_text(text):
        return False
    return is_chinese(text) or (_is_prose(text) and _VERBS.search(text) is not None)


def goes_on(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line behind a full stop at a break goes on with the paragraph of the line before, or opens the next one."""
    line, text = blocks[index].plain, _together(blocks, index)
    is_part = blocks[index].tight and not is_chinese(text) and (text != line or is_finished(line))
    return (is_part and _is_prose(text)) or opens_text(blocks, index)


def _together(blocks: Sequence[Block], index: int) -> str:
    """A line and those that follow it at once, as far as they are looked at."""
    lines = [blocks[index].plain]
    for block in blocks[index + 1 : index + _LINES_AHEAD]:
        if block.kind != "paragraph" or not block.tight:
            break
        lines.append(block.plain)
    return " ".join(lines)


def _is_prose(text: str) -> bool:
    """Whether Latin words are mostly small, as those of sentences are and those of names and places are not."""
    words = _WORD.findall(text)
    return sum(1 for word in words if word.islower()) > _MOSTLY * len(words)
