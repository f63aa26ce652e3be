"""The study behind a figure: its name, the marker that cites it, and its landmark.

>>> from pipeline.records import CitationMark
>>> line = Line("A组CR率为60%,B组为40%。", 0, 17, (), (CitationMark(9, (3,), 0, 0), CitationMark(16, (4,), 0, 0)))
>>> marker(line, 6), marker(line, 13)
('[3]', '[4]')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.lexicon import cues
from pipeline.records import Measure, Mention
from pipeline.relating.lines import Line, once

_ARM_SIZE = re.compile(
    r"(?:(?:单药|联合|治疗|用药|方案|维持){0,3}组(?:患者)?|\s*arm|\s*group)?\s*\(\s*(?:n\s*=\s*)?(?P<n>\d[\d,]*)\s*(?:例|名|人|patients)?\s*[),]",
    re.IGNORECASE,
)
_NEXT_SIZE = r"(?:、|,|和|与|及)[^,;。、()\d和与及]{1,16}组(?:患者)?(?:共|有)?\s*\d+\s*例"
_LISTED_SIZE = re.compile(rf"(?:组)?(?:患者)?(?:共|有)?\s*(?P<n>\d+)\s*例(?:{_NEXT_SIZE}){{0,3}}(?=[,;])")
"""The size of a group behind its name, in a list of groups and sizes (`A组30例、B组32例,ORR分别为`)."""
_GROUP_SIZE = re.compile(
    r"\(\s*n\s*=\s*(?P<n1>\d[\d,]*)\s*[),;]"
    r"|(?<![A-Za-z\d./~级度-])(?<!组\()(?<![男女])(?<![男女]性)(?P<n2>\d{1,3}(?:[, ]\d{3})+|\d+)\s*(?:例|名|位)(?!\s*[(]\s*\d|\s*(?:患者|患儿)(?:中)?(?:发生|出现|获得|死亡|停药)|\s*(?:获|达|发生|出现|死|复发[,;。)]|(?:完全|部分|血液学)?缓解|疾病稳定|微小残留|MRD转|检出|进展|停药|存活|为|有效|有反应|因|[sm]?CR|PR|SD|PD|VGPR|MMR))"
    r"|(?:(?P<of>of)|in|among|enrolled|included|randomi[sz]ed|treated)\s+(?P<n3>\d[\d,]*)\b(?!\s+(?:out\s+)?of\b)\s+(?:\w+\s+){0,4}?(?:patients|participants|adults|subjects|individuals|children)\b(?(of)|(?!\s*[(\[]\s*\d+(?:\.\d+)?\s*%\s*[)\],;]))",
    re.IGNORECASE,
)
_SURVIVAL = frozenset({"OS", "PFS", "EFS", "RFS", "DFS", "LFS", "DOR", "FFS", "DSS", "GRFS"})
_AFTER = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)\s*(?:个)?(?P<unit>疗程|周期|cycles|cycle|courses|course|年|月|周|months|years|weeks)"
    r"\s*(?:治疗)?(?:后|时|末|of therapy|of treatment)"
    r"|第\s*(?P<number4>\d{1,3})\s*(?:个)?(?P<unit4>周|月|年)(?!期|龄|内|以内|前|起|开始|至|或|、|和|[次批代])"
    r"|(?P<number3>\d+(?:\.\d+)?)[\s-]*(?P<unit3>年|个月|months?|years?)[\s-]*(?:rates?\b|率)"
    r"|(?:after|at|following)\s+(?P<number2>\d+(?:\.\d+)?)\s*(?P<unit2>cycles|cycle|courses|course|months|years|weeks)",
    re.IGNORECASE,
)


FRONTED = r"(?:at|by|after)\s+(?:(?P<word>day|week|month|year)s?\s+(?P<of>\d+(?:\.\d+)?)|(?P<number>\d+(?:\.\d+)?)[\s-]*(?P<unit>days?|weeks?|months?|years?))\s*,"
_FRONTED = re.compile(rf"(?:^|[.;,]\s|\n|\b(?:and|but|while|whereas)\s)\s*{FRONTED}\s*$", re.IGNORECASE)
"""A landmark that opens a sentence before its endpoint (`At 24 months, PFS was`, `By month 12, MMR was reached in`)."""
_FRONTED_REACH = 24
_MEDIAN = re.compile(r"(?:the )?median|中位", re.IGNORECASE)
_IN_BRACKET = re.compile(
    r"[\d.%~-]+(?:个?月|年|周| months| years)?(?:\s*(?:和|与|、|vs\.?|对|比|and)\s*[\d.%]+(?:个?月|年|周| months)?)*\s*\("
)
_AUTHORS = re.compile(r"[A-Z][A-Za-zÀ-ÿ'-]+\s?(?:等|et al\b|及其?同事|and colleagues|团队)")


def is_other_report(line: Line) -> bool:
    """Whether a sentence turns to a paper by its authors (`Cherry等[4]报道`) and names no study."""
    return bool(line.marks) and not line.of("TRIAL") and bool(_AUTHORS.search(line.text, line.start, line.end))


_SPELLING = re.compile(r"[^a-z0-9]+")


def named(trial: Mention) -> str:
    """A study as the text names it (guideline, section 1); another spelling of its usual name gives way to that.

    >>> from pipeline.records import Concept
    >>> def trial(text, name): return Mention(0, len(text), "TRIAL", text, Concept("local:1", "TRIAL", name))
    >>> [named(trial(*pair)) for pair in (("Viale A", "VIALE-A"), ("E1910", "ECOG-ACRIN E1910"))]
    ['VIALE-A', 'E1910']
    """
    written = _SPELLING.sub("", trial.text.casefold())
    return trial.name if written == _SPELLING.sub("", trial.name.casefold()) else trial.text


def trial_of(line: Line, offset: int) -> Mention | None:
    """The study in the bracket behind a figure (`94%和79%(ZUMA-5)`), else named nearest before it, else the only one."""
    trials = line.of("TRIAL")
    behind = next(
        (t for t in trials if t.start > offset and _IN_BRACKET.fullmatch(line.between(offset, t.start))), None
    )
    if behind is not None and line.text[behind.end : behind.end + 1] in (")", ",", "研"):
        return behind
    before = [trial for trial in trials if trial.start <= offset]
    if (closing := _closing(line, offset)) is not None and (not before or _turns(line, before[-1].end, offset)):
        return closing
    if before:
        return before[-1]
    only = trials[0] if len({trial.name for trial in trials}) == 1 else None
    return only if only and not re.search(r"[;。]", _outside(line, offset, only.start)) else None


_NEXT_TRIAL = re.compile(r"\s*(?:研究|试验)?\s*(?:、|,|和|与|及|以及|,?\s*and(?:\s+the)?)\s*")
_IN_TURN = re.compile(r"分别|依次|respectively", re.IGNORECASE)


def in_turn(line: Line, value: Mention, side: int, sides: int) -> Mention | None:
    """The study of a figure of several that go through as many studies of a list (`甲研究和乙研究中,中位OS分别为24.0和14.7个月`)."""
    values = line.of("VALUE")
    place = values.index(value) - side if sides > 1 and value in values else -1
    if place < 0 or place + sides > len(values):
        return None
    first, last = values[place], values[place + sides - 1]
    trials = [trial for trial in line.of("TRIAL") if trial.end <= first.start]
    run = trials[-sides:]
    joined = (_NEXT_TRIAL.fullmatch(line.between(a.end, b.start)) for a, b in pairwise(run))
    if len(run) != sides or len(trials) != sides or not all(joined):
        return None
    gap = line.between(run[-1].end, first.start)
    told = _IN_TURN.search(gap) or _IN_TURN.search(first.text) or _IN_TURN.match(line.text, last.end + 1, line.end)
    told = told or _IN_TURN.match(line.text, last.end + len(", "), line.end)
    return run[side] if told and not re.search(r"[;。]|组[^,;。]{0,24}组|[两2]组", gap) else None


_REST_OF_BRACKET = re.compile(r"^[^()]*\)")


def _outside(line: Line, offset: int, end: int) -> str:
    """What stands between two offsets, without the rest of the bracket that the first is in."""
    gap = line.between(offset, end)
    return _REST_OF_BRACKET.sub("", gap) if line.is_bracketed(offset) else gap


_CLOSES = re.compile(r"(?:\(|(?:\bin|\bfrom|\bof)(?: the)?(?: phase [^ ]{1,6})?)\s*$", re.IGNORECASE)


_NEW_PART = re.compile(
    r"\)[^(]*(?:,|\band\b|\bbut\b|\bwhile\b|\bwhereas\b)[^(]*\b(?:in|from|of)\s*(?:the\s*)?$|,\s*(?:and|but|while|whereas)\s+in\s*$"
)
"""What tells that a study named further on opens a statement of its own (`…62% (HR 0.40), and in TWO …`)."""


def _closing(line: Line, offset: int) -> Mention | None:
    """The study told behind its figures (`…18.9 vs 10.2 months) in FLAURA;`, `…7.7 months (TOWER),`), before another agent."""
    behind = next((t for t in line.of("TRIAL") if t.start > offset), None)
    if behind is None or not _CLOSES.search(line.text, max(offset, behind.start - 24), behind.start):
        return None
    gap = line.between(offset, behind.start)
    if _NEW_PART.search(gap):
        return None
    return (
        None
        if re.search(r"[;。]", _outside(line, offset, behind.start)) or _turns(line, offset, behind.start)
        else behind
    )


def _turns(line: Line, start: int, end: int) -> bool:
    """Whether an agent is named between two offsets."""
    return any(start <= m.start < end for m in line.of("DRUG", "REGIMEN"))


def marker(line: Line, offset: int) -> str:
    """The one marker that stands for a figure's study, or nothing where several studies are cited (rulings 10, 18)."""
    numbers = {number for mark in line.marks for number in mark.numbers}
    if len(numbers) == 1:
        return f"[{numbers.pop()}]"
    if len({mark.position for mark in line.marks}) < 2:
        return ""
    own = [mark for mark in line.marks if mark.position >= offset]
    groups = _adjacent(line, own[0].position) if own else _adjacent(line, line.marks[-1].position)
    return f"[{groups[0]}]" if len(groups) == 1 else ""


def own_marker(line: Line, end: int) -> str:
    """The one marker directly behind a name (`甲药[8]或乙药[9]`), where the sentence cites others too (ruling 18)."""
    own = [mark for mark in line.marks if 0 <= mark.position - end <= 1]
    if not own or len({mark.position for mark in line.marks}) < 2:
        return ""
    numbers = _adjacent(line, own[0].position)
    return f"[{numbers[0]}]" if len(numbers) == 1 else ""


def _adjacent(line: Line, position: int) -> list[int]:
    return [number for mark in line.marks if mark.position == position for number in mark.numbers]


def arm_size(line: Line, end: int) -> str:
    """How many patients an arm has, in the bracket behind its name (`A组(n=268)`) or in a list of groups; or nothing."""
    match = _ARM_SIZE.match(line.text, end, line.end) or _LISTED_SIZE.match(line.text, end, line.end)
    return match["n"].replace(",", "") if match else ""


_BETWEEN_SIZES = re.compile(r"\)?\s*(?:、|,|和|与|及)\s*[^,;。、()\d和与及%]{1,16}组(?:患者)?(?:共|有)?\s*")
"""What stands between the sizes of two groups of a list: neither is that of all."""


def group_size(line: Line, offset: int) -> str:
    """How many patients the study or group named last before a figure has (`纳入116例患者`, `(n=556)`), or nothing.

    Sizes in the brackets of several groups are each group's own (`Ⅰ期(38例)、Ⅱ期(56例)`).
    """
    told = [match for match in _sizes(line) if match.start() < offset]
    found = [match for match in told if not _is_behind(line, match)]
    if told and told[-1] not in found:
        is_only = sum(match not in found for match in told) == 1
        return told[-1]["n1"] if is_only and _goes_on(line, told[-1], offset) else ""
    bracketed = [match for match in found if match["n2"] and line.is_bracketed(match.start())]
    if not found or (len(bracketed) > 1 and found[-1] is bracketed[-1]):
        return ""
    if len(found) > 1 and _BETWEEN_SIZES.fullmatch(line.text, found[-2].end(), found[-1].start()):
        return ""
    return re.sub(r"[, ]", "", next(n for n in found[-1].group("n1", "n2", "n3") if n))


_OTHERS = re.compile(r"\b(?:in|for|among|versus|vs|while|whereas|but|compared)\b|[;。]|患者|病例|[组者]", re.IGNORECASE)
_OF_OTHERS = re.compile(r"(?:\s*\([^()]*\))?\s+(?:in|for|among|with)\b", re.IGNORECASE)


def _goes_on(line: Line, size: re.Match[str], offset: int) -> bool:
    """Whether the group whose size stands behind a rate has the figures behind a comma, too (`69% in those with X (n = 45), with CR in 13%`)."""
    gap = line.between(size.end(), offset)
    is_joined = size.group().endswith(")") and gap.lstrip().startswith(",")
    figure = next((value for value in line.of("VALUE") if value.start >= offset), None)
    is_own = any(size.end() <= metric.start < offset for metric in line.of("METRIC"))
    is_of_next = figure is not None and _OF_OTHERS.match(line.text, figure.end, line.end) is not None
    is_treated = any(size.end() <= m.start < offset for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS"))
    return is_joined and is_own and not (is_of_next or is_treated or _OTHERS.search(gap))


def _is_behind(line: Line, size: re.Match[str]) -> bool:
    """Whether a size stands with the group behind a rate, whose own it is (`61% in cohort A (n = 42) and 55%`), and no study's."""
    if not size["n1"]:
        return False
    before = [m for m in line.of("VALUE") if m.end <= size.start()]
    rates = [m for m in before if m.text.endswith("%") or _is_median(line, m)]
    told = _SIZE_BEHIND.match(line.text, rates[-1].end, line.end) if rates else None
    if told is None or not told.start() < size.start("n1") < told.end():
        return False
    return not any(told.start() <= trial.start < told.end() for trial in line.of("TRIAL"))


def _is_median(line: Line, value: Mention) -> bool:
    """Whether a time is the figure of an endpoint of its clause, and no follow-up."""
    opened = line.clause(value.start)[0]
    is_time = isinstance(value.detail, Measure) and value.detail.kind == "duration"
    return is_time and any(opened <= metric.start < value.start for metric in line.of("METRIC"))


@once
def _sizes(line: Line) -> tuple[re.Match[str], ...]:
    """The numbers of patients of a line that are sizes of a study or group."""
    results = line.of("METRIC", "ADVERSE_EVENT")
    found = _GROUP_SIZE.finditer(line.text, line.start, line.end)
    return tuple(match for match in found if not (match["n2"] and _is_result(line, results, match)))


_RIGHT_BEHIND = re.compile(r"\s*(?:者|的)?\s*(?:各|共|仅|有|为|:|\()?\s*")


_OF_KIND = re.compile(r"(?:(?!患者|患儿|病例|治疗|中|者|组)[\u4e00-\u9fff]){0,6}")
_ITS_RATE = re.compile(r"\s*\(\s*\d{1,3}(?:\.\d+)?\s*%")


def _is_result(line: Line, results: Sequence[Mention], size: re.Match[str]) -> bool:
    """Whether a count of patients is the figure of an endpoint beside it (`CR 10例,PR 6例`, `贫血(24例)`, `2例早期死亡(7%)`), and no size."""
    behind = next((m for m in results if m.start >= size.end()), None)
    is_of_kind = behind is not None and _OF_KIND.fullmatch(line.text, size.end(), behind.start) is not None
    if behind is not None and is_of_kind and _ITS_RATE.match(line.text, behind.end, line.end):
        return True
    before = next((metric for metric in reversed(results) if metric.end <= size.start()), None)
    return before is not None and _RIGHT_BEHIND.fullmatch(line.text, before.end, size.start()) is not None


_SIZE_BEHIND = re.compile(
    r"\s*\(\s*(?:[^(),;%]{1,30}[,;]\s*)?(?:[nN]\s*=\s*(?P<n1>\d+)|(?P<n2>\d+)\s*例)\s*[),;]"
    r"|(?:\s*\([^()]*\))?\s+(?:in|of|among|for)\s+[^,;()%]{3,60}\(\s*n\s*=\s*(?P<n4>\d+)\s*\)"
    r"|\s*(?:\([^()]*\)\s*)?(?:in|of|among)\s+(?P<n3>\d+)\s+(?:[a-z-]+\s+){0,2}(?:patients|pts|adults|children|participants)\b",
    re.IGNORECASE,
)


def size_behind(line: Line, end: int) -> str:
    """How many patients a figure is of, told right behind it (`42%(155例)`, `an ORR of 56% in 57 patients`), or nothing."""
    match = _SIZE_BEHIND.match(line.text, end, line.end)
    return next(n for n in match.groups() if n) if match else ""


def timepoint(line: Line, metric: Mention) -> str:
    """The landmark of an endpoint that does not name its own: the clause's, or that of the survival rate before it."""
    return "" if _MEDIAN.match(metric.text) else _landmark_before(line, metric.start)


@once
def _landmark_before(line: Line, offset: int) -> str:
    """The landmark that the clause of an endpoint tells before it."""
    clause = line.clause(offset)
    if fronted := _FRONTED.search(line.text, max(clause[0] - _FRONTED_REACH, line.start - 2, 0), clause[0] + 1):
        return f"{fronted['of'] or fronted['number']} {unit((fronted['word'] or fronted['unit']).lower())}"
    for match in _AFTER.finditer(line.text, max(clause[0] - 12, line.start), offset + 1):
        if not re.search(
            r"停药|移植|随访|off|transplant", line.text[max(line.start, match.start() - 8) : match.start()]
        ):
            return _told(match)
    return ""


def _told(match: re.Match[str]) -> str:
    """A time as the guideline writes it, from the form that was found."""
    number, word = (match.group(name, f"{name}2", f"{name}3", f"{name}4") for name in ("number", "unit"))
    return f"{next(filter(None, number))} {unit(next(filter(None, word)))}"


@lru_cache(maxsize=256)
def unit(word: str) -> str:
    """The code of a unit of time (`个月` is `mo`); a word that is none of the table's counts courses of treatment."""
    units = {row["form"]: row["unit"] for row in cues("measure_units")}
    return units.get(word.lower(), "cycles")


def inherits_landmark(code: str, before: str) -> bool:
    """Whether `1年OS率为80%,EFS率为76%` carries the year on: both are survival endpoints."""
    return code in _SURVIVAL and before in _SURVIVAL
