"""The store of a review: the whole of what the web page, the exports and the commands can ask for.

Every method is one transaction. A decision that returned is on the disk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from sqlalchemy import insert, select, update

from pipeline.reviewing import (
    accounts,
    agreement,
    deciding,
    evidence,
    importing,
    migrating,
    precision,
    queue,
    search,
)  # fmt: skip
from pipeline.reviewing.database import Database, address
from pipeline.reviewing.records import (
    LOCAL,
    Account,
    Agreement,
    Annotator,
    ClaimView,
    ConceptHit,
    Conflict,
    Decision,
    DocumentView,
    Event,
    Filters,
    Imported,
    Mode,
    Options,
    Page,
    Precision,
    Progress,
    Role,
)  # fmt: skip
from pipeline.reviewing.schema import concepts, settings

FILE = Path("review") / "review.sqlite"
"""Where the store of a run is, in its folder: a folder of its own, for a rerun moves it away and back in one step."""


def open_store(url: str, annotator: Annotator | None = None) -> Store:
    """Opens a store and brings its tables up to date; a SQLite file that is not there is made.

    Args:
        url: `sqlite:///FILE` or `postgresql://…`.
        annotator: What writes `.ann` files, for exports.

    Raises:
        StoreError: The address is none, or nothing answers there.
    """
    database = Database(url)
    try:
        migrating.upgrade(database)
    except BaseException:
        database.close()
        raise
    return Store(database, annotator)


def url_of(run: Path) -> str:
    """The address of the store in a run folder."""
    return address(run.resolve() / FILE)


class Store:
    """Claims and the decisions on them."""

    def __init__(self, database: Database, annotator: Annotator | None = None) -> None:
        self.database = database
        self.annotator = annotator

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database."""
        self.database.close()

    # Claims

    def import_run(self, folder: Path) -> Imported:
        """Takes the tables of a run in.

        Raises:
            NoTablesError: The folder holds no claims.
        """
        run = importing.read(folder)
        with self.database.writing() as connection:
            return importing.take(connection, run)

    def holds(self, folder: Path) -> bool:
        """Whether the tables of this run folder were the last to be taken in from it."""
        with self.database.reading() as connection:
            return importing.holds(connection, folder)

    def page(self, filters: Filters, after: str | None = None, size: int = 50, who: str = LOCAL) -> Page:
        """A page of the list; `after` is what the page before told as `next`.

        Raises:
            InvalidDecisionError: `after` is of another list.
        """
        with self.database.reading() as connection:
            return queue.page(connection, filters, after, size, who)

    def next_claim(self, filters: Filters, who: str = LOCAL) -> str | None:
        """The key of the next claim to decide, leased to this user; None where all is done or in others' hands."""
        with self.database.writing() as connection:
            return queue.next_claim(connection, filters, who)

    def lease(self, key: str, who: str) -> None:
        """Notes that a user looks at a claim."""
        with self.database.writing() as connection:
            queue.lease(connection, key, who)

    def claim(self, key: str, who: str = LOCAL) -> ClaimView:
        """All that stands beside a claim.

        Raises:
            UnknownClaimError: No claim has this key.
        """
        with self.database.reading() as connection:
            return evidence.view(connection, key, who)

    def document(self, doc_id: str) -> DocumentView:
        """A paper with its sentences.

        Raises:
            UnknownClaimError: No paper has this id.
        """
        with self.database.reading() as connection:
            return evidence.document(connection, doc_id)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Claims that contradict each other, together."""
        with self.database.reading() as connection:
            return evidence.conflicts(connection)

    def options(self) -> Options:
        """What the filters can be set to."""
        with self.database.reading() as connection:
            return queue.options(connection)

    def progress(self, who: str = LOCAL) -> Progress:
        """How far the review is."""
        with self.database.reading() as connection:
            return queue.progress(connection, who)

    def concepts(self, text: str, kind: str = "", limit: int = 20) -> tuple[ConceptHit, ...]:
        """Concepts of the run and of the vocabulary by part of a name, in either language or pinyin.

        Args:
            text: What was typed.
            kind: An entity type (`DRUG`, `GENE`, …), several joined by blanks, or "" for all.
            limit: At most so many; those that begin with the text first.
        """
        with self.database.reading() as connection:
            rows = connection.execute(select(concepts)).all()
        held = [(row.search, ConceptHit(row.concept_id, row.type, row.name, row.name_zh)) for row in rows]
        return search.concepts(text, frozenset(kind.split()), limit, held)

    # Decisions

    def decide(self, key: str, who: str, decision: Decision, seen_version: int) -> Event:
        """Decides a claim.

        Raises:
            Taken: Somebody decided since this version; the winner's event is in it.
            UnknownClaimError, InvalidDecisionError, RefusedError: As their messages say.
        """
        with self.database.writing() as connection:
            return deciding.decide(connection, key, who, decision, seen_version)

    def undo(self, who: str = LOCAL) -> Event | None:
        """Takes back this user's last decision that is in force; None where nothing is left."""
        with self.database.writing() as connection:
            return deciding.undo(connection, who)

    def group(self, key: str) -> tuple[str, ...]:
        """The claim and the undecided ones that say the same."""
        with self.database.reading() as connection:
            return queue.group(connection, key)

    def decide_group(
        self, keys: Sequence[str], who: str, decision: Decision, seen_versions: Mapping[str, int]
    ) -> list[Event]:
        """Decides all these claims alike, or none of them.

        Raises:
            Taken: One of them was decided since.
        """
        with self.database.writing() as connection:
            return deciding.decide_group(connection, keys, who, decision, seen_versions)

    def adjudication(
        self, filters: Filters | None = None, after: str | None = None, size: int = 50, who: str = LOCAL
    ) -> Page:
        """Claims that two curators decided differently."""
        return self.page(replace(filters or Filters(), status="adjudication"), after, size, who)

    def agreement(self) -> tuple[Agreement, ...]:
        """How far blind decisions agree, for all relations together (`""`) and for each."""
        with self.database.reading() as connection:
            return agreement.agreement(connection)

    def precision(self) -> tuple[Precision, ...]:
        """How right each extractor version is, by the decisions: for all relations together (`""`) and for each."""
        with self.database.reading() as connection:
            return precision.precision(connection)

    def mode(self) -> Mode:
        """Whether one decision settles a claim (`single`) or two blind ones (`double`)."""
        with self.database.reading() as connection:
            return deciding.mode(connection)

    def set_mode(self, mode: Mode) -> None:
        """Chooses single or double review; what is decided stays."""
        with self.database.writing() as connection:
            known = connection.execute(update(settings).where(settings.c.name == "mode").values(value=mode)).rowcount
            if not known:
                connection.execute(insert(settings).values(name="mode", value=mode))

    # Accounts

    def write_account(self, name: str, role: Role, password: str) -> Account:
        """Makes or changes an account.

        Raises:
            AccountError: Name, role or password will not do.
        """
        with self.database.writing() as connection:
            return accounts.write(connection, name, role, password)

    def accounts(self) -> tuple[Account, ...]:
        """All accounts."""
        with self.database.reading() as connection:
            return accounts.listed(connection)

    def authenticate(self, name: str, password: str) -> str | None:
        """The id of a new session, None for a wrong name or password."""
        with self.database.reading() as connection:
            if not accounts.verified(connection, name, password):
                return None
        with self.database.writing() as connection:
            return accounts.begin_session(connection, name)

    def session(self, session_id: str) -> Account | None:
        """Whose session it is."""
        with self.database.reading() as connection:
            return accounts.session(connection, session_id)

    def end_session(self, session_id: str) -> None:
        """Ends a session."""
        with self.database.writing() as connection:
            accounts.end_session(connection, session_id)
