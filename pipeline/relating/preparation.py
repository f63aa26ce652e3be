"""Agents that only prepare patients for a cell product or a transplantation: they are no arms.

`以甲药和乙药清淋后输注CAR-T`, `lymphodepletion with A and B`, `conditioning (A, B)`: the word stands behind the list or before it.
Where two ways of conditioning are compared, they are what is tested.

>>> from pipeline.records import Concept, Mention
>>> def drug(start, end, text, name): return Mention(start, end, "DRUG", text, Concept(f"chebi:{end}", "DRUG", name))
>>> text = "以氟达拉滨和环磷酰胺清淋后输注"
>>> agents = (drug(1, 5, "氟达拉滨", "fludarabine"), drug(6, 10, "环磷酰胺", "cyclophosphamide"))
>>> [is_preparation(Line(text, 0, len(text), agents), agent) for agent in agents]
[True, True]
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.records import Mention
from pipeline.relating.lines import Line, any_of, list_around, pattern

_NEXT = re.compile(
    r"\s*(?:方案|regimen)?\s*\(\s*|\s*(?:\([^()]{1,40}\))?\s*(?:和|与|及|、|联合|加|/|\+|-|,\s*(?:and\s)?|\band\b|\bplus\b|\bcombined with\b)\s*",
    re.IGNORECASE,
)
_ROLES = ("prepares_cells", "prepares_transplant")
_COMPARED = re.compile(
    r"\b(?:versus|vs|compared|comparing|than|random\w*|arms?|groups?)\b|对比|比较|相比|随机|组(?![织成合蛋])|优于|高于|低于",
    re.IGNORECASE,
)


def is_preparation(line: Line, mention: Mention) -> bool:
    """Whether an agent is one of those that a line says patients were prepared with."""
    if not any_of("trial_metric_words", *_ROLES).search(line.text, line.start, line.end):
        return False
    if any_of("trial_metric_words", _ROLES[0]).search(mention.text):
        return True
    start, end = _list_around(line, mention)
    told = [
        role
        for role in _ROLES
        if _behind(role).match(line.text, end, line.end)
        or _before(role).search(line.text, max(line.start, start - 60), start)
    ]
    return _ROLES[0] in told or (bool(told) and _COMPARED.search(line.text, line.start, line.end) is None)


def _list_around(line: Line, mention: Mention) -> tuple[int, int]:
    """The stretch of the list of agents that holds a mention."""
    agents = line.of("DRUG", "REGIMEN")
    if mention not in agents:
        return mention.start, mention.end
    first, last = list_around(line, agents, agents.index(mention), _NEXT)
    return agents[first].start, agents[last].end


@lru_cache(maxsize=4)
def _behind(role: str) -> re.Pattern[str]:
    """The word behind a list of agents (`甲药和乙药清淋`, `A/B lymphodepletion`, `A and B as lymphodepletion`)."""
    told = pattern("trial_metric_words", role=role).pattern
    return re.compile(
        rf"\s*(?:\([^()]{{1,40}}\)|\))?(?:方案|化疗)?(?:进行|行|作为|用于|为)?[\s-]*(?:(?:as|for|based)\s+)?(?:{told})",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4)
def _before(role: str) -> re.Pattern[str]:
    """The word before a list of agents (`lymphodepletion with A`, `清淋方案为甲药`, `conditioning (A`)."""
    told = pattern("trial_metric_words", role=role).pattern
    return re.compile(
        rf"(?:{told})\s*(?:chemotherapy|regimens?|therapy|方案|化疗)*\s*(?:(?:was|were|included|comprised|with|of|using|by|consisting|consisted|either)\b\s*|[(:]\s*|为|包括|采用|使用|应用|予|用|以)+$",
        re.IGNORECASE,
    )
