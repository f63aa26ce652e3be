"""A figure with an endpoint of its own in the bracket behind another: `ORR 68% (CR, 29%) versus 44% (CR, 13%)`.

>>> from pipeline.records import Endpoint, Measure
>>> text = "ORR 68% (CR, 29%) versus 44%"
>>> rate = Mention(13, 16, "VALUE", "29%", detail=Measure("percent", "29", "%"))
>>> is_detail(Line(text, 0, len(text), (Mention(9, 11, "METRIC", "CR", detail=Endpoint("CR")), rate)), rate)
True
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating.figures import measure_of
from pipeline.relating.lines import Line

_DETAIL = re.compile(r"(?:%|months?|years?|个月|年|patients)\s*\([^()\d]{2,60}$")
_BEHIND_DETAIL = re.compile(
    r"[^()]*\)\s*(?:[.;,。]|$|,?\s*(?:and|versus|vs\.?|compared|against|with|in|for|on|than)\b|、|和|对|与|比|vs)",
    re.IGNORECASE,
)


def is_detail(line: Line, value: Mention) -> bool:
    """Whether a figure stands with an endpoint of its own in the bracket behind another (`ORR 68% (CR, 29%) versus 44% (CR, 13%)`)."""
    if measure_of(value).kind != "percent" or not line.is_bracketed(value.start):
        return False
    opened = line.text.rfind("(", line.start, value.start)
    named = any(opened < m.start and m.end <= value.start for m in line.of("METRIC"))
    return (
        named
        and bool(_DETAIL.search(line.text, max(line.start, opened - 12), value.start))
        and bool(_BEHIND_DETAIL.match(line.text, value.end, line.end))
    )
