"""What tables alone cannot say: the search index, and that primary data only grow; for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

_FTS5 = """
CREATE VIRTUAL TABLE words USING fts5(
    headline, text, content='reports', content_rowid='seq', tokenize='unicode61 remove_diacritics 2')
"""
_FEED_FTS5 = """
CREATE TRIGGER reports_searchable AFTER INSERT ON reports BEGIN
    INSERT INTO words(rowid, headline, text) VALUES (new.seq, new.headline, new.text);
END
"""
# The lexemes are made by the program and not by PostgreSQL, so that both stores find the same words.
_LEXEMES = (
    "CREATE TABLE words (seq INTEGER PRIMARY KEY REFERENCES reports (seq) ON DELETE CASCADE, "
    "lexemes TSVECTOR NOT NULL)",
    "CREATE INDEX words_lexemes ON words USING GIN (lexemes)",
)
_REFUSE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%% are append-only', TG_TABLE_NAME; END $$
"""
GROWING = ("reports", "raws", "decisions", "notes", "journal", "tombstones")


def make_searchable(connection: sa.Connection) -> None:
    """Nothing; the search index is there."""
    statements = _LEXEMES if connection.dialect.name == "postgresql" else (_FTS5, _FEED_FTS5)
    for statement in statements:
        connection.exec_driver_sql(statement)


def make_append_only(connection: sa.Connection, *names: str) -> None:
    """Nothing; the database refuses to change or delete a row of these tables, whoever asks."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_REFUSE)
    for name in names:
        for statement in _triggers(name, postgres=connection.dialect.name == "postgresql"):
            connection.exec_driver_sql(statement)


def _triggers(name: str, *, postgres: bool) -> list[str]:
    if postgres:
        made = f"CREATE TRIGGER {name}_no_%s BEFORE %s ON {name} FOR EACH %s EXECUTE FUNCTION refuse_change()"
        rows = [made % (verb.lower(), verb, "ROW") for verb in ("UPDATE", "DELETE")]
        return [*rows, made % ("truncate", "TRUNCATE", "STATEMENT")]
    return [
        f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
        f"BEGIN SELECT RAISE(ABORT, '{name} are append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]


@contextmanager
def unlocked(connection: sa.Connection) -> Iterator[None]:
    """While this lasts, in the caller's transaction, rows of append-only tables can be erased."""
    postgres = connection.dialect.name == "postgresql"
    for name in GROWING:
        for verb in ("update", "delete"):
            drop = f"DROP TRIGGER {name}_no_{verb}" + (f" ON {name}" if postgres else "")
            connection.exec_driver_sql(drop)
        if postgres:
            connection.exec_driver_sql(f"DROP TRIGGER {name}_no_truncate ON {name}")
    yield
    make_append_only(connection, *GROWING)
