"""The guard over skipped tests itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

GUARD = Path(__file__).resolve().parents[1] / "conftest.py"


@pytest.mark.parametrize(
    ("line", "nothing_skipped", "code"),
    [
        ('pytest.skip("")', "", 1),
        ('pytest.skip("no corpus beside the checkout")', "", 0),
        ('pytest.skip("no corpus beside the checkout")', "1", 1),
        ("assert True", "1", 0),
    ],
)
def test_skips_answer_for_themselves(tmp_path: Path, line: str, nothing_skipped: str, code: int) -> None:
    (tmp_path / "conftest.py").write_text(GUARD.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "test_one.py").write_text(f"import pytest\n\ndef test_one():\n    {line}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, env={"NO_SKIPS": nothing_skipped}, capture_output=True, check=False)
    assert done.returncode == code, done.stdout.decode()
