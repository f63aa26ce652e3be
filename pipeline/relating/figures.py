"""Which figure belongs to which endpoint, and which figures are one comparison.

Papers put a figure behind its endpoint (`CR率为60%`, `OS(HR=0.66, P=0.02)`), before it (`60%的患者获得CR`), in a list
of its own (`PFS率和OS率分别为82%和89%`), or in pairs (`36.7% vs 17.9%`, `从11.4个月延长至23.4个月`).

>>> from pipeline.records import Endpoint, Measure
>>> text = "CR率为60%,ORR为80%"
>>> def metric(start, end, code): return Mention(start, end, "METRIC", text[start:end], detail=Endpoint(code))
>>> def value(start, end, rate):
...     return Mention(start, end, "VALUE", text[start:end], detail=Measure("percent", rate, "%"))
>>> line = Line(text, 0, len(text), (metric(0, 3, "CR"), value(4, 7, "60"), metric(8, 11, "ORR"), value(12, 15, "80")))
>>> [(f.metric.text, f.value.text, f.how) for f in assign(line)]
[('CR率', '60%', 'after endpoint'), ('ORR', '80%', 'after endpoint')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise

from pipeline import lexicon
from pipeline.records import Endpoint, Measure, Mention
from pipeline.relating import events
from pipeline.relating.cue_words import column
from pipeline.relating.lines import Line, pattern, words
from pipeline.relating.resumed_endpoints import (
    heads_resumption,
    is_counted_in,
    is_group,
    resumes,
    tells_carriers,
)

STATISTICS = {"percent": "rate", "duration": "median", "not_reached": "median", "count": "count", "fold": "risk_ratio"}
_EVENT_CODES = {"tumor lysis syndrome": "TLS"}
_TIMES = ("mo", "y", "wk", "d")
_EVENT_REACH = 24
_LIST_REACH = 24
_PROVISIONAL = 0.6
_FORWARD_REACH = 32
_LONGEST_JOIN = 70
_LANDMARK_REACH = 16
_NOT_RESULTS = re.compile(
    r"(?:随访(?:时间)?(?:延长|更新)|(?:随访|随访时间|年龄|疗程|剂量|用药|给药|follow-up|\bfollowed|\bage|\baged|\bdose|\b(?:treatment )?duration of treatment)\b)"
    r"[^,;。%]{0,12}$|\b(?:after|within|beyond|every|older than|younger than)\s+$",
    re.IGNORECASE,
)

_PLANNED = re.compile(
    r"\b(?:to (?:detect|show|demonstrate|target)|assum(?:ed|ing)|hypothesi[sz](?:ed|ing)|margin|targeted|target)\b[^,;.()]{0,40}$"
    r"|(?:假设|假定|预设|界值|估算|检验效能)[^,;。()]{0,16}$",
    re.IGNORECASE,
)
"""What tells that a ratio was planned for and not found (`power to detect a hazard ratio of 0.70`)."""
_NO_RESULT_BEHIND = re.compile(r"\s*(?:内|后|前|时(?!间)|以内|的?随访|停用|停药|死亡|复发|行|给予|加用|[^,;。]{0,4}每)")
_DIFFERENCE = re.compile(
    r"(?:差值|差异|绝对差|绝对获益|绝对提升|净获益|相差|差距|率差|增加了|提高了|减少了?|下降了?|降低了?|缩短了?|升高了|(?:reduced|reduction|decreased?|lowered)(?: the risk)?(?: of \w+)? by|difference|difference of)[^,;。%]{0,6}$"
    r"|(?:降低|减少|下降)[^,;。%]{2,20}风险(?:达|约|了)?\s*$",
    re.IGNORECASE,
)

_LANDMARK_RATE = re.compile(r"[\s-]*(?:rates?\b|率)", re.IGNORECASE)
_NONE_OF_THEM = re.compile(r"(?:患者)?(?:中)?(?:均|全部|都)?(?:无一|均未|都未|未)")
_GRADED = re.compile(
    r"(?:[1-5Ⅰ-Ⅴ](?:\s*[~/-]\s*[1-5])?\s*级(?:及以上|以上)?|grade\s*(?:≥\s*)?[1-5](?:\s*(?:-|–|/|or|to|and)\s*(?:[1-5]|higher|greater|worse|above|more))?)(?:\s+(?:events?|cases?|episodes?|severity|toxicity))?\s*(?:者)?(?:(?:occurred\s+|seen\s+|reported\s+|(?:was|were)\s+(?:seen\s+|reported\s+|observed\s+)?)?(?:in|:|at))?\s*(?:only|just)?\s*(?:仅|为|达|约|占)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its endpoint.

    Attributes:
        how: The pattern that joined them.
        group: Number of the comparison in the line; figures of one comparison share it.
        side: Position of the figure in a comparison, from 0; -1 where it stands alone.
        sides: How many figures the comparison has.
        reversed: The first figure is the comparator's (`从A延长至B`).
        timepoint: The landmark of this figure of a list (`1、3年OS率为90%、80%`), else empty.
    """

    metric: Mention
    value: Mention
    how: str
    group: int
    side: int = -1
    sides: int = 1
    reversed: bool = False
    timepoint: str = ""


@lru_cache(maxsize=1024)
def unit_of(code: str) -> str:
    """Usual unit of an endpoint as the lexicon has it (`%`, `mo`), or nothing."""
    entry = lexicon.load().named("METRIC", code)
    return entry.relations.get("unit", ("",))[0] if entry else ""


def code_of(metric: Mention) -> str:
    """The guideline's code of an endpoint (section 3), or the name of an adverse event taken as one."""
    return metric.detail.code if isinstance(metric.detail, Endpoint) else _EVENT_CODES.get(metric.name, metric.name)


def measure_of(value: Mention) -> Measure:
    if not isinstance(value.detail, Measure):
        raise TypeError(f"{value.text!r} carries no parsed figure")
    return value.detail


def fits(metric: Mention, measure: Measure) -> bool:
    """Whether a figure of this form can be a result of this endpoint (a median is no percentage, CR no duration)."""
    statistic = metric.detail.statistic if isinstance(metric.detail, Endpoint) else "rate"
    if statistic == "risk":
        return measure.kind in ("ratio", "p_value")
    if measure.kind == "percent":
        return statistic != "median" or unit_of(code_of(metric)) == "%"
    if measure.kind in ("duration", "not_reached"):
        timed = metric.type == "METRIC" and unit_of(code_of(metric)) in _TIMES
        return timed and (statistic != "rate" or code_of(metric) == "DOR")
    return True


def assign(
    line: Line, before: Mention | None = None, compared: Mention | None = None, told: Sequence[Mention] = ()
) -> list[Figure]:
    """All figures of a line that belong to an endpoint, in order.

    Args:
        line: The line.
        before: The endpoint of the last figure of the line before: what a line goes on with that names a group and
            its figures alone (`- 携带T315I者:70%`).
        compared: The endpoint of the last ratio before: what a line goes on with that only has ratios.
        told: The endpoints that had figures in the line before, in order: what `上述指标分别为` takes up.
    """
    metrics = [
        m
        for m in line.of("METRIC", "ADVERSE_EVENT")
        if not (is_group(line, m) or is_counted_in(line, m) or events.is_kind(line, m))
    ]
    times = {start for metric in metrics for start, _ in _landmarks(line, metric)}
    values = [m for m in line.of("VALUE") if m.start not in times and _is_result(line, m)]
    again = list(_told_again(line, values, metrics, told))
    if values and not metrics:
        if again:
            return again
        compares = all(measure_of(value).kind in ("ratio", "p_value") for value in values)
        resumed = compared if compares and compared is not None else before
        return list(_going_on(line, values, resumed)) if resumed is not None else []
    if not values or not metrics:
        return []
    explained = [v for v in values if _explains_rate(line, v)]
    listed_already = {figure.value.start for figure in again}
    figures = [
        *again,
        *_mixed_list(line, [v for v in values if v not in explained and v.start not in listed_already], metrics),
    ]
    listed_already = {figure.value.start for figure in figures}
    left = [v for v in values if v not in explained and v.start not in listed_already]
    inside = [v for v in left if is_detail(line, v)]
    runs = [*_runs(line, [v for v in left if v not in inside]), *([value] for value in inside)]
    runs.sort(key=lambda run: run[0].start)
    listed: list[Mention] = []
    for number, run in enumerate(runs):
        listed = _list_of(line, run, metrics, listed)
        figures.extend(_respective(run, listed, number * 100))
    figures.extend(_banded(line, values, metrics))
    done = {figure.value.start for figure in figures}
    for number, run in enumerate(runs):
        rest = [value for value in run if value.start not in done]
        if rest:
            known = sorted((f for f in figures if f.value.end <= rest[0].start), key=_position)
            taken_up = _corresponding(line, rest, known)
            figures.extend(_respective(rest, taken_up, number * 100 + 50))
            if taken_up:
                continue
            known = sorted(figures, key=_position)
            found = list(_single_metric(line, rest, metrics, number * 100 + 50, known))
            found = found or list(_of_next_group(line, rest, metrics, known, number * 100 + 50))
            figures.extend(found or _of_only_event(line, rest, metrics, number * 100 + 50))
    figures.extend(list(_of_group_before(line, values, figures)))
    for value in explained:
        rate = next((f for f in figures if are_beside(line, f.value, value)), None)
        if rate is not None:
            figures.append(Figure(rate.metric, value, "beside figure", rate.group))
        elif found := list(_single_metric(line, [value], metrics, _EXPLAINED, sorted(figures, key=_position))):
            figures.extend(found)
    figures.extend(list(_of_each(line, figures)))
    return list(_sharing_landmarks(line, sorted(figures, key=_position)))


_EACH_P = re.compile(r"(?:均|都|皆|both|all)\s*[Pp]|[Pp](?:值|\s*values?)?\s*(?:均|都|皆)")


def _of_each(line: Line, figures: Sequence[Figure]) -> Iterator[Figure]:
    """A P value that is told of all comparisons before it (`PFS 18 vs 4个月,ORR 65% vs 2%,均P<0.001`): one row of each."""
    for figure in figures:
        if measure_of(figure.value).kind != "p_value" or not _EACH_P.search(
            line.text, max(line.start, figure.value.start - 4), figure.value.start + 3
        ):
            continue
        others = {code_of(f.metric): f for f in figures if f.side == 0 and f.value.end <= figure.value.start}
        for number, (code, other) in enumerate(others.items()):
            if code != code_of(figure.metric):
                yield replace(figure, metric=other.metric, group=_EACH_GROUP + number)


_EACH_GROUP = 1300


def _sharing_landmarks(line: Line, figures: Sequence[Figure]) -> Iterator[Figure]:
    """Figures with the landmarks listed before the endpoint before, where as many follow (`6、12个月OS率…,PFS率分别为…`)."""
    times: list[str] = []
    last = line.start
    for _, members in groupby(figures, key=lambda figure: figure.group):
        run = list(members)
        named = [
            m for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS", "ALTERATION") if last <= m.start < run[-1].value.end
        ]
        is_alike = len(run) == len(times) and all(f.side >= 0 and measure_of(f.value).kind == "percent" for f in run)
        if is_alike and not named and not timepoint(run[0].metric) and _are_listed(line, run):
            run = [replace(f, timepoint=time, side=-1, sides=1) for f, time in zip(run, times, strict=True)]
        times = [figure.timepoint for figure in run] if all(figure.timepoint for figure in run) else []
        last = run[-1].value.end
        yield from run


def _are_listed(line: Line, run: Sequence[Figure]) -> bool:
    """Whether figures are joined as a list, and not set against each other."""
    gaps = (line.between(first.value.end, second.value.start).strip() for first, second in pairwise(run))
    return all(gap.strip(" ,") in words("trial_metric_words", role="joins") for gap in gaps)


_ALL_AGAIN = re.compile(
    r"(?:上述|以上|相应|对应|各项?|这些|前述|两项|三项|四项|历史(?:对照)?)(?:的)?(?:疗效|终点|生存)?(?:指标|终点|数值|数字|数据|比例|比率|结果|率)"
    r"[^,;。%\d]{0,14}?(?:(?:分别|依次)约?|为|是)(?:为|是|达到?|升至|升高至|提高至|增至|降至|下降至|仅为?|约为?|\s)*$"
    r"|\b(?:corresponding|same|respective|these) (?:figures|rates|values|numbers|endpoints|results|medians)\b[^,;.\d]{0,40}$",
    re.IGNORECASE,
)
_ARM_AGAIN = re.compile(
    r"\s*(?:(?:而|相较之下|相比之下|与之相比|相形之下|反观|对照组中)[,:]?)?_+[^,;。%\d_]{0,10}(?:则)?(?:分别|依次)(?:约)?(?:为|是|达|仅)*\s*"
)
"""A line that opens with another treatment and its figures (`伊马替尼组则分别为70%、30%和90%`)."""
"""What takes up all endpoints told before, one for each of the figures that follow."""
_ALL_AGAIN_GROUP = 1200


def _told_again(
    line: Line, values: Sequence[Mention], metrics: Sequence[Mention], told: Sequence[Mention]
) -> Iterator[Figure]:
    """Figures of the endpoints that a line takes up in words (`ORR 19%,PFS 5.6个月;联用后相应数值分别为46%和6.9个月`)."""
    chain: list[Mention] = []
    for value in (v for v in values if measure_of(v).kind in _LISTED_KINDS):
        if chain and _is_list_gap(line.between(chain[-1].end, value.start)):
            chain.append(value)
        elif len(chain) < _PAIR:
            is_opened = _ALL_AGAIN.search(line.text, max(line.start, value.start - 60), value.start) or (
                not metrics and _ARM_AGAIN.fullmatch(_masked(line, line.start, value.start))
            )
            chain = [value] if is_opened else []
    named = [m for m in reversed(metrics) if chain and m.end <= chain[0].start]
    own = list({code_of(m): m for m in named}.values())[::-1]
    for known in (own[-len(chain) :], list(told)):
        fitting = len(known) == len(chain) > 1 and all(
            fits(metric, measure_of(value)) for metric, value in zip(known, chain, strict=True)
        )
        if fitting:
            yield from _respective(chain, known, _ALL_AGAIN_GROUP)
            return


_DETAIL = re.compile(r"(?:%|months?|years?|个月|年|patients)\s*\([^()\d]{2,60}$")
_BEHIND_DETAIL = re.compile(
    r"[^()]*\)\s*(?:[.;,。]|$|,?\s*(?:and|versus|vs\.?|compared|against|with|in|for|on|than)\b|、|和|对|与|比|vs)",
    re.IGNORECASE,
)


def is_detail(line: Line, value: Mention) -> bool:
    """Whether a figure stands with an endpoint of its own in the bracket behind another (`ORR 68% (CR, 29%) versus 44% (CR, 13%)`)."""
    if measure_of(value).kind != "percent" or not line.is_bracketed(value.start):
        return False
    opened = line.text.rfind("(", line.start, value.start)
    named = any(opened < m.start and m.end <= value.start for m in line.of("METRIC"))
    return (
        named
        and bool(_DETAIL.search(line.text, max(line.start, opened - 12), value.start))
        and bool(_BEHIND_DETAIL.match(line.text, value.end, line.end))
    )


_GROUP_ROW = re.compile(
    r"[-•·*\s]*(?:其中)?[^,;。:()]{2,24}?(?:者|组|层|亚组|患者|人群|队列)(?:中)?(?::|则|分别|依次|为|仅|约|达|占|\s)*",
    re.IGNORECASE,
)


def _going_on(line: Line, values: Sequence[Mention], metric: Mention) -> Iterator[Figure]:
    """Figures of a line that names a group of patients and nothing else, or only compares: of the endpoint before."""
    compares = all(measure_of(value).kind in ("ratio", "p_value") for value in values)
    opening = line.between(line.start, values[0].start)
    if (
        not compares
        and not _GROUP_ROW.fullmatch(opening)
        and not heads_resumption(_masked(line, line.start, values[0].start))
        and not _sets_groups(line, values)
    ):
        return
    explained = [v for v in values if _explains_rate(line, v)]
    for number, run in enumerate(_runs(line, [v for v in values if v not in explained])):
        yield from _of_metric(line, run, metric, "endpoint before", number * 100)
    yield from (Figure(metric, value, "endpoint before", _EXPLAINED) for value in explained)


_HEADS_GROUP = re.compile(
    r"\s*(?:而|但)?(?:[^,;。:()\d%]{1,16}?(?:组|者|患者)(?:中)?|_+(?:单药|联合)?(?:治疗)?)(?:则|分别|依次|为|仅|约|达|占|只有|\s)*"
)
_NO_OUTCOME = re.compile(r"年龄|随访|病程|疗程|剂量|入组|纳入|随机|间隔|体重|暴露|用药|基线(?!存在|伴|有|携带|合并)")


def _sets_groups(line: Line, values: Sequence[Mention]) -> bool:
    """Whether a line sets two groups against each other with a figure each and no endpoint (`甲药9.6个月,化疗5.0个月(HR 0.57)`)."""
    results = [v for v in values if measure_of(v).kind in _LISTED_KINDS]
    if len(results) < _PAIR or measure_of(results[1]).kind not in _alike(measure_of(results[0]).kind):
        return False
    if _NO_OUTCOME.search(line.text, line.start, results[1].start):
        return False
    return all(
        _HEADS_GROUP.fullmatch(_masked(line, line.clause(value.start)[0], value.start)) for value in results[:_PAIR]
    )


_EXPLAINED = 800


def _explains_rate(line: Line, value: Mention) -> bool:
    """Whether a count with its denominator stands beside a rate (`71%(67/95)`)."""
    measure = measure_of(value)
    if measure.kind != "count" or not (measure.n or _RATE_BEHIND.match(line.text, value.end)):
        return False
    rates = (m for m in line.of("VALUE") if measure_of(m).kind == "percent")
    return any(are_beside(line, rate, value) for rate in rates)


_BAND = re.compile(r"\s*(?:[)])?\s*(?:的)?(?:常见|治疗相关)?(?:不良反应|不良事件|者)?\s*(?::|包括|有|依次为|为)\s*$")
_BANDS = 900
_OWN_RATE = re.compile(r"\s*\(?\s*\d+(?:\.\d+)?\s*%")


_BAND_OF_KIND = re.compile(
    r"\s*\)\s*(?:(?:of|with|for|in|on|to)\s+(?:patients\s+|those\s+|receiving\s+|treated with\s+|on\s+)*_+\s*)?(?:(?:was|were|is|are|have been)\s*|(?:that\s+)?(?:occurred|reported|observed|seen)\s*)?(?:included?s?|包括|有|为|是|:)?\s*:?\s*",
    re.IGNORECASE,
)


def _banded(line: Line, values: Sequence[Mention], metrics: Sequence[Mention]) -> Iterator[Figure]:
    """A band of frequency before a list of adverse events (`≥10%:贫血、头痛`) is a rate of each (corpus ruling 35)."""
    for number, value in enumerate(values):
        measure = measure_of(value)
        following = [m for m in metrics if m.start >= value.end]
        if measure.kind != "percent" or not following or (measure.value[0] not in "≥>" and "-" not in measure.value):
            continue
        gap = _masked(line, value.end, following[0].start)
        if not (_BAND.fullmatch(gap) or (_opens_band(line, value, metrics) and _BAND_OF_KIND.fullmatch(gap))):
            continue
        if _OWN_RATE.match(line.text, following[0].end, line.end):
            continue
        last = value.end
        for metric in following:
            gap = line.between(last, metric.start)
            if (
                metric.type != "ADVERSE_EVENT"
                or re.search(r"[;。%]", gap)
                or (last > value.end and len(gap) > _FORWARD_REACH)
            ):
                break
            yield Figure(metric, value, "respective list", _BANDS + number)
            last = metric.end


def _opens_band(line: Line, value: Mention, metrics: Sequence[Mention]) -> bool:
    """Whether a limit stands in the bracket behind words for adverse events in general (`adverse reactions (≥20%) are A, B`)."""
    before = next((m for m in reversed(metrics) if m.end <= value.start), None)
    is_general = before is not None and before.name in events.GENERAL
    return before is not None and is_general and bool(_BAND_BEFORE.fullmatch(line.between(before.end, value.start)))


_BAND_BEFORE = re.compile(
    r"[^,;.()。]{0,40}\(\s*(?:incidence|frequency|发生率|occurring in|in|at least|all grades?,?)?\s*:?\s*",
    re.IGNORECASE,
)


def _position(figure: Figure) -> int:
    return figure.value.start


def _is_result(line: Line, value: Mention) -> bool:
    measure = measure_of(value)
    if measure.kind == "ratio" and _PLANNED.search(line.text, max(line.start, value.start - 60), value.start):
        return False
    before = line.text[max(line.start, value.start - 24) : value.start]
    if measure.kind == "duration" and (_NOT_RESULTS.search(before) or _NO_RESULT_BEHIND.match(line.text, value.end)):
        return False
    if measure.kind == "duration" and _RATE_AT.search(line.text, max(line.start, value.start - 40), value.start):
        return False
    if measure.kind == "duration" and (_LANDMARK_RATE.match(line.text, value.end) or _is_gain(line, value)):
        return False
    if measure.kind == "duration" and _is_listed_time(line, value):
        return False
    if measure.kind == "count" and (_NONE_OF_THEM.match(line.text, value.end) or tells_carriers(line, value)):
        return False
    if measure.kind == "percent" and (
        _is_difference(line, value)
        or _is_threshold(line, value)
        or _is_multiple(line, value)
        or _is_of_level(line, value)
    ):
        return False
    if measure.kind != "count" or measure.n:
        return True
    if measure.value == "0" or _is_counted(line, value):
        return True
    return bool(_RATE_BEHIND.match(line.text, value.end)) or (
        not _is_group(line, value) and bool(_group_size(line, value))
    )


_TIMES_BEFORE = re.compile(
    r"\b(?:at|by)\s+(?:\d[\d.]*(?:[\s-]*(?:months?|years?|weeks?))?(?:\s*,\s*(?:and\s+)?|\s+and\s+)){1,4}$"
)
_TIMES_BEHIND = re.compile(r"(?:\s*,\s*(?:and\s+)?|\s+and\s+)\d[\d.]*(?:\s*,\s*|\s+and\s+|\s*(?:months|years|weeks)\b)")
_AT = re.compile(r"\b(?:at|by)\s+$")


def _is_listed_time(line: Line, value: Mention) -> bool:
    """Whether a time is one of several at which an endpoint was measured (`PFS at 12, 24 and 36 months was…`)."""
    opened = max(line.start, value.start - 48)
    if _TIMES_BEFORE.search(line.text, opened, value.start):
        return True
    return bool(_AT.search(line.text, opened, value.start) and _TIMES_BEHIND.match(line.text, value.end, line.end))


_RATE_AT = re.compile(r"%\s*(?:\([^()]*\)\s*)?(?:of (?:the )?patients\s+)?(?:at|by)\s+$", re.IGNORECASE)
"""What stands between a rate and its landmark (`61% at 6 months`)."""
_EVENT = re.compile(r"\s*(?:患者)?(?:出现|发生|因)?")
_ALL_OF_THEM = re.compile(r"\s*(?:患者)?(?:均|全部|都)(?:曾)?(?:获得|达到|取得|获|达)")
_ACHIEVED = re.compile(
    r"\s*(?:患者|者)?(?:均|仍|共|全部|都)?(?:获得|获|达到|达|取得)(?:了)?\s*|\s+(?:achieved|attained|reached|had|entered)\s+(?:an?\s+)?",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\bof\s$|/\s?$")
_NAMED_COUNT = re.compile(r"\s*(?:者|为|仅|有|共)?\s*")
_NO_EVENT = re.compile(r"者|的|患者|后|时|风险|率|中|前|相关|由|与|系|病例|样本|标本")
_TOLD_BY_VERBS = ("ORR", "OS")
"""Endpoints that a verb tells right behind a number of patients (`10例缓解`, `4例存活`)."""
_COUNTED = ("relapse", "death", "MRD relapse", "CNS relapse", "early death", "TRM")


_HAD = re.compile(
    r"\s*(?:患者|者)?(?:均|仍|共)?(?:获得?|达到?|取得|出现|发生|为|achieved|attained|reached|had|developed)?(?:了)?\s*(?:a |an )?"
    r"(?:[1-5Ⅰ-Ⅴ](?:[~/-][1-5Ⅰ-Ⅴ])?级|grade [1-5](?:[/-][1-5])?)?\s*",
    re.IGNORECASE,
)
_ITS_RATE = re.compile(r"者?\s*[(\[]\s*\d{1,3}(?:\.\d+)?%")


def _is_told_with_rate(line: Line, value: Mention) -> bool:
    """Whether a number of patients, their endpoint and its rate in brackets follow each other (`6例获CR(54.5%)`)."""
    event = next((m for m in line.of("METRIC", "ADVERSE_EVENT") if m.start >= value.end), None)
    if event is None or not _HAD.fullmatch(line.between(value.end, event.start)):
        return False
    return _ITS_RATE.match(line.text, event.end, line.end) is not None


_OF_THEM = re.compile(r"(?:其中|包括|\bincluding|\bof whom)\s*$", re.IGNORECASE)
_NEXT_FIGURE = re.compile(r"\s*(?:率|[为是达仅约:=]|\d)")


def _is_of_them(line: Line, value: Mention, metrics: Sequence[Mention]) -> bool:
    """Whether a number tells how many of those counted before had an endpoint right behind it (`其中6例sCR`)."""
    if not _OF_THEM.search(line.text, max(line.start, value.start - 10), value.start):
        return False
    metric = next((m for m in metrics if m.start >= value.end), None)
    adjoins = metric is not None and not line.between(value.end, metric.start).strip()
    return metric is not None and adjoins and not _NEXT_FIGURE.match(line.text, metric.end, line.end)


def _is_counted(line: Line, value: Mention) -> bool:
    """Whether a number of patients says how many had an endpoint (`仅2例复发`, `CR 3例`, `2例均获CR`)."""
    metrics = line.of("METRIC")
    if _ALL_OF_THEM.match(line.text, value.end, line.end):
        return any(value.end <= metric.start <= value.end + _EVENT_REACH for metric in metrics)
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
    if _is_told_with_rate(line, value) or _is_of_them(line, value, metrics):
        return True
    event = next((m for m in metrics if m.start >= value.end), None)
    if event is not None and event.start == value.end and code_of(event) in _TOLD_BY_VERBS and _HAN.search(event.text):
        return not _NO_EVENT.match(line.text, event.end, line.end)
    if event is None or code_of(event) not in _COUNTED or not _EVENT.fullmatch(line.between(value.end, event.start)):
        return False
    return not _NO_EVENT.match(line.text, event.end, line.end)


_RATE_BEHIND = re.compile(r"\s*(?:患者|(?:patients|pts|participants)\s*)?[(\[]\s*\d{1,3}(?:\.\d+)?%\s*[,)\]]")
"""A count that a rate in brackets explains (`5例(28%)`)."""


def _is_difference(line: Line, value: Mention) -> bool:
    """Whether a rate says how much another one rose or fell; `减少` inside an adverse event's name is no such word."""
    found = _DIFFERENCE.search(line.text, max(line.start, value.start - 24), value.start)
    if found and pattern("trial_metric_words", role="versus").match(line.text[value.end : value.end + 12].lstrip()):
        return False
    return found is not None and not any(m.start < found.start() < m.end for m in line.of("ADVERSE_EVENT"))


_OF_OTHER = re.compile(r"(?:\)|组|药|方案|对照|安慰剂|者)的\s*(?:约|近)?$")
_THAT_OF = re.compile(
    r"\s*(?:that|those|the (?:rate|figure|proportion|incidence))\s+(?:of|with|in|for|seen)\b", re.IGNORECASE
)


def _is_multiple(line: Line, value: Mention) -> bool:
    """Whether a share in words says how another figure compares (`仅为对照组(10%)的三分之一`, `one third that of A`)."""
    if any(sign.isdigit() for sign in value.text):
        return False
    before = _OF_OTHER.search(line.text, max(line.start, value.start - 12), value.start)
    return bool(before or _THAT_OF.match(line.text, value.end, line.end))


_GAIN = re.compile(
    r"(?:延长|缩短|推迟|提前|增加|prolonged by|extended by|gain of|improvement of)(?:了|约|近|逾|达|超过|仅|>|\s)*$",
    re.IGNORECASE,
)


def _is_gain(line: Line, value: Mention) -> bool:
    """Whether a time says by how much another one grew (`OS延长6.4个月`)."""
    return bool(_GAIN.search(line.text, max(line.start, value.start - 20), value.start))


def _is_group(line: Line, value: Mention) -> bool:
    """Whether a count only says how many there were (`26例患者中`)."""
    return bool(re.match(r"[^,;。]{0,20}?(?:中|里)(?!位|心)", line.text[value.end : min(value.end + 24, line.end)]))


_CHOSEN = re.compile(
    r"\b(?:adverse (?:events?|reactions?)|toxicit(?:y|ies)|TE?AEs?)(?:[\s,]+(?!(?:occurred|was|were|is|are|led|developed)\b)[\w()≥-]+){0,5}?\s+(?:in|at|with)\s+(?:an?\s+)?(?:(?:incidence|frequency|rate)\s+(?:of\s+)?)?(?:at least\s+)?$",
    re.IGNORECASE,
)
"""Words before the share from which on events are listed (`Adverse events in ≥20% of patients`)."""


def _is_threshold(line: Line, value: Mention) -> bool:
    """`BCR::ABL1≤10%`, `原始细胞>20%`: a limit of a laboratory value and no result."""
    if _LEVEL.search(line.text, max(line.start, value.start - 24), value.start):
        return True
    if measure_of(value).value[:1] not in "<>≤≥":
        return False
    if _CHOSEN.search(line.text, max(line.start, value.start - 64), value.start):
        return True
    before = [m for m in line.mentions if m.type in ("GENE", "ALTERATION") and 0 <= value.start - m.end <= 2]
    return bool(before) or bool(
        re.search(r"(?:细胞|blasts?|水平|比例)\s*$", line.text[max(line.start, value.start - 8) : value.start])
    )


_SHARE_BEHIND = re.compile(
    r"(?:者|患者)(?:的比例)?(?:分别|依次|各|仅|则)?(?:占|为)(?:比)?(?:约|仅)?\s*(?:\d+(?:\.\d+)?%\s*(?:和|与|、|vs\.?|对|比)\s*)*$"
)
_OF_LEVEL = re.compile(
    r"(?:负荷|水平|浓度|类胰蛋白酶|血红蛋白|铁蛋白|转录本|VAF|计数|体积|评分|比值|滴度)[^,;。]{0,24}$"
)


def _is_of_level(line: Line, value: Mention) -> bool:
    """Whether a share is of those whose laboratory value passes a limit (`等位基因负荷<1%者占20.7%`), and no endpoint's."""
    clause = line.clause(value.start)
    told = _SHARE_BEHIND.search(line.text, clause[0], value.start)
    if told is None or any(clause[0] <= m.start < value.start for m in line.of("METRIC", "ADVERSE_EVENT")):
        return False
    return _OF_LEVEL.search(line.text, clause[0], told.start()) is not None


_LEVEL = re.compile(
    r"(?:MRD|微小残留病|可测量残留病|VAF|变异等位基因频率|等位基因频率|等位基因负荷|(?:ABL1?|转录本|拷贝数|原始细胞|幼稚细胞|浆细胞|血红蛋白|嵌合(?:率|度)?|blasts?)(?:比例|水平|占比|定量)?)"
    r"\s*\)?\s*(?:为|约|约为|降至|升至|降为|升为|从|由|is|was|of|:|=)?\s*[<>≤≥]?\s*$",
    re.IGNORECASE,
)
"""A laboratory value: what stands before a figure that is a level and no rate (`MRD 0.6%`, `原始细胞 20%`)."""


def _group_size(line: Line, value: Mention) -> str:
    """`26` for the figure in `26例患者中23例`, or nothing."""
    for other in reversed(line.of("VALUE")):
        detail = other.detail
        is_count = isinstance(detail, Measure) and detail.kind == "count" and not detail.n
        if not is_count or other.end > value.start or not _is_group(line, other):
            continue
        if int(measure_of(other).value) >= int(measure_of(value).value):
            return measure_of(other).value
    return ""


def size(line: Line, value: Mention) -> str:
    """Denominator of a count, from its own form or from the group named before it."""
    if measure_of(value).kind == "percent":
        return _beside(line, value)
    return measure_of(value).n or (_group_size(line, value) if measure_of(value).kind == "count" else "")


def _beside(line: Line, rate: Mention) -> str:
    """Denominator of the count that stands beside a rate (`76%(19/25)`, `10/43(23.3%)`)."""
    counts = (m for m in line.of("VALUE") if measure_of(m).kind == "count" and measure_of(m).n)
    return next((measure_of(count).n for count in counts if are_beside(line, rate, count)), "")


_BESIDE = re.compile(
    r"(?:左右|上下|以上|以下|\s+or so|\s+(?:[\w/-]+\s+){0,3}(?:patients|pts|cases|participants|individuals|recipients)(?=\s*\())?\s*[(\[,]?\s*"
)


def are_beside(line: Line, one: Mention, other: Mention) -> bool:
    """Whether two figures tell the same thing, one of them in brackets (`76%(19/25)`)."""
    return bool(_BESIDE.fullmatch(line.between(min(one.end, other.end), max(one.start, other.start))))


def _runs(line: Line, values: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Figures of one kind that follow each other with nothing but joining words between them."""
    run: list[Mention] = []
    is_list = bool(pattern("trial_metric_words", role="respective").search(line.text, line.start, line.end))
    for value in values:
        if (
            run
            and not _turns_to_own(line, run[-1], value)
            and measure_of(run[-1]).kind in _alike(measure_of(value).kind)
            and (
                _is_next_listed(line, run[-1], value)
                or _joined(line.between(run[-1].end, value.start), is_list and _ends_item(line, value))
                or _is_changed_from(line, run[-1], value)
            )
        ):
            run.append(value)
        else:
            yield from _in_pairs(line, run)
            run = [value]
    yield from _in_pairs(line, run)


def _turns_to_own(line: Line, first: Mention, second: Mention) -> bool:
    """Whether a figure leads to an endpoint of its own, behind one that follows another (`OS 79%, and 16% stopped for toxicity`)."""
    metrics = line.of("METRIC", "ADVERSE_EVENT")
    ahead = next((m for m in reversed(metrics) if m.end <= first.start), None)
    behind = next((m for m in metrics if m.start >= second.end), None)
    if ahead is None or behind is None or code_of(ahead) == code_of(behind):
        return False
    gap = line.between(second.end, behind.start)
    is_verbal = len(gap) <= _FORWARD_REACH and (not gap.strip() or (_VERB.search(gap) and _leads(gap)))
    is_own = is_verbal and fits(behind, measure_of(second)) and line.clause(behind.start)[1] >= second.end
    return bool(
        is_own
        and _TOLD_OF.fullmatch(_bare_of_arms(line, ahead.end, first.start))
        and not _RATE_NEXT.match(line.text, behind.end, line.end)
    )


_RATE_NEXT = re.compile(r"[^,;.()]{0,12}(?:\d|为|was|were|\()")


_PAIR = 2


def _in_pairs(line: Line, run: list[Mention]) -> Iterator[list[Mention]]:
    """A run, parted into its pairs where some of its figures are set against each other and others only listed.

    `8.7% vs 3.6%、16.8% vs 5.1%` are two comparisons, and no list of four; `92% and 76% vs 80% and 50%` are two lists.
    """
    versus = pattern("trial_metric_words", role="versus")
    gaps = [line.between(a.end, b.start).strip() for a, b in pairwise(run)]
    faces = [any(m.start() == 0 or m.end() == len(gap) for m in versus.finditer(gap)) for gap in gaps]
    half = len(run) // _PAIR
    if len(run) > _PAIR and faces == [number % 2 == 0 for number in range(len(faces))]:
        for number in range(0, len(run), _PAIR):
            yield run[number : number + _PAIR]
    elif len(run) == half * _PAIR and faces == [number == half - 1 for number in range(len(faces))] and half > 1:
        yield from (run[:half], run[half:])
    elif run:
        yield run


_AND_LAST = re.compile(
    r"\s*(?:\([^()]*\))?\s*,?\s*(?:and|和|与|及)\s*(?:about|约)?\s*\d+(?:\.\d+)?\s*(?:%|months?\b|years?\b|个月|年)?\s*(?:[,.;。(]|in\b|for\b|with\b|at\b|$)",
    re.IGNORECASE,
)


def _is_next_listed(line: Line, first: Mention, second: Mention) -> bool:
    """Whether a figure follows another one in a list that ends with the next (`74%, 69% and 50%`)."""
    gap = line.between(first.end, second.start).strip()
    return gap in (",", "、") and bool(_AND_LAST.match(line.text, second.end, line.end))


_TO = re.compile(r"\b(?:to|at)\s*$", re.IGNORECASE)
_BACK_FROM = re.compile(r"\s*(?:\([^()]*\)\s*)?,?\s*(?:(?:down|up)\s+)?from\s*", re.IGNORECASE)


def _is_changed_from(line: Line, first: Mention, second: Mention) -> bool:
    """Whether a figure is what another one was before (`fell to 9.4% from 16.0%`): the first is the tested arm's."""
    is_back = _BACK_FROM.fullmatch(line.between(first.end, second.start))
    return bool(is_back and _TO.search(line.text, max(line.start, first.start - 4), first.start))


def _alike(kind: str) -> tuple[str, ...]:
    return ("duration", "not_reached") if kind in ("duration", "not_reached") else (kind,)


def _joined(gap: str, is_list: bool) -> bool:
    """Whether a gap between two figures only joins them: `vs`, `和`, an interval, a comma in a 分别 list."""
    if len(gap) > _LONGEST_JOIN:
        return False
    bare = re.sub(r"\([^()]*[A-Za-z\u4e00-\u9fff]{2}[^()]*\d%[^()]*\)", "", gap)
    bare = re.sub(r"\((?:[^()]*(?:CI|置信区间|例)[^()]*|\s*\d+\s*/\s*\d+\s*)\)|95%\s*CI[^,;)\]]*", "", bare)
    bare = _COUNT_BEFORE.sub("", _WHOLE_BEHIND.sub("", bare))
    bare = re.sub(r"[()\[\]]|的患者|of patients|patients", "", bare).strip()
    if re.search(r"[;。]", bare):
        return False
    if bare == ",":
        return is_list
    if _OF_ENDPOINT.fullmatch(bare):
        return True
    if bare == "/" or pattern("trial_metric_words", role="versus").match(bare):
        return True
    return bare.strip(" ,") in words("trial_metric_words", role="joins") or _is_change(bare) or _names_arm(bare)


_WHOLE_BEHIND = re.compile(
    r"^\s*[)\]]\s*(?:out\s+)?of\s+(?:the\s+)?\d+(?:\s+(?:[a-z]+\s+)?(?:patients|pts|participants|recipients))?"
)
_COUNT_BEFORE = re.compile(
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine)(?:\s*(?:/|of)\s*\d+(?:\s+patients)?)?\s*[(\[]\s*$"
)
"""What stands round a rate that explains a count (`77 [39%] of 195 patients`)."""
_OF_ENDPOINT = re.compile(
    r"of\s+(?:the\s+)?(?:median\s+|mean\s+)?[A-Za-z-]{2,12}\s+(?:against|versus|vs\.?|compared (?:with|to))",
    re.IGNORECASE,
)
"""An endpoint between two figures of its own (`14 months of median PFS against 8`)."""


def _names_arm(gap: str) -> bool:
    """`14.7 months with A versus 9.6 months`: the gap names the first figure's arm and then turns to the second."""
    return bool(
        re.match(
            r"(?:with|in|for|among|on|of|under|following|after|receiving|given|taking|who received|treated with|(?:assigned|allocated|randomi[sz]ed) to)\s[^,;。]+?\s(?:versus|vs\.?|against|(?:as )?compared (?:with|to)|as (?:opposed to|against)|in (?:contrast|comparison) (?:to|with)|relative to|and(?: in)?|but (?:only|just)|but)(?:\s+(?:only|just))?$",
            gap,
            re.IGNORECASE,
        )
        or re.match(r"的[^,;。\d]{1,20}?(?:组|者|患者)(?:的)?(?:患者)?(?:和|与|及|、|而|对|比)$", gap)
    )


def _ends_item(line: Line, value: Mention) -> bool:
    """Whether a figure ends its item of a list, and opens no statement of its own."""
    return bool(re.match(r"\s*(?:[,;。、()]|和|及|与|以及|and|$)", line.text[value.end : min(value.end + 6, line.end)]))


def _is_change(gap: str) -> bool:
    if gap.strip() in ("to", "至", "到"):
        return True
    changes = [form for form in words("trial_metric_words", role="to") if form != "to"]
    return len(gap) <= 8 and not re.search(r"[,;。]", gap) and any(form in gap for form in changes)


_CORRESPONDING = re.compile(
    r"(?:相应|对应)的?(?:数值|数字|数据|比例|比率|结果|率)|(?:the )?corresponding (?:figures|rates|values|numbers|proportions)",
    re.IGNORECASE,
)


def _corresponding(line: Line, run: Sequence[Mention], known: Sequence[Figure]) -> list[Mention]:
    """The endpoints that `相应数值` takes up: those of the figures before, as many as there are figures."""
    begins = max((f.value.end for f in known), default=line.start)
    told = [f.metric for f in reversed(known) if measure_of(f.value).kind == "percent"]
    if not _CORRESPONDING.search(line.text, begins, run[0].start) and not _is_group_of_list(line, run, known):
        return []
    before = list({code_of(metric): metric for metric in told}.values())[: len(run)]
    return before[::-1] if len(before) == len(run) > 1 else []


_OF_ONE_GROUP = re.compile(
    r"[^;。]{0,60}[,;](?:而)?[^,;。和与及、]{0,20}?(?:(?:则|亦)?(?:分别|依次)|则)(?:为|是|仅为|仅|达|\s)*", re.DOTALL
)


_GROUP_NAMED = r"\s*(?:with|for|in|on|among|under)\s+(?:the\s+|those\s+|patients\s+|given\s+|receiving\s+|treated\s+with\s+|on\s+)*_+"
_AND_THOSE_OF = re.compile(
    rf"{_GROUP_NAMED}(?:\s(?:arm|group|alone))?\s*,?\s*(?:and|versus|vs\.?|(?:as )?compared (?:with|to)|(?:as )?against|but|while)\s*(?:only\s+)?",
    re.IGNORECASE,
)
_GIVEN_BEHIND = re.compile(
    rf"{_GROUP_NAMED}|\s*(?:with|for|in|on)\s+(?:the\s+)?(?:placebo|control|chemotherapy)", re.IGNORECASE
)
"""A group between two lists of figures, and the other one behind them (`… with A, and 40% and 10% with B`)."""


def _is_group_of_list(line: Line, run: Sequence[Mention], known: Sequence[Figure]) -> bool:
    """Whether one further group has a figure for each of the endpoints before (`A组EFS率98%,OS率99%,B组分别为96%和100%`)."""
    last = [f for f in known if f.value.end <= run[0].start and measure_of(f.value).kind == "percent"][-len(run) :]
    if len(last) != len(run) or len({code_of(f.metric) for f in last}) != len(run) or any(f.side >= 0 for f in last):
        return False
    between = [m for m in line.of("METRIC", "ADVERSE_EVENT") if last[-1].value.end <= m.start < run[0].start]
    gap = _masked(line, last[-1].value.end, run[0].start)
    behind = _masked(line, run[-1].end, min(run[-1].end + _LONGEST_JOIN, line.end))
    is_set_against = _AND_THOSE_OF.fullmatch(gap) and _GIVEN_BEHIND.match(behind)
    return not between and bool(_OF_ONE_GROUP.fullmatch(gap) or is_set_against)


_LISTED_KINDS = ("percent", "duration", "not_reached")
_MIXED = 600


def _mixed_list(line: Line, values: Sequence[Mention], metrics: Sequence[Mention]) -> Iterator[Figure]:
    """Figures of several kinds, listed as their endpoints are (`ORR、CR率及中位PFS分别为84%、51%和9.1个月`)."""
    chains: list[list[Mention]] = [[]]
    for value in (v for v in values if measure_of(v).kind in _LISTED_KINDS):
        if not chains[-1] or not _is_list_gap(line.between(chains[-1][-1].end, value.start)):
            chains.append([])
        chains[-1].append(value)
    for number, chain in enumerate(chains):
        if len({measure_of(value).kind for value in chain}) < 2:
            continue
        listed = _metric_list(line, metrics, chain[0].start)[-len(chain) :]
        fitting = len(listed) == len(chain) and all(
            fits(metric, measure_of(value)) for metric, value in zip(listed, chain, strict=True)
        )
        if fitting and _goes_through(line, listed, chain):
            yield from _respective(chain, listed, _MIXED + number * 20)


def _list_of(
    line: Line, run: Sequence[Mention], metrics: Sequence[Mention], before: Sequence[Mention]
) -> list[Mention]:
    """The endpoints that a run of figures goes through, one each: the list before it, or the list of the run before.

    `A率和B率分别为x和y`; `A、B、C率:甲组为x、y、z,乙组为u、v、w`. Nothing where the figures are no such list.
    """
    if len(run) < 2 or measure_of(run[0]).kind not in ("percent", "duration", "count"):
        return []
    listed = _metric_list(line, metrics, run[0].start)[-len(run) :]
    if len(listed) == len(run) and _goes_through(line, listed, run):
        return listed
    resumes = len(before) == len(run) and not any(before[-1].end < m.start < run[0].start for m in metrics)
    return list(before) if resumes else []


def _goes_through(line: Line, listed: Sequence[Mention], run: Sequence[Mention]) -> bool:
    between = line.between(listed[-1].end, run[0].start)
    if any(v.type == "VALUE" and listed[0].end <= v.start < listed[-1].start for v in line.mentions):
        return False
    is_respective = bool(pattern("trial_metric_words", role="respective").search(between + _tail(line, run[-1])))
    gaps = (line.between(first.end, second.start).strip() for first, second in pairwise(run))
    if not is_respective and any(pattern("trial_metric_words", role="versus").match(gap) for gap in gaps):
        return False
    bare = _bare_of_arms(line, listed[-1].end, run[0].start)
    is_plain = len(re.sub(r"\s+", " ", bare)) <= _PLAIN_GAP and "(" not in between
    return is_respective or len(run) > 2 or is_plain or _occurred_each(line, listed, run)


_PLAIN_GAP = 6
_TAIL = re.compile(r"[^;。()]{0,90}")
_OCCURRED = re.compile(
    r"\s*(?:(?:was|were|have been|has been)\s+)?(?:occurred|developed|seen|observed|reported|noted|recorded|documented|achieved|attained|reached|experienced)"
    r"\s+(?:in|by|among|at)?\s*|(?:的)?(?:发生率|发生于|见于|出现于)?(?:为)?",
    re.IGNORECASE,
)


def _tail(line: Line, last: Mention) -> str:
    """What stands behind the last figure of a run, up to the next figure: where English tells that a list is respective."""
    following = next((v.start for v in line.of("VALUE") if v.start >= last.end), line.end)
    match = _TAIL.match(line.text, last.end, min(following, line.end))
    return match.group() if match else ""


def _occurred_each(line: Line, listed: Sequence[Mention], run: Sequence[Mention]) -> bool:
    """Whether endpoints joined by `and` happened in figures joined by `and`, of one group (`CRS and ICANS occurred in 15% and 31% of patients`)."""
    gaps = [line.between(a.end, b.start).strip() for a, b in (*pairwise(listed), *pairwise(run))]
    if any(gap.strip("， ,") not in ("and", "和", "及", "与") for gap in gaps):
        return False
    tail = _tail(line, run[-1])
    agents = [m for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS") if run[-1].end <= m.start < run[-1].end + len(tail)]
    gap = re.sub(r"^\s+of(?=\s\s)", "", _uncounted(line.between(listed[-1].end, run[0].start)))
    return len(agents) < len(run) and bool(_OCCURRED.fullmatch(gap))


def _respective(run: Sequence[Mention], listed: Sequence[Mention], group: int) -> Iterator[Figure]:
    for number, (metric, value) in enumerate(zip(listed, run, strict=False)):
        if fits(metric, measure_of(value)):
            yield Figure(_with_landmark(metric, listed[0]), value, "respective list", group + number)


def _with_landmark(metric: Mention, first: Mention) -> Mention:
    """`2年PFS率和OS率`: a landmark before a list holds for all of it."""
    if isinstance(metric.detail, Endpoint) and isinstance(first.detail, Endpoint) and not metric.detail.timepoint:
        statistic = metric.detail.statistic or first.detail.statistic
        return replace(metric, detail=replace(metric.detail, timepoint=first.detail.timepoint, statistic=statistic))
    return metric


def _metric_list(line: Line, metrics: Sequence[Mention], before: int) -> list[Mention]:
    """The endpoints joined into one list that ends nearest before an offset."""
    listed: list[Mention] = []
    for metric in reversed([m for m in metrics if m.end <= before]):
        if not listed:
            if before - metric.end > _LIST_REACH and len(_bare_of_arms(line, metric.end, before)) > _LIST_REACH:
                return []
            listed = [metric]
        elif _is_list_gap(gap := line.between(metric.end, listed[0].start)) or _is_gloss(metric, listed[0], gap):
            listed.insert(0, metric)
        else:
            break
    return _distinct(listed)


def _is_gloss(metric: Mention, short: Mention, gap: str) -> bool:
    return gap.strip() == "(" and code_of(metric) == code_of(short)


def _is_list_gap(gap: str) -> bool:
    bare = re.sub(r"^\)?(?:率|期|时间|rates?)", "", re.sub(r"\([^()]*\)", "", gap).strip()).strip()
    return bare in words("trial_metric_words", role="joins") or bool(
        re.fullmatch(r"[,/]\s*(?:and)?|(?:、|和|及|与)[^,;。\d]{0,4}", bare)
    )


def _distinct(listed: Sequence[Mention]) -> list[Mention]:
    """Drops the short forms in brackets behind their long form (`总生存(overall survival,OS)`)."""
    kept: list[Mention] = []
    last: Mention | None = None
    for metric in listed:
        if last is None or code_of(last) != code_of(metric) or metric.start - last.end > 2:
            kept.append(metric)
        last = metric
    return kept


def _single_metric(
    line: Line, run: Sequence[Mention], metrics: Sequence[Mention], group: int, known: Sequence[Figure]
) -> Iterator[Figure]:
    metric, how = _same_bracket(line, run[0], known)
    if metric is None and (graded := _graded_in_bracket(line, run[0], known)) is not None:
        metric, how = graded, "after endpoint"
    if measure_of(run[0]).kind == "count" and (behind := _behind(line, run[-1], metrics)) is not None:
        metric, how = behind, "before endpoint"
    if metric is None:
        metric, how = _metric_of(line, run, metrics)
    if metric is None:
        metric, how = _only_endpoint(line, run, metrics)
    if metric is not None:
        yield from _of_metric(line, run, metric, how, group)


_ITS_GRADE = re.compile(
    r"[^()。;]{0,50}(?:\(|,\s*(?:including|with)\s+)(?:of\s+)?(?:(?:grade|G)\s*(?:≥\s*)?[1-5](?:\s*(?:-|–|/|or|to|and)\s*(?:[1-5]|higher|greater|worse|above|more))?|[1-5](?:[~/-][1-5])?\s*级(?:及以上|以上)?|≥\s*[1-5]\s*级)"
    r"(?:\s+(?:events?|cases?|severity|toxicity))?\s*(?:者)?\s*(?:,|:|in|仅|为|占)?\s*(?:in|only|just)?\s*",
    re.IGNORECASE,
)
"""What stands between the rate of an adverse event and that of its severe grades (`50% (grade ≥3, 3%)`, `8%, including grade 3 in 3%`)."""


def _graded_in_bracket(line: Line, value: Mention, known: Sequence[Figure]) -> Mention | None:
    """The adverse event of the figure before, where a rate is that of its severe grades."""
    last = next((f for f in reversed(known) if f.value.end <= value.start), None)
    if last is None or last.metric.type != "ADVERSE_EVENT" or measure_of(value).kind != "percent":
        return None
    return last.metric if _ITS_GRADE.fullmatch(_masked(line, last.value.end, value.start)) else None


def _only_endpoint(line: Line, run: Sequence[Mention], metrics: Sequence[Mention]) -> tuple[Mention | None, str]:
    """The endpoint behind a ratio or P value in brackets, where a sentence has one (`TP53突变(HR=2.8)是OS的预后因素`)."""
    later = [metric for metric in metrics if metric.start >= run[-1].end]
    is_one = len({code_of(metric) for metric in metrics}) == 1 and bool(later)
    compares = all(measure_of(value).kind in ("ratio", "p_value") and line.is_bracketed(value.start) for value in run)
    return (later[0], "before endpoint") if is_one and compares and fits(later[0], measure_of(run[0])) else (None, "")


_GROUP_AND_FIGURE = re.compile(
    r"[,;:]?\s*(?:而|但|and|while|whereas|in|the)?\s*(?:明显|显著)?(?:(?:短|长|高|低|多|少|优|劣|差)于)?[^,;:。\d()]{0,24}?(?:组|者|患者|对照|arm|group|\barms)(?:\s|则|仅|为|约|只有|of|was|中|的|\([nN]?\s*=?\s*\d+\s*例?\))*(?:\d+\s*例)?\s*\(?",
    re.IGNORECASE,
)


_AGENT_AND_FIGURE = re.compile(
    r"(?:[,;、]|和|与|及|而|但|其次(?:是|为)|再次(?:是|为)|\s|and|联合|单用|单独使用)+_+(?:单药|联合)?(?:治疗)?(?:则|仅|为|达|约|只有|是|\s)*\(?"
)
"""The name of a treatment and nothing else between two figures (`最低(4.5%),其次是乙药(9.8%)`, `19%,联合丙药46%`)."""


def _of_next_group(
    line: Line, run: Sequence[Mention], metrics: Sequence[Mention], known: Sequence[Figure], group: int
) -> Iterator[Figure]:
    """Figures behind the name of another group and nothing else (`A组腹泻20%,B组5%;C组仅2%`): of the endpoint before."""
    last = next((f for f in reversed(known) if f.value.end <= run[0].start), None)
    opened = max(last.value.end, last.metric.end) if last else line.start
    if last is None or any(opened <= metric.start < run[0].start for metric in metrics):
        return
    fitting = (f.metric for f in reversed(known) if f.value.end <= run[0].start and fits(f.metric, measure_of(run[0])))
    metric = next(fitting, None)
    if metric is None:
        return
    gap = _masked(line, opened, run[0].start)
    gap = re.sub(r"^\s*\([^()]*\)|^[^()]{0,40}\)", "", gap)
    is_next = _GROUP_AND_FIGURE.fullmatch(gap) or _AGENT_AND_FIGURE.fullmatch(gap)
    if is_next or _goes_on_from(line, last, run):
        yield from _of_metric(line, run, metric, "endpoint before", group)


def _goes_on_from(line: Line, last: Figure, run: Sequence[Mention]) -> bool:
    """Whether figures of the kind of the one before take up its endpoint in words or as the next item of its list."""
    if measure_of(last.value).kind not in _alike(measure_of(run[0]).kind):
        return False
    opened = max(last.value.end, last.metric.end)
    return resumes(_masked(line, opened, run[0].start), _masked(line, run[0].end, min(run[0].end + 60, line.end)))


def _masked(line: Line, start: int, end: int) -> str:
    """A gap whose names of treatments and alterations have no digits (`TP53 R175H突变者仅` as `____突变者仅`)."""
    gap = line.between(start, end)
    for mention in line.of("DRUG", "REGIMEN", "DRUG_CLASS", "ALTERATION", "GENE"):
        if start <= mention.start and mention.end <= end:
            gap = gap.replace(line.text[mention.start : mention.end], "_" * min(len(mention.text), 4), 1)
    return gap


def _of_only_event(line: Line, run: Sequence[Mention], metrics: Sequence[Mention], group: int) -> Iterator[Figure]:
    """A rate with its arm behind it, where the sentence before it has one endpoint, an adverse event.

    `Neutropenia was the price (35% with A, 20% with B)`, `affected 47% of the placebo arm`, `36%的A组患者`.
    """
    before = [metric for metric in metrics if metric.end <= run[0].start]
    is_event = len({code_of(metric) for metric in before}) == 1 and before[0].type == "ADVERSE_EVENT"
    if not is_event or measure_of(run[0]).kind != "percent" or ";" in line.between(before[-1].end, run[0].start):
        return
    agents = (m for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS") if m.start >= run[-1].end)
    agent = next(agents, None)
    if agent is not None and _GIVEN.fullmatch(line.between(run[-1].end, agent.start)):
        yield from _of_metric(line, run, before[-1], "endpoint before", group)


_GIVEN = re.compile(
    r"\s*(?:with|on|in|of|for|among|given|receiving)\s+(?:the\s+|patients\s+|those\s+|given\s+|receiving\s+|treated with\s+)*|的",
    re.IGNORECASE,
)
"""What stands between a rate and the treatment of its group."""


def _of_group_before(line: Line, values: Sequence[Mention], known: Sequence[Figure]) -> Iterator[Figure]:
    """A figure without endpoint before the next group's, whose endpoint follows (`甲组16个月,乙组9个月(中位PFS)`)."""
    done = {figure.value.start for figure in known}
    for figure in known:
        if figure.how != "before endpoint" or figure.side >= 0:
            continue
        last = next((v for v in reversed(values) if v.end <= figure.value.start), None)
        if last is None or last.start in done or not fits(figure.metric, measure_of(last)):
            continue
        if _GROUP_AND_FIGURE.fullmatch(_masked(line, last.end, figure.value.start)):
            yield Figure(figure.metric, last, "before endpoint", figure.group)


@lru_cache(maxsize=1)
def _landmark_before() -> re.Pattern[str]:
    forms = "|".join(rf"{re.escape(form)}(?![A-Za-z])" if form.isascii() else form for form in words("measure_units"))
    joins = r"(?:、|/|,\s*(?:and)?|和|及|与|以及|and)"
    return re.compile(
        rf"(?<![\d.=<>≤≥])(?P<number>[1-9]\d{{0,2}}(?:\.5)?)\s*-?\s*(?P<unit>{forms})?\s*-?\s*{joins}\s*第?$",
        re.IGNORECASE,
    )


_TOLD_OF = re.compile(
    r"(?:\s*\([^()]*\))?(?:率|期|值)?(?:为|是|达到?|约|仅|长达|近|可达|:|=|was|were|is|of|at|about|only|reached|\s)*",
    re.IGNORECASE,
)


def _is_figure_of(line: Line, start: int) -> bool:
    """Whether a time is the figure of an endpoint right before it and no landmark (`中位OS为48个月,5年OS率40%`)."""
    before = next((m for m in reversed(line.of("METRIC")) if m.end <= start), None)
    return before is not None and _TOLD_OF.fullmatch(line.between(before.end, start)) is not None


def _landmarks(line: Line, metric: Mention) -> list[tuple[int, str]]:
    """Start and landmark of the times listed before an endpoint with a landmark of its own (`1、3和5年OS率`)."""
    own = timepoint(metric)
    found: list[tuple[int, str]] = []
    end = metric.start
    while own and (match := _landmark_before().search(line.text, max(line.start, end - _LANDMARK_REACH), end)):
        unit = column("measure_units", "unit")[match["unit"].lower()] if match["unit"] else own.rpartition(" ")[2]
        is_parted = "," in match.group() and unit != own.rpartition(" ")[2]
        later = found[0][1] if found else own
        is_later = unit == later.rpartition(" ")[2] and float(match["number"]) >= float(later.partition(" ")[0])
        if is_later or (match["unit"] and (is_parted or _is_figure_of(line, match.start("number")))):
            break
        found.insert(0, (match.start("number"), f"{match['number']} {unit}"))
        end = match.start()
    return found


_TIMES_TOLD = re.compile(
    r"\b(?:at|by)\s+(?P<numbers>\d[\d.]*(?:\s*,\s*\d[\d.]*)*\s*,?\s+and\s+\d[\d.]*)\s*(?P<unit>weeks|months|years)\b"
    r"|\b(?:at|by)\s+(?P<word>week|month|year)s\s+(?P<of>\d[\d.]*(?:\s*,\s*\d[\d.]*)*\s*,?\s+and\s+\d[\d.]*)(?=\D)",
    re.IGNORECASE,
)
_TIMES_REACH = 60


def _times_told(line: Line, metric: Mention, run: Sequence[Mention]) -> list[str]:
    """The landmarks of a list of rates, where the text lists a time for each (`PFS at 12, 24 and 36 months was 78%, 68% and 64%`)."""
    if len(run) < _PAIR or measure_of(run[0]).kind != "percent" or run[0].start < metric.end:
        return []
    opened = max(line.start, metric.start - _TIMES_REACH)
    found = list(_TIMES_TOLD.finditer(line.text, opened, run[0].start))
    if not found or ";" in line.between(found[-1].end(), run[0].start):
        return []
    numbers = re.findall(r"\d+(?:\.\d+)?", found[-1]["numbers"] or found[-1]["of"])
    word = (found[-1]["unit"] or f"{found[-1]['word']}s").lower()
    unit = column("measure_units", "unit").get(word, "")
    return [f"{number} {unit}" for number in numbers] if unit and len(numbers) == len(run) else []


def _of_metric(line: Line, run: Sequence[Mention], metric: Mention, how: str, group: int) -> Iterator[Figure]:
    """A run of figures of one endpoint."""
    usable = [value for value in run if fits(metric, measure_of(value))]
    times = [time for _, time in _landmarks(line, metric)]
    if times and len(usable) == len(times) + 1 and measure_of(usable[0]).kind in ("percent", "count"):
        for value, time in zip(usable, [*times, timepoint(metric)], strict=True):
            yield Figure(metric, value, how, group, timepoint=time)
        return
    told = _times_told(line, metric, usable)
    if told:
        for value, time in zip(usable, told, strict=True):
            yield Figure(metric, value, how, group, timepoint=time)
        return
    turned = _is_turned(line, usable)
    listed = len(usable) > 1
    for number, value in enumerate(usable):
        yield Figure(metric, value, how, group, number if listed else -1, len(usable) if listed else 1, turned)


_FROM = re.compile(
    r"(?:从|由|自)(?:[^,;。:\d]{1,16}?(?:组|者|患者)?的|[^,;。:\d]{1,16}?(?:组|者|患者))?\s*$|\bfrom\s*$", re.IGNORECASE
)
"""What tells that the first of two figures is the comparator's (`由对照组的49%提高到68%`)."""


def _is_turned(line: Line, run: Sequence[Mention]) -> bool:
    return (
        len(run) == 2
        and bool(_FROM.search(line.text, max(line.start, run[0].start - 24), run[0].start))
        and _is_change(re.sub(r"\([^()]*\)", "", line.between(run[0].end, run[1].start)))
    )


def _same_bracket(line: Line, value: Mention, known: Sequence[Figure]) -> tuple[Mention | None, str]:
    """A ratio, P value or count takes the endpoint of the figure beside it, if none stands between."""
    if measure_of(value).kind not in ("ratio", "p_value", "count"):
        return None, ""
    near = [f for f in known if f.value.end <= value.start and value.start - f.value.end < 60]
    if not near or any(
        near[-1].value.end <= m.start and m.end <= value.start for m in line.of("METRIC", "ADVERSE_EVENT")
    ):
        return None, ""
    return near[-1].metric, "beside figure"


def _metric_of(line: Line, run: Sequence[Mention], metrics: Sequence[Mention]) -> tuple[Mention | None, str]:
    first, last = run[0], run[-1]
    inside = [metric for metric in metrics if first.end <= metric.start and metric.end <= last.start]
    inside = [metric for metric in inside if not _has_figure_in_bracket(line, metric)]
    if len(inside) == 1 and fits(inside[0], measure_of(first)):
        return inside[0], "before endpoint"
    opened = _in_bracket_behind(line, last, metrics)
    if opened is not None:
        return opened, "before endpoint"
    behind = _behind(line, last, metrics)
    ahead = _ahead(line, first, metrics)
    if behind is not None and (ahead is None or _prefers_behind(line, ahead, first, last, behind)):
        return behind, "before endpoint"
    if ahead is not None:
        return ahead, "after endpoint"
    set_before = _set_before(line, first, metrics)
    return (set_before, "before endpoint") if set_before is not None else (None, "")


def _has_figure_in_bracket(line: Line, metric: Mention) -> bool:
    """Whether an endpoint stands in a bracket with a figure of its own (`(complete response, 29.1%)`)."""
    closed = line.text.find(")", metric.end, line.end)
    inside = any(metric.end <= v.start < closed for v in line.of("VALUE"))
    return inside and line.is_bracketed(metric.start)


_SETS_BEFORE = re.compile(
    r"(?:^|[;.。,])\s*(?:as )?(?:compared (?:with|to)|versus|against|in (?:contrast|comparison) (?:to|with)|relative to|as opposed to|while|whereas|与|相比于|相较于|较之)"
    r"\s*(?:an?|only|just|the)?\s*$",
    re.IGNORECASE,
)


def _set_before(line: Line, value: Mention, metrics: Sequence[Mention]) -> Mention | None:
    """The endpoint of a figure of the comparator's told first (`Compared with 46% for B, the ORR for A was 79%`)."""
    if not _SETS_BEFORE.search(line.between(line.start, value.start)):
        return None
    metric = next((m for m in metrics if m.start >= value.end), None)
    if metric is None or ";" in line.between(value.end, metric.start) or not fits(metric, measure_of(value)):
        return None
    own = next((v for v in line.of("VALUE") if v.start >= value.end), None)
    return metric if own is not None and measure_of(own).kind in _alike(measure_of(value).kind) else None


def _in_bracket_behind(line: Line, value: Mention, metrics: Sequence[Mention]) -> Mention | None:
    """The endpoint that opens the bracket behind a figure whose clause names none (`甲组16个月,乙组9个月(中位PFS,HR=0.44)`)."""
    clause = line.clause(value.start)
    if any(clause[0] <= m.start < value.start for m in metrics):
        return None
    inside = (m for m in metrics if m.start >= value.end and line.between(value.end, m.start).strip() == "(")
    metric = next(inside, None)
    if metric is None or not fits(metric, measure_of(value)):
        return None
    own = next((v for v in line.of("VALUE") if v.start >= metric.end), None)
    has_own = (
        own is not None
        and measure_of(own).kind == measure_of(value).kind
        and ")" not in line.between(metric.end, own.start)
    )
    return None if has_own else metric


_ARTICLE = re.compile(r"^(?:an?|the)$", re.IGNORECASE)


def _prefers_behind(line: Line, ahead: Mention, first: Mention, last: Mention, behind: Mention) -> bool:
    """A figure that opens its clause, or follows an endpoint that has its own, belongs to the endpoint behind it."""
    clause = line.clause(first.start)
    if ahead.start < clause[0]:
        return True
    gap = line.between(ahead.end, first.start)
    is_next = _AND.fullmatch(_COUNT_BEFORE.sub("", gap)) is not None
    if is_next and (_is_led_to(line, last, behind) or _owns(line, last, behind)) and _has_its_own(line, ahead):
        return True
    if _is_told_before(line, ahead, first) and _is_led_to(line, last, behind):
        return True
    direct = _ARTICLE.sub("", line.between(last.end, behind.start).strip().rstrip("≥>"))
    if direct in ("", "的") and any(
        _owns(line, value, ahead) for value in line.of("VALUE") if value.end <= ahead.start
    ):
        return True
    return len(gap) > 8 and direct in ("", "的", "CR", "of patients achieved", "的患者获得", "的患者达到")


_AND = re.compile(r"\s*,?\s*(?:and|while|whereas|but|with|和|而|且|,)\s*", re.IGNORECASE)
_VERB = re.compile(r"[A-Za-z\u4e00-\u9fff]{2}")


def _is_told_before(line: Line, metric: Mention, value: Mention) -> bool:
    """Whether an endpoint has the figure before another, joined to it (`the CR rate was 44%, and 76% …`)."""
    own = next((v for v in reversed(line.of("VALUE")) if v.end <= value.start), None)
    if own is None or own.start < metric.end or not _AND.fullmatch(line.between(own.end, value.start)):
        return False
    return _TOLD_OF.fullmatch(_bare_of_arms(line, metric.end, own.start)) is not None


def _has_its_own(line: Line, metric: Mention) -> bool:
    """Whether the last figure before an endpoint leads to it (`93% had an objective response`)."""
    value = next((v for v in reversed(line.of("VALUE")) if v.end <= metric.start), None)
    if value is None or not fits(metric, measure_of(value)):
        return False
    return _is_led_to(line, value, metric) or _owns(line, value, metric)


def _is_led_to(line: Line, value: Mention, metric: Mention) -> bool:
    """Whether a verb of achievement at most stands between a figure and the endpoint behind it."""
    gap = _bare_of_arms(line, value.end, metric.start)
    is_told = len(gap) <= _FORWARD_REACH and _VERB.search(gap) is not None
    return is_told and not re.search(r"\d", _uncounted(gap)) and _leads(gap)


def _owns(line: Line, value: Mention, metric: Mention) -> bool:
    """Whether a figure is set right before an endpoint (`73%的ORR`, `a 73% ORR`, `12 (40%) PR`)."""
    gap = line.between(value.end, metric.start).strip()
    if gap[:1] in (")", "]") and _COUNT_BEFORE.search(line.text, max(line.start, value.start - 12), value.start):
        gap = gap[1:].strip()
    return _ARTICLE.sub("", gap) in ("的", "") and fits(metric, measure_of(value))


def _ahead(line: Line, value: Mention, metrics: Sequence[Mention]) -> Mention | None:
    """The nearest endpoint before a figure that its form fits; adverse events only close by."""
    passed: Mention | None = None
    graded = bool(_GRADED.search(line.text[max(line.start, value.start - 16) : value.start]))
    for metric in reversed([m for m in metrics if m.end <= value.start]):
        gap = line.between(metric.end, value.start)
        if _is_left_in_bracket(line, metric, value, metrics):
            continue
        if graded:
            return metric if metric.type == "ADVERSE_EVENT" and len(gap) <= 2 * _EVENT_REACH else None
        if metric.type == "ADVERSE_EVENT" and not (
            _states_rate(_without_arms(line, events.kind_end(line, metric), value.start))
            or _takes_up_incidence(line, metric, value)
            or _heads_groups(line, metric, value)
            or events.LEADING.fullmatch(_masked(line, metric.end, value.start))
        ):
            passed = passed or metric
            continue
        if passed is not None and ";" in line.between(metric.end, passed.start):
            return None
        if metric.score < _PROVISIONAL and _crosses_clause(line, metric, value):
            continue
        if ";" in gap and "(" not in gap and len(gap) > 20 and measure_of(value).kind not in ("ratio", "p_value"):
            return None
        if fits(metric, measure_of(value)):
            return _outer_of_bracket(line, metric, metrics)
    return None


def _is_left_in_bracket(line: Line, metric: Mention, value: Mention, metrics: Sequence[Mention]) -> bool:
    """Whether an endpoint told with its own figure in a bracket gives way to the one before the bracket for what follows."""
    opened = line.text.rfind("(", line.start, metric.start)
    closed = line.text.find(")", metric.end, value.start)
    if (
        not line.is_bracketed(metric.start)
        or opened < 0
        or closed < 0
        or line.text.rfind("(", closed, value.start) >= 0
    ):
        return False
    own = [v for v in line.of("VALUE") if opened < v.start < closed and measure_of(v).kind == measure_of(value).kind]
    outer = [m for m in metrics if m.end <= opened and fits(m, measure_of(value)) and m.type == "METRIC"]
    told = [v for v in line.of("VALUE") if outer and outer[-1].end <= v.start and v.end <= opened]
    return bool(own and told) and ";" not in line.between(outer[-1].end, value.start)


_ARM_LEAD = (
    r"\b(?:of|in|on|with|among|for|under|treated|given|receiving|taking|assigned|randomi[sz]ed|allocated|who (?:received|got|took))\s+"
    r"(?:(?:the|those|all|patients|pts|recipients|participants|individuals|adults|given|receiving|treated|taking|assigned|randomi[sz]ed|of|on|to|with)\s+)*"
)
_ARM_TAIL = r"(?:[\s-](?:treated|alone|monotherapy|recipients|arm|group|cohort|patients|pts)\b)*"


def _bare_of_arms(line: Line, start: int, end: int) -> str:
    """A gap without the agents that it names as a group (`36%的菲卓替尼组患者获`)."""
    gap = line.between(start, end)
    for mention in line.of("DRUG", "REGIMEN", "DRUG_CLASS"):
        if start <= mention.start and mention.end <= end:
            name = re.escape(line.text[mention.start : mention.end])
            gap = re.sub(
                rf"{_ARM_LEAD}{name}{_ARM_TAIL}|{name}(?:[\s-]treated)?\s(?:recipients|patients|pts|participants)\b|{name}(?:单药|治疗|联合)?(?:组(?:患者)?|受试者|患者|者)|对{name}(?:单药)?(?:治疗)?",
                "",
                gap,
                count=1,
            )
    for mention in line.of("DISEASE", "ALTERATION"):
        if start <= mention.start and mention.end <= end:
            gap = gap.replace(line.text[mention.start : mention.end], "", 1)
    return gap


def _without_arms(line: Line, start: int, end: int) -> str:
    """A gap without the arms named in it (`房颤在伊布替尼组为13.9%`)."""
    gap = line.between(start, end)
    for mention in line.of("DRUG", "REGIMEN", "DRUG_CLASS"):
        if start <= mention.start and mention.end <= end:
            gap = gap.replace(line.text[mention.start : mention.end], "", 1)
    gap = re.sub(r"^\s*:|\d+\s*例\s*\(?", "", _COUNT_BEFORE.sub("", gap))
    gap = pattern("trial_metric_words", role="arm_tail").sub("", gap)
    return _SET_AGAINST.sub(" with ", gap)


_SET_AGAINST = re.compile(
    r"\b(?:with|in|for|on|among|under)\s+(?:the\s+)?(?:placebo\s*)?(?:than|compared with|versus|vs\.?)\s+(?:with|in|for|on|among|under)?\s*(?:the\s+|those\s+(?:on|given|receiving)\s*)?(?:placebo\s*)?",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u4e00-\u9fff]")


_ASIDE = re.compile(
    r"^\s*,\s*(?:which|that)(?=\s+(?:occurred|was|were|developed|affected|has|had)\b)|^\s+(?:requiring|needing|leading to|resulting in|attributed to|considered|related to|of special|that required|necessitating)\s[^,;()%\d。]{1,40}?(?=\s(?:occurred|was|were|developed|affected)\b)|^\s*,\s*(?:(?:mostly|mainly|predominantly|largely|all|usually|primarily|chiefly|generally)\b[^,;()%。]{0,40}|(?:the|a|an)\s[^,;()%\d。]{3,60}|(?:of )?(?:any|all)[- ]grades?|(?:which|that) (?:was|were) [^,;()%。]{3,40}|(?:of )?grade\s*[≥\d][^,;()%。]{0,24})\s*,",
    re.IGNORECASE,
)
"""What a sentence says of an adverse event between commas before its rate (`CRS, mostly grade 1 or 2, occurred in 63%`)."""


def _states_rate(gap: str) -> bool:
    """Whether nothing but words of frequency stands between an adverse event and a figure."""
    gap = _ASIDE.sub(" ", gap)
    bare = pattern("event_rate_words").sub("", gap)
    reach = _EVENT_REACH if _HAN.search(gap) else 3 * _EVENT_REACH
    return len(gap) <= reach and len(re.sub(r"[\s():=~]", "", bare)) <= 2 and not re.search(r"[,;。]", gap)


_INCIDENCE = re.compile(
    r"[^;。\d%]{0,30},[^;。\d%,]{0,14}?(?:发生率|发生比例|发病率|incidence|rates?|frequency)(?:在)?(?:两组|各组|三组|均|依次|分别|仅|约|高达|达|为|是|was|of|were|\s)*"
    r"|[^;。\d%]{0,70},\s*(?:affecting|occurring in|seen in|observed in|reported in|developing in|arising in|experienced by|at)\s+(?:about\s+|approximately\s+|only\s+)*"
    r"|[^;。\d%,]{0,12},(?:均|多|共)?(?:见于|发生于|出现于|发生在|出现在|累及|影响)(?:了|约|近|逾|超过)*\s*",
    re.IGNORECASE,
)


def _takes_up_incidence(line: Line, event: Mention, value: Mention) -> bool:
    """Whether the next clause goes on with the rate of an adverse event (`肝损伤不容忽视,两组发生率依次为11%和1%`)."""
    others = line.of("METRIC", "ADVERSE_EVENT")
    told = events.kind_end(line, event)
    listed = next((m for m in reversed(others) if m.end <= event.start), None)
    if listed is not None and line.between(listed.end, event.start).strip(" ,") == "and":
        return False
    between = [m for m in others if told < m.start and m.end <= value.start and code_of(m) != code_of(event)]
    return not between and bool(_INCIDENCE.fullmatch(_masked(line, told, value.start)))


def _heads_groups(line: Line, event: Mention, value: Mention) -> bool:
    """Whether an adverse event stands before its groups and their rates (`3级以上贫血,甲药组51%,对照组15%`)."""
    gap = _masked(line, event.end, value.start)
    return gap[:1] in (",", ":") and bool(_GROUP_AND_FIGURE.fullmatch(gap))


def _crosses_clause(line: Line, metric: Mention, value: Mention) -> bool:
    return line.clause(metric.start) != line.clause(value.start)


def _outer_of_bracket(line: Line, metric: Mention, metrics: Sequence[Mention]) -> Mention:
    """`总生存(OS)` is one endpoint: the bracketed short form gives way to the long form with its landmark."""
    for other in metrics:
        if (
            other.end <= metric.start <= other.end + 1
            and code_of(other) == code_of(metric)
            and line.text[other.end] == "("
        ):
            return other
    return metric


_RESPECTIVELY = re.compile(r",\s*respectively,", re.IGNORECASE)


_INTERVAL = re.compile(r"^\s*[;,]?\s*\d{2}%?\s*(?:CI|confidence interval)[^()]*\)", re.IGNORECASE)


def _behind(line: Line, value: Mention, metrics: Sequence[Mention]) -> Mention | None:
    """The endpoint that a figure leads to: `60%的患者获得CR`, `a 60% CR rate`, `60% achieved CR`."""
    respectively = _RESPECTIVELY.match(line.text, value.end, line.end)
    clause = line.clause(respectively.end() if respectively else value.start)
    for metric in metrics:
        if metric.start < value.end or (line.is_bracketed(metric.start) and not line.is_bracketed(value.start)):
            continue
        gap = _INTERVAL.sub("", _bare_of_arms(line, value.end, metric.start))
        if metric.start >= clause[1] or len(gap) > _FORWARD_REACH or re.search(r"\d", _uncounted(gap)):
            return None
        is_share = line.is_bracketed(value.start) and gap.strip() == ")" and timepoint(metric)
        return metric if _leads(gap) and not is_share and fits(metric, measure_of(value)) else None
    return None


_SIZE_AND_GRADE = re.compile(
    r",?\s*respectively,?|MRD|\([^()]*\)|\bof (?:the )?\d+|≥?\s*[1-5]\s*(?:[~-]\s*[1-5]\s*)?级(?:及以上|以上)?|grade\s*(?:≥\s*)?[1-5](?:\s*(?:-|or|/)\s*(?:[1-5]|higher))?",
    re.IGNORECASE,
)


def _uncounted(gap: str) -> str:
    """A gap without the size of a group and the grade of a toxicity (`13%的患者发生≥3级`, `21% of 33 reached`)."""
    return _SIZE_AND_GRADE.sub("", gap)


def timepoint(metric: Mention) -> str:
    """The landmark that an endpoint's own wording holds (`2年OS率`), or nothing."""
    return metric.detail.timepoint if isinstance(metric.detail, Endpoint) else ""


def _leads(gap: str) -> bool:
    bare = _uncounted(gap)
    stripped = pattern("trial_metric_words", role="achieve").sub("", bare)
    stripped = re.sub(r"(?:在|经|接受)[^,;。\d]{1,12}(?:治疗)?(?:后|时)", "", stripped)
    stripped = re.sub(r"任何级别|所有级别|any[- ]grade", "", stripped)
    stripped = re.sub(r"[\s(≥]|了|过|者|可|有|均|all|their|had|who|the|did|and", "", stripped)
    return len(stripped) <= 4 and not re.search(r"[,;。]", bare)
