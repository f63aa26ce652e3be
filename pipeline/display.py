"""What people see in a terminal: progress, one line per failed file, the summary, and how a sentence was understood.

File names and papers may hold characters that move the cursor, turn the writing direction or hide themselves; all that
is printed passes through `printable`. Only this module and `cli` know that there is a terminal.

>>> printable("维奈克拉\\x1b[2J\\u202etxt.md\\n")
'维奈克拉\\\\x1b[2J\\\\u202etxt.md\\\\n'
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from pipeline.assembling.words import words
from pipeline.records import RELATIONS

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.curating.additions import Addition
    from pipeline.curating.checking import Report
    from pipeline.curating.counts import Count
    from pipeline.ledger import State
    from pipeline.lexicon import Lexicon
    from pipeline.planning import Summary
    from pipeline.processing import Outcome
    from pipeline.queries import Result
    from pipeline.records import Candidate, Claim, Language, Mention, Sentence
    from pipeline.reviewing.records import Imported, Precision
    from pipeline.reviews import Served
    from pipeline.runs import Watch
    from pipeline.scores import Compared, Scored
    from pipeline.training import Trained

_PIPE_WIDTH = 160
_HAN = re.compile("[\u3400-\u9fff]")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def printable(text: str) -> str:
    """The text with control, invisible and direction characters written as escapes."""
    return "".join(c if unicodedata.category(c) not in _HIDDEN else _escape(c) for c in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def console(stderr: bool = False) -> Console:
    """A console that prints text as it is, wide enough for tables where no terminal limits it."""
    made = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    return made if made.is_terminal else Console(file=made.file, width=_PIPE_WIDTH, markup=False, highlight=False)


@contextmanager
def progress(total: int, known: Collection[str] = ()) -> Iterator[Watch]:
    """A watcher of outcomes: a bar by document on a terminal, and a line for each file that fails.

    Args:
        total: How many files there are.
        known: Names of files of which was told before.
    """
    err = console(stderr=True)
    columns = (TextColumn("documents"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("documents", total=total)

        def watch(outcome: Outcome) -> None:
            if outcome.status == "failed" and outcome.name not in known:
                err.print(Text(f"{printable(outcome.name)}: {printable(outcome.reason)}"), soft_wrap=True)
            bar.advance(task)

        yield watch


def grid(title: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """A table of plain cells; whole numbers stand to the right."""
    filled = [list(row) for row in rows]
    table = Table(title=title, title_justify="left", title_style="bold")
    for number, name in enumerate(header):
        figures = bool(filled) and all(isinstance(row[number], int) for row in filled)
        table.add_column(name, justify="right" if figures else "left", overflow="fold")
    for row in filled:
        table.add_row(*(Text(f"{cell:,}" if isinstance(cell, int) else printable(str(cell))) for cell in row))
    return table


def show_summary(summary: Summary) -> None:
    """The run in one table, and what to do next."""
    out = console()
    rows: list[tuple[str, object]] = [(f"documents {status}", count) for status, count in summary.statuses.items()]
    rows.append(("documents with warnings", summary.warned))
    rows.append(("documents computed now", summary.computed))
    rows += [("documents no longer there", summary.removed)] if summary.removed else []
    rows += [(name, summary.counts[name]) for name in ("sentences", "mentions", "concepts")]
    rows += [(f"claims {relation}", summary.counts[relation]) for relation in RELATIONS]
    rows += [("seconds", f"{summary.seconds:.1f}"), ("characters a second", f"{summary.characters_per_second:,}")]
    table = Table(title="Run", title_justify="left", title_style="bold")
    table.add_column("what")
    table.add_column("how many", justify="right")
    for name, value in rows:
        table.add_row(name, f"{value:,}" if isinstance(value, int) else str(value))
    out.print(table)
    folder = printable(str(summary.out))
    if not summary.computed and not summary.removed:
        out.print(Text("Nothing is new or changed: the tables stand as they were (--again computes everything anew)."))
    out.print(Text(f"Tables: {folder} (start with drug_target.csv). How a sentence was read: litmine explain '…'"))
    show_report(summary.out / "report.html")


def show_watch(paths: Sequence[Path], every: float) -> None:
    """That the run goes on, how often it looks, and how it is ended."""
    named = ", ".join(printable(str(path)) for path in paths)
    print(f"Watching {named}: a look every {every:g} s; Ctrl+C ends it.", flush=True)


def show_pick_up(summary: Summary | None) -> None:
    """One line on what a look has brought; None where no file is left."""
    moment = datetime.now().strftime("%H:%M:%S")
    if summary is None:
        print(f"{moment} no papers are left; the tables stay as they are", flush=True)
        return
    claims = sum(summary.counts[relation] for relation in RELATIONS)
    documents = sum(summary.statuses.values())
    failed = f", {len(summary.failures)} failed" if summary.failures else ""
    gone = f", {summary.removed} gone" if summary.removed else ""
    print(f"{moment} {summary.computed} computed{gone}: {documents} documents{failed}, {claims} claims", flush=True)


def show_status(folder: Path, states: Sequence[State], plan: Mapping[str, Sequence[str]]) -> None:
    """What a folder's ledger keeps, and what a rerun would do."""
    out = console()
    table = Table(title="Documents", title_justify="left", title_style="bold")
    for column in ("document", "state", "kept", "reason"):
        table.add_column(column, overflow="fold")
    for state in states:
        table.add_row(printable(state.name), state.status, state.kept[:19].replace("T", " "), printable(state.reason))
    out.print(table)
    for what, names in plan.items():
        shown = ", ".join(printable(name) for name in names[:5]) + (" …" if len(names) > 5 else "")
        out.print(Text(f"{what}: {len(names)}" + (f" ({shown})" if names else "")))
    if any(names for what, names in plan.items() if what != "unchanged"):
        out.print(Text(f"Next: litmine run PATH... --out {printable(str(folder))} computes these and nothing else."))
    else:
        out.print(Text("Next: nothing to do; a rerun would leave the tables as they are."))


def show_result(result: Result, limit: int) -> None:
    """The first rows of an answer, and how to have the others."""
    from pipeline.queries import plain  # where a result is shown, DuckDB has been loaded

    rows = list(islice(result.rows, limit + 1))
    table = Table(title_justify="left")
    for number, name in enumerate(result.columns):
        figures = bool(rows) and all(isinstance(row[number], int | float | Decimal | None) for row in rows)
        table.add_column(printable(name), justify="right" if figures else "left", overflow="fold")
    for row in rows[:limit]:
        table.add_row(*(Text("" if cell is None else printable(str(plain(cell)))) for cell in row))
    out = console()
    out.print(table)
    if len(rows) > limit:
        out.print(Text(f"The first {limit} rows; --limit N shows more, --format csv all of them."))


def show_lines(lines: Iterable[str]) -> None:
    """Text for programs as it is; on a terminal, what could move its cursor as escapes. A reader may stop early."""
    shown = map(_printable_lines, lines) if sys.stdout.isatty() else lines
    try:
        for line in shown:
            sys.stdout.write(line)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is left to be flushed at the end


def _printable_lines(text: str) -> str:
    return "\n".join(map(printable, text.split("\n")))


def show_schema(folder: Path, tables: Mapping[str, Mapping[str, str]]) -> None:
    """The tables of a run and their columns, and how to ask."""
    table = Table(title="Tables", title_justify="left", title_style="bold")
    for column in ("table", "columns"):
        table.add_column(column, overflow="fold")
    for name, columns in tables.items():
        told = ", ".join(column if kind == "VARCHAR" else f"{column} {kind}" for column, kind in columns.items())
        table.add_row(name, told)
    out = console()
    out.print(table)
    out.print(Text('Columns without a type are text. Identifiers named as SQL words need quotes: "end".'))
    out.print(Text(f"Next: litmine query 'select name, name_zh, type from concepts' {printable(str(folder))}"))


def show_report(page: Path) -> None:
    """Where the report stands."""
    console().print(Text(f"Report: {printable(str(page))} (open it in a browser)"), soft_wrap=True)


class NoSentenceError(LookupError):
    """The paper has no sentence of that number; the message says which it has."""


def language_of(text: str) -> Language:
    """The language to print in: Chinese for a text with Han characters, else the locale's."""
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "zh" if _HAN.search(text) or locale.lower().startswith("zh") else "en"


def told_in(language: Language) -> Told:
    """The words of one language."""
    return Told(language, words(language))


@dataclass(frozen=True, slots=True)
class Told:
    """The words to print in; a value of the tables keeps its own name in brackets beside a Chinese word."""

    language: Language
    words: Mapping[str, str]

    def head(self, *keys: str) -> list[str]:
        return [self.words[f"explain.{key}"] for key in keys]

    def value(self, kind: str, value: str) -> str:
        word = self.words.get(f"{kind}.{value}", "")
        return f"{word} ({value})" if word and self.language == "zh" else value

    def name(self, mention: Mention) -> str:
        from pipeline.assembling.rows import mention_name

        name, chinese = mention_name(mention), mention.concept.name_zh if mention.concept else ""
        return f"{chinese} {name}" if chinese and chinese != name and self.language == "zh" else name


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What was seen in a section, or in one sentence of it."""

    tokens: list[str]
    mentions: list[Mention]
    claims: list[Claim]
    candidates: list[Candidate]


def show_reading(docs: Iterable[Doc], told: Told) -> None:
    """How a text was understood: tokens, mentions, claims with their mechanisms, candidates turned down."""
    for doc in docs:
        tokens = [token.text for token in doc if not token.is_space]
        _show(_Stretch(tokens, list(doc._.mentions), list(doc._.claims), list(doc._.candidates)), told)


def show_sentences(docs: Iterable[Doc], told: Told) -> None:
    """A paper's sentences with their numbers."""
    rows = [
        (number, " / ".join(doc._.section.heading), doc.text[sentence.start : sentence.end])
        for number, doc, sentence in _numbered(docs)
    ]
    console().print(grid(told.words["explain.sentences"], told.head("number", "place", "text"), rows))
    console().print(Text(told.words["explain.next"]))


def show_sentence(docs: Iterable[Doc], wanted: int, told: Told) -> None:
    """How one sentence of a paper was understood.

    Args:
        docs: The paper's sections.
        wanted: The sentence's number, from 1, as `show_sentences` prints it.
        told: The words to print in.

    Raises:
        NoSentenceError: There is none of that number.
    """
    last = 0
    for number, doc, sentence in _numbered(docs):
        last = number
        if number == wanted:
            console().print(Text(f"{number}: {printable(doc.text[sentence.start : sentence.end])}"), soft_wrap=True)
            _show(_within(doc, sentence), told)
            return
    raise NoSentenceError(f"there is no sentence {wanted}; name one from 1 to {last}")


def _numbered(docs: Iterable[Doc]) -> Iterator[tuple[int, Doc, Sentence]]:
    pairs = ((doc, sentence) for doc in docs for sentence in doc._.sentences)
    for number, (doc, sentence) in enumerate(pairs, start=1):
        yield number, doc, sentence


def _within(doc: Doc, sentence: Sentence) -> _Stretch:
    def inside(start: int) -> bool:
        return sentence.start <= start < sentence.end

    return _Stretch(
        [token.text for token in doc if inside(token.idx) and not token.is_space],
        [mention for mention in doc._.mentions if inside(mention.start)],
        [claim for claim in doc._.claims if claim.sentence == sentence.index],
        [candidate for candidate in doc._.candidates if candidate.sentence == sentence.index],
    )


def _show(seen: _Stretch, told: Told) -> None:
    out = console()
    out.print(Text(f"{told.words['explain.tokens']}: " + printable(" | ".join(seen.tokens))))
    mentions = [_mention(mention, told) for mention in _all(seen.mentions)]
    head = told.head("text", "type", "name", "concept", "score", "why")
    out.print(grid(told.words["explain.mentions"], head, mentions))
    head = told.head("relation", "subject", "predicate", "object", "mechanism", "qualifiers")
    out.print(grid(told.words["explain.claims"], head, [_claim(claim, told) for claim in seen.claims]))
    turned = [
        (told.value("relation", c.relation), "; ".join(c.names), f"{c.confidence:.2f}", c.reason)
        for c in seen.candidates
    ]
    head = told.head("relation", "names", "confidence", "reason")
    out.print(grid(told.words["explain.turned_down"], head, turned))


def _all(mentions: Iterable[Mention]) -> Iterator[Mention]:
    for mention in mentions:
        yield mention
        yield from mention.parts


def _mention(mention: Mention, told: Told) -> tuple[str, ...]:
    concept = mention.concept.concept_id if mention.concept else ""
    reason = " ".join(part for part in (mention.source, mention.reason) if part)
    kind = told.value("type", mention.type)
    return mention.text, kind, told.name(mention), concept, f"{mention.score:.2f}", reason


def _claim(claim: Claim, told: Told) -> tuple[str, ...]:
    qualifiers = claim.qualifiers
    kinds = ("polarity", "certainty", "setting")
    said = [told.value(kind, getattr(qualifiers, kind)) for kind in kinds]
    said += [
        *qualifiers.citations,
        *(f"{name}={value}" for name, value in claim.fields.items() if value and not name.endswith("_id")),
    ]
    kind = "statistic" if claim.relation == "trial_metric" else "predicate"
    target = told.name(claim.object) if claim.object else told.value("object", "none")
    relation, predicate = told.value("relation", claim.relation), told.value(kind, claim.predicate)
    return relation, told.name(claim.subject), predicate, target, claim.mechanism, " ".join(said)


def show_lexicon(held: Lexicon, counted: Sequence[Count]) -> None:
    """How many concepts and names the vocabulary holds, by kind, beside what is asked at least."""
    from pipeline.curating.counts import HEADER, non_coding

    out = console()
    out.print(grid("Lexicon", HEADER, [count.cells for count in counted]))
    out.print(Text(non_coding(held.entries)))
    out.print(Text(f"digest {held.digest}"))


def show_check(report: Report) -> None:
    """Findings, errors first, each with file and line, and one line that sums up."""
    for finding in report.findings:
        print(printable(str(finding)))
    print(report.summary)


def show_addition(addition: Addition) -> None:
    """What was written, and what was left out because it names something else."""
    for collision in addition.collisions:
        print(printable(f"left out: {collision}"))
    left = (
        f"; {len(addition.collisions)} names and {addition.left_out} whole rows left out" if addition.collisions else ""
    )
    print(f"{addition.path}: {addition.concepts} concepts, {addition.names} names{left}")


def show_tables(tables: Mapping[str, tuple[Sequence[str], Sequence[Sequence[str]]]]) -> None:
    """Prints tables one below the other, each under its title; empty ones are left out."""
    for title, (header, rows) in tables.items():
        if rows:
            console().print(grid(title, header, rows))


def show_training(done: Trained) -> None:
    """From what a version was trained, and its figures on papers held out in turn."""
    told: dict[str, dict[str, str]] = {}
    for name, figure in done.figures.items():
        row, _, measure = name.rpartition(" ")
        if measure in ("precision", "recall", "F1"):
            told.setdefault(row, {})[measure] = f"{figure:.3f}"
    rows = [(row, *(figures.get(name, "") for name in ("precision", "recall", "F1"))) for row, figures in told.items()]
    show_tables({"Claims of texts held out in turn, triple": (("claims", "precision", "recall", "F1"), rows)})
    print(printable(f"{done.out}: trained from {len(done.documents)} texts in {done.seconds / 60:.1f} minutes"))


def show_score(done: Scored, as_markdown: bool = False) -> None:
    """The headline, the tables, what was not scored, and where the rest stands."""
    from pipeline.scoring import agreement, scorecard

    tables, line = scorecard.tables(done.card), scorecard.headline(done.card)
    if as_markdown:
        print(f"{line}\n\n{agreement.markdown(tables)}", end="")
        return
    show_tables(tables)
    out = console()
    if done.missing:
        out.print(Text(printable(f"Not in the run and not scored: {', '.join(done.missing)}")), soft_wrap=True)
    if any(row["gold"] == "claims only" for row in done.card.facts["mentions"]):
        out.print(Text("Mentions: where gold marks only those that claims use, recall alone has a meaning."))
    page = f"{done.folder / 'score.html'} (open it in a browser: every figure opens its sentences)"
    out.print(Text(printable(f"Score: {done.folder / 'score.json'}, {page}")), soft_wrap=True)
    out.print(Text(printable(line)), soft_wrap=True)


def show_comparison(done: Compared, margin: float, as_markdown: bool = False) -> None:
    """The headline, the tables, the verdict, and where the page is; as Markdown also the claims that were lost."""
    from pipeline.scoring import agreement, comparison

    found = done.found
    tables, line = comparison.tables(found), comparison.headline(found)
    worse = comparison.worse_by(found.headline.difference, margin)
    verdict = f"B is {'worse than A by more than' if worse else 'not worse than A by more than'} {margin:g}"
    if as_markdown:
        print(f"{line}\n\n**{verdict}.**\n\n{agreement.markdown(tables)}\n{comparison.listed(found)}", end="")
        return
    show_tables(tables)
    out = console()
    page = f"{done.folder / 'compare.html'} (open it in a browser: every gained and lost claim with its sentence)"
    out.print(Text(printable(f"Comparison: {done.folder / 'compare.json'}, {page}")), soft_wrap=True)
    out.print(Text(printable(line)), soft_wrap=True)
    out.print(Text(verdict))


# Reviews


def show_import(told: Imported) -> None:
    """What an import found."""
    names = {
        "new": "new",
        "unchanged": "as they were, not decided",
        "changed": "changed, not decided",
        "kept": "decided, decision holds",
        "stale": "decided, changed since (stale)",
        "vanished": "vanished",
    }
    rows = [("papers", told.documents), *((f"claims {text}", getattr(told, name)) for name, text in names.items())]
    console().print(grid(f"Taken in from {printable(told.extractor)}", ("what", "how many"), rows))


def show_review(place: Served, run: Path | None) -> None:
    """Where the page is, and what comes after it."""
    print(f"Review: {place.address} (Ctrl+C ends it; decisions are kept)", flush=True)
    if run is not None:
        print(f"Then: litmine review export {printable(str(run))} --out curated --format xlsx", flush=True)


def show_written(paths: Sequence[Path]) -> None:
    """The files of an export."""
    for path in paths:
        print(printable(str(path)))
    if not paths:
        print("nothing to write: no claim is accepted yet")


def show_precision(told: Sequence[Precision], as_markdown: bool = False) -> None:
    """The precision of extractor versions by the decisions."""
    if not told:
        print("nothing is decided yet")
        return
    header = ("extractor", "relation", "decided", "accepted", "edited", "rejected", "precision", "95 %")
    rows = [
        (
            printable(one.extractor), one.relation or "all", one.decided, one.accepted, one.edited, one.rejected,
            f"{one.precision:.3f}", f"{one.low:.3f}–{one.high:.3f}",
        )
        for one in told
    ]  # fmt: skip
    kinds = [
        (printable(one.extractor), one.relation or "all", kind, number, f"{share:.3f}", f"{low:.3f}–{high:.3f}")
        for one in told
        for kind, (number, share, low, high) in one.errors.items()
    ]
    errors = ("extractor", "relation", "error", "claims", "of decided", "95 %")
    tables: dict[str, tuple[Sequence[str], list[Sequence[object]]]] = {
        "Precision by decisions": (header, list(rows)),
        "Errors": (errors, list(kinds)),
    }
    if as_markdown:
        from pipeline.scoring import agreement

        as_text: dict[str, agreement.Table] = {
            title: (names, [list(map(str, line)) for line in lines]) for title, (names, lines) in tables.items()
        }
        print(agreement.markdown(as_text), end="")
    else:
        for title, (names, lines) in tables.items():
            console().print(grid(title, names, lines))
    print("Curators see uncertain claims first: before a review is finished, this is no estimate of the rest.")
