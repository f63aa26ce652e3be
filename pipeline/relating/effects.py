"""Verbs and verbal nouns by which a drug acts on a target, with their objects and directions.

Each finding is an `Effect`: what is acted on, in which direction, by which words, and from where to look for the agent
(or the agent itself, where the construction names it). Who acts is decided in `subjects`.

>>> from pipeline.relating.clauses import levels
>>> text = "可下调MCL-1并诱导BTK降解"
>>> genes = [Mention(3, 8, "GENE", "MCL-1"), Mention(11, 14, "GENE", "BTK")]
>>> scene = Scene(levels(text, 0, len(text), genes)[0], ())
>>> [(e.predicate, e.targets[0].text) for e in active(scene)]
[('downregulates', 'MCL-1'), ('degrades', 'BTK')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline import lexicon
from pipeline.records import Mention, Span
from pipeline.relating import PAIR
from pipeline.relating.clauses import BLANK
from pipeline.relating.coordination import Group, linked
from pipeline.relating.cue_words import body, column, key
from pipeline.relating.drug_classes import targets_of
from pipeline.relating.participles import BROUGHT_ABOUT, hinders, predicating, without_causes
from pipeline.relating.subjects import Scene
from pipeline.spots import spots

_GAP = 24
SPACE = rf"[\s{BLANK}]*"
_NOUN_STEM = re.compile(r"(?:剂|性的?(?![\u4e00-\u9fff]{0,2}[A-Z])|物|位点|口袋|结构域|作用|治疗|药|联合|策略|域|子)")
_AFTER_TARGET = (
    rf"{SPACE}(?:等|的|炎症|促炎|细胞因子|下游|靶|蛋白|基因|家族|受体|激酶|通路|分子|这些|多种|总|因子|自身|本身|促凋亡|抗凋亡|致癌|原癌|促癌|抑癌|癌|转录|周期|关键|相关|多个|等多种|、|/"
    rf"|(?:经由?|通过)[^,;。]{{0,12}}?(?:途径|系统|通路|蛋白酶体|溶酶体|{BLANK})"
    rf"|'s|-|protein|gene|mRNA|pathway|在[\u4e00-\u9fff]{{1,6}}中的?|{BLANK})*{SPACE}"
)
CELLS = re.compile(
    r"[\s\x00]*(?:靶向(?:治疗|药|疗法)|诱导的|引起的|所致的|诱导内皮)|"
    r"[\s\x00]*(?:[+＋]|阳性|阴性|高表达|突变型?|依赖性?|过表达|野生型|-?(?:positive|mutated"
    r"|mutant|dependent|driven|expressing|overexpressing))*"
    r"[\s\x00]*的?[\s\x00]*(?!(?:on|in|at|of|from|within|by|and|or|with|for|but|to)\s)(?:[A-Z0-9a-z/+-]{0,8}\s?(?:急性|慢性|髓系|淋巴细胞|恶性|原代|人|B"
    r"|T|干|祖|癌|复发|难治)*|(?:[A-Za-z-]+\s){0,2})(?:细胞|患者|肿瘤|白血病|淋巴瘤|克隆|模型"
    r"|cells?|patients|leuk|lymphoma|tumou?rs?|blasts)",
    re.IGNORECASE,
)
_CELL_SURFACE = re.compile(r"细胞(?:因子|表面|内|膜|周期|色素)")
_ENGINEERED = re.compile(r"[\s\x00]*的?[^,;。]{0,8}?(?:CAR|TCR)[\s-]?(?:T|NK)", re.IGNORECASE)
_MEDIATED = re.compile(r"[\s\x00]*(?:介导|驱动|-mediated|-driven)")


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that an agent does to targets.

    Attributes:
        predicate: The guideline's word.
        targets: Genes and pathways, in order.
        cue: Section span of the words that say so.
        position: Section offset from which the subject is looked for, leftwards.
        mechanism: The construction (`verb`, `toward`, `passive`, `nominal`, `possessive`, `consequence`).
        agent: The agent, where the construction names it.
        tail: Section offset behind the object.
    """

    predicate: str
    targets: tuple[Mention, ...]
    cue: Span
    position: int
    mechanism: str
    tail: int
    agent: Group | None = None


def verbs(view: str, start: int, taken: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Section spans of the verbs in a blanked text, those inside names or class words left out."""
    found = []
    for first, last, _ in spots(view, "drug_target_verbs"):
        span = (start + first, start + last)
        if any(left < span[1] and span[0] < right for left, right in taken):
            continue
        if not _NOUN_STEM.match(view, last):
            found.append(span)
    return predicating(view, start, found)


def active(scene: Scene) -> Iterator[Effect]:
    """`X抑制Y`, `X诱导Y降解`, `X inhibits Y`, `X reduces the expression of Y`; to release a target is none."""
    for start, end in scene.verbs or verbs(
        scene.level.view, scene.level.start, [m_span(m) for m in scene.level.mentions]
    ):
        form = key(scene.level.text(start, end))
        clause = scene.level.clauses[scene.level.clause_at(start)]
        if _is_passive(scene, start, clause.start, end):
            continue
        if form in column("drug_target_verbs", "voice", voice="relief"):
            continue
        group = object_of(scene, end, clause.end)
        if group is not None:
            yield from acted_on(scene, form, Span(start, end), group, clause.end)
            yield from _denied(scene, form, Span(start, end), group)
        elif _IT.match(scene.level.text(end, clause.end)):
            yield from _taken_up(scene, form, Span(start, end))
        elif match := _THIS.match(scene.level.text(end, clause.end)):
            yield from _named_before(scene, form, Span(start, end), match)
        elif match := _THIS_MUTANT.match(scene.level.text(end, clause.end)):
            yield from _mutant_before(scene, form, Span(start, end), match)


_BUT_NOT = re.compile(
    r"[\s\x00]*,?\s*(?:but|though)\s+not\s+(?:of\s+)?(?:the\s+)?|[\s\x00]*,?(?:而非|而不是|(?:而|但)不包括)[\s\x00]*",
    re.IGNORECASE,
)


_ENDS = re.compile(
    r"[\s\x00]*(?:[,;.)，；。、]|$|(?:in|with|at|or|and|which|to|even|is|are)\b|和|与|等|的)", re.IGNORECASE
)
"""What stands behind a target that is only denied: the end of the clause or its circumstances, and no clause of its own."""


def _denied(scene: Scene, form: str, cue: Span, group: Group) -> Iterator[Effect]:
    """`inhibits A but not B`, `抑制A而非B`: the verb is denied of the second target, whose name is the cue."""
    behind = next((g for g in scene.groups if g.start >= group.end), None)
    if behind is None or behind.kind == "drug" or not _BUT_NOT.fullmatch(scene.level.text(group.end, behind.start)):
        return
    if not _ENDS.match(scene.level.text(behind.end, scene.level.end)):
        return
    for effect in acted_on(scene, form, cue, behind, scene.level.end):
        yield replace(effect, cue=Span(behind.start, behind.end))


_IT = re.compile(r"\s*(?:其|its\b)", re.IGNORECASE)
_NEAR = 40


@lru_cache(maxsize=4)
def _its_change(side: str) -> re.Pattern[str]:
    """`使其降解`, `induces its degradation`: what becomes of the target that the words before name last."""
    nouns = body(effect_nouns(side))
    return re.compile(
        rf"\s*(?:其|its\s+)(?:(?:SUMO化并?|SUMOylation,?\s+and|ubiquitination,?\s+and|ubiquitylation,?\s+and|multimerization,?\s+and|泛素化并|proteasomal|rapid|subsequent|surface|泛素化|蛋白酶体|蛋白|随后|经蛋白酶体|[经通][^,;。]{{1,12}}?(?:途径|系统|通路)|发生)\s*){{0,2}}(?P<noun>{nouns})",
        re.IGNORECASE,
    )


_ITS = re.compile(
    r"\s*(?:其|its\b)\s*(?:kinase |enzymatic |catalytic |downstream )?(?:酪氨酸)?(?:激酶|酶)?(?:活性|功能"
    r"|活化|磷酸化|activity|function|activation|phosphorylation)"
    r"|\s*其与[^,;。]{1,24}?的?(?:结合|相互作用|作用)(?![剂位])|\s*its\s+(?:interaction|binding|association)\s+(?:with|to)\b",
    re.IGNORECASE,
)


_THIS = re.compile(
    r"\s*(?:该|此|上述|this |the latter )(?:信号)?(?:(?P<pathway>通路|途径|信号轴|轴|pathway|signaling pathway)"
    r"|靶点|蛋白|激酶|受体|抗原|基因|因子|protein|kinase|receptor|target|antigen)(?![\u4e00-\u9fff]?抑制剂)",
    re.IGNORECASE,
)


_THIS_MUTANT = re.compile(
    r"\s*(?:该|此|上述|这一|this |that |the latter )(?:突变(?:体|型|激酶)?|变异(?:体|型)|mutants?\b|mutation\b|variant\b)"
    r"(?!细胞|患者|者|克隆)(?! (?:cell|patient|clone))"
    r"|\s*(?:the (?:mutant|mutated|altered) (?:kinase|protein|enzyme|receptor)\b|突变(?:激酶|酶|蛋白|受体))",
    re.IGNORECASE,
)


def _mutant_before(scene: Scene, form: str, cue: Span, match: re.Match[str]) -> Iterator[Effect]:
    """`仍可抑制该突变体`: the gene of the alteration that the sentence named last (guideline, ruling 2)."""
    before = [g for g in scene.groups if g.end <= cue.start and g.kind == "alteration" and bearers(g)]
    predicate = column("drug_target_verbs", "predicate", voice="active").get(form, "")
    if before and predicate:
        yield Effect(predicate, bearers(before[-1])[-1:], cue, cue.start, "verb", cue.end + match.end())


def _named_before(scene: Scene, form: str, cue: Span, match: re.Match[str]) -> Iterator[Effect]:
    """`针对该通路`: the pathway or gene that the sentence named last."""
    kind = "PATHWAY" if match["pathway"] else "GENE"
    before = [m for g in scene.groups if g.end <= cue.start and g.kind == "target" for m in g.members if m.type == kind]
    predicate = column("drug_target_verbs", "predicate", voice="active").get(form, "")
    if before and predicate:
        yield Effect(predicate, (before[-1],), cue, cue.start, "verb", cue.end + match.end())


def _taken_up(scene: Scene, form: str, cue: Span) -> Iterator[Effect]:
    """`结合Y并抑制其活性`, `结合Y并使其降解`: the object of the verb before, taken up by a possessive."""
    predicate = column("drug_target_verbs", "predicate", voice="active").get(form, "")
    before = [g for g in scene.groups if g.end <= cue.start and g.kind != "drug" and bearers(g)]
    side = column("drug_target_directions", "direction").get(form, "")
    after = scene.level.text(cue.end, scene.level.end)
    changed = _its_change(side).match(after) if side else None
    if changed and before and cue.start - before[-1].end < _NEAR:
        yield Effect(
            effect_nouns(side)[key(changed["noun"])], bearers(before[-1]), cue, cue.start, "verb",
            cue.end + changed.end(),
        )  # fmt: skip
        return
    if not _ITS.match(after):
        return
    if predicate in ("inhibits", "activates") and before and cue.start - before[-1].end < _NEAR:
        yield Effect(predicate, bearers(before[-1]), cue, cue.start, "verb", cue.end)


def m_span(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


_SUFFERS = re.compile(r"(?:被|受|受到|遭)[^,]{0,12}$")
_IS_BEFORE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)


def _is_passive(scene: Scene, start: int, clause_start: int, end: int) -> bool:
    left = scene.level.text(clause_start, start)
    if _SUFFERS.search(left):
        return True
    if _IS_BEFORE.search(left):
        return bool(re.match(r"\w*(?:ed|bound)$", scene.level.text(start, end), re.IGNORECASE))
    return False


def object_of(scene: Scene, end: int, stop: int) -> Group | None:
    """The first list of targets right of a verb, where only modifiers stand between them."""
    inside = [g for g in scene.groups if end <= g.start < stop]
    if (added := _inserted(scene, end)) is not None:
        return added
    for number, group in enumerate(inside):
        if group.kind == "drug":
            return None
        after = scene.level.text(group.end, stop)
        if (_AS_EXAMPLE.match(after) or _MODIFIES.match(after)) and number + 1 < len(inside):
            continue
        if number + 1 < len(inside) and _is_whole_of(scene, group, inside[number + 1]):
            continue
        gap = _without(scene, end, group.start, inside[:number])
        if not _is_open(_OF_CELLS.sub("", gap) if _LEVEL_OF.match(after) else gap):
            return None
        return _extended(scene, group, inside[number + 1 :]) if bearers(group) else None
    return None


_OF_CELLS = re.compile(
    r"(?:(?:肿瘤|白血病|淋巴瘤|骨髓瘤|恶性|原代|肿瘤性|[TB]|NK)?细胞|肿瘤(?:组织)?)(?:内|中|表面)?的?[\s\x00]*$"
)
_LEVEL_OF = re.compile(r"[\s\x00]*(?:蛋白|mRNA|基因|受体)?的?(?:表达|分泌|蛋白水平|水平|mRNA)")
"""Round a target whose level in cells is changed (`降低肿瘤细胞的VEGF表达`): the cells are no object."""
_INSERTS = re.compile(
    r"\s*,\s*(?:in addition to|besides|apart from|along with|as well as|beyond)\s+(?:the\s+)?", re.IGNORECASE
)


def _inserted(scene: Scene, end: int) -> Group | None:
    """The object of a verb with the targets that an insertion puts before it (`inhibits, in addition to X and Y, Z`)."""
    behind = next((g for g in scene.groups if g.start >= end), None)
    if behind is None or behind.kind == "drug" or len(behind.members) < PAIR:
        return None
    return behind if _INSERTS.fullmatch(scene.level.text(end, behind.start)) else None


_AS_EXAMPLE = re.compile(
    r"[\s\x00]*(?:突变体?|变异|等)*(?:在内|等)?的(?:突变型?|变异型?|多种|各种|各|多个|常见|单一|其他|获得性)"
)
_PLACE_ON = r"-binding\s+(?:pocket|groove|site|cleft|domain|surface|interface|face)\s+(?:of|on|in)\b"
"""What makes a name that of a partner, and the protein behind it the one that is bound (`the X-binding pocket of Y`)."""
_MODIFIES = re.compile(
    rf"-(?:{BROUGHT_ABOUT}|dependent|mediated)\b|{_PLACE_ON}"
    r"|[\s\x00]*(?:(?:诱导|刺激|触发|引起)的[^,;。]{0,10}?(?=[A-Z\u4e00-\u9fff]{0,12}(?:表达|分泌|积累|释放|产生|上调))"
    r"|[+＋][\s\x00]*[^,;。A-Z]{0,8}细胞(?:表达|分泌|产生|释放))"
)


def _without(scene: Scene, start: int, end: int, skipped: Sequence[Group]) -> str:
    """The words between a verb and its object, targets that only describe it left out."""
    parts, at = [], start
    for group in skipped:
        parts.append(scene.level.text(at, group.start))
        at = group.end
    text = "".join((*parts, scene.level.text(at, end)))
    return _DESCRIBES.sub("", _MEMBERS_OF.sub("", text)) if skipped else text


_MEMBERS_OF = re.compile(
    r"[\s\x00]*(?:信号)?(?:传导)?(?:通路|途径|家族|轴)?(?:中|内|上|下游)?的(?:关键|主要|重要|抗凋亡|促凋亡|上游|下游)*(?:成员|分子|蛋白|组分|激酶|受体|基因|靶点)?[\s\x00]*"
)
"""What stands between a pathway or a family and its member that is acted on (`Hedgehog通路的SMO`)."""


def _is_whole_of(scene: Scene, whole: Group, part: Group) -> bool:
    """Whether a pathway or a family only tells what the targets behind it belong to."""
    is_whole = all(m.type == "PATHWAY" or m.name.endswith((" family", " pathway")) for m in whole.members)
    gap = scene.level.text(whole.end, part.start)
    return is_whole and part.kind == whole.kind and _MEMBERS_OF.fullmatch(gap) is not None


_DESCRIBES = re.compile(
    rf"-(?:{BROUGHT_ABOUT}|dependent|mediated)\b|{_PLACE_ON}|(?:诱导|刺激|触发|引起)的[^,;。]{{0,10}}|[+＋][\s\x00]*[^,;。A-Z]{{0,8}}细胞|在内的"
)


def _extended(scene: Scene, group: Group, later: Sequence[Group]) -> Group:
    """The list goes on over a change of a gene (`BCR::ABL1与SRC`) and over what a target mediates or drives."""
    members, end = list(group.members), group.end
    for other in later:
        gap = scene.level.text(end, other.start)
        is_list = end == other.start or (linked(scene.level, end, other.start) and other.kind != group.kind)
        is_list = is_list or bool(_ADDED.fullmatch(gap))
        is_driven = (
            _MEDIATED.match(gap)
            and _DRIVEN_LIST.fullmatch(gap)
            and _MEDIATED.match(scene.level.text(other.end, scene.level.end))
        )
        if other.kind == "drug" or not (is_list or is_driven) or not bearers(other):
            break
        members, end = [*members, *other.members], other.end
    return group if end == group.end else replace(group, members=tuple(members), end=end)


_ADDED = re.compile(
    r"\s*,?\s*(?:in addition to|along with|together with|and also|but also|as well as|besides)\s+(?:the\s+)?"
    r"|[\s\x00]*(?:,?以及|乃至|并且?)[\s\x00]*",
    re.IGNORECASE,
)
_DRIVEN_LIST = re.compile(r"[\s\x00]*(?:介导|驱动|依赖)性?的[^,;。]{1,16}?(?:以及|和|及|与|并)(?:由)?[\s\x00]*")
_PHRASING = re.compile(
    r"(?:野生型|突变型|敏感突变|突变)(?:和|及|与|或)?|多种|各种|包括|包含|在内的?|下游的?|(?:的)?(?:表达|水平|活性)|同时|各|单一"
    r"|\b(?:cysteine|lysine|threonine|serine|tyrosine|residues?|position)[ -]?\d+\b"
    r"|\b(?:in|within|at|of)\s+(?:the|its|an?)\s+(?:[\w-]+\s+){1,3}(?:pocket|domain|site|groove|cleft|loop|region|motif)\b"
    r"|\b[\w-]+-binding\s+(?:pocket|groove|site|cleft|domain|surface|interface)\s+(?:of|on|in)\b"
    r"|其?(?:致病|致癌|驱动|标志性?)性?的?(?:融合)?(?:蛋白|基因|因子|激酶)"
    r"|\b(?:its|their|the)\s+(?:(?:main|primary|direct|key|known|common|shared|respective|principal|molecular)\s+)*targets?\b"
    r"|^\s*(?:(?:themselves|itself)\s+(?:\w+ly\s+)?|\w+ly\s+)(?:to|in|on|into|onto)\b"
    r"|\b(?:activity|activities|function)\s+(?:that\s+)?(?:resid(?:es?|ing)|lies|lying|located|housed|harbou?red)\s+in\b|\bDNA-binding\b|\b(?:the\s+)?binding\s+(?:of|between)\b|\bsignal+ing\s+(?:through|via|from|by|downstream\s+of)\b|\b(?:decreases?|reductions?|declines?|falls?|drops?|increases?|elevations?|rises?)\s+in\b"
)


@lru_cache(maxsize=1)
def _relief() -> re.Pattern[str]:
    """A verb of setting free right behind another verb, whose object is not the first one's (`与Y结合释放Z`)."""
    words = body(column("drug_target_verbs", "voice", voice="relief"))
    return re.compile(rf"^\s*(?:并|进而|后|,|and\s+)*(?:{words})", re.IGNORECASE)


def _is_open(gap: str) -> bool:
    if _relief().match(gap):
        return False
    bare = _PHRASING.sub("", without_causes(_shared_verb().sub("", gap, count=1)))
    if len(bare) > 2 * _GAP or (len(bare) > _GAP and not bare.isascii()):
        return False
    return not _closing().search(bare)


@lru_cache(maxsize=1)
def _shared_verb() -> re.Pattern[str]:
    """A second verb that takes the same object (`结合并抑制Y`, `binds and inhibits Y`), right after the first."""
    return re.compile(rf"^\s*(?:并|和|及|或|且|、|并且|进而|以及|and|or|/|性|地)?\s*(?:{body(forms())})", re.IGNORECASE)


@lru_cache(maxsize=1)
def forms() -> tuple[str, ...]:
    return tuple(row["form"] for row in lexicon.cues("drug_target_verbs"))


@lru_cache(maxsize=1)
def _closing() -> re.Pattern[str]:
    """Words that end the search for an object: other verbs, processes, cells."""
    words = [row["form"] for row in lexicon.cues("drug_target_borders")]
    return re.compile(rf"{body(words)}|{body(forms())}", re.IGNORECASE)


def bearers(group: Group) -> tuple[Mention, ...]:
    """The genes and pathways of a list; of an alteration the gene that it changes (guideline, ruling 2)."""
    found: list[Mention] = []
    for member in group.members:
        for target in targets_of(member)[-1:] if member.type == "ALTERATION" else (member,):
            if target not in found:
                found.append(target)
    return tuple(found)


def acted_on(scene: Scene, form: str, cue: Span, group: Group, stop: int) -> Iterator[Effect]:
    """What a verb says of a list of targets; of genes that each have a change of their own, one by one."""
    if len({own_change(m) for m in group.members}) > 1:
        for member in group.members:
            one = replace(group, members=(member,), start=member.start, end=member.end)
            yield from _acted_on(scene, form, cue, one, stop)
        return
    yield from _acted_on(scene, form, cue, group, stop)


_CHANGED_AMOUNT = {"overexpression": "upregulates", "underexpression": "downregulates"}


def own_change(member: Mention) -> str:
    """What the name of an altered gene says of its amount (`Bax表达升高`: `upregulates`), or nothing."""
    return _CHANGED_AMOUNT.get(member.name.rpartition(" ")[2], "")


def _acted_on(scene: Scene, form: str, cue: Span, group: Group, stop: int) -> Iterator[Effect]:
    targets = bearers(group)
    after = scene.level.text(group.end, stop)
    gap = scene.level.text(cue.end, group.start)
    if _aims_at_cells(after) or not targets or _processes().match(after):
        return
    targets += _besides(scene, cue, form)
    before = scene.level.text(cue.start - 12, cue.start)
    predicate = direction(form, gap, before, after, group) or _amount(form, gap, after, group)
    if predicate:
        yield Effect(predicate, targets, cue, cue.start, "verb", group.end)


def gapped(scene: Scene, acted: Sequence[Effect]) -> Iterator[Effect]:
    """`A inhibits X and B Y`, `A抑制X,B则为Y`: the verb of the first drug is that of those behind it."""
    for effect in acted:
        end = effect.tail if effect.mechanism == "verb" else scene.level.end
        behind = [g for g in scene.groups if g.start >= end]
        for drugs, target in zip(behind[::2], behind[1::2], strict=False):
            targets = bearers(target) if drugs.kind == "drug" and target.kind != "drug" else ()
            is_joined = GAP_JOIN.fullmatch(scene.level.text(end, drugs.start))
            between, after = scene.level.text(drugs.end, target.start), scene.level.text(target.end, scene.level.end)
            if not (targets and is_joined and _GAPPED.fullmatch(between) and _GAP_END.match(after)):
                break
            yield Effect(effect.predicate, targets, effect.cue, drugs.start, "verb", target.end, drugs)
            end = target.end


GAP_JOIN = re.compile(r"[\s\x00]*[,;]?\s*(?:and|while|whereas|而)?\s*", re.IGNORECASE)
_GAPPED = re.compile(
    r"[\s\x00]+(?:only\s|just\s)?(?:mutant\s|mutated\s)?|[\s\x00]*则(?:为|是|针对)?[\s\x00]*", re.IGNORECASE
)
_GAP_END = re.compile(r"[\s\x00]*(?:$|[,;.。](?!\d)|and\b)")
_BESIDES = re.compile(
    r"(?:^|[,;。，；])[\s\x00]*(?:除了?|besides\s|apart from\s|in addition to\s)[\s\x00]*$", re.IGNORECASE
)
_BESIDES_END = re.compile(r"[\s\x00]*(?:等|蛋白|激酶|靶点)*[\s\x00]*(?:外|以外|之外|,)")
_ALSO = re.compile(r"(?:还|也|亦|尚|also|additionally)[^,;。]{0,14}$", re.IGNORECASE)


def _besides(scene: Scene, cue: Span, form: str) -> tuple[Mention, ...]:
    """Targets of `除A外,X还抑制B`, which are acted on as well."""
    if not _ALSO.search(scene.level.text(cue.start - 18, cue.start)):
        return ()
    for group in scene.groups:
        if group.kind != "drug" and group.end <= cue.start and cue.start - group.end < 60:
            fronted = _BESIDES.search("," + scene.level.text(scene.level.start, group.start).removesuffix("抑制"))
            inner = re.search(r"除了?[\s\x00]*$", scene.level.text(scene.level.start, group.start))
            if (fronted or inner) and _BESIDES_END.match(scene.level.text(group.end, cue.start)):
                return bearers(group)
    return ()


_AMOUNT = {"rise": "upregulates", "fall": "downregulates"}
_SIGNAL = {"rise": "activates", "fall": "inhibits"}
"""What more or less of a signal is (`减弱SMAD2/3信号`)."""
_BARE_END = re.compile(r"[\s\x00]*(?:等|蛋白|mRNA)*[\s\x00]*(?:$|[,;。.!?)、]|以?及|和|并|且|and\b|while\b|in\b)")
_MAKES = re.compile(r"(?:表达|分泌|产生|释放|合成)[\s\x00]*$")


def _amount(form: str, gap: str, after: str, group: Group) -> str:
    """`降低Y`, `lowers Y`, `抑制…细胞分泌Y`: more or less of a protein, with no noun that says so behind it."""
    turned = _SIGNAL.get(column("drug_target_directions", "direction").get(form, ""), "")
    if turned and all(m.type == "PATHWAY" for m in group.members) and _BARE_END.match(after) and not gap.strip():
        return turned
    side = column("drug_target_amounts", "direction").get(form, "")
    if side and group.kind == "target" and _BARE_END.match(after) and not gap.strip():
        return _AMOUNT[side]
    return ""


@lru_cache(maxsize=1)
def _processes() -> re.Pattern[str]:
    """What happens to a target and is no activity of it (`p53等蛋白的核输出`, `BCMA shedding`)."""
    words = body(row["form"] for row in lexicon.cues("drug_target_processes"))
    return re.compile(rf"{SPACE}(?:等[^,;。的]{{0,8}})?(?:蛋白|基因|分子)?的?{SPACE}(?:{words})", re.IGNORECASE)


def _aims_at_cells(after: str) -> bool:
    if _MEDIATED.match(after) or _ENGINEERED.match(after):
        return False
    match = CELLS.match(after)
    if match is None:
        return False
    start = match.end() - 2 if match.group().endswith("细胞") else match.end()
    return not _CELL_SURFACE.match(after, start)


def said_of(form: str, gap: str, after: str, group: Group) -> str:
    """The predicate of a target that a verb is done to, by the words before and behind its name; "" where it has none."""
    if _aims_at_cells(after) or _processes().match(after) or _closing().search(after):
        return ""
    return direction(form, gap, "", after, group) or _amount(form, "", after + ".", group)


_TOUCH = ("影响", "affect", "affects", "affecting")
_UNTOUCHED = re.compile(r"(?:不|未|无|没有|not|without)\s*(?:显著|明显)?\s*$", re.IGNORECASE)


def direction(form: str, gap: str, before: str, after: str, group: Group) -> str:
    """What a verb and the noun at its object say together; "" where a light verb says nothing of the target."""
    if form in _TOUCH:
        return "inhibits" if _UNTOUCHED.search(before) else ""
    side, amount = _sided(column("drug_target_directions", "direction").get(form, ""), gap)
    if amount == _UNSAID:
        return ""
    if side:
        changed = _changed(side, group) or ("downregulates" if side == "fall" and _MAKES.search(gap) else "")
        if changed:
            return changed
        for pattern, where in ((_effect_after(side), after), (_effect_of(side), gap)):
            match = pattern.search(where) if pattern is _effect_of(side) else pattern.match(where)
            if match and not _NEXT_VERB.match(match.string, max(match.start("noun") - 1, 0)):
                found = effect_nouns(side)[key(match["noun"])]
                return _OPPOSITE.get(found, found) if _fallen().match(where, match.end()) else found
        if side == "rise" and _MEDIATED.match(after):
            return "activates"
        if amount:
            return amount
    return column("drug_target_verbs", "predicate", voice="active").get(form, "")


_NEXT_VERB = re.compile(r"、[\u4e00-\u9fff]{2,4}[A-Za-z]")
"""A verb of the next item of a list, and no noun of what was acted on before (`上调BIM、下调MCL-1`)."""
_LESS_OR_MORE = re.compile(
    r"\b(?:(?P<less>decreases?|reductions?|declines?|falls?|drops?|inhibition|suppression|blockade|attenuation|repression|inactivation"
    r"|down-?regulation|impairment|loss)|increases?|elevations?|rises?|activation|stimulation|induction|up-?regulation"
    r"|enhancement)\s+(?:in|of)\b",
    re.IGNORECASE,
)


def _sided(side: str, gap: str) -> tuple[str, str]:
    """The side of a verb whose object is less or more of something (`caused a decrease in Y`), and what it says if alone.

    >>> _sided("rise", " a decrease in "), _sided("rise", " inhibition of "), _sided("fall", " the increase in ")
    (('fall', 'downregulates'), ('fall', 'inhibits'), ('fall', 'downregulates'))
    >>> _sided("fall", " "), _sided("fall", " the loss of ")
    (('fall', ''), ('', '?'))
    """
    noun = _LESS_OR_MORE.search(gap) if side in _AMOUNT else None
    if noun is None:
        return side, ""
    if side == "fall":
        return ("", _UNSAID) if noun["less"] else (side, _AMOUNT[side])
    told = "fall" if noun["less"] else side
    word = noun.group().split()[0].lower()
    return told, effect_nouns(side).get(word, _AMOUNT[told])


_UNSAID = "?"
"""Less of less: what becomes of the target is not said."""
_OPPOSITE = {"upregulates": "downregulates", "activates": "inhibits"}


@lru_cache(maxsize=1)
def _fallen() -> re.Pattern[str]:
    """What turns a noun around (`使Y表达` + `下降`)."""
    return re.compile(
        rf"\s*(?:水平|活性)?(?:也|均|随之|显著|明显)*(?:{body(column('drug_target_changes', 'change', change='fall'))})"
    )


def _changed(side: str, group: Group) -> str:
    """Direction of an expression change that is itself the object (`诱导MCL-1下调`)."""
    name = group.members[0].name if group.members[0].type == "ALTERATION" else ""
    if side == "rise" and re.search(r"(?:underexpression|loss|silencing)$", name):
        return "downregulates"
    if side == "rise" and name.endswith("overexpression"):
        return "upregulates"
    if side == "fall" and re.search(r"(?:overexpression|expression)$", name) and not name.endswith("underexpression"):
        return "downregulates"
    return ""


@lru_cache(maxsize=4)
def effect_nouns(side: str) -> dict[str, str]:
    return {row["noun"].lower(): row["predicate"] for row in lexicon.cues("drug_target_effects") if row["verb"] == side}


@lru_cache(maxsize=4)
def _effect_after(side: str) -> re.Pattern[str]:
    lead = f"(?:{_HELD_IN}|{_AFTER_TARGET})" if side == "hold" else _AFTER_TARGET
    return re.compile(rf"{lead}(?P<noun>{body(effect_nouns(side))})", re.IGNORECASE)


_HELD_IN = (
    rf"{SPACE}(?:突变|蛋白|激酶|受体|mutant|kinase|protein|receptor|{SPACE})*"
    r"(?:处于|维持在|保持在|于|在|in|into|within)\s*(?:其|一种|its|their|the|an?)?\s*(?:[a-z-]+\s+){0,1}"
)


@lru_cache(maxsize=4)
def _effect_of(side: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<noun>{body(effect_nouns(side))})\s+(?:levels?\s+"
        rf"|and\s+\w+\s+)?of\s+(?:the\s+)?(?:[\w-]+\s+){{0,3}}$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _toward_nouns() -> re.Pattern[str]:
    nouns = body(column("drug_target_toward", "predicate", language="zh"))
    return re.compile(rf"(?P<noun>{nouns})(?![剂物位])", re.IGNORECASE)


_PREPOSITIONS = tuple(
    re.compile(rf"(?P<word>{sign})(?:\x00*[^,;。\x00]){{0,14}}\x00*$") for sign in ("(?<!针)对", "与", "和")
)
_QUALIFIED = re.compile(r"[\s\x00]*(?:[+＋]|阳性|阴性|高表达|突变|依赖|野生|过表达|耐药)")


def _preposition(scene: Scene, start: int, group: Group) -> re.Match[str] | None:
    """The preposition before a target: 对 where there is one, else the nearest, no other name between them."""
    inside = [
        other.end
        for other in scene.groups
        if start <= other.start
        and other.end <= group.start
        and not (other.kind == "alteration" and _ITS_CELLS.match(scene.level.text(other.end, group.start)))
        and not _APPOSED.fullmatch(scene.level.text(other.end, group.start))
    ]
    left = scene.level.text(max([start, *inside]), group.start)
    return next((found for pattern in _PREPOSITIONS if (found := pattern.search(left))), None)


_APPOSED = re.compile(r"[\s\x00]*(?:的)?(?:底物(?:识别)?受体|受体|亚基|组分|成员|蛋白)[\s\x00]*")
"""Words by which a name only says what the next one is a part of (`与E3连接酶底物受体CRBN结合`)."""
_ITS_CELLS = re.compile(
    r"[\s\x00]*(?:阳性|突变|型)*(?:的)?(?:肿瘤|白血病|骨髓瘤|淋巴瘤)?(?:细胞|患者|克隆)[^,;。]{0,10}$"
)
_IN_CELLS = re.compile(r"[\s\x00]*(?:阳性|突变|型)*(?:的)?(?:肿瘤|白血病|骨髓瘤|淋巴瘤)?细胞(?:中|内|表面|上)")
"""What makes an alteration tell in which cells the target is (`与t(11;14)细胞中高表达的Y结合`)."""


def toward(scene: Scene) -> Iterator[Effect]:
    """`对Y的亲和力`, `对Y具有抑制活性`, `与Y结合`."""
    for group in scene.groups:
        targets = bearers(group)
        if group.kind == "drug" or not targets:
            continue
        clause = scene.level.clauses[scene.level.clause_at(group.start)]
        before = _preposition(scene, clause.start, group)
        if not before:
            continue
        after = scene.level.text(group.end, scene.level.clauses[scene.level.clause_at(group.end - 1)].end)
        noun = _toward_noun(after, before["word"])
        if group.kind == "alteration" and _IN_CELLS.match(after):
            continue
        if not noun or _QUALIFIED.match(after) or _relieved(scene, clause.start, group.start):
            continue
        predicate = column("drug_target_toward", "predicate")[key(noun["noun"])]
        if predicate == "targets" and group.kind == "alteration":
            continue
        start = group.end + noun.start("noun")
        position = group.start - len(before.group())
        if not (predicate == "binds" and _is_partner(scene, position)):
            yield Effect(predicate, targets, Span(start, group.end + noun.end()), position, "toward", start)


_ITS_VERB = re.compile(r"了?[\s\x00]*")


def _is_partner(scene: Scene, position: int) -> bool:
    """Whether what stands before `与Z结合` is the object of a verb that hinders it (`阻断Y与其配体Z结合`)."""
    first = next((g for g in scene.groups if g.end == position and g.kind != "drug"), None)
    return first is not None and any(
        end <= first.start
        and hinders(scene.level.text(start, end))
        and _ITS_VERB.fullmatch(scene.level.text(end, first.start))
        for start, end in scene.verbs
    )


_BETWEEN = re.compile(r"[\s\x00]*(?:蛋白)?(?:与|和|对)[\s\x00]*")
_AFFINITY = re.compile(r"[\s\x00]*(?:蛋白|之间|间)*的?(?:相互)?(?:亲和力|亲合力|亲和性|结合)(?![剂物位口])")


def between(scene: Scene) -> Iterator[Effect]:
    """`Y与X的亲和力`, `Y和X的结合`: neither is the subject."""
    for left, right in zip(scene.groups, scene.groups[1:], strict=False):
        if {left.kind, right.kind} != {"drug", "target"} or not _BETWEEN.fullmatch(
            scene.level.text(left.end, right.start)
        ):
            continue
        match = _AFFINITY.match(scene.level.text(right.end, scene.level.end))
        if match and (left.kind == "target" or "的" in match.group()):
            drugs, target = (left, right) if left.kind == "drug" else (right, left)
            cue = Span(right.end, right.end + match.end())
            yield Effect("binds", bearers(target), cue, left.start, "toward", cue.end, drugs)


def _toward_noun(after: str, word: str) -> re.Match[str] | None:
    """The verbal noun behind a target: with 与 one of binding; with 对 the most telling of those side by side."""
    chosen: re.Match[str] | None = None
    for match in _toward_nouns().finditer(after[:30]):
        predicate = column("drug_target_toward", "predicate")[key(match["noun"])]
        if re.search(r"[对与或而]", after[: match.start()]):
            break
        if word in "与和":
            if predicate == "binds":
                return match
        elif chosen is None or (match.start() == chosen.end() and predicate != "targets"):
            chosen = match
    return chosen


def _relieved(scene: Scene, start: int, end: int) -> bool:
    """Whether the words before a target say that an inhibition of it is lifted, so that it is none by the drug."""
    forms = column("drug_target_verbs", "voice", voice="relief")
    return any(form in scene.level.text(start, end) for form in forms if not form.isascii())


_POSSESSED = re.compile(
    r"(?:的|其)?(?:主要|直接|核心|分子|作用|治疗|关键|共同|经典)*靶(?:点|标|蛋白"
    r"|分子)(?:主要|分别|同样|同|也|亦|均|都|仍|还)*(?:是|为|包括|有|即|,包括)[^,;。]{0,8}$"
)
_IS_TARGET = re.compile(rf"{SPACE}(?:分别)?(?:是|为|即|作为|正是)[^,;。]{{0,10}}$")


_AS_TARGET = re.compile(
    rf"{SPACE}等?{SPACE}(?:蛋白|激酶|通路|抗原|受体)?(?:为|作为|作)(?:主要|作用|治疗|直接|共同|分子|唯一)*"
    r"靶(?:点|标|蛋白|分子|抗原|(?=$|[,;。、的:)]))"
)


_DESCRIBED = re.compile(
    r"(?:(?:[A-Za-z0-9-]|(?!以)[\u4e00-\u9fff]){0,14}?(?:酶|蛋白|受体|底物|配体|抗原|亚基|复合[体物]|因子|家族|成员|表面|细胞|通路|信号)){1,4}$"
)
"""What a target is, right before its name (`以E3连接酶底物受体CRBN为靶点`)."""


_WITH = re.compile(r"以(?!及)(?:(?!以)[^,;。]){0,24}$")


def _made_target(scene: Scene, group: Group, start: int, stop: int) -> Iterator[Effect]:
    """`以Y为靶点的X`, `X以Y为靶点`."""
    after = _AS_TARGET.match(scene.level.text(group.end, stop))
    before = _WITH.search(scene.level.text(start, group.start)) if after else None
    if after is None or before is None:
        return
    if re.search(r"以[^,;。]{0,6}$", _DESCRIBED.sub("", scene.level.text(start, group.start))):
        position = group.start - len(before.group())
        cue = Span(position, group.end + after.end())
        yield Effect("targets", bearers(group), cue, position, "verb", cue.end)


_WITH_IT = re.compile(r"与(?:之|其|该(?:受体|蛋白|抗原|靶点|分子))[^,;。]{0,4}?(?P<verb>结合)(?!位点|口袋|域)")


def resumed(scene: Scene) -> Iterator[Effect]:
    """`细胞表达Y,X与之结合`: the target is the one that the words before name last."""
    for match in _WITH_IT.finditer(scene.level.view):
        start = scene.level.start + match.start()
        before = [g for g in scene.groups if g.kind != "drug" and g.end <= start and bearers(g)]
        if before and start - before[-1].end < 40:
            cue = Span(scene.level.start + match.start("verb"), scene.level.start + match.end())
            yield Effect("binds", bearers(before[-1])[-1:], cue, start, "verb", cue.end)


def possessive(scene: Scene) -> Iterator[Effect]:
    """`X的靶点为Y`, `Y是X的(主要)靶点`."""
    for group in scene.groups:
        if group.kind == "drug" or not bearers(group):
            continue
        clause = scene.level.clauses[scene.level.clause_at(group.start)]
        yield from _made_target(scene, group, clause.start, clause.end)
        match = _POSSESSED.search(scene.level.text(clause.start, group.start))
        if match:
            cue = Span(clause.start + match.start(), clause.start + match.end())
            yield Effect("targets", bearers(group), cue, cue.start, "possessive", group.end)
            continue
        for drugs in (g for g in scene.groups if g.kind == "drug" and g.start > group.end):
            after = re.match(
                rf"{SPACE}的(?:主要|直接|核心|重要|关键|作用|治疗)*靶(?:点|标|蛋白)",
                scene.level.text(drugs.end, clause.end),
            )
            if after and _IS_TARGET.fullmatch(scene.level.text(group.end, drugs.start)):
                cue = Span(drugs.end + after.start(), drugs.end + after.end())
                yield Effect("targets", bearers(group), cue, cue.start, "possessive", group.end, drugs)
