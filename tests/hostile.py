"""Hostile inputs, all made by code: the rows of the list that `test_hostile_inputs` holds, each with what it must get.

A row is one or more files and an expectation: refused with a reason, or accepted (with a name that must be found in it).
"""

from __future__ import annotations

import io
import os
import struct
import threading
import time
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

MARKER = "JUNIPER-4711-SECRET"
CLAIM = "维奈克拉是一种BCL-2抑制剂。"
TEXT = f"# 甲类白血病的治疗\n\n## 1 机制\n\n{CLAIM}TP53突变患者对维奈克拉耐药。\n"
SIMPLIFIED = TEXT + "部分患者因激酶区突变而耐药，普纳替尼可用于此类患者，使多数患者获得长期生存。\n"
TRADITIONAL = (
    "# 慢性骨髓性白血病的治療\n\n1 前言\n\n伊馬替尼是第一個酪胺酸激酵素抑制劑，可抑制BCR::ABL1的活性，使多數病人獲得長期存活。"
    "部分病人因激酵素區突變而產生抗藥性，T315I突變對第一代和第二代藥物均有抗藥性。\n"
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FONT = "STSong-Light"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list.

    Attributes:
        number: Its number.
        title: What it is about.
        files: Content by file name; None for what `place` makes itself.
        refused: Pattern of the reason for which every file is refused; "" where the files are accepted.
        accepted: Whether files are accepted; with `refused` too, either will do.
        finds: Canonical name of a mention that an accepted file must have.
        warns: What a warning of an accepted file must say.
        seconds: How long one file may take at most, 0 for as long as it likes.
    """

    number: int
    title: str
    files: Mapping[str, bytes | None] = field(repr=False)
    refused: str = ""
    accepted: bool = False
    finds: str = ""
    warns: str = ""
    seconds: float = 0


def article(body: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>\n') -> bytes:
    return f'{head}<article xml:lang="zh"><body><p>{body}</p></body></article>'.encode()


def zipped(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def docx(text: str, more: Mapping[str, bytes] | None = None, inside: str = "") -> bytes:
    body = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r>{inside}</w:p></w:body></w:document>'
    return zipped({"word/document.xml": body.encode(), **(more or {})})


def pdf(text: str = CLAIM, **options: object) -> bytes:
    """Twenty lines of a text."""
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, **options)
    canvas.setFont(_FONT, 10)
    for line in range(20):
        canvas.drawString(60, 800 - 16 * line, text)
    canvas.save()
    return buffer.getvalue()


def scanned() -> bytes:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
    canvas.save()
    return buffer.getvalue()


def by_hand(content: bytes, tree: bytes = b"<</Type/Pages/Count 1/Kids[3 0 R]>>", resources: bytes = b"") -> bytes:
    """A PDF of one page, written object by object."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate((b"<</Type/Catalog/Pages 2 0 R>>", tree, page, content), 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(data)
    return data + b"xref\n0 5\n0000000000 65535 f \n" + table + trailer


def stream(data: bytes, filters: bytes) -> bytes:
    return b"<</Filter[%s]/Length %d>>stream\n" % (filters, len(data)) + data + b"\nendstream"


def _deflated(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def _spaces(megabytes: int) -> bytes:
    """Deflated spaces: one deflated megabyte again and again, for nothing before a full flush is referred to."""
    block, checksum = b" " * (1 << 20), 1
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(megabytes):
        checksum = zlib.adler32(block, checksum)
    return b"\x78\xda" + once * megabytes + packer.flush() + struct.pack(">I", checksum)


def _lying() -> bytes:
    data = bytearray(docx(CLAIM * 500))
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


def _overlapping() -> bytes:
    data = bytearray(docx(CLAIM, {"word/styles.xml": b"<a/>"}))
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(data)


def _doctype(inside: str, body: str) -> bytes:
    return article(body, f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE article {inside}>\n')


_LAUGHS = '<!ENTITY e0 "lol">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
_RELATION = '<Relationships><Relationship Id="rId9" Target="http://127.0.0.1:{port}/x.dotm" TargetMode="External"/>'
_REPEATED = ("(", "[1],", "a-", "1.", "肺", " ", "A1", "1,2-", "75% ", "（", "p.T315I", "<sup>", "**", "|", "“")


def _evil(repeated: str) -> bytes:
    return (TEXT + repeated * (3000 // len(repeated)) + "\n").encode()


def rows(port: int, secret: Path) -> tuple[Row, ...]:
    """All rows.

    Args:
        port: Loopback port at which somebody listens.
        secret: A file that holds `MARKER`.
    """
    external = f"http://127.0.0.1:{port}"
    opened = f'[<!ENTITY x SYSTEM "file://{secret}"><!ENTITY y SYSTEM "file:///etc/hostname">]'
    image = '<w:r><w:drawing><w:inline r:link="rId9" xmlns:r="r"/></w:drawing></w:r>'
    relation = _RELATION.format(port=port).encode() + b"</Relationships>"
    cmap = f"/Font<</F1<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/..#2F..#2F..{str(secret).replace('/', '#2F')}"
    gbk_middle = "甲药".encode() + "乙药".encode("gbk") + "丙药抑制丁靶点".encode()
    return (
        Row(1, "no bytes", {"01.txt": b"", "01.xml": b"", "01.docx": b"", "01.pdf": b""}, "is empty"),
        Row(2, "nothing but marks and spaces", {"02.txt": "\ufeff \u200b\u00a0\n".encode()}, "holds no text"),
        Row(3, "UTF-8 with a mark", {"03.txt": b"\xef\xbb\xbf" + TEXT.encode()}, "", True, "venetoclax"),
        Row(4, "UTF-16 with a mark", {"04.txt": TEXT.encode("utf-16")}, "", True, "venetoclax"),
        Row(5, "UTF-16 without", {"05.txt": SIMPLIFIED.encode("utf-16-le")}, "UTF-8|NUL", True, "venetoclax", "guessed"),
        Row(6, "GB18030", {"06.txt": SIMPLIFIED.encode("gb18030")}, "", True, "venetoclax"),
        Row(7, "Big5", {"07.txt": TRADITIONAL.encode("big5")}, "UTF-8", True, "imatinib"),
        Row(8, "UTF-8 with GBK inside", {"08.txt": gbk_middle}, r"UTF-8 \(byte 6\)"),
        Row(9, "a cut character at the end", {"09.txt": "甲药".encode()[:-1]}, r"UTF-8 \(byte 3\)"),
        Row(10, "XML declares GBK, is UTF-8", {"10.xml": article(CLAIM * 9, '<?xml version="1.0" encoding="GBK"?>')}, "declares gbk but is in UTF-8"),
        Row(11, "NUL", {"11.txt": "甲药\0抑制BCL-2".encode()}, r"is NUL \(character 2\)"),
        Row(12, "a lone surrogate", {
            "12.txt": "甲药抑制\ud800BCL-2".encode("utf-8", "surrogatepass"),
            "12w.txt": b"\xff\xfe" + "甲药抑制\ud800BCL-2".encode("utf-16-le", "surrogatepass"),
            "12.xml": article("甲药&#xD800;抑制"),
        }, "lone surrogate|UTF-16|not well-formed"),
        Row(13, "turned writing in a name", {"13.txt": TEXT.replace("维奈克拉是", "维奈\u202e克拉是").encode()}, "", True, "venetoclax", "direction"),
        Row(14, "zero width in a name", {"14.txt": "# 肺癌\n\n吉非\u200b替尼抑制EGFR。\n".encode()}, "", True, "gefitinib"),
        Row(15, "full width", {"15.txt": "# 肺癌\n\n维奈克拉400㎎抑制ＥＧＦＲ，\uf900见。\n".encode()}, "", True, "EGFR"),
        Row(16, "one character for eighteen", {"16.txt": f"# 肺癌\n\n\ufdfa{CLAIM}\n".encode()}, "", True, "venetoclax"),
        Row(17, "NFD and astral", {"17.txt": unicodedata.normalize("NFD", f"# é肺癌\n\n\U00020000é{CLAIM}\n").encode()}, "", True, "venetoclax"),
        Row(18, "combining marks", {"18.txt": (TEXT + "e" + "\u0301" * 100_000 + "\n").encode()}, "marks", True, "", "", 30),
        Row(19, "one line of 50 MB", {"19.txt": b"a" * (50 << 20)}, "bytes, more than"),
        Row(20, "opening brackets", {"20.txt": (TEXT + "(" * 20_000).encode()}, "", True, "venetoclax", "", 5),
        Row(21, "a million 肺", {"21.txt": (TEXT + "肺" * 1_000_000).encode()}, "", True, "venetoclax", "", 30),
        Row(22, "a million letters", {"22.txt": (TEXT + "a" * 1_000_000).encode()}, "", True, "venetoclax", "", 30),
        Row(23, "long runs", {f"23-{n:02}.txt": _evil(one) for n, one in enumerate(_REPEATED)}, "", True, "venetoclax", "", 1),
        Row(24, "other ends of lines", {"24a.txt": TEXT.replace("\n", "\r").encode(), "24b.txt": TEXT.replace("\n", "\u2028").encode()}, "", True, "venetoclax"),
        Row(25, "external entities", {"25.xml": _doctype(opened, "甲药&x;&y;抑制")}, "external entity"),
        Row(26, "a DTD of elsewhere", {"26.xml": _doctype(f'SYSTEM "{external}/a.dtd"', CLAIM)}, "external", True, "venetoclax"),
        Row(27, "laughs", {"27a.xml": _doctype(f"[{_LAUGHS}]", "&e9;"), "27b.xml": _doctype(f'[<!ENTITY q "{"a" * 50_000}">]', "&q;" * 50_000)}, "entity expansion"),
        Row(28, "deep", {"28.xml": b"<article>" + b"<p>" * 100_000 + b"</p>" * 100_000 + b"</article>"}, "deep"),
        Row(29, "ordinary JATS", {"29.xml": _doctype('PUBLIC "-//NLM//DTD JATS v1.2//EN" "JATS.dtd"', f"IFN-&alpha;，{CLAIM}")}, "", True, "venetoclax"),
        Row(30, "another kind of file", {"30.xml": f"<!DOCTYPE html><html><p>{CLAIM}</p></html>".encode(), "30.txt": pdf(f"{CLAIM}another")}, "ending|HTML"),
        Row(31, "a cut PDF", {"31.pdf": pdf()[:700]}, "damaged|no text|without pages"),
        Row(32, "an encrypted PDF", {"32.pdf": pdf(encrypt="secret")}, "password"),
        Row(33, "bombs in PDF", {
            "33a.pdf": by_hand(stream(_deflated(_spaces(2048), 2), b"/FlateDecode/FlateDecode/FlateDecode")),
            "33b.pdf": by_hand(stream(_deflated(b"\x81 " * (8 << 20)), b"/FlateDecode/RunLengthDecode")),
        }, "limit|no text"),
        Row(34, "a page tree in a loop", {"34.pdf": by_hand(b"<</Length 0>>stream\n\nendstream", b"<</Type/Pages/Count 1/Kids[2 0 R]>>")}, "no text|without pages|damaged", False, "", "", 30),
        Row(35, "a scan", {"35.pdf": scanned()}, "OCR"),
        Row(36, "an evil CMap", {"36.pdf": by_hand(stream(b"BT /F1 12 Tf 60 700 Td (abc) Tj ET", b""), resources=cmap.encode() + b"/DescendantFonts[]>>>>")}, "text|garbled|damaged", True),
        Row(37, "a bomb in DOCX", {"37.docx": zipped({"word/document.xml": b"<a>" + b" " * (337 << 20) + b"</a>"})}, "expanded size"),
        Row(38, "lies in DOCX", {"38a.docx": docx(CLAIM, {"../../hostile-escaped": b"x"}), "38b.docx": _overlapping(), "38c.docx": _lying()}, "archive"),
        Row(39, "DOCX that points elsewhere", {"39.docx": docx(CLAIM, {"word/_rels/document.xml.rels": relation, "word/_rels/settings.xml.rels": relation}, image)}, "", True, "venetoclax"),
        Row(40, "active text", {"40.txt": "# 肺癌\n\n=cmd()维奈克拉<script>alert(4711)</script>抑制BCL-2\x1b[2J\x1b]0;4711\x07。\n\n=cmd|'/c calc'!A0\n".encode()}, "", True, "venetoclax"),
        Row(41, "names", {"41-a\nb.txt": TEXT.replace("甲", "乙").encode(), "-rf.txt": TEXT.replace("甲", "丙").encode(), "41-\u202etxt.md": TEXT.replace("甲", "丁").encode(), os.fsdecode(b"41-\xff.txt"): TEXT.replace("甲", "戊").encode()}, "", True, "venetoclax"),
        Row(42, "no regular files", {"42-link.txt": None, "42-pipe.txt": None, "42-folder.txt": None, "42-null.txt": None}, "not a regular file"),
        Row(43, "the same twice", {"43-a.txt": TEXT.replace("甲", "己").encode(), "43-A.txt": TEXT.replace("甲", "己").encode()}, "", True),
        Row(44, "what does not hold still", {"44-grows.txt": b"a" * (1 << 16), "z44-vanishes.txt": TEXT.replace("甲", "庚").encode(), "44-closed.txt": TEXT.replace("甲", "辛").encode()}, "changed while|No such file|permission denied"),
    )  # fmt: skip


def place(folder: Path, all_rows: tuple[Row, ...], outside: Path) -> None:
    """Writes the files of all rows into a folder; links lead to a file outside of it."""
    folder.mkdir()
    for row in all_rows:
        for name, data in row.files.items():
            if data is not None:
                (folder / name).write_bytes(data)
    (folder / "42-link.txt").symlink_to(outside)
    os.mkfifo(folder / "42-pipe.txt")
    (folder / "42-folder.txt").mkdir()
    try:
        os.mknod(folder / "42-null.txt", 0o20666, os.makedev(1, 3))
    except PermissionError:  # only the superuser makes devices
        (folder / "42-null.txt").symlink_to("/dev/null")
    (folder / "44-closed.txt").chmod(0)


class Restless:
    """Lets one file grow all the time, and takes another away as soon as something happens."""

    def __init__(self, grows: Path, vanishes: Path, when: Callable[[], bool]) -> None:
        self._grows, self._vanishes, self._when = grows, vanishes, when
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def _work(self) -> None:
        with self._grows.open("ab", buffering=0) as handle:
            while not self._ended.is_set():
                handle.write(b"a")
                if self._when():
                    self._vanishes.unlink(missing_ok=True)
                time.sleep(0.001)

    def __enter__(self) -> Restless:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()


def good(folder: Path) -> list[str]:
    """Ten papers of several formats; their names."""
    folder.mkdir()
    texts = [TEXT.replace("甲", number) for number in "子丑寅卯辰巳午未申酉"]
    made = {f"good{n}.{'md' if n % 2 else 'txt'}": text.encode() for n, text in enumerate(texts[:6])}
    made["good6.xml"] = article(f"{CLAIM}TP53突变患者对维奈克拉耐药。")
    made["good7.html"] = f"<html><body><article><p>{CLAIM}ORR为75%。</p></article></body></html>".encode()
    made["good8.docx"] = docx(f"{CLAIM}伊马替尼抑制ABL1。")
    made["good9.pdf"] = pdf(CLAIM)
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return list(made)
