"""Word documents: styles, numbers, scripts, merged cells and notes; and the archives that are refused."""

from __future__ import annotations

import io
import time
import zipfile
from xml.sax.saxutils import escape

import pytest

from pipeline.reading import Delivery, ReadingError, read_delivery
from pipeline.records import Document, Section

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Own"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
)
NUMBERS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="[%1]"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def p(text: str, style: str = "", number: bool = False) -> str:
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + (
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if number else ""
    )
    inner = text if text.startswith("<") else f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


SUP = '<w:vertAlign w:val="superscript"/>'


def docx(body: str, **parts: str) -> bytes:
    members = {"document": f"<w:body>{body}</w:body>", "styles": STYLES, "numbering": NUMBERS} | parts
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inner in members.items():
            archive.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{inner}</w:{name}>')
    return buffer.getvalue()


def parse(data: bytes) -> Document:
    return read_delivery(Delivery("a.docx", "docx", data))


def sections(document: Document, kind: str = "body") -> list[Section]:
    return [section for section in document.sections if section.kind == kind]


def test_styles_give_titles_and_headings() -> None:
    document = parse(
        docx(
            p("甲药治疗白血病的进展", "t") + p("1 机制", "1") + p("甲药抑制BCL-2。") + p("疗效", "a") + p("甲药有效。")
        )
    )
    assert document.title_zh == "甲药治疗白血病的进展"
    assert [one.heading for one in sections(document)] == [("机制",), ("机制", "疗效")]


def test_superscripts_cite_and_runs_are_put_together() -> None:
    runs = r("CD8") + r("+", SUP) + r("细胞") + r("[", SUP) + r("1-", SUP) + r("2]", SUP) + r("增多。")
    refs = p("参考文献", "1") + "".join(
        p(f"Doe J. Study {n}[J]. Some Journal, 2020, 1: {n}.", number=True) for n in (1, 2)
    )
    section = sections(document := parse(docx(p("1 机制", "1") + p(runs) + refs)))[0]
    assert section.text.text == "机制\nCD8+细胞增多。"
    assert [mark.numbers for mark in section.marks] == [(1, 2)]
    assert [one.number for one in document.references] == [1, 2]


def test_merged_cells() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text) if text else '<w:p/>'}</w:tc>"

    rows = (
        cell("方案", '<w:vMerge w:val="restart"/>') + cell("缓解率", '<w:gridSpan w:val="2"/>'),
        cell("", "<w:vMerge/>") + cell("CR") + cell("ORR"),
        cell("VA") + cell("66%") + cell("70%"),
    )
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    section = sections(parse(docx(p("1 疗效", "1") + p("见表1。") + p("表1 疗效") + table)), "table")[0]
    told = {section.text.text[one.start : one.end]: one.header for one in section.cells}
    assert told["70%"] == ("缓解率", "ORR") and told["VA"] == ("方案",) and section.caption == "表1疗效"


def test_endnotes_are_references_and_footnotes_are_notes() -> None:
    runs = (
        r("甲药有效") + '<w:r><w:endnoteReference w:id="5"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>' + r("。")
    )
    document = parse(docx(
        p("1 疗效", "1") + p(runs),
        endnotes=f'<w:endnote w:id="5">{p("Doe J. On response[J]. Some Journal, 2021, 2: 3.")}</w:endnote>',
        footnotes=f'<w:footnote w:id="2">{p("指完全缓解。")}</w:footnote>',
    ))  # fmt: skip
    assert [mark.numbers for section in sections(document) for mark in section.marks] == [(1,)]
    assert document.references[0].journal == "Some Journal"
    assert "指完全缓解。" in sections(document, "note")[0].text.text


def test_deleted_text_is_not_read() -> None:
    runs = (
        r("甲药") + "<w:del><w:r><w:delText>不</w:delText></w:r></w:del>" + f"<w:ins>{r('显著')}</w:ins>" + r("有效。")
    )
    assert sections(parse(docx(p("1 疗效", "1") + p(runs))))[0].text.text == "疗效\n甲药显著有效。"


def test_links_to_pictures_and_templates_are_not_followed() -> None:
    relations = '<Relationship Target="http://127.0.0.1:9/x.dotm" TargetMode="External"/>'
    drawing = '<w:r><w:drawing><w:inline r:link="rId9" xmlns:r="r"/></w:drawing></w:r>'
    assert "甲药有效。" in parse(docx(p("甲药有效。") + p(drawing), settings=relations)).raw


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def lying() -> bytes:
    """The directory says that the member is ten bytes long."""
    data = bytearray(docx(p("甲药有效。" * 500)))
    at = data.rfind(b"PK\x01\x02", 0, data.find(b"word/styles.xml", data.rfind(b"word/numbering.xml") - 200))
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def overlapping() -> bytes:
    """Two entries of the directory point to one member."""
    data = docx(p("甲药有效。"))
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    twice = bytearray(data)
    twice[second + 42 : second + 46] = (0).to_bytes(4, "little")
    return bytes(twice)


ENTITY = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(zipped({"word/document.xml": b"<a>" + b" " * (100 << 20) + b"</a>"}), "expanded size", id="bomb"),
        pytest.param(zipped({"../../x": b"x", "word/document.xml": b"<a/>"}), "unsafe path", id="path"),
        pytest.param(zipped({"/etc/x": b"x"}), "unsafe path", id="absolute path"),
        pytest.param(lying(), "archive", id="lying size"),
        pytest.param(overlapping(), "archive", id="overlap"),
        pytest.param(docx(p("甲药。"))[:-40], "archive", id="truncated"),
        pytest.param(zipped({"xl/workbook.xml": b"<a/>"}), "without a Word document", id="spreadsheet"),
        pytest.param(zipped({"word/document.xml": ENTITY + b"<a>&x;</a>"}), "external entity", id="entity"),
        pytest.param(docx("<w:sdt>" * 400 + "</w:sdt>" * 400), "deep", id="depth"),
        pytest.param(docx(""), "no text", id="empty"),
    ],
)
def test_refused(data: bytes, reason: str) -> None:
    began = time.process_time()
    with pytest.raises(ReadingError, match=reason) as caught:
        parse(data)
    assert caught.value.remedy and time.process_time() - began < 5


def test_many_members_are_refused() -> None:
    with pytest.raises(ReadingError, match="4001 members"):
        parse(zipped({f"a{number}": b"" for number in range(4001)}))
