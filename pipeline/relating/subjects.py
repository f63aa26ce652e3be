"""Who acts: the grammatical subject of a verb in either language, named, left out or taken up by a pronoun.

Only the nearest grammatical agent decides. In `维奈克拉治疗后白血病细胞上调MCL-1` the cells act, so the drug says nothing of
MCL-1; in `维奈克拉结合BCL-2并激活BAX` the gene between drug and second verb is the object of the first. What stands behind
a preposition or before 的 is no subject. A clause without one takes that of the clause before it; a sentence without
one, or with 该药, takes the drug that the sentence before was about.

>>> from pipeline.relating.clauses import levels
>>> text = "奥希替尼进入细胞后,可抑制EGFR"
>>> level = levels(text, 0, len(text), [Mention(0, 4, "DRUG", "奥希替尼"), Mention(14, 18, "GENE", "EGFR")])[0]
>>> found = Scene(level, ()).subject(12)
>>> found.members[0].text
'奥希替尼'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.records import Mention
from pipeline.relating.clauses import BLANK, Clause, Level
from pipeline.relating.coordination import Group, groups
from pipeline.relating.cue_words import alternation, body, column

_TABLE = "agents"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be a subject: a group of mentions, or an agent noun (`细胞`, `patients`); section offsets."""

    start: int
    end: int
    kind: str
    group: Group | None = None


@lru_cache(maxsize=8)
def _words(role: str) -> re.Pattern[str]:
    return alternation(column(_TABLE, "role", role=role))


@lru_cache(maxsize=1)
def _preposed() -> re.Pattern[str]:
    """A preposition whose object begins where the text ends, short modifiers between them."""
    return re.compile(rf"(?:{body(column(_TABLE, 'role', role='preposition'))})[^,;。]{{0,6}}$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _instrument() -> re.Pattern[str]:
    return re.compile(rf"(?:{body(column(_TABLE, 'role', role='instrument'))})[\s{BLANK}]*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _setting_off() -> re.Pattern[str]:
    """What makes the drug before it a circumstance and no agent (`治疗后`, `耐药`)."""
    return re.compile(rf"[\s{BLANK}]*(?:{body(column(_TABLE, 'role', role='circumstance'))})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _pronoun() -> re.Pattern[str]:
    return re.compile(rf"(?:{body(column(_TABLE, 'role', role='pronoun'))})", re.IGNORECASE)


_OF = re.compile(rf"[\s{BLANK}]*的")
_RELATIVE = re.compile(r"^\s*(?:which|that)\b", re.IGNORECASE)


class Scene:
    """One level with its items, and the drug that the discourse before it was about."""

    def __init__(self, level: Level, verbs: Sequence[tuple[int, int]], topic: Group | None = None) -> None:
        """Args:
        level: The level to look at.
        verbs: Section spans of the verbs found on it, in order.
        topic: The drug that a pronoun or an empty subject at the start of the sentence takes up.
        """
        self.level, self.verbs, self.topic = level, tuple(verbs), topic

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        return groups(self.level)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        found = [Item(g.start, g.end, g.kind, g) for g in self.groups]
        taken = [(m.start, m.end) for m in self.level.mentions]
        for match in _words("agent").finditer(self.level.view):
            start, end = self.level.start + match.start(), self.level.start + match.end()
            if not any(left < end and start < right for left, right in taken):
                found.append(Item(start, end, "other"))
        return tuple(sorted(found, key=lambda item: item.start))

    def subject(self, position: int) -> Group | None:
        """The drugs that act in the clause at a section offset; None where something else acts or nothing is known."""
        index = self.level.clause_at(position)
        clause = self.level.clauses[index]
        found, decided = self._nearest(clause, position)
        if decided:
            return found
        return self._before(index, position)

    def _nearest(self, clause: Clause, position: int) -> tuple[Group | None, bool]:
        """The nearest agent left of a position in its clause, and whether that settles the matter."""
        later = position
        for item in reversed([i for i in self.items if clause.start <= i.start and i.end <= position]):
            left = self.level.text(clause.start, item.start)
            right = self.level.text(item.end, later if later > item.end else position)
            if item.kind == "drug" and item.group is not None:
                if self._acts(item, left, right, position):
                    return item.group, True
            elif not self._is_passed_over(item, left, right):
                return None, True
            later = item.start
        return None, False

    def _acts(self, item: Item, left: str, right: str, position: int) -> bool:
        whole = self.level.text(item.end, position)
        if _setting_off().match(whole) or re.match(rf"[\s{BLANK}]*的[^,]{{0,6}}(?:耐药|抵抗|敏感)", whole):
            return False
        if _instrument().search(left):
            return True
        return not _preposed().search(left)

    def _is_passed_over(self, item: Item, left: str, right: str) -> bool:
        if _preposed().search(left) or _OF.match(right):
            return True
        return self._is_object(item)

    def _is_object(self, item: Item) -> bool:
        """Whether a verb stands before the item in its clause with nothing else between them."""
        for start, end in self.verbs:
            if end <= item.start and item.start - end <= 20:
                between = self.level.text(end, item.start)
                crossed = any(end <= other.start < item.start and other.kind != "other" for other in self.items)
                if not crossed and not re.search(r"[,;。]", between):
                    return True
        return False

    def _before(self, index: int, position: int) -> Group | None:
        clause = self.level.clauses[index]
        own = self.level.text(clause.start, position)
        if _RELATIVE.match(own) and index:
            return self._last_drug(self.level.clauses[index - 1])
        if index == 0 or clause.reported or clause.mark in "。!?！？" and clause.mark:
            return self._topic(own)
        for number in range(index - 1, -1, -1):
            earlier = self.level.clauses[number]
            found, decided = self._first(earlier)
            if decided:
                return found
            if earlier.reported:
                break
        return self._topic(self.level.text(self.level.clauses[0].start, position))

    def _topic(self, text: str) -> Group | None:
        if self.level.opener >= 0:
            return None
        return self.topic if _pronoun().match(text.lstrip()) or self._is_bare(text) else None

    def _is_bare(self, text: str) -> bool:
        return bool(_words("adverb").sub("", text).strip(" ,;" + BLANK) == "") and len(text) <= 12

    def _first(self, clause: Clause) -> tuple[Group | None, bool]:
        """The first thing in subject position of an earlier clause."""
        for item in self.items:
            if not clause.start <= item.start < clause.end:
                continue
            left = self.level.text(clause.start, item.start)
            right = self.level.text(item.end, clause.end)
            if item.kind == "drug":
                if self._acts(item, left, right, clause.end):
                    return item.group, True
            elif not self._is_passed_over(item, left, right):
                return None, True
        return None, False

    def _last_drug(self, clause: Clause) -> Group | None:
        inside = [g for g in self.groups if clause.start <= g.start < clause.end]
        return inside[-1] if inside and inside[-1].kind == "drug" else None


def topic_of(scene: Scene) -> Group | None:
    """The drug that a sentence is about, for the sentence behind it: its first drug in subject position, else its first."""
    drugs = [g for g in scene.groups if g.kind == "drug"]
    for clause in scene.level.clauses:
        found, _ = scene._first(clause)
        if found is not None:
            return found
    return drugs[0] if len(drugs) == 1 else None


def same_members(left: Sequence[Mention], right: Sequence[Mention]) -> bool:
    """Whether two groups name the same concepts."""
    return {m.name for m in left} == {m.name for m in right}
