"""What a study makes of a regimen: it puts an agent in the place of another, or adds one.

`以甲药取代乙方案中的丙药,即丁方案`, `replacing C of regimen B with A`: what is tested is the regimen that results where the text
names it, else the agent put in; the old regimen is what it is compared with. `在乙方案上加甲药` is both together.

>>> text = "以甲药取代乙案中的丙药,即丁案"
>>> def told(at, kind): return Mention(at, at + 2, kind, text[at : at + 2])
>>> line = Line(text, 0, len(text), (told(1, "DRUG"), told(5, "REGIMEN"), told(9, "DRUG"), told(13, "REGIMEN")))
>>> [(arm.name, arm.is_control) for arm in exchanged(line, [Arm(1, 3, "A"), Arm(5, 7, "B"), Arm(13, 15, "D")])]
[('B', True), ('D', False)]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.records import Mention
from pipeline.relating import ellipsis
from pipeline.relating.arms import Arm, agents_of
from pipeline.relating.lines import Line

_SIGNS = ("取代", "替代", "代替", "替换", "置换", "换成", "换为", "换作", "改为", "eplac", "ubstitut")
"""What every exchange holds one of."""
_INSTEAD = r"(?:取代|替代|代替|替换|置换)(?:了|掉|为)?"
_PART = r"(?:\s*\([^()]{1,24}\))?(?:方案|化疗|组合)?(?:中|里)?的"
_OF = r"\s+(?:in|of|from|within)\s+(?:the\s+)?(?:standard\s+)?"
_ASIDE = r"(?:\s*\([^()]{1,40}\))?"
_REPLACES = r"(?:replac(?:es|ed|ing)|in place of|instead of|substitut(?:es|ed|ing) for)\s+(?:the\s+)?"


@dataclass(frozen=True, slots=True)
class _Frame:
    """The order in which an exchange names the agent put in, the regimen, and the agent taken out.

    Attributes:
        new, old, out: The places of the three in the order of the text.
        before: What stands before the first.
        first, second: What stands between the first and the second, the second and the third.
    """

    new: int
    old: int
    out: int
    before: re.Pattern[str]
    first: re.Pattern[str]
    second: re.Pattern[str]


_ANY = re.compile("$")
_FRAMES = (
    _Frame(0, 1, 2, _ANY, re.compile(f"{_ASIDE}{_INSTEAD}(?:标准|传统|经典)?"), re.compile(_PART)),
    _Frame(2, 0, 1, _ANY, re.compile(_PART), re.compile(f"{_ASIDE}(?:换成|换为|换作|改为|{_INSTEAD})(?:了)?")),
    _Frame(
        2, 1, 0,
        re.compile(r"\b(?:replac(?:es|ed|ing|ement of)|substitut(?:es|ed|ing|ion of))\s+(?:the\s+)?$", re.IGNORECASE),
        re.compile(_OF), re.compile(r"(?:\s+regimen)?\s+(?:with|by|for)\s+(?:the\s+)?"),
    ),
    _Frame(0, 2, 1, _ANY, re.compile(rf"{_ASIDE},?\s+{_REPLACES}", re.IGNORECASE), re.compile(_OF)),
)  # fmt: skip
_RESULTS = re.compile(
    r"(?:\s+regimen)?\s*(?:方案|化疗)?(?:[,(]\s*|,?\s*(?=即|称|简称|组成|构成|形成|得到))(?:也就)?(?:即|是|称为|简称|组成|构成|形成|得到|i\.e\.,?\s|giving\s|yielding\s|that is,?\s|hence\s)?(?:新的|新方案|the\s)?",
    re.IGNORECASE,
)
"""Between an exchange and the name of the regimen that results from it."""
_BEFORE = 24


def changed(line: Line, named: Sequence[Arm]) -> list[Arm]:
    """The arms of a line, of which some are what it makes of a regimen."""
    return _added(line, exchanged(line, named))


_ON = re.compile(r"在(?:标准|常规|经典|原有?)*$")
_ADDED = re.compile(r"(?:方案|治疗|化疗)?的?之?上(?:再|另|又|仅)?(?:加用|加入|加上|联合|叠加|增加|加)(?:用|了|入)?")
"""Between a regimen and the agent that is added to it (`在乙方案上加甲药`)."""
_WORKED_ON = re.compile(
    r"(?:方案|治疗|化疗)?的?(?:基础)?之?上(?:再|继续|一味)?(?:做|作|进行|加以)?(?:加减|加法|减法|乘法|改良|改进|优化|文章|修改|更进一步)"
)
"""Behind a regimen that is only said to be worked on (`同样在乙方案上做加法`)."""


def _added(line: Line, named: Sequence[Arm]) -> list[Arm]:
    """The arms of a line; a regimen and what is added to it are one, and one that others are made of is none."""
    done: list[Arm] = []
    is_open = line.text.find("上", line.start, line.end) >= 0
    for arm in named:
        last = done[-1] if is_open and done else None
        if last is not None and _is_base(line, last) and _ADDED.fullmatch(line.between(last.end, arm.start)):
            both = ellipsis.combination(last, arm)
            done[-1] = replace(both, end=arm.end, is_control=False, is_general=False, base=last.name)
        else:
            done.append(arm)
    return [arm for arm in done if not (is_open and _is_worked_on(line, arm, done))]


def _is_base(line: Line, arm: Arm) -> bool:
    return _ON.search(line.text, max(line.start, arm.start - _BEFORE), arm.start) is not None


def _is_worked_on(line: Line, arm: Arm, named: Sequence[Arm]) -> bool:
    """Whether a regimen only says what the other arms of a line are made of."""
    is_told = _is_base(line, arm) and _WORKED_ON.match(line.text, arm.end, line.end) is not None
    return is_told and any(
        agents_of(arm) < agents_of(other) or arm.name in other.name.split(" + ") for other in named if other is not arm
    )


def exchanged(line: Line, named: Sequence[Arm]) -> list[Arm]:
    """The arms of a line; of an exchange inside a regimen, the resulting regimen or the agent put in, and the old regimen."""
    if not named or not any(sign in line.text[line.start : line.end] for sign in _SIGNS):
        return list(named)
    agents = line.of("DRUG", "REGIMEN")
    for place in range(len(agents) - 2):
        three = agents[place : place + 3]
        frame = next((frame for frame in _FRAMES if _fills(line, frame, three)), None)
        if frame is not None:
            result = next((m for m in agents[place + 3 : place + 4] if _is_result(line, three, frame, m)), None)
            return _with_exchange(named, (three[frame.new], three[frame.old], three[frame.out]), result)
    return list(named)


def _fills(line: Line, frame: _Frame, three: Sequence[Mention]) -> bool:
    """Whether three agents in their order tell an exchange."""
    first, second, third = three
    if three[frame.old].type != "REGIMEN" or not frame.second.fullmatch(line.between(second.end, third.start)):
        return False
    before = line.text[max(line.start, first.start - _BEFORE) : first.start]
    return bool(frame.first.fullmatch(line.between(first.end, second.start)) and frame.before.search(before))


def _is_result(line: Line, three: Sequence[Mention], frame: _Frame, behind: Mention) -> bool:
    """Whether the agent named next is the regimen that results from an exchange."""
    is_new = behind.type == "REGIMEN" and behind.name != three[frame.old].name
    return is_new and _RESULTS.fullmatch(line.between(three[-1].end, behind.start)) is not None


def _with_exchange(
    named: Sequence[Arm], exchange: tuple[Mention, Mention, Mention], result: Mention | None
) -> list[Arm]:
    """The arms of a line with those that its exchange tells, in order."""
    new, old, out = exchange
    left_out = (out,) if result is None else (new, out, result)
    kept = [arm for arm in named if not any(arm.start < m.end and m.start < arm.end for m in (*left_out, old))]
    told = [replace(_arm(old, named), is_control=True), *([_arm(result, named)] if result is not None else [])]
    kept = [replace(arm, is_control=True) if arm.name == old.name else arm for arm in kept]
    return sorted([*kept, *told], key=lambda arm: arm.start)


def _arm(mention: Mention, named: Sequence[Arm]) -> Arm:
    """The arm of a mention, as the line has it or anew."""
    known = next((arm for arm in named if arm.start == mention.start), None)
    concept = mention.concept.concept_id if mention.concept else ""
    return known or Arm(mention.start, mention.end, mention.name, concept, kind=mention.type, lead=mention.name)
