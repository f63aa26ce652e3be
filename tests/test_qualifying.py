"""Polarity, certainty, setting and citations on tagged sentences; `|` marks the claim, our own wording."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.qualifying import assertion, citations, evidence
from pipeline.records import CitationMark, Reference

Judge = Callable[[str, tuple[int, int], tuple[int, int]], str]


def tagged(text: str) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """The text without its two bars, the whole sentence, and what stood between the bars."""
    first, second = text.index("|"), text.rindex("|") - 1
    assert first < second, "a case must tag its claim"
    bare = text.replace("|", "")
    return bare, (0, len(bare)), (first, second)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("甲药|抑制BTK|,疗效确切。", "affirmed"),
        ("甲药|不抑制ITK|,但抑制BTK。", "negated"),
        ("甲药不抑制ITK,但|抑制BTK|。", "affirmed"),
        ("乙药|对EGFR无活性|。", "negated"),
        ("The drug |does not inhibit KIT|.", "negated"),
        ("The drug |inhibits KIT|, and it does not inhibit FLT3.", "affirmed"),
    ],
)
def test_polarity(text: str, wanted: str) -> None:
    bare, sentence, claim = tagged(text)
    assert assertion.polarity(bare, sentence, claim) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("|TP53突变介导耐药|。", "asserted"),
        ("|TP53突变可能介导耐药|。", "hedged"),
        ("研究提示,|TP53突变介导耐药|。", "hedged"),
        ("疗效可能有限,|TP53突变介导耐药|。", "asserted"),
        ("|TP53 mutations may confer resistance|.", "hedged"),
        ("Maybelline aside, |TP53 mutations confer resistance|.", "asserted"),
    ],
)
def test_certainty(text: str, wanted: str) -> None:
    bare, sentence, claim = tagged(text)
    assert assertion.certainty(bare, sentence, claim) == wanted


@pytest.mark.parametrize(
    ("text", "of_claim", "wanted"),
    [
        ("在小鼠模型中|甲药抑制BTK|。", evidence.of_target, "preclinical"),
        ("|甲药抑制BTK|,并使患者获益。", evidence.of_target, "unstated"),
        ("|甲药在患者中抑制BTK|。", evidence.of_target, "clinical"),
        ("|The drug inhibits BTK| in cell lines.", evidence.of_target, "preclinical"),
        ("|CR率为60%|。", evidence.of_figure, "clinical"),
        ("|小鼠中位OS为40 d|。", evidence.of_figure, "preclinical"),
        ("体外研究有效,而|患者ORR为30%|。", evidence.of_figure, "clinical"),
        ("|X突变者对甲药耐药|。", evidence.of_response, "clinical"),
        ("前者有效,|X突变导致甲药耐药|。", evidence.of_response, "unstated"),
        ("甲药治疗后,|X突变导致耐药|。", evidence.of_response, "clinical"),
        ("|X突变导致甲药耐药|,患者ORR为30%。", evidence.of_response, "unstated"),
        ("|X-mutant cells were resistant to A| in vitro.", evidence.of_response, "preclinical"),
        ("In patients who progressed, |X conferred resistance to A|.", evidence.of_response, "clinical"),
    ],
)
def test_setting(text: str, of_claim: Judge, wanted: str) -> None:
    assert of_claim(*tagged(text)) == wanted


def test_what_came_up_in_patients_is_clinical_but_for_an_experiment() -> None:
    assert evidence.of_response(*tagged("|X突变见于甲药耐药|。"), is_found=True) == "clinical"
    assert evidence.of_response(*tagged("|X突变见于甲药耐药细胞系|。"), is_found=True) == "preclinical"


MARKS = (CitationMark(5, (8,), 0, 0), CitationMark(11, (9,), 0, 0), CitationMark(20, (2, 3), 0, 0))


@pytest.mark.parametrize(
    ("claim", "ends", "wanted"),
    [
        ((12, 18), (), (2, 3)),
        ((0, 18), (5,), (8,)),
        ((0, 18), (11,), (9,)),
        ((21, 24), (), (2, 3)),
    ],
)
def test_a_marker_supports_what_stands_before_it(claim: tuple[int, int], ends: tuple[int, ...], wanted: object) -> None:
    assert citations.supporting(MARKS, (0, 25), claim, ends) == wanted


def test_markers_resolve_to_dois() -> None:
    references = {2: Reference(2, "", 0, 0, doi="10.1000/a"), 3: Reference(3, "", 0, 0)}
    assert citations.resolved((2, 3, 7), references) == (("[2]", "[3]", "[7]"), ("10.1000/a",))
