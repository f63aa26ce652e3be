"""Drugs and arms that a paper takes up from what it said before: short names, pronouns, exchanges, groups without a name."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

OPENING = "血液肿瘤的靶向治疗\n\n## 一、进展\n\n"


def read(text: str, relation: str = "trial_metric") -> str:
    opening = "" if text.startswith("#") else OPENING
    return "; ".join(told(claim) for claim in claims(opening + text, relation, "md"))


CLIPPED = {
    "behind a Chinese name": (
        "奥希替尼（Osi）抑制EGFR。\n\nEGFR C797S对Osi耐药。",
        "EGFR p.Cys797Ser resistance osimertinib",
    ),
    "behind both names": (
        "吉瑞替尼（gilteritinib，Gilt）抑制FLT3。\n\nFLT3 F691L对Gilt耐药。",
        "FLT3 p.Phe691Leu resistance gilteritinib",
    ),
    "behind an English name": (
        "# Resistance\n\n## 1 Mutations\n\nSotorasib (Soto) binds KRAS.\n\nKRAS Y96D confers resistance to Soto.",
        "KRAS p.Tyr96Asp resistance sotorasib",
    ),
}
NOT_CLIPPED = {
    "another name of it": "吉瑞替尼（Xospa）抑制FLT3。\n\nFLT3 F691L对Mido耐药。",
    "another drug": "吉瑞替尼（Mido）抑制FLT3。\n\nFLT3 F691L对Mido不敏感。",
}


@pytest.mark.parametrize("name", CLIPPED)
def test_short_for_a_drug(name: str) -> None:
    text, wanted = CLIPPED[name]
    assert read(text, "mutation_response") == wanted


@pytest.mark.parametrize("name", NOT_CLIPPED)
def test_short_for_nothing(name: str) -> None:
    assert "midostaurin" not in read(NOT_CLIPPED[name], "mutation_response")
