"""Papers worked on by Dask: on this machine, or on many that see its folders under the same paths.

Only names, counts and reasons pass through the scheduler. A worker reads its papers itself, loads the extractor once, and
writes what they yield into the ledger's folder of parts, as whole files under their own names, so that a share that is
computed twice, because a worker was lost or cut off, does no harm. The run's own process notes what is done and binds the
tables as ever; tasks and answers are JSON.
"""

from __future__ import annotations

import gc
import json
import logging
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

try:
    import dask
    from distributed import CancelledError, Client, KilledWorker, LocalCluster
    from distributed.comm.core import CommClosedError
except ImportError as error:
    raise ImportError(f"the engine dask is not installed ({error.name}): pip install 'litmine[dask]'") from error

from pipeline import ledger, planning, processing
from pipeline.intake import Entry
from pipeline.planning import Begun, Request
from pipeline.processing import Outcome
from pipeline.versions import Prefer

_CONNECT_SECONDS = 15
_CONFIGURATION = {
    "distributed.comm.timeouts.connect": f"{_CONNECT_SECONDS}s",
    "distributed.scheduler.allowed-failures": 2,
    "distributed.scheduler.worker-ttl": "60s",
    "distributed.worker.profile.enabled": False,  # it looks at every thread a hundred times a second, for a page that is off
}
_one_at_a_time = threading.Lock()

Watch = Callable[[Outcome], None]


class ClusterError(RuntimeError):
    """A scheduler or its workers cannot be used; the message names the remedy."""


class Cluster:
    """Dask's workers, connected."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def size(self) -> int:
        """How many workers there are now; at least one, for others may come."""
        return max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def submit(self, batch: Sequence[Entry], work: Begun, parts: Path, watch: Watch) -> Waiting:
        """Has a batch of papers computed.

        Args:
            batch: The papers.
            work: The run that they belong to.
            parts: Folder of the ledger's parts.
            watch: Told of each paper when the batch is waited for.
        """
        request, absolute = work.request, parts.absolute()
        asked = {"extractor": request.extractor, "prefer": request.prefer, "engine": planning.engine(request)}
        papers = [
            [processing.encoded(entry).decode(), work.plan.keys[entry.name]] for entry in batch if not entry.refusal
        ]
        share = json.dumps(asked | {"parts": str(absolute), "papers": papers})
        return Waiting(self, batch, self._client.submit(compute, share, pure=False), (work, parts, watch))


class Waiting:
    """A batch on its way."""

    def __init__(self, place: Cluster, batch: Sequence[Entry], future: Any, job: tuple[Begun, Path, Watch]) -> None:
        self._place, self._batch, self._future, self._job = place, batch, future, job

    def result(self) -> int:
        """Waits for the batch and tells of its papers; gives the number of their characters.

        A batch that ends its workers again and again is computed paper by paper, to find the one that does.

        Raises:
            ClusterError: The workers have another version of the program or do not see the folders, or the scheduler is gone.
        """
        refused = [processing.process_one(entry, "") for entry in self._batch if entry.refusal]
        try:
            done = [Outcome(rows={}, **facts) for facts in json.loads(self._future.result())]
        except KilledWorker:
            if len(self._batch) > 1:
                return sum(self._place.submit([entry], *self._job).result() for entry in self._batch)
            done = [processing.quarantined(self._batch[0], "ended its worker's process")]
        except (CancelledError, CommClosedError) as error:
            raise ClusterError(f"the scheduler is gone ({error}); run again, what was done is kept") from error
        for outcome in (*refused, *done):
            self._job[2](outcome)
        return sum(outcome.characters for outcome in done)


def compute(share: str) -> str:
    """Computes papers in a worker and writes what they yield; gives what became of each.

    Raises:
        ClusterError: This worker cannot compute them as the run's own process would.
    """
    asked: Mapping[str, Any] = json.loads(share)
    parts = Path(asked["parts"])
    if not parts.is_dir():
        raise ClusterError(
            f"a worker does not see {parts}: share the folders of papers and tables under the same paths"
        )
    if _engine(asked["extractor"], asked["prefer"]) != asked["engine"]:
        raise ClusterError(
            "a worker has another version of the program, its packages or vocabulary: install the same there"
        )
    warnings.simplefilter("ignore")
    with _one_at_a_time:
        _make_ready(asked["extractor"], asked["prefer"])
        return json.dumps([_computed(asked, parts, *paper) for paper in asked["papers"]])


@lru_cache(maxsize=8)
def _engine(extractor: str, prefer: Prefer | None) -> str:
    return planning.engine(Request((), Path(), extractor, prefer=prefer))


@lru_cache(maxsize=8)
def _make_ready(extractor: str, prefer: Prefer | None) -> None:
    """Loads an extractor for all papers to come; what it consists of is not looked through for garbage ever after."""
    with suppress(Exception):  # what goes wrong with it goes wrong with papers, and is told of these
        processing.warmed(extractor, prefer)
    gc.collect()
    gc.freeze()


def _computed(asked: Mapping[str, Any], parts: Path, paper: str, key: str) -> dict[str, object]:
    entry = processing.entry_of(paper)
    if not entry.path.exists():
        raise ClusterError(f"a worker does not see {entry.path}: share the folders of papers under the same paths")
    outcome = processing.process_one(entry, asked["extractor"], prefer=asked["prefer"])
    kept = key if outcome.lasting else ""
    return processing.facts(outcome) | {"written": ledger.write_part(parts, outcome.name, kept, outcome.part)}


@contextmanager
def opened(request: Request) -> Iterator[Cluster]:
    """A cluster of so many workers on this machine, or the one whose scheduler the request names.

    Raises:
        ClusterError: The scheduler does not answer.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with dask.config.set(_CONFIGURATION):
        if request.scheduler:
            with _connected(request.scheduler) as client:
                yield Cluster(client)
            return
        local = LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=request.workers, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
        )
        with local, Client(local, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            yield Cluster(client)


def _connected(address: str) -> Client:
    try:
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"no Dask scheduler answers at {address} ({error}); start one (dask scheduler), or leave --scheduler out"
        ) from error
