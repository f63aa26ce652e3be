"""The endpoint that a figure belongs to where none is listed: the one before it, behind it or in its bracket."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention
from pipeline.relating import bracketed_groups, events
from pipeline.relating.figure_gaps import (
    COUNT_BEFORE,
    EVENT_REACH,
    FORWARD_REACH,
    GROUP_AND_FIGURE,
    HAN,
    TOLD_OF,
    VERB,
    bare_of_arms,
    crosses_clause,
    leads,
    masked,
    uncounted,
    without_arms,
)
from pipeline.relating.figures import alike, code_of, fits, measure_of, timepoint
from pipeline.relating.lines import Line, pattern

_PROVISIONAL = 0.6


_GRADED = re.compile(
    r"(?:(?:[1-5]|[IVⅠ-Ⅴ]{1,3})(?:\s*[~/-]\s*(?:[1-5]|[IVⅠ-Ⅴ]{1,3}))?\s*[级度](?:及以上|以上)?|grade\s*(?:≥\s*)?[1-5](?:\s*(?:-|–|/|or|to|and)\s*(?:[1-5]|higher|greater|worse|above|more))?)(?:\s+(?:events?|cases?|episodes?|severity|toxicity))?\s*(?:者)?(?:(?:occurred\s+|seen\s+|reported\s+|(?:was|were)\s+(?:seen\s+|reported\s+|observed\s+)?)?(?:in|:|at))?\s*(?:only|just)?\s*(?:只有|仅有|仅占|只占|仅|为|达|约|占)?\s*$",
    re.IGNORECASE,
)


def metric_of(line: Line, run: Sequence[Mention], metrics: Sequence[Mention]) -> tuple[Mention | None, str]:
    """The endpoint of a run of figures, and how they stand: `before endpoint`, `after endpoint` or nothing."""
    first, last = run[0], run[-1]
    if (compared := bracketed_groups.metric_behind(line, first, metrics)) is not None:
        return compared, "before endpoint"
    inside = [metric for metric in metrics if first.end <= metric.start and metric.end <= last.start]
    inside = [metric for metric in inside if not _has_figure_in_bracket(line, metric)]
    if len(inside) == 1 and fits(inside[0], measure_of(first)):
        return inside[0], "before endpoint"
    opened = _in_bracket_behind(line, last, metrics)
    if opened is not None:
        return opened, "before endpoint"
    told = _told_for(line, last, metrics)
    if told is not None:
        return told, "before endpoint"
    behind = endpoint_behind(line, last, metrics)
    ahead = _ahead(line, first, metrics)
    if behind is not None and (ahead is None or _prefers_behind(line, ahead, first, last, behind)):
        return behind, "before endpoint"
    if ahead is not None:
        return ahead, "after endpoint"
    set_before = _set_before(line, first, metrics)
    return (set_before, "before endpoint") if set_before is not None else (None, "")


_FOR = re.compile(r"\s*(?:[(\[][^()\[\]]*[)\]]\s*)?for\s+(?:median\s+)?", re.IGNORECASE)
_NEXT_TOLD = re.compile(r"\s*(?:,|;|\.(?!\d)|\)|\band\b|\bwith\b|\bin\b|$)", re.IGNORECASE)


def _told_for(line: Line, value: Mention, metrics: Sequence[Mention]) -> Mention | None:
    """The endpoint that a ratio is told for right behind it (`0.52 for OS and 0.61 for PFS`)."""
    metric = next((m for m in metrics if m.start >= value.end), None)
    if metric is None or measure_of(value).kind != "ratio" or not fits(metric, measure_of(value)):
        return None
    is_told = _FOR.fullmatch(line.between(value.end, metric.start)) and _NEXT_TOLD.match(
        line.text, metric.end, line.end
    )
    return metric if is_told else None


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
    return metric if own is not None and measure_of(own).kind in alike(measure_of(value).kind) else None


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
    is_next = _AND.fullmatch(COUNT_BEFORE.sub("", gap)) is not None
    if is_next and (_is_led_to(line, last, behind) or _owns(line, last, behind)) and _has_its_own(line, ahead):
        return True
    if _is_told_before(line, ahead, first) and _is_led_to(line, last, behind):
        return True
    direct = _ARTICLE.sub("", line.between(last.end, behind.start).strip().rstrip("≥>"))
    if not direct and _opens_list(line, first, behind) and not line.is_bracketed(ahead.start):
        return True
    if direct in ("", "的") and any(
        _owns(line, value, ahead) for value in line.of("VALUE") if value.end <= ahead.start
    ):
        return True
    return len(gap) > 8 and direct in ("", "的", "CR", "of patients achieved", "的患者获得", "的患者达到")


_NEXT_SHARE = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+)\d[\d.]*%")


def _opens_list(line: Line, value: Mention, metric: Mention) -> bool:
    """Whether a bracket begins with a figure and its endpoint, and goes on with the next (`cytopenia (36% neutropenia, 4% anemia)`)."""
    return line.text[value.start - 1] == "(" and bool(_NEXT_SHARE.match(line.text, metric.end, line.end))


_AND = re.compile(r"\s*,?\s*(?:and|while|whereas|but|with|和|而|且|,)\s*", re.IGNORECASE)


def _is_told_before(line: Line, metric: Mention, value: Mention) -> bool:
    """Whether an endpoint has the figure before another, joined to it (`the CR rate was 44%, and 76% …`)."""
    own = next((v for v in reversed(line.of("VALUE")) if v.end <= value.start), None)
    if own is None or own.start < metric.end or not _AND.fullmatch(line.between(own.end, value.start)):
        return False
    return TOLD_OF.fullmatch(bare_of_arms(line, metric.end, own.start)) is not None


def _has_its_own(line: Line, metric: Mention) -> bool:
    """Whether the last figure before an endpoint leads to it (`93% had an objective response`)."""
    value = next((v for v in reversed(line.of("VALUE")) if v.end <= metric.start), None)
    if value is None or not fits(metric, measure_of(value)):
        return False
    return _is_led_to(line, value, metric) or _owns(line, value, metric)


def _is_led_to(line: Line, value: Mention, metric: Mention) -> bool:
    """Whether a verb of achievement at most stands between a figure and the endpoint behind it."""
    gap = bare_of_arms(line, value.end, metric.start)
    is_told = len(gap) <= FORWARD_REACH and VERB.search(gap) is not None
    return is_told and not re.search(r"\d", uncounted(gap)) and leads(gap)


def _owns(line: Line, value: Mention, metric: Mention) -> bool:
    """Whether a figure is set right before an endpoint (`73%的ORR`, `a 73% ORR`, `12 (40%) PR`)."""
    gap = line.between(value.end, metric.start).strip()
    if gap[:1] in (")", "]") and COUNT_BEFORE.search(line.text, max(line.start, value.start - 12), value.start):
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
            return metric if metric.type == "ADVERSE_EVENT" and len(gap) <= 2 * EVENT_REACH else None
        if metric.type == "ADVERSE_EVENT" and not (
            _states_rate(without_arms(line, events.kind_end(line, metric), value.start))
            or _takes_up_incidence(line, metric, value)
            or (line.is_bracketed(metric.start) and gap.strip() == ",")
            or _is_compared(line, metric, value)
            or _heads_groups(line, metric, value)
            or _OF_GROUPS.fullmatch(masked(line, metric.end, value.start))
            or _announces(line, metric, value)
            or bracketed_groups.is_second(line, metric, value)
            or events.LEADING.fullmatch(masked(line, metric.end, value.start))
            or (passed is None and _has_next_group(line, metric, value, metrics))
        ):
            passed = passed or metric
            continue
        if passed is not None and ";" in line.between(metric.end, passed.start):
            return None
        if metric.score < _PROVISIONAL and crosses_clause(line, metric, value):
            continue
        if ";" in gap and "(" not in gap and len(gap) > 20 and measure_of(value).kind not in ("ratio", "p_value"):
            return metric if _is_told_alike(line, metric, value) else None
        if fits(metric, measure_of(value)):
            return _outer_of_bracket(line, metric, metrics)
    return None


def _has_next_group(line: Line, event: Mention, value: Mention, metrics: Sequence[Mention]) -> bool:
    """Whether a figure is the next group's of an adverse event that has the figure before (`腹泻在甲组达63%,乙组38%`)."""
    before = next((v for v in reversed(line.of("VALUE")) if v.end <= value.start), None)
    if before is None or before.start < event.end or measure_of(before).kind != measure_of(value).kind:
        return False
    gaps = (masked(line, before.end, value.start), line.between(before.end, value.start))
    is_group = any(GROUP_AND_FIGURE.fullmatch(gap) for gap in gaps)
    return is_group and _ahead(line, before, metrics) is event


def _is_told_alike(line: Line, metric: Mention, value: Mention) -> bool:
    """Whether the next study of a list tells its figures as the one before did, without the endpoint (`甲研究:OS甲组9个月,乙组5个月;乙研究:…`)."""
    opened = line.text.rfind(";", line.start, value.start)
    studies = [m for m in line.of("TRIAL") if opened < m.start < value.start]
    own = [m for m in line.of("METRIC", "ADVERSE_EVENT") if opened < m.start < value.start]
    told = [v for v in line.of("VALUE") if metric.end <= v.start < opened]
    kinds = {measure_of(v).kind for v in told if measure_of(v).kind not in ("ratio", "p_value")}
    return bool(studies) and not own and fits(metric, measure_of(value)) and kinds == {measure_of(value).kind}


_CLOSED_BRACKET = re.compile(r"\([^()]*\)")


def _is_left_in_bracket(line: Line, metric: Mention, value: Mention, metrics: Sequence[Mention]) -> bool:
    """Whether an endpoint told with its own figure in a bracket gives way to the one before the bracket for what follows."""
    opened = line.text.rfind("(", line.start, metric.start)
    closed = line.text.find(")", metric.end, value.start)
    if (
        not line.is_bracketed(metric.start)
        or opened < 0
        or closed < 0
        or "(" in _CLOSED_BRACKET.sub("", line.between(closed, value.start)).rstrip("(")
    ):
        return False
    own = [v for v in line.of("VALUE") if opened < v.start < closed and measure_of(v).kind == measure_of(value).kind]
    outer = [m for m in metrics if m.end <= opened and fits(m, measure_of(value)) and m.type == "METRIC"]
    told = [v for v in line.of("VALUE") if outer and outer[-1].end <= v.start and v.end <= opened]
    return bool(own and told) and ";" not in line.between(outer[-1].end, value.start)


_ASIDE = re.compile(
    r"^\s*,\s*(?:which|that)(?=\s+(?:occurred|was|were|developed|affected|has|had)\b(?![^,;%]*,\s+(?:occurred|was|were|developed|affected|arose)\b))|^\s+(?:requiring|needing|leading to|resulting in|attributed to|considered|related to|of special|that required|necessitating)\s[^,;()%\d。]{1,40}?(?=\s(?:occurred|was|were|developed|affected)\b)|^\s*,\s*(?:(?:mostly|mainly|predominantly|largely|typically|almost always|nearly always|always|in most cases|all|usually|primarily|chiefly|generally|none|almost all|nearly all)\b[^,;()%。]{0,40}|(?:the|a|an)\s[^,;()%\d。]{3,60}|(?:of )?(?:any|all)[- ]grades?|(?:which|that) (?:was|were) [^,;()%。]{3,40}|(?:of )?grade\s*[≥\d][^,;()%。]{0,24})\s*,",
    re.IGNORECASE,
)
"""What a sentence says of an adverse event between commas before its rate (`CRS, mostly grade 1 or 2, occurred in 63%`)."""
_GRADE_WORDS = re.compile(
    r"\b(?:of )?grades?\s*(?:≥\s*)?[1-5](?:\s*(?:-|–|/|or|to|and)\s*(?:[1-5]|higher|greater|worse|above|more))?|(?:[1-5]|I{1,3}|IV|V)(?:\s*[~/-]\s*(?:[1-5]|I{1,3}|IV|V))?\s*[级度](?:及以上|以上)?",
    re.IGNORECASE,
)
_GRADE_ASIDE = re.compile(
    r"\((?:all|any|majority|mostly|mainly|largely|predominantly|primarily|of (?:any|all)|grades?|多为|均为|主要为|任[何意]|所有)[^()%]{0,40}\)",
    re.IGNORECASE,
)
"""What a bracket says of an adverse event's grades before its rate (`bleeding events (all grades) occurred in 6%`)."""


def _states_rate(gap: str) -> bool:
    """Whether nothing but words of frequency stands between an adverse event and a figure."""
    gap = _GRADE_ASIDE.sub(" ", _ASIDE.sub(" ", gap))
    bare = pattern("event_rate_words").sub("", _GRADE_WORDS.sub("", gap))
    reach = EVENT_REACH if HAN.search(gap) else 3 * EVENT_REACH
    return len(gap) <= reach and len(re.sub(r"[\s():=~]", "", bare)) <= 2 and not re.search(r"[,;。]", gap)


_INCIDENCE = re.compile(
    r"[^;。\d%]{0,48}(?:\bin\s\d+(?:\s(?:patients|of them))?)?,[^;。\d%,]{0,24}?(?:发生率|发生比例|发病率|incidence|rates?|frequency|\brisk)(?:在)?(?:两组|各组|三组|均|依次|分别|仅|约|高达|达|为|是|was|of|were|being|\s)*"
    r"|[^;。\d%]{0,70},\s*(?:affecting|occurring in|seen in|observed in|reported in|developing in|arising in|experienced by|at)\s+(?:about\s+|approximately\s+|only\s+)*"
    r"|[^;。\d%,]{0,10}(?:常见|多见|多发|突出|频发),(?:约|共|均)?(?:占|达)(?:约|近|逾|超过)*\s*"
    r"|[^;。\d%]{0,24}\bmost (?:common|frequent)\b[^;。\d%]{0,40},?\s(?:in|at|seen in|reported in)\s(?:about\s|approximately\s)?"
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
    return not between and bool(_INCIDENCE.fullmatch(masked(line, told, value.start)))


_COMPARED = re.compile(
    r"(?:等)?(?:的)?(?:发生率|发生比例|发病率|发生情况)[^;。\d%()]{0,16}(?:差异|差别|相似|相近|相当|无差异|有差异)[^;。\d%()]{0,16}[,(]?\s*",
    re.IGNORECASE,
)


def _is_compared(line: Line, event: Mention, value: Mention) -> bool:
    """Whether a bracket behind what is said of an adverse event holds its ratio, or its rates where groups are compared."""
    gap = masked(line, event.end, value.start)
    kind = measure_of(value).kind
    if kind == "p_value" and _COMPARED.fullmatch(gap):
        return True
    if not _SAID_BEFORE_BRACKET.fullmatch(gap):
        return False
    return kind in ("ratio", "p_value") or (kind in ("percent", "count") and _MORE_OR_LESS.match(gap) is not None)


_OF_GROUPS = re.compile(
    r"的?(?:总体?)?(?:发生率|发生比例|发病率)[^,;。%()]{0,30}[高低多少]于[^,;。%()]{1,30}(?:者|组|患者|病例|人群)\(\s*"
)
"""What stands between an adverse event and the bracket with its rates in two groups (`皮疹发生率低于年长者(30%对75%)`)."""
_SAID_BEFORE_BRACKET = re.compile(r"[^,;:。%\d()]{0,110}\(\s*")
"""What one clause says of an adverse event before the bracket with its ratio (`the hazard of GVHD was well under half (HR, 0.38)`)."""


_MORE_OR_LESS = re.compile(
    r"\s*(?:(?:during|within|throughout)\s[^,;()%]{3,48}?\s)?(?:rates?\s+|events?\s+)?(?:was|were|is|are|became|proved|also|\s)*(?:\w+ly\s+)?(?:(?:more|less) (?:\w+ly )?(?:common|frequent|prevalent|often|likely)|commoner|rarer|higher|lower|fewer|similar|comparable|increased|reduced|decreased)(?=\s*(?:\(|with\b|in\b|for\b|on\b|among\b|under\b|than\b|after\b|and\b))"
    r"|[^,;。]{0,16}?(?:[更较][为]?(?:常见|多见|少见|罕见|多|少|高|低)|[高低多少]于|相当|相近|相似)",
    re.IGNORECASE,
)
"""What compares how often an event was seen (`贫血在甲组更少见(25%对43%)`, `less frequent with the newer agent (9% vs 16%)`)."""


_ANNOUNCES = re.compile(r"\s[^:;。%\d]{3,80}:\s*")


def _announces(line: Line, event: Mention, value: Mention) -> bool:
    """Whether words of an adverse event end in a colon, and its first rate follows (`Rash showed a gradient: 9.6% at 45 mg`)."""
    if measure_of(value).kind != "percent" or not _ANNOUNCES.fullmatch(masked(line, event.end, value.start)):
        return False
    return not any(event.end <= m.start < value.start for m in line.of("METRIC", "ADVERSE_EVENT"))


def _heads_groups(line: Line, event: Mention, value: Mention) -> bool:
    """Whether an adverse event stands before its groups and their rates (`3级以上贫血,甲药组51%,对照组15%`)."""
    gap = masked(line, event.end, value.start)
    return gap[:1] in (",", ":") and bool(GROUP_AND_FIGURE.fullmatch(gap))


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
_INTERVAL = re.compile(
    r"^\s*[;,]?\s*\d{2}%?\s*(?:CI|confidence interval)[^()]*\)"
    r"|^\s*[(\[]\s*9\d(?:\.\d)?\s?%\s?(?:CI|confidence intervals?|credible intervals?|可信区间|置信区间)[^()]*[)\]]",
    re.IGNORECASE,
)
"""The interval of a figure, which may open in its bracket or spell its name out (`39% (95% confidence interval [CI], 32 to 48)`)."""


_NEXT_OF_LIST = re.compile(r"\s*(?:、|(?:和|及|与|以及)\s*$)")
"""What joins the count of an endpoint to the next endpoint of a list (`CR 6例、PR 3例`)."""


def endpoint_behind(line: Line, value: Mention, metrics: Sequence[Mention]) -> Mention | None:
    """The endpoint that a figure leads to: `60%的患者获得CR`, `a 60% CR rate`, `60% achieved CR`."""
    respectively = _RESPECTIVELY.match(line.text, value.end, line.end)
    clause = line.clause(respectively.end() if respectively else value.start)
    for metric in metrics:
        if metric.start < value.end or (line.is_bracketed(metric.start) and not line.is_bracketed(value.start)):
            continue
        gap = _INTERVAL.sub("", bare_of_arms(line, value.end, metric.start))
        if metric.start >= clause[1] or len(gap) > FORWARD_REACH or re.search(r"\d", uncounted(gap)):
            return None
        is_share = line.is_bracketed(value.start) and gap.strip() == ")" and timepoint(metric)
        is_next = measure_of(value).kind == "count" and _NEXT_OF_LIST.match(gap) is not None
        return metric if leads(gap) and not is_share and not is_next and fits(metric, measure_of(value)) else None
    return None
