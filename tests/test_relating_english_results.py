"""Figures of English abstracts and reviews: who had them, what they are of, and what is no result."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = [
    (
        "Transfusion independence was seen in 38% of the patients in the luspatercept group, as compared with 13% of those in the placebo group.",
        "luspatercept TI 38; placebo TI 13",
    ),
    ("Quizartinib induces responses in 54% of patients with relapsed AML.", "quizartinib ORR 54"),
    ("Of 112 patients given sotorasib, 48 (42.9%) had a confirmed response.", "sotorasib ORR 48; sotorasib ORR 42.9"),
    (
        "With sotorasib, diarrhea, nausea and vomiting were reported by 63%, 62% and 47%.",
        "sotorasib diarrhea 63; sotorasib nausea 62; sotorasib vomiting 47",
    ),
    ("With sotorasib, nausea and vomiting was reported by 63%.", "sotorasib nausea and vomiting 63"),
    (
        "Vemurafenib was given to 22 adults, 54% of whom had an overall response and 86% of whom were progression-free at 1 year.",
        "vemurafenib ORR 54; vemurafenib PFS 86",
    ),
    (
        "ORR was 60% with ibrutinib and 70% with zanubrutinib, and hypertension was less common with zanubrutinib (9.4% vs 16.0%).",
        "ibrutinib ORR 60; zanubrutinib ORR 70; zanubrutinib hypertension 9.4; ibrutinib hypertension 16.0",
    ),
    (
        "In a trial of ibrutinib versus zanubrutinib, atrial fibrillation was less common with the latter (2.5% vs 10.1%).",
        "zanubrutinib atrial fibrillation 2.5; ibrutinib atrial fibrillation 10.1",
    ),
    (
        "COMMANDS compared luspatercept with epoetin alfa. Of these, 86 (59%) of 147 patients on the former and 48 (31%) of 154 on the latter had reached transfusion independence.",
        "luspatercept TI 86; luspatercept TI 59; erythropoietin TI 48; erythropoietin TI 31",
    ),
    ("Older donor age (HR per 10-year increase, 1.34; P = .036) was associated with increased NRM.", " NRM 1.34;  NRM 0.036"),
    ("ORR increased with venetoclax by 20%, to 60%.", "venetoclax ORR 60"),
    ("With ropeginterferon, CR meant a hematocrit of less than 45% and was seen in 60%.", "ropeginterferon alfa-2b CR 60"),
    ("甲氨蝶呤组CR率为97%，达到了预设的非劣效界值(10%)。", "methotrexate CR 97"),
    ("≥3级贫血在吉卡昔替尼组反而更少见(25.5%对43.5%)。", "gecacitinib anemia 25.5; control anemia 43.5"),
    ("维奈克拉联合阿糖胞苷治疗82例，30 d病死率为6%。", "cytarabine + venetoclax early death 6"),
    (
        "We compared sequential high-dose chemotherapy (sHD) with idarubicin-cytarabine-etoposide (ICE). CR rates were 80.8% with ICE and 83.6% with sHD.",
        "cytarabine + etoposide + idarubicin CR 80.8; sHD CR 83.6",
    ),
    (
        "Venetoclax plus an HMA was compared with intensive chemotherapy (IC). CR was seen in 96%, 36%, and 89% of HMA + VEN, HMA, and IC patients, respectively.",
        "hypomethylating agent + venetoclax CR 96; hypomethylating agent CR 36; intensive chemotherapy CR 89",
    ),
    (
        "We report venetoclax and rituximab (VenR) in CLL. Five-year overall survival under VenR was 86%.",
        "rituximab + venetoclax OS 86",
    ),
    (
        "The trial gave encorafenib (E) and cetuximab (C), with or without binimetinib (B). Response rates for E+C and E + B + C were 20% and 26%, respectively; E was dosed daily.",
        "cetuximab + encorafenib ORR 20; binimetinib + cetuximab + encorafenib ORR 26",
    ),
    (
        "In the ATO group, 96.1% of patients achieved CR, compared with 92.6% in the non-ATO group.",
        "arsenic trioxide CR 96.1; control CR 92.6",
    ),
    (
        "Patients receiving venetoclax plus azacitidine had day 30 and day 60 mortality of 5% and 8%, respectively.",
        "azacitidine + venetoclax early death 5; azacitidine + venetoclax early death 8",
    ),
    (
        "With quizartinib, 26 (16.6%) of patients aged <60 years and 23 (2.4%) of those aged ≥60 years were alive and disease-free.",
        "quizartinib DFS 26; quizartinib DFS 16.6; quizartinib DFS 23; quizartinib DFS 2.4",
    ),
    (
        "With daratumumab, PFS rates were 74% for all treated patients and 65% for lenalidomide-refractory patients.",
        "daratumumab PFS 74; daratumumab PFS 65",
    ),
    (
        "CML was treated with imatinib 400 mg (n = 73), imatinib 800 mg daily (n = 208), or nilotinib (n = 154). The CCyR rates were 87%, 91%, and 96%, respectively.",
        "imatinib CCyR 87; imatinib CCyR 91; nilotinib CCyR 96",
    ),
    ("With quizartinib, 70% responded (62% CR, 8% CRi).", "quizartinib ORR 70; quizartinib CR 62; quizartinib CRi 8"),
    (
        "Responses to ruxolitinib were recorded in 1/6 and 15/47 patients with and without thrombocytopenia.",
        "ruxolitinib ORR 1; ruxolitinib ORR 15",
    ),
    (
        "The 3-year overall survival with imatinib was 98% for those with CCyR, compared to 83% with PCyR.",
        "imatinib OS 98; imatinib OS 83",
    ),
    ("With venetoclax, PFS was 60% with a CR rate of 40%.", "venetoclax PFS 60; venetoclax CR 40"),
    ("OS was 84.6% in the ATRA/chemotherapy group.", "chemotherapy + tretinoin OS 84.6"),
    (
        "After cytarabine, patients were randomized between reinforced and standard induction. RFS was 64% in both arms.",
        " RFS 64",
    ),
    (
        "Patients had cyclophosphamide, thalidomide, and dexamethasone (CTDa; n = 426) or ibrutinib–rituximab (IR). ORR was 63% with CTDa and 71% with IR.",
        "CTDa ORR 63; IR ORR 71",
    ),
    (
        "They got standard-dose daunorubicin (SD-DN) or high-dose idarubicin (HD-IDR). CR rates were 72% in the SD-DN arm and 82% in the HD-IDR arm.",
        "daunorubicin CR 72; idarubicin CR 82",
    ),
    (
        "Patients were assigned to encorafenib, binimetinib, and cetuximab (triplet-therapy group) or cetuximab and irinotecan (control group). OS was 9.0 months in the triplet-therapy group.",
        "binimetinib + cetuximab + encorafenib OS 9.0",
    ),
    ("Axi-cel gave superior PFS to tisa-cel (37.5% vs. 22.7%).", "axicabtagene ciloleucel PFS 37.5; tisagenlecleucel PFS 22.7"),
    (
        "DFS was 79.8% in the observation group and 63.1% in the chemotherapy group (P = .20).",
        "observation DFS 79.8; chemotherapy DFS 63.1; chemotherapy DFS 0.20",
    ),
    (
        "The CR rate was 87% with quizartinib/AZA and 74% for the cohort on quizartinib/LDAC.",
        "azacitidine + quizartinib CR 87; cytarabine + quizartinib CR 74",
    ),
    ("aGVHD was 33% in the non-ATG and 24% in the ATG group.", "control acute graft-versus-host disease 33; anti-thymocyte globulin acute graft-versus-host disease 24"),
    (
        "With decitabine plus ibrutinib, CR was 41%, the median OS was 11 months, and 2-year OS was 27%; the corresponding figures in the decitabine arm were 50%, 11.5 months, and 21%.",
        "decitabine + ibrutinib CR 41; decitabine + ibrutinib OS 11; decitabine + ibrutinib OS 27; decitabine CR 50; decitabine OS 11.5; decitabine OS 21",
    ),
    (
        "ORR and CR rates were higher with zanubrutinib than ibrutinib (72% vs 51%, P = .003; 7% vs 0%, P = .011).",
        "zanubrutinib ORR 72; ibrutinib ORR 51; zanubrutinib ORR 0.003; zanubrutinib CR 7; ibrutinib CR 0; zanubrutinib CR 0.011",
    ),
    ("With imatinib, response rates were: KIT exon 11 (71%), KIT exon 9 (44%).", "imatinib ORR 71; imatinib ORR 44"),
    ("Chemotherapy decreased the risk of progression (HR: 0.71) relative to erlotinib.", "chemotherapy PFS 0.71"),
    (
        "Pomalidomide plus low-dose dexamethasone (POM+LoDEX) was compared with high-dose dexamethasone (HiDEX). PFS was 4.0 with POM+LoDEX versus 1.9 months with HiDEX.",
        "dexamethasone + pomalidomide PFS 4.0; dexamethasone PFS 1.9",
    ),
    (
        "Patients on posaconazole had, compared with those on fluconazole, a lower incidence of infection (0.9% vs. 10.8%).",
        "posaconazole infection 0.9; fluconazole infection 10.8",
    ),
    (
        "On multivariate analysis ATG was independently associated with less aGVHD (HR, 0.28).",
        "anti-thymocyte globulin acute graft-versus-host disease 0.28",
    ),
    ("The 2-year OS was 60% and 40% with and without venetoclax.", "venetoclax OS 60; control OS 40"),
    ("Azacitidine and decitabine (HMAs) are used. With HMAs the CR rate was 20%.", "hypomethylating agent CR 20"),
    ("At end of induction (EOI), the MRD-negative rate was 45% with blinatumomab.", "blinatumomab MRD-neg 45"),
    ("Prolonged neutropenia was experienced by 35% on venetoclax and 20% on placebo.", "venetoclax neutropenia 35; placebo neutropenia 20"),
    ("The OS was 80% with CR achieved by 60% of patients on venetoclax.", "venetoclax OS 80; venetoclax CR 60"),
    ("The ORR was higher for ibrutinib in comparison with chlorambucil (86% vs 35%).", "ibrutinib ORR 86; chlorambucil ORR 35"),
    ("Bleeding was more common with ibrutinib compared with chemotherapy (20% vs 10%).", "ibrutinib bleeding 20; chemotherapy bleeding 10"),
    ("The ORRs of ibrutinib and chemotherapy were 60% and 40%, respectively.", "ibrutinib ORR 60; chemotherapy ORR 40"),
    ("The 2-year risk of progression was 15% with ibrutinib.", ""),
    ("Azacitidine, venetoclax, and gilteritinib (AVG; n = 40) were given. ORR was 60% with AVG.", "AVG ORR 60"),
    ("Diarrhea led to reduced dosing (25% of patients) with neratinib.", ""),
    (
        "With neratinib, diarrhea (20%), nausea and vomiting (15%), and fatigue (10%) were seen.",
        "neratinib diarrhea 20; neratinib nausea and vomiting 15; neratinib fatigue 10",
    ),
    ("ORR was 45% (95% CIs 40-60) with imatinib.", "imatinib ORR 45"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_results_told_in_a_sentence(text: str, expected: str) -> None:
    assert set(map(told, claims(text, "trial_metric"))) == set(filter(None, expected.split("; ")))


PROGNOSIS = [
    ("IKZF1 deletion was associated with inferior 5-year EFS (63% vs 88%; P < .001).", "IKZF1 loss worse_prognosis none"),
    ("KIT mutations were associated with a higher hazard of relapse.", "KIT mutation worse_prognosis none"),
    ("NRAS and TP53 mutations affect outcomes negatively.", "NRAS mutation worse_prognosis none; TP53 mutation worse_prognosis none"),
    ("Multivariate analysis identified NPM1 mutation as a favorable independent predictor of OS.", "NPM1 mutation better_prognosis none"),
    ("TP53 mutation was a negative predictor of response to imatinib.", "TP53 mutation resistance imatinib"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PROGNOSIS)
def test_prognosis_told_with_an_endpoint(text: str, expected: str) -> None:
    assert set(map(told, claims(text, "mutation_response"))) == set(expected.split("; "))
