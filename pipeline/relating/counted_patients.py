"""Numbers of patients that say how many had an endpoint (`仅2例复发`, `CR 3例`), and not how large a group is (`Ⅰ期(38例)`).

>>> from pipeline.records import Endpoint, Measure
>>> text = "4例完全缓解"
>>> count = Mention(0, 2, "VALUE", "4例", detail=Measure("count", "4"))
>>> metric = Mention(2, 6, "METRIC", "完全缓解", detail=Endpoint("CR"))
>>> is_counted(Line(text, 0, len(text), (count, metric)), count)
True
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention
from pipeline.relating.figure_gaps import EVENT_REACH, HAN
from pipeline.relating.figures import code_of, measure_of
from pipeline.relating.lines import Line

_EVENT = re.compile(r"\s*(?:患者)?(?:出现|发生|因)?")
_ALL_OF_THEM = re.compile(r"\s*(?:患者)?(?:均|全部|都)(?:曾)?(?:获得|达到|取得|获|达)")
_ACHIEVED = re.compile(
    r"\s*(?:患者|者)?(?:均|仍|共|全部|都)?(?:获得|获|达到|达|取得)(?:了)?\s*|\s+(?:achieved|attained|reached|had|entered)\s+(?:an?\s+)?",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\bof\s$|/\s?$")
_NAMED_COUNT = re.compile(r"\s*(?:者|为|仅|有|共)?\s*")
_RESPONDED_IN = re.compile(
    r"\s+(?:was|were|has been|have been)\s+(?:achieved|attained|obtained|seen|observed|documented|reached|noted|recorded)\s+(?:in|by)\s+(?:only\s+|just\s+)?",
    re.IGNORECASE,
)
RESPONSES = (
    "CR",
    "PR",
    "SD",
    "PD",
    "CRi",
    "CR/CRi",
    "CMR",
    "MMR",
    "DMR",
    "CCyR",
    "CMetR",
    "VGPR",
    "sCR",
    "MRD-neg",
    "MLFS",
    "HI",
    "mCR",
)
_NO_EVENT = re.compile(r"者|的|患者|后|时|风险|率|中|前|相关|由|与|系|病例|样本|标本")
_TOLD_BY_VERBS = ("ORR", "OS")
"""Endpoints that a verb tells right behind a number of patients (`10例缓解`, `4例存活`)."""
_COUNTED = ("relapse", "death", "MRD relapse", "CNS relapse", "early death", "TRM")
_HAD = re.compile(
    r"\s*(?:患者|者)?(?:均|仍|共)?(?:获得?|达到?|取得|出现|发生|为|achieved|attained|reached|had|developed)?(?:了)?\s*(?:a |an )?"
    r"(?:(?:[1-5Ⅰ-Ⅴ]|I{1,3}|IV|V)(?:[~/-](?:[1-5Ⅰ-Ⅴ]|I{1,3}|IV|V))?[级度]|grade [1-5](?:[/-][1-5])?)?\s*",
    re.IGNORECASE,
)
_ITS_RATE = re.compile(r"者?\s*[(\[]\s*\d{1,3}(?:\.\d+)?%")


def _is_told_with_rate(line: Line, value: Mention) -> bool:
    """Whether a number of patients, their endpoint and its rate in brackets follow each other (`6例获CR(54.5%)`)."""
    event = next((m for m in line.of("METRIC", "ADVERSE_EVENT") if m.start >= value.end), None)
    if event is None or not _HAD.fullmatch(line.between(value.end, event.start)):
        return False
    return _ITS_RATE.match(line.text, event.end, line.end) is not None


_AMONG_RESPONSES = re.compile(
    r"(?:\bwith|\bincluding|\band|\bwere|\bthere were|\bcomprising|\bof which|\bnamely|[,:(])\s*$", re.IGNORECASE
)


def _is_of_responses(line: Line, value: Mention, metrics: Sequence[Mention]) -> bool:
    """Whether a number counts the responses right behind it (`with five complete responses and 44 partial responses`)."""
    metric = next((m for m in metrics if m.start >= value.end), None)
    if metric is None or code_of(metric) not in RESPONSES or line.between(value.end, metric.start).strip():
        return False
    is_plural = metric.text.endswith("s") or line.text[metric.end : metric.end + 1] == "s" or value.text == "one"
    return is_plural and _AMONG_RESPONSES.search(line.text, max(line.start, value.start - 12), value.start) is not None


_ENCLOSED_BEHIND = re.compile(r"\s*[)\]]")


def is_enclosed(line: Line, value: Mention) -> bool:
    """Whether a number of patients fills the bracket behind a rate (`62% [96 patients]`); in Chinese that is the whole (`41.9%(155例)`)."""
    if HAN.search(value.text):
        return False
    told = _SHARE_OPENED.search(line.text, max(line.start, value.start - 4), value.start)
    return told is not None and _ENCLOSED_BEHIND.match(line.text, value.end, line.end) is not None


_SHARE_OPENED = re.compile(r"%\s*[(\[]\s*$")
_OF_THEM = re.compile(r"(?:其中|包括|\bincluding|\bof whom)\s*$", re.IGNORECASE)
_NEXT_FIGURE = re.compile(r"\s*(?:率|[为是达仅约:=]|\d)")


def _is_of_them(line: Line, value: Mention, metrics: Sequence[Mention]) -> bool:
    """Whether a number tells how many of those counted before had an endpoint right behind it (`其中6例sCR`)."""
    if not _OF_THEM.search(line.text, max(line.start, value.start - 10), value.start):
        return False
    metric = next((m for m in metrics if m.start >= value.end), None)
    adjoins = metric is not None and not line.between(value.end, metric.start).strip()
    return metric is not None and adjoins and not _NEXT_FIGURE.match(line.text, metric.end, line.end)


_REACHED_BARE = re.compile(r"\s*(?:患者\s*)?(?:[为呈]\s*)?")
_BEFORE_TREATMENT = re.compile(
    r"(?:移植|治疗|用药|输注|回输|入组|化疗|诱导|预处理|入院)(?:之)?前|(?:移植|输注|回输|入组|诊断|初诊)时|状态|基线|分为|纳入|入选|收集"
)
"""What makes a response the state that patients came with (`移植前8例CR、5例NR`)."""
_RESULT_BEHIND = re.compile(r"(?:者)?\s*(?:[(][^()]{1,12}[)]\s*)?(?:[,;、。]|$|和|及|与|以及)")


def _is_bare_response(line: Line, value: Mention, metrics: Sequence[Mention]) -> bool:
    """Whether a number of patients and a response make an item of a list (`8例完全缓解,4例部分缓解`, `7例MRD转阴`)."""
    metric = next((m for m in metrics if m.start >= value.end), None)
    if metric is None or code_of(metric) not in RESPONSES or not HAN.search(value.text):
        return False
    if not _REACHED_BARE.fullmatch(line.between(value.end, metric.start)):
        return False
    if _BEFORE_TREATMENT.search(line.text, line.clause(value.start)[0], value.start):
        return False
    return _RESULT_BEHIND.match(line.text, metric.end, line.end) is not None


_ONE_GRADE = r"(?:[1-5]|[IVⅠ-Ⅴ]{1,3})"
_SUFFERED = re.compile(
    rf"\s*(?:患者|患儿)?(?:曾|均|先后|仅)?(?:出现|发生|并发|发展为)(?:了|过)?\s*(?:(?:≥\s*)?{_ONE_GRADE}(?:\s*[~/-]\s*{_ONE_GRADE})?\s*(?:级|度)(?:及以上|以上)?(?:的)?\s*)?(?:(?:轻度|中度|重度|严重|急性|慢性|皮肤|肝脏|肠道)\s*)*"
)
_OTHER_WORD_BEHIND = re.compile(r"\s*(?:[(][^()]{1,24}[)]\s*)?(?:的|后|前|时|风险|率|相关|由|与|病例|标本|及其)")


def _is_suffered(line: Line, value: Mention) -> bool:
    """Whether a number of patients is said to have had the adverse event behind it (`5例出现胸腔积液`)."""
    event = next((m for m in line.of("ADVERSE_EVENT") if m.start >= value.end), None)
    if event is None or not HAN.search(value.text) or not _SUFFERED.fullmatch(line.between(value.end, event.start)):
        return False
    return _OTHER_WORD_BEHIND.match(line.text, event.end, line.end) is None


_GRADE_BEFORE = re.compile(
    rf"(?:[,;、:(]|其中|分别为|包括|和|及|与)\s*(?:≥\s*)?{_ONE_GRADE}(?:\s*[~/-]\s*{_ONE_GRADE})?\s*(?:级|度)(?:及以上|以上)?(?:者)?(?:有|为|仅)?\s*$"
)


def _is_of_grade(line: Line, value: Mention) -> bool:
    """Whether a number counts those who had an adverse event told before at a grade (`13例发生CRS,其中1~2级11例,3级2例`)."""
    if not HAN.search(value.text) or not _GRADE_BEFORE.search(
        line.text, max(line.start, value.start - 16), value.start
    ):
        return False
    told = [m for m in line.mentions if m.type in ("METRIC", "ADVERSE_EVENT") and m.end <= value.start]
    return bool(told) and told[-1].type == "ADVERSE_EVENT"


_NEXT_GROUP = re.compile(r"\s*[,;](?:而)?[^,;。%\d()]{1,14}组(?:则|仅|为|有)*\s*")


def _is_of_next_group(line: Line, value: Mention) -> bool:
    """Whether a number follows that of another group for the same endpoint (`早期死亡甲组0例,乙组2例`)."""
    before = next((v for v in reversed(line.of("VALUE")) if v.end <= value.start), None)
    if before is None or measure_of(before).kind != "count" or not HAN.search(value.text):
        return False
    if not _NEXT_GROUP.fullmatch(line.between(before.end, value.start)):
        return False
    return measure_of(before).value == "0" or is_counted(line, before)


def responded(line: Line, value: Mention) -> Mention | None:
    """The response that a number of patients is said to have reached (`CR was achieved in 6 patients`)."""
    told = next((m for m in reversed(line.of("METRIC")) if m.end <= value.start), None)
    if told is None or code_of(told) not in RESPONSES:
        return None
    return told if _RESPONDED_IN.fullmatch(line.between(told.end, value.start)) else None


_DIVIDED = re.compile(
    r"(?:分为|分成|划分为|分入|按[^,;。%]{1,16}(?:分|划分))[^;。%]*$|(?:初治|初诊|难治|新诊断)(?:者|患者|组|性)?[^;。%\d]{0,6}\d+\s*例\s*(?:\([^()]*\)\s*)?[,、和及]\s*[^;。%\d]{0,8}复发[^;。%\d]{0,6}$"
)
_DIVIDED_REACH = 80
_DIVIDED_ON = re.compile(r"(?:者|患者)?\s*(?:\d+\s*)?(?:例\s*)?[,、和及]\s*(?:初治|初诊|难治|新诊断)")


def _is_part_of_cohort(line: Line, value: Mention) -> bool:
    """Whether a number only tells how large a group of the cohort is (`按部位分为髓外复发30例、…`, `初治60例,复发20例`)."""
    if not HAN.search(value.text):
        return False
    before = _DIVIDED.search(line.text, max(line.start, value.start - _DIVIDED_REACH), value.start)
    return bool(before or _DIVIDED_ON.match(line.text, value.end, line.end))


_HEADS_RATE = re.compile(
    r"\s*(?:患者|者)?的?\s*\d+(?:\.\d+)?\s*(?:年|个月|周|d|天)(?:的|时)?(?:累积|总|无[^,;。]{1,6})?(?:[A-Z]{2,4}|生存|存活|复发)率"
)
"""What makes a number of patients the size of the group whose rate follows (`接受移植的31例2年OS率`)."""


def is_counted(line: Line, value: Mention) -> bool:
    """Whether a number of patients says how many had an endpoint (`仅2例复发`, `CR 3例`, `2例均获CR`)."""
    if _is_part_of_cohort(line, value) or _HEADS_RATE.match(line.text, value.end, line.end):
        return False
    metrics = line.of("METRIC")
    if _ALL_OF_THEM.match(line.text, value.end, line.end):
        return any(value.end <= metric.start <= value.end + EVENT_REACH for metric in metrics)
    is_whole = _WHOLE.search(line.text, max(line.start, value.start - 4), value.start)
    if (
        not is_whole
        and _ACHIEVED.match(line.text, value.end, line.end)
        and any(
            _ACHIEVED.fullmatch(line.between(value.end, metric.start))
            for metric in metrics
            if metric.start >= value.end
        )
    ):
        return True
    named = line.of("METRIC", "ADVERSE_EVENT")
    if any(_NAMED_COUNT.fullmatch(line.between(m.end, value.start)) for m in named if m.end <= value.start):
        return True
    if responded(line, value) is not None or _is_in_own_bracket(line, value, named):
        return True
    if _is_told_with_rate(line, value) or _is_of_them(line, value, metrics) or _is_of_responses(line, value, metrics):
        return True
    if _is_of_next_group(line, value):
        return True
    if _is_bare_response(line, value, metrics) or _is_suffered(line, value) or _is_of_grade(line, value):
        return True
    event = next((m for m in metrics if m.start >= value.end), None)
    if event is not None and event.start == value.end and code_of(event) in _TOLD_BY_VERBS and HAN.search(event.text):
        return not _NO_EVENT.match(line.text, event.end, line.end)
    if event is None or code_of(event) not in _COUNTED or not _EVENT.fullmatch(line.between(value.end, event.start)):
        return False
    return not _NO_EVENT.match(line.text, event.end, line.end)


_OWN_BRACKET = re.compile(r"\s*\(\s*(?:in\s+)?", re.IGNORECASE)
_GROUP_BRACKET = re.compile(r"(?:组|期|级|型|者|患者|患儿|危|岁|性)\s*\(\s*(?:[nN]\s*=\s*)?$")


def is_size_in_bracket(line: Line, value: Mention) -> bool:
    """Whether a number of patients fills the bracket behind the name of their group (`Ⅰ期(38例)、Ⅱ期(56例)患者的中位OS`)."""
    is_open = _GROUP_BRACKET.search(line.text, max(line.start, value.start - 12), value.start)
    if is_open is None or _ENCLOSED_BEHIND.match(line.text, value.end, line.end) is None:
        return False
    return not any(m.end > is_open.start() and m.start < value.start for m in line.of("METRIC", "ADVERSE_EVENT"))


_COUNT_AND = re.compile(r"\s*\(\s*\d+\s*(?:例次?|名|人|patients|pts)?\s*[,;、/]\s*")
_AND_RATE = re.compile(r"\s*[,;、/]\s*\d{1,3}(?:\.\d+)?\s*%\s*[)\]]")
"""Inside a bracket that holds a number of patients and their share (`贫血(42例,52.5%)`)."""


def of_own_bracket(line: Line, value: Mention, named: Sequence[Mention]) -> Mention | None:
    """The endpoint or adverse event behind which a number of patients fills a bracket (`贫血(24例)、皮疹(5例,10%)`), their share too."""
    kind = measure_of(value).kind
    is_last = _ENCLOSED_BEHIND.match(line.text, value.end, line.end)
    if kind == "count" and (is_last or _AND_RATE.match(line.text, value.end, line.end)):
        opened = _OWN_BRACKET
    elif kind == "percent" and is_last:
        opened = _COUNT_AND
    else:
        return None
    before = next((m for m in reversed(named) if m.end <= value.start), None)
    is_own = before is not None and opened.fullmatch(line.between(before.end, value.start)) is not None
    return before if is_own else None


def _is_in_own_bracket(line: Line, value: Mention, named: Sequence[Mention]) -> bool:
    """Whether a number of patients fills the bracket behind an adverse event or a response."""
    before = of_own_bracket(line, value, named)
    return before is not None and (before.type != "METRIC" or code_of(before) in RESPONSES)
