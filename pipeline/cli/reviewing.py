"""`litmine review`: claims before curators, their accounts and what they decided."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from pipeline.cli.terminal import USAGE, DebugOption, app, one_line, stop


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
    with one_line(debug):
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
    with one_line(debug):
        from pipeline import display, reviews

        if run is None:
            stop("name the RUN to take in", USAGE)
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
    with one_line(debug):
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
    with one_line(debug):
        from pipeline import reviews

        url = _store_address(db_url)
        if name is None and not url:
            stop("name the RUN and the NAME of the account", USAGE)
        with reviews.opened(None if name is None else Path(run), url) as store:
            made = store.write_account(name or run, role, _password(password_file))
        print(f"{made.name}: {made.role}")


def _password(file: Path | None) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
