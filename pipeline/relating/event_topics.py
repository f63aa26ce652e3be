"""An adverse event that a sentence is about without a figure, and a pronoun that the next one opens with: `It was seen in 14%`.

>>> _RESUMES.fullmatch("It occurred in ") is not None, _RESUMES.fullmatch("The response was ") is not None
(True, False)
>>> _RESUMES.fullmatch("其在____组的发生率为") is not None
True
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating.figure_gaps import masked
from pipeline.relating.lines import Line

_RESUMES = re.compile(
    r"\s*(?:it|this|they|these)\s+(?:(?:has been|have been|was|were|is|are)\s+)?(?:seen|observed|reported|noted|recorded|documented|found|occurs?|occurred|develops?|developed|arises?|arose|appeared|affects?|affected)"
    r"\s+(?:in\s+)?(?:about\s+|approximately\s+|only\s+|just\s+|up to\s+|as many as\s+)?"
    r"|\s*其(?:在[^,;。%\d]{1,20}?(?:组|者|患者|人群)?(?:中)?的?)?(?:总体?)?(?:发生率|发病率)(?:则|均|约|仅|高达|达|为|是)*",
    re.IGNORECASE,
)
_LEAD = re.compile(r"\s*(?:(?:the|severe|treatment-related)\s+|严重的?)*", re.IGNORECASE)


def of(line: Line) -> Mention | None:
    """The adverse event that opens a line without figures, as its only endpoint."""
    named = line.of("METRIC", "ADVERSE_EVENT")
    if len(named) != 1 or named[0].type != "ADVERSE_EVENT" or line.has("VALUE"):
        return None
    return named[0] if _LEAD.fullmatch(line.between(line.start, named[0].start)) else None


def resumed(line: Line, topic: Mention | None) -> Mention | None:
    """The adverse event whose figures a line tells that opens with a pronoun for it, if it names no endpoint before them."""
    values = line.of("VALUE")
    if topic is None or topic.type != "ADVERSE_EVENT" or not values:
        return None
    return topic if _RESUMES.fullmatch(masked(line, line.start, values[0].start)) else None
