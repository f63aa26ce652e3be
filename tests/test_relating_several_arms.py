"""Figures of several arms: lists gone through again, slashes, comparators behind their figures, ratios of other drugs."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = {
    "doses and another drug, twice": (
        "阿卡替尼100 mg组、200 mg组和苯丁酸氮芥组ORR分别为71%、75%和38%，中位PFS分别为30.5、31.7和14.2个月。",
        "acalabrutinib ORR 71; acalabrutinib ORR 75; chlorambucil ORR 38; "
        "acalabrutinib PFS 30.5; acalabrutinib PFS 31.7; chlorambucil PFS 14.2",
    ),
    "all groups of a list told before": (
        "达沙替尼100 mg组、70 mg组和伊马替尼组MMR率分别为46%、44%和28%；三组24个月OS率分别为95%、96%和94%。",
        "dasatinib MMR 46; dasatinib MMR 44; imatinib MMR 28; dasatinib OS 95; dasatinib OS 96; imatinib OS 94",
    ),
    "one by one, then a list": (
        "CR was 40% with lenvatinib, 31% with sorafenib and 8% with sunitinib; median PFS was 14.1, 9.9 and 5.2 months.",
        "lenvatinib CR 40; sorafenib CR 31; sunitinib CR 8; lenvatinib PFS 14.1; sorafenib PFS 9.9; sunitinib PFS 5.2",
    ),
    "one by one, then a list, in Chinese": (
        "阿美替尼组ORR为71%，吉非替尼组为60%，厄洛替尼组为58%；腹泻发生率分别为16%、32%和35%。",
        "almonertinib ORR 71; gefitinib ORR 60; erlotinib ORR 58; "
        "almonertinib diarrhea 16; gefitinib diarrhea 32; erlotinib diarrhea 35",
    ),
    "one by one, then landmarks": (
        "ORR was 61% with pazopanib, 54% with sunitinib and 48% with sorafenib; 1-, 2- and 3-year OS was 92%, 86% and 79%.",
        "pazopanib ORR 61; sunitinib ORR 54; sorafenib ORR 48; sorafenib OS 92; sorafenib OS 86; sorafenib OS 79",
    ),
    "whole months of a list": (
        "Ixazomib, thalidomide and placebo maintenance resulted in a median PFS of 26, 22 and 17 months.",
        "ixazomib PFS 26; thalidomide PFS 22; placebo PFS 17",
    ),
    "regimens that share the word for a group": (
        "VRd、KRd和DVRd组的ORR分别为77%、82%和91%。", "VRd ORR 77; KRd ORR 82; DVRd ORR 91",
    ),
    "a triplet with three landmarks": (
        "阿扎胞苷、维奈克拉和吉瑞替尼组的1年、2年和3年OS率分别为57%、50%和40%。",
        "azacitidine + gilteritinib + venetoclax OS 57; azacitidine + gilteritinib + venetoclax OS 50; "
        "azacitidine + gilteritinib + venetoclax OS 40",
    ),
    "slashes of a triplet": (
        "Venetoclax/decitabine/quizartinib gave a CR rate of 61%.", "decitabine + quizartinib + venetoclax CR 61",
    ),
    "slashes of a triplet with a class of its own": (
        "Carfilzomib/lenalidomide/dexamethasone produced an ORR of 87%.", "carfilzomib + dexamethasone + lenalidomide ORR 87",
    ),
    "a slash between agents of two kinds": (
        "Cyclosporine/methotrexate resulted in aGVHD in 40%.", "ciclosporin + methotrexate acute graft-versus-host disease 40",
    ),
    "a slash between drugs of a kind": ("索拉非尼/舒尼替尼组ORR为22%。", " ORR 22"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_figures(text: str, wanted: str) -> None:
    assert "; ".join(told(claim) for claim in claims(text, "trial_metric")) == wanted
