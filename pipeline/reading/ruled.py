"""Tables of printed pages: grids of rules, and tables of three rules whose columns stand by their white space alone.

>>> from pipeline.reading.printed import Word
>>> words = [Word(text, x, x + 30, y, 10) for y, row in ((92, ("组", "ORR")), (72, ("VAH", "82%"))) for x, text in
...          zip((10, 110), row)]
>>> rules = [Rule(0, y, 200, y) for y in (105, 85, 65)]
>>> tables_of(words, rules)[0].html(Counter())
'<table><tr><th>组</th><th>ORR</th></tr><tr><td>VAH</td><td>82%</td></tr></table>'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.reading.printed import Line, Rule, Word, lines_of
from pipeline.reading.seams import one_text

_NEAR = 3.0
_MANY = 6


Row = tuple[tuple[tuple[str, ...], int, int, bool], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, word: Word) -> bool:
        middle, height = (word.x0 + word.x1) / 2, word.base + 0.3 * word.size
        return self.x0 - 2 <= middle <= self.x1 + 2 and self.y0 <= height <= self.y1


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table with its place: rows of (lines, colspan, rowspan, is header)."""

    box: Box
    rows: tuple[Row, ...]
    words: frozenset[int] = field(default=frozenset())

    def html(self, words: Counter[str]) -> str:
        """The table as HTML in one line, which the reader of text knows.

        Args:
            words: Counts of the document's Latin words, for words that a narrow cell cuts.
        """
        return f"<table>{''.join(_html_row(row, words) for row in self.rows)}</table>"


def _html_row(row: Row, words: Counter[str]) -> str:
    cells = []
    for lines, across, down, header in row:
        text = one_text(lines, words)
        spans = (f' colspan="{across}"' if across > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")
        tag = "th" if header else "td"
        cells.append(f"<{tag}{spans}>{text}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def tables_of(words: Sequence[Word], rules: Sequence[Rule]) -> list[PrintedTable]:
    """The tables of a page, from top to bottom."""
    flat = _merged([rule for rule in rules if rule.is_flat], True)
    upright = _merged([rule for rule in rules if not rule.is_flat], False)
    found = [table for group in _touching(flat, upright) if (table := _grid(group, words))]
    taken = {word for table in found for word in table.words}
    left = [word for word in words if id(word) not in taken]
    free = [rule for rule in flat if not any(_inside(rule, table.box) for table in found)]
    found += _three_ruled(free, left)
    return sorted(found, key=lambda table: -table.box.y1)


def _inside(rule: Rule, box: Box) -> bool:
    return box.y0 - _NEAR <= rule.y0 <= box.y1 + _NEAR and box.x0 - _NEAR <= rule.x0 and rule.x1 <= box.x1 + _NEAR


def _merged(rules: Iterable[Rule], flat: bool) -> list[Rule]:
    """Rules in one line that touch are one; double ones are one."""
    merged: list[Rule] = []
    key = (lambda rule: (round(rule.y0 / 2), rule.x0)) if flat else (lambda rule: (round(rule.x0 / 2), rule.y0))
    for rule in sorted(rules, key=key):
        last = merged[-1] if merged else None
        if last and flat and abs(rule.y0 - last.y0) < 2.5 and rule.x0 <= last.x1 + _NEAR:
            merged[-1] = Rule(last.x0, last.y0, max(last.x1, rule.x1), last.y1)
        elif last and not flat and abs(rule.x0 - last.x0) < 2.5 and rule.y0 <= last.y1 + _NEAR:
            merged[-1] = Rule(last.x0, last.y0, last.x1, max(last.y1, rule.y1))
        else:
            merged.append(rule)
    return merged


def _touching(flat: list[Rule], upright: list[Rule]) -> list[list[Rule]]:
    """Groups of rules that meet, each with at least three upright ones."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for rule in upright:
        met = [one for one in flat if _meet(one, rule)]
        joined = ([rule], met)
        rest = []
        for group in groups:
            if any(one in group[1] for one in met):
                joined = (joined[0] + group[0], joined[1] + [one for one in group[1] if one not in joined[1]])
            else:
                rest.append(group)
        groups = [*rest, joined]
    return [ups + flats for ups, flats in groups if len(ups) >= 3 and len(flats) >= 3]


def _meet(flat: Rule, upright: Rule) -> bool:
    across = flat.x0 - _NEAR <= upright.x0 <= flat.x1 + _NEAR
    return across and upright.y0 - _NEAR <= flat.y0 <= upright.y1 + _NEAR


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _grid(rules: list[Rule], words: Sequence[Word]) -> PrintedTable | None:
    """Cells between rules; a rule that is missing between two makes them one."""
    xs = _places(rule.x0 for rule in rules if not rule.is_flat)
    ys = _places(rule.y0 for rule in rules if rule.is_flat)[::-1]
    if len(xs) < 3 or len(ys) < 3 or len(xs) > 60 or len(ys) > 400:
        return None
    box = Box(xs[0], ys[-1], xs[-1], ys[0])
    inside = [word for word in words if box.holds(word)]
    walls = [rule for rule in rules if not rule.is_flat]
    floors = [rule for rule in rules if rule.is_flat]
    taken: set[tuple[int, int]] = set()
    rows = []
    for row in range(len(ys) - 1):
        cells = []
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            across, down = _spans(row, column, xs, ys, walls, floors, taken)
            taken |= {(row + i, column + j) for i in range(down) for j in range(across)}
            cell = Box(xs[column], ys[row + down], xs[column + across], ys[row])
            cells.append((_cell_text([word for word in inside if cell.holds(word)]), across, down, False))
        rows.append(tuple(cells))
    filled = sum(bool(cell[0]) for row in rows for cell in row)
    if filled < 3:
        return None
    return PrintedTable(box, tuple(row for row in rows if row), frozenset(id(word) for word in inside))


def _spans(
    row: int, column: int, xs: list[float], ys: list[float], walls: list[Rule], floors: list[Rule],
    taken: set[tuple[int, int]],
) -> tuple[int, int]:  # fmt: skip
    across, down = 1, 1
    middle = (ys[row] + ys[row + 1]) / 2
    while column + across < len(xs) - 1 and (row, column + across) not in taken:
        x = xs[column + across]
        if any(abs(wall.x0 - x) < _NEAR and wall.y0 <= middle <= wall.y1 for wall in walls):
            break
        across += 1
    centre = (xs[column] + xs[column + 1]) / 2
    while row + down < len(ys) - 1:
        y = ys[row + down]
        if any(abs(floor.y0 - y) < _NEAR and floor.x0 <= centre <= floor.x1 for floor in floors):
            break
        down += 1
    return across, down


def _cell_text(words: list[Word]) -> tuple[str, ...]:
    return tuple(line.text for line in lines_of(words))


def _three_ruled(flat: list[Rule], words: Sequence[Word]) -> list[PrintedTable]:
    """Tables between rules of one width with nothing upright: top, below the header, bottom.

    Where the page ends inside a table, its end stands for the missing rule.
    """
    found: list[PrintedTable] = []
    rules = sorted((rule for rule in flat if rule.x1 - rule.x0 > 60), key=lambda rule: -rule.y0)
    used: set[Rule] = set()
    for top in rules:
        if top in used:
            continue
        same = [rule for rule in rules if _alike(rule, top) and rule not in used and rule.y0 < top.y0]
        run = [top, *_run(top, same, words)]
        first = not any(_alike(rule, top) for rule in rules if rule.y0 > top.y0)
        run = [*_above(top, words, first), *run, *_below(run[-1], words)]
        if len(run) >= 3 and (table := _open_table(run, words)):
            found.append(table)
            used |= set(run)
    return found


def _alike(rule: Rule, other: Rule) -> bool:
    return abs(rule.x0 - other.x0) < 8 and abs(rule.x1 - other.x1) < 8


def _run(top: Rule, below: list[Rule], words: Sequence[Word]) -> list[Rule]:
    """The rules under the top one as long as what stands between is set in columns."""
    taken: list[Rule] = []
    above = top
    for rule in below:
        if not _holds_rows(Box(top.x0, rule.y0, top.x1, above.y0), words):
            break
        taken.append(rule)
        above = rule
    return taken


def _above(top: Rule, words: Sequence[Word], first: bool) -> list[Rule]:
    """The page's top, where rows stand between it and the first rule."""
    box = Box(top.x0, top.y0, top.x1, 1e5)
    return [Rule(top.x0, 1e5, top.x1, 1e5)] if first and _holds_rows(box, words, 2) else []


def _below(last: Rule, words: Sequence[Word]) -> list[Rule]:
    """The page's end, where rows stand between the last rule and it."""
    box = Box(last.x0, -1e5, last.x1, last.y0)
    return [Rule(last.x0, -1e5, last.x1, -1e5)] if _holds_rows(box, words, 2) else []


def _holds_rows(box: Box, words: Sequence[Word], least: int = 1) -> bool:
    inside = [word for word in words if box.holds(word)]
    parts = lines_of(inside, gap=0.5)
    return len(parts) > least and _is_tabular(parts, box)


def _is_tabular(parts: list[Line], box: Box) -> bool:
    """Whether most lines stand in several columns and none is a line of running text."""
    width = box.x1 - box.x0
    wide = sum(line.x1 - line.x0 > 0.62 * width for line in parts)
    beside = sum(1 for line in parts if any(_stands_beside(line, other) for other in parts))
    return beside * 2 > len(parts) and wide * 5 <= len(parts)


def _stands_beside(line: Line, other: Line) -> bool:
    return abs(line.base - other.base) < 0.75 * line.size and (other.x0 > line.x1 or other.x1 < line.x0)


def _open_table(rules: list[Rule], words: Sequence[Word]) -> PrintedTable | None:
    box = Box(rules[0].x0, rules[-1].y0, rules[0].x1, rules[0].y0)
    inside = [word for word in words if box.holds(word)]
    headless = box.y1 == 1e5
    box = Box(box.x0, min(word.base for word in inside), box.x1, max(word.base + word.size for word in inside))
    body = [word for word in inside if headless or word.base < rules[1].y0]
    gap = 0.22 if len({round(word.base) for word in body}) >= _MANY else 0.55
    cuts = _cuts(lines_of(body, gap), box)
    if len(cuts) < 3:
        return None
    rows = []
    for number, (above, below) in enumerate(pairwise(rules)):
        band = Box(box.x0, below.y0, box.x1, above.y0)
        part = [word for word in inside if band.holds(word)]
        rows += _band_rows(part, cuts, gap, number == 0 and not headless)
    return PrintedTable(box, tuple(rows), frozenset(id(word) for word in inside)) if len(rows) > 1 else None


def _cuts(parts: list[Line], box: Box) -> list[float]:
    """The edges of the columns: the middles of the white spaces that go down through all rows."""
    spans = sorted((part.x0, part.x1) for part in parts)
    cuts, reach = [box.x0], spans[0][1] if spans else box.x1
    for x0, x1 in spans[1:]:
        if x0 > reach + 1.5:
            cuts.append((reach + x0) / 2)
        reach = max(reach, x1)
    return [*cuts, box.x1]


def _band_rows(words: list[Word], cuts: list[float], gap: float, header: bool) -> list[Row]:
    """The rows between two rules: a row begins where its spacing or its first cell says so."""
    parts: list[list[Word]] = [[] for _ in cuts[1:]]
    for part in lines_of(words, gap):
        overlaps = [min(part.x1, right) - max(part.x0, left) for left, right in pairwise(cuts)]
        parts[overlaps.index(max(overlaps))].extend(part.words)
    columns = [lines_of(column) for column in parts]
    if header:
        return [tuple((tuple(line.text for line in column), 1, 1, True) for column in columns)]
    cells = _cells(columns)
    anchor = max(cells, key=len)
    floors = [(upper[1] + lower[0]) / 2 for upper, lower in pairwise(anchor)]
    rows: list[list[list[str]]] = [[[] for _ in columns] for _ in anchor]
    for number, column in enumerate(cells):
        for top, bottom, texts in column:
            middle = (top + bottom) / 2
            rows[sum(middle < floor for floor in floors)][number].extend(texts)
    return [tuple((tuple(texts), 1, 1, False) for texts in row) for row in rows if any(row)]


def _pitch(steps: list[float], size: float) -> float:
    """The distance of two lines of one cell: the least that is found twice."""
    counts = Counter(round(2 * step) / 2 for step in steps if step > 0.75 * size)
    often = [step for step, count in counts.items() if count > 1]
    return float(min(often or counts, default=size))


def _cells(columns: list[list[Line]]) -> list[list[tuple[float, float, list[str]]]]:
    """Cells of each column, as (top, bottom, lines): wider steps part them; where all are alike, the first column."""
    steps = [upper.base - lower.base for column in columns for upper, lower in pairwise(column)]
    least = _pitch(steps, max((line.size for column in columns for line in column), default=8.0))
    uniform = not any(step > 1.1 * least + 0.3 for step in steps)
    heads = [line.base for line in columns[0]]
    found = []
    for column in columns:
        cells: list[tuple[float, float, list[str]]] = []
        for line in column:
            last = cells[-1] if cells else None
            begins = last is None or (
                any(abs(line.base - head) < 3 for head in heads) if uniform else last[1] - line.base > 1.1 * least + 0.3
            )
            if begins or last is None:
                cells.append((line.base, line.base, [line.text]))
            else:
                cells[-1] = (last[0], line.base, [*last[2], line.text])
        found.append(cells)
    return found
