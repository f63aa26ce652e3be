"""The measured figures as pages: docs/benchmarks.md with its plot, docs/scaling.md with a projection."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import altair as alt
import vl_convert

from bench.running import Growth, Took, Workers
from bench.speed import Speed

DOCS = Path(__file__).resolve().parents[1] / "docs"
LONG_RUNS = Path(__file__).with_name("data") / "long_runs.md"
_HOURS, _GIB = 3600, 2**30
_REVIEW = 12_000
_PAPERS = (1_000_000, 10_000_000)
_CORES = 64
_ASSUMED = 0.9


@dataclass(slots=True)
class Figures:
    """All that was measured."""

    speeds: list[Speed] = field(default_factory=list)
    start_up: dict[str, Took] = field(default_factory=dict)
    growth: list[Growth] = field(default_factory=list)
    workers: list[Workers] = field(default_factory=list)
    load: tuple[float, float, float] = field(default_factory=os.getloadavg)


def line(found: object) -> str:
    """One figure for the terminal."""
    if isinstance(found, Speed):
        stages = "".join(
            f"\n    {stage:<20} {100 * share:5.1f} %  {found.stage_rate(stage):>12,.0f} characters/s"
            for stage, share in found.stages.items()
        )
        return f"{found.corpus}: {found.stack:<36} {found.rate:>10,.0f} characters/s{stages}"
    if isinstance(found, Growth):
        return (
            f"{found.documents:,} papers: {found.first.wall:.1f} s ({found.first.processor:.1f} s of the processor), nothing "
            f"new {found.again.wall:.1f} s, one more {found.one_more.wall:.1f} s, {found.first.mebibytes:,.0f} MiB"
        )
    assert isinstance(found, Workers)
    took = found.took
    return f"{found.engine}, {found.workers} workers, {found.documents:,} papers: {took.wall:.1f} s ({took.processor:.1f} s)"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in lines)


def _speeds(speeds: Sequence[Speed]) -> str:
    rows = [(one.corpus, one.stack, f"{one.characters:,}", f"{one.rate:,.0f}") for one in speeds]
    return table(("corpus", "stack", "characters", "characters/s"), rows)


def _stages(one: Speed) -> str:
    rows = [(stage, f"{100 * share:.1f} %", f"{one.stage_rate(stage):,.0f}") for stage, share in one.stages.items()]
    return f"### {one.stack}, {one.corpus}\n\n" + table(("stage", "share", "characters/s"), rows)


def _growth(growth: Sequence[Growth]) -> str:
    head = ("papers", "first run, s", "processor, ms a paper", "nothing new, s (processor)", "one more, s (processor)",
            "largest process, MiB", "disk, KiB a paper")  # fmt: skip
    rows = [
        (
            f"{one.documents:,}",
            _told(one.first.wall, ".0f"),
            _told(1000 * one.first.processor / one.documents, ".0f"),
            f"{_told(one.again.wall, '.1f')} ({_told(one.again.processor, '.1f')})",
            f"{_told(one.one_more.wall, '.1f')} ({_told(one.one_more.processor, '.1f')})",
            _told(one.first.mebibytes, ",.0f"),
            _told((one.ledger + one.tables) / one.documents / 1024, ".0f"),
        )
        for one in growth
    ]
    return table(head, rows)


def _told(figure: float, form: str) -> str:
    """A figure, or a dash for one that was not taken."""
    return format(figure, form) if figure else "–"


def _workers(workers: Sequence[Workers]) -> str:
    alone = {one.engine: one.took.wall for one in workers if one.workers == 1}
    local = {one.workers: one.took.wall for one in workers if one.engine == "local"}
    rows = []
    for one in workers:
        speedup = alone.get(one.engine, 0) / one.took.wall
        over = f"{100 * (one.took.wall / local[one.workers] - 1):+.0f} %" if one.workers in local else ""
        rows.append(
            (one.engine, one.workers, one.documents, f"{one.took.wall:.1f}", f"{one.took.processor:.1f}", f"{speedup:.2f}",
             f"{100 * speedup / one.workers:.0f} %", over)
        )  # fmt: skip
    if not workers:
        return "Not measured in this run."
    head = ("engine", "workers", "papers", "s", "processor, s", "times one worker", "efficiency", "over local")
    return table(head, rows)


def _measured(figures: Figures) -> str:
    when = datetime.now(UTC).strftime("%Y-%m-%d")
    return (
        f"Measured {when} on {os.cpu_count()} processors ({platform.machine()}, Python {platform.python_version()}), load "
        f"{figures.load[0]:.1f} at the beginning. Where the load is above the work's own, the machine was shared: seconds of "
        "the wall are then too high, and seconds of the processor are the figure to read."
    )


def benchmarks(figures: Figures) -> str:
    """The text of docs/benchmarks.md."""
    start_up = [
        (what, f"{took.wall:.2f}", f"{took.processor:.2f}", f"{took.mebibytes:,.0f}")
        for what, took in figures.start_up.items()
    ]
    parts = [
        "# Benchmarks", "`python -m bench --write` (part of `make bench`) measures all of this in one run and writes this page. " + _measured(figures),
        "## Text to claims", "Characters in scope (repaired text) a second of one core, processor time of the fastest round. The plain stack finds "
        "terms and sentences and no relations: spaCy with jieba, PhraseMatcher over our vocabulary, scispaCy's tokeniser, pysbd.",
        _speeds(figures.speeds), "![Characters a second; cost of a run by number of papers](benchmarks.svg)",
        *[_stages(one) for one in figures.speeds if one.stages],
        "## Start-up", table(("what", "s", "processor, s", "largest process, MiB"), start_up),
        "## Cost by number of papers", "Generated papers of 1,500 characters (`bench/papers.py`), without Prefect; a run, a rerun with nothing new, a rerun "
        "with one paper more.", _growth(figures.growth),
        "## Several workers", _workers(figures.workers),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def scaling(figures: Figures) -> str:
    """The text of docs/scaling.md."""
    most = next(one for one in reversed(figures.growth) if one.first.processor and one.tables)
    seconds = most.first.processor / most.characters
    disk = (most.ledger + most.tables) / most.characters
    efficient = [
        (one.took.wall, other.took.wall * other.workers)
        for one in figures.workers
        for other in figures.workers
        if one.engine == other.engine == "local" and one.workers == 1 and other.workers == 2
    ]
    efficiency = efficient[0][0] / efficient[0][1] if efficient else _ASSUMED
    worker_words = (
        f"two workers take {100 * efficiency:.0f} % of what two single ones would do"
        if efficient
        else f"the efficiency of several workers was not measured in this run, {100 * _ASSUMED:.0f} % is assumed below"
    )
    rows = []
    for papers in _PAPERS:
        for characters, kind in ((most.characters / most.documents, "abstracts"), (_REVIEW, "reviews")):
            hours = papers * characters * seconds / efficiency / _HOURS
            rows.append(
                (f"{papers:,}", f"{kind} of {characters:,.0f} characters", f"{hours:,.0f}", f"{hours / _CORES:,.1f}",
                 f"{papers * characters * disk / _GIB:,.0f}")
            )  # fmt: skip
    parts = [
        "# Scaling", "`python -m bench --documents N --write` writes this page. " + _measured(figures),
        "## Measured",
        f"{1e6 * seconds:,.0f} s of the processor for a million characters, {disk:,.1f} bytes on the disk for each, "
        f"{1000 * most.first.processor / most.documents:,.0f} ms a paper, at {most.documents:,} generated papers (reading, "
        f"extracting, keeping and binding tables); {worker_words}.",
        _growth(figures.growth), _workers(figures.workers), LONG_RUNS.read_text(encoding="utf-8").strip(),
        "## Projection", table(("papers", "of", "core hours", f"hours on {_CORES} cores", "disk, GiB"), rows),
        "Assumptions: cost grows with characters, as measured above; efficiency with many workers is that of two, which holds as long as the folder that "
        "they share keeps up with the writing of one small file for each paper; generated papers are dense, with a claim in every thirty characters, so that "
        "ordinary text costs less and yields smaller tables; formats are text (PDF costs more to read). The disk holds the ledger (parts and fragments) and the tables "
        "in both forms. Binding the tables is one process's work and part of "
        "the figures.",
        "## Ways", "One machine: `litmine run PAPERS --out RUN --no-server --workers N`. Several: a folder that all see under one path, `dask scheduler` on one, "
        "`dask worker ADDRESS --nworkers N --nthreads 1` on each, `litmine run PAPERS --out RUN --engine dask --scheduler ADDRESS`. Workers write the parts of the ledger "
        "themselves; only names, counts and reasons pass through the scheduler. A worker that is lost costs its share's time: the share is computed again elsewhere. "
        "Dask's traffic is neither encrypted nor authenticated unless it is [configured](https://distributed.dask.org/en/stable/tls.html): use it in a network of your own.",
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def plot(figures: Figures) -> str:
    """An SVG: speed of each stack, and cost by number of papers."""
    bars = [{"stack": f"{one.stack}", "corpus": one.corpus, "rate": one.rate} for one in figures.speeds]
    speeds = (
        alt.Chart(alt.InlineData(bars))
        .mark_bar()
        .encode(
            x=alt.X("rate:Q", title="characters a second, one core", scale=alt.Scale(type="log")),
            y=alt.Y("stack:N", title=None, sort="-x"), yOffset="corpus:N", color=alt.Color("corpus:N", title="corpus"),
        )
        .properties(width=360, title="Text to claims")
    )  # fmt: skip
    kinds = {"first": "first run", "again": "nothing new", "one_more": "one more"}
    points = [
        {"papers": one.documents, "seconds": getattr(one, name).wall, "run": told}
        for one in figures.growth
        for name, told in kinds.items()
    ]
    growth = (
        alt.Chart(alt.InlineData(points))
        .mark_line(point=True)
        .encode(
            x=alt.X("papers:Q", scale=alt.Scale(type="log"), title="papers"),
            y=alt.Y("seconds:Q", scale=alt.Scale(type="log"), title="seconds"), color=alt.Color("run:N", title="run"),
        )
        .properties(width=360, height=240, title="Cost by number of papers")
    )  # fmt: skip
    chart = alt.hconcat(speeds, growth).resolve_scale(color="independent")
    return str(vl_convert.vegalite_to_svg(json.dumps(chart.to_dict()), vl_version="6.4"))


def write(figures: Figures) -> list[Path]:
    """Writes both pages, the plot, and the figures as JSON beside them."""
    told = {
        DOCS / "benchmarks.md": benchmarks(figures),
        DOCS / "benchmarks.svg": plot(figures),
        DOCS / "benchmarks.json": json.dumps(asdict(figures), indent=1) + "\n",
        DOCS / "scaling.md": scaling(figures),
    }
    for path, text in told.items():
        path.write_text(text, encoding="utf-8")
    return list(told)
