"""The schema's versions: numbered steps forward, counted in SQLite's user_version; never a step back.

A later version appends a step; a step once released is not changed.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from dateline.errors import DamagedStore
from dateline.stores import tables

_SEARCH = """
CREATE VIRTUAL TABLE words USING fts5(
    headline, text, content='reports', content_rowid='seq', tokenize='unicode61 remove_diacritics 2')
"""
_FEED_SEARCH = """
CREATE TRIGGER reports_searchable AFTER INSERT ON reports BEGIN
    INSERT INTO words(rowid, headline, text) VALUES (new.seq, new.headline, new.text);
END
"""
_FIRST = (
    tables.raws,
    tables.reports,
    tables.extractions,
    tables.claims,
    tables.incidents,
    tables.incident_claims,
    tables.incident_reports,
    tables.decisions,
)


def _step_1(connection: sa.Connection) -> None:
    """Tables, the search index, and the triggers that make the primary data append-only."""
    tables.metadata.create_all(connection, tables=_FIRST)
    connection.exec_driver_sql(_SEARCH)
    connection.exec_driver_sql(_FEED_SEARCH)
    _make_append_only(connection, "reports", "raws", "decisions")


def _step_2(connection: sa.Connection) -> None:
    """What was noted when a report came in: no date, two dates, a guessed encoding."""
    tables.metadata.create_all(connection, tables=[tables.notes])
    _make_append_only(connection, "notes")


def _step_3(connection: sa.Connection) -> None:
    """The journal: numbered entries in streams (what changed, releases, the audit chain)."""
    tables.metadata.create_all(connection, tables=[tables.journal])
    _make_append_only(connection, "journal")


def _make_append_only(connection: sa.Connection, *names: str) -> None:
    for name in names:
        for verb in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
                f"BEGIN SELECT RAISE(ABORT, '{name} are append-only'); END"
            )


STEPS: tuple[Callable[[sa.Connection], None], ...] = (_step_1, _step_2, _step_3)
VERSION = len(STEPS)


def version_of(connection: sa.Connection) -> int:
    """The schema version a store was written with; 0 = an empty file."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def is_empty(connection: sa.Connection) -> bool:
    """True when the file holds no table at all: a store that was only just begun."""
    return not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()


def migrate(connection: sa.Connection, *, where: str) -> int:
    """How many steps were taken, inside the caller's transaction; a store from a later version is refused."""
    found = version_of(connection)
    if found > VERSION:
        raise DamagedStore(
            f"the store has schema version {found}, this program knows versions up to {VERSION}",
            where=where,
            remedy="Install the dateline that wrote it, or a later one; nothing was changed.",
        )
    for number, step in enumerate(STEPS[found:], start=found + 1):
        step(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
    return VERSION - found
