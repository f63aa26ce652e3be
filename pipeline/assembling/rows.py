"""One paper's rows: what its extractions say, with every span brought back to the characters of the source.

This is the only place where section offsets become raw ones. Text columns are slices of the raw text, taken with the
offsets beside them, so that `raw[start:end] == text` holds by construction, also over a cut that the reader mended.

>>> from pipeline.offsets import MappedText
>>> from pipeline.records import Section
>>> raw = "卡非\\n佐米 carfilzomib。"
>>> section = Section(0, "body", (), "zh", MappedText.of(raw).sub("\\n", ""))
>>> mention = Mention(0, 4, "DRUG", "卡非佐米", Concept("chebi:65347", "DRUG", "carfilzomib", "卡非佐米"))
>>> found = Extraction(section, (Sentence(0, 0, 17, "zh"),), (mention,), ())
>>> paper = Document("0" * 16, "a.txt", "0" * 64, "txt", "utf-8", raw, (section,))
>>> row = paper_rows(paper, [found], "rules 1")["mentions"][0]
>>> row["start"], row["end"], row["text"], row["name"]
(0, 5, '卡非\\n佐米', 'carfilzomib')
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline import lexicon
from pipeline.assembling import endpoints, lists, unnamed
from pipeline.assembling.columns import COLUMNS, TABLES, Row, Rows
from pipeline.assembling.identity import digest
from pipeline.records import (
    RELATIONS,
    Candidate,
    Claim,
    Concept,
    Document,
    Endpoint,
    EntityType,
    Extraction,
    Measure,
    Mention,
    Reference,
    Sentence,
)

PROVISIONAL_SCORE = 0.5
PLAIN_MEASURES = frozenset({"duration", "count", "number"})
_SIGN_UNITS = frozenset({"%", "‰"})
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_DECIMALS = 4
_ROLES: tuple[tuple[str, str, EntityType], ...] = (
    ("trial_id", "trial", "TRIAL"),
    ("arm_id", "arm", "DRUG"),
    ("disease_id", "disease", "DISEASE"),
)


def paper_rows(document: Document, extractions: Sequence[Extraction], extractor: str) -> Rows:
    """The rows of one paper in all nine tables.

    Args:
        document: The paper as read.
        extractions: What each of its sections yielded.
        extractor: Name and version, as the claim tables print them.

    Returns:
        Rows by table, in the order of their positions; claims and mentions that are the same in all that makes
        their identity stand once.
    """
    rows: Rows = {table: [] for table in TABLES}
    for extraction in extractions:
        part = _Part(document, extraction, extractor)
        rows["sentences"].extend(part.sentences())
        rows["mentions"].extend(part.mentions())
        rows["candidates"].extend(part.candidates())
        rows["concepts"].extend(part.concepts())
        for claim in extraction.claims:
            rows[claim.relation].append(part.claim(claim))
    rows["citations"] = [_citation(document, reference) for reference in document.references]
    _put_in_order(rows)
    rows["documents"] = [_document(document, rows)]
    return rows


@lru_cache(maxsize=1)
def _no_agents() -> frozenset[str]:
    """Names of comparators and of kinds of care that the guideline's types do not hold."""
    return frozenset(row["name"] for row in lexicon.cues("no_agents"))


def refused_rows(
    path: str, status: str, error: str, *, doc_id: str = "", sha256: str = "", format: str = "", encoding: str = ""
) -> Rows:
    """The rows of a file that yields none: one line in `documents` that says why.

    Args:
        path: As `documents` prints it.
        status: `failed` or `duplicate`.
        error: The reason in one line.
        doc_id, sha256, format, encoding: What is known of the file, else "".
    """
    known = {"doc_id": doc_id, "path": path, "sha256": sha256, "format": format, "encoding": encoding}
    row: Row = dict.fromkeys(COLUMNS["documents"], "")
    row |= known
    row |= {"status": status, "error": error, "year": None}
    row |= dict.fromkeys(("n_chars", "n_sentences", "n_mentions", "n_claims"), 0)
    return {table: [] for table in TABLES} | {"documents": [row]}


def _put_in_order(rows: Rows) -> None:
    for table, key in (("sentences", "sentence_id"), ("mentions", "mention_id"), *((r, "claim_id") for r in RELATIONS)):
        rows[table] = _once(rows[table], key)
    rows["sentences"].sort(key=lambda row: (row["start"], row["end"]))
    rows["mentions"].sort(key=lambda row: (row["start"], -_integer(row["end"]), row["type"], row["name"]))
    places = {row["sentence_id"]: number for number, row in enumerate(rows["sentences"])}
    for relation in RELATIONS:
        rows[relation].sort(key=lambda row: (places.get(row["sentence_id"], -1), *_position(row), row["claim_id"]))
    rows["candidates"] = _once(rows["candidates"], "claim_id")
    rows["candidates"].sort(key=lambda row: (row["start"], row["end"], row["relation"], row["claim_id"]))


def _once(rows: Iterable[Row], key: str) -> list[Row]:
    found: dict[object, Row] = {}
    for row in rows:
        found.setdefault(row[key], row)
    return list(found.values())


def _position(row: Row) -> tuple[int, int]:
    first, second = ("metric_start", "value_start") if "metric_start" in row else ("subject_start", "object_start")
    spans = [_integer(row[first]), _integer(row[second])]
    return min(spans), max(spans)


def _integer(value: str | int | float | None) -> int:
    return value if isinstance(value, int) else -1


def _document(document: Document, rows: Rows) -> Row:
    return {
        "doc_id": document.doc_id,
        "path": document.path,
        "sha256": document.sha256,
        "format": document.format,
        "title_zh": document.title_zh,
        "title_en": document.title_en,
        "doi": document.doi,
        "year": _year(document.year),
        "language": document.language,
        "n_chars": len(document.raw),
        "n_sentences": len(rows["sentences"]),
        "n_mentions": len(rows["mentions"]),
        "n_claims": sum(len(rows[relation]) for relation in RELATIONS),
        "status": "ok",
        "error": "",
        "encoding": document.encoding,
        "journal": document.journal,
        "warnings": "; ".join(document.warnings),
    }


def _citation(document: Document, reference: Reference) -> Row:
    return {
        "doc_id": document.doc_id,
        "marker": reference.marker,
        "number": reference.number,
        "title": reference.title,
        "authors": reference.authors,
        "journal": reference.journal,
        "year": _year(reference.year),
        "doi": reference.doi,
        "raw": document.raw[reference.start : reference.end],
        "start": reference.start,
        "end": reference.end,
    }


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found.group()) if found else None


def measure_name(measure: Measure) -> str:
    """Number and unit as one name.

    >>> measure_name(Measure("percent", "36.7", "%")), measure_name(Measure("duration", "14.7", "mo"))
    ('36.7%', '14.7 mo')
    """
    return f"{measure.value}{'' if measure.unit in _SIGN_UNITS or not measure.unit else ' '}{measure.unit}"


def mention_name(mention: Mention) -> str:
    """The canonical name: the code of a METRIC, number and unit of a VALUE, the concept's name of all others."""
    if isinstance(mention.detail, Endpoint):
        return mention.detail.code
    if isinstance(mention.detail, Measure):
        return measure_name(mention.detail)
    return mention.name


_ONE_WORD = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+")
"""A regimen's name in letters, whose letters are no names of their own (`R-CHOP`)."""


def flattened(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Outermost mentions and what they contain; what a fusion's or a regimen's name is made of is none of its own."""
    for mention in mentions:
        yield mention
        parts = mention.parts
        if mention.type == "ALTERATION" and "::" in mention.name:
            parts = tuple(part for part in parts if part.type != "GENE")
        if mention.type == "REGIMEN" and _ONE_WORD.fullmatch(mention.text):
            parts = tuple(part for part in parts if part.type != "REGIMEN")
        yield from flattened(parts)


@dataclass
class _Part:
    """One section's share of the rows; knows its sentences' ids and its map to the source."""

    document: Document
    extraction: Extraction
    extractor: str
    _sentences: dict[int, Sentence] = field(init=False)
    _ids: dict[int, str] = field(init=False)
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._sentences = {s.index: s for s in self.extraction.sentences}
        self._ids = {s.index: self._sentence_id(s) for s in self.extraction.sentences}
        self._starts = [s.start for s in self.extraction.sentences]

    def _raw(self, start: int, end: int) -> tuple[int, int]:
        return self.extraction.section.text.raw_span(start, end)

    def _slice(self, start: int, end: int) -> str:
        begin, stop = self._raw(start, end)
        return self.document.raw[begin:stop]

    def _sentence_id(self, sentence: Sentence) -> str:
        return digest(self.document.doc_id, "sentence", *self._raw(sentence.start, sentence.end))

    def _sentence_at(self, start: int) -> str:
        """Id of the sentence that a mention begins in."""
        found = max(bisect_right(self._starts, start) - 1, 0)
        return self._ids[self.extraction.sentences[found].index] if self._starts else ""

    def sentences(self) -> Iterator[Row]:
        section = self.extraction.section
        for sentence in self.extraction.sentences:
            start, end = self._raw(sentence.start, sentence.end)
            yield {
                "sentence_id": self._ids[sentence.index],
                "doc_id": self.document.doc_id,
                "section": " / ".join(section.heading),
                "kind": section.kind,
                "language": sentence.language,
                "start": start,
                "end": end,
                "text": self.document.raw[start:end],
            }

    def reported(self) -> Iterator[Mention]:
        """The mentions that the tables hold: plain figures and bare endpoint words that no claim uses are left out, and
        comparators that are no agents (`对照组`, `安慰剂`)."""
        text = self.extraction.section.text.text
        ends = (m for claim in self.extraction.claims for m in (claim.subject, claim.object) if m)
        used = {part.span for m in ends for part in endpoints.named(m, text)}
        outermost = unnamed.beside(lists.whole(self.extraction.mentions, text), text)
        for mention in flattened(part for m in outermost for part in endpoints.named(m, text)):
            plain = isinstance(mention.detail, Measure) and mention.detail.kind in PLAIN_MEASURES
            provisional = mention.type == "METRIC" and mention.score <= PROVISIONAL_SCORE
            if not (plain or provisional or mention.name in _no_agents()) or mention.span in used:
                yield mention

    def mentions(self) -> Iterator[Row]:
        for mention in self.reported():
            start, end = self._raw(mention.start, mention.end)
            name = mention_name(mention)
            yield {
                "mention_id": digest(self.document.doc_id, "mention", mention.type, name, start, end),
                "doc_id": self.document.doc_id,
                "sentence_id": self._sentence_at(mention.start),
                "start": start,
                "end": end,
                "text": self.document.raw[start:end],
                "type": mention.type,
                "concept_id": _concept_id(mention),
                "name": name,
                "link_score": round(mention.score, _DECIMALS),
            }

    def concepts(self) -> Iterator[Row]:
        for mention in self.reported():
            if mention.concept:
                yield concept_row(mention.concept)
        for claim in self.extraction.claims:
            ends = (claim.subject, claim.object)
            yield from (concept_row(mention.concept) for mention in ends if mention and mention.concept)
            for key, name, kind in _ROLES:
                if claim.fields.get(key):
                    yield concept_row(_concept_of(claim.fields[key], claim.fields.get(name, ""), kind))

    def candidates(self) -> Iterator[Row]:
        for candidate in self.extraction.candidates:
            yield self._candidate(candidate)

    def _candidate(self, candidate: Candidate) -> Row:
        start, end = self._raw(candidate.start, candidate.end)
        names = ";".join(candidate.names)
        return {
            "relation": candidate.relation,
            "claim_id": digest(self.document.doc_id, "candidate", candidate.relation, names, start, end),
            "doc_id": self.document.doc_id,
            "sentence_id": self._ids.get(candidate.sentence, ""),
            "names": names,
            "confidence": round(candidate.confidence, _DECIMALS),
            "reason": candidate.reason,
            "start": start,
            "end": end,
            "text": self.document.raw[start:end],
        }

    def claim(self, claim: Claim) -> Row:
        """The row of a claim in its relation's table, columns in the table's order."""
        sentence = self._sentences[claim.sentence]
        own = self._figure(claim) if claim.relation == "trial_metric" else self._statement(claim)
        qualifiers = claim.qualifiers
        row: Row = own | {
            "claim_id": self._claim_id(claim, own),
            "doc_id": self.document.doc_id,
            "sentence_id": self._ids[claim.sentence],
            "polarity": qualifiers.polarity,
            "certainty": qualifiers.certainty,
            "setting": qualifiers.setting,
            "citations": ";".join(qualifiers.citations),
            "dois": ";".join(qualifiers.dois),
            "confidence": round(claim.confidence, _DECIMALS),
            "extractor": self.extractor,
            "evidence": self._slice(sentence.start, sentence.end),
            "mechanism": claim.mechanism,
        }
        return {column: row[column] for column in COLUMNS[claim.relation]}

    def _claim_id(self, claim: Claim, own: Row) -> str:
        """Over the claim's canonical names, fields and spans; not over concept ids nor the grouping of rows."""
        told = {
            column: value for column, value in own.items() if not column.endswith("_id") and value not in ("", None)
        }
        return digest(self.document.doc_id, claim.relation, *(f"{name}={told[name]}" for name in sorted(told)))

    def _statement(self, claim: Claim) -> Row:
        row = self._ends(claim, "subject", "object") | {
            "subject_id": _concept_id(claim.subject),
            "subject": mention_name(claim.subject),
            "predicate": claim.predicate,
            "object_id": _concept_id(claim.object) if claim.object else "",
            "object": mention_name(claim.object) if claim.object else "none",
            "object_type": claim.object.type if claim.object else "",
        }
        if claim.relation == "drug_target":
            return row | {"subject_type": claim.subject.type}
        return row | {key: claim.fields.get(key, "") for key in ("disease_id", "disease")}

    def _figure(self, claim: Claim) -> Row:
        columns = list(COLUMNS["trial_metric"])
        names = columns[columns.index("trial_id") : columns.index("comparison_id")]
        group = claim.fields.get("comparison_id", "")
        place = (self.document.doc_id, "comparison", self._ids[claim.sentence])
        return self._ends(claim, "metric", "value") | {
            **{name: claim.fields.get(name, "") for name in names},
            "subgroup": self._as_written(claim.fields.get("subgroup", ""), claim.subject.end),
            "comparison_id": digest(*place, group) if group else "",
        }

    def _as_written(self, words: str, before: int) -> str:
        """A population in the source's own spelling: blanks and full-width signs that repair took out.

        Args:
            words: As the repaired text has them; other words, an alteration's name, are given back as they are.
            before: Section offset; the nearest occurrence that begins before it counts, else the first.
        """
        text = self.extraction.section.text.text
        start = text.rfind(words, 0, before + len(words))
        start = start if start >= 0 else text.find(words)
        if not words or start < 0:
            return words
        written = " ".join(self._slice(start, start + len(words)).split())
        return written if _bare(written) == _bare(words) else words

    def _ends(self, claim: Claim, first: str, second: str) -> Row:
        row: Row = {f"{second}_start": None, f"{second}_end": None}
        text = self.extraction.section.text.text
        for name, mention in ((first, claim.subject), (second, claim.object)):
            if mention:
                told = next(endpoints.named(mention, text))
                row[f"{name}_start"], row[f"{name}_end"] = self._raw(told.start, told.end)
        return row


def _bare(words: str) -> str:
    return re.sub(r"[\W_]", "", lexicon.simplified(unicodedata.normalize("NFKC", words)))


def _concept_id(mention: Mention) -> str:
    return mention.concept.concept_id if mention.concept else ""


def concept_row(concept: Concept) -> Row:
    """A concept as the `concepts` table prints it."""
    return {
        "concept_id": concept.concept_id,
        "type": concept.type,
        "name": concept.name,
        "name_zh": concept.name_zh,
        "xrefs": ";".join(concept.xrefs),
    }


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, Concept]:
    return {entry.concept.concept_id: entry.concept for entry in reversed(lexicon.load().entries)}


def _concept_of(concept_id: str, name: str, kind: EntityType) -> Concept:
    """The concept that a claim names in a field, by id: the lexicon's, else one with the type its id or role says."""
    if found := _vocabulary().get(concept_id):
        return found
    slug = concept_id.removeprefix("local:").partition(".")[0].upper()
    types: dict[str, EntityType] = {"DRUG": "DRUG", "DRUG_CLASS": "DRUG_CLASS", "REGIMEN": "REGIMEN"}
    return Concept(concept_id, types.get(slug, kind), name)
