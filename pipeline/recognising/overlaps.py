"""One reading of each stretch of text: overlapping mentions settled, contained ones kept as parts.

The longest mention wins; a REGIMEN, an ALTERATION or a DRUG_CLASS keeps what it contains (guideline, section 1).
Mentions with the same span and type are a list form and stay side by side.

>>> drug_class = Mention(0, 8, "DRUG_CLASS", "BCL-2抑制剂"); gene = Mention(0, 5, "GENE", "BCL-2")
>>> [(m.text, [p.text for p in m.parts]) for m in settle([gene, drug_class])]
[('BCL-2抑制剂', ['BCL-2'])]
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.records import EntityType, Mention

_FREE = -1
CONTAINERS: frozenset[EntityType] = frozenset({"REGIMEN", "ALTERATION", "DRUG_CLASS"})
_RANKS = {"glossary": 0.0, "clippings": 0.5, "alterations": 1.0, "measures": 2.0, "terms": 3.0, "names": 4.0}


def settle(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Outermost mentions in order, each with its parts.

    At one start the longer wins; at equal spans the earlier source in glossary, alterations, measures, terms, names;
    but a gene that the paper defines is an alteration where a list makes it one (`BTK或PLCG2突变`).
    """
    kept: list[Mention] = []
    owner: dict[int, int] = {}
    inner: dict[int, list[Mention]] = {}
    ordered = sorted(mentions, key=lambda m: (m.start - m.end, m.start, _rank(m)))
    if len(ordered) == 1:
        return tuple(ordered)
    for mention in ordered:
        holders = {owner.get(mention.start, _FREE), owner.get(mention.end - 1, _FREE)} - {_FREE}
        if not holders or all(_stands_beside(kept[h], mention) for h in holders):
            owner.update(dict.fromkeys(range(mention.start, mention.end), len(kept)))
            kept.append(mention)
        elif len(holders) == 1 and _may_contain(kept[holder := holders.pop()], mention):
            inner.setdefault(holder, []).append(mention)
    done = [replace(m, parts=settle(inner[i])) if i in inner else m for i, m in enumerate(kept)]
    return tuple(sorted(done, key=lambda m: (m.start, m.end)))


def _rank(mention: Mention) -> float:
    if mention.source == "glossary" and mention.type == "GENE":
        return _RANKS["alterations"] + 0.5
    return _RANKS.get(mention.source, len(_RANKS))


def _stands_beside(kept: Mention, mention: Mention) -> bool:
    same_kind = mention.type == kept.type and mention.source == kept.source
    return same_kind and _has_span_of(kept, mention) and mention.name != kept.name


def _may_contain(outer: Mention, inner: Mention) -> bool:
    if outer.type not in CONTAINERS or _has_span_of(outer, inner):
        return False
    inside = outer.start <= inner.start and inner.end <= outer.end
    return inside and (outer.type != inner.type or (outer.type == "REGIMEN" and not _goes_on(outer, inner)))


def _goes_on(outer: Mention, inner: Mention) -> bool:
    """Whether a sum goes on beyond the one inside it (`A+B` of `A+B+C`): part of one list, and no regimen by itself."""
    before, after = outer.text[: inner.start - outer.start].rstrip(), outer.text[inner.end - outer.start :].lstrip()
    return "+" in inner.text and " + " in inner.name and (before.endswith("+") or after.startswith("+"))


def _has_span_of(one: Mention, other: Mention) -> bool:
    return one.start == other.start and one.end == other.end
