"""Results as abstracts, meeting reports and labels tell them: brackets, intervals, grades, groups, and who is meant."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

FIGURES = [
    (
        "Kaplan-Meier estimates of OS, PFS, and nonrelapse mortality (NRM) 12 months after dosing of liso-cel were 57%, "
        "36%, and 5%, respectively.",
        ["lisocabtagene maraleucel OS 57", "lisocabtagene maraleucel PFS 36", "lisocabtagene maraleucel NRM 5"],
    ),
    (
        "The CCyR rates and median event-free survival (EFS) with the first, second, and third TKI were 81%, 44%, and "
        "22%, and 31.2 months, 9.4 months, and 3.3 months, respectively.",
        [
            "tyrosine kinase inhibitor CCyR 22",
            "tyrosine kinase inhibitor CCyR 44",
            "tyrosine kinase inhibitor CCyR 81",
            "tyrosine kinase inhibitor EFS 3.3",
            "tyrosine kinase inhibitor EFS 31.2",
            "tyrosine kinase inhibitor EFS 9.4",
        ],
    ),
    (
        "The ORR with repotrectinib was 52% [95% confidence interval (CI), 37%-67%], with median duration of response "
        "21.6 months (95% CI, 11.1-not evaluable).",
        ["repotrectinib DOR 21.6", "repotrectinib ORR 52"],
    ),
    (
        "PFS was improved for copanlisib plus rituximab versus placebo plus rituximab, with a median of 22.8 months (95% "
        "CI, 19.6 months to not reached) versus 12.7 months (95% CI, 10.1 to 15.3 months).",
        ["copanlisib + rituximab PFS 22.8", "placebo + rituximab PFS 12.7"],
    ),
    (
        "With a median follow-up for PFS of 48.7 and 44.9 months, respectively, median time to intracranial progression "
        "was NR (95% CI, 50.2 to NR) with selpercatinib and 18.9 months with cabozantinib.",
        ["cabozantinib TTP 18.9", "selpercatinib TTP not reached"],
    ),
    (
        "An overall response (a complete or partial response) occurred in 64.3% of the patients who received sacituzumab "
        "govitecan and in 30.9% of those who received docetaxel.",
        ["docetaxel ORR 30.9", "sacituzumab govitecan ORR 64.3"],
    ),
    (
        "Adverse events of grade 3 or higher were less frequent with alectinib than with standard chemotherapy (31% vs. "
        "44%); the incidence of adverse events of grade 3 or 4 was 12.2% and 23.6%, respectively.",
        [
            "alectinib adverse event 12.2",
            "alectinib adverse event 31",
            "chemotherapy adverse event 23.6",
            "chemotherapy adverse event 44",
        ],
    ),
    (
        "Atrial fibrillation and major bleeding AEs (all grades) occurred in 4% and 6% of patients on zanubrutinib, "
        "respectively; BTK mutation was detected in 5 of 8 patients (63%) at relapse.",
        ["zanubrutinib atrial fibrillation 4", "zanubrutinib bleeding 6"],
    ),
    (
        "Infections with plamotamab were reported in 51/96 (53.1%) patients (grade ≥3, 27.1%; pneumonia, 12.5%).",
        [
            "plamotamab infection 27.1",
            "plamotamab infection 51",
            "plamotamab infection 53.1",
            "plamotamab pneumonia 12.5",
        ],
    ),
    (
        "Permanent discontinuation of zanubrutinib due to an adverse reaction occurred in 14% of patients, and dosage "
        "interruptions in 31%.",
        ["zanubrutinib dose interruption 31", "zanubrutinib treatment discontinuation 14"],
    ),
    (
        "298 patients received liso-cel (n = 141) or tisa-cel (n = 157). The median OS was 15.1 months.",
        [" OS 15.1"],
    ),
    (
        "298例患者接受阿扎胞苷(141例)或地西他滨(157例)治疗。中位OS为7.4个月。",
        [" OS 7.4"],
    ),
    (
        "Patients with MCL received either R-DHAP (RD; n = 301) or BR (n = 211). Median PFS was 71 months in the RD group and 40 "
        "months in the BR group.",
        ["BR PFS 40", "R-DHAP PFS 71"],
    ),
    (
        "Patients with AML were treated with 10-day decitabine and gilteritinib (DEC10-GIL). The ORR was 66%, and median "
        "OS and EFS have not been reached.",
        [
            "decitabine + gilteritinib EFS not reached",
            "decitabine + gilteritinib ORR 66",
            "decitabine + gilteritinib OS not reached",
        ],
    ),
    (
        "Patients who received prior BCMA-directed therapy compared to naive patients had a lower ORR to elranatamab "
        "(51.2% vs 68.1%).",
        ["elranatamab ORR 51.2", "elranatamab ORR 68.1"],
    ),
    (
        "TP53 mutation was associated with a lower CR/CRi rate (35% vs 70%; P = .01) in patients treated with venetoclax "
        "plus decitabine.",
        [
            "decitabine + venetoclax CR/CRi 0.01",
            "decitabine + venetoclax CR/CRi 35",
            "decitabine + venetoclax CR/CRi 70",
        ],
    ),
    (
        "Asciminib achieved an MMR rate of 25.5% at week 24 compared with 13.2% with bosutinib.",
        ["asciminib MMR 25.5", "bosutinib MMR 13.2"],
    ),
    (
        "At 12 months, 71% of patients in the venetoclax group were alive without relapse, as compared with 52% in the "
        "placebo group (hazard ratio for relapse or death, 0.61).",
        ["placebo RFS 52", "venetoclax RFS 0.61", "venetoclax RFS 71"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures_of_a_reported_result_are_those_of_their_arm_and_endpoint(text: str, expected: list[str]) -> None:
    """Each figure once, with the arm and endpoint that the passage ties it to, and nothing else."""
    assert sorted(told(claim) for claim in claims(text, "trial_metric") if claim.predicate != "direction") == sorted(
        expected
    )


RESPONSES = [
    (
        "OS was inferior in patients with TP53 mutation than in those with TP53 wild-type.",
        ["TP53 mutation worse_prognosis none"],
    ),
    ("TP53突变患者预后较TP53野生型患者差。", ["TP53 mutation worse_prognosis none"]),
    ("In patients with FLT3-ITD, quizartinib was associated with longer OS than placebo.", []),
    ("Midostaurin was associated with longer EFS in patients with NPM1 mutations.", []),
    ("In FLT3-mutated AML, outcomes were worse than in wild-type disease.", ["FLT3 mutation worse_prognosis none"]),
    (
        "Outcomes with tuspetinib were not negatively impacted by NRAS mutations.",
        ["NRAS mutation no_effect tuspetinib"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), RESPONSES)
def test_an_outcome_is_of_the_altered_group_that_it_is_said_of(text: str, expected: list[str]) -> None:
    """Neither the group measured against nor patients in whom a drug did better have a prognosis stated."""
    assert [told(claim) for claim in claims(text, "mutation_response")] == expected
