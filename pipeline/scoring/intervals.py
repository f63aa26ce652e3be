"""How sure a figure is: 95 % intervals by bootstrap.

Claims of one paragraph stand and fall together (one wrong arm spoils a whole row), so paragraphs are drawn, with
replacement, within each document; where there are ten documents or more, documents are drawn as well, for a second
interval that says how the figure would change with other papers. The draws of a document depend on its digest and the
seed alone, so that neither order nor company changes them, and two runs are drawn alike.

>>> import numpy as np
>>> always = [Sample("ab" * 32, np.array([[2.0, 2, 2, 2], [1, 1, 1, 1]]))]
>>> interval(always)
(1.0, 1.0)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from pipeline.scoring.counts import Figures, f1

RESAMPLES = 2000
SEED = 20261101
ENOUGH_DOCUMENTS = 10
_PERCENTILES = (2.5, 97.5)
Interval = tuple[float, float] | None


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """The counts of one document by paragraph, and the digest that its draws come from."""

    sha256: str
    table: Figures


@lru_cache(maxsize=64)
def _draws(sha256: str, paragraphs: int) -> Figures:
    """How often each paragraph is drawn, resample by resample."""
    generator = np.random.default_rng([SEED, int(sha256[:16] or "0", 16)])
    return generator.multinomial(paragraphs, np.full(paragraphs, 1 / paragraphs), size=RESAMPLES).astype(float)


def resampled(samples: Sequence[Sample]) -> Figures:
    """Counts by document, resample and column."""
    return np.stack([_draws(one.sha256, len(one.table)) @ one.table for one in samples])


def ends(values: Figures) -> Interval:
    """The middle 95 % of resampled figures; None where most of them are not numbers."""
    held = values[~np.isnan(values)]
    if len(held) < len(values) / 2:
        return None
    low, high = np.percentile(held, _PERCENTILES)
    return round(float(low), 4), round(float(high), 4)


def f1_or_nan(sums: Figures) -> Figures:
    """F1 of counts; not a number where nothing was made and nothing wanted."""
    nothing = (sums[..., 1] == 0) & (sums[..., 3] == 0)
    told: Figures = np.where(nothing, np.nan, f1(sums))
    return told


def interval(samples: Sequence[Sample]) -> Interval:
    """Interval of micro F1 over paragraphs within documents; None where there is nothing to count."""
    if not any(one.table.any() for one in samples):
        return None
    return ends(f1_or_nan(resampled(samples).sum(axis=0)))


def macro_interval(samples: Sequence[Sample]) -> Interval:
    """Interval of the mean of the documents' F1, over paragraphs within documents."""
    kept = [one for one in samples if one.table.any()]
    if not kept:
        return None
    told = f1_or_nan(resampled(kept))
    held = ~np.isnan(told)
    with np.errstate(invalid="ignore"):
        return ends(np.where(held, told, 0).sum(axis=0) / held.sum(axis=0))


def document_interval(samples: Sequence[Sample]) -> Interval:
    """Interval of micro F1 over documents; None where they are fewer than ten."""
    if len(samples) < ENOUGH_DOCUMENTS:
        return None
    ordered = sorted(samples, key=lambda one: one.sha256)
    counts = np.stack([one.table.sum(axis=0) for one in ordered])
    generator = np.random.default_rng(SEED)
    draws = generator.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=RESAMPLES)
    return ends(f1_or_nan(draws @ counts))
