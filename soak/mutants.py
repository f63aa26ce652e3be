"""Fuzzed inputs by number: the same format and number give the same bytes, so that a finding can be had again.

Seeds are papers of our own in every format; a mutant is a seed with some accidents: bytes lost, doubled, swapped or put in,
words of the format in the wrong place, two seeds in one. Of a DOCX the parts are damaged and zipped again, for otherwise
every accident would end at a checksum; of a PDF the content streams stand in the open.
"""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from copy import deepcopy
from functools import lru_cache
from pathlib import Path

import lxml.etree
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from corpora import make_formats
from tests import hostile

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
ENDINGS = {"txt": ".txt", "md": ".md", "jats": ".xml", "html": ".html", "docx": ".docx", "pdf": ".pdf"}
_WORDS = {
    "txt": "摘要 参考文献 [1] 图1 表1 1 1.1 ORR 75% (95%CI:1-2) TP53 BCR::ABL1 维奈克拉 del(17p) \ufeff \u202e \u0301 \x00 \ufdfa 𠀀 ㎎ 10⁹/L ＥＧＦＲ , 。 ( ) （ \r \u2028 \t",
    "md": "# ## ** * | |---| <table> <tr> <td> </table> <sup> </sup> ^[1]^ $x$ ``` - 1. > [1]: <!-- --> &alpha; &#x0; ![](x) \t",
    "jats": "<sec> </sec> <p> </p> <xref rid='B1'> </xref> <sup> <table-wrap> <table> <tr> <td colspan='9'> <td rowspan='-1'> <list> <msup/> <ref-list> <ref/> <![CDATA[ ]]> <!-- --> &alpha; &#0; &nosuch; <?x ?> <!DOCTYPE <!ENTITY <caption/> <label/> <break/>",
    "html": "<p> </p> <div> <table> <tr> <td colspan=99999> <td rowspan=x> <th> <sup> <ol> <li> <h1> <script> <style> <a href='#ref1'> &alpha; &#xD800; &#0; <br> </body> <article> <base href=x> <meta charset=gbk>",
    "docx": "<w:p> </w:p> <w:r> <w:t> <w:tbl> <w:tr> <w:tc> <w:gridSpan w:val='-1'/> <w:gridSpan w:val='99999999'/> <w:vMerge/> <w:numPr/> <w:footnoteReference/> <w:endnoteReference w:id='x'/> <m:sSup/> <w:sym w:char='ZZ'/> <w:outlineLvl w:val='²'/> <w:pStyle w:val='1'/> <mc:AlternateContent/>",
    "pdf": "obj endobj stream endstream xref trailer startxref /Kids /Count /Parent /Length /Filter /FlateDecode /Type /Page /Contents /Font /Encoding BT ET Tj TJ Tf Td Tm cm re l m S q Q Do 0 R 99999999999 -1 1e38 << >> [ ] ( ) %",
}  # fmt: skip
_MOST = 12_000


@lru_cache(maxsize=8)
def seeds(file_format: str) -> tuple[bytes, ...]:
    """Small papers of a format."""
    parts = [make_formats.read_source(CORPORA / "demo" / name) for name in make_formats.SOURCES]
    fronts = [[one for one in part if one.kind in ("title", "abstract")] for part in parts]
    bodies = [[one for one in part if one.kind not in ("title", "abstract")] for part in parts]
    cut = [
        front + body[at : at + 12] for front, body in zip(fronts, bodies, strict=True) for at in range(0, len(body), 12)
    ]
    if file_format in ("txt", "md"):
        texts = [(CORPORA / "demo" / name).read_text(encoding="utf-8") for name in make_formats.SOURCES]
        return tuple(text[at : at + 700].encode() for text in texts for at in range(0, len(text), 700))
    make: dict[str, Callable[[list[make_formats.Part]], bytes]] = {
        "jats": lambda some: make_formats.jats(some).encode(),
        "html": lambda some: make_formats.page(some).encode(),
        "docx": make_formats.docx,
        "pdf": make_formats.pdf,
    }
    made = tuple(make[file_format](some) for some in cut)
    return made if file_format != "pdf" else (*map(_opened, made), hostile.pdf(), hostile.by_hand(_CONTENT))


_CONTENT = hostile.stream(
    b"BT /F1 12 Tf 60 700 Td (abc) Tj 0 -20 Td [(venetoclax) -200 (75%)] TJ ET 0 0 m 90 0 l S", b""
)


def _opened(data: bytes) -> bytes:
    """A PDF with its deflated streams inflated where they stand; PDFium finds the objects again by itself."""
    parts = data.split(b"stream\n")
    opened = [parts[0]]
    for part in parts[1:]:
        body, end, rest = part.partition(b"endstream")
        try:
            opened.append(zlib.decompress(body) + b"\n" + end + rest)
        except zlib.error:
            opened.append(part)
    return b"stream\n".join(opened)


def mutant(file_format: str, number: int) -> bytes:
    """One fuzzed file."""
    chance = random.Random(f"{file_format} {number}")
    if file_format in ("txt", "md") and number % 5 == 0:
        return _composed(file_format, number)
    whole = chance.choice(seeds(file_format))
    if file_format == "docx" and number % 8:
        return _rezipped(whole, chance, _rebuilt if number % 2 else _damaged)
    return (_rebuilt if file_format == "jats" and number % 2 else _damaged)(whole, file_format, chance)


def _composed(file_format: str, number: int) -> bytes:
    """A text that hypothesis composes of any characters and of the words of the format."""
    found: list[str] = []
    words = st.sampled_from(_WORDS["txt"].split(" ") + _WORDS["md"].split(" ") + ["\n", "\n\n", " "])

    @seed(number)
    @settings(
        max_examples=3, database=None, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.lists(st.one_of(words, words, st.text(max_size=8)), max_size=80))
    def compose(pieces: list[str]) -> None:
        found.append("".join(pieces))

    compose()
    return found[-1].encode("utf-8", "surrogatepass")


Accident = Callable[[bytes, str, random.Random], bytes]


def _rezipped(data: bytes, chance: random.Random, damage: Accident) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    victim = "word/document.xml" if chance.random() < 0.7 else chance.choice(sorted(members))
    members[victim] = damage(members[victim], "docx", chance)
    return hostile.zipped(members)


def _rebuilt(data: bytes, file_format: str, chance: random.Random) -> bytes:
    """XML that is still XML: elements lost, doubled, moved, renamed and emptied, attributes lost and made up."""
    root = lxml.etree.fromstring(data, lxml.etree.XMLParser(recover=True))
    names = [word.strip("<>/").split(" ")[0] for word in _WORDS[file_format].split() if word.strip("<>/").isalpha()]
    for _ in range(chance.choice((1, 2, 5, 20))):
        every = [one for one in root.iter() if isinstance(one.tag, str)]
        one, other = chance.choice(every), chance.choice(every)
        parent, what = one.getparent(), chance.randrange(8)
        if parent is None:
            continue
        if what == 0:
            parent.remove(one)
        elif what == 1:
            for _ in range(chance.choice((1, 1, 30)) if sum(1 for _ in one.iter()) < 20 else 0):
                parent.append(deepcopy(one))
        elif what == 2 and other not in one.iterdescendants() and other is not one:
            other.insert(0, one)
        elif what == 3:
            one.tag = other.tag
        elif what == 4:
            one.tag = chance.choice([*names, one.tag])
        elif what == 5:
            one.text = chance.choice((None, "", " ", "75%", "x" * 3000, "\ue000" + "1\ue001", "<p>", "[1-999999]"))
        elif what == 6 and one.attrib:
            one.set(chance.choice(sorted(one.attrib)), chance.choice(("", "-1", "99999999", "x", "²", "1 2 3", "1e9")))
        elif one.attrib:
            del one.attrib[chance.choice(sorted(one.attrib))]
    return bytes(lxml.etree.tostring(root))


def _damaged(data: bytes, file_format: str, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 4, 9))):
        data = chance.choice(_ACCIDENTS)(data, file_format, chance)
    return data


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1)


def _lost(data: bytes, _: str, chance: random.Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + data[at + chance.choice((1, 2, 7, 40, 300)) :]


def _doubled(data: bytes, _: str, chance: random.Random) -> bytes:
    at, length = _place(data, chance), chance.choice((1, 3, 20, 200))
    times = chance.choice((2, 2, 3, 40, 400))
    return data[:at] + (data[at : at + length] * times)[:_MOST] + data[at + length :]


def _changed(data: bytes, _: str, chance: random.Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _moved(data: bytes, _: str, chance: random.Random) -> bytes:
    at, other, length = _place(data, chance), _place(data, chance), chance.choice((4, 30, 200))
    return data[:other] + data[at : at + length] + data[other:]


def _said(data: bytes, file_format: str, chance: random.Random) -> bytes:
    at = _place(data, chance)
    word = chance.choice(_WORDS[file_format].split(" ")).encode()
    return data[:at] + word * chance.choice((1, 1, 1, 30, 300)) + data[at:]


def _counted(data: bytes, _: str, chance: random.Random) -> bytes:
    """Another number in the place of one that stands there."""
    places = [at for at in range(len(data)) if 48 <= data[at] < 58]
    if not places:
        return data
    at = chance.choice(places)
    number = chance.choice((b"0", b"-1", b"65536", b"2147483648", b"99999999999999999999", b"1e400", b"0.00001"))
    return data[:at] + number + data[at + 1 :]


def _spliced(data: bytes, file_format: str, chance: random.Random) -> bytes:
    other = chance.choice(seeds(file_format if file_format != "docx" else "jats"))
    return data[: _place(data, chance)] + other[_place(other, chance) :]


def _cut(data: bytes, _: str, chance: random.Random) -> bytes:
    return data[: _place(data, chance)]


_ACCIDENTS: tuple[Accident, ...] = (
    _lost,
    _doubled,
    _changed,
    _changed,
    _moved,
    _said,
    _said,
    _said,
    _counted,
    _spliced,
    _cut,
)
