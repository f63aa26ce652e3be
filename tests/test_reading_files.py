"""Files: decoding, refusals with their place, identity, and odd input in linear time."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading import ReadingError, read, read_text

TEXT = "# 某药治疗白血病的研究进展\n\n1 引言\n\n甲药抑制BCL-2，乙药无效。\n"


def test_identity_and_path(tmp_path: Path) -> None:
    path = tmp_path / "综述" / "a.md"
    path.parent.mkdir()
    path.write_bytes(TEXT.encode())
    document = read(path, tmp_path)
    assert document.doc_id == hashlib.sha256(TEXT.encode()).hexdigest()[:16]
    assert (document.path, document.format, document.encoding) == ("综述/a.md", "md", "utf-8")


def test_byte_order_mark_counts_as_one_character(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    document = read(path)
    title = document.sections[0]
    assert (document.raw[0], document.encoding) == ("\ufeff", "utf-8-sig")
    assert title.text.raw_span(0, 2) == (3, 5)


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\u2028", "\x0b"])
def test_line_endings_keep_offsets(ending: str) -> None:
    raw = TEXT.replace("\n", ending)
    section = read_text(raw).sections[-1]
    at = section.text.text.index("BCL-2")
    start, end = section.text.raw_span(at, at + 5)
    assert raw[start:end] == "BCL-2"


@pytest.mark.parametrize(
    ("data", "place", "reason"),
    [
        pytest.param(b"", "", "is empty", id="empty"),
        pytest.param("\ufeff \u200b\n".encode(), "", "holds no text", id="no text"),
        pytest.param(
            "甲药".encode() + "乙药".encode("gbk") + "丙".encode(), "byte 6", "is not valid UTF-8", id="mixed"
        ),
        pytest.param("甲药".encode()[:-1], "byte 3", "is not valid UTF-8", id="truncated"),
        pytest.param("甲药\0乙".encode(), "character 2", "is NUL", id="NUL"),
        pytest.param(b"%PDF-1.7 text", "byte 0", "is a PDF document, not what its ending says", id="PDF"),
        pytest.param("甲药".encode("utf-16")[:-1], "byte 4", "is not valid UTF-16", id="UTF-16 cut"),
    ],
)
def test_refusals(tmp_path: Path, data: bytes, place: str, reason: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(ReadingError) as caught:
        read(path)
    assert (caught.value.path, caught.value.place, caught.value.reason) == ("a.txt", place, reason)
    assert "\n" not in str(caught.value)


def test_no_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(ReadingError, match="not a regular file"):
        read(tmp_path / "a.txt")
    with pytest.raises(ReadingError, match="not a regular file"):
        read(tmp_path)
    with pytest.raises(ReadingError, match=r"No such file"):
        read(tmp_path / "b.txt")


def test_lone_surrogate() -> None:
    with pytest.raises(ReadingError, match="surrogate"):
        read_text("甲药\ud800")


def test_bidi_override_is_a_warning() -> None:
    document = read_text("1 引言\n\n甲\u202e药抑制BCL-2。")
    assert "U+202E" in document.warnings[0]
    assert "甲药抑制BCL-2。" in document.sections[0].text.text


SIGNS = ("(", "[", "<", "*", "#", "$", "\\", "\t", "，", "。", "\u0301")
REPEATED = (*SIGNS, "肺", "A", "1.", "[1]", "^1", "<sup>", "&a", "图1 ")


@pytest.mark.parametrize(
    "raw",
    [
        *(pytest.param(repeated * 60_000 + "a", id=repr(repeated)) for repeated in REPEATED),
        pytest.param("<table>\n" * 5_000 + "a", id="unclosed tables"),
        pytest.param("<table>" + "<tr><td rowspan=99 colspan=99>a</td></tr>" * 500 + "</table>", id="spans"),
        pytest.param("a\tb\n" * 5_000, id="rows"),
        pytest.param("白血病\n\n" * 8_000, id="cuts"),
        pytest.param("参考文献\n[1] " + "a b. " * 20_000, id="entry"),
    ],
)  # fmt: skip
def test_odd_input_is_read_in_linear_time(raw: str) -> None:
    began = time.process_time()
    document = read_text(raw)
    assert time.process_time() - began < 5
    assert document.raw == raw


MARKUP = ("# ", "\t", "|", "|---|", "<table>", "<tr>", "<td>", "</table>", "<sup>2</sup>", "**", "*", "$x$", "-")
LABELS = ("摘要", "Abstract", "参考文献", "图1 ", "表1 ", "注：", "续表", "引用本文：", "关键词", "[1] ", "[2]")
WORDS = ("1 ", "1.1 ", "一、", "甲药", "BCL-2", "。", "：", ":", "\n", "\n\n", "(2020) ", "\u200b", "２", " ")
PIECES = st.sampled_from((*MARKUP, *LABELS, *WORDS, "https://doi.org/10.1/x"))


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40).map("".join))
def test_any_text_is_read_and_maps_back(raw: str) -> None:
    try:
        document = read_text(raw)
    except ReadingError as error:
        assert error.reason in {"holds no text", "is empty"}
        return
    for section in document.sections:
        text = section.text
        last = 0
        for number, piece in enumerate(text.pieces):
            stop = text.pieces[number + 1].clean if number + 1 < len(text.pieces) else len(text)
            assert last <= piece.raw_start <= piece.raw_end <= len(raw)
            last = piece.raw_end
            if piece.verbatim:
                assert raw[piece.raw_start : piece.raw_end] == text.text[piece.clean : stop]
        for span in (*section.paragraphs, *section.cells):
            assert 0 <= span.start <= span.end <= len(text)
        assert all(0 <= mark.position <= len(text) and mark.start < mark.end for mark in section.marks)
        assert all("\n" not in text.text[span.start : span.end] for span in section.paragraphs)
    assert all(raw[one.start : one.end] == one.raw for one in document.references)
    assert [section.index for section in document.sections] == list(range(len(document.sections)))
