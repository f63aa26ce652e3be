"""Agents that one cohort was given, listed without sizes or figures of each: the combination is its arm.

`60例患者接受甲药和乙药治疗` and `patients who had been treated with A and B` tell one treatment, unless another word of
the sentence parts its patients: each, respectively, groups, an agent that is named again alone. Two members of one class are
seldom given together: such a cohort had one or the other.

>>> from pipeline.records import Concept, Mention
>>> from pipeline.relating import arms
>>> def drug(start, end, text, name): return Mention(start, end, "DRUG", text, Concept(f"chebi:{end}", "DRUG", name))
>>> text = "60例患者接受达拉非尼和曲美替尼,ORR为64%"
>>> line = Line(text, 0, len(text), (drug(7, 11, "达拉非尼", "dabrafenib"), drug(12, 16, "曲美替尼", "trametinib")))
>>> [arm.name for arm in joined(line, arms.find(line))]
['dabrafenib + trametinib']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline import lexicon
from pipeline.relating import ellipsis
from pipeline.relating.arms import Arm
from pipeline.relating.figures import code_of
from pipeline.relating.lines import Line, list_around

_GIVEN = re.compile(
    r"(?:\b(?:treated with|receiv(?:ed|ing)|given|managed with|exposed to)\s+(?:(?:the|oral|concurrent|concomitant|combined|frontline|first-line|upfront|salvage|an?)\s+)*"
    r"|(?:接受|应用|使用|采用|给予|予以?|序贯(?:输注|回输))(?:了|口服|一线|挽救性?)*)\s*$",
    re.IGNORECASE,
)
_SHORT = r"(?:\s*\([A-Z][A-Za-z0-9+/-]{1,11}\))?"
"""The short name of an agent in a bracket behind it."""
_AND = re.compile(rf"{_SHORT}(?:\s+and\s+(?:an?\s+)?|\s*(?:和|与|及)\s*)")
_COMMA = re.compile(rf"{_SHORT}\s*(?:,|、)\s*")
_PARTED = re.compile(
    r"\b(?:respectively|each|either|both|then|followed by|sequential(?:ly)?|versus|vs|compared|than|arms?|groups|random\w*)\b"
    r"|分别|依次|各[占为达]|先后|序贯(?!输注|回输|应用|使用|给予|接受)|随机|对比|比较|相比|(?<!全)组(?![织成合蛋])",
    re.IGNORECASE,
)
"""Words that part the patients of a sentence, or that set one treatment behind or against another."""
_STRATA = re.compile(
    r"\b(?:risk|benefit|age|prognos(?:is|tic)|cytogenetic|molecular|genomic|mutational|response)(?:\s*\([^()]*\))?\s+(?:sub)?groups\b"
    r"|(?:[高中低]危|危险度?|预后|年龄|分子|基因|突变|疗效|风险)(?:分层)?(?:亚)?组",
    re.IGNORECASE,
)
"""Groups that no treatment tells, which part nobody by what was given."""
_APART_BEHIND = re.compile(r"\s*(?:\(\s*(?:[nN]\s*=\s*)?\d|[,、]?\s*(?:or|或)\b|,?\s+in\s+\d|中的)", re.IGNORECASE)


def joined(line: Line, named: Sequence[Arm]) -> list[Arm]:
    """The arms of a line; agents listed as what its patients were given are one arm."""
    gaps = (line.between(first.end, second.start) for first, second in pairwise(named))
    if not any(_AND.fullmatch(gap) for gap in gaps) or _are_parted(line):
        return list(named)
    for number, (first, second) in enumerate(pairwise(named)):
        if not _AND.fullmatch(line.between(first.end, second.start)):
            continue
        opened, _ = list_around(line, named, number, _COMMA)
        items = named[opened : number + 2]
        if _is_given(line, items, named):
            both = replace(ellipsis.combination(items[0], *items[1:]), end=second.end)
            return [*named[:opened], both, *named[number + 2 :]]
    return list(named)


def _are_parted(line: Line) -> bool:
    """Whether words of a line part its patients; `PFS和OS分别为` goes through endpoints only."""
    strata = [told.span() for told in _STRATA.finditer(line.text, line.start, line.end)]
    return any(
        not _is_of_endpoints(line, told) and not any(start <= told.start() < end for start, end in strata)
        for told in _PARTED.finditer(line.text, line.start, line.end)
    )


_IN_TURN_WORDS = ("分别", "依次", "respectively")


def _is_of_endpoints(line: Line, told: re.Match[str]) -> bool:
    """Whether a word for figures told in turn follows a list of endpoints in its clause (`PFS和OS分别为`, `…, respectively`)."""
    if told.group().lower() not in _IN_TURN_WORDS:
        return False
    opened = max(line.text.rfind(mark, line.start, told.start()) for mark in ";。")
    clause = line.clause(told.start())[0] if told.group() != "respectively" else opened
    named = [m for m in line.of("METRIC", "ADVERSE_EVENT") if max(clause, opened) <= m.start < told.start()]
    codes = {code_of(m) for m in named}
    lists = [_LISTED.fullmatch(line.between(a.end, b.start)) for a, b in pairwise(named)]
    return len(codes) > 1 and bool(lists) and lists[-1] is not None


_LISTED = re.compile(r"\s*(?:率|rates?)?\s*(?:,?\s*and\s+(?:the\s+)?(?:median\s+)?|和|与|及|、|,)\s*", re.IGNORECASE)


def _is_given(line: Line, items: Sequence[Arm], named: Sequence[Arm]) -> bool:
    """Whether a list of agents is what the patients of a line were given, all of them together."""
    if not _GIVEN.search(line.text, max(line.start, items[0].start - 60), items[0].start):
        return False
    if any(arm.is_control or arm.is_named_group for arm in items) or not _are_agents(line, items):
        return False
    if any(_APART_BEHIND.match(line.text, arm.end, line.end) for arm in items):
        return False
    if _has_figures_each(line, items):
        return False
    names = [arm.name for arm in named]
    is_each_in_turn = _IN_TURN.search(line.text, line.start, items[0].start)
    return all(names.count(arm.name) == 1 for arm in items) and bool(is_each_in_turn or not _are_alike(items))


_ONE_OF_CLASS = re.compile(r"\ban?\s+$|[\u4e00-\u9fff]$", re.IGNORECASE)
"""What stands before a class of which each patient had one member (`treated with a kinase inhibitor and A`)."""


def _are_agents(line: Line, items: Sequence[Arm]) -> bool:
    """Whether a list is of agents, among them one class at most, of which it names no member."""
    classes = [arm for arm in items if arm.kind == "DRUG_CLASS"]
    if len(classes) > 1 or any(arm.is_general for arm in items):
        return not classes
    of_class = {name for arm in items if arm.kind != "DRUG_CLASS" for name in classes_of(arm.name)}
    return all(
        _ONE_OF_CLASS.search(line.text, line.start, arm.start) and not {arm.name, arm.concept_id} & of_class
        for arm in classes
    )


_IN_TURN = re.compile(r"序贯(?:输注|回输|应用|使用|给予|接受)(?:了)?\s*$")
"""What says that each patient had all members of a list, also of one class (`序贯输注甲CAR-T和乙CAR-T`)."""


_NEXT_FIGURE = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:,\s*and|and|和|与|及|、|,)\s*")


def _has_figures_each(line: Line, items: Sequence[Arm]) -> bool:
    """Whether one endpoint has as many figures in a list as there are agents (`with A and B, ORRs were 40% and 62%`)."""
    values = [value for value in line.of("VALUE") if value.start >= items[-1].end]
    for number, value in enumerate(values):
        run = values[number : number + len(items)]
        is_list = len(run) == len(items) and all(
            _NEXT_FIGURE.fullmatch(line.between(a.end, b.start)) for a, b in pairwise(run)
        )
        if is_list:
            told = {code_of(m) for m in line.of("METRIC", "ADVERSE_EVENT") if items[-1].end <= m.start < value.start}
            return len(told) == 1
    return False


def _are_alike(items: Sequence[Arm]) -> bool:
    """Whether two agents of a list are of one class, so that a patient has had one or the other."""
    kinds = [classes_of(arm.name) for arm in items]
    return any(first & second for number, first in enumerate(kinds) for second in kinds[number + 1 :])


def classes_of(name: str) -> frozenset[str]:
    """The classes that the lexicon knows a drug to be of."""
    entry = lexicon.load().named("DRUG", name)
    return frozenset(entry.relations.get("class", ()) if entry else ())
