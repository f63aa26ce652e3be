"""The order in which a page is read: two columns one after the other, but what spans both cuts them into bands.

>>> rows = [Line((Word("左", 50, 280, y, 10),)) for y in (90, 80)] + [Line((Word("右", 310, 540, y, 10),)) for y in (91, 81)]
>>> split = gutter([*rows * 3], 600)
>>> [line.text for line in ordered(rows, split)]
['左', '左', '右', '右']
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.printed import Line, Word, lines_of

_STEPS = 60


def gutter(lines: Sequence[Line], width: float) -> float:
    """Where the space between two columns is, 0 where the page has one column.

    Args:
        lines: Lines cut at wide gaps, tables not among them.
        width: Of the page.
    """
    total = sum(line.length for line in lines)
    best, best_share = 0.0, 0.0
    for step in range(_STEPS + 1):
        x = width * (0.36 + 0.28 * step / _STEPS)
        left = sum(line.length for line in lines if line.x1 <= x)
        right = sum(line.length for line in lines if line.x0 >= x)
        share = min(left, right) / total if total else 0.0
        clear = min((abs(edge - x) for line in lines for edge in (line.x0, line.x1)), default=0.0)
        if share > best_share + 0.01 or (share > best_share - 0.005 and clear > _clearance(lines, best)):
            best, best_share = x, max(share, best_share)
    return best if best_share >= 0.1 and _is_filled(lines, best) else 0.0


def _clearance(lines: Sequence[Line], x: float) -> float:
    return min((abs(edge - x) for line in lines for edge in (line.x0, line.x1)), default=0.0)


def _is_filled(lines: Sequence[Line], x: float) -> bool:
    """Whether the right column begins at one place, as text does, and is no ragged rest of lines."""
    right = sorted(line.x0 for line in lines if line.x0 >= x)
    if len(right) < 4:
        return False
    middle = right[len(right) // 4]
    return sum(abs(one - middle) < 30 for one in right) * 2 > len(right)


def in_columns(parts: Sequence[Line], split: float) -> list[Line]:
    """Whole lines of lines that wide spaces had cut, those of each column by themselves."""
    if not split:
        return lines_of(_plain(parts))
    across = [line for line in parts if line.x0 < split - 3 and line.x1 > split + 3]
    rest = [line for line in parts if line not in across]
    left = _plain([line for line in rest if line.x1 <= split + 3])
    right = _plain([line for line in rest if line.x1 > split + 3])
    return sorted([*across, *lines_of(left), *lines_of(right)], key=lambda line: (-line.base, line.x0))


def _plain(lines: Sequence[Line]) -> list[Word]:
    return [replace(word, script="") for line in lines for word in line.words]


def ordered(lines: Sequence[Line], split: float) -> list[Line]:
    """Lines in reading order.

    Args:
        lines: Lines from top to bottom.
        split: The gutter, 0 for one column.
    """
    if not split:
        return list(lines)
    found: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if line.x0 < split - 3 and line.x1 > split + 3:
            found += left + right + [line]
            left, right = [], []
        else:
            (left if line.x1 <= split + 3 else right).append(line)
    return found + left + right
