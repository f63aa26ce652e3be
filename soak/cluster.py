"""A run on a Dask scheduler and two workers on hosts of their own, of which one is killed and one cut off in the middle.

    python -m soak.cluster [--papers 60]

The hosts are network namespaces with a link each (root on Linux). In the middle of the run the first worker's process is
killed, which its nanny starts again; then the second worker's link is taken down. The tables must be, byte for byte,
those of an undisturbed local run.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil
from distributed import Client

from bench import papers
from tests import crash

ROOT = Path(__file__).resolve().parents[1]
_PORT = 8786
_ENVIRONMENT = {"DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "8s", "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
_PATIENCE = 1800.0


class Host:
    """A network namespace with one link to this machine's own; `number` makes its names and addresses."""

    def __init__(self, number: int) -> None:
        self.name, self.link = f"litmine{os.getpid()}-{number}", f"lm{os.getpid() % 100000}-{number}"
        self.ours, self.theirs = f"10.213.{number}.1", f"10.213.{number}.2"

    def __enter__(self) -> Host:
        _ip("netns", "add", self.name)
        _ip("link", "add", self.link, "type", "veth", "peer", "name", "eth0", "netns", self.name)
        _ip("addr", "add", f"{self.ours}/24", "dev", self.link)
        _ip("link", "set", self.link, "up")
        for command in (
            ("addr", "add", f"{self.theirs}/24", "dev", "eth0"),
            ("link", "set", "eth0", "up"),
            ("link", "set", "lo", "up"),
        ):
            _ip("-n", self.name, *command)
        return self

    def __exit__(self, *_: object) -> None:
        _ip("netns", "del", self.name)

    def cut_off(self) -> None:
        _ip("link", "set", self.link, "down")


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


@contextmanager
def process(*command: str, host: Host | None = None, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of its own, on a host; killed with its children at the end."""
    inside = ["ip", "netns", "exec", host.name] if host else []
    with log.open("wb") as handle:
        started = subprocess.Popen(
            [*inside, *command], cwd=ROOT, env=os.environ | _ENVIRONMENT, stdout=handle, stderr=subprocess.STDOUT
        )
    try:
        yield started
    finally:
        with suppress(psutil.NoSuchProcess):
            for child in [*psutil.Process(started.pid).children(recursive=True), started]:
                child.kill()
        started.wait()


def disturbed(source: Path, out: Path, place: Path) -> list[str]:
    """The run; what was done to it."""
    told: list[str] = []
    with ExitStack() as stack:
        hosts = [stack.enter_context(Host(number)) for number in (1, 2)]
        dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
        stack.enter_context(process(*dask, "--port", str(_PORT), "--no-dashboard", log=place / "scheduler.log"))
        nannies = []
        for host in hosts:
            command = [sys.executable, "-m", "distributed.cli.dask_worker", f"tcp://{host.ours}:{_PORT}"]
            more = ["--nthreads", "1", "--no-dashboard", "--host", host.theirs]
            nannies.append(stack.enter_context(process(*command, *more, host=host, log=place / f"{host.name}.log")))
        with Client(f"tcp://{hosts[0].ours}:{_PORT}", timeout=120) as client:
            client.wait_for_workers(len(hosts), timeout=_PATIENCE)
        litmine = [sys.executable, "-m", "pipeline.cli", "run", str(source), "--out", str(out), "--no-server"]
        asked = ["--engine", "dask", "--scheduler", f"tcp://{hosts[0].ours}:{_PORT}"]
        run = stack.enter_context(process(*litmine, *asked, log=place / "run.log"))
        parts = out / ".litmine" / "parts"
        _until(lambda: _count(parts) >= 6, run, place / "run.log")
        victims = [
            one
            for one in psutil.Process(nannies[0].pid).children(recursive=True)
            if "spawn_main" in " ".join(one.cmdline())
        ]
        os.kill(victims[0].pid, signal.SIGKILL)
        told.append(f"worker on {hosts[0].theirs} killed when {_count(parts)} papers were done")
        done = _count(parts)
        _until(lambda: _count(parts) >= done + 6, run, place / "run.log")
        hosts[1].cut_off()
        told.append(f"worker on {hosts[1].theirs} cut off when {_count(parts)} papers were done")
        run.wait(_PATIENCE)
        told.append((place / "run.log").read_text(encoding="utf-8")[-2000:] if run.returncode else "the run ended well")
    return told


def _count(parts: Path) -> int:
    return sum(not path.name.endswith(".new") for path in parts.iterdir()) if parts.is_dir() else 0


def _until(holds: Callable[[], bool], run: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while not holds():
        if run.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"not in time, or ended before: {log.read_text(encoding='utf-8')[-2000:]}")
        time.sleep(0.05)


def main() -> int:
    parser = argparse.ArgumentParser(prog="soak.cluster", description="A run on a cluster that loses its workers.")
    parser.add_argument("--papers", type=int, default=60)
    given = parser.parse_args()
    try:
        with Host(0):
            pass
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"left out: no network namespaces can be made here ({error})")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        source = papers.write(place / "papers", given.papers)
        began = time.monotonic()
        told = disturbed(source, place / "dask", place)
        print("\n".join(told), f"\n{time.monotonic() - began:.0f} s", flush=True)
        crash.run(source, place / "local")
        same = crash.tables(place / "dask") == crash.tables(place / "local") != {}
    print(
        f"{given.papers} papers: the tables are {'the same' if same else 'NOT the same'} as those of an undisturbed local run"
    )
    return int(not same)


if __name__ == "__main__":
    sys.exit(main())
