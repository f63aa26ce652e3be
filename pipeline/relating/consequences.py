"""What happens to targets once a drug has acted: `X抑制CDK9后,MCL-1迅速耗竭`, `X使STAT5去磷酸化`.

A verb of change with a target as its subject says nothing of a drug by itself. It does in two places: as what a
causative verb brings about (`使Y转录下降`), and in a clause that a word of consequence, or 后 at the end of the clause
before it, ties to what a drug does there. A further clause that goes on with 而 or 则 belongs to the same consequence.

>>> change("的表达随之降低"), change("迅速耗竭"), change("去磷酸化"), change(" levels fall"), change("阳性")
('downregulates', 'downregulates', 'inhibits', 'downregulates', '')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.records import Span
from pipeline.relating.clauses import BLANK, Clause
from pipeline.relating.coordination import Group
from pipeline.relating.cue_words import body, column, key
from pipeline.relating.effects import Effect, bearers, own_change
from pipeline.relating.subjects import Scene

_TABLE, _CHANGES = "drug_target_consequences", "drug_target_changes"
_PREDICATES = {
    ("measure", "fall"): "downregulates", ("measure", "rise"): "upregulates", ("measure", "block"): "inhibits",
    ("measure", "start"): "activates", ("measure", "break"): "degrades", ("activity", "fall"): "inhibits",
    ("activity", "rise"): "activates", ("activity", "block"): "inhibits", ("activity", "start"): "activates",
    ("activity", "break"): "degrades",
}  # fmt: skip
_RESIDUE = r"(?:(?:Ser|Thr|Tyr)\s?\d{0,4})?"


@lru_cache(maxsize=8)
def _forms(role: str) -> str:
    return body(column(_TABLE, "role", role=role))


@lru_cache(maxsize=1)
def _changing() -> re.Pattern[str]:
    side = rf"(?:{_forms('adverb')}|{_forms('link')}|{_forms('also')})"
    noun = rf"(?:(?P<measure>{_forms('measure')})|(?P<activity>{_forms('activity')}))"
    return re.compile(
        rf"[\s{BLANK}]*(?:{side}\s*)*{_RESIDUE}(?:{noun}\s*(?:{side}\s*)*){{0,3}}?"
        rf"(?P<change>{body(column(_CHANGES, 'change'))})(?!的|剂|性)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _links() -> re.Pattern[str]:
    return re.compile(_forms("link"), re.IGNORECASE)


@lru_cache(maxsize=1)
def _beside() -> re.Pattern[str]:
    return re.compile(
        rf"^\s*(?:{_forms('beside')})|(?:{_forms('beside')})[^,;。]{{0,4}}(?:升|降|下|上|增|减)", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _afterwards() -> re.Pattern[str]:
    return re.compile(rf"(?:{_forms('after')})[\s{BLANK}]*$")


def changed(after: str) -> tuple[str, int]:
    """The predicate that the words behind a target state of it as the subject of a change, and their length."""
    match = _changing().match(after)
    if not match:
        return "", 0
    noun = "activity" if match["activity"] and not match["measure"] else "measure"
    return _PREDICATES[noun, column(_CHANGES, "change")[key(match["change"])]], match.end()


def change(after: str) -> str:
    """The predicate that the words behind a target state of it as the subject of a change; "" where they state none."""
    return changed(after)[0]


@lru_cache(maxsize=1)
def _regained() -> re.Pattern[str]:
    """What an altered protein gets back (`使突变Y恢复野生型构象`)."""
    return re.compile(
        rf"[\s{BLANK}]*(?:蛋白)?(?:重新|部分)?(?:恢复|重获|获得)了?(?:其|正常|野生型|天然|抑癌|转录|的)*(?:构象|功能|活性)"
    )


_RAISED, _LOWERED = ("overexpression",), ("underexpression",)
_LONGEST_HEAD = 12
UBIQUITINATED = r"(?:(?:多聚)?泛素化,?(?:并|进而|从而|而|后|随后|继而)*(?:被)?(?:(?:经|通过|由)[^,;。]{0,12}?(?:蛋白酶体|途径|系统)(?:被)?)?)?"
"""What is done to a protein before it is broken down."""
_MARKED = re.compile(rf"(?:被|发生)?(?:(?:蛋白酶体|E3连接酶)(?=降解))?{UBIQUITINATED}")
_CAUSE = re.compile(r"(?:使得|使|致使|促使|导致|令)[^,;。]{0,16}$")
_CELLS = re.compile(r"细胞|患者|经|通过|[被由]$|cells?\b|patients")


def brought_about(scene: Scene) -> Iterator[Effect]:
    """`X使Y(的)转录下降`: the object of a causative verb and what becomes of it."""
    for group in scene.groups:
        if group.kind == "drug":
            continue
        clause = scene.level.clauses[scene.level.clause_at(group.start)]
        before = _CAUSE.search(scene.level.text(clause.start, group.start))
        if not before or _CELLS.search(before.group()):
            continue
        marked = _MARKED.match(scene.level.text(group.end, clause.end))
        skipped = marked.end() if marked else 0
        predicate, size = changed(scene.level.text(group.end + skipped, clause.end))
        size += skipped
        if not predicate and (regained := _regained().match(scene.level.text(group.end, clause.end))):
            predicate, size = "activates", regained.end()
        if predicate:
            start = group.start - len(before.group())
            yield Effect(predicate, bearers(group), Span(start, group.end + size), start, "verb", group.end + size)


_FINITE = re.compile(
    r"(?:in|de)creased|reduced|lowered|diminished|elevated|enhanced|(?:up|down)-?regulated", re.IGNORECASE
)
_BROUGHT = re.compile(
    r"(?:\s+(?:treatment|therapy|exposure|alone|either|also|and|\w+ly))*"
    r"(?P<cause>\s+(?:resulted\s+in|led\s+to|caused|produced|induced|elicited)(?:\s+(?:an?|the|\w+ly|marked|significant))*)?\s+",
    re.IGNORECASE,
)


def raised(scene: Scene) -> Iterator[Effect]:
    """`X (treatment) increased Y expression`, where the words of the change are one with the gene's."""
    for drugs, group in pairwise(scene.groups):
        between = scene.level.text(drugs.end, group.start)
        predicates = {own_change(m) for m in group.members}
        match = _BROUGHT.fullmatch(between) if drugs.kind == "drug" and group.kind == "alteration" else None
        predicate = predicates.pop() if match and len(predicates) == 1 else ""
        if match and predicate and (match["cause"] or _FINITE.match(group.members[0].text)):
            cue = Span(group.start, group.end)
            agent = scene.subject(group.start)
            yield Effect(predicate, bearers(group), cue, group.start, "verb", group.end, agent)


def consequences(scene: Scene, acted: Sequence[Effect]) -> Iterator[Effect]:
    """Changes of targets in the clauses behind one in which a drug acts.

    Args:
        scene: The level.
        acted: What drugs do on this level, by verbs and other constructions.
    """
    clauses = scene.level.clauses
    agent: Group | None = None
    for effect in acted:
        yield from _joined(scene, effect) if effect.mechanism == "consequence" else ()
    for before, clause in pairwise(clauses):
        own = [e for e in acted if before.start <= e.cue.start < before.end]
        if own:
            agent = own[-1].agent or scene.subject(own[-1].position)
            tied = (
                own[-1].mechanism == "consequence"
                or bool(_afterwards().search(scene.level.text(own[-1].tail, before.end)))
                or _turns(scene, own[-1], clause)
            )
        else:
            tied = agent is not None and _has_change(scene, before)
        found = list(_of_clause(scene, clause, agent, tied)) if agent is not None else []
        yield from found
        for effect in found:
            yield from _joined(scene, effect)
        if not own and not found and not tied:
            agent = None


_AND = re.compile(r"\s+(?:and|while)\s+(?:the\s+|that\s+of\s+)?|\s*(?:且|并|同时|、)\s*", re.IGNORECASE)


def _joined(scene: Scene, before: Effect) -> Iterator[Effect]:
    """A second target of the clause with a change of its own (`after X, Y levels fell and Z expression rose`)."""
    clause = scene.level.clauses[scene.level.clause_at(before.cue.start)]
    following = next((g for g in scene.groups if g.start >= before.tail and g.end <= clause.end), None)
    if following is None or following.kind == "drug" or before.agent is None or not bearers(following):
        return
    predicate, size = stated(scene, following, clause)
    if predicate and _AND.fullmatch(scene.level.text(before.tail, following.start)):
        cue = Span(following.start, following.end + size)
        yield Effect(predicate, bearers(following), cue, following.start, "consequence", cue.end, before.agent)


_AMOUNTS = ("upregulates", "downregulates")


def _turns(scene: Scene, before: Effect, clause: Clause) -> bool:
    """`X使Y下降,Z则升高`: one change of an amount beside another."""
    return before.predicate in _AMOUNTS and bool(_beside().search(scene.level.text(clause.start, clause.end)))


def _has_change(scene: Scene, clause: Clause) -> bool:
    """Whether a clause has a target as the subject of a change, so that the next may go on with the same."""
    inside = (g for g in scene.groups if clause.start <= g.start < clause.end and g.kind != "drug")
    return any(stated(scene, g, clause)[0] for g in inside)


def stated(scene: Scene, group: Group, clause: Clause) -> tuple[str, int]:
    """The predicate of a list of targets with the words behind it, and their length; of changed genes that of the change."""
    names = [m.name for m in group.members if m.type == "ALTERATION"]
    if names and all(name.endswith(_RAISED) for name in names):
        return "upregulates", 0
    if names and all(name.endswith(_LOWERED) for name in names):
        return "downregulates", 0
    return ("", 0) if names else changed(scene.level.text(group.end, clause.end))


_CONDITION = re.compile(r"[\s\x00]*(?:时|者|的(?:细胞|患者|肿瘤|克隆))|\s+(?:cells|patients|clones)\b")
"""What makes a change one that some have, and none that a drug brought about (`故而Y上调时细胞耐药`)."""


def _of_clause(scene: Scene, clause: Clause, agent: Group, tied: bool) -> Iterator[Effect]:
    inside = [g for g in scene.groups if clause.start <= g.start < clause.end]
    if not inside or any(g.kind == "drug" for g in inside):
        return
    group = inside[0]
    head = scene.level.text(clause.start, group.start)
    predicate, size = stated(scene, group, clause)
    is_object = any(clause.start <= start < group.start for start, _ in scene.verbs)
    is_tied = tied or _links().search(scene.level.text(clause.start, min(group.end + size + _LONGEST_HEAD, clause.end)))
    if _CONDITION.match(scene.level.text(group.end + size, clause.end)):
        return
    if predicate and is_tied and not is_object and len(head) <= _LONGEST_HEAD and not _CELLS.search(head):
        cue = Span(group.start, group.end + size)
        yield Effect(predicate, bearers(group), cue, clause.start, "consequence", cue.end, agent)


_SAME = re.compile(
    r"\s*\b(?:do(?:es)?|did)\s+(?:so|likewise|the same)\b|[\s\x00]*(?:亦然|也是如此|亦是如此|亦如此|也如此|同样如此|与之相同)",
    re.IGNORECASE,
)


def repeated(scene: Scene, acted: Sequence[Effect]) -> Iterator[Effect]:
    """`X inhibits Y; Z does so as well`, `X抑制Y,Z亦然`: what was said of one drug holds for the next.

    Args:
        scene: The level.
        acted: What drugs do on this level, by verbs and other constructions.
    """
    for drugs in scene.groups:
        match = _SAME.match(scene.level.text(drugs.end, scene.level.end)) if drugs.kind == "drug" else None
        before = [e for e in acted if e.cue.end <= drugs.start]
        if match and before:
            last = max(before, key=lambda e: e.cue.start)
            end = drugs.end + match.end()
            yield Effect(last.predicate, last.targets, Span(drugs.end, end), drugs.start, "verb", end, drugs)
