"""Layout words of both languages, read once from the tables in `pipeline/lexicon/cues`.

>>> sorted(role for form, role in LABELS if form in ("摘要", "abstract"))
['abstract', 'abstract']
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pipeline.lexicon import cues

_NOISE = re.compile(r"[\s*_#:.;,()\[\]<>\\'’-]+")


def key(form: str) -> str:
    """A label without case, spaces and punctuation: `**[摘 要]**` and `摘要:` are one."""
    return _NOISE.sub("", form).lower()


ROWS = cues("layout_labels")
LABELS: frozenset[tuple[str, str]] = frozenset((key(row["form"]), row["role"]) for row in ROWS)
LATEX: dict[str, str] = {row["command"]: row["text"].strip() for row in cues("latex_commands")}


@cache
def words(role: str) -> frozenset[str]:
    """The words of one role of the table `layout_words`."""
    return frozenset(row["form"] for row in cues("layout_words") if row["role"] == role)


@cache
def roles(label_key: str) -> frozenset[str]:
    """The roles that a whole line with this key has."""
    return frozenset(role for form, role in LABELS if form == label_key)


def spelled(form: str) -> str:
    """A pattern for a label: spaces may stand between Han characters, and vary between Latin words."""
    if re.search("[\u4e00-\u9fff]", form):
        return r"\s{0,4}".join(re.escape(character) for character in form if character != " ")
    return r"\s+".join(re.escape(word) for word in form.split())


def pattern(forms: Iterable[str]) -> str:
    """An alternation of labels, the longest first."""
    return "|".join(spelled(form) for form in sorted(set(forms), key=lambda form: (-len(form), form)))
