"""The figures of a control group: those behind it in its part of a sentence, and its side where it is named first.

`对照组ORR为40%,DCR为67%;…` tells two figures of the controls; in `对照组ORR低于甲药组(40%比70%)` the first is theirs.

>>> from pipeline.records import Endpoint, Measure, Mention, Sentence
>>> text = "对照组ORR为40%,DCR为67%"
>>> value = Mention(16, 19, "VALUE", "67%", detail=Measure("percent", "67", "%"))
>>> metric = Mention(12, 15, "METRIC", "DCR", detail=Endpoint("DCR"))
>>> line = Line(text, 0, len(text), (metric, value))
>>> reading = Reading(line, Sentence(0, 0, len(text), "zh"), [Arm(0, 3, "control", is_control=True, is_named_group=True)])
>>> heading(reading, Figure(metric, value, "after endpoint", 0)).name
'control'
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.relating import PAIR
from pipeline.relating.arm_lists import is_labelled
from pipeline.relating.arms import Arm, is_comparator
from pipeline.relating.figures import Figure
from pipeline.relating.labels import UNNAMED
from pipeline.relating.lines import Line, any_of
from pipeline.relating.nearest_arms import Reading

_OPENS = re.compile(
    r"\s*(?:(?:\(?\d{1,2}[).、]|[①-⑨]|而|但|则|其中|在|,|(?:and|but|while|whereas|in|for|the)\b)\s*){0,4}(?:(?:对照|参照)组?\s*\(?\s*)?",
    re.IGNORECASE,
)
"""What may stand before the group that a part of a sentence opens with (`(2)对照组:`, `while in the control group`)."""
_LEAD = re.compile(r"^[^;。]*(?::(?!\d)|,)")
"""What leads to a part of a sentence: the study, and what is said of it (`ORION研究没有随机:`)."""
_LEAVES = re.compile(
    r"[两各全本该此]组|总体|总的|合计|全部|所有|交叉|转组|转[为至用]|[加改换联]用|\b(?:overall|both|all|cross(?:ed|ing)?-?\s?over|switch\w*|latter|former|it|they)\b",
    re.IGNORECASE,
)
"""Words that turn from the group that a part opens with to others, or to what its patients got later."""


_ANOTHER = re.compile(r"[,;、][^,;。%\d]{0,10}?(?:组|者|患者|后)(?![织成合])")
"""Another group that a later clause opens with (`安慰剂组ORR为5%,实验组为45%`)."""


def heading(reading: Reading, figure: Figure) -> Arm | None:
    """The comparator that the part of a sentence opens with, for the figures of its later clauses too."""
    line = reading.line
    opened = max(line.text.rfind(";", line.start, figure.value.start) + 1, line.start)
    own = [arm for arm in reading.arms if opened <= arm.start < figure.value.start]
    if not own or {arm.name for arm in own} != {own[0].name} or not (own[0].is_control and own[0].is_named_group):
        return None
    before = _LEAD.sub("", line.between(opened, own[0].start))
    if not (_OPENS.fullmatch(before) or (is_labelled(line, own[0]) and not re.search(r"[,。]", before))):
        return None
    gap = line.between(own[-1].end, figure.value.start)
    others = line.of("TRIAL", "DRUG", "REGIMEN")
    is_left = (
        _LEAVES.search(gap) or _ANOTHER.search(gap) or any(own[-1].end <= m.start < figure.value.start for m in others)
    )
    takes_up = any_of("trial_metric_words", "anaphor", "both").search(gap)
    return None if is_left or takes_up else own[0]


_HAS_LESS = re.compile(
    r"[^,;。()%]{0,24}?(?:[低高短长少多差劣优大小]于|不及|不如|逊于|(?:较|比)(?=[^,;。()%]{2,24}?(?:[低高短长少多差]|缩短|延长|降低|升高|下降|减少|增加)))"
    r"(?P<other>[^,;。()%]{2,30}?(?:组|者|患者))(?:更|明显|显著|为|[低高短长少多差]|缩短|延长|降低|升高|下降|减少|增加){0,4}"
    r"(?:\s*\([^()\d%]{0,16}|\s*,?\s*(?:两组|二者|两者)?(?:分别|依次)为)\s*"
)
"""What stands between a control group and the figures of it and of the other group, in this order (`对照组ORR低于甲药组(`)."""
_AGAINST = re.compile(
    r"(?:与|和|同|较)(?P<other>[^,;。()%]{2,30}?(?:组|者|患者))(?:相比|比较|对比)(?:,|,\s*)(?:而|则)?$"
)
_FARED = re.compile(
    r"[^,;。()%]{0,24}?(?:更|较|明显|显著)(?:为)?(?:[低高短长少多差]|缩短|延长|降低|升高|下降)\s*\([^()\d%]{0,16}\s*"
)
"""Round a control group that its sentence sets against the tested one (`与甲药组相比,对照组ORR更低(`)."""


def named_first(reading: Reading, figure: Figure) -> tuple[Arm | None, str] | None:
    """The arm and role of a side of a comparison that names the control group first; or nothing, where none does."""
    line = reading.line
    if figure.sides != PAIR or figure.reversed:
        return None
    values = line.of("VALUE")
    place = values.index(figure.value) - figure.side
    first = values[place].start if place >= 0 else line.start
    for arm in (a for a in reading.arms if a.end <= first and a.is_named_group and (a.is_control or a.is_general)):
        span = _other(line, arm, first)
        if span is not None and not any(span[0] <= a.start < span[1] and _is_usual(a) for a in reading.arms):
            return (arm, "control") if not figure.side else (_tested(reading, *span), "experimental")
    return None


def _is_usual(arm: Arm) -> bool:
    return arm.name in UNNAMED or arm.is_general or is_comparator(arm.name)


def _other(line: Line, control: Arm, first: int) -> tuple[int, int] | None:
    """Where the group stands that a control group is set against, right before the first of two figures."""
    if told := _HAS_LESS.fullmatch(line.text, control.end, first):
        return told.span("other")
    against = _AGAINST.search(line.text, line.start, control.start)
    return against.span("other") if against and _FARED.fullmatch(line.text, control.end, first) else None


def _tested(reading: Reading, start: int, end: int) -> Arm | None:
    """The treatment of the group at a place, else that of the tested group that was told before."""
    named = [arm for arm in reading.arms if start <= arm.start < end]
    if named:
        return replace(named[-1], is_control=False)
    known = (reading.pair[0] if reading.pair else None, reading.inherited)
    return next((arm for arm in known if arm is not None and not arm.is_control), None)


_CHOICE_OF = re.compile(
    r"\b(?:investigators?['’]?s?|physicians?['’]?s?)\s+choice\s+of\s[^;()]{0,120}?\bor\s[^;()]{0,80}(?=\(\s*(?:the\s+)?controls?(?:\s+(?:group|arm))?\s*[,;)])",
    re.IGNORECASE,
)
"""One treatment or another that a group had which is called the controls behind it (`investigator's choice of A or B (control group)`)."""


def without_choice(line: Line, named: list[Arm]) -> list[Arm]:
    """The arms of a line; treatments of which each control had one are none of them alone."""
    if line.text.find("choice of", line.start, line.end) < 0:
        return named
    told = _CHOICE_OF.search(line.text, line.start, line.end)
    if told is None:
        return named
    return [arm for arm in named if not told.start() <= arm.start < told.end()]
