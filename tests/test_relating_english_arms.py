"""Whose figure it is in English abstracts: arms behind brackets, controls and what they got, the latter, tables of ratios."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told


def stated(text: str, file_format: str = "txt") -> set[str]:
    return {told(claim) for claim in claims(text, "trial_metric", file_format)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Patients got polatuzumab vedotin or a standard, R-CHOP. PFS was longer (HR 0.73, P = .02) with polatuzumab vedotin.",
            {"polatuzumab vedotin PFS 0.73", "polatuzumab vedotin PFS 0.02"},
        ),
        (
            "PFS was longer with ibrutinib (median, 48 months) than with bendamustine (median, 21 months).",
            {"ibrutinib PFS 48", "bendamustine PFS 21"},
        ),
        (
            "The ORR with ibrutinib exceeded that of the bendamustine controls (62% vs 42%).",
            {"ibrutinib ORR 62", "bendamustine ORR 42"},
        ),
        ("伊布替尼组ORR为62%,化疗对照组为42%。", {"ibrutinib ORR 62", "chemotherapy ORR 42"}),
        (
            "Patients on ibrutinib were set against controls given chlorambucil. PFS was longer with ibrutinib (8.0 vs 3.7 months).",
            {"ibrutinib PFS 8.0", "chlorambucil PFS 3.7"},
        ),
        (
            "Patients on ibrutinib were set against controls. PFS was longer with ibrutinib (8.0 vs 3.7 months).",
            {"ibrutinib PFS 8.0", "control PFS 3.7"},
        ),
        (
            "Patients got axicabtagene ciloleucel (n = 90) or tisagenlecleucel (n = 80). OS and PFS were 52% and 30%, respectively, in the cohort as a whole.",
            {" OS 52", " PFS 30"},
        ),
        (
            "NRM was higher with tisagenlecleucel than with lisocabtagene maraleucel, although the latter had the less favorable PFS.",
            {"tisagenlecleucel NRM worsened", "tisagenlecleucel PFS improved"},
        ),
        (
            "NRM was higher with tisagenlecleucel than with lisocabtagene maraleucel; the former had the better PFS.",
            {"tisagenlecleucel NRM worsened", "tisagenlecleucel PFS improved"},
        ),
        ("Dexamethasone provided no EFS benefit over prednisone.", {"dexamethasone EFS no_difference"}),
        ("维奈克拉组与安慰剂组相比未见OS优势。", {"venetoclax OS no_difference"}),
        ("OS with ABVD was 85%, and radiotherapy was used in few (21%).", {"ABVD OS 85"}),
        ("The ORR with ibrutinib was 70%, and 21% of patients received radiotherapy.", {"ibrutinib ORR 70"}),
        ("60% of patients who received blinatumomab achieved CR.", {"blinatumomab CR 60"}),
    ],
)
def test_whose_figure_it_is(text: str, wanted: set[str]) -> None:
    assert stated(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "60 (75%) of 80 evaluable patients achieved a complete response with blinatumomab.",
            {"blinatumomab CR 60", "blinatumomab CR 75"},
        ),
        ("75% of the evaluable patients in the blinatumomab arm achieved a CR.", {"blinatumomab CR 75"}),
        ("75% of patients achieved a complete MRD response with blinatumomab.", {"blinatumomab MRD-neg 75"}),
        ("60% of patients achieved CR1 with 7+3; 45% of the remitters relapsed.", {"7+3 CR 60", "7+3 relapse 45"}),
        ("Patients in CR1 who relapsed or had relapsed AML had an OS of 60% with 7+3.", {"7+3 OS 60"}),
        ("A partial response or better was seen in 45% of patients with carfilzomib.", {"carfilzomib ORR 45"}),
        ("A very good partial response or better was seen in 45% with carfilzomib.", {"carfilzomib CR/VGPR 45"}),
        ("卡非佐米组部分缓解及以上为45%。", {"carfilzomib ORR 45"}),
        (
            "Quizartinib improved EFS (40% vs 30%) and survival (60% vs 51%).",
            {"quizartinib EFS 40", "control EFS 30", "quizartinib OS 60", "control OS 51"},
        ),
        ("Survival at 5 years was 50% with ABVD.", {"ABVD OS 50"}),
        (
            "CR to quizartinib was seen in 3/9 patients with and 20/50 without NPM1 mutation.",
            {"quizartinib CR 3", "quizartinib CR 20"},
        ),
        (
            "CR was 40%, and 30% of patients with azacitidine had anemia.",
            {"azacitidine CR 40", "azacitidine anemia 30"},
        ),
        (
            "MRD responders to blinatumomab had longer OS (20 vs 8 months) as compared with nonresponders.",
            {"blinatumomab OS 20", "blinatumomab OS 8"},
        ),
        (
            "Patients who received azacitidine had longer OS than those who did not (20 vs 8 months).",
            {"azacitidine OS 20", "control OS 8"},
        ),
        (
            "PFS was longer with ibrutinib (median 48 months, compared to 21 months with bendamustine); OS was also better in that arm.",
            {"ibrutinib PFS 48", "bendamustine PFS 21", "ibrutinib OS improved"},
        ),
        (
            "Early death (ED; within 30 days) was rare. Factors associated with ED included male sex (P = .01).",
            {" early death 0.01"},
        ),
    ],
)
def test_what_a_figure_is_of(text: str, wanted: set[str]) -> None:
    assert stated(text) == wanted


TABLE = """Table 1. Results

| Endpoint | Zanubrutinib (n=207) | Ibrutinib (n=206) | Bendamustine-rituximab (n=100) |
|---|---|---|---|
| 24-month PFS, % | 85 | 75 | 60 |
| {label} | 0.42 (0.28-0.63) | 0.60 (0.40-0.80) | - |
| P for PFS | <0.001 | 0.002 | - |
"""


@pytest.mark.parametrize(
    "label", ["HR for PFS (95% CI) vs bendamustine-rituximab", "HR (95% CI) for PFS", "PFS的HR(95%CI)"]
)
def test_ratios_of_several_arms_in_a_row(label: str) -> None:
    found = {told(c) + " " + c.predicate for c in claims(TABLE.format(label=label), "trial_metric", "md")}
    assert {"zanubrutinib PFS 0.42 hazard_ratio", "ibrutinib PFS 0.60 hazard_ratio"} < found
    assert {"zanubrutinib PFS <0.001 p_value", "ibrutinib PFS 0.002 p_value"} < found
    assert not any(line.startswith("bendamustine + rituximab") and "rate" not in line for line in found)
