"""The shape of a text: what `python -m bench.shapes` measures, and two texts that no shape may cost a claim."""

from __future__ import annotations

import pytest

from bench import shapes
from soak.splices import PRACTICE

ROBUST = ("cml_jak_letters.txt", "pediatric_all_commentary.txt")
LINES = "# 一、疗效\n\n芦可替尼组SVR35率为41.9%，安慰剂组为0.7%；TSS50率分别为45.9%和5.3%，差异均有统计学意义，血小板减少更常见。\n\n| A | B |\n"


@pytest.mark.parametrize("shape", shapes.SHAPES)
def test_a_shape_changes_no_word(shape: str) -> None:
    changed = shapes.SHAPES[shape](LINES * 9)
    assert changed != LINES * 9
    left = "".join(changed.replace("· 12 ·", "").replace("某某学杂志 2024年5月第45卷第5期", "").split())
    assert left.replace("#", "").replace("*", "") == "".join((LINES * 9).split()).replace("#", "")


def test_broken_lines_are_no_wider_than_a_page_and_tables_stay() -> None:
    changed = shapes.SHAPES["lines of 76 columns"](LINES).split("\n")
    assert changed[0] == "# 一、疗效" and changed[-2] == "| A | B |"
    assert max(len(line) for line in changed) <= 76 and len(changed) > len(LINES.split("\n"))


@pytest.mark.parametrize("shape", ["lines of 76 columns", "page lines between"])
def test_no_claim_of_these_texts_is_lost(shape: str) -> None:
    whole, gone, _ = shapes.lost(shape, [PRACTICE / name for name in ROBUST])
    assert whole > 100 and gone == 0
