"""What was found, what is right: claims of a paper counted as sets at a tier, paragraph by paragraph.

A claim is right where the paper's gold holds one with the same key, however often either states it: so a doubled
prediction gains nothing. *Located*, the key holds the sentence too. Of a part of the claims (a language, a kind of
section) the found ones are held against all gold of the paper, and the wanted ones against all that was made: a claim
that both state in different sections is right in both.

>>> Count(3, 4, 3, 5).precision, Count(3, 4, 3, 5).recall, round(Count(3, 4, 3, 5).f1, 3)
(0.75, 0.6, 0.667)
>>> Count(0, 0, 0, 0).f1, Count(0, 0, 0, 5).f1
(1.0, 0.0)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.scoring.papers import Paper, Told
from pipeline.scoring.tiers import Key, key

Figures = npt.NDArray[np.float64]
Chosen = Callable[[Told], bool]
NAN = float("nan")


def everything(told: Told) -> bool:
    """Chooses all claims."""
    return True


@dataclass(frozen=True, slots=True)
class Count:
    """Claims made and how many are right, claims wanted and how many were found."""

    right: float = 0
    made: float = 0
    found: float = 0
    wanted: float = 0

    @property
    def precision(self) -> float:
        return self.right / self.made if self.made else NAN

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else NAN

    @property
    def f1(self) -> float:
        """Harmonic mean of both; 1 where nothing is wanted and nothing made; not a number where a part has one alone."""
        return float(f1(np.array([[self.right, self.made, self.found, self.wanted]], dtype=float))[0])

    def plus(self, other: Count) -> Count:
        return Count(*(a + b for a, b in zip(_fields(self), _fields(other), strict=True)))


def _fields(count: Count) -> tuple[float, float, float, float]:
    return count.right, count.made, count.found, count.wanted


def f1(rows: Figures) -> Figures:
    """F1 of many counts at once, one a row (right, made, found, wanted).

    A part of the claims may hold right ones where gold wants none (it has them in another section): no F1 then.
    """
    right, made, found, wanted = rows[..., 0], rows[..., 1], rows[..., 2], rows[..., 3]
    with np.errstate(divide="ignore", invalid="ignore"):
        precision, recall = right / made, found / wanted
        mean = 2 * precision * recall / (precision + recall)
    mean = np.where((right == 0) | (found == 0), 0.0, mean)
    mean = np.where((made == 0) & (wanted == 0), 1.0, mean)
    elsewhere = ((made == 0) & (found > 0)) | ((wanted == 0) & (right > 0))
    told: Figures = np.where(elsewhere, np.nan, mean)
    return told


Place = tuple[Key, int]


def places(told: Iterable[Told], tier: str, located: bool) -> dict[Place, list[Told]]:
    """Claims by what tells them apart: the key of the tier, and the sentence where that counts."""
    found: dict[Place, list[Told]] = {}
    for one in told:
        found.setdefault((key(one.statement, tier), one.start if located else -1), []).append(one)
    return found


@dataclass(frozen=True, slots=True)
class Sides:
    """What gold wants of a paper and what was made of it, at one tier; counted for any part of the claims.

    A claim counts where gold, else the run, first states it: `paragraphs` has the number of that paragraph.
    """

    paper: Paper
    wanted: Mapping[Place, Sequence[Told]]
    made: Mapping[Place, Sequence[Told]]
    paragraphs: Mapping[Place, int]

    def by_paragraph(self, chosen: Chosen = everything) -> Figures:
        """Counts of each paragraph: right, made, found, wanted."""
        table = np.zeros((self.paper.paragraphs, 4))
        for column, ours, theirs in ((0, self.made, self.wanted), (2, self.wanted, self.made)):
            for place, told in ours.items():
                if any(map(chosen, told)):
                    table[self.paragraphs[place], column] += place in theirs
                    table[self.paragraphs[place], column + 1] += 1
        return table


def sides(paper: Paper, tier: str, located: bool = False) -> Sides:
    """Both sides of a paper."""
    wanted, made = places(paper.wanted, tier, located), places(paper.told, tier, located)
    first = {place: min(one.paragraph for one in told) for place, told in (made | wanted).items()}
    return Sides(paper, wanted, made, first)


def by_paragraph(paper: Paper, tier: str, located: bool = False, chosen: Chosen = everything) -> Figures:
    """Counts of each paragraph of a paper, see `Sides`."""
    return sides(paper, tier, located).by_paragraph(chosen)


def summed(table: Figures) -> Count:
    """The count of all paragraphs."""
    return Count(*(float(value) for value in table.reshape(-1, 4).sum(axis=0)))


def count(paper: Paper, tier: str, located: bool = False, chosen: Chosen = everything) -> Count:
    """The count of one paper."""
    return summed(by_paragraph(paper, tier, located, chosen))
