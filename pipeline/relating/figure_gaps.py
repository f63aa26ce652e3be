"""The words between an endpoint and a figure, between two figures: what may stand there and what parts them."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.records import Mention
from pipeline.relating.lines import Line, pattern, words

EVENT_REACH = 24
FORWARD_REACH = 48
LONGEST_JOIN = 70


RATE_BEHIND = re.compile(
    r"\s*(?:患者|(?:patients|pts|participants|of\s+(?:whom|them|these))\s*)?[(\[]\s*\d{1,3}(?:\.\d+)?%\s*[,)\]]"
    r"|\s*(?:patients|pts|participants)?,\s*(?:or|i\.e\.,?|that is,)\s+(?:about\s+)?\d{1,3}(?:\.\d+)?%"
)
"""A count that a rate explains, in brackets or joined to it (`5例(28%)`, `13 patients, or 22.8%`)."""


COUNT_BEFORE = re.compile(
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine)(?:\s*(?:/|of)\s*\d+(?:\s+patients)?)?\s*例?\s*[(\[]\s*$"
)
"""What stands round a rate that explains a count (`77 [39%] of 195 patients`)."""


def names_arm(gap: str) -> bool:
    """`14.7 months with A versus 9.6 months`: the gap names the first figure's arm and then turns to the second."""
    return bool(
        re.match(
            r"(?:with|in|for|among|on|of|under|following|after|receiving|given|taking|who received|treated with|(?:assigned|allocated|randomi[sz]ed) to)\s[^,;。]+?(?:,?\s(?:versus|vs\.?|against|(?:as )?compared (?:with|to)|as (?:opposed to|against)|in (?:contrast|comparison) (?:to|with)|relative to)|\s(?:and(?: in)?|but (?:only|just)|but))(?:\s+(?:only|just))?$",
            gap,
            re.IGNORECASE,
        )
        or re.match(r"的[^,;。\d]{1,20}?(?:组|者|患者)(?:的)?(?:患者)?(?:和|与|及|、|而|对|比)$", gap)
    )


def is_change(gap: str) -> bool:
    """Whether a gap leads from a value before to one after (`从11.4个月延长至23.4个月`)."""
    if gap.strip() in ("to", "至", "到"):
        return True
    changes = [form for form in words("trial_metric_words", role="to") if form != "to"]
    return len(gap) <= 8 and not re.search(r"[,;。]", gap) and any(form in gap for form in changes)


_ARM_THEN_TO = re.compile(
    r"\s*(?:with|in|for|among|on|of|under|after|following)\s[^,;。\d]{1,60}?,?\s(?:up |down )?to(?: (?:only|just|about))?\s*",
    re.IGNORECASE,
)


def is_change_between_arms(gap: str) -> bool:
    """Whether a gap names the arm of the value before and leads to that of another (`from 26% with B to 75% with A`)."""
    return _ARM_THEN_TO.fullmatch(gap) is not None


_FROM = re.compile(
    r"(?:从|由|自)(?:[^,;。:\d]{1,16}?(?:组|者|患者)?的|[^,;。:\d]{1,16}?(?:组|者|患者))?\s*$|\bfrom\s*$", re.IGNORECASE
)
"""What tells that the first of two figures is the comparator's (`由对照组的49%提高到68%`)."""


def is_from(line: Line, value: Mention) -> bool:
    """Whether a value is what another one was before (`从`, `from`)."""
    return bool(_FROM.search(line.text, max(line.start, value.start - 24), value.start))


_BRACKETED = re.compile(r"\([^()]*\)")
_TAIL_OF_ITEM = re.compile(
    r"^\)?(?:率|期|时间|rates?)?(?:\s*of\s(?:any\s)?grade\s*(?:≥\s*)?[1-5]?(?:\s*(?:-|–|or|to)\s*(?:[1-5]|higher|worse|above|more))?(?=\s))?",
    re.IGNORECASE,
)
_BETWEEN_ITEMS = re.compile(r"[,/]\s*(?:and)?|(?:、|和|及|与)[^,;。\d]{0,4}")


@lru_cache(maxsize=512)
def is_list_gap(gap: str) -> bool:
    """Whether a gap only joins two items of a list (`PFS率和OS率`)."""
    bare = _TAIL_OF_ITEM.sub("", _BRACKETED.sub("", gap).strip()).strip()
    return bare in words("trial_metric_words", role="joins") or _BETWEEN_ITEMS.fullmatch(bare) is not None


GROUP_AND_FIGURE = re.compile(
    r"[,;:]?\s*(?:而|但|and|while|whereas|in|the)?\s*(?:明显|显著)?(?:(?:短|长|高|低|多|少|优|劣|差)于)?[^,;:。\d()]{0,24}?(?:组|者|患者|对照|arm|group|\barms)(?:\s|则|仅|为|约|只有|of|was|中|的|\([nN]?\s*=?\s*\d+\s*例?\))*(?:\d+\s*例)?\s*\(?",
    re.IGNORECASE,
)


def masked(line: Line, start: int, end: int) -> str:
    """A gap whose names of treatments and alterations have no digits (`TP53 R175H突变者仅` as `____突变者仅`)."""
    gap = line.between(start, end)
    for mention in line.of("DRUG", "REGIMEN", "DRUG_CLASS", "ALTERATION", "GENE"):
        if start <= mention.start and mention.end <= end:
            gap = gap.replace(line.text[mention.start : mention.end], "_" * min(len(mention.text), 4), 1)
    return gap


TOLD_OF = re.compile(
    r"(?:\s*\([^()]*\))?(?:率|期|值)?(?:为|是|达到?|约|仅|长达|近|可达|:|=|was|were|is|of|at|about|only|reached|\s)*",
    re.IGNORECASE,
)


VERB = re.compile(r"[A-Za-z\u4e00-\u9fff]{2}")


_ARM_LEAD = (
    r"\b(?:of|in|on|with|among|for|under|treated|given|receiving|taking|assigned|randomi[sz]ed|allocated|who (?:received|got|took))\s+"
    r"(?:(?:the|those|all|patients|pts|recipients|participants|individuals|adults|given|receiving|treated|taking|assigned|randomi[sz]ed|of|on|to|with)\s+)*"
)


DOSE_BEHIND = (
    r"(?:\s*\(?\d[\d.]*[\s-]?(?:mg|μg|g)(?:/[\w²]+)*"
    r"(?:[\s-]*(?:(?:once|twice|three times)[\s-](?:daily|weekly|a day|per day)|daily|[qbt]\.?i?d))?\)?)?"
)
"""The dose behind an agent, if there is one (`imatinib 400 mg once daily`)."""
_ARM_TAIL = r"(?:[\s-](?:treated|alone|monotherapy|recipients|arm|group|cohort|patients|pts)\b)*"


_AGED = re.compile(
    r"(?:\b(?:of|in|among|for)\s+)?(?:(?:the|those|patients|adults|children|individuals|participants)\s+)*(?:who were\s+)?\b(?:aged|older than|younger than|over|under)\s*"
    r"[<>≤≥]?\s*\d+(?:\s*(?:-|–|to)\s*\d+)?(?:\s+years?(?:\s+of\s+age)?)?(?:\s+(?:or|and)\s+(?:older|younger|over|above))?",
    re.IGNORECASE,
)
"""A group told by its age (`of those aged ≥60 years`)."""


@lru_cache(maxsize=1)
def _taken_up() -> re.Pattern[str]:
    """Words for one of the two arms told before, as a group (`of 147 patients on the former`)."""
    forms = (form for role in ("former", "latter") for form in words("trial_metric_words", role=role))
    return re.compile(rf"{_ARM_LEAD}(?:{'|'.join(re.escape(form) for form in forms)})\b", re.IGNORECASE)


def bare_of_arms(line: Line, start: int, end: int) -> str:
    """A gap without the agents that it names as a group (`36%的菲卓替尼组患者获`), or takes up (`59% on the former`)."""
    gap = _AGED.sub("", _taken_up().sub("", line.between(start, end)))
    for mention in line.of("DRUG", "REGIMEN", "DRUG_CLASS"):
        if start <= mention.start and mention.end <= end:
            name = re.escape(line.text[mention.start : mention.end])
            gap = re.sub(
                rf"{_ARM_LEAD}{name}{DOSE_BEHIND}{_ARM_TAIL}|{name}(?:[\s-]treated)?\s(?:recipients|patients|pts|participants)\b|{name}(?:单药|治疗|联合)?(?:组(?:患者)?|受试者|患者|者)|对{name}(?:单药)?(?:治疗)?",
                "",
                gap,
                count=1,
            )
    for mention in line.of("DISEASE", "ALTERATION"):
        if start <= mention.start and mention.end <= end:
            before, name, behind = gap.partition(line.text[mention.start : mention.end])
            gap = f"{_QUALITIES.sub('', before)}{behind}" if name else gap
    return gap


_QUALITIES = re.compile(r"(?<=\bwith\s)(?:(?!a\b|the\b)[A-Za-z][\w/-]*\s+){1,5}$", re.IGNORECASE)
"""What is said of a disease before its name (`of patients with newly diagnosed chronic-phase CML`)."""


def without_arms(line: Line, start: int, end: int) -> str:
    """A gap without the arms named in it (`房颤在伊布替尼组为13.9%`)."""
    gap = line.between(start, end)
    for mention in line.of("DRUG", "REGIMEN", "DRUG_CLASS"):
        if start <= mention.start and mention.end <= end:
            gap = gap.replace(line.text[mention.start : mention.end], "", 1)
    gap = _GROUPS_BEFORE.sub("", re.sub(r"^\s*:|\d+\s*例\s*\(?", "", COUNT_BEFORE.sub("", gap)))
    gap = pattern("trial_metric_words", role="arm_tail").sub("", gap)
    return _SET_AGAINST.sub(" with ", gap)


_GROUPS_BEFORE = re.compile(
    r"(?:[该此本](?:药|方案|组合|联合)|试验|实验|研究|治疗|联合(?:治疗|用药)?|加[用药]药?|干预|对照|安慰剂)组(?:患者)?"
)
"""Groups told by no name of a treatment (`贫血在该药组与对照组分别为`)."""
_SET_AGAINST = re.compile(
    r"\b(?:with|in|for|on|among|under)\s+(?:the\s+)?(?:placebo\s*)?(?:than|compared with|versus|vs\.?)\s+(?:with|in|for|on|among|under)?\s*(?:the\s+|those\s+(?:on|given|receiving)\s*)?(?:placebo\s*)?",
    re.IGNORECASE,
)


HAN = re.compile(r"[\u4e00-\u9fff]")


def crosses_clause(line: Line, metric: Mention, value: Mention) -> bool:
    """Whether an endpoint and a figure stand in two clauses; a list of events (`relapse, or death`) ends in its last one."""
    return line.clause(metric.end - 1) != line.clause(value.start)


_SIZE_AND_GRADE = re.compile(
    r",?\s*respectively,?|MRD|(?:经|经过|于|在)?\s*\d+(?:\s*[~-]\s*\d+)?\s*个?(?:疗程|周期)(?:的)?(?:诱导|巩固|缓解|联合|化疗|治疗)*(?:后|时|内|末)?|(?:在|于)\s*(?:中位)?\s*\d+(?:\.\d+)?\s*(?:\([^()]*\))?\s*(?:d|h|天|日|周|个月|月|年)(?:之?内|时|后)|\([^()]*\)|\bof (?:the )?[a-z]+(?:-[a-z]+)?(?= patients\b)|\bof (?:those|patients) who (?:relapsed|progressed|stopped|discontinued)(?= [a-z-]+ed\b)|\bof (?:the )?\d+|≥?\s*(?:[1-5]|I{1,3}|IV|V)\s*(?:[~-]\s*(?:[1-5]|I{1,3}|IV|V)\s*)?[级度](?:及以上|以上)?|grade\s*(?:≥\s*)?[1-5](?:\s*(?:-|–|or|to|and|/)\s*(?:[1-5]|higher|greater|worse|above))?",
    re.IGNORECASE,
)


def uncounted(gap: str) -> str:
    """A gap without the size of a group and the grade of a toxicity (`13%的患者发生≥3级`, `21% of 33 reached`)."""
    return _SIZE_AND_GRADE.sub("", gap)


def leads(gap: str) -> bool:
    """Whether nothing but words of reaching stands between a figure and the endpoint behind it (`60%的患者获得CR`)."""
    bare = uncounted(gap)
    stripped = pattern("trial_metric_words", role="achieve").sub("", bare)
    stripped = re.sub(r"(?:在|经|接受)[^,;。\d]{1,12}(?:治疗)?(?:后|时)", "", stripped)
    stripped = re.sub(r"任何级别|所有级别|any[- ]grade", "", stripped)
    stripped = re.sub(r"[\s(≥]|了|过|者|可|有|均|all|their|had|who|the|did|and", "", stripped)
    return len(stripped) <= 4 and not re.search(r"[,;。]", bare)
