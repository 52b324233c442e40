"""A project's records in one SQLite file."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from dateline.errors import DamagedStore
from dateline.stores import engine, migrations
from dateline.stores.sql import SqlStore


class SqliteStore(SqlStore):
    """The store contract over one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        opened, self._writable = engine.open_engine(path)
        super().__init__(opened, str(path))

    @classmethod
    def create(cls, path: Path) -> SqliteStore:
        """The store at this path, made or brought forward to this program's schema."""
        store = cls(path)
        try:
            store._prepare()
        except BaseException:
            store.close()
            raise
        return store

    def _prepare(self) -> None:
        if self._writable:
            with engine.writing(self._engine, self._where) as connection:
                if migrations.is_empty(connection):
                    connection.exec_driver_sql(f"PRAGMA application_id = {engine.APPLICATION_ID}")
                self._refuse_strangers(connection)
                migrations.migrate(connection, where=self._where)
            return
        with engine.reading(self._engine, self._where) as connection:
            self._refuse_strangers(connection)
            if migrations.version_of(connection) < migrations.VERSION:
                raise DamagedStore(
                    "the store is from an earlier version and cannot be written",
                    where=self._where,
                    remedy="Make the folder writable once, or work on a copy of it.",
                )
            migrations.migrate(connection, where=self._where)

    def _refuse_strangers(self, connection: sa.Connection) -> None:
        if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != engine.APPLICATION_ID:
            raise DamagedStore(
                "the file is another program's database", where=self._where, remedy="Choose another folder."
            )
