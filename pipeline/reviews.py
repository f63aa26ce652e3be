"""Reviews of run folders: the store of decisions beside the run's tables, where the rooms meet.

The room `reviewing` knows no gold and no run in the making; what it needs of these it is handed here.

>>> from pipeline.reviewing.records import Curated
>>> row = {"subject": "bortezomib", "subject_type": "DRUG", "subject_start": "0", "subject_end": "4",
...        "predicate": "inhibits", "object": "proteasome", "object_type": "GENE", "object_start": "6", "object_end": "10", "evidence": "",
...        "polarity": "affirmed", "certainty": "asserted", "setting": "unstated", "citations": ""}
>>> print(annotated(Curated("a.txt", "00", "硼替佐米抑制蛋白酶体。", {"drug_target": [row]}, [])).splitlines()[0].expandtabs(4))
T1  DRUG 0 4    硼替佐米
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import webbrowser
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.assembling import publishing
from pipeline.reviewing import tables
from pipeline.reviewing.exporting import files
from pipeline.reviewing.records import Curated, Imported, Precision
from pipeline.reviewing.store import FILE, Store, open_store, url_of
from pipeline.scoring import brat
from pipeline.scoring.annotation import collected
from pipeline.scoring.rows import from_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOMENT = 1.0


class NoReviewError(ValueError):
    """There is no review where one was looked for; the message names the remedy."""


class NoPortError(ValueError):
    """The page cannot be served there."""


class NotSharedError(ValueError):
    """The page would be open to others without accounts."""


def annotated(curated: Curated) -> str:
    """The claims of a paper as an `.ann` file; only what they use is marked, and so its scope says."""
    held = from_rows(curated.rows, curated.text, curated.path, curated.sha256)
    agents = [
        m for m in from_rows({"mentions": curated.mentions}, curated.text, "", "").mentions if m.name in _named(curated)
    ]
    return brat.dumps(replace(held, mentions=collected([*held.mentions, *agents], held.statements), scope="claims"))


def _named(curated: Curated) -> set[str]:
    """Arms and trials, which an event points to where a mention of theirs is near."""
    rows = curated.rows.get("trial_metric", ())
    return {row[column] for row in rows for column in ("arm", "trial") if row.get(column)}


@contextmanager
def opened(run: Path | None, url: str = "") -> Iterator[Store]:
    """The store of a run, or at an address; closed at the end.

    Raises:
        NoReviewError: Neither is named, or the run folder is none.
        StoreError: The store cannot be opened.
    """
    if not url:
        if run is None:
            raise NoReviewError("name a run folder, or a store with --db-url")
        tables.check(run)
        publishing.recover(run)
        url = url_of(run)
    with open_store(url, annotated) as store:
        yield store


def taken(store: Store, run: Path) -> Imported | None:
    """Takes a run in, unless its tables are in the store as they are."""
    return None if store.holds(run) else store.import_run(run)


def address(place: str) -> str:
    """The address of a store: an address as it is, a run folder's own store, or a file.

    Raises:
        NoReviewError: Nothing was reviewed there.
    """
    if "://" in place:
        return place
    path = Path(place) / FILE if Path(place).is_dir() else Path(place)
    if not path.is_file():
        raise NoReviewError(f"{path} does not exist; begin with litmine review {place}")
    return f"sqlite:///{path.resolve()}"


def precision(place: str) -> tuple[Precision, ...]:
    """The precision of each extractor version by the decisions of a review."""
    with open_store(address(place)) as store:
        return store.precision()


def export(store: Store, out: Path, formats: Sequence[str], accepted: bool = False) -> list[Path]:
    """Writes exports into a folder, each file whole or not at all."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for format in formats:
        for name, told in files(store, format, accepted).items():
            place = out / name
            part = place.with_name(f".{name}.part")
            part.write_bytes(told)
            part.replace(place)
            written.append(place)
    return written


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Served:
    """Where a page is served, and to whom."""

    host: str
    port: int
    accounts: bool

    @property
    def address(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"


def served(store: Store, host: str, port: int) -> Served:
    """Where to serve; who has accounts must log in everywhere, and nobody else is served without.

    Raises:
        NotSharedError: Others reach the address, and there are no accounts.
    """
    accounts = bool(store.accounts())
    if not accounts and not is_loopback(host):
        raise NotSharedError(
            f"--host {host} lets others in, and there are no accounts; make one first: "
            "litmine review account RUN NAME --role admin"
        )
    return Served(host, port, accounts)


def check_free(place: Served) -> None:
    """Makes sure that the page can be served, before anybody is told that it is.

    Raises:
        NoPortError: The port is taken, or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((place.host, place.port))
        except OSError as error:
            raise NoPortError(
                f"port {place.port} of {place.host}: {error.strerror}; choose another one (--port)"
            ) from error


def browse(place: Served) -> None:
    """Opens the page in a browser, a moment after it is served."""
    later = threading.Timer(_MOMENT, webbrowser.open, [place.address])
    later.daemon = True
    later.start()
