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
from dataclasses import dataclass
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.records import Mention
from pipeline.relating.clauses import BLANK, Level
from pipeline.relating.coordination import Group, groups
from pipeline.relating.cue_words import alternation, body, column, key

_TABLE = "drug_class_words"
_TARGETS = ("GENE", "PATHWAY")
_ACTED_ON = re.compile(r"(?:靶向|针对|结合|识别|抑制|阻断|作用于)\s*$")


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


def direction(class_text: str) -> str:
    """The predicate that the head noun of a class states; `targets` where none does."""
    found = list(_head_inside().finditer(class_text))
    return column(_TABLE, "predicate", role="head")[key(found[-1])] if found else "targets"


def targets_of(mention: Mention) -> tuple[Mention, ...]:
    """Genes and pathways that the words of a class or an alteration hold."""
    return tuple(_flat(mention))


def _flat(mention: Mention) -> Iterator[Mention]:
    """Of a fusion only the second partner, whose kinase or activity is what a drug acts on."""
    inner = [part for part in mention.parts if part.type in _TARGETS]
    yield from inner[-1:] if "::" in mention.name else inner
    for part in mention.parts:
        if part.type not in _TARGETS:
            yield from _flat(part)


def phrases(level: Level, lexicon: Lexicon) -> tuple[ClassPhrase, ...]:
    """All classes of a level that name a target, in order."""
    lists = groups(level)
    found = [p for m in level.mentions if m.type == "DRUG_CLASS" and (p := _named(m, lists, level, lexicon))]
    found += [p for g in lists if g.kind != "drug" and (p := _spelled(g, level))]
    return tuple(sorted(found, key=lambda p: p.start))


def _named(mention: Mention, lists: Sequence[Group], level: Level, lexicon: Lexicon) -> ClassPhrase | None:
    inner = targets_of(mention) or _from_stem(mention, lexicon)
    if not inner:
        return None
    before = next((g for g in lists if g.kind == "target" and _leads_to(g, mention, level)), None)
    start = before.start if before else mention.start
    targets = (*(before.members if before else ()), *inner)
    end = mention.end
    if not _head_inside().search(mention.text):
        later = _head_after().match(level.text(mention.end, level.end))
        end += later.end() if later else 0
    return ClassPhrase(start, end, targets, direction(level.text(mention.start, end)), mention)


def _leads_to(group: Group, mention: Mention, level: Level) -> bool:
    between = level.text(group.end, mention.start)
    return group.end < mention.start and bool(
        re.fullmatch(rf"[\s{BLANK}]*(?:/|、|和|与|及|and|or|-)[\s{BLANK}]*", between)
    )


def _from_stem(mention: Mention, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The words before the head as the target, where the lexicon knows exactly one and its name says so."""
    head = _head_inside().search(mention.text)
    names = lexicon.relation(mention.concept, "target") if mention.concept else ()
    if not head or not head.start() or len(names) != 1:
        return ()
    stem = mention.text[: head.start()].rstrip(" -的")
    if not any(term.concept.name == names[0] for term in lexicon.lookup(stem, ("GENE", "PATHWAY"))):
        return ()
    concept = lexicon.lookup(stem, ("GENE", "PATHWAY"))[0].concept
    end = mention.start + len(stem)
    return (Mention(mention.start, end, concept.type, stem, concept, 0.9, "stem of a class name", "classes"),)


def _spelled(group: Group, level: Level) -> ClassPhrase | None:
    after = _head_after().match(level.text(group.end, level.end))
    if not after or ("的" in after.group() and _ACTED_ON.search(level.text(level.start, group.start))):
        return None
    targets = tuple(t for m in group.members for t in (targets_of(m)[-1:] if m.type == "ALTERATION" else (m,)))
    predicate = column(_TABLE, "predicate", role="head")[key(after["head"])]
    return ClassPhrase(group.start, group.end + after.end(), targets, predicate) if targets else None
