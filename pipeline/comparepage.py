"""`compare.html`: two runs side by side, in which every gained, lost and changed claim opens its sentence.

Sentences of test texts are left out, as in the score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pipeline.claimpages import Row, claim_row, details, framed, said
from pipeline.inert import visible
from pipeline.scoring import comparison
from pipeline.scoring.comparison import Change, Comparison
from pipeline.scoring.papers import Told


def page(found: Comparison) -> str:
    """The page as text."""
    shown = [change for change in found.changes if change.paper.shown]
    content = {
        "headline": visible(comparison.headline(found)),
        "names": [visible(name) for name in found.names],
        "kinds": comparison.KINDS,
        "rows": [_row(row) for row in found.rows],
        "changes": [_change(change) for change in shown],
        "hidden": sorted({visible(change.paper.document) for change in found.changes if not change.paper.shown}),
    }
    return framed("compare", content)


def _row(row: comparison.Row) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in ("tier", "relation", "difference", "interval", "p")},
        "before": asdict(row.before) | {"f1": row.before.f1},
        "after": asdict(row.after) | {"f1": row.after.f1},
    }


def _change(change: Change) -> Row:
    side = "gold" if change.wanted else "made"
    return claim_row(change.paper, change.shown, side) | {
        "kind": change.kind,
        "says": [_says(one) for one in (change.first, change.second, change.wanted)],
    }


def _says(one: Told | None) -> Sequence[str] | None:
    """A claim in the words of one side; None where it has none."""
    return [visible(part) for part in (*said(one), *details(one), one.mechanism) if part] if one else None
