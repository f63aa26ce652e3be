"""The arm or the altered group that a figure is followed by: `14.7 months with A`, `60%的A组患者`, `38% and 44% with B`.

>>> from pipeline.records import Endpoint, Measure, Mention, Sentence
>>> text = "ORR was 61% with A"
>>> metric = Mention(0, 3, "METRIC", "ORR", detail=Endpoint("ORR"))
>>> rate = Mention(8, 11, "VALUE", "61%", detail=Measure("percent", "61", "%"))
>>> reading = Reading(Line(text, 0, len(text), (metric, rate)), Sentence(0, 0, len(text), "en"), [Arm(17, 18, "A")])
>>> arm_behind(reading, Figure(metric, rate, "after endpoint", 0)).name
'A'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.relating.arms import Arm
from pipeline.relating.figures import Figure
from pipeline.relating.lines import Line
from pipeline.relating.nearest_arms import BEHIND, MOST_ARMS, Reading, is_rate

_EITHER = re.compile(r"\s*(?:in|with|for|among|on|by)\s+(?:either|both)\s+(?:the\s+)?", re.IGNORECASE)
_OR = re.compile(
    r"(?:[\s-](?:arm|group|recipients|alone|monotherapy|cohort))*\s+(?:or|and)\s+(?:in\s+|with\s+|for\s+)?(?:the\s+)?"
)


def either_behind(reading: Reading, figure: Figure) -> list[Arm]:
    """The two arms of which one figure behind an endpoint is told (`was not reached in either the A group or the B group`)."""
    line = reading.line
    behind = [arm for arm in reading.arms if arm.start >= figure.value.end][:2]
    if figure.side >= 0 or len(behind) != MOST_ARMS or not is_rate(figure):
        return []
    if not _EITHER.fullmatch(line.between(figure.value.end, behind[0].start)):
        return []
    return behind if _OR.fullmatch(line.between(behind[0].end, behind[1].start)) else []


def arm_behind(reading: Reading, figure: Figure) -> Arm | None:
    """The arm that a figure is followed by (`14.7 months with A`, `36% of 33 in the B group`, `60%的A组患者`, `60%(A组)`)."""
    for arm in reading.arms:
        if arm.start >= figure.value.end:
            gap = reading.line.between(figure.value.end, arm.start)
            gap = _RESPECTIVELY.sub("", gap) if figure.how == "respective list" else gap
            follows = (
                BEHIND.fullmatch(gap)
                or _ALL_IN.fullmatch(gap)
                or _is_group_behind(reading.line, gap.strip(), arm.end)
                or (not gap.strip() and _WITH.match(reading.line.text, arm.start, arm.end))
            )
            return arm if follows else None
    return None


_RESPECTIVELY = re.compile(r"^,?\s*respectively\b,?")
_WITH = re.compile(r"(?:with(?:out)?|when|once|on|for|in|under)\b", re.IGNORECASE)
_NEXT_ENDPOINT = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:,|/|,?\s*and|和|与|、)\s*", re.IGNORECASE)


def behind_endpoints(reading: Reading, figure: Figure, found: Sequence[Figure]) -> Arm | None:
    """The arm behind a bare list of figures, each of an endpoint of its own (`…, and 38% and 44% with B`)."""
    last = figure
    for other in sorted(found, key=lambda f: f.value.start):
        if other.value.start < last.value.end:
            continue
        gap = reading.line.between(last.value.end, other.value.start)
        if other.side >= 0 or other.metric == last.metric or not _NEXT_ENDPOINT.fullmatch(gap):
            break
        last = other
    return arm_behind(reading, last) if last is not figure and last.metric.end < figure.value.start else None


_IN_BRACKET, _NEXT_ITEM = (
    re.compile(r"\s*\(\s*"),
    re.compile(r"\s*\)\s*(?:,\s*(?:and\s+)?|and\s+|、|和|与|及)\s*", re.IGNORECASE),
)


def behind_list(reading: Reading, figure: Figure, found: Sequence[Figure]) -> Arm | None:
    """The arm behind a list of endpoints with a bracket each (`A (28%), B (20%), and C (38%) in the control group`)."""
    line, last = reading.line, figure
    if not _IN_BRACKET.fullmatch(line.between(figure.metric.end, figure.value.start)):
        return None
    for other in sorted(found, key=lambda f: f.value.start):
        if other.value.start < last.value.end:
            continue
        is_next = _NEXT_ITEM.fullmatch(line.between(last.value.end, other.metric.start)) is not None
        if not is_next or not _IN_BRACKET.fullmatch(line.between(other.metric.end, other.value.start)):
            break
        last = other
    return arm_behind(reading, last) if last is not figure else None


_ALL_IN = re.compile(
    r"(?:\s*\([^()]*\))?,?\s*(?:均|都|全部|皆)(?:发生于|发生在|见于|出现于|出现在|来自|为)|(?:\s*\([^()]*\))?,\s*all\s+(?:of them\s+|occurring\s+)?(?:in|on|with|among)\s+(?:the\s+)?",
    re.IGNORECASE,
)
"""What tells that all of a number had one treatment (`共3例,均发生于甲组`)."""
_PATIENTS = re.compile(r"\s*(?:单药|联合|治疗|用药)?(?:组|者|患者)")
_CLOSED = re.compile(r"\s*(?:/\s*[A-Za-z][A-Za-z0-9-]{1,12}\s*)?(?:单药|联合|治疗|用药)?(?:组|方案)?\s*\)")


def _is_group_behind(line: Line, gap: str, end: int) -> bool:
    """Whether a figure's group follows it: `60%的A组患者`, or a bracket that holds the arm alone (`60%(A组)`)."""
    if gap == "(":
        return bool(_CLOSED.match(line.text, end, line.end))
    return gap == "的" and bool(_PATIENTS.match(line.text, end, line.end))


def group_behind(line: Line, figure: Figure) -> str:
    """The altered group that an English figure is followed by (`69% in EZH2-mutated and 35% in wild-type`)."""
    for mention in line.of("ALTERATION", "DISEASE"):
        if mention.start >= figure.value.end:
            own = figure.metric.end if figure.value.end <= figure.metric.start < mention.start else figure.value.end
            gap = _QUALITY.sub("", line.between(own, mention.start)) if mention.type == "ALTERATION" else ""
            gap = gap or line.between(figure.value.end, mention.start)
            people = _PEOPLE.match(gap) if mention.type == "DISEASE" else None
            follows = BEHIND.fullmatch(people.group() if people else gap)
            return (f"{gap[people.end() :]}{mention.text}" if people else mention.name) if follows else ""
    return ""


_QUALITY = re.compile(
    r"(?:(?:relapsed|refractory|relapsed or refractory|R/R|newly diagnosed|previously treated|untreated|older)\s+)*\**$",
    re.IGNORECASE,
)
"""What may stand between people and their alteration (`in 60 newly diagnosed Ph-positive patients`)."""
_PEOPLE = re.compile(r"(?:\s*\([^()]*\))?\s+in\s+(?=(?:[a-z/-]+\s+){0,3}$)")
"""What stands between a figure and the disease of its group (`78% in heavily pretreated CLL`)."""
