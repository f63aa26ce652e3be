"""What every row must be, whatever it names: kinds, identifiers, simplified characters, relations that lead somewhere.

>>> from pathlib import Path
>>> from pipeline.lexicon import COLUMNS
>>> cells = dict.fromkeys(COLUMNS, "") | {"concept_id": "chebi:x", "kind": "DRUG", "name": "imatinib", "name_zh": "伊馬替尼"}
>>> [finding.message for finding in check([Row(Path("drugs.tsv"), 2, cells)])]
["chebi:x is no identifier of 'chebi'", '伊馬替尼 holds traditional characters, write 伊马替尼']
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.curating.findings import Finding
from pipeline.curating.rows import Row
from pipeline.lexicon import COLUMNS, cues, fold, variants
from pipeline.records import ENTITY_TYPES

KINDS = tuple(kind for kind in ENTITY_TYPES if kind not in ("VALUE", "RESPONSE"))
_HAN = re.compile(r"[\u3400-\u9fff]")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {row["prefix"]: re.compile(row["pattern"]) for row in cues("curie_patterns")}


@cache
def _relation_kinds() -> dict[tuple[str, str], tuple[str, ...]]:
    return {(row["key"], row["of"]): tuple(filter(None, row["kinds"].split("|"))) for row in cues("relation_kinds")}


@cache
def _kept() -> frozenset[str]:
    """Characters that a table of conversion changes and that mainland names are written with."""
    return frozenset(row["form"] for row in cues("kept_characters"))


def check(rows: Sequence[Row]) -> Iterator[Finding]:
    """Errors of single rows, then doubles, then relations."""
    for row in rows:
        yield from (_error(row, message) for message in (*_identity(row), *_names(row), *_ambiguous(row)))
    yield from _doubles(rows)
    yield from _relations(rows)


def _error(row: Row, message: str) -> Finding:
    return Finding("error", row.path, row.line, message)


def _identity(row: Row) -> Iterator[str]:
    if row.kind not in KINDS:
        yield f"kind {row.kind!r} is none of {', '.join(KINDS)}"
    if not row.name:
        yield "no name"
    for curie in row.ids:
        prefix, _, number = curie.partition(":")
        if prefix not in _patterns():
            yield f"{curie}: prefix {prefix!r} is none of {', '.join(_patterns())}"
        elif not _patterns()[prefix].fullmatch(number):
            yield f"{curie} is no identifier of {prefix!r}"
    if not row.concept_id:
        yield "no concept_id"


def _names(row: Row) -> Iterator[str]:
    for column in COLUMNS:
        if row.cells[column] != row.cells[column].strip():
            yield f"{column} begins or ends with a space"
    for name in (row.cells["name_zh"], *row.aliases("zh")):
        simple = "".join(fold(sign) if _HAN.match(sign) and sign not in _kept() else sign for sign in name)
        if simple != name:
            yield f"{name} holds traditional characters, write {simple}"
    for name in (row.name, *row.aliases("en")):
        if _HAN.search(name):
            yield f"{name} is Chinese and stands among the English names"
    yield from (f"{name} has a bracket without its other" for name in row.names if not _is_balanced(name))
    for language in ("en", "zh"):
        doubles = [name for name, count in Counter(row.aliases(language)).items() if count > 1]
        yield from (f"{name} stands twice in aliases_{language}" for name in doubles)


def _is_balanced(name: str) -> bool:
    return all(name.count(left) == name.count(right) for left, right in ("()", "[]", "（）", "“”"))


def _ambiguous(row: Row) -> Iterator[str]:
    names = {form for name in row.names for form in variants(name)}
    for alias, words in row.ambiguous:
        if fold(alias) not in names:
            yield f"{alias} is declared ambiguous and is none of the names"
        if not words.strip(","):
            yield f"{alias} is declared ambiguous without words of context"


def _doubles(rows: Sequence[Row]) -> Iterator[Finding]:
    by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)
    by_id: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_name[row.kind, row.name].append(row)
        by_id[row.concept_id].append(row)
    for same in (*by_name.values(), *by_id.values()):
        first = same[0]
        for row in (row for row in same[1:] if not _extends(row, first)):
            shared = "name and kind" if first.name == row.name and first.kind == row.kind else row.concept_id
            yield _error(row, f"{row.name} has {shared} of {first.name} ({first.place})")


def _extends(row: Row, first: Row) -> bool:
    """Whether a row of the user's own folder adds to a shipped concept."""
    return row.path.parent != first.path.parent and (row.kind, row.name) == (first.kind, first.name)


def _relations(rows: Sequence[Row]) -> Iterator[Finding]:
    known = {(row.kind, row.name) for row in rows}
    for row in rows:
        for key, value in row.relations:
            kinds = _relation_kinds().get((key, row.kind))
            if kinds is None:
                yield _error(row, f"relation {key!r} is none of a {row.kind}")
            elif kinds and not any((kind, value) in known for kind in kinds):
                yield _error(row, f"{key}:{value} is no name of a {' or '.join(kinds)}")
            elif key == "direction" and value not in ("higher", "lower"):
                yield _error(row, f"direction:{value} is neither higher nor lower")
