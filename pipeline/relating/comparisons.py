"""Which figures of a line stand in one comparison (`36.7% vs 17.9%`, `从11.4个月延长至23.4个月`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.records import Mention
from pipeline.relating import PAIR
from pipeline.relating.bracketed_groups import is_compared_first
from pipeline.relating.figure_gaps import (
    COUNT_BEFORE,
    FORWARD_REACH,
    LONGEST_JOIN,
    TOLD_OF,
    VERB,
    bare_of_arms,
    is_change,
    is_change_between_arms,
    is_from,
    leads,
    names_arm,
)
from pipeline.relating.figures import alike, code_of, fits, measure_of
from pipeline.relating.lines import Line, pattern, words


def find_runs(line: Line, values: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Figures of one kind that follow each other with nothing but joining words between them."""
    run: list[Mention] = []
    is_list = bool(pattern("trial_metric_words", role="respective").search(line.text, line.start, line.end))
    for value in values:
        if (
            run
            and not _turns_to_own(line, run[-1], value)
            and not is_compared_first(line, run[-1])
            and not _have_own_endpoints(line, run[-1], value)
            and not (len(run) > 1 and _OTHER_GROUP.fullmatch(line.between(run[-1].end, value.start)))
            and measure_of(run[-1]).kind in alike(measure_of(value).kind)
            and (
                _is_next_listed(line, run[-1], value)
                or _joined(line.between(run[-1].end, value.start), is_list and _ends_item(line, value))
                or _is_changed_from(line, run[-1], value)
                or _is_again_in(line, run[-1], value)
            )
        ):
            run.append(value)
        else:
            yield from _in_pairs(line, run)
            run = [value]
    yield from _in_pairs(line, run)


_FOR = re.compile(r"\s*(?:[(\[][^()\[\]]*[)\]]\s*)?(?:for|in terms of)\s+(?:median\s+)?", re.IGNORECASE)


def _have_own_endpoints(line: Line, first: Mention, second: Mention) -> bool:
    """Whether two ratios are followed by an endpoint each (`0.52 for OS and 0.61 for PFS`), or one heads the second bracket."""
    if measure_of(first).kind != "ratio":
        return False
    if line.is_bracketed(first.start) and ")" in line.between(first.end, second.start):
        return any(first.end <= m.start < second.start for m in line.of("METRIC", "ADVERSE_EVENT"))
    return all(
        any(m.start >= value.end and _FOR.fullmatch(line.between(value.end, m.start)) for m in line.of("METRIC"))
        for value in (first, second)
    )


def _turns_to_own(line: Line, first: Mention, second: Mention) -> bool:
    """Whether a figure leads to an endpoint of its own, behind one of another (`OS 79%, and 16% stopped for toxicity`)."""
    behind = _led_to(line, second)
    if behind is None:
        return False
    if (own := _led_to(line, first)) is not None and own.end <= second.start:
        return code_of(own) != code_of(behind)
    ahead = next((m for m in reversed(line.of("METRIC", "ADVERSE_EVENT")) if m.end <= first.start), None)
    if ahead is None or code_of(ahead) == code_of(behind):
        return False
    told = _SEEN_IN.sub("", bare_of_arms(line, ahead.end, first.start))
    return TOLD_OF.fullmatch(told) is not None and not _RATE_NEXT.match(line.text, behind.end, line.end)


_SEEN_IN = re.compile(r"\s(?:(?:was|were)\s(?:seen|observed|achieved|reported)\s)?in\s$")
"""What leads from an endpoint to the share of patients that had it (`induced CR in 32%`)."""


def _led_to(line: Line, value: Mention) -> Mention | None:
    """The endpoint that a figure leads to with a verb, or that follows it at once (`94% were progression-free`)."""
    metric = next((m for m in line.of("METRIC", "ADVERSE_EVENT") if m.start >= value.end), None)
    if metric is None or not fits(metric, measure_of(value)) or line.clause(metric.start)[1] < value.end:
        return None
    gap = bare_of_arms(line, value.end, metric.start)
    is_led = len(gap) <= FORWARD_REACH and (not gap.strip() or (VERB.search(gap) and leads(gap)))
    return metric if is_led else None


_OTHER_GROUP = re.compile(r"\s*\(\s*[^()\d,;。]{1,16}组(?:则|分别|依次|仅)?[为是]?\s*")
"""A bracket that gives another group's figures behind a list (`为45%和42%(对照组38%和19%)`)."""
_RATE_NEXT = re.compile(r"[^,;.()]{0,12}(?:\d|为|was|were|\()")


def _in_pairs(line: Line, run: list[Mention]) -> Iterator[list[Mention]]:
    """A run, parted into its pairs where some of its figures are set against each other and others only listed.

    `8.7% vs 3.6%、16.8% vs 5.1%` are two comparisons, and no list of four; `92% and 76% vs 80% and 50%` are two lists.
    """
    versus = pattern("trial_metric_words", role="versus")
    gaps = [line.between(a.end, b.start).strip() for a, b in pairwise(run)]
    faces = [any(m.start() == 0 or m.end() == len(gap) for m in versus.finditer(gap)) for gap in gaps]
    half = len(run) // PAIR
    if len(run) == PAIR + 1 and _TWO_BEHIND.match(line.text, run[-1].end, line.end):
        yield run
    elif len(run) > PAIR and faces == [number % 2 == 0 for number in range(len(faces))]:
        for number in range(0, len(run), PAIR):
            yield run[number : number + PAIR]
    elif len(run) == half * PAIR and faces == [number == half - 1 for number in range(len(faces))] and half > 1:
        yield from (run[:half], run[half:])
    elif run:
        yield run


_TWO_BEHIND = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:with|for|in|on|among)\s[^,;.%]{2,60}?\s(?:and|or)\s[^,;.%]{2,60}?,?\s+respectively\b"
)
"""The groups of the last two of three figures (`29% with A versus 37% and 39% with B and C, respectively`)."""
_AND_LAST = re.compile(
    r"\s*(?:\([^()]*\))?\s*,?\s*(?:and|和|与|及)\s*(?:about|约)?\s*\d+(?:\.\d+)?\s*(?:%|months?\b|years?\b|个月|年)?\s*(?:[,.;。()]|in\b|for\b|with\b|at\b|on\b|among\b|after\b|under\b"
    r"|of\s+(?:the\s+|all\s+|those\s+|\d+\s+)*[\w-]+(?:\s+[\w-]+)?(?!\s+(?:achieved|had|have|reached|attained|experienced|developed|obtained|responded|were|was|relapsed|died)\b)|$)",
    re.IGNORECASE,
)


def _is_next_listed(line: Line, first: Mention, second: Mention) -> bool:
    """Whether a figure follows another one in a list that ends with the next (`74%, 69% and 50%`)."""
    gap = line.between(first.end, second.start).strip()
    return gap in (",", "、") and bool(_AND_LAST.match(line.text, second.end, line.end))


_IN, _AND_IN = re.compile(r"\bin\s+$"), re.compile(r"\s*(?:\([^()]*\)\s*)?(?:and|versus|vs\.?|but)\s+in\s+")


def _is_again_in(line: Line, first: Mention, second: Mention) -> bool:
    """Whether two shares of patients are told alike (`occurred in 40% and in 30%`)."""
    is_first = _IN.search(line.text, max(line.start, first.start - 4), first.start) is not None
    return is_first and _AND_IN.fullmatch(line.between(first.end, second.start)) is not None


_TO = re.compile(r"\b(?:to|at)\s*$", re.IGNORECASE)
_BACK_FROM = re.compile(r"\s*(?:\([^()]*\)\s*)?,?\s*(?:(?:down|up)\s+)?from\s*", re.IGNORECASE)


def _is_changed_from(line: Line, first: Mention, second: Mention) -> bool:
    """Whether one of two figures is what the other was before (`fell to 9.4% from 16.0%`, `from 26% with B to 75% with A`)."""
    gap = line.between(first.end, second.start)
    if is_change_between_arms(re.sub(r"\([^()]*\)", "", gap)) and is_from(line, first):
        return True
    is_back = _BACK_FROM.fullmatch(gap)
    return bool(is_back and _TO.search(line.text, max(line.start, first.start - 4), first.start))


_BOUNDS = r"\s*\d+(?:\.\d+)?\s*%?\s*(?:-|–|~|to|至)\s*\d+(?:\.\d+)?\s*%?\s*"
"""An interval that is named before and only has its bounds (`73% (95% CI, 60 to 82), falling to 50% (35 to 64)`)."""


def _joined(gap: str, is_list: bool) -> bool:
    """Whether a gap between two figures only joins them: `vs`, `和`, an interval, a comma in a 分别 list."""
    if len(gap) > LONGEST_JOIN:
        return False
    bare = re.sub(r"\([^()]*[A-Za-z\u4e00-\u9fff]{2}[^()]*\d%[^()]*\)", "", _INTERVAL.sub("", gap))
    bare = re.sub(
        rf"\((?:[^()]*(?:CI|[Cc]onfidence interval|置信区间|可信区间|例)[^()]*|\s*\d+\s*/\s*\d+\s*|\s*[nN]\s*=\s*\d+\s*|{_BOUNDS})\)|95%\s*CI[^,;)\]]*",
        "",
        bare,
    )
    bare = _PATIENTS_BEHIND.sub("", bare)
    bare = _UNIT_BEHIND.sub("", COUNT_BEFORE.sub("", _WHOLE_BEHIND.sub("", bare)))
    bare = re.sub(r"[()\[\]]|的患者|of patients|patients", "", bare).strip()
    if re.search(r"[;。]", bare):
        return False
    if bare == ",":
        return is_list
    if landmark := _AT_LANDMARK.match(bare):
        return bool(pattern("trial_metric_words", role="versus").match(bare[landmark.end() :].lstrip(" ,")))
    if _OF_ENDPOINT.fullmatch(bare):
        return True
    if bare == "/" or pattern("trial_metric_words", role="versus").match(bare):
        return True
    return bare.strip(" ,") in words("trial_metric_words", role="joins") or is_change(bare) or names_arm(bare)


_INTERVAL = re.compile(
    r"\[\s*9\d(?:\.\d)?\s?%\s?(?:C(?:r)?I\b|confidence intervals?|可信区间|置信区间)[^\[\]]*\]", re.IGNORECASE
)
"""An interval in square brackets, which may hold brackets of its own (`51%[95%CI(44%,57%)]`)."""
_AT_LANDMARK = re.compile(
    r"(?:at|by)\s+(?:(?:weeks?|months?|years?|days?)\s+\d+|\d+(?:\.\d+)?[\s-](?:weeks?|months?|years?))(?!\d)",
    re.IGNORECASE,
)
"""When a rate was found, between it and the one that it is set against (`25.5% at week 24 compared with 13.2%`)."""


_WHOLE_BEHIND = re.compile(
    r"^\s*[)\]]\s*(?:out\s+)?of\s+(?:the\s+)?\d+(?:\s+(?:[a-z]+\s+)?(?:patients|pts|participants|recipients))?"
)


_PATIENTS_BEHIND = re.compile(
    r"^\s*[(\[]\s*(?:NR|未达到?|\d+\s*(?:patients|pts|participants|例)?)\s*[)\]]|^\s*events?\s+(?:among|in)\s+\d+(?:\s+(?:patients|pts|participants))?"
)
"""The patients that a rate is of, in the bracket behind it (`62% [96 patients] vs 39%`)."""


_UNIT_BEHIND = re.compile(r"^\s*(?:个月|月|年|周|d\b|months?\b|years?\b|weeks?\b)")
"""The unit that a figure's range parts it from (`29.0(95%CI 24.0~34.0)个月和`)."""


_OF_ENDPOINT = re.compile(
    r"of\s+(?:the\s+)?(?:median\s+|mean\s+)?[A-Za-z-]{2,12}\s+(?:against|versus|vs\.?|compared (?:with|to))",
    re.IGNORECASE,
)
"""An endpoint between two figures of its own (`14 months of median PFS against 8`)."""


def _ends_item(line: Line, value: Mention) -> bool:
    """Whether a figure ends its item of a list, and opens no statement of its own."""
    return bool(re.match(r"\s*(?:[,;。、()]|和|及|与|以及|and|$)", line.text[value.end : min(value.end + 6, line.end)]))
