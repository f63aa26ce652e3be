"""The store's tables brought to what this version of the program needs, when it is opened."""

from __future__ import annotations

from pipeline.reviewing.database import Database
from pipeline.reviewing.schema import APPEND_ONLY, metadata


def upgrade(database: Database) -> None:
    with database.writing() as connection:
        from sqlalchemy import inspect

        if not inspect(connection).has_table("claims"):
            metadata.create_all(connection)
            for line in APPEND_ONLY[connection.dialect.name]:
                connection.exec_driver_sql(line)
