"""Where the readings of negated, narrowed, ended and compared responses end, and that long sentences are read quickly."""

from __future__ import annotations

import re
import time

import pytest

from pipeline.relating import negations, remedies

LONG = {
    "words": "inhibits downstream signalling and colony formation in primary bone marrow samples of treated patients ",
    "names": "targets ABC and DEF and GHI and JKL and MNO and PQR and STU and VWX and YZA ",
    "names in Chinese": "抑制A12B和C34D和E56F和G78H和J90K和L12M和N34P",
}
"""Pieces of which long sentences are made that no pattern matches to their end."""


@pytest.mark.parametrize("piece", LONG)
def test_long_sentences_are_read_quickly(piece: str) -> None:
    text = (LONG[piece] * 60)[:2000]
    patterns = [v for module in (remedies, negations) for v in vars(module).values() if isinstance(v, re.Pattern)]
    begun = time.perf_counter()
    for pattern in patterns:
        pattern.search(text)
        pattern.fullmatch(text)
    assert time.perf_counter() - begun < 4
