"""Alterations that share one word: `NRAS、IDH2突变` is one mention with two names, as the guideline marks it (section 2).

A regimen and the name that the bracket behind it gives it (`A+B(AB)`) are two mentions. The stages hold each member at its own place, since relations ask what stands where; the table of mentions holds the
list, once for each member, and the genes inside it.

>>> from pipeline.records import Concept
>>> def changed(start, end, text, gene):
...     name = f"{gene} mutation"
...     return Mention(start, end, "ALTERATION", text, Concept(f"local:{name}", "ALTERATION", name), gene=gene)
>>> text = "NRAS、IDH2突变多见"
>>> [(m.name, m.text) for m in whole([changed(0, 4, "NRAS", "NRAS"), changed(5, 11, "IDH2突变", "IDH2")], text)]
[('NRAS mutation', 'NRAS、IDH2突变'), ('IDH2 mutation', 'NRAS、IDH2突变')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import lexicon
from pipeline.records import Mention

_SEPARATOR = re.compile(r"\s?(?:、|/|,\s?(?:and|or)\s|,|和/或|和\(或\)|以及|及其?|和|与|或者|或|\+|&|and/or|and|or)\s?")


def whole(mentions: Sequence[Mention], text: str) -> Iterator[Mention]:
    """The outermost mentions, those of a list with a common word each over the whole list.

    Args:
        mentions: Outermost mentions in order, section offsets.
        text: The section's repaired text.
    """
    mentions = [part for mention in mentions for part in _without_bracket(mention)]
    listed = [m for m in mentions if m.type == "ALTERATION"]
    groups = {id(member): group for group in _groups(listed, text) for member in group}
    for mention in mentions:
        group = groups.get(id(mention))
        yield _over(mention, group, text) if group else mention


def _without_bracket(mention: Mention) -> Iterator[Mention]:
    """A regimen without the bracket behind it that gives it a name (`A+B(AB)`), and that name as a mention beside it."""
    opened = mention.text.rfind("(")
    if mention.type != "REGIMEN" or not mention.text.endswith(")") or opened < 1:
        yield mention
        return
    start = mention.start + opened + 1
    names = [p for p in mention.parts if p.type == "REGIMEN" and (p.start, p.end) == (start, mention.end - 1)]
    if not names:
        yield mention
        return
    text = mention.text[:opened].rstrip()
    end = mention.start + len(text)
    parts = tuple(p for p in mention.parts if p.start < start and (p.start, p.end) != (mention.start, end))
    same = (inner for p in mention.parts if (p.start, p.end) == (mention.start, end) for inner in p.parts)
    yield replace(mention, end=end, text=text, parts=(*same, *parts))
    yield from names


def _groups(listed: Sequence[Mention], text: str) -> Iterator[list[Mention]]:
    """Runs of members that are bare genes, with the one that has their word: the last, or else the first."""
    run: list[Mention] = []
    head: Mention | None = None
    for mention in listed:
        follows = bool(run) and bool(_SEPARATOR.fullmatch(text[run[-1].end : mention.start]))
        if follows and _is_bare(mention) and (head is None or _state(mention) == _state(head)):
            run.append(mention)
            continue
        if follows and head is None:
            yield [*run, mention]
            run, head = [], None
            continue
        if head is not None and len(run) > 1:
            yield run
        run, head = [mention], None if _is_bare(mention) else mention
    if head is not None and len(run) > 1:
        yield run


def _is_bare(mention: Mention) -> bool:
    """Whether an alteration is named by its gene alone, so that another member of the list says what has become of it."""
    return bool(mention.gene) and any(term.concept.name == mention.gene for term in _genes(mention))


def _genes(mention: Mention) -> tuple[lexicon.Term, ...]:
    return lexicon.load().lookup(mention.text, ("GENE",))


def _state(mention: Mention) -> str:
    return mention.name.rpartition(" ")[2]


def _over(member: Mention, group: Sequence[Mention], text: str) -> Mention:
    start, end = group[0].start, group[-1].end
    bare = tuple(_gene(m) for m in group if _is_bare(m)) if member is group[0] else ()
    parts = tuple(sorted((*bare, *member.parts), key=lambda m: m.start))
    return replace(member, start=start, end=end, text=text[start:end], parts=parts)


def _gene(member: Mention) -> Mention:
    concept = lexicon.load().concept("GENE", member.gene)
    return replace(member, type="GENE", concept=concept, gene="", parts=())
