"""Groups that a study labels: `A组`, `arm B`, `三药组`, `the doublet`, `单药组` stand for arms that the text names elsewhere.

A letter stands for the arm beside which it is defined (`甲药联合乙药(A组)`, `A组(甲药)`, `arm A received X`); a number of
agents stands for the arm named last that has as many.

>>> from pipeline.records import Concept, Mention
>>> from pipeline.relating import arms
>>> def drug(start, end, text, name): return Mention(start, end, "DRUG", text, Concept(f"chebi:{end}", "DRUG", name))
>>> text = "达拉非尼(A组)与曲美替尼(B组)的ORR;A组64%"
>>> line = Line(text, 0, len(text), (drug(0, 4, "达拉非尼", "dabrafenib"), drug(9, 13, "曲美替尼", "trametinib")))
>>> known = defined(line, arms.find(line))
>>> sorted((label, arm.name) for label, arm in known.items())
[('A', 'dabrafenib'), ('B', 'trametinib')]
>>> [(arm.start, arm.name) for arm in labelled(line, known) if arm.start > 20]
[(22, 'dabrafenib')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline import lexicon
from pipeline.relating.arms import Arm
from pipeline.relating.cue_words import column, key
from pipeline.relating.lines import Line, pattern

_LABEL = r"(?P<label>[A-Z甲乙丙丁](?:\+[A-Z])?)"
_LABELLED = re.compile(
    rf"(?<![A-Za-z0-9+-]){_LABEL}\s*组|\b(?:arm|group|cohort)\s+{_LABEL.replace('label', 'latin')}\b"
)
_BEHIND_ARM = re.compile(
    r"(?:组|方案|治疗)?\s*(?:\d+(?:\.\d+)?\s*(?:mg|g|μg)(?:/[A-Za-z0-9]+)*\s*)?[(,]\s*(?:即|简称|n\s*=\s*\d+,)?\s*$",
    re.IGNORECASE,
)
_BEFORE_ARM = re.compile(
    r"\s*(?:患者|patients)?\s*(?:[(:=为]|予以?|给予|接受|采用|使用|received?|was given|:|\([nN]?\s*=?\s*\d+例?\)\s*(?:为|予|接受)?)\s*"
    r"(?:口服|静脉|单用|联合)?\s*",
    re.IGNORECASE,
)
_ROLES = ("single_agent", "two_agents", "three_agents", "four_agents")


def _labels(line: Line) -> Iterator[tuple[str, re.Match[str]]]:
    for match in _LABELLED.finditer(line.text, line.start, line.end):
        yield match["label"] or match["latin"], match


def defined(line: Line, named: Sequence[Arm]) -> dict[str, Arm]:
    """Labels that a line defines, with their arms: the arm that a bracket with the label closes, or one right behind it."""
    found: dict[str, Arm] = {}
    for label, match in _labels(line):
        before = [arm for arm in named if arm.end <= match.start()]
        behind = next((arm for arm in named if arm.start >= match.end()), None)
        if before and _BEHIND_ARM.fullmatch(line.between(before[-1].end, match.start())):
            found[label] = before[-1]
        elif behind is not None and _BEFORE_ARM.fullmatch(line.between(match.end(), behind.start)):
            found[label] = behind
    return found


def labelled(line: Line, known: Mapping[str, Arm]) -> Iterator[Arm]:
    """The arms that the labels of a line stand for."""
    for label, match in _labels(line):
        if label in known:
            arm = known[label].at(match.start(), match.end())
            yield replace(arm, is_named_group=True, is_control=False)


def counted(line: Line, before: Sequence[Arm], named: Sequence[Arm]) -> Iterator[Arm]:
    """`三药组`, `双药`, `the triplet`, `单药组`: the arm named last with as many agents.

    Args:
        line: The line.
        before: Arms that the paragraph has named before the line, in order.
        named: Arms of the line, in order.
    """
    for size, role in enumerate(_ROLES, start=1):
        for match in pattern("agent_counts", role=role).finditer(line.text, line.start, line.end):
            earlier = (*before, *(arm for arm in named if arm.end <= match.start()))
            fitting = [arm for arm in earlier if _size(arm) == size and not arm.is_general]
            if fitting and not any(arm.end == match.start() for arm in named):
                is_control = column("agent_counts", "side", role=role)[key(match)] == "control"
                arm = fitting[-1].at(match.start(), match.end())
                yield replace(arm, is_named_group=True, is_control=is_control)


def _size(arm: Arm) -> int:
    """How many agents an arm has, by its name or the lexicon's agents of a regimen; 0 where neither tells (a class)."""
    if " + " in arm.name:
        return len(arm.name.split(" + "))
    if arm.kind == "DRUG":
        return 1
    entry = lexicon.load().named("REGIMEN", arm.name)
    return len(entry.relations.get("agent", ())) if entry else 0
