"""Figures of one endpoint with their landmarks (`1、3年OS率为90%、80%`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, pairwise

from pipeline.records import Mention
from pipeline.relating import PAIR
from pipeline.relating.cue_words import column
from pipeline.relating.figure_gaps import TOLD_OF, is_change, is_change_between_arms, is_from
from pipeline.relating.figures import Figure, fits, measure_of, timepoint
from pipeline.relating.landmarks import of_rate, time_of_event
from pipeline.relating.lines import Line, pattern, words

_LANDMARK_REACH = 16
_SPELLED = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "ten": "10"}
"""Numbers of landmarks in words (`one- and two-year OS`)."""


def sharing_landmarks(line: Line, figures: Sequence[Figure]) -> Iterator[Figure]:
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


@lru_cache(maxsize=1)
def _landmark_before() -> re.Pattern[str]:
    forms = "|".join(rf"{re.escape(form)}(?![A-Za-z])" if form.isascii() else form for form in words("measure_units"))
    joins = r"(?:、|/|,\s*(?:and)?|和|及|与|以及|and)"
    return re.compile(
        rf"(?<![\d.=<>≤≥])(?P<number>[1-9]\d{{0,2}}(?:\.5)?|\b(?:{'|'.join(_SPELLED)}))\s*-?\s*(?P<unit>{forms})?\s*-?\s*{joins}\s*第?$",
        re.IGNORECASE,
    )


def _is_figure_of(line: Line, start: int) -> bool:
    """Whether a time is the figure of an endpoint right before it and no landmark (`中位OS为48个月,5年OS率40%`)."""
    before = next((m for m in reversed(line.of("METRIC")) if m.end <= start), None)
    return before is not None and TOLD_OF.fullmatch(line.between(before.end, start)) is not None


def landmarks(line: Line, metric: Mention) -> list[tuple[int, str]]:
    """Start and landmark of the times listed before an endpoint with a landmark of its own (`1、3和5年OS率`)."""
    end, own = own_time(line, metric)
    found: list[tuple[int, str]] = []
    while own and (match := _landmark_before().search(line.text, max(line.start, end - _LANDMARK_REACH), end)):
        number = _SPELLED.get(match["number"].lower(), match["number"])
        unit = column("measure_units", "unit")[match["unit"].lower()] if match["unit"] else own.rpartition(" ")[2]
        is_parted = "," in match.group() and unit != own.rpartition(" ")[2]
        later = found[0][1] if found else own
        is_later = unit == later.rpartition(" ")[2] and float(number) >= float(later.partition(" ")[0])
        if is_later or (match["unit"] and (is_parted or _is_figure_of(line, match.start("number")))):
            break
        found.insert(0, (match.start("number"), f"{number} {unit}"))
        end = match.start()
    return found


def own_time(line: Line, metric: Mention) -> tuple[int, str]:
    """Where an endpoint or the time right before an event begins, and its landmark."""
    return (metric.start, timepoint(metric)) if timepoint(metric) else time_of_event(line, metric)


_TIMES_TOLD = re.compile(
    r"\b(?:at|by)\s+(?P<numbers>\d[\d.]*(?:\s*,\s*\d[\d.]*)*\s*,?\s+and\s+\d[\d.]*)\s*(?P<unit>weeks|months|years)\b"
    r"|\b(?:at|by)\s+(?P<word>week|month|year)s\s+(?P<of>\d[\d.]*(?:\s*,\s*\d[\d.]*)*\s*,?\s+and\s+\d[\d.]*)(?=\D)"
    r"|(?<![\d.])(?P<listed>\d+(?:个?月|年|周|个?周期|个?疗程)?(?:\s*(?:、|,|和|及|与)\s*\d+(?:个?月|年|周|个?周期|个?疗程)?)*?\s*(?:、|,|和|及|与)\s*\d+)\s*"
    r"(?P<last>个?月|年|周|个?(?:周期|疗程))(?:治疗|化疗)?(?:时|后|末)(?![^;。]{0,40}(?:两|各|[2-4二三])组)",
    re.IGNORECASE,
)


_LISTED_TIME = r"(?:第\s*)?\d+(?:\s*个?(?:周期|疗程|月|年|周|天))?"
_TIMES_BEFORE = re.compile(
    rf"(?<![\d.])(?P<listed>{_LISTED_TIME}(?:\s*(?:、|和|及|与|以及)\s*{_LISTED_TIME}){{1,4}})(?:治疗)?(?:时|后|末)?,?(?:累[计积])?(?:分别|依次|各)(?:有|为|约|达|\s)*$"
)
"""Times listed right before the rates of an endpoint that follows (`第12周、第24周时分别有35%和42%的患者获得SVR35`)."""
_LAST_UNIT = re.compile(r"(月|年|周|天|周期|疗程)$")
_TIMES_REACH = 60
_COURSES = ("周期", "疗程")


def _are_opposed(line: Line, run: Sequence[Mention]) -> bool:
    """Whether the first two figures of a run are set against each other, so that they are of two groups and not of two times."""
    return (
        pattern("trial_metric_words", role="versus").match(line.between(run[0].end, run[1].start).strip(" ,"))
        is not None
    )


def times_told(line: Line, metric: Mention, run: Sequence[Mention]) -> list[str]:
    """The landmarks of a list of rates, where the text lists a time for each (`PFS at 12, 24 and 36 months was 78%, 68% and 64%`)."""
    if len(run) < PAIR or measure_of(run[0]).kind != "percent" or _are_opposed(line, run):
        return []
    if run[0].start < metric.end:
        return _times_before(line, run)
    each = [of_rate(line, value) for value in run]
    if all(each) and len(set(each)) == len(run):
        return each
    opened = max(line.start, metric.start - _TIMES_REACH)
    found = list(_TIMES_TOLD.finditer(line.text, opened, run[0].start))
    if not found or ";" in line.between(found[-1].end(), run[0].start):
        return []
    times = _times_of(found[-1])
    return times if len(times) == len(run) else []


def _times_of(told: re.Match[str]) -> list[str]:
    """The landmarks of a list of times (`12, 24 and 36 months`), or nothing where their unit is unknown."""
    numbers = re.findall(r"\d+(?:\.\d+)?", told["numbers"] or told["of"] or told["listed"])
    word = (told["unit"] or told["last"] or f"{told['word']}s").lower()
    unit = "cycles" if told["last"] and word.endswith(_COURSES) else column("measure_units", "unit").get(word, "")
    return [f"{number} {unit}" for number in numbers] if unit else []


def _times_before(line: Line, run: Sequence[Mention]) -> list[str]:
    """The landmarks of rates before their endpoint, where a sentence lists a time for each right before them."""
    opened = max(line.start, run[0].start - _TIMES_REACH)
    english = [m for m in _TIMES_TOLD.finditer(line.text, opened, run[0].start) if not m["listed"]]
    if english and line.between(english[-1].end(), run[0].start).strip() == ",":
        found = _times_of(english[-1])
        return found if len(found) == len(run) else []
    told = _TIMES_BEFORE.search(line.text, opened, run[0].start)
    last = _LAST_UNIT.search(told["listed"]) if told else None
    if told is None or last is None:
        return []
    times = re.findall(r"(\d+)\s*个?(周期|疗程|月|年|周|天)?", told["listed"])
    units = column("measure_units", "unit")
    found = [f"{number} {units.get(word or last.group(), 'cycles')}" for number, word in times]
    return found if len(found) == len(run) else []


def of_metric(line: Line, run: Sequence[Mention], metric: Mention, how: str, group: int) -> Iterator[Figure]:
    """A run of figures of one endpoint."""
    usable = [value for value in run if fits(metric, measure_of(value))]
    times = [time for _, time in landmarks(line, metric)]
    if times and len(usable) == len(times) + 1 and measure_of(usable[0]).kind in ("percent", "count"):
        for value, time in zip(usable, [*times, own_time(line, metric)[1]], strict=True):
            yield Figure(metric, value, how, group, timepoint=time)
        return
    told = times_told(line, metric, usable)
    if told:
        for value, time in zip(usable, told, strict=True):
            yield Figure(metric, value, how, group, timepoint=time)
        return
    turned = _is_turned(line, usable)
    listed = len(usable) > 1
    for number, value in enumerate(usable):
        yield Figure(metric, value, how, group, number if listed else -1, len(usable) if listed else 1, turned)


def _is_turned(line: Line, run: Sequence[Mention]) -> bool:
    if len(run) != 2 or not is_from(line, run[0]):
        return False
    gap = re.sub(r"\([^()]*\)", "", line.between(run[0].end, run[1].start))
    return is_change(gap) or is_change_between_arms(gap)
