"""Lines of a TXT or Markdown file, each recognised for what it is on the page.

Converters deliver headings without marks, running titles in the middle of sentences and captions between two halves of
a word. What a line is follows from its form, its neighbours and the labels that journals print; no line is joined here.

>>> text = MappedText.of("## 2.1 耐药机制\\n\\n白血病细胞上调\\n\\n图1 凋亡通路示意图\\n\\nMCL-1的表达。")
>>> [(block.kind, block.plain, block.depth) for block in read_blocks(text)]
[('heading', '耐药机制', 2), ('paragraph', '白血病细胞上调', 0), ('caption', '图1 凋亡通路示意图', 0), \
('paragraph', 'MCL-1的表达。', 0)]
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from pipeline.offsets import MappedText
from pipeline.reading import labels, tables
from pipeline.reading.blocks import Block
from pipeline.reading.numbering import HeadingNumber, Outline, heading_number
from pipeline.reading.repair import anchored, han_count

OUT_OF_SCOPE = frozenset({
    "keywords", "citation", "doi", "classification", "funding", "biography", "correspondence", "dates", "licence",
    "editor", "conflict", "acknowledgement", "contribution", "statement", "kind",
})  # fmt: skip

_LICENCE = re.compile(
    r"\bopen[- ]access article\b|\bCreative Commons\b|\blicen[cs]ed under\b|\b[Aa]ll rights reserved\b"
    r"|[Cc]opyright\s?(?:©|\(c\))"
    r"|^\W{0,4}©|知识共享|版权所有|开放获取文章|扫码|微信公众号",
    re.I,
)
_LINE = re.compile("[^\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]+")
_MARKS = re.compile(r"[ \t]*(?:(#{1,6})[ \t]*)?(?:(?:\*\*|__)[ \t]*)?")
_RULED = re.compile(r"[ \t]*(?:[-*_=~·.—][ \t]*){3,}$|[ \t]*```")
_IMAGE = re.compile(
    r"(?:[ \t]*(?:!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)|<img\b[^<>\n]{0,500}>"
    r"|</?(?:div|p|center|br|figure|details|summary)\b[^<>\n]{0,200}>))+[ \t]*$",
    re.I,
)
_PAGE_NUMBER = re.compile(
    r"[-—–·•|\[(\s]*(?:第\s*)?(?:\d{1,5}|[ivxl]{1,6})\s*页?(?:\s*(?:[/／|,，]\s*共?|of|共)\s*\d{1,5}\s*页?)?[-—–·•|\])\s]*$"
    r"|(?:page|p\.?)\s*\d{1,5}(?:\s*(?:of|/)\s*\d{1,5})?\s*$",
    re.I,
)
_FOOTER = re.compile(
    r"(?:DOI\s*:?\s*)?(?:https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/\S{1,80}(?:\s+\d{1,6})?(?:\s+\S[^。]{0,40})?$"
    r"|.{0,60}\bISSN\b.{0,60}$|.{0,40}(?:第\s*\d+\s*卷|Vol\.?\s*\d+).{0,40}(?:期|No\.?\s*\d|\d{4}).{0,40}$"
    r"|(?:<?https?://|www\.)\S+>?\s*$|.{0,40}\d{4}\s*年\s*(?:\d+\s*月)?\s*第\s*\d+\s*(?:卷|期).{0,40}$",
    re.I,
)
_CAPTION = re.compile(
    r"[*_<\s]*(?P<name>附?[图表]|(?:supplementary\s+|extended data\s+)?(?:table|figure|fig|scheme))"
    r"(?P<stop>\s?\.)?\s{0,3}(?P<number>S?\d{1,3}(?:[.-]\d{1,2})?[a-zA-Z]?|[IVX]{1,4}|[一二三四五六七八九十]{1,2})(?![\w%])"
    r"(?P<after>[\s.:|、*_]*)(?P<rest>.*)",
    re.I,
)
_CAPTION_HAN = re.compile(
    r"[*_\s]*(?P<name>附?[图表])\s{0,3}(?P<number>\d{1,3}(?:[.-]\d{1,2})?[a-z]?)(?P<after>)(?P<rest>[\u4e00-\u9fff].*)"
)
_AFFILIATION = re.compile(
    r"\s*(?:<sup>[^<]{1,12}</sup>|[¹²³⁴⁵⁶⁷⁸⁹]+|[a-d\d][.,]?\s?(?=[\u4e00-\u9fffA-Z]))[^。]{0,160}"
    r"(?:大学|医院|学院|研究所|研究院|中心|科室|Department|University|Hospital|College|Institute|School|Center)[^。]{0,160}$"
)
_CLOSES = re.compile(r"[。!?…;:.](?:[\"'”’)\]》」*_\s]|<[^<>]{1,12}>|\[[\d,\s~-]{1,20}\]|\^[^\s^]{1,16}\^)*$")
_CONTINUED = re.compile(r"[(*_\s]{0,4}(?:续|cont(?:inued|\.|\))|continued)", re.I)
_PLACE = re.compile(r"大学|医院|学院|研究[所院]|University|Hospital|Department of|Institute|School of|College")
_BULLET = re.compile(r"\s*(?:[-*+•·●■◆▪○]\s+|[(]?\d{1,2}[)]|[a-hA-H][)]|[①-⑳])")
_ENTRY_ONE = re.compile(r"\s*(?:[-*]\s+)?\[1\]\s*\S")
_ENTRY = re.compile(r"\s*(?:[-*]\s+)?(?:\[\d{1,3}\]|[(]?\d{1,3}[.)、]|\d{1,3}\s+[A-Z\u4e00-\u9fff])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TABLE_END = re.compile(r"</table", re.I)
_MAX_TABLE, _MAX_COLUMNS = 100_000, 200
_MAX_TITLE_HAN, _MAX_TITLE_LATIN, _MAX_MARKED = 45, 130, 220


def _label_pattern() -> re.Pattern[str]:
    """A label of a journal's layout at the beginning of a line, with the marks around it."""
    rows = [row for row in labels.ROWS if row["role"] not in ("section", "structured", "references")]
    return re.compile(
        r"[ \t]*(?:#{1,6}[ \t]*)?(?P<before>(?:<sup>[^<]{0,12}</sup>|<(?!http)/?[a-z][^<>]{0,40}>"
        r"|[*_\[(†‡△▲※·•■◆▪●◇□ \t#]){0,12})"
        rf"(?P<label>{labels.pattern(row['form'] for row in rows)})(?P<plural>\s?\([^()]{{1,20}}\))?"
        r"(?P<after>[\])*_ \t]*[:.。]?[*_ \t]*)",
        re.I,
    )


_LABEL = _label_pattern()
_BARE = frozenset(labels.key(row["form"]) for row in labels.ROWS if row["bare"] == "yes")
_STOPPED = frozenset({"abstract", "keywords", "note", "continued", "correspondence", "doi"})


_RUNS_ON = re.compile(
    r"[^。]{15,}。|[A-Za-z][^.]{40,}[A-Za-z\d%)]\.(?:\s+[A-Z]|\s*$)|^\s*(?:an?|[Ww]e) [^.]{15,}[A-Za-z\d%)]\.(?:\s|$)"
)
"""Sentences behind the name of a kind of paper, which opens a comment then, and heads no line of its own (`述评:…。`)."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label, its role, and where the text after it begins."""

    role: str
    written: str
    end: int


def label_of(line: str) -> Label | None:
    """The label that a line begins with: followed by a colon, in brackets or bold, or alone on its line."""
    found = _LABEL.match(line)
    if not found:
        return None
    name, after = labels.key(found.group("label")), found.group("after")
    role = next(
        (role for role in sorted(labels.roles(name)) if role not in ("section", "structured", "references")), ""
    )
    rest = line[found.end() :]
    bracketed = "[" in found.group("before") and "]" in after
    marked = bracketed or "**" in after or ":" in after or (role in _STOPPED and after.strip() in (".", "。"))
    alone = not rest.strip(" *_)]>")
    bare = (
        name in _BARE
        and after.endswith((" ", "\t"))
        and (rest[:1].isupper() or rest[:1] > "\u2e80" or rest[:1].isdigit())
    )
    inside = role == "continued" and (alone or _CAPTION.match(rest) or rest[:2].strip().isdigit())
    if role == "kind" and _RUNS_ON.search(rest):
        return None
    if marked or alone or bare or inside:
        return Label(role, found.group("label"), found.end())
    return None


@dataclass(slots=True)
class _Reader:
    """Walks over the lines once; `outline` and `place` are what earlier lines say about later ones."""

    text: MappedText
    lines: list[tuple[int, int]]
    repeated: frozenset[str]
    outline: Outline = field(default_factory=Outline)
    place: str = "front"
    complete: bool = True
    unclosed: bool = False
    blocks: list[Block] = field(default_factory=list)

    def line(self, index: int) -> str:
        start, end = self.lines[index]
        return self.text.text[start:end]

    def gap(self, index: int) -> bool:
        """Whether a blank line stands before this one (or it is the first)."""
        if index <= 0 or index >= len(self.lines):
            return True
        return len(_NEWLINE.findall(self.text.text, self.lines[index - 1][1], self.lines[index][0])) > 1

    def cut(self, index: int, start: int = 0, end: int | None = None) -> MappedText:
        first, last = self.lines[index]
        return self.text[first + start : last if end is None else first + end]

    def add(self, block: Block, index: int) -> None:
        self.blocks.append(replace(block, tight=not self.gap(index)))


_NEWLINE = re.compile("\r\n|[\n\r\v\x85\u2028\u2029]|\f")


def read_blocks(text: MappedText) -> tuple[Block, ...]:
    """The blocks of a folded text, in its order."""
    lines = [_trim(text.text, *found.span()) for found in _LINE.finditer(text.text)]
    lines = [(start, end) for start, end in lines if start < end]
    reader = _Reader(text, lines, _repeated([text.text[a:b] for a, b in lines if b - a <= 100]))
    index, entries = 0, _unheaded_references(reader)
    while index < len(lines):
        if index == entries and reader.place != "references":
            reader.place = "references"
        index = _read_at(reader, index)
    return tuple(reader.blocks)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The line without the spaces at its ends; tabs are kept, for they may stand for empty cells."""
    while end > start and text[end - 1] == " ":
        end -= 1
    while start < end and text[start] == " ":
        start += 1
    return (start, start) if not text[start:end].strip() else (start, end)


def _repeated(lines: list[str]) -> frozenset[str]:
    """Short lines that come back on page after page, but for their figures."""
    counts = Counter(_unnumbered(line) for line in lines if "\t" not in line and "|" not in line)
    return frozenset(line for line, count in counts.items() if count > 2 and len(line) > 2)


def _unnumbered(line: str) -> str:
    return re.sub(r"[\d\s#*]+", "", line)


def _unheaded_references(reader: _Reader) -> int:
    """Index of the first entry of a reference list that has no heading, -1 where there is none."""
    count = len(reader.lines)
    for index in range(count):
        if _ENTRY_ONE.match(reader.line(index)):
            following = [reader.line(after) for after in range(index, min(index + 12, count))]
            numbered = all(any(line.lstrip("-* ").startswith(f"[{n}]") for line in following) for n in (2, 3))
            if numbered and sum(1 for line in following if _YEAR.search(line)) >= 3:
                return index
    return -1


def _read_at(reader: _Reader, index: int) -> int:
    """Reads one block beginning at this line; returns the index of the next line."""
    line = reader.line(index)
    if not reader.unclosed and "<table" in line[:400].lower() and (stop := _html_end(reader, index)):
        return _read_html(reader, index, stop)
    if (stop := _table_end(reader, index)) > index:
        lines = [reader.cut(number) for number in range(index, stop)]
        rows = tables.tab_rows(lines) if _row_kind(line) == "tab" else tables.pipe_rows(lines)
        if rows:
            reader.add(Block("table", MappedText("", ()), rows=rows), index)
        return stop
    _read_line(reader, index, line)
    return index + 1


def _html_end(reader: _Reader, index: int) -> int:
    """Index after the line that closes the table, 0 where nothing does."""
    found = _TABLE_END.search(reader.text.text, reader.lines[index][0], reader.lines[index][0] + _MAX_TABLE)
    if not found:
        reader.unclosed = True
        return 0
    close = found.start()
    stop = index + 1
    while stop < len(reader.lines) and reader.lines[stop][0] <= close:
        stop += 1
    return stop


def _read_html(reader: _Reader, index: int, stop: int) -> int:
    begin, end = reader.lines[index][0], reader.lines[stop - 1][1]
    text = reader.text[begin:end]
    open_at = text.text.lower().find("<table")
    close_at = max(text.text.lower().rfind("</table"), open_at)
    after = text.text.find(">", close_at) + 1 or len(text.text)
    if text.text[:open_at].strip():
        reader.add(Block("paragraph", text[:open_at]), index)
    rows, caption = tables.html_rows(text[open_at:after])
    if caption is not None and caption.text:
        reader.add(Block("caption", caption, role="table"), index)
    if rows:
        reader.add(Block("table", MappedText("", ()), rows=rows), index)
    if text.text[after:].strip() and not _IMAGE.match(text.text[after:]):
        reader.add(Block("paragraph", text[after:]), index)
    return stop


def _table_end(reader: _Reader, index: int) -> int:
    """Index after the last row of a table of tabs or pipes that begins at this line, else this index."""
    kind = _row_kind(reader.line(index))
    if not kind:
        return _narrow_end(reader, index)
    stop, rows, last = index + 1, 1, index + 1
    while stop < len(reader.lines) and not reader.gap(stop):
        line = reader.line(stop)
        if _row_kind(line) == kind:
            rows, last = rows + 1, stop + 1
        elif (
            kind == "pipe"
            or _CAPTION.match(line)
            or line.startswith("#")
            or label_of(line)
            or len(line) > 200
            or stop - last >= 2
        ):
            break
        else:
            last = stop + 1 if stop == last and _row_kind(line) == "" and len(line) < 60 else last
        stop += 1
    while last > index + 1 and not _row_kind(reader.line(last - 1)) and not _joins(reader, last - 1):
        last -= 1
    wide = "\t" in reader.line(index).strip("\t") and reader.line(index).count("\t") >= 2
    return last if rows > 1 or wide else index


def _narrow_end(reader: _Reader, index: int) -> int:
    """Index after the last row of a Markdown table of two columns without bars at its edges, else this index.

    One bar makes no row of a line by itself: there must be a rule below it (GitHub Flavored Markdown, section 4.10).
    """
    stop = index
    while stop < len(reader.lines) and reader.line(stop).count("|") == 1 and (stop == index or not reader.gap(stop)):
        stop += 1
    return stop if stop > index + 1 and tables.is_rule(reader.line(index + 1)) else index


def _joins(reader: _Reader, index: int) -> bool:
    """Whether the last line of a table, which has no tab, still belongs to it."""
    return not _CLOSES.search(reader.line(index - 1)) and len(reader.line(index)) < 40


def _row_kind(line: str) -> str:
    if "\t" in line.strip():
        return "tab" if line.count("\t") < _MAX_COLUMNS else ""
    return "pipe" if tables.is_pipe_row(line) or tables.is_rule(line) else ""


def _read_line(reader: _Reader, index: int, line: str) -> None:
    marks = _MARKS.match(line)
    begin = marks.end() if marks else 0
    level = len(marks.group(1) or "") if marks else 0
    if _RULED.match(line) or _IMAGE.match(line):
        return
    if _is_furniture(reader, line, level):
        reader.add(Block("furniture", reader.cut(index)), index)
    elif _read_labelled(reader, index, line, level) or _read_caption(reader, index, line):
        return
    elif reader.place == "references" and not _leaves_references(line, level, begin):
        reader.add(Block("reference", reader.cut(index)), index)
    elif not _read_heading(reader, index, line, level, begin):
        reader.complete = bool(_CLOSES.search(line))
        reader.add(Block("paragraph", reader.cut(index, len(line) - len(line.lstrip("# \t")))), index)


def is_page_number(text: str) -> bool:
    """Whether a line is a page number and nothing else.

    >>> [is_page_number(text) for text in ("- 12 -", "第3页", "— 第4页／共9页 —", "12.5%")]
    [True, True, True, False]
    """
    return _PAGE_NUMBER.match(text) is not None


def _is_furniture(reader: _Reader, line: str, level: int) -> bool:
    if is_page_number(line):
        return True
    if len(line) <= 600 and reader.place != "references" and _LICENCE.search(line):
        return True
    if len(line) > 160:
        return False
    if _FOOTER.match(line) and not _ENTRY.match(line):
        return reader.place == "body" or (
            reader.place == "references" and not line.lower().lstrip("<").startswith("http")
        )
    if reader.place == "references" and _ENTRY.match(line):
        return False
    if _unnumbered(line) not in reader.repeated or reader.place == "front":
        return reader.place == "body" and _AFFILIATION.match(line) is not None
    known = labels.roles(labels.key(line)) or _CAPTION.match(line) or label_of(line)
    return not known and (not reader.complete or (bool(re.search(r"\d|等|et al", line)) and not level))


def _read_labelled(reader: _Reader, index: int, line: str, level: int) -> bool:
    label = label_of(line)
    if label is None or (reader.place == "references" and _ENTRY.match(line)):
        return False
    rest = anchored(reader.cut(index, label.end), reader.cut(index).raw_span(0, 0)[0])
    if label.role == "note":
        reader.add(Block("note", reader.cut(index)), index)
    elif label.role == "continued":
        reader.add(Block("continued", reader.cut(index)), index)
    elif label.role == "abstract" and reader.place == "references" and not level:
        return False
    else:
        if not rest.text.strip(" *_)]>:.") and (level or label.role not in ("doi", "kind")):
            rest = anchored(rest[:0], reader.cut(index).raw_span(0, 0)[0])
            if reader.place == "references" and label.role in OUT_OF_SCOPE:
                reader.place = "back"
        reader.add(Block("label", rest, label.role, re.sub(r"\s", "", label.written), level), index)
        if label.role == "abstract" and reader.place == "body":
            reader.place = "front"
    return True


def _read_caption(reader: _Reader, index: int, line: str) -> bool:
    found = caption_of(line, reader.complete)
    if not found:
        return False
    if _CONTINUED.match(found.group("rest")):
        reader.add(Block("continued", reader.cut(index)), index)
        return True
    name = found.group("name").lower()
    role = "table" if "表" in name or "table" in name else "figure"
    hashes = len(line) - len(line.lstrip("# \t"))
    reader.add(Block("caption", reader.cut(index, hashes), role=role), index)
    return True


def caption_of(line: str, complete: bool = True) -> re.Match[str] | None:
    """Whether a line is a caption: a name, a number, and a title that is not a sentence about the table or figure.

    Args:
        line: The line.
        complete: The paragraph before it has ended; in an open one, `(see` + `Fig. 2).` goes on.
    """
    plain = line.lstrip("# \t")
    found = _CAPTION.match(plain) or _CAPTION_HAN.match(plain)
    if not found:
        return None
    rest = found.group("rest").lstrip("*_ ")
    if any(rest.startswith(word) and _ends_word(rest, word) for word in labels.words("after_number")):
        return None
    if rest[:1] in (")", "]", ",", "。", ";", "、", "和", "中"):
        return None
    if not found.group("after") and rest and not rest[:1] > "\u2e80" and rest[0] != "(":
        return None
    sentences = len(re.findall(r"。|\.\s", rest))
    strong = "**" in plain[:12] or any(sign in found.group("after") for sign in ".:|")
    return found if strong or sentences < 2 or complete else None


def _ends_word(rest: str, word: str) -> bool:
    return word[-1] > "\u2e80" or not word[-1].isalpha() or not rest[len(word) : len(word) + 1].isalpha()


def _leaves_references(line: str, level: int, begin: int) -> bool:
    """Whether a line after the reference list's heading is the heading of something else."""
    if _ENTRY.match(line[begin:] if level else line):
        return False
    known = labels.roles(labels.key(line[begin:]))
    return bool(known & (OUT_OF_SCOPE | {"section", "abstract"})) or (
        level > 0 and len(line) < 60 and not _YEAR.search(line)
    )


def _read_heading(reader: _Reader, index: int, line: str, level: int, begin: int) -> bool:
    bold = line[:begin].rstrip().endswith(("**", "__")) and line.rstrip().endswith(("**", "__"))
    body = line[begin:].rstrip("*_ ")
    number = heading_number(body)
    if number is None or (number.style == "arabic" and not _titled(body[number.length :], level)):
        return _read_unnumbered(reader, index, body, level, begin, bold)
    title = body[number.length :]
    split = _run_in(title) if len(number.components) > 1 or number.style.startswith("han") else 0
    if split and not level:
        title = title[:split]
    marked = level > 0 or bold
    if not (marked and len(title) <= _MAX_MARKED) and not (split or _is_short_title(reader, index, title, number)):
        return False
    depth = reader.outline.accept(number, forced=level > 0)
    if not depth:
        return marked and _read_unnumbered(reader, index, body, level, begin, bold)
    role = _heading_role(title)
    at = begin + number.length
    block = Block("heading", reader.cut(index, at, at + len(title)), role, "", level, number.components, depth)
    _enter(reader, index, block)
    if split and not level:
        reader.complete = bool(_CLOSES.search(line))
        reader.blocks.append(Block("paragraph", reader.cut(index, at + len(title)), tight=True))
    return True


def _titled(title: str, level: int) -> bool:
    """Whether what follows a number can be a title: `2.5 mg/kg` and `3 %` cannot."""
    first = title[:1]
    return (
        bool(first)
        and (first.isalpha() or first in '"“(α-ωβ[<*')
        and (
            level > 0
            or not first.islower()
            or len(title.split()[0]) > 6
            or title[1:2] in "-"
            or first > "\u2e80"
            or title[:4].lower().startswith(("mi", "lnc", "t(", "p53"))
        )
    )


def _is_short_title(reader: _Reader, index: int, title: str, number: HeadingNumber) -> bool:
    limit = _MAX_TITLE_HAN if han_count(title) * 2 > len(title) / 2 else _MAX_TITLE_LATIN
    if len(title) > limit or re.search(r"[。;,、,!]\s*$|。|;", title):
        return False
    if reader.place == "front" and _PLACE.search(title):
        return False
    if len(number.components) > 1:
        return True
    isolated = reader.gap(index) and reader.gap(index + 1)
    known = bool(labels.roles(labels.key(title)))
    opens = number.components == (1,) and _behind_keywords(reader) and (known or number.spaced)
    return opens or ((isolated or reader.complete) and (number.spaced or known))


def _behind_keywords(reader: _Reader) -> bool:
    """Whether the keywords, which end without a full stop, stand right above: label and at most two lines of them."""
    return any(block.role == "keywords" for block in reader.blocks[-3:])


_RUN_IN = re.compile(r"([^\s。,;:、!?]{2,24})\s{2,}(?=\S)|([\u4e00-\u9fff]{2,12}) (?=\S)")


def _run_in(title: str) -> int:
    """Length of a short title whose paragraph follows on the same line, else 0."""
    found = _RUN_IN.match(title)
    if found and "。" in title[found.end() :] and len(title) - found.end() > 25:
        return found.end(1) if found.group(1) else found.end(2)
    return 0


def _heading_role(title: str) -> str:
    known = labels.roles(labels.key(title))
    for role in ("references", "abstract", "section", *sorted(OUT_OF_SCOPE)):
        if role in known:
            return role
    return ""


def _read_unnumbered(reader: _Reader, index: int, body: str, level: int, begin: int, bold: bool) -> bool:
    role = _heading_role(body)
    marked = level > 0 or (bold and len(body) <= 80 and not _CLOSES.search(body))
    known = role in ("references", "section") and (reader.gap(index) or reader.complete)
    if not known and not (marked and len(body) <= _MAX_MARKED) and not _looks_like_heading(reader, index, body):
        return False
    if marked and not level and reader.place == "front" and not known:
        return False
    structured = "structured" if not role and labels.roles(labels.key(body)) & {"structured"} else role
    _enter(reader, index, Block("heading", reader.cut(index, begin, begin + len(body)), structured, "", level))
    return True


def _looks_like_heading(reader: _Reader, index: int, body: str) -> bool:
    """A short line on its own between a finished paragraph and a long one."""
    if reader.place != "body" or not reader.blocks or reader.blocks[-1].kind not in ("paragraph", "table", "note"):
        return False
    if not reader.complete or not reader.gap(index) or not reader.gap(index + 1):
        return False
    if index + 1 >= len(reader.lines) or len(reader.line(index + 1)) < 60 or re.search(r"[。,;.!?:、\t|]", body):
        return False
    if _BULLET.match(body) or not body[:1].isalpha() or body[:1].islower():
        return False
    return len(body) <= 20 if han_count(body) > len(body) / 3 else len(body) <= 80 and body.count(" ") < 12


def _enter(reader: _Reader, index: int, block: Block) -> None:
    """Adds a heading and notes which part of the paper begins with it."""
    reader.add(block, index)
    reader.complete = True
    if block.role == "references":
        reader.place = "references"
    elif block.number or block.role == "section":
        reader.place = "body"
    elif block.role in OUT_OF_SCOPE:
        reader.place = "back" if reader.place != "front" else "front"
    elif reader.place in ("references", "back"):
        reader.place = "body"
