"""The arm of a figure that stands in a comparison or a list of figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.relating import all_arms, control_groups, group_lists, groups_in_turn, three_groups
from pipeline.relating.arm_lists import are_joined, is_labelled, is_sized, joins, last_pair
from pipeline.relating.arms import Arm, agents_of, is_usual
from pipeline.relating.figures import Figure, alike, measure_of
from pipeline.relating.labels import UNNAMED
from pipeline.relating.lines import Line, pattern
from pipeline.relating.nearest_arms import (
    ADJOINS,
    BEHIND,
    MOST_ARMS,
    Reading,
    adjoins,
    named_in_segment,
    nearest,
    start_of_part,
)
from pipeline.relating.resumed_endpoints import is_group


def paired_arm(reading: Reading, figure: Figure) -> tuple[Arm | None, str]:
    """The arm of a figure of a comparison, and its role: `experimental`, `control` or `single`."""
    if figure.reversed and (changed := _changed_arm(reading, figure)):
        return changed
    if by_name := control_groups.named_first(reading, figure) or group_lists.of_side(reading, figure):
        return by_name
    if groups_in_turn.of_figure(reading.line, reading.arms, figure):
        return nearest(reading, figure.metric.start), "single"
    if _of_one_arm(reading, figure):
        return None if all_arms.are_several(reading) else nearest(reading, figure.metric.start), "single"
    named = (
        three_groups.told(reading, figure)
        or _listed_arms(reading, figure)
        or listed_behind(reading, figure)
        or _against_unnamed(reading, figure)
        or _told_one_by_one(reading, figure)
        or _study_pair(reading, figure)
    )
    is_control = (figure.side == figure.sides - 1) != figure.reversed
    if _COHORTS.search(reading.line.text, start_of_part(reading, figure), figure.value.start) or (
        not named and (figure.sides == reading.doses or _are_doses(reading, figure))
    ):
        return nearest(reading, figure.value.start), "single"
    if named:
        named = _as_told(reading, figure, named)
        arm = named[-1 - figure.side] if figure.reversed else named[figure.side]
        if len(named) == MOST_ARMS and is_usual(named[0].name, named[1].name):
            is_control = arm.name == named[0].name
        is_control = arm.is_control if any(a.is_control for a in named) else is_control
        return arm, "control" if is_control else "experimental"
    if figure.sides > MOST_ARMS and reading.control is None:
        return nearest(reading, figure.metric.start), "single"
    if is_control:
        known = _known_control(reading, figure) or _other_group(reading, figure)
        if known is None and _are_listed_groups(reading, figure):
            return nearest(reading, figure.metric.start), "single"
        if known is None and nearest(reading, figure.metric.start) is None:
            return None, "single"
        return known or Arm(figure.value.start, figure.value.end, "control"), "control"
    own = _of_own_study(reading, figure)
    told = [
        arm for arm in own if figure.metric.end <= arm.start and arm.end <= figure.value.start and not arm.is_control
    ]
    if own and not told and _sets_out_anew(reading, own):
        return None, "single"
    tested = told[-1] if told else nearest(reading, figure.metric.start)
    return tested, "experimental" if tested is not None else "single"


_RESPECTIVELY = re.compile(r"[^;。%\d]{0,40}\brespectively\b")


def _are_listed_groups(reading: Reading, figure: Figure) -> bool:
    """Whether two figures are only listed, and no comparator is known (`in 2 L and 3 L it stood at 78 and 65%, respectively`)."""
    line = reading.line
    values = line.of("VALUE")
    place = values.index(figure.value) - figure.side
    if reading.pair or reading.control or not 0 <= place < len(values) - 1:
        return False
    is_list = re.fullmatch(
        r"\s*%?\s*(?:\([^()]*\)\s*)?and\s+", line.between(values[place].end, values[place + 1].start)
    )
    return is_list is not None and _RESPECTIVELY.match(line.text, values[place + 1].end, line.end) is not None


_BY_HISTORY = (
    r"\s*(?:\([^()]*\))?\s*(?:in|among|for|of|at)\s+(?:the\s+|those\s+|patients\s+|adults\s+|people\s+|who\s+were\s+|with\s+|an?\s+|\d+\s+)*(?:[^\s,;()%]+\s+){0,3}?"
    r"(?:(?<=\w )(?:mutations?|rearrangements?|fusions?|deletions?|amplifications?)|post-[a-z][\w-]+|all(?:\s+(?:treated|evaluable|enrolled|included))?\s+(?:patients|participants)|(?:overall|entire|whole|total)\s+(?:population|cohort|group)|[\w-]*na[iï]ve|untreated|pre-?treated|previously\s+(?:treated|untreated|exposed)|[\w-]*exposed|[\w-]*refractory|relapsed|newly diagnosed|treatment-experienced|first-line|second-line|younger|older|without|with (?:prior|previous|one|no)"
    r"|[^\s,;()%]*(?:high|low|intermediate|standard|favou?rable|adverse|good|poor|positive|negative|mutated|mutant|unmutated|amplified|rearranged|deficient|proficient|wild-type)(?:-risk)?|(?:fe)?males?|(?:wo)?men|\d+(?:\.\d+)?[\s-]?(?:mg|μg|g)(?:/kg|/m2|/m²|/d(?:ay)?)?)(?![\w-])"
)


_AGAINST_NAIVE = re.compile(
    r"\b(?:prior|previous(?:ly)?|pre-?treated|exposed)\b[^;.]*?\b(?:compared (?:with|to)|than|versus|vs\.?)\s[^;.]*?(?:na[iï]ve|\b(?:without|no prior|untreated|not (?:previously )?(?:treated|exposed)|had not|did not))\b[^;.%]{0,80}$"
    r"|(?:既往|曾)(?:接受|用|使用|经)[^;。]*?(?:较|与|比|对比)[^;。]*?(?:未(?:经|用|接受|使用|曾)|初治|无既往)[^;。%]{0,30}$",
    re.IGNORECASE,
)
"""Patients with a treatment before set against those without (`patients with prior A compared to A-naive patients had a lower ORR`)."""
_HISTORIES = re.compile(rf"{_BY_HISTORY}[^;。%]{{0,60}}?(?:\band\b|\bbut\b|\bversus\b|\bvs\.?|,)", re.IGNORECASE)
_HISTORY = re.compile(_BY_HISTORY, re.IGNORECASE)


_GROUPS_BEHIND = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:in|for|among)\s+(?:the\s+|those\s+|all\s+)*(?:patients|adults|children|responders|those)\s[^;.()%]{3,80}?\s(?:vs\.?|versus|compared (?:with|to))\s+(?:the\s+)?(?:others|rest|remaining patients|those\s(?:with|without|who)\b[^,;.()%]{2,60})"
    r"|\s*(?:\([^()]*\)\s*)?(?:in|for|among)?\s*(?:the\s+|those\s+|all\s+)*(?:patients|adults|children|responders|those|men|women|individuals|subjects)\s+(?:[^;.%]{3,80}?\band\b[^;.%]{2,60}?,?\s+respectively|with and without\b[^,;.()]{0,32})|\s*with and without\b[^,;.()]{0,32}",
    re.IGNORECASE,
)
"""Two groups of patients, none told by a treatment, behind their figures (`25 and 14 months in patients achieving CR and CRi, respectively`)."""


_COMPARATIVE = r"\b(?:longer|shorter|higher|lower|better|worse|superior|inferior|greater|poorer|fewer|commoner|rarer|(?:more|less) (?:\w+ly )?\w+)\b"
_BETTER_IN = re.compile(
    rf"{_COMPARATIVE}[^;.()]{{0,40}}?"
    r"\b(?:in|for|among|with)\s+(?P<groups>[^;.()]{2,70}?\s(?:than|versus|vs\.?|compared (?:with|to))\s+[^;.()%]{2,70})\(\s*(?:[A-Za-z][^()\d%]{0,24})?$",
    re.IGNORECASE,
)


_HIGHER_THAN = re.compile(
    r"(?P<groups>[^,;。()%]{2,60}?(?:者|患者|组|病例|人群)[^,;。()%]{0,30}?(?:[高低优劣长短多少好差]于|较)[^,;。()%]{2,40}?(?:者|患者|组|病例|人群)"
    r"(?:的|更[高低长短]|为[高低长短优]|[明显著]*升高|[明显著]*延长)?)\s*\(\s*$"
)


_COMPARED_GROUPS = re.compile(
    r"\bcompared (?:with|to)\s+(?P<groups>the\s+[^;,.()%]{2,60}?\s(?:group|patients|cohort)\s*,\s+the\s+[^;,.()%]{2,60}?\s(?:group|patients|cohort))\s+"
    r"(?:had|have|has|showed|experienced)\b(?:[^;.()]|\([^()]*\))*\(\s*(?:[A-Za-z][^()\d%]{0,24})?$",
    re.IGNORECASE,
)
"""One group of patients set against another that its sentence opens with (`Compared to the low-risk group, the high-risk group had a shorter OS (`)."""


def _are_opposed_groups(reading: Reading, offset: int) -> bool:
    """Whether a bracket sets two groups against each other that no treatment tells (`longer in responders than in nonresponders (`)."""
    line = reading.line
    opened = line.clause(offset)[0]
    told = (
        _BETTER_IN.search(line.text, opened, offset)
        or _HIGHER_THAN.search(line.text, opened, offset)
        or _COMPARED_GROUPS.search(line.text, line.start, offset)
    )
    if told is None:
        return False
    start, end = told.span("groups")
    places = [(m.start, m.end) for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS")]
    places += [(arm.start, arm.end) for arm in reading.arms]
    named = any(opens < end and start < closes for opens, closes in places)
    return not named and _GROUP_WORDS.search(line.text, start, end) is None


_PEOPLE = r"\b(?:patients|adults|children|those|men|women|individuals|people|(?:non-?)?responders|carriers)\b"
_FIRST_GROUP = re.compile(
    rf"\b(?:in|for|among)\s+(?P<group>[^,;.()%]{{0,60}}?{_PEOPLE}[^,;.()%]{{0,60}}?)\s(?:was|were|of|stood at|reached)\s+$",
    re.IGNORECASE,
)
_SECOND_GROUP = re.compile(
    rf"(?:\s*[(\[][^()]*[)\]])?\s+(?:in|for|among)\s+(?P<group>[^,;.()%]{{0,60}}?{_PEOPLE}[^,;.()%]{{0,60}})",
    re.IGNORECASE,
)


def _are_told_round(reading: Reading, start: int, first: int, end: int) -> bool:
    """Whether two groups are told with their figures, and by no treatment (`in the young was 60% and 40% in those over 70`).

    Args:
        reading: The line.
        start: Where the first figure begins, which stands behind its group, or before it.
        first: Where it ends.
        end: Where the second figure ends, which stands before its group.
    """
    line = reading.line
    before = _FIRST_GROUP.search(line.text, max(line.start, start - 160), start) or _SECOND_GROUP.match(
        line.text, first, line.end
    )
    behind = _SECOND_GROUP.match(line.text, end, line.end)
    if before is None or behind is None:
        return False
    opened = min(before.start(), start)
    if any(opened <= arm.start < max(start, before.end()) or end <= arm.start < behind.end() for arm in reading.arms):
        return False
    return not any(_GROUP_WORDS.search(_HISTORY_WORDS.sub("", told["group"])) for told in (before, behind))


_HISTORY_WORDS = re.compile(
    r"\b(?:treatment|therapy|transplant)-(?:na[iï]ve|experienced|(?:in)?eligible)\b", re.IGNORECASE
)
_GROUP_WORDS = re.compile(
    r"\b(?:placebo|controls?|arms?|treated|treatment|therapy|chemotherapy|combination|monotherapy|regimen|doublet|triplet|observation|standard|transplant\w*|recipients)\b"
    r"|对照|安慰剂|观察组|研究组|[试实]验组|(?<!线)治疗组|化疗(?![前后]|敏感|耐药)|移植(?![前后])|联合|单药|方案|[A-Z甲乙丙]组",
    re.IGNORECASE,
)
"""Words of treatments, which make arms of two groups."""


_LAST_GROUPS = re.compile(
    r"\)?\s*(?:\([^()]*\)\s*)?(?:in|for|among)\s+(?P<groups>[^;,.%]{2,60}?\s(?:vs\.?|versus|compared (?:with|to)|and)\s+[^;,.%]{2,60}?)(?:,?\s+respectively|(?<=\sothers)|(?<=\srest))\b",
    re.IGNORECASE,
)


def _are_groups_behind_last(reading: Reading, offset: int) -> bool:
    """Whether the last figures of a part between semicolons are followed by two groups that no treatment tells.

    `PFS was 53% vs 65% and OS 69% vs 74% in germinal centre vs other disease, respectively`.
    """
    line = reading.line
    stop = line.text.find(";", offset, line.end)
    opened = line.text.rfind(";", line.start, offset) + 1
    values = [v for v in line.of("VALUE") if opened <= v.start and v.end <= (stop if stop >= 0 else line.end)]
    own = [arm for arm in reading.arms if max(opened, line.start) <= arm.start < values[-1].end]
    if len({arm.name for arm in own}) > 1 or any(arm.start >= values[0].start for arm in own):
        return False
    last = [v.end for v in values if offset <= v.end]
    told = _LAST_GROUPS.match(line.text, last[-1], line.end) if last else None
    if told is None or any(told.start() <= arm.start < told.end() for arm in reading.arms):
        return False
    return _GROUP_WORDS.search(told["groups"]) is None


_IN_SPECIMEN = re.compile(
    r"\s*(?:\([^()]*\)\s*)?in\s+(?:the\s+)?(?:(?:peripheral|whole)\s+)?(?:blood|(?:bone\s+)?marrow|plasma|CSF|BM|PB)\b(?!\s+(?:with|on|for|of|from|after)\b)",
    re.IGNORECASE,
)
"""Where something was measured, behind its figure (`63% in blood and 59% in marrow`)."""


_COHORT = re.compile(r"(?:\s*\([^()]*\))?\s+(?:in|for|of)\s+(?:cohort|part|stratum|stage)\s+[A-D1-4]\b", re.IGNORECASE)
"""A part of a study of one treatment behind its figure (`95% in cohort A and 80% in cohort B`)."""


def _of_one_arm(reading: Reading, figure: Figure) -> bool:
    """Whether two figures are of patients told apart by what they had before (`79% in TKI-naive and 38% in pretreated patients`)."""
    line = reading.line
    kinds = alike(measure_of(figure.value).kind)
    values = [m for m in line.of("VALUE") if measure_of(m).kind in kinds]
    place = values.index(figure.value) - figure.side
    if figure.sides == MOST_ARMS and _AGAINST_NAIVE.search(line.text, line.start, values[place].start):
        return True
    if figure.sides != MOST_ARMS or not 0 <= place < len(values) - 1:
        return False
    first, second = values[place], values[place + 1]
    if (told := _GROUPS_BEHIND.match(line.text, second.end, line.end)) and not any(
        second.end <= arm.start < told.end() for arm in reading.arms
    ):
        return True
    if _are_groups_behind_last(reading, second.end):
        return True
    if any(is_group(line, m) for m in line.of("METRIC") if first.end <= m.start < second.start):
        return True
    if _are_opposed_groups(reading, first.start) or _are_told_round(reading, first.start, first.end, second.end):
        return True
    if _IN_SPECIMEN.match(line.between(first.end, second.start)) and _IN_SPECIMEN.match(
        line.text, second.end, line.end
    ):
        return True
    cohorts = {_COHORT.match(line.text, value.end, line.end) is not None for value in (first, second)}
    if reading.pair is None and cohorts == {True} and len({arm.name for arm in reading.arms}) < MOST_ARMS:
        return True
    own = _HISTORY.match(line.text, second.end, line.end)
    if own is None or len({arm.name for arm in reading.arms if first.end <= arm.start < own.end()}) > 1:
        return False
    return _HISTORIES.match(line.between(first.end, second.start)) is not None


def _changed_arm(reading: Reading, figure: Figure) -> tuple[Arm, str] | None:
    """The arm of one side of a change that names its groups (`由甲组的49%提高到68%`, `从64天延长至联合组的112天`)."""
    line = reading.line
    inside = [m.end for m in line.of("VALUE") if figure.metric.end <= m.end <= figure.value.start]
    opened = max(inside, default=figure.metric.end) if figure.side else figure.metric.end
    own = [arm for arm in reading.arms if opened <= arm.start and arm.end <= figure.value.start]
    if own and figure.side and _is_behind_first(line, own[-1], opened):
        tested = [
            arm for arm in reading.experimental
            if arm.end <= opened and arm.name != own[-1].name and not arm.is_general
        ]  # fmt: skip
        other = tested[-1] if tested else reading.inherited
        return (other, "experimental") if other is not None and other.name != own[-1].name else None
    if own and adjoins(line, own[-1], figure):
        return own[-1], "experimental" if figure.side else "control"
    before = min((m.start for m in line.of("VALUE") if m.start >= figure.metric.end), default=figure.metric.end)
    first = [arm for arm in reading.arms if figure.metric.end <= arm.start and arm.end <= before]
    if not figure.side or not first or not ADJOINS.fullmatch(line.between(first[-1].start, before)):
        return None
    tested = [arm for arm in reading.experimental if arm.end <= figure.metric.start and arm.name != first[-1].name]
    agents = [arm for arm in tested if arm.kind != "DRUG_CLASS"] or tested
    chosen = agents[-1] if agents else reading.inherited
    return (chosen, "experimental") if chosen is not None and chosen.name != first[-1].name else None


_TURNS = re.compile(
    r"\s*(?:alone|therapy|monotherapy|arm|group|单药|组)?\s*,?\s*(?:to|升至|提高至|延长至|降至)", re.IGNORECASE
)


def _is_behind_first(line: Line, arm: Arm, opened: int) -> bool:
    """Whether an arm follows the first figure of a change (`rose from 25 months with B to 74 months`)."""
    is_behind = BEHIND.fullmatch(line.between(opened, arm.start))
    return is_behind is not None and _TURNS.match(line.text, arm.end, line.end) is not None


_COHORTS = re.compile(
    r"(?:两|2|二|三|3)个?(?:队列|剂量组|剂量(?!限制)|亚组|层)(?:的|中)?|\b(?:both|two|the two|three) (?:cohorts|dose levels|doses|subgroups|strata)\b|\b(?:first|second|third)-?,?(?:\s*-?line)? (?:and|versus|vs\.?) (?:[\w-]+ or )?(?:second|third|later|fourth)[- ](?:or [\w-]+ ?)?line\b|\bcohorts? [A-D1-9](?:,? (?:and|or|versus|vs\.?)|,) (?:cohort )?[A-D1-9]\b|(?:一|二|三)线(?:和|与|及|、)(?:二|三|后|末)线|\b[\w-]+,? and [\w-]+ (?:cohorts|dose levels|subgroups|strata)\b",
    re.IGNORECASE,
)
"""Groups of one treatment that figures are told of (`乙药两队列DOR分别为10.9、13.0个月`)."""


def listed_behind(reading: Reading, figure: Figure) -> list[Arm]:
    """Arms that a list of figures is followed by, one for each (`13.8, 12.1 and 5.4 months for A, B and C`)."""
    line = reading.line
    kind = measure_of(figure.value).kind
    later = [m for m in line.of("VALUE") if m.start >= figure.value.start and measure_of(m).kind == kind]
    place = figure.sides - 1 - figure.side
    if figure.sides < 2 or place >= len(later):
        return []
    behind = [arm for arm in reading.arms if arm.start >= later[place].end][: figure.sides]
    if len(behind) != figure.sides or not BEHIND.fullmatch(line.between(later[place].end, behind[0].start)):
        return []
    gaps = [line.between(a.end, b.start) for a, b in pairwise(behind)]
    is_choice = figure.sides == MOST_ARMS and gaps[0].strip().lower() in ("or", "或", "/")
    are_listed = all(joins(gap) or _THAN.fullmatch(gap) for gap in gaps)
    return behind if are_listed and not is_choice else []


_THAN = re.compile(
    r"(?:[\s-](?:arm|group|recipients|alone))?\s+than\s+(?:(?:with|on|in|under|for|among|after)\s+)?(?:the\s+|those\s+(?:on|given)\s+)?",
    re.IGNORECASE,
)
"""What stands between two arms behind the figures of a comparison (`more common (29% v 13%) on A than on B`)."""


_AGAINST = re.compile(
    r"(?:[\s-](?:arm|group|alone|recipients))?\s*,?\s*(?:against|versus|vs\.?|(?:as )?compared (?:with|to))\s+(?:only\s+|just\s+)?",
    re.IGNORECASE,
)


def _against_unnamed(reading: Reading, figure: Figure) -> list[Arm]:
    """The arm between two figures of a list of studies, and the comparator that the second one leaves unnamed.

    `30% with A against 20% in NOVA, and 47% with B against 37% in ORION`.
    """
    line = reading.line
    values = [v for v in line.of("VALUE") if measure_of(v).kind in alike(measure_of(figure.value).kind)]
    place = values.index(figure.value) - figure.side
    if figure.sides != MOST_ARMS or not 0 <= place < len(values) - 1:
        return []
    first, second = values[place], values[place + 1]
    inside = [arm for arm in reading.arms if first.end <= arm.start and arm.end <= second.start]
    others = {arm.name for arm in reading.arms if arm.end <= first.start}
    if len(inside) != 1 or inside[0].is_control or not others - {inside[0].name} or reading.control is not None:
        return []
    is_set = BEHIND.fullmatch(line.between(first.end, inside[0].start)) and _AGAINST.fullmatch(
        line.between(inside[0].end, second.start)
    )
    behind = next((arm for arm in reading.arms if arm.start >= second.end), None)
    is_told = behind is not None and BEHIND.fullmatch(line.between(second.end, behind.start))
    told = reading.pair[1] if reading.pair and reading.pair[0].name == inside[0].name else None
    unnamed = told or Arm(second.start, second.end, "control")
    return [inside[0], replace(unnamed, is_control=True)] if is_set and not is_told else []


def _other_group(reading: Reading, figure: Figure) -> Arm | None:
    """The one other group that a sentence names elsewhere (`PFS 2.8 vs 1.5个月,ORR 15%(乙组7%)`, `…; 55% for B`)."""
    tested = nearest(reading, figure.metric.start)
    groups = {arm.name: arm for arm in reading.arms if not arm.is_general and _is_group(reading.line, arm)}
    others = [arm for name, arm in groups.items() if tested is not None and name != tested.name]
    turns = len({trial.name for trial in reading.line.of("TRIAL")}) > 1
    own = [arm for arm in reading.arms if not arm.is_general]
    return others[0] if len(others) == 1 and not turns and len({arm.name for arm in own}) == 2 else None


def _is_group(line: Line, arm: Arm) -> bool:
    """Whether an arm is named as a group of patients, or stands behind a figure of its own."""
    before = [m for m in line.of("VALUE") if m.end <= arm.start]
    return arm.is_named_group or bool(before and BEHIND.fullmatch(line.between(before[-1].end, arm.start)))


def _known_control(reading: Reading, figure: Figure) -> Arm | None:
    """The line's comparator, unless another study is named between it and the figure."""
    controls = [arm for arm in reading.arms if arm.is_control]
    before = [arm for arm in controls if arm.end <= figure.value.start]
    control = before[-1] if before else next(iter(controls), None)
    turns = control is not None and any(control.end <= t.start < figure.value.start for t in reading.line.of("TRIAL"))
    return None if turns else control


def _sets_out_anew(reading: Reading, own: Sequence[Arm]) -> bool:
    """Whether a part behind a semicolon compares something unnamed with another comparator than the part before (`;强化治疗优于CHOP组`)."""
    before = {arm.name for arm in reading.arms if arm.is_control and arm.end <= own[0].start}
    is_group = own[-1].is_named_group and all(arm.is_control for arm in own)
    return is_group and bool(before) and own[-1].name not in before


_DOSE = re.compile(r"\d+(?:\.\d+)?\s*(?:mg|μg|g|IU)(?:/(?:kg|m2|m²|d))*|\d+(?:\.\d+)?(?=、)", re.IGNORECASE)


_DOSE_GROUPS = re.compile(
    r"[^,;。]*?(?:\d\s*(?:mg|μg|g|IU)[^,;。]{0,16}(?:组|者|\)|的|ORR|CR|率|剂量)|dose)[^,;。]*", re.IGNORECASE
)


_HIGH_OR_LOW = re.compile(r"(?:高|低|中|标准|常规|小|大)剂量")
_CALLED_BY_DOSE = re.compile(
    r"\b(?:high|higher|low|lower|standard|full|reduced|intermediate|conventional)[- ]dose\s+(?:arm|group|cohort|regimen)\b"
    r"|\b(?:with|at|on|for)\s+\d+(?:\.\d+)?\s*-?mg\b(?:/(?:kg|m2|m²|d))*",
    re.IGNORECASE,
)
"""A group that goes by its dose behind its figure (`64% for the high-dose arm`, `60% with 45 mg`)."""


def _are_doses(reading: Reading, figure: Figure) -> bool:
    """Whether the sides of a comparison are doses of one drug (`150 mg与250 mg两组的ORR分别为43%和36%`)."""
    line = reading.line
    before = line.between(line.start, figure.value.start)
    own = {arm.name for arm in reading.arms if arm.start < figure.value.start}
    if len(own) > 1:
        return False
    if len(_CALLED_BY_DOSE.findall(line.text, line.start, line.end)) == figure.sides:
        return True
    if len(set(_HIGH_OR_LOW.findall(before))) == figure.sides and own:
        return True
    if len(_DOSE.findall(before)) < figure.sides:
        return False
    return any(len(_DOSE.findall(words)) >= figure.sides for words in _DOSE_GROUPS.findall(before))


def _of_own_study(reading: Reading, figure: Figure) -> list[Arm]:
    """The arms before a figure: those behind the last semicolon alone, where a study and its arms are named there."""
    before = [arm for arm in reading.arms if arm.start < figure.value.start]
    opened = reading.line.text.rfind(";", reading.line.start, figure.value.start)
    part = [arm for arm in before if arm.start > opened]
    if any(arm.is_control for arm in part) and any(arm.is_control for arm in before if arm.end <= opened):
        return part
    own = [arm for arm in part if not arm.is_general]
    turns = any(opened < trial.start < figure.value.start for trial in reading.line.of("TRIAL"))
    if not turns or opened < 0:
        return before
    return own or named_in_segment(reading, figure.value.start) or before


def _study_pair(reading: Reading, figure: Figure) -> list[Arm]:
    """The two arms of the study that a comparison without arms goes on with: the line's own, else those before it."""
    if figure.sides > 2:
        return next((list(arms) for arms in (reading.listed, reading.study) if len(arms) == figure.sides), [])
    if figure.sides != 2:
        return []
    before = _of_own_study(reading, figure)
    own = [
        arm for arm in before
        if not arm.is_general or arm.is_named_group or is_sized(reading.line, arm) or _is_told_behind(reading.line, arm)
        or is_labelled(reading.line, arm)
    ]  # fmt: skip
    own = list({agents_of(arm): arm for arm in own}.values())
    if len(own) > 1 and all(arm.is_control for arm in own):
        own = own[:1]
    if len(groups := [arm for arm in own if arm.is_named_group]) == 2 and len(own) > 2:
        own = groups
    if len(own) == 2 and own[0].is_control and not own[1].is_control and not _are_told_in_order(reading, own, figure):
        own = own[::-1]
    if len(own) == 1 and own[0].base:
        return [own[0], Arm(own[0].start, own[0].end, own[0].base, "", True)]
    are_sized = len(own) == 2 and all(is_sized(reading.line, arm) for arm in own)
    if are_sized or (
        len(own) == 2 and (own[1].is_control or own[0].is_named_group or _have_figures(reading.line, own, figure))
    ):
        return own
    if len(own) == 2 and _are_respective(reading.line, own[1], figure):
        return own
    if before and before != [arm for arm in reading.arms if arm.start < figure.value.start]:
        return []
    if (
        reading.pair
        and all(arm.name in {a.name for a in reading.pair} for arm in own)
        and not (own and _is_told_later(reading, reading.pair[0], figure))
    ):
        if not own and (in_order := _in_order(reading, figure)):
            return in_order
        other = next((arm for arm in reading.arms if arm.is_general and arm.is_named_group), None)
        return [reading.pair[0], replace(other, is_control=True)] if other and not own else list(reading.pair)
    return []


def _are_told_in_order(reading: Reading, own: Sequence[Arm], figure: Figure) -> bool:
    """Whether two groups with their sizes or labels have their figures in the order of their names, the comparator first.

    So have two that each had a figure of its own before (`50% in the B and 70% in the A group, and PFS was 40% vs 60%`).
    """
    line = reading.line
    if all(_is_told_behind(line, arm) and arm.end <= figure.metric.start for arm in own):
        return True
    are_groups = all(is_sized(line, arm) for arm in own) or all(is_labelled(line, arm) for arm in own)
    return are_groups and _are_respective(line, own[1], figure)


def _in_order(reading: Reading, figure: Figure) -> list[Arm]:
    """The two groups of the study in the order in which it told them, where the figures of a line go through them."""
    groups = list(reading.study)
    names = {arm.name for arm in reading.pair or ()}
    values = reading.line.of("VALUE")
    first = values[max(values.index(figure.value) - figure.side, 0)]
    behind = values[min(values.index(figure.value) + figure.sides - 1 - figure.side, len(values) - 1)]
    around = reading.line.between(reading.line.start, first.start) + reading.line.between(behind.end, behind.end + 24)
    is_told = pattern("trial_metric_words", role="respective").search(around) or _AND.fullmatch(
        reading.line.between(first.end, behind.start)
    )
    groups = [replace(arm, is_control=arm.name == reading.pair[1].name) for arm in groups] if reading.pair else groups
    return groups if is_told and len(groups) == MOST_ARMS and {arm.name for arm in groups} == names else []


_AND = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:and|和|与|及|、)\s*")


def _is_told_later(reading: Reading, arm: Arm, figure: Figure) -> bool:
    """Whether an arm is only named in a part of the line behind the figure's own (`…(44 vs 27 months); OS in the B group…`)."""
    own = [other for other in reading.arms if other.name == arm.name]
    if not own or own[0].start <= figure.value.end:
        return False
    line = reading.line
    parted = line.text.find(";", figure.value.end, own[0].start)
    while parted >= 0 and line.is_bracketed(parted):
        parted = line.text.find(";", parted + 1, own[0].start)
    return parted >= 0


def _are_respective(line: Line, arm: Arm, figure: Figure) -> bool:
    """Whether a list of figures says that it goes through what was named before (`分别为`, `…, respectively`)."""
    around = line.between(arm.end, min(figure.value.end + 24, line.end))
    return bool(pattern("trial_metric_words", role="respective").search(around))


_MORE = re.compile(
    r"(?:组|者|患者)?(?:中)?(?:明显|显著)?(?:更|较|最)(?:为)?(?:常见|多见|高|低|多|少|长|短|频繁|突出)\s*\(\s*"
)


def _as_told(reading: Reading, figure: Figure, named: list[Arm]) -> list[Arm]:
    """The two arms, the one first that is said to have more or less (`在B组更常见(60% vs 50%)`): its figure is told first."""
    line = reading.line
    if len(named) != 2:
        return named
    close = [arm for arm in reading.arms if figure.metric.end <= arm.start and arm.end <= figure.value.start]
    first = figure.value.start if figure.side == 0 else line.text.rfind("(", line.start, figure.value.start) + 1
    told = bool(close) and close[-1].name == named[1].name and _is_said_to_have_more(line, close[-1], figure, first)
    is_second = told or _is_told_of_second(reading, figure, named, first)
    return [replace(named[1], is_control=True), replace(named[0], is_control=False)] if is_second else named


_NO_COMPARATOR = r"(?:(?!\b(?:than|compar\w+|contrast|versus|vs|v|relative|against|over|opposed|instead)\b)[^;.()])*"
_MORE_WITH = re.compile(
    rf"{_NO_COMPARATOR}{_COMPARATIVE}{_NO_COMPARATOR}\b(?:with|in|on|under|for|among|after)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_TO_BRACKET = re.compile(r"(?:[\s-](?:arm|group|alone|recipients))*\s*\(\s*", re.IGNORECASE)


def _is_said_to_have_more(line: Line, arm: Arm, figure: Figure, first: int) -> bool:
    """Whether words before a bracket say that one arm has more or less (`less common with B (9% vs 16%)`)."""
    if not arm.is_control and _MORE.fullmatch(line.between(arm.end, first)):
        return True
    is_before_bracket = _TO_BRACKET.fullmatch(line.between(arm.end, first)) is not None
    return is_before_bracket and _MORE_WITH.fullmatch(line.between(figure.metric.end, arm.start)) is not None


_HAS_MORE = re.compile(
    r"(?:率|期|时间|发生率)?(?:均|则|亦|也)?(?:明显|显著)?(?:更|较)(?:为)?(?:高|低|多|少|长|短|好|差|优|常见|多见)\s*\(\s*"
)


def _is_told_of_second(reading: Reading, figure: Figure, named: Sequence[Arm], first: int) -> bool:
    """Whether a clause names the second group alone and says that it has more (`,B组PFS率更高(70%比60%)`)."""
    line = reading.line
    opened = line.clause(figure.metric.start)[0]
    own = {arm.name for arm in reading.arms if opened <= arm.start and arm.end <= figure.metric.start}
    if own != {named[1].name} or first <= figure.metric.end:
        return False
    return _HAS_MORE.fullmatch(line.between(figure.metric.end, first)) is not None


def _have_figures(line: Line, arms: Sequence[Arm], figure: Figure) -> bool:
    """Whether each of two arms has a figure of its own before this one (`甲为21个月,乙为13个月,ORR 80% vs 47%`)."""
    values = [m.start for m in line.of("VALUE") if m.end <= min(figure.metric.start, figure.value.start)]
    first, second = arms
    if all(_is_told_behind(line, arm) for arm in arms):
        return True
    return any(first.end <= at < second.start for at in values) and any(at >= second.end for at in values)


def _is_told_behind(line: Line, arm: Arm) -> bool:
    """Whether an arm follows a figure as its group (`60% with A and 50% with B; PFS was 78% and 66%`)."""
    value = next((m for m in reversed(line.of("VALUE")) if m.end <= arm.start), None)
    gap = _CI_BEHIND.sub("", line.between(value.end, arm.start)) if value is not None else ""
    return value is not None and BEHIND.fullmatch(gap) is not None


def _told_one_by_one(reading: Reading, figure: Figure) -> list[Arm]:
    """Three arms or more that each had a figure before a list of as many (`60% with A, 50% with B and 40% with C; PFS was 9, 8 and 5 months`)."""
    line = reading.line
    kinds = alike(measure_of(figure.value).kind)
    values = [v for v in line.of("VALUE") if measure_of(v).kind in kinds]
    place = values.index(figure.value) - figure.side
    own = [arm for arm in reading.arms if place >= 0 and arm.end <= values[place].start]
    if figure.sides <= MOST_ARMS or len(own) != figure.sides or len({arm.name for arm in own}) != len(own):
        return []
    stop = line.text.find(";", figure.value.end, line.end)
    if any(own[-1].end <= m.start < (stop if stop >= 0 else line.end) for m in line.of("DISEASE", "ALTERATION")):
        return []
    rates = [v.start for v in line.of("VALUE") if v.end <= figure.metric.start]
    ends = [*(arm.start for arm in own[1:]), figure.metric.start]
    head = all(any(arm.end <= at < end for at in rates) for arm, end in zip(own, ends, strict=True))
    return own if head or all(_is_told_behind(line, arm) for arm in own) else []


_CI_BEHIND = re.compile(r"^\s*[(\[][^()\[\]]*[)\]]")


def _listed_arms(reading: Reading, figure: Figure) -> list[Arm]:
    """Arms named as one list (`A组、B组和C组的CR率分别为`), one for each figure of a comparison, in its order."""
    line = reading.line
    before = [arm for arm in reading.arms if arm.end <= figure.value.start]
    opened = line.text.rfind(";", line.start, figure.value.start)
    if named_in_segment(reading, figure.value.start):
        before = [arm for arm in before if arm.start > opened]
    earlier = {arm.name for arm in before if arm.start <= opened}
    turns = any(
        arm.start > opened and not arm.is_general and not (arm.is_control and arm.name in {*earlier, *UNNAMED})
        for arm in before
    )
    before = [arm for arm in before if arm.start > opened] if opened > 0 and turns else before
    for first in range(len(before) - figure.sides, -1, -1):
        listed = before[first : first + figure.sides]
        if all(are_joined(line, a, b) for a, b in pairwise(listed)) and not all(arm.is_control for arm in listed):
            return listed
    pair = last_pair(line, before)
    pair = None if pair and pair[0].is_control and pair[1].is_control else pair
    return [pair[0]] * (figure.sides - 1) + [pair[1]] if pair and figure.sides > 2 else []
