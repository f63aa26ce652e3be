"""A run asks nothing of any network: every address that any of its processes connects to or looks up is written down."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PAPER = "# 丙类白血病\n\n## 1 机制\n\n维奈克拉是一种BCL-2抑制剂，见https://example.org/a和10.1000/b。\n"
GUARD = """
import os, sys

def _noted(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        address = arguments[1] if event in ("socket.connect", "socket.sendto") else arguments[0]
        host = address[0] if isinstance(address, tuple) else address
        with open(os.environ["NOTED_AT"], "a") as handle:
            handle.write(f"{event} {host!r}\\n")

sys.addaudithook(_noted)
"""
LOOPBACK = ("'127.0.0.1'", "'localhost'", "'::1'", "b'localhost'", "b'127.0.0.1'", "None")


def noted(tmp_path: Path, *arguments: str) -> list[str]:
    """The addresses of a run over text, XML and PDF."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard/sitecustomize.py").write_text(GUARD)
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.md").write_text(PAPER, encoding="utf-8")
    (papers / "b.xml").write_text(
        '<!DOCTYPE article SYSTEM "http://192.0.2.1/jats.dtd"><article><body><p>伊马替尼抑制ABL1。</p></body></article>',
        encoding="utf-8",
    )
    formats = Path(__file__).resolve().parents[1] / "corpora/formats"
    for name in ("tki_cml.pdf", "tki_cml.docx"):
        (papers / name).write_bytes((formats / name).read_bytes())
    path = os.pathsep.join([str(tmp_path / "guard"), *sys.path])
    environment = os.environ | {
        "PYTHONPATH": path,
        "NOTED_AT": str(tmp_path / "noted"),
        "PREFECT_HOME": str(tmp_path / "prefect"),
    }
    command = [sys.executable, "-m", "pipeline.cli", "run", "papers", "--out", "out", *arguments]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return (tmp_path / "noted").read_text().splitlines() if (tmp_path / "noted").exists() else []


def test_the_guard_sees_a_connection(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(GUARD)
    code = "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "NOTED_AT": str(tmp_path / "noted")}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert (tmp_path / "noted").read_text() == "socket.connect '127.0.0.1'\n"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_without_a_server_no_address_is_asked(tmp_path: Path, workers: str) -> None:
    assert [line for line in noted(tmp_path, "--no-server", "--workers", workers) if "/" not in line] == []


def test_with_prefects_server_loopback_alone(tmp_path: Path) -> None:
    found = noted(tmp_path)
    assert found and not [line for line in found if not line.endswith(LOOPBACK) and "/" not in line]
