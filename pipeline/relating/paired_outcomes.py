"""Two opposite outcomes told of two alterations in their order: `X and Y confer good and poor prognosis, respectively`.

>>> from pipeline.relating.clauses import levels
>>> text = "X and Y confer good and poor prognosis, respectively"
>>> names = [Mention(0, 1, "ALTERATION", "X"), Mention(6, 7, "ALTERATION", "Y")]
>>> level = levels(text, 0, len(text), names)[0]
>>> said = Response(24, 38, "worse_prognosis", "prognosis")
>>> [(response.predicate, bearer.alterations[0].text) for response, bearer in parted(level, [(0, names[0]), (6, names[1])], said)]
[('better_prognosis', 'X'), ('worse_prognosis', 'Y')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.records import Mention
from pipeline.relating import PAIR
from pipeline.relating.bearer_record import Bearer
from pipeline.relating.clauses import Level, family
from pipeline.relating.held_alterations import Held
from pipeline.relating.responses import Response

_GOOD = r"(?:favou?rable|good|better|improved|longer|superior|excellent)"
_BAD = r"(?:adverse|poor|poorer|unfavou?rable|worse|inferior|shorter|dismal)"
_FATE = r"(?:prognos[ie]s|outcomes?|(?:overall\s+)?survival|OS|PFS|EFS|risk)"
_FEELS = r"(?:respon(?:se|siveness|sive)|sensitiv(?:e|ity))"
_RESISTS = r"(?:resistan(?:ce|t))"
_FINE = r"(?:良好|较好|更好|好|有利|较佳)"
_ILL = r"(?:不良|较差|更差|差|不利)"
_BEHIND = r"[^;.。；]{0,60}?\brespectively"
_IN_TURN = re.compile(r"\brespectively|分别", re.IGNORECASE)
_PAIRS = tuple(
    (re.compile(text, re.IGNORECASE), predicates)
    for text, predicates in (
        (rf"\b{_GOOD}\s+and\s+{_BAD}\s+{_FATE}\b{_BEHIND}", ("better_prognosis", "worse_prognosis")),
        (rf"\b{_BAD}\s+and\s+{_GOOD}\s+{_FATE}\b{_BEHIND}", ("worse_prognosis", "better_prognosis")),
        (rf"\b{_FEELS}(?:\s+to)?\s+and\s+{_RESISTS}\b{_BEHIND}", ("sensitivity", "resistance")),
        (rf"\b{_RESISTS}(?:\s+to)?\s+and\s+{_FEELS}\b{_BEHIND}", ("resistance", "sensitivity")),
        (rf"分别[^,，;；。]{{0,12}}?(?:预后)?{_FINE}(?:预后)?[和与及、](?:预后)?{_ILL}(?:的?预后)?", ("better_prognosis", "worse_prognosis")),
        (rf"分别[^,，;；。]{{0,12}}?(?:预后)?{_ILL}(?:预后)?[和与及、](?:预后)?{_FINE}(?:的?预后)?", ("worse_prognosis", "better_prognosis")),
        (r"分别[^,，;；。]{0,20}?敏感性?[和与及、]耐药性?", ("sensitivity", "resistance")),
        (r"分别[^,，;；。]{0,20}?耐药性?[和与及、]敏感性?", ("resistance", "sensitivity")),
    )
)  # fmt: skip
"""Two opposite outcomes joined by `and`, said respectively, with what the first and the second tell."""


def parted(level: Level, held: Held, response: Response) -> Iterator[tuple[Response, Bearer]]:
    """What each of two alterations is said to bring, where a response is one of two opposite outcomes told respectively.

    Args:
        level: The level.
        held: What can be spoken of on it.
        response: One word of the pair.
    """
    if _IN_TURN.search(level.view) is None:
        return
    for pattern, predicates in _PAIRS:
        said = pattern.search(level.view)
        if said is None or not _overlaps(level, said, response):
            continue
        named = _two_before(held, level.start + said.start())
        for alteration, predicate in zip(named, predicates, strict=False):
            yield replace(response, predicate=predicate), Bearer((alteration,), 0, "respectively")


def is_crossed(level: Level, response: Response) -> bool:
    """Whether a response is one of two opposite ones told respectively of two drugs, too, which no one can pair (`sensitivity and resistance to A and B`).

    Args:
        level: The level.
        response: One word of the pair.
    """
    if _IN_TURN.search(level.view) is None:
        return False
    for pattern, predicates in _PAIRS:
        said = pattern.search(level.view) if "resistance" in predicates else None
        if said is None or not _overlaps(level, said, response):
            continue
        drugs = {m.name for m in level.mentions if family(m) == "drug"}
        changes = [m for m in level.mentions if m.type == "ALTERATION"]
        return len(drugs) > 1 and len(changes) > 1
    return False


def _overlaps(level: Level, said: re.Match[str], response: Response) -> bool:
    return level.start + said.start() < response.end and response.start < level.start + said.end()


def _two_before(held: Held, start: int) -> tuple[Mention, ...]:
    """The two alterations before a place, in their order; nothing where there are more or fewer."""
    named = {m.name: m for at, m in held if at < start}
    return tuple(named.values()) if len(named) == PAIR else ()
