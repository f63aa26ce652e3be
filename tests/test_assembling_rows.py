"""Rows: raw offsets, names, identity, order, what is left out. All papers here are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assembling.columns import COLUMNS, TABLES, Rows
from pipeline.assembling.identity import digest
from pipeline.assembling.rows import paper_rows, refused_rows
from pipeline.assembling.tables import tables
from pipeline.offsets import MappedText
from pipeline.records import (
    Candidate,
    Claim,
    Concept,
    Document,
    Endpoint,
    Extraction,
    Measure,
    Mention,
    Qualifiers,
    Reference,
    Section,
    Sentence,
)

RAW = "\ufeff甲药抑\n\n制MCL-1。OS率为\n36.7%，随访12个月，P=0.02。\n[1] Doe J. A title. 2021."
TEXT = "甲药抑制MCL-1。OS率为36.7%，随访12个月，P=0.02。"
DRUG = Concept("chebi:1", "DRUG", "alphanib", "甲药", ("ncit:C1",))
GENE = Concept("hgnc:6943", "GENE", "MCL1")


def at(surface: str, kind: str, **more: object) -> Mention:
    start = TEXT.index(surface)
    return Mention(start, start + len(surface), kind, surface, **more)  # type: ignore[arg-type]


def section() -> Section:
    body = MappedText.of(RAW, 1, RAW.index("[1]") - 1).sub(r"\n+", "")
    assert body.text == TEXT
    return Section(0, "body", ("2 结果", "2.1 疗效"), "zh", body)


def document(*sections: Section) -> Document:
    start = RAW.index("[1]")
    entry = Reference(1, RAW[start:], start, len(RAW), "A title", "Doe J", "", "2021a", "10.1/x")
    return Document("d" * 16, "a.txt", "d" * 64, "txt", "utf-8", RAW, sections, (entry,), year="2024")


def target_claim(**changes: object) -> Claim:
    made = Claim(
        "drug_target", 0, at("甲药", "DRUG", concept=DRUG), "inhibits", at("MCL-1", "GENE", concept=GENE), "verb"
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def figure_claim(**fields: str) -> Claim:
    metric = at("OS率", "METRIC", detail=Endpoint("OS", "rate"))
    value = at("36.7%", "VALUE", detail=Measure("percent", "36.7", "%"))
    told = {"trial": "[1]", "arm_id": "local:drug_class.placebo", "arm": "placebo", "role": "control"}
    told |= {"metric": "OS", "statistic": "rate", "value": "36.7", "unit": "%", "comparison_id": "g1"} | fields
    return Claim("trial_metric", 1, metric, "rate", value, "parenthesis", told)


def extraction(*claims: Claim, mentions: tuple[Mention, ...] = ()) -> Extraction:
    cut = TEXT.index("。") + 1
    sentences = (Sentence(0, 0, cut, "zh"), Sentence(1, cut, len(TEXT), "zh"))
    return Extraction(section(), sentences, mentions, claims)


def rows_of(*claims: Claim, mentions: tuple[Mention, ...] = ()) -> Rows:
    found = extraction(*claims, mentions=mentions)
    return paper_rows(document(found.section), [found], "rules 0.1")


def test_every_table_has_its_columns_in_order() -> None:
    found = rows_of(target_claim(), figure_claim(), mentions=(at("甲药", "DRUG", concept=DRUG),))
    for table in TABLES:
        for row in found[table]:
            assert set(row) == set(COLUMNS[table]), table
    frames = tables([found])
    assert {name: list(frame.columns) for name, frame in frames.items()} == {t: list(COLUMNS[t]) for t in TABLES}


def test_spans_over_a_cut_are_slices_of_the_source() -> None:
    cut = Mention(TEXT.index("抑制"), TEXT.index("抑制") + 2, "RESPONSE", "抑制")
    row = rows_of(mentions=(cut,))["mentions"][0]
    assert row["text"] == "抑\n\n制" == RAW[int(row["start"] or 0) : int(row["end"] or 0)]


def test_byte_order_mark_counts_as_one_character() -> None:
    row = rows_of(mentions=(at("甲药", "DRUG", concept=DRUG),))["mentions"][0]
    assert (row["start"], row["end"]) == (1, 3)


def test_evidence_is_the_sentence_as_delivered() -> None:
    found = rows_of(target_claim())
    assert found["drug_target"][0]["evidence"] == "甲药抑\n\n制MCL-1。" == found["sentences"][0]["text"]


def test_drug_target_row() -> None:
    told = Qualifiers("affirmed", "hedged", "preclinical", ("[1]", "[3]"), ("10.1/x",))
    row = rows_of(target_claim(qualifiers=told, confidence=0.87654))["drug_target"][0]
    assert (row["subject"], row["subject_id"], row["object"], row["object_type"]) == (
        "alphanib",
        "chebi:1",
        "MCL1",
        "GENE",
    )
    assert (row["certainty"], row["setting"], row["citations"], row["dois"]) == (
        "hedged",
        "preclinical",
        "[1];[3]",
        "10.1/x",
    )
    assert (row["confidence"], row["extractor"]) == (0.8765, "rules 0.1")
    assert RAW[int(row["object_start"] or 0) : int(row["object_end"] or 0)] == "MCL-1"


def test_prognosis_has_the_object_none_without_span() -> None:
    change = at("MCL-1", "ALTERATION", concept=Concept("local:alteration.x", "ALTERATION", "MCL1 overexpression"))
    claim = Claim(
        "mutation_response", 0, change, "worse_prognosis", None, "verb", {"disease": "acute myeloid leukemia"}
    )
    row = rows_of(claim)["mutation_response"][0]
    assert (row["object"], row["object_id"], row["object_type"], row["object_start"]) == ("none", "", "", None)
    assert row["disease"] == "acute myeloid leukemia"


def test_trial_metric_takes_spans_of_metric_and_value() -> None:
    row = rows_of(figure_claim())["trial_metric"][0]
    spans = [RAW[int(row[f"{n}_start"] or 0) : int(row[f"{n}_end"] or 0)] for n in ("metric", "value")]
    assert spans == ["OS率", "36.7%"]
    assert (row["arm"], row["value"], row["unit"], row["subgroup"], row["ci_low"]) == ("placebo", "36.7", "%", "", "")


def test_rows_of_one_comparison_share_an_id_and_others_have_none() -> None:
    found = rows_of(figure_claim(), figure_claim(arm="alphanib"), figure_claim(arm="betanib", comparison_id=""))
    ids = {str(row["arm"]): row["comparison_id"] for row in found["trial_metric"]}
    assert ids["placebo"] == ids["alphanib"] != "" == ids["betanib"]


def test_names_of_metrics_and_values() -> None:
    claim = figure_claim()
    assert claim.object
    found = rows_of(claim, mentions=(claim.subject, claim.object))["mentions"]
    assert [row["name"] for row in found] == ["OS", "36.7%"]


@pytest.mark.parametrize(
    ("surface", "measure", "kept"),
    [
        ("36.7%", Measure("percent", "36.7", "%"), True),
        ("P=0.02", Measure("p_value", "0.02", "", "p_value"), True),
        ("12个月", Measure("duration", "12", "mo"), False),
    ],
)
def test_plain_figures_of_no_claim_are_left_out(surface: str, measure: Measure, kept: bool) -> None:
    found = rows_of(mentions=(at(surface, "VALUE", detail=measure),))["mentions"]
    assert bool(found) is kept


def test_plain_figure_of_a_claim_stays() -> None:
    months = at("12个月", "VALUE", detail=Measure("duration", "12", "mo"))
    claim = replace(figure_claim(value="12", unit="mo"), object=months)
    assert [row["name"] for row in rows_of(claim, mentions=(months,))["mentions"]] == ["12 mo"]


def test_parts_of_a_mention_are_rows_after_it() -> None:
    inner = at("MCL-1", "GENE", concept=GENE)
    outer = at("抑制MCL-1", "ALTERATION", parts=(inner,))
    assert [row["type"] for row in rows_of(mentions=(outer,))["mentions"]] == ["ALTERATION", "GENE"]


def test_same_claim_stands_once_and_others_in_order_of_position() -> None:
    found = rows_of(target_claim(), target_claim(confidence=0.5, mechanism="apposition"))
    assert len(found["drug_target"]) == 1 and found["documents"][0]["n_claims"] == 1
    later = target_claim(sentence=1, subject=at("OS率", "DRUG", concept=DRUG), object=at("36.7%", "GENE", concept=GENE))
    assert [r["object_start"] for r in rows_of(later, target_claim())["drug_target"]] == sorted(
        r["object_start"] for r in rows_of(later, target_claim())["drug_target"]
    )


@pytest.mark.parametrize(
    "change",
    [
        {"confidence": 0.1},
        {"mechanism": "apposition"},
        {"qualifiers": Qualifiers("negated", "hedged", "clinical", ("[9]",))},
        {"subject": at("甲药", "DRUG", concept=replace(DRUG, concept_id="ncit:C9", xrefs=()))},
    ],
    ids=["confidence", "mechanism", "qualifiers", "concept id"],
)
def test_claim_id_does_not_depend_on(change: dict[str, object]) -> None:
    ids = [rows_of(target_claim(**told))["drug_target"][0]["claim_id"] for told in ({}, change)]
    assert ids[0] == ids[1]


@pytest.mark.parametrize(
    "change",
    [{"predicate": "binds"}, {"subject": at("MCL-1", "DRUG", concept=DRUG)}, {"object": at("MCL-1", "GENE")}],
    ids=["predicate", "span", "name"],
)
def test_claim_id_depends_on(change: dict[str, object]) -> None:
    ids = [rows_of(target_claim(**told))["drug_target"][0]["claim_id"] for told in ({}, change)]
    assert ids[0] != ids[1]


def test_concepts_stand_once_also_those_named_only_by_a_field() -> None:
    mention = at("甲药", "DRUG", concept=DRUG)
    one = rows_of(figure_claim(), mentions=(mention,))
    frame = tables([one, one])["concepts"]
    assert list(frame["concept_id"]) == ["chebi:1", "local:drug_class.placebo"]
    assert list(frame["type"]) == ["DRUG", "DRUG_CLASS"] and frame.loc[0, "xrefs"] == "ncit:C1"


def test_candidates_tell_names_reason_and_place() -> None:
    found = replace(
        extraction(), candidates=(Candidate("drug_target", 0, ("alphanib", "MCL1"), 0.25, "hypothetical", 0, 4),)
    )
    row = paper_rows(document(found.section), [found], "rules 0.1")["candidates"][0]
    assert (row["names"], row["reason"], row["text"]) == ("alphanib;MCL1", "hypothetical", "甲药抑\n\n制")


def test_references_become_citations_with_raw_text() -> None:
    row = rows_of()["citations"][0]
    assert (row["marker"], row["number"], row["year"]) == ("[1]", 1, 2021)
    assert row["raw"] == RAW[int(row["start"] or 0) : int(row["end"] or 0)]


def test_warnings_and_journal_are_told_in_documents() -> None:
    paper = replace(document(section()), journal="某杂志", warnings=("one", "two"))
    row = paper_rows(paper, [extraction()], "rules 0.1")["documents"][0]
    assert (row["status"], row["journal"], row["warnings"]) == ("ok", "某杂志", "one; two")


def test_refused_file_is_one_row() -> None:
    found = refused_rows("b.md", "failed", "is empty")
    assert [table for table in TABLES if found[table]] == ["documents"]
    assert (found["documents"][0]["status"], found["documents"][0]["n_chars"]) == ("failed", 0)


@given(st.lists(st.text(st.characters(exclude_characters="\x1f", exclude_categories=("Cs",))), min_size=1, max_size=5))
def test_digest_tells_parts_apart(parts: list[str]) -> None:
    assert digest(*parts) == digest(*parts)
    if len(parts) > 1:
        assert digest(*parts) != digest("".join(parts))
