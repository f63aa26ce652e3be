"""Encodings of text files: strict, told apart, recorded; a guess is said, and nothing comes through as mojibake."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.reading import ReadingError, read

SIMPLIFIED = (
    "慢性髓系白血病的治疗\n\n1 引言\n\n伊马替尼是首个酪氨酸激酶抑制剂，可抑制BCR::ABL1的活性，使多数患者获得长期生存。"
    "部分患者因激酶区突变而耐药，T315I突变对第一代和第二代药物均耐药，普纳替尼可用于此类患者。\n"
)
TRADITIONAL = (
    "慢性骨髓性白血病的治療\n\n1 前言\n\n伊馬替尼是第一個酪胺酸激酵素抑制劑，可抑制BCR::ABL1的活性，使多數病人獲得長期存活。"
    "部分病人因激酵素區突變而產生抗藥性，T315I突變對第一代和第二代藥物均有抗藥性。\n"
)


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        pytest.param(SIMPLIFIED, "gb18030", "gb18030", id="GB18030"),
        pytest.param(SIMPLIFIED + "𠀀", "gb18030", "gb18030", id="GB18030 with four bytes"),
        pytest.param(TRADITIONAL, "big5", "big5", id="Big5"),
        pytest.param(SIMPLIFIED, "utf-16", "utf-16", id="UTF-16"),
        pytest.param(SIMPLIFIED, "utf-8-sig", "utf-8-sig", id="UTF-8 with a mark"),
        pytest.param("Imatinib inhibits ABL1 “well”.\n", "utf-16", "utf-16", id="English UTF-16"),
    ],
)
def test_encoding_is_recorded(tmp_path: Path, text: str, codec: str, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode(codec))
    document = read(tmp_path / "a.txt")
    assert (document.encoding, document.raw.removeprefix("\ufeff"), document.warnings) == (encoding, text, ())


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [SIMPLIFIED, "Imatinib inhibits ABL1.\n"], ids=["Chinese", "English"])
def test_utf16_without_a_mark_is_detected_and_said(tmp_path: Path, text: str, codec: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode(codec))
    document = read(tmp_path / "a.txt")
    assert (document.raw, document.encoding) == (text, codec)
    assert "guessed" in document.warnings[0]


def test_a_short_text_is_a_guess(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("甲药抑制乙。".encode("gb18030"))
    document = read(tmp_path / "a.txt")
    assert document.raw == "甲药抑制乙。" and "gb18030" in document.warnings[0]


def test_windows_signs_in_english_are_a_guess(tmp_path: Path) -> None:
    text = "Doe’s study – “imatinib” in 20 °C " + "and further words of the text " * 20
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    document = read(tmp_path / "a.txt")
    assert document.raw == text and "cp1252" in document.warnings[0]


@pytest.mark.parametrize(
    ("data", "place", "reason"),
    [
        pytest.param(SIMPLIFIED.encode()[:-5] + b"\xff", "byte", "UTF-8", id="bad last byte"),
        pytest.param(
            SIMPLIFIED.encode() + "伊马替尼".encode("gbk"), f"byte {len(SIMPLIFIED.encode())}", "UTF-8", id="two"
        ),
        pytest.param(b"\xef\xbb\xbf" + "伊马替尼".encode("gbk"), "byte 3", "UTF-8", id="mark and GBK"),
        pytest.param(b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le")[:-1], "byte", "UTF-16", id="half a unit"),
        pytest.param(bytes(range(128, 256)) * 3, "byte 0", "UTF-8", id="noise"),
        pytest.param("甲药\0乙药".encode(), "character 2", "NUL", id="NUL"),
        pytest.param("甲\ud800".encode("utf-8", "surrogatepass"), "byte 3", "lone surrogate", id="lone surrogate"),
    ],
)
def test_refused_with_the_place(tmp_path: Path, data: bytes, place: str, reason: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(ReadingError) as caught:
        read(tmp_path / "a.txt")
    assert caught.value.place.startswith(place) and reason in caught.value.reason and caught.value.remedy


@pytest.mark.parametrize("codec", ["gb18030", "big5", "utf-16-le"])
def test_never_mojibake(tmp_path: Path, codec: str) -> None:
    """Every start of a text in an older encoding is read as it is, or refused, or said to be a guess."""
    text = TRADITIONAL if codec == "big5" else SIMPLIFIED
    for length in range(8, 90, 3):
        (tmp_path / "a.txt").write_bytes(text[:length].encode(codec))
        try:
            document = read(tmp_path / "a.txt")
        except ReadingError:
            continue
        assert document.raw == text[:length] or document.warnings
