"""The group of patients that a figure holds for: an alteration, or the words that name the population.

The annotation guideline's `subgroup` is the canonical alteration where the group is defined by one (ruling 1), else the
population in the text's own words, without the word for people at its end; a disease alone is no subgroup.

>>> line = Line("老年或初治患者CR率为60%。", 0, 16, ())
>>> of_figure(line, 12)
'老年或初治'
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.records import Mention
from pipeline.relating import altered_groups
from pipeline.relating.lines import Line, once, pattern
from pipeline.relating.prior_treatment import prior_groups, with_agent

_BEFORE_PEOPLE = re.compile(
    r"(?:(?:纳入|入组|招募|针对|收治|用于|[0-9]\s*(?:例|名|位)(?:的)?)\s*|(?:对于|在|对(?!于)|于|了|(?<![^,;。:(\n]))\s*)"
    r"(?:的是|的|是|为)?(?P<words>[^,;。:()]{2,30}?)(?:的\s*[0-9]+\s*(?:例|名|位)(?:患者|病人|者)?|的?\s*(?:患者|患儿|病人|病例|人群|受试者|者))(?![\u4e00-\u9fff]?(?:组|比例))"
)
_LEADS_IN = re.compile(r"(?:针对|纳入|入组|招募|治疗|一项)(?:了)?|[0-9]+\s*(?:例|名|位)(?:的)?")
_QUALIFIED = re.compile(
    r"不宜|不适合|不可|不能|未经|未用过|未接受|未进展|用过|曾用|经治|既往|失败|进展|耐药|不耐受|完全切除|暴露|线|期|岁|阳性|阴性|评估|携带|伴|"
    r"亚裔|中国|亚洲|[≥≤><]|分的|型|转移|复发|难治|初治|初诊|新诊断"
)
_NO_QUALITY = re.compile(
    r"获得|达到|接受(?!过)|取得|出现|发生|联合|组|与|较|优于|相比|研究|试验|结果|显示|中位|分别|可使|提高|改善|获益|其中|该|本|这|此|所有|多数|部分|少数|全部|两"
)
_AGE = re.compile(
    r"(?:年龄)?\s*(?:[≥≤><]|大于|小于|超过)?\s*\d{1,2}\s*(?:[~～–-]\s*\d{1,2}\s*)?岁(?:及以上|及以下|以上|以下)?"
    r"|aged?\s+(?:[≥≤><]\s*)?\d{1,2}(?:\s*(?:[~–-]|to|and)\s*\d{1,2})?\s+years?(?:\s+(?:or|and)\s+older)?",
    re.IGNORECASE,
)
_JOINT = re.compile(r"(?:\s|[/、,]|或|及|和|与|的|性|or\b|and\b|[(][^()。;]{1,15}[)])*")
_MARKUP = re.compile(r"\*+|(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])")
_LOOSE_END = re.compile(r"(?:[\s/、,的]|或|及|和|与|\b(?:or|and))+$")


def of_figure(line: Line, offset: int) -> str:
    """The narrowest group that a sentence names for the figure at an offset, or nothing.

    The nearest altered group before the figure, else the nearest population before it, else one behind it in its clause.
    """
    if altered := altered_groups.before(line, line.start, offset):
        return altered
    named = [(start, _MARKUP.sub("", words)) for start, words in _named(line)]
    before = [(start, words) for start, words in named if start < offset]
    if before:
        return "" if _is_left(line, *before[-1], offset) else before[-1][1]
    end = line.clause(offset)[1]
    return next((words for start, words in named if start < end and not _is_of_next(line, offset, start)), "")


_OVERALL, _TURNS = (
    re.compile(r"[\d.]+\s*(?:%|months|years)?\s*(?:\([^()]*\)\s*)?overall\b", re.IGNORECASE),
    re.compile(r"\b(?:while|whereas|but)\b", re.IGNORECASE),
)
_ITS_PEOPLE = re.compile(r"(?:\s+rates?)?\s+(?:of|in|for|among)\s+(?:the\s+)?", re.IGNORECASE)


def _is_of_next(line: Line, offset: int, start: int) -> bool:
    """Whether a population behind a figure is only that of the next one (`60% overall and the OS of older patients was 9 months`)."""
    if _OVERALL.match(line.text, offset, start) or _TURNS.search(line.text, offset, start):
        return True
    last = next((m for m in reversed(line.of("METRIC")) if offset <= m.start and m.end <= start), None)
    is_its = last is not None and _ITS_PEOPLE.fullmatch(line.text, last.end, start)
    return bool(is_its) and any(value.start >= start for value in line.of("VALUE"))


_DID_NOT = re.compile(r"(?:从|均)?未曾?(?=接受|使用|应用|用)")


def _is_left(line: Line, start: int, words: str, offset: int) -> bool:
    """Whether those who had it follow the group that did not, before a figure (`未接受维持治疗者为20个月,接受维持治疗者为36个月`)."""
    told = _DID_NOT.match(words)
    if told is None:
        return False
    had = words[told.end() :]
    behind = line.between(start + len(words), offset)
    return re.search(rf"(?<![未不曾]){re.escape(had)}", behind) is not None


def between(line: Line, start: int, end: int) -> list[tuple[int, str]]:
    """Start and words of each population that begins between two offsets, in order."""
    return [(at, _MARKUP.sub("", words)) for at, words in _named(line) if start <= at < end]


def last_of(line: Line) -> str:
    """The group that a sentence names last: an alteration's before any words; or nothing. An age alone is a part of the patients."""
    if altered := altered_groups.before(line, line.start, line.end):
        return altered
    named = (words for _, words in reversed(_named(line)) if not _AGED.match(words))
    return next((_MARKUP.sub("", words) for words in named), "")


def first_of(line: Line) -> str:
    """The group that a table row names first, in words or as an alteration; or nothing."""
    named = next((words for _, words in _populations(line)), "")
    return named or altered_groups.before(line, line.start, line.end)


def of_cell(cell: Line) -> str:
    """The group of a cell under a header for patients: the one alteration in it, unless they lack it, else its words; a disease alone is none."""
    altered = cell.of("ALTERATION")
    if len({mention.name for mention in altered}) == 1 and not altered_groups.is_lacked(cell, altered[0]):
        return altered[0].name
    words = cell.text[cell.start : cell.end]
    people = pattern("population_words", role="people")
    rest = words
    for disease in cell.of("DISEASE"):
        rest = rest.replace(disease.text, "")
    return " ".join(_MARKUP.sub("", people.sub("", words)).split()) if re.search(r"\w", people.sub("", rest)) else ""


@once
def _named(line: Line) -> tuple[tuple[int, str], ...]:
    """Start and words of each population of a sentence, in order; of two that overlap the longer."""
    found = [*_populations(line), *_described(line), *prior_groups(line), *_wholes(line)]
    kept: list[tuple[int, str]] = []
    for start, words in sorted(found, key=lambda item: -len(item[1])):
        if all(start >= at + len(other) or at >= start + len(words) for at, other in kept):
            kept.append((start, words))
    return tuple(sorted(kept))


def _wholes(line: Line) -> Iterator[tuple[int, str]]:
    """All patients of a study, where a sentence says so (`全人群`)."""
    for match in pattern("population_words", role="whole").finditer(line.text, line.start, line.end):
        yield match.start(), match.group()


def _described(line: Line) -> Iterator[tuple[int, str]]:
    """Populations by construction: what stands before a word for people, where a word of it tells a kind of patients."""
    therapies = [m for m in line.mentions if m.type in ("DRUG", "REGIMEN", "DRUG_CLASS", "METRIC", "VALUE")]
    for match in _BEFORE_PEOPLE.finditer(line.text, line.start, line.end):
        start, end = match.span("words")
        start = max([start, *(lead.end() for lead in _LEADS_IN.finditer(line.text, start, end))])
        words = line.text[start:end]
        if not _QUALIFIED.search(words) or _NO_QUALITY.search(words):
            continue
        given = [m for m in therapies if start <= m.start < end]
        if any(m.type in ("METRIC", "VALUE") for m in given) or (given and not _PRIOR.search(words)):
            continue
        if re.fullmatch(r"[^\u4e00-\u9fff]*", words) or any(
            m.start <= start and end <= m.end for m in line.of("ALTERATION", "DISEASE")
        ):
            continue
        yield start, " ".join(_LOOSE_END.sub("", words).split())


_PRIOR = re.compile(r"用过|曾用|既往|失败|进展|耐药|不耐受|经治|暴露|后$")


def _populations(line: Line) -> Iterator[tuple[int, str]]:
    """Start and words of each population: qualities, ages and diseases that adjoin, before a disease or a word for people."""
    diseases = {mention.start: mention for mention in line.of("DISEASE")}
    end = line.start
    for first in _qualities(line):
        if first.start() < end:
            continue
        whole = diseases.get(first.start())
        end, is_closed = _run(line, whole.end if whole else first.end(), diseases)
        is_closed = is_closed or (whole is not None and whole.end == end)
        joint = _JOINT.match(line.text, end, line.end)
        people = joint.end() if joint else end
        disease = _DISEASE.match(line.text, end, line.end)
        if not is_closed and disease is not None:
            end, people, is_closed = disease.end(), disease.end(), True
        if not is_closed and pattern("population_words", role="people").match(line.text, people, line.end):
            end, is_closed = people, True
        is_closed = is_closed or _is_elliptic(line, first.start(), end) or _is_of_people(line, first)
        if is_closed:
            start = with_agent(line, first.start())
            yield start, _LOOSE_END.sub("", " ".join(line.text[start:end].split()))


_FIGURE_BEFORE = re.compile(r"\d%?(?:\s*\([^()]*\))?\s+(?:in|for|among)\s+(?:the\s+)?$", re.IGNORECASE)
_FIGURE_NEXT = re.compile(
    r"(?:\s*\([^()]*\))?\s*(?:,|,?\s*(?:and|but|versus|vs\.?|compared with))\s+(?:only\s+)?\d+(?:\.\d+)?(?:%|\s*(?:months|years)\b)",
    re.IGNORECASE,
)
_FIGURE_ENDS = re.compile(
    r"\d(?:%|\s*(?:months|years))(?:\s*\([^()]*\))?\s*(?:,|,?\s*(?:and|but|versus|vs\.?))\s+(?:the\s+)?$", re.IGNORECASE
)
_FIGURE_RIGHT = re.compile(r"\s+(?:only\s+)?\d+(?:\.\d+)?(?:%|\s*(?:months|years)\b)", re.IGNORECASE)
"""Round a quality between figures, its own behind it (`40 months, high-risk 20 months and`)."""
_IN = re.compile(r"\b(?:in|among|for)\s+(?:the\s+)?$", re.IGNORECASE)
_THAN_NEXT = re.compile(r"\s+than\s+(?:in|among|for)\b", re.IGNORECASE)


def _is_elliptic(line: Line, start: int, end: int) -> bool:
    """Whether a quality stands for its patients, whom only the next group names (`85% for standard-risk and 70% for high-risk patients`), or nobody."""
    reach = max(line.start, start - 48)
    is_between = _FIGURE_BEFORE.search(line.text, reach, start) and _FIGURE_NEXT.match(line.text, end, line.end)
    if _FIGURE_ENDS.search(line.text, reach, start) and _FIGURE_RIGHT.match(line.text, end, line.end):
        return True
    return bool(is_between or (_IN.search(line.text, reach, start) and _THAN_NEXT.match(line.text, end, line.end)))


_PEOPLE_BEFORE = re.compile(
    r"(?:^|[,;.(]\s*|\b(?:in|among|for|of|and|but|while|whereas|than|the|with|versus|vs|\d+)\s+)(?:patients|adults|those|individuals|children)\s+$",
    re.IGNORECASE,
)
_ENROLLED = re.compile(
    r"\b(?:enroll?ed|eligible|included|recruited|randomi[sz]ed|assigned)\b[^,;.]{0,40}$", re.IGNORECASE
)
_AGED = re.compile(r"aged\b", re.IGNORECASE)
_PEOPLE_REACH = 60


def _is_of_people(line: Line, quality: re.Match[str]) -> bool:
    """Whether an age stands behind people of no other quality (`patients aged ≥65 years`), each age of the line can be read, and none was asked of all."""
    if not _AGED.match(quality.group()):
        return False
    opened = max(line.start, quality.start() - _PEOPLE_REACH)
    before = line.text[opened : quality.start()]
    read = [m for m in _AGE.finditer(line.text, line.start, line.end) if _AGED.match(m.group())]
    is_read = len(read) == len(re.findall(r"\baged\b", line.text[line.start : line.end], re.IGNORECASE))
    return is_read and _PEOPLE_BEFORE.search(before) is not None and _ENROLLED.search(before) is None


_DISEASE = re.compile(r"\s+disease\b")
"""What closes a population in English without being people (`in relapsed or refractory disease`)."""


def _qualities(line: Line) -> list[re.Match[str]]:
    words = pattern("population_words", role="quality").finditer(line.text, line.start, line.end)
    ages = _AGE.finditer(line.text, line.start, line.end)
    return sorted([*words, *ages], key=lambda match: match.start())


def _run(line: Line, at: int, diseases: dict[int, Mention]) -> tuple[int, bool]:
    """Where the words of a population that go on at an offset end, and whether a disease is their end."""
    end, is_closed = at, False
    while True:
        joint = _JOINT.match(line.text, end, line.end)
        at = joint.end() if joint else end
        disease = diseases.get(at)
        quality = pattern("population_words", role="quality").match(line.text, at, line.end)
        match = quality or _AGE.match(line.text, at, line.end)
        if disease is not None:
            end, is_closed = disease.end, True
        elif match is not None:
            end, is_closed = match.end(), False
        else:
            return end, is_closed
