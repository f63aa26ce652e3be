"""Logistic regression over features that are short texts: trained with scikit-learn, kept as JSON, applied with numpy.

>>> told = [{"between 抑制"}, {"between 抑制", "far 1"}, {"far 1"}, {"far 8-15"}] * 4
>>> model = trained(told, ["yes", "yes", "", ""] * 4, least=1)
>>> model.labels
('', 'yes')
>>> model.of({"between 抑制"})["yes"] > 0.5 > model.of({"far 1"})["yes"]
True
>>> Logistic.from_plain(model.plain()).of({"far 1"}) == model.of({"far 1"})
True
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

SEED = 7
_DIGITS = 3
_LEAST = 3
_STRENGTH = 0.2
_ROUNDS = 300
_EXACT_ENOUGH = 1e-3
_LEAST_WEIGHT = 0.02
_NONE: Mapping[str, float] = {}


@dataclass(frozen=True)
class Logistic:
    """Weights of features for each label.

    A feature may come with a number (`numbers`), by which its weight is multiplied.

    Attributes:
        labels: What is told apart.
        rows: The row of each feature in the table of weights.
        weights: One column a label; the last row is what a candidate without features starts from.
    """

    labels: tuple[str, ...]
    rows: Mapping[str, int]
    weights: npt.NDArray[np.float64]

    def of(
        self,
        features: Collection[str],
        numbers: Mapping[str, float] = _NONE,
        shared: Iterable[frozenset[str]] = (),
    ) -> dict[str, float]:
        """The probability of each label.

        Args:
            features: What the candidate has for itself.
            numbers: Features with their numbers.
            shared: Features that it has in common with other candidates, whose rows are looked up once for all.
        """
        known, table = self.rows, self.weights
        own = {row for feature in features if (row := known.get(feature)) is not None}
        rows = sorted(own.union(*map(self._rows_of, shared)))
        total = table[-1] + np.add.reduce(table.take(rows, axis=0), axis=0) if rows else table[-1]
        for name, number in numbers.items():
            if name in known:
                total = total + number * table[known[name]]
        shares = np.exp(total - np.maximum.reduce(total))
        return dict(zip(self.labels, (shares / np.add.reduce(shares)).tolist(), strict=True))

    @cached_property
    def _rows_of(self) -> Callable[[frozenset[str]], frozenset[int]]:
        known = self.rows
        return lru_cache(maxsize=512)(lambda some: frozenset(known[feature] for feature in some if feature in known))

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        weights = {name: self.weights[row].tolist() for name, row in self.rows.items()}
        return {"labels": self.labels, "bias": self.weights[-1].tolist(), "weights": weights}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Logistic:
        names = sorted(plain["weights"])
        table = [*(plain["weights"][name] for name in names), plain["bias"]]
        return cls(tuple(plain["labels"]), {name: row for row, name in enumerate(names)}, np.array(table, dtype=float))


def trained(
    features: Sequence[Collection[str]],
    labels: Sequence[str],
    numbers: Sequence[Mapping[str, float]] = (),
    strength: float = _STRENGTH,
    least: int = _LEAST,
) -> Logistic:
    """Fits the weights.

    Args:
        features: Of each candidate.
        labels: Of each candidate; at least two different ones.
        numbers: Features with their numbers, of each candidate; nothing where there are none.
        strength: Inverse of the penalty on large weights.
        least: How many candidates must have a feature for it to be learned.
    """
    from sklearn.linear_model import LogisticRegression

    names, table = _table(features, numbers or [_NONE] * len(features), least)
    machine = LogisticRegression(C=strength, max_iter=_ROUNDS, tol=_EXACT_ENOUGH, random_state=SEED)
    fitted = machine.fit(table, np.array(labels))
    slopes, bias = fitted.coef_, fitted.intercept_
    if len(fitted.classes_) == 2:
        slopes, bias = np.vstack([-slopes, slopes]) / 2, np.concatenate([-bias, bias]) / 2
    kept = np.flatnonzero(np.abs(slopes).max(axis=0) >= _LEAST_WEIGHT)
    weights = np.round(np.vstack([slopes[:, kept].T, bias]), _DIGITS)
    rows = {names[column]: row for row, column in enumerate(kept.tolist())}
    return Logistic(tuple(str(label) for label in fitted.classes_), rows, weights)


def _table(
    features: Sequence[Collection[str]], numbers: Sequence[Mapping[str, float]], least: int
) -> tuple[list[str], Any]:
    """The names of the columns, and the candidates as rows of a sparse table."""
    from scipy.sparse import csr_matrix

    counts = Counter(feature for some in features for feature in some)
    known = {name for name, count in counts.items() if count >= least}
    names = sorted(known | {name for some in numbers for name in some})
    columns = {name: number for number, name in enumerate(names)}
    places: list[int] = []
    values: list[float] = []
    ends = [0]
    for some, more in zip(features, numbers, strict=True):
        row = {columns[name]: 1.0 for name in some if name in known} | {columns[k]: v for k, v in more.items()}
        places += sorted(row)
        values += [row[column] for column in sorted(row)]
        ends.append(len(places))
    return names, csr_matrix((values, places, ends), shape=(len(features), len(names)))


def logit(probability: float) -> float:
    """The log of the odds, cut at one to a thousand.

    >>> logit(0.5), round(logit(1.0), 1)
    (0.0, 6.9)
    """
    cut = min(max(probability, 0.001), 0.999)
    return math.log(cut / (1 - cut))
