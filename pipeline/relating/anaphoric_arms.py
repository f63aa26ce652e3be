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
from pipeline.relating.lines import Line

_COMPARED = re.compile(
    r"(?:比较|对比|对照|随机(?:分(?:为|入|配至|至)|接受|给予))(?:了)?[^,;。]{0,8}?(?P<han>(?:该|此|这一|上述)(?:两药|三药|双药)?(?:联合)?(?:方案|组合|疗法))(?:组|治疗)?(?:与|和|或|及|对比|对)"
    r"|\b(?:compar(?:ed|ing|es)|(?:randomi[sz]ed|assigned|allocated)(?:[^,;.]{0,40}\bto)?(?: receive)?)\s+(?:either\s+)?(?P<latin>(?:this|that|the same) (?:combination|regimen|doublet|triplet))(?: arm)?\s+(?:with|to|versus|vs\.?|and|or|against)\s+(?:the\s+|standard\s+)?$",
    re.IGNORECASE,
)
_CHOSEN = re.compile(
    r"(?:接受|给予|使用|应用|服用|分为|分入|分至|分配至|比较了?)(?P<han>[该此](?:药物?|抑制剂|抗体|单抗))(?:单药|治疗)*组?(?:与|和|或|及|对比|对)(?:大剂量|高剂量|标准|常规|单药|[^,;。\d]{0,4}选择的?)*$"
    r"|\b(?:received|receiving|given|got|took|compar(?:ed|ing|es)|(?:randomi[sz]ed|assigned|allocated)(?:[^,;.]{0,40}?\bto)?(?: receive)?)\s+(?:either\s+)?"
    r"(?P<latin>(?:this|that|the|the same) (?:agent|drug|antibody|inhibitor|compound))(?: alone)?\s+(?:or|versus|vs\.?|against|with|to|and)\s+(?:the\s+|standard\s+|physician's choice of\s+)*$",
    re.IGNORECASE,
)
"""What offers the drug told before or another treatment (`received either this agent or X`)."""
_GAP = 80


def taken_up(line: Line, named: Sequence[Arm], before: Arm | None, drug: Arm | None = None) -> list[Arm]:
    """The arms of a line; a pronoun right before one that it is compared with is the regimen, or the drug, told before."""
    for arm in named:
        for pronoun, told_before in ((_COMPARED, before), (_CHOSEN, drug)):
            told = pronoun.search(line.text, max(line.start, arm.start - _GAP), arm.start) if told_before else None
            if told is None or told.end() != arm.start or told_before is None or told_before.name == arm.name:
                continue
            word = "han" if told["han"] else "latin"
            one = replace(told_before.at(*told.span(word)), is_named_group=True, is_control=False, is_general=False)
            return sorted([*named, one], key=lambda a: a.start)
    return list(named)


_ADDED = re.compile(
    r"(?:方案|化疗|治疗)?(?:的)?基础上(?:再|同时)?(?:加用|联合|加入|增加|添加|联用)(?:该药物?|此药|其(?![他它余中]|类似|抑制))(?![\u4e00-\u9fff]{0,4}(?:药|单抗|替尼))"
)


_ADDED_TO = re.compile(
    r"\b(?:adding|addition of)\s+(?:it|(?:this|that|the) (?:agent|drug|antibody|inhibitor|compound))\s+to\s+(?:the\s+|standard\s+|a\s+|backbone\s+)*$",
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
