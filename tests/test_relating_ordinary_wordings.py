"""Ordinary wordings of reviews and abstracts in both languages, each of which was once read wrongly."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Rates of CR, VGPR and PR were 12% (n=22), 27% (n=48), and 47% (n=84), respectively.",
            [" CR 12", " VGPR 27", " PR 47"],
        ),
        ("Decitabine seems not to improve overall survival.", ["decitabine OS no_difference"]),
        ("Decitabine does not appear to improve overall survival.", ["decitabine OS no_difference"]),
        ("Azacitidine failed to prolong overall survival.", ["azacitidine OS no_difference"]),
        ("The sample size rests on an assumed median PFS of 11 months with lenalidomide.", []),
        ("入选标准:预期生存期≥3个月。", []),
        ("两药组皮疹发生率分别为14.9%(10/67)和0。", [" rash 14.9", " rash 10", " rash 0"]),
        (
            "纳武利尤单抗和帕博利珠单抗治疗HL,ORR均超过70%。",
            ["nivolumab ORR >70", "pembrolizumab ORR >70"],
        ),
        ("12% (5/43) achieved a CR with an incomplete count recovery (CRi).", [" CRi 12", " CRi 5"]),
        ("VA组和DA组的CR率分别为72.0%和56.7%。", ["VA CR 72.0", "DA CR 56.7"]),
        ("维奈克拉组ORR为50%,高于阿扎胞苷组的30%。", ["venetoclax ORR 50", "azacitidine ORR 30"]),
        (
            "The ORR was 50% with venetoclax, higher than 30% with azacitidine.",
            ["venetoclax ORR 50", "azacitidine ORR 30"],
        ),
        (
            "In patients treated with imatinib and ruxolitinib, ORRs were 40% and 62%.",
            ["imatinib ORR 40", "ruxolitinib ORR 62"],
        ),
        (
            "Median PFS rose from 6 months on imatinib to 12 months on ponatinib.",
            ["imatinib PFS 6", "ponatinib PFS 12"],
        ),
        ("HR组和SR组的OS率分别为42.0%和86.7%。", [" OS 42.0", " OS 86.7"]),
        (
            "56例MDS患者接受异基因造血干细胞移植。3年OS率为70.1%。女供男组和男供男组3年OS率分别为60.1%和80.2%。",
            ["allogeneic hematopoietic stem cell transplantation OS 70.1", " OS 60.1", " OS 80.2"],
        ),
    ],
)
def test_figures_and_directions(text: str, wanted: list[str]) -> None:
    assert [told(claim) for claim in claims("结果\n\n" + text, "trial_metric")] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("T315I confers resistance to all of these agents except ponatinib.", []),
        (
            "T315I confers resistance to all TKIs except ponatinib.",
            [("resistance", "tyrosine kinase inhibitor"), ("sensitivity", "ponatinib")],
        ),
        ("本文讨论CD33单抗的适用范围,并着重关注NPM1突变AML的耐药机制。", []),
        ("A trial showed that MYD88 mutations bear on sensitivity to ibrutinib.", []),
        ("MYD88 mutations confer sensitivity to ibrutinib.", [("sensitivity", "ibrutinib")]),
        (
            "Loss of surface CD19 is a well-known cause of resistance to blinatumomab.",
            [("resistance", "blinatumomab")],
        ),
        ("耐药机制可归为三类:①二次突变;②亚型转换。至于RUNX1突变是否影响疗效,目前仍有争议。", []),
        (
            "CALR mutation is associated with a better prognosis and ASXL1 with an inferior outcome.",
            [("better_prognosis", "none")],
        ),
        ("SF3B1-mutant MDS has ineffective erythropoiesis.", []),
    ],
)
def test_responses(text: str, wanted: list[tuple[str, str]]) -> None:
    found = claims(text, "mutation_response")
    assert [(claim.predicate, claim.object.name if claim.object else "none") for claim in found] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Lenalidomide binds to cereblon. In multiple myeloma, it induces the degradation of IKZF1.",
            [("lenalidomide", "binds", "CRBN"), ("lenalidomide", "degrades", "IKZF1")],
        ),
        (
            "Momelotinib is an inhibitor of Janus kinase proteins, including JAK1 and JAK2.",
            [("momelotinib", "inhibits", "JAK1"), ("momelotinib", "inhibits", "JAK2")],
        ),
        ("地西他滨归于DNA甲基转移酶抑制剂。", [("decitabine", "inhibits", "DNMT family")]),
        (
            "卡非佐米可与蛋白酶体β5亚基和LMP7不可逆结合。",
            [("carfilzomib", "binds", "PSMB5"), ("carfilzomib", "binds", "PSMB8")],
        ),
    ],
)
def test_targets(text: str, wanted: list[tuple[str, str, str]]) -> None:
    found = claims(text, "drug_target")
    assert [(c.subject.name, c.predicate, c.object.name) for c in found if c.object] == wanted
