"""Trial figures as a forest-like plot: one row an arm, its figure as a point and its interval as a line.

The plot is drawn in the reader's browser from a Vega-Lite specification that altair makes and checks here. Figures that
several sentences repeat are one row; what is no number (`not reached`) is counted beside the plot, not drawn.

>>> reading("36.7"), reading("<30"), reading("70-80"), reading("not reached")
((36.7, None, None), (30.0, None, None), (75.0, 70.0, 80.0), None)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt

DRAWN = ("rate", "median", "hazard_ratio", "odds_ratio", "risk_ratio")
_RATIOS = frozenset(DRAWN[2:])
SCALES = ("percent", "plain", "ratio")
ROLES = ("experimental", "control", "single")
_COLOURS = ("#0b5fa5", "#c2570c", "#5b6770")
_SHAPES = ("circle", "square", "diamond")
_NUMBER = re.compile(r"[<>≤≥]?(\d+(?:\.\d+)?)(?:±\d+(?:\.\d+)?)?")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)")
_SAME = ("metric", "statistic", "unit", "arm", "role", "value", "ci_low", "ci_high", "timepoint", "subgroup")
_STEPS = (24, 40)


def reading(value: str) -> tuple[float, float | None, float | None] | None:
    """Where a figure stands on the axis, with the ends of a range; None for what is no number."""
    if found := _NUMBER.fullmatch(value):
        return float(found[1]), None, None
    if found := _RANGE.fullmatch(value):
        low, high = float(found[1]), float(found[2])
        return (low + high) / 2, low, high
    return None


def _bound(text: str) -> float | None:
    found = _NUMBER.fullmatch(text)
    return float(found[1]) if found else None


def scale_kind(statistic: str, unit: str) -> str:
    """Which of the three specifications shows a figure: `percent`, `ratio` or `plain`."""
    if statistic in _RATIOS and unit != "%":
        return "ratio"
    return "percent" if unit == "%" else "plain"


def groups(figures: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Figures by endpoint, statistic and unit, the fullest group first.

    Args:
        figures: Rows of `trial_metric`; `study` names the trial or, where there is none, the document.

    Returns:
        For each group its `metric`, `statistic`, `unit`, `kind`, `undrawn` (how many figures are no number) and `rows`,
        each with `claims` (how many claims state it) beside what the table holds.
    """
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for figure in figures:
        if figure["statistic"] not in DRAWN:
            continue
        key = (figure["metric"], figure["statistic"], figure["unit"])
        made = {"kind": scale_kind(key[1], key[2]), "undrawn": 0, "rows": {}}
        group = found.setdefault(key, dict(zip(("metric", "statistic", "unit"), key, strict=True)) | made)
        _put(group, figure)
    ranked = sorted(found.values(), key=lambda group: (-len(group["rows"]), group["metric"], group["statistic"]))
    return [group | {"rows": sorted(group["rows"].values(), key=_order)} for group in ranked if group["rows"]]


def _put(group: dict[str, Any], figure: Mapping[str, Any]) -> None:
    place = reading(figure["value"])
    if place is None or (group["kind"] == "ratio" and place[0] <= 0):
        group["undrawn"] += 1
        return
    identity = (figure["study"], *(figure[column] for column in _SAME))
    if identity in group["rows"]:
        group["rows"][identity]["claims"] += 1
        return
    low, high = _bound(figure["ci_low"]), _bound(figure["ci_high"])
    ends = (low, high) if low is not None and high is not None else place[1:]
    group["rows"][identity] = dict(figure) | {"x": place[0], "low": ends[0], "high": ends[1], "claims": 1}


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    timepoint = row["timepoint"]
    unnamed = row["study"] != row["trial"]
    return unnamed, row["study"], row["subgroup"], timepoint, ROLES.index(row["role"]), row["arm"], row["x"]


def specification(kind: str, narrow: bool = False) -> dict[str, Any]:
    """The Vega-Lite specification of one kind of scale; the page puts rows into its data set `figures`.

    Args:
        kind: `percent`, `ratio` or `plain`, as `scale_kind` gives it.
        narrow: The names stand above the rows and not beside them.
    """
    scale = {"percent": alt.Scale(domain=[0, 100]), "plain": alt.Scale(zero=True), "ratio": alt.Scale(type="log")}[kind]
    x = alt.X("x:Q", scale=scale, axis=alt.Axis(title=None, tickCount=6, labelExpr="format(datum.value, '~g')"))
    beside = alt.Axis(title=None, labelPadding=8, ticks=False, domain=False, labels=not narrow)
    base = alt.Chart(alt.NamedData(name="figures")).encode(y=alt.Y("label:N", sort=None, axis=beside))
    colour = alt.Color("role:N", scale=alt.Scale(domain=list(ROLES), range=list(_COLOURS)), legend=None)
    shape = alt.Shape("role:N", scale=alt.Scale(domain=list(ROLES), range=list(_SHAPES)), legend=None)
    low = alt.X("low:Q", scale=scale)
    line = base.transform_filter("isValid(datum.low)").mark_rule(strokeWidth=2).encode(x=low, x2="high:Q", color=colour)
    point = base.mark_point(filled=True, size=70, opacity=1).encode(x=x, color=colour, shape=shape, tooltip="told:N")
    told = base.mark_text(align="left", dx=10).encode(x=alt.value("width"), text="shown:N")
    layers: list[alt.Chart] = [line, point, told]
    if kind == "ratio":
        one = alt.Chart(alt.InlineData([{"x": 1}])).mark_rule(strokeDash=[4, 4], color="#7a8691").encode(x=x)
        layers.insert(0, one)
    if narrow:
        layers.append(base.mark_text(align="left", dy=-15).encode(x=alt.value(0), text="label:N"))
    chart = alt.layer(*layers).properties(width="container", height=alt.Step(_STEPS[narrow]))
    found: dict[str, Any] = chart.configure_view(strokeWidth=0).to_dict()
    return found
