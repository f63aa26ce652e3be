"""Two treatments that were each given with a third, the backbone: `A vs placebo, each + B`, `在乙基础上,试验组加用甲,对照组加用安慰剂`.

>>> text = "added A or placebo to B"
>>> named = [Arm(6, 7, "A"), Arm(11, 18, "placebo", is_control=True), Arm(22, 23, "B")]
>>> [arm.name for arm in shared(Line(text, 0, len(text), ()), named) or ()]
['A + B', 'B + placebo']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.relating import PAIR
from pipeline.relating.arms import Arm
from pipeline.relating.ellipsis import combination
from pipeline.relating.lines import Line

_WITH = r"(?:(?:given\s+)?(?:in combination |combined |together )?with|plus|\+|联合|加用?|合用)\s*"
_EACH_WITH = re.compile(rf"\s*,?\s*\(?(?:each|both|均|都|皆|各自?|分别)\s*{_WITH}", re.IGNORECASE)
_TO = r"(?:\s+(?:the|a|an|standard|conventional|backbone|intensive|ongoing|background))*\s+"
_ADDED_TO = re.compile(
    rf"(?:\s+(?:arms?|group))?\s*,\s*(?:each |both |all )?(?:added|in addition|on top of|on a background of)(?:\s+to)?{_TO}",
    re.IGNORECASE,
)
_ADDS, _BARE_TO = (
    re.compile(r"\b(?:add(?:s|ed|ing)?|addition of)\s+(?:either\s+)?$", re.IGNORECASE),
    re.compile(rf"\s+to{_TO}", re.IGNORECASE),
)
_CHOICE = re.compile(r"\s*,?\s*(?:or|versus|vs\.?|and|或|与|和|及|对比|、)\s*", re.IGNORECASE)
_GROUP = r"(?:(?:试验|研究|治疗|观察|实验|联合|对照)组(?:患者)?)"
_GIVES = r"(?:加用|加|加入|加予|联合|联用|合用|给予|予|接受)"
_ON_BASE = re.compile(
    rf"(?:方案|治疗|化疗|诱导|巩固|维持)*(?:的)?(?:基础上|同时),?(?:随机|分别|比较|再|{_GROUP})*{_GIVES}"
)
_ALSO = re.compile(rf"\s*(?:,|、|或|与|和|及|对比)?(?:而|则)?{_GROUP}?(?:则|再|分别)*{_GIVES}\s*")
_GIVEN_TOO = re.compile(r"\s*,(?:并|且|同时)?(?:随机|分别)+(?:分组)?(?:再)?(?:加用?|联合|合用)")
_ALL_GOT = re.compile(
    r"(?:所有|全部)(?:患者|患儿|受试者)(?:均|都)?(?:接受|使用|应用|给予|服用)|(?:患者|患儿|受试者|两组)(?:均|都)(?:接受|使用|应用|给予|服用)"
)
_PAIR_AND_BASE, _SHORT = 3, 12
_EACH_AND = re.compile(r"(?:曾|也|又)?(?:先后|分别|均|都|各自?|相继|依次)(?:被|曾)?(?:用于)?(?:与|和|同)")
_USED_WITH = re.compile(r"(?:联用|合用|联合(?!组)|配伍|同用|并用)")
"""Round the third of three treatments with which each of the others was given (`甲、丙先后与乙联用`)."""


def shared(line: Line, named: Sequence[Arm]) -> list[Arm] | None:
    """The two arms of a line that names three treatments, one of which the two others were each given with; or nothing."""
    given = [arm for arm in named if arm.name != "control"]
    if len(given) != _PAIR_AND_BASE or len({arm.name for arm in given}) != _PAIR_AND_BASE:
        return _shared_beside_others(line, named)
    first, second, third = given
    if _are_added_to_last(line, first, second, third) or _are_used_with(line, first, second, third):
        return _each_with(third, first, second)
    return _each_with(first, second, third) if _are_added_to_first(line, first, second, third) else None


def _shared_beside_others(line: Line, named: Sequence[Arm]) -> list[Arm] | None:
    """The arms of a line with those of two that were added to a third, where it names others before or behind them."""
    for number in range(len(named) - PAIR):
        first, second, third = three = named[number : number + _PAIR_AND_BASE]
        is_plain = len({arm.name for arm in three}) == _PAIR_AND_BASE and not any(arm.is_control for arm in three)
        is_added = _ADDS.search(line.text, line.start, first.start) and _are_added_to_last(line, *three)
        if is_plain and (is_added or _are_used_with(line, *three)):
            return [*named[:number], *_each_with(third, first, second), *named[number + _PAIR_AND_BASE :]]
    return None


def _are_added_to_last(line: Line, first: Arm, second: Arm, base: Arm) -> bool:
    """`A vs placebo, each + B`, `比较甲与丙分别联合乙`, `added A or placebo to B`."""
    behind = line.between(second.end, base.start)
    is_pair = second.is_control or _CHOICE.fullmatch(line.between(first.end, second.start)) is not None
    if is_pair and (_EACH_WITH.fullmatch(behind) or _ADDED_TO.fullmatch(behind)):
        return True
    adds = _ADDS.search(line.text, line.start, first.start)
    return is_pair and adds is not None and _BARE_TO.fullmatch(behind) is not None


def _are_used_with(line: Line, first: Arm, second: Arm, base: Arm) -> bool:
    """`甲、丙先后与乙联用`: each of two was given with a third, and not all of them together."""
    behind = line.between(second.end, base.start)
    is_each = len(behind) <= _SHORT and _EACH_AND.fullmatch(behind) is not None
    is_pair = is_each and _CHOICE.fullmatch(line.between(first.end, second.start)) is not None
    return is_pair and _USED_WITH.match(line.text, base.end, line.end) is not None


def _are_added_to_first(line: Line, base: Arm, first: Arm, second: Arm) -> bool:
    """`在乙基础上,试验组加用甲,对照组加用安慰剂`, `所有患者均接受乙,并随机加甲或安慰剂`."""
    opening, between = line.between(base.end, first.start), line.between(first.end, second.start)
    is_pair = _ALSO.fullmatch(between) is not None or (second.is_control and _CHOICE.fullmatch(between) is not None)
    is_of_all = _ALL_GOT.search(line.text, line.start, base.start) is not None
    on_base = _ON_BASE.fullmatch(opening) is not None
    return is_pair and (on_base or (is_of_all and _GIVEN_TOO.fullmatch(opening) is not None))


def _each_with(base: Arm, first: Arm, second: Arm) -> list[Arm]:
    """Two arms with their backbone, each at its own place; agents of the two that an ellipsis put into the backbone are none of it."""
    own = {*first.name.split(" + "), *second.name.split(" + ")}
    rest = [name for name in base.name.split(" + ") if name not in own]
    backbone = replace(base, name=" + ".join(rest) or base.name)
    return [
        replace(combination(arm, backbone), start=arm.start, end=arm.end, is_control=arm.is_control)
        for arm in (first, second)
    ]
