"""JATS: what its markup says, and the XML that is refused."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest

from pipeline.reading import Delivery, ReadingError, read, read_delivery
from pipeline.records import Document, Section

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def article(body: str, refs: int = 9, front: str = "") -> str:
    entries = "".join(
        f'<ref id="B{n}"><label>{n}.</label><element-citation><person-group><name><surname>Doe</surname>'
        f"<given-names>J</given-names></name></person-group><article-title>Study {n} of resistance</article-title>"
        f"<source>Some Journal</source><year>20{n:02}</year><volume>3</volume><fpage>{n}</fpage>"
        f'<pub-id pub-id-type="doi">10.1000/x.{n}</pub-id></element-citation></ref>'
        for n in range(1, refs + 1)
    )
    return (
        f'{HEAD}<article xml:lang="zh"><front>{front}</front><body>{body}</body>'
        f"<back><ref-list>{entries}</ref-list></back></article>"
    )


def parse(text: str) -> Document:
    return read_delivery(Delivery("a.xml", "jats", text.encode()))


def body(document: Document) -> list[Section]:
    return [section for section in document.sections if section.kind not in ("title", "abstract")]


FRONT = (
    "<journal-meta><journal-title-group><journal-title>Some Journal</journal-title></journal-title-group></journal-meta>"
    '<article-meta><article-id pub-id-type="doi">10.1000/own</article-id><title-group><article-title>甲药的耐药机制'
    '</article-title><trans-title-group xml:lang="en"><trans-title>Resistance to drug A</trans-title></trans-title-group>'
    "</title-group><contrib-group><contrib><name><surname>Wang</surname></name></contrib></contrib-group>"
    '<pub-date pub-type="epub"><year>2023</year></pub-date><pub-date pub-type="ppub"><year>2024</year></pub-date>'
    "<abstract><sec><title>目的</title><p>综述耐药。</p></sec><sec><title>结论</title><p>MCL-1是靶点。</p></sec></abstract>"
    '<trans-abstract xml:lang="en"><p>We review resistance.</p></trans-abstract>'
    "<kwd-group><kwd>耐药</kwd></kwd-group><funding-group><award-group/></funding-group></article-meta>"
)


def test_front_matter_in_both_languages() -> None:
    document = parse(article("<sec><title>引言</title><p>甲药抑制BCL-2。</p></sec>", front=FRONT))
    assert (document.title_zh, document.title_en) == ("甲药的耐药机制", "Resistance to drug A")
    assert (document.doi, document.year, document.journal) == ("10.1000/own", "2024", "Some Journal")
    abstracts = [section for section in document.sections if section.kind == "abstract"]
    assert [one.language for one in abstracts] == ["zh", "en"]
    assert abstracts[0].text.text == "目的:综述耐药。结论:MCL-1是靶点。"
    assert not any("Wang" in section.text.text for section in document.sections)


@pytest.mark.parametrize(
    ("written", "text", "numbers"),
    [
        pytest.param('<sup>[<xref ref-type="bibr" rid="B3">3</xref>]</sup>', "甲。", [(3,)], id="bracket"),
        pytest.param('<sup><xref ref-type="bibr" rid="B3">3</xref></sup>', "甲。", [(3,)], id="superscript"),
        pytest.param(
            '[<xref ref-type="bibr" rid="B2">2</xref>–<xref ref-type="bibr" rid="B4">4</xref>]', "甲。", [(2, 3, 4)],
            id="range",
        ),
        pytest.param('<xref ref-type="bibr" rid="B2 B5">[2, 5]</xref>', "甲。", [(2, 5)], id="two ids"),
        pytest.param('（<xref ref-type="bibr" rid="B7">Doe, 2007</xref>）', "甲(Doe, 2007)。", [(7,)], id="author and year"),
        pytest.param('<xref ref-type="fig" rid="F1">图1</xref>', "甲图1。", [], id="figure"),
    ],
)  # fmt: skip
def test_citations(written: str, text: str, numbers: list[tuple[int, ...]]) -> None:
    document = parse(article(f"<sec><title>引言</title><p>甲{written}。</p></sec>"))
    section = body(document)[0]
    assert section.text.text == f"引言\n{text}"
    assert [mark.numbers for mark in section.marks] == numbers


def test_references_are_what_the_markup_says() -> None:
    one = parse(article("<p>甲药抑制BCL-2。</p>")).references[1]
    assert (one.number, one.title, one.journal) == (2, "Study 2 of resistance", "Some Journal")
    assert (one.authors, one.year, one.doi) == ("Doe J", "2002", "10.1000/x.2")


def test_nested_sections_lists_scripts_and_formulas() -> None:
    document = parse(article(
        "<sec><label>1</label><title>机制</title><sec><label>1.1</label><title>凋亡</title><p>CD8<sup>+</sup>细胞为"
        "1×10<sup>9</sup>/L，IC<sub>50</sub>升高：<list><list-item><p>甲；</p></list-item><list-item><p>乙。</p></list-item>"
        "</list>其中<inline-formula><tex-math>x</tex-math></inline-formula>另述。</p></sec></sec>"
    ))  # fmt: skip
    section = body(document)[-1]
    assert section.heading == ("机制", "凋亡")
    lines = section.text.text.split("\n")
    assert lines[1].startswith("CD8+细胞为1×10^9/L,IC50升高:") and "乙。" in section.text.text and "x" not in lines[-1]


TABLE = (
    "<sec><title>结果</title><p>见表。</p><table-wrap><label>表1</label><caption><title>疗效</title></caption><table>"
    '<thead><tr><th rowspan="2">方案</th><th colspan="2">缓解率</th></tr><tr><th>CR</th><th>ORR</th></tr></thead>'
    "<tbody><tr><td>VA</td><td>66%</td><td>70%</td></tr></tbody></table>"
    "<table-wrap-foot><fn><p>CR为完全缓解。</p></fn></table-wrap-foot></table-wrap></sec>"
)


def test_tables_with_spans_captions_and_feet() -> None:
    sections = body(parse(article(TABLE)))
    table = next(section for section in sections if section.kind == "table")
    cell = next(cell for cell in table.cells if table.text.text[cell.start : cell.end] == "70%")
    assert (cell.header, table.caption) == (("缓解率", "ORR"), "表1疗效")
    assert [section.text.text for section in sections if section.kind == "note"] == ["CR为完全缓解。"]


def test_raw_offsets_count_in_the_extracted_text() -> None:
    document = parse(article(TABLE))
    table = next(section for section in document.sections if section.kind == "table")
    at = table.text.text.index("66%")
    start, end = table.text.raw_span(at, at + 3)
    assert document.raw[start:end] == "66%"


def test_a_doctype_and_named_characters_are_ordinary() -> None:
    text = article("<p>IFN-&alpha;与TNF-&nosuch;。</p>").replace(
        "<article", '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.2//EN" "JATS.dtd"><article', 1
    )
    assert "IFN-α" in parse(text).raw


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><article>&x;</article>', "external", id="XXE"),
        pytest.param(f'<!DOCTYPE a [<!ENTITY e0 "lol">{BOMB}]><article>&e9;</article>', "expansion", id="laughs"),
        pytest.param('<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1/x">%p;]><article/>', "external", id="parameter"),
        pytest.param("<a>" * 100_000, "deep", id="depth"),
        pytest.param("<article><p>甲</article>", "well-formed", id="broken"),
        pytest.param("<!DOCTYPE html><html><body>甲</body></html>", "HTML", id="HTML"),
        pytest.param("<catalogue><book>甲</book></catalogue>", "not JATS", id="other XML"),
        pytest.param("<article><body/></article>", "no text", id="empty"),
    ],
)  # fmt: skip
def test_refused(text: str, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason) as caught:
        parse(text)
    assert caught.value.remedy and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("declared", "codec", "reason"),
    [
        ("GBK", "utf-8", "declares gbk but is in UTF-8"),
        ("UTF-8", "gb18030", "declares UTF-8"),
        ("x-no", "utf-8", "unknown"),
    ],
)
def test_a_wrong_declaration_is_refused(declared: str, codec: str, reason: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{declared}"?><article><body><p>'
        + "甲药抑制乙靶点的活性。" * 9
        + "</p></body></article>"
    )
    with pytest.raises(ReadingError, match=reason):
        read_delivery(Delivery("a.xml", "jats", text.encode(codec)))


def test_a_right_declaration_is_followed() -> None:
    text = '<?xml version="1.0" encoding="GB2312"?><article><body><p>甲药抑制乙靶点。</p></body></article>'
    document = read_delivery(Delivery("a.xml", "jats", text.encode("gb18030")))
    assert document.encoding == "gb18030" and "甲药" in document.raw


def test_no_connection_is_made(tmp_path: Path) -> None:
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.5)
    connected = threading.Event()

    def listen() -> None:
        try:
            server.accept()[0].close()
            connected.set()
        except TimeoutError:
            return

    thread = threading.Thread(target=listen)
    thread.start()
    address = f"http://127.0.0.1:{server.getsockname()[1]}/a.dtd"
    text = article("<p>甲药抑制BCL-2。</p>").replace("<article", f'<!DOCTYPE article SYSTEM "{address}"><article', 1)
    (tmp_path / "a.xml").write_text(text, encoding="utf-8")
    assert "甲药" in read(tmp_path / "a.xml").raw
    thread.join()
    server.close()
    assert not connected.is_set()


def test_a_formula_without_parts_is_empty() -> None:
    assert "甲药有效" in parse(article("<p>甲药<inline-formula><msup/><msub/></inline-formula>有效。</p>")).raw
