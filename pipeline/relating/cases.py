"""One patient's course: the case of a report, whose times and findings are no results of a treatment (corpus guideline, ruling 41).

A paragraph tells of one patient where it opens with a numbered case (`例2,女,19岁`, `Case 1`) or with sex and age; a
sentence does from a numbered case on (`例1换用甲药,PFS为5个月`).

>>> opens_case("例1,男,27岁。2018年11月确诊。"), opens_case("3例患者均为男性。")
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LABEL = (
    r"(?<![\d第])(?:病例|患者|例)\s?(?:[1-9]\d?(?![\d.%例名/~-])|[一二三四五六七八九](?=[,:、 (]))"
    r"|\b(?:Case|Patient)\s(?:No\.\s?)?[1-9]\d?(?![\d.%])"
)
_PERSON = (
    r"(?:患者|患儿|病人)?[,:]?\s*(?:男|女)(?:性|童|婴|孩)?(?:患者|患儿)?[,、]\s*(?:年龄)?\s*\d{1,3}\s*(?:岁|月龄)"
    r"|(?:(?:患者|患儿)?[为系]?(?:1|一)?(?:例|名|位))?\d{1,3}\s?岁(?:的)?(?:男|女)"
    r"|(?:1|一)(?:例|名|位)\d{1,3}\s?岁"
    r"|(?:(?:The|This|Our)\s(?:index\s)?patient(?:,|\s(?:was|is))\s)?An?\s\d{1,3}-year-old\b"
    r"|An?\s(?:man|woman|boy|girl)\s(?:aged\s\d{1,3}|in\s(?:his|her)\s(?:early\s|mid-?\s?|late\s)?[1-9]0s)\b"
)
_HEADING = re.compile(
    rf"[\s\d.、()一二三四五六七八九十#*]*(?:(?:{_LABEL})[^,;。和与及、]{{0,30}}"
    r"|病例(?:报告|报道|摘要|介绍|简介|描述|资料)|case\s(?:reports?|presentations?|descriptions?|history|histories|summary))\s*",
    re.IGNORECASE,
)
"""The heading over the course of one patient (`2.1 病例1(CLL)`, `Case presentation`)."""
_HEADS_CASES = re.compile(
    r"(?:病例|患者)(?:编号|序号|号)?|(?:case|patient|pt)s?(?:\s*(?:no\.?|number|#|id))?", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:病例|患者|例|case|patient|pt|p|no\.)?\s*\d{1,3}", re.IGNORECASE)
"""The header of the labels of a table of cases, and such a label (`病例1`, `P2`)."""
_OPENING = re.compile(rf"\s*(?:[(（]?[一二三四五六七八九\d]+[)）、.]\s*)?(?:{_LABEL}|{_PERSON})", re.IGNORECASE)
_NAMED = re.compile(_LABEL)


def opens_case(text: str) -> bool:
    """Whether a paragraph that begins with these words tells of one patient."""
    return _OPENING.match(text) is not None


def heads_case(heading: Sequence[str]) -> bool:
    """Whether the heading of a section is that of one patient's course, by the headings above it, its own the last.

    >>> heads_case(("病例", "2.1 病例3(CML)")), heads_case(("Case report",)), heads_case(("病例1与病例2",)), heads_case(())
    (True, True, False, False)
    """
    return bool(heading) and _HEADING.fullmatch(heading[-1]) is not None


def are_rows(header: str, labels: Sequence[str]) -> bool:
    """Whether the rows of a table are single cases, by the header of their labels and by their labels.

    >>> are_rows("病例", ["1", "2"]), are_rows("Patient", ["P1"]), are_rows("患者", ["初治", "复发"]), are_rows("病例", ["30", "12"])
    (True, True, False, False)
    """
    if not labels or not _HEADS_CASES.fullmatch(header.strip()):
        return False
    numbers = [re.sub(r"\D", "", label) for label in labels]
    is_counted = [int(number) for number in numbers if number] == list(
        range(int(numbers[0] or 0), int(numbers[0] or 0) + len(labels))
    )
    return is_counted and all(_NUMBERED.fullmatch(label.strip()) for label in labels)


def is_of_case(text: str, start: int, offset: int) -> bool:
    """Whether a numbered case is named between a sentence's start and an offset."""
    return _NAMED.search(text, start, offset) is not None
