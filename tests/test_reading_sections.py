"""Sections: headings and their levels, joined paragraphs, captions, what is left out."""

from __future__ import annotations

import pytest

from pipeline.reading import read_text
from pipeline.records import Document, Section

FILL = "这一段落用于填充正文，说明患者接受了治疗并完成了随访，疗效评价按照既定标准进行。"


def body(document: Document) -> list[Section]:
    return [section for section in document.sections if section.kind == "body"]


def paper(*lines: str, filling: str = FILL) -> str:
    """A paper of these lines, a paragraph after each that ends with `+`."""
    return "\n\n".join(f"{line[:-1]}\n\n{filling}" if line.endswith("+") else line for line in lines)


def paragraphs(section: Section) -> list[str]:
    return [section.text.text[span.start : span.end] for span in section.paragraphs]


def test_numbering_decides_where_marks_are_wrong() -> None:
    raw = paper("# 题目研究进展", "#### 1. 引言+", "# 2. 机制", "## 2.1. 上调+", "## 2.1.1 旁路+", "### 3. 展望+")
    headings = [section.heading for section in body(read_text(raw))]
    assert headings == [("引言",), ("机制",), ("机制", "上调"), ("机制", "上调", "旁路"), ("展望",)]


def test_headings_without_marks() -> None:
    raw = f"0 引言\n\n{FILL}\n\n1 靶点\n\n1.1 野生型\n\n{FILL}\n\n2 结论\n\n{FILL}"
    assert [section.heading for section in body(read_text(raw))] == [
        ("引言",),
        ("靶点",),
        ("靶点", "野生型"),
        ("结论",),
    ]


def test_han_numbering() -> None:
    raw = paper("一、概述+", "二、治疗", "(一) 单药+", "1. 剂量+", "(二) 联合+", "三、小结+")
    headings = [section.heading for section in body(read_text(raw))]
    assert headings == [
        ("概述",),
        ("治疗",),
        ("治疗", "单药"),
        ("治疗", "单药", "剂量"),
        ("治疗", "联合"),
        ("小结",),
    ]


def test_english_headings() -> None:
    text = "Patients received the agent daily and were followed for two years until progression."
    titles = (
        "# A Study of an Agent in Leukemia",
        "## Abstract+",
        "## 1. Introduction+",
        "### 1.1 Scope+",
        "## 2. Results+",
    )
    raw = paper(*titles, filling=text)
    assert [section.heading for section in body(read_text(raw))] == [
        ("Introduction",),
        ("Introduction", "Scope"),
        ("Results",),
    ]


def test_unnumbered_heading_belongs_to_the_numbered_one_above() -> None:
    raw = f"## 1 治疗\n\n{FILL}\n\n#### 老年患者\n\n{FILL}\n\n## 2 展望\n\n{FILL}"
    assert [section.heading for section in body(read_text(raw))] == [("治疗",), ("治疗", "老年患者"), ("展望",)]


def test_marks_alone_give_levels_where_nothing_is_numbered() -> None:
    raw = f"# 某药综述与展望研究\n\n## 引言\n\n{FILL}\n\n## 机制\n\n### 旁路\n\n{FILL}\n\n## 结论\n\n{FILL}"
    assert [section.heading for section in body(read_text(raw))] == [("引言",), ("机制",), ("机制", "旁路"), ("结论",)]


def test_a_figure_at_a_line_start_is_no_heading() -> None:
    raw = "1 引言\n\n该药使生存延长\n\n2.5 个月，且毒性较低，因此被推荐。"
    (section,) = body(read_text(raw))
    assert paragraphs(section) == ["该药使生存延长2.5个月,且毒性较低,因此被推荐。"]


@pytest.mark.parametrize(
    ("before", "between", "after", "whole"),
    [
        pytest.param("患者对奥雷", "", "巴替尼敏感。", "患者对奥雷巴替尼敏感。", id="page break in a name"),
        pytest.param("细胞依赖BCL-", "", "2存活。", "细胞依赖BCL-2存活。", id="identifier"),
        pytest.param("激活MAPK", "图2 信号通路示意图\n\n", "通路后耐药。", "激活MAPK通路后耐药。", id="figure caption"),
        pytest.param("激活MAPK", "![](x.png)\n\n", "通路后耐药。", "激活MAPK通路后耐药。", id="image"),
        pytest.param("激活MAPK", "· 12 ·\n\n", "通路后耐药。", "激活MAPK通路后耐药。", id="page number"),
        pytest.param(
            "激活MAPK",
            "通信作者：张三，E-mail：a@b.cn\n\n",
            "通路后耐药。",
            "激活MAPK通路后耐药。",
            id="footnote",
        ),
        pytest.param(
            "激活MAPK",
            "<sup>1</sup>某某大学附属医院血液科(某市,100000)\n\n",
            "通路后耐药。",
            "激活MAPK通路后耐药。",
            id="affiliation",
        ),
        pytest.param(
            "激活MAPK",
            "表1 方案\n\n方案\t疗效\nVA\t60%\n\n",
            "通路后耐药。",
            "激活MAPK通路后耐药。",
            id="table",
        ),
        pytest.param("激活MAPK[3]", "", "通路后耐药。", "激活MAPK通路后耐药。", id="marker at the cut"),
        pytest.param(
            "结果见(见", "", "图 2)所示，差异显著。", "结果见(见图2)所示,差异显著。", id="reference to a figure"
        ),
    ],
)
def test_a_cut_paragraph_is_one(before: str, between: str, after: str, whole: str) -> None:
    raw = f"1 引言\n\n{before}\n\n{between}{after}"
    document = read_text(raw)
    assert paragraphs(body(document)[0]) == [whole]


def test_a_mention_over_a_cut_has_one_span() -> None:
    raw = "1 引言\n\n患者对奥雷\n\n图1 结构\n\n巴替尼敏感。"
    text = body(read_text(raw))[0].text
    at = text.text.index("奥雷巴替尼")
    start, end = text.raw_span(at, at + 5)
    assert (raw[start : start + 2], raw[end - 3 : end]) == ("奥雷", "巴替尼")


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        pytest.param("Patients received hypomethyl-", "ating agents daily.", "hypomethylating", id="hyphen dropped"),
        pytest.param("Patients received low-", "dose cytarabine.", "low-dose", id="compound kept"),
        pytest.param("The mutation FLT3-", "ITD is frequent.", "FLT3-ITD", id="identifier kept"),
        pytest.param(
            "Resistance to veneto", "clax is common, so venetoclax fails.", "to venetoclax is", id="word cut in two"
        ),
        pytest.param("Resistance to the", "drug is common.", "the drug", id="space"),
    ],
)
def test_an_english_cut(before: str, after: str, whole: str) -> None:
    text = body(read_text(f"1. Introduction\n\n{before}\n\n{after}"))[0].text.text
    assert whole in text


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    raw = "1 引言\n\n白血病细胞依赖抗凋亡蛋白\n存活，抑制后迅速死亡，而正常细胞\n不受影响。"
    assert paragraphs(body(read_text(raw))[0]) == ["白血病细胞依赖抗凋亡蛋白存活,抑制后迅速死亡,而正常细胞不受影响。"]


def test_finished_paragraphs_and_lists_stay_apart() -> None:
    raw = f"1 引言\n\n{FILL}\n\n{FILL}\n\n措施如下：\n\n(1) 减量\n\n(2) 停药"
    assert len(paragraphs(body(read_text(raw))[0])) == 5


def test_a_paragraph_that_ends_in_a_mark_of_a_reference_is_finished() -> None:
    raw = "1 Results\n\nThe effect was reversed by the compound Ko143.2\n\nIn one patient the response was lost."
    assert len(paragraphs(body(read_text(raw))[0])) == 2


def test_captions_of_both_languages() -> None:
    raw = f"1 引言\n\n{FILL}\n\n**Figure 1.** Pathways of resistance\n**图 1.** 耐药通路\n\n{FILL}"
    captions = [(one.language, one.text.text) for one in read_text(raw).sections if one.kind == "caption"]
    assert captions == [("en", "Figure 1. Pathways of resistance"), ("zh", "图1.耐药通路")]


@pytest.mark.parametrize(
    "sentence", ["表 1 汇总了各方案的疗效。", "图2显示缓解率更高。", "Table 1 shows the response rates."]
)
def test_a_sentence_about_a_table_is_no_caption(sentence: str) -> None:
    sections = read_text(f"1 引言\n\n{FILL}\n\n{sentence}").sections
    assert [one.kind for one in sections] == ["body"]


def test_what_is_out_of_scope() -> None:
    raw = f"""# 某药治疗白血病的研究进展

张三<sup>1</sup>, 李四<sup>2</sup>

<sup>1</sup>某某大学医学院, 某市

**作者简介：**张三，教授，从事白血病研究，发表论文多篇。

收稿日期：2024-01-02

**[摘要]** 目的：综述该药的疗效。方法：检索文献。结果：缓解率提高。

**[关键词]** 白血病；靶向治疗

**基金项目：**某基金(No.123)

## 1 引言

{FILL}

## 利益冲突

所有作者声明无利益冲突，且对内容负责，没有任何单位参与了写作。

## 参考文献

[1] Li M. Agents in leukemia[J]. Blood, 2020, 1(1): 2-3.

(责任编辑：王五)"""
    document = read_text(raw)
    text = "\n".join(section.text.text for section in document.sections)
    assert [section.kind for section in document.sections] == ["title", "abstract", "body"]
    for word in ("张三", "教授", "收稿", "靶向治疗", "基金", "利益", "Agents", "责任编辑"):
        assert word not in text
    assert document.references[0].raw.endswith("2-3.")


def test_running_title_inside_a_sentence_is_dropped() -> None:
    page = "张三等：某药的研究进展 第{} 期"
    parts = ["激活该通路的细胞", "对药物耐药，而敲低", "该基因后恢复敏感，因此", "值得研究。"]
    raw = "1 引言\n\n" + "".join(f"{part}\n\n{page.format(n)}\n\n" for n, part in enumerate(parts))
    assert paragraphs(body(read_text(raw))[0]) == ["激活该通路的细胞对药物耐药,而敲低该基因后恢复敏感,因此值得研究。"]


def test_marks_stand_where_the_markers_stood() -> None:
    section = body(read_text("1 引言\n\n甲药有效[1]，乙药无效[2] [4]。\n\n丙药不明[3]"))[0]
    around = [(section.text.text[: mark.position][-2:], mark.numbers) for mark in section.marks]
    assert around == [("有效", (1,)), ("无效", (2,)), ("无效", (4,)), ("不明", (3,))]


def test_a_mere_note_is_read_as_body() -> None:
    (section,) = read_text("维奈克拉抑制BCL-2").sections
    assert (section.kind, section.text.text) == ("body", "维奈克拉抑制BCL-2")
    (section,) = read_text("Venetoclax inhibits BCL-2.").sections
    assert (section.kind, section.language) == ("body", "en")


def test_unknown_markers_are_a_warning() -> None:
    document = read_text(f"1 引言\n\n{FILL}甲药有效[7]。\n\n参考文献\n\n[1] Li M. Agents[J]. Blood, 2020, 1: 2.")
    assert document.warnings == ("markers with no entry in the reference list: 7",)


def test_a_word_for_kinds_of_papers_may_head_a_part() -> None:
    raw = paper("# 题目研究进展", "## 1 抑制剂", "### 1.1 作用机制+", "### 1.2 临床研究+", "### 1.3 耐药+")
    assert [section.heading[-1] for section in body(read_text(raw))] == ["抑制剂", "作用机制", "临床研究", "耐药"]


def test_first_heading_right_behind_the_keywords() -> None:
    raw = f"题目研究进展\n【摘要】 {FILL}\n【关键词】 甲；乙\n丙；丁\n1 概述\n{FILL}\n2 治疗\n{FILL}"
    assert [section.heading for section in body(read_text(raw))] == [("概述",), ("治疗",)]


def test_text_between_a_whole_abstract_and_the_first_heading_is_the_body() -> None:
    raw = f"# 题目研究进展\n\n**【摘要】** {FILL * 2}\n\n{FILL * 2}首段。\n\n## 对象与方法\n\n{FILL}"
    assert "首段" in body(read_text(raw))[0].text.text


def test_an_abstract_whose_lines_are_broken_at_one_width_stays_whole() -> None:
    lines = ["【摘要】 甲乙丙丁戊己庚辛壬癸的治疗已进入新的", "时代并且正在改变着许多患者的长期预后与生活。",
             "某研究显示,甲药组的缓解率为百分之四十,而", "乙药组为百分之二十。本文对此作一综述与讨论。"]  # fmt: skip
    raw = "# 某类药物治疗慢性白血病的研究进展\n" + "\n".join(lines) + f"\n【关键词】 甲；乙\n1 概述\n{FILL}"
    abstract = next(section for section in read_text(raw).sections if section.kind == "abstract")
    assert "某研究显示" in abstract.text.text


@pytest.mark.parametrize("front", ["", "摘要: 本文综述。\n\n关键词: 甲\n\n"])
def test_short_parts_without_numbers_are_the_body(front: str) -> None:
    raw = f"# 某类药物治疗进展\n\n{front}## 机制\n\n甲药抑制乙[1]。\n\n## 疗效\n\n缓解率为40%。\n\n## 参考文献\n\n[1] Doe J. On it[J]. J, 2021, 3: 4-9.\n"
    assert [section.heading for section in body(read_text(raw))] == [("机制",), ("疗效",)]


@pytest.mark.parametrize("heading", ["", "本文要点：\n\n", "要点\n\n"])
def test_items_that_a_note_begins_with_are_text_and_no_title(heading: str) -> None:
    document = read_text(f"{heading}• TP53突变者预后不良；\n• NPM1突变者预后良好；\n• 其余居中。\n", "a.md", "md")
    told = "\n".join(section.text.text for section in body(document))
    assert told == "• TP53突变者预后不良;\n• NPM1突变者预后良好;\n•其余居中。"


def test_a_list_is_text_from_its_first_item() -> None:
    items = [
        "- enfortumab vedotin targets NECTIN4 on the cells of urothelial carcinoma;",
        "- tisotumab vedotin targets F3 on the cells of cervical carcinoma, and mirvetuximab FOLR1;",
        "- trastuzumab deruxtecan is directed against HER2 and carries a warning for pneumonitis of any grade.",
    ]
    read = read_text("Conjugates address many antigens:\n\n" + "\n".join(items), "text.md", "md")
    assert [line for section in body(read) for line in paragraphs(section)] == items


WRAPPED = """骨髓增殖性肿瘤靶向治疗进展

张三，李四
（某某大学附属医院血液科，某市 100000）

【摘要】 芦可替尼是JAK1/2抑制剂。
【关键词】 骨髓纤维化

Progress in targeted therapy

ZHANG San, LI Si
Department of Hematology, Example Hospital, Example University

[Abstract] Ruxolitinib inhibits JAK1 and JAK2 and shrinks the spleen of most
patients with myelofibrosis.
Fedratinib selectively inhibits JAK2, and momelotinib lowers hepcidin by way of
ACVR1. Pacritinib spares JAK1.

In lower-risk myelodysplastic syndromes, luspatercept traps ligands of the TGF
superfamily, and transfusions were needed less often with it.
[Key words] Myelofibrosis

1 前言
骨髓增殖性肿瘤是一组克隆性疾病。
"""


def test_an_abstract_of_broken_lines_and_several_paragraphs_is_read_to_its_end() -> None:
    abstract = next(s for s in read_text(WRAPPED, "a.txt").sections if s.heading == ("Abstract",))
    assert abstract.text.text.startswith("Ruxolitinib inhibits")
    assert "Pacritinib spares JAK1." in abstract.text.text
    assert abstract.text.text.endswith("needed less often with it.")


def test_names_and_places_behind_an_abstract_are_none_of_it() -> None:
    text = WRAPPED.replace(
        "In lower-risk", "Department of Hematology, Example Hospital, Example City\nZHANG San, LI Si\n\nIn lower-risk"
    )
    abstract = next(s for s in read_text(text, "a.txt").sections if s.heading == ("Abstract",))
    assert "Department" not in abstract.text.text


LETTER = """Letter to the editor

Asciminib binds the myristoyl pocket of ABL1 and has changed what patients with
chronic myeloid leukaemia may expect after two inhibitors or more.
We report our own patients and set them beside published ones.

One of them had T315I. The response was lost within a year.
"""
CASES_TEXT = """靶向药物治疗淋巴瘤三例

【摘要】 回顾性分析三例患者的临床资料，总结其耐药后的处理。
【关键词】 淋巴瘤
病例资料
例一为滤泡辅助性T细胞淋巴瘤患者，确诊时已有全身淋巴结肿大及盗汗，二
代测序检出多个突变，先后接受两线治疗，均在半年之内复发，遂口服西达本
胺，两个月后评估为完全缓解。
1 讨论
外周T细胞淋巴瘤的异质性强。
"""


@pytest.mark.parametrize(("text", "first"), [(LETTER, "Asciminib binds"), (CASES_TEXT, "例一为滤泡")])
def test_a_text_without_a_heading_begins_with_the_first_of_its_broken_lines(text: str, first: str) -> None:
    assert body(read_text(text, "a.txt"))[0].text.text.startswith(first)
