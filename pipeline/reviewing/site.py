"""What every route needs: the store, who asks, in which language, and how an answer is made.

A visitor is the local user where the page serves one person, or the account of a session. Whoever changes something
shows the token of the session; what is refused is told on a page in the visitor's language.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from pipeline.records import Language
from pipeline.reviewing import language as words
from pipeline.reviewing import pages, security
from pipeline.reviewing.records import LOCAL, Account, Event, Filters, Progress, Role
from pipeline.reviewing.store import Store

_SHORT = 200
_NOBODY = Account("", "curator", "")
_NOTHING = Progress(0, 0, 0, {})


class NotAllowed(Exception):
    """Who asks may not; `status` is 401 or 403."""

    def __init__(self, status: Literal[401, 403], reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks.

    Attributes:
        account: The account, or the local user's.
        session: Secret of the session; the token of the forms is made from it.
        new: Whether the browser does not have the session yet.
    """

    account: Account
    session: str
    new: bool = False

    @property
    def name(self) -> str:
        return self.account.name

    def may(self, *roles: Role) -> bool:
        """Whether the account has one of the roles; an admin has all."""
        return self.account.role == "admin" or self.account.role in roles


@dataclass(frozen=True, slots=True)
class Site:
    """The page as it is served.

    Attributes:
        store: The decisions.
        language: Of those who have not chosen one.
        accounts: Whether visitors must log in.
    """

    store: Store
    language: Language
    accounts: bool

    def spoken(self, request: Request) -> Language:
        """The language that a visitor reads."""
        return words.chosen(request.cookies.get(words.COOKIE, ""), self.language)

    def visitor(self, request: Request) -> Visitor | None:
        """Who asks, or None where an account is needed and there is no session."""
        session = request.cookies.get(security.COOKIE, "")
        if not self.accounts:
            return Visitor(Account(LOCAL, "admin", ""), session or security.fresh(), new=not session)
        account = self.store.session(session) if session else None
        return Visitor(account, session) if account else None

    def page(
        self,
        request: Request,
        visitor: Visitor | None,
        template: str,
        *,
        status: int = 200,
        here: str = "",
        **content: Any,
    ) -> HTMLResponse:
        """An answer.

        Args:
            request: What is answered.
            visitor: Who asks; None before the login.
            template: Name in `templates/`, without its ending.
            status: Of the answer.
            here: Address that shows the same, where it is not the request's own.
            **content: What the template is filled with.
        """
        address = here or _address(request)
        text = pages.environment(self.spoken(request)).get_template(f"{template}.html").render(
            visitor=visitor,
            account=visitor.account if visitor else _NOBODY,
            accounts=self.accounts,
            token=security.token(visitor.session) if visitor else "",
            progress=self.store.progress(visitor.name) if visitor else _NOTHING,
            here=address,
            **content,
        )  # fmt: skip
        answer = HTMLResponse(text, status)
        if status >= 400:
            answer.headers["HX-Push-Url"] = "false"
        elif here:
            answer.headers["HX-Push-Url"] = here
        if visitor and visitor.new:
            security.hidden(visitor.session, answer, secure=request.url.scheme == "https")
        return answer

    def moved(self, request: Request, visitor: Visitor, key: str | None, filters: Filters, note: Event) -> Response:
        """The claim to go on with after a decision: at once for the page's script, by a redirect for other browsers."""
        if "hx-request" not in request.headers:
            parts = ("claims", key) if key else ("queue",)
            return RedirectResponse(pages.address(*parts, filters=filters), 303)
        return self.claim(request, visitor, key, filters, note)

    def claim(
        self, request: Request, visitor: Visitor, key: str | None, filters: Filters, note: Event | None = None
    ) -> Response:
        """A claim to decide, or word that none is left."""
        if key is None:
            here = pages.address("queue", filters=filters)
            return self.page(request, visitor, "empty", here=here, filters=filters, note=note)
        claim = self.store.claim(key, visitor.name)
        here = pages.address("claims", key, filters=filters)
        return self.page(request, visitor, "claim", here=here, claim=claim, filters=filters, note=note)


def _address(request: Request) -> str:
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "") if request.method == "GET" else "/"


def site(request: Request) -> Site:
    """The site of this application."""
    found: Site = request.app.state.site
    return found


def visitor(request: Request, here: Annotated[Site, Depends(site)]) -> Visitor:
    """Who asks; raises where nobody may ask without an account."""
    found = here.visitor(request)
    if found is None:
        raise NotAllowed(401, "login")
    return found


async def acting(request: Request, who: Annotated[Visitor, Depends(visitor)]) -> Visitor:
    """Who changes something; the form or the header carries the session's token."""
    given = request.headers.get(security.HEADER) or (await request.form()).get(security.FIELD, "")
    if who.new or not security.matches(who.session, given if isinstance(given, str) else ""):
        raise NotAllowed(403, "token")
    return who


Here = Annotated[Site, Depends(site)]
Reading = Annotated[Visitor, Depends(visitor)]
Acting = Annotated[Visitor, Depends(acting)]


def needs(who: Visitor, *roles: Role) -> None:
    """Raises where the visitor has none of the roles."""
    if not who.may(*roles):
        raise NotAllowed(403, "role")


def clean(text: str) -> str:
    """What was typed, without control characters and lone surrogates, which no database keeps.

    >>> clean("耐药\\x00？\\n")
    '耐药？\\n'
    """
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def _share(text: str, unset: float) -> float:
    """A bound of the confidence.

    >>> _share("0.5", 0), _share("", 1), _share("x", 1), _share("7", 0)
    (0.5, 1, 1, 1.0)
    """
    try:
        return min(max(float(text), 0.0), 1.0) if text and "n" not in text.lower() else unset
    except ValueError:
        return unset


def _one_of(asked: str, known: Collection[str], unset: str) -> Any:
    return asked if asked in known else unset


Asked = Annotated[str, Query(max_length=_SHORT)]


def filters(
    here: Here,
    relation: Asked = "",
    doc_id: Asked = "",
    drug: Asked = "",
    gene: Asked = "",
    disease: Asked = "",
    low: Asked = "",
    high: Asked = "",
    conflict: Asked = "",
    disagreement: Asked = "",
    extractor: Asked = "",
    language: Asked = "",
    status: Asked = "open",
    text: Asked = "",
    order: Asked = "value",
) -> Filters:
    """The filters of an address; what makes no sense asks for nothing."""
    named = Filters(
        relation=clean(relation),
        doc_id=clean(doc_id),
        drug=clean(drug),
        gene=clean(gene),
        disease=clean(disease),
        low=_share(low, 0.0),
        high=_share(high, 1.0),
        conflict=conflict == "1",
        disagreement=disagreement == "1",
        extractor=clean(extractor),
        language=_one_of(language, ("zh", "en"), ""),
        status=clean(status),
        text=clean(text).strip(),
        order=_one_of(order, ("value", "paper"), "value"),
    )
    return pages.with_canonical(named, here.store.options()) if drug or gene or disease else named


Narrowed = Annotated[Filters, Depends(filters)]
