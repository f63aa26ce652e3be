"""The time as the log writes it: UTC, to the millisecond, so that text sorts as time does.

>>> len(now()), now()[-6:]
(29, '+00:00')
"""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """Now, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def today() -> str:
    """When this day began where the program runs, in the same form."""
    midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight.astimezone(UTC).isoformat(timespec="milliseconds")
