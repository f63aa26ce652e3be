"""Figures that take up the endpoint of the figure before them, and endpoints and figures that tell patients only.

`the figure was 92%`, `it fell to 61%`, `该比例降至61%` and the next item of a list of groups (`60% for A, 57% for B, and 52% in
the C arm`) go on with an endpoint. `MRD-negative B-ALL` and `MRD阴性患者的OS率` name a group, and so does a number of patients who
carry an alteration (`24例(71%)新获T315I`).

>>> bool(resumes("; the figure was ", " for the triplet")), bool(resumes("%,del(17p)患者中该比例降至", "。"))
(True, True)
>>> bool(resumes(" for ____, and ", " in the ____ arm")), bool(resumes(" for ____, and ", " of them died"))
(True, False)
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating.figures import is_time_to_event, measure_of
from pipeline.relating.lines import Line
from pipeline.relating.next_groups import WHO, tells_next

_NOUNS = r"(?:figures?|rates?|proportions?|values?|percentages?|numbers?|share)"
_STOOD = (
    r"(?:(?:has|have|had)\s+(?:become|been|reached)|(?:(?:has|have|had)\s+)?(?:risen|fallen|dropped|climbed|increased|improved|decreased|declined)\s+(?:further\s+)?to|(?:was|were|is|fell|dropped|declined|decreased|sank|rose|climbed|increased|improved|reached|stood|remained|became)"
    r"(?:\s+(?:to|at))?(?:\s+(?:only|just|about|approximately|as (?:low|high) as))?)"
)
_TAKEN_UP = re.compile(
    rf"(?:\b(?:it|they|(?:the|this|that|these|those|corresponding|the same|the corresponding)\s+(?:_+\s+)?{_NOUNS})\s+{_STOOD}"
    r"|(?:该|这一|此|其|相应|对应|上述|同一)(?:比例|比率|数字|数值|数据|率|指标|百分比)(?:则|仅|也|亦|却|均|约|已)*"
    r"(?:为|是|达|占|降至|降到|降为|下降至|升至|升到|升为|增至|高达|低至|仅为|只有|仅|约)*)\s*$",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"[;,]\s*(?:and\s+|but\s+|while\s+|whereas\s+)?(?:it|this|the median)\s+(?:had|has|was|is)\s*(?:still\s+)?$",
    re.IGNORECASE,
)
"""What stands before a median that is not reached, of the endpoint before (`17 months with A; it had not been reached with B`)."""
_NEXT_ITEM = re.compile(
    r"\s*(?:\([^()]*\))?\s*(?:with|for|in|on|among|of|under|following)\s[^,;.()]{1,70}[,;]\s*(?:and|but|while|whereas|versus|vs\.?|against)?\s*(?:only|just)?\s*",
    re.IGNORECASE,
)
_SET_AGAINST = re.compile(
    r"\s*(?:\([^()]*\))?,?\s*(?:as\s+)?(?:against|opposed to|versus|vs\.?|compared (?:with|to)|in (?:contrast|comparison) (?:to|with)|relative to)\s*(?:only|just)?\s*",
    re.IGNORECASE,
)
_BRACKETED_ITEM = re.compile(
    r"\s*(?:[,;]\s[^()\[\]%]{1,40})?[)\]]\s*,?\s*(?:than|versus|vs\.?|(?:as )?compared (?:with|to)|as against|against|and|or|but)\s+(?:(?:with|in|for|among|on|under|after|following)\s+)?"
    r"(?:(?:the|those|patients|given|receiving|treated|with|on|taking|who|received|assigned|to)\s+)*(?:_+|placebo|control|chemotherapy)"
    r"(?:[\s-](?:arm|group|recipients|alone|treated|patients|cohort))*\s*[(\[]\s*(?:\d+\s*[(\[]\s*)?",
    re.IGNORECASE,
)
"""What stands between two figures in brackets behind their groups (`with A (28%) than in those given B (49%)`)."""
_ITS_GROUP = re.compile(
    r"\s*(?:with|for|in|on|among|of|under|following|after)\s+(?:the\s+|those\s+|patients\s+|given\s+|receiving\s+|treated\s+with\s+|taking\s+|assigned\s+to\s+|on\s+|who\s+received\s+)*(?:_|control|placebo|standard|chemo|best|physician|observation)"
)


_DOSE = r"\s*(?:at|with|on|for|in)\s+(?:the\s+)?\d+(?:\.\d+)?\s*(?:mg|µg|μg|mcg|g)\b(?:/[\w/²]+)?"
_NEXT_DOSE = re.compile(
    rf"\s*(?:\([^()]*\))?{_DOSE}[^,;%()]{{0,24}}?(?:[,;]\s*(?:and|versus|vs\.?)?|\s+(?:and|versus|vs\.?))\s*(?:only|just)?\s*",
    re.IGNORECASE,
)
_ITS_DOSE = re.compile(_DOSE, re.IGNORECASE)
"""The dose of a group behind its figure, and the next one's (`9.6% at 45 mg, 5.3% at 30 mg`)."""


_TIME = (
    r"\s*(?:at|by)\s+(?:(?:week|month|year|day)s?\s+\d+(?![\d.])|\d+(?:\.\d+)?[\s-]*(?:weeks?|months?|years?|days?))"
)
_NEXT_TIME = re.compile(
    rf"\s*(?:\([^()]*\))?{_TIME}(?:\s*\([^()]*\))?(?:[,;]\s*(?:and|but)?|\s+(?:and|but))\s*(?:only|just|still)?\s*",
    re.IGNORECASE,
)
_ITS_TIME = re.compile(rf"\s*(?:\([^()]*\))?{_TIME}", re.IGNORECASE)
"""The landmark behind a figure, and the next one's (`9% at 6 months, 12% at 1 year`)."""


def resumes(gap: str, behind: str) -> bool:
    """Whether the words between two figures, names of treatments masked, make the second one of the first one's endpoint.

    Args:
        gap: What stands between the figures.
        behind: What stands behind the second, masked too.
    """
    if len(gap) > _LONGEST or "。" in gap:
        return False
    is_item = _NEXT_ITEM.fullmatch(gap) or _SET_AGAINST.fullmatch(gap)
    if _BRACKETED_ITEM.fullmatch(gap) or _NOT_YET.search(gap):
        return True
    is_recounted = _OR_ELSE.fullmatch(gap) and _ONCE.match(behind)
    if (_NEXT_DOSE.fullmatch(gap) and _ITS_DOSE.match(behind)) or (
        _NEXT_TIME.fullmatch(gap) and _ITS_TIME.match(behind)
    ):
        return True
    return bool(_TAKEN_UP.search(gap) or is_recounted) or bool(is_item and _ITS_GROUP.match(behind))


_OF_GROUP = r"(?:\s+(?:with|for|in|of|on|among|under)\s+[^,;.。]{1,60}?)?"
_OPENS_RESUMPTION = re.compile(
    r"\s*(?:(?:however|by contrast|in contrast|by comparison|in comparison|for comparison|conversely|correspondingly|meanwhile|similarly|likewise),\s*)?"
    rf"(?:(?:with|in|for|among|on|under|at|by|after)\s[^,;.。]{{1,60}},\s*(?:(?:which|restricted|limited|confined|conducted|done|again|too|a|an|the)\b[^,;.。]{{0,60}},\s*)?)?(?:it|this|that|(?:the|this|that|its)\s+(?:corresponding\s+|respective\s+|same\s+)?(?:medians?|estimates?|{_NOUNS})){_OF_GROUP}\s+{_STOOD}\s*"
    r"|\s*(?:this|that|it|these|those|which)\s+(?:compared?s?|contrasted|contrasts)\s+(?:favou?rably\s+|unfavou?rably\s+)?(?:with|to)\s+(?:only\s+|just\s+|a (?:median|rate) of\s+)*"
    r"|\s*(?:(?:but|and)\s+)?(?:[^,;.。%\d]{1,80},\s*)?(?:it|they|this|these|the (?:two|pair|combination|doublet|triplet|same drug))\s+did so in\s+(?:(?:only|just|about|as many as|another)\s+)?"
    r"|(?:而|但)?[^,;。\d]{0,20}?(?:该|这一|此|相应|对应)的?(?:比例|比率|数字|数值|数据|率|指标|百分比)[^,;。\d]{0,20}?(?:为|是|达|仅|约|降至|升至)+",
    re.IGNORECASE,
)


def heads_resumption(opening: str) -> bool:
    """Whether a sentence begins with words that take up the endpoint of the sentence before (`With B, it was 74%`).

    >>> heads_resumption("The corresponding figure for ____ was "), heads_resumption("The ____ group had ")
    (True, False)
    """
    return _OPENS_RESUMPTION.fullmatch(opening) is not None


_OR_ELSE = re.compile(r"\s*(?:\([^()]*\))?,?\s*(?:or|and)(?:\s+(?:even|rather))?\s*", re.IGNORECASE)
_ONCE = re.compile(r"%?\s*(?:\([^()]*\))?,?\s*(?:once|when|if|after|counting|including|by|using)\b", re.IGNORECASE)
"""A second figure of the same patients, counted anew (`73%, or 82% once partial responses were counted`)."""
_LONGEST = 110
_NEGATIVE = ("MRD-neg",)
_ADJECTIVE = re.compile(r"(?:negative|阴性|转阴)$", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\s+(?:patients|adults|children|pts|population|subset|subgroup|group|cohort|disease|stratum|individuals)\b|\s*(?:亚组|人群|队列)",
    re.IGNORECASE,
)
_NAMES_GROUP = re.compile(r"(?:的)?(?:亚组|组|队列)(?!间|合|织|成|分)")
_GROUP_OF_EVENT = re.compile(
    r"(?:亚组|组|队列)(?!间|合|织|成|分)|(?:患者|者)(?:的|中)?(?:\d年|中位|[A-Z]{2,4}(?:率|和|、)|[,;。]|\((?:分别|\d)|[优劣好差高低长短]于|疗效|生存|预后|较)"
)
"""An adverse event that names a group of patients (`高白细胞组患者的CR率`)."""
_SPOKEN_OF = re.compile(r"(?:患者|者)(?:中|则|也|亦|均|同样|并)*(?:未见|无|没有|未|获益|复发|生存|预后|OS|PFS)")
"""What is said of patients who reached an endpoint (`MRD阴性者未见获益`), and no figure of it."""
_OF_PEOPLE = re.compile(r"(?:者|患者|的患者|人群)(?:的|中|中的|,)?\s*$")


def is_group(line: Line, metric: Mention) -> bool:
    """Whether an endpoint only tells which patients (`MRD-negative B-ALL`, `MRD阴性者的3年OS率`, `在MMR组为36%`)."""
    if metric.type == "METRIC" and _NAMES_GROUP.match(line.text, metric.end, line.end):
        return True
    if metric.type == "ADVERSE_EVENT" and _GROUP_OF_EVENT.match(line.text, metric.end, line.end):
        return True
    if _EVENT_ITSELF.fullmatch(metric.text) and _AT_EVENT.search(
        line.text, max(line.start, metric.start - 24), metric.start
    ):
        return True
    if metric.type == "METRIC" and (_is_of_responders(line, metric) or _has_survival_of_its_own(line, metric)):
        return True
    if metric.type == "METRIC" and tells_next(line, metric):
        return True
    if metric.type != "METRIC" or metric.name not in _NEGATIVE or not _ADJECTIVE.search(metric.text):
        return False
    if _PEOPLE.match(line.text, metric.end, line.end):
        return True
    if any(0 <= disease.start - metric.end <= 1 for disease in line.of("DISEASE")):
        return True
    if _SPOKEN_OF.match(line.text, metric.end, line.end):
        return True
    following = next((m for m in line.of("METRIC") if m.start >= metric.end), None)
    return following is not None and _OF_PEOPLE.fullmatch(line.between(metric.end, following.start)) is not None


_RESPONDERS = re.compile(
    r"\b(?:of|among|in|for)\s+(?:the\s+)?(?:\d+\s+)?(?:evaluable\s+)?(?:patients|pts|those|participants)\s+"
    r"(?:with|in|achieving|attaining|who\s+(?:had\s+)?(?:achieved|attained|reached|had|were in))\s+(?:an?\s+)?$",
    re.IGNORECASE,
)
_RESPONDERS_REACH = 64


_REACHED = re.compile(r"(?:获得?|达到?|取得|实现)(?:了|过)?(?:早期|深度|最佳|持续|至少)?\s*$")
"""What stands before the response of patients of whom another endpoint is told (`6个月时达到MMR的患者OS更好`)."""


def _are_responders(line: Line, metric: Mention) -> bool:
    """Whether words of patients stand round a response."""
    if _RESPONDERS.search(line.text, max(line.start, metric.start - _RESPONDERS_REACH), metric.start):
        return True
    before = _REACHED.search(line.text, max(line.start, metric.start - 12), metric.start)
    return before is not None and WHO.match(line.text, metric.end, line.end) is not None


def _is_of_responders(line: Line, metric: Mention) -> bool:
    """Whether an endpoint tells whose figure another one's is (`71% of patients with CR were MRD negative`)."""
    if not _are_responders(line, metric):
        return False
    clause = line.clause(metric.start)
    following = next((m for m in line.of("METRIC") if m.start >= metric.end), None)
    if following is None or following.start >= clause[1] or following.name == metric.name:
        return False
    return not any(metric.end <= value.start < following.start for value in line.of("VALUE"))


_RATE_OF_THOSE = re.compile(
    r"%\s*(?:[(\[][^()\[\]]*[)\]]\s*)?(?:(?:for|in|among)\s+(?:the\s+)?(?:those|patients)\s+(?:with|in|achieving|who (?:achieved|reached|attained|had))|with)\s+(?:an?\s+)?$",
    re.IGNORECASE,
)
_HAS_RATE = re.compile(
    r"\s*(?:rates?\s*)?(?:of|was|were|:|=|\(|in)?\s*\d|\s*rates?\b|\s+(?:was\s+|were\s+)?(?:achieved|attained|reached|seen|observed|occurring|reported|documented|in\s)",
    re.IGNORECASE,
)


def _has_survival_of_its_own(line: Line, metric: Mention) -> bool:
    """Whether a response behind a rate tells whose survival it is (`survival was 98% for those with CCyR and 83% with PCyR`)."""
    told = _RATE_OF_THOSE.search(line.text, max(line.start, metric.start - _RESPONDERS_REACH), metric.start)
    if is_time_to_event(metric) or told is None or _HAS_RATE.match(line.text, metric.end, line.end):
        return False
    before = [m for m in line.of("METRIC") if m.end <= metric.start and is_time_to_event(m)]
    return bool(before) and not re.search(r"[;]", line.between(before[-1].end, metric.start))


_EVENT_ITSELF = re.compile(r"relapse|recurrence|(?:disease )?progression|复发|(?:疾病)?进展", re.IGNORECASE)
_AT_EVENT = re.compile(
    r"\b(?:at|after|since|upon|following|before|until|prior to)\s+(?:the\s+)?(?:time of\s+)?(?:first\s+|disease\s+)?$"
    r"|(?:首次|初次|末次)$",
    re.IGNORECASE,
)
"""What makes an event a moment and no endpoint (`found in 5 of 8 patients (63%) at relapse`)."""
_OPENS_GLOSS = re.compile(
    r"\s*\(\s*(?:(?:an?|the|i\.?e\.?,?|defined as|including|that is,?|complete(?: (?:plus|and|or|\+))?|stringent|confirmed|即|定义为|包括|指)\s*)*",
    re.IGNORECASE,
)


_SHORT_FORM = re.compile(r"[A-Za-z]+(?:-[A-Z]+)?\d*")


def is_gloss(line: Line, metric: Mention) -> bool:
    """Whether an endpoint in a bracket without figures explains the one before it (`an overall response (a CR or PR)`)."""
    if not line.is_bracketed(metric.start):
        return _is_defining(line, metric)
    if _is_in_definition(line, metric):
        return True
    outer = next((m for m in reversed(line.of("METRIC")) if m.end <= metric.start), None)
    closed = line.text.find(")", metric.end, line.end)
    if (
        _SHORT_FORM.fullmatch(metric.text)
        or outer is None
        or closed < 0
        or not _OPENS_GLOSS.fullmatch(line.between(outer.end, metric.start))
    ):
        return False
    return not any(outer.end <= value.start < closed for value in line.of("VALUE"))


_DEFINED_AS = re.compile(
    r",\s+(?:with\s+(?:an?\s+)?(?:events?|failure)\s+)?defined as\s+[^;.%=\d]*$|,(?:其?事件)?(?:定义为|是指)[^;。%=\d]*$",
    re.IGNORECASE,
)
_DEFINITION_ENDS = re.compile(r"[^;.。%=\d]*?,\s*(?:was|were|did|had|improved|favou?red)\b", re.IGNORECASE)


def _is_defining(line: Line, metric: Mention) -> bool:
    """Whether an endpoint stands in the definition of the one before, between commas (`EFS, with events defined as relapse or death, was longer`)."""
    told = _DEFINED_AS.search(line.text, line.start, metric.start)
    named = told is not None and any(m.end == told.start() for m in line.of("METRIC"))
    return named and _DEFINITION_ENDS.match(line.text, metric.end, line.end) is not None


_TURNS_TO_GLOSS = re.compile(r"\s*[,;:]")


def _is_in_definition(line: Line, metric: Mention) -> bool:
    """Whether a bracket without rates gives the short form of the endpoint before it and explains it (`overall response (OR; CR plus PR)`)."""
    opened, closed = line.text.rfind("(", line.start, metric.start), line.text.find(")", metric.end, line.end)
    metrics = line.of("METRIC")
    short = next((m for m in metrics if m.start == opened + 1), None)
    if opened < 0 or closed < 0 or short is None or not _TURNS_TO_GLOSS.match(line.text, short.end):
        return False
    before = (m for m in metrics if m.end <= opened and not line.between(m.end, opened).strip())
    is_defined = any(m.name == short.name for m in before)
    rates = (m for m in line.of("VALUE") if opened < m.start < closed and measure_of(m).kind == "percent")
    return is_defined and next(rates, None) is None


_COUNTED_IN = re.compile(
    r"(?:计入|算上|纳入|包括|包含|加上|连同|\b(?:once|when|if|counting|including|adding|inclusive of)\b(?: also)?)\s*$",
    re.IGNORECASE,
)
_IS_COUNTED = re.compile(
    r"[^,;。.]{0,30}\b(?:(?:was|were|is|are) (?:also )?)?(?:counted|included|added)\b|\s*(?:后|在内|时|则|,)",
    re.IGNORECASE,
)


def is_counted_in(line: Line, metric: Mention) -> bool:
    """Whether an endpoint only widens the one before it (`若计入PR-L则为82%`, `82% once PR with lymphocytosis was counted`)."""
    if not _COUNTED_IN.search(line.text, max(line.start, metric.start - 16), metric.start):
        return False
    return bool(_IS_COUNTED.match(line.text, metric.end, line.end))


_EVENTS_OF_RATIO = re.compile(
    r"\b(?:hazard|risk|odds) ratios? (?:for|of) (?:[\w-]+ ){0,4}[\w-]+, (?:[\w-]+ ){0,4}[\w-]+,? (?:or|and) (?:[\w-]+[ ,]){1,5}",
    re.IGNORECASE,
)


def is_event_of_ratio(line: Line, metric: Mention) -> bool:
    """Whether an endpoint is one of the events that a ratio of the endpoint before counts (`GRFS … (hazard ratio for A, relapse or death, 0.6)`)."""
    counted = next(
        (m for m in _EVENTS_OF_RATIO.finditer(line.text, line.start, line.end) if m.start() < metric.start < m.end()),
        None,
    )
    return counted is not None and any(m.end <= counted.start() for m in line.of("METRIC"))


_CARRIES = re.compile(
    r"\s*(?:\([^()]*\))?\s*(?:患者|标本|样本|病例|of (?:the\s+)?(?:\d+\s+)?(?:patients|samples)?)?\s*"
    r"(?:均|仅|同时|又|另|还|已)?(?:携带|检出|检测到|检测出|查见|可见|存在|新获|新获得|获得|新出现|出现|发生|伴有?|合并|具有|带有|为"
    r"|carried|carry|harbou?red|harbou?ring|acquired|developed|had|showed|were found to (?:have|carry))(?:了)?"
    r"[^,;。.()\d%]{0,14}?",
    re.IGNORECASE,
)


def tells_carriers(line: Line, value: Mention) -> bool:
    """Whether a figure counts patients with an alteration and no outcome (`14例(73.7%)携带ABL1突变`)."""
    altered = next((m for m in line.of("ALTERATION") if m.start >= value.end), None)
    return altered is not None and _CARRIES.fullmatch(line.between(value.end, altered.start)) is not None
