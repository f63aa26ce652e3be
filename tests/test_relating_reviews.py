"""Paragraphs as reviews of targets, resistance and prognosis write them: whose list, whose word, which drug."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims_of_paragraph, told

OWN_SUBJECTS = [
    (
        "carriers behind a closed list are no item of it",
        "AML中重要的突变基因有NPM1、DNMT3A、RUNX1和ASXL1[3],RUNX1或ASXL1突变者预后较差[4]。",
        ["RUNX1 mutation worse_prognosis none", "ASXL1 mutation worse_prognosis none"],
    ),
    (
        "a list without a last link",
        "MDS常见基因突变为TET2、ASXL1、SRSF2,ASXL1突变者预后不良。",
        ["ASXL1 mutation worse_prognosis none"],
    ),
    (
        "a list goes on without such a break",
        "NPM1突变、FLT3-ITD阳性、TP53突变者预后不良。",
        [
            "NPM1 mutation worse_prognosis none",
            "FLT3-ITD worse_prognosis none",
            "TP53 mutation worse_prognosis none",
        ],
    ),
    (
        "people told apart by an antigen are their own subject",
        "瘤细胞不表达或弱表达CD19、CD10、CD20,部分CD20阳性患者预后较差。",
        ["MS4A1 expression worse_prognosis none"],
    ),
    (
        "an antigen in English",
        "The few CD56-positive patients had a worse prognosis.",
        ["NCAM1 expression worse_prognosis none"],
    ),
    (
        "an antigen of people under treatment says nothing of them",
        "CD20阳性患者接受利妥昔单抗治疗预后良好。",
        [],
    ),
    (
        "因而 goes on about the subject",
        "NOTCH1突变更易发生Richter转化,因而被视为CLL预后不良的标志。",
        ["NOTCH1 mutation worse_prognosis none"],
    ),
    (
        "因而 behind a subject",
        "ASXL1突变者血小板常减低,ASXL1突变因而被视为MDS预后不良的独立因素。",
        ["ASXL1 mutation worse_prognosis none"],
    ),
    (
        "examples in a bracket that opens with eg",
        "AML is heterogeneous, certain molecular features [eg, TP53 mutation, inv(3)] being associated with a worse outcome.",
        ["TP53 mutation worse_prognosis none", "inv(3) worse_prognosis none"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in OWN_SUBJECTS], ids=[c[0] for c in OWN_SUBJECTS])
def test_whose_word_of_prognosis_it_is(text: str, expected: list[str]) -> None:
    assert sorted(map(told, claims_of_paragraph(text, "mutation_response"))) == sorted(expected)
