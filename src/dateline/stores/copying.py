"""A project's records from one store to another, row by row: SQLite to PostgreSQL and back, nothing lost or changed."""

from __future__ import annotations

from itertools import islice
from typing import Any

import sqlalchemy as sa

from dateline.errors import DatelineError
from dateline.stores import engine, rows, tables
from dateline.stores.contract import Counts, Store
from dateline.stores.sql import SqlStore

_BATCH = 500


def copy_store(source: Store, target: Store) -> Counts:
    """What the target holds now; it must be empty. All is copied in one transaction, or nothing.

    Numbers of arrival, the audit chain and the journal come over as they are, so a head noted before still verifies.
    """
    if not isinstance(source, SqlStore) or not isinstance(target, SqlStore):
        raise DatelineError(
            "a store in memory is not copied", remedy="Copy between projects on the disk or in PostgreSQL."
        )
    with source.snapshot() as reading, target.changing() as writing:
        if any(_holds_rows(writing, table) for table in tables.metadata.sorted_tables):
            raise DatelineError(
                "the project to copy to is not empty",
                where=target.where,
                remedy="Make a new one with `dateline init`.",
            )
        for table in tables.metadata.sorted_tables:
            _copy(reading, writing, table, target)
        if writing.dialect.name == "postgresql":
            _go_on_counting(writing)
    return target.counts()


def _holds_rows(connection: sa.Connection, table: sa.Table) -> bool:
    return connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() is not None


def _copy(reading: sa.Connection, writing: sa.Connection, table: sa.Table, target: SqlStore) -> None:
    found = engine.stream(reading, sa.select(table).order_by(*table.primary_key), _BATCH)
    while batch := [_kept(row, table) for row in islice(found, _BATCH)]:
        writing.execute(table.insert(), batch)
        if table is tables.reports:
            for row in batch:
                target.index(writing, row["seq"], row["headline"], row["text"])


def _kept(row: sa.Row[Any], table: sa.Table) -> rows.Row:
    """The row as every database takes it."""
    found = dict(row._mapping)
    return rows.keep_nulls(found) if table is tables.reports else rows.plain(found)


def _go_on_counting(connection: sa.Connection) -> None:
    """Nothing; new reports and decisions are numbered after those that were copied."""
    for table in (tables.reports, tables.decisions):
        last = sa.select(sa.func.max(table.c.seq)).scalar_subquery()
        sequence = sa.func.pg_get_serial_sequence(table.name, "seq")
        connection.execute(sa.select(sa.func.setval(sequence, sa.func.coalesce(last, 1), last.is_not(None))))
