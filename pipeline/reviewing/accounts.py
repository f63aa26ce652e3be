"""Who may use a shared page: names, roles, passwords as argon2 hashes, sessions kept on the server.

A session's id is 256 random bits and is told once, to the browser; the store holds its digest, so that who reads the
store cannot enter with it. An unknown name costs as long as a wrong password.

>>> hash_of("一个很长的口令").startswith("$argon2id$")
True
"""

from __future__ import annotations

import hashlib
import secrets
import time
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, delete, insert, select, update

from pipeline.reviewing.clock import now
from pipeline.reviewing.records import IMPORTER, LOCAL, ROLES, Account, ReviewError, Role
from pipeline.reviewing.schema import accounts, sessions

SESSION_SECONDS = 12 * 3600
_SHORTEST = 10
_LONGEST_NAME = 64
_hasher = PasswordHasher()


class AccountError(ReviewError, ValueError):
    """An account that cannot be made; the message says why."""


def hash_of(password: str) -> str:
    """The argon2id hash of a password, with its salt."""
    return _hasher.hash(password)


@cache
def _nobody() -> str:
    return hash_of(secrets.token_urlsafe())


def write(connection: Connection, name: str, role: Role, password: str) -> Account:
    """Makes an account or changes it; its sessions end.

    Raises:
        AccountError: Name, role or password will not do.
    """
    _check(name, role, password)
    connection.execute(delete(sessions).where(sessions.c.name == name))
    values = {"role": role, "hash": hash_of(password)}
    known = connection.execute(update(accounts).where(accounts.c.name == name).values(values)).rowcount
    if not known:
        connection.execute(insert(accounts).values(name=name, created=now(), **values))
    return _account(connection, name)


def _check(name: str, role: str, password: str) -> None:
    if not name or len(name) > _LONGEST_NAME or not name.isprintable() or name != name.strip():
        raise AccountError(f"a name has 1 to {_LONGEST_NAME} visible characters")
    if name in (LOCAL, IMPORTER):
        raise AccountError(f"{name!r} is a name of the program; choose another one")
    if role not in ROLES:
        raise AccountError(f"no role is called {role!r}; there are: {', '.join(ROLES)}")
    if len(password) < _SHORTEST:
        raise AccountError(f"a password has at least {_SHORTEST} characters")


def _account(connection: Connection, name: str) -> Account:
    row = connection.execute(select(accounts).where(accounts.c.name == name)).one()
    return Account(row.name, row.role, row.created)


def listed(connection: Connection) -> tuple[Account, ...]:
    """All accounts, by name."""
    rows = connection.execute(select(accounts).order_by(accounts.c.name))
    return tuple(Account(row.name, row.role, row.created) for row in rows)


def verified(connection: Connection, name: str, password: str) -> bool:
    """Whether this is the password of this account."""
    told = connection.scalar(select(accounts.c.hash).where(accounts.c.name == name))
    try:
        return _hasher.verify(told or _nobody(), password) and told is not None
    except (VerificationError, InvalidHashError):
        return False


def begin_session(connection: Connection, name: str) -> str:
    """A new session; its id is known to nobody but the caller."""
    known = secrets.token_urlsafe(32)
    at = time.time()
    connection.execute(delete(sessions).where(sessions.c.expires <= at))
    connection.execute(insert(sessions).values(digest=_digest(known), name=name, expires=at + SESSION_SECONDS))
    return known


def session(connection: Connection, known: str) -> Account | None:
    """Whose session it is; None where it ended or never was."""
    query = select(sessions.c.name).where(sessions.c.digest == _digest(known), sessions.c.expires > time.time())
    name = connection.scalar(query)
    return _account(connection, name) if name is not None else None


def end_session(connection: Connection, known: str) -> None:
    """Ends a session."""
    connection.execute(delete(sessions).where(sessions.c.digest == _digest(known)))


def _digest(known: str) -> str:
    return hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()
