"""English participles that describe a noun, and are no verb of the clause: `LPS-induced`, `activated caspase-3`.

What brings something about is told before a noun by a participle (`X inhibits IL-6-induced expression of Y`); read as a
verb it would turn the statement around. `resulted in decreased Y` is one verb, whose direction the participle says.

>>> text = "X inhibits LPS-induced Y and led to reduced Z by activated W"
>>> spans = [(2, 10), (15, 22), (29, 35), (36, 43), (49, 58)]
>>> [text[a:b] for a, b in predicating(text, 0, spans)]
['inhibits', 'reduced']
>>> without_causes(" the LPS-induced expression of ")
' the  expression of '
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.relating.cue_words import column, key

BROUGHT_ABOUT = "induced|stimulated|evoked|elicited|triggered|provoked"
_IS_CAUSED = re.compile(rf"(?:{BROUGHT_ABOUT})$", re.IGNORECASE)
_CAUSES = re.compile(
    rf"(?:\b(?!(?:and|or|but|also|which|that|then|not|it|to|by|then)\b)[\w/()+-]+[ -])(?:{BROUGHT_ABOUT})\b",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(
    r"\b(?:of|the|an?|in|by|with|from|for|no|this|these|their|its|into|between|against|on)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s+(?:an?\s+|the\s+)?(?:\w+ly\s+|marked\s+|significant\s+)?", re.IGNORECASE)
_THING = re.compile(r"\s+(?:(?!(?:and|or|but|that|which|to|by|also|not|then|it)\b)[\w/+\x00-]+\s+){1,3}", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:that|which|who)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_AMOUNT_NOUN = re.compile(r"(?:in|de)creases?", re.IGNORECASE)
_IN_OR_OF = re.compile(r"\s+(?:in|of)\b", re.IGNORECASE)
_REACH = 24
_Spans = Sequence[tuple[int, int]]


def without_causes(gap: str) -> str:
    """The words between a verb and its object without what brought the object about (`LPS-induced`)."""
    return _CAUSES.sub("", gap) if "ed" in gap else gap


def predicating(view: str, start: int, spans: _Spans) -> tuple[tuple[int, int], ...]:
    """The verbs among spans that a table of verb forms found, in order.

    Args:
        view: The blanked text of a level.
        start: Where it begins; the spans are counted from the section's beginning.
        spans: Of all forms.
    """
    kept: list[tuple[int, int]] = []
    for first, last in spans:
        at, end = first - start, last - start
        if _AMOUNT_NOUN.fullmatch(view, at, end) and _IN_OR_OF.match(view, end):
            continue
        if view[at - 1 : end].lower() == "-binding" or _is_noun(view, at, end):
            continue
        if kept and _is_hindered(view, at, end, (kept[-1][0] - start, kept[-1][1] - start)):
            continue
        if view[end - 2 : end].lower() == "ed":
            before = kept[-1] if kept else None
            if before is not None and _BESIDE.fullmatch(view, before[1] - start, at):
                if not _is_light(view[before[0] - start : before[1] - start]):
                    continue
                kept.pop()
            elif _describes(view, at, end, before, start):
                continue
        kept.append((first, last))
    return tuple(kept)


_TARGETS = re.compile("targets?", re.IGNORECASE)
_OWNED = re.compile(
    r"\b(?:its|their|the|an?|this|these|same|main|primary|direct|key|known|common|shared|respective|principal|molecular)\s+$",
    re.IGNORECASE,
)


def _is_noun(view: str, at: int, end: int) -> bool:
    """Whether `targets` is what something has, and nothing that it does (`both degrade their targets Y and Z`)."""
    return bool(_TARGETS.fullmatch(view, at, end) and _OWNED.search(view, max(0, at - _REACH), at))


_BINDING = re.compile(r"binding(?:\sto)?|interacting\swith", re.IGNORECASE)
_WORD = r"(?!(?:by|via|through|upon|when|after|that|which|with|while)\b)[\w/.+\x00-]+"
_PARTNER = re.compile(rf"\s+(?:{_WORD},?\s+){{0,4}}(?!(?:and|or)\b){_WORD}\s+", re.IGNORECASE)
_OF_PARTNERS = re.compile(r"\s+(?:the\s+|any\s+)?", re.IGNORECASE)
_OF = re.compile(r"\s+of\b", re.IGNORECASE)


def _is_hindered(view: str, at: int, end: int, before: tuple[int, int]) -> bool:
    """Whether a binding is what the verb before it hinders (`blocks Y binding to Z`, `prevents the binding of Y to Z`)."""
    if not _BINDING.fullmatch(view, at, end) or not hinders(view[slice(*before)]):
        return False
    is_of = _OF_PARTNERS.fullmatch(view, before[1], at) is not None and _OF.match(view, end) is not None
    return is_of or _PARTNER.fullmatch(view, before[1], at) is not None


def hinders(form: str) -> bool:
    """Whether a verb makes less of what its object says, or none at all."""
    return column("drug_target_directions", "direction").get(key(form)) == "fall"


def _is_light(form: str) -> bool:
    """Whether a verb only brings about what its object says (`resulted in`, `led to`)."""
    return column("drug_target_directions", "direction").get(key(form)) == "rise"


def _is_amount(form: str) -> bool:
    """Whether a participle states a change wherever it stands (`accompanied by decreased Y`)."""
    is_told = form.endswith("regulated") or key(form) in column("drug_target_amounts", "direction")
    return is_told and not _IS_CAUSED.match(form)


def _describes(view: str, at: int, end: int, before: tuple[int, int] | None, start: int) -> bool:
    if view[at - 1 : at] in ("-", "–"):
        return True
    if not _is_amount(view[at:end]) and _DESCRIBED.search(view, max(0, at - _REACH), at):
        return True
    if before is None or not _IS_CAUSED.match(view[at:end]):
        return False
    is_relative = _RELATIVE.search(view, max(0, before[0] - start - _REACH), before[0] - start)
    return not is_relative and _THING.fullmatch(view, before[1] - start, at) is not None
