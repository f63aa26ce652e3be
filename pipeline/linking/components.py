"""The room's stages as spaCy factories: shared forms decided, unknown surfaces linked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from operator import attrgetter

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import lexicon
from pipeline.lexicon import fold
from pipeline.linking.candidates import THRESHOLD, CandidateLinker
from pipeline.linking.disambiguation import Contexts, choose
from pipeline.records import Concept, Mention, Sentence

Stage = Callable[[Doc], Doc]


@cache
def _contexts() -> dict[tuple[str, str, str], tuple[str, ...]]:
    """(type, name, folded alias) to the folded words that decide for the concept."""
    return {
        (entry.concept.type, entry.concept.name, fold(alias)): tuple(fold(word) for word in words)
        for entry in lexicon.load().entries
        for alias, words in entry.ambiguous.items()
    }


_FIGURES = ("NR", "NE")
"""Not reached, not estimable: they stand where figures do, so that a report of outcomes makes no endpoint of them."""


def _is_told_with_outcomes(mention: Mention) -> bool:
    """Whether a report of outcomes decides for a form: an endpoint, or a study whose name is written in capitals."""
    if mention.type == "METRIC":
        return mention.text not in _FIGURES
    return mention.type == "TRIAL" and mention.text.isupper() and len(mention.text) >= _LONG_NAME


_LONG_NAME = 4


@cache
def _declared() -> frozenset[str]:
    """Names of the concepts that share an alias with others and are decided for by words."""
    return frozenset(name for _, name, _ in _contexts())


@cache
def _endpoint_words() -> tuple[str, ...]:
    """Words of any report of outcomes: they decide for an endpoint where nothing else does."""
    return tuple(fold(row["form"]) for row in lexicon.cues("endpoint_contexts"))


@Language.factory("litmine_disambiguation")
def create_disambiguation(nlp: Language, name: str) -> Stage:
    """Leaves one concept for each span in `doc._.mentions`; drops ambiguous forms that no context supports."""

    def stage(doc: Doc) -> Doc:
        held = doc._
        key, document = fold(held.section.text.text), held.context.key
        sentences = held.sentences
        starts = [sentence.start for sentence in sentences]
        chosen, left = [], []
        for _, group in groupby(sorted(held.mentions, key=_SPAN), key=_SPAN):
            rivals = list(group)
            is_plain = len(rivals) == 1 and rivals[0].name not in _declared()
            best = (
                rivals[0] if is_plain else _decide(rivals, _sentence_key(rivals[0], sentences, starts, key), document)
            )
            if best is not None:
                chosen.append(best)
            else:
                left.append(rivals)
        listed = list(_listed(left, chosen, key))
        held.mentions = tuple(sorted({*chosen, *_grouped(left, key), *listed}, key=_SPAN))
        return doc

    return stage


_SPAN = attrgetter("start", "end")


def _sentence_key(mention: Mention, sentences: Sequence[Sentence], starts: Sequence[int], key: str) -> str:
    index = bisect_right(starts, mention.start) - 1
    return key[sentences[index].start : sentences[index].end] if index >= 0 else key


def _decide(rivals: Sequence[Mention], sentence: str, document: str) -> Mention | None:
    defined = [m for m in rivals if m.source in ("glossary", "clippings")]
    if defined:
        return defined[0]
    contexts: Contexts = {
        (m.type, m.name): (*words, *(_endpoint_words() if _is_told_with_outcomes(m) else ()))
        for m in rivals
        if (words := _contexts().get((m.type, m.name, fold(m.text))))
    }
    if len(rivals) == 1 and not contexts:
        return rivals[0]
    return choose(rivals, contexts, sentence, document)


_LISTED_TYPES = ("GENE", "DISEASE", "DRUG")
_NEXT_IN_LIST = re.compile(r"、|, ?(?:and |or )?| and | or |和|及|与")
_FEWEST_BESIDE = 2
_STATED = re.compile(
    r"(?: (?:was|were|is|are))?[ -](?:mutat|mutant|alter|rearrang|fusion|fused|amplif|gene\b)|基因|突变|重排|融合|扩增"
)
_CHANGE = re.compile(r"[ -](?:p\.)?[acdefghiklmnpqrstvwy]\d{2,4}[acdefghiklmnpqrstvwy](?![a-z\d])", re.IGNORECASE)
"""A change of an amino acid right behind a symbol (`KIT D816G`): nothing but a gene or its product has one (HGVS)."""
_MARKER = re.compile(r"CD\d+[a-z]?")


def _listed(left: Iterable[Sequence[Mention]], chosen: Sequence[Mention], key: str) -> Iterator[Mention]:
    """Ambiguous forms that stand in a list of one type and in no longer name, and genes of it whose state is told elsewhere."""
    free = [rivals for rivals in left if not any(_holds(m, rivals[0]) for m in chosen)]
    open_places = {_SPAN(rivals[0]): rivals for rivals in free}
    told = list(_told_by_lists(open_places, chosen, key)) if open_places else []
    genes = {(m.text, m.concept) for m in told if m.type == "GENE"}
    again = [m for rivals in free for m in rivals if (m.text, m.concept) in genes and _STATED.match(key, m.end)]
    for mention in {*told, *again}:
        yield replace(mention, reason=f"{mention.reason}; in a list of its kind")
    for mention in (m for rivals in free for m in rivals if m.type == "GENE" and _CHANGE.match(key, m.end)):
        if mention not in told:
            yield replace(mention, reason=f"{mention.reason}; with a change of the protein")


def _holds(longer: Mention, mention: Mention) -> bool:
    return longer.start <= mention.start and mention.end <= longer.end


def _told_by_lists(
    open_places: Mapping[tuple[int, int], Sequence[Mention]], chosen: Sequence[Mention], key: str
) -> Iterator[Mention]:
    """Ambiguous forms in lists whose other members, two at least, are all of one type; beside surface markers, dyes stand too."""
    known = [m for m in chosen if m.type in _LISTED_TYPES]
    for members in _lists(sorted({*open_places, *map(_SPAN, known)}), key):
        told = [m for m in known if _SPAN(m) in members]
        types = {m.type for m in told}
        is_stained = all(_MARKER.fullmatch(m.text) for m in told)
        if len(types) != 1 or is_stained or len({m.name for m in told}) < _FEWEST_BESIDE:
            continue
        for span in members & open_places.keys():
            same = [m for m in open_places[span] if m.type in types]
            if len(same) == 1:
                yield same[0]


def _lists(spans: Sequence[tuple[int, int]], key: str) -> Iterator[set[tuple[int, int]]]:
    """Spans that only a comma or a conjunction parts, together."""
    members: list[tuple[int, int]] = []
    for span in spans:
        if members and not _NEXT_IN_LIST.fullmatch(key, members[-1][1], span[0]):
            yield set(members)
            members = []
        members.append(span)
    yield set(members)


_GROUP_BEHIND = re.compile(r"\s?(?:(?:单药|单用|治疗)?组(?![织成合])|方案|regimens?\b|arms?\b|group\b|\(n\s?=)")
_JOINED = re.compile(r"(?:联合|加用?|\+|\bplus)\s?$")


def _grouped(left: Iterable[Sequence[Mention]], key: str) -> Iterator[Mention]:
    """Treatments that nothing else decides for, where the text makes a group or part of one of them (`VAD组`, `联合CHOP`) once.

    Of several with one short form it is the one that is called by it, else the one that the vocabulary names first.
    """
    treatments = [m for rivals in left for m in rivals if m.type in ("REGIMEN", "DRUG", "DRUG_CLASS")]
    named = {m.name for m in treatments if _is_given(m, key)}
    named |= {m.name for rivals in left for m in rivals if _has_figure(rivals, key)}
    kept = [m for m in treatments if m.name in named]
    for _, rivals in groupby(sorted(kept, key=_SPAN), key=_SPAN):
        same = list(rivals)
        treatment = next((m for m in same if m.name.lower() == m.text.lower()), same[0])
        yield replace(treatment, reason=f"{treatment.reason}; named as a group")


_FIGURE_WITH = re.compile(r"(?:%|\b(?:months?|years?|mo|days))\s(?:\([^()]{0,40}\)\s)?(?:with|for)\s(?:the\s)?$")


def _has_figure(rivals: Sequence[Mention], key: str) -> bool:
    """Whether a short name that can only be a treatment is what a figure was reached with (`36.6 months with BVd`)."""
    if any(m.type not in ("REGIMEN", "DRUG_CLASS") for m in rivals):
        return False
    start = rivals[0].start
    return _FIGURE_WITH.search(key, max(0, start - _FIGURE_REACH), start) is not None


_FIGURE_REACH = 64


def _is_given(treatment: Mention, key: str) -> bool:
    before = max(0, treatment.start - 8)
    return bool(_GROUP_BEHIND.match(key, treatment.end) or _JOINED.search(key, before, treatment.start))


@Language.factory("litmine_linker", default_config={"threshold": THRESHOLD})
def create_linker(nlp: Language, name: str, threshold: float) -> Stage:
    """Links open-class names to concepts of the lexicon where the candidate generator is sure enough."""

    @cache
    def linker() -> CandidateLinker:
        return CandidateLinker(lexicon.load(), threshold)

    @cache
    def known() -> dict[tuple[str, str], Mention]:
        return {}

    def stage(doc: Doc) -> Doc:
        held = doc._
        mentions = held.mentions
        unknown = [m for m in mentions if _is_unknown(m)]
        fresh = {(m.type, m.text): m for m in unknown if (m.type, m.text) not in known()}
        if fresh:
            links = linker().link([m.text for m in fresh.values()], [m.type for m in fresh.values()])
            for surface, mention, link in zip(fresh, fresh.values(), links, strict=True):
                known()[surface] = mention if link is None else _linked(mention, *link)
        relinked = tuple(_relinked(mentions, known())) if known() else mentions
        held.mentions = _appositions(relinked, held.section.text.text)
        return doc

    return stage


def _appositions(mentions: tuple[Mention, ...], text: str) -> tuple[Mention, ...]:
    """Unknown names take the concept of the known one in the bracket behind them (`新译名(ide-cel)`), everywhere here."""
    starts = {(m.start, m.type): m for m in mentions if not _is_local_name(m)}
    aliases = {
        (m.type, m.text): known
        for m in mentions
        if _is_local_name(m) and text[m.end : m.end + 1] == "(" and (known := starts.get((m.end + 1, m.type)))
        if not m.name.endswith(f" {known.name}")
    }
    if not aliases:
        return mentions
    return tuple(
        replace(m, concept=known.concept, reason=f"beside {known.text} in brackets")
        if _is_local_name(m) and (known := aliases.get((m.type, m.text)))
        else m
        for m in mentions
    )


def _is_local_name(mention: Mention) -> bool:
    return mention.source == "names" and mention.concept is not None and mention.concept.concept_id.startswith("local:")


def _is_unknown(mention: Mention) -> bool:
    return (
        _is_local_name(mention)
        and mention.type in ("DRUG", "DISEASE")
        and len(mention.text) > 5
        and mention.text.isascii()
    )


def _linked(mention: Mention, concept: Concept, similarity: float, alias: str) -> Mention:
    reason = f"trigrams of {alias}, cosine {similarity:.2f}"
    return replace(mention, concept=concept, score=round(similarity * mention.score, 3), reason=reason)


def _relinked(mentions: Iterable[Mention], known: dict[tuple[str, str], Mention]) -> Iterable[Mention]:
    for mention in mentions:
        model = known.get((mention.type, mention.text)) if _is_unknown(mention) else None
        if model is None:
            yield mention
        else:
            yield replace(mention, concept=model.concept, score=model.score, reason=model.reason)
