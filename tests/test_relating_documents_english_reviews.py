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
    "the comparator that several trials share": (
        "Three trials took chlorambucil as the comparator. The ORR was 44% with ibrutinib against 22% in ORION-2, and 47% with acalabrutinib against 36% in ORION-3.",
        "ibrutinib ORR 44; chlorambucil ORR 22; acalabrutinib ORR 47; chlorambucil ORR 36",
    ),
    "the comparator that several trials share in Chinese": (
        "三项研究均以苯丁酸氮芥为对照。ORION-2研究中伊布替尼ORR为86%，对照为35%；ORION-3研究中泽布替尼ORR为90%，对照组40%。",
        "ibrutinib ORR 86; chlorambucil ORR 35; zanubrutinib ORR 90; chlorambucil ORR 40",
    ),
    "likewise, another drug with its own ratio": (
        "Daratumumab prolonged PFS in myeloma (HR 0.42), as did isatuximab in high-risk disease (HR 0.53) and elotuzumab in older patients (HR 0.70).",
        "daratumumab PFS 0.42; isatuximab PFS 0.53; elotuzumab PFS 0.70",
    ),
    "a pronoun for the adverse event of the sentence before": (
        "Atrial fibrillation limits the use of these drugs. It developed in 13% of the ibrutinib arm and 3% of the zanubrutinib arm.",
        "ibrutinib atrial fibrillation 13; zanubrutinib atrial fibrillation 3",
    ),
    "its incidence in Chinese": (
        "细胞因子释放综合征是双抗的主要毒性。其在特立妥单抗组的发生率为72%，埃纳妥单抗组为58%。",
        "teclistamab cytokine release syndrome 72; elranatamab cytokine release syndrome 58",
    ),
    "the whole of a population of two arms": (
        "Patients were randomized to ibrutinib or zanubrutinib. In the overall population, 4-year PFS and OS rates were 95.5% and 96.2%, respectively.",
        " PFS 95.5;  OS 96.2",
    ),
    "one of a class": (
        "Of the BTK inhibitors, ibrutinib carries most atrial fibrillation (16% vs 9% with acalabrutinib).",
        "ibrutinib atrial fibrillation 16; acalabrutinib atrial fibrillation 9",
    ),
    "a sentence behind a trial's name that ends in a capital": (
        "AURORA-A compared ivosidenib plus azacitidine with placebo plus azacitidine. In ORION-4 pneumonia was seen in 42% with venetoclax and 19% with placebo in AURORA-A. In ORION-5 the ORR was 60% with ibrutinib.",
        "venetoclax pneumonia 42; placebo pneumonia 19; ibrutinib ORR 60",
    ),
}
RESPONSES = {
    "the former and the latter in one clause": (
        "Ibrutinib and pirtobrutinib both bind BTK, but BTK C481S is resistant to the former and sensitive to the latter.",
        "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser sensitivity pirtobrutinib",
    ),
    "an alteration that names the disease of another": (
        "In del(5q) MDS TP53 mutation predicts a poor prognosis.",
        "TP53 mutation worse_prognosis none",
    ),
    "a pronoun behind such a disease": (
        "In t(8;21) AML ASXL2 mutation is associated with a poor prognosis; in inv(16) AML it has no influence on the outcome.",
        "ASXL2 mutation worse_prognosis none; ASXL2 mutation no_effect none",
    ),
    "an alteration that is itself spoken of": (
        "In NPM1-mutated AML the prognosis is favourable.",
        "NPM1 mutation better_prognosis none",
    ),
    "a relative clause before what is overcome": (
        "Pirtobrutinib, which does not need the cysteine, overcame BTK C481S in cell lines.",
        "BTK p.Cys481Ser sensitivity pirtobrutinib",
    ),
    "what makes resistant in two clauses": (
        "An emergent EGFR mutation makes the tumour resistant to alectinib, an emergent KRAS mutation makes it resistant to lorlatinib.",
        "EGFR mutation resistance alectinib; KRAS mutation resistance lorlatinib",
    ),
}
TARGETS = {
    "the latter of two given together": (
        "The clones were treated with gilteritinib plus trametinib, the latter an inhibitor of MEK.",
        "trametinib inhibits MEK family",
    ),
    "a lesser target in an aside": (
        "Gilteritinib inhibits FLT3 and, less potently, AXL.",
        "gilteritinib inhibits FLT3; gilteritinib inhibits AXL",
    ),
    "the latter two of three": (
        "Venetoclax, navitoclax and lisaftoclax are BH3 mimetics that inhibit BCL2; the latter two also bind BCL-XL.",
        "venetoclax inhibits BCL2; navitoclax inhibits BCL2; lisaftoclax inhibits BCL2; navitoclax binds BCL2L1; lisaftoclax binds BCL2L1",
    ),
    "the last two in Chinese": (
        "尼洛替尼、达沙替尼和博舒替尼均抑制BCR::ABL1，后两者还可抑制KIT。",
        "nilotinib inhibits BCR::ABL1; dasatinib inhibits BCR::ABL1; bosutinib inhibits BCR::ABL1; dasatinib inhibits KIT; bosutinib inhibits KIT",
    ),
}
NONE = {
    "a comparator that is named": (
        "Two trials took chlorambucil as the comparator. The ORR was 60% with zanubrutinib and 30% with ibrutinib.",
        "zanubrutinib ORR 60; ibrutinib ORR 30",
    ),
    "the whole of a population of one arm": (
        "Ibrutinib was given to 40 patients. In the overall population, the ORR was 60%.",
        "ibrutinib ORR 60",
    ),
    "arms of the whole population": (
        "Patients were randomized to ibrutinib or zanubrutinib. In the overall population, ibrutinib gave a 4-year PFS of 50%, and zanubrutinib of 40%.",
        "ibrutinib PFS 50; zanubrutinib PFS 40",
    ),
    "a pronoun for no event": (
        "Overall survival was the endpoint. It was reported in 14% of papers on ibrutinib.",
        "",
    ),
    "the doublet beside placebo is the comparator's": (
        "In ORION-5 either isatuximab or placebo was added to bortezomib plus dexamethasone. Median PFS with the doublet was 20 months.",
        "bortezomib + dexamethasone + placebo PFS 20",
    ),
}


@pytest.mark.parametrize("name", CASES | NONE)
def test_figures(name: str) -> None:
    text, wanted = (CASES | NONE)[name]
    assert "; ".join(told(claim) for claim in claims(OPENING + text, "trial_metric", "md")) == wanted


@pytest.mark.parametrize("name", RESPONSES)
def test_responses(name: str) -> None:
    text, wanted = RESPONSES[name]
    assert "; ".join(told(claim) for claim in claims(OPENING + text, "mutation_response", "md")) == wanted


@pytest.mark.parametrize("name", TARGETS)
def test_targets(name: str) -> None:
    text, wanted = TARGETS[name]
    assert "; ".join(told(claim) for claim in claims(OPENING + text, "drug_target", "md")) == wanted
