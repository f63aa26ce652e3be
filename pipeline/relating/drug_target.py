"""DRUG, DRUG_CLASS or REGIMEN → GENE or PATHWAY, one claim per combination (guideline, section 4).

A drug is tied to a target where it is said to be a member of a class that names it, or where it is the grammatical
agent of a verb (or verbal noun) whose object the target is. Polarity and certainty are judged elsewhere, from the cue.

>>> from pipeline.offsets import MappedText
>>> from pipeline.records import Concept, Span
>>> text = "BTK抑制剂泽布替尼能下调MCL-1。"
>>> names = [Mention(0, 3, "GENE", "BTK", Concept("hgnc:1133", "GENE", "BTK")),
...          Mention(6, 10, "DRUG", "泽布替尼", Concept("local:z", "DRUG", "zanubrutinib")),
...          Mention(13, 18, "GENE", "MCL-1", Concept("hgnc:6943", "GENE", "MCL1"))]
>>> section = Section(0, "body", (), "zh", MappedText.of(text), paragraphs=(Span(0, len(text)),))
>>> claims, _ = find(section, [Sentence(0, 0, len(text), "zh", 0)], names, Context(), Lexicon(()))
>>> [(c.subject.name, c.predicate, c.object.name) for c in claims]
[('zanubrutinib', 'inhibits', 'BTK'), ('zanubrutinib', 'downregulates', 'MCL1')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from pipeline.lexicon import Lexicon
from pipeline.records import Candidate, Claim, Context, Mention, Section, Sentence
from pipeline.relating import (
    PAIR,
    apposition,
    consequences,
    effects,
    frontings,
    nominals,
    objects,
    passives,
    target_pronouns,
    target_roles,
    target_tables,
)
from pipeline.relating.arms import names_of
from pipeline.relating.clauses import BLANK, Level, family, levels
from pipeline.relating.coordination import Group, groups
from pipeline.relating.cue_words import FOR_EXAMPLE
from pipeline.relating.drug_classes import ClassPhrase, may_hold_target, phrases, targets_of
from pipeline.relating.effects import Effect
from pipeline.relating.passages import cells, grouped
from pipeline.relating.subjects import Scene, topic_of
from pipeline.relating.therapies import agents, together

_CONFIDENCE = {
    "verb": 0.85,
    "toward": 0.8,
    "passive": 0.85,
    "nominal": 0.8,
    "possessive": 0.8,
    "consequence": 0.7,
}
_ALIKE = ("inhibits", "targets", "binds")
_RESPECTIVELY = re.compile(r"分别|respectively", re.IGNORECASE)
_RELATIVE = re.compile(
    rf"[\s{BLANK}]*[^,;。:()]{{0,16}}?的[^,;。:()]{{0,24}}?(?:,?(?:如|例如|包括|——|:)\s*)?$"
    rf"|[\s{BLANK}]*(?:signal+ing|activity|expression)?,?\s*(?:such as|including|{FOR_EXAMPLE}|namely)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_LISTED_HEAD = re.compile(r"的[^,;。]{0,8}?(?:单抗|抗体|双抗)[^,;。]*(?:、|和|与|及)")
_SPELLED_OUT = re.compile(
    r"(?:蛋白|家族|激酶|基因|受体|靶点|分子|成员|链|通路|因子|proteins?|kinases?|receptors?"
    r"|genes|family|members)\s*$",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(
    rf"\s*(?:如|例如|包括|尤其是|特别是|主要是|主要为|such as|including|{FOR_EXAMPLE}|particularly"
    r"|especially|mainly)?\s*",
    re.IGNORECASE,
)
_IS_ONE = re.compile(r"(?:是|为|作为|属于)(?:一种|一类|一款|首个|首款|首种|第)[^;。]{0,40}$")
_IS = re.compile(r"(?:是|为|作为|属于)[^,;。]{0,14}$")


def find(
    section: Section, sentences: Sequence[Sentence], mentions: Sequence[Mention], context: Context, lexicon: Lexicon
) -> tuple[list[Claim], list[Candidate]]:
    """All drug–target claims of a section, and pairs that were seen and turned down.

    Args:
        section: The section; all offsets are in its repaired text.
        sentences: Its sentences or table rows, in order.
        mentions: Outermost linked mentions, in order.
        context: What is known of the whole paper.
        lexicon: For the evident targets of drugs (guideline, ruling 5).
    """
    claims: dict[tuple[object, ...], Claim] = {}
    candidates: list[Candidate] = []
    topic: Group | None = None
    headed: Group | None = None
    recent: tuple[Mention, ...] = ()
    paragraph, runs_in = -1, False
    for sentence, inside in grouped(sentences, tuple(_atoms(mentions, lexicon, section.text.text))):
        if sentence.paragraph != paragraph:
            headed = topic if paragraph == -1 or runs_in else headed
            topic, paragraph = headed, sentence.paragraph
            runs_in = _runs_in(section.text.text, sentence, inside)
        told: dict[int, tuple[Mention, ...]] = {}
        if section.kind == "table":
            told = target_tables.told_of(section, sentence, inside)
            for claim in target_tables.claims(section, sentence, inside, mentions, lexicon):
                _keep(claims, claim)
        for start, end, own in cells(section, sentence, inside):
            if not any(may_hold_target(m) for m in own) and not (
                recent and target_pronouns.counts(section.text.text, start, end)
            ):
                topic = _told_of(section.text.text, start, end, own, topic) or topic
                continue
            owner = _labelling(told.get(start, ()), own)
            scenes = _scenes(section.text.text, start, end, own, lexicon, topic, owner, recent)
            found = list(_claims(sentence.index, scenes, lexicon, topic)) if scenes else []
            recent = tuple({c.object.name: c.object for c in found if c.object is not None}.values()) or recent
            for claim in found:
                for own_claim in _of_row(claim, owner):
                    _keep(claims, own_claim)
            candidates += _candidates(sentence.index, scenes, found)
            topic = (topic_of(scenes[0]) if scenes else None) or topic
    return list(claims.values()), candidates


_NUMBERING = re.compile(
    r"(?:—[^—]{1,20}—)?\s*(?:[(（]?[一二三四五六七八九十]+[)）、.]|[(（]?\d+(?:\.\d+)*[)）、.]?)\s*"
)


def _runs_in(text: str, sentence: Sentence, inside: Sequence[Mention]) -> bool:
    """Whether a paragraph begins with a number and a drug, as a heading does that runs into its text."""
    return (
        bool(inside)
        and family(inside[0]) == "drug"
        and bool(_NUMBERING.fullmatch(text, sentence.start, inside[0].start))
    )


def _atoms(mentions: Iterable[Mention], lexicon: Lexicon, text: str) -> Iterator[Mention]:
    """Mentions of use here; an alteration that is a verb and its gene (`上调MCL-1`) stands as the gene."""
    for mention in mentions:
        if mention.type in ("DRUG", "DRUG_CLASS") and _is_bystander(mention):
            continue
        if mention.type == "GENE":
            if text[mention.end : mention.end + 1] != "化":
                yield mention
            continue
        if mention.type == "REGIMEN" and _explains(mention):
            yield from _atoms(sorted(mention.parts, key=lambda m: m.start), lexicon, text)
            continue
        symbols = _symbols(mention)
        if not symbols:
            yield mention
            continue
        genes = tuple(_gene(mention, symbol, lexicon) for symbol in symbols)
        if mention.reason.startswith("verb"):
            yield from sorted(genes, key=lambda m: m.start)
        else:
            yield replace(mention, parts=genes)


_APPOSED = re.compile(r",\s*(?:an?|the)\s", re.IGNORECASE)
"""What opens an apposition inside a regimen (`A, an X inhibitor, to B`)."""


def _explains(regimen: Mention) -> bool:
    """Whether a combination holds an aside that says what an agent of it acts on (`X(Y抑制剂)联合Z`, `X, a Y inhibitor, to Z`)."""
    is_aside = "(" in regimen.text or _APPOSED.search(regimen.text) is not None or _names_kind(regimen)
    return is_aside and any(part.type in ("DRUG_CLASS", "GENE") for part in regimen.parts)


def _names_kind(regimen: Mention) -> bool:
    """Whether an agent of a combination stands right behind its class (`化疗联合Y抑制剂D`, `A plus the Y inhibitor D`)."""
    classes = {part.end for part in regimen.parts if part.type == "DRUG_CLASS"}
    return any(part.type == "DRUG" and {part.start, part.start - 1} & classes for part in regimen.parts)


_CHANGE = re.compile(r"(?P<gene>[A-Z][A-Z0-9]+) p\.")


def _symbols(mention: Mention) -> Sequence[str]:
    """The genes of an alteration, which a change of a protein may name by itself (`T315I`, `ABL1 p.Thr315Ile`)."""
    if mention.type != "ALTERATION":
        return ()
    if mention.gene:
        return mention.gene.split(";")
    match = _CHANGE.match(mention.name)
    return (match["gene"],) if match else ()


def _gene(mention: Mention, symbol: str, lexicon: Lexicon) -> Mention:
    """The gene of an alteration: the mention inside it, else one over its whole span."""
    for part in mention.parts:
        if part.name == symbol:
            return part
    concept = lexicon.concept("GENE", symbol)
    return replace(mention, type="GENE", concept=concept, parts=(), gene="", reason=f"gene of {mention.name}")


def _of_row(claim: Claim, owner: Group | None) -> Iterator[Claim]:
    """A claim of a cell; what it says of a class is said of the drugs of its row, which the class explains."""
    if owner is None or claim.subject.type != "DRUG_CLASS":
        yield claim
    else:
        yield from (replace(claim, subject=drug) for drug in owner.members)


def _labelling(drugs: Sequence[Mention], own: Sequence[Mention]) -> Group | None:
    """The drugs of a row as what a cell that names none tells of."""
    if not drugs or any(m.type in ("DRUG", "REGIMEN") for m in own):
        return None
    return Group("drug", tuple(drugs), drugs[0].start, drugs[-1].end)


def _scenes(
    text: str,
    start: int,
    end: int,
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    topic: Group | None,
    owner: Group | None = None,
    recent: Sequence[Mention] = (),
) -> tuple[Scene, ...]:
    """The levels of a sentence with their verbs, where it names or takes up a drug; `owner` is what its outer level is told of."""
    if topic is None and owner is None and not any(family(m) == "drug" for m in mentions):
        return ()
    found = []
    read = levels(text, start, end, mentions)
    for level in read:
        classes = (*phrases(level, lexicon), *_explained(level, read))
        taken = [(m.start, m.end) for m in level.mentions] + [(p.start, p.end) for p in classes]
        verbs = effects.verbs(level.view, level.start, taken)
        bracketed = (*_bracketed(level, read), *_kinds(level, read), *_examples(level, read))
        own = owner if level.opener < 0 else None
        found.append(Scene(level, verbs, topic, bracketed, own or _owner(level, read), classes, recent))
    return tuple(found)


def _told_of(text: str, start: int, end: int, mentions: Sequence[Mention], topic: Group | None) -> Group | None:
    """The drug that a sentence without a target is about, told by its own level, without what its brackets tell."""
    if not any(family(m) == "drug" for m in mentions):
        return None
    level = levels(text, start, end, mentions)[0]
    taken = [(m.start, m.end) for m in level.mentions]
    verbs = effects.verbs(level.view, level.start, taken) if len(groups(level)) > 1 else ()
    return topic_of(Scene(level, verbs, topic, classes=()))


_MANY = re.compile(
    r"(?:多|双|三|泛)(?:靶点|靶向|重|激酶)(?P<rest>(?:激酶|酪氨酸激酶|小分子|靶向)*(?:抑制剂|药物|药|制剂|TKI|抗体))\s*$"
    r"|\b(?:multi-?\s?(?:target(?:ed)?|kinase)|dual|pan-kinase)[\s-]+(?:(?:tyrosine|kinase|protein|small-molecule)\s+)*"
    r"(?P<noun>inhibitor|TKI|agent|drug|antibody)\s*$",
    re.IGNORECASE,
)


def _explained(outer: Level, read: Sequence[Level]) -> Iterator[ClassPhrase]:
    """A kind of drug with its targets in the bracket behind it (`多靶点药物(KIT、RET)`)."""
    for level in read:
        head = _MANY.search(outer.text(outer.start, level.opener)) if outer.start <= level.opener < outer.end else None
        first = next(iter(groups(level)), None) if head and level is not outer else None
        if head and first and first.kind == "target" and _EXAMPLES.fullmatch(level.text(level.start, first.start)):
            noun = (head["rest"] or head["noun"]).lower()
            predicate = "inhibits" if noun.endswith(("抑制剂", "tki", "inhibitor")) else "targets"
            yield ClassPhrase(outer.start + head.start(), level.end + 1, first.members, predicate)


def _owner(inner: Level, read: Sequence[Level]) -> Group | None:
    """The drug right before a bracket, of which the bracket speaks."""
    for level in read:
        if level is inner or not level.start <= inner.opener < level.end:
            continue
        before = [m for m in agents(level.mentions) if family(m) == "drug" and m.end <= inner.opener]
        if before and not level.text(before[-1].end, inner.opener).strip(" " + BLANK):
            return Group("drug", (before[-1],), before[-1].start, before[-1].end)
    return None


_HEAD_NOUN = re.compile(
    r"(?:药物|新药|药|抑制剂|拮抗剂|激动剂|单抗|抗体|双抗|制剂|产品|TKI|ADC|drugs|agents|inhibitors|antibodies|products"
    r"|compounds|degraders)\s*$",
    re.IGNORECASE,
)


def _examples(outer: Level, read: Sequence[Level]) -> Iterator[Group]:
    """Drugs in a bracket that spell out a noun which is no class by itself (`I型药物(米哚妥林、吉瑞替尼)`)."""
    for level in read:
        if level is outer or not outer.start <= level.opener < outer.end:
            continue
        first = next(iter(groups(level)), None)
        if first is None or first.kind != "drug" or any(m.end == level.opener for m in outer.mentions):
            continue
        if _HEAD_NOUN.search(outer.text(outer.start, level.opener)) and _EXAMPLES.fullmatch(
            level.text(level.start, first.start)
        ):
            yield replace(first, start=level.opener, end=level.end + 1)


def _bracketed(outer: Level, read: Sequence[Level]) -> Iterator[Group]:
    """Lists of targets in brackets that spell out the word before them (`抗凋亡蛋白(BCL-2、MCL-1)`)."""
    for level in read:
        if level is outer or not outer.start <= level.opener < outer.end:
            continue
        first = next(iter(groups(level)), None)
        if first is None or first.kind != "target":
            continue
        head = level.text(level.start, first.start)
        named = next((m for m in outer.mentions if m.end == level.opener and family(m) == "target"), None)
        if named and not (head.strip() or (named.name.endswith(" family") and len(first.members) > 1)):
            continue
        if (named or _SPELLED_OUT.search(outer.text(outer.start, level.opener))) and _EXAMPLES.fullmatch(head):
            yield replace(first, start=level.opener, end=level.end + 1)


_NEXT_KIND = re.compile(r"\s*,?\s*(?:and\s+|or\s+)?(?:[\w-]+\s+){1,3}", re.IGNORECASE)
_SHARED_NOUN = re.compile(r"\s*(?:tyrosine\s+|protein\s+)?(?:kinases|receptors|proteins|genes)\b", re.IGNORECASE)


def _kinds(outer: Level, read: Sequence[Level]) -> Iterator[Group]:
    """Targets in brackets behind words that share the noun behind the last (`angiogenic (A) and oncogenic (B, C) kinases`)."""
    run: list[tuple[Level, Group]] = []
    for level in read:
        if level is outer or not outer.start <= level.opener < outer.end:
            continue
        if run and not _NEXT_KIND.fullmatch(outer.text(run[-1][0].end + 1, level.opener)):
            run = []
        first = next(iter(groups(level)), None)
        is_list = first is not None and first.kind == "target" and first.start == level.start
        run = [*run, (level, first)] if first is not None and is_list and first.end == level.end else []
        if len(run) > 1 and _SHARED_NOUN.match(outer.text(level.end + 1, outer.end)):
            yield Group("target", tuple(m for _, g in run for m in g.members), run[0][0].opener, level.end + 1)


def _claims(index: int, scenes: Sequence[Scene], lexicon: Lexicon, topic: Group | None) -> Iterator[Claim]:
    for scene in scenes:
        classes = scene.classes or ()
        for found in apposition.members(scene, scenes, lexicon, topic):
            for drug, target in _members(found.drugs, found.phrase.targets, lexicon):
                yield Claim(
                    "drug_target", index, drug, found.phrase.predicate, target, found.mechanism, cue=found.cue,
                    confidence=found.confidence,
                )  # fmt: skip
        for effect in _effects(scene):
            if not any(p.start <= effect.targets[0].start < p.end for p in classes):
                yield from _of_effect(index, effect, scene, scenes, lexicon)


def _members(
    drugs: Sequence[Mention], targets: Sequence[Mention], lexicon: Lexicon
) -> Iterator[tuple[Mention, Mention]]:
    """Each member with each target of its class, but `IDH1/2抑制剂A与B` by the target that is evident of each."""
    own = [[t for t in targets if t.name in _known(d, lexicon)] for d in drugs]
    named = [t.name for found in own for t in found]
    is_split = len(drugs) > 1 and all(own) and len(set(named)) == len(named) == len(targets)
    for drug, found in zip(drugs, own, strict=True):
        yield from ((drug, target) for target in (found if is_split else targets))


def _effects(scene: Scene) -> Iterator[Effect]:
    if all(group.kind == "drug" for group in scene.groups) and not scene.recent:
        return
    acted = tuple(
        chain(
            effects.active(scene) if scene.verbs else (),
            effects.toward(scene),
            effects.between(scene),
            passives.passive(scene),
            passives.followed(scene),
            passives.under(scene),
            nominals.nominal(scene),
            nominals.prenominal(scene),
            nominals.means(scene),
            nominals.shown(scene),
            frontings.fronted(scene),
            frontings.treated(scene),
            frontings.owned(scene),
            effects.possessive(scene),
            effects.resumed(scene),
            target_pronouns.taken_up(scene),
            target_roles.told(scene),
            objects.preposed(scene),
            objects.relativised(scene),
            objects.domains(scene),
            objects.capacities(scene),
            objects.selective(scene),
            objects.potencies(scene),
            consequences.brought_about(scene),
            consequences.raised(scene),
        )
    )
    yield from acted
    yield from objects.besides(scene, acted)
    yield from effects.gapped(scene, acted)
    yield from passives.gapped(scene, acted)
    yield from consequences.repeated(scene, acted)
    yield from consequences.consequences(scene, acted)


def _of_effect(index: int, effect: Effect, scene: Scene, scenes: Sequence[Scene], lexicon: Lexicon) -> Iterator[Claim]:
    agent = effect.agent or _described(effect, scene) or _relative(effect, scene)
    if agent is None and not _is_prepositional(effect, scene):
        agent = scene.subject(effect.position)
    if agent is None or not agent.members:
        return
    agent = _apart(agent, scene)
    explicit = scene.level.start <= agent.start < scene.level.end
    if not explicit and re.match(rf"[\s{BLANK}]*的", scene.level.text(effect.tail, scene.level.end)):
        return
    confidence = _CONFIDENCE[effect.mechanism] - (0.0 if explicit else 0.2)
    mechanism = effect.mechanism if explicit else f"{effect.mechanism} ellipsis"
    bounds = (agent.end, effect.tail) if explicit else (scene.level.start, effect.tail)
    text = scene.level.text(min(bounds), max(bounds) + 16)
    surface = scene.level.text(agent.start, agent.end)
    effect = replace(effect, targets=tuple(_targets(effect, scene, agent, lexicon)))
    for drug, target in _pairs(agent, effect, scenes, lexicon, bool(_RESPECTIVELY.search(text)), surface):
        yield Claim(
            "drug_target", index, drug, effect.predicate, target, mechanism, cue=effect.cue, confidence=confidence
        )


_BOTH_BEFORE = re.compile(r"\bboth\s+$", re.IGNORECASE)
_BOTH_BEHIND = re.compile(
    rf"[\s{BLANK}]*(?:both|each|均|都|各自)(?!\s+(?:when|if|given|used|combined)\b)", re.IGNORECASE
)
_GIVEN_TOGETHER = re.compile(r"[+＋]|联|加|合用|plus|combin|with", re.IGNORECASE)


def _apart(agent: Group, scene: Scene) -> Group:
    """A pair that only `and` joins, each by itself where a sentence says so of both (`both A and B`, `A and B both`)."""
    pair = agent.members[0]
    if len(agent.members) > 1 or pair.type != "REGIMEN" or len(pair.parts) < PAIR or _GIVEN_TOGETHER.search(pair.text):
        return agent
    before = scene.level.text(scene.level.start, agent.start)
    if not (_BOTH_BEFORE.search(before) or _BOTH_BEHIND.match(scene.level.text(agent.end, scene.level.end))):
        return agent
    return replace(agent, members=tuple(agents(agent.members)), joint=False)


_INTERACTION = re.compile(r"[\s\x00]*(?:之间)?的?(?:相互作用|互作|结合|interactions?\b|binding\b)", re.IGNORECASE)
_SIGNAL = re.compile(
    r"[\s\x00]*(?:促?生存|存活|下游|介导的|驱动的|survival|downstream)的?\s?(?:信号|signal+ing)", re.IGNORECASE
)


def _targets(effect: Effect, scene: Scene, agent: Group, lexicon: Lexicon) -> Iterator[Mention]:
    """The targets as the words behind them say: of two partners the drug's own, of a receptor's signal the pathway."""
    after = scene.level.text(effect.tail, scene.level.end)
    targets = _of_partners(effect, scene, agent, lexicon) if effect.mechanism == "verb" else effect.targets
    signals = bool(_SIGNAL.match(after))
    for target in targets:
        terms = lexicon.lookup(f"{target.text}信号通路", ("PATHWAY",)) if signals and target.type == "GENE" else ()
        yield replace(target, type="PATHWAY", concept=terms[0].concept, reason="gene and signal") if terms else target


def _of_partners(effect: Effect, scene: Scene, agent: Group, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The targets of a verb; of partners kept apart (`阻断A与B的结合`, `disrupts the binding of A to B`) the drug's own."""
    after = scene.level.text(effect.tail, scene.level.end)
    is_of = _INTERACTION_OF.search(scene.level.text(effect.cue.end, effect.targets[0].start)) is not None
    partners = _partners(effect, scene, after, _TO if is_of else _BINDING_TO)
    is_pair = len(effect.targets) == PAIR and (is_of or _INTERACTION.match(after) is not None)
    if not partners and not is_pair:
        return effect.targets
    known = {name for d in agents(agent.members) for name in _known(d, lexicon)}
    own = tuple(t for t in (*effect.targets, *partners) if t.name in known)
    return own or (() if is_of and partners else effect.targets)


_INTERACTION_OF = re.compile(r"\b(?:interactions?|binding)\s+(?:between|of)\s+(?:the\s+)?$", re.IGNORECASE)


_BINDING_TO = re.compile(
    r"[\s\x00]+(?:from\s+)?(?:binding|interacti(?:on|ons|ng))\s+(?:to|with)\s+(?:(?:its|the)\s+(?:\w+\s+){0,2})?|与其?(?:受体|配体)?",
    re.IGNORECASE,
)
_TO = re.compile(r"[\s\x00]+(?:to|with)\s+(?:(?:its|the)\s+(?:\w+\s+){0,2})?", re.IGNORECASE)
_BOUND = re.compile(r"[\s\x00]*(?:的?(?:相互作用|结合))(?![剂物位域])")


def _partners(effect: Effect, scene: Scene, after: str, joins: re.Pattern[str]) -> Sequence[Mention]:
    """What a target is kept from binding to (`blocks A binding to B`, `阻断A与其配体B结合`); the drug's own is acted on."""
    behind = next((g for g in scene.groups if g.start >= effect.tail), None)
    is_hindered = effect.predicate == "inhibits" and behind is not None and behind.kind == "target"
    if behind is None or not is_hindered or not joins.fullmatch(after, 0, behind.start - effect.tail):
        return ()
    is_latin = not after.startswith("与")
    return behind.members if is_latin or _BOUND.match(scene.level.text(behind.end, scene.level.end)) else ()


def _is_prepositional(effect: Effect, scene: Scene) -> bool:
    """`针对Y,…` says nothing of a subject; `针对Y的X` does, and is read as a relative clause."""
    if scene.level.text(effect.cue.start, effect.cue.end) != "针对":
        return False
    clause = scene.level.clauses[scene.level.clause_at(effect.cue.start)]
    before = [g for g in scene.groups if g.kind == "drug" and clause.start <= g.start and g.end <= effect.cue.start]
    ends = not _AT_END.sub("", scene.level.text(effect.tail, clause.end)).strip(" " + BLANK)
    return not (before and ends and _ADVERBS.fullmatch(scene.level.text(before[-1].end, effect.cue.start)))


_AT_END = re.compile(r"(?:突变|变异|靶点|蛋白|受体|通路|等|[。.])*$")
_ADVERBS = re.compile(rf"[\s{BLANK}]*(?:则|主要|专门|只|仅|同时|也|亦|均|都|是)*[\s{BLANK}]*")


_THOSE_THAT = re.compile(
    r"\s*(?:and\s+|while\s+|whereas\s+)?(?:[\w-]+\s+){0,4}?(?:drugs|agents|compounds|molecules|products|antibodies|inhibitors"
    r"|therapies|those)\s+(?:(?:that|which)\s+)?(?:(?:can|may)\s+)?(?:\w+ly\s+)?",
    re.IGNORECASE,
)
_INCLUDE = re.compile(r"[\s\x00]*(?:include[sd]?|comprise[sd]?|are)\s+(?:the\s+)?", re.IGNORECASE)
"""Behind what drugs of a kind do, before their names (`drugs that inhibit Y include A and B`)."""


def _relative(effect: Effect, scene: Scene) -> Group | None:
    """`靶向Y的X`: the drug behind the object and 的, unless the phrase is the complement of a drug's copula."""
    if effect.mechanism != "verb":
        return None
    level = scene.level
    clause = level.clauses[level.clause_at(effect.cue.start)]
    for group in scene.groups:
        if group.kind == "drug" and effect.tail <= group.start:
            between = level.text(effect.tail, group.start)
            before = level.text(clause.start, effect.cue.start)
            is_listed = _INCLUDE.fullmatch(between) and _THOSE_THAT.fullmatch(before)
            is_behind = is_listed or (_RELATIVE.fullmatch(between) and not _LISTED_HEAD.search(between))
            is_named = _IS.search(before) or _IS_ONE.search(level.text(level.start, effect.cue.start))
            is_complement = is_named and scene.subject(effect.cue.start)
            return _introduced(group, effect, scene) if is_behind and not is_complement else None
    return None


_DESCRIBED = re.compile(
    rf"[\s{BLANK}]*(?:—+|--|\s[-–]\s)\s*(?:(?:是|即)?(?:一种|一款|一类|一个|首个|首款)[^,;。]{{0,12}}"
    r"|(?:an?|the first)\s(?:[\w-]+\s){0,5}(?:that|which)\s(?:\w+ly\s)?)$",
    re.IGNORECASE,
)


def _described(effect: Effect, scene: Scene) -> Group | None:
    """`X——一种抑制Y的…——`, `X - a compound that inhibits Y - `: the drug before the dash."""
    if effect.mechanism != "verb":
        return None
    before = [g for g in scene.groups if g.end <= effect.cue.start]
    is_said = (
        before
        and before[-1].kind == "drug"
        and _DESCRIBED.fullmatch(scene.level.text(before[-1].end, effect.cue.start))
    )
    return before[-1] if is_said else None


_NAMED_BEFORE = re.compile(
    rf"[\s{BLANK}]*[,:—-]+[\s{BLANK}]*(?:一种|一款|首个|首款|全球首个|国内首个|国产)?[\s{BLANK}]*"
)


def _introduced(group: Group, effect: Effect, scene: Scene) -> Group:
    """For a class the drug beside it (`靶向Y的抗体——X`, `X,靶向Y的抗体`), which is what its words speak of."""
    if group.members[-1].type != "DRUG_CLASS":
        return group
    drugs = [g for g in scene.groups if g.kind == "drug" and g.members[-1].type == "DRUG"]
    later = (g for g in drugs if g.start >= group.end)
    behind = next((g for g in later if not scene.level.text(group.end, g.start).strip(f"{BLANK} —-")), None)
    before = next((g for g in drugs if _NAMED_BEFORE.fullmatch(scene.level.text(g.end, effect.cue.start))), None)
    head = scene.level.text(apposition.behind_names(scene), effect.cue.start).strip(f"{BLANK} 一种款首个")
    owner = scene.owner if scene.owner and not head and scene.owner.members[-1].type == "DRUG" else None
    return behind or before or owner or group


def _pairs(
    agent: Group, effect: Effect, scenes: Sequence[Scene], lexicon: Lexicon, respectively: bool, text: str
) -> Iterator[tuple[Mention, Mention]]:
    drugs = _expanded(agent, scenes)
    if respectively and len(drugs) == len(effect.targets) > 1:
        yield from zip(drugs, effect.targets, strict=True)
        return
    given = tuple(agents(drugs))
    if len(drugs) > len(agent.members) and effect.predicate in _ALIKE:
        yield from _of_class(agent, drugs, effect, lexicon)
        return
    is_joint = agent.joint or any(d.type == "REGIMEN" for d in drugs)
    evident = [(d, t) for t in effect.targets for d in given if t.name in _known(d, lexicon)]
    split = _split(given, effect.targets, evident)
    if is_joint and effect.predicate in _ALIKE and split:
        yield from split
    elif is_joint:
        whole = together(drugs, agent.start, agent.end, lexicon, text)
        yield from ((whole, target) for target in effect.targets)
    else:
        yield from ((drug, target) for drug in drugs for target in effect.targets)


def _split(
    drugs: Sequence[Mention], targets: Sequence[Mention], evident: Sequence[tuple[Mention, Mention]]
) -> Sequence[tuple[Mention, Mention]]:
    """Evident pairs where they cover all targets; a single target left over goes to the single drug left over."""
    if len(drugs) > 1 and any(len({d.name for d, e in evident if e.name == t.name}) > 1 for t in targets):
        return ()
    left = [t for t in targets if t.name not in {e.name for _, e in evident}]
    free = [d for d in drugs if d.name not in {e.name for e, _ in evident}]
    if not left:
        return evident
    return (*evident, (free[0], left[0])) if evident and len(left) == len(free) == 1 else ()


def _of_class(
    agent: Group, drugs: Sequence[Mention], effect: Effect, lexicon: Lexicon
) -> Iterator[tuple[Mention, Mention]]:
    """A class acts on all targets, a member on those evident of it, else on those that are evident of no other."""
    members = [d for d in drugs if d not in agent.members]
    own = {d.name: _own(d, effect.targets, lexicon) for d in members}
    claimed = {t.name for found in own.values() for t in found}
    rest = [t for t in effect.targets if t.name not in claimed]
    for drug in drugs:
        chosen = (own[drug.name] or rest) if drug in members else effect.targets
        yield from ((drug, target) for target in chosen or effect.targets)


def _own(drug: Mention, targets: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """The targets evident of a drug, with those that share their words (`IDH1/2突变`)."""
    evident = [t for t in targets if t.name in _known(drug, lexicon)]
    return [t for t in targets if any(t is e or t.overlaps(e) for e in evident)]


def _known(drug: Mention, lexicon: Lexicon) -> set[str]:
    known = set(lexicon.relation(drug.concept, "target")) if drug.concept else set()
    return known | ({t.name for t in targets_of(drug)} if drug.type == "DRUG_CLASS" else set())


def _expanded(agent: Group, scenes: Sequence[Scene]) -> tuple[Mention, ...]:
    """The drugs of a group; a class with its members in a bracket right behind it holds for these too (ruling 5)."""
    if agent.members[-1].type != "DRUG_CLASS":
        return agent.members
    for scene in scenes:
        level = scene.level
        if (
            level.opener >= agent.end
            and level.opener - agent.end <= 1
            and scene.groups
            and scene.groups[0].kind == "drug"
        ):
            head = level.text(level.start, scene.groups[0].start)
            inner = [m for m in scene.groups[0].members if m.name != agent.members[-1].name]
            if not inner:
                continue
            is_short = len(inner) == 1 and inner[0].type == "DRUG_CLASS"
            if not is_short and re.fullmatch(rf"\s*(?:如|例如|包括|such as|including|{FOR_EXAMPLE})?\s*", head):
                return (*agent.members, *inner)
    return (*agent.members, *(_representatives(agent, scenes[0]) or _beside(agent, scenes[0])))


_SUCH_AS = re.compile(
    rf"[\s{BLANK}]*,?[\s{BLANK}]*(?:如|例如|比如|诸如|包括|such as|including|like|{FOR_EXAMPLE})[\s{BLANK}]*",
    re.IGNORECASE,
)
_AND_OTHERS = re.compile(
    rf"[\s{BLANK}]*(?:等|为代表的)[^,;。:()、和与及]{{0,8}}|[\s{BLANK}]*,?\s*(?:and|or)\s+other\s+"
)


def _beside(agent: Group, scene: Scene) -> tuple[Mention, ...]:
    """The members of a class that are told beside it as examples (`Y抑制剂如甲、乙等`, `甲、乙等Y抑制剂`, `以甲为代表的Y抑制剂`)."""
    if len(agent.members) > 1:
        return ()
    for group in scene.groups:
        if group.kind != "drug" or any(m.type != "DRUG" for m in group.members):
            continue
        is_behind = group.start >= agent.end and _SUCH_AS.fullmatch(scene.level.text(agent.end, group.start))
        if is_behind or (group.end <= agent.start and _AND_OTHERS.fullmatch(scene.level.text(group.end, agent.start))):
            return group.members
    return ()


_REPRESENTS = re.compile(r"[\s\x00]*等?(?:为|是)(?:其|目前|主要|典型|最)*的?代表(?:性|药|品)")


def _representatives(agent: Group, scene: Scene) -> tuple[Mention, ...]:
    """`…,A和B为代表药物`: drugs that a later clause names as those that stand for the class."""
    begins = {clause.start for clause in scene.level.clauses}
    later = (g for g in scene.groups if g.kind == "drug" and g.start > agent.end and g.start in begins)
    told = (g for g in later if _REPRESENTS.match(scene.level.text(g.end, scene.level.end)))
    return tuple(m for g in told for m in g.members if m.type == "DRUG")


def _keep(claims: dict[tuple[object, ...], Claim], claim: Claim) -> None:
    """Keeps the surest of equal claims of one sentence; `targets` yields to a direction stated at the same words."""
    target = claim.object
    if target is None or claim.subject.name == target.name or _is_generic(target):
        return
    identity = (claim.sentence, claim.subject.name, claim.predicate, target.name)
    if identity not in claims or claims[identity].confidence < claim.confidence:
        claims[identity] = claim


def _is_generic(target: Mention) -> bool:
    """Kinds of protein that are no target by themselves, and cell death, which is a phenotype (section 1)."""
    return target.name in names_of("generic_targets")


def _is_bystander(drug: Mention) -> bool:
    """Cells and metabolites of the body that act by themselves, and kinds of agents that no target tells apart."""
    return drug.name in names_of("drug_target_bystanders")


def _candidates(index: int, scenes: Sequence[Scene], found: Sequence[Claim]) -> list[Candidate]:
    """Drug and target beside a verb in one clause with no relation found, one for each clause."""
    named = {name for claim in found if claim.object for name in (claim.subject.name, claim.object.name)}
    seen: list[Candidate] = []
    for scene in scenes:
        for clause in scene.level.clauses if scene.verbs else ():
            inside = [g for g in scene.groups if clause.start <= g.start < clause.end]
            drug = next((g for g in inside if g.kind == "drug" and g.members[0].type == "DRUG"), None)
            target = next((g for g in inside if g.kind == "target"), None)
            acts = any(clause.start <= start < clause.end for start, _ in scene.verbs)
            if drug and target and acts and not {drug.members[0].name, target.members[0].name} <= named:
                names = (drug.members[0].name, target.members[0].name)
                reason = "drug and target beside a verb, but the drug is not its agent"
                seen.append(Candidate("drug_target", index, names, 0.2, reason, clause.start, clause.end))
    return seen
