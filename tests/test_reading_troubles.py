"""The files of one trouble each: what they say comes out of them all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import load, reading
from pipeline.assembling.rows import mention_name

TROUBLES = Path(__file__).resolve().parents[1] / "corpora" / "troubles"
ALL = sorted(path.name for path in TROUBLES.iterdir())
KINDS = {
    "encoding_big5.txt", "encoding_gb18030.txt", "encoding_utf16.txt", "full_width_digits.txt", "superscripts.pdf",
    "superscripts.txt", "table_over_two_pages.pdf", "traditional_characters.txt", "two_columns.pdf",
}  # fmt: skip


def test_every_trouble_is_there() -> None:
    assert set(ALL) == KINDS


@pytest.mark.parametrize("name", ALL)
def test_the_target_is_found_with_its_citation(name: str) -> None:
    document = reading.read(TROUBLES / name)
    told = {
        (claim.relation, mention_name(claim.subject), mention_name(claim.object), claim.qualifiers.citations)
        for claim in load("rules")(document)
        if claim.object
    }
    assert ("drug_target", "venetoclax", "BCL2", ("[1]",)) in told
    assert [one.number for one in document.references] == [1, 2]


def test_the_table_over_two_pages_is_one_table() -> None:
    tables = [one for one in reading.read(TROUBLES / "table_over_two_pages.pdf").sections if one.kind == "table"]
    assert len(tables) == 1
    text = tables[0].text.text
    assert [text.count(f"第{number}组") for number in range(1, 41)] == [1] * 40 and text.count("完全缓解率") == 1
