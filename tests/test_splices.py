"""Some papers spliced at random from our own sentences; `make soak` reads hundreds."""

from __future__ import annotations

from soak import splices


def test_whatever_stands_beside_what_is_read_to_the_end() -> None:
    assert splices.failures(range(1000, 1030)) == {}
