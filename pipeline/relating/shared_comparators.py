"""The comparator that several studies are said to share before their figures: `Three trials took A as the control`, `均以A为对照`.

>>> text = "Three trials took A as the control"
>>> told = of(Line(text, 0, len(text), ()), [Arm(18, 19, "A")])
>>> told.name if told else ""
'A'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.records import Claim
from pipeline.relating.arms import Arm
from pipeline.relating.lines import Line

_STUDIES = re.compile(
    r"\b(?:trials|studies)\b|(?:[两二三四五六七八多2-9]|几)(?:项|个)[^,;。]{0,12}?(?:研究|试验)|(?:研究|试验)(?:均|都)",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"\b(?:took|used|had|chose|with|using|having|taking)\s+(?:the\s+)?$|(?:以|采用|选用|用|将)$", re.IGNORECASE
)
_AS_CONTROL = re.compile(
    r"(?:\s+alone)?\s+(?:as|for)\s+(?:their\s+|the\s+|a\s+|an\s+)?(?:common\s+|active\s+)?(?:control|comparator|reference)(?:\s+arm)?\b"
    r"|(?:单药|治疗)?(?:均)?(?:作为|为|作)(?:共同)?(?:的)?(?:对照|参照|比较)",
    re.IGNORECASE,
)
_REACH = 12
_HINTS = ("control", "comparator", "reference", "对照", "参照")


def of(line: Line, named: Sequence[Arm]) -> Arm | None:
    """The treatment that a line says several studies had as their comparator, without figures of its own."""
    if line.has("VALUE") or not any(hint in line.text[line.start : line.end] for hint in _HINTS):
        return None
    if _STUDIES.search(line.text, line.start, line.end) is None:
        return None
    return next((arm for arm in named if arm.name != "control" and _is_taken(line, arm)), None)


def _is_taken(line: Line, arm: Arm) -> bool:
    before = _TAKES.search(line.text, max(line.start, arm.start - _REACH), arm.start)
    return before is not None and _AS_CONTROL.match(line.text, arm.end, line.end) is not None


def put_in(claims: Sequence[Claim], shared: Arm | None) -> Iterator[Claim]:
    """Claims with the shared comparator for one that the line leaves unnamed."""
    for claim in claims:
        is_unnamed = shared is not None and claim.relation == "trial_metric" and claim.fields["arm"] == "control"
        if is_unnamed and shared is not None:
            yield replace(claim, fields={**claim.fields, "arm": shared.name, "arm_id": shared.concept_id})
        else:
            yield claim
