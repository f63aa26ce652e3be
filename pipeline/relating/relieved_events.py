"""Adverse events and signs of disease that got better: what is told of them is no rate of the event (`溶血控制率为77%`).

>>> from pipeline.records import Concept
>>> text = "溶血控制率为77%,贫血发生率为9%"
>>> told = tuple(
...     Mention(i, i + 2, "ADVERSE_EVENT", text[i : i + 2], Concept(f"local:{i}", "ADVERSE_EVENT", text[i : i + 2])) for i in (0, 10)
... )
>>> [is_relieved(Line(text, 0, len(text), told), event) for event in told]
[True, False]
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention
from pipeline.relating.lines import Line

_RELIEF = re.compile(
    r"(?:症状|事件)?的?(?:完全|明显|显著|早期|持续)?(?:改善|缓解|应答|控制|恢复|消退|消失|好转|纠正|逆转|治愈)(?:率|(?:的)?(?:患者)?(?:的)?比例)"
    r"|\s+(?:control|resolution|improvement|recovery|responses?)(?=\s+(?:rates?|was|were|occurred|in\s)\b|\s*\()",
    re.IGNORECASE,
)
_RELIEVED_BEFORE = re.compile(
    r"\b(?:resolution|improvement|correction|normali[sz]ation|control|reversal|relief) of (?:the\s+)?$", re.IGNORECASE
)
_BEFORE_REACH = 32
_AMOUNT = re.compile(
    r"\s*(?:[≥>]|超过|至少|达|了|by|of|at least|more than|\s)+\s*\d+(?:\.\d+)?\s*(?:g/d?L|g/dl|×\s?10)"
)
"""By how much a laboratory value rose, behind a name that may be an event (`血红蛋白升高≥20 g/L`)."""


def is_relieved(line: Line, event: Mention) -> bool:
    """Whether words of getting better, or an amount that was aimed at, stand round the name of an event."""
    if event.type != "ADVERSE_EVENT":
        return False
    behind = _RELIEF.match(line.text, event.end, line.end) or _AMOUNT.match(line.text, event.end, line.end)
    opened = max(line.start, event.start - _BEFORE_REACH)
    return bool(behind or _RELIEVED_BEFORE.search(line.text, opened, event.start))


def is_of_relief(line: Line, value: Mention, relieved: Sequence[Mention]) -> bool:
    """Whether a figure stands in the clause of a relieved event, behind it and before any endpoint."""
    before = [m for m in line.of("METRIC", "ADVERSE_EVENT") if m.end <= value.start]
    if not before or before[-1] not in relieved:
        return False
    return line.clause(value.start) == line.clause(before[-1].start)
