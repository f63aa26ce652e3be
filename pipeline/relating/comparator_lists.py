"""The figures of a comparator, listed before it, for endpoints that had a figure each just before.

`A gave an ORR of 50% and PFS of 9 months, versus 26% and 5 months with B`: the list goes through the endpoints in their order.

>>> bool(_SET_AGAINST.fullmatch(", versus ")), bool(_SET_AGAINST.fullmatch(" with ____, compared with only "))
(True, True)
>>> bool(_SET_AGAINST.fullmatch(", and ")), bool(_NAMED_BEHIND.match(", respectively, with ____"))
(False, True)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention
from pipeline.relating import PAIR
from pipeline.relating.figure_gaps import LONGEST_JOIN, is_list_gap, masked
from pipeline.relating.figures import LISTED_KINDS, Figure, alike, code_of, measure_of, timepoint
from pipeline.relating.lines import Line

_GROUP = r"\s*(?:with|for|in|on|among|under|after)\s+(?:the\s+|those\s+|patients\s+|given\s+|receiving\s+|treated\s+with\s+|on\s+)*(?:_+|placebo|controls?|chemotherapy|observation|(?:patients\s+|those\s+)?(?:without|who\s+did\s+not|not\s+achieving|the\s+others))"
_SET_AGAINST = re.compile(
    rf"(?:\s*\([^()]*\))?(?:{_GROUP}(?:[\s-](?:arm|group|alone))?)?\s*,?\s*(?:versus|vs\.?|(?:as )?(?:compared (?:with|to)|against|opposed to))\s+(?:(?:only|just)\s+)?",
    re.IGNORECASE,
)
_NAMED_BEHIND = re.compile(rf"(?:\s*\([^()]*\))?(?:,?\s*respectively,?)?{_GROUP}", re.IGNORECASE)


def of_comparator(
    line: Line, run: Sequence[Mention], values: Sequence[Mention], known: Sequence[Figure]
) -> list[Mention]:
    """The endpoints of the figures of a run that stand in such a list; nothing where they do not.

    Args:
        line: The line.
        run: Figures of one kind, whose endpoints are looked for.
        values: All figures of the line that are results.
        known: The figures before that have an endpoint.
    """
    chain = _chain(line, run[0], values)
    told = [f for f in known if f.value.end <= chain[0].start and measure_of(f.value).kind in LISTED_KINDS][
        -len(chain) :
    ]
    if len(chain) < PAIR or not _are_answered(chain, told) or any(value not in chain for value in run):
        return []
    begins, ends = told[-1].value.end, chain[-1].end
    if any(begins <= m.start < chain[0].start for m in line.of("METRIC", "ADVERSE_EVENT")):
        return []
    is_set = _SET_AGAINST.fullmatch(masked(line, begins, chain[0].start)) is not None
    is_named = _NAMED_BEHIND.match(masked(line, ends, min(ends + LONGEST_JOIN, line.end))) is not None
    return [told[chain.index(value)].metric for value in run] if is_set and is_named else []


def _chain(line: Line, value: Mention, values: Sequence[Mention]) -> list[Mention]:
    """The list of figures that one is in."""
    listed = [v for v in values if measure_of(v).kind in LISTED_KINDS]
    if value not in listed:
        return [value]
    first = last = listed.index(value)
    while first > 0 and is_list_gap(line.between(listed[first - 1].end, listed[first].start)):
        first -= 1
    while last + 1 < len(listed) and is_list_gap(line.between(listed[last].end, listed[last + 1].start)):
        last += 1
    return listed[first : last + 1]


def _are_answered(chain: Sequence[Mention], told: Sequence[Figure]) -> bool:
    """Whether as many figures alone, of other endpoints each, are of the same kinds as those of a list."""
    if len(told) != len(chain) or any(f.side >= 0 for f in told):
        return False
    kinds = zip((measure_of(f.value).kind for f in told), (measure_of(v).kind for v in chain), strict=True)
    is_each = len({(code_of(f.metric), timepoint(f.metric)) for f in told}) == len(told)
    return is_each and all(kind in alike(other) for kind, other in kinds)
