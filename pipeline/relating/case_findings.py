"""What was found in patients, and how these patients fared: `FISH showed X. The patient responded to D.`

A report tells a finding in one sentence and the response in the next, whose subject are the patients (`The patient`,
`None`, `All`), or the drug (`D induced a partial response`); or it tells both in one sentence of a single patient. A finding
in some of many patients (`in 3 of 20`) is not taken up: the next sentence may speak of all of them.

>>> found = "Twelve patients had a TP53 mutation."
>>> _FOUND.search(found[:22]) is not None, _PARTLY.search(found) is None
(True, True)
>>> said = _said("None responded to A.")
>>> said is not None and said[0]
'resistance'
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from pipeline.records import Claim, Mention, Sentence, Span
from pipeline.relating import therapies
from pipeline.relating.clauses import Clause, Level, levels
from pipeline.relating.held_alterations import DOUBTFUL
from pipeline.relating.response_scope import Scope, disease_of, members_of

_ARTICLES = (
    r"(?:(?:an?|the|both|also|additional|concurrent|acquired|novel|known|pathogenic|somatic|clonal|high-level)\s+)*"
)
_FOUND = re.compile(
    r"(?:\b(?:patients?|cases?|tumou?rs?|man|woman|child|girl|boy|leuka?emias?|lymphomas?|samples?|biops(?:y|ies)|cells|blasts|who|that)\s+(?:\([^()]*\)\s+)?"
    r"(?:each\s+|all\s+|also\s+)?(?:had|has|harbou?red|carried|acquired|developed|showed|contained)"
    r"|\b(?:FISH|NGS|PCR|RT-PCR|sequencing|testing|analys[ie]s|profiling|cytogenetics|karyotyping|karyotype|panel|biopsy|hybridi[sz]ation|work-?up|study|studies)\s+(?:\w+\s+)?"
    rf"(?:revealed|showed|identified|detected|disclosed|confirmed|demonstrated|found|uncovered|indicated))\s+{_ARTICLES}$",
    re.IGNORECASE,
)
_FOUND_IN = re.compile(
    r"\s+(?:was|were)\s+(?:\w+ly\s+)?(?:found|detected|identified|seen|present|observed|discovered|confirmed|revealed)"
    r"(?:\s+in\s+(?:the|this|our|one|two|three|four|five|six|seven|eight|nine|ten|both|all|\d+)\s+(?:\w+\s+)?(?:patients?|cases?|tumou?rs?))?(?=[\s,.]|$)",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"\d\s*%|\d\s*/\s*\d|\b(?:\w+|\d+)\s+of\s+(?:the\s+)?(?:\d+|\w+)\s+(?:\w+\s+)?patients|\bout of\b"
    r"|\b(?:excluded|ineligible|not eligible|subset|most|several|some|many|few|majority|minority|proportion|fraction|half|third|quarter|subgroup|frequently|often|commonly)\b",
    re.IGNORECASE,
)
_MAY_TELL = re.compile(r"\b(?:respon|remission|resistant|refractory|sensitive)", re.IGNORECASE)
"""Some word of response, without which a sentence is not looked at further."""
_AND = re.compile(r"\s*(?:,|,?\s*(?:and|or|plus|/))\s*(?:an?\s+|the\s+)?", re.IGNORECASE)
_THE_PATIENT = r"(?:(?:the|this|our)\s+(?:patient|tumou?r|child|man|woman|boy|girl|lesions?)|s?he|patients?|they|(?:the|these)\s+patients)"
_ALL = r"(?:all(?:\s+(?:of\s+them|(?:the|these)?\s*(?:two|three|four|five|six|\d+)?(?:\s*patients)?))?|both(?:\s+of\s+them|\s+patients)?|each\s+of\s+them)"
_NOBODY = r"(?:none|neither)(?:\s+of\s+(?:them|the(?:se)?\s+(?:\w+\s+)?patients|the\s+two))?"
_REMISSION = (
    r"(?:a|an)\s+(?:(?:rapid|durable|deep|sustained|prolonged|excellent|very\s+good|good|dramatic|confirmed|near-?|major|complete|partial|clinical|radiographic|metabolic"
    r"|h[a]?ematologic|cytogenetic|molecular|objective|marked|impressive|lasting)[\s-]+){1,4}(?:response|remission)"
)
_HAD = r"(?:had|achieved|attained|experienced|obtained|showed|reached|entered)"
_AT = r"\s+(?:to|with|on|after|following)\s+"
_FIRST = r"\s*(?:(?:notably|however|subsequently|initially|thereafter),?\s+)?"
_RESPONDED = rf"(?:(?:has\s+)?responded(?:\s+(?:well|rapidly|dramatically|completely|favou?rably))?|{_HAD}\s+{_REMISSION}|(?:was|were)\s+(?:highly\s+)?sensitive){_AT}"
_FAILED = (
    r"(?:failed\s+to\s+respond|(?:did|has|had)\s+not\s+respond(?:ed)?|(?:was|were|proved)\s+(?:\w+ly\s+)?(?:resistant|refractory))"
    rf"{_AT}"
)
_SUBJECTS = rf"(?:{_THE_PATIENT}|{_ALL})(?:\s+(?:then|subsequently|initially))?"
_SAID = (
    ("sensitivity", re.compile(rf"{_FIRST}{_SUBJECTS}\s+(?P<word>{_RESPONDED})", re.IGNORECASE)),
    ("resistance", re.compile(rf"{_FIRST}{_SUBJECTS}\s+(?P<word>{_FAILED})", re.IGNORECASE)),
    ("resistance", re.compile(rf"{_FIRST}{_NOBODY}\s+(?P<word>(?:has\s+)?(?:responded|{_HAD}\s+(?:an?\s+)?(?:\w+\s+){{0,2}}?(?:response|remission)){_AT})", re.IGNORECASE)),
)  # fmt: skip
_BY_DRUG = re.compile(
    rf"\s+(?:therapy\s+|treatment\s+|monotherapy\s+)?(?P<word>(?:induced|produced|led\s+to|resulted\s+in|brought\s+about|yielded|elicited)\s+{_REMISSION})(?!\s+rate)",
    re.IGNORECASE,
)
_ONE_PATIENT = re.compile(
    r"\s*(?:an?|one|this|our|the)\s+(?!\w+\s+of\b)(?:[\w/-]+\s+){0,5}?(?:patient|man|woman|boy|girl|child|infant|adult)\s+[^;.]{0,90}?\b(?:with|and|harbou?ring|carrying)\s+(?:an?\s+|the\s+)?$",
    re.IGNORECASE,
)
_THEN_HAD = re.compile(
    rf"(?:[\s-]{{1,2}}\w{{1,24}}){{0,6}}?,?\s+(?:who\s+)?(?P<word>{_HAD}\s+{_REMISSION}{_AT})", re.IGNORECASE
)


def claims(scope: Scope, inside: Sequence[Mention], last: Sentence | None) -> Iterator[Claim]:
    """Responses of patients in whom alterations were found, of an English sentence outside tables.

    Args:
        scope: What the sentence is judged in.
        inside: Its mentions.
        last: The sentence before it in its paragraph.
    """
    if _MAY_TELL.search(scope.section.text.text, scope.sentence.start, scope.sentence.end) is None:
        return
    level = levels(scope.section.text.text, scope.sentence.start, scope.sentence.end, inside)[0]
    own = [m for m in level.mentions if m.type == "ALTERATION"]
    if own:
        yield from _of_one(scope, level, own)
    elif last is not None:
        yield from _of_before(scope, level, _found(scope, last))


def _found(scope: Scope, last: Sentence) -> tuple[Mention, ...]:
    """The alterations that a sentence says were found in the patients that it names, or that tests showed."""
    text = scope.section.text.text
    said = [m for m in scope.earlier if m.score >= DOUBTFUL and not m.name.endswith(" wild-type")]
    if not said or _PARTLY.search(text, last.start, last.end) or _NOT.search(text, last.start, last.end):
        return ()
    pairs = itertools.pairwise(said)
    if not all(a.span == b.span or _AND.fullmatch(text, a.end, b.start) for a, b in pairs):
        return ()
    is_found = _FOUND.search(text, last.start, said[0].start) or _FOUND_IN.match(text, said[-1].end, last.end)
    return tuple(said) if is_found else ()


_NOT = re.compile(r"\b(?:not?|without|negative|lacked|absence|nor)\b", re.IGNORECASE)


def _said(view: str) -> tuple[str, re.Match[str]] | None:
    """What a sentence about patients just named says of their response, up to the drug."""
    tried = ((predicate, pattern.match(view)) for predicate, pattern in _SAID)
    return next(((predicate, match) for predicate, match in tried if match is not None), None)


def _of_before(scope: Scope, level: Level, found: Sequence[Mention]) -> Iterator[Claim]:
    if not found:
        return
    lists = therapies.drug_groups(level)
    if (told := _said(level.view)) is not None:
        predicate, match = told
        group = next((g for g in lists if g.start == level.start + match.end()), None)
    else:
        predicate, group = "sensitivity", next((g for g in lists if not level.text(level.start, g.start).strip()), None)
        behind = _BY_DRUG.match(level.view, group.end - level.start) if group is not None else None
        if behind is None:
            return
        match = behind
    for alteration in found if group is not None else ():
        for therapy in members_of(group, scope, level) if group is not None else ():
            yield _claim(scope, level, alteration, predicate, therapy, match)


def _of_one(scope: Scope, level: Level, own: Sequence[Mention]) -> Iterator[Claim]:
    """`A man with X had a complete response to D`: the course of one patient in one sentence."""
    match = _THEN_HAD.match(level.view, own[-1].end - level.start)
    if match is None or _ONE_PATIENT.fullmatch(level.text(level.start, own[0].start)) is None:
        return
    group = next((g for g in therapies.drug_groups(level) if g.start == level.start + match.end()), None)
    for alteration in own if group is not None else ():
        for therapy in members_of(group, scope, level) if group is not None else ():
            yield _claim(scope, level, alteration, "sensitivity", therapy, match)


def _claim(
    scope: Scope, level: Level, alteration: Mention, predicate: str, therapy: Mention, match: re.Match[str]
) -> Claim:
    start, end = (level.start + at for at in match.span("word"))
    return Claim(
        "mutation_response", scope.sentence.index, alteration, predicate, therapy, "case finding",
        disease_of(scope, Clause(level.start, level.end), alteration), Span(start, end), confidence=_CONFIDENCE,
    )  # fmt: skip


_CONFIDENCE = 0.6
