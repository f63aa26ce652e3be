"""Clauses, levels and lists: borders of both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.relating.clauses import BLANK, levels
from pipeline.relating.coordination import groups
from tests.relating_marks import unmark

A, B, C = "[DRUG:a|阿可替尼]", "[DRUG:b|泽布替尼]", "[DRUG:c|吡托布替尼]"
X, Y = "[DRUG:x|Imatinib]", "[DRUG:y|dasatinib]"


def _clauses(marked: str) -> list[str]:
    text, mentions = unmark(marked)
    return [text[c.start : c.end].strip() for c in levels(text, 0, len(text), mentions)[0].clauses]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("甲有效,乙无效;丙未知。", ["甲有效", "乙无效", "丙未知"]),
        ("研究表明甲有效", ["研究表明", "甲有效"]),
        ("甲被证实有效", ["甲被证实有效"]),
        ("甲有效而乙无效", ["甲有效", "而乙无效"]),
        ("A worked, whereas B failed", ["A worked", "whereas B failed"]),
        ("They showed that A worked", ["They showed that", "A worked"]),
        ("共1,234例患者", ["共1,234例患者"]),
        (f"{X}, {Y} work", ["Imatinib, dasatinib work"]),
        ("甲(乙,丙)丁", ["甲(乙,丙)丁"]),
    ],
)
def test_borders(marked: str, expected: list[str]) -> None:
    assert _clauses(marked) == expected


def test_brackets_are_levels_of_their_own_and_names_keep_theirs() -> None:
    text, mentions = unmark(f"[ALTERATION:del(17p)|del(17p)]见于{A}({B})组")
    outer, inner = levels(text, 0, len(text), mentions)
    assert [m.text for m in outer.mentions] == ["del(17p)", "阿可替尼"]
    assert [m.text for m in inner.mentions] == ["泽布替尼"]
    assert outer.view.count(BLANK) == len("(泽布替尼)")


@pytest.mark.parametrize(
    ("marked", "expected", "joint"),
    [
        (f"{A}、{B}和{C}", [["a", "b", "c"]], False),
        (f"{X}, {Y}, and [DRUG:z|nilotinib]", [["x", "y", "z"]], False),
        (f"{A}/{B}", [["a", "b"]], False),
        (f"{A}(商品名)与{B}", [["a", "b"]], False),
        (f"{A}联合{B}", [["a", "b"]], True),
        (f"{A}与{B}联用", [["a", "b"]], True),
        (f"{A}优于{B}", [["a"], ["b"]], False),
        (f"{A}[GENE:g|BTK]", [["a"], ["g"]], False),
    ],
)
def test_lists(marked: str, expected: list[list[str]], joint: bool) -> None:
    text, mentions = unmark(marked)
    found = groups(levels(text, 0, len(text), mentions)[0])
    assert [[m.name for m in group.members] for group in found] == expected
    assert found[0].joint is joint


@given(st.text(alphabet="甲乙,;。()[]而但 ab", max_size=60))
def test_views_keep_their_length_and_clauses_their_order(text: str) -> None:
    read = levels(text, 0, len(text), ())
    assert all(len(level.view) == level.end - level.start for level in read)
    for level in read:
        spans = [(c.start, c.end) for c in level.clauses]
        assert spans == sorted(spans)
        assert all(level.start <= start <= end <= level.end for start, end in spans)
