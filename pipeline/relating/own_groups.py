"""The group of patients that stands right at a figure, so that none named before it in the sentence is its own.

`HER2低表达者为9.9个月,HER2阴性者为5.1个月` and `MRD≥0.01%组为62%` tell it before the figure, `71% for standard-risk and 44% for
high-risk patients` behind it. It goes into `subgroup` as it is written, without the word for people.

>>> from pipeline.records import Endpoint, Measure
>>> text = "MRD<0.01%组OS率为91%,MRD≥0.01%组为62%"
>>> metric = Mention(9, 12, "METRIC", "OS率", detail=Endpoint("OS"))
>>> value = Mention(29, 32, "VALUE", "62%", detail=Measure("percent", "62", "%"))
>>> of_figure(Line(text, 0, len(text), (metric, value)), Figure(metric, value, "after endpoint", 0))
'MRD≥0.01%'
"""

from __future__ import annotations

import re

from pipeline.records import Mention, Span
from pipeline.relating import altered_groups, populations
from pipeline.relating.figures import Figure, code_of
from pipeline.relating.lines import Line
from pipeline.relating.population_lists import COHORT_LABEL

_AGENTS = ("DRUG", "REGIMEN", "DRUG_CLASS")
_HEAD = re.compile(
    r"\s*(?:而|但|其中|在|对于)*(?P<group>[^,;。:()]{2,32}?)的?(?:患者|患儿|病人|病例|人群|者|亚组|组)(?:中)?的?"
)
_LINE_END = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_LIMIT = r"(?:[<>≤≥]|大于|小于|高于|低于|超过|不足|至少|仅|只有)\s*\d"
_TOLD_BY = re.compile(rf"{_LIMIT}|\d\s*[~～–-]\s*\d|(?:阴性|阳性|[未非]甲基化|[零低中高]表达|不表达)$", re.IGNORECASE)
"""What tells a group by a measure of its own: a limit, a band (`PD-L1≥50%`, `50~100×10^9/L`), a status (`HER2阴性`)."""
_NEGATIVE = "MRD-neg"
_OF_ALTERATION = ("阴性", "阳性")
"""What alone takes up the alteration named before it (`altered_groups`)."""
_OTHER_MEASURE = re.compile(r"[岁级度期]|\d\s*[例名]|\d\s*(?:mg|μg|ug|g)(?![A-Za-z])|周期|疗程|随访|剂量")
"""Measures that make no such group, or one that is read elsewhere: ages, grades, doses, numbers of patients."""
_NUMBERED = re.compile(r"\d\s*种[^,;。]{1,12}$")
"""How many agents of a class a group had (`≥3种TKI`)."""
_NEXT_GROUP = re.compile(r"[组者]|患儿|占|比例|[;。]|分别|依次")
_PEOPLE = r"\b(?:patients|pts|those|adults|children|individuals|cases)"
_SAID = (
    r"(?:ha[sd]|have|was|were|is|are|did|do|and|but|or|while|whereas|achiev\w*|show\w*|reach\w*|last\w*|surviv\w*)\b"
)
"""Words behind which a limit is no longer that of the group (`patients with FL had a CR rate of ≥60%`)."""
_UNIT = r"(?:\s\d{3}(?!\d))*(?:\s?[x×*]\s?10\^?\d{1,2})?(?:\s?[A-Za-zµμ]{0,5}/[A-Za-zµμ]{1,3}\b|\s(?:years?|months?|weeks?|cm|mm)\b)?"
_WITH_LIMIT = re.compile(
    rf"{_PEOPLE}\s+(?:with|who had|having)\s+(?:an?\s+|the\s+)?(?P<group>(?!{_SAID})[A-Za-z](?:(?!\s{_SAID})[^,;()<>≤≥%]){{0,40}}?\s?[<>≤≥]\s?\d[\d.,^×*/]*\d?%?{_UNIT})",
    re.IGNORECASE,
)
_NEXT_LIMIT = re.compile(r"\s+(?:and|or)\s+[A-Za-z][^,;()<>≤≥]{0,24}[<>≤≥]", re.IGNORECASE)
"""A second limit of the same patients, without which the first tells only a part of them (`LDH >250 and WBC >50`)."""
_ELSEWHERE = re.compile(rf"{_PEOPLE}\b|[;:]|\bin\b|\bfor\b", re.IGNORECASE)
_IN = re.compile(
    r"(?:\s*\([^()]*\))?\s+(?:in|for|among)\s+(?:the\s+|those with\s+)?(?:(?:patients|those|adults|children|individuals)\s+(?=aged\b))?",
    re.IGNORECASE,
)


def of_figure(line: Line, figure: Figure) -> str:
    """The group right at a figure that stands alone, and in no list; or nothing."""
    if figure.side >= 0 and not _is_opposed_behind(line, figure):
        return ""
    return _of_clause(line, figure) or _limited(line, figure.value) or _behind(line, figure)


_LABEL = re.compile(
    r"\s*(?P<group>(?:[A-Za-z][A-Za-z0-9-]+|[\u4e00-\u9fff]{2,8})\s?[<>≤≥]=?\s?\d[\d.,^×*/A-Za-z-]*%?岁?)\s*"
)
"""What labels a row with a measure and its limit, and nothing else (`PD-L1 ≥50%`)."""


def of_label(label: Line) -> str:
    """The group of a table row whose label is a limit of what patients had, and no endpoint or treatment; or nothing."""
    told = _LABEL.fullmatch(label.text, label.start, label.end)
    return "" if told is None or label.has("METRIC", "ADVERSE_EVENT", *_AGENTS) else told["group"]


def _is_opposed_behind(line: Line, figure: Figure) -> bool:
    """Whether a figure of a run is followed by its own group (`71% for A-risk patients and 44% for B-risk patients`)."""
    return _IN.match(line.text, figure.value.end, line.end) is not None


def _of_clause(line: Line, figure: Figure) -> str:
    """The group that opens the clause of a figure (`HER2阴性者为5.1个月`), where that is told by no treatment or alteration."""
    opened = line.clause(figure.value.start)[0]
    head = _HEAD.match(line.text, opened, figure.value.start)
    if head is None or _NEXT_GROUP.search(line.text, head.end(), figure.value.start):
        return ""
    words = _LINE_END.sub("", head["group"].strip())
    told = _TOLD_BY.search(words)
    if told is None or _OTHER_MEASURE.search(words) or (words in _OF_ALTERATION and line.has("ALTERATION")):
        return ""
    inside = [m for m in line.mentions if head.start("group") <= m.start < head.end("group")]
    if figure.metric in inside or any(m.type == "ALTERATION" for m in inside):
        return ""
    if any(code_of(m) == _NEGATIVE and m.text in words for m in inside if m.type == "METRIC") and words.endswith(
        "阴性"
    ):
        return _NEGATIVE
    is_treated = any(m.type in _AGENTS for m in inside) and not _NUMBERED.search(words)
    return "" if is_treated else words


def _limited(line: Line, value: Mention) -> str:
    """A group that English words tell by a limit, in the clause before a figure or right behind it (`those with MRD ≥0.1%`)."""
    opened, closed = line.clause(value.start)
    for match in _WITH_LIMIT.finditer(line.text, opened, closed):
        has_endpoint = any(match.start("group") <= metric.start < match.end() for metric in line.of("METRIC"))
        if has_endpoint or _NEXT_LIMIT.match(line.text, match.end(), closed):
            continue
        is_taken = any(
            _IN.fullmatch(line.text, v.end, match.start()) for v in line.of("VALUE") if v.end <= match.start()
        )
        if match.end() <= value.start and not (is_taken or _is_left(line, match.end(), value.start)):
            return " ".join(match["group"].split())
        if match.start() >= value.end:
            gap = _IN.fullmatch(line.text, value.end, match.start())
            return " ".join(match["group"].split()) if gap else ""
    return ""


def _is_left(line: Line, start: int, end: int) -> bool:
    """Whether people or treatments of their own are told between two offsets."""
    return _ELSEWHERE.search(line.text, start, end) is not None or any(
        start <= m.start < end for m in line.of(*_AGENTS)
    )


def _behind(line: Line, figure: Figure) -> str:
    """The population right behind a figure (`71% for standard-risk patients`)."""
    gap = _IN.match(line.text, figure.value.end, line.end)
    if gap is None:
        return ""
    if rest := altered_groups.unaltered().match(line.text, gap.end(), line.end):
        return altered_groups.before(line, line.start, rest.end())
    found = populations.between(line, gap.end(), gap.end() + 1)
    return found[0][1] if found else ""


_COHORT_REACH = 120
_COHORT = r"(?P<group>cohorts?\s+[A-Z\d]{1,3}[a-z]?|(?:dose[- ])?(?:escalation|expansion)\s+cohort)(?![\w-])"
_COHORT_BEHIND = re.compile(rf"(?:\s*\([^()]*\))?\s+(?:in|for)\s+(?:the\s+)?{_COHORT}", re.IGNORECASE)
_COHORT_BEFORE = re.compile(
    rf"(?:^|[,;.]\s*)(?:and|but|while|whereas)?\s*in\s+(?:the\s+)?{_COHORT}[^;%]{{0,60}}$", re.IGNORECASE
)
_HAN_COHORT = re.compile(
    rf"(?:^|[,;。:]|在|其中|而)(?P<group>{COHORT_LABEL}队列(?!{COHORT_LABEL})|队列\s?{COHORT_LABEL}|扩展队列|剂量(?:递增|扩展)队列)(?![、和与及或])[^;。%队组]{{0,30}}$"
)


def cohort(line: Line, figure: Figure) -> Span | None:
    """Where a cohort stands by its label, behind a figure or opening its part of the sentence (`52% in cohort B`, `队列1 ORR为61%`)."""
    value = figure.value
    if behind := _COHORT_BEHIND.match(line.text, value.end, line.end):
        return Span(*behind.span("group"))
    opened = max(line.start, value.start - _COHORT_REACH)
    words = line.text[opened : value.start]
    before = _HAN_COHORT.search(words) or _COHORT_BEFORE.search(words)
    return Span(opened + before.start("group"), opened + before.end("group")) if before else None
