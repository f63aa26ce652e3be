"""Polarity and certainty of a claim, clause by clause (guideline, section 5 and ruling 19).

>>> text = "X突变可能介导耐药,Y突变介导耐药。"
>>> certainty(text, (0, 19), (10, 18)), certainty(text, (0, 19), (0, 9))
('asserted', 'hedged')
>>> polarity("维奈克拉不影响BCL-XL。", (0, 14), (5, 13)), polarity("甲药不结合A,而是占据B。", (0, 13), (8, 11))
('negated', 'affirmed')
>>> polarity("甲药抑制A而不影响B。", (0, 11), (2, 5)), polarity("甲药结合A的无活性构象。", (0, 12), (2, 5))
('affirmed', 'affirmed')
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.lexicon import cues
from pipeline.qualifying.scopes import reach
from pipeline.records import Certainty, Polarity
from pipeline.spots import spots

_WHICH = re.compile(r"\bwhich\b", re.IGNORECASE)
_TURNS = re.compile(r"[;；]|\b(?:whereas|while|but)\b|[,，]\s*(?:而|但|然而)(?!非|不是)", re.IGNORECASE)
"""Behind a target, before the verb of a later clause that takes it up by a pronoun (`A but not B, whereas Y blocks both`)."""
_STATE = re.compile(r"的?(?:构象|形式|状态|态|位点)|\s+(?:conformation|form|state)\b")
_LEFT = re.compile(r"而(?!非|不是)|但|却|并(?!非)|同时|情况下|前提下|\b(?:but|while|whereas)\b", re.IGNORECASE)
_RIGHT = re.compile(r"而|但|却|并|且|\b(?:but|while|whereas|without|sparing|and)\b", re.IGNORECASE)


def polarity(text: str, sentence: tuple[int, int], stated: tuple[int, int], cue: int = -1) -> Polarity:
    """`negated` where a negation of the target's effect stands in the clause that states it.

    Args:
        text: The section's repaired text.
        sentence: Section offsets of the sentence.
        stated: Section offsets of the words that state the predicate together with the target; the agent may stand
            clauses away, and what is denied there (`不结合A,而是占据B`) is not denied here. A relative clause on the
            target (`spares A, which Y inhibits`) speaks for itself.
        cue: Section offset at which the words that state the predicate begin, -1 where form alone states it.
    """
    if cue > stated[0] and _TURNS.search(text, stated[0], cue):
        stated = cue, max(stated[1], cue)
    if cue > stated[0] and (relative := _WHICH.search(text, stated[0], cue)):
        stated = relative.end(), max(stated[1], relative.end())
        sentence = relative.end(), sentence[1]
    first, last = reach(text, *sentence, *stated)
    first, last = _own(text, first, min(last, stated[1] + 12), stated)
    found = spots(text, "target_negations", first, last)
    is_denied = any(not _STATE.match(text, end) for _, end, _ in found) or any(
        _denied().search(text, first, at) or _is_contrasted(text, first, at) for at in {stated[0], cue} if at > first
    )
    return "negated" if is_denied else "affirmed"


@lru_cache(maxsize=1)
def _denied() -> re.Pattern[str]:
    """A negation right before the words that state an effect, adverbs between them (`不直接抑制`, `无明显亲和力`), no `not only`."""
    forms = {role: _alternation(role) for role in ("negator", "adverb")}
    return re.compile(
        rf"(?!not\s+(?:only|merely|solely|simply)\b)(?:{forms['negator']})(?:\s*(?:{forms['adverb']}|\w+ly))*\s*$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _contrast() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternation('contrast')})\s*$", re.IGNORECASE)


def _is_contrasted(text: str, first: int, start: int) -> bool:
    """Whether a word of contrast denies the name right behind it (`抑制A而非B`), and no manner (`变构而非竞争性抑制A`)."""
    if _contrast().search(text, first, start) is None:
        return False
    return text[start : start + 1].isascii() or all(at != start for at, _, _ in spots(text, "drug_target_verbs", start))


def _alternation(role: str) -> str:
    words = sorted((row["form"] for row in cues("denials") if row["role"] == role), key=len, reverse=True)
    return "|".join(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in words)


def _own(text: str, first: int, last: int, stated: tuple[int, int]) -> tuple[int, int]:
    """The stretch narrowed to what is said of this target: `抑制A而不影响B` says nothing negative of A."""
    before = [match.end() for match in _LEFT.finditer(text, first, stated[0])]
    after = _RIGHT.search(text, stated[1], last)
    return max([first, *before]), after.start() if after else last


def certainty(
    text: str,
    sentence: tuple[int, int],
    claim: tuple[int, int],
    ends: bool = False,
    said: tuple[int, int] | None = None,
) -> Certainty:
    """`hedged` where a hedge stands in the claim's clauses, or a reporting hedge anywhere before them.

    Args:
        text: The section's repaired text.
        sentence: Section offsets of the sentence.
        claim: Section offsets of the claim's words.
        said: Section offsets of the claim's subject and cue alone, where its object is taken from another clause.
        ends: Nothing behind the claim's words is said of it (`甲抑制剂乙可能延长生存` hedges the survival alone).
    """
    first, last = reach(text, *sentence, *claim)
    last = claim[1] if ends else last
    claim = said or claim
    first = max(first, _opened(text, first, claim[0]))
    spans = spots(text, "hedges", first, last, scope="clause")
    is_hedged = any(not _is_rate(text, start, end) for start, end, _ in spans)
    onward = spots(text, "hedges", sentence[0], claim[1], scope="onward")
    return "hedged" if is_hedged or any(not _is_over(text, end, claim[0]) for _, end, _ in onward) else "asserted"


def _is_rate(text: str, start: int, end: int) -> bool:
    """Whether a hedge is compared and has a verb behind it, so that it tells how often (`were less likely to respond`)."""
    is_compared = _COMPARED.search(text, max(0, start - _COMPARED_REACH), start) is not None
    return is_compared and _TO.match(text, end) is not None


_TO = re.compile(r"\s+(?:than\s[^,;.]{1,60}?\s)?to\s", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:less|more|least|most|no|equally)\s+$", re.IGNORECASE)
_COMPARED_REACH = 10
"""Words that make `likely` a rate and no hedge (`were less likely to respond`)."""
_AGAINST = re.compile(r"[,，;；]\s*而(?!且|非|不是|是|后|言|来)|[,，;；]\s*(?:whereas|while)\b", re.IGNORECASE)
_TELLS = re.compile(r"(?:患者|其|病例|者|的|该类|更|较)*(?:预后|不良|良好|生存|复发|疗效|耐药|敏感|对)")


def _opened(text: str, start: int, end: int) -> int:
    """Where the part of a stretch begins that is set against the one before (`X可能…,而Y…`), else its own beginning."""
    return max((match.end() for match in _AGAINST.finditer(text, start, end)), default=start)


def _is_over(text: str, end: int, claim: int) -> bool:
    """Whether a word such as `提示` has an outcome for its object, and a claim is set against that (`X提示预后好,而Y…`)."""
    return _TELLS.match(text, end) is not None and _AGAINST.search(text, end, claim) is not None
