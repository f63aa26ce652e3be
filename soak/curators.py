"""Thirty curators decide over HTTP while the server is killed again and again: is every acknowledged decision there, once?

    python -m soak.curators [--curators 30] [--decisions 30000] [--kills 50] [--db-url URL]

Each decision carries a word of its own in its comment. A curator whose connection breaks does not know whether the
decision was taken; it is sent again, with the same word and the version that was seen, as a browser's user would. At
the end the log is read: a word that was acknowledged has to be there, and no word twice.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import httpx
from sqlalchemy import select

from bench import claims
from pipeline.reviewing import schema, security
from pipeline.reviewing.records import Filters
from pipeline.reviewing.store import open_store, url_of
from soak.server import Server

_PASSWORD = "a password of the soak"
_SEEN = re.compile(r'name="seen" value="(\d+)"')
_KEY = re.compile(r"/claims/([0-9a-f]+)")
_DONE = (200, 303)
_TAKEN = 409


@dataclass
class Tally:
    """What the curators were told, together."""

    wanted: int
    acknowledged: dict[str, str] = field(default_factory=dict)
    taken: int = 0
    resent: int = 0
    odd: Counter[int] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def enough(self) -> bool:
        return len(self.acknowledged) >= self.wanted


class Curator(threading.Thread):
    """Somebody who decides claim after claim; now and then the one that everybody fights over."""

    def __init__(self, name: str, server: Server, tally: Tally, contested: str) -> None:
        super().__init__(name=name, daemon=True)
        self._server, self._tally, self._contested = server, tally, contested
        self._lot = random.Random(name)
        self._client = httpx.Client(base_url=server.address, headers={"Origin": server.address}, timeout=30)

    def run(self) -> None:
        self._log_in()
        key: str | None = None
        while not self._tally.enough:
            if self._lot.random() < 0.05:
                self._decide(self._contested, self._version(self._contested))
                continue
            if key is None:
                key = self._next()
                continue
            key = self._decide(key, 0)
        self._client.close()

    def _log_in(self) -> None:
        self._patiently("POST", "/login", {"name": self.name, "password": _PASSWORD})

    @property
    def _token(self) -> str:
        return security.token(self._client.cookies.get(security.COOKIE) or "")

    def _patiently(self, method: str, address: str, form: dict[str, str] | None = None) -> httpx.Response:
        """Asks until there is an answer."""
        while True:
            try:
                return self._client.request(method, address, data=form)
            except httpx.TransportError:
                with self._tally.lock:
                    self._tally.resent += form is not None
                time.sleep(0.1 + self._lot.random() / 5)

    def _next(self) -> str | None:
        answer = self._patiently("GET", "/queue")
        found = _KEY.match(answer.headers.get("location", ""))
        if not found:
            time.sleep(0.2)
        return found[1] if found else None

    def _version(self, key: str) -> int:
        found = _SEEN.search(self._patiently("GET", f"/claims/{key}").text)
        return int(found[1]) if found else 0

    def _decide(self, key: str, seen: int) -> str | None:
        """Sends a decision until it is answered; gives the claim that comes next."""
        word = uuid4().hex
        form = {"seen": str(seen), "comment": word, security.FIELD: self._token}
        form |= {"kind": "accept"} if self._lot.random() < 0.7 else {"kind": "reject", "error": "wrong_value"}
        answer = self._patiently("POST", f"/claims/{key}/decide", form)
        with self._tally.lock:
            if answer.status_code in _DONE:
                self._tally.acknowledged[word] = self.name
            elif answer.status_code == _TAKEN:
                self._tally.taken += 1
            else:
                self._tally.odd[answer.status_code] += 1
        found = _KEY.match(answer.headers.get("location", ""))
        return found[1] if found and found[1] != self._contested else None


@dataclass(frozen=True)
class Outcome:
    """What the log says beside what the curators were told."""

    acknowledged: int
    written: int
    lost: int
    doubled: int
    gaps: int
    taken: int
    resent: int
    kills: int
    odd: dict[int, int]
    seconds: float

    @property
    def good(self) -> bool:
        return not (self.lost or self.doubled or self.gaps or self.odd)

    def line(self) -> str:
        return (
            f"{self.acknowledged:,} decisions acknowledged, {self.written:,} written, {self.kills} kills, "
            f"{self.resent:,} requests sent again, {self.taken:,} told that another was first; lost {self.lost}, "
            f"doubled {self.doubled}, gaps in versions {self.gaps}, other answers {self.odd or 0}; "
            f"{self.seconds:.0f} s, {self.acknowledged / self.seconds:.0f} decisions a second"
        )


def worn(curators: int, decisions: int, kills: int, url: str = "") -> Outcome:
    """Lets the curators decide and kills the server in between."""
    with tempfile.TemporaryDirectory() as folder:
        run = claims.write(Path(folder) / "run", decisions + decisions // 10 + 10 * curators)
        place = url or url_of(run)
        with open_store(place) as store:
            store.import_run(run)
            contested = store.page(Filters(order="paper")).claims[0].key
            for number in range(curators):
                store.write_account(f"c{number}", "curator", _PASSWORD)
        tally, server = Tally(decisions), Server(run, url)
        start = time.monotonic()
        with server:
            threads = [Curator(f"c{number}", server, tally, contested) for number in range(curators)]
            for thread in threads:
                thread.start()
            done = _kill(server, tally, kills, decisions)
            for thread in threads:
                thread.join()
        return _outcome(place, tally, done, time.monotonic() - start)


def _kill(server: Server, tally: Tally, kills: int, decisions: int) -> int:
    """Kills at even distances, in the middle of whatever goes on."""
    done = 0
    while done < kills and not tally.enough:
        if len(tally.acknowledged) >= (done + 1) * decisions // (kills + 1):
            server.kill()
            done += 1
            server.start()
        time.sleep(0.005)
    return done


def _outcome(place: str, tally: Tally, kills: int, seconds: float) -> Outcome:
    with open_store(place) as store, store.database.reading() as connection:
        query = select(schema.events.c.comment, schema.events.c.who, schema.events.c.key, schema.events.c.version)
        events = connection.execute(query.where(schema.events.c.kind.in_(("accept", "reject")))).all()
        judged = {row.key: row.version for row in connection.execute(select(schema.judgements))}
    words = Counter(event.comment for event in events)
    by = {event.comment: event.who for event in events}
    versions = Counter(event.key for event in events)
    return Outcome(
        len(tally.acknowledged),
        len(events),
        sum(by.get(word) != who for word, who in tally.acknowledged.items()),
        sum(number > 1 for number in words.values()),
        sum(versions[key] != version for key, version in judged.items()),
        tally.taken,
        tally.resent,
        kills,
        dict(tally.odd),
        seconds,
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="soak.curators", description="Curators against a server that is killed.")
    parser.add_argument("--curators", type=int, default=30)
    parser.add_argument("--decisions", type=int, default=30_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--db-url", default="")
    told = parser.parse_args()
    outcome = worn(told.curators, told.decisions, told.kills, told.db_url)
    print(outcome.line())
    raise SystemExit(0 if outcome.good else 1)


if __name__ == "__main__":
    main()
