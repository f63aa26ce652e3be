"""The words that state sensitivity, resistance, benefit or prognosis: RESPONSE mentions.

Some words state it by themselves; some do so only beside what they are said of (`伊布替尼失败`, `克服T315I`), and some
verbs only with their object (`abrogated the response`).

>>> [(m.text, m.name) for m in find("T315I突变导致伊马替尼耐药,预后不良; sensitive to ponatinib", (), Lexicon(()))]
[('耐药', 'resistance'), ('预后不良', 'poor prognosis'), ('sensitive', 'sensitivity')]
>>> drug = Mention(0, 9, "DRUG", "ibrutinib")
>>> [(m.text, m.name) for m in find("ibrutinib failure blunts the response", (drug,), Lexicon(()))]
[('failure', 'resistance'), ('blunts the response', 'resistance')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from pipeline.lexicon import Lexicon, cues, fold
from pipeline.records import EntityType, Mention
from pipeline.spots import spots

Said = tuple[int, int, str, str]
"""Start, end, form and name."""

_GOES_ON = ("异", "别")
"""What makes a difference of `差` (`疗效差异`)."""
_NO_RESPONSE = "none"
"""The name of forms that hold a response word and state none (`immune escape`)."""
_BINDS = re.compile(r"\s(?:to|against)$")
"""Words that tie a response to what it is a response to are no part of it."""
_BESIDE: dict[str, tuple[EntityType, ...]] = {
    "agent": ("DRUG", "DRUG_CLASS", "REGIMEN"),
    "alteration": ("ALTERATION",),
    "endpoint": ("METRIC",),
}
_AFTER = re.compile(
    r"\s?(?:治疗|单药|单药治疗|therapy|treatment|monotherapy|was|is|were|are|has|have|had|者|率|均|也|亦)?\s?"
)
_BEFORE = re.compile(r"\s?(?:了|其|on|of|to|with|the|single-agent|prior|both|median|对)?\s?")
_REACH = 24
_CLAUSE = re.compile(r"[。;;!?\n]|\. ")
_BEARER_REACH = 60


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {fold(row["form"]): row["name"] for row in cues("responses")}


@lru_cache(maxsize=1)
def _neighbours() -> dict[str, list[Mapping[str, str]]]:
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in cues("response_neighbours"):
        found.setdefault(fold(row["form"]), []).append(row)
    return found


def find(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """RESPONSE mentions of a section's repaired text, the longest form at each place (source `terms`).

    Args:
        text: The section's repaired text.
        mentions: Agents, alterations and endpoints found in it.
        lexicon: For the concepts.
    """
    said = [*_listed(text), *_weakened(text), *_beside(text, mentions)]
    said += [(*match.span(), match.group(), "sensitivity") for match in _PREDICATE.finditer(text)]
    said += _outlooks(text)
    return [
        Mention(
            start, end, "RESPONSE", text[start:end], lexicon.concept("RESPONSE", name), 1.0,
            f"response word {form}", "terms",
        )
        for start, end, form, name in sorted(set(said))
    ]  # fmt: skip


def _listed(text: str) -> Iterator[Said]:
    for start, end, form in spots(text, "responses"):
        name = _names()[form]
        if name != _NO_RESPONSE and text[end : end + 1] not in _GOES_ON:
            tie = _BINDS.search(text, start, end)
            yield start, tie.start() if tie else end, form, name


def _weakened(text: str) -> Iterator[Said]:
    """A verb that takes a response away, with its object."""
    verbs = spots(text, "response_weakening", part="verb")
    objects = {start: end for start, end, _ in spots(text, "response_weakening", part="object")} if verbs else {}
    for start, end, form in verbs:
        if (stop := objects.get(end + 1)) is not None:
            yield start, stop, form, "resistance"


def _beside(text: str, mentions: Sequence[Mention]) -> Iterator[Said]:
    """Words that state a response where they stand right beside an agent, an alteration or an endpoint."""
    for start, end, form in spots(text, "response_neighbours"):
        for row in _neighbours()[form]:
            if any(_stands(text, start, end, row, mention) for mention in mentions) and _is_borne(
                text, start, row, mentions
            ):
                yield start, end, form, row["name"]
                break


def _stands(text: str, start: int, end: int, row: Mapping[str, str], mention: Mention) -> bool:
    if mention.type not in _BESIDE[row["beside"]]:
        return False
    if row["side"] == "after":
        return start - _REACH < mention.end <= start and bool(_AFTER.fullmatch(text, mention.end, start))
    return end <= mention.start < end + _REACH and bool(_BEFORE.fullmatch(text, end, mention.start))


def _is_borne(text: str, start: int, row: Mapping[str, str], mentions: Sequence[Mention]) -> bool:
    """Whether the sentence says before whose endpoint is worse: an alteration's, so that a prognosis is stated."""
    if row["beside"] != "endpoint":
        return True
    return any(
        m.type == "ALTERATION" and start - _BEARER_REACH < m.end <= start and not _CLAUSE.search(text, m.end, start)
        for m in mentions
    )


_OUTLOOK = re.compile(
    r"预后(?:[均都也亦多常仍更较极最偏]|往往|通常|普遍|明显|显著|相对|仍然|依然|同样|十分|非常|相当|比较|更加|更为|较为|尤其|可能)+"
    r"(?:(?P<bad>不良|不佳|欠佳|恶劣|差(?![异别]))|良好|好(?![坏转])|佳)"
    r"|\b(?:(?P<adverse>poor|poorer|adverse|worse|worst|unfavou?rable|inferior|dismal|bad|grim)|favou?rable|better|superior|excellent|good)"
    r"(?: (?:clinical|overall|long-term|patient|treatment))+ (?:prognos[ei]s|outcomes?)\b",
    re.IGNORECASE,
)
"""An outlook with words between its noun and its grade (`预后均不佳`, `adverse clinical prognosis`)."""


def _outlooks(text: str) -> Iterator[Said]:
    for match in _OUTLOOK.finditer(text):
        is_bad = match["bad"] or match["adverse"]
        yield *match.span(), match.group(), "poor prognosis" if is_bad else "good prognosis"


_PREDICATE = re.compile(r"(?<![无%例])有效(?=[,。;、)(\[]|者|\s*$)")
"""有效 states a response where it is what the sentence says (`对T315I有效`), not in 有效率 or 有效抑制; behind a figure it is an endpoint (`38%有效`)."""
