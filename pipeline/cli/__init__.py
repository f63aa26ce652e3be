"""The command `litmine`. Every command imports what it needs when it runs, so that `--help` answers at once.

Exit codes: 0 all good; 1 some inputs failed; 2 wrong usage; 3 the environment (disk, packages, server) is in the way;
4 a compared run is worse than the one before it.
An error is one line that names the remedy; `--debug` shows where it came from.
"""

from __future__ import annotations

from pipeline.cli import gold, reviewing, running, scoring, vocabulary
from pipeline.cli.terminal import ENVIRONMENT, OK, SOME_FAILED, USAGE, app

__all__ = [
    "ENVIRONMENT", "OK", "SOME_FAILED", "USAGE", "app", "gold", "main", "reviewing", "running", "scoring", "vocabulary",
]  # fmt: skip


def main() -> None:
    """Entry point of the command `litmine`."""
    app()
