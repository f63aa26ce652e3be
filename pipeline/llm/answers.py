"""The question about a section and the shape of its answer: strings and closed words, nothing that is taken on trust.

>>> answer = read('```json\\n{"drug_target": [{"drug": "维奈克拉", "target": "BCL-2", "predicate": "inhibits"}, 7]}\\n```')
>>> answer.statements[0].strings, answer.statements[0].word, answer.shapeless
({'drug': '维奈克拉', 'target': 'BCL-2'}, 'inhibits', (('drug_target', '7'),))
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.records import Relation, Section

PROMPT = (Path(__file__).parent / "prompt.txt").read_text(encoding="utf-8")


class AnswerError(ValueError):
    """An answer that holds no JSON object."""


@dataclass(frozen=True, slots=True)
class Form:
    """What an item of a relation holds.

    Attributes:
        needed: Strings that it must have; the last is the one whose sentence states the claim.
        optional: Strings that may be missing or null.
        word: Key of its closed word.
        words: What that word can be; the first stands in where the key is missing, if `has_default`.
    """

    needed: tuple[str, ...]
    optional: tuple[str, ...]
    word: str
    words: tuple[str, ...]
    has_default: bool = False


FORMS: Mapping[Relation, Form] = {
    "drug_target": Form(
        ("drug", "target"), (), "predicate",
        ("inhibits", "activates", "binds", "degrades", "downregulates", "upregulates", "targets"),
    ),
    "mutation_response": Form(
        ("alteration",), ("therapy",), "predicate",
        ("resistance", "sensitivity", "no_effect", "worse_prognosis", "better_prognosis"),
    ),
    "trial_metric": Form(
        ("metric", "value"), ("arm", "trial"), "role", ("single", "experimental", "control"), has_default=True
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """One item of an answer in the form asked for; what its strings are worth is not known yet."""

    relation: Relation
    strings: Mapping[str, str]
    word: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The items of an answer; `shapeless` has relation and JSON of each that is not in the form asked for."""

    statements: tuple[Statement, ...] = ()
    shapeless: tuple[tuple[Relation, str], ...] = ()


def question(section: Section) -> str:
    """What is asked of a section: its place in the paper and its text."""
    return f"Heading: {' / '.join(section.heading)}\nKind: {section.kind}\n\nSection:\n{section.text.text}"


def read(text: str) -> Answer:
    """The answer in a text, with or without words and fences around the object.

    Raises:
        AnswerError: There is no JSON object.
    """
    start, end = text.find("{"), text.rfind("}")
    try:
        content = json.loads(text[start : end + 1]) if 0 <= start < end else None
    except (ValueError, RecursionError) as error:
        raise AnswerError("broken JSON") from error
    if not isinstance(content, dict):
        raise AnswerError("no JSON object")
    items = [(relation, item, _statement(relation, item)) for relation in FORMS for item in _list(content, relation)]
    return Answer(
        tuple(statement for _, _, statement in items if statement is not None),
        tuple((relation, json.dumps(item, ensure_ascii=False)) for relation, item, made in items if made is None),
    )


def _list(content: Mapping[str, object], relation: Relation) -> Iterator[object]:
    found = content.get(relation) or ()
    yield from found if isinstance(found, list) else ((found,) if found else ())


def _statement(relation: Relation, item: object) -> Statement | None:
    form = FORMS[relation]
    if not isinstance(item, dict):
        return None
    strings = {key: item[key].strip() for key in (*form.needed, *form.optional) if isinstance(item.get(key), str)}
    strings = {key: string for key, string in strings.items() if string}
    word = item.get(form.word, form.words[0] if form.has_default else None)
    if not all(key in strings for key in form.needed) or word not in form.words:
        return None
    return Statement(relation, strings, word)
