"""Therapies that a text names only by their place: `二代药物`, `II型`, `联合方案`, `the doublet`.

A writer who has said which gene or which combination is meant goes on with a generation, a type or a bare word for
giving together. The name is made whole here from what stands before: the gene of the alterations of the sentence or
of the class named last, and the regimen named last.

>>> from pipeline.offsets import MappedText
>>> from pipeline.records import Concept
>>> text = "二代药物耐药后可查到ALK突变"
>>> change = Mention(10, 15, "ALTERATION", "ALK突变", Concept("local:a", "ALTERATION", "ALK mutation"), gene="ALK")
>>> section = Section(0, "body", (), "zh", MappedText.of(text), paragraphs=(Span(0, len(text)),))
>>> done = completed(section, Sentence(0, 0, len(text), "zh", 0), (change,), (change,), Lexicon(()))
>>> [(m.text, m.name) for m in done]
[('二代药物', 'second-generation alk inhibitor'), ('ALK突变', 'ALK mutation')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.records import Mention, Section, Sentence, Span
from pipeline.relating.cue_words import body, column
from pipeline.relating.therapies import UNNAMED_PARTNERS

_TABLE = "response_unnamed"
_SCORE = 0.7
_ORDINALS = dict(zip("一二三四1234", ("first", "second", "third", "fourth") * 2, strict=True))
_ROMAN = {"1": "i", "2": "ii", "Ⅰ": "i", "Ⅱ": "ii"}
_CLASS_NAME = re.compile(r"(?:[a-z]+-generation |type [iv]+b? )?(?P<gene>[a-z0-9-]+) (?:tyrosine kinase )?inhibitor")
_OF_GENE = re.compile(r" (?:p\.|mutation$)")
_UNTARGETED = re.compile(r"type [iv]+ (?:kinase )?inhibitor$")
_KINDS = frozenset({"kinase", "tyrosine", "i", "ii", "multikinase", "checkpoint", "proteasome", "parp"})


def _forms(role: str) -> str:
    return body(column(_TABLE, "role", role=role))


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    texts = {
        "generation": rf"(?:(?<![新下上这前后])第?(?P<number>[一二三四1-4])代(?:{_forms('product')})(?![两二者])"
        rf"|\b(?P<english>first|second|third|fourth)[ -]generation\s+(?:{_forms('product')}))",
        "type": rf"(?<![A-Za-zⅠⅡ])(?P<type>I{{1,2}}|[ⅠⅡ12])型(?:{_forms('product')})?(?={_forms('verdict')}|[\u4e00-\u9fff]{{1,3}}{_forms('verdict')})"
        rf"|\btype[ -](?P<latin>I{{1,2}}|1|2)\s+(?:{_forms('product')})(?!\s+of\b)",
        "together": rf"(?:{_forms('together')})",
        "antibody": rf"(?<![A-Za-z0-9特异性重链化])(?P<name>抗体|单抗|(?:the\s+)?antibod(?:y|ies))\s*(?={_forms('unbound')})",
        "inhibition": rf"\s*(?:{_forms('inhibition')})(?!\s*(?:of|with|by)\b)",
        "toward": rf"(?:{_forms('toward')})\s*(?:\w+\s+)?$",
        "degrader": r"(?:\b(?:an?|the|any)\s+)(?P<name>degraders?)\b|(?<![\u4e00-\u9fffA-Za-z0-9])(?:一种)?(?P<zh>蛋白降解剂|降解剂)",
        "joined": rf"(?:{_forms('joins')})[\s]*$",
        "used": rf"\s*(?:{_forms('used')})",
    }
    return {name: re.compile(text, re.IGNORECASE) for name, text in texts.items()}


def completed(
    section: Section, sentence: Sentence, inside: tuple[Mention, ...], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[Mention, ...]:
    """The mentions of a sentence with those that it names by their place only, in order.

    Args:
        section, sentence: Where; offsets are the section's.
        inside: Mentions of the sentence.
        mentions: Mentions of the section.
        lexicon: For the concepts.
    """
    if section.kind == "table" or not any(m.type == "ALTERATION" for m in inside):
        return inside
    found = [
        *_generations(section, sentence, inside, mentions, lexicon),
        *_together(section, sentence, inside, mentions, lexicon),
        *_antibodies(section, sentence, inside, mentions),
        *_inhibitions(section, sentence, inside, lexicon),
        *_degraders(section, sentence, inside, mentions, lexicon),
    ]
    if not found:
        return inside
    kept = [m for m in inside if not any(n.start <= m.start and m.end <= n.end for n in found)]
    return tuple(sorted((*kept, *found), key=lambda m: m.start))


_HELD = {"generation": ("代", "generation"), "type": ("型", "type")}
"""Of each pattern words of which every match holds one."""


def _generations(
    section: Section, sentence: Sentence, inside: Sequence[Mention], mentions: Sequence[Mention], lexicon: Lexicon
) -> Iterator[Mention]:
    """A generation or a type without its target, with the gene that the sentence or the class before tells."""
    text = section.text.text
    words = text[sentence.start : sentence.end].lower()
    for kind in (kind for kind, held in _HELD.items() if any(form in words for form in held)):
        for match in _patterns()[kind].finditer(text, sentence.start, sentence.end):
            if any(
                m.start < match.end() and match.start() < m.end and not (kind == "type" and _UNTARGETED.match(m.name))
                for m in inside
            ):
                continue
            gene = _gene(match.start(), sentence, inside, mentions)
            if not gene:
                continue
            if kind == "generation":
                ordinal = match["english"].lower() if match["english"] else _ORDINALS[match["number"]]
                name = f"{ordinal}-generation {_kind(match.start(), gene, mentions)} inhibitor"
            else:
                written = (match["type"] or match["latin"]).upper()
                name = f"type {_ROMAN.get(written, written.lower())} {gene} inhibitor"
            yield _mention(text, match.span(), "DRUG_CLASS", name, lexicon)


def _kind(at: int, gene: str, mentions: Sequence[Mention]) -> str:
    """Whether the section calls the drugs against a gene inhibitors of it or of tyrosine kinases."""
    for mention in reversed(mentions):
        named = _CLASS_NAME.fullmatch(mention.name) if mention.type == "DRUG_CLASS" and mention.end <= at else None
        if named and named["gene"] in ("tyrosine", gene):
            return "tyrosine kinase" if named["gene"] == "tyrosine" else gene
        if mention.type == "DRUG_CLASS" and mention.end <= at and mention.name.endswith("tyrosine kinase inhibitor"):
            return "tyrosine kinase"
    return "tyrosine kinase" if gene in ("abl1", "egfr") else gene


def _gene(at: int, sentence: Sentence, inside: Sequence[Mention], mentions: Sequence[Mention]) -> str:
    """The one gene of the alterations of the sentence, else that of the class named last in the paragraph before."""
    changed = {m.gene or m.name.split(" ")[0] for m in inside if m.type == "ALTERATION" and _OF_GENE.search(m.name)}
    if len(changed) == 1 and "::" not in (gene := changed.pop()):
        return gene.lower()
    for mention in reversed(mentions):
        named = _CLASS_NAME.fullmatch(mention.name) if mention.type == "DRUG_CLASS" and mention.end <= at else None
        if named and named["gene"] not in _KINDS:
            return named["gene"]
    return ""


def _together(
    section: Section, sentence: Sentence, inside: Sequence[Mention], mentions: Sequence[Mention], lexicon: Lexicon
) -> Iterator[Mention]:
    """A bare word for a combination, as the regimen that the paragraph has named last."""
    text = section.text.text
    for match in _patterns()["together"].finditer(text, sentence.start, sentence.end):
        if any(m.start < match.end() and match.start() < m.end and m.type != "DRUG_CLASS" for m in inside):
            continue
        start = section.paragraphs[sentence.paragraph].start if sentence.paragraph >= 0 else section.heading_end
        named = _regimen(text, start, match.start(), mentions, lexicon) or _last_regimen(mentions, match.start(), start)
        if named:
            yield _mention(text, match.span(), "REGIMEN", named, lexicon)


def _antibodies(
    section: Section, sentence: Sentence, inside: Sequence[Mention], mentions: Sequence[Mention]
) -> Iterator[Mention]:
    """A bare word for antibodies that no longer bind, as the class of antibodies that the section has named last."""
    text = section.text.text
    for match in _patterns()["antibody"].finditer(text, sentence.start, sentence.end):
        if any(m.start < match.end() and match.start() < m.end for m in inside):
            continue
        named = [
            m for m in mentions if m.type == "DRUG_CLASS" and m.end <= match.start() and _OF_ANTIBODIES.match(m.name)
        ]
        if named:
            start, end = match.span("name")
            yield replace(
                named[-1], start=start, end=end, text=text[start:end], score=_SCORE, parts=(), source="relating"
            )


def _inhibitions(
    section: Section, sentence: Sentence, inside: Sequence[Mention], lexicon: Lexicon
) -> Iterator[Mention]:
    """Inhibition of a gene, as the class of its inhibitors where it is what cells resist (`resistance to BTK inhibition`)."""
    text = section.text.text
    for gene in inside:
        said = _patterns()["inhibition"].match(text, gene.end, sentence.end) if gene.type == "GENE" else None
        if said is None or not _patterns()["toward"].search(
            text, max(sentence.start, gene.start - _BEFORE), gene.start
        ):
            continue
        found = lexicon.lookup(f"{gene.text} inhibitor", ("DRUG_CLASS",))
        name = found[0].concept.name if found else f"{gene.text.lower()} inhibitor"
        yield _mention(text, (gene.start, said.end()), "DRUG_CLASS", name, lexicon)


_BEFORE = 28


def _degraders(
    section: Section, sentence: Sentence, inside: Sequence[Mention], mentions: Sequence[Mention], lexicon: Lexicon
) -> Iterator[Mention]:
    """A bare word for degraders, as those of the one gene that the sentence says is altered."""
    text = section.text.text
    for match in _patterns()["degrader"].finditer(text, sentence.start, sentence.end):
        span = match.span("name" if match["name"] else "zh")
        changed = [m for m in inside if m.type == "ALTERATION" and m.end <= span[0]]
        if any(m.start < span[1] and span[0] < m.end for m in inside) or not changed:
            continue
        gene = changed[-1].gene or changed[-1].name.split(" ")[0]
        known = lexicon.lookup(f"{gene.lower()} degrader", ("DRUG_CLASS",))
        if known:
            yield _mention(text, span, "DRUG_CLASS", known[0].concept.name, lexicon)


_OF_ANTIBODIES = re.compile(r"anti-.+ antibody$")


def _last_regimen(mentions: Sequence[Mention], at: int, start: int) -> str:
    """The regimen that the section has named last and whose agents its paragraph names, else its only one."""
    named = [m.name for m in mentions if m.type == "REGIMEN" and m.end <= at and " + " in m.name]
    named = [name for name in named if "placebo" not in name]
    own = {m.name for m in mentions if start <= m.start < at}
    told = [name for name in named if set(name.split(" + ")) <= own]
    return told[-1] if told else named[-1] if len(set(named)) == 1 else ""


_COMPARATOR = re.compile(
    r"(?:优于|不劣于|非劣于|劣于|好于|高于|长于|[较比]|对比|相比于|相较于|\bthan|\bversus|\bvs\.?|\bcompared (?:with|to)|\bover)\s*$",
    re.IGNORECASE,
)
"""What stands before the treatment that another is compared with, which no later pronoun means (`A较安慰剂+B`)."""


def _regimen(text: str, start: int, end: int, mentions: Sequence[Mention], lexicon: Lexicon) -> str:
    """The agents that a paragraph says last are given together, as a regimen or with a verb (`D与E合用`)."""
    own = [m for m in mentions if start <= m.start and m.end <= end and m.type in ("DRUG", "REGIMEN")]
    for number in range(len(own) - 1, -1, -1):
        last = own[number]
        if "placebo" in last.name or (number and _COMPARATOR.search(text, max(start, last.start - 12), last.start)):
            continue
        if last.type == "REGIMEN" and " + " in last.name:
            return last.name
        if last.type == "DRUG" and UNNAMED_PARTNERS.match(text, last.end, end):
            return f"{last.name} combination"
        before = next((m for m in reversed(own[:number]) if m.type == "DRUG" and m.name != last.name), None)
        joined = _patterns()["joined"].search(text, max(start, last.start - 8), last.start)
        if before is not None and last.type == "DRUG" and joined and _patterns()["used"].match(text, last.end):
            return " + ".join(sorted((before.name, last.name)))
    return ""


def _mention(text: str, span: tuple[int, int], kind: str, name: str, lexicon: Lexicon) -> Mention:
    place = Span(*span)
    blank = Mention(
        place.start, place.end, "REGIMEN" if kind == "REGIMEN" else "DRUG_CLASS", text[place.start : place.end]
    )
    concept = lexicon.concept(blank.type, name)
    return replace(blank, concept=concept, score=_SCORE, reason="named by its place", source="relating")
