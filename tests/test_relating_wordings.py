"""Wordings of one meaning: other verbs, prepositions, voices and orders of mutation–response claims, read by `rules`."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = [
    ("Crizotinib fails to suppress ALK G1202R.", "ALK p.Gly1202Arg resistance crizotinib"),
    (
        "RAS pathway mutations expand under the selective pressure of gilteritinib.",
        "RAS pathway mutation resistance gilteritinib",
    ),
    (
        "ALK G1202R is the most frequent mutation after progression on alectinib.",
        "ALK p.Gly1202Arg resistance alectinib",
    ),
    ("BAX deletion protects leukemic cells from venetoclax-induced apoptosis.", "BAX loss resistance venetoclax"),
    ("Asciminib maintains nanomolar potency towards the T315I mutant.", "ABL1 p.Thr315Ile sensitivity asciminib"),
    (
        "The survival advantage of quizartinib was most pronounced in patients with FLT3-ITD.",
        "FLT3-ITD sensitivity quizartinib",
    ),
    ("Revumenib induces durable remissions in KMT2A-rearranged leukemia.", "KMT2A rearrangement sensitivity revumenib"),
    (
        "Promising clinical activity of enasidenib has been observed in IDH2-mutant AML.",
        "IDH2 mutation sensitivity enasidenib",
    ),
    (
        "JAK2 V617F-driven erythroid colonies are growth-inhibited by ruxolitinib.",
        "JAK2 p.Val617Phe sensitivity ruxolitinib",
    ),
    (
        "Proliferation of KMT2A-rearranged cells was strongly impaired by pinometostat.",
        "KMT2A rearrangement sensitivity pinometostat",
    ),
    ("Repotrectinib overcomes the ROS1 G2032R solvent-front mutation.", "ROS1 p.Gly2032Arg sensitivity repotrectinib"),
    (
        "CALR-mutated primary myelofibrosis has a better survival than JAK2-mutated disease.",
        "CALR mutation better_prognosis none; JAK2 mutation worse_prognosis none",
    ),
    (
        "Overall survival was significantly shorter in patients with SRSF2 mutations.",
        "SRSF2 mutation worse_prognosis none",
    ),
    ("TET2 mutations lack prognostic significance in AML.", "TET2 mutation no_effect none"),
    ("Outcome was not influenced by NRAS mutations.", "NRAS mutation no_effect none"),
    (
        "The prognosis of patients with IDH1 mutations did not differ from that of wild-type patients.",
        "IDH1 mutation no_effect none",
    ),
    ("The efficacy of CPX-351 was maintained across TP53 mutation subgroups.", "TP53 mutation no_effect cpx-351"),
    ("Zanubrutinib overcomes the negative impact of del(17p) in CLL.", "del(17p) better_prognosis zanubrutinib"),
    (
        "Daratumumab does not abrogate the adverse prognosis of del(17p) myeloma.",
        "del(17p) worse_prognosis daratumumab",
    ),
    ("Silencing of BAX attenuates the cytotoxicity of venetoclax.", "BAX silencing resistance venetoclax"),
    ("Bosutinib is compromised by V299L.", "ABL1 p.Val299Leu resistance bosutinib"),
    ("FLT3-ITD heightens the risk of relapse after chemotherapy.", "FLT3-ITD worse_prognosis chemotherapy"),
    (
        "TP53 mutations are assigned to the adverse-risk category of the ELN classification.",
        "TP53 mutation worse_prognosis none",
    ),
    (
        "t(4;14), t(14;16) and del(17p) are considered high-risk lesions in myeloma.",
        "del(17p) worse_prognosis none; t(14;16) worse_prognosis none; t(4;14) worse_prognosis none",
    ),
    (
        "Unlike FLT3-ITD, FLT3-TKD does not respond to quizartinib.",
        "FLT3-ITD sensitivity quizartinib; FLT3-TKD resistance quizartinib",
    ),
    ("Dasatinib is active against most mutants, with the exception of T315I.", "ABL1 p.Thr315Ile resistance dasatinib"),
    (
        "Crenolanib, but not quizartinib, inhibits FLT3 D835Y mutant cells.",
        "FLT3 p.Asp835Tyr resistance quizartinib; FLT3 p.Asp835Tyr sensitivity crenolanib",
    ),
    ("Carriers of PLCG2 R665W no longer respond to ibrutinib.", "PLCG2 p.Arg665Trp resistance ibrutinib"),
    ("Imatinib binding is sterically blocked by T315I.", "ABL1 p.Thr315Ile resistance imatinib"),
    (
        "BTK C481R and C481F similarly prevent covalent inhibition by acalabrutinib.",
        "BTK p.Cys481Arg resistance acalabrutinib; BTK p.Cys481Phe resistance acalabrutinib",
    ),
    ("Outcomes with intensive chemotherapy are dismal in TP53-mutated AML.", "TP53 mutation worse_prognosis none"),
    (
        "Ripretinib covers KIT V654A as well as D816V.",
        "KIT p.Asp816Val sensitivity ripretinib; KIT p.Val654Ala sensitivity ripretinib",
    ),
    ("Responses to ibrutinib are deeper in patients with MYD88 L265P.", "MYD88 p.Leu265Pro sensitivity ibrutinib"),
    ("The presence of del(17p) halves survival in myeloma.", "del(17p) worse_prognosis none"),
    ("t(15;17) is among the most favorable lesions in AML.", "t(15;17) better_prognosis none"),
    ("Whether TP53 mutations affect the outcome of transplantation is under investigation.", ""),
    ("KIT mutations should be tested before starting avapritinib.", ""),
    ("A phase 1 trial of revumenib in KMT2A-rearranged leukemia is recruiting.", ""),
    ("The effect of ASXL1 mutations on survival is controversial.", ""),
    ("Chemotherapy-resistant AML was screened for NPM1 mutations.", ""),
    ("Xenografts carrying NPM1 mutations regressed under revumenib.", "NPM1 mutation sensitivity revumenib"),
    ("Mutant TP53 spells a particularly bleak prognosis in MDS.", "TP53 mutation worse_prognosis none"),
    ("BCOR mutations adversely influence event-free survival.", "BCOR mutation worse_prognosis none"),
    ("Response to gilteritinib did not vary by NPM1 mutation.", "NPM1 mutation no_effect gilteritinib"),
    ("MYC rearrangement heralds rapid progression and early death.", "MYC rearrangement worse_prognosis none"),
    ("The prognostic impact of t(4;14) is mitigated by bortezomib.", "t(4;14) better_prognosis bortezomib"),
    (
        "There was no difference in overall survival between patients with and without TET2 mutations.",
        "TET2 mutation no_effect none",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_claims_do_not_hang_on_one_wording(text: str, expected: str) -> None:
    assert set(map(told, claims(text, "mutation_response"))) == set(filter(None, expected.split("; ")))
