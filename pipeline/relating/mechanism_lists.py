"""Bare lists of what makes resistant: under a heading about resistance (`On-target: C797S, L718Q`), or behind a label (`Resistance to D: X, Y`).

Such a line has no verb: it is a label and alterations, each with a gloss in a bracket at most.

>>> _LABEL.match("On-target alterations: ").end(), _REST.fullmatch(", and .") is not None
(23, True)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.records import Claim, Mention, Span
from pipeline.relating import therapies
from pipeline.relating.clauses import BLANK, Clause, Level, levels
from pipeline.relating.held_alterations import DOUBTFUL
from pipeline.relating.response_scope import Scope, disease_of, is_heading, members_of

_LABEL = re.compile(r"\s*(?:[-–•·*]|\d+[.)])?\s*(?:[A-Za-z][A-Za-z /-]{1,40}:\s*|[\u4e00-\u9fff]{1,12}[:：]\s*)?")
_OTHER = re.compile(
    r"敏感|无关|排除|未|不|野生|\b(?:sensiti\w*|not|no|excluded|absent|wild|negative|respon\w+|susceptib\w+|panel|genes?|tested)\b",
    re.IGNORECASE,
)
"""Words of a label that make its list one of something else."""
_REST = re.compile(
    rf"(?:[\s,;、，；/.。{BLANK}]|和|与|及|或|等|突变|\b(?:and|or|mutations?|variants?|substitutions?)\b)*",
    re.IGNORECASE,
)
_RESISTANCE_TO = re.compile(
    r"\s*(?:[-–•·*]\s*)?(?:(?:mechanisms?|mutations?|causes)\s+of\s+)?(?:(?:acquired|secondary|primary|on-target|reported|known)\s+)*"
    r"resistance\s+(?:mutations?\s+)?(?:to|against)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_COLON = re.compile(r"\s*[:：]\s*")
_RESISTED = re.compile(r"的?(?:获得性|原发性?|继发性?)?耐药(?:性|相关)*的?(?:突变|变异|机制|位点)?(?:有|包括)?[:：]\s*")


def claims(scope: Scope, inside: Sequence[Mention], headed: Mention | None) -> Iterator[Claim]:
    """Resistance by each alteration of a bare list.

    Args:
        scope: What the sentence is judged in.
        inside: Its mentions.
        headed: The drug or class whose resistance the heading is about.
    """
    if scope.section.kind in ("table", "caption") or is_heading(scope) or not _may_list(scope, inside, headed):
        return
    level = levels(scope.section.text.text, scope.sentence.start, scope.sentence.end, inside)[0]
    own = [m for m in level.mentions if m.type == "ALTERATION" and m.score >= DOUBTFUL]
    resisted, start = _labelled(scope, level)
    if not resisted and headed is not None and (label := _LABEL.match(level.view)) is not None:
        resisted, start = (headed,), level.start + label.end()
    is_listed = own and own[0].start == start and _REST.fullmatch(_between(level, own, start)) is not None
    if not is_listed or _OTHER.search(level.text(level.start, start)):
        return
    for alteration in own:
        for therapy in resisted:
            yield Claim(
                "mutation_response", scope.sentence.index, alteration, "resistance", therapy, "bare list",
                disease_of(scope, Clause(level.start, level.end), alteration), Span(alteration.start, alteration.end),
                confidence=_CONFIDENCE,
            )  # fmt: skip


_CONFIDENCE = 0.6


def _may_list(scope: Scope, inside: Sequence[Mention], headed: Mention | None) -> bool:
    """Whether a sentence has alterations behind a colon, or under a heading."""
    text = scope.section.text.text
    has_label = _COLON.search(text, scope.sentence.start, scope.sentence.end) is not None
    return (has_label or headed is not None) and any(m.type == "ALTERATION" for m in inside)


def _labelled(scope: Scope, level: Level) -> tuple[tuple[Mention, ...], int]:
    """The therapies of a label that tells what is resisted, and where its list begins."""
    lists = therapies.drug_groups(level)
    if len(lists) != 1:
        return (), level.start
    group = lists[0]
    before, at = level.text(level.start, group.start), group.end - level.start
    english = _COLON.match(level.view, at) if _RESISTANCE_TO.fullmatch(before) else None
    behind = english or (_RESISTED.match(level.view, at) if not before.strip(" -–•·*") else None)
    return (members_of(group, scope, level), level.start + behind.end()) if behind is not None else ((), level.start)


def _between(level: Level, own: Sequence[Mention], start: int) -> str:
    """What stands between and behind the alterations of a list."""
    parts, at = [], start
    for mention in own:
        parts.append(level.text(at, mention.start))
        at = max(at, mention.end)
    return "".join((*parts, level.text(at, level.end)))
