"""Bytes to characters by strict decoding: what no encoding fits is refused, for mojibake would pass as text.

UTF-8 comes first. Broken UTF-8 is told from an older encoding by how much of it is valid UTF-8; GB18030 and Big5 are
told apart by the rows of their code tables that hold the frequent characters, which real text seldom leaves.

>>> decoded("慢性髓系白血病与伊马替尼的疗效。".encode("gb18030"), "a.txt").encoding
'gb18030'
>>> decoded("慢性骨髓性白血病與伊馬替尼的療效。".encode("big5"), "a.txt").encoding
'big5'
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.reading.errors import ReadingError

_SAVE = "save the file as UTF-8"
_UTF8_BOM = b"\xef\xbb\xbf"
_WIDE = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_PLAIN = re.compile(
    "[\t\n\r -~\u00b0-\u00b7\u0370-\u03ff\u2010-\u203b\u2460-\u2473\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]"
)
_TYPOGRAPHIC = re.compile(rb"[\x85\x91-\x97\x99\xa0\xa9\xae\xb0-\xb3\xb5\xb7\xb9\xd7\xc0-\xd6\xd8-\xf6\xf8-\xff]")
_SURE, _POSSIBLE, _MARGIN = 0.92, 0.75, 0.08
_FEW = 20
_SAMPLE = 400_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding that it was in, and a warning where that was a guess."""

    text: str
    encoding: str
    warning: str = ""


def decoded(data: bytes, name: str) -> Decoded:
    """Decodes a text file.

    Args:
        data: The bytes; a byte order mark of UTF-8 stays in the text as one character, that of UTF-16 does not.
        name: The file, for messages.

    Raises:
        ReadingError: No encoding fits; for broken UTF-8 and UTF-16 with the byte's position.
    """
    for mark, encoding in _WIDE:
        if data.startswith(mark):
            return Decoded(_strict(data, encoding, name), encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _unwide(data, name, error)
    if "\0" in text and (wide := _without_mark(data)):
        return wide
    return Decoded(text, "utf-8-sig" if data.startswith(_UTF8_BOM) else "utf-8")


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        place = f"byte {error.start}"
        raise ReadingError(name, place, f"is not valid {encoding.upper()}", _SAVE) from error


def _unwide(data: bytes, name: str, error: UnicodeDecodeError) -> Decoded:
    if _SURROGATE.match(data, error.start):
        raise ReadingError(name, f"byte {error.start}", "is a lone surrogate", "export the text again") from error
    refusal = ReadingError(name, f"byte {error.start}", "is not valid UTF-8", _SAVE)
    if data.startswith(_UTF8_BOM) or _is_broken_utf8(data):
        raise refusal from error
    if found := _without_mark(data) or _east_asian(data) or _western(data):
        return found
    raise refusal from error


def _is_broken_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is valid UTF-8."""
    sample = data[:_SAMPLE]
    high = len(_HIGH.findall(sample))
    valid = sum(len(found) for found in _UTF8_SEQUENCE.findall(sample))
    return high > 0 and valid * 2 > high


def _without_mark(data: bytes) -> Decoded | None:
    """UTF-16 without a byte order mark: one byte order gives plain text, the other does not."""
    if len(data) % 2:
        return None
    scores = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            sample = data.decode(encoding)[:_SAMPLE]
        except UnicodeDecodeError:
            continue
        scores[encoding] = len(_PLAIN.findall(sample)) / max(len(sample), 1) if _has_breaks(sample) else 0.0
    best = max(scores, key=lambda one: scores[one], default="")
    if not best or scores[best] < 0.95 or any(score > 0.6 for one, score in scores.items() if one != best):
        return None
    return Decoded(data.decode(best), best, f"the encoding was guessed: {best}, without a byte order mark")


def _has_breaks(sample: str) -> bool:
    return any(sign in sample for sign in "\n 。，")


def _east_asian(data: bytes) -> Decoded | None:
    """GB18030 or Big5, whichever keeps to its frequent characters; a narrow lead is said."""
    fits: dict[str, float] = {}
    for encoding, is_frequent in (("gb18030", _gb_frequent), ("big5", _big5_frequent)):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        fits[encoding] = _frequent_share(data[:_SAMPLE], is_frequent)
    best = max(fits, key=lambda one: fits[one], default="")
    if not best or fits[best] < _POSSIBLE:
        return None
    margin = fits[best] - max((share for one, share in fits.items() if one != best), default=0.0)
    few = len(_HIGH.findall(data[:_SAMPLE])) < 2 * _FEW
    doubt = f"the encoding was guessed: {best} (confidence {fits[best]:.2f}, lead {margin:.2f})"
    return Decoded(data.decode(best), best, doubt if few or fits[best] < _SURE or margin < _MARGIN else "")


def _frequent_share(data: bytes, is_frequent: Callable[[int, int], bool]) -> float:
    """Share of the two-byte characters whose rows hold frequent ones; four-byte characters count as rare."""
    total = frequent = at = 0
    while at < len(data) - 1:
        if data[at] < 0x80:
            at += 1
            continue
        total += 1
        frequent += is_frequent(data[at], data[at + 1])
        at += 2
    return frequent / total if total else 0.0


def _gb_frequent(lead: int, trail: int) -> bool:
    """Signs, full-width forms, Greek, and the first level of GB 2312."""
    return trail >= 0xA1 and (lead in (0xA1, 0xA2, 0xA3, 0xA6) or 0xB0 <= lead <= 0xD7)


def _big5_frequent(lead: int, trail: int) -> bool:
    """Signs, and the first level of Big5."""
    return 0xA1 <= lead <= 0xC6


def _western(data: bytes) -> Decoded | None:
    """English text with a few typographic signs or accents in Windows-1252."""
    high = _HIGH.findall(data)
    if len(high) > 0.02 * len(data) or not all(_TYPOGRAPHIC.match(one) for one in high):
        return None
    return Decoded(data.decode("cp1252"), "cp1252", "the encoding was guessed: cp1252 (Windows, Western European)")
