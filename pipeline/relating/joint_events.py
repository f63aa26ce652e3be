"""Endpoints whose events a line lists: with progression before `relapse or death`, all of them are those of PFS.

>>> from pipeline.records import Endpoint
>>> text = "进展、复发或死亡的风险比为0.73"
>>> risk = Mention(3, 11, "METRIC", "复发或死亡的风险", detail=Endpoint("RFS", statistic="risk"))
>>> [mention.detail.code for mention in with_progression(Line(text, 0, len(text), (risk,))).mentions]
['PFS']
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline import lexicon
from pipeline.records import Endpoint, Mention
from pipeline.relating.figures import code_of
from pipeline.relating.lines import Line

_RELAPSE = re.compile(r"复发|relapse|recurrence", re.IGNORECASE)
_PROGRESSION_BEFORE = re.compile(
    r"(?:疾病)?(?:进展|恶化)\s*(?:、|,|或|和|及)\s*$|\bprogression\s*(?:,|\bor\b|,\s*or\b)\s*(?:of\s+)?$", re.IGNORECASE
)


def with_progression(line: Line) -> Line:
    """A line with its endpoints of relapse or death widened where progression is listed before them."""
    if all(_widened(line, mention) is mention for mention in line.of("METRIC")):
        return line
    return replace(line, mentions=tuple(_widened(line, mention) for mention in line.mentions))


def _widened(line: Line, mention: Mention) -> Mention:
    if mention.type != "METRIC" or code_of(mention) != "RFS" or not _RELAPSE.match(mention.text):
        return mention
    if not _PROGRESSION_BEFORE.search(line.text, max(line.start, mention.start - 24), mention.start):
        return mention
    detail = mention.detail if isinstance(mention.detail, Endpoint) else Endpoint("RFS")
    return replace(mention, concept=lexicon.load().concept("METRIC", "PFS"), detail=replace(detail, code="PFS"))
