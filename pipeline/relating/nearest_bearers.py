"""The alterations that stand before a word of response in its clause, those left out that only tell who the patients are.

>>> from pipeline.relating.clauses import levels
>>> text = "在X突变患者中,Y突变对甲药耐药"
>>> names = [Mention(1, 4, "ALTERATION", "X突变"), Mention(8, 11, "ALTERATION", "Y突变")]
>>> level = levels(text, 0, len(text), names)[0]
>>> [m.text for m in nearest_list(level, [(m.start, m) for m in names], Response(14, 16, "resistance", "word"))]
['Y突变']
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention
from pipeline.relating.altered_cells import POPULATION, is_moved
from pipeline.relating.clauses import Clause, Level
from pipeline.relating.held_alterations import Held, genes
from pipeline.relating.responses import Response


def without_moved(level: Level, clause: Clause, before: Sequence[Mention], response: Response) -> tuple[Mention, ...]:
    """The alterations before a word without those that only name the cells acted on, if others act."""
    acting = tuple(m for m in before if not is_moved(level, clause, m))
    return acting if acting or response.predicate == "resistance" else tuple(before)


def nearest_list(level: Level, inside: Held, response: Response) -> tuple[Mention, ...]:
    """Alterations left of the word; those that only define a population (`X突变患者中`) yield to others behind them."""
    left = [(at, m) for at, m in inside if at < response.start and not _NOT_IT.search(level.text(level.start, m.start))]
    kept: list[Mention] = []
    for at, mention in reversed(left):
        end = max(mention.end, at)
        if kept and (_is_ranked_before(level, end, kept[-1].start) or _is_fronted(level, mention, kept, response)):
            break
        if kept and (POPULATION.match(level.text(end, end + 36)) or _has_changed(level, mention, kept[-1])):
            break
        kept.append(mention)
    return tuple(reversed(kept))


_NOT_IT = re.compile(
    r"(?:\S\s*,?\s*\b(?:but|though|and) not\s+(?:the\s+)?(?:[A-Z][A-Za-z0-9-]{1,9}\s+)?|[^是并,，\s]\s?(?:而非|而不是|但非|而并非)\s?)$",
    re.IGNORECASE,
)
"""Words that take what stands behind them out of a subject (`X but not Y causes resistance`)."""
_RANKED = re.compile(r"[,，;；]\s*(?:其次|再次|然后|居中的?|中等的?|中间)(?:则|依次)?(?:是|为|者为)[^,，;；。]*$")


def _is_ranked_before(level: Level, end: int, start: int) -> bool:
    """Whether an alteration closes a rank of its own, and a comma parts it from the next (`其次是X和Y,Z预后最差`)."""
    parted = level.text(end, start).lstrip("者的患")[:1] in (",", "，", ";", "；")
    return parted and _RANKED.search(level.text(level.start, end)) is not None


def _is_fronted(level: Level, mention: Mention, kept: Sequence[Mention], response: Response) -> bool:
    """Whether an alteration opens its sentence as that of the patients in whom another one matters (`In patients with X, Y predicted`)."""
    if not _AMONG_THOSE.fullmatch(level.text(level.start, mention.start)) or response.frame != "prognosis":
        return False
    parted = level.text(mention.end, kept[-1].start).strip()[:1] == ","
    return parted and "," not in level.text(kept[0].end, response.start)


_AMONG_THOSE = re.compile(
    r"\s*(?:in|among|within)\s+(?:[\w-]+\s+){0,3}?(?:with|carrying|harbou?ring)\s+", re.IGNORECASE
)
_HAVING = re.compile(r"\s*(?:阳性)?(?:伴有?|合并|携带|且有|with|harbou?ring|bearing|carrying)\s*", re.IGNORECASE)


def _has_changed(level: Level, fusion: Mention, change: Mention) -> bool:
    """Whether a fusion or translocation names those with a further change (`EML4::ALK伴G1202R`, `t(8;21)伴KIT突变`): that one tells."""
    is_own = "::" in fusion.name and " p." in change.name
    is_own = is_own and genes(change) <= genes(fusion) | set(fusion.name.split("::"))
    is_told = is_own or _TRANSLOCATION.match(fusion.name)
    return bool(is_told and _HAVING.fullmatch(level.text(fusion.end, change.start)))


_TRANSLOCATION = re.compile(r"(?:t|inv)\(")
