"""Words of response, resistance and prognosis, with the direction that the words around them give.

Some words say it alone (`耐药`, `refractory`); some name a scale (`敏感性`, `疗效`) whose direction another word
states; some count only where the paper is about resistance (`逃避`, `escape`). The name of a metric (`反应率`, `OS`) is
no such word (guideline, ruling 1).

>>> from pipeline.relating.clauses import levels
>>> text = "对伊马替尼的敏感性显著降低,且预后较差"
>>> level = levels(text, 0, len(text), ())[0]
>>> [(text[r.start:r.end], r.predicate, r.frame) for r in responses(level, ())]
[('敏感性', 'resistance', 'scale'), ('预后较差', 'worse_prognosis', 'prognosis')]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline import lexicon
from pipeline.records import Mention
from pipeline.relating.clauses import Level
from pipeline.relating.cue_words import body, column, key
from pipeline.relating.openings import WORD_BEGINS, Alternation, alternation

_PREDICTED = re.compile(r"预测|预示|predict", re.IGNORECASE)
_REACH_RIGHT, _REACH_LEFT = 14, 28


@dataclass(frozen=True, slots=True)
class Response:
    """One response word; section offsets. `frame` is one of the table's."""

    start: int
    end: int
    predicate: str
    frame: str


@lru_cache(maxsize=1)
def _pattern() -> tuple[Alternation, dict[str, tuple[str, str]]]:
    """One alternation with a named group a row; prognosis first, because its words hold others."""
    order = (
        "prognosis",
        "gapped",
        "unaffected",
        "binding",
        "word",
        "scale",
        "relapse",
        "evasion",
        "acting",
        "adjacent",
        "advised",
        "escape",
    )
    rows = sorted(lexicon.cues("response_words"), key=lambda row: order.index(row["frame"]))
    names = {f"r{number}": (row["predicate"], row["frame"]) for number, row in enumerate(rows)}
    parts: dict[str, list[str]] = {"en": [], "zh": []}
    for number, row in enumerate(rows):
        border = WORD_BEGINS if row["language"] == "en" else ""
        parts[row["language"]].append(f"{border}(?P<r{number}>{row['pattern']})")
    return alternation([*parts["en"], *parts["zh"]]), names


@lru_cache(maxsize=1)
def _scale() -> re.Pattern[str]:
    return re.compile(rf"(?!差[异别距])(?:{body(column('response_scales', 'direction'))})", re.IGNORECASE)


def responses(level: Level, taken: Sequence[Mention]) -> tuple[Response, ...]:
    """The response words of a level in order, those that begin or end inside the given mentions left out."""
    pattern, names = _pattern()
    found, at = [], 0
    while match := pattern.search(level.view, at):
        start, end = level.start + match.start(), level.start + match.end()
        if any(m.start <= start < m.end or m.start < end <= m.end for m in taken) or _goes_on(level, end):
            at = match.start() + 1
            continue
        at = match.end()
        predicate, frame = names[str(match.lastgroup)]
        if frame == "gapped":
            predicate, frame = _ungapped(level, start, predicate), "prognosis"
        if frame == "scale":
            predicate = _scaled(level, start, end) if _is_of_therapy(level, start, match.group()) else ""
        if predicate:
            found.append(Response(start, end, predicate, frame))
    return tuple(found)


def _goes_on(level: Level, end: int) -> bool:
    """Whether what ends in 差 goes on to a difference (`OS差异无统计学意义`), which has no direction."""
    return level.text(end - 1, end) == "差" and level.text(end, end + 1) in _DIFFERENCE


_DIFFERENCE = ("异", "别", "距")


def _ungapped(level: Level, start: int, predicate: str) -> str:
    """A bare verdict (`则较好`) is one of prognosis where the sentence has spoken of it before."""
    topic = body(column("response_context", "role", role="prognosis_topic"))
    return predicate if re.search(topic, level.text(level.start, start), re.IGNORECASE) else ""


_OUTCOME = re.compile(r"治疗(?:反应|应答)")
_RAISED = re.compile(r"提高|改善|增加|提升")
_SENSITIVITY = re.compile(r"敏感[性度]")
_OPEN = re.compile(
    r"(?:的|药物|治疗|其|增强|提高|降低|削弱|减弱|恢复|高|更|了|影响|增加|丧失|化疗|剂|表现出"
    r"|出)\s*$|^$"
)


_THE_DRUG = re.compile(r"(?<!抗)药物|[该此本]药")


def _is_of_therapy(level: Level, start: int, word: str) -> bool:
    """Whether 敏感性 or 亲和力 is that of a therapy: after 的, a verb or a name; with a therapy in the clause."""
    if word in ("亲和力", "结合力", "结合能力"):
        clause = level.clauses[level.clause_at(start)]
        named = any(m.type in ("DRUG", "DRUG_CLASS", "REGIMEN") for m in level.within(clause.start, clause.end))
        return named or _THE_DRUG.search(level.text(clause.start, clause.end)) is not None
    if not _SENSITIVITY.match(word):
        return True
    left = level.text(start - 4, start)
    return bool(_OPEN.search(left)) or any(m.end == start for m in level.mentions)


def _scaled(level: Level, start: int, end: int) -> str:
    """What the nearest scale word of the clause makes of a scale noun: first to its right, then to its left."""
    clause = level.clauses[level.clause_at(start)]
    right = _scale().search(level.text(end, min(clause.end, end + _REACH_RIGHT)))
    left = list(_scale().finditer(level.text(max(clause.start, start - _REACH_LEFT), start)))
    chosen = right or (left[-1] if left else None)
    if (
        chosen is not None
        and chosen is not right
        and _OUTCOME.match(level.text(start, end))
        and _RAISED.match(chosen.group())
    ):
        return ""
    if chosen is None:
        return "sensitivity" if _PREDICTED.search(level.text(clause.start, end)) else ""
    return "sensitivity" if column("response_scales", "direction")[key(chosen)] == "up" else "resistance"
