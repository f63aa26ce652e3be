"""Undoes what typesetting and conversion did to the characters, keeping the map to the source.

Two steps. `fold` works on the whole file before its layout is looked at: full-width forms, odd spaces and dashes,
entities and LaTeX become plain characters, so that every later grammar sees one form. `tidy` works on one paragraph:
it takes out marks of bold and italics, tells citation markers from exponents, and drops spaces beside Han characters.

>>> text = fold(MappedText.of("维奈克拉（ＡＢＴ－199）组 $P\\\\leq0.05$"))
>>> text.text
'维奈克拉(ABT-199)组 P≤0.05'
>>> text.raw_span(5, 12)
(5, 12)
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from pipeline.offsets import MappedText, Piece
from pipeline.reading.labels import LATEX
from pipeline.records import Language

Edit = tuple[int, int, str]

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"


def _character_table() -> dict[str, str]:
    """Every single character that is folded, with what it becomes; an allow-list, because NFKC destroys exponents."""
    table = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63", "-")
    table |= dict.fromkeys("\uff5e\u223c\u301c\u02dc\u223d", "~")
    table |= dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", " ")
    table |= dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u2061\u2062\u2063\u180e", "")
    table |= dict.fromkeys((chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))), "")
    table |= dict.fromkeys((chr(code) for code in (*range(0xFE00, 0xFE10), *range(0x7F, 0x85))), "")
    table |= dict.fromkeys((chr(code) for code in range(1, 32) if chr(code) not in "\t\n\v\f\r\x1c\x1d\x1e"), "")
    table |= {chr(0x2080 + digit): str(digit) for digit in range(10)}
    table |= {
        "\u3000": "  ",
        "\uff61": "。",
        "\uff64": "、",
        "\u00b5": "μ",
        "\u208a": "+",
        "\u208b": "-",
    }
    table |= {"≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤", "∶": ":", "﹪": "%", "’": "'", "‘": "'", "﹤": "<", "﹥": ">"}
    table |= {"【": "[", "】": "]", "〔": "[", "〕": "]", "\u2015": "—", "﹣": "-", "\u2044": "/", "\u2215": "/"}
    folded = (*range(0x2160, 0x2180), *range(0x3380, 0x33E0), *range(0xF900, 0xFB07), *range(0x1D400, 0x1D800))
    table |= {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in folded}
    return {old: new for old, new in table.items() if old != new}


_CHARACTERS = _character_table()
_BASIC = "".join(re.escape(character) for character in _CHARACTERS if character < "\U00010000")
_FIRST = re.compile("[" + _BASIC + "\U0001d400-\U0001d7ff&$\\\\\u0300-\u036f·∙⋅•〈〉]")
_DECIMAL = re.compile(r"(?<=\d)[·∙⋅](?=\d)(?!10(?:\D|$))")
"""A raised dot between two digits is a decimal point (`0·65`), unless a power of ten follows (`5·10^9`)."""
_PER = re.compile(r"(?<=[A-Za-z0-9>^)])[·∙⋅•](?P<unit>kg|m|d|h|L)(?:<sup>|\^)?-[12](?:</sup>|\^)?")
_PER_BOTH = re.compile(r"/\((?P<size>kg|m(?:2|²|\^2\^|<sup>2</sup>))[·∙⋅•](?P<unit>d|h)\)")
_LONGEST_SIZE = 14
"""Units with negative powers and in brackets, as Chinese journals set doses (`mg·m-2·d-1`, `mg/(kg·d)`)."""
_ANGLE = re.compile(r"(?<=[PpHR值nN])[〈〉](?=\s?\d)|(?<=[PpHR值nN] )[〈〉](?=\s?\d)")
"""An angle bracket where a sign of comparison is meant (`P〈0.05`)."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_MATH = re.compile(r"\$([^$\n]{1,200})\$")
_IS_MATH = re.compile(r"\\[A-Za-z%,;]|[=^_<>≥≤±~]|^\s*[\d.,%\s\-+*/()×]+\s*$|^\s*[A-Za-z]\s*$")
_COMMAND = re.compile(r"\\(?:([A-Za-z]+) ?|([^\w\s]|_)|[,;!: ])")
_MATH_TOKEN = re.compile(r"\\([A-Za-z]+) ?|\\([%#&_{}$])|\\[,;:! ]|([\^_])\{([^{}]{1,40})\}|([\^_])(\S)|[{}]")
_COMBINING = re.compile(r"[\u0300-\u036f]{1,5}")
_UPRIGHT = {"^": "sup", "_": "sub"}


def fold(text: MappedText) -> MappedText:
    """Folds characters, entities and LaTeX; line breaks stay. One pass, linear in the text."""
    return text.edited(_fold_edits(text.text))


def _fold_edits(text: str) -> Iterator[Edit]:
    done = 0
    for found in _FIRST.finditer(text):
        start, character = found.start(), found.group()
        if start < done:
            continue
        if (plain := _CHARACTERS.get(character)) is not None:
            yield start, start + 1, plain
            done = start + 1
            continue
        for edit in _fold_special(text, start, character, done):
            yield edit
            done = edit[1]


def _fold_special(text: str, start: int, character: str, done: int) -> Iterator[Edit]:
    if character == "&":
        if found := _ENTITY.match(text, start):
            plain = html.unescape(found.group())
            if (plain != found.group() and plain.isprintable()) or plain == "\u00a0":
                yield start, found.end(), "".join(_CHARACTERS.get(c, c) for c in plain)
    elif character == "$":
        if (found := _MATH.match(text, start)) and _IS_MATH.search(found.group(1)):
            yield from _math_edits(text, found.start(), found.end())
    elif character == "\\":
        if found := _COMMAND.match(text, start):
            yield from _command_edit(found)
    elif character in "·∙⋅•":
        yield from _dot_edits(text, start, done)
    elif character in "〈〉":
        if _ANGLE.match(text, start):
            yield start, start + 1, "<" if character == "〈" else ">"
    elif start > done:
        yield from _composed(text, start)


def _dot_edits(text: str, start: int, done: int) -> Iterator[Edit]:
    """A raised dot as a decimal point, or the units that it multiplies as a quotient (`mg/m2/d`)."""
    opened = text.rfind("/", max(done, start - _LONGEST_SIZE), start)
    if text[start] != "•" and _DECIMAL.match(text, start):
        yield start, start + 1, "."
    elif found := _PER.match(text, start):
        yield start, found.end(), f"/{found['unit']}" + ("2" if found["unit"] == "m" else "")
    elif opened >= 0 and (both := _PER_BOTH.match(text, opened)):
        size = "kg" if both["size"] == "kg" else "m2"
        yield opened, both.end(), f"/{size}/{both['unit']}"


def _command_edit(found: re.Match[str]) -> Iterator[Edit]:
    """A LaTeX command outside of dollars, or a Markdown escape (`\\*` is an asterisk)."""
    name, escaped = found.group(1), found.group(2)
    if name and name in LATEX:
        yield found.start(), found.end(), LATEX[name]
    elif escaped and escaped != "\\":
        yield found.start(), found.start() + 1, ""


def _math_edits(text: str, start: int, end: int) -> Iterator[Edit]:
    """The edits that turn `$x^{2}$` into plain text; scripts become the tags that `tidy` knows."""
    yield start, start + 1, ""
    for found in _MATH_TOKEN.finditer(text, start + 1, end - 1):
        name, escaped = found.group(1), found.group(2)
        sign, inner = found.group(3) or found.group(5), found.group(4) or found.group(6)
        if sign and inner:
            plain = _MATH_TOKEN.sub(lambda m: LATEX.get(m.group(1) or "", m.group(2) or ""), inner)
            yield found.start(), found.end(), f"<{_UPRIGHT[sign]}>{plain}</{_UPRIGHT[sign]}>"
        else:
            yield found.start(), found.end(), escaped or LATEX.get(name or "", "")
    yield end - 1, end, ""


def _composed(text: str, start: int) -> Iterator[Edit]:
    """A letter and its combining accents, as one character where Unicode has one."""
    found = _COMBINING.match(text, start)
    if found and found.end() - start <= 4 and text[start - 1].isalpha():
        whole = unicodedata.normalize("NFC", text[start - 1 : found.end()])
        if len(whole) == 1:
            yield start - 1, found.end(), whole


_BESIDE_HAN = re.compile(
    f"[ \\t]+(?=-?[{HAN}。、《》])|(?<=[{HAN}。、《》])[ \\t]+|(?<=[{HAN}][-,;:])[ \\t]+|[ \\t]{{2,}}|\\t"
    r"|(?<=[A-Za-z0-9]-) (?=\d|[α-ω])|(?:(?<=[A-Za-z]-[α-ω])|(?<=[A-Za-z]- [α-ω])) (?=[A-Z](?![A-Za-z]))"
    r"|(?<=-\d) (?=[α-ω])|(?<=[α-ω]) (?=[)\]/,;]|-\w)|(?<=[(\[“]) | (?=[)\]”])"
    r"|(?<=[A-Z]\d) (?=[α-ω])|(?<=[A-Z]) (?=[α-ω](?![A-Za-z]))|^ +| +$"
    r"|(?=\d{1,3}(?:例|(?:\.\d+)?(?:%|个月)|\.\d))(?:(?<=[A-Z]{2})(?<!MR)|(?<=CR[chip]))"
)
"""Spaces that go, and the place of the one that is missing between capitals and a figure (`CR5例`, `PFS61.9个月`, `HR0.55`)."""


def despace(text: MappedText) -> MappedText:
    """Drops spaces beside Han characters and at both ends; runs of other spaces become one, `CR5例` and `ORR87%` get one."""
    return text.edited(_space_edits(text.text))


def _space_edits(text: str) -> Iterator[Edit]:
    for found in _BESIDE_HAN.finditer(text):
        start, end = found.span()
        between = start > 0 and end < len(text) and end - start + text[start:end].count("\t") > 1
        if start == end or (between and not _BESIDE_HAN.match(text[start - 1] + " " + text[end], 1)):
            yield start, end, " "
        else:
            yield start, end, ""


_HAN_RUN = re.compile(f"[{HAN}]")
_LATIN = re.compile(r"[A-Za-z]")


def han_count(text: str) -> int:
    return len(_HAN_RUN.findall(text))


def is_chinese(text: str, share: float = 0.1) -> bool:
    """Whether Han characters have a substantial share among the letters."""
    han = han_count(text)
    return han > 0 and han >= share * (han + len(_LATIN.findall(text)))


def language_of(text: str) -> Language:
    return "zh" if is_chinese(text) else "en"


def anchored(text: MappedText, raw: int) -> MappedText:
    """An empty text keeps a place in the source, so that separators beside it map well."""
    return text if text.text else MappedText("", (Piece(0, raw, raw, True),))
