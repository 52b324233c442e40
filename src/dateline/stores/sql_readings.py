"""Readings in tables: what an extractor read in each report, replaced when it is read anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from dateline.errors import DamagedStore
from dateline.jsonl import decode
from dateline.records import Claim, Extraction, Report
from dateline.stores import audit, engine, rows, tables
from dateline.stores.glances import Hearing, read_hearing
from dateline.stores.statements import Statements


class SqlReadings(Statements):
    """The extractions and claims of the store contract."""

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

    def hearings(self) -> Iterator[Hearing]:
        """All reports that were read, what in them counted, in the order of ids."""
        query = sa.select(tables.hearings.c.data).order_by(tables.hearings.c.report_id)
        return (read_hearing(data) for (data,) in self._many(query))
