"""What the whole of `rules` states of a text, told in words: `venetoclax inhibits BCL2`, `imatinib ORR 40`."""

from __future__ import annotations

from functools import cache

from bench.public import Paper, document
from pipeline import extractor, reading
from pipeline.extractor import Extractor
from pipeline.records import Claim, Document


@cache
def rules() -> Extractor:
    return extractor.load("rules")


def claims(text: str, relation: str = "", file_format: str = "txt") -> list[Claim]:
    """The claims of a text that is read like a file."""
    return _claims(reading.read_text(text, f"text.{file_format}", file_format), relation)


def claims_of_paragraph(text: str, relation: str) -> list[Claim]:
    """The claims of a text that is one paragraph, whatever it looks like."""
    return _claims(document(Paper("x", ((0, text),), ())), relation)


def _claims(read: Document, relation: str) -> list[Claim]:
    return [c for one in rules().extract(read) for c in one.claims if relation in ("", c.relation)]


def told(claim: Claim) -> str:
    """A claim in words: arm, endpoint and value of a figure, else subject, predicate and object."""
    if claim.relation == "trial_metric":
        return f"{claim.fields['arm']} {claim.fields['metric']} {claim.fields['value']}"
    return f"{claim.subject.name} {claim.predicate} {claim.object.name if claim.object else 'none'}"
