"""Figures that say by how much another one changed, or how it compares: `OS延长6.4个月`, `风险降低38%`, `仅为对照组(10%)的三分之一`.

>>> bool(_DIFFERENCE.search("死亡风险降低了")), bool(_GAIN.search("OS延长")), bool(_GAIN.search("OS为"))
(True, True, False)
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating.lines import Line, pattern

_DIFFERENCE = re.compile(
    r"(?:差值|差异|绝对差|绝对获益|绝对提升|净获益|相差|差距|率差|增加了|提高了|减少了?|下降了?|降低了?|缩短了?|升高了|(?:reduced|reduction|decreased?|lowered)(?: the risk)?(?: of \w+)? by|difference|difference of)[^,;。%]{0,6}$"
    r"|(?:降低|减少|下降)[^,;。%]{2,20}风险(?:达|约|了)?\s*$"
    r"|(?:提高|增加|升高|上升|增高)(?:约|近|逾|超过|\s)*$"
    r"|(?:较|比(?![例率值]))[^,;。%\d()]{1,16}(?<![较更最偏为])[高低](?:出|了|约|近|逾|\s)*$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:improv|increas|reduc|decreas|lower|prolong|rais|cut|shorten|extend|fell|fall|rose|ris|dropp?)(?:es?|ed|ing|en)?(?![\w-])"
    r"(?:(?!\b(?:achieved|reached|attained|reported|experienced|required|met|shown|had|seen)\b)[^,;.()%]){0,48}\bby"
    r"\s+(?:(?:up to|about|approximately|nearly|only|an estimated)\s+)?(?:\d+(?:\.\d+)?%\s*(?:\([^()]*(?:\[[^\[\]]*\][^()]*)?\)\s*)?(?:,\s*and|,|and)\s*)*$",
    re.IGNORECASE,
)
"""By how much something changed (`OS and RFS were improved with A by 37% (HR, 0.63) and 45%`)."""
_OF_PEOPLE = re.compile(
    r"%?\s*(?:\([^()]*\)\s*)?(?:of\s+(?:the\s+)?(?:\d+\s+)?(?:patients|participants|them|those)|on\b)", re.IGNORECASE
)
_BY_REACH = 160


def is_difference(line: Line, value: Mention) -> bool:
    """Whether a rate says how much another one rose or fell; `减少` inside an adverse event's name is no such word."""
    is_by = _BY.search(line.text, max(line.start, value.start - _BY_REACH), value.start)
    if is_by and not _OF_PEOPLE.match(line.text, value.end, line.end):
        return True
    found = _DIFFERENCE.search(line.text, max(line.start, value.start - 24), value.start)
    if found and pattern("trial_metric_words", role="versus").match(line.text[value.end : value.end + 12].lstrip()):
        return False
    return found is not None and not any(m.start < found.start() < m.end for m in line.of("METRIC", "ADVERSE_EVENT"))


_OF_OTHER = re.compile(r"(?:\)|组|药|方案|对照|安慰剂|者)的\s*(?:约|近)?$")
_THAT_OF = re.compile(
    r"\s*(?:that|those|the (?:rate|figure|proportion|incidence))\s+(?:of|with|in|for|seen)\b", re.IGNORECASE
)


def is_multiple(line: Line, value: Mention) -> bool:
    """Whether a share in words says how another figure compares (`仅为对照组(10%)的三分之一`, `one third that of A`)."""
    if any(sign.isdigit() for sign in value.text):
        return False
    before = _OF_OTHER.search(line.text, max(line.start, value.start - 12), value.start)
    return bool(before or _THAT_OF.match(line.text, value.end, line.end))


_GAIN = re.compile(
    r"(?:延长|缩短|推迟|提前|增加|净增|多出|多了|长了|短了|相差|仅差|prolonged by|extended by|gain of|improvement of)(?:了|约|近|逾|达|超过|仅|>|\s)*$",
    re.IGNORECASE,
)
_GAIN_BEHIND = re.compile(
    r"\s+(?:beyond|ahead of|in excess of|(?:longer|shorter|later|earlier|better|worse|more|less) than|(?:above|over|below|short of) (?:the|that|those))\b",
    re.IGNORECASE,
)


def is_gain(line: Line, value: Mention) -> bool:
    """Whether a time says by how much another one grew (`OS延长6.4个月`, `more than 20 months beyond the other`)."""
    grew = _GAIN.search(line.text, max(line.start, value.start - 20), value.start)
    return bool(grew or _GAIN_BEHIND.match(line.text, value.end, line.end))
