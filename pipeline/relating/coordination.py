"""Lists of names that share one role: `A、B和C`, `A, B, and C`, `A/B`, `BAX/BAK`, `A联合B`.

One verb has one subject and one object, but each of these may name many things; claims are multiplied out from
groups. A group whose drugs are given together says so in `joint`, because a joint effect has the regimen as subject.

>>> text = "伊布替尼、泽布替尼和acalabrutinib"
>>> drugs = [Mention(0, 4, "DRUG", text[:4]), Mention(5, 9, "DRUG", text[5:9]), Mention(10, 23, "DRUG", text[10:])]
>>> (group,) = groups(levels(text, 0, len(text), drugs)[0])
>>> [m.text for m in group.members], group.joint
(['伊布替尼', '泽布替尼', 'acalabrutinib'], False)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.records import Mention
from pipeline.relating.clauses import BLANK, Level, family
from pipeline.relating.clauses import levels as levels

_LINK = re.compile(
    rf"[\s{BLANK}]*(?:等(?=[和与及]))?(?:(?:proteins?|mRNA|gene|expression|levels?|activity|phosphorylation)\s(?=(?:and|or)\b))?(?:的?\s?(?:mRNA|蛋白)?(?:功能|活性|表达|水平|信号|磷酸化|活化"
    rf"|信号通路)(?=[及和与、]))?(?:[、/,，+&＋×-]|和\s*/\s*或|和{BLANK}+或|和|与|及其(?:下游|上游)?的?|以及|及"
    r"|或|联合|联用|加|\band\s*/\s*or\b|\band\b|\bor\b"
    r"|\bnor\b|\b(?:and|or)\s+(?:to|against|of)\b(?=\s)|\b(?:and|or|but)\s+(?:(?:only|also|even|equally|likewise|often|sometimes|possibly|largely)\s+)?(?:partially|partly|probably|to a (?:lesser|smaller|greater|similar) (?:degree|extent))\s+(?:to|against|of)\b(?=\s)|\band,\s+(?:at|in|for|when|given|after|once)\s[^,;.]{2,40},\s+(?:to|against|of)\b(?=\s)|\b(?:as well as|and also|but also)\b(?:\s(?:to|against|of|for|with)\b)?|\bplus\b|\bcombined with\b|\bin combination with\b|,\s*(?:and|or)\b"
    r"|[,，、]\s*(?:以及|及|和|与|或))?"
    rf"[\s{BLANK}]*(?:国产|进口|新型|新药|新一代|our\s|the\s|its\s)?"
    rf"[\s{BLANK}]*(?:(?:cleaved|active|activated|phospho|phosphorylated|mutant|磷酸化|活化|切割|剪切)[\s-]?|[cp]-)?",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[+＋]|联合|联用|加|plus|combin", re.IGNORECASE)
_JOINT_AFTER = re.compile(
    rf"[\s{BLANK}]*(?:的)?(?:联合|联用|合用|组合|协同|双药|三药|in combination|combination)", re.IGNORECASE
)
_DESCRIPTOR = re.compile(
    r"(?:抗凋亡|促凋亡|效应|癌|融合|致癌)?(?:蛋白|激酶|受体|基因|分子|protein|kinase|receptor"
    r"|gene)s?\s*$",
    re.IGNORECASE,
)


_NOUN = re.compile(
    r"^[\s\x00]*(?:信号通路|通路|蛋白家族|家族|蛋白|激酶|受体|基因|family|kinases?|receptors?)(?=[\s、,，和与及或])"
)
_ON_CELLS = re.compile(
    r"^[\s\x00]+(?:\w+ly\s+)?on\s+(?:the\s+(?:surface\s+of\s+)?)?(?:[\w+-]+\s+){0,2}(?:cells?|surface|blasts|lymphocytes)(?=[\s,])"
    r"|(?<=[和与及或、])(?:[^和与及或、,;。()]{1,8}细胞(?:表面|膜|上|膜上)?|表面|膜上)的?$",
    re.IGNORECASE,
)
"""Where a target stands, between it and the next of a list (`CD3 on T cells and BCMA`, `CD3和浆细胞表面的BCMA`)."""
_FRONTING = re.compile(
    r"(?:^|[,;.]\s)\s*(?:unlike|like|compared (?:with|to)|in contrast (?:with|to)|similar to|relative to|besides|beyond"
    r"|instead of|(?:as|being) an?(?:\s+[\w-]+){0,3}|as one of the(?:\s+[\w-]+){0,3}|as for|as regards|regarding|with regard to|turning to|in addition to|after|following|before|among|contrary to)\s+(?:(?:the|all|most|many)\s+)?(?:other\s+(?:[\w-]+\s+){0,2})?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Coordinated mentions of one family (`drug`, `target`, `alteration`); section offsets."""

    kind: str
    members: tuple[Mention, ...]
    start: int
    end: int
    joint: bool = False


@lru_cache(maxsize=64)
def groups(level: Level) -> tuple[Group, ...]:
    """All lists of a level, in order; a name that stands alone is a group of one. Kept for the levels asked for last."""
    found: list[Group] = []
    run: list[Mention] = []
    joint = False
    start = 0
    for mention in level.mentions:
        if not family(mention):
            continue
        if run and family(mention) == family(run[0]):
            if len(run) > 1 and _introduces(level, run[-1], mention):
                run[-1] = mention
                continue
            if _renames(level, run[-1], mention):
                run[-1:] = [_specific(run[-1], mention)]
                continue
            link = _link(level, run[-1], mention)
            if link is not None and not (_is_fronted(level, run, link) or _is_aside(level, run, mention, link)):
                joint = joint or bool(_JOINT.search(link))
                run.append(mention)
                continue
        if run:
            found.append(_group(level, run, joint, start))
        run, joint, start = [mention], False, mention.start
    if run:
        found.append(_group(level, run, joint, start))
    return tuple(found)


def is_fronted(left: str) -> bool:
    """Whether the words before a name front it (`As for A, B …`)."""
    return _FRONTING.search(left) is not None


def _is_fronted(level: Level, run: Sequence[Mention], link: str) -> bool:
    """`Unlike A, B …`: a bare comma after a fronted phrase joins nothing."""
    is_bare = len(run) == 1 and link.strip(" " + BLANK) == ","
    return is_bare and bool(_FRONTING.search(level.text(level.start, run[0].start)))


_CLOSES = re.compile(rf"[\s{BLANK}]*,?[\s{BLANK}]*(?:and|or|和|与|及)[\s{BLANK}]*", re.IGNORECASE)


def _is_aside(level: Level, run: Sequence[Mention], mention: Mention, link: str) -> bool:
    """`A and B, Y inhibitors, …`: a class behind a closed list of drugs and a bare comma says what they are."""
    if mention.type != "DRUG_CLASS" or link.strip(" " + BLANK) != "," or {m.type for m in run} != {"DRUG"}:
        return False
    return len(run) > 1 and _CLOSES.fullmatch(level.text(run[-2].end, run[-1].start)) is not None


def _renames(level: Level, left: Mention, right: Mention) -> bool:
    """`核输出蛋白XPO1` is one target named twice, `VEGF/VEGFR通路` one pathway, `T315I突变型BCR::ABL1` one fusion."""
    if left.type == right.type == "ALTERATION" and left.gene in right.name.split("::"):
        return left.span != right.span and not level.text(left.end, right.start).strip()
    if family(left) != "target" or left.span == right.span:
        return False
    between = level.text(left.end, right.start)
    if left.type == "GENE" and right.type == "PATHWAY":
        return between.strip(" " + BLANK) in ("/", "-")
    if left.type == "PATHWAY" and right.type == "GENE":
        return between.strip(" " + BLANK).lower() in ("protein", "蛋白", "factor", "receptor")
    return left.type == right.type == "GENE" and not between.strip()


_AIMED = re.compile(r"inhibitor|antibody|antagonist|agonist|degrader|blocker|conjugate|engager|car-|anti-")


def _introduces(level: Level, left: Mention, right: Mention) -> bool:
    """Whether a class without a target of its own only introduces the drug right behind it (`甲药及新型调节剂乙药`)."""
    is_class = left.type == "DRUG_CLASS" and right.type == "DRUG" and not _AIMED.search(left.name)
    return is_class and not level.text(left.end, right.start).strip()


def _specific(left: Mention, right: Mention) -> Mention:
    """Of two names for one target the one that says more: the pathway or the fusion, and not the family."""
    return left if right.name.endswith((" family", " complex")) and right.type == left.type else right


_APPOSED = re.compile(rf"[\s{BLANK}]*,\s*(?:an?|the|one of the)\s+(?:[\w-]+\s+){{0,3}}[\w-]*-?", re.IGNORECASE)


_KIND_ENDS = re.compile(rf"[\s{BLANK}]*(?:类?(?:药物|新药|制剂)|类药|类|药)?[\s{BLANK}]*")


def _named_behind(level: Level, before: Group, group: Group) -> bool:
    """Whether a list of drugs ends in a class that introduces what stands right behind it (`A以及新型Y抑制剂药物B`)."""
    is_list = before.kind == group.kind == "drug" and len(before.members) > 1
    is_introduced = is_list and before.members[-1].type == "DRUG_CLASS" and group.members[0].type == "DRUG"
    return is_introduced and _KIND_ENDS.fullmatch(level.text(before.end, group.start)) is not None


def apposed(level: Level, lists: Sequence[Group]) -> tuple[Group, ...]:
    """Lists of drugs in which a class that only describes the drug before it is passed over (`D, a Y inhibitor, and E`)."""
    kept: list[Group] = []
    for group in lists:
        before = kept[-1] if kept else None
        if before is not None and _named_behind(level, before, group):
            kept[-1] = replace(before, members=(*before.members[:-1], *group.members), end=group.end)
            continue
        is_described = (
            before is not None
            and before.kind == group.kind == "drug"
            and group.members[-1].span != group.members[0].span
            and before.members[-1].type != "DRUG_CLASS"
            and group.members[0].type == "DRUG_CLASS"
            and _APPOSED.fullmatch(level.text(before.end, group.start))
        )
        if before is not None and is_described:
            kept[-1] = replace(before, members=(*before.members, *group.members[1:]), end=group.end)
        else:
            kept.append(group)
    return tuple(kept)


def linked(level: Level, start: int, end: int) -> bool:
    """Whether nothing but a conjunction stands between two section offsets."""
    between = level.text(start, end)
    return bool(between.strip(" " + BLANK)) and _is_link(between)


def _group(level: Level, run: list[Mention], joint: bool, start: int) -> Group:
    kind, end = family(run[0]), run[-1].end
    if kind == "drug" and not joint and len(run) > 1:
        joint = bool(_JOINT_AFTER.match(level.text(end, level.end)))
    return Group(kind, tuple(run), start, end, joint)


def _link(level: Level, left: Mention, right: Mention) -> str | None:
    """The words that join two names, or None where something else stands between them."""
    if left.start == right.start and left.end == right.end:
        return ""
    between = level.text(left.end, right.start)
    if not between.strip():
        return None
    if _BUT_ALSO.fullmatch(between) and _NOT_ONLY.search(level.text(max(level.start, left.start - 16), left.start)):
        return between
    if left.type == right.type == "DRUG" and (given := _given_with(between)):
        return given
    if len(between) > 60 or ("," in between and not (left.text.isascii() or right.text.isascii())):
        return None
    if "," in between and level.clause_at(left.start) != level.clause_at(right.start):
        return None
    if _ACTIVATED.search(between) and not right.name.upper().startswith("CASP"):
        return None
    if between.strip(" " + BLANK) and _is_link(between):
        return between
    bare = _DESCRIPTOR.sub("", _ON_CELLS.sub("", _NOUN.sub("", between))) if family(right) == "target" else between
    return between if bare.strip(" " + BLANK) and _is_link(bare) else None


@lru_cache(maxsize=512)
def _is_link(between: str) -> bool:
    """Whether words join two names; each relation asks for the same ones."""
    return _LINK.fullmatch(between) is not None


_ACTIVATED = re.compile(rf"\band[\s{BLANK}]+activated\s$", re.IGNORECASE)
"""A second verb (`inhibited X and activated Y`), but for proteases, of which it tells the form (`and activated caspase-3`)."""
_NOT_ONLY = re.compile(
    r"(?:不仅|不但|不只|不光)对[\s\x00]*$|\bnot only (?:to|against|for)\s+(?:the\s+)?$", re.IGNORECASE
)
_BUT_ALSO = re.compile(
    r"[\s\x00]*,?(?:而且|并且|也|还|更|亦)(?:也|还)?对[\s\x00]*|\s*,?\s*but\s+(?:also\s+)?(?:to|against|for)\s+(?:the\s+)?",
    re.IGNORECASE,
)
"""Round the first name of a list that goes on behind it (`不仅对甲,而且对乙`, `not only to A but to B`)."""


_DOSE = re.compile(
    r"\s*\d[\d.,]*\s*(?:mg|μg|µg|ug|g)(?:/(?:m2|m²|kg|d|天|日))*(?![A-Za-z])"
    r"(?:\s*(?:once daily|twice daily|daily|every other day|weekly|qd|bid|每[天日周]?\d?次?|隔日\d?次?))?",
    re.IGNORECASE,
)
_GIVEN_WITH = re.compile(
    r"[,，]?\s*(?:并?联合|联用|并用|合用|加用?|\+|plus|with|in combination with|combined with|together with)\s*",
    re.IGNORECASE,
)


def _given_with(between: str) -> str:
    """The sign of a joint list for two drugs whose doses stand between them (`D 100 mg/d,加E`), else ""."""
    bare, doses = _DOSE.subn("", between)
    return "+" if doses and _GIVEN_WITH.fullmatch(bare.strip()) else ""
