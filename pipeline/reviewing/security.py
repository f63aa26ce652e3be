"""Who may talk to the page: the host it is called by, the site a form comes from, the session, its token.

A page on loopback is within reach of every web site that the curator's browser opens. So a request must call the page
by a name it has (against rebound names), a request that changes something must come from the page itself (Origin) and
carry the token of its session, and the cookie never leaves the site. The token is derived from the session's secret,
which scripts cannot read; it survives a restart and stands in forms and headers only, never in an address.

>>> called("127.0.0.1:8765"), called("[::1]:8765"), called("localhost"), called("a b")
('127.0.0.1', '::1', 'localhost', '')
>>> secret = fresh()
>>> matches(secret, token(secret)), matches(secret, ""), matches("", token(""))
(True, False, False)
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Iterable
from typing import Literal

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
COOKIE = "litmine_session"
FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
LARGEST = 1_000_000
"""Characters of a form that are read, at most."""

_HOST = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9._-]+))(?::\d{1,5})?")
_SAFE = {"GET", "HEAD", "OPTIONS"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Reason = Literal["host", "origin", "size"]
Refusal = Callable[[Request, int, Reason], Response]


def fresh() -> str:
    """A secret of 256 bits for a session that no account stands behind."""
    return secrets.token_urlsafe(32)


def token(session: str) -> str:
    """What a form carries to show that the session's own page made it."""
    return hmac.new(session.encode(), b"form", hashlib.sha256).hexdigest()


def matches(session: str, given: str) -> bool:
    """Whether `given` is the session's token; without a session nothing is."""
    return bool(session) and hmac.compare_digest(token(session).encode(), given.encode("utf-8", "replace"))


def called(host: str) -> str:
    """The name in a Host header, without its port; "" if it is none."""
    found = _HOST.fullmatch(host)
    return (found["six"] or found["name"]).lower() if found else ""


def own(request: Request) -> bool:
    """Whether a request that changes something comes from the page itself."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site") == "same-origin"
    return origin.removeprefix("https://").removeprefix("http://") == request.headers.get("host", "")


def hidden(session: str, response: Response, *, secure: bool) -> None:
    """Puts the session into a cookie that no script reads and no other site sends."""
    response.set_cookie(COOKIE, session, httponly=True, samesite="strict", secure=secure, path="/")


class Gate:
    """Stands before the application: checks each request, and sets the same headers on every answer.

    Args:
        app: What is behind the gate.
        hosts: Names that the page may be called by.
        refusal: Makes the answer to a request that is turned away.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str], refusal: Refusal) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, _with_headers(send))
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        if called(request.headers.get("host", "")) not in self._hosts:
            await self._refusal(request, 403, "host")(scope, receive, send)
        elif request.method not in _SAFE and not own(request):
            await self._refusal(request, 403, "origin")(scope, receive, send)
        elif request.method not in _SAFE and not _small(request):
            await self._refusal(request, 413, "size")(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _small(request: Request) -> bool:
    """Whether a form says its length and is of a size that a form has."""
    length = request.headers.get("content-length", "0" if "transfer-encoding" not in request.headers else "")
    return length.isascii() and length.isdigit() and len(length) <= 7 and int(length) <= LARGEST


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
