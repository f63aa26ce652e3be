"""What stands behind the figures of a cell: the ratio and the P value of its pair, or an endpoint of its own.

`20.6 vs 14.7; HR 0.74` holds a pair and what compares it; `75%(CR 40%)` the figure of its column and that of another
endpoint, which is read like prose.

>>> ratio = Mention(13, 20, "VALUE", "HR 0.74", detail=Measure("ratio", "0.74", "", "hazard_ratio"))
>>> head, behind = compared(Line("20.6 vs 14.7(HR 0.74,95%CI 0.6~0.9)", 0, 35, (ratio,)))
>>> head.text[head.start : head.end], [(measure_of(value).value, measure_of(value).ci_high) for value in behind]
('20.6 vs 14.7', [('0.74', '0.9')])
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.records import Measure, Mention
from pipeline.relating.figures import measure_of
from pipeline.relating.lines import Line

_OPENING = re.compile(r"\s*[,;(\[]?\s*$")
"""What parts the figures of a cell from what stands behind them."""
_BREAK = re.compile(r"\s*[,;(\[]\s*$")
_NUMBER = r"(?:\d+(?:\.\d+)?|\.\d+)"
_INTERVAL = re.compile(
    rf"\s*[,;:(\[]?\s*(?:95\s*%\s*(?:CI|可信区间|置信区间))?\s*[=:,]?\s*[(\[]?\s*(?P<low>{_NUMBER})\s*(?:-|~|–|—|to|,|至)\s*(?P<high>{_NUMBER})\s*[)\]]?",
    re.IGNORECASE,
)
"""The confidence interval behind a ratio (`HR 0.74(0.59~0.94)`)."""
_REST = re.compile(r"[\s,;()\[\]]*")


def compared(line: Line) -> tuple[Line, list[Mention]]:
    """The part of a cell that holds its figures, and the ratio and the P value that stand behind them.

    Where anything else stands behind the figures, or nothing before the ratio, the cell is left whole.
    """
    ratios = [m for m in line.of("VALUE") if measure_of(m).kind in ("ratio", "p_value")]
    head = _head(line, ratios[0].start, _OPENING) if ratios else None
    if head is None:
        return line, []
    found: list[Mention] = []
    at = ratios[0].start
    for ratio in ratios:
        interval = _INTERVAL.match(line.text, ratio.end, line.end) if measure_of(ratio).kind == "ratio" else None
        if not _REST.fullmatch(line.text, at, ratio.start):
            return line, []
        found.append(_with_interval(ratio, interval))
        at = interval.end() if interval else ratio.end
    return (head, found) if _REST.fullmatch(line.text, at, line.end) else (line, [])


def _with_interval(ratio: Mention, interval: re.Match[str] | None) -> Mention:
    """A ratio with the interval behind it, where it has none of its own."""
    measure = measure_of(ratio)
    if interval is None or measure.ci_low:
        return ratio
    return replace(ratio, detail=replace(measure, ci_low=interval["low"], ci_high=interval["high"]))


def before_endpoint(line: Line) -> Line:
    """The part of a cell before a bracket or a comma with an endpoint of its own (`75%(CR 40%)`), else the cell."""
    named = line.of("METRIC", "ADVERSE_EVENT")
    figures = [m for m in line.of("VALUE") if isinstance(m.detail, Measure)]
    if not named or not any(figure.start >= named[0].end for figure in figures):
        return line
    return _head(line, named[0].start, _BREAK) or line


def _head(line: Line, end: int, opening: re.Pattern[str]) -> Line | None:
    """The part of a cell before a place and what opens it there, where it holds a figure."""
    opened = opening.search(line.text, line.start, end)
    if opened is None or not re.search(r"\d|N[RE]|达到|reached", line.text[line.start : opened.start()]):
        return None
    inside = tuple(m for m in line.mentions if m.end <= opened.start())
    return Line(line.text, line.start, opened.start(), inside, line.marks)
