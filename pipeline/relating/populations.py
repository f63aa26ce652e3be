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
from pipeline.relating.lines import Line, pattern

_REACH = 12
_PAUSE = re.compile(r"[,;。]")
_AGE = re.compile(
    r"(?:年龄)?\s*(?:[≥≤><]|大于|小于|超过)?\s*\d{1,2}\s*(?:[~～–-]\s*\d{1,2}\s*)?岁(?:及以上|及以下|以上|以下)?"
    r"|aged?\s+(?:[≥≤><]\s*)?\d{1,2}\s+years?(?:\s+(?:or|and)\s+older)?",
    re.IGNORECASE,
)
_JOINT = re.compile(r"(?:\s|[/、,]|或|及|和|与|的|性|or\b|and\b|[(][^()。;]{1,15}[)])*")
_LOOSE_END = re.compile(r"(?:[\s/、,的]|或|及|和|与|\b(?:or|and))+$")


def of_figure(line: Line, offset: int) -> str:
    """The narrowest group that a sentence names for the figure at an offset, or nothing.

    The nearest altered group before the figure, else the nearest population before it, else one behind it in its clause.
    """
    if altered := _altered_groups(line, line.start, offset):
        return altered[-1]
    named = list(_populations(line))
    before = [words for start, words in named if start < offset]
    if before:
        return before[-1]
    end = line.clause(offset)[1]
    return next((words for start, words in named if start < end), "")


def last_of(line: Line) -> str:
    """The group that a sentence names last: an alteration's before any words; or nothing."""
    if altered := _altered_groups(line, line.start, line.end):
        return altered[-1]
    return next((words for _, words in reversed(list(_populations(line)))), "")


def first_of(line: Line) -> str:
    """The group that a table row names first, in words or as an alteration; or nothing."""
    named = next((words for _, words in _populations(line)), "")
    return named or next(iter(_altered_groups(line, line.start, line.end)), "")


def of_cell(cell: Line) -> str:
    """The group of a cell under a header for patients: its words, an alteration that is all of it by its name.

    A disease alone is no group.
    """
    words = cell.text[cell.start : cell.end]
    people = pattern("population_words", role="people")
    altered = cell.of("ALTERATION")
    if len(altered) == 1 and not re.search(r"\w", people.sub("", words).replace(altered[0].text, "")):
        return altered[0].name
    rest = words
    for disease in cell.of("DISEASE"):
        rest = rest.replace(disease.text, "")
    return " ".join(people.sub("", words).split()) if re.search(r"\w", people.sub("", rest)) else ""


def _altered_groups(line: Line, start: int, end: int) -> list[str]:
    """Names of the alterations in text[start:end] that patients, a subgroup or a disease follow."""
    inside = [m for m in line.of("ALTERATION") if start <= m.start < end]
    return [m.name for m in inside if _defines_group(line, m.end)]


def _defines_group(line: Line, end: int) -> bool:
    """Whether a status (`阳性`, `+`), people or a disease follow an alteration in its clause, with few words between."""
    stop = _PAUSE.search(line.text, end, min(end + _REACH, line.end))
    last = stop.start() if stop else min(end + _REACH, line.end)
    if pattern("population_words", role="status").match(line.text, end, line.end):
        return True
    if any(pattern("population_words", role=role).search(line.text, end, last) for role in ("people", "group")):
        return True
    return any(end <= disease.start < last for disease in line.of("DISEASE"))


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
        if not is_closed and pattern("population_words", role="people").match(line.text, people, line.end):
            end, is_closed = people, True
        if is_closed:
            yield first.start(), _LOOSE_END.sub("", " ".join(line.text[first.start() : end].split()))


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
