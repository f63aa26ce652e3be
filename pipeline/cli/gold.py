"""`litmine gold`: the annotated texts that scores are taken on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.terminal import OK, SOME_FAILED, CorporaOption, DebugOption, ReviewsOption, app, one_line

gold_app = typer.Typer(help="The annotated texts that scores are taken on.", no_args_is_help=True)
app.add_typer(gold_app, name="gold")

HalfOption = Annotated[str, typer.Option("--half", help="Half of the gold set: reviews or bilingual.")]


@gold_app.command()
def check(
    corpora: CorporaOption = Path("corpora"),
    reviews: ReviewsOption = None,
    write: Annotated[bool, typer.Option("--write", help="Write the figures into the datasheet.")] = False,
    debug: DebugOption = False,
) -> None:
    """Lints the gold set, counts it, states agreement and digest."""
    with one_line(debug):
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
    with one_line(debug):
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
    with one_line(debug):
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
    with one_line(debug):
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
    with one_line(debug):
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
    with one_line(debug):
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
    with one_line(debug):
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
    with one_line(debug):
        from pipeline import settings
        from pipeline.scoring import gold, workbench

        chosen = gold.load(corpora, settings.read(reviews=reviews).reviews).half(half)
        print(f"{workbench.export(chosen, side, out, tables)} texts in {out}")
