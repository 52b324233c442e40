"""Reports in tables: taken in once and never changed, listed, and found by their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date as Day

import sqlalchemy as sa

from dateline.records import Arrival, Report
from dateline.stores import audit, engine, queries, rows, tables
from dateline.stores.adding import add_arrivals
from dateline.stores.contract import Hit
from dateline.stores.statements import Statements


class SqlReports(Statements):
    """The reports of the store contract."""

    def add_report(self, arrival: Arrival) -> bool:
        """True when the report was new; the same bytes or the same id and text change nothing."""
        return self.add_reports((arrival,)) == 1

    def add_reports(self, arrivals: Iterable[Arrival]) -> int:
        """How many of these were new; all of them are stored in one transaction, or none."""
        with engine.writing(self._engine, self._where) as connection:
            new = add_arrivals(connection, [*arrivals], self.index)
            if new:
                audit.chain(connection, "add", reports=new)
            return len(new)

    def index(self, connection: sa.Connection, seq: int, headline: str | None, text: str) -> None:
        """Nothing; the report is in the search index, where the database does not see to it itself."""

    def raw(self, report_id: str) -> bytes | None:
        """The raw bytes a report was made from."""
        query = (
            sa.select(tables.raws.c.packed)
            .join(tables.reports, tables.reports.c.raw_sha256 == tables.raws.c.sha256)
            .where(tables.reports.c.id == report_id)
        )
        packed = self._one(query)
        return rows.unpack(packed[0]) if packed else None

    def notes(self, report_id: str) -> tuple[str, ...]:
        """What was noted when the report came in."""
        query = sa.select(tables.notes.c.note).where(tables.notes.c.report_id == report_id)
        return tuple(note for (note,) in self._many(query.order_by(tables.notes.c.position)))

    def report(self, report_id: str) -> Report | None:
        """One report."""
        found = self._one(
            sa.select(tables.reports.c.data, tables.reports.c.text).where(tables.reports.c.id == report_id)
        )
        return rows.report_of(found[0], found[1]) if found else None

    def told_at(self, urls: Iterable[str]) -> dict[str, str]:
        """Of each of these addresses under which a report is kept, the id of the first."""
        table = tables.reports.c
        found = self._among(sa.select(table.url, table.id, table.seq), table.url, urls)
        return {row[0]: row[1] for row in sorted(found, key=lambda row: -row[2])}

    def reports(self, among: Iterable[str] | None = None) -> Iterator[Report]:
        """All reports, or those of these ids, in the order of ids."""
        query = sa.select(tables.reports.c.data, tables.reports.c.text)
        found = self._among(query, tables.reports.c.id, among)
        return (rows.report_of(data, text) for data, text in found)

    def arrivals(self) -> Iterator[str]:
        """The ids of all reports in the order they came in."""
        query = sa.select(tables.reports.c.id).order_by(tables.reports.c.seq)
        return (report_id for (report_id,) in self._many(query))

    def latest(
        self, *, limit: int, offset: int = 0, outlet: str | None = None, by: str | None = None
    ) -> tuple[str, ...]:
        """The ids of so many reports, the last printed first, of one day the last come in first."""
        query = queries.latest_reports(outlet, by).limit(limit).offset(offset)
        return tuple(report_id for (report_id,) in self._many(query))

    def printed(self) -> tuple[tuple[str, Day | None, int], ...]:
        """How many reports each outlet ("" = none is named) printed on each day."""
        return rows.printed_of(self._many(queries.printed_reports()))

    def search(self, query: str, *, limit: int = 50) -> tuple[Hit, ...]:
        """Reports whose text matches, best first; a query with odd signs is searched as plain words."""
        pieces = queries.split_query(query)
        if not pieces:
            return ()
        hits = []
        for report_id, text in self._many(self._search_query(pieces, limit=limit)):
            span = queries.locate(text, pieces)
            hits.append(Hit(report_id=report_id, snippet=queries.snippet_of(text, span), span=span))
        return tuple(hits)

    def _search_query(self, pieces: tuple[str, ...], *, limit: int) -> tables.Query:
        """The reports that hold every piece, best first."""
        return queries.search_query(pieces, limit=limit)
