"""Two runs on the same papers: how sure it is that one is better, paragraph by paragraph.

Two ways that ask different questions. The paired bootstrap draws paragraphs with replacement, the same for both runs,
and gives an interval of the difference (Efron and Tibshirani 1993). Approximate randomisation swaps the two runs'
outcomes in paragraphs drawn by coin and gives the share of swaps with a difference at least as large (Noreen 1989;
Yeh 2000, for F1), which is the P value for "both are alike".

>>> import numpy as np
>>> better = Sample("ab" * 32, np.array([[2.0, 2, 2, 2], [1, 1, 1, 1]]))
>>> worse = Sample("ab" * 32, np.array([[1.0, 2, 1, 2], [1, 1, 1, 1]]))
>>> round(difference([worse], [better]), 3), difference_interval([better], [better]), p_value([better], [better])
(0.333, (0.0, 0.0), 1.0)
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.scoring.counts import Figures
from pipeline.scoring.intervals import RESAMPLES, SEED, Interval, Sample, ends, f1_or_nan, resampled

_TOLERANCE = 1e-12


def _f1(sums: Figures) -> Figures:
    """F1 with 0 where nothing can be said, so that differences stay numbers."""
    told: Figures = np.nan_to_num(f1_or_nan(sums))
    return told


def _total(samples: Sequence[Sample]) -> Figures:
    total: Figures = np.stack([one.table.sum(axis=0) for one in samples]).sum(axis=0)
    return total


def difference(before: Sequence[Sample], after: Sequence[Sample]) -> float:
    """Micro F1 of the second run less that of the first."""
    return float(_f1(_total(after)) - _f1(_total(before)))


def difference_interval(before: Sequence[Sample], after: Sequence[Sample]) -> Interval:
    """95 % interval of the difference by paired bootstrap; None where neither run nor gold has anything."""
    if not any(one.table.any() for one in (*before, *after)):
        return None
    drawn = (_f1(resampled(side).sum(axis=0)) for side in (before, after))
    first, second = drawn
    return ends(second - first)


def p_value(before: Sequence[Sample], after: Sequence[Sample]) -> float:
    """P of a difference as large as this one or larger, were the runs alike, by approximate randomisation.

    Only paragraphs in which the runs differ can change it; the coins of a document depend on its digest and the seed.
    """
    observed = abs(difference(before, after))
    common = _total(before) + _total(after)
    halves = [_swapped(one, other) for one, other in zip(before, after, strict=True)]
    first = (common + np.sum(halves, axis=0)) / 2
    extreme = np.abs(_f1(first) - _f1(common - first)) >= observed - _TOLERANCE
    return float((extreme.sum() + 1) / (RESAMPLES + 1))


def _swapped(one: Sample, other: Sample) -> Figures:
    """By resample: the first run's counts less the second's, with the signs of swapped paragraphs turned."""
    generator = np.random.default_rng([SEED + 1, int(one.sha256[:16] or "0", 16)])
    signs = generator.choice((-1.0, 1.0), size=(RESAMPLES, len(one.table)))
    turned: Figures = signs @ (one.table - other.table)
    return turned
