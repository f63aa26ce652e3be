"""Words right before a figure that are its sign in a result, and a comparison elsewhere: `存活率低于25%`, `ORR above 50%`.

The recogniser leaves them out, since `低于对照组的25%` compares. Right before the first figure of an endpoint they set no
group against another.

>>> text = "存活率低于25%"
>>> signed(Line(text, 0, len(text), ()), Mention(5, 8, "VALUE", "25%"), "25")
'<25'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.records import Mention
from pipeline.relating import cue_words
from pipeline.relating.lines import Line

_REACH = 16
_PLAIN = re.compile(r"\d+(?:\.\d+)?")


def signed(line: Line, value: Mention, number: str) -> str:
    """The number of a figure with the sign that the word right before it has."""
    if not _PLAIN.fullmatch(number):
        return number
    told = _words().search(line.text, max(line.start, value.start - _REACH), value.start)
    before = [other.end for other in line.of("VALUE") if other.end <= value.start]
    if before and not any(before[-1] <= m.start < value.start for m in line.of("METRIC", "ADVERSE_EVENT")):
        return number
    return f"{_signs()[cue_words.key(told['form'])]}{number}" if told else number


@lru_cache(maxsize=1)
def _signs() -> Mapping[str, str]:
    return cue_words.column("figure_signs", "sign")


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    forms = "|".join(rf"\b{re.escape(form)}" if form.isascii() else re.escape(form) for form in _signs())
    return re.compile(rf"(?<![不未])(?<!not )(?<!no )(?P<form>{forms})\s*$", re.IGNORECASE)
