"""Names that the lexicon holds, found by one pass of an automaton over the folded text.

Tokens play no part: jieba and spaCy split `JAK2 V617F` and `BCR::ABL1` even where they know them. The automaton finds
every form at every place, and boundary rules for both scripts then decide: a Latin name stands between characters that
are no letter or digit of its own script (ALL is not in SMALL, RAS not in RASA1), a Han name needs no boundary.
Where one form names several concepts, all are returned; linking decides. A pathway's stem is a name only together with
the head word behind it, which is looked for there: every stem with every head word would be fifty thousand forms.

>>> from pipeline.lexicon import Entry, Lexicon
>>> from pipeline.records import Concept
>>> rows = [Entry(Concept("chebi:1", "DRUG", "venetoclax", "维奈克拉"), (), (), {}, {}),
...         Entry(Concept("doid:9952", "DISEASE", "acute lymphoblastic leukemia"), ("ALL",), (), {}, {})]
>>> [(m.start, m.text, m.name) for m in TermFinder(Lexicon(tuple(rows))).find("维奈克拉治疗ALL, all SMALL doses")]
[(0, '维奈克拉', 'venetoclax'), (6, 'ALL', 'acute lymphoblastic leukemia')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import ahocorasick_rs

from pipeline.lexicon import Lexicon, Term, fold, head_end, spelled
from pipeline.records import Mention

_WORD = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_BARE = re.compile(r"[-\s_]+")
_SUBSCRIPT = re.compile(r"~\w{1,3}~")
_PHASE = re.compile(r"(?:i{1,3}|iv)(?:[/~-](?:i{1,3}|iv))?[ab]?期")
"""The phase of a trial, written right behind its name (`CLL14Ⅲ期研究`)."""
_NAMED_REGIMEN = re.compile(r"[A-Za-z0-9+]方案$")
"""The word for regimen behind a Latin name is no part of it (`CHOP方案`)."""
_CONTEXT_HIT = 0.95
_LONGEST_SHORT = 5
"""A short form takes a small plural s only: `CRS` is no plural of `CR`."""


class TermFinder:
    """The automaton of one lexicon. `find` may be called from one thread at a time."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._terms = lexicon.by_key
        self._named = list(self._terms.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(self._terms))

    def find(self, text: str) -> list[Mention]:
        """All mentions of lexicon names, longest first at one start, several per span where the form is shared."""
        key = fold(text)
        found: list[Mention] = []
        stems: list[tuple[int, int, Term]] = []
        for index, start, end in self._automaton.find_matches_as_indexes(key, overlapping=True):
            stop = 0 if _is_counted(key, end) else _bounded_end(key, start, end)
            if stop and not (stop > end and text[end] == "S" and end - start <= _LONGEST_SHORT):
                for term in self._named[index]:
                    if term.headed:
                        stems.append((start, end, term))
                        found += self._headed(term, text, key, start, end)
                    elif not term.cased or _same_case(text[start:end], term):
                        found.append(_exact(term, text, start, stop))
        found = _listed_apart(text, found)
        sharing = _sharing(text, stems, found)
        taken = {(m.start, m.end) for m in sharing}
        return [*(m for m in found if (m.start, m.end) not in taken), *sharing] if taken else found

    def _headed(self, term: Term, text: str, key: str, start: int, end: int) -> Iterator[Mention]:
        """The pathway that a stem names with the head word behind it (`PI3K/AKT` + `信号通路`), if that is no form itself."""
        stop = head_end(key, end)
        if stop and not any(form.concept == term.concept for form in self._terms.get(key[start:stop], ())):
            score = _CONTEXT_HIT if term.context else 1.0
            reason = f"{term.surface} before a head word"
            yield Mention(start, stop, term.concept.type, text[start:stop], term.concept, score, reason, "terms")


_SIDES = "上下"
"""Ends of words for a limit (`3级以上感染`), which open no name behind their first sign."""
_LIMITED = re.compile(r"[级度%\d及]以$")
_LISTED = re.compile(r"\s?(?:、|和|与|及|以及|, and|,|and|or)\s?")
_COMPOUND = re.compile("/")
_PLURAL = re.compile(r"(?:pathways|axes|cascades)$", re.IGNORECASE)


_NEXT_ITEM = re.compile(r"\s*[,、]\s*$")
_FURTHER_ITEM = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?(?:[,、]\s*(?:and\s+)?[A-Za-z\u4e00-\u9fff])")
_LAST_OF_LIST = re.compile(r"\S\s?(?:和|与|及|、|\band\b)\s?\S")
_BEFORE_ITEM = 60


def _listed_apart(text: str, found: list[Mention]) -> list[Mention]:
    """Mentions without a name that joins two events and ends a list of them (`diarrhea, nausea and vomiting`)."""
    events = [m for m in found if m.type == "ADVERSE_EVENT"]
    joined = {m.span for m in events if _LAST_OF_LIST.search(m.text) and _ends_list(text, m, events)}
    return [m for m in found if m.span not in joined] if joined else found


def _ends_list(text: str, mention: Mention, events: Iterable[Mention]) -> bool:
    """Whether a name whose halves are events of their own stands right behind a comma and another event."""
    halves = [m for m in events if mention.start <= m.start and m.end <= mention.end and m.span != mention.span]
    gap = _NEXT_ITEM.search(text, max(0, mention.start - _BEFORE_ITEM), mention.start)
    is_last = _FURTHER_ITEM.match(text, mention.end) is None
    return is_last and len(halves) > 1 and gap is not None and any(m.end == gap.start() for m in events)


def _sharing(text: str, stems: Iterable[tuple[int, int, Term]], found: Iterable[Mention]) -> list[Mention]:
    """Stems that share the head word of a pathway behind them (`PI3K/AKT和JAK/STAT通路`, `the NF-κB and MAPK pathways`).

    A stem that could as well be a gene does so only before a plural.
    """
    heads = {m.start: m for m in found if m.type == "PATHWAY"}
    done: list[Mention] = []
    if not heads:
        return done
    for start, end, term in sorted(stems, key=lambda stem: (-stem[0], stem[1] - stem[0])):
        joined = _LISTED.match(text, end)
        head = heads.get(joined.end()) if joined else None
        if (
            head is not None
            and start not in heads
            and (_COMPOUND.search(text, start, end) or _PLURAL.search(head.text))
        ):
            reason = f"{term.surface} in a list before a head word"
            heads[start] = head
            done.append(Mention(start, end, "PATHWAY", text[start:end], term.concept, 1.0, reason, "terms"))
    return done


def _exact(term: Term, text: str, start: int, stop: int) -> Mention:
    score = _CONTEXT_HIT if term.context else 1.0
    reason = f"exact form of {term.surface}"
    if term.concept.type == "REGIMEN" and _NAMED_REGIMEN.search(text, start, stop):
        stop -= len("方案")
    return Mention(start, stop, term.concept.type, text[start:stop], term.concept, score, reason, "terms")


def _bounded_end(key: str, start: int, end: int) -> int:
    """End of the name with a plural s, or 0 where the form stands inside a longer Latin word or before a subscript (`IC~50~`)."""
    if key[start] in _WORD and start and key[start - 1] in _WORD:
        return 0
    if key[start] in _SIDES and _LIMITED.search(key, max(0, start - 3), start):
        return 0
    if key[end - 1] not in _WORD or end == len(key) or key[end] not in _WORD:
        return 0 if key.startswith("~", end) and key[end - 1 : end].isalpha() and _SUBSCRIPT.match(key, end) else end
    if _PHASE.match(key, end):
        return end
    is_plural = key[end] == "s" and key[end - 1].isalpha() and (end + 1 == len(key) or key[end + 1] not in _WORD)
    return end + 1 if is_plural else 0


_COUNTED = re.compile(r"\s?(?:例(?![如外])|[名位人](?:患者)?[,;。]|patients|pts|cases|%|\(\s*\d+(?:\.\d+)?\s*%)")
_APART = 2


def _is_counted(key: str, end: int) -> bool:
    """Whether a name ends with a number of patients behind a space, and is no gene (`PR 3例,PD 1例`, `PR 3 (10%)`)."""
    number = end - 1
    if end == len(key) or not key[number].isdecimal():
        return False
    while number and key[number - 1].isdecimal():
        number -= 1
    is_apart = number >= _APART and key[number - 1] == " " and key[number - 2].isalpha()
    return is_apart and _COUNTED.match(key, end) is not None


def _same_case(surface: str, term: Term) -> bool:
    if surface == term.surface:
        return True
    bare, name = _BARE.sub("", surface), _BARE.sub("", term.surface)
    if bare in (name, spelled(name)):
        return True
    return term.concept.type == "GENE" and not term.context and len(name) > 2 and bare == name.capitalize()
