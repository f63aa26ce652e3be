"""Results as news and letters retell them: arms turned round or left out, lists resumed, limits that are no results."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = [
    (
        "Zanubrutinib compared favourably with ibrutinib in PFS (median, 40.1 vs 28.3 months; HR, 0.61; P < .001).",
        "zanubrutinib PFS 40.1; ibrutinib PFS 28.3; zanubrutinib PFS 0.61; zanubrutinib PFS <0.001",
    ),
    (
        "Neutropenia was commoner under momelotinib (31.0%, ruxolitinib 12.4%), anemia under ruxolitinib (24.0%, momelotinib 6.0%).",
        "momelotinib neutropenia 31.0; ruxolitinib neutropenia 12.4; ruxolitinib anemia 24.0; momelotinib anemia 6.0",
    ),
    ("With ibrutinib (a BTK inhibitor), ORR was 80%.", "ibrutinib ORR 80"),
    (
        "CR was reached by 40.1% of the 102 patients assigned quizartinib and by 21.0% of the 98 assigned midostaurin.",
        "quizartinib CR 40.1; midostaurin CR 21.0",
    ),
    (
        "After definitive chemoradiotherapy, median PFS was 16.8 months with durvalumab and 5.6 months with placebo (HR 0.52).",
        "durvalumab PFS 16.8; placebo PFS 5.6; durvalumab PFS 0.52",
    ),
    (
        "Median PFS was 12.0 months with ibrutinib and 8.1 months with placebo (P = .003, where P < .001 was required).",
        "ibrutinib PFS 12.0; placebo PFS 8.1; ibrutinib PFS 0.003",
    ),
    ("The significance threshold was P < .02; OS was longer with ibrutinib (P = .01).", "ibrutinib OS 0.01"),
    ("替拉鲁替尼组的CR加CRi率为48%。", "tirabrutinib CR/CRi 48"),
    ("CR plus CRi was recorded in 52% of the enasidenib arm.", "enasidenib CR/CRi 52"),
    (
        "The OS, EFS and NRM of the cohort as a whole stood at 60%, 41% and 8% with treosulfan.",
        "treosulfan OS 60; treosulfan EFS 41; treosulfan NRM 8",
    ),
    (
        "With ivosidenib, EFS and OS reached a median of only 4.0 and 7.7 months.",
        "ivosidenib EFS 4.0; ivosidenib OS 7.7",
    ),
    (
        "EFS and OS were 73% (95% CI, 60 to 82) and 90% (95% CI, 81 to 95), falling to 50% (35 to 64) and 76% (63 to 86) at 12 months with obecabtagene autoleucel.",
        "obecabtagene autoleucel EFS 73; obecabtagene autoleucel OS 90; obecabtagene autoleucel EFS 50; obecabtagene autoleucel OS 76",
    ),
    (
        "PFS with ibrutinib stood at 60%, and OS of the whole cohort was 80%.",
        "ibrutinib PFS 60; ibrutinib OS 80",
    ),
    (
        "With pomalidomide, 2-year PFS, CIR and OS were 60%, 22% and 81%; with placebo, 41% (P < .001), 35% (P = .01) and 70% (P = .02).",
        "pomalidomide PFS 60; pomalidomide CIR 22; pomalidomide OS 81; placebo PFS 41; placebo CIR 35; placebo OS 70; "
        "pomalidomide PFS <0.001; pomalidomide CIR 0.01; pomalidomide OS 0.02",
    ),
    (
        "ORR and CR were 80% and 41% in the tebentafusp group, and in the dacarbazine group 60% (P = .01) and 12% (P = .02).",
        "tebentafusp ORR 80; tebentafusp CR 41; dacarbazine ORR 60; dacarbazine CR 12; tebentafusp ORR 0.01; tebentafusp CR 0.02",
    ),
    (
        "ORR and CR rates were 80% and 40% with axi-cel; with bridging therapy, 20% had neutropenia and 35% infection.",
        "axicabtagene ciloleucel ORR 80; axicabtagene ciloleucel CR 40; axicabtagene ciloleucel neutropenia 20; axicabtagene ciloleucel infection 35",
    ),
    ("Median OS was 7 months with selinexor when a cycle exceeded 21 days.", "selinexor OS 7"),
    (
        "Median PFS with carfilzomib came to 26.3 months, more than 8 months beyond the 17.6 months with bortezomib.",
        "carfilzomib PFS 26.3; bortezomib PFS 17.6",
    ),
    (
        "Blasts had accounted for 62% of the marrow; CR with gilteritinib was 40%, with 0.2% residual cells.",
        "gilteritinib CR 40",
    ),
    (
        "The ORR was 70% with elranatamab, and CRS hit 55%.",
        "elranatamab ORR 70; elranatamab cytokine release syndrome 55",
    ),
    (
        "Patients were randomized to cytarabine with or without four courses of sorafenib. PFS was 60% with sorafenib and 44% without it, and OS was 70% v 61%.",
        "cytarabine + sorafenib PFS 60; cytarabine PFS 44; cytarabine + sorafenib OS 70; cytarabine OS 61",
    ),
    (
        "Patients were randomized to cytarabine with or without sorafenib. PFS was 60% with and 44% without sorafenib.",
        "cytarabine + sorafenib PFS 60; cytarabine PFS 44",
    ),
    (
        "Median OS was 7.0 months with selinexor plus cytarabine and 4.1 months with cytarabine alone. "
        "Nausea was recorded in 48% of the combination arm and 13% of the cytarabine-alone arm, infection in 32% and 29%.",
        "cytarabine + selinexor OS 7.0; cytarabine OS 4.1; cytarabine + selinexor nausea 48; cytarabine nausea 13; "
        "cytarabine + selinexor infection 32; cytarabine infection 29",
    ),
    (
        "Zanubrutinib beat ibrutinib on PFS (78% vs 66%). The same held in older patients (HR, 0.52; P = .01), while anemia arose in 5% of the zanubrutinib and 13% of the ibrutinib recipients.",
        "zanubrutinib PFS 78; ibrutinib PFS 66; zanubrutinib PFS 0.52; zanubrutinib PFS 0.01; zanubrutinib anemia 5; ibrutinib anemia 13",
    ),
    (
        "GRFS was 53% in the tacrolimus group and 35% in the methotrexate group (hazard ratio for infection, relapse or death, 0.64; P=0.001).",
        "tacrolimus GRFS 53; methotrexate GRFS 35; tacrolimus GRFS 0.64; tacrolimus GRFS 0.001",
    ),
    (
        "OS was 53% with tacrolimus and 35% with methotrexate (hazard ratio for relapse, 0.64).",
        "tacrolimus OS 53; methotrexate OS 35; tacrolimus relapse 0.64",
    ),
    (
        "Veno-occlusive disease was more frequent after gemtuzumab (14.0%, 23 of 164 patients) than after placebo (2.1%).",
        "gemtuzumab ozogamicin veno-occlusive disease 14.0; gemtuzumab ozogamicin veno-occlusive disease 23; placebo veno-occlusive disease 2.1",
    ),
    (
        "With venetoclax, neutropenia developed in 45%. Neither CXCR4 mutation (P = 0.51) nor age altered PFS.",
        "venetoclax neutropenia 45; venetoclax PFS 0.51",
    ),
    ("After ibrutinib, the ORR with pirtobrutinib was 70%.", "pirtobrutinib ORR 70"),
    ("Forty patients received ruxolitinib; 35 of whom (88%) achieved CHR.", "ruxolitinib CHR 35; ruxolitinib CHR 88"),
    (
        "Of 200 patients, 90 received axi-cel and 110 tisa-cel. OS and PFS of the cohort as a whole stood at 52% and 30%; PFS was 35% with axi-cel and 24% with tisa-cel.",
        " OS 52;  PFS 30; axicabtagene ciloleucel PFS 35; tisagenlecleucel PFS 24",
    ),
    ("Nivolumab was given to 60 patients. The ORR of the entire cohort was 52%.", "nivolumab ORR 52"),
    (
        "Elranatamab was given. CRS hit 77%, half of whom were given tocilizumab.",
        "elranatamab cytokine release syndrome 77",
    ),
    (
        "With selinexor plus cytarabine, median OS was 7.2 versus 4.1 months with cytarabine alone; later the selinexor figure had risen to 8.4 months.",
        "cytarabine + selinexor OS 7.2; cytarabine OS 4.1; cytarabine + selinexor OS 8.4",
    ),
    (
        "Arterial occlusive events showed a gradient with ponatinib: 9.6% at 45 mg, 5.3% at 30 mg and 3.2% at 15 mg.",
        "ponatinib arterial occlusive event 9.6; ponatinib arterial occlusive event 5.3; ponatinib arterial occlusive event 3.2",
    ),
    ("Infections remained a concern with teclistamab: 63% of patients achieved a CR.", "teclistamab CR 63"),
    (
        "In myeloma, median PFS was 67.5 months with RVD plus ASCT and 46.2 months with RVD alone.",
        "autologous hematopoietic stem cell transplantation + VRd PFS 67.5; VRd PFS 46.2",
    ),
    (
        "In ALL, 600 children were randomized to BFM chemotherapy with or without nelarabine. DFS was 88% with nelarabine and 82% without it.",
        "BFM + nelarabine DFS 88; BFM DFS 82",
    ),
    (
        "PFS was 34% on brentuximab vedotin and 20% on sacituzumab govitecan. Rash arose in 10.5% of the vedotin and 1.9% of the govitecan arm.",
        "brentuximab vedotin PFS 34; sacituzumab govitecan PFS 20; brentuximab vedotin rash 10.5; sacituzumab govitecan rash 1.9",
    ),
    (
        "ILD or pneumonitis, none of it grade 5, was judged drug-related in 12% given trastuzumab deruxtecan.",
        "trastuzumab deruxtecan interstitial lung disease 12",
    ),
    ("Of 40 patients given blinatumomab, 16 (40%) had a remission.", "blinatumomab ORR 16; blinatumomab ORR 40"),
    ("The R-CHOP chemotherapy gave an ORR of 80%.", "R-CHOP ORR 80"),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text[:40] for text, _ in CASES])
def test_retold_results(text: str, wanted: str) -> None:
    assert set(map(told, claims(text, "trial_metric"))) == set(wanted.split("; "))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Outcomes of azacitidine were, for TP53mut vs TP53WT disease, an ORR of 41% vs 70% and an OS of 6.1 vs 15.0 months.",
            ["azacitidine ORR 41", "azacitidine ORR 70", "azacitidine OS 6.1", "azacitidine OS 15.0"],
        ),
        (
            "Median OS with decitabine was 6.0 months, but 20.4 and 12.9 months in patients achieving CR and CRi, respectively.",
            ["decitabine OS 6.0", "decitabine OS 20.4", "decitabine OS 12.9"],
        ),
        (
            "We reviewed 210 adults who had received ibrutinib or acalabrutinib and found anemia in 63 (30%).",
            [" anemia 63", " anemia 30"],
        ),
        (
            "The MMR rate at week 24 was 30% with asciminib and 14% with bosutinib; by week 96 it had become 41% and 17%, respectively.",
            ["asciminib MMR 30", "bosutinib MMR 14", "asciminib MMR 41", "bosutinib MMR 17"],
        ),
        ("With azacitidine the ORR was 50%; the median TP53 variant allele frequency was 32%.", ["azacitidine ORR 50"]),
        ("The CR rate of the high-risk group with prednisone poor response was 60%.", [" CR 60"]),
    ],
)
def test_groups_that_are_no_arms(text: str, wanted: list[str]) -> None:
    assert sorted(told(claim) for claim in claims("Results\n\n" + text, "trial_metric")) == sorted(wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "We compared Isa-Kd with Kd in relapsed myeloma. The ORR was higher in patients of the Isa-Kd than of the Kd group (88% vs. 80%).",
            ["Isa-Kd ORR 88", "Kd ORR 80"],
        ),
        (
            "The trial established superiority of quizartinib to salvage chemotherapy in AML (median OS, 6.2 vs 4.7 months; HR, 0.76).",
            ["quizartinib OS 6.2", "salvage chemotherapy OS 4.7", "quizartinib OS 0.76"],
        ),
        (
            "The ORR was higher with VEN plus HMA than with salvage chemotherapy (58% vs 41%).",
            ["hypomethylating agent + venetoclax ORR 58", "salvage chemotherapy ORR 41"],
        ),
        (
            "Ibrutinib improved PFS (79% vs 65%) at 5 years compared with chlorambucil.",
            ["ibrutinib PFS 79", "chlorambucil PFS 65"],
        ),
        (
            "The ORR with daratumumab was 90% in the first line, while in the second and third it stood at 77% and 61%, respectively.",
            ["daratumumab ORR 90", "daratumumab ORR 77", "daratumumab ORR 61"],
        ),
        ("Induction was with cytarabine; complete remission was defined as less than 5% blasts.", []),
        (
            "In recipients of allogeneic stem cell transplantation, nonrelapse mortality was 21%.",
            ["allogeneic hematopoietic stem cell transplantation NRM 21"],
        ),
    ],
)
def test_what_a_treatment_is_set_against(text: str, wanted: list[str]) -> None:
    assert [told(claim) for claim in claims("Results\n\n" + text, "trial_metric")] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Median OS with blinatumomab was longer in responders than in nonresponders (25.1 vs 9.3 months).",
            ["blinatumomab OS 25.1", "blinatumomab OS 9.3"],
        ),
        (
            "PFS was longer in the ibrutinib arm than in the placebo arm (20 vs 31 months).",
            ["ibrutinib PFS 20", "placebo PFS 31"],
        ),
        ("Response rates to luspatercept range from 15% to 63%.", ["luspatercept ORR 15-63"]),
    ],
)
def test_groups_set_against_each_other_and_ranges(text: str, wanted: list[str]) -> None:
    assert [told(claim) for claim in claims("Results\n\n" + text, "trial_metric")] == wanted


def test_a_contrast_gives_a_ratio_its_own_arm() -> None:
    text = "Acalabrutinib was noninferior to ibrutinib, whereas zanubrutinib reduced the risk of progression or death (hazard ratio 0.65)."
    found = claims("Results\n\n" + text, "trial_metric")
    assert "zanubrutinib PFS 0.65" in [told(claim) for claim in found]
