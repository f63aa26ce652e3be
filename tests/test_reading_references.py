"""Reference lists: numbering, styles, broken lines, DOIs."""

from __future__ import annotations

import pytest

from pipeline.reading import read_text
from pipeline.reading.references import doi_of
from pipeline.records import Reference

FILL = "这一段落用于填充正文，说明患者接受了治疗并完成了随访，疗效评价按照既定标准进行。"


def references(listed: str, heading: str = "参考文献") -> tuple[Reference, ...]:
    return read_text(f"1 引言\n\n{FILL}\n\n{heading}\n\n{listed}").references


STYLES = [
    pytest.param(
        "Smith, J.A., Lee, K. and Roe, P. (2021) A Trial of Two Agents. *Blood*, **13**, 4-9. https://doi.org/10.1000/b.21-4",
        ("Smith, J.A., Lee, K. and Roe, P", "A Trial of Two Agents", "Blood", "2021", "10.1000/b.21-4"),
        id="author and year",
    ),
    pytest.param(
        "Smith J, Lee K, et al. A trial: of two agents[J]. Blood Adv, 2021, 13(2): 4-9. DOI: 10.1000/b.21-4.",
        ("Smith J, Lee K, et al", "A trial: of two agents", "Blood Adv", "2021", "10.1000/b.21-4"),
        id="GB/T 7714",
    ),
    pytest.param(
        "张三, 李四, 等. 两种药物的比较[J]. 中华血液学杂志, 2021, 42(3): 4-9.",
        ("张三, 李四, 等", "两种药物的比较", "中华血液学杂志", "2021", ""),
        id="Chinese",
    ),
    pytest.param(
        "张三,李四.两种药物的比较[J].临床血液学杂志,2021,42(3):4-9.",
        ("张三,李四", "两种药物的比较", "临床血液学杂志", "2021", ""),
        id="Chinese without spaces",
    ),
    pytest.param(
        "Smith J, Lee K. A trial of two agents. N Engl J Med. 2021;13(2):4-9. doi: 10.1000/nejm.4",
        ("Smith J, Lee K", "A trial of two agents", "N Engl J Med", "2021", "10.1000/nejm.4"),
        id="Vancouver",
    ),
    pytest.param(
        "Smith, J., & Lee, K. (2021). A trial of two agents. Leukemia, 13(2), 4-9. https://doi.org/10.1000/x",
        ("Smith, J., & Lee, K", "A trial of two agents", "Leukemia", "2021", "10.1000/x"),
        id="APA",
    ),
]


@pytest.mark.parametrize(("entry", "fields"), STYLES)
@pytest.mark.parametrize("number", ["[1] ", "- [1] ", "1. ", "1) ", "(1) ", "［1］"])
def test_styles(number: str, entry: str, fields: tuple[str, ...]) -> None:
    (one,) = references(number + entry)
    assert (one.number, one.authors, one.title, one.journal, one.year, one.doi) == (1, *fields)


def test_entries_over_lines_and_pages() -> None:
    listed = (
        "[1] Smith J. A trial of\ntwo agents[J]. Blood,\n\n2020, 1(1): 2.\n[2] Lee K. Another[J]. Blood, 2021, 2(1): 3."
    )
    first, second = references(listed)
    assert (first.title, first.year, second.title) == ("A trial of two agents", "2020", "Another")


def test_raw_is_the_slice() -> None:
    listed = "- [1] Smith J. *A* trial[J]. Blood, 2020, 1: 2.\n- [2] Lee K. B[J]. Blood, 2021."
    raw = f"1 引言\n\n{FILL}\n\n## 参考文献\n\n{listed}"
    for one in read_text(raw).references:
        assert raw[one.start : one.end] == one.raw
        assert one.raw.startswith("- [")


def test_several_entries_on_a_line() -> None:
    found = references("[1] Smith J. A[J]. Blood, 2020. [2] Lee K. B[J]. Blood, 2021. [3] Roe P. C[J]. Blood, 2022.")
    assert [(one.number, one.title) for one in found] == [(1, "A"), (2, "B"), (3, "C")]


def test_a_list_without_heading() -> None:
    listed = "\n".join(f"[{n}] Smith J. Title {n}[J]. Blood, 202{n}, 1: 2." for n in range(1, 5))
    document = read_text(f"1 引言\n\n{FILL}\n\n{listed}")
    assert len(document.references) == 4
    assert len(document.sections) == 1


def test_unnumbered_entries_are_counted() -> None:
    found = references(
        "Lee, K. (2020) First. *Blood*, **1**, 2.\n\nRoe, P. (2021) Second. *Blood*, **1**, 2.", "References"
    )
    assert [(one.number, one.title) for one in found] == [(1, "First"), (2, "Second")]


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("https://doi.org/10.1016/s2352-3026(23)00072-8.", "10.1016/s2352-3026(23)00072-8"),
        (r"[https://doi.org/10.1016/s2352-3026\(23\)00072-8](https://doi.org/10.1016/s2352-3026(23)00072-8)",
         "10.1016/s2352-3026(23)00072-8"),
        ("(doi: 10.1000/abc)", "10.1000/abc"),
        ("https://doi.org/10.1182/ blood.2024", "10.1182/blood.2024"),
        ("https://doi.org/10.1182/bloodad-\nvances.2024", "10.1182/bloodad-vances.2024"),
        ("https://doi.org/10.1182/bloodad\nvances.2024001", "10.1182/bloodadvances.2024001"),
        (r"10.1000/a\_b", "10.1000/a_b"),
        ("doi:10.1000/abc. PMID: 123", "10.1000/abc"),
        ("<https://doi.org/10.1000/abc>", "10.1000/abc"),
        ("DOI:10.1000/abc。", "10.1000/abc"),
        ("no identifier", ""),
    ],
)  # fmt: skip
def test_dois(written: str, doi: str) -> None:
    assert doi_of(written) == doi


FLAT = (
    "Title\n\nThe response rate was 60% in both arms.1 The median was 9 months, as before.2,3 Others differ.1 So it is.4\n\n"
    "References\n\n1. A B. One. Blood. 2020;1:1.\n2. C D. Two. Blood. 2021;2:2.\n3. E F. Three. Blood. 2022;3:3.\n"
    "4. G H. Four. Blood. 2023;4:4.\n"
)


def test_numbers_set_flat_behind_stops_cite() -> None:
    body = next(section for section in read_text(FLAT, "flat.txt").sections if section.kind == "body")
    assert [mark.numbers for mark in body.marks] == [(1,), (2, 3), (1,), (4,)]
    assert "arms. The median" in body.text.text


def test_figures_behind_stops_do_not_cite() -> None:
    plain = FLAT.replace("arms.1", "arms.9").replace("before.2,3", "before.70").replace("differ.1", "differ.8")
    body = next(section for section in read_text(plain, "flat.txt").sections if section.kind == "body")
    assert not body.marks
