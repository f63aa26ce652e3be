"""Endpoints that a sentence lists, and the figures that it gives them in their order (`PFS率和OS率分别为82%和89%`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.records import Endpoint, Mention
from pipeline.relating import PAIR
from pipeline.relating.figure_gaps import (
    FORWARD_REACH,
    LONGEST_JOIN,
    VERB,
    bare_of_arms,
    is_list_gap,
    leads,
    masked,
    uncounted,
)
from pipeline.relating.figures import LISTED_KINDS, Figure, code_of, fits, measure_of, timepoint
from pipeline.relating.lines import Line, pattern

_LIST_REACH = 24


_ALL_AGAIN = re.compile(
    r"(?:上述|以上|相应|对应|各项?|这些|前述|(?:上述|以上|这)?[两三四五2-5][项个]|历史(?:对照)?)(?:的)?(?:疗效|终点|生存)?(?:(?<=项)|指标|终点|数值|数字|数据|比例|比率|结果|率)"
    r"[^,;。%\d]{0,14}?(?:(?:分别|依次)约?|为|是|只有|仅有|(?:升|降|提|增|减)(?:高|低|少|加)?[至到])(?:为|是|变为|达到?|升至|升高至|提高至|增至|降至|降到|下降至|仅为?|约为?|\s)*$"
    r"|\b(?:corresponding|same|respective|these(?: two| three)?|the (?:two|three)|both|all three) (?:figures|rates|values|numbers|endpoints|results|medians)\b[^,;.\d]{0,40}$",
    re.IGNORECASE,
)


_ARM_AGAIN = re.compile(
    r"\s*(?:(?:而|相较之下|相比之下|与之相比|相形之下|反观|对照组中)[,:]?)?_+[^,;。%\d_]{0,10}(?:则)?(?:分别|依次)(?:约)?(?:为|是|达|仅)*\s*"
)
"""A line that opens with another treatment and its figures (`伊马替尼组则分别为70%、30%和90%`)."""
"""What takes up all endpoints told before, one for each of the figures that follow."""


_ALL_AGAIN_GROUP = 1200


def told_again(
    line: Line, values: Sequence[Mention], metrics: Sequence[Mention], told: Sequence[Mention]
) -> Iterator[Figure]:
    """Figures of the endpoints that a line takes up in words (`ORR 19%,PFS 5.6个月;联用后相应数值分别为46%和6.9个月`)."""
    chain: list[Mention] = []
    for value in (v for v in values if measure_of(v).kind in LISTED_KINDS):
        if chain and is_list_gap(line.between(chain[-1].end, value.start)):
            chain.append(value)
        elif len(chain) < PAIR:
            is_opened = _ALL_AGAIN.search(line.text, max(line.start, value.start - 60), value.start) or (
                not metrics and _ARM_AGAIN.fullmatch(masked(line, line.start, value.start))
            )
            chain = [value] if is_opened else []
    named = [m for m in reversed(metrics) if chain and m.end <= chain[0].start]
    own = list({(code_of(m), timepoint(m)): m for m in named}.values())[::-1]
    for known in (own[-len(chain) :], list(told)):
        fitting = len(known) == len(chain) > 1 and all(
            fits(metric, measure_of(value)) for metric, value in zip(known, chain, strict=True)
        )
        if fitting:
            yield from respective(chain, known, _ALL_AGAIN_GROUP)
            return


_CORRESPONDING = re.compile(
    r"(?:相应|对应)的?(?:数值|数字|数据|比例|比率|结果|率)|(?:the )?corresponding (?:figures|rates|values|numbers|proportions)",
    re.IGNORECASE,
)


def corresponding(line: Line, run: Sequence[Mention], known: Sequence[Figure]) -> list[Mention]:
    """The endpoints that `相应数值` takes up: those of the figures before, as many as there are figures."""
    begins = max((f.value.end for f in known), default=line.start)
    told = [f.metric for f in reversed(known) if measure_of(f.value).kind == "percent"]
    if not _CORRESPONDING.search(line.text, begins, run[0].start) and not _is_group_of_list(line, run, known):
        return []
    before = list({(code_of(metric), timepoint(metric)): metric for metric in told}.values())[: len(run)]
    return before[::-1] if len(before) == len(run) > 1 else []


def of_comparisons(run: Sequence[Mention], known: Sequence[Figure]) -> list[Mention]:
    """The endpoints of a list of P values behind as many comparisons (`OS率52%和38%,DFS率45%和30%(P=0.03、0.02)`)."""
    if len(run) < PAIR or measure_of(run[0]).kind != "p_value":
        return []
    opened = max((f.value.end for f in known if measure_of(f.value).kind == "p_value"), default=0)
    told = [f.metric for f in known if f.side == 0 and f.value.start >= opened]
    return told if len(told) == len(run) else []


_OF_ONE_GROUP = re.compile(
    r"[^;。]{0,60}[,;](?:而)?[^,;。和与及、]{0,20}?(?:(?:则|亦)?(?:分别|依次)|则)(?:为|是|仅为|仅|达|\s)*", re.DOTALL
)


_ONE_ARM_AGAIN = re.compile(
    r"[^;。]{0,40}?[,;(](?:而|但|均|都|也|与|较)*(?:明显|显著)?(?:[高低优多少长短大小]于)?(?:[^,;。()\d%]{1,12}的)?[^,;。()\d%_和与及、]{0,8}?"
    r"(?:_+|对照组?|安慰剂组?|标准治疗|非[^,;。()\d%_和与及、]{1,8}?(?=组))(?:[^,;。()\d%_和与及、]{0,8}?(?:组|者|患者))?"
    r"(?:的|则|仅|只有|只|为|是|达|均|明显|显著|更|较|[升增]高|降低|[高低]|\s|:)*\(?",
    re.DOTALL,
)
"""One other group right before as many figures as endpoints were told (`PFS率80%、OS率92%,对照组57%、75%`)."""
_GROUP_NAMED = r"\s*(?:with|for|in|on|among|under)\s+(?:the\s+|those\s+|patients\s+|given\s+|receiving\s+|treated\s+with\s+|on\s+)*_+"


_AND_THOSE_OF = re.compile(
    rf"{_GROUP_NAMED}(?:\s(?:arm|group|alone))?\s*,?\s*(?:and|versus|vs\.?|(?:as )?compared (?:with|to)|(?:as )?against|but|while)\s*(?:only\s+)?",
    re.IGNORECASE,
)


_AGAINST_THOSE = re.compile(
    r"\s*(?:\([^()]*\))?\s*,?\s*(?:versus|vs\.?|(?:as )?compared (?:with|to)|(?:as )?against|while|whereas)\s*(?:only\s+)?",
    re.IGNORECASE,
)
_GIVEN_BEHIND = re.compile(
    rf"{_GROUP_NAMED}|\s*(?:with|for|in|on)\s+(?:the\s+)?(?:(?:historical|matched|external|unexposed)\s+)*(?:placebo|_+|control|chemotherapy)",
    re.IGNORECASE,
)
"""Words between two lists of figures, and the other group behind them (`… with A, and 40% and 10% with B`, `…, against 40% and 10% with B`)."""


def _is_group_of_list(line: Line, run: Sequence[Mention], known: Sequence[Figure]) -> bool:
    """Whether one further group has a figure for each of the endpoints before (`A组EFS率98%,OS率99%,B组分别为96%和100%`)."""
    last = [f for f in known if f.value.end <= run[0].start and measure_of(f.value).kind == "percent"][-len(run) :]
    told = {(code_of(f.metric), timepoint(f.metric)) for f in last}
    if len(last) != len(run) or len(told) != len(run) or any(f.side >= 0 for f in last):
        return False
    between = [m for m in line.of("METRIC", "ADVERSE_EVENT") if last[-1].value.end <= m.start < run[0].start]
    gap = masked(line, last[-1].value.end, run[0].start)
    behind = masked(line, run[-1].end, min(run[-1].end + LONGEST_JOIN, line.end))
    is_set_against = (_AND_THOSE_OF.fullmatch(gap) or _AGAINST_THOSE.fullmatch(gap)) and _GIVEN_BEHIND.match(behind)
    return not between and bool(_OF_ONE_GROUP.fullmatch(gap) or _ONE_ARM_AGAIN.fullmatch(gap) or is_set_against)


_NEXT_GROUP = re.compile(
    r"[^;。%]{0,80}?[;,]\s*(?:(?:and|but|while|whereas|versus|vs\.?|compared with|against)\s+)?(?:(?:with|in|for|on|among|under|after)\s+(?:the\s+|those\s+|patients\s+|given\s+|receiving\s+|on\s+)*)?"
    r"(?:_+|placebo|control|chemotherapy)(?:[\s-](?:\+\s_+|plus\s_+|chemotherapy|arm|group|alone|monotherapy|recipients))*[,:]?\s*(?:(?:it was|they were|these were|only|just)\s+)*",
    re.IGNORECASE,
)
"""What leads from the last figure of a list to the next group's, in the order of the same endpoints (`…; with B, 41% (P < .001), 35% …`)."""
_RESUMED = 1500


def resumed_list(line: Line, values: Sequence[Mention], known: Sequence[Figure]) -> Iterator[Figure]:
    """The figures of another group for the endpoints just listed, each with its P value in a bracket."""
    done = {figure.value.start for figure in known}
    chain: list[Mention] = []
    for value in (v for v in values if measure_of(v).kind in LISTED_KINDS and v.start not in done):
        is_next = chain and is_list_gap(line.between(chain[-1].end, value.start))
        chain = [*chain, value] if is_next else [value]
        told = _list_before(known, chain)
        if told and _NEXT_GROUP.fullmatch(masked(line, told[-1].value.end, chain[0].start)):
            yield from respective(chain, [figure.metric for figure in told], _RESUMED)
            return


def _list_before(known: Sequence[Figure], chain: Sequence[Mention]) -> list[Figure]:
    """The figures of the last list before a chain, if it has as many, of as many endpoints."""
    before = [f for f in known if f.value.end <= chain[0].start and f.how == "respective list"]
    listed = [f for f in before if f.group // 100 == before[-1].group // 100]
    is_alike = len(listed) == len({code_of(f.metric) for f in listed}) == len(chain) >= PAIR
    return listed if is_alike and all(fits(f.metric, measure_of(v)) for f, v in zip(listed, chain, strict=True)) else []


_OWN_FIGURE = re.compile(r"(?:率|发生率|rates?)?(?:分别)?[为是达]?\s*\(?\s*")
_SET_AGAINST = re.compile(
    r"\)?\s*,?\s*(?:两者|二者)?(?:均|都|也|亦)*(?:明显|显著)*[高低优劣长短多少好差]于[^,;。()%]{1,24}?的?\s*\(?\s*"
)


def of_brackets(line: Line, run: Sequence[Mention], known: Sequence[Figure]) -> list[Mention]:
    """The endpoints that had a figure each, for those of the other group (`A(38%)和B(34%)均低于乙组的58%与52%`)."""
    before = [f for f in known if f.value.end <= run[0].start][-len(run) :]
    metrics = [figure.metric for figure in before]
    if len(run) < PAIR or len({code_of(metric) for metric in metrics}) != len(run):
        return []
    if not all(_OWN_FIGURE.fullmatch(line.between(f.metric.end, f.value.start)) for f in before):
        return []
    is_other = _SET_AGAINST.fullmatch(masked(line, before[-1].value.end, run[0].start)) is not None
    return metrics if is_other and all(fits(m, measure_of(v)) for m, v in zip(metrics, run, strict=True)) else []


_MIXED = 600


def mixed_list(line: Line, values: Sequence[Mention], metrics: Sequence[Mention]) -> Iterator[Figure]:
    """Figures of several kinds, listed as their endpoints are (`ORR、CR率及中位PFS分别为84%、51%和9.1个月`)."""
    chains: list[list[Mention]] = [[]]
    for value in (v for v in values if measure_of(v).kind in LISTED_KINDS):
        if not chains[-1] or not is_list_gap(line.between(chains[-1][-1].end, value.start)):
            chains.append([])
        chains[-1].append(value)
    for number, chain in enumerate(chains):
        if len({measure_of(value).kind for value in chain}) < 2:
            continue
        listed = metric_list(line, metrics, chain[0].start)[-len(chain) :]
        fitting = len(listed) == len(chain) and all(
            fits(metric, measure_of(value)) for metric, value in zip(listed, chain, strict=True)
        )
        if fitting and _goes_through(line, listed, chain):
            yield from respective(chain, listed, _MIXED + number * 20)


_RATIOS = 700
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")


def ratio_list(line: Line, values: Sequence[Mention], metrics: Sequence[Mention]) -> Iterator[Figure]:
    """Ratios listed as their endpoints are (`PFS和OS的HR分别为0.53和0.81`, `HRs for EFS and OS were 0.62 and 0.88`)."""
    chains: list[list[Mention]] = [[]]
    for value in (v for v in values if measure_of(v).kind == "ratio"):
        gap = _BRACKETED.sub("", line.between(chains[-1][-1].end, value.start)) if chains[-1] else ""
        if not chains[-1] or not is_list_gap(gap):
            chains.append([])
        chains[-1].append(value)
    for number, chain in enumerate(chain for chain in chains if len(chain) >= PAIR):
        listed = metric_list(line, metrics, chain[0].start, LONGEST_JOIN)
        gap = line.between(listed[-1].end, chain[0].start) if listed else ";"
        if len(listed) == len(chain) and not re.search(r"[;。]", gap):
            yield from respective(chain, listed, _RATIOS + number * 20)


def list_of(line: Line, run: Sequence[Mention], metrics: Sequence[Mention], before: Sequence[Mention]) -> list[Mention]:
    """The endpoints that a run of figures goes through, one each: the list before it, or the list of the run before.

    `A率和B率分别为x和y`; `A、B、C率:甲组为x、y、z,乙组为u、v、w`. Nothing where the figures are no such list.
    """
    if len(run) < 2 or measure_of(run[0]).kind not in ("percent", "duration", "count", "p_value"):
        return []
    reach = _LIST_REACH if not _names_itself(run[0]) else LONGEST_JOIN
    listed = metric_list(line, metrics, run[0].start, reach)[-len(run) :]
    if (
        len(listed) == len(run)
        and _names_itself(run[0])
        and not re.search(r"[;。%]", line.between(listed[-1].end, run[0].start))
    ):
        return listed
    if len(listed) == len(run) and _goes_through(line, listed, run):
        return listed
    if behind := _reached_behind(line, run, metrics):
        return behind
    resumes = len(before) == len(run) and not any(before[-1].end < m.start < run[0].start for m in metrics)
    return list(before) if resumes else []


_ARTICLE = re.compile(r"\s(?:an?|the)\s", re.IGNORECASE)


def _reached_behind(line: Line, run: Sequence[Mention], metrics: Sequence[Mention]) -> list[Mention]:
    """The endpoints that as many shares of patients reached (`20% and 15% of patients achieved CR and PR`)."""
    listed = [m for m in metrics if m.start >= run[-1].end][: len(run)]
    if len(listed) < len(run) or measure_of(run[0]).kind != "percent":
        return []
    gap = bare_of_arms(line, run[-1].end, listed[0].start)
    if len(gap) > FORWARD_REACH or VERB.search(gap) is None or not leads(gap):
        return []
    gaps = (_ARTICLE.sub(" ", line.between(a.end, b.start)) for a, b in pairwise(listed))
    joined = all(is_list_gap(one) for one in gaps) and len({code_of(m) for m in listed}) == len(run)
    return listed if joined and all(fits(m, measure_of(run[0])) for m in listed) else []


def _goes_through(line: Line, listed: Sequence[Mention], run: Sequence[Mention]) -> bool:
    between = line.between(listed[-1].end, run[0].start)
    if any(v.type == "VALUE" and listed[0].end <= v.start < listed[-1].start for v in line.mentions):
        return False
    is_respective = bool(pattern("trial_metric_words", role="respective").search(between + _tail(line, run[-1])))
    gaps = (line.between(first.end, second.start).strip() for first, second in pairwise(run))
    if not is_respective and any(pattern("trial_metric_words", role="versus").match(gap) for gap in gaps):
        return False
    bare = _TOLD_BY.sub("", _OF_ALL.sub(" ", bare_of_arms(line, listed[-1].end, run[0].start)))
    is_plain = len(re.sub(r"\s+", " ", bare)) <= _PLAIN_GAP and "(" not in between.rstrip("( ")
    return is_respective or len(run) > 2 or is_plain or _occurred_each(line, listed, run)


def _names_itself(value: Mention) -> bool:
    """Whether a figure's own words hold what opens its list (`P值分别为0.3`)."""
    return measure_of(value).kind == "p_value"


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
    gap = re.sub(r"^\s+of(?=\s\s)", "", uncounted(line.between(listed[-1].end, run[0].start)))
    return len(agents) < len(run) and bool(_OCCURRED.fullmatch(gap))


def unreached(line: Line, run: Sequence[Mention], metrics: Sequence[Mention]) -> list[Mention]:
    """The endpoints of a list of which none is reached (`Median PFS and OS have not been reached`, `PFS和OS均未达到`)."""
    if len(run) != 1 or measure_of(run[0]).kind != "not_reached":
        return []
    listed = metric_list(line, metrics, run[0].start)
    told = [v for v in line.of("VALUE") if listed and listed[0].end <= v.start < run[0].start]
    return listed if len(listed) > 1 and not told and all(fits(m, measure_of(run[0])) for m in listed) else []


def respective(run: Sequence[Mention], listed: Sequence[Mention], group: int) -> Iterator[Figure]:
    """Figures and endpoints taken together in their order, those that cannot be each other's left out."""
    for number, (metric, value) in enumerate(zip(listed, run, strict=False)):
        if fits(metric, measure_of(value)):
            yield Figure(with_landmark(metric, listed[0]), value, "respective list", group + number)


def with_landmark(metric: Mention, first: Mention) -> Mention:
    """`2年PFS率和OS率`: a landmark before a list holds for all of it."""
    if isinstance(metric.detail, Endpoint) and isinstance(first.detail, Endpoint) and not metric.detail.timepoint:
        statistic = metric.detail.statistic or first.detail.statistic
        return replace(metric, detail=replace(metric.detail, timepoint=first.detail.timepoint, statistic=statistic))
    return metric


def metric_list(line: Line, metrics: Sequence[Mention], before: int, reach: int = _LIST_REACH) -> list[Mention]:
    """The endpoints joined into one list that ends nearest before an offset."""
    listed: list[Mention] = []
    for metric in reversed([m for m in metrics if m.end <= before]):
        if not listed:
            if before - metric.end > reach and len(_bare(line, metric.end, before)) > reach:
                return []
            listed = [metric]
        elif is_list_gap(gap := line.between(metric.end, listed[0].start)) or _is_gloss(metric, listed[0], gap):
            listed.insert(0, metric)
        else:
            break
    return _distinct(listed)


def _bare(line: Line, start: int, end: int) -> str:
    """A gap without the arms, brackets and landmarks that it tells (`NRM (all causes) 12 months after infusion were`)."""
    bare = re.sub(r"\([^()\d]*\)", "", bare_of_arms(line, start, end))
    return _TOLD_BY.sub("", _OF_ALL.sub(" ", _TOLD_AT.sub("", bare)))


_OF_ALL = re.compile(
    r"\s(?:of|in|for|among|across|within)\s+(?:(?:the|all|this|our|both|these|entire|whole|full|total|overall|combined|pooled|study|treated|evaluable|transplanted|infused|\d+)\s+){1,4}"
    r"(?:cohorts?|series|population|group|groups|arms|sample|patients|participants|recipients|set|registry)(?:\s+(?:as a whole|overall|taken together|together))?(?=\s)",
    re.IGNORECASE,
)
"""The patients as a whole, between endpoints and their figures (`OS and PFS of the cohort as a whole stood at`)."""
_TOLD_BY = re.compile(
    r"\s(?:(?:had|have|has)\s+)?(?:stood at|came (?:out )?(?:to|at)|amounted to|reached|attained|lasted|averaged|settled at|remained(?: at)?|was|were|are|is|been)"
    r"(?:\s+(?:an?|the|medians?|means?|rates?|of|at|only|just|about|approximately|estimated|respective|a mere|to be))*(?=\s*$)",
    re.IGNORECASE,
)
"""The words of telling right before a list of figures (`reached a median of only`)."""


_TOLD_AT = re.compile(
    r"(?:\bat\s+)?\d+(?:\.\d+)?[\s-](?:months?|years?|weeks?)\s+(?:after|from|post|following)[\s-][a-z -]{2,30}?(?=\s(?:was|were)\b)",
    re.IGNORECASE,
)


def _is_gloss(metric: Mention, short: Mention, gap: str) -> bool:
    return gap.strip() == "(" and code_of(metric) == code_of(short)


def _distinct(listed: Sequence[Mention]) -> list[Mention]:
    """Drops the short forms in brackets behind their long form (`总生存(overall survival,OS)`)."""
    kept: list[Mention] = []
    last: Mention | None = None
    for metric in listed:
        if last is None or code_of(last) != code_of(metric) or metric.start - last.end > 2:
            kept.append(metric)
        last = metric
    return kept
