"""What an extractor version is, and how a package of its own brings one.

litmine's versions are folders of `models/`. Anything else that turns a Document into claims is registered by the package
that holds it, in its `pyproject.toml`, and is then run, scored and compared like them:

    [project.entry-points."litmine.extractors"]
    mine = "my_package:create"

What stands there is a `Version`, or a factory: a class or function that gives one when it is called. A factory that
takes `prefer` has operating points and is called with `prefer="precision"`, `"recall"` or None (its default).
Nothing of a package is imported before its version is asked for by name.

>>> class Silent:
...     name, version, digest = "silent", "1", "0"
...     def extract(self, document): return ()
>>> made(EntryPoint("silent", "my_package:Silent", GROUP), Silent).name
'silent'
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Literal, Protocol

from pipeline.records import RELATIONS, Claim, Document, Extraction, Mention
from pipeline.settings import InvalidSettingError

GROUP = "litmine.extractors"
Prefer = Literal["precision", "recall"]

_FACTS = ("name", "version", "digest")
_REMEDY = f"mend or remove the package that registers it under {GROUP}"


class Version(Protocol):
    """What has to be registered.

    `name` and `version` are printed in the tables. `digest` is any text that changes whenever results may (a hash over
    weights, prompts, rules); it stands in `run.json`.
    """

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def digest(self) -> str: ...

    def extract(self, document: Document, /) -> Iterable[Extraction]:
        """One Extraction for each section that yields anything, with offsets into the section's text.

        `Extraction.sentences` are those that claims point at by index (`segmenting.sentences.sentences(section)` makes
        ours). Concepts come from the lexicon (`lexicon.load().lookup`) or are made by `Lexicon.concept`.

        Raises:
            ExtractorError: This document cannot be done; the message says why in one line, and the run goes on.
        """
        ...


class ExtractorError(RuntimeError):
    """An extractor cannot do a document; the message says why and what helps. The other documents go on."""


class BrokenExtractorError(RuntimeError):
    """What is registered cannot be used; the message names the entry point, the reason and the remedy."""


class NoOperatingPointsError(ValueError):
    """`--prefer` was given to an extractor that has one way of working only."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"extractor {name!r} has no operating points to prefer one of; leave out --prefer (LITMINE_PREFER), or "
            "choose another extractor"
        )


class NoGivenMentionsError(ValueError):
    """`--mentions` was given to an extractor that finds its own."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"extractor {name!r} finds its own mentions and takes no others; leave out --mentions, or choose an "
            "extractor of models/"
        )


def registered() -> list[str]:
    """Names under which packages have registered versions; none of them is imported."""
    return sorted({entry.name for entry in entry_points(group=GROUP)})


def entry_of(name: str) -> EntryPoint | None:
    """The entry point of a name; None where no package registers it.

    Raises:
        BrokenExtractorError: Packages register different things under it.
    """
    found = {entry.value: entry for entry in entry_points(group=GROUP, name=name)}
    if len(found) > 1:
        told = ", ".join(sorted(_owned(entry) for entry in found.values()))
        raise BrokenExtractorError(f"extractor {name!r} is registered more than once ({told}); remove all but one")
    return next(iter(found.values()), None)


def load(entry: EntryPoint, prefer: Prefer | None = None) -> Version:
    """The version behind an entry point.

    Raises:
        BrokenExtractorError: It cannot be imported or made, or is no version.
        NoOperatingPointsError: `prefer` is given, and it has none.
        InvalidSettingError: A setting that it needs is missing or impossible.
    """
    try:
        target = entry.load()
    except Exception as error:
        raise _broken(entry, f"cannot be imported ({_named(error)})") from error
    return made(entry, target, prefer)


def made(entry: EntryPoint, target: object, prefer: Prefer | None = None) -> Version:
    """The version that a registered thing is, or gives; errors as `load`."""
    if callable(target) and (inspect.isclass(target) or not hasattr(target, "extract")):
        target = _called(entry, target, prefer)
    elif prefer:
        raise NoOperatingPointsError(entry.name)
    if lacks := [name for name in _FACTS if not isinstance(getattr(target, name, None), str)]:
        raise _broken(entry, f"has no text as {', '.join(lacks)}")
    if not callable(getattr(target, "extract", None)):
        raise _broken(entry, "has no method extract(document)")
    return target  # type: ignore[return-value]


def _called(entry: EntryPoint, factory: Callable[..., object], prefer: Prefer | None) -> object:
    has_points = "prefer" in _parameters(factory)
    if prefer and not has_points:
        raise NoOperatingPointsError(entry.name)
    try:
        return factory(prefer=prefer) if has_points else factory()
    except (InvalidSettingError, NoOperatingPointsError):
        raise
    except Exception as error:
        raise _broken(entry, f"cannot be made ({_named(error)})") from error


def _parameters(factory: Callable[..., object]) -> Iterable[str]:
    try:
        return inspect.signature(factory).parameters
    except (TypeError, ValueError):  # some callables of extension modules have none
        return ()


def _broken(entry: EntryPoint, told: str) -> BrokenExtractorError:
    return BrokenExtractorError(f"extractor {entry.name!r} ({_owned(entry)}) {told}; {_REMEDY}")


def _owned(entry: EntryPoint) -> str:
    return f"{entry.value} of {entry.dist.name}" if entry.dist is not None else entry.value


def _named(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def extracted(entry: EntryPoint, version: Version, document: Document) -> tuple[Extraction, ...]:
    """What a version gives for a document, once it has been seen that offsets and sentences hold.

    Raises:
        ExtractorError: It stopped, or gave something else than Extractions, or spans that are not their text.
    """
    try:
        found = tuple(version.extract(document))
    except ExtractorError:
        raise
    except Exception as error:
        raise _faulty(entry, f"stopped with {_named(error)}") from error
    fault = next(faults(found), None)
    if fault is not None:
        raise _faulty(entry, f"gave {fault}")
    return found


def _faulty(entry: EntryPoint, told: str) -> ExtractorError:
    return ExtractorError(f"extractor {entry.name!r} ({_owned(entry)}) {told}. Tell its makers; --debug shows where")


def faults(extractions: Sequence[object]) -> Iterator[str]:
    """What is wrong with the results of a version, one phrase each.

    >>> list(faults(["venetoclax"]))
    ['a str in the place of an Extraction']
    """
    for extraction in extractions:
        if not isinstance(extraction, Extraction):
            yield f"a {type(extraction).__name__} in the place of an Extraction"
            continue
        text, size = extraction.section.text.text, len(extraction.section.text)
        yield from (
            f"a sentence from {s.start} to {s.end} in a section of {size} characters"
            for s in extraction.sentences
            if not 0 <= s.start < s.end <= size
        )
        yield from (f"the mention {m.text!r}, which {_misplaced(m)}" for m in extraction.mentions if _moved(m, text))
        indices = {sentence.index for sentence in extraction.sentences}
        for claim in extraction.claims:
            yield from _faults_of(claim, text, indices)


def _faults_of(claim: Claim, text: str, sentences: set[int]) -> Iterator[str]:
    if claim.relation not in RELATIONS:
        yield f"a claim of the unknown relation {claim.relation!r}"
    if claim.sentence not in sentences:
        yield f"a claim of sentence {claim.sentence}, which its section does not have"
    for end in (claim.subject, claim.object):
        if end is not None and _moved(end, text):
            yield f"a claim with {end.text!r}, which {_misplaced(end)}"


def _moved(mention: Mention, text: str) -> bool:
    return not 0 <= mention.start < mention.end <= len(text) or text[mention.start : mention.end] != mention.text


def _misplaced(mention: Mention) -> str:
    return f"does not stand from {mention.start} to {mention.end} of its section"
