"""The curators' page served on loopback and opened in Chromium, for tests."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from reviewing_runs import Run, sentence, target

from pipeline.reviewing.store import Store, open_store
from pipeline.reviewing.web import create_app

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
HAN = "𠮷药维奈克拉抑制BCL-2，{}。"


def many(claims: int) -> Run:
    """Claims about as many drugs, each in a Chinese sentence with a character beyond the first plane."""
    run = Run()
    for number in range(claims):
        start, text = 100 * number, HAN.format(f"第{number}项研究")
        run.sentences.append(sentence(text, start))
        run.drug_target.append(
            target(f"drug{number}", start=start, evidence=text, subject_start=str(start + 2), subject_end=str(start + 6),
                   object_start=str(start + 8), object_end=str(start + 13))
        )  # fmt: skip
    return run


@contextmanager
def stored(run: Path, file: Path) -> Generator[Store]:
    """A store that holds a run."""
    with open_store(f"sqlite:///{file}") as store:
        store.import_run(run)
        yield store


@contextmanager
def served(store: Store, **options: Any) -> Generator[str]:
    """The page's address while it is served."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(store, **options), log_level="error", ws="none", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser for the tests of a file."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


def opened(browser: Any, base: str, language: str = "zh", *, width: int = 1280, height: int = 800) -> Any:
    """A page of a new visitor; what the page complains of makes the test fail."""
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=base)
    context.set_default_timeout(10_000)
    context.add_cookies([{"name": "litmine_language", "value": language, "url": base}])
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console",
        lambda told: (
            page.complaints.append(told.text)
            if told.type == "error" and "Failed to load resource" not in told.text
            else None
        ),
    )
    page.on("dialog", lambda dialog: (page.complaints.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: None if request.url.startswith(base) else page.complaints.append(request.url))
    return page


def key_of(page: Any) -> str:
    """The claim that a page shows."""
    return str(page.url).split("/claims/")[-1].split("?")[0].split("/")[0]


def press(page: Any, *keys: str) -> None:
    """Presses keys one after the other, and waits for another page."""
    before = page.url
    for key in keys:
        page.keyboard.press(key)
    _elsewhere(page, before)


def follow(page: Any, selector: str) -> None:
    """Clicks a link, and waits for its page."""
    before = page.url
    page.click(selector)
    _elsewhere(page, before)


def _elsewhere(page: Any, before: str) -> None:
    page.wait_for_url(lambda url: url != before)
    page.wait_for_selector("body:not([aria-busy=true])")


def log_in(page: Any, name: str) -> None:
    page.goto("/login")
    page.fill("[name=name]", name)
    page.fill("[name=password]", f"password of {name}")
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)
