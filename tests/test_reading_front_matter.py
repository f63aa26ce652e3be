"""Titles, DOI, year, journal and abstracts of differently laid out first pages."""

from __future__ import annotations

import pytest

from pipeline.reading import read_text
from pipeline.records import Document

FILL = "这一段落用于填充正文，说明患者接受了治疗并完成了随访，疗效评价按照既定标准进行。"
ENGLISH = "Patients received the agent daily and were followed for two years until progression or death."


def kinds(document: Document) -> list[str]:
    return [section.kind for section in document.sections]


def abstracts(document: Document) -> list[str]:
    return [section.text.text for section in document.sections if section.kind == "abstract"]


def test_titles_without_marks_and_english_after_the_abstract() -> None:
    raw = f"""·综述·

奥雷巴替尼治疗白血病的
研究进展

张三, 李四

(某某大学附属医院血液科, 某市 100000)

摘要：{FILL}

关键词：白血病

引用格式：张三, 李四. 奥雷巴替尼治疗白血病的研究进展[J]. 某某学报, 2025, 3(1): 1-9. DOI: 10.1000/mm.2025.1

Advances of olverembatinib in the treatment of leukemia

ZHANG San, LI Si

(Department of Hematology, Some Hospital, Some City 100000, China)

Abstract: {ENGLISH}

Key words: leukemia

1 引言

{FILL}"""
    document = read_text(raw)
    assert document.title_zh == "奥雷巴替尼治疗白血病的研究进展"
    assert document.title_en == "Advances of olverembatinib in the treatment of leukemia"
    assert (document.doi, document.year, document.journal) == ("10.1000/mm.2025.1", "2025", "某某学报")
    assert kinds(document) == ["title", "abstract", "title", "abstract", "body"]
    assert abstracts(document)[1] == ENGLISH
    assert document.language == "zh"


@pytest.mark.parametrize(
    "label",
    [
        "摘要：",
        "摘 要: ",
        "**摘要** ",
        "**[摘要]** ",
        "【摘要】",
        "[摘  要]",
        "## 摘要\n\n",
        "摘要\n\n",
        "**摘要：**",
        "内容摘要：",
    ],
)
def test_labels_of_abstracts(label: str) -> None:
    document = read_text(f"# 某药治疗白血病的研究进展\n\n{label}{FILL}\n\n关键词：白血病\n\n1 引言\n\n{FILL}")
    assert len(abstracts(document)) == 1
    assert abstracts(document)[0].startswith("这一段落")


@pytest.mark.parametrize(
    "label", ["Abstract: ", "**Abstract** ", "ABSTRACT\n\n", "## Abstract\n\n", "Abstract ", "Summary. "]
)
def test_labels_of_english_abstracts(label: str) -> None:
    head = f"# Advances in the Treatment of Leukemia\n\n{label}{ENGLISH}\n\nKeywords: leukemia"
    raw = f"{head}\n\n## 1. Introduction\n\n{ENGLISH}"
    assert abstracts(read_text(raw)) == [ENGLISH]


def test_structured_abstract_in_paragraphs() -> None:
    raw = f"""# Advances in the Treatment of Leukemia

## Abstract

**Background:** {ENGLISH}

**Methods:** {ENGLISH}

**Conclusion:** {ENGLISH}

**Keywords:** leukemia

## Introduction

{ENGLISH}"""
    document = read_text(raw)
    assert kinds(document) == ["title", "abstract", "body"]
    assert len(document.sections[1].paragraphs) == 3


def test_body_without_a_first_heading() -> None:
    raw = f"""# 某药治疗白血病的研究进展

**[摘要]** {FILL}

**[关键词]** 白血病

## Advances in the therapy of leukemia

**Abstract** {ENGLISH}

**Key words** leukemia

{FILL}遗传学异常是

\\*基金项目：某基金（No：1）

通信作者：张三，E-mail：a@b.cn

引用本文：张三.某药治疗白血病的研究进展[J].某某杂志，2024，37（5）：306-311.
DOI：10.1000/mm.

分层的依据。

### 1 疗效

{FILL}"""
    document = read_text(raw)
    assert kinds(document) == ["title", "abstract", "title", "abstract", "body", "body"]
    assert document.sections[4].text.text.endswith("遗传学异常是分层的依据。")
    assert (document.year, document.doi, document.journal) == ("2024", "10.1000/mm", "某某杂志")


def test_year_without_a_citation_line() -> None:
    dates = "收稿日期：2023年11月2日；录用日期：2024年1月2日；发布日期：2024年2月3日"
    assert read_text(f"# 某药治疗白血病的研究进展\n\n{dates}\n\n摘要：{FILL}\n\n1 引言\n\n{FILL}").year == "2024"


def test_author_names_are_no_title() -> None:
    raw = f"某药治疗白血病的研究进展\n\n张三\n\nSan Zhang and Si Li\n\n摘要：{FILL}\n\n1 引言\n\n{FILL}"
    document = read_text(raw)
    assert (document.title_zh, document.title_en) == ("某药治疗白血病的研究进展", "")


def test_english_paper() -> None:
    raw = f"""Resistance to Kinase Inhibitors
in Chronic Leukemia

Jane Roe1, John Doe2,*

1 Department of Medicine, Some University, Some City

Published: 3 March 2022

Abstract

{ENGLISH}

Keywords: leukemia; resistance

Introduction

{ENGLISH}

Conclusions

{ENGLISH}

Funding: none.

References

1. Roe J. One. Blood. 2020;1:2.
2. Doe J. Two. Blood. 2021;1:2."""
    document = read_text(raw)
    assert document.title_en == "Resistance to Kinase Inhibitors in Chronic Leukemia"
    assert [section.heading for section in document.sections if section.kind == "body"] == [
        ("Introduction",),
        ("Conclusions",),
    ]
    assert (document.year, document.language, len(document.references)) == ("2022", "en", 2)
