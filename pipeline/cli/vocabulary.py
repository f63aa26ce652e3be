"""`litmine lexicon`: counts, checks and additions of the vocabulary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.cli.terminal import OK, SOME_FAILED, DebugOption, app, one_line

lexicon_app = typer.Typer(help="The vocabulary that ships.", no_args_is_help=True)
app.add_typer(lexicon_app, name="lexicon")


@lexicon_app.command()
def stats(debug: DebugOption = False) -> None:
    """Counts concepts and names of each kind, beside what is asked at least."""
    with one_line(debug):
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
    with one_line(debug):
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
    with one_line(debug):
        from pipeline.curating import additions

        _keep(additions.table(file), f"{file.stem}.tsv")


@lexicon_app.command("import")
def import_terms(
    source: Annotated[Literal["hgnc", "doid", "chebi"], typer.Argument(help="Whose download it is.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The official download (HGNC TSV, DO OBO, ChEBI TSV).")],
    debug: DebugOption = False,
) -> None:
    """Takes the names of an official download into the user's lexicon, as far as they collide with nothing."""
    with one_line(debug):
        from pipeline.curating import imports

        _keep(imports.read(source, file), f"{source}.tsv")


def _keep(rows: list[dict[str, str]], name: str) -> None:
    from pipeline import display, settings
    from pipeline.curating import additions

    folder = settings.read().lexicon
    display.show_addition(additions.write(rows, name, folder, additions.held(folder, name)))
