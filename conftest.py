"""A test that is skipped says why; where nothing may be skipped (`NO_SKIPS=1`), a skip is a failure."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

import pipeline

_WITHOUT_REASON = {"", "unconditional skip"}


@pytest.fixture(scope="session", autouse=True)
def _loaded() -> None:
    """Runs fork their workers from this process: what is loaded here is not loaded again by each of them."""
    pipeline.load()


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forks the nursery although tests before may have left threads: only so does it know what a test put in place of ours."""
    monkeypatch.setattr("pipeline.isolation._may_fork", lambda: True)


def _complaint(reason: str) -> str:
    if reason.removeprefix("Skipped").lstrip(":").strip() in _WITHOUT_REASON:
        return "skipped without a reason"
    return f"skipped where NO_SKIPS is set: {reason}" if os.environ.get("NO_SKIPS") else ""


def _hold_to_account(report: pytest.TestReport | pytest.CollectReport) -> None:
    if not report.skipped or hasattr(report, "wasxfail") or not isinstance(report.longrepr, tuple):
        return
    if complaint := _complaint(str(report.longrepr[2])):
        report.outcome = "failed"
        report.longrepr = complaint


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _hold_to_account(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _hold_to_account(report)
    return report
