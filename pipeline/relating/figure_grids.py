"""Figures that a line sets out like a small table: a list of endpoints, and for each of them a figure of each arm.

It goes endpoint by endpoint (`OS and PFS were 60% vs 40% (P = .04) and 50% vs 35% (P = .03)`) or group by group
(`CR and PR were 50% and 20% with A and 30% and 25% with B`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.records import Endpoint, Mention
from pipeline.relating import PAIR
from pipeline.relating.endpoint_lists import metric_list, with_landmark
from pipeline.relating.figure_gaps import is_list_gap, masked
from pipeline.relating.figure_times import landmarks, own_time, times_told
from pipeline.relating.figures import LISTED_KINDS, Figure, code_of, fits, measure_of
from pipeline.relating.lines import Line, pattern

_REACH = 120
_GRID = 2000
"""Numbers of comparisons that no other pattern uses begin here."""
_HOW = ("respective list", "after endpoint")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_NEXT_GROUP = re.compile(
    r"\s*(?:with|for|in|among|on|under|of|after)\s[^,;:。()\d%]{1,60}?,?\s(?:and|versus|vs\.?|(?:as )?compared (?:with|to)|(?:as )?against|but|while|whereas)(?:\s(?:only|just))?(?:\sin)?(?:\s(?:only|just))?\s*",
    re.IGNORECASE,
)
"""What leads from the last figure of a group to the first of the next, the group named behind its figures."""


def grid(line: Line, values: Sequence[Mention], metrics: Sequence[Mention]) -> Iterator[Figure]:
    """The figures of a line that make such a table, each with its endpoint and its place in the comparison."""
    cells = [v for v in values if measure_of(v).kind in LISTED_KINDS]
    for chain in _chains(line, cells):
        kinds = [_kind(line, a, b) for a, b in pairwise(chain)]
        if (size := _by_endpoint(kinds)) and (listed := _endpoints(line, metrics, chain[::PAIR], size)):
            for place, value in enumerate(chain):
                number, side = divmod(place, PAIR)
                yield Figure(listed[number], value, "after endpoint", _GRID + number, side, PAIR)
        elif (size := _by_group(kinds)) and (dated := list(_by_landmark(line, metrics, chain, size))):
            yield from dated
        elif size and (listed := _endpoints(line, metrics, chain, size)):
            groups = len(chain) // size if _are_arms(line, chain, size) else 1
            for place, value in enumerate(chain):
                side, number = divmod(place, size)
                yield Figure(
                    listed[number], value, _HOW[groups > 1], _GRID + number, side if groups > 1 else -1, groups
                )


def _by_landmark(line: Line, metrics: Sequence[Mention], chain: Sequence[Mention], size: int) -> Iterator[Figure]:
    """Figures of one endpoint at each of several times, group by group (`OS at 1 and 2 years was 56% and 30% with A and 46% and 24% with B`)."""
    metric = next((m for m in reversed(metrics) if m.end <= chain[0].start), None)
    times = _times(line, metric, chain[:size]) if metric is not None else []
    if metric is None or not times or not all(fits(metric, measure_of(value)) for value in chain):
        return
    groups = len(chain) // size if _are_arms(line, chain, size) else 1
    dated = [_at(metric, time) for time in times]
    for place, value in enumerate(chain):
        side, number = divmod(place, size)
        yield Figure(dated[number], value, _HOW[groups > 1], _GRID + number, side if groups > 1 else -1, groups)


def _times(line: Line, metric: Mention, group: Sequence[Mention]) -> list[str]:
    """The times that the figures of a group are told for, listed behind the endpoint or before it (`The 1-year and 2-year OS rates`)."""
    before = [*(time for _, time in landmarks(line, metric)), own_time(line, metric)[1]]
    return times_told(line, metric, group) or (before if len(before) == len(group) else [])


def _at(metric: Mention, time: str) -> Mention:
    """An endpoint at a landmark that stands behind it."""
    endpoint = metric.detail if isinstance(metric.detail, Endpoint) else Endpoint(code_of(metric))
    return replace(metric, detail=replace(endpoint, timepoint=time))


def _are_arms(line: Line, chain: Sequence[Mention], size: int) -> bool:
    """Whether a treatment stands behind the figures of the first group; other groups (`for men`) make no arms."""
    agents = line.of("DRUG", "REGIMEN", "DRUG_CLASS")
    return any(chain[size - 1].end <= agent.start < chain[size].start for agent in agents)


def _chains(line: Line, cells: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Figures that follow each other with nothing but joining words, groups and brackets between them."""
    chain: list[Mention] = []
    for cell in cells:
        if chain and not _kind(line, chain[-1], cell):
            yield chain
            chain = []
        chain.append(cell)
    if chain:
        yield chain


_AND = re.compile(r"\s*(?:和|与|及|and)\s*")
_TWO_GROUPS = re.compile(r"组[^,;。]{0,24}组|[两二]组")
"""Two groups named before figures that go endpoint by endpoint (`甲组与对照组OS率、PFS率分别为60%和50%、40%和30%`)."""
_TWO_BEHIND = re.compile(
    r"[^;。]*?\b(?:for|with|in|on|among|under)\s[^,;。%]{2,60}?\sand\s[^,;。%]{2,60}?,\s*respectively", re.IGNORECASE
)
"""Two groups named behind such figures (`5.9 and 3.1 months, and 13.9 and 11.2 months for A and B, respectively`)."""


_NEXT_PART = re.compile(
    r"\s*(?:,\s*P\s*[=<>]\s*[\d.]+)?\s*;\s*|\s*,\s*P\s*[=<>]\s*[\d.]+\s*(?:,\s*(?:and\s+)?|and\s+|和|及|与|、)\s*",
    re.IGNORECASE,
)
"""What parts the comparisons of a bracket, one for each endpoint (`(72% vs 51%, P = .003; 7% vs 0%, P = .011)`)."""


def _kind(line: Line, first: Mention, second: Mention) -> str:
    """How two figures are joined: `versus`, `and`, `list` or `group`; nothing where they are not, or an endpoint parts them."""
    if any(first.end <= m.start < second.start for m in line.of("METRIC", "ADVERSE_EVENT")):
        return ""
    gap = _BRACKETS.sub("", masked(line, first.end, second.start))
    if pattern("trial_metric_words", role="versus").fullmatch(gap.strip(" ,")):
        return "versus"
    if _NEXT_PART.fullmatch(gap):
        return "list"
    if is_list_gap(gap):
        return "and" if _AND.fullmatch(gap) and _are_two_groups(line, first, second) else "list"
    return "group" if _NEXT_GROUP.fullmatch(gap) else ""


def _are_two_groups(line: Line, first: Mention, second: Mention) -> bool:
    """Whether two groups are named before the first figure of a pair, or behind the second."""
    before = _TWO_GROUPS.search(line.text, line.start, first.start)
    return bool(before or _TWO_BEHIND.match(line.text, second.end, line.end))


def _by_endpoint(kinds: list[str]) -> int:
    """How many endpoints a chain has where each has a pair of figures; 0 for another order."""
    is_grid = len(kinds) > PAIR and (kinds[0] in ("versus", "and") or kinds[:PAIR] == ["list", "and"])
    between = {"versus": ("list", "and"), "and": ("list",), "list": ("and",)}.get(kinds[0] if kinds else "", ())
    is_grid = is_grid and all(kind in (between if at % PAIR else kinds[:1]) for at, kind in enumerate(kinds))
    return (len(kinds) + 1) // PAIR if is_grid and len(kinds) % PAIR else 0


def _by_group(kinds: Sequence[str]) -> int:
    """How many endpoints a chain has where each group has a list of figures; 0 for another order."""
    size = kinds.index("group") + 1 if "group" in kinds else 0
    is_grid = size >= PAIR and (len(kinds) + 1) % size == 0
    return size if is_grid and all((k == "group") == (at % size == size - 1) for at, k in enumerate(kinds)) else 0


def _endpoints(line: Line, metrics: Sequence[Mention], chain: Sequence[Mention], size: int) -> list[Mention]:
    """The endpoints listed before a chain, if they are as many as it needs and none lists landmarks of its own."""
    listed = metric_list(line, metrics, chain[0].start, _REACH)
    gap = line.between(listed[-1].end, chain[0].start) if listed else ";"
    if len({code_of(m) for m in listed}) != size or len(listed) != size or re.search(r"[;。%]", gap):
        return []
    if any(landmarks(line, metric) for metric in listed):
        return []
    is_fitting = all(fits(listed[at % size], measure_of(value)) for at, value in enumerate(chain))
    return [with_landmark(metric, listed[0]) for metric in listed] if is_fitting else []
