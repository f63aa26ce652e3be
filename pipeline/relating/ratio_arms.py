"""The arm that a ratio or a P value is told of: the one before its bracket or behind it, and the better of two compared.

>>> from pipeline.records import Endpoint, Measure, Mention
>>> event = Mention(0, 3, "METRIC", "ORR", detail=Endpoint("ORR"))
>>> sides = [Figure(event, Mention(0, 3, "VALUE", v, detail=Measure("percent", v, "%")), "after endpoint", 0) for v in ("40", "61")]
>>> better_side(sides, 0.5).value.text, better_side(sides, 0.95)
('61', None)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.relating import PAIR, directions, three_groups
from pipeline.relating.arms import Arm, is_usual
from pipeline.relating.figures import LISTED_KINDS, Figure, code_of, measure_of
from pipeline.relating.labels import UNNAMED
from pipeline.relating.lines import Line, pattern
from pipeline.relating.nearest_arms import Reading, is_rate

_ARM_AND_BRACKET = re.compile(
    r"(?:单药|治疗|方案)*组?(?:[\s-](?:arm|group|alone|maintenance|monotherapy|therapy|treatment|recipients))*\s*[(\[](?P<inside>[^()\[\]]*(?:\[[^()\[\]]*\][^()\[\]]*)*)[)\]]",
    re.IGNORECASE,
)


def arm_before_bracket(reading: Reading, figure: Figure) -> Arm | None:
    """The arm with a ratio or P value in the bracket right behind it, of several that have one each (`with A (HR 0.7) and with B (HR 0.8)`)."""
    line = reading.line
    if not line.is_bracketed(figure.value.start):
        return None
    spans = [(arm, _ARM_AND_BRACKET.match(line.text, arm.end, line.end)) for arm in reading.experimental]
    ratios = [v.start for v in line.of("VALUE") if measure_of(v).kind in ("ratio", "p_value")]
    held = [
        (arm, m.span("inside")) for arm, m in spans if m and any(m.start("inside") <= at < m.end() for at in ratios)
    ]
    rates = [v.start for v in line.of("VALUE") if measure_of(v).kind in LISTED_KINDS]
    if len({arm.name for arm, _ in held}) < PAIR or any(a <= at < b for _, (a, b) in held for at in rates):
        return None
    return next((arm for arm, (opened, closed) in held if opened <= figure.value.start < closed), None)


_NEXT_CLAUSE = re.compile(
    r"[^()]*\)\s*(?:[,;]\s*)?(?P<contrast>(?:而|但|然而|whereas|while|but)\s*|(?:and\s+)?(?:as|so)\s+(?:did|does|was|were|is)\s+(?:the\s+)?(?:adding|addition of|combination of|combining)?\s*)?"
    r"(?:and\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_LIKEWISE = re.compile(r"\b(?:as|so)\s+(?:did|does|was|were)\b", re.IGNORECASE)
"""Words by which what was said of one drug holds for those behind them (`…, as did B (HR 0.5) and C (HR 0.7)`)."""
_NO_FIGURE = re.compile(r"[^,;。()\d%]{0,60}\(\s*")


def next_compared(reading: Reading, figure: Figure) -> Arm | None:
    """The further drug that a clause opens with, whose bracket holds its own ratio (`A improved PFS (HR 0.5), whereas B did not (HR 0.9)`)."""
    line = reading.line
    opened = line.text.rfind("(", line.start, figure.value.start)
    before = [arm for arm in reading.arms if arm.end <= opened]
    if not line.is_bracketed(figure.value.start) or not before or before[-1].is_control or before[-1].is_general:
        return None
    arm = before[-1]
    ratio = next((v for v in reversed(line.of("VALUE")) if v.end <= arm.start), None)
    if ratio is None or measure_of(ratio).kind not in ("ratio", "p_value"):
        return None
    turn = _NEXT_CLAUSE.fullmatch(line.between(ratio.end, arm.start))
    is_listed = _LIKEWISE.search(line.text, line.start, arm.start) is not None
    is_apart = turn is not None and (turn["contrast"] or is_listed or any(other.is_control for other in before))
    return arm if is_apart and _NO_FIGURE.fullmatch(line.between(arm.end, opened + 1)) else None


_RATIO_OF = re.compile(r"\s*(?:[(\[][^()\[\]]*[)\]]\s*)?(?:for|with|in|on)\s+(?:the\s+)?", re.IGNORECASE)


def ratio_arm(reading: Reading, figure: Figure) -> Arm | None:
    """The tested arm right behind a ratio (`0.52 for the triplet and 0.60 for the doublet`)."""
    behind = next((arm for arm in reading.arms if arm.start >= figure.value.end), None)
    if behind is None or behind.is_control or behind.is_general:
        return None
    gap = reading.line.between(figure.value.end, behind.start)
    if measure_of(figure.value).kind == "ratio" and _RATIO_OF.fullmatch(gap):
        return behind
    told = any(arm.end <= figure.value.start for arm in reading.arms)
    return behind if not told and _BRACKET_OF.fullmatch(gap) else None


_BRACKET_OF = re.compile(
    r"[^()]*\)\s+(?:for|with|in|on|among)\s+(?:(?:the|those|patients|given|receiving|on)\s+)*", re.IGNORECASE
)
"""What closes the bracket of a comparison in words before the arm that it favours (`longer (HR 0.7, P = .01) with A`)."""
_CONTRAST = re.compile(r"(?:[,;]?\s*(?:而|但|然而)|\b(?:whereas|while|but))\s*(?:the\s+)?$", re.IGNORECASE)


def turns_to(reading: Reading, arm: Arm, ratio: Figure) -> bool:
    """Whether the arm opens a contrast that compares it anew (`A was noninferior to B, whereas C prolonged PFS (over B)`)."""
    others = {a.name for a in reading.arms if arm.end <= a.start and a.end <= ratio.value.start} - {arm.name}
    is_of_its_own = arm.end <= ratio.metric.start < ratio.value.start
    is_contrast = _CONTRAST.search(reading.line.between(reading.line.start, arm.start)) is not None
    return is_contrast and (bool(others) or is_of_its_own)


def given_more(arms: Sequence[Arm | None]) -> Arm | None:
    """The first of several arms, the first that got a treatment where that one got none, or that which got something more."""
    given = [arm for arm in arms if arm is not None and arm.name not in (*UNNAMED, "placebo")]
    if len(given) == PAIR and is_usual(given[0].name, given[1].name):
        return given[1]
    return given[0] if given else arms[0]


def hazard_ratio(found: Sequence[Figure], figure: Figure) -> float | None:
    """The hazard ratio that a figure is, or that stands before a P value of the same endpoint."""
    before = [f for f in found if f.metric == figure.metric and f.value.start <= figure.value.start]
    ratios = [f for f in before if measure_of(f.value).statistic == "hazard_ratio"]
    try:
        return float(measure_of(ratios[-1].value).value) if ratios else None
    except ValueError:
        return None


def better_side(sides: Sequence[Figure], ratio: float | None) -> Figure | None:
    """Of two rates the better one, where a hazard ratio well below 1 says that the tested arm fared better."""
    if (
        ratio is None
        or len(sides) != 2
        or ratio > _CLEAR_BENEFIT
        or directions.better(code_of(sides[0].metric), "METRIC") != "higher"
    ):
        return None
    try:
        first, second = (float(measure_of(side.value).value) for side in sides)
    except ValueError:
        return None
    return None if first == second else max(zip((first, second), sides, strict=True), key=lambda pair: pair[0])[1]


_CLEAR_BENEFIT = 0.75


def rate_of_bracket(reading: Reading, figure: Figure, found: Sequence[Figure]) -> Arm | None:
    """The arm of the rate before the bracket of a P value, where the rates of a line go through three groups told before."""
    rates = [f for f in found if is_rate(f) and f.value.end <= figure.value.start]
    if reading.arms or not rates or not reading.line.is_bracketed(figure.value.start):
        return None
    is_beside = reading.line.between(rates[-1].value.end, figure.value.start).strip() == "("
    return three_groups.in_turn(reading, rates[-1]) if is_beside else None


def are_told_singly(found: Sequence[Figure], figure: Figure) -> bool:
    """Whether the endpoint of a ratio or P value has two rates told one by one before it (`19 months with A, 18 with B; P = .7`)."""
    own = [f for f in found if f.metric == figure.metric and is_rate(f) and f.value.end <= figure.value.start]
    return len(own) == PAIR and all(f.side < 0 for f in own)


def has_own_rates(found: Sequence[Figure], opened: int, figure: Figure) -> bool:
    return any(opened < f.value.start < figure.value.start and is_rate(f) for f in found)


def segment_start(reading: Reading, figure: Figure) -> int:
    """Where the part between semicolons begins whose arms a ratio compares: its own if that names some, else its endpoint's."""
    line = reading.line
    own = _semicolon_before(line, figure.value.start)
    if any(own < arm.start < figure.value.start for arm in reading.experimental):
        return own
    return _semicolon_before(line, figure.metric.start)


def _semicolon_before(line: Line, offset: int) -> int:
    """Where the last semicolon before an offset stands, those of brackets that are closed before it left out; else where the line begins."""
    at = line.text.rfind(";", line.start, offset)
    while at >= 0 and line.is_bracketed(at) and ")" in line.between(at, offset):
        at = line.text.rfind(";", line.start, at)
    return max(at, line.start)


def set_against(reading: Reading, figure: Figure, found: Sequence[Figure]) -> Arm | None:
    """The arm that is set against another between the last rate and a ratio or P value (`…57%,甲与乙相比并无优势(P=0.3)`)."""
    rates = [f.value.end for f in found if f.value.end <= figure.value.start and is_rate(f)]
    between = [arm for arm in reading.arms if max(rates, default=figure.value.start) <= arm.start < figure.value.start]
    if len(between) != 2 or between[0].is_control:
        return None
    versus = pattern("trial_metric_words", role="versus")
    faces = between[1].is_control or versus.fullmatch(reading.line.between(between[0].end, between[1].start).strip())
    return between[0] if faces else None
