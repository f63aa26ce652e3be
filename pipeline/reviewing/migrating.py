"""The store's tables brought to what this version of the program needs, when it is opened.

Each step is a file of `migrations/versions/`, written once and never changed (Alembic); a store remembers the last one.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from pipeline.reviewing.database import Database, StoreError

FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x6C69746D696E65
"""Of PostgreSQL, for two programs that open a new store at once; SQLite has one writer anyway."""


def config() -> Config:
    """Alembic's configuration, without a file."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return made


def upgrade(database: Database) -> None:
    """Brings the tables to the last step.

    Raises:
        StoreError: A later version of the program made them.
    """
    with database.reading() as connection:
        if _is_current(connection):
            return
    with database.writing() as connection:
        if not database.sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        settings = config()
        settings.attributes["connection"] = connection
        try:
            command.upgrade(settings, "head")
        except CommandError as error:
            raise StoreError(f"the store is of another version of litmine ({error}); install that version") from error


def _is_current(connection: Connection) -> bool:
    held = MigrationContext.configure(connection).get_current_revision()
    return held is not None and held == ScriptDirectory.from_config(config()).get_current_head()
