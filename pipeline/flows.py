"""The only place that knows Prefect: a run as a flow whose tasks take batches of documents, and training as a flow of one.

Prefect schedules and shows; the run folder is the truth. Results are neither cached nor persisted by Prefect: a run is
idempotent and quick to do again, and its result files could be pickles, which run code when they are loaded. The
environment is set before Prefect is imported, for it reads its settings then: no telemetry, a private home for its
database, and time enough for its local server to start.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pipeline import runs, settings
from pipeline.intake import Entry, NoInputError
from pipeline.planning import Begun, Request, Summary, begun, prepare
from pipeline.runs import Place, Submit, Watch
from pipeline.training import Order, Trained
from pipeline.training import train as train_version

_ENVIRONMENT = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",  # an interrupt reaches it too, and it tells of that at length
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_HOME": str(settings.cache_folder() / "prefect"),
}
for _name, _value in _ENVIRONMENT.items():
    os.environ.setdefault(_name, _value)

from prefect import flow, task  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.client.schemas.objects import State  # noqa: E402
from prefect.server.api.server import SubprocessASGIServer  # noqa: E402
from prefect.states import Completed  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402

Done = TypeVar("Done")


class ServerError(RuntimeError):
    """Prefect's server could not be had; the message names the remedy."""


@dataclass
class _Job:
    """One run and what is known of its start; kept out of Prefect's database by being no plain value."""

    work: Begun
    place: Place
    watch: Watch
    begun: bool = False


@task(name="read and extract", cache_policy=NO_CACHE, persist_result=False)
def extract_batch(batch: Sequence[Entry], submit: Submit) -> int:
    """Reads and extracts a batch of documents; gives the number of their characters; what came of them goes to the ledger."""
    return submit(batch).result()


@flow(name="litmine", validate_parameters=False, persist_result=False)
def extract_papers(paths: list[str], out: str, extractor: str, workers: int, job: Callable[[], _Job]) -> Summary:
    """Reads files, extracts their claims, writes the tables."""
    asked = job()
    asked.begun = True
    return runs.carry_out(asked.work, asked.place, asked.watch, _side_by_side if workers > 1 else _one_by_one)


def _one_by_one(submit: Submit) -> Submit:
    return lambda batch: runs.done(extract_batch(batch, submit))


def _side_by_side(submit: Submit) -> Submit:
    return lambda batch: extract_batch.submit(batch, submit)


def carry_out(work: Begun, place: Place, watch: Watch) -> Summary:
    """A run that has something to do, as a Prefect flow; arguments and errors as `runs.carry_out`.

    The flow has a thread of its own: an interrupt that reached Prefect would make it report to a server which the same
    interrupt has ended, for minutes.

    Raises:
        ServerError: The server did not answer, so that nothing was begun.
        KeyboardInterrupt: The user stopped the run; nothing was written.
    """
    job = _Job(work, place, watch)
    return _in_a_thread(lambda: _scheduled(job), lambda: job.begun)


def _in_a_thread(work: Callable[[], Done], begun: Callable[[], bool]) -> Done:
    ended: Future[Done] = Future()
    threading.Thread(target=_settle, args=(ended, work), daemon=True).start()
    try:
        return ended.result()
    except KeyboardInterrupt:
        SubprocessASGIServer().stop()
        raise
    except Exception as error:
        if begun():
            raise
        raise ServerError(f"Prefect's server did not answer ({error}); run with --no-server") from error


def _settle(ended: Future[Done], work: Callable[[], Done]) -> None:
    try:
        ended.set_result(work())
    except BaseException as error:
        ended.set_exception(error)


def _scheduled(job: _Job) -> Summary:
    request = job.work.request
    workers = (
        request.workers if request.engine == "local" else runs.hands(job.place) * 2
    )  # each has the next one waiting
    runner: Any = ThreadPoolTaskRunner(max_workers=workers)  # Prefect's own types do not fit each other here
    scheduled = extract_papers.with_options(task_runner=runner)
    paths = [str(path) for path in request.paths]
    return scheduled(paths, str(request.out), request.extractor, workers, lambda: job)


@flow(name="litmine folder", validate_parameters=False, persist_result=False)
def mine(paths: list[str], out: str, extractor: str = "rules", workers: int = 1) -> State[None]:
    """What a deployment runs (`prefect.yaml`): computes what is new or changed in folders, and says so in its state.

    Raises:
        RunningError: Another run is at work on the folder.
        OSError: The folder cannot be written; the earlier run stands as it was.
    """
    request = Request(tuple(map(Path, paths)), Path(out), extractor, workers)
    try:
        entries = prepare(request)
    except NoInputError as error:
        return Completed(message=str(error))
    with begun(request, entries) as work, runs.crew(work) as place:
        done = work.unchanged or runs.carry_out(work, place, lambda outcome: None, _side_by_side)
    told = ", ".join(f"{count} {status}" for status, count in done.statuses.items())
    return Completed(message=f"{done.computed} computed, {done.removed} gone: {told}")


@dataclass
class _Lessons:
    """One training and whether it began."""

    order: Order
    begun: bool = False


@task(name="train", cache_policy=NO_CACHE, persist_result=False)
def train_weights(job: Callable[[], _Lessons]) -> Trained:
    """Trains the weights of a version."""
    asked = job()
    asked.begun = True
    return train_version(asked.order)


@flow(name="litmine train", validate_parameters=False, persist_result=False)
def train_extractor(config: str, out: str, job: Callable[[], _Lessons]) -> Trained:
    """Trains a version from annotated papers and writes its folder."""
    return train_weights(job)


def train(order: Order) -> Trained:
    """The whole training as a Prefect flow; arguments and errors as `training.train`.

    Raises:
        ServerError: The server did not answer, so that nothing was begun.
        KeyboardInterrupt: The user stopped the training.
    """
    job = _Lessons(order)
    return _in_a_thread(lambda: train_extractor(str(order.config), str(order.out), lambda: job), lambda: job.begun)
