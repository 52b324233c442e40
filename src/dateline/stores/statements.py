"""Statements to one database and their answers: what every part of a store in tables stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager

import sqlalchemy as sa

from dateline.stores import engine, tables


class Statements:
    """Reads and writes over an engine; each is one transaction."""

    def __init__(self, opened: sa.Engine, where: str) -> None:
        self._engine, self._where = opened, where

    @property
    def where(self) -> str:
        """The store's address, for messages."""
        return self._where

    def snapshot(self) -> AbstractContextManager[sa.Connection]:
        """One state of the store, to read from."""
        return engine.reading(self._engine, self._where)

    def changing(self) -> AbstractContextManager[sa.Connection]:
        """One transaction that writes: all of it is stored, or nothing."""
        return engine.writing(self._engine, self._where)

    def close(self) -> None:
        """Frees the files."""
        self._engine.dispose()

    def _one(self, query: tables.Query) -> tables.Found | None:
        with engine.reading(self._engine, self._where) as connection:
            return connection.execute(query).first()

    def _among(
        self, query: tables.Query, id: sa.Column[str], ids: Iterable[str] | None
    ) -> Iterator[tables.Found]:
        """Rows in the order of ids: all, or those of these ids, some hundreds a statement."""
        wanted = (
            [query]
            if ids is None
            else [query.where(id.in_(some)) for some in engine.chunks(sorted(set(ids)))]
        )
        return (row for one in wanted for row in self._many(one.order_by(id)))

    def _many(self, query: tables.Query) -> Iterator[tables.Found]:
        """Rows of one snapshot, a batch in memory at a time."""
        with engine.reading(self._engine, self._where) as connection:
            yield from engine.stream(connection, query, engine.BATCH)
