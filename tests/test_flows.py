"""The Prefect path: once, small, in a process and a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pipeline.assembling.columns import TABLES

PAPER = "# 乙类白血病治疗进展\n\n## 1 机制\n\n维奈克拉是一种BCL-2抑制剂，甲药联合方案的ORR为75%。\n"


def litmine(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline.cli", "run", "papers", *arguments]
    full = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PREFECT_HOME": str(folder / "prefect")} | environment
    return subprocess.run(command, cwd=folder, env=full, capture_output=True, text=True, check=False, timeout=240)


def test_flow_writes_what_plain_functions_write(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.md").write_text(PAPER, encoding="utf-8")
    (tmp_path / "papers" / "b.md").write_bytes(b"")
    flow = litmine(tmp_path, "--out", "flow")
    plain = litmine(tmp_path, "--out", "plain", "--no-server")
    assert (flow.returncode, flow.stderr) == (plain.returncode, plain.stderr) and flow.returncode == 1
    for table in TABLES:
        assert (tmp_path / "flow" / f"{table}.csv").read_bytes() == (tmp_path / "plain" / f"{table}.csv").read_bytes()


def test_a_server_that_does_not_answer_is_the_environments_fault(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.md").write_text(PAPER, encoding="utf-8")
    done = litmine(tmp_path, "--out", "out", PREFECT_API_URL="http://127.0.0.1:9/api", PREFECT_CLIENT_MAX_RETRIES="0")
    assert done.returncode == 3 and "run with --no-server" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
