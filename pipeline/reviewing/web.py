"""The curators' page: routes over the store, and the application that serves them.

Every address shows the same to whoever reloads it; what changes something is a form that is sent. A decision is
answered after the store has committed it. The page's script only sends the forms that stand in the page.

>>> from starlette.routing import Route
>>> sorted(route.path for route in ROUTES.routes if isinstance(route, Route))[:3]
['/', '/adjudication', '/agreement']
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import urlsplit

import uvicorn
from fastapi import APIRouter, FastAPI, Form, Path, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from pipeline.records import Language
from pipeline.reviewing import language as words
from pipeline.reviewing import pages, security
from pipeline.reviewing.exporting import FORMATS, archive
from pipeline.reviewing.records import (
    STATUSES,
    Decision,
    Filters,
    InvalidDecisionError,
    Kind,
    RefusedError,
    ReviewError,
    Taken,
    UnknownClaimError,
)
from pipeline.reviewing.site import Acting, Asked, Here, Narrowed, NotAllowed, Reading, Site, clean, needs
from pipeline.reviewing.store import Store

ROUTES = APIRouter(default_response_class=HTMLResponse)
_LONG = 4000
_NAME = r"^[0-9A-Za-z_.:\-]{1,120}$"

Key = Annotated[str, Path(pattern=_NAME)]
Word = Annotated[str, Form(max_length=200)]
Text = Annotated[str, Form(max_length=_LONG)]
Column = Annotated[str | None, Field(max_length=_LONG)]
Offset = Annotated[str | None, Field(pattern=r"^\d{0,10}$")]
Seen = Annotated[int, Form(ge=0, le=2**31 - 1)]


class Edited(BaseModel):
    """The fields of the edit form, named as the columns are; what the form does not hold stays as it is."""

    seen: int = Field(ge=0, le=2**31 - 1)
    csrf_token: str = Field(default="", max_length=200)
    comment: str = Field(default="", max_length=_LONG)
    predicate: Column = None
    subject: Column = None
    subject_id: Column = None
    subject_type: Column = None
    object: Column = None
    object_id: Column = None
    object_type: Column = None
    disease: Column = None
    disease_id: Column = None
    trial: Column = None
    trial_id: Column = None
    arm: Column = None
    arm_id: Column = None
    role: Column = None
    metric: Column = None
    statistic: Column = None
    value: Column = None
    unit: Column = None
    ci_low: Column = None
    ci_high: Column = None
    timepoint: Column = None
    subgroup: Column = None
    n: Column = None
    polarity: Column = None
    certainty: Column = None
    setting: Column = None
    subject_start: Offset = None
    subject_end: Offset = None
    object_start: Offset = None
    object_end: Offset = None
    metric_start: Offset = None
    metric_end: Offset = None
    value_start: Offset = None
    value_end: Offset = None

    def fields(self) -> dict[str, str]:
        """What the form holds of the claim's columns."""
        told = self.model_dump(exclude={"seen", "csrf_token", "comment"}, exclude_none=True)
        return {name: clean(value).strip() for name, value in told.items()}


@ROUTES.get("/")
def start(who: Reading) -> Response:
    return RedirectResponse("/queue", 303)


@ROUTES.get("/queue")
def queue(request: Request, here: Here, who: Reading, filters: Narrowed) -> Response:
    key = here.store.next_claim(filters, who.name)
    if key is None:
        return here.claim(request, who, None, filters)
    return RedirectResponse(pages.address("claims", key, filters=filters), 303)


@ROUTES.get("/claims/{key}")
def claim(request: Request, here: Here, who: Reading, filters: Narrowed, key: Key) -> Response:
    return here.claim(request, who, key, filters)


@ROUTES.post("/claims/{key}/decide")
def decide(
    request: Request,
    here: Here,
    who: Acting,
    filters: Narrowed,
    key: Key,
    seen: Seen,
    kind: Annotated[Kind, Form()] = "reject",
    error: Word = "",
    comment: Text = "",
) -> Response:
    """Accept, reject, skip, flag or comment; an edit has a form of its own."""
    if kind == "edit":
        raise InvalidDecisionError("an edit names at least one field")
    event = here.store.decide(key, who.name, Decision(kind, error, {}, clean(comment).strip()), seen)
    following = key if kind == "comment" else _other(here.store.next_claim(filters, who.name), key)
    return here.moved(request, who, following, filters, event)


def _other(following: str | None, key: str) -> str | None:
    """The next claim, unless it is the one that was decided: then its filters hold nothing else."""
    return following if following != key else None


@ROUTES.get("/claims/{key}/edit")
def edit(request: Request, here: Here, who: Reading, filters: Narrowed, key: Key) -> Response:
    found = here.store.claim(key, who.name)
    return here.page(request, who, "edit", claim=found, form=pages.form(found), filters=filters)


@ROUTES.post("/claims/{key}/edit")
def save(
    request: Request, here: Here, who: Acting, filters: Narrowed, key: Key, form: Annotated[Edited, Form()]
) -> Response:
    found = here.store.claim(key, who.name)
    changed = pages.edited(found, form.fields())
    event = here.store.decide(key, who.name, Decision("edit", "", changed, clean(form.comment).strip()), form.seen)
    return here.moved(request, who, _other(here.store.next_claim(filters, who.name), key), filters, event)


@ROUTES.get("/claims/{key}/group")
def group(request: Request, here: Here, who: Reading, filters: Narrowed, key: Key) -> Response:
    """All claims that say the same, to look at before one decision is made of them."""
    return here.page(request, who, "group", claim=here.store.claim(key, who.name), filters=filters)


@ROUTES.post("/claims/{key}/group")
def decide_group(
    request: Request,
    here: Here,
    who: Acting,
    filters: Narrowed,
    key: Key,
    members: Annotated[list[str], Form(max_length=5000)],
    kind: Annotated[Kind, Form()] = "reject",
    error: Word = "",
    comment: Text = "",
) -> Response:
    """One decision for several claims; each member is its key and the version that was seen, `KEY@VERSION`."""
    seen = dict(_member(one) for one in members)
    events = here.store.decide_group(tuple(seen), who.name, Decision(kind, error, {}, clean(comment).strip()), seen)
    return here.moved(request, who, _other(here.store.next_claim(filters, who.name), key), filters, events[-1])


def _member(told: str) -> tuple[str, int]:
    key, _, version = told.partition("@")
    if not (key.isascii() and version.isascii() and version.isdigit() and len(version) < 10):
        raise InvalidDecisionError("a group decision names claims and the versions seen")
    return clean(key), int(version)


@ROUTES.post("/undo")
def undo(request: Request, here: Here, who: Acting, filters: Narrowed) -> Response:
    event = here.store.undo(who.name)
    if event is None:
        return RedirectResponse(pages.address("queue", filters=filters), 303)
    return here.moved(request, who, event.key, filters, event)


@ROUTES.get("/list")
def listed(request: Request, here: Here, who: Reading, filters: Narrowed, after: Asked = "") -> Response:
    page, options = here.store.page(filters, clean(after) or None, 50, who.name), here.store.options()
    names = pages.chinese(options)
    return here.page(request, who, "list", page=page, filters=filters, options=options, names=names, target="/list")


@ROUTES.get("/filters")
def narrowing(request: Request, here: Here, who: Reading, filters: Narrowed) -> Response:
    """The filters of the queue as a form."""
    return here.page(request, who, "filters", filters=filters, options=here.store.options(), target="/queue")


@ROUTES.get("/stale")
def stale(request: Request, here: Here, who: Reading, after: Asked = "") -> Response:
    """Decided claims whose evidence or fields are other ones now, with the difference."""
    filters = Filters(status="stale")
    page = here.store.page(filters, clean(after) or None, 20, who.name)
    claims = [here.store.claim(one.key, who.name) for one in page.claims]
    return here.page(request, who, "stale", page=page, claims=claims, filters=filters)


@ROUTES.get("/vanished")
def vanished(request: Request, here: Here, who: Reading, after: Asked = "") -> Response:
    filters = Filters(status="vanished")
    page, names = here.store.page(filters, clean(after) or None, 50, who.name), pages.chinese(here.store.options())
    return here.page(request, who, "vanished", page=page, filters=filters, names=names)


@ROUTES.get("/conflicts")
def conflicts(request: Request, here: Here, who: Reading) -> Response:
    return here.page(
        request, who, "conflicts", conflicts=here.store.conflicts(), names=pages.chinese(here.store.options())
    )


@ROUTES.get("/adjudication")
def adjudication(request: Request, here: Here, who: Reading, filters: Narrowed, after: Asked = "") -> Response:
    needs(who, "adjudicator")
    page, names = (
        here.store.adjudication(filters, clean(after) or None, who=who.name),
        pages.chinese(here.store.options()),
    )
    shown = replace(filters, status="adjudication")
    return here.page(request, who, "adjudication", page=page, filters=shown, names=names)


@ROUTES.get("/agreement")
def agreement(request: Request, here: Here, who: Reading) -> Response:
    return here.page(request, who, "agreement", rows=here.store.agreement())


@ROUTES.get("/progress")
def progress(request: Request, here: Here, who: Reading) -> Response:
    return here.page(request, who, "progress", statuses=STATUSES)


@ROUTES.get("/concepts")
def concepts(
    request: Request, here: Here, who: Reading, text: Asked = "", kind: Asked = "", name: Asked = ""
) -> Response:
    """The concepts that a search finds, as options of the edit form's box."""
    hits = here.store.concepts(clean(text).strip(), clean(kind), 12) if text.strip() else ()
    return here.page(request, who, "concepts", hits=hits, name=clean(name))


@ROUTES.get("/documents/{paper}")
def document(
    request: Request,
    here: Here,
    who: Reading,
    filters: Narrowed,
    doc_id: Annotated[str, Path(alias="paper", pattern=_NAME)],
    at: Asked = "",
    claim: Asked = "",
) -> Response:
    """A paper; `claim` is the one that it was opened from."""
    paper = here.store.document(doc_id)
    return here.page(request, who, "document", paper=paper, at=at, claim=claim, filters=filters)


@ROUTES.get("/exports")
def exports(request: Request, here: Here, who: Reading) -> Response:
    needs(who, "adjudicator")
    return here.page(request, who, "exports", formats=FORMATS)


@ROUTES.get("/exports/{format}", response_class=Response)
def export(here: Here, who: Reading, format: Annotated[str, Path(max_length=20)]) -> Response:
    needs(who, "adjudicator")
    if format not in FORMATS:
        raise HTTPException(404)
    name, kind, content = archive(here.store, format)
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@ROUTES.get("/login")
def ask(request: Request, here: Here, next: Asked = "/") -> Response:
    return here.page(request, here.visitor(request), "login", next=_local(next), failed=False)


@ROUTES.post("/login")
def login(
    request: Request, here: Here, name: Word, password: Annotated[str, Form(max_length=1000)], next: Word = "/"
) -> Response:
    session = here.store.authenticate(clean(name), password) if here.accounts else None
    if session is None:
        return here.page(request, None, "login", status=401, next=_local(next), failed=True)
    answer = RedirectResponse(_local(next), 303)
    security.hidden(session, answer, secure=request.url.scheme == "https")
    return answer


@ROUTES.post("/logout")
def logout(here: Here, who: Acting) -> Response:
    here.store.end_session(who.session)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(security.COOKIE, path="/")
    return answer


@ROUTES.post("/language")
def speak(request: Request, here: Here, language: Word, next: Annotated[str, Form(max_length=3000)] = "/") -> Response:
    """Changes the language; asks for no session, for the login has two languages, too."""
    answer = RedirectResponse(_local(next), 303)
    answer.set_cookie(
        words.COOKIE, words.chosen(language, here.language), max_age=31_536_000, httponly=True, samesite="strict"
    )
    return answer


def _local(address: str) -> str:
    r"""An address of this page, or its start: nobody is led elsewhere.

    >>> _local("/list?text=a"), _local("//evil.example/"), _local("/\\evil.example"), _local("https://evil.example")
    ('/list?text=a', '/', '/', '/')
    """
    parts = urlsplit(clean(address).replace("\n", "").replace("\t", "")) if "\\" not in address else urlsplit("")
    plain = not parts.scheme and not parts.netloc and parts.path.startswith("/") and not parts.path.startswith("//")
    return parts.path + (f"?{parts.query}" if parts.query else "") if plain else "/"


def _failed(request: Request, error: Exception) -> Response:
    """An error of the program's own; it is outside the gate, and the store may be what failed."""
    here: Site = request.app.state.site
    answer = here.page(request, None, "error", status=500, code=500, reason="")
    answer.headers.update(security.HEADERS)
    return answer


def _told(status: int, reason: str = "") -> Callable[[Request, Exception], Response]:
    """Makes the page that tells an error."""

    def answer(request: Request, error: Exception) -> Response:
        return _error(request, status, reason or getattr(error, "reason", ""))

    return answer


def _error(request: Request, status: int, reason: str = "") -> Response:
    here: Site = request.app.state.site
    return here.page(request, here.visitor(request), "error", status=status, code=status, reason=reason)


def _taken(request: Request, error: Exception) -> Response:
    assert isinstance(error, Taken)
    here: Site = request.app.state.site
    back = pages.address("queue") + (f"?{request.url.query}" if request.url.query else "")
    return here.page(request, here.visitor(request), "taken", status=409, event=error.event, back=back)


def _not_allowed(request: Request, error: Exception) -> Response:
    assert isinstance(error, NotAllowed)
    if error.status == 401:
        here: Site = request.app.state.site
        next = request.url.path if request.method == "GET" else "/"
        return here.page(request, None, "login", status=401, next=next, failed=False)
    return _error(request, 403, error.reason)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    answer = _error(request, error.status_code)
    answer.headers.update(error.headers or {})
    return answer


def create_app(
    store: Store, *, language: Language = "zh", accounts: bool = False, hosts: Iterable[str] = security.LOOPBACK
) -> FastAPI:
    """The application.

    Args:
        store: The decisions.
        language: Of those who have not chosen one.
        accounts: Whether visitors must log in; a page that others reach must have them.
        hosts: Names that the page may be called by.
    """
    app = FastAPI(title="litmine review", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = Site(store, language, accounts)
    app.include_router(ROUTES)
    app.mount("/static", StaticFiles(directory=pages.STATIC), name="static")
    handlers: dict[type[Exception], Any] = {
        Taken: _taken,
        NotAllowed: _not_allowed,
        UnknownClaimError: _told(404),
        RefusedError: _told(403),
        InvalidDecisionError: _told(422, "decision"),
        ReviewError: _told(422),
        RequestValidationError: _told(422, "form"),
        HTTPException: _http,
        Exception: _failed,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)

    def refusal(request: Request, status: int, reason: security.Reason) -> Response:
        request.scope["app"] = app
        return app.state.site.page(request, None, "error", status=status, code=status, reason=reason)  # type: ignore[no-any-return]

    app.add_middleware(security.Gate, hosts=hosts, refusal=refusal)
    return app


def serve(store: Store, host: str, port: int, *, language: Language, accounts: bool, names: Iterable[str] = ()) -> None:
    """Serves the page until it is interrupted.

    Args:
        store: The decisions.
        host: Address to listen at.
        port: Port to listen at.
        language: Of those who have not chosen one.
        accounts: Whether visitors must log in.
        names: Further names that the page is called by, beside the address and those of loopback.
    """
    app = create_app(store, language=language, accounts=accounts, hosts={*security.LOOPBACK, host, *names})
    threading.Thread(
        target=store.concepts, args=("a",), daemon=True
    ).start()  # reads the vocabulary, which takes seconds
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)
