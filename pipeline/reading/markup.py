"""XML that strangers wrote: parsed without entities, network or DTD, and refused where it asks for them.

>>> root = parsed(b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "a.dtd"><a>IFN-&alpha;</a>', "a.xml")
>>> root.text
'IFN-α'
"""

from __future__ import annotations

import codecs
import html
import re

from lxml import etree

from pipeline.reading.encodings import decoded
from pipeline.reading.errors import ReadingError

_DECLARATION = re.compile(rb"""\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_PROLOG = re.compile(r"<\?xml\b[^>]{0,300}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,1000}\[", re.I)
_ENTITY = re.compile(r"<!ENTITY\b[^>]{0,2000}", re.I)
_EXTERNAL = re.compile(r"\b(?:SYSTEM|PUBLIC)\b")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_KEPT = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "utf8": "utf-8"}
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)?(?:<!DOCTYPE\s+html\b|<html\b)", re.I | re.S
)
_MEND = "export the document again"
_LONGEST_TOLD = 120


def parsed(data: bytes, name: str) -> etree._Element:
    """Parses XML bytes.

    Raises:
        ReadingError: Not well-formed, of a wrong declared encoding, with entity declarations, too deep, or HTML.
    """
    return parse_text(text_of(data, name)[0], name)


def text_of(data: bytes, name: str) -> tuple[str, str]:
    """The characters of an XML or HTML file, and their encoding: as declared, if the bytes agree.

    Raises:
        ReadingError: The bytes are not in the declared encoding, or in none.
    """
    found = _DECLARATION.match(data.removeprefix(codecs.BOM_UTF8))
    declared = found.group(1).decode("ascii").lower() if found else ""
    return _decoded_as(data, name, declared)


def _decoded_as(data: bytes, name: str, declared: str) -> tuple[str, str]:
    encoding = _ALIASES.get(declared, declared)
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not encoding or is_wide or encoding in ("utf-8", "utf-16"):
        one = decoded(data, name)
        if encoding == "utf-8" and one.encoding not in ("utf-8", "utf-8-sig"):
            raise ReadingError(name, "", f"declares UTF-8 but is in {one.encoding}", "correct the declaration")
        return one.text.removeprefix("\ufeff"), one.encoding
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise ReadingError(name, "", f"declares the unknown encoding {declared!r}", "save it as UTF-8") from error
    if not data.isascii() and _is_utf8(data):
        raise ReadingError(name, "", f"declares {declared} but is in UTF-8", "correct the declaration")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        told = f"is not in {declared}, which it declares"
        raise ReadingError(name, f"byte {error.start}", told, "correct the declaration") from error
    return text, encoding


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def is_html(text: str) -> bool:
    """Whether a text is an HTML page."""
    return _HTML.match(text) is not None


def parse_text(text: str, name: str) -> etree._Element:
    """Parses XML characters; arguments and errors as `parsed`."""
    if at := text.find("\0") + 1:
        raise ReadingError(name, f"character {at - 1}", "is NUL", _MEND)
    _refuse_entities(text, name)
    text = _NAMED.sub(_character, _PROLOG.sub("", text, count=1))
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(text.encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, name) from error


def _syntax_error(error: etree.XMLSyntaxError, name: str) -> ReadingError:
    told, place = str(error.msg or "is not XML")[:_LONGEST_TOLD], f"line {error.lineno or 1}"
    if "depth" in told.lower():
        return ReadingError(name, place, "nests its elements too deep", _MEND)
    return ReadingError(name, place, f"is not well-formed XML ({told.split(', line')[0]})", _MEND)


def _refuse_entities(text: str, name: str) -> None:
    """A paper needs no entities of its own; files and expansions come in by them."""
    start = _DOCTYPE.search(text, 0, 20_000)
    found = _ENTITY.search(text, start.end()) if start else None
    if found:
        place = f"line {text.count(chr(10), 0, found.start()) + 1}"
        kind = "an external entity" if _EXTERNAL.search(found.group()) else "an entity expansion"
        raise ReadingError(name, place, f"declares {kind}", "remove the declaration of entities")


def _character(found: re.Match[str]) -> str:
    """A named character of HTML and MathML as itself; unknown names stand as they are written, without effect."""
    name = found.group(1)
    if name in _KEPT:
        return found.group()
    plain = html.unescape(found.group())
    if plain == found.group():
        return f"&amp;{name};"
    return html.escape(plain, quote=False)
