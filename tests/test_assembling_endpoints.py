"""Endpoints in the table of mentions: their names, without visits, and short forms by themselves."""

from __future__ import annotations

import pytest

from pipeline.assembling.endpoints import named
from pipeline.records import Mention

CASES = {
    "progression-free survival (PFS)": ["progression-free survival", "PFS"],
    "CR with incomplete recovery (CR/CRi)": ["CR with incomplete recovery", "CR/CRi"],
    "deep molecular response (DMR) at month 18": ["deep molecular response", "DMR"],
    "EFS at 5 years": ["EFS"],
    "4 years relapse-free survival": ["relapse-free survival"],
    "3-year PFS rate": ["3-year PFS rate"],
    "overall survival (OS) rate": ["overall survival (OS) rate"],
    "完全缓解(CR)": ["完全缓解(CR)"],
    "5年OS率": ["5年OS率"],
    "DOR(12个月)": ["DOR(12个月)"],
}


@pytest.mark.parametrize("text", CASES)
def test_named(text: str) -> None:
    parts = list(named(Mention(0, len(text), "METRIC", text), text))
    assert [part.text for part in parts] == CASES[text]
    assert all(text[part.start : part.end] == part.text for part in parts)


def test_a_visit_is_no_part() -> None:
    text = "第36周TSS50率"
    assert [m.text for m in named(Mention(1, len(text), "METRIC", text[1:]), text)] == ["TSS50率"]


def test_other_mentions_stay() -> None:
    text = "acute myeloid leukemia (AML)"
    whole = Mention(0, len(text), "DISEASE", text)
    assert list(named(whole, text)) == [whole]
