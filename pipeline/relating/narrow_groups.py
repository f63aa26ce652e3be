"""Groups narrower than the population of a study: a grade, an assessor, a dose, a compartment (corpus ruling 31).

Such a group stands alone in `subgroup`, in the text's own words.

>>> from pipeline.records import Endpoint, Measure, Mention
>>> def figure(text, metric, value, kind="METRIC"):
...     at, to = text.index(metric), text.index(value)
...     named = Mention(at, at + len(metric), kind, metric, detail=Endpoint("ORR"))
...     found = Mention(to, to + len(value), "VALUE", value, detail=Measure("percent", "9", "%"))
...     return Line(text, 0, len(text), (named, found)), Figure(named, found, "after endpoint", 0)
>>> of_figure(*figure("甲药治疗者IRC评估的ORR为9%", "ORR", "9%"))
'IRC评估'
>>> of_figure(*figure("CRS发生率72%,其中≥3级9%", "CRS", "9%", "ADVERSE_EVENT"))
'≥3级'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.records import Mention
from pipeline.relating import PAIR, group_lists, parted_rates
from pipeline.relating.figures import Figure, code_of
from pipeline.relating.lines import Line, once

_GRADE_REACH, _ASSESSOR_REACH, _LIST_REACH = 24, 24, 90
_ROMAN = r"(?:[1-5Ⅰ-Ⅴ]|I{1,3}|IV|V)"
_GRADE_WORDS = (
    rf"(?:≥\s*)?(?:(?<![A-Za-z0-9]){_ROMAN}(?:\s*[~～/–-]\s*{_ROMAN})?\s*[级度]|[一二三四]级)(?:及以上|或以上|以上|或更高)?"
    r"|任[何意](?:级别?|等级)|[所全](?:有|部)?(?:级别?|等级)"
    r"|\bany[ -]grade|\ball[ -]grades?|\bgrades?\s*(?:≥\s*)?[1-5](?:\s*(?:-|–|/|or|to)\s*(?:[1-5]|higher|above))?(?: or (?:higher|above|worse))?"
)
_GRADE = re.compile(rf"(?P<grade>{_GRADE_WORDS})(?:的|者|治疗相关|药物相关|\s|treatment-related)*$", re.IGNORECASE)
_GRADE_OF_FIGURE = re.compile(
    rf"(?P<grade>{_GRADE_WORDS})(?:的|者)?\s*(?:仅|只有|占|为|达|见于|发生率|有|,|in|occurred in|events in|:|\s)*(?:\d+\s*例\s*\()?$",
    re.IGNORECASE,
)
_OF_GRADE = re.compile(rf"\s*(?:of|,)?\s*\(?(?P<grade>{_GRADE_WORDS})\)?[^,;。()%]{{0,24}}", re.IGNORECASE)
_GRADE_OF_LIST = re.compile(
    rf"(?P<grade>{_GRADE_WORDS})(?:的)?\s*(?:治疗相关|治疗期间|血液学|非血液学|treatment-related|treatment-emergent|hematologic)?\s*"
    r"(?:不良事件|不良反应|毒性|adverse events?|toxicit(?:y|ies)|AEs?|TEAEs?|TRAEs?)?(?P<items>[^;。]*)$",
    re.IGNORECASE,
)
_ITEMS = re.compile(
    r"(?:[\s、,:/]|和|与|及|以及|有|为|是|以|包括|主要|最常见|常见|多见|多为|依次|分别|\b(?:and|were|was|included|including|the|most|common|mainly|with|followed by)\b)*"
)
_BRACKET = re.compile(r"\([^()]*\)")
_COMMITTEE = (
    r"(?:盲态)?独立(?:影像)?(?:中心|评审|审查|评估|审评)?(?:影像)?(?:评审|审查|评估|审评)?(?:委员会)?(?:\s*\((?:IRC|BICR|IRRC|ICR)\)\s*)?"
    r"|(?<![A-Za-z])(?:IRC|BICR|IRRC|ICR)|研究者|局部影像|中心实验室"
)
_ASSESSED = re.compile(
    rf"(?P<words>(?:{_COMMITTEE})\s*(?:的)?(?:评估|评价|判定|判断|评审|审核)|(?<![A-Za-z])(?:IRC|BICR|IRRC|ICR|investigator)-assessed)(?:的|为|,|:|\s)*(?:中位|median\s)?$",
    re.IGNORECASE,
)
_BY_ASSESSOR = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:,\s*)?(?:as\s+(?:assessed|determined)\s+|assessed\s+)?\b(?:by|per|according to)\s+(?:an?\s+|the\s+)?(?:blinded\s+)?"
    r"(?P<words>investigators?|IRC|BICR|IRRC|ICR|independent (?:central )?review(?: committee)?)\b",
    re.IGNORECASE,
)
_DOSE = (
    r"(?:weekly\s+|每[0-9一二两]?[日天周]\s*)?\d+(?:\.\d+)?\s*(?:mg|μg|g)(?:/(?:kg|m2|m²|d))*"
    r"(?:\s*(?:每[0-9一二两三]?[日天周](?:[0-9一二两三]次)?|隔[日周]|qd|bid|QW|Q\dW|(?:once|twice) (?:daily|weekly)|daily|weekly|every other (?:day|week)))?"
)
_DOSE_GROUP = re.compile(
    rf"(?P<dose>{_DOSE})\s*(?:剂量)?(?:治疗)?(?:组|队列|\s(?:arm|group|cohort|dose group)\b)", re.IGNORECASE
)
_DOSE_BEHIND = re.compile(
    rf"\s*(?:\((?P<dose>{_DOSE})\)|(?:\(\s*[\d.]+%(?:[,;][^()]*)?\)\s*|\)\s*)?\b(?:at|with)\s+(?P<other>{_DOSE})(?=[\s,;.)]|$))",
    re.IGNORECASE,
)
_OTHER_ARM = re.compile(r"安慰剂|对照|标准治疗|placebo|controls?\b|standard", re.IGNORECASE)
_BLOOD, _MARROW = re.compile(r"外周血|\bblood\b", re.IGNORECASE), re.compile(r"骨髓|marrow", re.IGNORECASE)
_COMPARTMENT = re.compile(
    r"(?P<words>外周血|骨髓)(?:中|的|\s)*$|\s*(?:negative\s+|negativity\s+)?in\s+(?:the\s+)?(?P<behind>(?:peripheral )?blood|(?:bone )?marrow)\b",
    re.IGNORECASE,
)


def of_figure(line: Line, figure: Figure) -> str:
    """The narrower group that a sentence tells for a figure, or nothing."""
    if figure.metric.type == "ADVERSE_EVENT":
        return _grade(line, figure.metric, figure.value) or _dose(line, figure)
    return (
        _assessor(line, figure)
        or _dose(line, figure)
        or _compartment(line, figure)
        or _response(line, figure)
        or parted_rates.group_at(line, figure.value.start)
    )


_LISTED_GRADES = re.compile(
    rf"(?P<first>{_GRADE_WORDS})(?:的)?\s*(?:和|与|及|、|/|,|\band\b)\s*(?P<second>{_GRADE_WORDS})(?:的|治疗相关|药物相关|\s|treatment-related)*$",
    re.IGNORECASE,
)
_BRACKETED_GRADES = re.compile(
    rf"\(\s*(?P<first>{_GRADE_WORDS})\s*(?:、|/|,|;|和|与|及|\band\b)\s*(?P<second>{_GRADE_WORDS})\s*\)", re.IGNORECASE
)
_SHARED_GRADE = re.compile(
    rf"(?<![A-Za-z0-9~-])(?P<first>{_ROMAN})\s*(?:、|和|与|及)\s*(?P<second>{_ROMAN})\s*(?P<word>[级度])(?:的|治疗相关|药物相关|\s)*$"
)
"""Two grades that share their word before an adverse event (`3、4级贫血发生率分别为20%和10%`)."""
_EACH = re.compile(r"分别|依次|各")
_OF_ARMS = re.compile(
    r"[两各三]组|组(?:患者)?(?:和|与|及|、)[^,;。]{1,12}组|男性?(?:和|与|、)女|[两各]臂|对照|安慰剂|\b(?:arms|groups|placebo|controls?|versus|vs)\b",
    re.IGNORECASE,
)


def listed_grades(line: Line, figure: Figure) -> tuple[str, ...]:
    """The two grades that two figures of an adverse event are told of (`3级和4级贫血发生率分别为25%和12%`), or nothing."""
    event = figure.metric
    if event.type != "ADVERSE_EVENT" or figure.sides != PAIR or _OF_ARMS.search(line.text, line.start, line.end):
        return ()
    if len({m.name for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS")}) > 1:
        return ()
    told = _LISTED_GRADES.search(line.text, max(line.start, event.start - 2 * _GRADE_REACH), event.start)
    shared = None if told else _SHARED_GRADE.search(line.text, max(line.start, event.start - _GRADE_REACH), event.start)
    if shared and _EACH.search(line.text, event.end, figure.value.start):
        return f"{shared['first']}{shared['word']}", f"{shared['second']}{shared['word']}"
    brackets = [] if told else list(_BRACKETED_GRADES.finditer(line.text, line.start, figure.value.start))
    told = brackets[0] if len(brackets) == 1 else told
    return told.group("first", "second") if told else ()


_ANY_GRADE = re.compile(_GRADE_WORDS, re.IGNORECASE)


def grades_in(words: str, event: Mention) -> tuple[str, ...]:
    """The toxicity grades that a table's header names for an adverse event (`Grade ≥3, n (%)`), as written.

    >>> grades_in("any grade / grade ≥3, %", Mention(0, 6, "ADVERSE_EVENT", "anemia"))
    ('any grade', 'grade ≥3')
    >>> grades_in("n (%)", Mention(0, 2, "METRIC", "CR"))
    ()
    """
    return tuple(match.group() for match in _ANY_GRADE.finditer(words)) if event.type == "ADVERSE_EVENT" else ()


def grade_before(line: Line, event: Mention) -> str:
    """The toxicity grade that stands before an adverse event (`3级及以上贫血`, `grade ≥3 anemia`), as written; or nothing."""
    if event.type != "ADVERSE_EVENT":
        return ""
    found = _GRADE.search(line.text, max(line.start, event.start - _GRADE_REACH), event.start)
    return found["grade"] if found else ""


def _grade(line: Line, event: Mention, value: Mention) -> str:
    """The grade of a rate: right before the figure, before or behind the event, or before the list that the event is in."""
    if event.end <= value.start:
        if own := _GRADE_OF_FIGURE.search(line.text, max(event.end, value.start - _GRADE_REACH), value.start):
            return own["grade"]
        if behind := _OF_GRADE.fullmatch(line.text, event.end, value.start):
            return behind["grade"]
    return grade_before(line, event) or _grade_of_list(line, event)


def _grade_of_list(line: Line, event: Mention) -> str:
    """The grade told once before several events (`3~4级贫血(62%)和血小板减少(8%)`)."""
    found = _GRADE_OF_LIST.search(line.text, max(line.start, event.start - _LIST_REACH), event.start)
    if found is None:
        return ""
    items = found["items"]
    at = found.start("items")
    for mention in line.of("ADVERSE_EVENT", "VALUE"):
        if at <= mention.start and mention.end <= event.start:
            items = items.replace(line.text[mention.start : mention.end], " ", 1)
    return found["grade"] if _ITEMS.fullmatch(_BRACKET.sub(" ", items)) else ""


def _assessor(line: Line, figure: Figure) -> str:
    """Who judged: before the endpoint (`IRC评估的ORR`), or behind endpoint or figure (`median PFS by investigator`)."""
    at = figure.metric.start
    if told := _ASSESSED.search(line.text, max(line.start, at - _ASSESSOR_REACH), at):
        return told["words"]
    for end in (figure.metric.end, figure.value.end):
        if behind := _BY_ASSESSOR.match(line.text, end, line.end):
            return behind["words"]
    return ""


@lru_cache(maxsize=4)
def _dose_groups(line: Line) -> tuple[re.Match[str], ...]:
    """The groups of doses that a line names. Kept for the lines read last."""
    return tuple(_DOSE_GROUP.finditer(line.text, line.start, line.end))


def _dose_of_side(line: Line, figure: Figure, groups: Sequence[re.Match[str]]) -> str | None:
    """The dose of one side of a comparison of as many groups of doses, or of a list of groups of which some are doses."""
    values = line.of("VALUE")
    place = values.index(figure.value) - figure.side
    if figure.side < 0 or place < 0:
        return None
    first = values[place].start
    before = [group for group in groups if group.end() <= first]
    if len(before) == figure.sides:
        return before[figure.side]["dose"]
    listed = group_lists.items(line, first)
    if len(listed) != figure.sides:
        return None
    _, start, end = listed[figure.side]
    return next((group["dose"] for group in before if start <= group.start() < end), "")


def _dose(line: Line, figure: Figure) -> str:
    """The dose of the group that a figure is of, where a sentence tells two doses or says that one makes a group."""
    value = figure.value
    if behind := _DOSE_BEHIND.match(line.text, value.end, line.end):
        return behind["dose"] or behind["other"]
    groups = _dose_groups(line)
    if len({group["dose"] for group in groups}) < PAIR:
        return ""
    if (told := _dose_of_side(line, figure, groups)) is not None:
        return told
    before = [group for group in groups if group.end() <= value.start]
    if not before or _OTHER_ARM.search(line.text, before[-1].end(), value.start):
        return ""
    return before[-1]["dose"]


_RESPONDED = re.compile(
    r"(?:^|(?<=[,;:。]))\s*(?:而|但|其中)?(?P<words>(?:未|没有)?(?:能|曾)?(?:获得?|达到?|取得|实现)?(?:了|过)?[A-Za-z][A-Za-z0-9-]{1,7}(?:及以上|以上)?)(?:的)?(?:患者|者)"
)


@once
def _responded(line: Line) -> tuple[re.Match[str], ...]:
    """The groups of a line that open their clauses and are told by their best response, where there are several."""
    found = tuple(_RESPONDED.finditer(line.text, line.start, line.end))
    named = any(g.start("words") <= m.start < g.end("words") for g in found for m in line.of("METRIC"))
    return found if named and len({group["words"] for group in found}) >= PAIR else ()


def _response(line: Line, figure: Figure) -> str:
    """The response that the group of a figure had (`CR者3年OS率为72%,PR者为45%`), without the word for people."""
    opened = line.clause(figure.value.start)[0]
    own = [group for group in _responded(line) if opened <= group.start("words") < figure.value.start]
    is_itself = any(group.start("words") <= figure.metric.start < group.end("words") for group in own)
    return "" if is_itself or not own else own[-1]["words"]


def _compartment(line: Line, figure: Figure) -> str:
    """Blood or marrow, for residual disease that a sentence tells of both."""
    if "MRD" not in code_of(figure.metric):
        return ""
    if not all(words.search(line.text, line.start, line.end) for words in (_BLOOD, _MARROW)):
        return ""
    at = figure.metric.start
    if told := _COMPARTMENT.search(line.text, max(line.start, at - 6), at):
        return told["words"] or ""
    behind = _COMPARTMENT.match(line.text, figure.metric.end, line.end)
    return (behind["behind"] or "") if behind else ""
