"""A litmine command in a process apart, and what it took: `python -m bench.measured run PAPERS --out RUN`.

The process that measures is a small one of its own: a command's largest memory, as the kernel tells it, is at least that
of the process it was forked from.
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_PR_SET_CHILD_SUBREAPER = 36
_ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}


def main(arguments: Sequence[str]) -> int:
    """Prints seconds of the wall, seconds of the processor and the largest process's KiB.

    Workers that outlive their parent become this process's own and are waited for.
    """
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    start = time.perf_counter()
    command = [sys.executable, "-m", "pipeline.cli", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | _ENVIRONMENT, stdout=subprocess.DEVNULL, check=False)
    wall = time.perf_counter() - start
    with suppress(ChildProcessError):
        while True:
            os.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(wall, used.ru_utime + used.ru_stime, used.ru_maxrss)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
