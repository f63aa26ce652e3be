"""Which of the arms of a table is the one under test, and the arms that labels stand for in its cells.

Columns of a table stand in any order. Of two arms the one under test is that which holds all agents of the other
(`甲药+乙药组` beside `乙药组`), then the one that is no comparator by its name, then the first.

>>> one, both = Arm(0, 4, "azacitidine"), Arm(5, 9, "azacitidine + venetoclax")
>>> [found.name for pair in ((one, both), (both, one)) if (found := tested(pair))]
['azacitidine + venetoclax', 'azacitidine + venetoclax']
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline import lexicon
from pipeline.records import Concept, Mention
from pipeline.relating import PAIR, backbones
from pipeline.relating import arms as arm_names
from pipeline.relating.arms import Arm, agents_of
from pipeline.relating.labels import UNNAMED, Labels
from pipeline.relating.lines import Line


def tested(arms: Sequence[Arm]) -> Arm | None:
    """The arm under test among those of a table, in their order."""
    named = list({arm.name: arm for arm in arms}.values())
    if len(named) == PAIR and agents_of(named[0]) != agents_of(named[1]):
        holding = [arm for arm in named if all(agents_of(arm) >= agents_of(other) for other in named)]
        if holding:
            return holding[0]
    given = [arm for arm in named if not (arm.is_control or arm.is_general)]
    return next(iter(given or named), None)


def named_in(line: Line, labels: Labels) -> list[Arm]:
    """The arms that a cell names, with those that a label of the paper stands for (`A组(n=30)`)."""
    labelled = list(labels.found(line))
    own = [
        arm
        for arm in arm_names.find(line)
        if not any(arm.start < other.end and other.start < arm.end for other in labelled)
    ]
    found = sorted([*own, *labelled], key=lambda arm: arm.start)
    return backbones.shared(line, found) or found


def heads(line: Line, labels: Labels) -> list[Mention]:
    """The arms of a header that names no agent: those of labels, and comparators by their name (`最佳支持治疗组`)."""
    named = [arm for arm in named_in(line, labels) if arm.name not in UNNAMED]
    return [
        Mention(
            arm.start, arm.end, "REGIMEN", line.text[arm.start : arm.end],
            Concept(arm.concept_id, "REGIMEN", arm.name), source="relating",
        )
        for arm in named
    ]  # fmt: skip


_BARE = re.compile(
    r"(?P<name>[A-Za-z]{2,3})(?:\s*(?:组|方案|arm|group))?\s*(?:[(\[]\s*[nN]\s*=\s*\d+\s*[)\]])?\s*,?\s*%?"
)
"""A header that holds nothing but two or three letters, and a size (`BR`)."""


def abbreviated(line: Line) -> list[Mention]:
    """The regimen that the few letters of a header name beside columns of other treatments, as no sentence would tell it (`BR`)."""
    match = _BARE.fullmatch(line.text[line.start : line.end].strip())
    entry = lexicon.load().named("REGIMEN", match["name"]) if match else None
    if match is None or entry is None or line.mentions:
        return []
    start = line.text.index(match["name"], line.start)
    concept = lexicon.load().concept("REGIMEN", match["name"])
    return [Mention(start, start + len(match["name"]), "REGIMEN", match["name"], concept, source="relating")]
