"""Drugs that a paragraph tells one by one, and that a sentence then takes up by their number (`两药的ORR分别为79%和57%`).

`两药联合` is the combination and stands in `ellipsis`; here the drugs are set side by side, a figure for each.

>>> told = [Arm(0, 2, "A", kind="DRUG"), Arm(9, 11, "B", kind="DRUG"), Arm(20, 22, "A", kind="DRUG")]
>>> line = Line("两药的ORR分别为79%和57%", 0, 16, ())
>>> [arm.name for arm in taken_up(line, (), told)]
['A', 'B']
>>> [arm.name for arm in taken_up(Line("两药联合的ORR为79%", 0, 12, ()), (), told)]
[]
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.relating.arms import Arm
from pipeline.relating.lines import Line

_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "two": 2, "three": 3, "four": 4, "both": 2}
_TOGETHER = r"(?:的)?(?:联合|联用|合用|并用|同用|组合|方案|序贯|治疗组|组|疗法)"
_BY_NUMBER = re.compile(
    rf"(?<![前第一二三四五六七八九十])(?P<han>[两二三四])(?:(?:种|个|款)?(?:新?药物?|抑制剂|单抗|双抗|抗体|TKI|ADC)|者)(?!{_TOGETHER}|间|之间)"
    r"|\b(?:(?:the|these)\s+(?P<latin>two|three|four)|(?P<both>both))\s+(?:drugs|agents|compounds|inhibitors|antibodies|molecules|TKIs|ADCs|products|bispecifics)\b(?!\s+(?:together|combined|in combination|given together))",
    re.IGNORECASE,
)
_SIGNS = ("两", "二", "三", "四", "two", "three", "four", "both")
_PERSONS = "者"


def taken_up(line: Line, named: Sequence[Arm], before: Sequence[Arm]) -> tuple[Arm, ...]:
    """The drugs told before that a line without arms takes up by their number, in their order; or nothing.

    Args:
        line: The line.
        named: Its arms.
        before: The arms that the paragraph has named before it.
    """
    if named or not before or not any(sign in line.text[line.start : line.end].lower() for sign in _SIGNS):
        return ()
    told = _BY_NUMBER.search(line.text, line.start, line.end)
    if told is None or (told.group().endswith(_PERSONS) and line.has("ALTERATION")):
        return ()
    number = _NUMBERS[(told["han"] or told["latin"] or told["both"]).lower()]
    drugs = _last_told(before, number)
    return tuple(arm.at(told.start(), told.end()) for arm in drugs) if len(drugs) == number else ()


def _last_told(before: Sequence[Arm], number: int) -> list[Arm]:
    """The drugs told last, no other treatment among them, in the order in which they were told first."""
    drugs: dict[str, Arm] = {}
    for arm in reversed(before):
        if len(drugs) == number and arm.name not in drugs:
            break
        if arm.kind != "DRUG" or arm.is_control:
            break
        drugs[arm.name] = arm
    firsts = [arm for arm in before if arm.name in drugs]
    return list({arm.name: arm for arm in firsts}.values()) if len(drugs) == number else []
