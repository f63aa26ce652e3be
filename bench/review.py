"""Page times of the review: the middle and the slow end (p95) of each page, over HTTP, at 100,000 claims.

    python -m bench.review [--claims 100000] [--rounds 40] [--db-url URL]

The page is served by a process of its own, as it is for curators. Times are the client's, from the request to the last
byte, one request at a time; each round asks for another claim, filter or place of the list.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx

from bench import claims
from pipeline.reviewing.records import Filters
from pipeline.reviewing.store import Store, open_store, url_of
from soak.server import Server

LIMIT = 0.2
Ask = Callable[[int], str]


def addresses(store: Store, lot: random.Random) -> dict[str, Ask]:
    """Addresses by the kind of page; a number chooses among them."""
    options = store.options()
    listed = [store.page(Filters(), None, 200).next, *_places(store)]
    keys = [claim.key for claim in store.page(Filters(order="paper"), None, 500).claims]
    drugs = [one.name for one in options.drugs[:50]]
    genes = [one.name for one in options.genes[:50]]
    texts = [one.name_zh for one in options.drugs[50:90] if one.name_zh] + ["weinaikela", "btk"]

    def query(path: str, **fields: object) -> str:
        return str(httpx.URL(path, params={name: str(value) for name, value in fields.items()}))

    return {
        "next claim": lambda n: query("/queue", status="open"),
        "claim": lambda n: f"/claims/{keys[n % len(keys)]}",
        "list, first page": lambda n: "/list",
        "list, a later page": lambda n: query("/list", after=listed[n % len(listed)]),
        "list by paper": lambda n: query("/list", order="paper"),
        "list of a drug": lambda n: query("/list", drug=drugs[n % len(drugs)]),
        "list of a gene": lambda n: query("/list", gene=genes[n % len(genes)]),
        "list of a relation": lambda n: query("/list", relation=options.relations[n % len(options.relations)]),
        "list of conflicts": lambda n: query("/list", conflict="1"),
        "search": lambda n: query("/list", text=texts[n % len(texts)]),
        "search for nothing": lambda n: query("/list", text=f"zzz{lot.random()}"),
        "progress": lambda n: "/progress",
        "conflicts": lambda n: "/conflicts",
        "paper": lambda n: f"/documents/{options.papers[n % len(options.papers)].doc_id}",
    }


def _places(store: Store) -> list[str | None]:
    """Places deep in the list."""
    found, after = [], None
    for _ in range(20):
        after = store.page(Filters(), after, 500).next
        found.append(after)
        if after is None:
            break
    return [place for place in found if place]


def measured(client: httpx.Client, ask: Ask, rounds: int) -> list[float]:
    """Seconds of each round, after two that warm up."""
    times = []
    for number in range(-2, rounds):
        start = time.perf_counter()
        answer = client.get(ask(number + 2), follow_redirects=True)
        seconds = time.perf_counter() - start
        answer.raise_for_status()
        if number >= 0:
            times.append(seconds)
    return times


def p95(times: Sequence[float]) -> float:
    """The value that 95 % of the times stay below."""
    return sorted(times)[max(round(0.95 * len(times)) - 1, 0)]


def report(size: int, rounds: int, url: str = "") -> dict[str, float]:
    """Measures and prints; gives p95 by page."""
    with tempfile.TemporaryDirectory() as folder:
        run = claims.write(Path(folder) / "run", size)
        with open_store(url or url_of(run)) as store:
            start = time.perf_counter()
            store.import_run(run)
            print(f"{size:,} claims taken in within {time.perf_counter() - start:.1f} s")
            asked = addresses(store, random.Random(1))
        slow = {}
        with Server(run, url) as server, httpx.Client(base_url=server.address, timeout=60) as client:
            print(f"{'page':<22} {'median':>9} {'p95':>9}")
            for name, ask in asked.items():
                times = measured(client, ask, rounds)
                slow[name] = p95(times)
                print(f"{name:<22} {1000 * statistics.median(times):>6.0f} ms {1000 * slow[name]:>6.0f} ms")
    return slow


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.review", description="Page times of the review.")
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--db-url", default="")
    told = parser.parse_args()
    slow = report(told.claims, told.rounds, told.db_url)
    late = [name for name, seconds in slow.items() if seconds > LIMIT]
    print(f"every page under {1000 * LIMIT:.0f} ms" if not late else f"over {1000 * LIMIT:.0f} ms: {', '.join(late)}")


if __name__ == "__main__":
    main()
