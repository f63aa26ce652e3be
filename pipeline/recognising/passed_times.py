"""The landmark right behind an endpoint: a time in a bracket, or one that its patients passed, with their share told.

`OS(5年)为71%`, `DOR≥12个月者占52%`, `a PFS of more than 12 months was seen in 34%`. Without a share such a time is a median
and stays a figure (`longer OS (24 months)`).

>>> text = "OS(5年)为71%,DOR≥12个月者占52%,PFS>9个月"
>>> [text[m.start() : m.end()] for end in (2, 15, 27) if (m := behind(text, end - 2, end))]
['(5年)']
>>> [text[m.start() : m.end()] for m in [behind(text, text.index("DOR"), text.index("DOR") + 3)] if m]
['≥12个月']
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.recognising.measures import unit_pattern

_SHARE = r"\s*(?:约|仅|only\s|about\s)*\d{1,3}(?:\.\d+)?\s*%"
_STOOD = r"(?:率|的?比例|\s+rates?)?\s*(?:分别|仅)?(?:[为是达占:=]|\b(?:was|were|is|of)\b)?"
_SEEN = r"\s*,?\s+(?:(?:was|were)\s+)?(?:(?:seen|observed|reported|achieved|noted|documented|recorded|found|reached)\s+)?(?:in|by)\s"
_OF_PATIENTS = r"(?:及?以上)?(?:的?(?:患者|病例|受试者)|者)?(?:中)?"
_SHARE_BEFORE = re.compile(
    r"%(?:\s*\([^()]*\))?\s*(?:of\s+[^,;.%()]{1,40}?\s)?(?:的)?(?:患者|病例|者)?(?:的|有|获得?|达到?|\b(?:had|have|has|with|achieved|reached|attained|experienced|maintained)\s+(?:an?\s+)?)*\s*$"
)
_BEFORE_REACH = 72
_CLOSED = r"(?=\s*(?:[,;。)、]|\.(?!\d)|$|\band\b|和|与))"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A time in a bracket before its share, a time passed before its share, and one passed behind its share."""
    time = rf"(?P<number>\d{{1,3}}(?:\.\d+)?)[\s-]*(?P<unit>{unit_pattern()})"
    passed = rf"\s?(?:(?:of|for|lasting)\s+)?(?:[≥>⩾]|超过|大于|不少于|至少|more than|at least|longer than|over|exceeding)\s*{time}(?:\s+or\s+(?:more|longer))?"
    listed = rf"(?:(?:、|和|与|及|,|\s+and\s+)[^,;。%()\d]{{1,24}}\(\s*\d{{1,3}}[\s-]*(?:{unit_pattern()})\s*\))*"
    return (
        re.compile(rf"\s?\(\s*(?:at\s+)?{time}\s*\)(?={listed}{_STOOD}{_SHARE})", re.IGNORECASE),
        re.compile(rf"{passed}(?=\)?{_OF_PATIENTS}{_STOOD}{_SHARE}|\)?{_SEEN}{_SHARE})", re.IGNORECASE),
        re.compile(rf"{passed}{_CLOSED}", re.IGNORECASE),
    )


def behind(text: str, start: int, end: int) -> re.Match[str] | None:
    """The landmark behind an endpoint, with its `number` and `unit`, or nothing.

    Args:
        text: The section.
        start: Where the name of the endpoint begins.
        end: Where it ends.
    """
    in_bracket, passed, passed_last = _patterns()
    found = in_bracket.match(text, end) or passed.match(text, end)
    if found or not _SHARE_BEFORE.search(text, max(0, start - _BEFORE_REACH), start):
        return found
    return passed_last.match(text, end)
