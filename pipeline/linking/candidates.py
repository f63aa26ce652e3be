"""Concepts for surfaces that no exact form holds: scispaCy's candidate generator over our own knowledge base.

The generator compares character trigrams (TF-IDF, cosine) with every alias. scispaCy's own index builder refuses
current scipy and drops rare trigrams, so the vectoriser and the nmslib index are built here and handed to it. The index
is a sequential one: an HNSW graph takes half a minute to build for names that need milliseconds to search.

Near names are often different molecules (`AZD5991`, `AZD5992`; 吉非替尼, 吉瑞替尼), so a candidate must agree in its
digits, lie within two edits, and be written in Latin script.

>>> is_near("venetoclx", "venetoclax"), is_near("AZD5991", "AZD5992")
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import Levenshtein

from pipeline.lexicon import Lexicon, fold
from pipeline.records import Concept, EntityType

if TYPE_CHECKING:
    from scispacy.candidate_generation import CandidateGenerator

THRESHOLD = 0.6
MOST_EDITS = 2
NEIGHBOURS = 10
_KINDS: tuple[EntityType, ...] = ("DRUG", "DISEASE")


def is_near(first: str, second: str) -> bool:
    """Whether two names may be spellings of one: the same digits in the same order, and at most two edits apart."""
    same_digits = re.findall(r"\d+", first) == re.findall(r"\d+", second)
    return same_digits and Levenshtein.distance(first, second, score_cutoff=MOST_EDITS) <= MOST_EDITS


class CandidateLinker:
    """A lexicon's aliases as scispaCy's knowledge base, index and generator. Building takes seconds: build it once."""

    def __init__(self, lexicon: Lexicon, threshold: float = THRESHOLD) -> None:
        self._threshold = threshold
        self._concepts: dict[str, Concept] = {}
        aliases: dict[str, set[str]] = {}
        for term in lexicon.terms:
            if term.concept.type in _KINDS and len(term.key) > 5 and term.key.isascii():
                self._concepts[_key(term.concept)] = term.concept
                aliases.setdefault(term.key, set()).add(_key(term.concept))
        self._generator = _generator(aliases)

    def link(self, surfaces: Sequence[str], kinds: Sequence[EntityType]) -> list[tuple[Concept, float, str] | None]:
        """The best concept of the wanted kind for each surface, with cosine similarity and the alias that matched."""
        if not surfaces:
            return []
        found = self._generator([fold(surface) for surface in surfaces], NEIGHBOURS)
        return [self._best(s, k, c) for s, k, c in zip(surfaces, kinds, found, strict=True)]

    def _best(self, surface: str, kind: EntityType, candidates: Sequence[Any]) -> tuple[Concept, float, str] | None:
        scored = [
            (float(similarity), alias, self._concepts[candidate.concept_id])
            for candidate in candidates
            for alias, similarity in zip(candidate.aliases, candidate.similarities, strict=True)
            if self._concepts[candidate.concept_id].type == kind and is_near(fold(surface), alias)
        ]
        if not scored:
            return None
        similarity, alias, concept = max(scored, key=lambda item: (item[0], item[1]))
        return (concept, similarity, alias) if similarity >= self._threshold else None


def _key(concept: Concept) -> str:
    return f"{concept.type} {concept.concept_id}"


def _generator(aliases: dict[str, set[str]]) -> CandidateGenerator:
    import nmslib
    from scispacy.candidate_generation import CandidateGenerator
    from scispacy.linking_utils import Entity, KnowledgeBase
    from sklearn.feature_extraction.text import TfidfVectorizer

    class OwnKnowledgeBase(KnowledgeBase):  # type: ignore[misc]
        def __init__(self) -> None:
            self.alias_to_cuis = aliases
            concepts = {cui for cuis in aliases.values() for cui in cuis}
            self.cui_to_entity = {cui: Entity(cui, cui, [], [], None) for cui in concepts}

    names = sorted(aliases)
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), min_df=1)
    vectors = vectorizer.fit_transform(names).astype("float32")
    index = nmslib.init(method="seq_search", space="cosinesimil_sparse", data_type=nmslib.DataType.SPARSE_VECTOR)
    index.addDataPointBatch(vectors)
    index.createIndex({}, print_progress=False)
    return CandidateGenerator(index, vectorizer, names, OwnKnowledgeBase())
