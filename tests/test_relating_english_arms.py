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
