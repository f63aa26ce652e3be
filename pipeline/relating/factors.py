"""Ratios and P values of a model of risk: each is of a factor in its own bracket, all are of the outcome named once.

`多因素分析显示,年龄>60岁(HR=2.8,P<0.01)、未达CR(HR=1.9,P=0.02)是影响OS的独立危险因素`: what stands before a bracket is a
feature of the patients, also where it sounds like an endpoint, and the outcome stands behind or in front of the list.

>>> from pipeline.records import Endpoint, Measure
>>> text = "多因素分析显示,未达CR(HR=1.9)是OS的危险因素"
>>> cr, os = Mention(10, 12, "METRIC", "CR", detail=Endpoint("CR")), Mention(21, 23, "METRIC", "OS", detail=Endpoint("OS"))
>>> ratio = Mention(13, 19, "VALUE", "HR=1.9", detail=Measure("ratio", "1.9", "", "hazard_ratio"))
>>> [(f.metric.text, f.value.text) for f in find(Line(text, 0, len(text), (cr, ratio, os)), [ratio], [cr, os])]
[('OS', 'HR=1.9')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.records import Mention
from pipeline.relating.figures import Figure, measure_of
from pipeline.relating.lines import Line

FACTORS = re.compile(
    r"多因素|单因素|多变量|独立(?:的)?(?:不良|预后|危险|保护|影响)|Cox|multivaria|univaria|independent(?:ly)?",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[^,;:。()、]{2,40}\(\s*$")
_TREATED = re.compile(
    r"治疗|移植|用药|化疗|方案|联合|维持|使用|应用|接受|therap|treat|transplant|regimen|receiv", re.IGNORECASE
)
_CONCLUDED = re.compile(r"(?:因素|因子|预测|相关|有关|预后|factors?|predictors?|prognosis)\s*\(\s*$", re.IGNORECASE)
"""A bracket behind the verdict on a factor (`TP53改变是OS的不良因素(HR 2.0)`) and not behind the factor itself."""
_OUTCOME_BEHIND = re.compile(
    r"[^;。()]{0,8}?(?:是|为|与|可|能|predict\w*|associated with|for)[^;。()]{0,30}$", re.IGNORECASE
)
_FACTOR_BEHIND = re.compile(
    r"[^,;。()]{0,20}?(?:因素|相关|有关|预测|影响|较差|缩短|延长|$)|\s*[.;,]|\s*$", re.IGNORECASE
)
_FACTOR_BEFORE = re.compile(r"[^;。()]{0,16}?(?:因素|预测|相关)[^;。()]{0,14}?(?:为|是|有|包括|:)[^;。]*", re.DOTALL)
_GROUP, _LONGEST_ITEM = 1500, 44


def find(line: Line, values: Sequence[Mention], metrics: Sequence[Mention]) -> Iterator[Figure]:
    """The ratios and P values in brackets behind the factors of a line, each with the outcome that the line names."""
    if not FACTORS.search(line.text, line.start, line.end):
        return
    told = [v for v in values if measure_of(v).kind in ("ratio", "p_value") and line.is_bracketed(v.start)]
    brackets = {line.text.rfind("(", line.start, v.start) for v in told if measure_of(v).kind == "ratio"}
    told = [v for v in told if line.text.rfind("(", line.start, v.start) in brackets]
    if not told:
        return
    outcome = _outcome(line, told, [m for m in metrics if m.type == "METRIC"])
    if outcome is None:
        return
    how = "before endpoint" if outcome.start > told[0].start else "after endpoint"
    for number, value in enumerate(told):
        yield Figure(outcome, value, how, _GROUP + number)


def _outcome(line: Line, told: Sequence[Mention], metrics: Sequence[Mention]) -> Mention | None:
    """The endpoint that a line names behind its last factor or before its first one."""
    closed = line.text.find(")", told[-1].end, line.end) + 1 or told[-1].end
    for metric in metrics:
        if metric.start >= closed and _OUTCOME_BEHIND.fullmatch(line.between(closed, metric.start)):
            return metric if _FACTOR_BEHIND.match(line.text, metric.end, line.end) else None
    opened = line.text.rfind("(", line.start, told[0].start)
    for metric in metrics:
        if metric.end <= opened and _FACTOR_BEFORE.fullmatch(line.between(metric.end, opened)):
            return metric
    return None


def altered(line: Line, value: Mention) -> str:
    """The alteration whose bracket holds a ratio or P value: the group that the figure is of."""
    opened = line.text.rfind("(", line.start, value.start)
    if measure_of(value).kind not in ("ratio", "p_value") or opened < 0 or not line.is_bracketed(value.start):
        return ""
    named = next((m for m in line.of("ALTERATION") if m.end == opened), None)
    is_compared = named is not None and _COMPARED_WITH.search(line.text, line.start, named.start)
    return named.name if named is not None and not is_compared else ""


_COMPARED_WITH = re.compile(
    r"(?:[优劣高低长短多少]于|[较比]|\b(?:than|versus|vs\.?|compared (?:with|to)))\s*(?:携带|伴)?(?:the\s+|those\s+with\s+)?$",
    re.IGNORECASE,
)
"""What makes the alteration behind it the one compared with (`OS短于FLT3野生型(P=0.01)`)."""


def is_feature(line: Line, offset: int) -> bool:
    """Whether a bracket of figures that begins before an offset stands behind a feature of the patients, and no treatment."""
    item = _ITEM.search(line.text, max(line.start, offset - _LONGEST_ITEM), offset)
    if item is None or _TREATED.search(item.group()) or _CONCLUDED.search(item.group()):
        return False
    return not any(item.start() < m.end and m.start < offset for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS"))
