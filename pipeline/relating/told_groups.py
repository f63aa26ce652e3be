"""Groups of patients that the two figures of one treatment are told of in English, by what they have or had before.

`69% in naive patients and 25% after prior A` and `in patients with and without B, the rate was 24% and 52%` set no arms
against each other: each figure is of the one treatment of the sentence, in a group of its own. So are two ways of
giving it (`weekly and twice-weekly A`).

>>> from pipeline.records import Measure
>>> text = "ORR was 69% in men and 25% in women."
>>> def value(start, end): return Mention(start, end, "VALUE", text[start:end], detail=Measure("percent", "1", "%"))
>>> line = Line(text, 0, len(text), (value(8, 11), value(23, 26)))
>>> of_two(line, *line.of("VALUE"))
('men', 'women')
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating.lines import Line

_GROUP = r"(?:\s*\([^()]*\))?\s+(?:in|among|for|(?=after\s+(?:prior|previous)\b))\s*(?P<group>[^;.()%]{3,80}?)"
_FIRST = re.compile(
    rf"{_GROUP}(?:\s*\([^()]*\))?\s*,?\s+(?:and|but|versus|vs\.?|compared with)\s+(?:only\s+|just\s+)?", re.IGNORECASE
)
_SECOND = re.compile(rf"{_GROUP}(?=\s*(?:[;,.()]|$))", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|all|(?:patients|those) who were|those(?!\s+(?:who|with)))\s+(?=\S)", re.IGNORECASE)
_NOUN_LAST = re.compile(r"\s+(?:patients|ones|cohort|group|subgroup)$", re.IGNORECASE)
_PEOPLE = r"(?:patients|adults|children|those|men|women|males?|females?|individuals|cases|(?:non-?)?responders|carriers|participants)"
_TOLD_BY = re.compile(
    rf"\b{_PEOPLE}\b|na[iï]ve\b|\b(?:prior|previous|previously|untreated|relapsed|refractory|newly diagnosed|exposed)\b|\b(?:positive|negative|mutated|wild-type|disease)\b",
    re.IGNORECASE,
)
"""Words of what patients are, have or had before."""
_BARE = re.compile(
    rf"(?:(?:all|other|treated|evaluable|enrolled|the|study|\d+)\s+)*{_PEOPLE}(?<!men)(?<!responders)(?<!males)(?<!children)",
    re.IGNORECASE,
)
_OF_TREATMENT = re.compile(
    r"\b(?:placebo|controls?|arms?|treated|treatment|therapy|chemotherapy|combination|monotherapy|regimen|doublet|triplet|observation|standard|transplant\w*|(?:auto|allo)\w*|HSCT|ASCT|SCT|recipients|receiv\w+|given|assigned|randomi[sz]ed|maintenance|consolidation|prophylaxis|healthy|trials?|stud(?:y|ies))\b",
    re.IGNORECASE,
)
"""Words of treatments, which make arms of two groups."""
_HISTORY = re.compile(
    r"\b(?:treatment|therapy|transplant|TKI|inhibitor|chemotherapy)[- ](?:na[iï]ve|experienced|exposed|refractory|resistant|(?:in)?eligible)\b"
    r"|\b(?:previously|un-?|pre-?)\s?treated\b|\b(?:prior|previous)\s+(?:[\w-]+\s+){0,2}?(?:treatment|therapy|chemotherapy|transplant\w*|ASCT|HSCT)\b",
    re.IGNORECASE,
)
_PAST_BEFORE = re.compile(r"\b(?:prior|previous|previously received|no prior|earlier)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_PAST_BEHIND = re.compile(r"[\s-]*(?:na[iï]ve|exposed|refractory|resistant|pre-?treated|experienced)\b", re.IGNORECASE)
_OF_AGENT = re.compile(r"\s+(?:to|on|with|given|receiving|treated with|after)\s+(?:the\s+)?$", re.IGNORECASE)
"""What stands between a group and the one treatment of its sentence (`non-responders to A`)."""
_WITH_OR_WITHOUT = re.compile(
    rf"\b{_PEOPLE}\s+(?P<group>with(?:\s+\([^()]*\))?\s+(?:and|or|versus|vs\.?)\s+without\s+(?P<what>[^,;.()%]{{3,50}}?))(?=\s*,|\s+(?:was|were|had|achieved|showed|reached|is)\b)",
    re.IGNORECASE,
)
_WAY = r"(?:(?:once|twice|thrice)[- ](?:daily|weekly|a week)|(?:bi|tri)?weekly|daily|subcutaneous|intravenous|oral|continuous|intermittent|fixed-duration|time-limited)"
_WAYS = re.compile(
    rf"\b(?P<one>{_WAY})\s+(?:and|versus|vs\.?|or)\s+(?P<other>{_WAY})\s+(?:dosing of\s+|administration of\s+)?(?=\S)"
    r"|(?P<first>每周[一1]次|每[日天][一1]次|皮下|静脉|持续|固定疗程)(?:注射|给药|用药)?(?:和|与|及|、)(?P<second>每周[两二2]次|每[日天][两二2]次|静脉|皮下|固定疗程|间断)(?:注射|给药|用药)?",
    re.IGNORECASE,
)
_AGENTS = ("DRUG", "REGIMEN", "DRUG_CLASS")


def of_two(line: Line, first: Mention, second: Mention) -> tuple[str, ...]:
    """The groups of two figures that follow each other, where a line gives one treatment at most; or nothing."""
    return _behind_each(line, first, second) or _with_and_without(line, first) or _ways(line, first)


def _given(line: Line) -> list[Mention]:
    """The agents of a line but those that patients had before."""
    return [m for m in line.of(*_AGENTS) if not _is_past(line, m)]


def _is_past(line: Line, mention: Mention) -> bool:
    before = _PAST_BEFORE.search(line.text, max(line.start, mention.start - 40), mention.start)
    return before is not None or _PAST_BEHIND.match(line.text, mention.end, line.end) is not None


def _is_one(line: Line) -> bool:
    return len({m.name for m in _given(line)}) <= 1


def _behind_each(line: Line, first: Mention, second: Mention) -> tuple[str, ...]:
    """`34 months in responders and 5 months in non-responders to A`."""
    one, other = _FIRST.fullmatch(line.text, first.end, second.start), _SECOND.match(line.text, second.end, line.end)
    if one is None or other is None or not _is_one(line):
        return ()
    names = tuple(_name(line, *told.span("group")) for told in (one, other))
    is_told = all(names) and any(_TOLD_BY.search(name) for name in names)
    return tuple(_NOUN_LAST.sub("", name) for name in names) if is_told and names[0] != names[1] else ()


def _name(line: Line, start: int, end: int) -> str:
    """A group as written up to the treatment that it is of, or nothing where words or agents make an arm of it.

    What is told by an alteration goes by that (`strata`).
    """
    if any(start <= m.start < end for m in line.of("ALTERATION")):
        return ""
    agent = next((m for m in _given(line) if start <= m.start < end), None)
    if agent is not None:
        told = _OF_AGENT.search(line.text, start, agent.start)
        if told is None:
            return ""
        end = told.start()
    name = _ARTICLE.sub("", line.text[start:end].strip(" ,"))
    is_arm = _OF_TREATMENT.search(_HISTORY.sub("", name)) is not None
    return "" if is_arm or _BARE.fullmatch(name) else name


def _with_and_without(line: Line, first: Mention) -> tuple[str, ...]:
    """`in patients with and without X, the rate was 24% and 52%`."""
    told = _WITH_OR_WITHOUT.search(line.text, line.start, first.start)
    if told is None or not _is_one(line) or any(told.start() <= m.start < told.end() for m in _given(line)):
        return ()
    if _OF_TREATMENT.search(_HISTORY.sub("", told["what"])):
        return ()
    return f"with {told['what']}", f"without {told['what']}"


def _ways(line: Line, first: Mention) -> tuple[str, ...]:
    """`weekly and twice-weekly A produced a median of 11 and 8 months`."""
    told = _WAYS.search(line.text, line.start, first.start)
    if told is None or not _is_one(line) or not any(m.start == told.end() for m in _given(line)):
        return ()
    return (told["one"], told["other"]) if told["one"] else (told["first"], told["second"])
