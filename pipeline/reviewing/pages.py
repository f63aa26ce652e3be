"""What the templates are filled with: sentences cut at their mentions, claims in readable words, forms, differences.

Nothing here asks the store; a function takes records and returns what a template can set as text. The environment
escapes everything, and what cannot be seen in a paper's text is written as its escape (`pipeline.inert`).

>>> [(part.label, part.text) for part in said("zh", "drug_target",
...     {"subject": "ibrutinib", "predicate": "inhibits", "object": "BTK"}, {"ibrutinib": "伊布替尼"})]
[('subject', '伊布替尼'), ('predicate', '抑制'), ('object', 'BTK')]
>>> changes("缓解率为82%", "缓解率为85%")
[('same', '缓解率为8'), ('gone', '2'), ('new', '5'), ('same', '%')]
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline import marked
from pipeline.inert import visible
from pipeline.marked import Place
from pipeline.records import Language
from pipeline.reviewing import language as words
from pipeline.reviewing.records import ERRORS, ClaimView, Event, Filters, Name, Options, Related, SentenceView, Summary

STATIC = Path(__file__).resolve().parent / "static"

PREDICATES: Mapping[str, tuple[str, ...]] = {
    "drug_target": ("inhibits", "activates", "binds", "degrades", "downregulates", "upregulates", "targets"),
    "mutation_response": ("resistance", "sensitivity", "no_effect", "worse_prognosis", "better_prognosis"),
}
STATISTICS = ("rate", "median", "hazard_ratio", "odds_ratio", "risk_ratio", "p_value", "count", "direction")
ARM_ROLES = ("experimental", "control", "single")
UNITS = ("", "%", "mo", "y", "wk", "d")
QUALIFIERS: Mapping[str, tuple[str, ...]] = {
    "polarity": ("affirmed", "negated"),
    "certainty": ("asserted", "hedged"),
    "setting": ("clinical", "preclinical", "unstated"),
}
ENDS: Mapping[str, tuple[str, str]] = {
    "drug_target": ("subject", "object"),
    "mutation_response": ("subject", "object"),
    "trial_metric": ("metric", "value"),
}
_CONCEPTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "drug_target": (("subject", "DRUG"), ("object", "GENE")),
    "mutation_response": (("subject", "ALTERATION"), ("object", "DRUG"), ("disease", "DISEASE")),
    "trial_metric": (("arm", "DRUG"), ("trial", "TRIAL")),
}
_DETAILS = ("trial", "disease", "timepoint", "subgroup", "n")
_UNREMARKABLE = {"affirmed", "asserted"}
_EXCERPT = 600
_RAISED = re.compile(r"</?sup>")


@dataclass(frozen=True, slots=True)
class Said:
    """One of the three parts of a claim: what it is, its word in the page's language, the tables' name if another."""

    label: str
    text: str
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence in parts, and which part of the claim a mark is, by the mark's number."""

    parts: list[marked.Part]
    roles: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A field of the edit form that takes one of few words."""

    name: str
    value: str
    options: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Sought:
    """A field of the edit form that takes a concept."""

    name: str
    value: str
    identity: str
    value_zh: str
    type: str


@dataclass(frozen=True, slots=True)
class EditForm:
    """What the edit form of a claim holds."""

    chosen: tuple[Chosen, ...]
    sought: tuple[Sought, ...]
    written: tuple[tuple[str, str], ...]
    ends: tuple[tuple[str, str, str], ...]
    segments: str


@cache
def environment(language: Language) -> Environment:
    """The templates in one language."""
    made = Environment(
        loader=PackageLoader("pipeline.reviewing"),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_translations(words.translated(language), newstyle=True)  # type: ignore[attr-defined]
    made.filters.update(seen=visible, excerpt=excerpt, moment=lambda at: words.moment(language, at))
    made.globals.update(
        language=language,
        tag=words.TAGS[language],
        word=lambda kind, value: words.word(language, kind, value),
        said=lambda relation, fields, names: said(language, relation, fields, names),
        details=lambda relation, fields, names: details(language, relation, fields, names),
        figure=figure,
        names_of=names,
        timed=lambda text: timed(language, text),
        bare=bare,
        cut=cut,
        listed=lambda one, names: listed(language, one, names),
        changes=changes,
        address=address,
        arms=arms,
        doi_link=doi_link,
        errors=ERRORS,
        named=lambda name: named(language, name),
    )
    return made


def excerpt(text: str, length: int = _EXCERPT) -> str:
    """The begin of a long text."""
    return text if len(text) <= length else text[:length] + "…"


def named(language: Language, name: Name) -> str:
    """A concept as the list of filters shows it."""
    return f"{name.name_zh}（{name.name}）" if language == "zh" and name.name_zh else name.name


def said(language: Language, relation: str, fields: Mapping[str, str], names_zh: Mapping[str, str]) -> tuple[Said, ...]:
    """A claim's three parts in the page's language.

    Args:
        language: Of the page.
        relation: Of the claim.
        fields: Its columns.
        names_zh: Chinese names by canonical name.
    """
    if relation == "trial_metric":
        arm = _named(language, "arm", fields.get("arm", ""), names_zh)
        metric = visible(fields.get("metric", ""))
        return (
            replace(arm, note=words.word(language, "arm", fields.get("role", ""))),
            Said("metric", metric, note=words.word(language, "statistic", fields.get("statistic", ""))),
            Said("value", figure(language, fields)),
        )
    predicate = fields.get("predicate", "")
    return (
        _named(language, "subject", fields.get("subject", ""), names_zh),
        Said("predicate", visible(words.word(language, "predicate", predicate)), predicate if language == "zh" else ""),
        _named(language, "object", fields.get("object", ""), names_zh),
    )


def names(claim: ClaimView) -> dict[str, str]:
    """Chinese names by canonical name, of the claim's own fields and of what its sentences name."""
    near = [s for s in (claim.before, claim.sentence, claim.after) if s is not None]
    return {m.name: m.name_zh for s in near for m in s.mentions if m.name_zh} | dict(claim.names_zh)


def timed(language: Language, text: str) -> str:
    """A time with its unit in words.

    >>> timed("zh", "12 mo"), timed("en", "12 mo"), timed("zh", "第3次随访")
    ('12 个月', '12 mo', '第3次随访')
    """
    amount, _, unit = text.rpartition(" ")
    return visible(f"{amount} {words.word(language, 'unit', unit)}" if amount and unit in UNITS else text)


def _named(language: Language, label: str, name: str, names_zh: Mapping[str, str]) -> Said:
    if name == "none":
        return Said(label, words.word(language, "object", name))
    chinese = visible(names_zh.get(name, "")) if language == "zh" else ""
    return Said(label, chinese, visible(name)) if chinese and chinese != name else Said(label, visible(name))


def figure(language: Language, fields: Mapping[str, str]) -> str:
    """A value with its unit and its interval.

    >>> figure("zh", {"value": "38.4", "unit": "mo", "ci_low": "33", "ci_high": "39"})
    '38.4 个月（33–39）'
    """
    value, unit = fields.get("value", ""), fields.get("unit", "")
    told = words.word(language, "value", value)
    if unit:
        told += unit if unit == "%" else " " + words.word(language, "unit", unit)
    if fields.get("ci_low") or fields.get("ci_high"):
        interval = f"{fields.get('ci_low', '')}–{fields.get('ci_high', '')}"
        told += f"（{interval}）" if language == "zh" else f" ({interval})"
    return visible(told)


def details(
    language: Language, relation: str, fields: Mapping[str, str], names_zh: Mapping[str, str]
) -> list[tuple[str, str, bool]]:
    """Qualifiers and further fields: label, value, and whether a curator must not overlook it."""
    rows = []
    for name in _DETAILS:
        if value := fields.get(name, ""):
            chinese = names_zh.get(value, "") if language == "zh" else ""
            told = timed(language, value) if name == "timepoint" else visible(chinese or value)
            rows.append((words.word(language, "column", name), told, False))
    for name in QUALIFIERS:
        if value := fields.get(name, ""):
            remarkable = name != "setting" and value not in _UNREMARKABLE
            rows.append((words.word(language, "column", name), visible(words.word(language, name, value)), remarkable))
    return rows


def cut(sentence: SentenceView) -> Cut:
    """A sentence as text and marks; those of the claim's own ends are never left out."""
    ends = {(m.start, m.end): m.role for m in sentence.mentions if m.role}
    places = [
        Place(m.start, m.end, m.type, visible(m.name))
        for m in sentence.mentions
        if m.role or not any(_cross((m.start, m.end), end) for end in ends)
    ]
    numbers = marked.numbered(places)
    return Cut(
        marked.cut(sentence.text, places), {numbers[span]: role for span, role in ends.items() if span in numbers}
    )


def _cross(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[0] < one[1] < other[1] or other[0] < one[0] < other[1] < one[1]


def bare(text: str) -> list[marked.Part]:
    """A text without marks; the paper's raised citation markers are raised.

    >>> bare("显示<sup>[12]</sup>。")
    ['显示', Superscript(text='[12]'), '。']
    """
    return marked.cut(text, ())


def listed(language: Language, claim: Summary, names_zh: Mapping[str, str]) -> tuple[str, str, str]:
    """A claim as a line of the list says it."""
    first, second, third = claim.triple
    if claim.relation == "trial_metric":
        metric, _, statistic = second.rpartition(" ")
        told = f"{metric} {words.word(language, 'statistic', statistic)}"
        return _listed(language, first, names_zh), visible(told), visible(words.word(language, "value", third))
    return (
        _listed(language, first, names_zh),
        visible(words.word(language, "predicate", second)),
        _listed(language, third, names_zh),
    )


def _listed(language: Language, name: str, names_zh: Mapping[str, str]) -> str:
    return _named(language, "", name, names_zh).text or "—"


def chinese(options: Options) -> dict[str, str]:
    """Chinese names by canonical name."""
    found = (*options.drugs, *options.genes, *options.diseases)
    return {name.name: name.name_zh for name in found if name.name_zh}


def changes(then: str, now: str) -> list[tuple[str, str]]:
    """What became of a text, as stretches that are the same, gone or new."""
    told: list[tuple[str, str]] = []
    then, now = _RAISED.sub("", then), _RAISED.sub("", now)
    for kind, a, b, c, d in SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if kind == "equal":
            told.append(("same", visible(then[a:b])))
            continue
        if a < b:
            told.append(("gone", visible(then[a:b])))
        if c < d:
            told.append(("new", visible(now[c:d])))
    return told


def query(filters: Filters, **further: object) -> str:
    """The filters as they stand in an address; what is not set does not.

    >>> query(Filters(relation="drug_target", text="伊布"), at=12)
    'relation=drug_target&text=%E4%BC%8A%E5%B8%83&at=12'
    """
    unset = Filters()
    told = {
        name: value for name in Filters.__dataclass_fields__
        if (value := getattr(filters, name)) != getattr(unset, name)
    }  # fmt: skip
    return urlencode({name: "1" if value is True else value for name, value in (told | further).items()})


def address(*parts: str, filters: Filters | None = None, anchor: str = "", **further: object) -> str:
    """An address of the page; `further` are parameters beside the filters.

    >>> address("claims", "a/b", filters=Filters(status="flagged"))
    '/claims/a%2Fb?status=flagged'
    """
    path = "/" + "/".join(quote(part, safe="") for part in parts)
    asked = query(filters or Filters(), **further)
    return path + (f"?{asked}" if asked else "") + (f"#{anchor}" if anchor else "")


def doi_link(doi: str) -> str:
    """Where a DOI leads."""
    return "https://doi.org/" + quote(doi, safe="/:;()._-")


def form(claim: ClaimView) -> EditForm:
    """The edit form of a claim, filled with what is in force."""
    fields, relation = claim.current, claim.relation
    sought = tuple(
        Sought(name, fields.get(name, ""), fields.get(f"{name}_id", ""), claim.names_zh.get(fields.get(name, ""), ""),
               fields.get(f"{name}_type", "") or kind)
        for name, kind in _CONCEPTS[relation]
    )  # fmt: skip
    first: tuple[Chosen, ...] = ()
    written: tuple[str, ...] = ()
    if relation == "trial_metric":
        first = (
            Chosen("role", fields.get("role", ""), ARM_ROLES, "arm"),
            Chosen("statistic", fields.get("statistic", ""), STATISTICS, "statistic"),
            Chosen("unit", fields.get("unit", ""), UNITS, "unit"),
        )
        written = ("metric", "value", "ci_low", "ci_high", "timepoint", "subgroup", "n")
    else:
        first = (Chosen("predicate", fields.get("predicate", ""), PREDICATES[relation], "predicate"),)
    qualifiers = tuple(Chosen(name, fields.get(name, ""), values, name) for name, values in QUALIFIERS.items())
    ends = tuple((end, fields.get(f"{end}_start", ""), fields.get(f"{end}_end", "")) for end in ENDS[relation])
    return EditForm(
        (*first, *qualifiers), sought, tuple((name, fields.get(name, "")) for name in written), ends, segments(claim)
    )


def segments(claim: ClaimView) -> str:
    """The sentences that a span can be moved over, as JSON: where each begins, and its characters one by one."""
    near = [s for s in (claim.before, claim.sentence, claim.after) if s is not None and s.doc_id == claim.doc_id]
    return json.dumps(
        [{"start": s.start, "chars": [visible(character) for character in s.text]} for s in near], ensure_ascii=False
    )


def edited(claim: ClaimView, given: Mapping[str, str]) -> dict[str, str]:
    """The fields of a form that say something else than the claim as it was found."""
    return {name: value for name, value in given.items() if name in claim.fields and value != claim.fields[name]}


def with_canonical(filters: Filters, options: Options) -> Filters:
    """Filters whose drug, gene and disease may be given by their Chinese names, too."""

    def canonical(asked: str, names: Sequence[Name]) -> str:
        return next((n.name for n in names if asked and asked in (n.name_zh, f"{n.name_zh}（{n.name}）")), asked)

    return replace(
        filters,
        drug=canonical(filters.drug, options.drugs),
        gene=canonical(filters.gene, options.genes),
        disease=canonical(filters.disease, options.diseases),
    )


def arms(rows: Sequence[Related]) -> list[tuple[str, str, list[Related]]]:
    """The rows of a comparison by arm: name, role, rows; figures that compare the arms (HR, P) come last."""
    grouped: dict[tuple[str, str], list[Related]] = {}
    for row in rows:
        between = row.fields.get("statistic", "") in ("hazard_ratio", "odds_ratio", "risk_ratio", "p_value")
        who = ("", "between") if between else (row.fields.get("arm", ""), row.fields.get("role", ""))
        grouped.setdefault(who, []).append(row)
    order = {"experimental": 0, "single": 1, "": 2, "control": 3, "between": 4}
    return [
        (arm, role, found) for (arm, role), found in sorted(grouped.items(), key=lambda one: order.get(one[0][1], 2))
    ]


def difference(event: Event) -> list[tuple[str, str]]:
    """What an event changed, as column and new value."""
    return [(name, visible(value)) for name, value in event.fields.items()]
