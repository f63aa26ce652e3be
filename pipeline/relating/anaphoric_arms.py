"""Arms of a comparison that a pronoun names: `比较了该方案与X`, `randomized to this combination or X`, `在X基础上加用该药`.

>>> line = Line("研究比较了该方案与FCR", 0, 12, ())
>>> [(arm.start, arm.name) for arm in taken_up(line, [Arm(9, 12, "FCR")], Arm(-1, -1, "A + B"))]
[(5, 'A + B'), (9, 'FCR')]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.relating import ellipsis
from pipeline.relating.arms import Arm, agents_of
from pipeline.relating.lines import Line, pattern

_COMPARED = re.compile(
    r"(?:比较|对比|对照|随机(?:分(?:为|入|配至|至)|接受|给予))(?:了)?[^,;。]{0,8}?(?P<han>(?:该|此|这一|上述)(?:两药|三药|双药)?(?:联合)?(?:方案|组合|疗法))(?:组|治疗)?(?:与|和|或|及|对比|对)"
    r"|\b(?:compar(?:ed|ing|es)|(?:randomi[sz]ed|assigned|allocated)(?:[^,;.]{0,40}\bto)?(?: receive)?)\s+(?:either\s+)?(?P<latin>(?:this|that|the same) (?:combination|regimen|doublet|triplet))(?: arm)?\s+(?:with|to|versus|vs\.?|and|or|against)\s+(?:the\s+|standard\s+)?$",
    re.IGNORECASE,
)
_GROUPED = re.compile(
    r"(?P<word>(?:该|此|这一|上述)(?P<kind>药物?|(?:两药|三药|双药)?(?:联合)?(?:方案|组合|疗法|联合))(?:治疗)?组(?:患者)?)(?:与|和|及|、|对比|对)$"
)
_CHOSEN = re.compile(
    r"(?:接受|给予|使用|应用|服用|分为|分入|分至|分配至|比较了?)(?P<han>[该此](?:药物?|抑制剂|抗体|单抗))(?:单药|治疗)*组?(?:与|和|或|及|对比|对)(?:大剂量|高剂量|标准|常规|单药|[^,;。\d]{0,4}选择的?)*$"
    r"|\b(?:received|receiving|given|got|took|compar(?:ed|ing|es)|(?:randomi[sz]ed|assigned|allocated)(?:[^,;.]{0,40}?\bto)?(?: receive)?)\s+(?:either\s+)?"
    r"(?P<latin>(?:this|that|the|the same) (?:agent|drug|antibody|inhibitor|compound))(?: alone)?\s+(?:or|versus|vs\.?|against|with|to|and)\s+(?:the\s+|standard\s+|physician's choice of\s+)*$",
    re.IGNORECASE,
)
"""What offers the drug told before or another treatment (`received either this agent or X`)."""
_GAP, _WORDS = 80, 16


def _listed_before(line: Line, arm: Arm, told: Sequence[Arm | None]) -> Arm | None:
    """The group of a pronoun that is listed right before another group (`该方案组与乙药组ORR为60%和40%`)."""
    word = _GROUPED.search(line.text, max(line.start, arm.start - _WORDS), arm.start) if arm.is_named_group else None
    is_drug = word is not None and word["kind"].startswith("药")
    meant = next((one for one in told if one is not None and (one.kind == "DRUG") == is_drug), None)
    if word is None or meant is None or meant.name == arm.name:
        return None
    return replace(meant.at(*word.span("word")), is_named_group=True, is_control=False, is_general=False)


def taken_up(line: Line, named: Sequence[Arm], before: Arm | None, drug: Arm | None = None) -> list[Arm]:
    """The arms of a line; a pronoun right before one that it is compared with is what was told before.

    Args:
        line: The line.
        named: Its arms.
        before: The regimen told last, else the drug.
        drug: The arm under study, which `该药组` is if that is a drug.
    """
    drug = drug if drug is not None and drug.kind == "DRUG" else None
    for arm in named:
        if before is not None and (listed := _listed_before(line, arm, (before, drug))) is not None:
            return sorted([*named, listed], key=lambda a: a.start)
        for pronoun, meant in ((_COMPARED, before), (_CHOSEN, drug)):
            told = pronoun.search(line.text, max(line.start, arm.start - _GAP), arm.start) if meant else None
            if told is None or meant is None or told.end() != arm.start or meant.name == arm.name:
                continue
            word = "han" if told["han"] else "latin"
            one = replace(meant.at(*told.span(word)), is_named_group=True, is_control=False, is_general=False)
            return sorted([*named, one], key=lambda a: a.start)
    return list(named)


_ADDED = re.compile(
    r"(?:方案|化疗|治疗)?(?:的)?基础上(?:再|同时)?(?:加用|联合|加入|增加|添加|联用)(?:该药物?|此药|其(?![他它余中]|类似|抑制))(?![\u4e00-\u9fff]{0,4}(?:药|单抗|替尼))"
)


_IT = r"(?:it|(?:this|that|the) (?:agent|drug|antibody|inhibitor|compound))"
_ADDED_TO = re.compile(
    rf"\b(?:add(?:s|ed|ing)|addition of)\s+{_IT}\s+to\s+(?:the\s+|standard\s+|a\s+|backbone\s+)*$"
    rf"|\b{_IT}\s+(?:was|is)\s+(?:given|combined|administered|paired|partnered|added)\s+(?:together\s+|in combination\s+|on top\s+)?(?:with|to)\s+(?:the\s+|standard\s+)*$"
    r"|[将把](?:其|它|[该此]药物?)(?:加入到?|加至|加到|加在|叠加于|叠加到|添加[到至]|加用于|并入)(?:标准|常规)?(?:的)?$",
    re.IGNORECASE,
)


def added(line: Line, named: Sequence[Arm], before: Arm | None) -> list[Arm]:
    """The arms of a line; what a pronoun's drug is added to, is given with it and is what that is compared with."""
    done: list[Arm] = []
    for arm in named:
        behind = _ADDED.match(line.text, arm.end, line.end)
        is_added = behind or _ADDED_TO.search(line.text, max(line.start, arm.start - _GAP), arm.start)
        drugs = [other for other in done if other.kind == "DRUG"]
        drug = drugs[-1] if drugs else before
        if not is_added or drug is None or drug.kind != "DRUG" or agents_of(drug) & agents_of(arm):
            done.append(arm)
            continue
        both = replace(ellipsis.combination(arm, drug), is_general=False, is_control=False, base=arm.name)
        done = [other for other in done if other is not drug]
        done.append(replace(both, end=behind.end() if behind else arm.end))
    return done


_GIVEN_WITH = re.compile(
    r"(?:单药)?(?:与|和)?(?:联合|联用|合用|加用?|\+)\s*|\s+(?:(?:was|is|when|once|if)\s+)?(?:plus|(?:combined|together|given|in combination|paired)\s+with|with)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_SIDES = ("former", "latter")
_LONGEST_JOIN = 36


def with_former(line: Line, named: Sequence[Arm], pair: tuple[Arm, Arm] | None) -> list[Arm]:
    """The arms of a line; what one of the two told before was given with is one arm with it (`前者联合甲药的ORR`)."""
    done = list(named)
    for number, role in enumerate(_SIDES) if pair is not None else ():
        for arm in named:
            before = line.text[max(line.start, arm.start - _LONGEST_JOIN) : arm.start]
            told = next((m for m in pattern("trial_metric_words", role=role).finditer(before)), None)
            drug = pair[number] if pair is not None else arm
            if told is None or drug.kind != "DRUG" or agents_of(drug) & agents_of(arm):
                continue
            if _GIVEN_WITH.fullmatch(before, told.end()):
                both = replace(ellipsis.combination(drug, arm), is_control=False, is_general=False)
                start = arm.start - len(before) + told.start()
                done[done.index(arm)] = replace(both, start=start, end=arm.end)
    return done
