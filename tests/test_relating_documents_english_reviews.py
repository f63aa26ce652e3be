"""What reviews in English tell across clauses and sentences: drugs by a word for them, choices added to a backbone, results of tables."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

OPENING = "# Trials\n\n## 1 Randomised evidence\n\n"
CASES = {
    "a drug by a word for it, or another": (
        "Pomalidomide binds cereblon. In NIMBUS 302 patients received either this agent or high-dose dexamethasone: median PFS was 4.0 against 1.9 months (HR 0.48).",
        "pomalidomide PFS 4.0; dexamethasone PFS 1.9; pomalidomide PFS 0.48",
    ),
    "a drug by a word for it in Chinese": (
        "泊马度胺可结合CRBN。在NIMBUS研究中，患者随机接受该药或大剂量地塞米松治疗，ORR为31%对10%。",
        "pomalidomide ORR 31; dexamethasone ORR 10",
    ),
    "the triplet of which placebo is no agent": (
        "In ORION-5 either isatuximab or placebo was added to bortezomib plus dexamethasone. Median PFS with the triplet was 40 months against 20 months in the placebo arm, and pneumonia occurred in 30% and 19%.",
        "bortezomib + dexamethasone + isatuximab PFS 40; bortezomib + dexamethasone + placebo PFS 20;"
        " bortezomib + dexamethasone + isatuximab pneumonia 30; bortezomib + dexamethasone + placebo pneumonia 19",
    ),
    "adjectives of the disease of those who responded": (
        "In a phase 2 study 47% of patients with heavily pretreated blastic-phase CML had a major cytogenetic response on ponatinib.",
        "ponatinib MCyR 47",
    ),
    "a ratio in its own bracket, with its name spelled out once": (
        "Against axi-cel, the ORR was higher for liso-cel (odds ratio [OR] = 2.3; 95% CI 1.2-4.8) and lower for tisa-cel (OR = 0.4; 95% CI 0.2-0.6).",
        "lisocabtagene maraleucel ORR 2.3; tisagenlecleucel ORR 0.4",
    ),
    "a column of results beside one of endpoints": (
        "| Trial | Arms | Endpoint | Result |\n|---|---|---|---|\n| ORION-7 | ibrutinib vs placebo | PFS | 21.2 vs 2.9 months; HR 0.39, P<0.001 |\n",
        "ibrutinib PFS 21.2; placebo PFS 2.9; ibrutinib PFS 0.39; ibrutinib PFS <0.001",
    ),
}
NONE = {
    "the doublet beside placebo is the comparator's": (
        "In ORION-5 either isatuximab or placebo was added to bortezomib plus dexamethasone. Median PFS with the doublet was 20 months.",
        "bortezomib + dexamethasone + placebo PFS 20",
    ),
}


@pytest.mark.parametrize("name", CASES | NONE)
def test_figures(name: str) -> None:
    text, wanted = (CASES | NONE)[name]
    assert "; ".join(told(claim) for claim in claims(OPENING + text, "trial_metric", "md")) == wanted
