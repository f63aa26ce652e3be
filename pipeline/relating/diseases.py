"""The disease that a claim is about: the nearest one named in clause, sentence, paragraph, heading or title.

>>> from pipeline.lexicon import Entry
>>> from pipeline.records import Concept
>>> rows = Lexicon((Entry(Concept("doid:1", "DISEASE", "multiple myeloma", "多发性骨髓瘤"), (), (), {}, {}),))
>>> in_text("多发性骨髓瘤的耐药机制", rows).name
'multiple myeloma'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.lexicon import Lexicon, fold
from pipeline.records import Concept, Mention
from pipeline.relating.cue_words import column

_CONTRASTED = re.compile(r"(?:与|和|较|比|不同于|有别于|unlike|than|compared with|in contrast to)\s*$", re.IGNORECASE)
_EQUALLED = re.compile(r"(?:与|和|同)[^,;。，；、与和同]{1,10}$")
_ALIKE = re.compile(
    r"(?:患者|者|病例|人群)?(?:的?(?:预后|生存|结局|疗效))?(?:相当|相近|相似|类似|相仿|一致|无差异|无显著差异)"
)
"""What is said behind the disease that another one is measured by (`预后与正常核型MZL相当`)."""
_TURNS_INTO = re.compile(
    r"(?:转化|转变|进展|演变|演进|恶化|转归)(?:为|成|至|到)(?:了|继发性?)?$"
    r"|\b(?:transform|progress|evol|convert)\w*\s+(?:in)?to\s+(?:(?:an?|the|overt|secondary)\s+)*$",
    re.IGNORECASE,
)
_IS_PERFECT = re.compile(
    r"\b(?:has|have|had|having)\s+(?:\w+\s+)?(?:transformed|progressed|evolved|converted)\s+(?:in)?to\s+(?:(?:an?|the|overt|secondary)\s+)*$",
    re.IGNORECASE,
)
"""What another disease has become already (`MPN that had progressed to AML`)."""
_TOWARDS = re.compile(r"向$")
_TURNS = re.compile(r"(?:方向)?(?:的)?(?:进展|转化|转变|演变|恶化)(?!后)")
_HAS_TURNED = re.compile(
    r"(?:后|时|的?患者|的?病例|者)|的[^,;。]{1,20}?(?:患者|病例|者)|\s+(?:patients|cases|with)\b", re.IGNORECASE
)
"""Words that make what a disease turned into the disease that is spoken of (`转化为AML后`)."""
_UNLIKE = re.compile(r"(?:不如|不像|并不像|而非|有别于|不同于|unlike|rather than)(?:在|\s)*$", re.IGNORECASE)
_COMPARED = re.compile(r"\s*(?:相比|比较|不同)")


def nearest(
    text: str, mentions: Sequence[Mention], at: int, scopes: Sequence[tuple[int, int]], lexicon: Lexicon
) -> Concept | None:
    """The disease nearest to an offset in the innermost scope that names one.

    Args:
        text: The section's text.
        mentions: All mentions of the section, in order.
        at: Section offset of what the disease qualifies.
        scopes: Stretches from the innermost outwards.
        lexicon: For what is a kind of what: a general name yields to a special one in a wider scope.
    """
    named = (m for m in mentions if m.type == "DISEASE" and m.concept)
    diseases = [m for m in named if not (_is_contrasted(text, m.start, m.end) or _is_outcome(text, m.start, m.end))]
    diseases = [m for m in diseases if not _is_secondary(m, lexicon) and not _is_second_name(text, m, diseases)]
    for start, end in scopes:
        inside = [m for m in diseases if start <= m.start and m.end <= end]
        if inside:
            chosen = min(inside, key=lambda m: (abs(m.start - at), m.start))
            wider = [m for m in diseases if scopes[-1][0] <= m.start < end]
            own = [m for m in wider if not _is_set_against(m, chosen, mentions, scopes)]
            return _special(chosen.concept, own, lexicon) if chosen.concept else None
    return None


def _is_set_against(
    other: Mention, chosen: Mention, mentions: Sequence[Mention], scopes: Sequence[tuple[int, int]]
) -> bool:
    """Whether an earlier clause of the sentence tells a response of its own of another disease (`GCB型预后好,X突变的DLBCL预后差`)."""
    start = scopes[0][0]
    if len(scopes) == 1 or chosen.start < start or not scopes[1][0] <= other.start < start:
        return False
    return any(m.type == "RESPONSE" and other.end <= m.start < start for m in mentions)


def only(mentions: Sequence[Mention], before: int, lexicon: Lexicon) -> Concept | None:
    """The one disease that a section has named before an offset."""
    told = [m for m in mentions if m.type == "DISEASE" and m.end <= before and not _is_secondary(m, lexicon)]
    named = {m.name: m.concept for m in told}
    return next(iter(named.values())) if len(named) == 1 else None


def narrowed(found: Concept, texts: Sequence[str], lexicon: Lexicon) -> Concept:
    """The disease of the first heading or title that is a kind of the one found, else that one."""
    for text in texts:
        special = in_text(text, lexicon)
        if special is not None and found.name in _ancestors(special, lexicon):
            return special
    return found


def _is_secondary(mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a mention names a complication or a spread, which no alteration is said to be found in."""
    key = (mention.name, lexicon.digest)
    if key not in _SECONDARY:
        names = {mention.name, *(_ancestors(mention.concept, lexicon) if mention.concept else ())}
        _SECONDARY[key] = any(word in name for name in names for word in column("secondary_diseases", "form"))
    return _SECONDARY[key]


def _is_second_name(text: str, mention: Mention, diseases: Sequence[Mention]) -> bool:
    """The second of two names of one entity (`CLL/SLL`): the first stands for it."""
    slash = mention.start - 1
    return text[slash : mention.start] == "/" and any(m.end == slash for m in diseases)


_SECONDARY: dict[tuple[str, str], bool] = {}


def _special(general: Concept, before: Sequence[Mention], lexicon: Lexicon) -> Concept:
    """The last disease before that is a kind of the one chosen, else that one."""
    kinds = [m.concept for m in before if m.concept and general.name in _ancestors(m.concept, lexicon)]
    return kinds[-1] if kinds else general


def _ancestors(concept: Concept, lexicon: Lexicon) -> frozenset[str]:
    """What a disease is a kind of; looked up once for each that the lexicon knows."""
    if not lexicon.relation(concept, "parent"):
        return frozenset()
    key = (concept.name, lexicon.digest)
    if key not in _ANCESTORS:
        _ANCESTORS[key] = frozenset(_upwards(concept, lexicon))
    return _ANCESTORS[key]


_ANCESTORS: dict[tuple[str, str], frozenset[str]] = {}


def _upwards(concept: Concept, lexicon: Lexicon) -> set[str]:
    found: set[str] = set()
    fresh = set(lexicon.relation(concept, "parent"))
    while fresh:
        found |= fresh
        entries = (lexicon.named("DISEASE", name) for name in fresh)
        fresh = {parent for entry in entries if entry for parent in entry.relations.get("parent", ())} - found
    return found


@lru_cache(maxsize=256)
def _is_contrasted(text: str, start: int, end: int) -> bool:
    left, right = text[max(0, start - 16) : start], text[end : end + 6]
    if _UNLIKE.search(left):
        return True
    if _EQUALLED.search(left) and _ALIKE.match(text, end):
        return True
    return bool(_CONTRASTED.search(left) and (_COMPARED.match(right) or left.isascii()))


_TURN_REACH = 40


@lru_cache(maxsize=256)
def _is_outcome(text: str, start: int, end: int) -> bool:
    """Whether a disease is what another one turns into (`易转化为AML`, `transformation to SCLC`)."""
    left = text[max(0, start - _TURN_REACH) : start]
    if _TOWARDS.search(left) and _TURNS.match(text, end):
        return True
    if _IS_PERFECT.search(left):
        return False
    return _TURNS_INTO.search(left) is not None and _HAS_TURNED.match(text, end) is None


_KNOWN: dict[tuple[str, int], dict[str, Concept]] = {}
_FOUND: dict[tuple[str, int, str], Concept | None] = {}
_SHORTEST = 3


def in_text(text: str, lexicon: Lexicon) -> Concept | None:
    """The one disease that a heading or title names, the most special of its names; looked up once for each text.

    A title of several (`CML and myelofibrosis`) does not say which one a claim is about.
    """
    identity = (lexicon.digest, len(lexicon.entries), text)
    if identity not in _FOUND:
        named = {concept.name: concept for concept in _named(fold(text), _names(lexicon))}
        general = {name for concept in named.values() for name in _ancestors(concept, lexicon)}
        special = [concept for name, concept in named.items() if name not in general]
        _FOUND[identity] = special[0] if len(special) == 1 else None
    return _FOUND[identity]


def _names(lexicon: Lexicon) -> dict[str, Concept]:
    identity = (lexicon.digest, len(lexicon.entries))
    if identity not in _KNOWN:
        terms = (t for t in lexicon.terms if t.concept.type == "DISEASE" and not t.context)
        _KNOWN[identity] = {t.key: t.concept for t in terms if len(t.key) >= _SHORTEST or not t.key.isascii()}
    return _KNOWN[identity]


def _named(key: str, names: dict[str, Concept]) -> Iterator[Concept]:
    """The longest names in a folded text, in order; the second name of one entity (`CLL/SLL`) is left out."""
    found = sorted((key.find(name), -len(name), name) for name in names if name in key and _is_whole(key, name))
    end = -1
    for start, _, name in found:
        if start >= end:
            if end < 0 or key[end:start] != "/":
                yield names[name]
            end = start + len(name)


def _is_whole(key: str, name: str) -> bool:
    """Whether a Latin name stands between characters that are no letters or digits."""
    at = key.find(name)
    before, after = key[max(at - 1, 0) : at], key[at + len(name) : at + len(name) + 1]
    left = not (name[0].isascii() and before.isascii() and before.isalnum())
    return left and not (name[-1].isascii() and after.isascii() and after.isalpha())
