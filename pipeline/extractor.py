"""An extractor version: a spaCy pipeline folder (`models/NAME/config.cfg`) that turns a Document into claims.

The `[nlp] pipeline` list of the config IS the recipe; a new version is a new folder and no new code path. Only this
module puts together what the stages return. Versions that other packages register (`versions`) are loaded by the same
name and called in the same way.

>>> extractor = load("rules")
>>> [name for name in extractor.stages][:3]
['sentences', 'terms', 'disambiguation']
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

import pipeline.learning.claims_components
import pipeline.linking.components
import pipeline.qualifying.components
import pipeline.recognising.components
import pipeline.relating.components
import pipeline.segmenting.components  # noqa: F401  (each registers its stages with spaCy)
from pipeline import carrier, lexicon, recipes, versions
from pipeline.linking.glossary import glossary
from pipeline.reading.files import MAX_CHARACTERS
from pipeline.recipes import MODELS
from pipeline.recognising import transliterations
from pipeline.recognising.given import Given, put_in
from pipeline.records import Claim, Concept, Context, Document, Extraction, Section
from pipeline.segmenting.abbreviations import definitions
from pipeline.versions import NoGivenMentionsError, NoOperatingPointsError, Prefer, Version

Stage = Callable[[Doc], Doc]

_LAST_OF_MENTIONS = "overlaps"
"""The stage after which mentions stand as the relation stages see them."""


class UnknownExtractorError(LookupError):
    """No extractor version of that name; the message lists those that exist."""


@dataclass(frozen=True)
class Extractor:
    """One loaded version. Call it with a Document to get its claims; `extract` gives all that was seen.

    `prefer` is the operating point that was asked for, None for the version's own.
    """

    name: str
    version: str
    digest: str
    nlp: Language = field(repr=False)
    prefer: Prefer | None = None

    @property
    def label(self) -> str:
        """Name and version as the tables print them."""
        return f"{self.name} {self.version}"

    @property
    def stages(self) -> list[str]:
        return list(self.nlp.pipe_names)

    @property
    def takes_mentions(self) -> bool:
        """Whether `extract` can be given mentions in the place of those that it would find."""
        return True

    def __call__(self, document: Document) -> tuple[Claim, ...]:
        return tuple(claim for extraction in self.extract(document) for claim in extraction.claims)

    def extract(
        self, document: Document, clock: dict[str, float] | None = None, given: Given | None = None
    ) -> tuple[Extraction, ...]:
        """Runs every stage over every section.

        Args:
            document: A paper as read.
            clock: If given, the seconds by the clock that each stage took are added to it, by stage name.
            given: Mentions that take the place of the recognised ones.
        """
        times = clock if clock is not None else {}
        with _timed(times, "glossary"):
            context = _context(document)
        titles = {s.index: self._mentioned(s, context, times, given) for s in document.sections if s.kind == "title"}
        context = replace(context, topics=_topics(titles.values()), carry={})
        known = titles if _LAST_OF_MENTIONS in self.nlp.pipe_names else {}
        return tuple(self._section(s, context, times, given, known.get(s.index)) for s in document.sections)

    def _section(
        self, section: Section, context: Context, times: dict[str, float], given: Given | None, mentioned: Doc | None
    ) -> Extraction:
        """What a section says; `mentioned` is its `Doc` with its mentions, where they are known already."""
        doc = self._mentioned(section, context, times, given) if mentioned is None else mentioned
        section = doc._.section
        doc = carrier.carry(doc, section, context)
        found = self._run(doc, self.nlp.pipeline[self._first_of_relations :], times)._
        claims = tuple(replace(claim, section=section.index) for claim in found.claims)
        return Extraction(section, found.sentences, found.mentions, claims, tuple(found.candidates))

    def _mentioned(
        self, section: Section, context: Context, times: dict[str, float], given: Given | None = None
    ) -> Doc:
        """A section with its mentions as the relation stages see them."""
        section = _readable(section)
        with _timed(times, "tokens"):
            doc = self.nlp.make_doc(section.text.text) if self._reads_tokens else Doc(self.nlp.vocab)
            doc = carrier.carry(doc, section, context)
        doc = self._run(doc, self.nlp.pipeline[: self._first_of_relations], times)
        if given is not None and _LAST_OF_MENTIONS in self.nlp.pipe_names:
            doc._.mentions = put_in(doc._.mentions, section, given, lexicon.load())
        return doc

    def _run(self, doc: Doc, stages: Sequence[tuple[str, Stage]], times: dict[str, float]) -> Doc:
        for name, stage in stages:
            with _timed(times, name):
                doc = stage(doc)
        return doc

    @cached_property
    def _first_of_relations(self) -> int:
        """Place of the stage behind those of mentions."""
        names = self.nlp.pipe_names
        return names.index(_LAST_OF_MENTIONS) + 1 if _LAST_OF_MENTIONS in names else len(names)

    @cached_property
    def _reads_tokens(self) -> bool:
        """Whether the recipe holds a stage of another package: ours read the section that rides on the `Doc`."""
        return any(not self.nlp.get_pipe_meta(name).factory.startswith("litmine_") for name in self.nlp.pipe_names)

    def docs(self, document: Document) -> Iterator[Doc]:
        """The spaCy Docs of the sections with mentions as `Doc.spans["mentions"]`, for spaCy's own tools."""
        context = _context(document)
        titles = [section for section in document.sections if section.kind == "title"]
        context = replace(context, topics=_topics(self._mentioned(title, context, {}) for title in titles))
        for section in document.sections:
            doc = carrier.carry(self.nlp.make_doc(section.text.text), section, context)
            for _, stage in self.nlp.pipeline:
                doc = stage(doc)
            carrier.show_spans(doc)
            yield doc


@dataclass(frozen=True)
class Registered(Extractor):
    """A version of another package, called like ours; its `nlp` makes tokens for `docs` and has no stages."""

    entry: EntryPoint = field(kw_only=True, repr=False)
    made: Version = field(kw_only=True, repr=False)

    @property
    def takes_mentions(self) -> bool:
        return False

    def extract(
        self, document: Document, clock: dict[str, float] | None = None, given: Given | None = None
    ) -> tuple[Extraction, ...]:
        """All that the version saw, held against what an Extraction promises.

        Raises:
            ExtractorError: The version cannot do this document, or what it gives does not hold.
            NoGivenMentionsError: Mentions are given.
        """
        if given is not None:
            raise NoGivenMentionsError(self.name)
        with _timed(clock if clock is not None else {}, "extract"):
            found = versions.extracted(self.entry, self.made, document)
        return tuple(replace(e, claims=tuple(replace(c, section=e.section.index) for c in e.claims)) for e in found)

    def docs(self, document: Document) -> Iterator[Doc]:
        for found in self.extract(document):
            doc = carrier.carry(self.nlp.make_doc(found.section.text.text), found.section, Context())
            doc._.sentences, doc._.mentions = found.sentences, found.mentions
            doc._.claims, doc._.candidates = found.claims, found.candidates
            carrier.show_spans(doc)
            yield doc


class _timed:
    """Adds the seconds of its block to `times[name]`."""

    def __init__(self, times: dict[str, float], name: str) -> None:
        self._times, self._name = times, name

    def __enter__(self) -> None:
        self._start = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self._times[self._name] = self._times.get(self._name, 0.0) + time.perf_counter() - self._start


def _context(document: Document) -> Context:
    texts = [section.text.text for section in document.sections]
    found = [definition for text in texts for definition in definitions(text)]
    return Context(
        title="\n".join(filter(None, (document.title_zh, document.title_en))),
        key="\n".join(map(lexicon.fold, texts)),
        glossary={**transliterations.found("\n".join(texts), lexicon.load()), **glossary(found, lexicon.load())},
        references={reference.number: reference for reference in document.references},
    )


def _readable(section: Section) -> Section:
    """The section in simplified characters: grammars and cue words know one script; the map to the source holds."""
    text = lexicon.simplified(section.text.text)
    return section if text == section.text.text else replace(section, text=replace(section.text, text=text))


def _topics(titles: Iterable[Doc]) -> tuple[Concept, ...]:
    """The drugs that titles name, without what a bracket behind one of them only explains (`甲药(靶向CD19的CAR-T)`)."""
    named: dict[Concept, None] = {}
    for title in titles:
        text = title._.section.text.text
        last = len(text)
        for drug in (m for m in title._.mentions if m.type == "DRUG"):
            between = text[last : drug.start]
            if not (between.lstrip().startswith("(") and ")" not in between) and drug.concept is not None:
                named[drug.concept] = None
                last = drug.end
    return tuple(named)


def available(folder: Path = MODELS) -> list[str]:
    """Names of the versions that can be loaded: those that a folder holds, then those that packages register."""
    held = recipes.names(folder)
    return [*held, *(name for name in versions.registered() if name not in held)]


def load(name: str = "rules", folder: Path = MODELS, prefer: Prefer | None = None) -> Extractor:
    """Loads an extractor version: a folder of that name, else what a package registers under it.

    Args:
        name: As `available` lists it.
        folder: Where the folders are.
        prefer: Operating point; None for the version's own.

    Raises:
        UnknownExtractorError: There is none of that name.
        NoOperatingPointsError: `prefer` is given, and the version has no operating points.
        BrokenExtractorError: What a package registers cannot be used.
        InvalidSettingError: A setting that a registered version needs is missing.
    """
    if recipes.is_recipe(folder / name):
        return _shipped(folder / name, prefer)
    if (found := _registered(name, prefer)) is not None:
        return found
    raise UnknownExtractorError(f"no extractor named {name!r}; there are: {', '.join(available(folder)) or 'none'}")


@lru_cache(maxsize=8)
def _shipped(path: Path, prefer: Prefer | None) -> Extractor:
    config = spacy.util.load_config(path / recipes.CONFIG)
    if prefer:
        _put_preference(config, path.name, prefer)
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    nlp.max_length = MAX_CHARACTERS + 1  # spaCy's own limit is for parsers that need a gigabyte a hundred thousand
    recipe = recipes.read(path)
    return Extractor(recipe.name, recipe.version, recipe.digest, nlp, prefer)


def _put_preference(config: dict[str, Any], name: str, prefer: Prefer) -> None:
    """Sets `prefer` on every stage whose config has it, by its own block or by its factory's default."""
    stages = [
        block
        for block in config["components"].values()
        if "prefer" in block or "prefer" in (Language.get_factory_meta(block["factory"]).default_config or {})
    ]
    if not stages:
        raise NoOperatingPointsError(name)
    for block in stages:
        block["prefer"] = prefer


@lru_cache(maxsize=8)
def _registered(name: str, prefer: Prefer | None) -> Registered | None:
    entry = versions.entry_of(name)
    if entry is None:
        return None
    made = versions.load(entry, prefer)
    nlp = spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": "litmine.bilingual.v1"}}})
    return Registered(made.name, made.version, made.digest, nlp, prefer, entry=entry, made=made)
