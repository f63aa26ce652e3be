"""Races for one claim over HTTP: has each one winner, and is the other told the winner's choice?

python -m soak.races [--races 2000] [--db-url URL]
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench import claims
from pipeline.reviewing import security
from pipeline.reviewing.records import Filters
from pipeline.reviewing.store import open_store, url_of
from soak.server import Server

_PASSWORD = "a password of the soak"
_NAMES = ("lin", "wei")


@dataclass(frozen=True)
class Outcome:
    """How the races ended."""

    races: int
    one_winner: int
    told: int
    seconds: float

    @property
    def good(self) -> bool:
        return self.races == self.one_winner == self.told

    def line(self) -> str:
        return (
            f"{self.races:,} races, {self.one_winner:,} with one winner, {self.told:,} losers told the winner's choice; "
            f"{self.seconds:.0f} s"
        )


class Racer:
    """One of two curators; each says something else, so that the answer shows whose choice it tells."""

    def __init__(self, name: str, client: httpx.Client) -> None:
        self.name = name
        self._client = client
        self._client.post("/login", data={"name": name, "password": _PASSWORD})
        self._token = security.token(self._client.cookies[security.COOKIE])
        self.answer = httpx.Response(500)

    def race(self, key: str, start: threading.Barrier) -> None:
        form = {"seen": "0", security.FIELD: self._token, "kind": "accept", "comment": f"chosen by {self.name}"}
        start.wait()
        self.answer = self._client.post(f"/claims/{key}/decide", data=form)


def _client(server: Server) -> httpx.Client:
    return httpx.Client(base_url=server.address, headers={"Origin": server.address}, timeout=60)


def raced(races: int, url: str = "") -> Outcome:
    """Lets two decide each claim at once."""
    with tempfile.TemporaryDirectory() as folder:
        run = claims.write(Path(folder) / "run", races)
        with open_store(url or url_of(run)) as store:
            store.import_run(run)
            keys, after = [], None
            while True:
                page = store.page(Filters(order="paper"), after, 500)
                keys += [claim.key for claim in page.claims]
                if (after := page.next) is None:
                    break
            for name in _NAMES:
                store.write_account(name, "curator", _PASSWORD)
        start = time.monotonic()
        with Server(run, url) as server, ExitStack() as clients:
            racers = [Racer(name, clients.enter_context(_client(server))) for name in _NAMES]
            results = [_race(key, racers) for key in keys]
        with open_store(url or url_of(run)) as store:
            single = [len(store.claim(key).history) == 1 for key in keys]
        won = [winner and alone for (winner, _), alone in zip(results, single, strict=True)]
        return Outcome(races, sum(won), sum(told for _, told in results), time.monotonic() - start)


def _race(key: str, racers: list[Racer]) -> tuple[bool, bool]:
    """Whether one of both won, and whether the other was told of it."""
    barrier = threading.Barrier(len(racers))
    threads = [threading.Thread(target=racer.race, args=(key, barrier)) for racer in racers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winners = [racer for racer in racers if racer.answer.status_code in (200, 303)]
    losers = [racer for racer in racers if racer.answer.status_code == 409]
    if len(winners) != 1 or len(losers) != 1:
        return False, False
    return True, winners[0].name in losers[0].answer.text


def main() -> None:
    parser = argparse.ArgumentParser(prog="soak.races", description="Races for one claim.")
    parser.add_argument("--races", type=int, default=2000)
    parser.add_argument("--db-url", default="")
    told = parser.parse_args()
    outcome = raced(told.races, told.db_url)
    print(outcome.line())
    raise SystemExit(0 if outcome.good else 1)


if __name__ == "__main__":
    main()
