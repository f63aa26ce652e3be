"""What is done to a target, by whom, or after what: `Y被X抑制`, `Y expression was reduced by X`, `Y levels fell upon X treatment`.

>>> from pipeline.relating.clauses import levels
>>> text = "Phosphorylation of AKT was reduced in blasts by sapanisertib."
>>> names = [Mention(19, 22, "GENE", "AKT"), Mention(48, 60, "DRUG", "sapanisertib")]
>>> [(e.predicate, e.targets[0].text) for e in passive(Scene(levels(text, 0, len(text), names)[0], ()))]
[('inhibits', 'AKT')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.records import Mention as Mention
from pipeline.records import Span
from pipeline.relating.clauses import BLANK
from pipeline.relating.consequences import UBIQUITINATED, changed
from pipeline.relating.coordination import Group
from pipeline.relating.cue_words import body, column, key
from pipeline.relating.effects import GAP_JOIN, SPACE, Effect, bearers, forms, own_change, said_of
from pipeline.relating.subjects import Scene


def passive(scene: Scene) -> Iterator[Effect]:
    """`Y被X抑制`, `Y is inhibited by X`, and without the agent that acted before `Y亦被抑制`, `Y is inhibited as well`."""
    yield from _likewise(scene)
    for drugs in (g for g in scene.groups if g.kind == "drug"):
        clause = scene.level.clauses[scene.level.clause_at(drugs.start)]
        left = scene.level.text(clause.start, drugs.start)
        found = _han_passive(scene, drugs, left, clause.end)
        target = found and _target_before(scene, clause.start, found[2], _NEAR)
        if found and target:
            yield Effect(found[0], bearers(target), found[1], found[2], "passive", target.end, drugs)
        elif not found and left.rstrip():
            yield from _latin_passive(scene, drugs, clause.start, left)


_BY_TOO = re.compile(r"\s+by\s+(?:the\s+)?", re.IGNORECASE)


def gapped(scene: Scene, acted: Sequence[Effect]) -> Iterator[Effect]:
    """`X is inhibited by A and Y by B`: the verb of the first target is that of those behind it."""
    for effect in acted:
        if effect.mechanism != "passive" or effect.agent is None or effect.agent.end < effect.tail:
            continue
        end = effect.agent.end
        behind = [g for g in scene.groups if g.start >= end]
        for target, drugs in zip(behind[::2], behind[1::2], strict=False):
            is_joined = GAP_JOIN.fullmatch(scene.level.text(end, target.start))
            is_pair = target.kind == "target" and drugs.kind == "drug"
            if not (is_joined and is_pair and _BY_TOO.fullmatch(scene.level.text(target.end, drugs.start))):
                break
            yield Effect(effect.predicate, bearers(target), effect.cue, target.start, "passive", target.end, drugs)
            end = drugs.end


_NEAR, _FAR = 20, 60
_TREATMENT = r"(?:(?:pre)?treatment|therapy|exposure|addition|administration|incubation)\s+(?:with|to|of)\s+"
_WHERE = r"(?:in|at|on)(?:\s(?!(?:and|or|but|was|were)\b)[\w/+-]+){1,5}?"
_BY = rf"by\s+(?:the\s+|an?\s+)?(?:{_TREATMENT})?(?:[\w-]+\s+){{0,2}}"
_AND = re.compile(r"\band\s+(?:the|its|their)\b", re.IGNORECASE)
_PASSIVE_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:(?:also|not|\w+ly)\s+){0,2}(?P<verb>\w+(?:-\w+)?)\s+"
    rf"(?:[\w.-]+-fold\s+|\w+ly\s+|in\s+part\s+)?(?:{_WHERE}\s+)?{_BY}$",
    re.IGNORECASE,
)


_OUTCOME = re.compile(
    r"\b(?:impact|effects?|influence|significance|prognos\w+|outcomes?|risk|value)\s+(?:\w+\s+){0,3}?of\s",
    re.IGNORECASE,
)
"""What an alteration does to patients, which a drug may undo without acting on the gene (`the impact of X was abrogated by D`)."""


def _latin_passive(scene: Scene, drugs: Group, start: int, left: str) -> Iterator[Effect]:
    """`Y (expression) was reduced in the blasts by X`, `phosphorylation of Y is inhibited by X`."""
    match = _PASSIVE_VERB.search(left) if " by " in left and not _OUTCOME.search(left) else None
    target = _target_before(scene, start, start + match.start(), _FAR) if match else None
    if match and target:
        between = scene.level.text(target.end, start + match.start())
        predicate = said_of(match["verb"].lower(), scene.level.text(start, target.start), between, target)
        if predicate and not _AND.search(between):
            cue = Span(start + match.start("verb"), start + match.end("verb"))
            yield Effect(predicate, bearers(target), cue, start + match.start(), "passive", target.end, drugs)


_AFTER = re.compile(
    rf"(?:\s+\w+ly)?,?\s+(?:{_WHERE}\s+)?"
    rf"(?:(?:after|following|on)\s+{_TREATMENT}|(?:in\s+response\s+to|upon|under|by)\s+(?:{_TREATMENT})?)(?:the\s+)?",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(r"(?:\s+\w+ly)?\s+(?:after|following|upon|with)\s+", re.IGNORECASE)
_GIVEN = re.compile(r"[\s-]+(?:treatment|exposure|incubation)\b", re.IGNORECASE)
_IN_THE, _TREATED = re.compile(r"(?:\s+\w+ly)?\s+in\s+(?:the\s+)?"), re.compile(r"[-\s](?:treated|exposed)\b")
_SINCE = re.compile(r"\s(?:after|following|upon|under|on|with|by|response|in)\s", re.IGNORECASE)
_RELAPSED = re.compile(r"relaps|progress|resist|patients|refractory|recurr", re.IGNORECASE)
_DONE = re.compile(r"\b(?:is|are|was|were|been)\s+(?:\w+ly\s+)?\w+ed$", re.IGNORECASE)
_ACTIVITY = re.compile(r"\b(?:phosphorylation|activity|activation|signal+ing)\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_OF_ACTIVITY = {"downregulates": "inhibits", "upregulates": "activates"}


def followed(scene: Scene) -> Iterator[Effect]:
    """`Y levels fell after treatment with X`, `Y was upregulated upon X treatment`, no relapse or patients beside it."""
    if not _SINCE.search(scene.level.view):
        return
    for target, drugs in zip(scene.groups, scene.groups[1:], strict=False):
        if target.kind == "drug" or drugs.kind != "drug" or not bearers(target):
            continue
        predicate, size = _becomes(scene, target)
        between = scene.level.text(target.end + size, drugs.start) if predicate else ""
        is_after = between and (
            _AFTER.fullmatch(between)
            or (_AFTERWARDS.fullmatch(between) and _GIVEN.match(scene.level.text(drugs.end, scene.level.end)))
            or (_IN_THE.fullmatch(between) and _TREATED.match(scene.level.text(drugs.end, scene.level.end)))
        )
        if is_after and not _RELAPSED.search(scene.level.view):
            cue = Span(target.end, target.end + size)
            yield Effect(predicate, bearers(target), cue, target.start, "passive", cue.end, drugs)


_IN, _UNDER = (
    re.compile(r"[\s\x00]*(?:蛋白|mRNA)?(?:可|能|会|则|即|均)?在[\s\x00]*"),
    re.compile(
        r"[\s\x00]*(?:的)?(?:作用|诱导|处理|介导|影响|驱动|存在)下,?(?:可|能|会|即|则|均|被|迅速|快速|随之|发生|出现)*"
        + UBIQUITINATED
    ),
)


def under(scene: Scene) -> Iterator[Effect]:
    """`Y在X作用下发生泛素化降解`: what becomes of a target where a drug acts."""
    for target, drugs in zip(scene.groups, scene.groups[1:], strict=False):
        if target.kind == "drug" or drugs.kind != "drug" or not bearers(target):
            continue
        clause = scene.level.clauses[scene.level.clause_at(drugs.start)]
        opened = _UNDER.match(scene.level.text(drugs.end, clause.end))
        if opened is None or not _IN.fullmatch(scene.level.text(target.end, drugs.start)):
            continue
        start = drugs.end + opened.end()
        predicate, size = changed(scene.level.text(start, clause.end))
        if predicate:
            cue = Span(start, start + size)
            yield Effect(predicate, bearers(target), cue, target.start, "passive", cue.end, drugs)


def _becomes(scene: Scene, target: Group) -> tuple[str, int]:
    """What becomes of a list of targets by the words behind it, and their length; a change may hold them itself."""
    if target.kind == "alteration":
        told = {own_change(m) for m in target.members}
        return (told.pop() if len(told) == 1 and _DONE.search(target.members[-1].text) else ""), 0
    predicate, size = changed(scene.level.text(target.end, scene.level.end))
    if size and _ACTIVITY.search(scene.level.text(target.start - 40, target.start)):
        predicate = _OF_ACTIVITY.get(predicate, predicate)
    return predicate, size


@lru_cache(maxsize=1)
def _also_suffers() -> re.Pattern[str]:
    """What is done to a target, too, by what the words before were about."""
    han, be, too = r"(?:亦|也|同样|均)+可?(?:被|受到?|遭)", r"(?:is|are|was|were)", r"(?:as well|too|likewise)\b"
    said = body((*forms(), *column("drug_target_verbs", "predicate", voice="passive")))
    return re.compile(
        rf"{SPACE}(?:{han}|{be}\s+(?:also|likewise|similarly|equally)\s+|{be}\s+(?=[\w-]+\s+{too}))(?P<verb>{said})"
        rf"(?!{SPACE}by\b)",
        re.IGNORECASE,
    )


def _likewise(scene: Scene) -> Iterator[Effect]:
    for group in scene.groups:
        said = None if group.kind == "drug" else _also_suffers().match(scene.level.text(group.end, scene.level.end))
        if said is None or not bearers(group):
            continue
        clause = scene.level.clauses[scene.level.clause_at(group.start)]
        predicate = _done(key(said["verb"]))
        if predicate and not scene.level.text(clause.start, group.start).strip(" " + BLANK):
            cue = Span(group.end + said.start("verb"), group.end + said.end())
            yield Effect(predicate, bearers(group), cue, group.start, "passive", cue.end)


def _done(form: str) -> str:
    """What a verb of either voice says is done, or nothing."""
    active = column("drug_target_verbs", "predicate", voice="active")
    return column("drug_target_verbs", "predicate", voice="passive").get(form) or active.get(form, "")


_SUFFERS = re.compile(r"(?:被|受到?|可被|能被)[^,;。]{0,6}$")


@lru_cache(maxsize=1)
def _suffered() -> re.Pattern[str]:
    adverbs = r"(?:所|的|有效|特异性|选择性|强效|竞争性|不可逆地?|显著)*"
    return re.compile(rf"{SPACE}{adverbs}(?P<verb>{body(forms())})", re.IGNORECASE)


def _han_passive(scene: Scene, drugs: Group, left: str, stop: int) -> tuple[str, Span, int] | None:
    before = _SUFFERS.search(left)
    after = _suffered().match(scene.level.text(drugs.end, stop)) if before else None
    if not before or not after:
        return None
    predicate = column("drug_target_verbs", "predicate", voice="active").get(after["verb"], "")
    if not predicate:
        return None
    start = drugs.end + after.start("verb")
    return predicate, Span(start, drugs.end + after.end()), drugs.start - len(left) + before.start()


def _target_before(scene: Scene, start: int, position: int, reach: int) -> Group | None:
    inside = [g for g in scene.groups if start <= g.start and g.end <= position and bearers(g)]
    is_near = inside and inside[-1].kind != "drug" and position - inside[-1].end <= reach
    return inside[-1] if is_near else None
