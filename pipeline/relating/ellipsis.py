"""Arms that a line takes up without naming them whole: what an ellipsis leaves out, and what a pronoun stands for.

`联合X` and `它加上X、Y` add to the agent named before, `两药联合` puts the last two together, `前者` and `后者` are the
two named last, `X±Y` is X with Y against X alone, and 对照组 is what the study said that its comparator gets.

>>> from pipeline.records import Concept, Mention
>>> from pipeline.relating import arms
>>> def drug(start, end, text, name): return Mention(start, end, "DRUG", text, Concept(f"chebi:{end}", "DRUG", name))
>>> text = "达拉非尼与曲美替尼同时起效,两药联合的ORR为64%"
>>> line = Line(text, 0, len(text), (drug(0, 4, "达拉非尼", "dabrafenib"), drug(5, 9, "曲美替尼", "trametinib")))
>>> [arm.name for arm in together(line, arms.find(line), None)]
['dabrafenib', 'trametinib', 'dabrafenib + trametinib']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from pipeline.relating import groups_in_turn
from pipeline.relating.arms import Arm, procedures
from pipeline.relating.lines import Line, any_of, list_around, pattern

_REACH = 22
_LISTED = re.compile(r"\s*(?:、|和|与|及|以及|,?\s*and\s)\s*")
_OTHER_DOSE = re.compile(
    r"(?:[、,;]|和|与|及|或|and|or|\bvs\.?)\s*\d+(?:\.\d+)?\s*(?:mg|g|μg)(?:/[A-Za-z0-9]+)*\s*(?:\+|联合)\s*$",
    re.IGNORECASE,
)
"""`X 960 mg+Y、240 mg+Y`: the same combination at another dose."""
_OPTIONAL = re.compile(
    r"(?:\s*[(（][^()]*[)）])?\s*(?:±|\+/-|(?:联合|加用|加|合用)?或(?:不|未)(?:联合|加用|加|合用)|(?:(?:chemo)?therapy|treatment|backbone|induction)?,?\s*with or without\s(?:\w+\s(?:courses|cycles|doses|years|months|weeks)\sof\s|(?:added|additional|concurrent|maintenance|adjuvant)\s)?|\s*plus or minus\s)\s*",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"随机|random|\bvs?\b|versus|对比|分别为|respectively|\bHR\b|\bP\s*[<=>]", re.IGNORECASE)
_OF_STUDIES = re.compile(r"\s*(?:\d+\s*(?:例|项|名|人|组)|研究|试验|共|纳入|入组|trial|study)")


def _forms(role: str) -> str:
    """The forms of one role as a part of a regular expression."""
    return f"(?:{pattern('trial_metric_words', role=role).pattern})"


@lru_cache(maxsize=1)
def _additions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words before an agent that is added to what a pronoun stands for, and to an agent named before."""
    to_it = rf"{_forms('it')}{_forms('again')}?\s*{_forms('added_to_it')}\s*$"
    added = rf"(?:{_forms('added')}|(?<=[,;])\s*{_forms('added_first')})\s*$"
    return re.compile(to_it, re.IGNORECASE), re.compile(added, re.IGNORECASE)


def combination(first: Arm, *others: Arm) -> Arm:
    """Arms given together, named by their agents sorted and joined (guideline, section 1), at the place of the first."""
    names = {name for arm in (first, *others) for name in arm.name.split(" + ")}
    lead = first.lead or first.name
    return replace(first, name=" + ".join(sorted(names, key=str.lower)), concept_id="", kind="REGIMEN", lead=lead)


def spelled_bases(line: Line, named: Sequence[Arm]) -> list[Arm]:
    """The arms of a line; agents listed that another is added to elsewhere in it are one arm (`在甲、乙基础上加用丙,与甲、乙相比`)."""
    bases = {arm.base for arm in named if " + " in arm.base}
    done = list(named)
    for first in range(len(named) - 1) if bases else ():
        for last in range(first + 1, len(named)):
            run = named[first : last + 1]
            if not _LISTED.fullmatch(line.between(run[-2].end, run[-1].start)):
                break
            both = replace(combination(*run), end=run[-1].end, is_control=any(arm.is_control for arm in run))
            if both.name in bases:
                done = [arm for arm in done if arm not in run]
                done.append(replace(both, is_named_group=run[-1].is_named_group))
    return sorted(done, key=lambda arm: arm.start)


def completed(line: Line, found: Sequence[Arm], base: Arm | None, topic: Arm | None) -> list[Arm]:
    """Arms with what an ellipsis left out: `联合X`, `加入X`, `addition of X` and `它加上X` mean X with an agent before.

    Args:
        line: The line.
        found: Its arms as named.
        base: The arm of the sentences before that `联合X` adds to, where the line names none before it.
        topic: The drug of the sentences before that a pronoun stands for.
    """
    done: list[Arm] = []
    extends = False
    for arm in found:
        own = next((a for a in reversed(done) if not a.is_control and not a.is_general), base)
        before = line.text[max(line.start, arm.start - _REACH) : arm.start]
        if (
            extends
            and not arm.is_control
            and arm.kind == "DRUG"
            and _LISTED.fullmatch(line.between(done[-1].end, arm.start))
        ):
            done[-1] = replace(combination(done[-1], arm), end=arm.end)
            continue
        if done and arm.name in done[-1].name.split(" + ") and _OTHER_DOSE.search(before):
            done.append(done[-1].at(arm.start, arm.end))
            continue
        if (shared := _shared_partner(line, arm, found, done, base)) is not None:
            done.append(_with_base(arm, shared, "联合"))
            continue
        if done and _ALONE_OR_WITH.fullmatch(line.between(done[-1].end, arm.start)):
            done.append(replace(combination(done[-1], arm), start=arm.start, end=arm.end))
            continue
        if done and (both := _with_partner(line, done[-1], arm)) is not None:
            done.append(both)
            continue
        agent = next((a for a in reversed(done) if not a.is_control and a.kind != "DRUG_CLASS"), own)
        if agent and _GIVEN_WITH.search(before) and _GIVEN_TOGETHER.match(line.text, arm.end, line.end):
            done.append(_with_base(arm, agent, "联合"))
            continue
        if agent and _WITH_IT.match(line.text, arm.end, line.end):
            done.append(_with_base(arm, agent, "联合"))
            continue
        if (upon := _upon_figure(line, arm, done)) is not None:
            done.append(
                replace(combination(upon, arm), start=arm.start, end=arm.end, is_control=False, is_general=False)
            )
            continue
        if topic and (base is None or arm.name not in base.name.split(" + ")) and _joined_to_it(line, arm):
            done.append(replace(combination(topic, arm), start=arm.start, end=arm.end))
            continue
        told, added = (words.search(before) for words in _additions())
        is_joined = own is not None and added is not None and _JOINED.match(added.group().strip()) is not None
        extends = (bool(told) and topic is not None) or is_joined
        if told and topic is not None:
            done.append(replace(combination(topic, arm), start=arm.start, end=arm.end))
        else:
            done.append(_with_base(arm, own, added.group().strip()) if own and added else arm)
    return done


_ADDED_AFTER = re.compile(r"[,;]\s*(?:而|但|在此基础上)?(?:再|又|进一步)?(?:加用|加入|加予|联用|合用|添加)(?:了)?\s*$")
_NOW_HAD = re.compile(r"(?:治疗|方案)?(?:组|者|后)")
"""Round what was added to a regimen whose figure has just been told (`甲方案CR率为50%,加用乙药后为65%`)."""


def _upon_figure(line: Line, arm: Arm, before: Sequence[Arm]) -> Arm | None:
    """The regimen with a figure of its own that an agent is told to be added to, right behind that figure; or nothing."""
    base = before[-1] if before else None
    told = _ADDED_AFTER.search(line.text, line.start, arm.start)
    if base is None or told is None or base.name in _NAMELESS or _NOW_HAD.match(line.text, arm.end, line.end) is None:
        return None
    has_figure = any(base.end <= v.start < told.start() for v in line.of("VALUE"))
    return base if has_figure and arm.name not in base.name.split(" + ") else None


_NAMELESS = ("control", "observation", "placebo")
"""Comparators that nothing is added to by name."""
_ALONE_OR_WITH = re.compile(
    r"\s*(?:(?:was|were|is)\s+)?(?:(?:given|used|administered|received)\s+)?(?:either\s+)?(?:alone|as (?:a )?(?:monotherapy|single agent)|monotherapy)"
    r"\s*(?:\([^()]*\))?,?\s*or\s+(?:in (?:combination|conjunction)\s+|combined\s+|together\s+)?with\s+",
    re.IGNORECASE,
)
"""Between an agent and the one that a part of the patients got with it (`A alone (n = 256) or with B`)."""
_PLUS = re.compile(
    r"(?:[,;]\s*(?:(?:and|but|while|whereas)\s+)?(?:with|plus|together with|when given with)|\b(?:doublet|combination|triplet)\s+(?:with|of it with))\s+$",
    re.IGNORECASE,
)
"""Words before the partner of an agent that was told alone (`A alone gave 51%, plus B 69%`)."""
_BESIDE = re.compile(
    r"\b(?:with|on|for|in|after|to|of|given|receiving|received|and|than|versus)\s+(?:the\s+)?$", re.IGNORECASE
)
"""Words that make one of several treatments told alike of an agent (`13% with A alone, and with B 28%`)."""
_SINGLY = re.compile(r"\b(?:single-agent|alone)\s+$", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:when|once|if|with)\s+$", re.IGNORECASE)
_ADDED = re.compile(
    r"\s+(?:(?:was|were|is)\s+)?added\b(?!\s+to\b(?!\s+(?:it|this|the regimen|treatment)))", re.IGNORECASE
)
"""Round an agent that others got besides (`29% with A and 46% when B was added`)."""


def _with_partner(line: Line, last: Arm, arm: Arm) -> Arm | None:
    """The agent told last together with one that is its partner in the rest of the sentence, or nothing."""
    if last.is_general or arm.name in last.name.split(" + ") or arm.is_control:
        return None
    when = _WHEN.search(line.text, last.end, arm.start)
    if when is not None and _ADDED.match(line.text, arm.end, line.end):
        return replace(combination(last, arm), start=when.start(), end=arm.end, is_control=False)
    before = line.between(line.start, last.start)
    is_subject = _BESIDE.search(_SINGLY.sub("", before)) is None
    if not is_subject or not is_alone(line, last) or not any(last.end <= v.start < arm.start for v in line.of("VALUE")):
        return None
    told = _PLUS.search(line.text, last.end, arm.start)
    return replace(combination(last, arm), start=arm.start, end=arm.end, is_control=False) if told else None


_CHOICE = re.compile(r"\s*(?:\([^()]{1,16}\))?\s*(?:、|/|或|,?\s*or\s)\s*")
_TOGETHER_WITH = re.compile(
    r"(?P<han>(?:^|[,;。])[^,;。]{0,4}?(?:其|它|该药)?(?:还|也|亦|可|若|当)?与\s*)$"
    r"|(?:^|[,;.]\s*|\band\s+|\bwhile\s+)\s*(?:(?:its|in|when)\s+(?:used\s+|given\s+)?(?:combination|combined|conjunction)|(?:given|used) together)\s+with\s+(?:either\s+|the\s+)?$",
    re.IGNORECASE,
)
_BEFORE_PARTNERS = ("与", "with", "either", "the")
"""What such words end in."""
_CLOSES_TOGETHER = re.compile(r"\s*(?:\([^()]{1,16}\))?\s*(?:的)?(?:联合|联用|合用|并用)(?!或|治疗组)")
"""Round a list of partners of which the drug told before was given with each (`其与甲药或乙药的联合`)."""


def _shared_partner(line: Line, arm: Arm, found: Sequence[Arm], done: Sequence[Arm], base: Arm | None) -> Arm | None:
    """The drug told before that each partner of a list was given with, or nothing."""
    place = found.index(arm)
    first, last = list_around(line, found, place, _CHOICE)
    before = line.between(line.start, found[first].start)
    opened = _TOGETHER_WITH.search(before) if before.rstrip().lower().endswith(_BEFORE_PARTNERS) else None
    if opened is None or (opened["han"] and not _CLOSES_TOGETHER.match(line.text, found[last].end, line.end)):
        return None
    earlier = done[: len(done) - (place - first)]
    told = next((a for a in reversed(earlier) if not a.is_control and a.kind != "DRUG_CLASS"), None)
    agent = told or base
    return agent if agent is not None and not agent.is_general else None


_JOINED_BEFORE_IT = re.compile(
    r"(?:^|[;.]\s*|\bbut\s+|\band\s+)\s*(?:when\s+|once\s+)?(?:(?:joined|added|coupled|wedded)\s+to|(?:combined|paired|partnered|given together|used together|together|in combination|in conjunction|given)\s+with)\s+(?:(?:low-dose|high-dose|oral|weekly|standard|the\s+(?:[\w-]+\s+){0,3}?)\s*)?$",
    re.IGNORECASE,
)
_THEN_IT = re.compile(
    r"\s*(?:\([^()]*\))?(?:\s+in\s+[^.;]{1,90})?,\s+(?:it|the (?:drug|agent|inhibitor|antibody|same drug))\b",
    re.IGNORECASE,
)


def _joined_to_it(line: Line, arm: Arm) -> bool:
    """Whether a sentence opens with an agent that the drug told before is given with (`Joined to B, it did so in 87%`)."""
    if _THEN_IT.match(line.text, arm.end, line.end) is None:
        return False
    return _JOINED_BEFORE_IT.search(line.between(line.start, arm.start)) is not None


_GIVEN_WITH = re.compile(r"(?:与|和|同|跟)\s*$")
_GIVEN_TOGETHER = re.compile(r"\s*(?:合用|联用|并用|同用|配伍|联合(?!或|治疗组))")
"""`X…,与Y合用的ORR`: Y is given with the agent named before."""
_WITH_IT = re.compile(
    r"\s*(?:再)?(?:与|和|同)(?:之|其|它|该药|前者|后者|上述药物)(?:联合|联用|合用|合并使用|配伍)"
    r"|\s+(?:(?:was|is|when|given|used)\s+)*(?:combined|together|in combination|paired)\s+with\s+(?:it|the (?:former|latter))\b",
    re.IGNORECASE,
)
"""`甲药…,乙药与之联合`, `A…; B combined with it`: B is given with the agent named before."""
_JOINED = re.compile(
    r"联|(?:when )?(?:combined|given|used) with|in combination with|paired with|when (?:joined|added) to", re.IGNORECASE
)


def _with_base(arm: Arm, base: Arm, word: str) -> Arm:
    """An added agent with the combination that it belongs to, or with that combination's first agent."""
    if arm.name in base.name.split(" + "):
        return base.at(arm.start, arm.end)
    if not _JOINED.match(word):
        return arm
    lead = replace(base, name=base.lead or base.name)
    return replace(arm, name=combination(lead, arm).name, concept_id="", kind="REGIMEN", lead=lead.name)


def _may_be_clipped(arm: Arm) -> bool:
    return arm.kind == "DRUG" or (arm.is_named_group and arm.name in procedures())


def unclipped(arm: Arm, others: Sequence[Arm]) -> Arm:
    """A conjugate or a transplantation that is called by its last words (`the deruxtecan arm`, `移植组`), where one such is named in full."""
    whole = {
        other.name: other
        for other in others
        if other.name.endswith(f" {arm.name}") and _may_be_clipped(arm) and other.kind == arm.kind
    }
    if len(whole) != 1:
        return arm
    known = next(iter(whole.values()))
    return replace(arm, name=known.name, concept_id=known.concept_id, lead=known.lead)


_ADDED_ONE = re.compile(r"(?:加用|加入|增加|添加)\s*$|\b(?:adding|addition of|added)\s+(?:oral\s+)?$", re.IGNORECASE)


def _on_base_alone(line: Line, named: Sequence[Arm]) -> list[Arm]:
    """The arms of a line; an agent that is added was given with the one that it is compared with alone (`加用X…,与单用Y相比`)."""
    alone_ones = {arm.name: arm for arm in named if arm.kind == "DRUG" and is_alone(line, arm)}
    tested = [arm for arm in named if arm.name not in alone_ones and not arm.is_general and arm.name != "control"]
    if len(alone_ones) != 1 or len({arm.name for arm in tested}) != 1 or tested[0].kind != "DRUG":
        return list(named)
    if not any(_ADDED_ONE.search(line.text, max(line.start, arm.start - _REACH), arm.start) for arm in tested):
        return list(named)
    base = next(iter(alone_ones.values()))
    both = {id(arm): replace(combination(base, arm), start=arm.start, end=arm.end) for arm in tested}
    return [
        replace(
            both.get(id(arm), arm), is_control=id(arm) not in both, is_named_group=arm.is_named_group or arm == base
        )
        for arm in named
    ]


def is_alone(line: Line, arm: Arm) -> bool:
    """Whether an agent is said to be given alone."""
    return bool(_ALONE.match(line.text, arm.end) or _SINGLE.search(line.text, line.start, arm.start))


def on_base(line: Line, named: Sequence[Arm]) -> list[Arm]:
    """The arms of a line; one agent against `Y + placebo` was given with Y (`加用X…,较Y加安慰剂`)."""
    bases = {name for arm in named if arm.is_control and " + " in arm.name for name in arm.name.split(" + ")}
    if "placebo" not in bases:
        return _on_base_alone(line, named)
    base = sorted(bases - {"placebo"}, key=str.lower)
    tested = [arm for arm in named if not arm.is_control and not arm.is_general]
    added = {arm.name for arm in tested if arm.kind == "DRUG"} - set(base)
    if len(added) != 1 or any(arm.kind == "REGIMEN" for arm in tested):
        return list(named)
    name = " + ".join(sorted([*base, *added], key=str.lower))
    known = {id(arm) for arm in tested if arm.kind == "DRUG"}
    return [replace(arm, name=name, concept_id="", kind="REGIMEN") if id(arm) in known else arm for arm in named]


_ADDED_FOR_PART = re.compile(
    r"其中\s*\d+\s*例(?:\([^()]*\))?(?:患者|患儿|者)?(?:同时|在此基础上|再|另|均)*(?:加用|加予|加入|联用|合用|加|联合)(?:了)?\s*$"
)
"""What adds an agent to the treatment of all for a part of them (`均接受甲药,其中18例加用乙药`)."""


def for_part(line: Line, named: Sequence[Arm]) -> list[Arm]:
    """The arms of a line; an agent that a part of the patients got besides stands for all that these got."""
    done: list[Arm] = []
    for arm in named:
        base = part_base(line, arm, done)
        both = replace(combination(base, arm), start=arm.start, end=arm.end, base=base.name) if base else arm
        done.append(both)
    return done


def part_base(line: Line, arm: Arm, before: Sequence[Arm]) -> Arm | None:
    """What all patients got, where a line says that a part of them got an agent besides; or nothing."""
    told = _ADDED_FOR_PART.search(line.text, line.start, arm.start)
    if told is None or arm.kind == "DRUG_CLASS" or arm.is_control:
        return None
    base = next((a for a in reversed(before) if a.end <= told.start() and not a.is_general), None)
    return base if base is not None and not base.is_control and base.name != arm.name else None


_ALONE = re.compile(r"\s*(?:单药|单独|alone\b|monotherapy\b|as a single agent\b)", re.IGNORECASE)
_SINGLE = re.compile(r"(?:单用|单独使用|单独应用|single-agent\s*|alone\s*)$", re.IGNORECASE)


def of_pair(line: Line, arm: Arm, named: Sequence[Arm], pair: tuple[Arm, Arm] | None) -> Arm:
    """A group that is named by one agent (`navitoclax组`), where one arm of the study alone has that agent and others."""
    if arm.kind not in ("DRUG", "DRUG_CLASS"):
        return arm
    if _FIGURE_OF.match(line.text, arm.end, line.end) and (whole := _whole_of(arm, (*named, *(pair or ())))):
        return whole.at(arm.start, arm.end)
    if arm.is_named_group and (whole := _added_over(arm, named)) is not None:
        return replace(whole.at(arm.start, arm.end), is_named_group=True)
    if pair is None:
        return arm
    if arm.name == "placebo" and (blank := _whole_of(arm, pair)):
        return replace(blank.at(arm.start, arm.end), is_control=True, is_named_group=True)
    is_with = _is_addition(pair) and arm.name in _added(pair) and _FIGURE_WITH.search(line.text, line.start, arm.start)
    if not arm.is_named_group and not is_with:
        return arm
    having = [other for other in pair if arm.name in other.name.split(" + ")]
    is_told = any(arm.name in other.name.split(" + ") and other.kind == "REGIMEN" for other in named)
    if len(having) != 1 or having[0].name == arm.name or is_told:
        return arm
    return replace(having[0].at(arm.start, arm.end), is_control=having[0] is pair[1], is_named_group=True)


def _added_over(arm: Arm, named: Sequence[Arm]) -> Arm | None:
    """The combination of a line that a group named by one of its agents is, where the line's comparator is the rest of it (`A, B and C with placebo, B and C: … in the A arm`)."""
    whole = {other.name: other for other in named if other.kind == "REGIMEN" and arm.name in other.name.split(" + ")}
    if len(whole) != 1:
        return None
    tested = next(iter(whole.values()))
    placebo = {"placebo", *tested.name.split(" + ")} - {arm.name}
    others = [other for other in named if other.name not in (tested.name, arm.name)]
    is_rest = all(set(other.name.split(" + ")) == placebo for other in others)
    return tested if others and is_rest and not arm.is_control else None


_FIGURE_OF = re.compile(r"\s+(?:figure|curve|estimate|rate|median|value)s?\b", re.IGNORECASE)
"""What is told of a group that is named by one of its agents (`the venetoclax figure had risen to 8.4 months`)."""
_FIGURE = r"(?:%|\b(?:months?|years?))(?:\s*\([^()]*\))?\s+"
_FIGURE_WITH = re.compile(rf"{_FIGURE}with\s+$", re.IGNORECASE)
_WITHOUT = re.compile(
    rf"{_FIGURE}(?P<left>without(?:\s+(?:it|them))?)(?=\s*(?:[,;.()]|$|versus\b|vs\b|and\b))|{_FIGURE}(?P<kept>with)(?=\s+(?:the (?:inhibitor|antibody|drug|agent|addition)\s+)?(?:and|versus|vs\.?|against)\s+(?:only\s+)?\d)",
    re.IGNORECASE,
)


def _whole_of(arm: Arm, others: Sequence[Arm]) -> Arm | None:
    """The only combination with an agent, where the agent is not given without it."""
    having = {other.name: other for other in others if arm.name in other.name.split(" + ") and other != arm}
    return next(iter(having.values())) if len(having) == 1 and arm.name not in having else None


def _is_addition(pair: tuple[Arm, Arm]) -> bool:
    """Whether the first of two arms is the second with something more."""
    return set(pair[1].name.split(" + ")) < set(pair[0].name.split(" + "))


def _added(pair: tuple[Arm, Arm]) -> set[str]:
    """The agents of the first arm that the second does without."""
    return set(pair[0].name.split(" + ")) - set(pair[1].name.split(" + "))


def without(line: Line, named: Sequence[Arm], pair: tuple[Arm, Arm] | None) -> list[Arm]:
    """The arms of a line with those that `44% without it` and `60% with and 44% without X` stand for, behind a figure."""
    if pair is None or not _is_addition(pair):
        return list(named)
    told = [
        pair[match["kept"] is None].at(*match.span("kept" if match["kept"] else "left"))
        for match in _WITHOUT.finditer(line.text, line.start, line.end)
    ]
    return sorted([*named, *told], key=lambda arm: arm.start)


def alone(line: Line, named: Sequence[Arm]) -> list[Arm]:
    """The arms of a line; an agent given alone is what a combination named before with it is compared with, unless a third follows."""
    done: list[Arm] = []
    for number, arm in enumerate(named):
        is_single = arm.kind == "DRUG" and is_alone(line, arm) and not _is_third_listed(line, arm, named[number + 1 :])
        added = [other for other in done if arm.name in other.name.split(" + ") and " + " in other.name]
        done.append(replace(arm, is_control=True, is_named_group=True) if is_single and added else arm)
    return done


_THIRD = re.compile(
    r"(?:\s*(?:monotherapy|alone)|单药|单用|治疗|组|\s+(?:arm|group))*(?:\s*\([^()]*\))?\s*(?:,?\s*(?:or|and)\s+(?:the\s+)?|和|与|及|或|、)\s*",
    re.IGNORECASE,
)
"""What stands between an agent given alone and the third of three arms (`A plus B, A monotherapy, or C plus B`)."""


def _is_third_listed(line: Line, arm: Arm, behind: Sequence[Arm]) -> bool:
    """Whether a list goes on with another treatment behind an agent that was given alone."""
    third = next(iter(behind), None)
    if third is None or arm.name in third.name.split(" + "):
        return False
    return _THIRD.fullmatch(line.between(arm.end, third.start)) is not None


def optional(line: Line, named: Sequence[Arm]) -> list[Arm]:
    """`随机接受X±Y`, `X with or without Y: 60% vs 40%`: X with Y is tested against X alone; else what all got is X."""
    done: list[Arm] = []
    for arm in named:
        last = done[-1] if done else None
        is_added = last is not None and bool(_OPTIONAL.fullmatch(line.between(last.end, arm.start)))
        if last is not None and is_added and _COMPARED.search(line.text, line.start, line.end):
            both = replace(combination(last, arm), end=arm.end, is_control=False, is_general=False)
            done[-1:] = [both, replace(last, is_control=True)]
        elif not is_added:
            done.append(arm)
    return done


def options(line: Line, named: Sequence[Arm]) -> tuple[Arm, Arm] | None:
    """What is told as given `X with or without Y`: X with Y, and X alone."""
    for last, arm in pairwise(named):
        if not last.is_control and _OPTIONAL.fullmatch(line.between(last.end, arm.start)):
            both = replace(combination(last, arm), end=arm.end, is_control=False, is_general=False)
            return both, replace(last, is_control=True)
    return None


_WITH_AND_WITHOUT = re.compile(
    rf"{_FIGURE}with\s[^;.%]{{0,40}}?\b(?:and|versus|vs\.?|against|but)\s(?:[^;.]|\.\d){{1,24}}?{_FIGURE}without\b",
    re.IGNORECASE,
)


def tells_options(line: Line) -> bool:
    """Whether a figure of those who got something besides is followed by that of the others (`8 months with and 4 months without Y`)."""
    return _WITH_AND_WITHOUT.search(line.text, line.start, line.end) is not None


def together(line: Line, named: Sequence[Arm], partners: tuple[Arm, Arm] | None) -> list[Arm]:
    """The arms of a line with those that `两药联合` stands for: the two agents named last, and one named right behind.

    Args:
        line: The line.
        named: Its arms.
        partners: The two drugs of the sentences before, where the line itself names no two.
    """
    done = list(named)
    if not done and partners is None:
        return done
    for match in pattern("trial_metric_words", role="together").finditer(line.text, line.start, line.end):
        agents = {arm.name: arm for arm in done if arm.end <= match.start() and arm.kind == "DRUG"}
        pair = tuple(agents.values())[-2:] if len(agents) > 1 else partners
        if pair is None:
            continue
        behind = [arm for arm in done if arm.start == match.end()]
        both = replace(combination(*pair, *behind), start=match.start(), end=match.end())
        done = [*(arm for arm in done if arm not in behind), replace(both, is_control=False)]
    return sorted(done, key=lambda arm: arm.start)


def formers(line: Line, pair: tuple[Arm, Arm] | None, named: Sequence[Arm] = ()) -> Iterator[Arm]:
    """`前者` and `后者`, `the former` and `the latter`: the two groups that the line names last, else the pair before it.

    Args:
        line: The line.
        pair: The two arms of the sentences before, the comparator second.
        named: The arms of the line.
    """
    if pair is None and len(named) < len(("former", "latter")):
        return
    if not any_of("trial_metric_words", "former", "latter").search(line.text, line.start, line.end):
        return
    for number, role in enumerate(("former", "latter")):
        for match in pattern("trial_metric_words", role=role).finditer(line.text, line.start, line.end):
            if any(arm.start <= match.start() < arm.end for arm in named):
                continue
            own = [arm for arm in named if arm.end <= match.start() and not arm.is_general]
            own = ([arm for arm in own if arm.is_named_group] if any(arm.is_named_group for arm in own) else own)[-2:]
            if len({arm.name for arm in own}) == 2 and not _OF_STUDIES.match(line.text, match.end()):
                arm = own[number].at(match.start(), match.end())
                yield replace(arm, is_named_group=True)
                continue
            if pair is None:
                return
            if groups_in_turn.before(line, named, match.start(), len(pair)):
                continue
            if not _OF_STUDIES.match(line.text, match.end()):
                arm = pair[number].at(match.start(), match.end())
                yield replace(arm, is_control=number == 1, is_named_group=True)


def known_control(arm: Arm, named: Sequence[Arm], pair: tuple[Arm, Arm] | None, told: Arm | None = None) -> Arm:
    """`对照组` under its name, where the sentence or the study before it says what the comparator gets.

    Args:
        arm: An arm of a line.
        named: All arms of the line.
        pair: The two arms of the study.
        told: What a sentence before said of the comparator alone (`对照药为甲药。`).
    """
    if arm.name == "control" and pair and _is_addition(pair) and arm.lead in _added(pair):
        return replace(pair[1].at(arm.start, arm.end), is_control=True, is_named_group=True)
    if arm.name != "control" or arm.lead:
        return arm
    own = [other for other in named if other.is_control and other.name != "control"]
    tested = {other.name for other in named if not other.is_control and not other.is_general}
    before = pair if pair and tested <= {arm.name for arm in pair} else None
    known = own[0] if own else before[1] if before else told if pair is None else None
    return replace(known.at(arm.start, arm.end), is_control=True, is_named_group=True) if known else arm
