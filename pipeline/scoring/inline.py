"""Sentences with their mentions marked inside, as annotators write them: `⟦维奈克拉⟧{DRUG|venetoclax}`.

Marks may stand in one another (a REGIMEN holds its DRUGs). Without the marks a sentence is the text's own, character for
character, so that offsets need no search.

>>> text = "⟦⟦维奈克拉⟧{DRUG|venetoclax}联合⟦阿扎胞苷⟧{DRUG|azacitidine}⟧{REGIMEN|azacitidine + venetoclax}有效。"
>>> plain, spans = read(text)
>>> plain, [(kind, plain[start:end], name) for start, end, kind, name in spans][0]
('维奈克拉联合阿扎胞苷有效。', ('REGIMEN', '维奈克拉联合阿扎胞苷', 'azacitidine + venetoclax'))
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.scoring.passages import sentences

Span = tuple[int, int, str, str]
"""Start and end in the plain sentence, type, name."""

_SIGN = re.compile(r"⟦|⟧(?:\{(?P<kind>[A-Z_]+)\|(?P<name>[^{}]+)\})?")
_LIST_OF_REFERENCES = re.compile(
    r"^[\W_]*(?:参考文献|主要参考文献|References?|Bibliography)[\W_]*$", re.MULTILINE | re.IGNORECASE
)
_WORDS = re.compile(r"[A-Za-z\u4e00-\u9fff]{2}")


def read(marked: str) -> tuple[str, list[Span]]:
    """The plain sentence, and its marks in the order of their starts, longer ones first.

    Raises:
        ValueError: A mark is not closed, not opened, or has no `{TYPE|name}`; says where.
    """
    plain, last = "", 0
    opened: list[int] = []
    spans: list[Span] = []
    for sign in _SIGN.finditer(marked):
        plain += marked[last : sign.start()]
        last = sign.end()
        if sign.group() == "⟦":
            opened.append(len(plain))
            continue
        if not opened or not sign["kind"]:
            raise ValueError(f"the mark that ends before {marked[sign.end() : sign.end() + 12]!r} is not whole")
        spans.append((opened.pop(), len(plain), sign["kind"], sign["name"].strip()))
    if opened:
        raise ValueError(f"a mark is not closed in {marked[:40]!r}")
    return plain + marked[last:], sorted(spans, key=lambda span: (span[0], -span[1]))


def sampled(text: str, every: int) -> Iterator[tuple[int, int]]:
    """Every so-manieth sentence or table row before the list of references, as (start, end) in the text.

    >>> list(sampled("第一句话。第二句话。第三句话。\\n参考文献\\n甲，乙。书名。", 2))
    [(0, 5), (10, 15)]
    """
    heading = _LIST_OF_REFERENCES.search(text)
    body = [(s, e) for s, e in sentences(text[: heading.start()] if heading else text) if _WORDS.search(text[s:e])]
    yield from body[::every]
