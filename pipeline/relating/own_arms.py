"""The arm that a figure has for itself: announced, heading its part, or told in its bracket."""

from __future__ import annotations

import re

from pipeline.relating import control_groups
from pipeline.relating.arms import Arm
from pipeline.relating.figures import Figure, measure_of
from pipeline.relating.lines import Line
from pipeline.relating.nearest_arms import HEADS_FIGURE, Reading, adjoins, nearest, segment_of

_TURN = re.compile(
    r"\s*(?:而|但|且|and|while|whereas|but)?\s*(?:the\s+)?"
    r"(?:(?:those|patients|pts|participants|recipients)\s+(?:(?:who\s+)?(?:receiving|received|given|got|taking|on|with|of|treated with|assigned to|randomi[sz]ed to)\s+)(?:the\s+)?)?",
    re.IGNORECASE,
)


def own_arm_of(reading: Reading, figure: Figure) -> Arm | None:
    """The arm nearest before a single figure; a comparator only where it heads the figure's own clause."""
    line = reading.line
    clause = line.clause(figure.value.start)
    own = [arm for arm in reading.arms if arm.end <= figure.value.start and arm.start >= clause[0]]
    if own and all(arm.is_control for arm in own) and (own[-1].is_named_group or _heads(line, clause, own[-1])):
        return own[-1]
    if (announced := _announced(reading, figure)) is not None:
        return announced
    heads = len(own) == 1 and _TURN.fullmatch(line.between(clause[0], own[0].start)) is not None
    if heads and (
        HEADS_FIGURE.fullmatch(line.between(own[0].end, figure.value.start)) or _has_endpoint(own[0], figure, line)
    ):
        return own[0]
    if (opened := _of_bracket(reading, figure)) is not None:
        return opened
    if own and (adjoins(line, own[-1], figure) or _opens_bracket(line, own[-1], figure)):
        return own[-1]
    if not own and (other := _unknown_group(reading, figure) or control_groups.heading(reading, figure)):
        return other
    if own and own[-1].is_named_group and _heads(line, segment_of(line, own[-1], figure), own[-1]):
        return own[-1]
    return _tested_again(reading, figure) or nearest(reading, figure.value.start)


_OF = re.compile(r"\s*(?:rate|率)?\s*(?:of|was|at|为|达|是|:)?\s*(?:only|just|about|仅|约)?\s*", re.IGNORECASE)


def _has_endpoint(arm: Arm, figure: Figure, line: Line) -> bool:
    """Whether an arm has an endpoint with its figure (`those receiving B had a median OS of 5.6 months`)."""
    metric = figure.metric
    if not arm.end <= metric.start < metric.end <= figure.value.start:
        return False
    had = HEADS_FIGURE.fullmatch(line.between(arm.end, metric.start))
    return had is not None and _OF.fullmatch(line.between(metric.end, figure.value.start)) is not None


_IN_ITS_BRACKET = re.compile(
    r"(?:\s+(?:arm|group|alone|monotherapy|recipients))?\s*[(\[]\s*(?:[nN]\s*=\s*\d+[,;]\s*)?(?:(?:median|mean|中位),?\s*)?(?:[A-Z]{2,4}\d?\s*(?:of|,|:|was|为)?\s*)?",
)


def _opens_bracket(line: Line, arm: Arm, figure: Figure) -> bool:
    """Whether the bracket behind an arm begins with its figure (`over chemotherapy (median 16.1 months)`)."""
    return _IN_ITS_BRACKET.fullmatch(line.between(arm.end, figure.value.start)) is not None


_BRACKET_OPENS = re.compile(r"(?:单药|治疗|方案)?组?(?:患者)?\s*\(")


def _of_bracket(reading: Reading, figure: Figure) -> Arm | None:
    """The comparator whose bracket holds a figure with its endpoint (`优于乙药(OS 6.3个月,ORR 9.8%)`)."""
    line = reading.line
    opened = line.text.rfind("(", line.start, min(figure.metric.start, figure.value.start))
    if opened < 0 or ")" in line.between(opened, figure.value.start):
        return None
    before = [arm for arm in reading.arms if arm.end <= opened]
    if not before or not before[-1].is_control or any(opened < arm.start < figure.value.start for arm in reading.arms):
        return None
    return before[-1] if _BRACKET_OPENS.fullmatch(line.text, before[-1].end, opened + 1) else None


_ANNOUNCES = re.compile(
    r"(?:^|[,;]\s*)(?:(?:and|but|while|whereas|however,|by contrast,|in contrast,)\s+)?(?:with|without|in|for|among|on|under)\s+"
    r"(?:(?:the|those|patients|recipients of|given|receiving|treated with|assigned to|on|with)\s+)*$",
    re.IGNORECASE,
)


_ANNOUNCED = re.compile(
    r"(?:[\s-](?:alone|monotherapy|treatment|therapy|treated|recipients|patients|arm|group|cohort))*(?:\s*\([^()]*\))?,\s",
    re.IGNORECASE,
)


_FIGURES_AHEAD = re.compile(
    r",\s(?:\d[\d.]*(?:\s?(?:%|months|years))?(?:\s*\([^()]*\))?\s*(?:,\s*(?:and\s+)?|\band\s+))+$"
)
"""The figures of a list before one of its own (`With B, 41% (P < .001), 35% and`)."""


def _announced(reading: Reading, figure: Figure) -> Arm | None:
    """The arm that a part of a sentence opens with and whose figure follows (`With B, the median was 2.3 months`)."""
    line = reading.line
    before = [arm for arm in reading.arms if arm.end <= figure.value.start]
    if not before or not _ANNOUNCES.search(line.between(line.start, before[-1].start)):
        return None
    gap = line.between(before[-1].end, figure.value.start)
    heads_line = _ANNOUNCES.match(line.between(line.start, before[-1].start)) is not None
    listed = _FIGURES_AHEAD.sub(", ", gap)
    return (
        before[-1] if _ANNOUNCED.match(gap) and not re.search(r"[;。]" if heads_line else r"[;。%]", listed) else None
    )


_GROUP_WORDS = re.compile(
    r"(?<=[,;])(?:而|但)?(?P<name>[\u4e00-\u9fffA-Za-z+-]{1,8}?)组(?:患者)?(?:则|仅|只有|为|是|达)*$"
)


_TESTED_WORDS = re.compile(
    r"试验|研究|实验|治疗|联合|该|本|两|各|全|剂量|单药|亚|年龄|[高中低]危|突变|阳性|阴性|儿童|老年|女|男|前|后|此"
)


def _unknown_group(reading: Reading, figure: Figure) -> Arm | None:
    """The comparator under a name that nobody explained (`A组PFS 24.8个月,化免组11.2个月`), behind the tested arm's figure."""
    line = reading.line
    told = _GROUP_WORDS.search(line.text, max(line.start, figure.value.start - 16), figure.value.start)
    if told is None or _TESTED_WORDS.search(told["name"]):
        return None
    before = [
        m for m in line.of("VALUE") if m.end <= told.start() and measure_of(m).kind == measure_of(figure.value).kind
    ]
    named = [arm for arm in reading.experimental if arm.is_named_group and before and arm.end <= before[-1].start]
    return Arm(told.start("name"), told.end("name"), "control", "", True, True) if named else None


def _tested_again(reading: Reading, figure: Figure) -> Arm | None:
    """The tested arm, where a part behind a semicolon names none and the part before set two against each other."""
    line = reading.line
    opened = line.text.rfind(";", line.start, figure.value.start)
    if (
        opened < 0
        or reading.pair is None
        or any(opened < arm.start < figure.value.start for arm in reading.arms if arm.name != "control")
    ):
        return None
    before = {arm.name for arm in reading.arms if arm.end <= opened}
    turns = any(opened < trial.start < figure.value.start for trial in line.of("TRIAL"))
    return reading.pair[0] if not turns and {arm.name for arm in reading.pair} <= before else None


def _heads(line: Line, clause: tuple[int, int], arm: Arm) -> bool:
    """Whether a comparator opens its clause (`安慰剂联合利妥昔单抗为13.8个月`)."""
    return not line.between(clause[0], arm.start).strip()
