"""The command `litmine`. Every command imports what it needs when it runs, so that `--help` answers at once.

Exit codes: 0 all good; 1 some inputs failed; 2 wrong usage; 3 the environment (disk, packages, server) is in the way;
4 a compared run is worse than the one before it.
An error is one line that names the remedy; `--debug` shows where it came from.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from pipeline import settings
    from pipeline.intake import Entry
    from pipeline.planning import Begun, Request, Summary
    from pipeline.runs import Place, Watch
    from pipeline.training import Order, Trained

    Runner = Callable[[Begun, Place, Watch], Summary]

OK, SOME_FAILED, USAGE, ENVIRONMENT, WORSE, INTERRUPTED = 0, 1, 2, 3, 4, 130

app = typer.Typer(
    name="litmine",
    help="Mines bilingual (Chinese/English) haematology literature: drugs, targets, mutations, trial figures.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
lexicon_app = typer.Typer(help="The vocabulary that ships.", no_args_is_help=True)
app.add_typer(lexicon_app, name="lexicon")
gold_app = typer.Typer(help="The annotated texts that scores are taken on.", no_args_is_help=True)
app.add_typer(gold_app, name="gold")


class _OpensByDefault(TyperGroup):
    """`litmine review RUN` is short for `litmine review open RUN`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, "--help"):
            args = ["open", *args]
        return super().parse_args(ctx, args)


review_app = typer.Typer(
    help="Claims before curators: litmine review RUN opens the page.", no_args_is_help=True, cls=_OpensByDefault
)
app.add_typer(review_app, name="review")

ExtractorOption = Annotated[
    str | None, typer.Option("--extractor", help="Extractor version: a folder of models/, or a registered one.")
]
PreferOption = Annotated[
    Literal["precision", "recall"] | None,
    typer.Option("--prefer", help="Operating point, for extractors that have several."),
]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show where an error came from.")]


@contextmanager
def _one_line(debug: bool) -> Iterator[None]:
    """Turns every error into one line and an exit code; warnings of libraries are for `--debug`."""
    if not debug and not sys.warnoptions:
        warnings.simplefilter("ignore")
        os.environ.setdefault("PYTHONWARNINGS", "ignore")  # of processes that this one starts
    try:
        yield
    except (typer.Exit, typer.Abort, BrokenPipeError):
        raise
    except KeyboardInterrupt:
        _leave()
    except Exception as error:
        if debug:
            raise
        _stop(_told(error), USAGE if _is_usage(error) else ENVIRONMENT)


def _is_usage(error: Exception) -> bool:
    """The user's own mistakes; told by name, for importing the classes would load the whole program."""
    names = {
        "NoInputError",
        "FolderInUseError",
        "UnknownExtractorError",
        "NoOperatingPointsError",
        "NoGivenMentionsError",
        "InvalidSettingError",
        "ReadingError",
        "GoldError",
        "TextMissingError",
        "TextChangedError",
        "AgreementError",
        "ScoreError",
        "NoRunError",
        "NoLedgerError",
        "NoSentenceError",
        "LexiconTableError",
        "TrainingError",
        "WeightsError",
        "NoReviewError",
        "NotSharedError",
        "NoTablesError",
        "StoreAddressError",
        "AccountError",
        "UnknownFormatError",
        "NoTablesToAskError",
        "QueryError",
    }
    return type(error).__name__ in names


def _told(error: Exception) -> str:
    if _is_usage(error) or type(error).__name__ in {
        "ServerError",
        "NurseryError",
        "ClusterError",
        "RunningError",
        "TableError",
        "BrokenExtractorError",
        "ExtractorError",
        "StoreError",
        "NoPortError",
    }:
        return str(error)
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        return f"{error.strerror or error}{place}. Check the disk and its permissions, or choose another folder"
    if isinstance(error, ImportError):
        return f"{error}. Install the program again (make run does)"
    return f"unexpected {type(error).__name__}: {error}. Run again with --debug and report it"


def _stop(message: str, code: int) -> NoReturn:
    from pipeline.display import printable

    print(f"litmine: {printable(message)}", file=sys.stderr)
    raise typer.Exit(code)


def _leave() -> NoReturn:
    """Ends at once and with all that was started: an orderly shutdown waits for Prefect's server, which is gone.

    The run folder changes as a whole, so that nothing half-done is left.
    """
    import multiprocessing

    for child in multiprocessing.active_children():
        child.terminate()
    print("litmine: interrupted; tables of an earlier run stand as they were", file=sys.stderr, flush=True)
    os._exit(INTERRUPTED)


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
    with _one_line(debug):
        from pipeline import settings

        chosen = settings.read(
            extractor=extractor, prefer=prefer, workers=workers, server=False if no_server else None, engine=engine,
            scheduler=scheduler,
        )  # fmt: skip
        if chosen.scheduler and chosen.engine != "dask":
            _stop("a scheduler needs --engine dask", USAGE)
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

    with runs.crew(work.request) as place, display.progress(len(work.entries), known) as watch:
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
    with _one_line(debug):
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
    with _one_line(debug):
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
    with _one_line(debug):
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
    with _one_line(debug):
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


@lexicon_app.command()
def stats(debug: DebugOption = False) -> None:
    """Counts concepts and names of each kind, beside what is asked at least."""
    with _one_line(debug):
        from pipeline import display, lexicon
        from pipeline.curating import counts

        held = lexicon.load()
        display.show_lexicon(held, counts.counts(held.entries))


@lexicon_app.command("check")
def check_lexicon(
    reference: Annotated[
        Path | None, typer.Option("--reference", metavar="DIR", help="Folder of public tables.")
    ] = None,
    debug: DebugOption = False,
) -> None:
    """Checks the tables: columns, identifiers, shared names, everyday words, agreement with public tables."""
    with _one_line(debug):
        from pipeline import display, lexicon, settings
        from pipeline.curating import checking

        chosen = settings.read(reference=reference)
        found = checking.check((lexicon.DATA, chosen.lexicon), chosen.reference)
        display.show_check(found)
        raise typer.Exit(SOME_FAILED if found.errors else OK)


@lexicon_app.command()
def add(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.tsv", help="Own terms: columns kind, name, and more if wanted.")
    ],
    debug: DebugOption = False,
) -> None:
    """Adds own terms to the user's lexicon; tells which names were left out because they mean something else."""
    with _one_line(debug):
        from pipeline.curating import additions

        _keep(additions.table(file), f"{file.stem}.tsv")


@lexicon_app.command("import")
def import_terms(
    source: Annotated[Literal["hgnc", "doid", "chebi"], typer.Argument(help="Whose download it is.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The official download (HGNC TSV, DO OBO, ChEBI TSV).")],
    debug: DebugOption = False,
) -> None:
    """Takes the names of an official download into the user's lexicon, as far as they collide with nothing."""
    with _one_line(debug):
        from pipeline.curating import imports

        _keep(imports.read(source, file), f"{source}.tsv")


def _keep(rows: list[dict[str, str]], name: str) -> None:
    from pipeline import display, settings
    from pipeline.curating import additions

    folder = settings.read().lexicon
    display.show_addition(additions.write(rows, name, folder, additions.held(folder, name)))


CorporaOption = Annotated[Path, typer.Option("--corpora", metavar="DIR", help="Folder of the gold set.")]
ReviewsOption = Annotated[Path | None, typer.Option("--reviews", metavar="DIR", help="Folder of the reviews' texts.")]
HalfOption = Annotated[str, typer.Option("--half", help="Half of the gold set: reviews or bilingual.")]


@app.command()
def score(
    folder: Annotated[
        Path | None, typer.Argument(metavar="RUN", help="A run folder, of litmine or any system.")
    ] = None,
    gold: Annotated[
        Path | None, typer.Option("--gold", metavar="DIR", help="Folder of adjudicated .ann files, or corpora.")
    ] = None,
    decisions: Annotated[
        str,
        typer.Option("--decisions", metavar="DB", help="Instead: curators' decisions (run folder, file or address)."),
    ] = "",
    split: Annotated[
        str, typer.Option("--split", help="Only texts of this split, as corpora/splits.json has it.")
    ] = "",
    reviews: ReviewsOption = None,
    md: Annotated[bool, typer.Option("--md", help="As Markdown.")] = False,
    debug: DebugOption = False,
) -> None:
    """Scores a run against the gold set: claims at three tiers, mentions, confidence; writes score.json and score.html.

    With --decisions: the precision of each extractor version by what curators decided.
    """
    with _one_line(debug):
        from pipeline import display

        if decisions:
            from pipeline import reviews as held

            display.show_precision(held.precision(decisions), md)
            return
        if folder is None or gold is None:
            _stop("name a RUN and --gold DIR, or --decisions DB", USAGE)
        from pipeline import scores, settings

        done = scores.score(folder, gold, [settings.read(reviews=reviews).reviews], split)
        display.show_score(done, md)


RunOption = Annotated[Path | None, typer.Argument(metavar="RUN", help="A folder that litmine run wrote.")]
StoreOption = Annotated[
    str | None, typer.Option("--db-url", metavar="URL", help="A store elsewhere, as postgresql://USER@HOST/NAME.")
]
ReviewLanguageOption = Annotated[
    Literal["zh", "en"], typer.Option("--lang", help="Language of the page for who has not chosen one.")
]


@review_app.command("open")
def review(
    run: RunOption = None,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port of the page.")] = 8765,
    host: Annotated[str, typer.Option("--host", help="Address to listen at; others than loopback need accounts.")] = (
        "127.0.0.1"
    ),
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A further name that the page is called by (behind a proxy).")
    ] = None,
    db_url: StoreOption = None,
    lang: ReviewLanguageOption = "zh",
    double: Annotated[
        bool | None, typer.Option("--double/--single", help="Two blind decisions a claim, or one; kept once chosen.")
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
    debug: DebugOption = False,
) -> None:
    """Opens the page on which claims are decided; takes the run's tables in first."""
    with _one_line(debug):
        from pipeline import display, reviews
        from pipeline.reviewing import web

        with reviews.opened(run, _store_address(db_url)) as store:
            if run is not None and (told := reviews.taken(store, run)):
                display.show_import(told)
            if double is not None:
                store.set_mode("double" if double else "single")
            place = reviews.served(store, host, port)
            reviews.check_free(place)
            display.show_review(place, run)
            if not no_browser:
                reviews.browse(place)
            web.serve(store, host, port, language=lang, accounts=place.accounts, names=name or ())


def _store_address(flag: str | None) -> str:
    from pipeline import settings

    return settings.read(review_store=flag).review_store.get_secret_value()


@review_app.command("import")
def import_review(run: RunOption = None, db_url: StoreOption = None, debug: DebugOption = False) -> None:
    """Takes a run's tables in; tells how many claims are new, unchanged, stale, vanished, and how many decisions hold."""
    with _one_line(debug):
        from pipeline import display, reviews

        if run is None:
            _stop("name the RUN to take in", USAGE)
        with reviews.opened(run, _store_address(db_url)) as store:
            display.show_import(store.import_run(run))


@review_app.command("export")
def export_review(
    run: RunOption = None,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the files.")] = Path("curated"),
    format: Annotated[
        list[str] | None, typer.Option("--format", help="xlsx, csv, parquet, ann or audit; may be given again.")
    ] = None,
    accepted: Annotated[bool, typer.Option("--accepted", help="Only accepted and edited claims.")] = False,
    db_url: StoreOption = None,
    debug: DebugOption = False,
) -> None:
    """Writes curated tables, gold annotations or the log of decisions."""
    with _one_line(debug):
        from pipeline import display, reviews

        with reviews.opened(run, _store_address(db_url)) as store:
            display.show_written(reviews.export(store, out, format or ["xlsx"], accepted))


@review_app.command()
def account(
    run: Annotated[str, typer.Argument(metavar="RUN|NAME", help="The run folder; with --db-url the name alone.")],
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Name of the account.")] = None,
    role: Annotated[
        Literal["curator", "adjudicator", "admin"], typer.Option("--role", help="What the account may do.")
    ] = "curator",
    password_file: Annotated[
        Path | None, typer.Option("--password-file", metavar="FILE", help="The password is its first line.")
    ] = None,
    db_url: StoreOption = None,
    debug: DebugOption = False,
) -> None:
    """Makes an account or changes its role and password; asks for the password."""
    with _one_line(debug):
        from pipeline import reviews

        url = _store_address(db_url)
        if name is None and not url:
            _stop("name the RUN and the NAME of the account", USAGE)
        with reviews.opened(None if name is None else Path(run), url) as store:
            made = store.write_account(name or run, role, _password(password_file))
        print(f"{made.name}: {made.role}")


def _password(file: Path | None) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


@app.command()
def compare(
    first: Annotated[Path, typer.Argument(metavar="RUN_A", help="The run that is there, of litmine or any system.")],
    second: Annotated[Path, typer.Argument(metavar="RUN_B", help="The run that may take its place.")],
    gold: Annotated[Path, typer.Option("--gold", metavar="DIR", help="Folder of adjudicated .ann files, or corpora.")],
    margin: Annotated[
        float, typer.Option("--margin", min=0, help="How much lower B's triple F1 may be before the exit code is 4.")
    ] = 0.01,
    split: Annotated[str, typer.Option("--split", help="Only texts of this split.")] = "",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder for compare.json and compare.html; else RUN_B.")
    ] = None,
    reviews: ReviewsOption = None,
    md: Annotated[bool, typer.Option("--md", help="As Markdown, for a pull request.")] = False,
    debug: DebugOption = False,
) -> None:
    """Compares two runs on the gold set: differences with intervals, claims gained and lost; exit code 4 if B is worse."""
    with _one_line(debug):
        from pipeline import display, scores, settings
        from pipeline.scoring.comparison import worse_by

        done = scores.compare(first, second, gold, [settings.read(reviews=reviews).reviews], split, out)
        display.show_comparison(done, margin, md)
        raise typer.Exit(WORSE if worse_by(done.found.headline.difference, margin) else OK)


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
    with _one_line(debug):
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


@app.command()
def agree(
    one: Annotated[Path, typer.Argument(metavar="A", help="Folder with .ann files, or one file.")],
    other: Annotated[Path, typer.Argument(metavar="B", help="Folder with .ann files of the same texts, or one file.")],
    md: Annotated[bool, typer.Option("--md", help="As Markdown.")] = False,
    debug: DebugOption = False,
) -> None:
    """Agreement of two annotations: mentions by type, claims by relation, qualifiers."""
    with _one_line(debug):
        from pipeline import display
        from pipeline.scoring import agreement, gold

        ones, others = ([gold.read(path) for path in gold.files(place)] for place in (one, other))
        found = agreement.tables(agreement.paired(ones, others))
        if md:
            print(agreement.markdown(found), end="")
        else:
            display.show_tables(found)


@gold_app.command()
def check(
    corpora: CorporaOption = Path("corpora"),
    reviews: ReviewsOption = None,
    write: Annotated[bool, typer.Option("--write", help="Write the figures into the datasheet.")] = False,
    debug: DebugOption = False,
) -> None:
    """Lints the gold set, counts it, states agreement and digest."""
    with _one_line(debug):
        from pipeline import display, settings
        from pipeline.scoring import datasheet, gold

        held = gold.load(corpora, settings.read(reviews=reviews).reviews)
        report = gold.report(held)
        display.show_tables(datasheet.summary(held))
        print(report.text(), end="")
        if write:
            datasheet.write(corpora / "README.md", held)
        raise typer.Exit(SOME_FAILED if report.faults else OK)


@gold_app.command("compile")
def compile_gold(
    lists: Annotated[list[Path], typer.Argument(metavar="JSONL...", help="Annotators' working lists.")],
    texts: Annotated[Path, typer.Option("--texts", metavar="DIR", help="Folder of the annotated texts.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the .ann files.")],
    debug: DebugOption = False,
) -> None:
    """Turns working lists into .ann files; tells what could not be placed in the text."""
    with _one_line(debug):
        from pipeline.scoring import workbench

        done = workbench.compile_lists(lists, texts, out)
        for item in done:
            print(item.line())
        raise typer.Exit(SOME_FAILED if any(problem.severe for item in done for problem in item.problems) else OK)


@gold_app.command()
def sentences(
    text: Annotated[Path, typer.Argument(metavar="FILE", help="The text.")],
    every: Annotated[int, typer.Option("--every", min=1, help="Every so-manieth sentence.")] = 4,
    debug: DebugOption = False,
) -> None:
    """Lists sentences of a text as lines in which an annotator marks all mentions (NAME.mentions.jsonl)."""
    with _one_line(debug):
        from pipeline.scoring import workbench

        print("\n".join(workbench.sentences_to_mark(text, every)))


@gold_app.command()
def differences(
    document: Annotated[str, typer.Argument(metavar="TEXT", help="Name of the text, or its first part.")],
    half: HalfOption = "reviews",
    corpora: CorporaOption = Path("corpora"),
    reviews: ReviewsOption = None,
    md: Annotated[bool, typer.Option("--md", help="As Markdown; JSON lines otherwise.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Also the claims that both make alike.")] = False,
    debug: DebugOption = False,
) -> None:
    """Lists where the two annotators differ, with the sentences, for an adjudicator."""
    with _one_line(debug):
        from pipeline import settings
        from pipeline.scoring import gold, workbench

        chosen = gold.load(corpora, settings.read(reviews=reviews).reviews).half(half)
        print(workbench.listed(chosen, document, md, every), end="")


@gold_app.command()
def adjudicate(
    document: Annotated[str, typer.Argument(metavar="TEXT", help="Name of the text, or its first part.")],
    decisions: Annotated[Path, typer.Option("--decisions", metavar="JSONL", help="Decisions on the differences.")],
    more: Annotated[Path | None, typer.Option("--more", metavar="JSONL", help="Claims that neither made.")] = None,
    half: HalfOption = "reviews",
    corpora: CorporaOption = Path("corpora"),
    reviews: ReviewsOption = None,
    debug: DebugOption = False,
) -> None:
    """Writes the adjudicated annotation: what both say, and what the decisions take."""
    with _one_line(debug):
        from pipeline import settings
        from pipeline.scoring import gold, workbench

        chosen = gold.load(corpora, settings.read(reviews=reviews).reviews).half(half)
        built = workbench.build_from(chosen, document, decisions, more)
        print(workbench.told(built), end="")
        raise typer.Exit(SOME_FAILED if built.undecided else OK)


@gold_app.command()
def refresh(
    corpora: CorporaOption = Path("corpora"),
    debug: DebugOption = False,
) -> None:
    """Brings names and concept ids of all .ann files to the lexicon as it is now."""
    with _one_line(debug):
        from pipeline.scoring import gold, workbench

        changed = workbench.refresh(gold.load(corpora, corpora))
        print("\n".join([*changed, f"{len(changed)} files changed"]))


@gold_app.command()
def sample(
    size: Annotated[int, typer.Option("--size", help="Number of claims.")] = 60,
    seed: Annotated[int, typer.Option("--seed", help="Seed of the draw.")] = 1,
    corpora: CorporaOption = Path("corpora"),
    reviews: ReviewsOption = None,
    debug: DebugOption = False,
) -> None:
    """Draws claims of the adjudicated set with their sentences, to be read again by someone else."""
    with _one_line(debug):
        import json

        from pipeline import settings
        from pipeline.scoring import gold, workbench

        held = gold.load(corpora, settings.read(reviews=reviews).reviews)
        for item in workbench.sample(held, size, seed):
            print(json.dumps(item, ensure_ascii=False))


@gold_app.command()
def export(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="Folder for brat: texts, annotations, configuration.")],
    half: HalfOption = "bilingual",
    side: Annotated[str, typer.Option("--side", help="gold, annotator_a or annotator_b.")] = "gold",
    tables: Annotated[bool, typer.Option("--tables", help="CSV tables of the contract instead.")] = False,
    corpora: CorporaOption = Path("corpora"),
    reviews: ReviewsOption = None,
    debug: DebugOption = False,
) -> None:
    """Copies annotations and texts to a folder that brat opens, or writes them as tables."""
    with _one_line(debug):
        from pipeline import settings
        from pipeline.scoring import gold, workbench

        chosen = gold.load(corpora, settings.read(reviews=reviews).reviews).half(half)
        print(f"{workbench.export(chosen, side, out, tables)} texts in {out}")


def main() -> None:
    """Entry point of the command `litmine`."""
    app()


if __name__ == "__main__":
    main()
