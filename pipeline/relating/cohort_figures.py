"""Figures of no arm: of all patients together, of groups that no treatment tells apart, of those who went without one.

>>> bool(_OF_WHOLE.search("OS of the cohort as a whole was ")), bool(_UNTOLD_GROUP.match(" for monotherapy and 90%"))
(True, True)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.relating import PAIR, strata
from pipeline.relating.arms import NOT_GIVEN, Arm, names_of, procedures
from pipeline.relating.behind_arms import arm_behind
from pipeline.relating.figures import LISTED_KINDS, Figure, measure_of
from pipeline.relating.given_together import classes_of
from pipeline.relating.lines import Line
from pipeline.relating.nearest_arms import MOST_ARMS, Reading, is_rate

_OF_PEOPLE = re.compile(
    r"\s*(?:单药|联合|维持|巩固|移植)?(?:治疗|用药|化疗)?(?:方案)?(?:的)?(?:者|患者|患儿|病例|组|方案)"
)


def went_without(line: Line, figure: Figure, arm: Arm) -> bool:
    """Whether the clause of a figure is of those who went without a treatment of its arm, or its class (`未使用甲药的患者5年OS率为45%`)."""
    opened = line.clause(min(figure.metric.start, figure.value.start))[0]
    opened = max(opened, line.clause(figure.value.start)[0]) if figure.metric.end <= figure.value.start else opened
    if opened <= arm.start < figure.value.start:
        return False
    agents = {name for agent in arm.name.split(" + ") for name in (agent, *classes_of(agent))}
    return any(
        opened <= m.start < figure.value.start
        and any(agent == name or agent.endswith(f" {name}") for name in m.name.split(" + ") for agent in agents)
        and NOT_GIVEN.search(line.text, max(opened, m.start - _NOT_REACH), m.start)
        and _OF_PEOPLE.match(line.text, m.end, line.end)
        for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS")
    )


_NOT_REACH = 12


def is_told_apart(line: Line, arm: Arm, figure: Figure, found: Sequence[Figure]) -> bool:
    """Whether groups of patients are compared in another clause than treatment in general (`…化疗的CR率低,A者与B者的OS率分别为`)."""
    return arm.end <= line.clause(figure.metric.start)[0] and parts_cohort(line, figure, found)


def is_before(reading: Reading, figure: Figure) -> bool:
    """Whether a figure of a cohort in two groups stands before any of them (`The CR rate was 69%, 71% with A and 66% with B`)."""
    first = min((own.start for own in reading.arms), default=-1)
    return is_of_cohort(figure) and figure.value.end <= first and arm_behind(reading, figure) is None


def only_other(reading: Reading) -> Arm | None:
    """The one of two allotted treatments that a line does not name, where it names but the other (`…was 44%, compared with 22% with B`)."""
    named = {arm.name for arm in reading.arms}
    left = [arm for arm in reading.parted if arm.name not in named]
    return left[0] if len(left) == 1 and len(reading.parted) == PAIR and len(named) == 1 else None


def is_of_cohort(figure: Figure) -> bool:
    return figure.side < 0 and measure_of(figure.value).kind in (*LISTED_KINDS, "count")


def parts_cohort(line: Line, figure: Figure, found: Sequence[Figure]) -> bool:
    """Whether a figure is of groups of patients told by no treatment, or compares their figures (`高危与低危者的MMR率分别为`)."""
    sides = [f for f in found if f.side >= 0 and f.metric == figure.metric and f.value.start <= figure.value.start]
    return bool(sides) and bool(strata.of_run(line, sides[-1], found))


def parts_one_cohort(reading: Reading, found: Sequence[Figure]) -> bool:
    """Whether a line without treatments sets groups of one transplanted cohort against each other (by donor, by disease)."""
    is_transplanted = reading.inherited is not None and reading.inherited.name in procedures()
    return is_transplanted and not reading.arms and any(figure.side >= 0 for figure in found)


def is_carried(arm: Arm) -> bool:
    """Whether an arm holds for the lines behind it: any but a class of drugs, which may be of the background only."""
    return arm.kind != "DRUG_CLASS" or arm.is_general or arm.name in names_of("carried_classes")


_UNTOLD_GROUP = re.compile(r"\s+(?:with|on|for|in|under)\s+(?:monotherapy|single-agent therapy)\b", re.IGNORECASE)


def is_of_untold_group(reading: Reading, figure: Figure) -> bool:
    """Whether a figure is of those who got one agent, which is not told (`75% for monotherapy and 90% with A and B`)."""
    told = _UNTOLD_GROUP.match(reading.line.text, figure.value.end, reading.line.end)
    return told is not None and arm_behind(reading, figure) is None


_LABEL_AT_FIGURE = re.compile(
    r"(?<![A-Za-z0-9+-])(?:[A-Z](?:\+[A-Z])?|[甲乙丙丁])组(?:患者)?(?:的|则|仅|约)*(?:为|是|达)?(?:约|仅)?\s*$"
)


def is_of_unknown_label(reading: Reading, figure: Figure) -> bool:
    """Whether a figure follows a group's letter that nothing explains (`A组72%,A+I组88%`)."""
    line = reading.line
    told = _LABEL_AT_FIGURE.search(line.text, max(line.start, figure.value.start - 16), figure.value.start)
    return told is not None and not any(arm.start < told.end() and told.start() < arm.end for arm in reading.arms)


_OF_WHOLE = re.compile(
    r"\b(?:of|in|for|across|among)\s+(?:the|our|this)\s+(?:(?:cohort|series|population|group|sample|registry)\s+as\s+a\s+whole"
    r"|(?:entire|whole|overall|combined|pooled)\s+(?:study\s+|patient\s+)?(?:cohort|series|population|group|sample))\b[^;,.\d]{0,40}?(?:[\d.]+%?(?:,\s|,?\sand\s))*$"
    r"|(?:全组|全部患者|所有患者|全体患者|总体人群|整个队列)(?:的|中)?[^;。]*$|\d+例[^;。,组]{0,14}?(?:患者|患儿|病例|者)中[^;。组]*$",
    re.IGNORECASE,
)
_WHOLE_BEHIND = re.compile(
    r"(?:\s*[(\[][^()\[\]]*[)\]]|,?\s*(?:and\s+)?\d[\d.]*%)*(?:,?\s*respectively,?)?\s+(?:for|in|among|across)\s+(?:the\s+)?(?:(?:entire|whole|overall)\s+(?:study\s+|patient\s+)?(?:cohort|population|group|series)|(?:cohort|series|group) as a whole|all (?:\d+ )?patients|both (?:products|drugs|groups|arms|cohorts|treatments|agents)\s+(?:together|combined|taken together))\b"
    r"|(?:\s*[(\[][^()\[\]]*[)\]])?\s+overall(?=\s*[,.;)]|\s+and\b)",
    re.IGNORECASE,
)
_OVERALL = re.compile(
    r"\s*(?:overall|in total|in all|altogether),\s[^,;.%]{0,60}|[^,;。%]{0,40}总体?的?(?:发生率|缓解率|有效率|生存率|[A-Z]{2,4}率?)[^,;。%]{0,12}",
    re.IGNORECASE,
)


def _is_sum(reading: Reading, figure: Figure) -> bool:
    """Whether a line tells the figure of all before those of its groups (`感染总发生率为40%,其中甲组52%,乙组28%`)."""
    line = reading.line
    if not _OVERALL.fullmatch(line.between(line.start, figure.value.start)) or arm_behind(reading, figure):
        return False
    behind = [arm for arm in reading.arms if arm.start >= figure.value.end]
    values = [m for m in line.of("VALUE") if m.start >= figure.value.end and measure_of(m).kind == "percent"]
    return behind == list(reading.arms) and len({arm.name for arm in behind}) == MOST_ARMS == len(values)


def is_of_whole(reading: Reading, figure: Figure) -> bool:
    """Whether a figure is of all patients together, of whom each had one of two treatments (`OS of the cohort as a whole was 52%`)."""
    if figure.side >= 0 or not is_rate(figure):
        return False
    if _is_sum(reading, figure):
        return True
    groups = {arm.name for arm in reading.arms if not arm.is_general or arm.is_named_group}
    is_parted = len(groups) > 1 or reading.pair is not None or reading.is_of_all
    line = reading.line
    opened = max(line.clause(figure.metric.start)[0], line.text.rfind(";", line.start, figure.metric.start) + 1)
    if any(opened <= arm.start < figure.value.start for arm in reading.arms):
        return False
    if _PARTED_BEHIND.match(line.text, figure.value.end) and opened == line.start:
        return len({arm.name for arm in reading.arms if arm.start >= figure.value.end}) > 1
    is_fronted = not reading.arms and _IN_WHOLE.match(line.text, line.start, figure.value.start) is not None
    is_told = _OF_WHOLE.search(line.text, opened, figure.value.start) or _WHOLE_BEHIND.match(
        line.text, figure.value.end, line.end
    )
    if is_told is None:
        return is_parted and is_fronted
    return is_parted or _BOTH_TOGETHER.search(is_told.group()) is not None


_BOTH_TOGETHER = re.compile(r"\bboth\s\w+\s(?:together|combined|taken together)$")


_IN_WHOLE = re.compile(
    r"\s*(?:in|for|among|across|at \S+ \S+, in)\s+(?:the\s+)?(?:overall|whole|entire|total|full)\s+(?:study\s+|patient\s+)?(?:population|cohort|group|series)\b[^,;:.%]{0,40},"
    r"|\s*(?:在)?(?:全组|总体|整体|全部)(?:人群|患者|队列)(?:中|的|,)",
    re.IGNORECASE,
)
"""What a sentence without treatments opens with whose figures are of both groups together (`In the overall population, …`)."""


_PARTED_BEHIND = re.compile(r"\s*(?:\([^()]*\))?\s*[,;]\s*其中")
"""Behind the figure of all patients, before those of their groups (`总缓解率为57.1%,其中A组与B组分别为87.0%和36.4%`)."""
