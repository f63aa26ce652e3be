"""A whole extractor version: stages from the config, offsets, determinism, and the five real reviews where they are."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline.extractor import UnknownExtractorError, load
from pipeline.reading import read, read_text

REVIEWS = Path(__file__).resolve().parents[1].parent / "shared" / "reviews"
needs_reviews = pytest.mark.skipif(not REVIEWS.is_dir(), reason="the five reviews are not beside the checkout")
TEXT = "## 结果\n\n维奈克拉抑制BCL-2[1]。VIALE-A研究中,维奈克拉联合阿扎胞苷的CR率为36.7%[2]。TP53突变介导维奈克拉耐药。"


def test_the_config_is_the_recipe() -> None:
    extractor = pipeline.load("rules")
    assert extractor.stages[:2] == ["sentences", "terms"]
    assert {"drug_target", "mutation_response", "trial_metric"} <= set(extractor.stages)


def test_an_unknown_version_names_those_that_exist() -> None:
    with pytest.raises(UnknownExtractorError, match="rules"):
        load("nothing")


def test_three_relations_of_one_paragraph() -> None:
    claims = pipeline.load("rules")(read_text(TEXT))
    found = {(c.relation, c.subject.name, c.predicate, c.object.name if c.object else "none") for c in claims}
    assert ("drug_target", "venetoclax", "inhibits", "BCL2") in found
    assert ("mutation_response", "TP53 mutation", "resistance", "venetoclax") in found
    (figure,) = [c for c in claims if c.relation == "trial_metric"]
    assert (figure.fields["trial"], figure.fields["arm"]) == ("VIALE-A", "azacitidine + venetoclax")


def test_the_same_text_gives_the_same_claims() -> None:
    extractor = pipeline.load("rules")
    assert extractor(read_text(TEXT)) == extractor(read_text(TEXT))


def test_spans_show_in_spacys_own_containers() -> None:
    doc = next(iter(pipeline.load("rules").docs(read_text(TEXT))))
    assert {span.label_ for span in doc.spans["mentions"]} >= {"DRUG", "GENE", "ALTERATION"}


@needs_reviews
@pytest.mark.parametrize("path", sorted(REVIEWS.glob("*.txt")) if REVIEWS.is_dir() else [], ids=lambda p: p.name[:3])
def test_every_span_of_a_review_is_its_text(path: Path) -> None:
    document = read(path)
    for extraction in pipeline.load("rules").extract(document):
        text = extraction.section.text
        for mention in extraction.mentions:
            assert text.text[mention.start : mention.end] == mention.text
            start, end = text.raw_span(mention.start, mention.end)
            assert 0 <= start < end <= len(document.raw)
        for claim in extraction.claims:
            sentence = extraction.sentences[claim.sentence]
            assert sentence.start <= claim.subject.start or claim.subject.end <= sentence.start


@needs_reviews
def test_the_table_of_a_review_yields_rows_with_arm_and_citation() -> None:
    document = read(next(REVIEWS.glob("001_*.txt")))
    rows = [
        claim
        for extraction in pipeline.load("rules").extract(document)
        if extraction.section.kind == "table"
        for claim in extraction.claims
        if claim.relation == "trial_metric"
    ]
    found = {(c.fields["arm"], c.fields["metric"], c.fields["value"], c.fields["trial"]) for c in rows}
    assert ("hypomethylating agent + venetoclax", "OS", "14.7", "[40]") in found
    assert ("cytarabine + venetoclax", "OS", "10.1", "[41]") in found
