"""Targets and drugs that a pronoun takes up: `inhibits both`, `对二者均无抑制作用`, `X可将其降解`, `Y能被该药降解`.

The target was named before, in the same sentence; the drug that `该药` means, there too, else in the sentence before.

>>> from pipeline.records import Mention
>>> from pipeline.relating.clauses import levels
>>> text = "IKZF1为依赖因子,甲药可将其降解"
>>> names = [Mention(0, 5, "GENE", "IKZF1"), Mention(11, 13, "DRUG", "甲药")]
>>> [(e.predicate, e.targets[0].text) for e in taken_up(Scene(levels(text, 0, len(text), names)[0], ((16, 18),)))]
[('degrades', 'IKZF1')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.records import Mention, Span
from pipeline.relating import PAIR
from pipeline.relating.clauses import BLANK
from pipeline.relating.coordination import Group
from pipeline.relating.cue_words import body, column, key
from pipeline.relating.effects import Effect, bearers, forms
from pipeline.relating.subjects import Scene

_AMOUNT = re.compile(r"expression$")
_BOTH = re.compile(
    r"\s*(?:(?P<two>both(?:\s+of\s+(?:them|these))?(?:\s+(?:kinases|proteins|targets|receptors|antigens|molecules))?|二者|两者)"
    r"|(?P<one>it|them))(?=\s*(?:$|[,;.。，；]|(?:in|at|with|to|by|as|but|and|more|less|equally|directly|via|through|\w+ly)\b))",
    re.IGNORECASE,
)
_DISPOSED = re.compile(r"(?:将|把)(?P<it>其|它|二者|两者)[\u4e00-\u9fff]{0,6}$")
_TOWARD = re.compile(r"对(?:(?P<two>二者|两者)|其|它)(?!他|它|余|中)")


def taken_up(scene: Scene) -> Iterator[Effect]:
    """All effects on targets that a pronoun stands for, and of drugs that `该药` stands for."""
    yield from _objects(scene)
    yield from _toward(scene)
    yield from _suffered(scene)
    yield from _counted(scene)


def _predicate(form: str) -> str:
    return column("drug_target_verbs", "predicate", voice="active").get(form, "")


def _objects(scene: Scene) -> Iterator[Effect]:
    """`X inhibits both`, `X可将其降解`: the object of a verb."""
    for start, end in scene.verbs:
        clause = scene.level.clauses[scene.level.clause_at(start)]
        form = key(scene.level.text(start, end))
        predicate = _predicate(form)
        behind = _BOTH.match(scene.level.text(end, clause.end))
        before = _DISPOSED.search(scene.level.text(clause.start, start))
        if not (behind or before):
            continue
        is_pair = bool(behind["two"]) if behind else before is not None and len(before["it"]) == PAIR
        position = clause.start + before.start() if before and not behind else start
        targets = _named(scene, position, is_pair)
        predicate = predicate or (_amount_changed(scene, form, targets[-1]) if targets else "")
        if targets and predicate:
            yield Effect(predicate, targets, Span(start, end), position, "verb", end)


_LEVEL = re.compile(
    rf"[\s{BLANK}]*(?:(?:protein|mRNA|surface|gene|蛋白|基因|的)\s*)*(?:expression|levels?|abundance|表达|水平)",
    re.IGNORECASE,
)
_CHANGED = {"rise": "upregulates", "fall": "downregulates"}


def _amount_changed(scene: Scene, form: str, target: Mention) -> str:
    """What raising or lowering `it` does, where the pronoun stands for the amount of a target (`X lowered Y levels, Z raised them`)."""
    told = _LEVEL.match(scene.level.text(target.end, scene.level.end))
    return _CHANGED.get(column("drug_target_directions", "direction").get(form, ""), "") if told else ""


@lru_cache(maxsize=1)
def _nouns() -> re.Pattern[str]:
    nouns = body(column("drug_target_toward", "predicate", language="zh"))
    return re.compile(rf"[^,;。对与或而]{{0,10}}?(?P<noun>{nouns})(?![剂物位])")


def _toward(scene: Scene) -> Iterator[Effect]:
    """`对二者均有抑制作用`."""
    for sign in _TOWARD.finditer(scene.level.view):
        start, end = scene.level.start + sign.start(), scene.level.start + sign.end()
        clause = scene.level.clauses[scene.level.clause_at(start)]
        said = _nouns().match(scene.level.text(end, clause.end)) if sign["two"] else None
        targets = _named(scene, start, True) if said else ()
        if said and targets:
            predicate = column("drug_target_toward", "predicate")[key(said["noun"])]
            cue = Span(end + said.start("noun"), end + said.end("noun"))
            yield Effect(predicate, targets, cue, start, "toward", cue.end)


def _named(scene: Scene, position: int, is_pair: bool) -> tuple[Mention, ...]:
    """The two targets, or the one, that the clauses before the pronoun's have named last."""
    clause = scene.level.clauses[scene.level.clause_at(position)]
    lists = [g for g in scene.groups if g.kind != "drug" and g.end <= clause.start and bearers(g)]
    if not lists or not _is_target(lists[-1]):
        return ()
    if not is_pair:
        first = scene.level.clauses[scene.level.clause_at(lists[-1].start)].start
        own = [g for g in lists if g.start >= first]
        return bearers(own[0]) if len(own) == 1 and len(bearers(own[0])) == 1 else ()
    named = (
        {m.name: m for g in lists[-PAIR:] if _is_target(g) for m in bearers(g)}
        if len(bearers(lists[-1])) < PAIR
        else {}
    )
    found = tuple(named.values()) if named else bearers(lists[-1])
    return found if len(found) == PAIR else ()


def _is_target(group: Group) -> bool:
    """Whether a list names proteins, by themselves or by their amount, and no changes of them."""
    return group.kind == "target" or _AMOUNT.search(group.members[0].name) is not None


@lru_cache(maxsize=1)
def _by_it() -> re.Pattern[str]:
    """What is done to a target by the drug named before (`也能被该药降解`)."""
    return re.compile(
        rf"[\s{BLANK}]*[也亦均都还可能够会]*(?:被|受|为)(?:该药物?|此药|该抑制剂|该化合物|其)(?:所|直接|有效|选择性|特异性|强效|地)*(?P<verb>{body(forms())})"
    )


def _suffered(scene: Scene) -> Iterator[Effect]:
    """`Y也能被该药降解`."""
    for group in scene.groups:
        said = _by_it().match(scene.level.text(group.end, scene.level.end)) if group.kind != "drug" else None
        predicate = _predicate(said["verb"]) if said else ""
        agent = _drug_before(scene, group.start)
        if said and predicate and agent is not None and bearers(group):
            cue = Span(group.end + said.start("verb"), group.end + said.end())
            yield Effect(predicate, bearers(group), cue, group.start, "passive", cue.end, agent)


_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "two": 2, "three": 3, "four": 4}
_COUNTED = re.compile(
    r"(?:上述|前述|以上|这)(?P<han>[两二三四])(?:种|个|类)?(?:激酶|靶点|受体|蛋白|抗原|分子)(?![\u4e00-\u9fff]?抑制剂|中的|突变|以外|之外|阳性)"
    r"|\b(?:these|the same|the above|the aforementioned)\s+(?P<latin>two|three|four)\s+(?:kinases|targets|receptors|proteins|antigens)\b",
    re.IGNORECASE,
)
_BESIDES = re.compile(
    r"(?:除了?|\b(?:besides|in addition to|apart from|beyond))(?:[\s\x00]*(?:抑制|结合|靶向|\w+ing))?\s*$",
    re.IGNORECASE,
)
_ALSO = re.compile(r"(?:还|也|亦|尚|又|\balso\b|\badditionally\b)[^,;。]{0,14}$", re.IGNORECASE)
_ADVERBS = re.compile(r"[\s\x00]*(?:了|both |all )?\s*", re.IGNORECASE)


def counts(text: str, start: int, end: int) -> bool:
    """Whether a sentence takes up a number of targets (`上述两种激酶`)."""
    return _COUNTED.search(text, start, end) is not None


def _counted(scene: Scene) -> Iterator[Effect]:
    """`X也抑制上述两种激酶`, `除上述两种激酶外,X还抑制Y`: as many targets as the sentence before has stated."""
    for match in _COUNTED.finditer(scene.level.view) if scene.recent else ():
        start, end = scene.level.start + match.start(), scene.level.start + match.end()
        verb = _verb_of(scene, start, end)
        predicate = _predicate(key(scene.level.text(*verb))) if verb else ""
        if verb and predicate and len(scene.recent) == _COUNTS[(match["han"] or match["latin"]).lower()]:
            yield Effect(predicate, scene.recent, Span(*verb), verb[0], "verb", max(verb[1], end))


def _verb_of(scene: Scene, start: int, end: int) -> tuple[int, int] | None:
    """The verb whose object counted targets are: that right before them, or what is done besides."""
    clause = scene.level.clauses[scene.level.clause_at(start)]
    if _BESIDES.search(scene.level.text(clause.start, start)):
        later = next((verb for verb in scene.verbs if verb[0] >= end), None)
        return later if later and _ALSO.search(scene.level.text(end, later[0])) else None
    before = [verb for verb in scene.verbs if clause.start <= verb[0] and verb[1] <= start]
    return before[-1] if before and _ADVERBS.fullmatch(scene.level.text(before[-1][1], start)) else None


def _drug_before(scene: Scene, position: int) -> Group | None:
    """The one drug that the sentence has named last, else the topic of the one before."""
    before = [g for g in scene.groups if g.kind == "drug" and g.end <= position]
    last = before[-1] if before else scene.topic
    return last if last is not None and len(last.members) == 1 else None
