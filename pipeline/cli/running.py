"""Commands that read papers: runs, what became of them, questions to their tables, and how a sentence is read."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from pipeline.cli.terminal import (
    OK,
    SOME_FAILED,
    USAGE,
    CorporaOption,
    DebugOption,
    ExtractorOption,
    PreferOption,
    ReviewsOption,
    app,
    one_line,
    stop,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from pipeline import settings
    from pipeline.intake import Entry
    from pipeline.planning import Begun, Request, Summary
    from pipeline.runs import Place, Watch
    from pipeline.training import Order, Trained

    Runner = Callable[[Begun, Place, Watch], Summary]


@app.command()
def run(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files and folders (text, JATS, HTML, DOCX, PDF).")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the tables.")],
    extractor: ExtractorOption = None,
    prefer: PreferOption = None,
    no_server: Annotated[bool, typer.Option("--no-server", help="Run without Prefect.")] = False,
    workers: Annotated[int | None, typer.Option("--workers", help="Processes; 1 if not given.")] = None,
    engine: Annotated[
        Literal["local", "dask"] | None,
        typer.Option("--engine", help="Who reads and extracts: processes of this run, or Dask's workers."),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="Dask's scheduler; without it, a cluster on this machine."),
    ] = None,
    mentions: Annotated[
        Path | None,
        typer.Option(
            "--mentions", metavar="DIR", help="Take mentions from .ann files of the same names, as gold/ has."
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Compute every paper anew, not only what is new or changed.")
    ] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on: pick up papers as they come, until Ctrl+C.")] = False,
    every: Annotated[
        float, typer.Option("--every", metavar="SECONDS", min=0.1, help="With --watch: time between two looks.")
    ] = 10,
    debug: DebugOption = False,
) -> None:
    """Reads papers and writes the tables; on the same folder again, only what is new or changed is computed."""
    with one_line(debug):
        from pipeline import settings

        chosen = settings.read(
            extractor=extractor, prefer=prefer, workers=workers, server=False if no_server else None, engine=engine,
            scheduler=scheduler,
        )  # fmt: skip
        if chosen.scheduler and chosen.engine != "dask":
            stop("a scheduler needs --engine dask", USAGE)
        asked = _asked(tuple(paths), out, chosen, debug, mentions, again)
        if watch:
            _watch(asked, chosen.server, every)
        raise typer.Exit(_run(asked, chosen.server))


def _asked(
    paths: tuple[Path, ...],
    out: Path,
    chosen: settings.Settings,
    debug: bool,
    mentions: Path | None,
    again: bool,
) -> Request:
    from pipeline.planning import Request

    return Request(
        paths,
        out,
        chosen.extractor,
        chosen.workers,
        chosen.batch_size,
        debug,
        mentions,
        chosen.prefer,
        again,
        chosen.limits,
        chosen.engine,
        chosen.scheduler,
    )


def _run(request: Request, server: bool) -> int:
    from pipeline import display, planning

    summary = _done(request, planning.prepare(request), server)
    display.show_summary(summary)
    return SOME_FAILED if summary.failures else OK


def _done(request: Request, entries: Sequence[Entry], server: bool, is_first: bool = True) -> Summary:
    """A run over files; one that is not the first says nothing of files of which the first has told."""
    from pipeline import planning

    with planning.begun(request, entries) as work:
        return work.unchanged or _carry_out(work, server, () if is_first else work.plan.known)


def _watch(request: Request, server: bool, every: float) -> NoReturn:
    """Runs once, then whenever files have come, changed or gone; only an interrupt ends it."""
    import time
    from dataclasses import replace

    from pipeline import display, planning, watching
    from pipeline.intake import NoInputError

    def look() -> list[Entry]:
        try:
            return planning.prepare(request)
        except NoInputError:
            if all(os.path.lexists(path) for path in request.paths):
                return []
            raise

    def take(entries: list[Entry]) -> None:
        display.show_pick_up(_done(replace(request, again=False), entries, server, False) if entries else None)

    entries = look()
    seen = watching.Seen(watching.stamps(entries))
    if entries:
        display.show_summary(_done(request, entries, server))
    display.show_watch(request.paths, every)
    watching.watch(look, take, every, time.sleep, seen)
    raise typer.Exit(OK)


def _carry_out(work: Begun, server: bool, known: Collection[str] = ()) -> Summary:
    """Runs what there is to do; worker processes are begun before Prefect, whose threads no fork would survive."""
    from pipeline import display, runs

    with runs.crew(work) as place, display.progress(len(work.entries), known) as watch:
        return _runner(server)(work, place, watch)


def _runner(server: bool) -> Runner:
    if server:
        from pipeline import flows

        return flows.carry_out
    from pipeline import runs

    return runs.carry_out


@app.command()
def status(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that litmine run wrote.")],
    extractor: ExtractorOption = None,
    prefer: PreferOption = None,
    debug: DebugOption = False,
) -> None:
    """Shows the documents of a run folder by state, and what a rerun would do."""
    with one_line(debug):
        from pipeline import display, planning, settings

        chosen = settings.read(extractor=extractor, prefer=prefer)
        found = planning.standing(folder, chosen.extractor, chosen.prefer, chosen.limits)
        display.show_status(folder, found.states, found.plan)


@app.command()
def query(
    asked: Annotated[str, typer.Argument(metavar="[SQL]", help="One query: select … from … (DuckDB's SQL).")],
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="A folder that litmine run wrote.")] = None,
    form: Annotated[
        Literal["table", "csv", "json", "markdown"] | None,
        typer.Option("--format", help="How rows are printed; a table on a terminal, else csv."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Rows of a table; other formats print all.")] = 50,
    debug: DebugOption = False,
) -> None:
    """Asks the tables of a run in SQL; without a query, lists tables and columns."""
    with one_line(debug):
        from pipeline import display, queries

        if folder is None:
            display.show_schema(Path(asked), queries.schema(Path(asked)))
            return
        with queries.asked(folder, asked) as result:
            chosen = form or ("table" if sys.stdout.isatty() else "csv")
            if chosen == "table":
                display.show_result(result, limit)
            else:
                display.show_lines(queries.lines(result, chosen))


@app.command()
def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that litmine run wrote.")],
    debug: DebugOption = False,
) -> None:
    """Writes report.html of a run anew, from its tables."""
    with one_line(debug):
        from pipeline import display
        from pipeline.assembling import report as reports

        display.show_report(reports.rebuild(folder))


@app.command()
def explain(
    text: Annotated[str, typer.Argument(metavar="TEXT|FILE", help="A sentence, Chinese or English; or a paper.")],
    sentence: Annotated[int | None, typer.Option("--sentence", help="Number of a sentence of the paper.")] = None,
    lang: Annotated[Literal["zh", "en"] | None, typer.Option("--lang", help="Language of what is printed.")] = None,
    extractor: ExtractorOption = None,
    prefer: PreferOption = None,
    debug: DebugOption = False,
) -> None:
    """Shows how a sentence is read: tokens, mentions, claims, and what was turned down and why.

    A paper without --sentence is listed sentence by sentence, with their numbers.
    """
    with one_line(debug):
        from pipeline import display, reading, settings
        from pipeline.extractor import load

        is_file = sentence is not None or _names_a_file(text)
        document = reading.read(Path(text)) if is_file else reading.read_text(text, "sentence")
        chosen = settings.read(extractor=extractor, prefer=prefer)
        docs = load(chosen.extractor, prefer=chosen.prefer).docs(document)
        told = display.told_in(lang or display.language_of(document.raw))
        if sentence is not None:
            display.show_sentence(docs, sentence, told)
        elif is_file:
            display.show_sentences(docs, told)
        else:
            display.show_reading(docs, told)


def _names_a_file(text: str) -> bool:
    """A file that exists, or one word with the ending of a paper, so that a mistyped name is told and not explained."""
    endings = (".txt", ".text", ".md", ".markdown", ".xml", ".nxml", ".docx", ".pdf", ".html", ".htm")
    return os.path.isfile(text) or (text.lower().endswith(endings) and len(text.split()) == 1)


@app.command()
def train(
    config: Annotated[Path, typer.Argument(metavar="CONFIG", help="The recipe, like models/hybrid/config.cfg.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the version, like models/hybrid.")],
    corpora: CorporaOption = Path("corpora"),
    reviews: ReviewsOption = None,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="TEXT", help="Leave a text out, to score on it; repeatable."),
    ] = None,
    no_server: Annotated[bool, typer.Option("--no-server", help="Train without Prefect.")] = False,
    debug: DebugOption = False,
) -> None:
    """Trains the weights of an extractor version from the gold set; texts of the test split are never read."""
    with one_line(debug):
        from pipeline import display, settings, training

        chosen = settings.read(reviews=reviews, server=False if no_server else None)
        order = training.Order(config, out, corpora, chosen.reviews, tuple(without or ()))
        display.show_training(_trainer(chosen.server)(order))


def _trainer(server: bool) -> Callable[[Order], Trained]:
    if server:
        from pipeline import flows

        return flows.train
    from pipeline import training

    return training.train
