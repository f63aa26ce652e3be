"""Annotators' working lists to annotations: snippets resolved to offsets, names to the lexicon's.

Annotators write one JSON object a line and name every place by words of the text: `at` is a snippet that the file holds
once, in the sentence that states the claim; a mark is searched in that sentence, or beside a snippet of its own
(`subject_at`, `object_at`, `metric_at`, `value_at`). What cannot be placed is reported, never guessed silently. Where every
mention of a sentence is wanted, the sentence stands with its `span` and its mentions `marked` inside (`pipeline.scoring.inline`).

>>> from pipeline import lexicon
>>> text = "奥妥珠单抗 (obinutuzumab) 靶向CD20，见文献[3]。"
>>> line = ('{"rel": "drug_target", "at": "靶向CD20，见文献", "subject": {"text": "obinutuzumab", "type": "DRUG",'
...         ' "name": "obinutuzumab"}, "predicate": "targets", "object": {"text": "CD20", "type": "GENE",'
...         ' "name": "MS4A1"}, "citations": ["[3]"]}')
>>> compiled, problems = compiled_from([line], text, "a.txt", "", Names(lexicon.load()))
>>> [(mark.start, mark.end, mark.text) for mark in compiled.mentions], problems
([(7, 19, 'obinutuzumab'), (23, 27, 'CD20')], [])
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.scoring import inline
from pipeline.scoring.annotation import WORDS, Annotation, Mark, Statement, collected
from pipeline.scoring.naming import Names
from pipeline.scoring.passages import sentence_at
from pipeline.scoring.vocabulary import FIGURE_FIELDS

_NEAR = 60
_FAR = 600
_AGAINST_ORDER = 8
_SIGN_UNITS = ("%", "‰")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something in a working list that could not be placed, or was placed with a doubt."""

    line: int
    message: str
    severe: bool = True


def compiled_from(
    lines: Iterable[str], text: str, document: str, sha256: str, names: Names
) -> tuple[Annotation, list[Problem]]:
    """An annotation from a working list.

    Args:
        lines: JSON objects: claims (with `rel`) and sentences with all their mentions (with `span` and `marked`; one that
            the annotator finds out of scope, with `out`).
        text: The text as delivered.
        document, sha256: What the annotation says it is of.
        names: Canonical names.

    Returns:
        The annotation, and what could not be placed.
    """
    work = _Compiler(text, names)
    for number, line in enumerate(lines, 1):
        if line.strip():
            work.take(number, line)
    statements = _once(_ordered(work.statements))
    return (
        Annotation(document, sha256, collected(work.marks, statements), statements, work.scope()),
        sorted(work.problems),
    )


def _once(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple({repr(statement): statement for statement in statements}.values())


def _ordered(statements: Iterable[Statement]) -> list[Statement]:
    return sorted(
        statements, key=lambda s: (s.position, s.relation, s.span, s.predicate, str(sorted(s.fields.items())))
    )


class UnplacedError(ValueError):
    """Words that the text does not hold where they should be."""


@dataclass
class _Compiler:
    text: str
    names: Names
    statements: list[Statement] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _sentences: set[tuple[int, int]] = field(default_factory=set)
    _line: int = 0

    def take(self, number: int, line: str) -> None:
        self._line = number
        try:
            row = json.loads(line)
            if "marked" in row:
                self._sentence(row)
            else:
                self.statements.append(self._statement(row, self._place(row["at"])))
        except (ValueError, KeyError, TypeError) as error:
            reason = f"the key {error} is missing" if isinstance(error, KeyError) else str(error)
            self.problems.append(Problem(number, reason))

    def scope(self) -> str:
        return " ".join(f"{start}-{end}" for start, end in sorted(self._sentences)) or "claims"

    def _doubt(self, message: str) -> None:
        self.problems.append(Problem(self._line, message, severe=False))

    def _place(self, snippet: str) -> int:
        found = [match.start() for match in re.finditer(re.escape(snippet), self.text)] if snippet else []
        if not found:
            raise UnplacedError(f"the text does not hold {snippet!r}")
        if len(found) > 1:
            self._doubt(f"{snippet!r} stands {len(found)} times in the text; the first is taken")
        return found[0]

    def _spans(self, words: str, row: Mapping[str, Any], key: str, place: int) -> list[tuple[int, int]]:
        """Where the words stand, as near to the place as they can be had."""
        hint = row.get(f"{key}_at")
        if hint:
            at = self._place(hint)
            inside = occurrences(self.text, words, at, at + len(hint))
            around = inside or occurrences(self.text, words, at - _NEAR, at + len(hint) + _NEAR)
            if around:
                return around
        start, end = sentence_at(self.text, place)
        end = max(end, place + len(row["at"]))
        if found := occurrences(self.text, words, min(start, place), end):
            return found
        if found := occurrences(self.text, words, place - _FAR, place + _FAR):
            self._doubt(f"{words!r} stands outside the sentence of {row['at']!r}")
            return [min(found, key=lambda span: abs(span[0] - place))]
        raise UnplacedError(f"{words!r} does not stand near {row['at']!r}")

    def _mark(self, span: tuple[int, int], kind: str, name: str) -> Mark:
        words = self.text[slice(*span)]
        named = self.names.canonical(kind, name, words)
        return Mark(*span, kind, words, named, self.names.concept_id(kind, named))

    def _sentence(self, row: Mapping[str, Any]) -> None:
        start, end = row["span"]
        plain, spans = inline.read(row["marked"])
        if plain != self.text[start:end]:
            raise UnplacedError(f"without its marks, {plain[:30]!r} is not what stands at {start}-{end}")
        if row.get("out"):
            return
        self._sentences.add((start, end))
        self.marks += [self._mark((start + s, start + e), kind, name) for s, e, kind, name in spans]

    def _statement(self, row: Mapping[str, Any], place: int) -> Statement:
        figure = row["rel"] == "trial_metric"
        ends = self._figure_ends(row, place) if figure else self._ends(row, place)
        return Statement(
            row["rel"],
            row["statistic"] if figure else row["predicate"],
            *ends,
            place,
            self._fields(row),
            row.get("polarity", "affirmed"),
            row.get("certainty", "asserted"),
            row.get("setting", "unstated"),
            tuple(dict.fromkeys(row.get("citations", ()))),
            row.get("origin", ""),
        )

    def _fields(self, row: Mapping[str, Any]) -> dict[str, str]:
        if row["rel"] == "drug_target":
            return {}
        if row["rel"] == "mutation_response":
            disease = row.get("disease", "")
            return {"disease": self.names.canonical("DISEASE", disease) if disease else ""}
        fields = {name: str(row.get(name) or "") for name in FIGURE_FIELDS}
        fields["metric"] = self.names.metric(fields["metric"])
        fields["arm"] = self.names.arm(fields["arm"])
        fields["subgroup"] = population(fields["subgroup"])
        for name in ("value", "ci_low", "ci_high"):
            fields[name] = _UNREACHED.sub("not reached", fields[name])
        return fields

    def _ends(self, row: Mapping[str, Any], place: int) -> tuple[Mark, Mark | None]:
        subject, target = row["subject"], row["object"]
        firsts = self._spans(subject["text"], row, "subject", place)
        if not target.get("text"):
            near = min(firsts, key=lambda span: abs(span[0] - place))
            return self._mark(near, subject["type"], subject["name"]), None
        seconds = self._spans(target["text"], row, "object", place)
        first, second = _nearest_pair(firsts, seconds, place)
        return (
            self._mark(first, subject["type"], subject["name"]),
            self._mark(second, target["type"], target["name"]),
        )

    def _figure_ends(self, row: Mapping[str, Any], place: int) -> tuple[Mark | None, Mark | None]:
        words, metric = row.get("value_text", ""), row.get("metric_text", "")
        values = self._spans(words, row, "value", place) if words else []
        metrics = self._spans(metric, row, "metric", place) if metric else []
        nothing = [(0, 0)]
        kind = WORDS if row["statistic"] == "direction" else "VALUE"
        firsts, seconds = metrics or values or nothing, values or metrics or nothing
        first, second = _nearest_pair(firsts, seconds, place, ordered=kind == "VALUE")
        name = "" if kind == WORDS else figure_name(str(row["value"]), str(row.get("unit") or ""))
        code = self.names.metric(row["metric"])
        event = not self.names.lexicon.named("METRIC", code) and self.names.lexicon.named("ADVERSE_EVENT", code)
        return (
            self._mark(first, "ADVERSE_EVENT" if event else "METRIC", code) if metrics else None,
            self._mark(second, kind, name) if values else None,
        )


_UNREACHED = re.compile(r"^(?:NE|NR|NA|未达到|not estimable)$")
_PEOPLE = re.compile(r"\s*(?:患者|病例|patients|cases)$")


def population(words: str) -> str:
    """A subgroup in the text's words: blanks as one, and without the word for people at its end.

    >>> population("老年  初治MDS患者"), population("75 岁以上")
    ('老年 初治MDS', '75 岁以上')
    """
    return _PEOPLE.sub("", " ".join(words.split()))


def figure_name(value: str, unit: str) -> str:
    """Number and unit as a VALUE is named.

    >>> figure_name("36.7", "%"), figure_name("14.7", "mo"), figure_name("0.24", "")
    ('36.7%', '14.7 mo', '0.24')
    """
    return f"{value}{'' if not unit or unit in _SIGN_UNITS else ' '}{unit}"


def occurrences(text: str, words: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where words stand in text[start:end]; whole words if there are any; blanks and line breaks are no matter.

    >>> occurrences("CRi与CR", "CR", 0, 6)
    [(4, 6)]
    """
    start, end = max(start, 0), min(end, len(text))
    found = _found(r"\s*".join(re.escape(part) for part in words.split()), text, start, end)
    found = found or _found(_LINE_END.join(re.escape(c) for c in words if not c.isspace()), text, start, end)
    whole = [span for span in found if _is_whole(text, span)]
    return whole or found


_LINE_END = r"(?:\s*\n\s*| )?"


def _found(pattern: str, text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in re.compile(pattern).finditer(text, start, end)] if pattern else []


def _is_whole(text: str, span: tuple[int, int]) -> bool:
    before, after = text[max(span[0] - 1, 0) : span[0] + 1], text[span[1] - 1 : span[1] + 1]
    return not any(len(pair) == 2 and pair.isascii() and pair.isalnum() for pair in (before if span[0] else "", after))


def _nearest_pair(
    firsts: list[tuple[int, int]], seconds: list[tuple[int, int]], place: int, ordered: bool = False
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The two spans nearest to each other that do not share characters, then nearest to the place.

    `ordered`: a second one that stands before the first counts as far off (figures mostly follow their metric).
    """

    def distance(pair: tuple[tuple[int, int], tuple[int, int]]) -> tuple[int, int, int]:
        one, other = pair
        gap = max(one[0], other[0]) - min(one[1], other[1])
        against = _AGAINST_ORDER if ordered and other[0] < one[0] else 1
        return (gap * against if gap >= 0 else _FAR, abs(one[0] - place), abs(other[0] - place))

    return min(((one, other) for one in firsts for other in seconds), key=distance)
