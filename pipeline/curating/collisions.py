"""Names that would be found in the wrong place: one form of two concepts, and names that are everyday words.

A form of two concepts is allowed where both rows declare it ambiguous and name the words of context that decide.

>>> from pipeline.lexicon import Entry
>>> from pipeline.records import Concept
>>> rows = [Entry(Concept("local:a", "DISEASE", "mantle cell lymphoma"), ("MCL",), (), {}, {}),
...         Entry(Concept("local:b", "GENE", "MCL1"), ("MCL",), (), {}, {})]
>>> [str(clash) for clash in clashes(Lexicon(tuple(rows)))]
['MCL of DISEASE mantle cell lymphoma is a form of GENE MCL1']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from pipeline.curating.findings import Finding
from pipeline.curating.rows import Row
from pipeline.lexicon import Lexicon, Term, cues, fold, needs_case, variants

_BARE = re.compile(r"[-\s_]+")
_VERY_FREQUENT = 100_000


@dataclass(frozen=True, slots=True)
class Clash:
    """A form that two concepts share and that at least one of them does not declare."""

    first: Term
    second: Term

    @property
    def key(self) -> tuple[str, str, str, str]:
        """The two concepts; all forms that they share are one clash."""
        first, second = self.first.concept, self.second.concept
        return first.type, first.name, second.type, second.name

    def __str__(self) -> str:
        first, second = self.first, self.second
        return (
            f"{first.surface} of {first.concept.type} {first.concept.name} "
            f"is a form of {second.concept.type} {second.concept.name}"
        )


def clashes(held: Lexicon) -> list[Clash]:
    """One clash for every two concepts that share an undeclared form."""
    found: dict[tuple[str, str, str, str], Clash] = {}
    for terms in held.by_key.values():
        for first, second in combinations(terms, 2):
            if _clash(first, second):
                clash = Clash(first, second)
                found.setdefault(clash.key, clash)
    return list(found.values())


def _clash(first: Term, second: Term) -> bool:
    if first.concept == second.concept or first.headed != second.headed or (first.context and second.context):
        return False
    both_cased = first.cased and second.cased
    return not both_cased or _BARE.sub("", first.surface) == _BARE.sub("", second.surface)


def check(rows: Sequence[Row], held: Lexicon, frequent: Mapping[str, int]) -> Iterator[Finding]:
    """Errors for undeclared shared forms and for everyday words, warnings for very frequent Chinese words."""
    places = {(row.kind, row.name): row for row in rows}
    for clash in clashes(held):
        row, other = (places[term.concept.type, term.concept.name] for term in (clash.second, clash.first))
        yield Finding("error", row.path, row.line, f"{clash} ({other.place}); declare it ambiguous in both")
    for row in rows:
        yield from _words(row, frequent)


def is_everyday(name: str, kind: str) -> bool:
    """Whether a name is matched in any case and one of its forms is an everyday word."""
    return not needs_case(name, kind) and not _common().isdisjoint(variants(name))


@cache
def _common() -> frozenset[str]:
    return frozenset(fold(row["form"]) for row in cues("common_words"))


def _words(row: Row, frequent: Mapping[str, int]) -> Iterator[Finding]:
    declared = {fold(alias) for alias, _ in row.ambiguous}
    for name in _plain(row):
        if fold(name) in declared:
            continue
        if is_everyday(name, row.kind):
            yield Finding(
                "error", row.path, row.line, f"{name} is an everyday word: declare it ambiguous or leave it out"
            )
        elif frequent.get(name, 0) >= _VERY_FREQUENT:
            yield Finding("warning", row.path, row.line, f"{name} is very frequent in general Chinese text")


def _plain(row: Row) -> Iterable[str]:
    aliases = (name for language in ("en", "zh") for name in row.aliases(language) if not name.endswith("~"))
    return filter(None, (row.name, row.cells["name_zh"], *aliases))
