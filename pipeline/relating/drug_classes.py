"""Classes that name their target: `BCL-2抑制剂`, `BCL-2/BCL-XL双重抑制剂`, `抗CD20单抗`, `selective BTK inhibitor`.

The class by itself makes no claim (guideline, section 4), but whatever is said to be one gets its target and direction
from the class's own words, whether the recognisers took these words for a DRUG_CLASS or not.

>>> from pipeline.lexicon import Lexicon
>>> from pipeline.relating.clauses import levels
>>> text = "双重FLT3/AXL抑制剂"
>>> genes = [Mention(2, 6, "GENE", "FLT3"), Mention(7, 10, "GENE", "AXL")]
>>> (found,) = phrases(levels(text, 0, len(text), genes)[0], Lexicon(()))
>>> [t.text for t in found.targets], found.predicate, (found.start, found.end)
(['FLT3', 'AXL'], 'inhibits', (2, 13))
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.records import Mention
from pipeline.relating.clauses import BLANK, Level, family
from pipeline.relating.coordination import Group, groups
from pipeline.relating.cue_words import alternation, body, column, key

_TABLE = "drug_class_words"
_TARGETS = ("GENE", "PATHWAY")
_ACTED_ON = re.compile(r"(?:靶向|针对|结合|识别|抑制|阻断|作用于|克服|对抗|应对|攻克)\s*$")


@dataclass(frozen=True, slots=True)
class ClassPhrase:
    """A class and the targets in its name; section offsets. `mention` is the DRUG_CLASS, where it is one."""

    start: int
    end: int
    targets: tuple[Mention, ...]
    predicate: str
    mention: Mention | None = None


@lru_cache(maxsize=1)
def _head_after() -> re.Pattern[str]:
    heads = body(column(_TABLE, "predicate", role="head"))
    modifiers = body(column(_TABLE, "predicate", role="modifier"))
    return re.compile(rf"(?:{BLANK}|\s|-|、|,|{modifiers})*(?P<head>{heads})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _head_inside() -> re.Pattern[str]:
    return alternation(column(_TABLE, "predicate", role="head"))


@lru_cache(maxsize=256)
def _heads(class_text: str) -> tuple[re.Match[str], ...]:
    """The head nouns in the words of a class, which a paper says again and again."""
    return tuple(_head_inside().finditer(class_text))


def direction(class_text: str) -> str:
    """The predicate that the head noun of a class states; `targets` where none does."""
    found = _heads(class_text)
    return column(_TABLE, "predicate", role="head")[key(found[-1])] if found else "targets"


def targets_of(mention: Mention) -> tuple[Mention, ...]:
    """Genes and pathways that the words of a class or an alteration hold."""
    return tuple(_flat(mention))


def _flat(mention: Mention) -> Iterator[Mention]:
    """A fusion is a target under its own name (`BCR::ABL1`): it is the fused protein that a drug acts on."""
    if mention.type == "ALTERATION" and _FUSION.fullmatch(mention.name):
        yield replace(mention, type="GENE", parts=(), gene="", reason=f"product of {mention.name}")
        return
    yield from (part for part in mention.parts if part.type in _TARGETS)
    for part in mention.parts:
        if part.type not in _TARGETS:
            yield from _flat(part)


def may_hold_target(mention: Mention) -> bool:
    """Whether a mention is a target or an alteration, or an agent whose words may name one."""
    if mention.type == "REGIMEN":
        return _ends_in_class(mention)
    return _is_kind(mention) if mention.type == "DRUG" else bool(family(mention))


def phrases(level: Level, lexicon: Lexicon) -> tuple[ClassPhrase, ...]:
    """All classes of a level that name a target, in order."""
    lists = groups(level)
    classes = [m for m in level.mentions if m.type == "DRUG_CLASS" or _is_kind(m)]
    classes += [m.parts[-1] for m in level.mentions if _ends_in_class(m)]
    found = [p for m in classes if (p := _named(m, lists, level, lexicon))]
    found += [
        p
        for g in lists
        if g.kind != "drug"
        and (p := _spelled(g, level) or _headed(g, lists, level) or _against(g, level) or _aimed(g, level))
    ]
    return tuple(sorted(found, key=lambda p: p.start))


def _ends_in_class(mention: Mention) -> bool:
    """`X联合Y抑制剂` before the name of the drug that the class introduces."""
    last = mention.parts[-1] if mention.type == "REGIMEN" and mention.parts else None
    return last is not None and last.type == "DRUG_CLASS" and last.end == mention.end


_FUSION = re.compile(r"[A-Z0-9]+::[A-Z0-9]+")
_KIND = re.compile(r"(?:CAR[\s-]?(?:T|NK)|TCR-T)(?:细胞|[\s-]?cells?)?$", re.IGNORECASE)


def _is_kind(mention: Mention) -> bool:
    """`靶向BCMA的CAR-T` names one agent by its target, but also the kind that a product is of."""
    return mention.type == "DRUG" and bool(_KIND.search(mention.text))


def _named(mention: Mention, lists: Sequence[Group], level: Level, lexicon: Lexicon) -> ClassPhrase | None:
    inner = _own_partner(mention, targets_of(mention), lexicon) or _from_stem(mention, lexicon)
    if not inner:
        return None
    before = next((g for g in lists if g.kind == "target" and _leads_to(g, mention, level)), None)
    start = before.start if before else mention.start
    targets = (*(before.members if before else ()), *inner)
    end = mention.end
    if (members := _spelled_out(targets, end, lists, level)) is not None:
        return ClassPhrase(start, members.end, _acted_on(members), direction(level.text(mention.start, end)), mention)
    if not _heads(mention.text):
        later = _head_after().match(level.text(mention.end, level.end))
        end += later.end() if later else 0
    return ClassPhrase(start, end, targets, direction(level.text(mention.start, end)), mention)


def _own_partner(mention: Mention, found: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """Of two partners joined by a hyphen (`menin-KMT2A抑制剂`) the one that the class is known to act on."""
    known = lexicon.relation(mention.concept, "target") if mention.concept else ()
    own = tuple(t for t in found if t.name in known)
    is_pair = (
        len(found) == 2
        and found[0].end < found[1].start
        and mention.text[found[0].end - mention.start : found[1].start - mention.start] in "-–"
    )
    return own if own and is_pair else found


def _leads_to(group: Group, mention: Mention, level: Level) -> bool:
    between = level.text(group.end, mention.start)
    return group.end < mention.start and bool(
        re.fullmatch(rf"[\s{BLANK}]*(?:/|、|和|与|及|and|or|-)[\s{BLANK}]*", between)
    )


def _from_stem(mention: Mention, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The words before the head as targets, where the lexicon knows these and the class's name says so."""
    head = next(iter(_heads(mention.text)), None)
    names = lexicon.relation(mention.concept, "target") if mention.concept else ()
    if not head or not head.start() or not names:
        return ()
    aimed = _AIMED.match(mention.text)
    start = aimed.end() if aimed else 0
    found = tuple(_pieces(mention, start, mention.text[start : head.start()].rstrip(" -的"), lexicon))
    is_known = found and (mention.type == "DRUG" or any(m.name in names for m in found))
    return found if is_known else ()


_AIMED = re.compile(r"(?:靶向|针对|抗|anti-)\s*", re.IGNORECASE)
_PIECE = re.compile(r"[^x×/]+")


def _pieces(mention: Mention, offset: int, stem: str, lexicon: Lexicon) -> Iterator[Mention]:
    """The targets that a stem names, the whole of it or what stands between `×`, `x` and `/` (`CD20xCD3`)."""
    whole = lexicon.lookup(stem, ("GENE", "PATHWAY"))
    spans = [(0, len(stem))] if whole else [match.span() for match in _PIECE.finditer(stem)]
    for left, right in spans:
        terms = lexicon.lookup(stem[left:right], ("GENE", "PATHWAY"))
        if not terms:
            return
        concept, start = terms[0].concept, mention.start + offset + left
        end = start + right - left
        yield Mention(start, end, concept.type, stem[left:right], concept, 0.9, "stem of a class name", "classes")


_OF = (
    r"\s+(?:of|against|for|to|targeting|directed\s+(?:against|at|to)|(?:specific|selective)\s+for|that\s+targets?)\s+(?:the\s+|both\s+"
    r"|human\s+|mutant\s+|wild-type\s+)*$"
)


@lru_cache(maxsize=1)
def _head_before() -> re.Pattern[str]:
    heads = body(column(_TABLE, "predicate", role="head", language="en"))
    return re.compile(rf"(?P<head>{heads}){_OF}", re.IGNORECASE)


_MEMBERS = re.compile(
    rf"[\s{BLANK}]*(?:(?:proteins?|kinases?|family|members?|isoforms?|receptors?|enzymes?)\s*)*,?\s*(?:including|such as|namely)\s+",
    re.IGNORECASE,
)


def _spelled_out(targets: Sequence[Mention], end: int, lists: Sequence[Group], level: Level) -> Group | None:
    """The members that are listed behind a family (`Janus kinase proteins, including JAK1 and JAK2`; ruling 8), or none."""
    following = next((g for g in lists if g.start >= end), None)
    is_family = bool(targets) and all(m.name.endswith(" family") for m in targets)
    if following is None or following.kind == "drug" or not is_family:
        return None
    return following if _MEMBERS.fullmatch(level.text(end, following.start)) else None


def _headed(group: Group, lists: Sequence[Group], level: Level) -> ClassPhrase | None:
    """`an inhibitor of JAK1 and JAK2`, `an antibody against CD38`: the head stands before the target."""
    left = level.text(group.start - 60, group.start)
    match = _head_before().search(left) if left[-1:].isspace() else None
    if not match or match["head"].startswith("-"):
        return None
    start = group.start - len(left) + match.start("head")
    predicate = column(_TABLE, "predicate", role="head")[key(match["head"])]
    told = _spelled_out(group.members, group.end, lists, level) or group
    return ClassPhrase(start, told.end, _acted_on(told), predicate) if _acted_on(told) else None


_ANTI = re.compile(r"(?:抗|\banti-?\s?)$", re.IGNORECASE)


def _against(group: Group, level: Level) -> ClassPhrase | None:
    """`(抗PD-L1)`, `(anti-C5)`: the whole content of a bracket."""
    if level.opener < 0 or level.text(group.end, level.end).strip(" " + BLANK):
        return None
    match = _ANTI.fullmatch(level.text(level.start, group.start).strip(" " + BLANK))
    return ClassPhrase(level.start, group.end, _acted_on(group), "targets") if match and _acted_on(group) else None


_AIMED_AT = re.compile(
    r"[\s-]?(?:directed|targeted|targeting|(?:靶向|导向|特异性?)的?)[\s\x00]+|(?:靶向|导向|特异性?)的?", re.IGNORECASE
)


def _aimed(group: Group, level: Level) -> ClassPhrase | None:
    """`the Y-directed X`, `Y靶向的X`: a drug right behind the word for what it is aimed at."""
    after = _AIMED_AT.match(level.text(group.end, level.end))
    if not after or not _acted_on(group):
        return None
    end = group.end + after.end()
    is_named = any(m.start == end and m.type == "DRUG" for m in level.mentions)
    return ClassPhrase(group.start, end, _acted_on(group), "targets") if is_named else None


def _acted_on(group: Group) -> tuple[Mention, ...]:
    """The targets of a list, of an alteration the gene that it changes."""
    return tuple(t for m in group.members for t in (targets_of(m)[-1:] if m.type == "ALTERATION" else (m,)))


def _spelled(group: Group, level: Level) -> ClassPhrase | None:
    after = _head_after().match(level.text(group.end, level.end))
    if not after or ("的" in after.group() and _ACTED_ON.search(level.text(level.start, group.start))):
        return None
    targets = _acted_on(group)
    predicate = column(_TABLE, "predicate", role="head")[key(after["head"])]
    return ClassPhrase(group.start, group.end + after.end(), targets, predicate) if targets else None
