"""A project's records in tables: what is committed stays; reports and decisions only grow.

What SQLite and PostgreSQL do in ways of their own is left to their stores: opening, and the search index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date as Day
from typing import Any, Self

import sqlalchemy as sa

from dateline.errors import DamagedStore
from dateline.jsonl import decode, encode
from dateline.records import Arrival, Claim, Decision, Extraction, Incident, Report
from dateline.stores import audit, audit_checks, checks, engine, forget, queries, rows, schema, tables
from dateline.stores.adding import add_arrivals
from dateline.stores.contract import Counts, Head, Hit, IncidentFilter, Problem, Tombstone
from dateline.stores.glances import Glance, Hearing, read_glance, read_hearing


class SqlStore:
    """The store contract over an engine; every method is one transaction."""

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

    def index(self, connection: sa.Connection, seq: int, headline: str | None, text: str) -> None:
        """Nothing; the report is in the search index, where the database does not see to it itself."""

    def _search_query(self, pieces: tuple[str, ...], *, limit: int) -> tables.Query:
        """The reports that hold every piece, best first."""
        return queries.search_query(pieces, limit=limit)

    def _purge(self) -> None:
        """Nothing; what was deleted is in no page of the store's files."""
        engine.purge(self._engine, self._where)

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

    def put_extraction(self, extraction: Extraction) -> None:
        """Replaces what was read in one report."""
        self.put_extractions((extraction,))

    def put_extractions(self, extractions: Iterable[Extraction]) -> None:
        """Replaces what was read in these reports, in one transaction."""
        last = {one.report_id: one for one in extractions}
        with engine.writing(self._engine, self._where) as connection:
            read: dict[str, str] = {}
            for some in engine.chunks([*last.values()]):
                read |= self._put(connection, some)
            if read:
                audit.chain(connection, "read", read=read)

    def _put(self, connection: sa.Connection, extractions: list[Extraction]) -> dict[str, str]:
        """The digest of what was written for each report."""
        ids = [one.report_id for one in extractions]
        named = sa.select(tables.reports.c.id, tables.reports.c.outlet).where(tables.reports.c.id.in_(ids))
        outlets = {row.id: row.outlet for row in connection.execute(named)}
        if missing := sorted(set(ids) - outlets.keys()):
            raise DamagedStore(
                f"no report {missing[0]!r} to keep claims of",
                where=self._where,
                remedy="Add the report first.",
            )
        connection.execute(tables.claims.delete().where(tables.claims.c.report_id.in_(ids)))
        connection.execute(tables.extractions.delete().where(tables.extractions.c.report_id.in_(ids)))
        written = [rows.extraction_row(one) for one in extractions]
        connection.execute(tables.extractions.insert(), written)
        counted = [rows.hearing_row(one, outlets[one.report_id]) for one in extractions]
        connection.execute(tables.hearings.insert(), counted)
        claims = [[rows.claim_row(claim, n) for n, claim in enumerate(one.claims)] for one in extractions]
        if any(claims):
            connection.execute(tables.claims.insert(), [row for own in claims for row in own])
        return {
            row["report_id"]: audit.extraction_digest(
                row["extractor"], row["not_incidents"], [claim["data"] for claim in own]
            )
            for row, own in zip(written, claims, strict=True)
        }

    def extraction(self, report_id: str) -> Extraction | None:
        """What was read in one report."""
        query = sa.select(tables.extractions.c.extractor, tables.extractions.c.not_incidents)
        found = self._one(query.where(tables.extractions.c.report_id == report_id))
        if found is None:
            return None
        claims = sa.select(tables.claims.c.data).where(tables.claims.c.report_id == report_id)
        return Extraction(
            report_id=report_id,
            extractor=found[0],
            claims=tuple(
                decode(data, Claim) for (data,) in self._many(claims.order_by(tables.claims.c.position))
            ),
            not_incidents=rows.set_asides_of(found[1]),
        )

    def unread(self, extractor: str, *, besides: str | None = None) -> Iterator[Report]:
        """Reports that this extractor version has not read yet, without those that `besides` has dealt with."""
        done = [name for name in (extractor, besides) if name]
        read = sa.select(tables.extractions.c.report_id).where(tables.extractions.c.extractor.in_(done))
        query = sa.select(tables.reports.c.data, tables.reports.c.text).where(
            tables.reports.c.id.not_in(read)
        )
        return (rows.report_of(data, text) for data, text in self._many(query.order_by(tables.reports.c.id)))

    def extractors(self) -> dict[str, int]:
        """How many reports each extractor version was the last to read."""
        name = tables.extractions.c.extractor
        query = sa.select(name, sa.func.count()).group_by(name).order_by(name)
        return {row[0]: row[1] for row in self._many(query)}

    def readers(self, among: Iterable[str]) -> dict[str, str]:
        """Which extractor version, or screen, was the last to deal with each of these reports."""
        report_id, extractor = tables.extractions.c.report_id, tables.extractions.c.extractor
        return {row[0]: row[1] for row in self._among(sa.select(report_id, extractor), report_id, among)}

    def claim(self, claim_id: str) -> Claim | None:
        """One claim."""
        found = self._one(sa.select(tables.claims.c.data).where(tables.claims.c.id == claim_id))
        return decode(found[0], Claim) if found else None

    def claims(self, among: Iterable[str] | None = None) -> Iterator[Claim]:
        """All claims, or those of these ids, in the order of ids."""
        found = self._among(sa.select(tables.claims.c.data), tables.claims.c.id, among)
        return (decode(data, Claim) for (data,) in found)

    def put_incidents(self, incidents: Iterable[Incident]) -> None:
        """Replaces all incidents in one transaction, which writes only what differs: others wait for a moment."""
        wanted, table = {incident.id: incident for incident in incidents}, tables.incidents
        told = {id: encode(incident) for id, incident in wanted.items()}
        with engine.writing(self._engine, self._where) as connection:
            same, gone = set(), []
            for id, data in connection.execute(sa.select(table.c.id, table.c.data)):
                if told.get(id) == data:
                    same.add(id)
                else:
                    gone.append(id)
            self._change(connection, sorted(gone), [one for id, one in wanted.items() if id not in same])

    def change_incidents(self, gone: Iterable[str], made: Iterable[Incident]) -> None:
        """Takes out the incidents of these ids and puts in the others, in one transaction; the rest stands."""
        fresh = list(made)
        with engine.writing(self._engine, self._where) as connection:
            self._change(connection, [*gone, *(incident.id for incident in fresh)], fresh)

    def _change(self, connection: sa.Connection, gone: list[str], fresh: list[Incident]) -> None:
        for some in engine.chunks(gone):
            connection.execute(tables.incidents.delete().where(tables.incidents.c.id.in_(some)))
        for new in engine.chunks(fresh):
            connection.execute(tables.incidents.insert(), [rows.incident_row(incident) for incident in new])
            connection.execute(tables.glances.insert(), [rows.glance_row(incident) for incident in new])
            rows.link(
                connection, tables.incident_claims, [(one.id, id) for one in new for id in one.claim_ids]
            )
            rows.link(
                connection, tables.incident_reports, [(one.id, id) for one in new for id in one.report_ids]
            )

    def incident(self, incident_id: str) -> Incident | None:
        """One incident."""
        found = self._one(sa.select(tables.incidents.c.data).where(tables.incidents.c.id == incident_id))
        return decode(found[0], Incident) if found else None

    def incidents(
        self, wanted: IncidentFilter | None = None, *, among: Iterable[str] | None = None
    ) -> Iterator[Incident]:
        """All incidents, or those the filter wants, or of these ids, in the order of ids."""
        found = self._among(queries.filtered(wanted), tables.incidents.c.id, among)
        return (decode(data, Incident) for (data,) in found)

    def glances(self) -> Iterator[Glance]:
        """All incidents as lists, maps and counts see them, in the order of ids."""
        query = sa.select(tables.glances.c.data).order_by(tables.glances.c.incident_id)
        return (read_glance(data) for (data,) in self._many(query))

    def hearings(self) -> Iterator[Hearing]:
        """All reports that were read, what in them counted, in the order of ids."""
        query = sa.select(tables.hearings.c.data).order_by(tables.hearings.c.report_id)
        return (read_hearing(data) for (data,) in self._many(query))

    def page(
        self, wanted: IncidentFilter | None = None, *, limit: int, offset: int = 0
    ) -> tuple[Incident, ...]:
        """So many of the incidents the filter wants, the latest first; those without a day come last."""
        query = queries.latest(wanted, limit=limit, offset=offset)
        with engine.reading(self._engine, self._where) as connection:
            # As one answer: a cursor would be planned as if all rows were wanted.
            return tuple(decode(data, Incident) for (data,) in connection.execute(query))

    def count(self, wanted: IncidentFilter | None = None) -> int:
        """How many incidents the filter wants."""
        return sum(self._one(queries.counted(wanted)) or (0,))

    def incidents_of(self, report_id: str) -> tuple[Incident, ...]:
        """The incidents that a report tells of."""
        joined = tables.incidents.join(tables.incident_reports)
        query = sa.select(tables.incidents.c.data).select_from(joined)
        query = query.where(tables.incident_reports.c.report_id == report_id).order_by(tables.incidents.c.id)
        return tuple(decode(data, Incident) for (data,) in self._many(query))

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
            if stream != audit.STREAM:
                audit.chain(connection, "journal", journal=[[stream, last + 1, audit.sha256(entry)]])
            return int(last) + 1

    def entries(self, stream: str, *, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """The numbered entries of a stream that follow this number, in order."""
        journal = tables.journal
        query = sa.select(journal.c.number, journal.c.entry)
        query = query.where(journal.c.stream == stream, journal.c.number > after).order_by(journal.c.number)
        return ((number, entry) for number, entry in self._many(query))

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

    def forget(self, report_id: str, reason: str) -> Tombstone:
        """The tombstone of a report of which no word is left in the store's files."""
        with engine.writing(self._engine, self._where) as connection, schema.unlocked(connection):
            stone = forget.erase(connection, report_id, reason)
        self._purge()
        return stone

    def tombstones(self) -> tuple[Tombstone, ...]:
        """What stays of each forgotten report."""
        with engine.reading(self._engine, self._where) as connection:
            return tuple(forget.tombstones(connection))

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

    def close(self) -> None:
        """Frees the files."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

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
