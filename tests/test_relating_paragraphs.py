"""Claims of invented English paragraphs: what two to four sentences say together, read by the whole of `rules`."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims_of_paragraph, told

FIGURES = [
    (
        "two endpoints that share a word, of one group",
        "Epcoritamab was tested in lymphoma. At one year the estimated progression-free and overall survival were 61% and 83%, respectively.",
        ["epcoritamab PFS 61", "epcoritamab OS 83"],
    ),
    (
        "a list of events, each with its rate",
        "Glofitamab was given to 60 patients. Cytokine release syndrome and neutropenia occurred in 15% and 31% of patients, respectively.",
        ["glofitamab cytokine release syndrome 15", "glofitamab neutropenia 31"],
    ),
    (
        "figures before their endpoints",
        "Of 60 patients given epcoritamab, 63% had an objective response and 39% had a complete response.",
        ["epcoritamab ORR 63", "epcoritamab CR 39"],
    ),
    (
        "counts with rates in square brackets",
        "Diarrhea was seen in 77 [39%] of 195 patients in the ibrutinib group and 35 [17%] of 204 in the placebo group.",
        ["ibrutinib diarrhea 77", "ibrutinib diarrhea 39", "placebo diarrhea 35", "placebo diarrhea 17"],
    ),
    (
        "what patients had before",
        "Pirtobrutinib was studied in CLL. In the subgroup that had also received a BCL2 inhibitor, the ORR was 70%.",
        ["pirtobrutinib ORR 70"],
    ),
    (
        "an addition against its base",
        "Adding daratumumab to VRd was tested. PFS at 4 years was 84% in the daratumumab group and 68% in the control group.",
        ["daratumumab + VRd PFS 84", "VRd PFS 68"],
    ),
    (
        "a part alone as the comparator",
        "Patients were treated with isatuximab plus pomalidomide or pomalidomide alone. The ORR was 60% in the combination arm and 35% in the control arm.",
        ["isatuximab + pomalidomide ORR 60", "pomalidomide ORR 35"],
    ),
    (
        "two combinations compared",
        "The study compared ivosidenib plus azacitidine with placebo plus azacitidine. Median OS was 24 months in the ivosidenib group and 8 months in the placebo group.",
        ["azacitidine + ivosidenib OS 24", "azacitidine + placebo OS 8"],
    ),
    (
        "arms told once, figures twice",
        "The ORR was 60% with zanubrutinib and 50% with ibrutinib; at 24 months PFS was 78% and 66%.",
        ["zanubrutinib ORR 60", "ibrutinib ORR 50", "zanubrutinib PFS 78", "ibrutinib PFS 66"],
    ),
    (
        "a median that neither arm reached",
        "Acalabrutinib was compared with ibrutinib. Median OS was not reached in either arm.",
        ["acalabrutinib OS not reached", "ibrutinib OS not reached"],
    ),
    (
        "a detail in the bracket behind each figure",
        "The ORR was 63% (CR, 39%) with teclistamab and 61% (CR, 35%) with elranatamab.",
        ["teclistamab ORR 63", "teclistamab CR 39", "elranatamab ORR 61", "elranatamab CR 35"],
    ),
    (
        "the leading event and its severe grades",
        "Neutropenia was the leading adverse event of epcoritamab (22%), ahead of CRS, which occurred in 50% (grade 3 or higher in 3%).",
        ["epcoritamab neutropenia 22", "epcoritamab cytokine release syndrome 50", "epcoritamab cytokine release syndrome 3"],
    ),
    (
        "less often with one than with the other",
        "Infections of any grade were less frequent in patients treated with ivosidenib (28%) than in those given placebo (49%).",
        ["ivosidenib infection 28", "placebo infection 49"],
    ),
    (
        "events under a limit of frequency",
        "The most common adverse reactions (≥20%) of momelotinib are thrombocytopenia, fatigue, and nausea.",
        ["momelotinib thrombocytopenia ≥20", "momelotinib fatigue ≥20", "momelotinib nausea ≥20"],
    ),
    (
        "groups by what they had before are no arms",
        "The ORR with repotrectinib was 79% in TKI-naive patients and 38% in patients pretreated with one ROS1 TKI.",
        ["repotrectinib ORR 79", "repotrectinib ORR 38"],
    ),
]  # fmt: skip

RESPONSES = [
    ("a drug that betters survival", "Gilteritinib improved survival in patients with FLT3-mutated AML.", []),
    (
        "activity against resistance mutations",
        "Lorlatinib retains activity against most ALK resistance mutations, including G1202R.",
        ["ALK p.Gly1202Arg sensitivity lorlatinib"],
    ),
    (
        "partial resistance to a second drug",
        "ESR1 mutations confer resistance to aromatase inhibitors but only partially to fulvestrant.",
        ["ESR1 mutation resistance aromatase inhibitor", "ESR1 mutation resistance fulvestrant"],
    ),
    (
        "what underlies the relapses after a drug",
        "Resistance to vemurafenib develops in most patients. NRAS mutations underlie many of these relapses.",
        ["NRAS mutation resistance vemurafenib"],
    ),
    (
        "what carriers should not be given",
        "Patients with TP53 mutation should not receive chemoimmunotherapy.",
        ["TP53 mutation resistance chemoimmunotherapy"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in FIGURES], ids=[case[0] for case in FIGURES])
def test_figures_of_paragraphs(text: str, expected: list[str]) -> None:
    figures = [c for c in claims_of_paragraph(text, "trial_metric") if c.predicate != "direction"]
    assert sorted(map(told, figures)) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in RESPONSES], ids=[case[0] for case in RESPONSES])
def test_responses_of_paragraphs(text: str, expected: list[str]) -> None:
    assert sorted(map(told, claims_of_paragraph(text, "mutation_response"))) == sorted(expected)
