"""Figures that a study was planned with, and none that it found: assumed rates, margins, the P value that one had to pass.

>>> text = "假设CR率由40%提高至52%"
>>> is_assumed(Line(text, 0, len(text), ()), text.index("40%"))
True
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating.figures import measure_of
from pipeline.relating.lines import Line, once

PLANNED = re.compile(
    r"\b(?:to (?:detect|show|demonstrate|target)|assum(?:ed|ing)|hypothesi[sz](?:ed|ing)|margin|targeted|target)\b[^,;.()]{0,40}$"
    r"|(?:假设|假定|预设|界值|估算|检验效能)[^,;。()]{0,16}$",
    re.IGNORECASE,
)
"""What tells that a ratio was planned for and not found (`power to detect a hazard ratio of 0.70`)."""
_REQUIRED_BEHIND = re.compile(
    r"\s*,?\s*(?:(?:was|were|is|being|had been)\s+)?(?:required|needed|prespecified|pre-specified|(?:set as )?the (?:significance |prespecified )?(?:threshold|boundary|limit|level))\b"
    r"|\s*(?:为|表示|认为|视为|作为|代表|即)(?:两组|组间)?(?:的)?(?:差异|结果|检验)?(?:具?有|存在)?(?:显著性?|统计学?)(?:意义|差异|水准)?"
    r"|\s*(?:为|作为|视为|被认为|认为|即)?(?:差异)?(?:有|具有|达到?)?(?:统计学)?(?:显著性?|意义)?的?(?:界值|阈值|界限|检验水准)",
    re.IGNORECASE,
)
_REQUIRED_BEFORE = re.compile(
    r"(?:\b(?:significance|alpha|prespecified|efficacy|stopping)\s+(?:level|threshold|boundary|limit|cut-?off)|\b(?:threshold|boundary|cut-?off)|界值|阈值|界限|检验水准)"
    r"(?:\s*(?:was|is|of|at|set at|for significance|for superiority|为|是|:|=|\s))*$",
    re.IGNORECASE,
)
"""What tells that a P value is the limit that one had to pass (`where P < .001 was required`)."""


def is_required(line: Line, value: Mention) -> bool:
    """Whether a P value with a sign is the one that significance was to need, and none that was found."""
    if measure_of(value).value[:1] not in "<≤":
        return False
    before = _REQUIRED_BEFORE.search(line.text, max(line.start, value.start - 48), value.start)
    return bool(before or _REQUIRED_BEHIND.match(line.text, value.end, line.end))


_ASSUMING = (
    r"(?:假设|假定|检验效能|把握度|\bassum(?:ed|ing|es)|\b(?:on|under|with) the (?:assumption|hypothesis|premise)|\bpower of"
    r"|\b(?:to|for) detect(?:ing)? (?:an?|the) (?:[a-z-]+ )?(?:improvement|difference|increase|reduction|decrease|benefit|effect|change)"
    r"|\b(?:null|alternative) hypothesis|\bsample size)"
)
_ASSUMPTION, _ASSUMED = re.compile(_ASSUMING, re.IGNORECASE), re.compile(rf"{_ASSUMING}[^;。]*$", re.IGNORECASE)
"""What tells that a rate was planned with and not found (`假设CR率由40%提高至52%`)."""
_GOAL = re.compile(
    r"(?:\b(?:end ?points?|goal|objective|criterion)|终点|目标)\s*(?:(?:was|is|of|being|为|是|\()\s*){1,2}(?:an?\s+|the\s+)?(?P<endpoint>[^,;:。()%\d]{0,48})$",
    re.IGNORECASE,
)


def is_goal(line: Line, value: Mention) -> bool:
    """Whether a rate with a sign is what an endpoint was to reach (`the primary endpoint (ORR ≥15%) was not met`)."""
    if measure_of(value).value[:1] not in "<>≤≥":
        return False
    told = _GOAL.search(line.text, max(line.start, value.start - 80), value.start)
    return told is not None and any(told.start("endpoint") <= m.start < value.start for m in line.of("METRIC"))


_TOLD = r"(?:(?!结果|实际|最终|观察到|显示|达到|\b(?:was|were|is|had|reported|gave|giving|showed|shown|reached|achieved|found|observed|but|results?|actual\w*)\b)[^;。])"
_PLAN = re.compile(
    r"检验效能|把握度|样本量|\bhypothesi[sz]ed|\bassum(?:ed|ing|es)|\bpower|\bto (?:detect|show|demonstrate)\b",
    re.IGNORECASE,
)
_PLANS = re.compile(
    rf"(?:(?:检验效能|把握度|样本量(?:的)?(?:计算|估算))[^;。]{{0,60}}?(?:预计|预期|预估|假设|估计|假定){_TOLD}{{0,80}}"
    rf"|\b(?:hypothesi[sz]ed|assum(?:ed|ing)) that\b{_TOLD}{{0,80}}?\bwould\b{_TOLD}{{0,80}}"
    rf"|\b(?:power|required|needed|necessary|sufficient|calculated|designed|powered|aimed) (?:of \d+% )?to (?:detect|show|demonstrate)\b{_TOLD}{{0,120}})$",
    re.IGNORECASE,
)
"""What opens a sentence on how a study was planned, as far as no word of its results (`We hypothesized that CR would be 60%`)."""


def is_assumed(line: Line, offset: int) -> bool:
    """Whether what stands at an offset was planned with, and not found."""
    if not _tells_plan(line):
        return False
    in_clause = _ASSUMED.search(line.text, line.clause(offset)[0], offset)
    return bool(in_clause or _PLANS.search(line.text, max(line.start, offset - 200), offset))


@once
def _tells_plan(line: Line) -> bool:
    """Whether a line speaks of a plan at all."""
    words = (_ASSUMPTION, _PLAN)
    return any(pattern.search(line.text, line.start, line.end) is not None for pattern in words)
