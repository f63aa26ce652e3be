"""Targets whose drug is told outside the verb's clause: by what means, in what is treated, or as whose target.

`By blocking Y, X …`, `通过抑制Y,X…`; `X处理后,Y表达下降`, `in X-treated cells Y fell`; `Y is the target of X`.

>>> from pipeline.records import Mention
>>> from pipeline.relating.clauses import levels
>>> text = "CD38 is the main target of daratumumab"
>>> names = [Mention(0, 4, "GENE", "CD38"), Mention(27, 38, "DRUG", "daratumumab")]
>>> [(e.predicate, e.targets[0].text) for e in owned(Scene(levels(text, 0, len(text), names)[0], ()))]
[('targets', 'CD38')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.records import Mention as Mention
from pipeline.records import Span
from pipeline.relating.clauses import BLANK
from pipeline.relating.consequences import stated
from pipeline.relating.coordination import Group
from pipeline.relating.cue_words import column, key
from pipeline.relating.effects import Effect, acted_on, bearers, object_of, own_change
from pipeline.relating.nominals import heads
from pipeline.relating.subjects import Scene
from pipeline.relating.target_roles import QUALIFIES, is_target

_BY = re.compile(
    r"\W*(?:(?:thus|thereby|hence|mechanistically|pharmacologically),?\s+)?(?:by|through|via)\s(?P<words>[^,;.]*)$"
    r"|[^\w\u4e00-\u9fff]*(?:通过|经由?|借助于?|凭借|藉由|由于|因)(?P<han>[^,;。]{0,12})$",
    re.IGNORECASE,
)
_THEN = re.compile(
    rf"(?:,?\s(?:\w+\s+)?which\b)?[^,;。]{{0,40}}?,[\s{BLANK}]*(?:the\s+)?(?:[a-z-]+\s+){{0,2}}", re.IGNORECASE
)
"""The rest of the means, and the clause that the drug opens behind it."""


_WHICH = re.compile(r"\s*which\b", re.IGNORECASE)


def _is_relative(scene: Scene, group: Group) -> bool:
    """Whether a name stands in a relative clause (`the pocket of Y, into which Z inserts, …`)."""
    if group.kind == "drug":
        return False
    clause = scene.level.clauses[scene.level.clause_at(group.start)]
    return _WHICH.match(scene.level.text(clause.start, group.start)) is not None


def fronted(scene: Scene) -> Iterator[Effect]:
    """`By blocking Y, X halts growth`, `通过抑制Y,X诱导凋亡`: the means before the drug that uses it."""
    level = scene.level
    for target, drugs in pairwise(g for g in scene.groups if not _is_relative(scene, g)):
        if target.kind == "drug" or drugs.kind != "drug":
            continue
        clause = level.clauses[level.clause_at(target.start)]
        before = level.text(clause.start, target.start)
        if not _BY.match(before) or not _THEN.fullmatch(level.text(target.end, drugs.start)):
            continue
        for first, last in scene.verbs:
            group = object_of(scene, last, clause.end) if clause.start <= first < target.start else None
            if group is not None:
                acted = acted_on(scene, key(level.text(first, last)), Span(first, last), group, clause.end)
                yield from (replace(effect, agent=drugs) for effect in acted)
        if noun := heads().search(before):
            cue = Span(clause.start + noun.start("noun"), clause.start + noun.end("noun"))
            predicate = column("drug_target_nominals", "predicate")[key(noun["noun"])]
            yield Effect(predicate, bearers(target), cue, cue.start, "nominal", target.end, drugs)


_GIVEN = r"(?:处理|作用|干预|孵育|暴露|刺激|培养)"
_EXPOSED = re.compile(
    rf"[\s{BLANK}]*(?:单独|单药|体外)*{_GIVEN}(?:[^,;。]{{0,10}}?(?:后|时|下|的)|于[^,;。]{{2,24}}?后)[^;。]{{0,12}}?"
    rf"|[\s{BLANK}]*(?:药物)?(?:作用|处理|干预)?(?:浓度|剂量|时间)的?(?:逐渐)?(?:升高|增加|增大|递增|延长|加大|提高),[^;。]{{0,6}}?"
    rf"|[\s{BLANK}]*(?:\d[\d.、,~和及 -]*(?:[nμ]mol/L|[nμ]M|mg/(?:kg|L)|[μn]g/ml)|(?:[低中高大小](?:剂量|浓度))|单药|处理|干预|给药|治疗|预处理|注射|灌胃)*组(?:细胞|[小大裸]鼠|动物|移植瘤|(?:肿?瘤)?组织)?(?:[内中]的?|的)?[\s{BLANK}]*"
    r"|[-\s](?:treated|exposed)\s+(?:[\w-]+,?\s+){0,4}?"
    r"|[-\s]+(?:treatment|exposure)\s*,\s*(?:the\s+)?",
    re.IGNORECASE,
)
_EXPOSED_TO = re.compile(
    r"\b(?:treated|incubated|cultured|exposed|treatment|exposure|incubation)\s+(?:with|to|in\s+the\s+presence\s+of)\s+$",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"(?:\s*,|\s+(?:showed|had|displayed|exhibited|expressed|there\s+was))\s*(?:(?:an?|the|both)\s+)?(?:[a-z]+\s+){0,2}",
    re.IGNORECASE,
)
_CAME_BACK = re.compile(r"relaps|progress|resist|refractory|recurr|耐药|复发|进展|难治|未处理|对照", re.IGNORECASE)


_BESIDE_CONTROLS = re.compile(
    r"(?:与|较|比)[^,;。]{0,8}?对照(?:组)?(?:[^,;。]{0,4}?(?:相比|比较))?|[高低]于[^,;。]{0,8}?对照(?:组)?"
    r"|\b(?:compared (?:with|to)|than|versus|vs\.?|relative to)\s+(?:the\s+)?(?:\w+\s+)?(?:controls?|untreated|vehicle)[^,;.]*",
    re.IGNORECASE,
)
"""What the treated are compared with, which did not relapse."""


_BY_WAY = re.compile(r"(?:经由?|通过|借助|被)[\s\x00]*$")
"""What makes a target the means of a change that another one undergoes (`作用下经蛋白酶体降解`)."""


def treated(scene: Scene) -> Iterator[Effect]:
    """`X处理后,Y表达下降`, `in cells treated with X, Y fell`: a change of a target where a drug is applied."""
    level = scene.level
    for drugs, target in pairwise(scene.groups):
        if drugs.kind != "drug" or target.kind == "drug" or not bearers(target):
            continue
        between = level.text(drugs.end, target.start)
        if _BY_WAY.search(between):
            continue
        clause = level.clauses[level.clause_at(drugs.start)]
        is_exposed = _EXPOSED.fullmatch(between) or (
            _THERE.fullmatch(between) and _EXPOSED_TO.search(level.text(clause.start, drugs.start))
        )
        told = level.clauses[level.clause_at(target.start)]
        start = max(level.text(level.start, clause.start).rfind(";"), 0) + level.start
        if not is_exposed or _CAME_BACK.search(_BESIDE_CONTROLS.sub("", level.text(start, told.end))):
            continue
        if target.kind == "alteration" and not all(_CAME_ABOUT.search(m.text) for m in target.members):
            continue
        if target.kind == "alteration" and len({own_change(m) for m in target.members}) > 1:
            yield from _one_by_one(target, drugs)
            continue
        predicate, size = stated(scene, target, told)
        if predicate:
            cue = Span(target.start, target.end + size)
            yield Effect(predicate, bearers(target), cue, target.start, "consequence", cue.end, drugs)


_CAME_ABOUT = re.compile(
    r"升|降|上调|下调|增[加强多高]|减[少弱低]|受抑|受到?抑制|increas|decreas|reduc|regulat|elevat|lower|diminish|enhanc|\brose\b|\bfell\b|\bfall|suppress|inhibit|deplet",
    re.IGNORECASE,
)
"""What makes an altered gene one that changed, and no feature of patients (`BCL-2高表达患者`, `MYC overexpression`)."""


def _one_by_one(changed: Group, drugs: Group) -> Iterator[Effect]:
    """The genes of a list that each have a change of their own (`showed decreased X and increased Y levels`)."""
    for member in changed.members:
        if predicate := own_change(member):
            one = replace(changed, members=(member,), start=member.start, end=member.end)
            cue = Span(member.start, member.end)
            yield Effect(predicate, bearers(one), cue, member.start, "consequence", member.end, drugs)


_IS_OF = re.compile(
    r"\s*,?\s*(?:(?:is|are|was|remains?|serves?\s+as|represents?|constitutes?)\s+)?(?:(?:the|an?|one\s+of\s+the)\s+)?"
    r"(?:(?!no[tr]?\b|never\b)[a-z-]+\s+){0,3}targets?\s+(?:of|for)\s+(?:the\s+)?(?:[a-z-]+\s+){0,2}",
    re.IGNORECASE,
)
_TARGET_OF = re.compile(r"\btargets?\s+of\s+(?:the\s+)?(?:[a-z-]+\s+){0,2}$", re.IGNORECASE)
_IS = re.compile(
    r"\s+(?:is|are|was|were|remains?|includes?|comprises?)\s+(?:the\s+|both\s+)?(?:(?!no[tr]?\b|never\b)[a-z-]+\s+){0,2}",
    re.IGNORECASE,
)


def owned(scene: Scene) -> Iterator[Effect]:
    """`Y is the target of X`, `the main target of X is Y`."""
    level = scene.level
    for left, right in pairwise(scene.groups):
        between = level.text(left.end, right.start)
        if QUALIFIES.match(level.text(right.end, level.end)):
            continue
        is_told = is_target(left) or (left.kind == "alteration" and between.lstrip()[:1] == ",")
        if is_told and right.kind == "drug" and _IS_OF.fullmatch(between):
            yield _aim(left, left, right)
        elif left.kind == "drug" and right.kind == "target" and _IS.fullmatch(between):
            clause = level.clauses[level.clause_at(left.start)]
            if _TARGET_OF.search(level.text(clause.start, left.start)):
                yield _aim(right, left, left)


def _aim(target: Group, first: Group, drugs: Group) -> Effect:
    end = max(target.end, drugs.end)
    return Effect("targets", bearers(target), Span(first.end, end), first.start, "possessive", end, drugs)
