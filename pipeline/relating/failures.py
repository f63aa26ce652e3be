"""What is found in those whose treatment failed, where the drug is told before: `停药时检出X`, `30例进展者中10例新获X`.

The clause that tells of the failure names no drug: it goes on about the one that the sentence has named before it,
else the sentence before. Which drug that is, is the caller's to find for a sentence without any; of the drugs of the
same sentence it is the only one, or the one that was given last.

>>> from pipeline.relating.clauses import levels
>>> text = "甲药有效,但33例进展者中24例新获BTK突变"
>>> names = [Mention(0, 2, "DRUG", "甲药"), Mention(18, 23, "ALTERATION", "BTK突变")]
>>> level = levels(text, 0, len(text), names)[0]
>>> [(f.alteration.text, f.therapy.members[0].text) for f in found(level, [(18, names[1])], groups(level)[:1])]
[('BTK突变', '甲药')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.records import Mention
from pipeline.relating.clauses import BLANK, Level, family
from pipeline.relating.coordination import Group, groups
from pipeline.relating.details import detailed
from pipeline.relating.emergence import AUXILIARIES, forms

_ABSENT = ("wild-type", "unmutated")
_SHARE = r"(?:约|近|共|合计)*占(?=[了约近到\s]*(?:[一二三四五六七八九]成|半数|多数|大多数|绝大多数|\d|[一二三四五六七八九十]+分之))"


@dataclass(frozen=True, slots=True)
class Failure:
    """An alteration found at a failure, with the drugs of the sentence that failed, if any; offsets are the cue's.

    With `only_given` the sentence tells of no failure, but of those who were given the drug (`接受该药的患者中检出X`).
    """

    alteration: Mention
    therapy: Group | None
    start: int
    end: int
    only_given: bool = False


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    seen, new = forms("seen"), forms("new")
    texts = {
        "failure": rf"(?:{forms('at_failure')}|{forms('failing_people')}|{forms('failing_events')}"
        rf"|(?:{forms('people')})[\s{BLANK}]+(?:who\s+|that\s+)?(?:had\s+|have\s+|later\s+|then\s+)?(?:{forms('failing_verbs')}))",
        "taking": rf"(?:{forms('taking_it')})",
        "earlier": rf"(?:{forms('earlier')})",
        "denied": rf"(?:{forms('denied')})[^,;。]{{0,4}}$",
        "absent": rf"(?:{forms('absent')})[^,;。]*$",
        "joined": r"[^,;。]{0,24}(?:,|、|和|及|\band\b)\s*",
        "seen": rf"(?:{seen})",
        "seen_left": rf"(?:{seen}|{new}|{forms('borne')})(?:\s+in\s+\d[\d.]*\s*%\s+and\s*)?[^,;。]{{0,10}}$",
        "seen_right": rf"{AUXILIARIES}[^,;。]{{0,12}}?(?:{seen}|{new}|{forms('most')}|{_SHARE})",
        "count": rf"\s*(?:和|及|另有|and\s)?[\s{BLANK}]*(?:in\s+)?(?:\d+\s*(?:[例名]|patients|cases)|[\d.]+\s*[%％])[\s.。{BLANK}]*",
        "given": rf"(?:{forms('received')}|{forms('started')})\s*(?:[\w-]+\s+){{0,2}}$",
    }
    return {name: re.compile(text, re.IGNORECASE) for name, text in texts.items()}


def found(level: Level, held: Sequence[tuple[int, Mention]], lists: Sequence[Group]) -> Iterator[Failure]:
    """What one level says was found at a failure whose drug it has named before, or does not name.

    Args:
        level: The level.
        held: Alterations with the offset at which they stand on it.
        lists: Its lists of drugs.
    """
    patterns = _patterns()
    told = patterns["failure"].search(level.view) if held else None
    time = told or (patterns["taking"].search(level.view) if held else None)
    if time is None or patterns["earlier"].search(level.view):
        return
    at = level.start + time.start()
    therapy = _failed(level, lists, at)
    if lists and therapy is None:
        return
    first = level.clauses[level.clause_at(at)].start if lists else level.start
    for mention in _seen(level, held, first):
        clause = level.clauses[level.clause_at(mention.start)]
        treated = lists and any(family(m) == "drug" for m in level.within(max(at, clause.start), clause.end))
        if not treated and not mention.name.endswith(_ABSENT):
            for alteration in detailed(level, held, mention):
                yield Failure(alteration, therapy, at, level.start + time.end(), told is None)


def _failed(level: Level, lists: Sequence[Group], at: int) -> Group | None:
    """Of the drugs of a sentence the one that failed: the only one before the failure, else the one given last."""
    before = [g for g in lists if g.end <= at]
    if any(level.clause_at(g.start) == level.clause_at(at) for g in lists):
        return None
    named = [g for g in before if any(m.type != "DRUG_CLASS" for m in g.members)] or before
    given = [g for g in named if _patterns()["given"].search(level.text(level.start, g.start))]
    if given:
        return given[-1]
    return named[-1] if len({m.name for g in named for m in g.members}) == 1 else None


def _seen(level: Level, held: Sequence[tuple[int, Mention]], first: int) -> Iterator[Mention]:
    """The alterations from an offset on that the level says were found."""
    patterns = _patterns()
    last = -1
    for group in groups(level):
        clause = level.clauses[level.clause_at(group.start)]
        if group.kind != "alteration" or group.start < first:
            continue
        left, right = level.text(clause.start, group.start), level.text(group.end, clause.end)
        if patterns["denied"].search(left) or patterns["absent"].search(left):
            continue
        counted = patterns["count"].fullmatch(left + right) if _is_told_before(level, clause.start) else None
        joined = last >= clause.start and patterns["joined"].fullmatch(level.text(last, group.start))
        seen = patterns["seen_left"].search(left) or patterns["seen_right"].match(right) or counted or joined
        last = group.end if seen else last
        if seen:
            yield from (m for _, m in held if group.start <= m.start < group.end)


def _is_told_before(level: Level, start: int) -> bool:
    """Whether a clause before says that something was found."""
    return _patterns()["seen"].search(level.text(level.start, start)) is not None
