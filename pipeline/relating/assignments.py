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

from pipeline.records import Mention
from pipeline.relating import composition, events, factors, relieved_events
from pipeline.relating.comparator_lists import of_comparator
from pipeline.relating.comparisons import find_runs
from pipeline.relating.counted_patients import RESPONSES, of_own_bracket, responded
from pipeline.relating.denominators import are_beside
from pipeline.relating.endpoint_lists import (
    corresponding,
    list_of,
    mixed_list,
    of_brackets,
    of_comparisons,
    ratio_list,
    respective,
    resumed_list,
    told_again,
    unreached,
)
from pipeline.relating.figure_details import is_detail
from pipeline.relating.figure_gaps import RATE_BEHIND, masked
from pipeline.relating.figure_grids import grid
from pipeline.relating.figure_groups import (
    EXPLAINED,
    banded,
    explains_rate,
    going_on,
    of_each,
    of_group_before,
    of_next_group,
    of_next_group_of_event,
    of_only_event,
)
from pipeline.relating.figure_times import landmarks, of_metric, sharing_landmarks
from pipeline.relating.figures import Figure, code_of, fits, is_time_to_event, measure_of
from pipeline.relating.lines import Line
from pipeline.relating.nearest_endpoints import endpoint_behind, metric_of
from pipeline.relating.results import is_result
from pipeline.relating.resumed_endpoints import is_counted_in, is_event_of_ratio, is_gloss, is_group


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
    causes = [m for m in line.of("METRIC", "ADVERSE_EVENT") if events.is_cause_of_death(line, m)]
    relieved = [m for m in line.of("ADVERSE_EVENT") if relieved_events.is_relieved(line, m)]
    metrics = [
        m
        for m in line.of("METRIC", "ADVERSE_EVENT")
        if not (
            m in causes
            or m in relieved
            or is_group(line, m)
            or is_gloss(line, m)
            or is_counted_in(line, m)
            or is_event_of_ratio(line, m)
            or events.is_kind(line, m)
            or composition.is_part(line, m)
            or composition.is_presenting(line, m)
        )
    ]
    times = {start for metric in metrics for start, _ in landmarks(line, metric)}
    values = [m for m in line.of("VALUE") if m.start not in times and is_result(line, m)]
    values = [v for v in values if not events.counts_deaths(line, v, causes)]
    values = [v for v in values if not relieved_events.is_of_relief(line, v, relieved)]
    again = list(told_again(line, values, metrics, told))
    if values and not metrics:
        if again:
            return again
        compares = all(measure_of(value).kind in ("ratio", "p_value") for value in values)
        resumed = compared if compares and compared is not None else before
        if any(measure_of(value).statistic == "hazard_ratio" for value in values):
            resumed = _of_hazards(resumed, told)
        return list(going_on(line, values, resumed)) if resumed is not None else []
    if not values or not metrics:
        return []
    of_factors = list(factors.find(line, values, metrics))
    told_there = {figure.value.start for figure in of_factors}
    values = [v for v in values if v.start not in told_there]
    explained = [v for v in values if explains_rate(line, v)]
    listed_already = {figure.value.start for figure in again}
    figures = [
        *again,
        *mixed_list(line, [v for v in values if v not in explained and v.start not in listed_already], metrics),
    ]
    figures += ratio_list(line, values, metrics)
    taken = {figure.value.start for figure in figures}
    figures += grid(line, [v for v in values if v not in explained and v.start not in taken], metrics)
    listed_already = {figure.value.start for figure in figures}
    left = [v for v in values if v not in explained and v.start not in listed_already]
    inside = [v for v in left if is_detail(line, v)]
    runs = [*find_runs(line, [v for v in left if v not in inside]), *([value] for value in inside)]
    runs.sort(key=lambda run: run[0].start)
    listed: list[Mention] = []
    for number, run in enumerate(runs):
        listed = list_of(line, run, metrics, listed)
        figures.extend(respective(run, listed, number * 100))
        none_reached = unreached(line, run, metrics)
        figures.extend(
            Figure(metric, run[0], "respective list", number * 100 + at) for at, metric in enumerate(none_reached)
        )
    figures.extend(list(resumed_list(line, values, sorted(figures, key=_position))))
    figures.extend(banded(line, values, metrics))
    done = {figure.value.start for figure in figures}
    for number, run in enumerate(runs):
        rest = [value for value in run if value.start not in done]
        if rest:
            known = sorted((f for f in figures if f.value.end <= rest[0].start), key=_position)
            taken_up = (
                of_brackets(line, rest, known)
                or corresponding(line, rest, known)
                or of_comparisons(rest, known)
                or of_comparator(line, rest, values, known)
            )
            figures.extend(respective(rest, taken_up, number * 100 + 50))
            if taken_up:
                continue
            known = sorted(figures, key=_position)
            found = list(of_next_group_of_event(line, rest, metrics, known, number * 100 + 50))
            found = found or list(_single_metric(line, rest, metrics, number * 100 + 50, known))
            found = found or list(of_next_group(line, rest, metrics, known, number * 100 + 50))
            found = found or list(of_only_event(line, rest, metrics, number * 100 + 50))
            figures.extend(found or _of_line_before(line, rest, metrics, compared, number * 100 + 50))
    figures.extend(list(of_group_before(line, values, figures)))
    for value in explained:
        rate = _rate_beside(line, value, figures)
        if rate is not None:
            figures.append(Figure(rate.metric, value, "beside figure", rate.group))
        elif found := list(_single_metric(line, [value], metrics, EXPLAINED, sorted(figures, key=_position))):
            figures.extend(found)
    figures.extend([*of_each(line, figures), *of_factors])
    return list(sharing_landmarks(line, sorted(figures, key=_position)))


_COUNT_RESPONSES = (*RESPONSES, "ORR", "DCR", "CRh", "CR/CRh", "CHR", "EMR", "MR", "SVR35", "TI")
"""Endpoints of those who responded, which have odds and no hazards."""


def _of_hazards(resumed: Mention | None, told: Sequence[Mention]) -> Mention | None:
    """The endpoint that hazard ratios without one go on with: none that counts responses, whose place another told before takes."""
    if resumed is None or code_of(resumed) not in _COUNT_RESPONSES:
        return resumed
    timed = [metric for metric in told if is_time_to_event(metric)]
    return timed[0] if len(timed) == 1 else None


def _rate_beside(line: Line, count: Mention, figures: Sequence[Figure]) -> Figure | None:
    """The rate that a count explains: the one in the bracket behind it before any other (`贫血占20%,5例(10%)发生恶心`)."""
    beside = [f for f in figures if are_beside(line, f.value, count)]
    behind = [f for f in beside if f.value.start >= count.end and RATE_BEHIND.match(line.text, count.end)]
    return next(iter((*behind, *beside)), None)


def _position(figure: Figure) -> int:
    return figure.value.start


def _single_metric(
    line: Line, run: Sequence[Mention], metrics: Sequence[Mention], group: int, known: Sequence[Figure]
) -> Iterator[Figure]:
    metric, how = _same_bracket(line, run[0], known)
    if metric is None:
        metric, how = _set_against(line, run[0], known)
    if metric is None and (graded := _graded_in_bracket(line, run[0], known)) is not None:
        metric, how = graded, "after endpoint"
    ahead = of_own_bracket(line, run[0], metrics) or (
        responded(line, run[0]) if measure_of(run[0]).kind == "count" else None
    )
    if ahead is not None:
        metric, how = ahead, "after endpoint"
    elif measure_of(run[0]).kind == "count" and (behind := _counted_behind(line, run[-1], metrics)) is not None:
        metric, how = behind, "before endpoint"
    if metric is None:
        metric, how = metric_of(line, run, metrics)
    if metric is None:
        metric, how = _only_endpoint(line, run, metrics)
    if metric is not None:
        yield from of_metric(line, run, metric, how, group)


_THAN_THE = re.compile(
    r"(?:\s*\([^()]*\))?,?\s+(?:\w+ly\s+)?(?:(?:(?:higher|lower|longer|shorter|better|worse|more|less|greater)\s+than)|above|below|exceeding)\s+(?:the|an?|only)\s+",
    re.IGNORECASE,
)


def _set_against(line: Line, value: Mention, known: Sequence[Figure]) -> tuple[Mention | None, str]:
    """The endpoint of the figure that one is set against in words (`OS was 98%, significantly above the 86% in the B group`)."""
    last = next((f for f in reversed(known) if f.value.end <= value.start), None)
    if last is None or measure_of(last.value).kind != measure_of(value).kind:
        return None, ""
    return (
        (last.metric, "after endpoint")
        if _THAN_THE.fullmatch(line.between(last.value.end, value.start))
        else (None, "")
    )


def _counted_behind(line: Line, value: Mention, metrics: Sequence[Mention]) -> Mention | None:
    """The endpoint that a number of patients leads to, unless the rate of these patients stands between them."""
    behind = endpoint_behind(line, value, metrics)
    if behind is None or not any(metric.end <= value.start for metric in metrics):
        return behind
    rated = any(
        value.end <= v.start < behind.start and measure_of(v).kind == "percent" and line.is_bracketed(v.start)
        for v in line.of("VALUE")
    )
    return None if rated and "," not in line.between(metrics[0].end, value.start) else behind


_GRADES = (
    r"(?:(?:grade|G)\s*(?:≥\s*)?[1-5](?:\s*(?:-|–|/|or|to|and)\s*(?:[1-5]|higher|greater|worse|above|more))?"
    r"|(?:[1-5Ⅰ-Ⅴ]|I{1,3}|IV|V)(?:[~/-](?:[1-5Ⅰ-Ⅴ]|I{1,3}|IV|V))?\s*[级度](?:及以上|以上)?|≥\s*[1-5]\s*级)"
)
_ITS_GRADE = re.compile(
    rf"\)?[^()。;]{{0,50}}(?:\(|,\s*(?:including|with)\s+)(?:of\s+)?{_GRADES}(?:\s+(?:events?|cases?|severity|toxicity))?\s*(?:者)?\s*(?:,|:|in|仅|为|占)?\s*(?:in|only|just)?\s*"
    rf"|\)?[^()。;%]{{0,50}}(?:,|,?\s+and(?=\s+of\s))\s+(?:of\s+)?{_GRADES}\s+in\s+(?:only\s+|just\s+)?"
    rf"|\)?[^()。;%]{{0,50}}[,;]\s*(?:其中)?{_GRADES}(?:者|患者)?(?:有|仅|为|占)?\s*\d+例\s*\(",
    re.IGNORECASE,
)
"""What stands between the rate of an adverse event and that of its severe grades (`50% (grade ≥3, 3%)`, `8%, including grade 3 in 3%`)."""


def _graded_in_bracket(line: Line, value: Mention, known: Sequence[Figure]) -> Mention | None:
    """The adverse event of the figure before, where a rate is that of its severe grades."""
    last = next((f for f in reversed(known) if f.value.end <= value.start), None)
    if last is None or last.metric.type != "ADVERSE_EVENT" or measure_of(value).kind != "percent":
        return None
    others = (m for m in line.of("ADVERSE_EVENT") if last.value.end <= m.start < value.start)
    if any(code_of(other) != code_of(last.metric) for other in others):
        return None
    return last.metric if _ITS_GRADE.fullmatch(masked(line, last.value.end, value.start)) else None


def _only_endpoint(line: Line, run: Sequence[Mention], metrics: Sequence[Mention]) -> tuple[Mention | None, str]:
    """The endpoint behind a ratio or P value in brackets, where a sentence has one (`TP53突变(HR=2.8)是OS的预后因素`)."""
    later = [metric for metric in metrics if metric.start >= run[-1].end]
    is_one = len({code_of(metric) for metric in metrics}) == 1 and bool(later) and not _has_rate(line, later[0])
    compares = all(measure_of(value).kind in ("ratio", "p_value") and line.is_bracketed(value.start) for value in run)
    return (later[0], "before endpoint") if is_one and compares and fits(later[0], measure_of(run[0])) else (None, "")


def _of_line_before(
    line: Line, run: Sequence[Mention], metrics: Sequence[Mention], compared: Mention | None, group: int
) -> Iterator[Figure]:
    """Ratios in a bracket before any endpoint of their line (`The same held in women (HR, 0.53), while anemia arose in 5%`)."""
    compares = all(measure_of(value).kind in ("ratio", "p_value") and line.is_bracketed(value.start) for value in run)
    later = next((metric for metric in metrics if metric.start >= run[-1].end), None)
    is_first = later is not None and later == metrics[0] and _has_rate(line, later)
    if compared is not None and compares and is_first:
        yield from of_metric(line, run, compared, "endpoint before", group)


_WHILE = re.compile(r"[,;]\s*(?:while|whereas|and|but)\s")


def _has_rate(line: Line, metric: Mention) -> bool:
    """Whether an endpoint opens a clause of its own that tells its rates (`(HR, 0.5), while fibrillation arose in 5%`)."""
    before = next((v for v in reversed(line.of("VALUE")) if v.end <= metric.start), None)
    own = next((v for v in line.of("VALUE") if v.start >= metric.end), None)
    turns = before is not None and _WHILE.search(line.text, before.end, metric.start) is not None
    return turns and own is not None and measure_of(own).kind == "percent"


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
