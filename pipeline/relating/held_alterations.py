"""Which alterations of a level a word of response can be said of at all.

An alteration beside a response word need not be its subject: it may be absent, be what an exception takes out, name
cells of no tumour, or name the population that something else acts on.

>>> from pipeline.relating.clauses import levels
>>> text = "除T315I外,F317L对达沙替尼耐药"
>>> names = [Mention(1, 6, "ALTERATION", "T315I"), Mention(8, 13, "ALTERATION", "F317L")]
>>> read = levels(text, 0, len(text), names)
>>> [mention.text for _, mention in held(read[0], read)]
['F317L']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.records import Mention
from pipeline.relating import hosts, therapies
from pipeline.relating.clauses import BLANK, Level, family
from pipeline.relating.cue_words import FOR_EXAMPLE

DOUBTFUL = 0.5
_TRAILING = 8
_NAMED = 14
_COUNT_REACH = 12
_GENERAL = re.compile(r"(?<!exon \d)(?: pathway|[ -]factor| gene| family| complex) mutation$")
_KIND = re.compile(r"-class (?:fusion|rearrangement)$")
_SITE = re.compile(r" (?:[A-Z]\d+ mutation|p\.[A-Z][a-z]{2}\d+)$")
_SPECIMEN, _SPECIMEN_REACH = "specimen of a general mutation", 24
_EXAMPLES = re.compile(
    rf"[\s(]*(?:如|例如|包括|比如|含|包含|尤其是|特别是|尤以|such as|including|for example,?|for instance,?|namely|{FOR_EXAMPLE}|主要为|[^()]{{0,16}}中?(?:报道|常见"
    r"|发现)的)?\s*$",
    re.IGNORECASE,
)
_CLASS_HEAD = re.compile(
    r"[\s-]*(?:激酶|小分子|kinase\s|tyrosine\skinase\s|mutant\s)?(?:抑制剂|inhibitors?\b|antagonists?\b|degraders?\b|TKIs?\b)",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"(?<!或)(?<!or )(?<!and )(?:不含|不伴|(?<![有是毫])无|未携带|不携带|未检出|without|lacking)\s*$", re.IGNORECASE
)
_NEGATED = re.compile(r"(?:不含|不伴|无|未携带|不携带|without|lacking|no )", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"(?:(?<![并除是])非|\bnon-?|unlike|in contrast (?:to|with)|as opposed to|不同于|有别于)\s*$", re.IGNORECASE
)
_LOOKED_FOR = re.compile(
    r"\b(?:screened|tested|examined|sequenced|assessed|evaluated|genotyped|analy[sz]ed|profiled|interrogated|searched) for\s+"
    r"(?:the\s+)?(?:(?:presence|absence|detection) of\s+)?$",
    re.IGNORECASE,
)
_YARDSTICK = re.compile(r"(?:(?<!比)较|相[较比]于?|(?<![对百占等])比|[优劣好差长短高低]于)\s*$")
_MEASURED = re.compile(
    r"(?:型|阳性|突变)*(?:者|患者|病例|组|人群|肿瘤|细胞)?(?:的|更|生存|预后|,|。|$|明显|显著|对|而言)"
)
_LIKENED = re.compile(r"(?:与|和|同)(?:携带|伴)?$")
LIKENED_TO = re.compile(r"(?:突变|阳性|型)*(?:者|患者|病例|组|细胞)?(?:相比|比较|相较)较?[,，]")
"""What stands behind an alteration by which another one is measured (`与X者相比,`)."""
_NEGATIVE = re.compile(
    r"\s?(?:阴性|[-\s]negative\b)|(?:突变|克隆)?(?:(?:始终|一直|均|仍|全程|历次){1,2}(?:为|呈)?(?:阴性|未检出|未见|未出现|测不到)|从未(?:检出|出现|测到))"
    r"|\s+(?:clone\s+|mutation\s+)?(?:(?:remained|stayed|was\s+(?:always|still|consistently|repeatedly))\s+(?:negative|absent|undetectable|undetected)|was\s+never\s+(?:detected|found|seen|present))\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(rf"[\s{BLANK}]*(?:[≤<>≥]|转录本|transcript)", re.IGNORECASE)
_EXCEPT = re.compile(r"(?:除(?!了)|except(?: for)?\s|other than\s|excluding\s)(?:(?!外)[^;。]){0,40}$", re.IGNORECASE)
_EXCEPT_END = re.compile(
    r"[^;。]{0,30}?(?:之外|以外|外(?!显子|源|周)|,)(?![,，]?\s*(?:还|也|亦|尚|另|又|同时|并))", re.IGNORECASE
)
_TAKEN_OUT = re.compile(rf"[^,;。]{{0,12}}除外(?!{BLANK}?[^,;。]{{0,4}}的)")
_APART = re.compile(r"(?:之外|以外)的|\s*以外")
_BESIDE = re.compile(r"(?:与|和|同|with)\s*$", re.IGNORECASE)
_TOGETHER = re.compile(r"(?:(?:以|呈)[顺反]式)?(?:共存|并存|同存|共现|同时出现|同时存在)(?:时|才)|呈[顺反]式")
_COUNT = re.compile(
    r"(?:等|这)?(?:[一二两三四五六七八九十数多\d]+(?:个|种|类|处)|等?常见的?|等多种|等不同|(?:及|和|与|等)其他|等)|,?\s*(?:and|or) other\s*"
)
_OF_KIND = re.compile(r"\s*(?:secondary|acquired|point|missense|resistance|hotspot|substitution)?\s*", re.IGNORECASE)
Held = Sequence[tuple[int, Mention]]


def held(level: Level, read: Sequence[Level]) -> tuple[tuple[int, Mention], ...]:
    """Alterations with the offset at which they stand on a level: those of a bracket stand at the bracket.

    A general alteration gives way to the changes that a bracket spells out (ruling 8), not to
    mere examples (`如`) of an alteration that it names shortly.
    """
    own = [(m.start, m) for m in level.mentions if m.type == "ALTERATION" and _is_told_of(level, m)]
    own = list(_spelled_out(level, own))
    for inner in read:
        if inner is level or not level.start <= inner.opener < level.end:
            continue
        shown = [m for m in inner.mentions if m.type == "ALTERATION" and _is_told_of(inner, m)]
        opening = inner.text(inner.start, shown[0].start) if shown else ""
        if not shown or not _EXAMPLES.fullmatch(opening):
            continue
        if len(inner.text(shown[-1].end, inner.end).strip()) > _TRAILING:
            continue
        before = [m for _, m in own if 0 <= inner.opener - m.end <= 2]
        general = next((m for m in before if m.name.endswith(" mutation")), before[0] if before else None)
        if general is not None and all(m.name == general.name or _SITE.search(m.name) for m in shown):
            continue
        if general is not None and (_GENERAL.search(general.name) or (len(shown) > 1 and _KIND.search(general.name))):
            own = [(at, m) for at, m in own if (m.span, m.name) != (general.span, general.name)]
        named = opening.strip() and general is not None and len(general.text) <= _NAMED
        if general is not None and not named and general.gene and any(m.gene == general.gene for m in shown):
            own = [(at, m) for at, m in own if (m.span, m.name) != (general.span, general.name)]
        own += [(inner.opener, m) for m in shown]
    own = [(at, m) for at, m in own if not (_counts_others(level, m) or _is_spelled_out(level, m))]
    own = own or [(level.start, m) for m in _owner(level, read)]
    return tuple(sorted(own, key=lambda pair: pair[0]))


def _owner(level: Level, read: Sequence[Level]) -> Iterator[Mention]:
    """The alteration right before a bracket that says what it responds to (`G1202R(resistant to D)`)."""
    is_told = level.opener >= 0 and any(family(m) == "drug" for m in level.mentions)
    if not is_told or not _TELLS.match(level.text(level.start, level.end)):
        return
    for outer in read:
        if outer is level or not outer.start <= level.opener < outer.end:
            continue
        last = next((m for m in reversed(outer.mentions) if m.end <= level.opener), None)
        if (
            last is not None
            and last.type == "ALTERATION"
            and _BEFORE_BRACKET.fullmatch(outer.text(last.end, level.opener))
        ):
            yield last


_TELLS = re.compile(
    r"\s*(?:对(?!照)|(?:which|that)\s+(?:is|are|confer\w*|cause\w*|remain\w*|respond\w*|mediate\w*)\b|(?:\w+ly\s+)?(?:(?:in)?sensitive|resistant|refractory|responsive)\s+to"
    r"|(?:conferring|causing|mediating)\s|(?:sensitivity|resistance)\s+to\b|(?:可)?(?:导致|介导|引起)[^,，;。]{1,16}耐药)",
    re.IGNORECASE,
)
_BEFORE_BRACKET = re.compile(
    r"(?:\s*V?\d?[ab]?\s*(?:变体|突变体?|变异|位点|阳性|型|mutations?|variants?|substitutions?))?\s*", re.IGNORECASE
)


def _spelled_out(level: Level, own: Held) -> Iterator[tuple[int, Mention]]:
    """Alterations without the general ones whose genes are named beside them; genes named behind stand in their place."""
    general: Mention | None = None
    for number, (at, mention) in enumerate(own):
        if mention.reason == _SPECIMEN and general is not None and _is_near(level, own[number - 1][1], mention):
            yield general.start, mention
            continue
        general = mention if _GENERAL.search(mention.name) else None
        beside = [own[n][1] for n in (number - 1, number + 1) if general is not None and 0 <= n < len(own)]
        if not any(m.reason == _SPECIMEN and _is_near(level, m, mention) for m in beside):
            yield at, mention


def _is_near(level: Level, one: Mention, other: Mention) -> bool:
    """Whether no more than a few words of one sentence stand between two mentions."""
    left, right = sorted((one, other), key=lambda m: m.start)
    between = level.text(left.end, right.start)
    return len(between) <= _SPECIMEN_REACH and not re.search("[;。]", between)


def _counts_others(level: Level, alteration: Mention) -> bool:
    """Whether an alteration only sums up those just named (`A20T、A27P两个PSMB5突变`)."""
    return any(
        m.type == "ALTERATION"
        and genes(m) & genes(alteration)
        and m.name != alteration.name
        and _sums_up(alteration, m, level.text(m.end, alteration.start))
        for m in level.mentions
        if 0 < alteration.start - m.end <= _COUNT_REACH
    )


def _sums_up(alteration: Mention, named: Mention, between: str) -> bool:
    """Whether the words between two alterations make the second the kind that the first is of (`G2032R secondary mutations of ROS1`)."""
    is_kind = alteration.name.endswith(" mutation") and " p." in named.name
    return bool(_COUNT.fullmatch(between) or (is_kind and _OF_KIND.fullmatch(between)))


def _is_spelled_out(level: Level, alteration: Mention) -> bool:
    """Whether an unspecified mutation is followed at once by the changes meant (`BTK variants C481S and T474I`)."""
    return alteration.name.endswith(" mutation") and any(
        m.type == "ALTERATION"
        and " p." in m.name
        and genes(m) == genes(alteration)
        and _AT_SITES.fullmatch(level.text(alteration.end, m.start))
        for m in level.mentions
        if 0 <= m.start - alteration.end <= _SITE_REACH
    )


_AT_SITES = re.compile(
    r"\s*(?:(?:at|affecting|involving)\s+(?:(?:the|amino|acid|positions?|residues?|codons?)\s+)*)?", re.IGNORECASE
)
_SITE_REACH = 30


def genes(alteration: Mention) -> set[str]:
    return set(re.split(";|::", alteration.gene or alteration.name.split(" ")[0]))


def _is_told_of(level: Level, alteration: Mention) -> bool:
    """Whether an alteration is one that something can be said of: present, no measured level, no part of a class."""
    left, right = level.text(level.start, alteration.start), level.text(alteration.end, level.end)
    if alteration.score < DOUBTFUL or _ABSENT.search(left) or _LEVEL.match(right):
        return False
    if _UNDONE_BEFORE.search(left[-_LOOK_BACK:]) or _is_undone(alteration, right):
        return False
    if _OTHERWISE.search(left) or _NEGATIVE.match(right) or _LOOKED_FOR.search(left):
        return False
    if (_EXCEPT.search(left) and _EXCEPT_END.match(right)) or _TAKEN_OUT.match(right):
        return False
    if _APART.match(right) or (_BESIDE.search(left) and _TOGETHER.match(right)):
        return False
    if _LIKENED.search(left[-_LOOK_BACK:]) and LIKENED_TO.match(right):
        return False
    if _CLASS_HEAD.match(right) or (_YARDSTICK.search(left) and _MEASURED.match(right)):
        return False
    if therapies.words("foreign_cell").match(right.lstrip(" 的")) or _only_limits(level, alteration):
        return False
    if hosts.is_host(level, alteration) or _CONCEDED.search(left) or _is_model(level, alteration, left, right):
        return False
    if _is_place(level, alteration, left, right) or _is_kind_of_disease(level, alteration, right):
        return False
    classes = (m for m in level.mentions if m.type == "DRUG_CLASS" and m.start >= alteration.end)
    return all(level.text(alteration.end, m.start).strip() for m in classes)


def _is_undone(alteration: Mention, right: str) -> bool:
    """Whether the words behind an alteration make another change of it, unless they are part of its name."""
    said = _UNDONE.match(right)
    if said is None or _LOST_NAME.search(alteration.name):
        return False
    return not (_SPLICED.search(said.group()) and _SPLICE_NAME.search(alteration.name))


def is_of_undone(level: Level, at: int) -> bool:
    """Whether the clause of a word has an alteration that is gone for its subject (`X清除者预后好`).

    Args:
        level: The level.
        at: Where the word stands.
    """
    clause = level.clauses[level.clause_at(at)]
    named = [m for m in level.within(clause.start, at) if m.type == "ALTERATION"]
    return any(_is_undone(m, level.text(m.end, clause.end)) for m in named)


_SPLICED = re.compile(r"splic|剪接", re.IGNORECASE)
_SPLICE_NAME = re.compile(r"splic|skipping|-V\d|::", re.IGNORECASE)
"""Names of changes that are a splicing themselves, or of fusions, whose variants are kinds of them (`AR-V7 splice variant`)."""


_UNDONE = re.compile(
    r"[\s-]*(?:(?:mutation|mutant|mutated|variant|allele|clone|clonal|subclone|transcript)s?\s+|ctDNA\s+)*"
    r"(?:loss|clearance|disappearance|eradication|elimination|depletion|negativity|splice\s+variants?|splicing|amplification|copy[\s-]number\s+gains?)\b(?!\s+of\s+heterozygosity)"
    r"|(?:突变|等位基因|克隆|转录本|的)*(?:丢失|消失|清除(?!率|剂)|转阴|剪接(?:变异)?体?)|(?:突变|等位基因)*的?(?:基因|拷贝数)?扩增",
    re.IGNORECASE,
)
_UNDONE_BEFORE = re.compile(
    r"\b(?:loss|clearance|disappearance|eradication|elimination|amplification)\s+of\s+(?:(?:the|an?|detectable|mutant|allelic|all)\s+)*$|(?:丢失|失去)了?$",
    re.IGNORECASE,
)
"""Words that make of a named change another one: that it is gone, copied or spliced (`T790M loss`, `V600E splice variants`)."""
_LOOK_BACK = 60
_LOST_NAME = re.compile(r" (?:loss|deletion|silencing|inactivation|amplification)$")
_CONCEDED = re.compile(
    r"(?:即使|即便|纵使|哪怕)(?:同时)?(?:合并有?|伴有?|携带|存在|并存)\s*$|\beven (?:with|when|if) (?:co-?occurring )?$",
    re.IGNORECASE,
)
"""Words that an alteration makes no difference to what is said (`DUX4重排者即使合并IKZF1缺失,预后仍佳`)."""


def _is_place(level: Level, alteration: Mention, left: str, right: str) -> bool:
    """Whether a fusion only tells where another change is (`X mutations in the B2 domain of Y::X`, `Y::X激酶区的X突变`)."""
    if "::" not in alteration.name:
        return False
    others = [m for m in level.mentions if m.type == "ALTERATION" and m.span != alteration.span]
    if _PART_OF.search(left):
        return any(m.end <= alteration.start for m in others)
    if _FOUND_IN.search(left) and _ONE_COPY.match(right):
        return any(m.end <= alteration.start for m in others)
    part = _ITS_PART.match(right)
    return part is not None and any(m.start == alteration.end + part.end() for m in others)


def _is_kind_of_disease(level: Level, alteration: Mention, right: str) -> bool:
    """Whether a fusion only tells the disease of those who carry a change of its gene (`G2032R突变的ROS1阳性肺癌`)."""
    before = next((m for m in reversed(level.mentions) if m.type == "ALTERATION" and m.end <= alteration.start), None)
    if before is None or " p." not in before.name or not REARRANGED.search(alteration.name):
        return False
    is_beside = _OF_WHICH.fullmatch(level.text(before.end, alteration.start)) is not None
    named = next((m for m in level.mentions if m.type == "DISEASE" and m.start >= alteration.end), None)
    is_of_disease = named is not None and _STAGE.fullmatch(right[: named.start - alteration.end]) is not None
    return is_beside and is_of_disease and bool(genes(before) & (genes(alteration) | set(alteration.name.split("::"))))


_OF_WHICH = re.compile(r"(?:突变|变异|阳性)?(?:者)?的?|[\s-]*(?:mutant|mutated|positive)?,?\s+", re.IGNORECASE)
_STAGE = re.compile(
    r"(?:阳性|型|的|晚期|转移性|复发|难治性?)*|[\s-]*(?:positive|rearranged|driven|advanced|metastatic|\s)*",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"\b(?:domain|region|portion|moiety|part|segment|terminus|pocket|exons?(?:\s+[\d-]+)?|partner|half)s?\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ONE_COPY = re.compile(r"\s+(?:alleles?|kinase|transcripts?|gene|(?:fusion )?protein|oncoprotein)\b", re.IGNORECASE)
_ITS_PART = re.compile(
    r"(?:融合)?(?:蛋白|基因)?的?[A-Za-z0-9-]{0,8}[^,;。]{0,8}?(?:结构域|激酶域|激酶区|功能域|区域|片段|口袋|部分|域|区)(?:内|中|上)?的?\s*"
)


def _is_model(level: Level, alteration: Mention, left: str, right: str) -> bool:
    """Whether an alteration only tells the model in which another was found (`X mutations in a Y xenograft`)."""
    if not (_MODEL.match(right) and _FOUND_IN.search(left)):
        return False
    return any(m.type == "ALTERATION" and m.end <= alteration.start for m in level.mentions)


_MODEL = re.compile(
    r"[\s-]*(?:[\w-]+\s+){0,3}?(?:xenografts?|PDXs?|organoids?|cell\s+lines?|models?|mice|mouse)\b", re.IGNORECASE
)
_FOUND_IN = re.compile(
    r"(?:\b(?:mutations?|variants?|substitutions?|amplification|changes)|\d[A-Z])\s+in\s+(?:an?\s+|the\s+)?$",
    re.IGNORECASE,
)


def _only_limits(level: Level, alteration: Mention) -> bool:
    """Whether what is absent only limits another alteration (`NPM1突变不伴FLT3-ITD`)."""
    if not _NEGATED.match(alteration.text):
        return False
    return any(m.type == "ALTERATION" and 0 <= alteration.start - m.end <= 3 for m in level.mentions)


REARRANGED = re.compile(r" (?:rearrangement|fusion|amplification)$|::")
