"""What only grows beside the reports, in tables: rulings, the journal, and the audit chain over all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from dateline.jsonl import decode
from dateline.records import Decision
from dateline.stores import audit, audit_checks, engine, rows, tables
from dateline.stores.contract import Head, Problem
from dateline.stores.sql_tellings import note
from dateline.stores.statements import Statements
from dateline.stores.tellings import HISTORY


class SqlHistory(Statements):
    """The decisions, the journal and the audit chain of the store contract."""

    def add_decision(self, decision: Decision) -> bool:
        """True when the decision was new."""
        return self.add_decisions((decision,)) == 1

    def add_decisions(self, decisions: Iterable[Decision]) -> int:
        """How many of these were new; all of them are stored in one transaction, or none."""
        with engine.writing(self._engine, self._where) as connection:
            new = {}
            for row in map(rows.decision_row, decisions):
                known = sa.select(tables.decisions.c.seq).where(tables.decisions.c.id == row["id"])
                if connection.execute(known).first() is None:
                    connection.execute(tables.decisions.insert(), row)
                    new[row["id"]] = audit.sha256(row["data"])
            if new:
                audit.chain(connection, "rule", decisions=new)
            return len(new)

    def decisions(self) -> Iterator[Decision]:
        """All decisions in the order they were made."""
        query = sa.select(tables.decisions.c.data).order_by(tables.decisions.c.seq)
        return (decode(data, Decision) for (data,) in self._many(query))

    def append(self, stream: str, entry: bytes, *, after: int | None = None) -> int:
        """The number of this entry in its stream; 0 when `after` is no longer the last number."""
        journal = tables.journal
        with engine.writing(self._engine, self._where) as connection:
            of_stream = sa.select(sa.func.max(journal.c.number)).where(journal.c.stream == stream)
            last = connection.execute(of_stream).scalar_one() or 0
            if after is not None and after != last:
                return 0
            connection.execute(journal.insert(), {"stream": stream, "number": last + 1, "entry": entry})
            if stream == HISTORY:
                note(connection, last + 1, entry)
            if stream != audit.STREAM:
                audit.chain(connection, "journal", journal=[[stream, last + 1, audit.sha256(entry)]])
            return int(last) + 1

    def entries(
        self, stream: str, *, after: int = 0, among: Iterable[int] | None = None
    ) -> Iterator[tuple[int, bytes]]:
        """The numbered entries of a stream that follow this number, or those of these numbers, in order."""
        journal = tables.journal.c
        query = sa.select(journal.number, journal.entry).where(
            journal.stream == stream, journal.number > after
        )
        chosen = (
            [query]
            if among is None
            else [query.where(journal.number.in_(some)) for some in engine.chunks(sorted(set(among)))]
        )
        found = (row for one in chosen for row in self._many(one.order_by(journal.number)))
        return ((number, entry) for number, entry in found)

    def record(self, did: str, **facts: Any) -> int:
        """The number of the new entry in the audit chain."""
        with engine.writing(self._engine, self._where) as connection:
            return audit.chain(connection, did, **facts)

    def head(self) -> Head:
        """The last entry of the audit chain."""
        with engine.reading(self._engine, self._where) as connection:
            return audit.head_of(connection)

    def verify(self, noted: Iterable[Head] = ()) -> tuple[tuple[Problem, ...], Head]:
        """Everything in which the audit chain and the store differ, and the chain's head."""
        with engine.reading(self._engine, self._where) as connection:
            return audit_checks.verify(connection, noted)
