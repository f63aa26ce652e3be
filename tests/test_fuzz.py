"""Some fuzzed inputs of every format, read in this process; `make fuzz` does thousands, apart and with limits."""

from __future__ import annotations

import time

import pytest

pytest.importorskip("reportlab", reason="reportlab makes the PDFs (extra `test`)")
pytest.importorskip("docx", reason="python-docx makes the Word documents (extra `test`)")

from pipeline.reading import ReadingError, read_delivery
from pipeline.reading.files import delivered
from soak import mutants

COUNTS = {"txt": 120, "md": 120, "jats": 120, "html": 120, "docx": 60, "pdf": 8}


@pytest.mark.parametrize("file_format", COUNTS)
def test_a_damaged_file_is_read_or_refused(file_format: str) -> None:
    came = {"read": 0, "refused": 0}
    for number in range(COUNTS[file_format]):
        data = mutants.mutant(file_format, number)
        began = time.process_time()
        try:
            read_delivery(delivered(data, f"a{mutants.ENDINGS[file_format]}", file_format))
            came["read"] += 1
        except ReadingError as error:
            assert error.reason and "\n" not in str(error)
            came["refused"] += 1
        assert time.process_time() - began < 10
    assert all(came.values()), came


def test_a_number_stands_for_the_same_bytes() -> None:
    for file_format in ("txt", "md", "jats", "html"):
        assert mutants.mutant(file_format, 5) == mutants.mutant(file_format, 5)
