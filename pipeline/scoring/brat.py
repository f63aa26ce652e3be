"""brat standoff: annotations written to `.ann` and read again without loss.

One line a fact. `T` is a mention; `N` its concept with the canonical name; `R` a claim of drug_target or
mutation_response, its type the predicate; `E` a claim of trial_metric, its trigger the figure (or the words that state
a direction), with the roles Metric, Value, Arm and Trial where these have words of their own; prognosis alone has one
end only and is an event too. `A` holds closed vocabularies (polarity, certainty, setting, role, statistic), `#` notes
hold the rest, one a field. A line break inside a mention is a blank in its `T` line, as brat writes it; no mention is
discontinuous. The last notes hold the file's name, its SHA-256 and the scope.

>>> from pipeline.scoring.annotation import Annotation, Mark, Statement
>>> drug, gene = Mark(0, 4, "DRUG", "维奈克拉", "venetoclax", "chebi:133021"), Mark(6, 11, "GENE", "BCL-2", "BCL2")
>>> ann = dumps(Annotation("a.txt", "00", (drug, gene), (Statement("drug_target", "inhibits", drug, gene, 0),)))
>>> print("\\n".join(ann.replace("\\t", " ").splitlines()[:5]))
T1 DRUG 0 4 维奈克拉
N1 Reference T1 chebi:133021 venetoclax
T2 GENE 6 11 BCL-2
#1 name T2 BCL2
R1 inhibits Arg1:T1 Arg2:T2
>>> loads(ann).statements[0].predicate
'inhibits'
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.records import Relation
from pipeline.scoring.annotation import WORDS, Annotation, Mark, Statement, collected
from pipeline.scoring.vocabulary import FIGURE_FIELDS, PREDICATES

FIGURE, PROGNOSIS = "trial_metric", "prognosis"
_EVENTS = (FIGURE, PROGNOSIS)
_IN_ATTRIBUTES = ("role", "statistic")
_QUALIFIERS = ("polarity", "certainty", "setting")
_RELATION_OF: dict[str, Relation] = {
    predicate: relation for relation in ("drug_target", "mutation_response") for predicate in PREDICATES[relation]
}
_LINE_BREAK = re.compile(r"[\r\n]")
_FACT = re.compile(r"[TNREA#]\d+\t\S")


class FormatError(ValueError):
    """A line of an `.ann` file cannot be read; the message names line and reason."""


def flat(text: str) -> str:
    """A mention's words as a `T` line holds them: a blank for each line break."""
    return _LINE_BREAK.sub(" ", text)


def dumps(annotation: Annotation) -> str:
    """The `.ann` file of an annotation."""
    return _Writer(annotation).text()


@dataclass
class _Writer:
    annotation: Annotation
    _lines: list[str] = field(default_factory=list)
    _ids: dict[tuple[int, int, str, str], str] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def text(self) -> str:
        for mark in self.annotation.mentions:
            self._mark(mark)
        for statement in self.annotation.statements:
            self._statement(statement)
        first = "T1" if self._counts["T"] else "T0"
        self._note("document", first, self.annotation.document)
        self._note("sha256", first, self.annotation.sha256)
        self._note("scope", first, self.annotation.scope)
        return "\n".join(self._lines) + "\n"

    def _add(self, letter: str, rest: str) -> str:
        self._counts[letter] += 1
        known = f"{letter}{self._counts[letter]}"
        self._lines.append(f"{known}\t{rest}")
        return known

    def _note(self, kind: str, target: str, text: str) -> None:
        if text:
            self._add("#", f"{kind} {target}\t{flat(text)}")

    def _mark(self, mark: Mark) -> str:
        known = self._add("T", f"{mark.type} {mark.start} {mark.end}\t{flat(mark.text)}")
        self._ids[mark.start, mark.end, mark.type, mark.name] = known
        if mark.concept_id:
            self._add("N", f"Reference {known} {mark.concept_id}\t{mark.name}")
        else:
            self._note("name", known, mark.name)
        return known

    def _id(self, mark: Mark) -> str:
        return self._ids[mark.start, mark.end, mark.type, mark.name]

    def _statement(self, statement: Statement) -> None:
        known = self._event(statement) if _is_event(statement) else self._relation(statement)
        for name in _QUALIFIERS:
            self._add("A", f"{name} {known} {getattr(statement, name)}")
        for name, value in statement.fields.items():
            if value and name in _IN_ATTRIBUTES:
                self._add("A", f"{name} {known} {value}")
            else:
                self._note(name, known, value)
        self._note("citations", known, ";".join(statement.citations))
        self._note("origin", known, statement.origin)
        if statement.place >= 0:
            self._note("place", known, str(statement.place))

    def _relation(self, statement: Statement) -> str:
        first, second = statement.marks
        return self._add("R", f"{statement.predicate} Arg1:{self._id(first)} Arg2:{self._id(second)}")

    def _event(self, statement: Statement) -> str:
        if statement.relation == "mutation_response":
            return self._prognosis(statement)
        anchor = statement.object or statement.subject
        if anchor is None:
            raise FormatError(f"a claim of trial_metric at {statement.place} has neither metric nor figure")
        trigger = self._add("T", f"{FIGURE} {anchor.start} {anchor.end}\t{flat(anchor.text)}")
        roles = [f"Metric:{self._id(statement.subject)}"] if statement.subject else []
        if statement.object and statement.object.type != WORDS:
            roles.append(f"Value:{self._id(statement.object)}")
        roles.extend(self._roles(statement))
        return self._add("E", " ".join([f"{FIGURE}:{trigger}", *roles]))

    def _roles(self, statement: Statement) -> Iterator[str]:
        """Arm and trial, where a mention of that name stands in reach; the names themselves are in the notes."""
        for role, column, types in (("Arm", "arm", ("DRUG", "REGIMEN", "DRUG_CLASS")), ("Trial", "trial", ("TRIAL",))):
            wanted = statement.fields.get(column, "")
            near = [m for m in self.annotation.mentions if m.type in types and m.name == wanted]
            near = [m for m in near if abs(m.start - statement.position) < _REACH]
            if wanted and near:
                yield f"{role}:{self._id(min(near, key=lambda m: (abs(m.start - statement.position), m.start)))}"

    def _prognosis(self, statement: Statement) -> str:
        assert statement.subject is not None
        mark = statement.subject
        trigger = self._add("T", f"{PROGNOSIS} {mark.start} {mark.end}\t{flat(mark.text)}")
        known = self._add("E", f"{PROGNOSIS}:{trigger} Alteration:{self._id(mark)}")
        self._add("A", f"predicate {known} {statement.predicate}")
        return known


_REACH = 200


def _is_event(statement: Statement) -> bool:
    return statement.relation == "trial_metric" or statement.object is None


def loads(text: str) -> Annotation:
    """An annotation from an `.ann` file.

    Raises:
        FormatError: A line is none of the format, or names what the file does not hold.
    """
    facts = _Facts()
    for number, line in enumerate(text.split("\n"), 1):
        if line:
            facts.take(number, line)
    return facts.annotation()


@dataclass
class _Facts:
    """The lines of a file by kind, before they are put together."""

    spans: dict[str, tuple[int, int, str, str]] = field(default_factory=dict)
    concepts: dict[str, tuple[str, str]] = field(default_factory=dict)
    claims: list[tuple[int, str, str, dict[str, str]]] = field(default_factory=list)
    attributes: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    notes: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def take(self, number: int, line: str) -> None:
        try:
            if not _FACT.match(line):
                raise ValueError("it does not begin with T, N, R, E, A or # and a number")
            known, rest = line.split("\t", 1)
            self._take(number, known, rest)
        except (ValueError, KeyError) as error:
            raise FormatError(f"line {number}: {line[:60]!r} cannot be read: {error}") from error

    def _take(self, number: int, known: str, rest: str) -> None:
        head, _, tail = rest.partition("\t")
        kind, *parts = head.split(" ")
        if known[0] == "T":
            if ";" in head:
                raise ValueError("a mention of several pieces; mentions are of one piece here")
            self.spans[known] = (int(parts[0]), int(parts[1]), kind, tail)
        elif known[0] == "N":
            self.concepts[parts[0]] = (parts[1], tail)
        elif known[0] == "A":
            self.attributes[parts[0]][kind] = parts[1] if len(parts) > 1 else "true"
        elif known[0] == "#":
            self.notes[parts[0]][kind] = tail
        else:
            ends = dict(part.split(":", 1) for part in (parts if known[0] == "R" else [kind, *parts]) if part)
            self.claims.append((number, known, kind.partition(":")[0], ends))

    def mark(self, known: str) -> Mark:
        start, end, kind, text = self.spans[known]
        concept_id, name = self.concepts.get(known, ("", self.notes[known].get("name", "")))
        return Mark(start, end, kind, text, name, concept_id)

    def annotation(self) -> Annotation:
        about = {name: text for target in ("T1", "T0") for name, text in self.notes[target].items()}
        marks = [self.mark(known) for known, span in self.spans.items() if span[2] not in _EVENTS]
        statements = tuple(self._statements())
        return Annotation(
            about.get("document", ""),
            about.get("sha256", ""),
            collected(marks, statements),
            statements,
            about.get("scope", "claims"),
        )

    def _statements(self) -> Iterable[Statement]:
        for number, known, kind, ends in self.claims:
            try:
                yield self._statement(known, kind, ends)
            except (KeyError, ValueError) as error:
                raise FormatError(f"line {number}: {known} cannot be read: {error} is not known here") from error

    def _statement(self, known: str, kind: str, ends: dict[str, str]) -> Statement:
        attributes, notes = self.attributes[known], self.notes[known]
        relation, predicate, subject, target = self._ends(kind, ends, attributes)
        fields = {name: (attributes | notes).get(name, "") for name in FIGURE_FIELDS} if kind == FIGURE else {}
        if relation == "mutation_response":
            fields = {"disease": notes.get("disease", "")}
        citations = tuple(marker for marker in notes.get("citations", "").split(";") if marker)
        qualifiers = {name: attributes[name] for name in _QUALIFIERS if name in attributes}
        place = int(notes.get("place", -1))
        return Statement(
            relation, predicate, subject, target, place, fields,
            citations=citations, origin=notes.get("origin", ""), **qualifiers,
        )  # fmt: skip

    def _ends(
        self, kind: str, ends: dict[str, str], attributes: dict[str, str]
    ) -> tuple[Relation, str, Mark | None, Mark | None]:
        if kind == PROGNOSIS:
            return "mutation_response", attributes["predicate"], self.mark(ends["Alteration"]), None
        if kind != FIGURE:
            return _RELATION_OF[kind], kind, self.mark(ends["Arg1"]), self.mark(ends["Arg2"])
        metric = self.mark(ends["Metric"]) if "Metric" in ends else None
        if "Value" in ends:
            return "trial_metric", attributes["statistic"], metric, self.mark(ends["Value"])
        start, end, _, text = self.spans[ends[FIGURE]]
        return "trial_metric", attributes["statistic"], metric, Mark(start, end, WORDS, text)


def configuration() -> str:
    """The `annotation.conf` that tells brat the types, relations, events and attributes."""
    from pipeline.records import ENTITY_TYPES
    from pipeline.scoring import vocabulary as words

    agents, targets = "|".join(words.AGENTS), "|".join(words.TARGETS)
    lines = [
        "# Types of the litmine gold set; made by `litmine gold export`.",
        "[entities]",
        *ENTITY_TYPES,
        "",
        "[relations]",
    ]
    lines += [f"{name}\tArg1:{agents}, Arg2:{targets}" for name in PREDICATES["drug_target"]]
    lines += [f"{name}\tArg1:ALTERATION, Arg2:{agents}" for name in PREDICATES["mutation_response"]]
    lines += ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "", "[events]"]
    lines += [f"{FIGURE}\tMetric?:METRIC|ADVERSE_EVENT, Value?:VALUE, Arm?:{agents}, Trial?:TRIAL"]
    lines += [f"{PROGNOSIS}\tAlteration:ALTERATION", "", "[attributes]"]
    for name, values in (
        ("polarity", words.POLARITIES), ("certainty", words.CERTAINTIES), ("setting", words.SETTINGS),
    ):  # fmt: skip
        lines.append(f"{name}\tArg:<ANY>, Value:{'|'.join(values)}")
    lines.append(f"role\tArg:{FIGURE}, Value:{'|'.join(words.ROLES)}")
    lines.append(f"statistic\tArg:{FIGURE}, Value:{'|'.join(PREDICATES['trial_metric'])}")
    lines.append(f"predicate\tArg:{PROGNOSIS}, Value:{'|'.join(PREDICATES['mutation_response'])}")
    return "\n".join(lines) + "\n"
