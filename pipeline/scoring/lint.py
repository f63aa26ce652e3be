"""Checks of an annotation: every offset against the text, every concept against the vocabulary, every claim against
the schema.

A gold set is believed figure by figure, so a slip in it is worse than a gap. Faults stop `make gold`; names that the
lexicon does not hold are listed apart, for they are no faults but work for the lexicon.

>>> from pipeline.scoring.annotation import Annotation, Mark
>>> from pipeline import lexicon
>>> marked = Annotation("a.txt", "", (Mark(0, 3, "DRUG", "达沙替", "dasatinib", "chebi:49375"),), ())
>>> [str(finding) for finding in faults(marked, "达沙替尼联合泼尼松", lexicon.load())]
[]
>>> [finding.kind for finding in faults(marked, "  达沙替尼", lexicon.load())]
['offset']
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.lexicon import Lexicon
from pipeline.records import ENTITY_TYPES
from pipeline.scoring import vocabulary as words
from pipeline.scoring.annotation import WORDS, Annotation, Mark, Statement
from pipeline.scoring.brat import flat

_UNNAMED = ("VALUE", WORDS)
_LOCAL_BY_NATURE = ("ALTERATION", "RESPONSE")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault, at a raw offset; `kind` is `offset`, `type`, `concept`, `overlap`, `schema` or `double`."""

    start: int
    kind: str
    message: str

    def __str__(self) -> str:
        return f"{self.start}: {self.kind}: {self.message}"


def faults(annotation: Annotation, text: str, lexicon: Lexicon) -> list[Finding]:
    """All that is wrong with an annotation of this text."""
    found = [finding for mark in annotation.mentions for finding in _mark(mark, text, lexicon)]
    found += _overlaps(annotation.mentions)
    for statement in annotation.statements:
        found += [Finding(statement.position, "schema", message) for message in _claim(statement)]
        found += [f for m in statement.marks if m.type == WORDS for f in _offsets(m, text)]
    found += _doubles(annotation.statements)
    return sorted(found)


def unknown_names(annotation: Annotation, lexicon: Lexicon) -> list[tuple[str, str]]:
    """Type and name of concepts that the lexicon does not hold; changes of genes are named by rule and not listed."""
    seen = {(m.type, m.name) for m in annotation.mentions if m.type not in (*_UNNAMED, *_LOCAL_BY_NATURE)}
    return sorted(pair for pair in seen if not _held(lexicon, *pair))


def _held(lexicon: Lexicon, kind: str, name: str) -> bool:
    kinds = words.AGENTS if kind == "REGIMEN" else (kind,)
    parts = name.split(" + ") if kind == "REGIMEN" else [name]
    return all(any(lexicon.named(k, part) for k in kinds) for part in parts)  # type: ignore[arg-type]


def _mark(mark: Mark, text: str, lexicon: Lexicon) -> Iterator[Finding]:
    yield from _offsets(mark, text)
    if mark.type not in ENTITY_TYPES:
        yield Finding(mark.start, "type", f"{mark.type} is no type of mention")
    elif mark.type != "VALUE":
        yield from _concept(mark, lexicon)
    if not mark.name:
        yield Finding(mark.start, "concept", f"{mark.text!r} has no canonical name")


def _offsets(mark: Mark, text: str) -> Iterator[Finding]:
    if not 0 <= mark.start < mark.end <= len(text):
        yield Finding(mark.start, "offset", f"{mark.start}:{mark.end} is outside a text of {len(text)} characters")
    elif flat(text[mark.start : mark.end]) != flat(mark.text):
        seen = text[mark.start : mark.end]
        yield Finding(mark.start, "offset", f"the text has {seen!r} where {mark.text!r} is marked")
    elif mark.text != mark.text.strip():
        yield Finding(mark.start, "offset", f"{mark.text!r} begins or ends with a blank")


def _concept(mark: Mark, lexicon: Lexicon) -> Iterator[Finding]:
    """A vocabulary's id must be the lexicon's for that name; a `local:` id may have got one since."""
    entry = lexicon.named(mark.type, mark.name)  # type: ignore[arg-type]
    if not mark.concept_id:
        yield Finding(mark.start, "concept", f"{mark.name!r} has no concept id")
    elif entry is None and mark.type == "METRIC":
        entry = lexicon.named("ADVERSE_EVENT", mark.name)
    if (
        mark.concept_id
        and not mark.concept_id.startswith("local:")
        and (entry is None or entry.concept.concept_id != mark.concept_id)
    ):
        held = f"{entry.concept.concept_id} there" if entry else "not in the lexicon"
        yield Finding(mark.start, "concept", f"{mark.concept_id} is stated for {mark.name!r}, which is {held}")


def _overlaps(mentions: Sequence[Mark]) -> list[Finding]:
    found = []
    for index, one in enumerate(mentions):
        for other in mentions[index + 1 :]:
            if other.start >= one.end:
                break
            if not _may_share(one, other):
                message = f"{one.type} {one.text!r} and {other.type} {other.text!r} overlap"
                found.append(Finding(one.start, "overlap", message))
    return found


def _may_share(one: Mark, other: Mark) -> bool:
    """One span of one type with two concepts, or a container and what it holds."""
    if (one.start, one.end, one.type) == (other.start, other.end, other.type):
        return one.name != other.name
    outer = one if one.contains(other) and (one.type in words.CONTAINERS or not other.contains(one)) else other
    inner = other if outer is one else one
    return outer.contains(inner) and outer.type in words.CONTAINERS


def _claim(statement: Statement) -> Iterator[str]:
    if statement.predicate not in words.PREDICATES.get(statement.relation, ()):
        yield f"{statement.predicate!r} is no predicate of {statement.relation}"
    for name, allowed in (
        ("polarity", words.POLARITIES), ("certainty", words.CERTAINTIES), ("setting", words.SETTINGS),
    ):  # fmt: skip
        if getattr(statement, name) not in allowed:
            yield f"{name} is {getattr(statement, name)!r}, not one of {', '.join(allowed)}"
    yield from (f"{marker!r} is no marker like [4]" for marker in statement.citations if not words.is_marker(marker))
    yield from _figure(statement) if statement.relation == "trial_metric" else _ends(statement)


def _ends(statement: Statement) -> Iterator[str]:
    target = statement.relation == "drug_target"
    subjects, objects = (words.AGENTS, words.TARGETS) if target else (("ALTERATION",), words.AGENTS)
    if statement.subject is None or statement.subject.type not in subjects:
        yield f"the subject is no {' or '.join(subjects)}"
    if statement.object is None:
        if target or statement.predicate not in words.PROGNOSES:
            yield f"{statement.predicate} needs an object"
    elif statement.object.type not in objects:
        yield f"the object is {statement.object.type}, not {' or '.join(objects)}"


def _figure(statement: Statement) -> Iterator[str]:
    fields = statement.fields
    value, unit = fields.get("value", ""), fields.get("unit", "")
    if fields.get("statistic") != statement.predicate:
        yield f"the statistic is {fields.get('statistic')!r} in the fields and {statement.predicate!r} as predicate"
    if not fields.get("metric"):
        yield "no metric"
    if fields.get("role") not in words.ROLES:
        yield f"role is {fields.get('role')!r}, not one of {', '.join(words.ROLES)}"
    if statement.predicate == "direction":
        if value not in words.DIRECTIONS:
            yield f"a direction is {value!r}, not one of {', '.join(words.DIRECTIONS)}"
    elif not words.is_value(value):
        yield f"the value {value!r} is not written as the tables ask"
    if unit not in words.UNITS:
        yield f"the unit {unit!r} is not one of {', '.join(filter(None, words.UNITS))}"
    if unit and statement.predicate not in ("rate", "median"):
        yield f"a {statement.predicate} has no unit"
    if unit != "%" and statement.predicate == "rate":
        yield "a rate is in %"
    for name in ("ci_low", "ci_high"):
        if fields.get(name) and not words.is_bound(fields[name]):
            yield f"{name} is {fields[name]!r}, which is no number"
    if fields.get("timepoint") and not words.is_timepoint(fields["timepoint"]):
        yield f"the timepoint {fields['timepoint']!r} is not written like `5 y`"


def _doubles(statements: Sequence[Statement]) -> list[Finding]:
    """Claims that say the same twice at one place."""

    def identity(statement: Statement) -> str:
        told = (statement.relation, statement.predicate, statement.subject, statement.object, statement.polarity)
        return repr((*told, sorted(statement.fields.items())))

    known = sorted(statements, key=lambda s: (identity(s), s.position))
    return [
        Finding(other.position, "double", f"{other.relation} {other.predicate} is stated twice with the same marks")
        for one, other in pairwise(known)
        if identity(one) == identity(other)
    ]
