"""The words and rules of a PDF's pages with their places, read by PDFium in a process of its own under limits.

A PDF from a stranger can ask for gigabytes or never end; whatever happens here, the reader's process lives on. The file
runs as a script and imports nothing of the package: bytes come by the standard input, JSON leaves by the output.

>>> "".join(kept("维奈克拉\\u0002\\ufffe"))
'维奈克拉-'
"""

from __future__ import annotations

import ctypes
import json
import math
import re
import resource
import sys
from collections.abc import Iterable, Iterator
from typing import Any

MAX_MEMORY = 1024 * 1024 * 1024
MAX_SECONDS = 60
MAX_PAGES = 800
MAX_CHARACTERS = 4_000_000
_MAX_SEGMENTS = 20_000
_BOLD = re.compile(r"bold|black|heavy|demi|hei|黑", re.I)
_HAN = re.compile("[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003134f]")

Word = list[Any]


def kept(text: str) -> Iterator[str]:
    """Characters as text; PDFium's sign for a hyphen at a line's end is a hyphen."""
    for character in text:
        if character == "\u0002":
            yield "-"
        elif character not in "\ufffe\uffff":
            yield character


def main() -> int:
    """Reads a PDF from the standard input and prints its pages."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS + 5))
    print(json.dumps(told(sys.stdin.buffer.read())))
    return 0


def told(data: bytes) -> dict[str, Any]:
    """What PDFium says of a file: its `pages`, or an `error` with PDFium's `code`."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"error": str(error), "code": pdfium.FPDF_GetLastError()}
    try:
        return {"pages": list(_pages(document, pdfium))}
    except (pypdfium2.PdfiumError, MemoryError) as error:
        return {"error": str(error) or type(error).__name__, "code": 0}


def _pages(document: Any, pdfium: Any) -> Iterator[dict[str, Any]]:
    count, characters = len(document), 0
    if count > MAX_PAGES:
        raise MemoryError(f"has {count} pages, more than {MAX_PAGES}")
    for index in range(count):
        page = document[index]
        textpage = page.get_textpage()
        total = textpage.count_chars()
        characters += total
        if characters > MAX_CHARACTERS:
            raise MemoryError(f"has more than {MAX_CHARACTERS} characters")
        words = list(_words(textpage.raw, total, pdfium))
        images = any(True for _ in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=2))
        width, height = page.get_size()
        rules = list(_rules(page, pdfium))
        yield {"width": width, "height": height, "words": words, "rules": rules, "images": images}
        textpage.close()
        page.close()


def _words(text: Any, total: int, pdfium: Any) -> Iterator[Word]:
    """Words as [text, x0, x1, baseline, size, is bold, a space stands before it, angle]."""
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    word: Word = []
    spaced = True
    for index in range(total):
        character = chr(pdfium.FPDFText_GetUnicode(text, index) or 0xFFFD)
        if character.isspace() or (pdfium.FPDFText_IsGenerated(text, index) == 1 and character != "\u0002"):
            spaced = True
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        pdfium.FPDFText_GetMatrix(text, index, matrix)
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
        size = pdfium.FPDFText_GetFontSize(text, index) * (math.hypot(matrix.c, matrix.d) or 1.0)
        glyph = "".join(kept(character))
        if not glyph:
            continue
        if word and not spaced and _goes_on(word, glyph, box.left, y.value, size, angle):
            word[0] += glyph
            word[2] = max(word[2], box.right)
            continue
        if word:
            yield _rounded(word)
        bold = _is_bold(text, index, pdfium)
        word = [glyph, box.left, box.right, y.value, size, bold, spaced, angle, x.value]
        spaced = False
    if word:
        yield _rounded(word)


def _rounded(word: Word) -> Word:
    return [word[0], *(round(value, 2) for value in word[1:5]), word[5], word[6], word[7]]


def _goes_on(word: Word, glyph: str, left: float, base: float, size: float, angle: int) -> bool:
    """Whether a glyph stands right after the word, on its line and in its size."""
    gap = left - word[2]
    limit = 0.3 if _HAN.match(glyph) and _HAN.match(word[0][-1]) else 0.16
    near = -0.6 * size < gap < limit * size
    alike = abs(base - word[3]) < 0.1 * size and abs(size - word[4]) < 0.12 * size
    return bool(near and alike and angle == word[7])


def _is_bold(text: Any, index: int, pdfium: Any) -> bool:
    if pdfium.FPDFText_GetFontWeight(text, index) >= 600:
        return True
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text, index, None, 0, flags)
    if not 0 < length < 200:
        return False
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFText_GetFontInfo(text, index, buffer, length, flags)
    return _BOLD.search(buffer.value.decode("utf-8", "replace")) is not None


def _rules(page: Any, pdfium: Any) -> Iterator[list[float]]:
    """Straight lines along the axes, as [x0, y0, x1, y1]."""
    left = _MAX_SEGMENTS
    for one in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=1):
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(one.raw, matrix)
        count = pdfium.FPDFPath_CountSegments(one.raw)
        left -= count
        if left < 0:
            return
        points = _points(one.raw, count, matrix, pdfium)
        for (x0, y0), (x1, y1) in _edges(points):
            if abs(x1 - x0) < 1 < 4 < abs(y1 - y0) or abs(y1 - y0) < 1 < 4 < abs(x1 - x0):
                yield [round(value, 1) for value in (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))]


Point = tuple[float, float]


def _points(path: Any, count: int, matrix: Any, pdfium: Any) -> Iterator[tuple[int, Point, bool]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        yield kind, point, bool(pdfium.FPDFPathSegment_GetClose(segment))


def _edges(points: Iterable[tuple[int, Point, bool]]) -> Iterator[tuple[Point, Point]]:
    """Straight edges of a path: 0 is a line, 1 a curve, 2 a move."""
    start = last = (0.0, 0.0)
    for kind, point, closes in points:
        if kind == 2:
            start = point
        elif kind == 0:
            yield last, point
        if closes:
            yield point, start
        last = point


if __name__ == "__main__":
    sys.exit(main())
