"""One paper in every format: the same claims, with the same names, values and citations."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from pipeline import load, reading
from pipeline.assembling.rows import mention_name

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
SOURCES = ("btk_cll.md", "tki_cml.txt")
ENDINGS = ("xml", "html", "docx", "pdf")

Told = tuple[object, ...]


@cache
def claims(path: Path) -> Counter[Told]:
    """What the claims of a paper say, without their places."""
    told: Counter[Told] = Counter()
    for claim in load("rules")(reading.read(path)):
        fields = {name: value for name, value in claim.fields.items() if value and name != "comparison_id"}
        qualifiers = claim.qualifiers
        told[
            claim.relation, mention_name(claim.subject), claim.predicate,
            mention_name(claim.object) if claim.object else "none", tuple(sorted(fields.items())),
            qualifiers.polarity, qualifiers.certainty, qualifiers.setting, qualifiers.citations, qualifiers.dois,
        ] += 1  # fmt: skip
    return told


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("source", SOURCES)
def test_the_same_claims(source: str, ending: str) -> None:
    expected = claims(CORPORA / "demo" / source)
    found = claims(CORPORA / "formats" / f"{Path(source).stem}.{ending}")
    assert sum(expected.values()) > 100
    assert (expected - found, found - expected) == (Counter(), Counter())


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("source", SOURCES)
def test_the_same_paper(source: str, ending: str) -> None:
    expected = reading.read(CORPORA / "demo" / source)
    found = reading.read(CORPORA / "formats" / f"{Path(source).stem}.{ending}")
    assert (found.title_zh, found.title_en) == (expected.title_zh, expected.title_en)
    assert [(one.number, one.doi) for one in found.references] == [(one.number, one.doi) for one in expected.references]
    kinds = {section.kind for section in found.sections}
    assert kinds == {section.kind for section in expected.sections}
    for section in found.sections:
        for span in (*section.paragraphs, *section.cells):
            start, end = section.text.raw_span(span.start, span.end)
            assert 0 <= start <= end <= len(found.raw)
