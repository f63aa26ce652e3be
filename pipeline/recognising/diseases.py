"""Names of diseases as far as they reach: a subtype's words belong to them, a risk group's or a stage's do not.

>>> from pipeline.records import Concept
>>> leukaemia = Mention(4, 7, "DISEASE", "ALL", Concept("mondo:1", "DISEASE", "acute lymphoblastic leukemia"))
>>> [(m.text, m.name) for m in widened("Ph阴性ALL", [leukaemia], Lexicon(()))]
[('Ph阴性ALL', 'Ph-negative acute lymphoblastic leukemia')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.lexicon import Lexicon
from pipeline.records import Mention

_STATUS = re.compile(
    r"(?:\bPh|(?<![A-Za-z])Ph|费城染色体|Philadelphia(?: chromosome)?)(?: |-)?"
    r"(?P<status>阳性|阴性|[+＋]|positive|negative)(?:\s?\((?:Ph[+＋-])\))?(?: |-)?$"
)
_CHROMOSOME = ("Ph", "费城染色体")
"""One of which every such status holds."""
_POSITIVE = frozenset({"阳性", "+", "＋", "positive"})
_LEUKAEMIA = re.compile(r"leuk", re.IGNORECASE)
_RISK = re.compile(
    r"(?:(?:较|极|中)?[低中高]危|(?:very )?(?:lower|higher|low|high|intermediate)[- ]risk)\s?(?=\S)", re.IGNORECASE
)
_STAGE = re.compile(
    r"(?:metastatic|(?:locally )?advanced|unresectable|recurrent|relapsed|晚期|转移性|复发性|局部晚期)\s?(?=\S)",
    re.IGNORECASE,
)
_UNSPECIFIED = re.compile(r",? (?:not otherwise specified|NOS)(?![A-Za-z])|[,( ]{0,2}非特指型?\)?")
_REACH = 36


def widened(text: str, mentions: Iterable[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """The mentions, those of diseases with the words that name their subtype and without those of a risk group.

    Args:
        text: The section's repaired text.
        mentions: Mentions found in it, of any type.
        lexicon: Decides what a name means without its risk group.
    """
    for mention in mentions:
        yield _whole(text, mention, lexicon) if mention.type == "DISEASE" else mention


def _whole(text: str, mention: Mention, lexicon: Lexicon) -> Mention:
    return _unspecified(text, _with_status(text, _without_risk(mention, lexicon), lexicon))


def _without_risk(mention: Mention, lexicon: Lexicon) -> Mention:
    """Without a risk group, and without a stage that makes no disease of its own (`metastatic breast cancer`)."""
    said = _RISK.match(mention.text) or _STAGE.match(mention.text)
    known = lexicon.lookup(mention.text[said.end() :], ("DISEASE",)) if said else ()
    if not said or not known or (_STAGE.match(mention.text) and known[0].concept != mention.concept):
        return mention
    text = mention.text[said.end() :]
    return replace(mention, start=mention.start + said.end(), text=text, concept=known[0].concept)


def _with_status(text: str, mention: Mention, lexicon: Lexicon) -> Mention:
    """`Ph阴性B-ALL`, `Ph+白血病`: the Philadelphia chromosome makes a subtype of a leukaemia."""
    if not _LEUKAEMIA.search(mention.name):
        return mention
    before = text[max(0, mention.start - _REACH - 1) : mention.start]
    is_told = any(name in before for name in _CHROMOSOME)
    status = _STATUS.search(text, max(0, mention.start - _REACH), mention.start) if is_told else None
    if status is None:
        return mention
    kind = "positive" if status["status"] in _POSITIVE else "negative"
    names = [f"Ph-{kind} {name}" for name in (mention.text, mention.name)]
    known = [term.concept for name in names for term in lexicon.lookup(name, ("DISEASE",))]
    concept = known[0] if known else lexicon.concept("DISEASE", names[-1])
    return replace(mention, start=status.start(), text=text[status.start() : mention.end], concept=concept)


def _unspecified(text: str, mention: Mention) -> Mention:
    tail = _UNSPECIFIED.match(text, mention.end)
    return replace(mention, end=tail.end(), text=text[mention.start : tail.end()]) if tail else mention
