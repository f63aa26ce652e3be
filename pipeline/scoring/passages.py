"""The sentence that an annotation points into, for people and for resolving marks; not for extraction.

Annotators name a place by a snippet of its sentence. The bounds found here are generous (a sentence cut in two by a
page break is one), for a mark is searched inside them.

>>> text = "单药有效。联合组ORR为61%[7]。\\nNext, it failed. Then it worked."
>>> at = text.index("61%")
>>> text[slice(*sentence_at(text, at))]
'联合组ORR为61%[7]。'
>>> text[slice(*sentence_at(text, text.index("worked")))]
'Then it worked.'
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

_STOP = re.compile(
    r"(?P<han>[。！？](?:[”』」）]|\^?\[[\d\s,，、-]+\]\^?|<sup>[^<]{1,40}</sup>)*)"
    r"|(?P<latin>(?<![.\s][A-Za-z])(?<!\bvs)(?<!\bal)(?<!\bFig)(?<!\bNo)[.!?](?:[”\"]|\s?\[[\d\s,-]+\]|<sup>[^<]{1,40}</sup>)*)(?=\s+[A-Z\u4e00-\u9fff]|\s*$)"
    r"|(?P<line>[ \t]*\r?\n\s*)",
    re.MULTILINE,
)
_OPENING = re.compile(r"\s*(?:#|\||[-*•] |\d+(?:\.\d+)*[.、 ]|[一二三四五六七八九十]+、|[(（]\d+[)）]|\*\*|$)")
_MID_SENTENCE = re.compile(r"[\w,，、;；:：(（%％>+\-–]\s*$")
_SHORT_LINE = 25


def sentence_at(text: str, position: int) -> tuple[int, int]:
    """Bounds of the sentence, or of the table row, that holds an offset; without blanks around it."""
    starts = _starts(text)
    index = max(bisect_right(starts, position) - 1, 0)
    start, end = starts[index], starts[index + 1] if index + 1 < len(starts) else len(text)
    held = text[start:end]
    return start + len(held) - len(held.lstrip()), start + len(held.rstrip()) if held.strip() else end


def sentences(text: str) -> list[tuple[int, int]]:
    """Bounds of every sentence and table row in turn, without blanks around them.

    >>> sentences("甲药有效。 乙药无效。")
    [(0, 5), (6, 11)]
    """
    found = (sentence_at(text, start) for start in _starts(text))
    return [span for span in dict.fromkeys(found) if span[0] < span[1]]


@lru_cache(maxsize=32)
def _starts(text: str) -> list[int]:
    """Where sentences begin."""
    starts = [0]
    for stop in _STOP.finditer(text):
        if stop.lastgroup == "line" and _goes_on(text, starts[-1], stop.start(), stop.end()):
            continue
        starts.append(stop.end())
    return starts


def _goes_on(text: str, start: int, end: int, after: int) -> bool:
    """Whether a line's end is only layout: the line before is long and open, the one after opens nothing new."""
    line = text[max(text.rfind("\n", 0, end) + 1, start) : end]
    if "\t" in line or line.lstrip().startswith(("#", "|")) or len(line) < _SHORT_LINE:
        return False
    following = text[after : after + 40]
    return bool(_MID_SENTENCE.search(line)) and not _OPENING.match(following)
