"""Tables of tabs, pipes and HTML: rows, headers, spans, continuations, broken cells."""

from __future__ import annotations

import pytest

from pipeline.reading import read_text
from pipeline.records import Section

FILL = "这一段落用于填充正文，说明患者接受了治疗并完成了随访，疗效评价按照既定标准进行。"


def sections(table: str) -> tuple[Section, ...]:
    return read_text(f"1 引言\n\n{FILL}\n\n{table}\n\n{FILL}").sections


def table_of(table: str) -> Section:
    (found,) = [section for section in sections(table) if section.kind == "table"]
    return found


def grid(section: Section) -> list[tuple[int, int, str, tuple[str, ...]]]:
    text = section.text.text
    return [(cell.row, cell.column, text[cell.start : cell.end], cell.header) for cell in section.cells]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("方案\tORR\nVA\t66%", id="tabs"),
        pytest.param("| 方案 | ORR |\n|:---|---:|\n| VA | 66% |", id="pipes"),
        pytest.param("方案 | ORR\n--- | ---\nVA | 66%", id="pipes without edges"),
        pytest.param("<table><tr><td>方案</td><td>ORR</td></tr>\n<tr><td>VA</td><td>66%</td></tr></table>", id="HTML"),
        pytest.param(
            "<table>\n<thead><tr><th>方案</th><th>ORR</th></tr></thead>\n<tr><td>VA</td>\n<td>66%</td></tr>\n</table>",
            id="HTML over lines",
        ),
    ],
)
def test_forms(table: str) -> None:
    found = table_of(table)
    assert found.text.text == "方案\tORR\nVA\t66%"
    assert grid(found)[2:] == [(1, 0, "VA", ("方案",)), (1, 1, "66%", ("ORR",))]
    assert [cell.is_header for cell in found.cells] == [True, True, False, False]


def test_one_bar_without_a_rule_below_makes_no_table() -> None:
    found = sections("P(A|B)高于预期。\nP(B|A)则相反。")
    assert not [section for section in found if section.kind == "table"]


def test_raw_places_of_cells() -> None:
    raw = f"1 引言\n\n{FILL}\n\n| 方案 | ORR |\n|---|---|\n| **VA** | 66％ |"
    (found,) = [section for section in read_text(raw).sections if section.kind == "table"]
    places = [found.text.raw_span(cell.start, cell.end) for cell in found.cells]
    assert [raw[start:end] for start, end in places] == ["方案", "ORR", "VA", "66％"]


def test_two_header_rows_of_tabs() -> None:
    found = table_of(
        "试验\tCR率\t\tOS\t\n\t试验组\t对照组\t试验组\t对照组\n甲\t40%\t20%\t15个月\t9个月\n乙\t41%\t21%\t16个月\t8个月"
    )
    headers = {(row, column): header for row, column, _, header in grid(found)}
    assert headers[2, 2] == ("CR率", "对照组")
    assert headers[2, 3] == ("OS", "试验组")
    assert headers[3, 0] == ("试验",)


def test_spans_of_html() -> None:
    table = (
        "<table><tr><td rowspan='2'>试验</td><td colspan=\"2\">CR率</td></tr><tr><td>试验组</td><td>对照组</td></tr>"
        "<tr><td rowspan=2>甲</td><td>40%</td><td>20%</td></tr><tr><td>50%</td><td>30%</td></tr></table>"
    )
    found = table_of(table)
    cells = {(row, column): (text, header) for row, column, text, header in grid(found)}
    assert cells[2, 1] == ("40%", ("CR率", "试验组"))
    assert cells[3, 2] == ("30%", ("CR率", "对照组"))
    assert cells[3, 0] == ("甲", ("试验",))
    assert found.text.text.split("\n")[3] == "50%\t30%"


@pytest.mark.parametrize("word", ["续表", "续表1", "表1（续）", "**Table 1.** (continued)", "Continued"])
def test_a_continued_table_is_one(word: str) -> None:
    found = table_of(f"表1 方案\n\n方案\tORR\nVA\t66%\n\n{word}\n\n方案\tORR\nFLAG\t50%")
    assert found.text.text == "方案\tORR\nVA\t66%\nFLAG\t50%"
    assert found.caption == "表1方案"


def test_two_tables_are_two() -> None:
    found = [
        one for one in sections("表1 甲\n\n方案\tORR\nVA\t66%\n\n表2 乙\n\n药物\tCR\nV\t20%") if one.kind == "table"
    ]
    assert [one.caption for one in found] == ["表1甲", "表2乙"]


def test_a_cell_broken_over_lines() -> None:
    found = table_of("方案\t结果\t说明\nVA\t缓解率为\n66%\t一线治疗\nFLAG\t50%\t挽救治疗，\n毒性较高\nHAG\t40%\t老年")
    assert found.text.text.split("\n")[1:] == [
        "VA\t缓解率为66%\t一线治疗",
        "FLAG\t50%\t挽救治疗,毒性较高",
        "HAG\t40%\t老年",
    ]


def test_markers_of_cells() -> None:
    found = table_of("研究\tORR\t文献\n甲研究 [3]\t66%\t[4]\n乙研究\t50%\t[5-6]")
    assert [mark.numbers for mark in found.marks] == [(3,), (4,), (5, 6)]
    rows = [
        number
        for mark in found.marks
        for number, row in enumerate(found.paragraphs)
        if row.start <= mark.position <= row.end
    ]
    assert rows == [1, 1, 2]


def test_caption_in_both_languages_and_note() -> None:
    found = sections("**Table 2.** Regimens\n**表 2.** 方案\n\n方案\tORR\nVA\t66%\n\n注：VA为维奈克拉联合阿扎胞苷。")
    assert [one.kind for one in found] == ["body", "caption", "caption", "table", "note"]
    assert {one.caption for one in found[3:]} == {"Table 2. Regimens\n表2.方案"}


def test_no_value_is_lost_in_ragged_rows() -> None:
    found = table_of("甲\t乙\t丙\n1\t2\n3\t4\t5\t6\n7")
    assert sorted("".join(c for c in found.text.text if c.isdigit())) == list("1234567")


def test_a_table_that_begins_with_its_rule_is_one_of_bars() -> None:
    found = table_of("--|---|---|\n| VA | 66% |")
    assert [cell[:3] for cell in grid(found)] == [(0, 0, "VA"), (0, 1, "66%")]
