"""Groups by their number of agents: `三药组`, `the doublet`, `单药组` stand for arms that the text names elsewhere.

A number of agents stands for the arm named last that has as many; labels stand in `labels`.

>>> from pipeline.records import Concept, Mention
>>> from pipeline.relating import arms
>>> def drug(start, end, text, name): return Mention(start, end, "DRUG", text, Concept(f"chebi:{end}", "DRUG", name))
>>> text = "达拉非尼的ORR为64%,单药组"
>>> line = Line(text, 0, len(text), (drug(0, 4, "达拉非尼", "dabrafenib"),))
>>> [(arm.start, arm.name) for arm in counted(line, (), arms.find(line))]
[(13, 'dabrafenib')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import lexicon
from pipeline.relating.arms import Arm
from pipeline.relating.cue_words import column, key
from pipeline.relating.lines import Line, any_of, pattern

_SEVERAL = "several_agents"
_ROLES = ("single_agent", "two_agents", "three_agents", "four_agents")


def counted(line: Line, before: Sequence[Arm], named: Sequence[Arm]) -> Iterator[Arm]:
    """`三药组`, `双药`, `the triplet`, `单药组`: the arm named last with as many agents.

    Args:
        line: The line.
        before: Arms that the paragraph has named before the line, in order.
        named: Arms of the line, in order.
    """
    if not any_of("agent_counts", *_ROLES, _SEVERAL).search(line.text, line.start, line.end):
        return
    yield from _combinations(line, before, named)
    for size, role in enumerate(_ROLES, start=1):
        for match in pattern("agent_counts", role=role).finditer(line.text, line.start, line.end):
            earlier = (*before, *(arm for arm in named if arm.end <= match.start()))
            fitting = [arm for arm in earlier if _size(arm) == size and not arm.is_general]
            if not fitting and size == 1:
                fitting = [replace(arm, name=arm.base, concept_id="", kind="DRUG") for arm in earlier if _has_base(arm)]
            if (
                fitting
                and not any(arm.end == match.start() for arm in named)
                and not _NAMED_BEHIND.match(line.text, match.end())
            ):
                is_control = column("agent_counts", "side", role=role)[key(match)] == "control"
                arm = fitting[-1].at(match.start(), match.end())
                yield replace(arm, is_named_group=True, is_control=is_control)


def _combinations(line: Line, before: Sequence[Arm], named: Sequence[Arm]) -> Iterator[Arm]:
    """`the combination arm`, `联合组`: the only combination that the paragraph has named, however many agents it has."""
    for match in pattern("agent_counts", role=_SEVERAL).finditer(line.text, line.start, line.end):
        is_named = _NAMED_BEHIND.match(line.text, match.end(), line.end)
        if is_named or line.text[match.start() - 1 : match.start()] in _OTHER_GROUP:
            continue
        earlier = (*before, *(arm for arm in named if arm.end <= match.start()))
        combined = {arm.name: arm for arm in earlier if _size(arm) > 1}
        if len(combined) == 1 and not any(arm.end >= match.start() - 1 and arm.start < match.end() for arm in named):
            arm = next(iter(combined.values())).at(match.start(), match.end())
            yield replace(arm, is_named_group=True, is_control=False)


_NAMED_BEHIND = re.compile(r"\s+(?:of|with|using|consisting)\b", re.IGNORECASE)
"""What leads to the agents of a combination that is named right here (`with the combination of A and B`)."""
_OTHER_GROUP = ("药", "非", "未", "不")
"""What stands right before `联合组` where that is counted (`三药联合组`) or the other group (`非联合组`)."""


def _has_base(arm: Arm) -> bool:
    """Whether a combination adds to one agent (`甲药加用乙药`), which is given alone in the other group."""
    return bool(arm.base) and " + " not in arm.base


def _size(arm: Arm) -> int:
    """How many agents an arm has, by its name or the lexicon's agents of a regimen; 0 where neither tells (a class).

    Placebo beside a backbone is none: `the triplet` is the arm that got a third agent.
    """
    if " + " in arm.name:
        return len([name for name in arm.name.split(" + ") if name != "placebo"])
    if arm.kind == "DRUG":
        return 1
    entry = lexicon.load().named("REGIMEN", arm.name)
    return len(entry.relations.get("agent", ())) if entry else 0
