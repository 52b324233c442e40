"""A team's records in one schema of a PostgreSQL database: the tables of the SQLite store, many readers and writers.

Writers queue for one lock of the schema, so that arrivals and the audit chain have one order; readers see one
state and wait for nobody.
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from sqlalchemy import event

from dateline.errors import DamagedStore, MissingData
from dateline.stores import engine, lexemes, migrations, tables
from dateline.stores.sql import SqlStore

DEFAULT_SCHEMA = "dateline"
_SECONDS_TO_CONNECT = 10
_SCHEMA_NAME = re.compile(r"[a-z_][a-z0-9_]{0,60}")
_TAKE_TURN = "SELECT pg_advisory_xact_lock(hashtext('dateline ' || current_setting('search_path')))"
_ERASED = (
    "raws", "reports", "words", "notes", "claims", "extractions", "incidents", "decisions", "journal", "links",
    "tellings",
)  # fmt: skip


class PostgresStore(SqlStore):
    """The store contract over one schema of a database."""

    def __init__(self, url: str, *, schema: str = DEFAULT_SCHEMA) -> None:
        self._schema = _checked(schema)
        opened, where = open_engine(url, self._schema)
        super().__init__(opened, f"{where}, schema {schema}")

    @classmethod
    def create(cls, url: str, *, schema: str = DEFAULT_SCHEMA) -> PostgresStore:
        """The store in this schema, made or brought forward to this program's version of it."""
        store = cls(url, schema=schema)
        try:
            store._prepare()
        except BaseException:
            store.close()
            raise
        return store

    def _prepare(self) -> None:
        with engine.reading(self._engine, self._where) as connection:
            if migrations.version_of(connection) == migrations.VERSION:
                return
        with engine.writing(self._engine, self._where) as connection:
            connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{self._schema}"')
            migrations.migrate(connection, where=self._where)

    def index(self, connection: sa.Connection, seq: int, headline: str | None, text: str) -> None:
        lexemes.index_report(connection, seq, headline, text)

    def _search_query(self, pieces: tuple[str, ...], *, limit: int) -> tables.Query:
        return lexemes.search_query(pieces, limit=limit)

    def _purge(self) -> None:
        """Nothing; the files of the tables are written anew, without what was deleted."""
        with engine.in_words(self._where), self._engine.connect() as connection:
            outside = connection.execution_options(isolation_level="AUTOCOMMIT")
            for name in _ERASED:
                outside.exec_driver_sql(f"VACUUM (FULL) {name}")


def open_engine(url: str, schema: str) -> tuple[sa.Engine, str]:
    """An engine over this database whose tables are those of the schema, and its address without the password."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise MissingData(
            "the driver of PostgreSQL is not installed", remedy="Install dateline[postgres]."
        ) from None
    try:
        address = sa.make_url(url).set(drivername="postgresql+psycopg")
    except (sa.exc.ArgumentError, ValueError):
        raise DamagedStore(
            "not the address of a database",
            where="dateline.toml, database",
            remedy="Write it as postgresql://HOST/DATABASE.",
        ) from None
    where = address.set(drivername="postgresql").render_as_string(hide_password=True)
    settings = {
        "options": f"-csearch_path={schema}",
        "connect_timeout": _SECONDS_TO_CONNECT,
        "application_name": "dateline",
    }
    opened = sa.create_engine(address, connect_args=settings, pool_pre_ping=True)
    event.listen(opened, "begin", _begin)
    return opened, where


def _begin(connection: sa.Connection) -> None:
    """A writer waits for its turn; a reader sees one state until it ends."""
    if connection.get_execution_options().get("dateline_writes", False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{engine.WAIT_MS}ms'")
        connection.exec_driver_sql(_TAKE_TURN)
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def _checked(schema: str) -> str:
    if not _SCHEMA_NAME.fullmatch(schema):
        raise DamagedStore(
            f"{schema!r} is no name for a schema",
            where="dateline.toml, schema",
            remedy="Use lower-case letters, digits and _.",
        )
    return schema
