"""Objects that stand before their verb, and nouns that say what a drug does to a target.

`X将Y降解`, `Y, which X inhibits`, `X含两个Y结合域`, `X的Y抑制活性`, `X(CDK9 IC50 4 nmol/L)`.

>>> from pipeline.records import Mention
>>> from pipeline.relating.clauses import levels
>>> text = "BTK, which zanubrutinib inhibits"
>>> names = [Mention(0, 3, "GENE", "BTK"), Mention(11, 23, "DRUG", "zanubrutinib")]
>>> level = levels(text, 0, len(text), names)[0]
>>> [(e.predicate, e.targets[0].text) for e in relativised(Scene(level, ((24, 32),)))]
[('inhibits', 'BTK')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from pipeline.records import Span
from pipeline.relating.clauses import BLANK
from pipeline.relating.coordination import Group
from pipeline.relating.cue_words import body, column, key
from pipeline.relating.effects import Effect, bearers
from pipeline.relating.subjects import Scene

_DISPOSED = re.compile(r"(?:将|把)[^,;。]{0,6}$")
_TO_VERB = re.compile(r"(?:从[^,;。]{1,12}?)?(?:[\u4e00-\u9fff]{0,4})$")
_DISPLACED = re.compile(r"从[^,;。]{1,12}?(?:置换|驱离|解离|移除|剥离|释放)")


def preposed(scene: Scene) -> Iterator[Effect]:
    """`X将Y降解`, `X可将Y从染色质上置换下来`: the object before its verb."""
    predicates = column("drug_target_verbs", "predicate", voice="active")
    for group in scene.groups:
        if group.kind == "drug":
            continue
        clause = scene.level.clauses[scene.level.clause_at(group.start)]
        sign = _DISPOSED.search(scene.level.text(clause.start, group.start))
        if not sign or not bearers(group):
            continue
        position = group.start - len(sign.group())
        verb = next(((a, b) for a, b in scene.verbs if group.end <= a < clause.end), None)
        form = key(scene.level.text(*verb)) if verb else ""
        if verb and form in predicates and _TO_VERB.fullmatch(scene.level.text(group.end, verb[0])):
            yield Effect(predicates[form], bearers(group), Span(*verb), position, "verb", verb[1])
        elif moved := _DISPLACED.match(scene.level.text(group.end, clause.end)):
            cue = Span(group.end, group.end + moved.end())
            yield Effect("inhibits", bearers(group), cue, position, "verb", cue.end)


_WHICH = re.compile(r",?\s*(?:(?:(?:both|all|each)\s+of\s+)?which|that)\s+$", re.IGNORECASE)
_WORDS = re.compile(r"\s+(?:(?:[\w-]+ly|also|can|may|both|in turn|does|do)\s+){0,3}", re.IGNORECASE)
_VERB_ENDS = re.compile(r"\s*(?:$|[,;.)]|(?:by|through|via|with|and|but|at|in|more|less|as|only|too)\b)", re.IGNORECASE)


def relativised(scene: Scene) -> Iterator[Effect]:
    """`Y, which X inhibits`, `A and B, both of which X also inhibits`."""
    predicates = column("drug_target_verbs", "predicate", voice="active")
    lists = scene.groups
    for target, drugs in pairwise(lists):
        if target.kind == "drug" or drugs.kind != "drug":
            continue
        if not _WHICH.fullmatch(scene.level.text(target.end, drugs.start)):
            continue
        verb = next(((a, b) for a, b in scene.verbs if a >= drugs.end), None)
        if verb is None or not _WORDS.fullmatch(scene.level.text(drugs.end, verb[0])):
            continue
        form = key(scene.level.text(*verb))
        if form in predicates and _VERB_ENDS.match(scene.level.text(verb[1], scene.level.end)):
            yield Effect(predicates[form], bearers(target), Span(*verb), verb[0], "verb", verb[1], drugs)


_BESIDES = re.compile(
    r"(?:除了?|\b(?:besides|in addition to|apart from|aside from|beyond|as well as)\s)[^,;。]{0,8}$", re.IGNORECASE
)
_OUTSIDE = re.compile(
    r"(?:蛋白|激酶|受体|通路|信号|靶点)*(?:之外|以外|外)|(?:\s+(?:itself|alone|kinase|receptor))?\s*,", re.IGNORECASE
)
_ALSO = re.compile(r"(?:还|也|亦|尚|又|兼|同时|\balso\b|\badditionally\b|\btoo\b)", re.IGNORECASE)


def besides(scene: Scene, acted: Sequence[Effect]) -> Iterator[Effect]:
    """`除Y外,X还抑制Z`, `besides Y, X also inhibits Z`: what is done to the others is done to the first too."""
    for group in scene.groups:
        if group.kind == "drug" or not bearers(group):
            continue
        clause = scene.level.clauses[scene.level.clause_at(group.start)]
        if not _BESIDES.search(scene.level.text(clause.start, group.start)):
            continue
        if not _OUTSIDE.match(scene.level.text(group.end, group.end + 12)):
            continue
        for effect in acted:
            between = scene.level.text(group.end, effect.cue.start)
            if effect.mechanism == "verb" and 0 < len(between) <= 60 and _ALSO.search(between):
                yield replace(effect, targets=bearers(group), agent=effect.agent)
                break


_HOLDS = re.compile(
    r"(?:含有?|具有|带有|携带|包含|拥有)[^,;。]{0,6}$|\b(?:contains?|has|have|carries|carry|bears?|with)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    r"[\s\x00]*(?:的|抗原|特异性)*(?:结合|识别)(?:结构域|域|臂|区|位)|[\s-]+(?:binding|recognition)\s+(?:domain|arm|site|moiet)",
    re.IGNORECASE,
)


def domains(scene: Scene) -> Iterator[Effect]:
    """`X含两个Y结合域`, `X contains two Y-binding domains`."""
    for group in scene.of_kind("target"):
        clause = scene.level.clauses[scene.level.clause_at(group.start)]
        match = _DOMAIN.match(scene.level.text(group.end, clause.end))
        held = _HOLDS.search(scene.level.text(clause.start, group.start)) if match else None
        if match and held:
            position = group.start - len(held.group())
            cue = Span(group.end, group.end + match.end())
            yield Effect("binds", bearers(group), cue, position, "verb", cue.end)


@lru_cache(maxsize=1)
def _capacity() -> re.Pattern[str]:
    nouns = body(n for n in column("drug_target_toward", "predicate", language="zh") if len(n) > len("抑制"))
    latin = body(n for n in column("drug_target_toward", "predicate", language="en") if n.startswith("inhibitory"))
    return re.compile(
        rf"[\s{BLANK}]*(?:蛋白|激酶|受体)?的?(?P<noun>{nouns})(?![剂物位])|[\s-]+(?P<latin>{latin})", re.IGNORECASE
    )


_HAS = re.compile(
    r"(?:兼有|兼具|具有|具备|还有|亦有|也有)(?:较弱|较强|一定|强效|额外)?的?$"
    r"|\b(?:has|have|with|possess(?:es)?|retains?)\s+(?:also\s+)?(?:additional\s+|some\s+|potent\s+|weak\s+)?$",
    re.IGNORECASE,
)
_OWNS = re.compile(rf"[\s{BLANK}]*的[^,;。]{{0,3}}")


def capacities(scene: Scene) -> Iterator[Effect]:
    """`X的Y抑制活性`, `X的Y捕获能力`, `X兼有Y抑制作用`, `X also has Y inhibitory activity`."""
    for target in scene.of_kind("target"):
        clause = scene.level.clauses[scene.level.clause_at(target.start)]
        match = _capacity().match(scene.level.text(target.end, clause.end))
        held = _HAS.search(scene.level.text(clause.start, target.start)) if match else None
        if match and held:
            start = clause.start + held.start()
            inside = scene.owner if scene.owner and not scene.level.text(scene.level.start, start).strip() else None
            yield _capable(match, target, start, inside)
    for drugs, target in pairwise(scene.groups):
        if drugs.kind != "drug" or target.kind != "target":
            continue
        match = _capacity().match(scene.level.text(target.end, scene.level.end))
        if match and _OWNS.fullmatch(scene.level.text(drugs.end, target.start)):
            yield _capable(match, target, target.end, drugs)


def _capable(match: re.Match[str], target: Group, position: int, agent: Group | None) -> Effect:
    noun = "noun" if match["noun"] else "latin"
    cue = Span(target.end + match.start(noun), target.end + match.end(noun))
    predicate = column("drug_target_toward", "predicate")[key(match[noun])]
    return Effect(predicate, bearers(target), cue, position, "possessive", cue.end, agent)


_SELECTIVE = re.compile(
    r"[\s-]*selective\b(?!\s+(?:inhibitor|agent|drug|compound|antibody|agonist|antagonist|degrader))", re.IGNORECASE
)
_IS = re.compile(r"\b(?:is|are|was|remains)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_INHIBITING = re.compile(r"\binhibit|\bIC\s?50|\bblock", re.IGNORECASE)


def selective(scene: Scene) -> Iterator[Effect]:
    """`X is Y-selective`: aimed at it, and inhibiting where the words around say what X does."""
    for group in scene.of_kind("target"):
        clause = scene.level.clauses[scene.level.clause_at(group.start)]
        match = _SELECTIVE.match(scene.level.text(group.end, clause.end))
        is_said = _IS.search(scene.level.text(clause.start, group.start)) if match else None
        if match and is_said:
            cue = Span(group.end + match.start(), group.end + match.end())
            predicate = "inhibits" if _INHIBITING.search(scene.level.text(clause.start, clause.end)) else "targets"
            yield Effect(predicate, bearers(group), cue, clause.start + is_said.start(), "verb", cue.end)


_POTENCY = re.compile(r"(?<![A-Za-z])(?P<measure>IC|EC|DC|K)\s?[~_]*(?:50|90|i|d|D)[~_]*(?![A-Za-z])")
_FIGURE = re.compile(
    r"[\s\x00]*(?:的|for|[:=,~<>≈])*\s*(?:(?:IC|EC|DC|K)\s?[~_]*(?:50|90|i|d|D)[~_]*)?\s*(?:值|为|约|of|[:=~<>≈])*\s*"
    r"\d[\d.,~±-]*\s?(?:[nμµup]M|[nμµp]?mol)",
    re.IGNORECASE,
)
_MEASURED = {"IC": "inhibits", "EC": "targets", "DC": "degrades"}


def potencies(scene: Scene) -> Iterator[Effect]:
    """`X(CDK9 IC50 4 nmol/L,CDK2 1 nmol/L)`, `X (IC50: BTK 0.5 nM)`: a bracket of half-maximal concentrations."""
    level = scene.level
    measure = _POTENCY.search(level.view)
    if level.opener < 0 or scene.owner is None or measure is None:
        return
    for group in scene.groups:
        if group.kind == "target" and _FIGURE.match(level.text(group.end, level.end)):
            name = measure["measure"]
            predicate = _MEASURED.get(name) or ("binds" if measure.group().rstrip("~_")[-1] in "dD" else "inhibits")
            cue = Span(level.start + measure.start(), level.start + measure.end())
            yield Effect(predicate, bearers(group), cue, group.start, "toward", group.end, scene.owner)
