"""The words that people read, in both languages, from one table.

>>> words("zh")["relation.drug_target"], words("en")["relation.drug_target"]
('药物–靶点', 'Drug–target')
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from pipeline.records import Language

PAGE = Path(__file__).resolve().parent / "page"


@cache
def words(language: Language) -> dict[str, str]:
    """Every word of one language by its key."""
    with (PAGE / "words.tsv").open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["key"]: row[language] for row in rows}
