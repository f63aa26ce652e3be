"""The commonest frames in which papers report results: whose figure it is, of which endpoint, read by `rules`."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = [
    (
        "Compared with bortezomib, ixazomib gave a higher ORR (78% vs 72%) and a longer median PFS (20.6 vs 14.7 months).",
        "ixazomib ORR 78; bortezomib ORR 72; ixazomib PFS 20.6; bortezomib PFS 14.7",
    ),
    (
        "Compared with placebo, enzalutamide extended median OS from 13.6 to 18.4 months.",
        "enzalutamide OS 18.4; placebo OS 13.6",
    ),
    (
        "With selinexor, the clinical benefit rate was 60%, the disease control rate was 80%, and the CR rate was 12%.",
        "selinexor CBR 60; selinexor DCR 80; selinexor CR 12",
    ),
    (
        "CR and 2-year OS were 50% and 61% with quizartinib, and 38% and 44% with placebo.",
        "quizartinib CR 50; quizartinib OS 61; placebo CR 38; placebo OS 44",
    ),
    (
        "The ORR and CR rates were 92% and 76% with axi-cel versus 80% and 50% with tisa-cel.",
        "axicabtagene ciloleucel ORR 92; axicabtagene ciloleucel CR 76; tisagenlecleucel ORR 80; tisagenlecleucel CR 50",
    ),
    (
        "Tepotinib produced an ORR of 51% and a median PFS of 11.2 months, versus 36% and 6.9 months with crizotinib.",
        "tepotinib ORR 51; tepotinib PFS 11.2; crizotinib ORR 36; crizotinib PFS 6.9",
    ),
    (
        "Pacritinib demonstrated an SVR35 rate of 19%, whereas best available therapy achieved 5%.",
        "pacritinib SVR35 19; best available therapy SVR35 5",
    ),
    (
        "With lorlatinib, PFS at 12, 24 and 36 months was 78%, 68% and 64%, respectively.",
        "lorlatinib PFS 78; lorlatinib PFS 68; lorlatinib PFS 64",
    ),
    (
        "The median PFS was NR for acalabrutinib versus 22.6 months for chlorambucil.",
        "acalabrutinib PFS not reached; chlorambucil PFS 22.6",
    ),
    (
        "Median DOR was not reached in either the selpercatinib group or the cabozantinib group.",
        "selpercatinib DOR not reached; cabozantinib DOR not reached",
    ),
    (
        "The ORR with mirvetuximab soravtansine was 42% in FRα-high disease and 20% in FRα-low disease.",
        "mirvetuximab soravtansine ORR 42; mirvetuximab soravtansine ORR 20",
    ),
    (
        "The ORR was 34% in the 2.5 mg/kg belantamab mafodotin cohort and 31% in the 1.9 mg/kg cohort.",
        "belantamab mafodotin ORR 34; belantamab mafodotin ORR 31",
    ),
    (
        "Nine patients (30%) on copanlisib achieved CR, 12 (40%) PR and 6 (20%) SD.",
        "copanlisib CR 9; copanlisib CR 30; copanlisib PR 12; copanlisib PR 40; copanlisib SD 6; copanlisib SD 20",
    ),
    (
        "Among recipients of teclistamab, 63% responded and 39.4% reached CR.",
        "teclistamab ORR 63; teclistamab CR 39.4",
    ),
    ("Responses to odronextamab lasted a median of 20.5 months.", "odronextamab DOR 20.5"),
    (
        "The ORR with glecirasib was 48%. This compared with 27% for docetaxel.",
        "glecirasib ORR 48; docetaxel ORR 27",
    ),
    (
        "Daratumumab yielded an ORR of 93%. In the control group, ORR was 76% and median PFS was 18 months.",
        "daratumumab ORR 93; control ORR 76; control PFS 18",
    ),
    (
        "Diarrhoea was more frequent with neratinib and tucatinib, affecting 51% and 63%, respectively.",
        "neratinib diarrhea 51; tucatinib diarrhea 63",
    ),
    (
        "The ORR was 55% and the CR rate 20% with tirabrutinib, and 40% and 10% with orelabrutinib.",
        "tirabrutinib ORR 55; tirabrutinib CR 20; orelabrutinib ORR 40; orelabrutinib CR 10",
    ),
    (
        "With tisagenlecleucel, relapse-free survival at 6 and 12 months was 80% and 59%.",
        "tisagenlecleucel RFS 80; tisagenlecleucel RFS 59",
    ),
    (
        "Neutropenia was less frequent with ripretinib than with sunitinib, at 7% and 31%.",
        "ripretinib neutropenia 7; sunitinib neutropenia 31",
    ),
    ("Twelve (40%) copanlisib recipients had a PR.", "copanlisib PR 12; copanlisib PR 40"),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text[:40] for text, _ in CASES])
def test_frames_of_results(text: str, wanted: str) -> None:
    assert set(map(told, claims(text))) == set(wanted.split("; "))
