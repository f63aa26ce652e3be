"""A throw-away PostgreSQL: a cluster of its own in a temporary folder, reached through a socket there and nowhere else."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

_FOLDERS = Path("/usr/lib/postgresql")
_USER = "postgres"


def programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`; None where PostgreSQL is not installed."""
    found = sorted(_FOLDERS.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    plain = shutil.which("initdb")
    return Path(plain).parent if plain else None


def missing() -> str:
    """Why there can be no PostgreSQL here; "" where there can."""
    if programs() is None:
        return "PostgreSQL is not installed"
    if find_spec("psycopg") is None:
        return "psycopg is not installed"
    return "PostgreSQL refuses to run as root, and there is no user for it" if os.getuid() == 0 and not _user() else ""


def _user() -> str:
    """Whom it runs as, where this process is root."""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in (_USER, "nobody") if name in known), "")


@contextmanager
def cluster() -> Iterator[str]:
    """Starts a cluster and gives the address of an empty database; everything is gone at the end."""
    binaries = programs()
    assert binaries is not None
    folder = Path(tempfile.mkdtemp(prefix="litmine-pg-"))
    user = _user() if os.getuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data = folder / "data"

    def run(*command: str) -> None:
        done = subprocess.run(command, user=user, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")

    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c max_connections=100"
    try:
        run(str(binaries / "initdb"), "-D", str(data), "-U", "litmine", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        log = str(folder / "log")
        run(str(binaries / "pg_ctl"), "-D", str(data), "-w", "-l", log, "-o", options, "start")
        try:
            yield f"postgresql://litmine@/postgres?host={folder}"
        finally:
            run(str(binaries / "pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
