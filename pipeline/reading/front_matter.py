"""Titles, DOI, year and journal: what a paper says about itself before, between and after its abstracts.

>>> line = "李明, 王芳. 维奈克拉的耐药机制[J]. 中华血液学杂志, 2023, 44(9): 705-712. DOI: 10.3760/x.2023"
>>> read_citation(line)
Citation(title='维奈克拉的耐药机制', journal='中华血液学杂志', year='2023', doi='10.3760/x.2023')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.offsets import MappedText
from pipeline.reading.blocks import Block
from pipeline.reading.passages import LIST_ITEM
from pipeline.reading.references import doi_of, parse
from pipeline.reading.repair import HAN, han_count, is_chinese

_TAGS = re.compile(r"<sup>[^<]{0,20}</sup>|<[^<>]{1,40}>|[*†‡#]+")
_HAN_NAMES = re.compile(rf"(?:[{HAN}·]{{1,2}}\s?[{HAN}·]{{0,5}}[\d\s,;、*()†‡△#]*(?:\s|,|;|、|$)\s*){{1,40}}$")
_LATIN_NAME = r"(?:(?:[A-Z][\w'.’-]*|van|von|de|der|den|el|al|la|di|da|bin)(?:\s+|(?=[,;&*†‡]|$))){1,4}[\d*†‡,\s]*"
_LATIN_NAMES = re.compile(rf"{_LATIN_NAME}(?:(?:,|;|&|\band\b)\s*{_LATIN_NAME}){{0,40}}[,.;\d*†‡\s]*$")
_PLACE = re.compile(
    r"@|\b(?:Department|University|Hospital|College|Institute|School of|Laborator\w+|Center for|Centre for|Ltd)\b"
    r"|,\s*China\b|大学|医院[,，\s\d]|医院$|研究所|研究院|学院[,\s]|实验室|有限公司|\d{6}"
)
_HEADER = re.compile(
    r"ISSN|\bVol\b|\bNo\.\s?\d|第\s?\d+\s?[卷期]|https?:|www\.|^(?:Journal of|Chinese Journal|J\b)|(?:杂志|学报)$"
    r"|\d{4}\s?年\s?\d+\s?月|^\W*\d[\d\s.:/-]*$|©|^[一-鿿]{2,10}\s?[,，]?\s?\d{4}",
    re.I,
)
_SENTENCE_END = re.compile(r"[。!?;]\s*$")
_FUNCTION_WORD = re.compile(r"\b(?:of|in|for|and|the|with|to|on|from|by|a|an|as|versus|via)\b")
_PUBLISHED = re.compile(
    r"(?:发布|出版|网络出版|网络首发|在线出版|[Pp]ublished|[Pp]ublication|[Aa]vailable)[^。;]{0,30}?((?:19|20)\d\d)"
)
_ISSUE = re.compile(
    r"((?:19|20)\d\d)\s?年\s?(?:\d+\s?月)?\s?(?:第|,)|((?:19|20)\d\d)\s?[,;]\s?(?:Vol|\d+\s?[(:])|(?:Vol|第)[^。]{1,40}?((?:19|20)\d\d)"
)
_OPEN_TITLE = re.compile(r"(?:[::—-]|[的与和及在对]|\b(?:of|in|for|and|the|with|to|on))$")
_COPYRIGHT = re.compile(r"(?:©|[Cc]opyright|\([cC]\))\D{0,20}((?:19|20)\d\d)")
_NOISE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a `cite this article` line says."""

    title: str = ""
    journal: str = ""
    year: str = ""
    doi: str = ""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the paper says about itself; `title_blocks` are the titles' indices among the blocks, by language."""

    title_blocks: dict[str, tuple[int, ...]]
    titles: dict[str, str]
    doi: str = ""
    year: str = ""
    journal: str = ""


def is_of_front(plain: str) -> bool:
    """Whether a line names a place of work or a journal."""
    return _PLACE.search(plain) is not None or _HEADER.search(plain) is not None


def read_citation(line: str) -> Citation:
    """Parses the line in which a journal says how the paper is to be cited."""
    plain = re.sub(r"\s+", " ", line)
    _, title, journal, year = parse(plain)
    return Citation(title, journal, year, doi_of(line))


def read_front_matter(blocks: Sequence[Block], end: int) -> FrontMatter:
    """Finds the titles among the blocks before the body, and DOI, year and journal in labelled lines anywhere.

    Args:
        blocks: All blocks.
        end: Index of the first block of the body.
    """
    citations = [read_citation(_whole(blocks, index)) for index, block in enumerate(blocks) if block.role == "citation"]
    found = _title_blocks(blocks, end, citations)
    titles = {language: _joined(blocks, found[language]) for language in found}
    for one in citations:
        language = "zh" if is_chinese(one.title) else "en"
        if one.title and language not in titles:
            titles[language] = one.title
    year = next((one.year for one in citations if one.year), "") or _year(blocks, end)
    return FrontMatter(found, titles, _doi(blocks, end, citations), year, _journal(citations))


def _whole(blocks: Sequence[Block], index: int) -> str:
    """A labelled line with the lines that follow it without a gap."""
    lines = [blocks[index].plain]
    for block in blocks[index + 1 : index + 5]:
        if not block.tight or block.kind not in ("paragraph", "furniture"):
            break
        lines.append(block.plain)
    return "\n".join(lines)


def _journal(citations: list[Citation]) -> str:
    named = [one.journal for one in citations if one.journal]
    return next((name for name in named if is_chinese(name)), named[0] if named else "")


def _doi(blocks: Sequence[Block], end: int, citations: list[Citation]) -> str:
    for block in blocks:
        if block.role == "doi" and (doi := doi_of(block.plain)):
            return doi
    if doi := next((one.doi for one in citations if one.doi), ""):
        return doi
    for block in blocks[:end]:
        if (
            block.kind in ("furniture", "paragraph", "label")
            and len(block.plain) < 300
            and (doi := doi_of(block.plain))
        ):
            return doi
    return ""


def _year(blocks: Sequence[Block], end: int) -> str:
    """The year of publication, by the surest sign that is printed."""
    lines = [block.label + ":" + block.plain for block in blocks if block.kind in ("label", "furniture")]
    lines += [
        block.plain for block in blocks[:end] if block.kind in ("paragraph", "heading") and len(block.plain) < 200
    ]
    for pattern in (_PUBLISHED, _ISSUE, _COPYRIGHT):
        for line in lines:
            if found := pattern.search(line):
                return next(group for group in found.groups() if group)
    return ""


def _title_blocks(blocks: Sequence[Block], end: int, citations: list[Citation]) -> dict[str, tuple[int, ...]]:
    cited = {"zh" if is_chinese(one.title) else "en": _key(one.title) for one in citations if one.title}
    found: dict[str, tuple[int, ...]] = {}
    for language in ("zh", "en"):
        candidates = [index for index in range(end) if _may_be_title(blocks[index], language)]
        known = cited.get(language, "")
        best = next((index for index in candidates if known and _agrees(_key(blocks[index].plain), known)), None)
        if best is None:
            best = next((index for index in candidates), None)
        if best is not None:
            found[language] = _extended(blocks, end, best, language, known)
    return found


def _key(title: str) -> str:
    return _NOISE.sub("", _TAGS.sub("", title)).lower()


def _agrees(title: str, cited: str) -> bool:
    return len(title) > 3 and (cited.startswith(title) or title.startswith(cited))


def _may_be_title(block: Block, language: str) -> bool:
    if block.kind == "title":
        return is_chinese(block.plain, 0.2) == (language == "zh")
    if block.kind not in ("paragraph", "heading") or block.role or block.number:
        return False
    plain = _TAGS.sub("", block.plain).strip()
    if not plain or (is_chinese(plain, 0.2) != (language == "zh")) or is_of_front(plain):
        return False
    if plain[0] in "(" or _SENTENCE_END.search(plain) or LIST_ITEM.match(plain):
        return False
    if language == "zh":
        return han_count(plain) >= 4 and len(plain) <= 110 and not _HAN_NAMES.match(plain)
    if len(plain) > 400 or not 2 <= plain.count(" ") <= 60 or plain.count(". ") > 1:
        return False
    return (bool(_FUNCTION_WORD.search(plain)) and not _and_names(plain)) or not _LATIN_NAMES.match(plain)


def _and_names(plain: str) -> bool:
    """Whether `and` is the only function word, between names."""
    words = set(_FUNCTION_WORD.findall(plain))
    return words <= {"and"} and _LATIN_NAMES.match(plain) is not None


def _extended(blocks: Sequence[Block], end: int, first: int, language: str, cited: str) -> tuple[int, ...]:
    """A title and the following lines that belong to it."""
    chosen = [first]
    while chosen[-1] + 1 < end and len(chosen) < 4:
        index = chosen[-1] + 1
        block = blocks[index]
        before = blocks[chosen[-1]].plain.rstrip("* ")
        open_end = bool(cited) or _OPEN_TITLE.search(before) is not None
        if not _may_go_on(block, language, open_end):
            break
        so_far = _key("".join(blocks[one].plain for one in (*chosen, index)))
        if cited and not cited.startswith(so_far):
            break
        if not (open_end or block.tight or block.plain[:1] in "—-:"):
            break
        chosen.append(index)
    return tuple(chosen)


def _may_go_on(block: Block, language: str, open_end: bool) -> bool:
    """Whether a line can be the rest of a title; names can only where the line before it cannot end a title."""
    if block.kind not in ("paragraph", "heading") or block.role or block.number or len(block.plain) > 200:
        return False
    plain = _TAGS.sub("", block.plain).strip()
    if is_chinese(plain, 0.2) != (language == "zh") or is_of_front(plain):
        return False
    if LIST_ITEM.match(plain):
        return False
    if open_end:
        return True
    names = _HAN_NAMES.match(plain) if language == "zh" else _LATIN_NAMES.match(plain)
    return not names or (bool(_FUNCTION_WORD.search(plain)) and not _and_names(plain))


def _joined(blocks: Sequence[Block], chosen: tuple[int, ...]) -> str:
    separator = "" if is_chinese(blocks[chosen[0]].plain, 0.2) else " "
    return separator.join(_TAGS.sub("", blocks[index].plain).strip(" *_") for index in chosen)


def title_text(blocks: Sequence[Block], chosen: tuple[int, ...]) -> MappedText:
    """The title's text over the source, without the marks of footnotes."""
    texts = [blocks[index].text.sub(r"<sup>[^<]{0,20}</sup>|(?<![*†‡#])[*†‡#]++\s*+$|\*\*", "") for index in chosen]
    return MappedText.join("" if is_chinese(texts[0].text, 0.2) else " ", texts)
