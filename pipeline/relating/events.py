"""Words for adverse events in general (`不良事件`, `the leading event`), which often only say what kind a named one is.

>>> from pipeline.records import Concept
>>> def event(start, end, text, name):
...     return Mention(start, end, "ADVERSE_EVENT", text, Concept(f"local:{name}", "ADVERSE_EVENT", name))
>>> text = "高磷血症为最常见的不良事件(39%)"
>>> line = Line(text, 0, len(text), (event(0, 4, "高磷血症", "hyperphosphatemia"), event(9, 13, "不良事件", "adverse event")))
>>> [is_kind(line, m) for m in line.mentions], kind_end(line, line.mentions[0])
([False, True], 13)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention
from pipeline.relating.figures import code_of
from pipeline.relating.lines import Line

GENERAL = (
    "adverse event", "serious adverse event", "treatment-related adverse event", "treatment-emergent adverse event",
)  # fmt: skip
_BACK = 48
_AS_KIND = re.compile(
    r"(?:为|是|系|属)(?:该药|本品|其|两组|治疗中|研究中)?(?:最|较)?(?:为)?(?:常见|多见|主要|突出|值得(?:关注|警惕)|需(?:要)?关注|严重)的?(?:[≥>]?\s*[1-5](?:[~-][1-5])?级(?:及以上|以上)?(?:的)?|血液学|非血液学|治疗相关|药物相关|治疗期间出现的)*\s*$"
    r"|\b(?:was|were|is|are|being)\s+the\s+(?:most|main|only|leading|commonest|dominant|principal)\s+[^,;.]{0,30}$",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\s*(?:was|were|is|are|remained|being|为|是)\s*(?:the|a|an|among the|one of the|最)[^,;()。]{0,60}?$",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"(?:,|均|依次|分别|主要)*(?:为|是|包括|有|系|如|:|were|was|included?)\s*(?:≥?\s*[1-5](?:[~-][1-5])?级)?\s*$",
    re.IGNORECASE,
)
_KINDS_OF_EVENT = r"(?:(?:severe\s+|serious\s+)?ones?|adverse (?:events?|reactions?|effects?)|side effects?|toxicit(?:y|ies)|AEs?|TRAEs?|TEAEs?|events?|reactions?|effects?|complications?|不良(?:反应|事件)|毒性(?:反应)?)"
LEADING = re.compile(
    rf"\s*(?:of\s+grades?\s*[≥\d][\d\s–-]*(?:or higher\s*)?)?(?:,?\s*(?:was|were|is|are|remained|being|为|是)\s*|\s+(?=the\s+(?:most|commonest|leading|main)\b))(?:the|a|an|among the|one of the|最)[^,;()。]{{0,60}}?{_KINDS_OF_EVENT}"
    r"(?:\s+(?:with|of|for|on|in|during)\s+[^,;()\d。]{1,30})?,?\s*(?:\(|:|at|with|(?:and\s+)?(?:occurring|occurred|seen|reported|observed|affecting|experienced|developed|recorded|noted)\s*(?:in|by|at)?|发生率为?)?\s*(?:a rate of|an incidence of|about|约)?\s*\(?(?:\s*\d+(?:\s+of\s+\d+)?(?:\s+patients)?\s*[(\[]\s*)?",
    re.IGNORECASE,
)
"""What calls an adverse event the main one, between it and its figure (`Anemia was the leading grade ≥3 event (16% vs 3%)`)."""


def is_kind(line: Line, event: Mention) -> bool:
    """Whether general words only say what kind a named event is (`Anemia was the leading event`, `常见不良反应为贫血(46%)`)."""
    if event.type != "ADVERSE_EVENT" or event.name not in GENERAL:
        return False
    if _is_cause(line, event):
        return True
    told = line.of("ADVERSE_EVENT")
    before = next((m for m in reversed(told) if m.end <= event.start), None)
    if before is not None and before.name not in GENERAL and line.between(before.end, event.start) in ("", " "):
        return True
    if before is not None and before.name not in GENERAL and _CALLED.fullmatch(line.between(before.end, event.start)):
        return True
    named = [m for m in told if m.name not in GENERAL]
    if _AS_KIND.search(line.text, max(line.start, event.start - _BACK), event.start):
        return any(m.end <= event.start for m in named)
    following = next((m for m in named if m.start >= event.end), None)
    return following is not None and _LISTS.fullmatch(line.between(event.end, following.start)) is not None


_AS_CAUSE = re.compile(
    r"\b(?:because of|due to|owing to|on account of|as a result of|for)\s+(?:an?\s+|any\s+)?(?:treatment-related\s+|drug-related\s+)?$",
    re.IGNORECASE,
)
_CHANGES_OF_TREATMENT = ("treatment discontinuation", "dose reduction", "dose interruption")


def _is_cause(line: Line, event: Mention) -> bool:
    """Whether general words only tell why treatment was changed (`discontinuation of A due to an adverse reaction occurred in 10%`)."""
    if not _AS_CAUSE.search(line.text, max(line.start, event.start - _BACK), event.start):
        return False
    clause = line.clause(event.start)
    return any(m.name in _CHANGES_OF_TREATMENT and clause[0] <= m.start < event.start for m in line.of("METRIC"))


def kind_end(line: Line, event: Mention) -> int:
    """Where a named event ends, with the words behind it that tell its kind (`高磷血症为最常见的不良事件`)."""
    kind = next((m for m in line.of("ADVERSE_EVENT") if m.start >= event.end), None)
    if kind is None or not is_kind(line, kind) or not _AS_KIND.fullmatch(line.between(event.end, kind.start).lstrip()):
        return event.end
    return kind.end


_CAUSES = re.compile(
    r"(?:死亡原因|死因|死于|\bcauses? of (?:the )?deaths?|\bdied (?:of|from)|\bdeaths? (?:was|were) (?:due|attributed) to)(?P<items>[^;。]*)$",
    re.IGNORECASE,
)
_AMONG_CAUSES = re.compile(
    r"(?:[\s、,:()%\d./=_]|和|与|及|以及|其次|为|有|是|包括|分别|依次|主要|其中|死于|各|另|例|因|并发|严重|重症|重度|原发病|合并|\b(?:and|was|were|included?|including|in|of|the|patients?|n|each)\b)*",
    re.IGNORECASE,
)
_TOLD_ITSELF = re.compile(
    r"的?(?:累积|总)?(?:发生|发病|复发)?(?:率|风险)|\d+\s*例\s*\(\s*\d+(?:\.\d+)?\s*%|\s+(?:rates?|incidence|was|were|occurred|developed|arose)\b|\s*(?:\(|of\s)[^;.。]{0,60}?\b(?:was|were|occurred|developed)\s",
    re.IGNORECASE,
)
"""What tells how often an event behind causes of death was seen (`主要死因为感染,感染发生率为30%`)."""
_DIED_OF = re.compile(r"(?:死于|\bdied (?:of|from))\s*$", re.IGNORECASE)
_DEADLY = ("PD", "relapse")
_COUNTED_BEHIND = re.compile(
    r"\s*(?:者|为|有|共|仅|in)*\s*\(?\s*(?:n\s*=\s*)?(?:\d+\s*(?:例|patients)?\s*[,(]\s*)?", re.IGNORECASE
)


def is_cause_of_death(line: Line, event: Mention) -> bool:
    """Whether an event is one of which patients died, and no result by itself (`死亡原因:感染3例,疾病进展2例`)."""
    told = _CAUSES.search(line.text, line.start, event.start)
    if told is None:
        return False
    if _DIED_OF.search(line.text, max(line.start, event.start - 12), event.start) is None and _TOLD_ITSELF.match(
        line.text, event.end, line.end
    ):
        return False
    if event.type != "ADVERSE_EVENT" and (
        code_of(event) not in _DEADLY or event.text.endswith(("率", "rate", "rates"))
    ):
        return False
    items = told["items"]
    for mention in line.of("ADVERSE_EVENT", "METRIC", "VALUE", "DISEASE"):
        if told.start("items") <= mention.start and mention.end <= event.start:
            is_other = mention.type == "METRIC" and code_of(mention) not in _DEADLY
            items = items if is_other else items.replace(line.text[mention.start : mention.end], "_", 1)
    return _AMONG_CAUSES.fullmatch(items) is not None


def counts_deaths(line: Line, value: Mention, causes: Sequence[Mention]) -> bool:
    """Whether a figure tells how many died of what it follows."""
    before = [event for event in causes if event.end <= value.start]
    return bool(before) and _COUNTED_BEHIND.fullmatch(line.between(before[-1].end, value.start)) is not None
