"""HTML pages: the article without the page around it."""

from __future__ import annotations

import pytest

from pipeline.reading import Delivery, ReadingError, read_delivery
from pipeline.records import Document


def parse(page: str | bytes) -> Document:
    return read_delivery(Delivery("a.html", "html", page.encode() if isinstance(page, str) else page))


PAGE = (
    '<html><head><title>Journal</title><meta charset="utf-8"><meta name="citation_title" content="甲药的耐药机制">'
    '<meta name="citation_doi" content="doi:10.1000/a"><meta name="citation_journal_title" content="Some Journal">'
    '<meta name="citation_publication_date" content="2024/03/01"></head><body><nav>首页 登录</nav><header role="banner">'
    "某刊</header><script>alert('=cmd()')</script><article><h1>甲药的耐药机制</h1><h2>1 引言</h2><p>甲药抑制BCL-2<sup>"
    '<a href="#ref2">2</a></sup>，CD8<sup>+</sup>细胞增多[<a href="#bib1">1</a>]。</p><div style="display: none">隐藏</div>'
    "<table><caption>表1 疗效</caption><thead><tr><th>方案</th><th>ORR</th></tr></thead><tbody><tr><td>VA</td><td>70%</td>"
    "</tr></tbody></table><h2>参考文献</h2><ol><li>Doe J. On resistance[J]. Some Journal, 2020, 1: 2.</li>"
    "<li>Roe R. On response[J]. Some Journal, 2021, 2: 3.</li></ol></article><footer>版权</footer></body></html>"
)


def test_the_article_alone_is_read() -> None:
    document = parse(PAGE)
    assert not any(word in document.raw for word in ("首页", "某刊", "cmd", "隐藏", "版权"))
    assert (document.title_zh, document.doi, document.year) == ("甲药的耐药机制", "10.1000/a", "2024")
    assert [section.kind for section in document.sections] == ["title", "body", "caption", "table"]


def test_links_to_references_are_markers() -> None:
    section = next(one for one in parse(PAGE).sections if one.kind == "body")
    assert section.text.text == "引言\n甲药抑制BCL-2,CD8+细胞增多。"
    assert [mark.numbers for mark in section.marks] == [(2,), (1,)]


def test_references_take_the_numbers_of_their_list() -> None:
    assert [(one.number, one.journal) for one in parse(PAGE).references] == [(1, "Some Journal"), (2, "Some Journal")]


@pytest.mark.parametrize("codec", ["gb18030", "utf-8", "big5"])
def test_the_declared_encoding_is_followed(codec: str) -> None:
    page = f'<html><head><meta charset="{codec}"></head><body><h1>甲</h1><p>丙病人有效。</p></body></html>'
    document = parse(page.encode(codec))
    assert "丙病人有效。" in document.raw and document.encoding == codec


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        pytest.param("<html><body></body></html>", "no text", id="empty"),
        pytest.param("<div>" * 3000 + "甲", "deep|no HTML", id="depth"),
        pytest.param("<html><body>甲\0</body></html>", "NUL", id="NUL"),
        pytest.param('<html><head><meta charset="gbk"></head>甲药甲药甲药</html>', "declares gbk", id="declaration"),
    ],
)
def test_refused(page: str, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        parse(page)
