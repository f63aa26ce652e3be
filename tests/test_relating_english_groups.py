"""English groups: arms in elliptical clauses, groups of one treatment, transplantation beside a drug, those without it."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = {
    "the second label without a verb": (
        "In arm A patients received imatinib, in arm B imatinib with interferon alfa. Median PFS was 16.7 and 25.5 months.",
        "imatinib PFS 16.7; imatinib + interferon alfa PFS 25.5",
    ),
    "numbered arms that are told round their treatment": (
        "In arm 1 (n=50), bendamustine was given; arm 2 (n=52) received bendamustine plus rituximab. ORR was 51% in arm 1 "
        "and 69% in arm 2.",
        "bendamustine ORR 51; bendamustine + rituximab ORR 69",
    ),
    "what arms consisted of": (
        "Arm A consisted of thalidomide, arm B of thalidomide plus bortezomib. ORR was 40% in arm A and 60% in arm B.",
        "thalidomide ORR 40; bortezomib + thalidomide ORR 60",
    ),
    "a label without a verb, in Chinese": (
        "A组患者接受伊马替尼，B组达沙替尼。中位PFS为12个月和20个月。", "imatinib PFS 12; dasatinib PFS 20",
    ),
    "numbers of patients, the second without a verb": (
        "44 children were treated with imatinib and 39 with dasatinib; 3-year OS was 90% and 92%.",
        "imatinib OS 90; dasatinib OS 92",
    ),
    "cohorts of one treatment": (
        "Cohort 1 (CLL) and cohort 2 (MCL) received ibrutinib. ORR was 90% in cohort 1 and 68% in cohort 2.",
        "ibrutinib ORR 90; ibrutinib ORR 68",
    ),
    "men and women": (
        "Median DOR was 18 months in men and 11 months in women on blinatumomab.", "blinatumomab DOR 18; blinatumomab DOR 11",
    ),
    "what patients had before": (
        "The ORR to pirtobrutinib was 70% in BCL2 inhibitor-naive patients and 50% after prior venetoclax.",
        "pirtobrutinib ORR 70; pirtobrutinib ORR 50",
    ),
    "with and without a feature": (
        "In patients with and without bulky disease, the ORR to glofitamab was 40% and 60%.",
        "glofitamab ORR 40; glofitamab ORR 60",
    ),
    "ways of giving it": (
        "Subcutaneous and intravenous daratumumab gave an ORR of 41% and 37%.", "daratumumab ORR 41; daratumumab ORR 37",
    ),
    "ways of giving it, in Chinese": (
        "皮下与静脉达雷妥尤单抗的ORR分别为41%和37%。", "daratumumab ORR 41; daratumumab ORR 37",
    ),
    "classes of risk before the treatment": (
        "Patients with favorable, intermediate and adverse risk had a CR rate of 80%, 62% and 38% after CPX-351.",
        "cpx-351 CR 80; cpx-351 CR 62; cpx-351 CR 38",
    ),
    "diseases of one treatment": (
        "The CR rates of venetoclax in patients with AML and MDS were 79% and 75%.", "venetoclax CR 79; venetoclax CR 75",
    ),
    "groups of two treatments": (
        "ORR was 70% in patients assigned to venetoclax and 20% in those assigned to best supportive care.",
        "venetoclax ORR 70; best supportive care ORR 20",
    ),
    "a group called by its transplantation": (
        "Median OS was 40 months in the allograft group and 30 months in the decitabine group.",
        "allogeneic hematopoietic stem cell transplantation OS 40; decitabine OS 30",
    ),
    "a transplantation or a drug": (
        "Patients who underwent autologous transplantation (n=98) or received nivolumab (n=102) showed a 3-year PFS of 62% "
        "and 71%.",
        "autologous hematopoietic stem cell transplantation PFS 62; nivolumab PFS 71",
    ),
    "a transplantation group, in Chinese": (
        "移植组3年OS率为62%，阿扎胞苷组为27%。", "hematopoietic stem cell transplantation OS 62; azacitidine OS 27",
    ),
    "those who did not get it": (
        "Those receiving rituximab maintenance had a 3-year PFS of 75%, and those who did not 58%.",
        "rituximab PFS 75; control PFS 58",
    ),
    "those without prophylaxis": (
        "Adults given letermovir had CMV infection in 18%; in those without prophylaxis it was 42%.",
        "letermovir cytomegalovirus infection 18; control cytomegalovirus infection 42",
    ),
    "without it": (
        "Patients treated with ruxolitinib had chronic GVHD in 20%; without it, the rate was 38%.",
        "ruxolitinib chronic graft-versus-host disease 20; control chronic graft-versus-host disease 38",
    ),
    "those who did not respond": (
        "Adults treated with ibrutinib who achieved CR had a 2-year PFS of 90%, and those who did not had 60%.",
        "ibrutinib PFS 90; ibrutinib PFS 60",
    ),
    "alone, and with a partner": (
        "Single-agent ibrutinib led to a CR rate of 10%, and with venetoclax 46%.", "ibrutinib CR 10; ibrutinib + venetoclax CR 46",
    ),
    "alone, and another": (
        "ORR was 13% with azacitidine alone, and with venetoclax 28%.", "azacitidine ORR 13; venetoclax ORR 28",
    ),
    "once it was added": (
        "The ORR was 40% on lenalidomide but 62% once tafasitamab was added.",
        "lenalidomide ORR 40; lenalidomide + tafasitamab ORR 62",
    ),
    "with or without it, told before": (
        "Low-dose cytarabine with or without venetoclax was given. Median OS was 8.3 months with and 4.3 months without "
        "venetoclax.",
        "cytarabine + venetoclax OS 8.3; cytarabine OS 4.3",
    ),
    "a compound whose last part is shared": (
        "Atrial fibrillation occurred in 5% and 13% of zanubrutinib- and ibrutinib-treated patients.",
        "zanubrutinib atrial fibrillation 5; ibrutinib atrial fibrillation 13",
    ),
    "regimens based on two agents": (
        "With bendamustine- and chlorambucil-based regimens the ORR was 68% and 31%.",
        "bendamustine combination ORR 68; chlorambucil combination ORR 31",
    ),
    "an observation group that is tested": (
        "The control group was given cytarabine and the observation group cytarabine plus venetoclax. The CR rate in the "
        "observation group was 70%, which was higher than 40% in the control group.",
        "cytarabine + venetoclax CR 70; cytarabine CR 40",
    ),
    "agents that the second group got together": (
        "The observation group (n=40) was treated with bortezomib, thalidomide and dexamethasone, and the control group "
        "(n=40) with thalidomide and dexamethasone. The ORR was 87% and 68%.",
        "bortezomib + dexamethasone + thalidomide ORR 87; dexamethasone + thalidomide ORR 68",
    ),
    "as long as with another": (
        "PFS was twice as long with the BCL2 inhibitor lisaftoclax as with ibrutinib (24 vs 12 months).",
        "lisaftoclax PFS 24; ibrutinib PFS 12",
    ),
    "what an arm's bracket tells": (
        "ORR was 60% in the bispecific arm (mosunetuzumab) and 41% in the standard arm (R-CHOP).",
        "mosunetuzumab ORR 60; R-CHOP ORR 41",
    ),
    "arms listed by their short names": (
        "Three regimens were compared: ABVD, XVD and YZD. The 2-year PFS was 80%, 82% and 85%.",
        "ABVD PFS 80; XVD PFS 82; YZD PFS 85",
    ),
    "shares told alike": (
        "Patients were randomised to ibrutinib or placebo. Diarrhea occurred in 40% and in 12%.",
        "ibrutinib diarrhea 40; placebo diarrhea 12",
    ),
    "a control group told first, in Chinese": (
        "对照组采用伊马替尼，试验组达沙替尼。MMR率为40%和60%。", "imatinib MMR 40; dasatinib MMR 60",
    ),
    "altered groups are left to their alterations": (
        "Tazemetostat produced an ORR of 69% in EZH2-mutated and 35% in EZH2 wild-type follicular lymphoma.",
        "tazemetostat ORR 69; tazemetostat ORR 35",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_english_groups(text: str, wanted: str) -> None:
    found = [claim for claim in claims(text, "trial_metric") if claim.predicate != "direction"]
    assert "; ".join(told(claim) for claim in found) == wanted


def test_groups_of_one_treatment_are_subgroups() -> None:
    found = claims("Median DOR was 18 months in men and 11 months in women on blinatumomab.", "trial_metric")
    assert [claim.fields["subgroup"] for claim in found] == ["men", "women"]
