"""Short forms that the paper defines itself, at every place where it uses them.

>>> from pipeline.records import Concept
>>> concept = Concept("ncit:C1", "DISEASE", "acute lymphoblastic leukemia")
>>> [(m.start, m.text) for m in find("ALL患者与SMALL组,R/R-ALL", {"ALL": concept})]
[(0, 'ALL'), (17, 'ALL')]
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.records import Concept, Mention


def find(text: str, glossary: Mapping[str, Concept]) -> list[Mention]:
    """Mentions of the glossary's short forms (source `glossary`), at word borders of their own script."""
    if not glossary:
        return []
    return [
        Mention(m.start(), m.end(), glossary[m["short"]].type, m.group(), glossary[m["short"]], 1.0,
                f"the paper defines {m['short']}", "glossary")
        for m in _pattern(tuple(glossary)).finditer(text)
    ]  # fmt: skip


@lru_cache(maxsize=8)
def _pattern(shorts: tuple[str, ...]) -> re.Pattern[str]:
    forms = "|".join(re.escape(short) for short in sorted(shorts, key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z0-9])(?P<short>{forms})s?(?![A-Za-z0-9])")
