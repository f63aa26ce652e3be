"""The arms that a line speaks of: named in it, compared in it, taken up from the lines before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.records import Claim, Mention
from pipeline.relating import PAIR, ellipsis, groups
from pipeline.relating import arms as arm_names
from pipeline.relating.arm_lists import is_labelled, is_sized, joins
from pipeline.relating.arms import Arm, agents_of
from pipeline.relating.figure_gaps import DOSE_BEHIND
from pipeline.relating.figure_memory import Memory
from pipeline.relating.lines import Line, pattern
from pipeline.relating.nearest_arms import Reading, takes_up
from pipeline.relating.study_arms import only_study

_ARM_SIZE = re.compile(DOSE_BEHIND + r"(?:\([^()]*\))?[^,;。()]{0,16}\(\s*n\s*=\s*\d+", re.IGNORECASE)


_ALLOTTED = re.compile(
    r"\b\d+\s+(?:patients\s+|of them\s+|adults\s+|children\s+|participants\s+)?(?:(?:were\s+)?(?:received|given|got|assigned|allocated|randomi[sz]ed|treated)\s+(?:to\s+|with\s+)?|to\s+|with\s+)?(?:receive\s+)?$"
    r"|\d+\s*例(?:患者)?(?:接受|予以?|给予|采用|使用|应用|用)(?:了)?$",
    re.IGNORECASE,
)
"""The number of patients before what they got (`44 received A and 40 B`, `44例接受甲药`)."""


def heading_arm(line: Line) -> Arm | None:
    """The treatment that a heading names first."""
    named = [arm for arm in arm_names.find(line) if not arm.is_control and arm.kind != "DRUG_CLASS"]
    return named[0] if named else None


def heading_pair(line: Line) -> tuple[Arm, Arm] | None:
    """The two arms that a heading sets against each other (`甲药对乙药`)."""
    named = arm_names.find(line)
    versus = pattern("trial_metric_words", role="versus")
    if len(named) != 2 or not versus.search(line.between(named[0].end, named[1].start)):
        return None
    return named[0], named[1]


def pair_of_figures(reading: Reading, claims: Sequence[Claim]) -> tuple[Arm, Arm] | None:
    """The two arms of a line that its figures set against each other (`85% with A versus 71% with B`)."""
    last = max((trial.start for trial in reading.line.of("TRIAL")), default=-1)
    named = {arm.name: arm for arm in reading.arms if not arm.is_general or (arm.is_named_group and arm.start > last)}
    sides = [
        {claim.fields["arm"] for claim in claims if claim.fields["role"] == role} & named.keys()
        for role in ("experimental", "control")
    ]
    tested, compared = sides
    added = named[next(iter(tested))] if len(tested) == 1 else None
    if added is not None and added.base and added.base in {claim.fields["arm"] for claim in claims}:
        return added, Arm(added.start, added.end, added.base, "", True, kind="DRUG")
    if len(tested) != 1 or len(compared) != 1 or tested == compared:
        return None
    return named[next(iter(tested))], replace(named[next(iter(compared))], is_control=True)


def turned_to(line: Line, named: Sequence[Arm], memory: Memory) -> Arm | None:
    """The tested arm of the study that a line turns to without naming its arms; it and its pair are then under study."""
    study = only_study(line)
    turns = bool(study) and not named and (memory.trial is None or memory.trial.name != study)
    if turns and (arm := memory.studies.tested.get(study)) is not None and not _speaks_of_part(memory, arm):
        memory.pair, memory.arm = memory.studies.pair(study), arm
        return arm
    if turns and (arm := memory.studies.known(study)) is not None and _is_apart(memory, arm):
        memory.pair, memory.arm, memory.regimen = None, arm, None
        return arm
    if turns and memory.trial is not None and (topic := _topic_of_paragraph(memory)) is not None:
        memory.pair, memory.arm, memory.regimen = None, topic, None
        return topic
    return None


def _is_apart(memory: Memory, arm: Arm) -> bool:
    """Whether what a known study tests shares no agent with what the paragraph speaks of."""
    told = memory.arm or memory.heading_arm or memory.earlier
    return told is None or not agents_of(told) & agents_of(arm)


def _topic_of_paragraph(memory: Memory) -> Arm | None:
    """The drug that a paragraph begins with, where the study told before gave a regimen with it: another study is of the drug."""
    first = next((arm for arm in memory.named if not arm.is_general), None)
    if first is None or first.kind != "DRUG" or first.is_control or memory.arm is None or memory.arm.kind != "REGIMEN":
        return None
    return first if first.name in agents_of(memory.arm) else None


def _speaks_of_part(memory: Memory, arm: Arm) -> bool:
    """Whether a paragraph is about an agent of a study's arm and calls the arm by it."""
    return memory.arm is not None and set(memory.arm.name.split(" + ")) <= set(arm.name.split(" + "))


def with_groups(line: Line, named: Sequence[Arm], memory: Memory) -> list[Arm]:
    """The arms of a line with those that its labels (`A组`) and numbers of agents (`三药组`) stand for."""
    memory.labels.hear(line, named)
    before = (*memory.named, *(arm for arm in (memory.heading_arm, *(memory.heading_pair or ())) if arm))
    labelled = list(memory.labels.found(line))
    counted = groups.counted(line, before, named)
    found = [*labelled, *(arm for arm in counted if not any(_overlap(arm, other) for other in labelled))]
    found += _called_by_dose(line, named, memory)
    named = [arm for arm in named if not (_is_unnamed(arm) and any(a.start <= arm.start < a.end for a in labelled))]
    memory.named = (*memory.named, *named)
    memory.study = memory.study or _sized_groups(line, named) or memory.labels.told
    opened = [other.end for other in named]
    told = [
        arm for arm in found
        if not any(arm.start < other.end and other.start < arm.end for other in named)
        and not any(end < arm.start and line.between(end, arm.start).strip() == "(" for end in opened)
    ]  # fmt: skip
    return sorted([*named, *told], key=lambda arm: arm.start)


_DOSE_ALONE = re.compile(
    r"(?:^|(?<=[,;。:、的和与较比于]))\s*\d[\d.]*(?:\s*/\s*\d[\d.]*)?\s*(?:mg|μg|g)(?:/(?:kg|m2|m²|d))*\s*(?:治疗)?组"
)


def _called_by_dose(line: Line, named: Sequence[Arm], memory: Memory) -> list[Arm]:
    """The group of the drug under study that goes by its dose, beside one of another treatment (`75 mg组与安慰剂组`)."""
    own = memory.arm or memory.heading_arm or memory.earlier
    if own is None or own.kind != "DRUG" or len({arm.name for arm in named}) != 1 or named[0].name == own.name:
        return []
    places = list(_DOSE_ALONE.finditer(line.text, line.start, line.end)) if named[0].is_named_group else []
    if len({place.group().strip() for place in places}) != 1:
        return []
    return [replace(own.at(place.start(), place.end()), is_named_group=True) for place in places]


def _overlap(arm: Arm, other: Arm) -> bool:
    return arm.start < other.end and other.start < arm.end


_SHARE_OF_GROUP = r"(?:\s+(?:monotherapy|alone))?\s*\((?:[A-Za-z][\w-]{1,15}[,;:]\s*)?(?:[nN]\s*=\s*)?\d[\d.,]*\s*(?:%|patients|pts|例)?(?:[,;]\s*\d[\d.]*%)?\)"
_EITHER_GROUP = re.compile(
    rf"{_SHARE_OF_GROUP}\s*,?\s*(?:(?:or|and)\s+(?:the\s+)?|或|和)|(?:\s+(?:monotherapy|alone))?\s*,?\s+(?:and|while|或|和)\s+\d+\s+(?:patients\s+)?(?:received|got|were (?:given|treated with))\s+(?:combination\s+|combined\s+)?",
    re.IGNORECASE,
)


def alternatives(line: Line, named: Sequence[Arm]) -> tuple[Arm, ...]:
    """Two treatments of which each patient of a cohort got one (`298 patients received A (n = 141) or B (n = 157)`)."""
    for first, second in pairwise(named):
        joined = first.name != second.name and _EITHER_GROUP.fullmatch(line.between(first.end, second.start))
        if joined and not first.is_control and not second.is_control:
            return first, second
    return _allotted(line, [arm for arm in named if not line.is_bracketed(arm.start)])


_EACH_GROUP = re.compile(
    rf"(?:{_SHARE_OF_GROUP}|\s*(?:组|arm|group)?\s*(?:[(\[][^()\[\]]{{1,24}}[)\]])?),?\s*(?:or|或者?|and|和|与|及)\s*(?:to\s+|with\s+|the\s+)*",
    re.IGNORECASE,
)
_ALLOTS = re.compile(
    r"(?:\brandomi[sz]ed|\brandomly (?:assigned|allocated|allotted)|\b(?:assigned|allocated|allotted)|随机(?:分|接受|给予|纳入))(?:(?!\b(?:after|if|when|who)\b)[^;。.]){0,60}$",
    re.IGNORECASE,
)
"""What allots each patient one of the treatments behind it (`randomised to two courses of either A or B`)."""
_EITHER_OF = re.compile(r"\bor\b|或", re.IGNORECASE)
_NAMES_GROUP = re.compile(r"\s*(?:治疗)?(?:组|\(|arms?\b|groups?\b)", re.IGNORECASE)
"""What makes two treatments joined by `and` two groups (`随机分为甲药组和乙药组`)."""
_NOTHING = ("placebo", "observation", "control")


def _allotted(line: Line, named: Sequence[Arm]) -> tuple[Arm, ...]:
    """The two treatments that a line without figures allots patients to, of which none is a placebo (`随机分入甲药组或乙药组`)."""
    if len(named) != PAIR or named[0].name == named[1].name or line.has("METRIC", "ADVERSE_EVENT"):
        return ()
    if any(arm.is_general or arm.kind == "DRUG_CLASS" or agents_of(arm) & set(_NOTHING) for arm in named):
        return ()
    gap = line.between(named[0].end, named[1].start)
    joined = (
        _EACH_GROUP.fullmatch(gap) if _EITHER_OF.search(gap) or _NAMES_GROUP.match(line.text, named[1].end) else None
    )
    return (named[0], named[1]) if joined and _ALLOTS.search(line.text, line.start, named[0].start) else ()


_HAD_EITHER = re.compile(
    r"\b(?:who\s+(?:had\s+)?(?:received|got)|(?:were\s+)?(?:treated|given)(?:\s+with)?|receiving|received|infused with)\s+(?:either\s+)?$",
    re.IGNORECASE,
)
_OR_THE_OTHER = re.compile(r"\s*(?:\([^()]{1,16}\))?,?\s*(?:or|或)\s*", re.IGNORECASE)


def offers_choice(line: Line, named: Sequence[Arm]) -> bool:
    """Whether a line names but two treatments of which each of its patients had one (`352 adults who had received A or B`)."""
    if len(named) != 2 or named[0].name == named[1].name or any(arm.is_control for arm in named):
        return False
    is_choice = _OR_THE_OTHER.fullmatch(line.between(named[0].end, named[1].start))
    return bool(is_choice and _HAD_EITHER.search(line.text, line.start, named[0].start))


def _is_unnamed(arm: Arm) -> bool:
    """Whether an arm is only called a comparator, and no treatment."""
    return arm.name in ("control", "observation")


def _sized_groups(line: Line, named: Sequence[Arm]) -> tuple[Arm, ...]:
    """The groups of a study with their numbers of patients or their labels, where one sentence tells them all (`A组98例,B组46例`)."""
    if len(named) < PAIR:
        return ()
    sized = [arm for arm in named if is_sized(line, arm) or is_labelled(line, arm)]
    groups = tuple({arm.name: arm for arm in sized}.values())
    by_dose = tuple({(arm.name, _dose_of(line, arm)): arm for arm in sized}.values())
    return (by_dose if len(by_dose) > 2 else groups) if len(groups) > 1 else ()


_DOSE = re.compile(DOSE_BEHIND)


def _dose_of(line: Line, arm: Arm) -> str:
    """The dose behind an agent, or nothing: groups of one agent may differ in it alone."""
    told = _DOSE.match(line.text, arm.end, line.end)
    return told.group() if told else ""


def longest_list(line: Line, named: Sequence[Arm]) -> tuple[Arm, ...]:
    """The last list of three or more arms, in its order."""
    lists: list[list[Arm]] = []
    for first, second in pairwise(named):
        gap = _ALONE.sub("", line.between(first.end, second.start))
        is_choice = _LAST_CHOICE.fullmatch(gap) and lists and lists[-1][-1] is first and _is_each_given(line, lists[-1])
        if joins(gap) or is_choice:
            if lists and lists[-1][-1] is first:
                lists[-1].append(second)
            else:
                lists.append([first, second])
    long = [found for found in lists if len(found) > 2]
    return tuple(long[-1]) if long else ()


_ALONE = re.compile(r"^\s*(?:monotherapy|alone|单药|单用)(?=\s*(?:,|或|\bor\b))", re.IGNORECASE)
_LAST_CHOICE = re.compile(r"\s*(?:\([^()]*\)\s*)?,?\s*(?:or|或)\s*(?:to\s+)?", re.IGNORECASE)
_EACH_GIVEN = re.compile(
    r"(?:\brandomi[sz]ed|\brandomly (?:assigned|allocated)|\b(?:assigned|allocated)|\breceived|随机(?:分|接受|给予)|分别(?:接受|予|给予|采用))[^;。.]{0,60}$",
    re.IGNORECASE,
)
"""What gives each patient one of the treatments listed behind it (`randomized to A, B or C`)."""


def _is_each_given(line: Line, listed: Sequence[Arm]) -> bool:
    return _EACH_GIVEN.search(line.text, line.start, listed[0].start) is not None


def told_in_turn(reading: Reading, claims: Sequence[Claim]) -> tuple[Arm, ...]:
    """Three arms or more that have a figure each of one endpoint (`9 months with A, 8 with B and 5 with C`), in their order."""
    rows = [claim for claim in claims if claim.predicate in ("rate", "median") and claim.object is not None]
    codes = {claim.fields["metric"] for claim in rows}
    known = {arm.name: arm for arm in reversed(reading.arms)}
    named = [claim.fields["arm"] for claim in sorted(rows, key=lambda c: c.object.start if c.object else 0)]
    is_each = len(codes) == 1 and len(named) > 2 and len(set(named)) == len(named) and set(named) <= known.keys()
    return tuple(known[name] for name in named) if is_each else ()


def compared_pair(line: Line, named: Sequence[Arm]) -> tuple[Arm, Arm] | None:
    """The arm under study and the one that it is compared with (`A较B`), or two groups named one after the other."""
    if len(named) < PAIR:
        return None
    compared = {arm.name: arm for arm in named if arm.is_control and arm.name != "control"}
    tested = [arm for arm in named if not (arm.is_control or arm.is_general or arm.name in compared)]
    if len({arm.name for arm in tested}) == 1 and len(compared) == 1:
        return tested[0], next(iter(compared.values()))
    kinds = (
        lambda arm: arm.is_named_group,
        lambda arm: bool(_ARM_SIZE.match(line.text, arm.end)),
        lambda arm: bool(_ALLOTTED.search(line.text, line.start, arm.start)),
        lambda arm: bool(_GIVEN_TO.match(line.text, arm.end, line.end)),
    )
    allotted = list(
        {a.name: a for a in named if a.name != "control" and _ALLOTTED.search(line.text, line.start, a.start)}.values()
    )
    if len(allotted) == 2 and tested and allotted[0].name == tested[0].name and allotted[1].is_general:
        return allotted[0], replace(allotted[1], is_control=True)
    sized = [arm for arm in _sized_groups(line, named) if not arm.is_control]
    if len(sized) == 2 and any(arm.is_general for arm in sized):
        return sized[0], sized[1]
    is_third = any(arm.name == "control" for arm in named)
    for kind in kinds:
        groups = list({arm.name: arm for arm in tested if kind(arm)}.values())
        if len(groups) == 2 and not (is_third and _is_part(groups[1], groups[0])):
            return groups[0], groups[1]
    return None


def labelled_pair(memory: Memory) -> tuple[Arm, Arm] | None:
    """The two arms of which a line says which group got which (`arm A received X, arm B X plus Y`), the comparator second.

    That is the control group's, or what is a part of the other.
    """
    told = memory.labels.told
    if len(told) != PAIR:
        return None
    first, second = told
    is_first = first.is_control or (_is_part(first, second) and not second.is_control)
    return (second, replace(first, is_control=True)) if is_first else (first, second)


def added_to_base(named: Sequence[Arm]) -> tuple[Arm, Arm] | None:
    """A combination told as an addition, and what it adds to, where a line names no other treatment (`Adding A to B improved OS`)."""
    arms = {arm.name: arm for arm in named if arm.name != "control"}
    arm = next(iter(arms.values()), None)
    if len(arms) != 1 or arm is None or not arm.base:
        return None
    return arm, Arm(arm.start, arm.end, arm.base, "", True, lead=arm.base)


def added_for_part(line: Line, named: Sequence[Arm]) -> tuple[Arm, Arm] | None:
    """What a part of the patients got more, and what all of them got, where a line tells both and nothing else."""
    for arm in named:
        base = ellipsis.part_base(line, arm, named)
        if base is not None and {a.name for a in named if not a.is_control} == {arm.name, base.name}:
            return arm, replace(base, is_control=True)
    return None


def _is_part(arm: Arm, other: Arm) -> bool:
    """Whether an arm is a part of another (the doublet of a triplet), so that a control group named beside them is a third."""
    return set(arm.name.split(" + ")) < set(other.name.split(" + "))


def with_part_compared(line: Line, named: Sequence[Arm]) -> list[Arm]:
    """The arms of a line; the group of a part of the only other arm is what that is compared with (`甲+乙的PFS为12个月,乙组10个月`).

    A control group beside them is that group, where another endpoint stands between; else it is a third.
    """
    given = list({arm.name: arm for arm in named if arm.name != "control"}.values())
    if len(given) != PAIR or any(arm.is_control for arm in given) or not _is_part(given[1], given[0]):
        return list(named)
    part = given[1]
    last = [arm for arm in named if arm.name == part.name][-1]
    controls = [arm for arm in named if arm.name == "control"]
    if not part.is_named_group or not all(_is_of_next_endpoint(line, last, arm) for arm in controls):
        return list(named)
    return [replace(arm, is_control=True) if arm.name == part.name else arm for arm in named]


def _is_of_next_endpoint(line: Line, arm: Arm, other: Arm) -> bool:
    return any(arm.end <= metric.start < other.start for metric in line.of("METRIC", "ADVERSE_EVENT"))


_GIVEN_TO = re.compile(
    r"\s+(?:(?:was|were)\s+(?:given|administered|assigned|allocated)\s+)?to\s+\d+(?![\d.]*\s*(?:%|mg|months|years))",
    re.IGNORECASE,
)
"""The number of patients that an arm was given to (`A was given to 95 patients and B to 76`)."""


def told_comparator(named: Sequence[Arm]) -> Arm | None:
    """The one treatment of a line that names none but what a study compares with (`该研究的对照药为甲药`)."""
    given = {arm.name: arm for arm in named if arm.name != "control"}
    arm = next(iter(given.values()), None)
    return arm if len(given) == 1 and arm is not None and arm.is_control else None


_ALLOTS_ANEW = re.compile(
    r"\bthen\s+(?:randomly\s+)?(?:re-?)?(?:randomi[sz]ed|assigned|allocated|allotted)\b|\bre-?randomi[sz]ed\b|(?:再次?|缓解后|诱导后|巩固后)随机",
    re.IGNORECASE,
)
"""What allots those who had all got one treatment to another, whose comparator is none of the first."""


def against_group(line: Line, named: Sequence[Arm], memory: Memory) -> tuple[Arm, Arm] | None:
    """The arm of the sentences before and a comparator that this one names alone (`标准化疗者仅29%`)."""
    groups = list({arm.name: arm for arm in named}.values())
    is_alone = bool(groups) and all(_is_comparator(arm) and arm.name != "control" for arm in groups)
    tested = memory.arm or memory.earlier
    if not is_alone or tested is None or tested.name == groups[0].name:
        return None
    if _ALLOTS_ANEW.search(line.text, line.start, line.end):
        return None
    return tested, groups[0]


def _is_comparator(arm: Arm) -> bool:
    """Whether an arm is what another is compared with: by its words, or as a group that gets the usual treatment."""
    return arm.is_control or (arm.is_general and arm.is_named_group)


def with_contrasted(line: Line, named: Sequence[Arm], memory: Memory) -> list[Arm]:
    """The arms of a line; one group named alone behind a figure and a contrast (`…达91%,而A组仅70%`) is compared with."""
    groups = {arm.name: arm for arm in named}
    arm = next(iter(groups.values()), None)
    tested = memory.arm or memory.earlier
    if arm is None or len(groups) > 1 or not arm.is_named_group or tested is None or tested.name == arm.name:
        return list(named)
    told = [value for value in line.of("VALUE") if value.end <= arm.start]
    if not told or not (_CONTRAST.search(line.text, line.start, arm.start) or _is_answer(line, told[-1], arm)):
        return list(named)
    return [replace(other, is_control=True) for other in named]


_ANSWERS = re.compile(r"\s*(?:\([^()]*\))?\s*,\s*")
_FIGURE_BEHIND = re.compile(r"(?:组|者)?(?:为|仅|达|是)*\s*\d")


def _is_answer(line: Line, value: Mention, arm: Arm) -> bool:
    """Whether a group follows a figure at once and has one of its own (`EFS率71%,乙组49%`)."""
    gap = line.between(value.end, arm.start)
    return bool(_ANSWERS.fullmatch(gap) and _FIGURE_BEHIND.match(line.text, arm.end, line.end))


_CONTRAST = re.compile(r"(?:,\s*(?:而|但)|,?\s*(?:versus|whereas|while|but)\s+(?:in\s+)?(?:the\s+)?)$", re.IGNORECASE)


def still_compared(pair: tuple[Arm, Arm] | None, named: Sequence[Arm]) -> tuple[Arm, Arm] | None:
    """The pair of the sentences before, unless a sentence turns to another treatment."""
    if pair is None:
        return None
    known = {name for arm in pair for name in arm.name.split(" + ")}
    others = [arm for arm in named if not arm.is_control and not arm.is_general and arm.kind != "DRUG_CLASS"]
    return pair if not others or any(known & set(arm.name.split(" + ")) for arm in others) else None


def earlier_pair(memory: Memory) -> tuple[Arm, Arm] | None:
    """The pair of the paragraphs before, unless this one has turned to another treatment."""
    pair = memory.earlier_pair
    turned = pair is not None and memory.arm is not None and memory.arm.name not in {arm.name for arm in pair}
    return None if turned else pair


_PROGNOSIS = re.compile(
    r"\s*(?:就|在|从)?(?:其)?预后(?:方面|上|来看|因素|分层|意义|而言)|(?:in terms of|regarding|as for) prognosis|prognostically",
    re.IGNORECASE,
)


def taken_up_arm(line: Line, memory: Memory) -> Arm | None:
    """The arm of the sentences before; `该方案` takes up the combination named last; `预后方面` turns to the disease."""
    if _PROGNOSIS.match(line.text, line.start, line.end):
        return None
    partners = memory.partners or _last_drugs(memory)
    if partners is not None and pattern("trial_metric_words", role="both").search(line.text, line.start, line.end):
        return ellipsis.combination(*partners)
    if (regimen := memory.regimen or memory.earlier_regimen) is not None and takes_up(line, line.end):
        return regimen
    has_topic = memory.heading_arm is not None and memory.heading_arm.kind == "REGIMEN"
    if memory.earlier_pair is not None and memory.arm is memory.heading_arm and not has_topic:
        return memory.earlier_pair[0]
    return memory.arm or memory.heading_arm or memory.earlier


def _last_drugs(memory: Memory) -> tuple[Arm, Arm] | None:
    """The two drugs that the paragraph has named last, one by one."""
    drugs = list({arm.name: arm for arm in reversed(memory.named) if arm.kind == "DRUG"}.values())[:2]
    return (drugs[1], drugs[0]) if len(drugs) == 2 else None
