"""Commands that hold runs against gold, and annotators and runs against one another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.terminal import OK, USAGE, WORSE, DebugOption, ReviewsOption, app, one_line, stop


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
    with one_line(debug):
        from pipeline import display

        if decisions:
            from pipeline import reviews as held

            display.show_precision(held.precision(decisions), md)
            return
        if folder is None or gold is None:
            stop("name a RUN and --gold DIR, or --decisions DB", USAGE)
        from pipeline import scores, settings

        done = scores.score(folder, gold, [settings.read(reviews=reviews).reviews], split)
        display.show_score(done, md)


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
    with one_line(debug):
        from pipeline import display, scores, settings
        from pipeline.scoring.comparison import worse_by

        done = scores.compare(first, second, gold, [settings.read(reviews=reviews).reviews], split, out)
        display.show_comparison(done, margin, md)
        raise typer.Exit(WORSE if worse_by(done.found.headline.difference, margin) else OK)


@app.command()
def agree(
    one: Annotated[Path, typer.Argument(metavar="A", help="Folder with .ann files, or one file.")],
    other: Annotated[Path, typer.Argument(metavar="B", help="Folder with .ann files of the same texts, or one file.")],
    md: Annotated[bool, typer.Option("--md", help="As Markdown.")] = False,
    debug: DebugOption = False,
) -> None:
    """Agreement of two annotations: mentions by type, claims by relation, qualifiers."""
    with one_line(debug):
        from pipeline import display
        from pipeline.scoring import agreement, gold

        ones, others = ([gold.read(path) for path in gold.files(place)] for place in (one, other))
        found = agreement.tables(agreement.paired(ones, others))
        if md:
            print(agreement.markdown(found), end="")
        else:
            display.show_tables(found)
