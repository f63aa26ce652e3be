"""Who may do what at the curators' page, and that no request makes the server fail."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from reviewing_browser import many, served, stored

from pipeline.reviewing import security
from pipeline.reviewing.records import ROLES, Filters
from pipeline.reviewing.store import Store
from pipeline.reviewing.web import create_app

PAGES = (
    "/queue", "/list", "/filters", "/stale", "/vanished", "/conflicts", "/adjudication", "/agreement", "/progress",
    "/concepts", "/exports", "/exports/csv", "/documents/00000000000000aa", "/claims/{key}", "/claims/{key}/edit",
    "/claims/{key}/group",
)  # fmt: skip
FORMS = ("/claims/{key}/decide", "/claims/{key}/edit", "/claims/{key}/group", "/undo", "/logout")
EXAMPLES = int(os.environ.get("EXAMPLES", "3"))  # of each route; some hundred find more
RESTRICTED = ("/adjudication", "/exports", "/exports/csv")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("access")
    with stored(many(4).write(folder / "run"), folder / "review.sqlite") as made:
        for role in ROLES:
            made.write_account(role, role, f"password of {role}")
        yield made


@dataclass(frozen=True)
class Sites:
    """Addresses of the page for one person, and of the page with accounts."""

    local: str
    shared: str


@pytest.fixture(scope="module")
def sites(store: Store) -> Iterator[Sites]:
    with served(store) as local, served(store, accounts=True) as shared:
        yield Sites(local, shared)


def client(base: str) -> httpx.Client:
    """A browser that shows where its forms come from."""
    return httpx.Client(
        base_url=base, headers={"Origin": base, "Connection": "close"}, follow_redirects=False, timeout=30
    )


def first(store: Store) -> str:
    return store.page(Filters(status=""), None).claims[0].key


def token(page: str) -> str:
    return re.findall(r'name="csrf_token" value="([0-9a-f]+)"', page)[0]


def logged_in(sites: Sites, name: str) -> httpx.Client:
    asking = client(sites.shared)
    form = {"name": name, "password": f"password of {name}"}
    assert asking.post("/login", data=form).status_code == 303
    return asking


@pytest.mark.parametrize("path", PAGES)
def test_without_login_nothing_is_read(sites: Sites, store: Store, path: str) -> None:
    answer = client(sites.shared).get(path.format(key=first(store)))
    assert answer.status_code == 401 and "drug0" not in answer.text and 'type="password"' in answer.text


@pytest.mark.parametrize("path", FORMS)
def test_without_login_nothing_is_changed(sites: Sites, store: Store, path: str) -> None:
    form = {"kind": "accept", "seen": "1", "csrf_token": "0" * 64}
    answer = client(sites.shared).post(path.format(key=first(store)), data=form)
    assert answer.status_code == 401


@pytest.mark.parametrize("role", ROLES)
def test_roles(sites: Sites, store: Store, role: str) -> None:
    asking = logged_in(sites, role)
    for path in PAGES:
        expected = {403} if role == "curator" and path in RESTRICTED else {200, 303}
        assert asking.get(path.format(key=first(store))).status_code in expected, path


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("given", ["", "0" * 64, "é"])
def test_a_form_needs_its_token(sites: Sites, store: Store, path: str, given: str) -> None:
    asking = client(sites.local)
    asking.get("/progress")
    form = {"kind": "accept", "seen": "1", "csrf_token": given}
    answer = asking.post(path.format(key=first(store)), data=form)
    assert answer.status_code == 403


def test_the_token_of_another_session_is_none(sites: Sites) -> None:
    mine, other = client(sites.local), client(sites.local)
    stolen = token(mine.get("/progress").text)
    other.get("/progress")
    assert other.post("/undo", data={"csrf_token": stolen}).status_code == 403
    assert mine.post("/undo", data={"csrf_token": stolen}).status_code == 303
    assert mine.post("/undo", headers={"X-CSRF-Token": stolen}).status_code == 303


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", "http://127.0.0.1.evil.example", None]
)
@pytest.mark.parametrize("path", [*FORMS, "/login", "/language"])
def test_a_foreign_origin_is_turned_away(sites: Sites, store: Store, origin: str | None, path: str) -> None:
    asking = client(sites.local)
    form = {"csrf_token": token(asking.get("/progress").text), "kind": "accept", "seen": "1"}
    del asking.headers["Origin"]
    headers = {"Origin": origin} if origin else {}
    assert asking.post(path.format(key=first(store)), data=form, headers=headers).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "127.0.0.1:8000:1", "[::1", "a/b"])
def test_a_foreign_host_is_turned_away(sites: Sites, host: str) -> None:
    answer = client(sites.local).get("/queue", headers={"Host": host})
    assert answer.status_code == 403 and "drug" not in answer.text


@pytest.mark.parametrize("host", ["localhost:8765", "[::1]:1", "LOCALHOST"])
def test_loopback_has_several_names(sites: Sites, host: str) -> None:
    assert client(sites.local).get("/progress", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/progress", "/nothing", "/static/review.js", "/claims/none", "/exports/csv"])
def test_every_answer_has_its_headers(sites: Sites, path: str) -> None:
    headers = client(sites.local).get(path).headers
    assert {name: headers.get(name) for name in security.HEADERS} == security.HEADERS
    assert "'unsafe" not in headers["Content-Security-Policy"]


def test_cookies_stay_on_the_site(sites: Sites) -> None:
    cookie = client(sites.local).get("/progress").headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/" in cookie
    secure = client(sites.local).get("/progress", headers={"X-Forwarded-Proto": "https"}).headers["set-cookie"]
    assert "Secure" in secure


def test_no_token_stands_in_an_address(sites: Sites, store: Store) -> None:
    asking = logged_in(sites, "admin")
    page = asking.get(f"/claims/{first(store)}").text
    secrets = (asking.cookies[security.COOKIE], token(page))
    addresses = re.findall(r'(?:href|action|src|hx-get)="([^"]*)"', page)
    assert addresses and not [one for one in addresses if any(secret in one for secret in secrets)]
    assert asking.cookies[security.COOKIE] not in page


def test_nothing_in_a_page_runs_inline(sites: Sites, store: Store) -> None:
    page = client(sites.local).get(f"/claims/{first(store)}").text
    assert re.findall(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=|javascript:|hx-on", page) == []


def test_login_leads_nowhere_else(sites: Sites) -> None:
    form = {"name": "curator", "password": "password of curator", "next": "//evil.example/"}
    answer = client(sites.shared).post("/login", data=form)
    assert answer.headers["location"] == "/"


def test_logging_out_ends_the_session(sites: Sites) -> None:
    asking = logged_in(sites, "curator")
    session = asking.cookies[security.COOKIE]
    form = {"csrf_token": token(asking.get("/progress").text)}
    asking.post("/logout", data=form)
    again = client(sites.shared)
    again.cookies.set(security.COOKIE, session)
    assert again.get("/queue").status_code == 401


def test_a_wrong_password_is_told(sites: Sites) -> None:
    answer = client(sites.shared).post("/login", data={"name": "admin", "password": "x"})
    assert answer.status_code == 401 and "不正确" in answer.text and "set-cookie" not in answer.headers


def test_what_is_too_large_is_not_read(sites: Sites) -> None:
    asking = client(sites.local)
    answer = asking.post("/undo", content=b"x" * (security.LARGEST + 1))
    assert answer.status_code == 413
    endless = asking.post("/undo", content=iter([b"x"]))
    assert endless.status_code == 413


@pytest.mark.parametrize(
    ("path", "status"), [("/nothing", 404), ("/claims/none", 404), ("/documents/none", 404), ("/undo", 405)]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_errors_are_pages(sites: Sites, path: str, status: int, language: str) -> None:
    asking = client(sites.local)
    asking.cookies.set("litmine_language", language)
    answer = asking.get(path)
    assert answer.status_code == status
    assert ("回到队列" if language == "zh" else "To the queue") in answer.text


def test_a_failure_of_the_program_is_a_page(sites: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "conflicts", lambda _: 1 / 0)
    answer = client(sites.local).get("/conflicts")
    assert answer.status_code == 500 and "程序出错" in answer.text and "Error" not in answer.text
    assert answer.headers["Content-Security-Policy"] == security.HEADERS["Content-Security-Policy"]


@pytest.fixture(scope="module")
def own(sites: Sites) -> dict[str, str]:
    """What a request from the page itself carries."""
    session = security.fresh()
    return {
        "Origin": sites.local, security.HEADER: security.token(session), "Cookie": f"{security.COOKIE}={session}",
    }  # fmt: skip


def _schema() -> Any:
    app = create_app(None)  # type: ignore[arg-type]
    return schemathesis.openapi.from_dict(app.openapi())


@_schema().parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_nothing_that_is_sent_makes_the_server_fail(case: Any, sites: Sites, store: Store, own: dict[str, str]) -> None:
    known = {"key": first(store), "paper": "00000000000000aa"}
    case.path_parameters |= {name: value for name, value in known.items() if name in case.path_parameters}
    answer = case.call(base_url=sites.local, headers=own, allow_redirects=False)
    assert answer.status_code < 500, answer.text
