"""What several studies told next were all compared with (`先看两项以甲药为对照的Ⅲ期研究`): it is their `对照组`.

It holds to the end of the paragraph; where the paragraph ends with it, for those below it, too, as far as the section goes.

>>> line = Line("以下两项研究以化疗为对照:", 0, 13, ())
>>> shared = SharedComparator()
>>> shared.hear(line, [Arm(7, 9, "chemotherapy")])
>>> [(arm.name, arm.is_control) for arm in shared.known([Arm(20, 22, "A"), Arm(30, 33, "control", is_control=True)])]
[('A', False), ('chemotherapy', True)]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.records import Claim
from pipeline.relating.arms import Arm
from pipeline.relating.lines import Line

_WORDS = ("对照", "比较", "参照", "comparator", "control", "reference")
_SEVERAL = re.compile(
    r"(?:[两三四五六七八九几多数]|\d)\s*[项个]|以下|下列|上述|这些|(?:均|都)(?:以|将|与|是|为|采用|选用|使用|接受)"
    r"|\b(?:two|three|four|five|six|several|both|all|these|the following)\s(?:[\w-]+\s){0,5}(?:trials|studies)\b|\bin (?:both|each|all)\b",
    re.IGNORECASE,
)
"""What says that more studies than one are spoken of."""
_BEFORE = re.compile(
    r"(?:以|将|采用|选用|用)(?:标准|常规|单用|单纯|研究者所?选择?的)*$|对照(?:组|药物?|臂)?(?:均|都)(?:为|是|采用|使用|接受|用)$"
)
_BEHIND = re.compile(
    r"(?:单药|单用|治疗|方案)*(?:均)?(?:作为|为|作)(?:阳性|活性|共同|统一|平行)*(?:的)?(?:对照|参照|比较)(?:组|药物?|臂|方案)?"
)
_LATIN_BEHIND = re.compile(
    r"(?:\s(?:alone|monotherapy))?\s(?:(?:was|is|served|acted)\s)?(?:as|for)?\s?(?:the|a|an|their)\s(?:active\s|common\s|shared\s)?(?:comparator|control|reference)\b",
    re.IGNORECASE,
)
_REACH = 16


@dataclass
class SharedComparator:
    """The comparator that several studies share, and how far it holds.

    Attributes:
        arm: What it is, or nothing.
        is_below: Whether it holds for the paragraphs below, as far as their heading is that under which it was told.
        heading: The headings that it was told under.
        lines: How many lines of the paragraph have been heard.
        told_at: At which of them the comparator was told; another line behind it in its paragraph ends what is below.
    """

    arm: Arm | None = None
    is_below: bool = False
    heading: tuple[str, ...] = ()
    lines: int = 0
    told_at: int = -1

    def under(self, heading: Sequence[str]) -> SharedComparator:
        """What holds at the begin of the next part of a paper, such as a list."""
        is_open = self.is_below and self.heading == tuple(heading)
        return SharedComparator(self.arm if is_open else None, is_open, tuple(heading))

    def hear(self, line: Line, named: Sequence[Arm]) -> None:
        """Keeps what a line says that several studies were compared with; a line alone or before a colon says it of what is below."""
        told = _told(line, named)
        self.lines += 1
        if told is not None:
            self.arm = replace(told, is_control=True, is_named_group=True)
            self.told_at = self.lines
            self.is_below = self.lines == 1 or line.text[line.end - 1] == ":"
        elif self.lines == self.told_at + 1:
            self.is_below = False

    def end_paragraph(self) -> None:
        """Forgets the comparator, unless it holds for what is below."""
        self.lines, self.told_at = 0, -1
        if not self.is_below:
            self.arm = None

    def known(self, named: Sequence[Arm]) -> list[Arm]:
        """The arms of a line; a nameless comparator beside no other is the one that its study shares with others."""
        arm = self.arm
        if arm is None or any(other.is_control and other.name != "control" for other in named):
            return list(named)
        return [arm.at(o.start, o.end) if o.name == "control" and not o.lead else o for o in named]

    def put_in(self, claims: Sequence[Claim]) -> list[Claim]:
        """Claims with the shared comparator for one that a line does not name (`44% with A against 22%`)."""
        arm = self.arm
        if arm is None:
            return list(claims)
        own = {"arm": arm.name, "arm_id": arm.concept_id}
        return [replace(c, fields={**c.fields, **own}) if c.fields["arm"] == "control" else c for c in claims]


def _told(line: Line, named: Sequence[Arm]) -> Arm | None:
    """What a line without figures says that several studies were compared with; or nothing."""
    text = line.text[line.start : line.end].lower()
    if not named or line.has("VALUE") or not any(word in text for word in _WORDS):
        return None
    if _SEVERAL.search(line.text, line.start, line.end) is None:
        return None
    found = [arm for arm in named if arm.name != "control" and _is_comparator(line, arm)]
    return found[0] if len({arm.name for arm in found}) == 1 else None


def _is_comparator(line: Line, arm: Arm) -> bool:
    """Whether words round an arm say that it is what studies were compared with."""
    before = _BEFORE.search(line.text, max(line.start, arm.start - _REACH), arm.start)
    if before is not None and before.group().startswith("对照"):
        return True
    if before is not None and _BEHIND.match(line.text, arm.end, line.end):
        return True
    return _LATIN_BEHIND.match(line.text, arm.end, line.end) is not None
