"""Repair of characters, markup and citation markers: one phenomenon a case."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.offsets import MappedText
from pipeline.reading.markers import Style, expand, style_of, tidy
from pipeline.reading.repair import fold


def repaired(raw: str, style: Style | None = None) -> str:
    return tidy(fold(MappedText.of(raw)), style or Style(99)).text.text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        pytest.param("缓解率（ＣＲ）为４５％，更高；", "缓解率(CR)为45%,更高;", id="full width"),
        pytest.param("吉\u200b非替\ufeff尼", "吉非替尼", id="zero width"),
        pytest.param("BCL\u20102与MCL\u22121", "BCL-2与MCL-1", id="dashes"),
        pytest.param("70%～80%，15∼20", "70%~80%,15~20", id="tildes"),
        pytest.param("奥 雷 巴 替 尼 对 T315I 有效", "奥雷巴替尼对T315I有效", id="spaces in Han"),
        pytest.param("gilteritinib  plus azacitidine", "gilteritinib plus azacitidine", id="one Latin space"),
        pytest.param("a model of “good practice” in care", "a model of “good practice” in care", id="English quotes"),
        pytest.param("本文认为, Ponatinib 有效", "本文认为,Ponatinib有效", id="space after a comma"),
        pytest.param("CD8<sup>+</sup>细胞", "CD8+细胞", id="charge"),
        pytest.param("CD34<sup>+</sup>AML", "CD34+ AML", id="charge before a word"),
        pytest.param("体表面积1.8 m<sup>2</sup>", "体表面积1.8 m2", id="unit"),
        pytest.param("白细胞50×10<sup>9</sup>/L，10⁻⁵", "白细胞50×10^9/L,10^-5", id="exponents"),
        pytest.param("H<sub>2</sub>O₂", "H2O2", id="subscripts"),
        pytest.param("KRAS<sup>G12D</sup>突变", "KRAS G12D突变", id="superscript alteration"),
        pytest.param("CD8⁺T细胞", "CD8+ T细胞", id="Unicode charge"),
        pytest.param(r"TNF- $\alpha$ 与 $P \leq 0.05$", "TNF-α与P ≤0.05", id="LaTeX"),
        pytest.param(r"( $HR=0.31,P=0.02$ )", "(HR=0.31,P=0.02)", id="LaTeX figures"),
        pytest.param(r"10$^{9}$/L，$\mathrm{IC}_{50}$", "10^9/L,IC50", id="LaTeX scripts"),
        pytest.param("费用$5 million和$6 million", "费用$5 million和$6 million", id="dollars"),
        pytest.param(r"P\*值\_与\~", "P*值_与~", id="Markdown escapes"),
        pytest.param("**总生存**与*NPM1*突变", "总生存与NPM1突变", id="bold and italics"),
        pytest.param("HLA-A*02:01阳性，B*07:02", "HLA-A*02:01阳性,B*07:02", id="allele asterisks"),
        pytest.param("P&lt;0.01&nbsp;且HR&#8805;1", "P<0.01且HR≥1", id="entities"),
        pytest.param("P<0.05，n>3", "P<0.05,n>3", id="less than is no tag"),
        pytest.param("<i>TP53</i>缺失<br>", "TP53缺失", id="tags"),
        pytest.param("见[指南](https://example.org/a_(b))。", "见指南。", id="link"),
        pytest.param("Ⅲ期，㎎，ﬁ", "III期,mg,fi", id="compatibility forms"),
        pytest.param("BCL- 2高表达", "BCL-2高表达", id="space inside an identifier"),
        pytest.param("12.3<sup>a</sup>个月", "12.3个月", id="letter of a note"),
    ],
)
def test_repaired_text(raw: str, clean: str) -> None:
    assert repaired(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean", "numbers"),
    [
        pytest.param("有效[1]。", "有效。", [(1,)], id="plain"),
        pytest.param("有效[1] [3]。", "有效。", [(1,), (3,)], id="two"),
        pytest.param("有效[9]-[11]。", "有效。", [(9, 10, 11)], id="range of brackets"),
        pytest.param("有效 [1, 14]。", "有效。", [(1, 14)], id="list"),
        pytest.param("有效[2,4-6]。", "有效。", [(2, 4, 5, 6)], id="list with range"),
        pytest.param("有效［3］，安全【4】", "有效,安全", [(3,), (4,)], id="full width"),
        pytest.param("有效^[2-3]^。", "有效。", [(2, 3)], id="caret"),
        pytest.param("有效<sup>[23-24]</sup>。", "有效。", [(23, 24)], id="superscript"),
        pytest.param("有效<sup>[2],[5]</sup>。", "有效。", [(2, 5)], id="superscript list"),
        pytest.param("有效$^{[7]}$。", "有效。", [(7,)], id="LaTeX"),
        pytest.param("It works [5] and lasts [6].", "It works and lasts.", [(5,), (6,)], id="English"),
        pytest.param("[目的] 观察", "[目的]观察", [], id="label"),
        pytest.param("HR 0.4[95%CI 0.3-0.5]", "HR 0.4[95%CI 0.3-0.5]", [], id="interval"),
        pytest.param("中位8个月(95%CI: [5, 12])", "中位8个月(95%CI: [5, 12])", [], id="interval of whole numbers"),
        pytest.param("第(12)组", "第(12)组", [], id="parentheses"),
        pytest.param("见[2023]年", "见[2023]年", [], id="year"),
    ],
)
def test_markers(raw: str, clean: str, numbers: list[tuple[int, ...]]) -> None:
    tidied = tidy(fold(MappedText.of(raw)), Style(99))
    assert (tidied.text.text, [mark.numbers for mark in tidied.marks]) == (clean, numbers)
    assert all("[" not in raw[: mark.start] or mark.start < mark.end for mark in tidied.marks)


def test_marker_keeps_its_raw_place() -> None:
    raw = "伊马替尼有效<sup>[12]</sup>，安全。"
    (mark,) = tidy(fold(MappedText.of(raw)), Style(20)).marks
    assert raw[mark.start : mark.end] == "<sup>[12]</sup>"


def test_bare_superscripts_are_markers_where_the_document_cites_so() -> None:
    cited = "缓解更深<sup>1</sup>。毒性可控<sup>2,3</sup>。生存延长<sup>4-6</sup>。"
    raw = f"{cited}剂量75 mg/m<sup>2</sup>，计数10<sup>9</sup>/L。"
    style = style_of(fold(MappedText.of(raw)).text, 10)
    tidied = tidy(fold(MappedText.of(raw)), style)
    assert style.bare
    assert [mark.numbers for mark in tidied.marks] == [(1,), (2, 3), (4, 5, 6)]
    assert tidied.text.text == "缓解更深。毒性可控。生存延长。剂量75 mg/m2,计数10^9/L。"


def test_small_digits_are_markers_where_the_document_cites_so() -> None:
    raw = "缓解更深¹。毒性可控²⁻³。生存延长⁴⁻⁶。"
    style = style_of(fold(MappedText.of(raw)).text, 10)
    assert style.bare
    assert [mark.numbers for mark in tidy(fold(MappedText.of(raw)), style).marks] == [(1,), (2, 3), (4, 5, 6)]


def test_bracket_style_leaves_exponents_alone() -> None:
    raw = "甲[1]。乙[2]。丙[3]。丁[4]。细胞<sup>2</sup>，组<sup>3</sup>，期<sup>1</sup>"
    assert not style_of(raw, 9).bare


def test_expand_does_not_run_away() -> None:
    assert expand("3-1") == (3, 1)
    assert expand("1-999") == (1, 999)


ODD = st.text(alphabet="肺癌AbC12 \t\u3000，。（）[]<sup>/^$*_\\&;-–～\u200b\u0301⁺²", max_size=80)


@settings(max_examples=300, deadline=None)
@given(ODD)
def test_every_clean_character_maps_to_the_source(raw: str) -> None:
    text = tidy(fold(MappedText.of(raw)), Style(9, True)).text
    last = 0
    for number, piece in enumerate(text.pieces):
        stop = text.pieces[number + 1].clean if number + 1 < len(text.pieces) else len(text)
        assert last <= piece.raw_start <= piece.raw_end <= len(raw)
        last = piece.raw_end
        if piece.verbatim:
            assert raw[piece.raw_start : piece.raw_end] == text.text[piece.clean : stop]


def test_emphasis_that_ends_inside_a_link() -> None:
    assert tidy(fold(MappedText.of("a *[*](1) b")), Style()).text.text == "a * b"


@settings(max_examples=200, deadline=None)
@given(ODD)
def test_repair_is_idempotent_on_plain_text(raw: str) -> None:
    once = "".join(c for c in raw if c in " ，。、" or (c.isalnum() and c != "²"))
    clean = repaired(once)
    assert repaired(clean) == clean
