"""The reference list: entries in every usual numbering and style, with title, authors, journal, year and DOI.

>>> line = MappedText.of("- [1] 李明, 王芳. 维奈克拉的耐药机制[J]. 中华血液学杂志, 2023, 44(9): 7. DOI:10.3760/x.2023")
>>> entry = read_references([line], line.text)[0]
>>> entry.number, entry.title, entry.journal, entry.year, entry.doi
(1, '维奈克拉的耐药机制', '中华血液学杂志', '2023', '10.3760/x.2023')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.offsets import MappedText
from pipeline.reading.repair import HAN
from pipeline.records import Reference

_BULLET = r"\s*(?:[-*•]\s+)?"
_STYLES = {
    "bracket": re.compile(_BULLET + r"(?:<sup>)?\[\s?(\d{1,3})\s?\](?:</sup>)?[.\s]*"),
    "paren": re.compile(_BULLET + r"[(](\d{1,3})[)][.\s]*"),
    "dot": re.compile(_BULLET + r"(\d{1,3})\s?[.、．)](?!\d)\s*"),
    "bare": re.compile(_BULLET + rf"(\d{{1,3}})\s+(?=[A-Z{HAN}])"),
}
_INSIDE = re.compile(r"(?<=[\s.。])\[\s?(\d{1,3})\s?\]\s*(?=\S)")
_MAX_SKIPPED = 3
_MAX_SELECTED = 40

_DOI = re.compile(r"10\.\d{4,9}\s?/\s?")
_DOI_TOKEN = re.compile(r"[^\s\"'”，。；、<>\[\]{}|]+|<(?=\d)[^\s<>]{1,20}>[^\s<>]{0,60}")
_DOI_TAIL = re.compile(r"[ \n]([a-z0-9][A-Za-z0-9.()/:;_-]{0,60})\s*(?:[.;>\])]|\]\(|$)")
_TYPE = re.compile(r"\[\s?([A-Z]{1,2}(?:\s?/\s?[A-Z]{2})?)\s?\]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_AUTHOR_YEAR = re.compile(
    r"(?P<authors>.{2,2000}?)\s*\((?P<year>(?:19|20)\d\d)[a-z]?(?:,[^()]{1,20})?\)[.,:]?\s*(?P<rest>.+)", re.S
)
_RUNNING = re.compile(r"(?:\b[a-z]{3,}\s+){2}[a-z]{2,}|[\u4e00-\u9fff]{9}")
_ITALIC = re.compile(r"(?<!\w)[*_]([^*_]{2,200})[*_]")
_ET_AL = re.compile(r"(?:\*?\bet\.?\s+al\b\.?\*?|[,、\s]等)\s*[.。,:;]?\s*")
_JOURNAL_END = re.compile(r"[,.;:]?\s*\*{0,2}(?:19|20)\d\d|,?\s*\*{0,2}\d{1,4}\*{0,2}\s*[,(:]")
_SENTENCE = re.compile(
    rf"(?<=[a-zA-Z0-9{HAN})\]?\"'”])[.。?!]\s+|(?<=[{HAN}])[.。]\s*|(?<=[a-z]{{2}})\.(?=[A-Z{HAN}])|\?\s+"
)
_LINK = re.compile(r"\[([^\[\]]{0,200})\]\([^()\s]{0,300}(?:\([^()\s]{0,60}\)[^()\s]{0,100})?\)")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Entry:
    number: int
    parts: tuple[MappedText, ...]
    begin: int

    @property
    def span(self) -> tuple[int, int]:
        return self.parts[0].raw_span(0, 1)[0], self.parts[-1].raw_span(0, len(self.parts[-1]))[1]

    @property
    def written(self) -> str:
        """The entry after its number; line breaks inside are kept."""
        return "\n".join(part.text for part in self.parts)[self.begin :]


def read_references(lines: Sequence[MappedText], raw: str) -> tuple[Reference, ...]:
    """Parses the lines of the reference list.

    Args:
        lines: Folded lines, in their order, without page furniture.
        raw: The source, for `Reference.raw`.
    """
    return tuple(_reference(entry, raw) for entry in _entries(_unpacked(lines)))


def _unpacked(lines: Sequence[MappedText]) -> Iterator[MappedText]:
    """Lines, cut where a further entry begins inside one."""
    expected = 1
    for line in lines:
        begin = 0
        if found := _STYLES["bracket"].match(line.text):
            expected = int(found.group(1)) + 1
            for inside in _INSIDE.finditer(line.text, found.end()):
                if int(inside.group(1)) == expected:
                    yield line[begin : inside.start()]
                    begin, expected = inside.start(), expected + 1
        yield line[begin:] if begin else line


def _entries(lines: Iterator[MappedText]) -> Iterator[_Entry]:
    style = ""
    number, begin = 0, 0
    parts: list[MappedText] = []
    unnumbered = False
    for line in lines:
        if not style and not parts:
            style = next((name for name, one in _STYLES.items() if _starts(one, line.text, 0)), "")
            unnumbered = not style
        found = _starts(_STYLES[style], line.text, number) if style else None
        if not (found or unnumbered) and parts:
            parts.append(line)
            continue
        if parts:
            yield _Entry(number, tuple(parts), begin)
        number = int(found.group(1)) if found else number + 1
        parts, begin = [line], found.end() if found else 0
    if parts:
        yield _Entry(number, tuple(parts), begin)


def _starts(style: re.Pattern[str], line: str, last: int) -> re.Match[str] | None:
    """Whether the line begins an entry after `last`: a few missing ones are put up with, more where the line has a year.

    Lists of selected references skip many (`5. …`, `11. …`).
    """
    found = style.match(line)
    skipped = int(found.group(1)) - last - 1 if found else -1
    is_next = 0 <= skipped <= _MAX_SKIPPED or (0 <= skipped <= _MAX_SELECTED and _YEAR.search(line) is not None)
    return found if is_next else None


def _reference(entry: _Entry, raw: str) -> Reference:
    start, end = entry.span
    written = entry.written
    plain = _SPACES.sub(" ", _LINK.sub(r"\1", written)).strip()
    authors, title, journal, year = parse(plain)
    return Reference(entry.number, raw[start:end], start, end, title, authors, journal, year, doi_of(written))


def doi_of(written: str) -> str:
    """The first DOI in a text: escapes undone, broken ones put together, brackets balanced; "" where there is none."""
    found = _DOI.search(written)
    if not found:
        return ""
    token = _DOI_TOKEN.match(written, found.end())
    if not token:
        return ""
    doi, end = re.sub(r"\s", "", found.group()) + token.group(), token.end()
    while tail := _DOI_TAIL.match(written, end):
        glue = doi[-1] in "/-_(" or (doi[-1] == "." and any(c.isdigit() for c in tail.group(1))) or written[end] == "\n"
        if not glue or tail.group(1).lower().startswith(("pmid", "pmcid", "epub", "http")):
            break
        doi, end = doi + tail.group(1), tail.end(1)
    return _balanced(doi.replace("\\", "").rstrip(".,;:*_"))


def _balanced(doi: str) -> str:
    while doi and doi[-1] == ")" and doi.count(")") > doi.count("("):
        doi = doi[:-1].rstrip(".,;:")
    return doi


def parse(plain: str) -> tuple[str, str, str, str]:
    """Authors, title, journal and year of an entry written in one line; what cannot be told apart is empty."""
    if found := _TYPE.search(plain):
        return _standard(plain[: found.start()], plain[found.end() :])
    if (found := _AUTHOR_YEAR.match(plain)) and not _RUNNING.search(found.group("authors")):
        title, journal = _title_and_journal(found.group("rest"))
        return _clean(found.group("authors")), title, journal, found.group("year")
    authors, rest = _split_authors(plain)
    title, journal = _title_and_journal(rest)
    return authors, title, journal, _year(rest[len(title) :])


def _standard(head: str, tail: str) -> tuple[str, str, str, str]:
    """GB/T 7714: `authors. title[J]. journal, year, volume(issue): pages`."""
    authors, title = _split_authors(head)
    tail = tail.lstrip(" .。,")
    end = _JOURNAL_END.search(tail)
    journal = tail[: end.start()] if end else tail.split(",")[0]
    return authors, _clean(title), _clean(journal) if not journal.startswith("http") else "", _year(tail)


def _split_authors(text: str) -> tuple[str, str]:
    if (found := _ET_AL.search(text)) and found.start() < 400:
        return _clean(text[: found.end()]), text[found.end() :].strip()
    if found := _SENTENCE.search(text):
        return _clean(text[: found.start()]), text[found.end() :].strip()
    head, dot, rest = text.partition(". ")
    return (_clean(head), rest.strip()) if dot else ("", text.strip())


def _title_and_journal(rest: str) -> tuple[str, str]:
    italic = _ITALIC.search(rest)
    if italic and "et al" not in italic.group(1):
        return _clean(rest[: italic.start()]), _clean(italic.group(1))
    head = re.split(r"\s*(?:https?://|doi\s?:)", rest, maxsplit=1, flags=re.I)[0]
    parts = _SENTENCE.split(head, maxsplit=1)
    if len(parts) < 2:
        return _clean(head), ""
    end = _JOURNAL_END.search(parts[1])
    return _clean(parts[0]), _clean(parts[1][: end.start()] if end else parts[1].split(",")[0])


def _year(text: str) -> str:
    found = _YEAR.search(text)
    return found.group() if found else ""


def _clean(text: str) -> str:
    return re.sub(r"\*+|(?<!\w)_|_(?!\w)|</?[a-z]{1,4}>", "", text).strip(" .。,;:")
