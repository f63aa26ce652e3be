"""PDF: columns, running heads, scripts, tables over pages, and the files that are refused; pages made by reportlab."""

from __future__ import annotations

import io
import time
import zlib

import pytest

from pipeline.reading import Delivery, ReadingError, read_delivery
from pipeline.records import Document, Section

pytest.importorskip("reportlab", reason="reportlab makes the pages (extra `test`)")

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
SENTENCE = "甲药抑制乙靶点而诱导细胞凋亡，其活性在多项研究中得到证实"


class Sheet:
    """A canvas with a pen that writes line after line."""

    def __init__(self, **options: object) -> None:
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=A4, invariant=1, **options)
        self.y = 800.0

    def write(self, text: str, x: float = 60, size: float = 10, step: float = 16, rise: float = 0) -> float:
        """Writes at the pen's line and moves it down by `step`; gives the right edge."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.y + rise, text)
        self.y -= step
        return x + float(pdfmetrics.stringWidth(text, FONT, size))

    def page(self) -> None:
        self.canvas.showPage()
        self.y = 800.0

    @property
    def data(self) -> bytes:
        self.canvas.save()
        return self.buffer.getvalue()


def parse(data: bytes) -> Document:
    return read_delivery(Delivery("a.pdf", "pdf", data))


def text_of(document: Document, kind: str = "body") -> str:
    return "\n".join(section.text.text for section in document.sections if section.kind == kind)


def test_two_columns_are_read_one_after_the_other() -> None:
    sheet = Sheet()
    sheet.write("1 引言", size=13, step=24)
    top = sheet.y
    for x, name in ((60, "左"), (310, "右")):
        sheet.y = top
        for number in range(12):
            sheet.write(f"{name}栏第{number + 1}行甲药抑制乙靶点而诱导细胞", x)
    text = text_of(parse(sheet.data))
    places = [text.index(f"{name}栏第{number}行") for name in "左右" for number in range(1, 13)]
    assert places == sorted(places)
    assert "细胞左栏第2行" in text


def test_running_heads_feet_and_page_numbers_are_left_out() -> None:
    sheet = Sheet()
    for page in range(3):
        sheet.write("某某血液学杂志 2024年", x=240, size=8, step=40)
        for _ in range(30):
            sheet.write("甲乙丙"[page] + SENTENCE)
        sheet.y = 30
        sheet.write(f"- {page + 1} -", x=280, size=8)
        sheet.page()
    text = text_of(parse(sheet.data))
    assert "杂志" not in text and "- 2" not in text and text.count(SENTENCE.replace("，", ",")) == 90


@pytest.mark.parametrize(
    ("base", "script", "size", "rise", "text", "numbers"),
    [
        pytest.param("甲药有效", "[2]", 6, 4, "甲药有效。", [(2,)], id="citation"),
        pytest.param("甲药有效", "[1-3]", 9.5, 4, "甲药有效。", [(1, 2, 3)], id="nearly as large"),
        pytest.param("计数为10", "9", 6, 4, "计数为10^9。", [], id="exponent"),
        pytest.param("IC", "50", 6, -3, "IC50。", [], id="subscript"),
        pytest.param("CD8", "+", 6, 4, "CD8+。", [], id="charge"),
    ],
)
def test_scripts(base: str, script: str, size: float, rise: float, text: str, numbers: list[tuple[int, ...]]) -> None:
    sheet = Sheet()
    sheet.write("1 引言", size=13, step=24)
    edge = sheet.write(base, step=0)
    edge = sheet.write(script, x=edge, size=size, step=0, rise=rise)
    sheet.write("。", x=edge)
    sheet.write("下一段" + SENTENCE + "。", x=80)
    section = next(one for one in parse(sheet.data).sections if one.kind == "body")
    assert section.text.text.split("\n")[1].startswith(text)
    assert [mark.numbers for mark in section.marks] == numbers


def test_hyphens_of_line_breaks() -> None:
    sheet = Sheet()
    sheet.write("1 Introduction", size=13, step=24)
    words = "Drug A restores the sensitivity of the cells to cytarabine. "
    sheet.write(words + "Further, drug A restores sensi-")
    sheet.write("tivity in the cells of patients, and overexpression or a loss of the protein BCL-")
    sheet.write("2 was of no consequence for that.")
    text = text_of(parse(sheet.data))
    assert "BCL-2 was" in text and "restores sensitivity in" in text


def ruled(sheet: Sheet, rows: list[tuple[str, ...]], xs: tuple[float, ...], bottom: bool = True) -> None:
    """A table of three rules."""
    left, right = xs[0] - 5, 540
    for number, row in enumerate(rows):
        if number < 2:
            sheet.canvas.line(left, sheet.y + 14, right, sheet.y + 14)
        for x, cell in zip(xs, row, strict=True):
            sheet.write(cell, x, step=0)
        sheet.y -= 20
    if bottom:
        sheet.canvas.line(left, sheet.y + 14, right, sheet.y + 14)


ROWS = [("方案", "人群", "ORR")] + [(f"方案{n}", "初治", f"{50 + n}%") for n in range(1, 9)]
XS = (80.0, 250.0, 420.0)


def tables(document: Document) -> list[Section]:
    return [section for section in document.sections if section.kind == "table"]


def test_a_table_of_three_rules() -> None:
    sheet = Sheet()
    sheet.write("1 疗效", size=13, step=24)
    sheet.write(SENTENCE + "，结果见表1。")
    sheet.write("表1 各方案的疗效", x=220, step=26)
    ruled(sheet, ROWS, XS)
    table = tables(parse(sheet.data))[0]
    assert table.caption == "表1各方案的疗效"
    told = {table.text.text[cell.start : cell.end]: cell.header for cell in table.cells}
    assert told["53%"] == ("ORR",) and told["方案8"] == ("方案",)


def test_a_table_over_two_pages_is_one() -> None:
    sheet = Sheet()
    sheet.write("1 疗效", size=13, step=24)
    sheet.write(SENTENCE + "，结果见表1。", step=500)
    sheet.write("表1 各方案的疗效", x=220, step=26)
    ruled(sheet, ROWS[:5], XS, bottom=False)
    sheet.page()
    ruled(sheet, [ROWS[0], *ROWS[5:]], XS)
    found = tables(parse(sheet.data))
    assert len(found) == 1
    assert [found[0].text.text.count(f"{50 + n}%") for n in range(1, 9)] == [1] * 8
    assert found[0].text.text.count("ORR") == 1


def test_a_grid_with_a_merged_cell() -> None:
    sheet = Sheet()
    sheet.write("1 疗效", size=13, step=24)
    sheet.write("表1 疗效", step=40)
    top = sheet.y
    xs, ys = (60, 200, 300, 400), (top, top - 20, top - 40, top - 60)
    for y in ys:
        sheet.canvas.line(xs[1] if y == ys[1] else xs[0], y, xs[-1], y)
    for x in xs:
        sheet.canvas.line(x, ys[1] if x == xs[2] else ys[0], x, ys[-1])
    for x, y, text in ((65, ys[1], "方案"), (205, ys[0], "缓解率"), (205, ys[1], "CR"), (305, ys[1], "ORR"),
                       (65, ys[2], "VA"), (205, ys[2], "66%"), (305, ys[2], "70%")):  # fmt: skip
        sheet.y = y - 14
        sheet.write(text, x)
    table = tables(parse(sheet.data))[0]
    told = {table.text.text[cell.start : cell.end]: cell.header for cell in table.cells}
    assert told["70%"] == ("缓解率", "ORR") and told["VA"] == ("方案",)


def test_garbled_pages_are_left_out_and_named() -> None:
    sheet = Sheet()
    for _ in range(20):
        sheet.write(SENTENCE + "。")
    sheet.page()
    for _ in range(20):
        sheet.write("\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008甲\ue009")
    document = parse(sheet.data)
    assert "garbled and left out: page 2" in document.warnings[0]
    assert not any("\ue000" < one < "\uf8ff" for one in document.raw)


def test_a_scan_needs_ocr() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    sheet = Sheet()
    sheet.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
    with pytest.raises(ReadingError, match="OCR") as caught:
        parse(sheet.data)
    assert caught.value.place == "page 1"


def bomb() -> bytes:
    """A page whose content is 64 MB of spaces, deflated twice."""
    inner = zlib.compress(zlib.compress(b" " * (1 << 26), 9), 9)
    return pages(b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(inner) + inner + b"\nendstream")


def pages(content: bytes, tree: bytes = b"<</Type/Pages/Count 1/Kids[3 0 R]>>") -> bytes:
    """A file with one page, written by hand."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>", tree, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>", content,
    )  # fmt: skip
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(data)
    return data + b"xref\n0 5\n0000000000 65535 f \n" + table + trailer


def encrypted() -> bytes:
    sheet = Sheet(encrypt="secret")
    sheet.write(SENTENCE)
    return sheet.data


def plain() -> bytes:
    sheet = Sheet()
    for _ in range(20):
        sheet.write(SENTENCE)
    return sheet.data


EMPTY = b"<</Length 0>>stream\n\nendstream"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(encrypted(), "password", id="encrypted"),
        pytest.param(b"%PDF-1.7\nnothing", "damaged", id="damaged"),
        pytest.param(plain()[:700], "damaged|no text|pages", id="truncated"),
        pytest.param(
            pages(EMPTY, b"<</Type/Pages/Count 1/Kids[2 0 R]>>"),
            "no text|without pages|damaged",
            id="a loop in the page tree",
        ),
        pytest.param(
            pages(EMPTY, b"<</Type/Pages/Count 99999999/Kids[3 0 R]>>"), "no text|limit|damaged", id="a lying count"
        ),
        pytest.param(bomb(), "no text|limit", id="bomb"),
    ],
)
def test_refused_soon(data: bytes, reason: str) -> None:
    began = time.process_time()
    with pytest.raises(ReadingError, match=reason) as caught:
        parse(data)
    assert caught.value.remedy and "\n" not in str(caught.value)
    assert time.process_time() - began < 30
