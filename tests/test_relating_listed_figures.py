"""Lists of figures in English and the endpoints they go through: events, ratios, landmarks, groups behind their figures."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = {
    "three events": (
        "Neutropenia, anemia and thrombocytopenia occurred in 45%, 20% and 15% of patients on iberdomide.",
        "iberdomide neutropenia 45; iberdomide anemia 20; iberdomide thrombocytopenia 15",
    ),
    "two shares of two responses": (
        "The ORR was 45%, and 20% and 15% of patients achieved CR and PR.", " ORR 45;  CR 20;  PR 15",
    ),
    "events group by group": (
        "Grade 3 or 4 anemia and neutropenia were seen in 31% and 22% of the fedratinib group and in 12% and 3% of the "
        "placebo group.",
        "fedratinib anemia 31; fedratinib neutropenia 22; placebo anemia 12; placebo neutropenia 3",
    ),
    "ratios in the order of their endpoints": (
        "HRs for EFS and OS were 0.62 and 0.88 with quizartinib compared with placebo.", "quizartinib EFS 0.62; quizartinib OS 0.88",
    ),
    "ratios in a bracket": (
        "PFS and OS both favored ibrutinib plus rituximab over FCR (HR 0.37 and 0.47, respectively).",
        "ibrutinib + rituximab PFS 0.37; ibrutinib + rituximab OS 0.47",
    ),
    "ratios, in Chinese": ("卡非佐米组PFS和OS的HR分别为0.53和0.81。", "carfilzomib PFS 0.53; carfilzomib OS 0.81"),
    "landmarks group by group": (
        "The 1-year and 2-year OS rates were 77% and 61% in the venetoclax arm versus 66% and 49% in the placebo arm.",
        "venetoclax OS 77; venetoclax OS 61; placebo OS 66; placebo OS 49",
    ),
    "two times, but two groups": (
        "MMR at 6 and 12 months was 40% vs 21% for nilotinib versus imatinib.", "nilotinib MMR 40; imatinib MMR 21",
    ),
    "changes of treatment by their nouns": (
        "Dose interruptions were needed in 38%, reductions in 22% and discontinuation in 9% of patients on quizartinib.",
        "quizartinib dose interruption 38; quizartinib dose reduction 22; quizartinib treatment discontinuation 9",
    ),
    "responses that were more common": (
        "Responses to azacitidine were more common in TET2-mutated patients (62%) than in wild-type patients (38%).",
        "azacitidine ORR 62; azacitidine ORR 38",
    ),
    "who lived longer": (
        "Patients who received ibrutinib maintenance lived longer than those who did not (24.7 vs 14.8 months).",
        "ibrutinib OS 24.7; control OS 14.8",
    ),
    "from one week to another": ("ORR improved from 46% at week 12 to 61% at week 24 with pegcetacoplan.", "pegcetacoplan ORR 46; pegcetacoplan ORR 61"),
    "a unit left out behind an arm": (
        "Median OS was 11.0 months with quizartinib vs 7.5 with salvage chemotherapy.", "quizartinib OS 11.0; salvage chemotherapy OS 7.5",
    ),
    "two regimens by one short name": ("GDP组与ICE组ORR分别为60.0%和58.3%。", "GDP ORR 60.0; ICE ORR 58.3"),
    "a short name that two drugs have": ("AZA组ORR为50%，DAC组为45%。", "azacitidine ORR 50; decitabine ORR 45"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_listed_figures(text: str, wanted: str) -> None:
    found = [claim for claim in claims(text, "trial_metric") if claim.predicate != "direction"]
    assert "; ".join(told(claim) for claim in found) == wanted


TIMES = {
    "At 24 months, PFS was 78% with zanubrutinib and 66% with ibrutinib.": ["24 mo", "24 mo"],
    "At week 24, SVR35 was reached by 42% on ruxolitinib.": ["24 wk"],
    "By month 12, MMR was achieved in 45% of patients on nilotinib.": ["12 mo"],
    "The 2- and 3-year PFS rates were 88% and 80% in the ibrutinib arm and 71% and 58% in the placebo arm.": [
        "2 y", "3 y", "2 y", "3 y",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), TIMES.items())
def test_landmarks(text: str, wanted: list[str]) -> None:
    assert [claim.fields["timepoint"] for claim in claims(text, "trial_metric")] == wanted


def test_a_ratio_of_an_altered_group_and_all_others_is_of_the_altered_one() -> None:
    text = "Patients with TP53 mutations had a shorter median OS than those without (6.5 vs 18.3 months; HR 2.4) on venetoclax."
    ratios = [claim for claim in claims(text, "trial_metric") if claim.predicate == "hazard_ratio"]
    assert [claim.fields["subgroup"] for claim in ratios] == ["TP53 mutation"]
