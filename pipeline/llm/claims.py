"""An answer's items to claims of a section: located, linked, filled in by our own parsers, or turned down with a reason.

>>> from pipeline import lexicon
>>> from pipeline.offsets import MappedText
>>> section = Section(0, "body", (), "zh", MappedText.of("维奈克拉抑制BCL-2。"))
>>> stated = [Statement("drug_target", {"drug": "维奈克拉", "target": name}, "inhibits") for name in ("bcl-2", "MCL-1")]
>>> found = Reader(section, [Sentence(0, 0, 12, "zh")], [], lexicon.load()).read(Answer(tuple(stated)))
>>> [(c.subject.name, c.predicate, c.object.name) for c in found.claims], [c.reason for c in found.candidates]
([('venetoclax', 'inhibits', 'BCL2')], ['not in the text: MCL-1'])
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from pipeline.lexicon import Lexicon
from pipeline.llm.answers import FORMS, Answer, Statement
from pipeline.llm.locating import Place, Stretch, occurrences
from pipeline.recognising.overlaps import settle
from pipeline.records import (
    Candidate,
    Claim,
    Endpoint,
    EntityType,
    Measure,
    Mention,
    Relation,
    Section,
    Sentence,
    Span,
)
from pipeline.relating import diseases
from pipeline.relating.figures import STATISTICS, code_of

MECHANISM = "llm"
NOT_IN_TEXT = "not in the text"
_AGENTS: tuple[EntityType, ...] = ("DRUG", "DRUG_CLASS", "REGIMEN")
_KINDS: Mapping[str, tuple[EntityType, ...]] = {
    "drug": _AGENTS,
    "target": ("GENE", "PATHWAY"),
    "alteration": ("ALTERATION",),
    "therapy": _AGENTS,
    "metric": ("METRIC", "ADVERSE_EVENT"),
    "value": ("VALUE",),
    "arm": _AGENTS,
    "trial": ("TRIAL",),
}
_PROGNOSIS = ("worse_prognosis", "better_prognosis")
_CONFIDENCE = 0.6
_LONGEST_NAME = 80


class _Refused(Exception):
    """A statement that makes no claim, with the reason."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an answer comes to: claims, the section's mentions with those that claims add, and what was turned down."""

    claims: tuple[Claim, ...] = ()
    mentions: tuple[Mention, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass
class Reader:
    """Reads answers about one section; `mentions` are those that our own stages recognised there."""

    section: Section
    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]
    vocabulary: Lexicon
    _stretch: Stretch = field(init=False)
    _known: tuple[Mention, ...] = field(init=False)
    _taken: dict[object, list[Mapping[str, Span]]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._stretch = Stretch(self.sentences, self.section.kind == "table")
        self._known = tuple(_flat(self.mentions))

    def read(self, answer: Answer) -> Found:
        """Claims and candidates, in the order of the answer; a claim that is given twice at one place counts once."""
        claims: list[Claim] = []
        candidates = [self._candidate(r, (_short(item),), "not in the form asked for") for r, item in answer.shapeless]
        for statement in answer.statements:
            try:
                claims += [claim for claim in self._claims(statement) if claim not in claims]
            except _Refused as refused:
                names = tuple(_short(string) for string in statement.strings.values())
                candidates.append(self._candidate(statement.relation, names, str(refused)))
        return Found(tuple(claims), self._with_those_of(claims), tuple(candidates))

    def _with_those_of(self, claims: Iterable[Claim]) -> tuple[Mention, ...]:
        ends = {end for claim in claims for end in (claim.subject, claim.object) if end is not None}
        added = sorted(ends - set(self._known), key=lambda m: (m.start, m.end))
        return settle([replace(m, parts=()) for m in (*self._known, *added)]) if added else tuple(self.mentions)

    def _claims(self, statement: Statement) -> Iterator[Claim]:
        place = self._place(statement)
        if place is None:
            return
        named = {role: self._named(role, span) for role, span in place.spans.items()}
        make = {"drug_target": self._target, "mutation_response": self._response, "trial_metric": self._figure}
        for chosen in product(*named.values()):
            yield make[statement.relation](statement, dict(zip(named, chosen, strict=True)), place)

    def _place(self, statement: Statement) -> Place | None:
        """Where the strings stand together; None where the model gives a claim more often than the text does.

        Raises:
            _Refused: A string is not in the text, or they are far apart.
        """
        text = self.section.text.text
        found = {role: occurrences(text, string) for role, string in statement.strings.items()}
        if missing := [_short(statement.strings[role]) for role, spans in found.items() if not spans]:
            raise _Refused(f"{NOT_IN_TEXT}: {'; '.join(missing)}")
        taken = self._taken.setdefault((statement.relation, statement.word, *statement.strings.items()), [])
        place = self._stretch.place(found, FORMS[statement.relation].needed[-1], taken)
        if place is None or (taken and not place.is_together):
            return None
        if not place.is_together:
            raise _Refused("its strings stand in sentences far apart")
        taken.append(place.spans)
        return place

    def _named(self, role: str, span: Span) -> tuple[Mention, ...]:
        """The mentions that a string is: recognised there, else a form of the lexicon.

        Raises:
            _Refused: Neither.
        """
        kinds = _KINDS[role]
        inside = [m for m in self._known if m.type in kinds and _is_one_in_the_other(m, span)]
        if exact := [m for m in inside if m.span == span]:
            return tuple(exact)
        if inside:
            return (max(inside, key=lambda m: min(m.end, span.end) - max(m.start, span.start)),)
        surface = self.section.text.text[span.start : span.end]
        for term in self.vocabulary.lookup(surface, kinds):
            detail = Endpoint(term.concept.name) if term.concept.type == "METRIC" else None
            reason = f"form of {term.concept.name}"
            return (
                Mention(span.start, span.end, term.concept.type, surface, term.concept, 1.0, reason, MECHANISM, detail),
            )
        raise _Refused(f"{_short(surface)!r} names no {' or '.join(kinds)} that is known")

    def _target(self, statement: Statement, named: Mapping[str, Mention], place: Place) -> Claim:
        return self._claim(statement, place, named["drug"], statement.word, named["target"], {})

    def _response(self, statement: Statement, named: Mapping[str, Mention], place: Place) -> Claim:
        therapy = named.get("therapy")
        if therapy is None and statement.word not in _PROGNOSIS:
            raise _Refused(f"{statement.word} without a therapy")
        disease = self._disease(named["alteration"], place)
        return self._claim(statement, place, named["alteration"], statement.word, therapy, disease)

    def _disease(self, alteration: Mention, place: Place) -> dict[str, str]:
        sentence = next(s for s in self.sentences if s.index == place.sentence)
        scopes = [(sentence.start, sentence.end)]
        if sentence.paragraph >= 0:
            paragraph = self.section.paragraphs[sentence.paragraph]
            scopes.append((paragraph.start, paragraph.end))
        text = self.section.text.text
        found = diseases.nearest(text, self.mentions, alteration.start, scopes, self.vocabulary)
        return {"disease_id": found.concept_id if found else "", "disease": found.name if found else ""}

    def _figure(self, statement: Statement, named: Mapping[str, Mention], place: Place) -> Claim:
        metric, value = named["metric"], named["value"]
        measure = value.detail
        if not isinstance(measure, Measure) or not (statistic := measure.statistic or STATISTICS.get(measure.kind, "")):
            raise _Refused(f"{_short(value.text)!r} is no figure that an endpoint has")
        fields = {
            **_ids("trial", named.get("trial")), **_ids("arm", named.get("arm")), "role": statement.word,
            "metric": code_of(metric), "statistic": statistic, "value": measure.value, "unit": measure.unit,
            "ci_low": measure.ci_low, "ci_high": measure.ci_high, "n": measure.n,
            "timepoint": metric.detail.timepoint if isinstance(metric.detail, Endpoint) else "",
        }  # fmt: skip
        return self._claim(statement, place, metric, statistic, value, fields)

    def _claim(
        self,
        statement: Statement,
        place: Place,
        subject: Mention,
        predicate: str,
        target: Mention | None,
        fields: Mapping[str, str],
    ) -> Claim:
        return Claim(
            statement.relation, place.sentence, subject, predicate, target, MECHANISM, fields, confidence=_CONFIDENCE
        )

    def _candidate(self, relation: Relation, names: tuple[str, ...], reason: str) -> Candidate:
        """A row for what was turned down: at the first string that the text holds, else at the section's beginning."""
        text = self.section.text.text
        places = [spans[0] for name in names if (spans := occurrences(text, name))]
        at = places[0] if places else Span(self.sentences[0].start, self.sentences[0].end)
        number = max(bisect_right([s.start for s in self.sentences], at.start) - 1, 0)
        return Candidate(relation, self.sentences[number].index, names, 0.0, reason, at.start, at.end)


def _flat(mentions: Iterable[Mention]) -> Iterator[Mention]:
    for mention in mentions:
        yield mention
        yield from _flat(mention.parts)


def _is_one_in_the_other(mention: Mention, span: Span) -> bool:
    inside = mention.start <= span.start and span.end <= mention.end
    return inside or (span.start <= mention.start and mention.end <= span.end)


def _ids(role: str, mention: Mention | None) -> dict[str, str]:
    concept = mention.concept if mention else None
    return {f"{role}_id": concept.concept_id if concept else "", role: mention.name if mention else ""}


def _short(text: str) -> str:
    told = " ".join(text.split())
    return told if len(told) <= _LONGEST_NAME else f"{told[:_LONGEST_NAME]}…"
