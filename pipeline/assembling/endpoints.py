"""Endpoints as the guideline marks them: by their name, without the visit beside it, and with a short form of their own.

The stages hold a landmark and the bracket that names an endpoint once more with its name, since relations ask what a figure
is measured at; the table of mentions holds the name (`MMR at week 24`, `第24周SVR35`), and an English name and its short form
as two mentions, as those of diseases and agents are (`overall survival (OS)`).

>>> text = "overall survival (OS) at 2 years"
>>> [m.text for m in named(Mention(0, 32, "METRIC", text), text)]
['overall survival', 'OS']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.records import Mention

_VISIT = re.compile(r"\d+\s*(?:周|天|日|个月|月|年|个?疗程|个?周期)(?:时|的)?\s*")
_TIME_BEFORE = re.compile(r"\d+(?:\.\d+)?\s+(?:days|weeks|months|years)\s+", re.IGNORECASE)
"""A time that the words before an endpoint govern (`at 3 years DFS was 75%`), and no `3-year DFS`."""
_AT = re.compile(
    r"\s+(?:at|by)\s+(?:(?:day|week|month|year)s?\s+)?\d+(?:\.\d+)?(?:[\s-]*[A-Za-z]+)?$",
    re.IGNORECASE,
)
_SHORT_FORM = re.compile(r"\s?\((?P<short>(?=[^()]*[A-Z])[A-Za-z][A-Za-z0-9/+-]{0,11})\)$")
_HAN = re.compile("[\u4e00-\u9fff]")


def named(mention: Mention, text: str) -> Iterator[Mention]:
    """An endpoint by its name, then its short form where a bracket gives one; any other mention as it is.

    Args:
        mention: An outermost mention, section offsets.
        text: The section's repaired text.
    """
    if mention.type != "METRIC":
        yield mention
        return
    name = _without_time_behind(_without_time_before(mention, text))
    short = _SHORT_FORM.search(name.text)
    if short is None or not short.start() or _HAN.search(name.text):
        yield name
        return
    yield _part(name, 0, short.start())
    yield _part(name, *short.span("short"))


def _without_time_before(mention: Mention, text: str) -> Mention:
    """An endpoint without the visit before it (`第24周SVR35`): 第 and its number are one word, and no part of its name."""
    is_visit = text[max(0, mention.start - 1) : mention.start] == "第"
    time = (_VISIT if is_visit else _TIME_BEFORE).match(mention.text)
    return _part(mention, time.end(), len(mention.text)) if time and time.end() < len(mention.text) else mention


def _without_time_behind(mention: Mention) -> Mention:
    time = _AT.search(mention.text)
    return _part(mention, 0, time.start()) if time and time.start() else mention


def _part(mention: Mention, start: int, end: int) -> Mention:
    return replace(mention, start=mention.start + start, end=mention.start + end, text=mention.text[start:end])
