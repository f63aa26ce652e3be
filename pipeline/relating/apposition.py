"""Drugs put into a class that names its target: `BCL-2抑制剂维奈克拉`, `X是一种Y抑制剂`, `Y inhibitors such as X`.

>>> from pipeline.lexicon import Lexicon
>>> from pipeline.relating.clauses import levels
>>> text = "MET抑制剂(如卡马替尼)"
>>> names = [Mention(0, 3, "GENE", "MET"), Mention(8, 12, "DRUG", "卡马替尼")]
>>> outer, inner = levels(text, 0, len(text), names)
>>> scenes = (Scene(outer, ()), Scene(inner, ()))
>>> [(m.drugs[0].text, m.phrase.targets[0].text, m.mechanism) for m in members(scenes[0], scenes, Lexicon(()))]
[('卡马替尼', 'MET', 'apposition bracket')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.lexicon import Lexicon
from pipeline.records import Mention, Span
from pipeline.relating import PAIR
from pipeline.relating.clauses import BLANK, Level
from pipeline.relating.coordination import Group
from pipeline.relating.cue_words import FOR_EXAMPLE
from pipeline.relating.drug_classes import ClassPhrase, phrases
from pipeline.relating.subjects import Scene
from pipeline.relating.therapies import agents

_SPACE = rf"[\s{BLANK}\"“”]*"
_CLASS_TAIL = r"(?:类药物|类新药|类|药物|新药|制剂|分子|疗法|小分子|细胞产品|产品|细胞)?"
_AFTER = re.compile(
    rf"{_SPACE}{_CLASS_TAIL}{_SPACE}(?:——|--?|—|:|,?\s*(?:如|例如|比如|诸如|包括|主要包括"
    r"|主要有|代表药物[为有是包括]*|其代表[为是])"
    rf"|,?\s*(?:such as|including|like|namely|{FOR_EXAMPLE}|for example,?|for instance,?"
    r"|exemplified by|represented by|named|called))?"
    rf"{_SPACE}(?:新药|药物|单药|the\s+)?{_SPACE}",
    re.IGNORECASE,
)
_LOOSE = re.compile(rf"{_SPACE}[,:]{_SPACE}")
_MODIFIERS_ZH = r"(?:[^,;。:()]{0,22}?)"
_COPULA = re.compile(
    rf"{_SPACE}(?:单药|本身|片|胶囊|也|均|都|同|既|虽|虽然|亦|则|主要|,)*(?:是|为|作为|系|属于|归于|归属于|归类为|属|即|乃)(?:一种"
    rf"|一款|一类|一个|首个|首款|目前)?{_MODIFIERS_ZH}"
    rf"|{_SPACE},?\s*(?:一种|一款|一个|首个|首款){_MODIFIERS_ZH}"
    rf"|{_SPACE}(?:——|—|--){_SPACE}(?:一种|一款|一个|首个|首款)?{_MODIFIERS_ZH}"
    rf"|{_SPACE}等(?:一代|国产|进口|自主|研发|原研|原创|创新|在研|上市|获批|我国|本土|常用|常见|[一二三四两几数多种款个第代新型强效口服高选择性小分子靶向特异双重多靶点其他已的]){{0,12}}"
    rf"|{_SPACE}这[两二三四几](?:种|款|个|类)[^,;。:()]{{0,8}}?"
    rf"|{_SPACE}(?:及|和|与)其(?:他|它)(?:的)?[^,;。]{{0,6}}?"
    rf"|{_SPACE}由(?:一种|一个)?{_MODIFIERS_ZH}"
    rf"|{_SPACE}(?:是)?将[^,;。:()]{{1,14}}?(?:偶联|连接|缀合)(?:于|到|至|在|于一种){_MODIFIERS_ZH}"
    rf"|{_SPACE}\s*(?:links|conjugates|couples|attaches|joins)\s+(?:[\w-]+\s+){{1,5}}?to\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){{0,4}}?"
    rf"|{_SPACE}\s*(?:consists of|is composed of|is made of|comprises|combines)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){{0,4}}?"
    rf"|{_SPACE},?\s*(?:is|are|was|were|as|acts as|act as|represents?|became|remains|being"
    r"|is considered|both|all)\s+(?:(?:an?|the|one of the|another|both"
    rf"|all)\s+)?(?:[\w-]+,?\s+(?:and\s+)?){{0,8}}?"
    rf"|{_SPACE}(?:,|\s[-–—]+)\s*(?:(?:originally|primarily|mainly|chiefly|mostly|essentially|basically|preferentially)\s+)?(?:an?|the|another|both|two|all)\s+(?:[\w-]+,?\s+(?:and\s+)?){{0,8}}?(?:pan-|multi-)?"
    rf"|{_SPACE},?\s*(?:is|are|was|were|has been|have been)\s+(?:found|shown|reported|considered|thought|believed|known|identified|described|developed|characteri[sz]ed)\s+(?:to\s+be|as)\s+(?:(?:an?|the|one of the|another|both)\s+)?(?:[\w-]+,?\s+(?:and\s+)?){{0,4}}?"
    rf"|{_SPACE},\s*(?:known|potent|selective|specific|established|approved)\s+(?:[\w-]+\s+){{0,2}}?"
    rf"|{_SPACE},?\s*(?:and|or)\s+other\s+(?:[\w-]+\s+){{0,4}}?",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:with|to|of|in|by|for|from|than|against|combined|treated|used|given|not|approved|plus|resistant|on)\b"
    r"|联合|治疗|耐药|抑制|靶向|优于|应用|相比|非|不是|加|替代|序贯|失败|后|基础|对|接受|与|及|和(?!其)",
    re.IGNORECASE,
)
_CONSISTS = re.compile(
    r"\b(?:found|shown|reported|considered|thought|believed|known|identified|described|developed|characteri[sz]ed)\s+(?:to\s+be|as)\b"
    r"|consists of|is composed of|is made of|将[^,;。]{1,14}?(?:偶联|连接|缀合)(?:于|到|至|在)|(?:links|conjugates|couples|attaches|joins)\s.*?\sto\b",
    re.IGNORECASE,
)
_REPRESENTED = re.compile(rf"以{_SPACE}$")
_REPRESENTED_AFTER = re.compile(rf"{_SPACE}(?:等)?{_SPACE}(?:为|作为)(?:主要|典型)?代表(?:药物)?的?[^,;。]{{0,14}}?")
_FRONTED = re.compile(r"^\s*(?:作为|as\s+(?:an?|the|one of the)\b)", re.IGNORECASE)
_LIST_HEAD = re.compile(
    rf"\s*(?:尤其是|特别是|主要是|如|例如|包括|比如|主要包括|such as|including|{FOR_EXAMPLE}"
    r"|i\.e\.,?|like|即)?[\s:,]*$",
    re.IGNORECASE,
)
_BRACKETED_CLASS = re.compile(
    r"\s*(?:一种|一款|首个|an?|the|另一种|为|是)?\s*(?:[\u4e00-\u9fff]{0,10}"
    r"|(?:[\w-]+,?\s+){0,6})$",
    re.IGNORECASE,
)
_ITS = re.compile(r"其(?:高?选择性|特异性|小分子|靶向|口服)*(?P<head>抑制剂|拮抗剂|激动剂|降解剂)")
_ITS_PREDICATES = {"抑制剂": "inhibits", "拮抗剂": "inhibits", "激动剂": "activates", "降解剂": "degrades"}


_APART = re.compile(r"联合|耐药|不同于|相比|不是|失败|替代|序贯|靶向|抑制|非")


_HYPHENED = re.compile(
    r"\b\w+-(?:in|of|to|and)-[\w-]+|\b(?:an?|the|first|only)\s+(?:[\w-]+\s+){0,3}?(?:approved|used|given)\b",
    re.IGNORECASE,
)
"""Words whose parts are none of their own (`first-in-class`, `the only currently approved`)."""


def _is_outside(between: str) -> bool:
    """Whether the words between drug and class tell them apart; a relative clause before 的 may hold more verbs."""
    relative, _, rest = _HYPHENED.sub("", between).rpartition("的")
    return bool(_OUTSIDE.search(rest) or _APART.search(relative))


@dataclass(frozen=True, slots=True)
class Membership:
    """Drugs that the text puts into a class; `cue` is the class without the name of its target."""

    drugs: tuple[Mention, ...]
    phrase: ClassPhrase
    mechanism: str
    confidence: float
    cue: Span


def members(
    scene: Scene, scenes: Sequence[Scene], lexicon: Lexicon, topic: Group | None = None
) -> Iterator[Membership]:
    """All memberships stated on one level.

    Args:
        scene: The level.
        scenes: All levels of the sentence, for classes or members in brackets.
        lexicon: For what is evident of a drug.
        topic: The drug that the sentence before was about.
    """
    classes = phrases(scene.level, lexicon) if scene.classes is None else scene.classes
    for phrase in (*classes, *_own(scene)):
        before = [*_preceding(scene, scenes, phrase)]
        found = [*_following(scene, scenes, phrase, lexicon, bool(before)), *before]
        found = found or _gapped(scene, phrase, classes)
        yield from found or _fronted(scene, phrase, topic) or _copula(scene, phrase) or _among(scene, phrase)


_JOINS = re.compile(r"\s*[,;]?\s*(?:(?:and|while|whereas|but)\s+)?", re.IGNORECASE)
_ARTICLE = re.compile(r"\s+(?:an?|the|another)\s+(?:[\w-]+\s+){0,4}", re.IGNORECASE)
_IS_A = re.compile(r"\b(?:is|was)\s+(?:an?|the)\s", re.IGNORECASE)


def _gapped(scene: Scene, phrase: ClassPhrase, classes: Sequence[ClassPhrase]) -> list[Membership]:
    """`A is an X inhibitor and B a Y inhibitor`: the copula of the first drug is that of those behind it."""
    level = scene.level
    drug = _left_without_verb(level, phrase)
    before = [c for c in classes if drug and c.end <= drug.start and _JOINS.fullmatch(level.text(c.end, drug.start))]
    if drug is None or not before or not _IS_A.search(level.text(level.start, before[0].start)):
        return []
    return [_membership((drug,), phrase, "copula", 0.85)]


def _left_without_verb(level: Level, phrase: ClassPhrase) -> Mention | None:
    """The drug before a class with nothing but an article between them (`B a Y inhibitor`)."""
    before = [m for m in level.mentions if m.type == "DRUG" and m.end <= phrase.start]
    return before[-1] if before and _ARTICLE.fullmatch(level.text(before[-1].end, phrase.start)) else None


def _own(scene: Scene) -> Iterator[ClassPhrase]:
    """`其抑制剂` behind the gene that it belongs to."""
    for match in _ITS.finditer(scene.level.view):
        start = scene.level.start + match.start()
        before = [g for g in scene.groups if g.kind == "target" and g.end <= start]
        if before and start - before[-1].end < 40:
            yield ClassPhrase(
                start, scene.level.start + match.end(), before[-1].members, _ITS_PREDICATES[match["head"]]
            )


def _membership(drugs: Sequence[Mention], phrase: ClassPhrase, mechanism: str, confidence: float) -> Membership:
    last = max((t.end for t in phrase.targets if phrase.start <= t.start < phrase.end), default=phrase.start)
    return Membership(
        tuple(drugs), phrase, f"apposition {mechanism}", confidence, Span(min(last, phrase.end), phrase.end)
    )


def _drugs(group: Group, phrase: ClassPhrase) -> tuple[Mention, ...]:
    """Members of a group that can be members of the class: neither the class itself nor another class."""
    found: list[Mention] = []
    for member in group.members:
        parts = [p for p in member.parts if p.type == "DRUG"] if member.type == "REGIMEN" else [member]
        found += [p for p in parts if p.type == "DRUG" and p is not phrase.mention]
    return tuple(found)


def _following(
    scene: Scene, scenes: Sequence[Scene], phrase: ClassPhrase, lexicon: Lexicon, is_taken: bool
) -> Iterator[Membership]:
    """Drugs behind a class; behind a comma or a colon only where the class is not said of another drug before it."""
    level = scene.level
    inner = _bracket_at(scenes, level, phrase.end)
    if inner is not None:
        yield from _listed(inner, phrase)
    if _is_short_name(scene, phrase):
        return
    for group in scene.groups:
        if group.kind != "drug" or group.end <= phrase.end:
            continue
        drugs = _first_list(group, phrase)
        if not drugs:
            return
        between = level.text(phrase.end, drugs[0].start)
        is_apart = _LOOSE.fullmatch(between) is not None
        if (_AFTER.fullmatch(between) and not is_apart) or _includes(level, phrase, between):
            yield _membership(drugs, phrase, "after", 0.93)
        elif (
            is_apart
            and not is_taken
            and all(_is_evident(d, phrase, lexicon) for d in drugs)
            and not _is_past(level, phrase)
        ):
            yield _membership(drugs, phrase, "comma", 0.85)
        return


def _is_short_name(scene: Scene, phrase: ClassPhrase) -> bool:
    """Whether a class opens a bracket as the short name of the class before it, which has what the bracket lists."""
    owner = scene.owner.members[-1] if scene.owner is not None else None
    if owner is None or owner.type != "DRUG_CLASS" or phrase.mention is None:
        return False
    return phrase.mention.name in owner.name and not scene.level.text(scene.level.start, phrase.start).strip()


_INCLUDES = re.compile(
    rf"\s+(?:currently\s+|now\s+)?(?:include[sd]?|comprise[sd]?)\s+(?:the\s+)?"
    rf"|{_SPACE}{_CLASS_TAIL}(?:目前|现|已|主要|仅|共|只|还)*有{_SPACE}",
    re.IGNORECASE,
)
_GOVERNED = re.compile(
    r"\b(?:of|with|for|to|from|than|after|on|by|in|versus|plus|and|or)\s[^,;.]*$"
    r"|(?:与|和|及|联合|联用|对|用|加|除|比|向|给予|接受|以|至)[^,;。]{0,8}$",
    re.IGNORECASE,
)


def _includes(level: Level, phrase: ClassPhrase, between: str) -> bool:
    """Whether a class is the subject that is said to include drugs (`Y inhibitors include A`, `Y抑制剂有A`)."""
    clause = level.clauses[level.clause_at(phrase.start)]
    is_said = _INCLUDES.fullmatch(between) is not None
    return is_said and not _GOVERNED.search(level.text(clause.start, phrase.start))


_PAST = re.compile(
    r"(?:\b(?:after|following|despite|before|without|post|prior|failed|failing|on|to|with)\s+(?:an?\s+|the\s+|prior\s+|previous\s+|at least one\s+)*(?:[\w-]+\s+){0,2}"
    r"|(?:经|既往|曾用|用过|对)[^,;。]{0,6})$",
    re.IGNORECASE,
)


def _is_past(level: Level, phrase: ClassPhrase) -> bool:
    """Whether a class is what was given before (`After a covalent Y inhibitor, X …`)."""
    clause = level.clauses[level.clause_at(phrase.start)]
    return bool(_PAST.search(level.text(clause.start, phrase.start)))


def _first_list(group: Group, phrase: ClassPhrase) -> tuple[Mention, ...]:
    """The drugs behind a class; of drugs given together only the first belongs to it."""
    behind = [m for m in group.members if m.start >= phrase.end]
    drugs = tuple(m for m in _drugs(group, phrase) if m.start >= phrase.end)
    if not drugs or behind[0].start != drugs[0].start:
        return ()
    return drugs[:1] if group.joint or behind[0].type == "REGIMEN" else drugs


def _is_evident(drug: Mention, phrase: ClassPhrase, lexicon: Lexicon) -> bool:
    known = lexicon.relation(drug.concept, "target") if drug.concept else ()
    return any(target.name in known for target in phrase.targets)


def _bracket_at(scenes: Sequence[Scene], level: Level, end: int) -> Scene | None:
    for scene in scenes:
        if scene.level.opener >= end and not level.text(end, scene.level.opener).strip(BLANK + " "):
            return scene
    return None


def _listed(inner: Scene, phrase: ClassPhrase) -> Iterator[Membership]:
    """The drugs at the beginning of a bracket behind a class, or behind the short name of the class there (`(cYi,如A、B)`)."""
    level, lists = inner.level, list(inner.groups)
    start = level.start
    if len(lists) > 1 and {m.type for m in lists[0].members} == {"DRUG_CLASS"}:
        start = lists.pop(0).end
    first = next(iter(lists), None)
    if first is None or first.kind != "drug" or not _LIST_HEAD.fullmatch(level.text(start, first.start).lstrip(" ,;")):
        return
    if start > level.start and level.text(level.start, inner.groups[0].start).strip():
        return
    drugs = _drugs(first, phrase)
    if drugs:
        yield _membership(drugs, phrase, "bracket", 0.93)


def _preceding(scene: Scene, scenes: Sequence[Scene], phrase: ClassPhrase) -> Iterator[Membership]:
    level = scene.level
    before = [g for g in scene.groups if g.kind == "drug" and g.end <= phrase.start and _drugs(g, phrase)]
    if not before or behind_names(scene) > level.start:
        yield from _outside(scene, scenes, phrase)
        return
    group = before[-1]
    between = level.text(group.end, phrase.start)
    drugs = _drugs(group, phrase)
    if _REPRESENTED_AFTER.fullmatch(between) and _REPRESENTED.search(level.text(level.start, group.start)):
        yield _membership(drugs, phrase, "represented", 0.93)
        return
    is_own = _belongs_behind(scene, phrase, between) or _is_subject(level, group, phrase, between)
    match = None if is_own else _COPULA.fullmatch(between)
    if (match and not _is_outside(_CONSISTS.sub("", between))) or _is_plural_aside(scene, group, phrase):
        yield _membership(drugs[-1:] if _SINGULAR.match(between) else drugs, phrase, "copula", 0.92)


_SINGULAR = re.compile(r"\s+(?:is|was)\s+(?:an?|the)\s|\s*[,，(]\s*(?:the latter\b|后者)", re.IGNORECASE)
"""A copula of one drug: what `and` joins to it belongs to the words before (`better than A, and B is a Y inhibitor`)."""
_ASIDE = re.compile(rf"{_SPACE},\s+(?:(?!and\b|or\b|other\b)[\w-]+\s+){{0,4}}", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:inhibitors|antibodies|antagonists|agonists|degraders|mimetics|TKIs)\b", re.IGNORECASE)
_VERB_BEHIND = re.compile(
    r"\s*,\s*(?:respectively,\s*)?(?!and\b|or\b|as\b|with\b|plus\b|but not\b)[a-z]+", re.IGNORECASE
)


def _is_plural_aside(scene: Scene, drugs: Group, phrase: ClassPhrase) -> bool:
    """Whether commas set off what two or more drugs are at the beginning of a sentence (`A and B, inhibitors of X and Y, respectively, have`)."""
    level = scene.level
    if len(drugs.members) < PAIR or level.text(level.start, drugs.start).strip():
        return False
    is_plural = _PLURAL.search(level.text(phrase.start, phrase.end)) is not None
    return (
        is_plural
        and _ASIDE.fullmatch(level.text(drugs.end, phrase.start)) is not None
        and _VERB_BEHIND.match(level.text(phrase.end, level.end)) is not None
    )


_COMMA_ARTICLE = re.compile(rf"{_SPACE},\s*(?:an?|the)\s", re.IGNORECASE)
_CODE = re.compile(r"\s+[A-Z]{2,5}[- ]?\d{2,}\w*")


def _belongs_behind(scene: Scene, phrase: ClassPhrase, between: str) -> bool:
    """Whether a class behind a comma introduces the name right behind it (`A, the Y inhibitor B`), a code included."""
    if not _COMMA_ARTICLE.match(between):
        return False
    later = next((g for g in scene.groups if g.kind == "drug" and g.start >= phrase.end), None)
    is_named = later is not None and not scene.level.text(phrase.end, later.start).strip()
    return is_named or bool(_CODE.match(scene.level.text(phrase.end, scene.level.end)))


def _is_subject(level: Level, drugs: Group, phrase: ClassPhrase, between: str) -> bool:
    """Whether a class behind a fronted phrase is the subject of what follows (`After D, a Y inhibitor may be given`)."""
    if not _COMMA_ARTICLE.match(between) or not _FINITE.match(level.text(phrase.end, level.end)):
        return False
    return _ADJUNCT.fullmatch(level.text(level.start, drugs.start)) is not None


_ADJUNCT = re.compile(
    r"\s*(?:in|after|for|following|with|among|on|during|despite|when|if|once)\s[^,;.]{0,120}", re.IGNORECASE
)
_FINITE = re.compile(
    r"\s+(?:\w+ly\s+)?(?:may|can|could|should|might|will|would|is|was|were|are|has|had|remains?|remained)\b",
    re.IGNORECASE,
)


_NEXT_NAME = re.compile(r"\s*[,;、/]\s*")


def behind_names(scene: Scene) -> int:
    """Where a bracket goes on behind the other names of the drug before it, with which it begins."""
    level, at = scene.level, scene.level.start
    for mention in level.mentions:
        sign = _NEXT_NAME.match(level.text(mention.end, level.end))
        is_name = scene.owner is not None and mention.name == scene.owner.members[-1].name
        if not is_name or level.text(at, mention.start).strip() or not sign:
            break
        at = mention.end + sign.end()
    return at


def _outside(scene: Scene, scenes: Sequence[Scene], phrase: ClassPhrase) -> Iterator[Membership]:
    """`X(Y抑制剂)`, `X(x-mab,Y抑制剂)`: the class stands in a bracket right behind the drug, alone or after its names."""
    level = scene.level
    if level.opener < 0 or not _BRACKETED_CLASS.fullmatch(level.text(behind_names(scene), phrase.start)):
        return
    for outer in scenes:
        if outer is scene or not outer.level.start <= level.opener < outer.level.end:
            continue
        for drug in agents(outer.level.mentions):
            if (
                drug.type == "DRUG"
                and drug.end <= level.opener
                and not outer.level.text(drug.end, level.opener).strip()
            ):
                yield _membership((drug,), phrase, "bracket", 0.92)


def _fronted(scene: Scene, phrase: ClassPhrase, topic: Group | None) -> list[Membership]:
    """`作为一种Y抑制剂,X…` and `As a Y inhibitor, X …`."""
    level = scene.level
    index = level.clause_at(phrase.start)
    head = level.text(level.clauses[index].start, phrase.start)
    if not _FRONTED.match(head) or _OUTSIDE.search(head):
        return []
    if level.text(phrase.end, level.clauses[index].end).strip(BLANK + " "):
        return []
    for group in scene.groups:
        if group.kind == "drug" and group.start >= phrase.end and _drugs(group, phrase):
            return [_membership(_drugs(group, phrase)[:1], phrase, "fronted", 0.85)]
    known = topic and _drugs(topic, phrase)
    return [_membership(known, phrase, "fronted ellipsis", 0.6)] if known else []


_OF_KIND = re.compile(rf"{_SPACE}{_CLASS_TAIL}(?:当中|之中|中|里|家族)(?:的)?{_SPACE},?|{_SPACE},", re.IGNORECASE)
_AMONG = re.compile(
    r"(?:^|[,;。]|\s)(?:among|amongst|of|within)\s+(?:the\s+|all\s+)?(?:[\w-]+\s+){0,3}$", re.IGNORECASE
)
_OTHERS = re.compile(r"耐药|失败|治疗|进展|既往|经|后|使用|接受|应用|患者")


def _among(scene: Scene, phrase: ClassPhrase) -> list[Membership]:
    """`Y抑制剂中,X的…` and `Among Y inhibitors, X …`: the drug told of next is one of the class."""
    level = scene.level
    clause = level.clauses[level.clause_at(phrase.start)]
    head = level.text(clause.start, phrase.start)
    following = next((g for g in scene.groups if g.kind == "drug" and g.start >= phrase.end), None)
    if following is None or phrase.mention is None or not (drugs := _first_list(following, phrase)):
        return []
    between = level.text(phrase.end, drugs[0].start)
    is_partitive = _AMONG.search(head) if between.isascii() else not _OTHERS.search(head)
    return [_membership(drugs, phrase, "partitive", 0.85)] if is_partitive and _OF_KIND.fullmatch(between) else []


_IS = re.compile(
    r"(?:是|为|作为|属于|系|\b(?:is|are|was|were|as)\b)\s*(?:一种|一款|一类|首个|首款|an?\s|the\s"
    r"|另一种)?(?P<mods>(?:[^,;。:()]{0,22}?|(?:[\w-]+,?\s+){0,8}?))$",
    re.IGNORECASE,
)


def _is_of_other(level: Level, phrase: ClassPhrase, start: int) -> bool:
    """Whether another drug that leaves out its verb stands between a copula and a class."""
    other = _left_without_verb(level, phrase)
    return other is not None and other.start >= start


def _copula(scene: Scene, phrase: ClassPhrase) -> list[Membership]:
    """`该药是一种Y抑制剂`, `并为首个Y抑制剂`: the subject stands further left or is left out."""
    level = scene.level
    clause = level.clauses[level.clause_at(phrase.start)]
    match = _IS.search(level.text(clause.start, phrase.start))
    if not match or _is_outside(match["mods"]) or _is_of_other(level, phrase, clause.start + match.start()):
        return []
    found = scene.subject(clause.start + match.start())
    drugs = _drugs(found, phrase) if found else ()
    return [_membership(drugs, phrase, "ellipsis", 0.75)] if drugs else []
