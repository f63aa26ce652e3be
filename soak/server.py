"""The review's page in a process of its own, started as a curator would, and killed as a power cut would."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType

import httpx

ROOT = Path(__file__).resolve().parents[1]
_PATIENCE = 120.0


def free_port() -> int:
    """A port that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`litmine review RUN` on a free port of loopback.

    Args:
        run: The run folder.
        url: Address of a store elsewhere; "" for the run's own.
    """

    def __init__(self, run: Path, url: str = "") -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._command = [
            sys.executable, "-m", "pipeline.cli", "review", "open", str(run), "--port", str(self.port), "--no-browser",
        ]  # fmt: skip
        self._environment = os.environ | {"LITMINE_REVIEW_STORE": url, "PYTHONPATH": str(ROOT)}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def start(self) -> None:
        """Starts the server and waits until it answers.

        Raises:
            RuntimeError: It ended, or did not answer within two minutes.
        """
        # A file and no pipe: nobody would empty it, and the server would wait.
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by kill
        self._process = subprocess.Popen(
            self._command, env=self._environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=self._errors
        )
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if self._process.poll() is not None:
                self._errors.seek(0)
                raise RuntimeError(f"the server ended: {self._errors.read().decode('utf-8', 'replace')}")
            try:
                httpx.get(f"{self.address}/login", timeout=5)
                return
            except httpx.TransportError:
                time.sleep(0.05)
        raise RuntimeError("the server does not answer")

    def kill(self) -> None:
        """SIGKILL: no handler runs, nothing is flushed."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._errors.close()
        self._process = None
