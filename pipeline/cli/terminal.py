"""What all commands share: the application, its exit codes, options, and how an error is told."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer

OK, SOME_FAILED, USAGE, ENVIRONMENT, WORSE, INTERRUPTED = 0, 1, 2, 3, 4, 130

app = typer.Typer(
    name="litmine",
    help="Mines bilingual (Chinese/English) haematology literature: drugs, targets, mutations, trial figures.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

ExtractorOption = Annotated[
    str | None, typer.Option("--extractor", help="Extractor version: a folder of models/, or a registered one.")
]
PreferOption = Annotated[
    Literal["precision", "recall"] | None,
    typer.Option("--prefer", help="Operating point, for extractors that have several."),
]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show where an error came from.")]
CorporaOption = Annotated[Path, typer.Option("--corpora", metavar="DIR", help="Folder of the gold set.")]
ReviewsOption = Annotated[Path | None, typer.Option("--reviews", metavar="DIR", help="Folder of the reviews' texts.")]


@contextmanager
def one_line(debug: bool) -> Iterator[None]:
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
        stop(_told(error), USAGE if _is_usage(error) else ENVIRONMENT)


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


def stop(message: str, code: int) -> NoReturn:
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
