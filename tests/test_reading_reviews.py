"""The five delivered reviews, where they lie beside the project: counts, coverage and offsets, none of their text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.reading import read
from pipeline.records import Document

REVIEWS = Path(__file__).resolve().parents[1].parent / "shared" / "reviews"
FILES = sorted(REVIEWS.glob("*.txt"))
ENTRIES = {"000": 42, "001": 60, "002": 70, "003": 51, "004": 51}
TABLES = {"000": 0, "001": 1, "002": 2, "003": 0, "004": 0}
_DOI = re.compile(r"doi\.org/(10\.[^\s<>\]]+)")

pytestmark = pytest.mark.skipif(not FILES, reason="needs ../shared/reviews, which is not part of the project")


@pytest.fixture(scope="module", params=[path.name for path in FILES] or ["none"])
def review(request: pytest.FixtureRequest) -> Document:
    return read(REVIEWS / str(request.param), REVIEWS)


def test_reference_list(review: Document) -> None:
    count = ENTRIES[review.path[:3]]
    assert [one.number for one in review.references] == list(range(1, count + 1))
    assert all(one.authors and one.title and one.year for one in review.references)
    printed = {found.replace("\\", "").rstrip(".").lower() for found in _DOI.findall(review.raw)}
    captured = {one.doi.lower() for one in review.references}
    assert {doi for doi in printed if not any(doi.startswith(one) for one in captured if one)} <= {review.doi.lower()}


def test_every_marker_has_an_entry(review: Document) -> None:
    assert review.warnings == ()
    cited = {number for section in review.sections for mark in section.marks for number in mark.numbers}
    assert cited == {one.number for one in review.references}


def test_front_matter(review: Document) -> None:
    assert review.title_zh and review.title_en and review.year
    kinds = [section.kind for section in review.sections]
    assert (kinds.count("title"), kinds.count("abstract")) == (2, 2)
    assert kinds.count("table") == TABLES[review.path[:3]]
    assert review.language == "zh"


def test_paragraphs_are_whole(review: Document) -> None:
    for section in review.sections:
        if section.kind in ("abstract", "body"):
            for span in section.paragraphs:
                assert section.text.text[span.start : span.end].rstrip("”\"')")[-1] in "。.;:!?"


def test_nothing_of_the_body_is_lost(review: Document) -> None:
    covered = bytearray(len(review.raw))
    for section in review.sections:
        for piece in section.text.pieces:
            covered[piece.raw_start : piece.raw_end] = b"\1" * (piece.raw_end - piece.raw_start)
        for mark in section.marks:
            covered[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
    bodies = [section for section in review.sections if section.kind == "body"]
    begin = bodies[0].text.raw_span(0, 1)[0]
    end = max(section.text.raw_span(0, len(section.text))[1] for section in bodies)
    lost = re.sub(
        r"</?su[bp]>", "", "".join(c if not covered[begin + at] else " " for at, c in enumerate(review.raw[begin:end]))
    )
    assert not re.search(r"[\u4e00-\u9fff]{3}.{0,20}。", lost)


def test_no_names_or_funding(review: Document) -> None:
    text = "\n".join(section.text.text for section in review.sections)
    assert not re.search(
        r"E-mail|基金项目|收稿日期|Received:|关键词|Key ?words|通[信讯]作者|分类号|licensed under|责任编辑", text
    )
