"""Abbreviations of a paper's own that look like known regimens: `VD组(甲药+乙药)` is what the bracket holds, here and further on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.relating import ellipsis
from pipeline.relating.arms import Arm, agents_of
from pipeline.relating.lines import Line

_SHORT = re.compile(r"[A-Za-z]{2,4}")
_OPENED = re.compile(r"\s*(?:方案|regimen)?\s*(?:组|arm|group)?\s*\(\s*")
_FILLS = re.compile(
    r"(?:\s|[+、,/]|plus|and|联合|加|和|与|及|[nN]\s*=\s*\d+|\d+\s*例|\d+(?:\.\d+)?\s*mg(?:/m2|/m²|/kg|/d)?)*"
)


def explained(line: Line, named: Sequence[Arm], known: dict[str, Arm]) -> list[Arm]:
    """The arms of a line, regimens as their own brackets explain them; `known` keeps what was explained.

    Args:
        line: The line.
        named: Its arms, in order.
        known: The arm of each abbreviation that the paper explained against its usual meaning.
    """
    done: list[Arm] = []
    for arm in named:
        words = line.text[arm.start : arm.end]
        if arm.kind == "REGIMEN" and _SHORT.fullmatch(words):
            if (meaning := _in_bracket(line, arm)) is not None:
                known[words] = meaning
            own = known.get(words)
            arm = replace(own.at(arm.start, arm.end), is_named_group=arm.is_named_group) if own else arm
        done.append(arm)
    return done


def _in_bracket(line: Line, arm: Arm) -> Arm | None:
    """The agents that fill the bracket behind a regimen, where it is known for others."""
    opened = _OPENED.match(line.text, arm.end, line.end)
    closed = line.text.find(")", opened.end(), line.end) if opened else -1
    agents = line.of("DRUG", "REGIMEN", "DRUG_CLASS")
    inside = [Arm(m.start, m.end, m.name, kind=m.type) for m in agents if opened and opened.end() <= m.start < closed]
    usual = agents_of(arm)
    if opened is None or not inside or usual == {arm.name}:
        return None
    edges = [opened.end(), *(at for other in inside for at in (other.start, other.end)), closed]
    gaps = [line.between(edges[at], edges[at + 1]) for at in range(0, len(edges), 2)]
    meaning = ellipsis.combination(*inside) if len(inside) > 1 else inside[0]
    own = agents_of(meaning)
    is_other = not (own <= usual or usual <= own)
    return replace(meaning, is_control=False) if is_other and all(map(_FILLS.fullmatch, gaps)) else None
