"""The record of who bears a response: the alterations that a word speaks of, how far away they stand, and which rule found them.

>>> Bearer((Mention(0, 3, "ALTERATION", "X突变"),), 0, "clause").mechanism
'clause'
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records import Mention


@dataclass(frozen=True, slots=True)
class Bearer:
    """Alterations that a response word speaks of; `distance` counts the clauses between (0: the same)."""

    alterations: tuple[Mention, ...]
    distance: int
    mechanism: str
