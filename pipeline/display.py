"""What people see in a terminal: progress, one line per failed file, the summary, and how a sentence was understood.

File names and papers may hold characters that move the cursor, turn the writing direction or hide themselves; all that
is printed passes through `printable`. Only this module and `cli` know that there is a terminal.

>>> printable("维奈克拉\\x1b[2J\\u202etxt.md\\n")
'维奈克拉\\\\x1b[2J\\\\u202etxt.md\\\\n'
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.lexicon import Lexicon
    from pipeline.records import Claim, Mention
    from pipeline.runs import Outcome, Summary, Watch

_PIPE_WIDTH = 160
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
def progress(total: int) -> Iterator[Watch]:
    """A watcher of outcomes: a bar by document on a terminal, and a line for each file that fails."""
    err = console(stderr=True)
    columns = (TextColumn("documents"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("documents", total=total)

        def watch(outcome: Outcome) -> None:
            if outcome.status == "failed":
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


def show_summary(summary: Summary, claims: Mapping[str, int]) -> None:
    """The run in one table, and what to do next."""
    out = console()
    rows: list[tuple[str, object]] = [(f"documents {status}", count) for status, count in summary.statuses.items()]
    rows.append(("documents with warnings", summary.warned))
    rows += [(name, summary.counts[name]) for name in ("sentences", "mentions", "concepts")]
    rows += [(f"claims {relation}", count) for relation, count in claims.items()]
    rows += [("seconds", f"{summary.seconds:.1f}"), ("characters a second", f"{summary.characters_per_second:,}")]
    table = Table(title="Run", title_justify="left", title_style="bold")
    table.add_column("what")
    table.add_column("how many", justify="right")
    for name, value in rows:
        table.add_row(name, f"{value:,}" if isinstance(value, int) else str(value))
    out.print(table)
    folder = printable(str(summary.out))
    out.print(Text(f"Tables: {folder} (start with drug_target.csv). How a sentence was read: litmine explain '…'"))


def show_reading(docs: Iterable[Doc]) -> None:
    """How a text was understood: tokens, mentions, claims with their mechanisms, candidates turned down."""
    out = console()
    for doc in docs:
        out.print(Text("Tokens: " + printable(" | ".join(token.text for token in doc if not token.is_space))))
        out.print(grid("Mentions", ("text", "type", "name", "concept", "score", "why"), map(_mention, _all(doc))))
        claims = [_claim(claim) for claim in doc._.claims]
        out.print(grid("Claims", ("relation", "subject", "predicate", "object", "mechanism", "qualifiers"), claims))
        turned = [(c.relation, "; ".join(c.names), f"{c.confidence:.2f}", c.reason) for c in doc._.candidates]
        out.print(grid("Turned down", ("relation", "names", "confidence", "reason"), turned))


def _all(doc: Doc) -> Iterator[Mention]:
    for mention in doc._.mentions:
        yield mention
        yield from mention.parts


def _mention(mention: Mention) -> tuple[str, ...]:
    from pipeline.assembling.rows import mention_name

    concept = mention.concept.concept_id if mention.concept else ""
    reason = " ".join(part for part in (mention.source, mention.reason) if part)
    return mention.text, mention.type, mention_name(mention), concept, f"{mention.score:.2f}", reason


def _claim(claim: Claim) -> tuple[str, ...]:
    from pipeline.assembling.rows import mention_name

    told = claim.qualifiers
    words = [told.polarity, told.certainty, told.setting, *told.citations]
    words += [f"{name}={value}" for name, value in claim.fields.items() if value and not name.endswith("_id")]
    target = mention_name(claim.object) if claim.object else "none"
    return claim.relation, mention_name(claim.subject), claim.predicate, target, claim.mechanism, " ".join(words)


def show_lexicon(held: Lexicon) -> None:
    """How many concepts and names the vocabulary holds, by kind."""
    rows: list[tuple[str, int, int, int, int]] = []
    for kind in sorted({entry.concept.type for entry in held.entries}):
        entries = [entry for entry in held.entries if entry.concept.type == kind]
        names = sum(len(list(entry.names)) for entry in entries)
        chinese = sum(bool(entry.concept.name_zh or entry.aliases_zh) for entry in entries)
        local = sum(entry.concept.concept_id.startswith("local:") for entry in entries)
        rows.append((kind, len(entries), names, chinese, len(entries) - local))
    _, *columns = zip(*rows, strict=True)
    total = ("all", *map(sum, columns))
    out = console()
    header = ("kind", "concepts", "names", "with a Chinese name", "with an identifier")
    out.print(grid("Lexicon", header, [*rows, total]))
    out.print(Text(f"digest {held.digest}"))
