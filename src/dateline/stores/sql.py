"""A project's records in tables: what is committed stays; reports and decisions only grow.

What SQLite and PostgreSQL do in ways of their own is left to their stores: opening, and the search index.
"""

from __future__ import annotations

from typing import Self

import sqlalchemy as sa

from dateline.stores import checks, engine, forget, schema, tables
from dateline.stores.contract import Counts, Problem, Tombstone
from dateline.stores.sql_history import SqlHistory
from dateline.stores.sql_incidents import SqlIncidents
from dateline.stores.sql_readings import SqlReadings
from dateline.stores.sql_reports import SqlReports
from dateline.stores.sql_tellings import SqlTellings


class SqlStore(SqlReports, SqlReadings, SqlIncidents, SqlHistory, SqlTellings):
    """The store contract over an engine; every method is one transaction."""

    def forget(self, report_id: str, reason: str) -> Tombstone:
        """The tombstone of a report of which no word is left in the store's files."""
        with engine.writing(self._engine, self._where) as connection, schema.unlocked(connection):
            stone = forget.erase(connection, report_id, reason)
        self._purge()
        return stone

    def _purge(self) -> None:
        """Nothing; what was deleted is in no page of the store's files."""
        engine.purge(self._engine, self._where)

    def tombstones(self) -> tuple[Tombstone, ...]:
        """What stays of each forgotten report."""
        with engine.reading(self._engine, self._where) as connection:
            return tuple(forget.tombstones(connection))

    def counts(self) -> Counts:
        """How many records of each kind there are."""
        kinds = ("reports", "claims", "incidents", "decisions")
        counted = [
            sa.select(sa.func.count()).select_from(tables.metadata.tables[k]).scalar_subquery() for k in kinds
        ]
        found = self._one(sa.select(*counted))
        return Counts(**dict(zip(kinds, found or (0, 0, 0, 0), strict=True)))

    def check(self) -> tuple[Problem, ...]:
        """Everything found wrong: broken pages, hashes that differ, spans outside their text, loose ends."""
        return checks.check_file(self._engine, self._where)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
