"""Figures that go on from group to group, or from band to band, under an endpoint told once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.records import Mention
from pipeline.relating import PAIR, event_topics, events
from pipeline.relating.comparisons import find_runs
from pipeline.relating.counted_patients import is_enclosed
from pipeline.relating.denominators import are_beside
from pipeline.relating.figure_gaps import FORWARD_REACH, GROUP_AND_FIGURE, RATE_BEHIND, is_list_gap, masked
from pipeline.relating.figure_times import of_metric
from pipeline.relating.figures import LISTED_KINDS, Figure, alike, code_of, fits, measure_of
from pipeline.relating.lines import Line
from pipeline.relating.resumed_endpoints import heads_resumption, resumes

_EACH_COMPARED = re.compile(
    r"(?:均|都|皆)(?:明显|显著)?(?:高于|低于|长于|短于|优于|劣于|多于|少于|好于|差于)[^;。]*$"
    r"|(?:均|都|皆)(?:无|有|具有|没有|未见|不具有)?(?:统计学|显著性?|明显)[^,;。()]{0,10}[,(]?\s*$"
)
"""What compares all endpoints told before with one P value behind (`均高于对照组的30%、65%,差异有统计学意义(P<0.05)`)."""
_EACH_P = re.compile(r"(?:均|都|皆|both|all)\s*[Pp]|[Pp](?:值|\s*values?)?\s*(?:均|都|皆)")


def of_each(line: Line, figures: Sequence[Figure]) -> Iterator[Figure]:
    """A P value that is told of all comparisons before it (`PFS 18 vs 4个月,ORR 65% vs 2%,均P<0.001`): one row of each."""
    for figure in figures:
        if measure_of(figure.value).kind != "p_value":
            continue
        yield from _of_listed(line, figure)
        is_each = _EACH_P.search(line.text, max(line.start, figure.value.start - 4), figure.value.start + 3)
        opened = line.start if is_each else _last_compared(line, figure, figures)
        if not is_each and not _EACH_COMPARED.search(line.text, opened, figure.value.start):
            continue
        told = [f for f in figures if opened <= f.value.start and f.value.end <= figure.value.start]
        before = [f for f in told if measure_of(f.value).kind in LISTED_KINDS]
        others = {code_of(f.metric): f for f in before if f.side == 0 or _is_told_twice(f, before)}
        for number, (code, other) in enumerate(others.items()):
            if code != code_of(figure.metric):
                yield replace(figure, metric=other.metric, group=_EACH_GROUP + number)


def _last_compared(line: Line, figure: Figure, figures: Sequence[Figure]) -> int:
    """Where the part of a line opens whose figures a P value compares: behind the last P value or semicolon before it."""
    ends = [f.value.end for f in figures if f.value.end <= figure.value.start and measure_of(f.value).kind == "p_value"]
    return max(line.start, line.text.rfind(";", line.start, figure.value.start), *ends)


def _is_told_twice(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether an endpoint has a figure of a second group (`甲组PFS率80%、OS率92%,乙组58%、76%`)."""
    alike_to = [f for f in figures if code_of(f.metric) == code_of(figure.metric) and f.side < 0]
    return len({f.value.start for f in alike_to if measure_of(f.value).kind == measure_of(figure.value).kind}) > 1


_EACH_GROUP, _LISTED_GROUP = 1300, 1400
_DIFFERENCE = re.compile(
    r"(?:差异|差别|区别|相似|相近|相当|无差异|高于|低于|长于|短于|多于|少于|优于|劣于|[更较][长短高低多少好差优大小]|升高|增加|减少|提高|降低|延长|缩短|改善|differ|similar|compar|improv|superior|higher|lower|longer|shorter)[^,;。()]{0,40}[,(]?\s*(?:均|both|all)?\s*$",
    re.IGNORECASE,
)


def _of_listed(line: Line, figure: Figure) -> Iterator[Figure]:
    """The P value of the other endpoints that one statement lists with its own (`CR率和ORR差异均无统计学意义(P>0.05)`)."""
    gap = line.between(figure.metric.end, figure.value.start)
    if figure.side >= 0 or not _DIFFERENCE.search(gap) or re.search(r"[;。]|\d\s*%", gap):
        return
    last = figure.metric
    named = [m for m in line.of(last.type) if m.end <= last.start]
    codes = {code_of(last)}
    for number, metric in enumerate(reversed(named)):
        joint = line.between(metric.end, last.start)
        is_gloss = joint.strip() == "("
        if not is_gloss and not is_list_gap(joint):
            return
        if code_of(metric) not in codes:
            codes.add(code_of(metric))
            yield replace(figure, metric=metric, group=_LISTED_GROUP + number)
        last = metric


_GROUP_ROW = re.compile(
    r"[-•·*\s]*(?:其中)?[^,;。:()]{2,24}?(?:者|组|层|亚组|患者|人群|队列)(?:中)?(?::|则|分别|依次|为|仅|约|达|占|\s)*",
    re.IGNORECASE,
)


def going_on(line: Line, values: Sequence[Mention], metric: Mention) -> Iterator[Figure]:
    """Figures of a line that names a group of patients and nothing else, or only compares: of the endpoint before."""
    compares = all(measure_of(value).kind in ("ratio", "p_value") for value in values)
    opening = line.between(line.start, values[0].start)
    if (
        not compares
        and not _GROUP_ROW.fullmatch(opening)
        and not heads_resumption(masked(line, line.start, values[0].start))
        and event_topics.resumed(line, metric) is None
        and not _sets_groups(line, values)
    ):
        return
    if compares and _OTHER_QUANTITY.search(line.text, line.start, values[0].start):
        return
    explained = [v for v in values if explains_rate(line, v)]
    for number, run in enumerate(find_runs(line, [v for v in values if v not in explained])):
        yield from of_metric(line, run, metric, "endpoint before", number * 100)
    yield from (Figure(metric, value, "endpoint before", EXPLAINED) for value in explained)


_OTHER_QUANTITY = re.compile(
    r"水平|浓度|含量|计数|细胞|表达|滴度|评分|年龄|性别|比值|构成|分布|基线|指标|活性|\b(?:levels?|expression|concentrations?|counts?|scores?|age|sex|baseline)\b",
    re.IGNORECASE,
)
"""What a sentence without an endpoint compares itself (`血清VEGF水平低于对照组(P<0.05)`)."""
_HEADS_GROUP = re.compile(
    r"\s*(?:而|但)?(?:[^,;。:()\d%]{1,16}?(?:组|者|患者)(?:中)?|_+(?:单药|联合)?(?:治疗)?)(?:则|分别|依次|为|仅|约|达|占|只有|\s)*"
)


_NO_OUTCOME = re.compile(r"年龄|随访|病程|疗程|剂量|入组|纳入|随机|间隔|体重|暴露|用药|基线(?!存在|伴|有|携带|合并)")


def _sets_groups(line: Line, values: Sequence[Mention]) -> bool:
    """Whether a line sets two groups against each other with a figure each and no endpoint (`甲药9.6个月,化疗5.0个月(HR 0.57)`)."""
    results = [v for v in values if measure_of(v).kind in LISTED_KINDS]
    if len(results) < PAIR or measure_of(results[1]).kind not in alike(measure_of(results[0]).kind):
        return False
    if _NO_OUTCOME.search(line.text, line.start, results[1].start):
        return False
    return all(
        _HEADS_GROUP.fullmatch(masked(line, line.clause(value.start)[0], value.start)) for value in results[:PAIR]
    )


EXPLAINED = 800


def explains_rate(line: Line, value: Mention) -> bool:
    """Whether a count with its denominator stands beside a rate (`71%(67/95)`)."""
    measure = measure_of(value)
    is_told = measure.n or RATE_BEHIND.match(line.text, value.end) or is_enclosed(line, value)
    if measure.kind != "count" or not is_told:
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


def banded(line: Line, values: Sequence[Mention], metrics: Sequence[Mention]) -> Iterator[Figure]:
    """A band of frequency before a list of adverse events (`≥10%:贫血、头痛`) is a rate of each (corpus ruling 35)."""
    for number, value in enumerate(values):
        measure = measure_of(value)
        following = [m for m in metrics if m.start >= value.end]
        if measure.kind != "percent" or not following or (measure.value[0] not in "≥>" and "-" not in measure.value):
            continue
        gap = masked(line, value.end, following[0].start)
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
                or (last > value.end and len(gap) > FORWARD_REACH)
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


_AGENT_AND_FIGURE = re.compile(
    r"(?:[,;、]|和|与|及|而|但|其次(?:是|为)|再次(?:是|为)|\s|and|联合|单用|单独使用)+_+(?:单药|联合)?(?:治疗)?(?:则|仅|为|达|约|只有|是|\s)*\(?"
)
"""The name of a treatment and nothing else between two figures (`最低(4.5%),其次是乙药(9.8%)`, `19%,联合丙药46%`)."""


def of_next_group(
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
    gap = masked(line, opened, run[0].start)
    gap = re.sub(r"^\s*\([^()]*\)|^[^()]{0,40}\)|^的[^,;。:()\d%]{1,16}?(?:患者|者|组)(?=[,;])", "", gap)
    is_next = GROUP_AND_FIGURE.fullmatch(gap) or _AGENT_AND_FIGURE.fullmatch(gap)
    if is_next or _goes_on_from(line, last, run):
        yield from of_metric(line, run, metric, "endpoint before", group)


def of_next_group_of_event(
    line: Line, run: Sequence[Mention], metrics: Sequence[Mention], known: Sequence[Figure], group: int
) -> Iterator[Figure]:
    """Figures of the next group of an adverse event, behind an endpoint told before that (`两组TSS相仿,血小板减少甲组90%,乙组50%`)."""
    last = next((f for f in reversed(known) if f.value.end <= run[0].start), None)
    if last is None or last.metric.type != "ADVERSE_EVENT" or line.is_bracketed(last.value.start):
        return
    is_behind = any(m.type == "METRIC" and m.end <= last.metric.start for m in metrics)
    if is_behind and measure_of(last.value).kind in alike(measure_of(run[0]).kind):
        yield from of_next_group(line, run, metrics, known, group)


def _goes_on_from(line: Line, last: Figure, run: Sequence[Mention]) -> bool:
    """Whether figures of the kind of the one before take up its endpoint in words or as the next item of its list."""
    if measure_of(last.value).kind not in alike(measure_of(run[0]).kind):
        return False
    opened = max(last.value.end, last.metric.end)
    return resumes(masked(line, opened, run[0].start), masked(line, run[0].end, min(run[0].end + 60, line.end)))


def of_only_event(line: Line, run: Sequence[Mention], metrics: Sequence[Mention], group: int) -> Iterator[Figure]:
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
        yield from of_metric(line, run, before[-1], "endpoint before", group)


_GIVEN = re.compile(
    r"\s*(?:with|on|in|of|for|among|given|receiving)\s+(?:the\s+|patients\s+|those\s+|given\s+|receiving\s+|treated with\s+)*|的",
    re.IGNORECASE,
)
"""What stands between a rate and the treatment of its group."""


_COUNTED_RATE = re.compile(r"^\s*[)\]]|\d+(?:/\d+)?\s*例?\s*[(\[]\s*$")
"""The counts that rates in brackets explain, round a gap between two such rates (`30例(60%)、乙组20例(40%)`)."""


_PATIENTS_AND = re.compile(
    r"\s*[)\]]?\s*(?:of|in)\s+(?:the\s+|those\s+|all\s+)*(?:patients|adults|children|women|men|those|participants)\b[^,;()%]{0,50}?,?\s+and\s+(?:in\s+)?(?:\d+\s*[(\[]\s*)?",
    re.IGNORECASE,
)
"""A group of patients between its rate and that of the next (`(17%) of the patients aged <60 years and 23 (2%)`)."""


def of_group_before(line: Line, values: Sequence[Mention], known: Sequence[Figure]) -> Iterator[Figure]:
    """A figure without endpoint before the next group's, whose endpoint follows (`甲组16个月,乙组9个月(中位PFS)`)."""
    done = {figure.value.start for figure in known}
    for figure in known:
        if figure.how != "before endpoint" or figure.side >= 0:
            continue
        kind = measure_of(figure.value).kind
        before = (v for v in reversed(values) if v.end <= figure.value.start and measure_of(v).kind in alike(kind))
        last = next(before, None)
        if last is None or last.start in done or not fits(figure.metric, measure_of(last)):
            continue
        gap = masked(line, last.end, figure.value.start)
        if _PATIENTS_AND.fullmatch(gap) or GROUP_AND_FIGURE.fullmatch(_COUNTED_RATE.sub("", gap)):
            yield Figure(figure.metric, last, "before endpoint", figure.group)
