"""Words of a sentence that say higher, lower, better, worse or the same, with their denials.

Some compare by themselves (`多于`, `longer`), some only beside what they are measured by (`较少`), some only right before what
is compared (`more infections`), and a bare adjective only behind the treatment that it is measured by (`皮疹比乙药轻`).

>>> from pipeline.records import Mention
>>> text = "皮疹较乙药轻,OS未延长"
>>> found = words(Line(text, 0, len(text), (Mention(3, 5, "DRUG", "乙药"),)))
>>> [(text[word.start : word.end], word.sense, word.negated) for word in found]
[('轻', 'down', False), ('未延长', 'up', True)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline import lexicon
from pipeline.relating.lines import Line, pattern
from pipeline.relating.lines import words as forms
from pipeline.spots import spots

_REACH = 32
NEGATIONS = "direction_negations"


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its denial, section offsets; `sense` is up, down, better, worse or same."""

    start: int
    end: int
    sense: str
    negated: bool


def words(line: Line) -> list[Word]:
    """The words of a line that state a direction, in order."""
    found = []
    for start, end, form in spots(line.text, "direction_words", line.start, line.end):
        before = line.text[max(line.start, start - _REACH) : start]
        if (
            _OF_GRADE.search(before)
            or _OF_BOUND.search(before)
            or _is_absolute(form, before)
            or _OF_EXPRESSION.search(before)
            or _OF_COMPOUND.match(line.text, end, line.end)
            or (form in _relative() and not _compares(line, start))
            or (form in nominal() and not _is_before_result(line, end))
            or any(m.start < start < m.end for m in line.of("ADVERSE_EVENT", "ALTERATION"))
        ):
            continue
        negation, stop = _negation(before), _denial(line.text, end)
        is_negated = negation > 0 or stop > end or bool(_UNSEEN.search(before)) or _is_of_neither(line, start)
        found.append(Word(start - negation, stop, _senses()[form], is_negated))
    return sorted([*found, *_bare_degrees(line)], key=lambda word: word.start)


_DEGREE = re.compile(
    r"(?:更|稍|略|也|则|却|明显|显著)*(?<![延增减升降加缩提最很])(?P<word>[轻重多少低高长短])(?=\s*(?:[,;。)]|$|[而但且]))"
)
_MORE = "重多高长"
_MEASURED_BY = re.compile(r"(?P<denied>不|未)?[比较](?:接受)?$")


def _bare_degrees(line: Line) -> Iterator[Word]:
    """Bare adjectives at the end of a clause, behind the treatment that they are measured by (`甲药较乙药腹泻多`, `皮疹比乙药轻`)."""
    words = line.text[line.start : line.end]
    agents = line.of("DRUG", "REGIMEN", "DRUG_CLASS") if "比" in words or "较" in words else []
    measured = [told for m in agents if (told := _MEASURED_BY.search(line.text, line.start, m.start))]
    for degree in _DEGREE.finditer(line.text, measured[0].end(), line.end) if measured else ():
        sense = "up" if degree["word"] in _MORE else "down"
        yield Word(degree.start(), degree.end(), sense, measured[0]["denied"] is not None)


_OF_COMPOUND = re.compile(r"[- ](?:risk|grade|dose|intensity|stage)\b(?! of\b)", re.IGNORECASE)
"""What makes `higher` the name of a group or a grade (`OS in higher-risk disease`)."""
_NEITHER = re.compile(
    r"\bneither\s(?:[^,;.]{2,90}?\snor\s|(?:of\s|agent|drug|combination|regimen|strategy|approach|study|trial|arm|one)\b)"
    r"(?:(?!\b(?:and|but|while|whereas|yet)\b)[^,;.]){0,70}$",
    re.IGNORECASE,
)


def _is_of_neither(line: Line, start: int) -> bool:
    """Whether a word says what neither of two did (`Neither A nor B improved OS`)."""
    opened = line.text.lower().rfind("neither ", line.start, start)
    return opened >= 0 and _NEITHER.match(line.text, opened, start) is not None


_OF_EXPRESSION = re.compile(r"(?:表达|拷贝数|甲基化)(?:水平|量)?(?:的|显著|明显|异常)*$")
"""Words that make a change one of a gene and of no endpoint (`X表达降低可致复发`)."""
_STILL = re.compile(r"(?:仍然?|依然|依旧|总体|普遍|整体)(?:较|很|十分|非常)?$")
_AGAINST = re.compile(r"相比|相较|较[^,;。]{1,16}组")
_POOR = ("较差", "差", "不佳", "不良", "较低", "较短", "不理想")


def _is_absolute(form: str, before: str) -> bool:
    """Whether a word says how patients fare all the same, and compares nothing (`远期生存仍较差`)."""
    return form in _POOR and _STILL.search(before) is not None and not _AGAINST.search(before)


@lru_cache(maxsize=1)
def _relative() -> frozenset[str]:
    """Words that compare only beside what they are measured by (`较少`)."""
    return frozenset(
        lexicon.fold(row["form"]) for row in lexicon.cues("direction_words") if row["needs"] == "comparison"
    )


_COMPARES = re.compile(
    r"相比|相较|比较|对照组|安慰剂|[较比于][^,;。]{2,20}|以[^,;。]{2,20}$|(?:加用|联合|联用|减量|停用)[^,;。]{0,12}后"
    r"|compared|versus|\bvs\b|than|relative to",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def nominal() -> frozenset[str]:
    """Words that compare only right before what is compared (`more neurologic events`)."""
    return frozenset(lexicon.fold(row["form"]) for row in lexicon.cues("direction_words") if row["needs"] == "noun")


def _is_before_result(line: Line, end: int) -> bool:
    """Whether an endpoint or an event follows at an offset."""
    return any(m.start - end == 1 for m in line.of("METRIC", "ADVERSE_EVENT"))


def _compares(line: Line, offset: int) -> bool:
    """Whether words before an offset in its sentence set something against another, or pick one of several (`以甲药稍多`)."""
    return _COMPARES.search(line.text, line.start, offset) is not None


_OF_GRADE = re.compile(r"\bgrades?\s*≥?\s*[1-5]\s*(?:or|and|/)\s*$|[1-5]级(?:或|及)$", re.IGNORECASE)
"""Words that make `higher` a grade and no direction (`grade 3 or higher adverse events with A`)."""
_OF_BOUND = re.compile(
    r"\d(?:[\s-]*(?:weeks?|months?|years?|days?|cycles?|lines?|units?|points?|%))?,?\s*or\s+$|\d\s*(?:天|日|周|个?月|年|岁|疗程|线|%)(?:或|及)(?:者)?$",
    re.IGNORECASE,
)
"""Words that make `longer` the bound of a number (`independence for 8 weeks or longer`)."""


@lru_cache(maxsize=1)
def _senses() -> dict[str, str]:
    return {lexicon.fold(row["form"]): row["sense"] for row in lexicon.cues("direction_words")}


def _negation(before: str) -> int:
    """Length of a negation and of the adverbs between it and the word, or 0."""
    match = _negated().search(before)
    return len(before) - match.start() if match else 0


_UNSEEN = re.compile(r"(?:未|没有)(?:能)?(?:观察|见|发现|显示|展现|表现|体现)(?:到|出)?[^,;。]{0,12}$")
"""Words that nobody saw what follows (`未观察到甲药的生存优势`)."""


@lru_cache(maxsize=1)
def _negated() -> re.Pattern[str]:
    told = "|".join(map(re.escape, forms(NEGATIONS, side="before")))
    adverbs = r",? ?(?:to date|so far|as yet|yet),? ?|相应|同步|随之|由此|因此|因而|corresponding(?:ly)?|commensurate|concomitant|accompanying|parallel|matching|demonstrable|measurable|meaningful(?:ly)?|substantial(?:ly)?|apparent(?:ly)?|能|有|带来|转化[为成]|的|translated? into|显示出?|明显|显著|进一步|有效|统计学|(?:seem|appear)(?:s|ed)?|to|further|consistently|clearly|any|significant(?:ly)?|an?|\s|[OPERDF]F?S|总?生存|overall|survival|response|remission"
    return re.compile(rf"(?:{told})(?:{adverbs})*$", re.IGNORECASE)


def _denial(text: str, end: int) -> int:
    """End of a denial directly behind the word (`获益不显著`), or the word's own end."""
    match = pattern(NEGATIONS, side="after").search(text, end, end + 8)
    return match.end() if match and re.fullmatch(r"(?:亦|也|均|则|却|都|\s)*", text[end : match.start()]) else end
