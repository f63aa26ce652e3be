"""What the arm of a figure is looked for in, and the arm that stands nearest to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.records import Sentence
from pipeline.relating.arms import Arm
from pipeline.relating.figures import Figure, measure_of
from pipeline.relating.lines import Line, any_of
from pipeline.relating.study_arms import StudyArms

BEHIND = re.compile(
    r"(?:\s+(?:at|by)\s+(?:(?:week|month|year|day)\s+\d+|\d+(?:\.\d+)?[\s-](?:weeks?|months?|years?|days)))?(?:\s*\([^()]*\)(?:\s*(?:days|weeks|months|years))?|\)|\])?(?:\s+(?:out\s+)?of\s+(?:the\s+)?\d+(?:\s+(?:[a-z]+\s+)?(?:patients|pts|participants|recipients))?)?(?:\s+(?:obtained|achieved|seen|observed|reported|recorded|found))?\s+(?:with|in|for|among|on|of|given|receiving|treated with|under|following|after|by|taking|(?:assigned|allocated)(?: to)?|randomi[sz]ed to|who (?:received|got|took|were given))\s+(?:\d+\s+|(?:the\s+)?(?:group|arm|cohort)s?\s+(?:that\s+|who\s+)?(?:receiving|received|given|taking|treated with|assigned to|on)\s+|given\s+|their\s+|all\s+|pts\s+|on\s+|taking\s+|obtained\s+|with\s+|the\s+|(?:patients|those|participants|adults|children|recipients)\s+in\s+(?=the\s)|patients\s+|those\s+|people\s+|participants\s+|individuals\s+|subjects\s+|adults\s+|children\s+|recipients of\s+|receiving\s+|treated with\s+|managed with\s+|exposed to\s+|(?:(?:assigned|allocated)(?: to)?|randomi[sz]ed to)\s+|(?:who|that) (?:had )?(?:received|got|took|stopped|discontinued|were (?:given|assigned|randomi[sz]ed|allocated|treated)(?: to| with)?)\s+|stopping\s+|discontinuing\s+|first-line\s+|frontline\s+|combination of\s+|combined\s+|single-agent\s+|investigator-selected\s+|standard\s+|conventional\s+|other\s+)*",
    re.IGNORECASE,
)


@dataclass
class Reading:
    """One line being read: its arms and what holds for all of its rows."""

    line: Line
    sentence: Sentence
    arms: list[Arm] = field(default_factory=list)
    inherited: Arm | None = None
    pair: tuple[Arm, Arm] | None = None
    listed: tuple[Arm, ...] = ()
    study: tuple[Arm, ...] = ()
    studies: StudyArms = field(default_factory=StudyArms)
    doses: int = 0
    is_of_all: bool = False
    parted: tuple[Arm, ...] = ()

    @property
    def experimental(self) -> list[Arm]:
        return [arm for arm in self.arms if not arm.is_control]

    @property
    def control(self) -> Arm | None:
        return next((arm for arm in self.arms if arm.is_control), None)


def is_rate(figure: Figure) -> bool:
    """Whether a figure is a result of one arm, and no ratio or P value of two."""
    return measure_of(figure.value).kind in ("percent", "duration", "not_reached")


MOST_ARMS = 2
"""A comparison of more figures than these is of groups, where the text names no arms for them."""


def start_of_part(reading: Reading, figure: Figure) -> int:
    """Where the last arm before a figure ends, or the part between semicolons that holds the figure begins."""
    opened = max(reading.line.text.rfind(";", reading.line.start, figure.value.start), reading.line.start)
    return max((arm.end for arm in reading.arms if opened < arm.start < figure.value.start), default=opened)


_DOSE_GROUP = re.compile(
    r"\d+(?:\.\d+)?\s*(?:mg|μg|g|IU)(?:/(?:kg|m2|m²|d))*(?:\s*(?:qd|bid|每[日天周][\d一二两]?次))?\s*(?:剂量)?(?:组|arm\b|cohort\b|dose group)"
)


def dose_groups(line: Line, arms: Sequence[Arm]) -> int:
    """How many doses of one drug a line makes groups of (`随机分入甲药240 mg组和120 mg组`)."""
    if len({arm.name for arm in arms}) != 1:
        return 0
    return len(_DOSE_GROUP.findall(line.text[line.start : line.end]))


def named_in_segment(reading: Reading, offset: int) -> list[Arm]:
    """The one treatment of the part between semicolons that names a study of its own (`;NOVA研究:PFS 76% vs 49%,A组…`)."""
    line = reading.line
    opened = line.text.rfind(";", line.start, offset)
    if opened < 0 or not any(opened < trial.start < offset for trial in line.of("TRIAL")):
        return []
    closed = line.text.find(";", offset, line.end)
    last = closed if closed > 0 else line.end
    own = [arm for arm in reading.experimental if opened < arm.start < last and not arm.is_general]
    return own[:1] if len({arm.name for arm in own}) == 1 else []


ADJOINS = re.compile(
    r".*(?:(?:组|者|患者)(?:的|为|仅为|仅|达|中|则为|只有)?\s*\(?|[^\s\d]的|\S\s?\(|[A-Za-z]\s)\s*", re.DOTALL
)


HEADS_FIGURE = re.compile(
    r"(?:单药|治疗|方案)?(?:组|者|患者)?(?:则|却|也|仅)?(?:为|是|仅|达|只有)?\s*"
    r"|(?:[\s-](?:arm|group|alone|monotherapy|recipients|patients|treated))*\s+(?:it\s+)?"
    r"(?:was|were|had|achieved|reached|attained|showed|gave|yielded|produced|led to|resulted in|managed|did so in)\s+(?:an?\s+|only\s+|just\s+|about\s+)*",
    re.IGNORECASE,
)


_SHORT_GAP = 8


def adjoins(line: Line, arm: Arm, figure: Figure) -> bool:
    """Whether the words for an arm's group end right before a figure (`对照组的10.4个月`, `A组仅5%`)."""
    gap = _DOSED.sub("", line.between(arm.end, figure.value.start))
    if not gap and line.text[arm.start - 1 : arm.start] in ("(", ",", ";", "、"):
        return True
    return len(gap) <= _SHORT_GAP and bool(ADJOINS.fullmatch(line.between(arm.start, arm.end) + gap))


_DOSED = re.compile(r"^\s*\([^()]*\d\s*(?:mg|μg|g|IU)\b[^()]*\)", re.IGNORECASE)
"""The dose in a bracket behind an agent (`伊马替尼(300 mg/m2)组`)."""


def segment_of(line: Line, arm: Arm, figure: Figure) -> tuple[int, int]:
    """From the last comma before an arm to its figure, if no comma parts these two; else an empty place."""
    if re.search(r"[,;。]", line.between(arm.end, figure.value.start)):
        return line.start, line.start
    return max(line.text.rfind(mark, line.start, arm.start) for mark in ",;:。(") + 1, figure.value.start


def nearest(reading: Reading, offset: int) -> Arm | None:
    """The experimental arm nearest before an offset, else the first of the line, else the inherited one."""
    named = [arm for arm in reading.experimental if not arm.is_general or arm.is_named_group] or reading.experimental
    before = [arm for arm in named if arm.start <= offset]
    opened = reading.line.text.rfind(";", reading.line.start, offset)
    outside = [arm for arm in before if not _is_aside(reading.line, arm, offset)]
    before = outside if outside and outside[-1].start > opened else before
    segment = named_in_segment(reading, offset)
    if segment and not any(arm.start > opened for arm in before):
        return segment[0]
    if takes_up(reading.line, reading.line.end) and reading.inherited is not None and not before:
        return reading.inherited
    if before:
        is_class = before[-1].kind == "DRUG_CLASS" and not before[-1].is_named_group
        kinds = ("REGIMEN",) if before[-1].start >= reading.line.clause(offset)[0] else ("REGIMEN", "DRUG")
        specific = [arm for arm in before if arm.kind in kinds] if is_class else []
        return specific[-1] if specific else before[-1]
    if named and _is_in_next_part(reading.line, named[0], offset):
        return reading.inherited
    if named and reading.inherited is None:
        return named[0]
    if told := _given_behind(reading, offset):
        return told
    return reading.inherited or (named[0] if named else None)


def _is_in_next_part(line: Line, arm: Arm, offset: int) -> bool:
    """Whether a semicolon outside brackets stands between an offset and the arm behind it."""
    parted = line.text.find(";", offset, arm.start)
    return parted >= 0 and not line.is_bracketed(parted)


_GIVEN = re.compile(
    r"(?<!compared )(?<!combined )(?<!combination )(?<!than )(?<!versus )(?<!vs )(?<!that )(?<!those )(?<!seen )"
    r"\b(?:with|on|receiving|given|taking|benefit(?:s|ed|ing)?(?:\s+\w+ly)?\s+from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_GAINED_FROM = re.compile(r"(?:单药)?(?:治疗|方案)?中[^,;。]{0,6}[获受]益")
"""What follows a treatment from which the patients of the figures before it gained (`(HR=0.2)者均可从甲药治疗中获益`)."""


_SET_APART = re.compile(
    r"\b(?:compared|versus|vs|than|against|previous\w*|prior|pre-?treated|refractory|resistant|exposed|after|following|whom)\b|相比|对比|既往|曾|后",
    re.IGNORECASE,
)
"""Words that make an agent behind a figure a comparator, or one that was given earlier."""


def _given_behind(reading: Reading, offset: int) -> Arm | None:
    """The only arm of a sentence, told behind its figures (`The ORR was 81% and CR rate 39% with A`, `ORR 81%(甲药)`)."""
    line = reading.line
    stop = line.text.find(";", offset, line.end)
    behind = [arm for arm in reading.arms if offset < arm.start < (stop if stop >= 0 else line.end)]
    if len({arm.name for arm in reading.arms}) != 1 or not behind or behind[0].is_control:
        return None
    first = behind[0]
    if _SET_APART.search(line.between(offset, first.start)):
        return None
    in_bracket = line.text[first.start - 1] == "(" and line.text[first.end : first.end + 1] == ")"
    if line.text[first.start - 1] == "从" and _GAINED_FROM.match(line.text, first.end, line.end):
        return first
    return first if in_bracket or _GIVEN.search(line.text, max(line.start, first.start - 24), first.start) else None


def _is_aside(line: Line, arm: Arm, offset: int) -> bool:
    """Whether an arm stands in a bracket that is closed before an offset (`ORR 15%(乙组7%),OS无延长`)."""
    return line.is_bracketed(arm.start) and ")" in line.between(arm.end, offset)


def takes_up(line: Line, offset: int) -> bool:
    """Whether words before an offset take up the arms that were named before (`该方案`, `两药`)."""
    return any_of("trial_metric_words", "anaphor", "both").search(line.text, line.start, offset) is not None
