"""A store from before the audit chain: what it holds enters the chain as it is found."""

from __future__ import annotations

import sqlalchemy as sa

from dateline.stores import audit, tables

_SOME = 500  # told in one entry
_DIGESTED = ("id", "raw_sha256", "text_sha256", "data", "media_type", "origin")
_OTHERS = tables.journal.c.stream != audit.STREAM


def adopt(connection: sa.Connection) -> None:
    """Nothing; reports, rulings, readings and the journal stand in the chain, some hundreds an entry."""
    notes = notes_of(connection)
    columns = [tables.reports.c[name] for name in _DIGESTED]
    reports = sa.select(*columns).order_by(tables.reports.c.seq)
    for found in connection.execute(reports).partitions(_SOME):
        told = [audit.report_digests(row._asdict(), notes.get(row.id, ())) for row in found]
        audit.chain(connection, "adopt", reports=told)
    rulings = sa.select(tables.decisions.c.id, tables.decisions.c.data).order_by(tables.decisions.c.seq)
    for found in connection.execute(rulings).partitions(_SOME):
        audit.chain(connection, "adopt", decisions={row.id: audit.sha256(row.data) for row in found})
    read = tables.extractions.c
    readings = sa.select(read.report_id, read.extractor, read.not_incidents).order_by(read.report_id)
    for found in connection.execute(readings).partitions(_SOME):
        audit.chain(connection, "adopt", read={row.report_id: read_digest(connection, row) for row in found})
    lines = sa.select(tables.journal.c.stream, tables.journal.c.number, tables.journal.c.entry).where(_OTHERS)
    for found in connection.execute(lines).partitions(_SOME):
        told = [[row.stream, row.number, audit.sha256(row.entry)] for row in found]
        audit.chain(connection, "adopt", journal=told)


def read_digest(connection: sa.Connection, row: tables.Found) -> str:
    """The digest of what was read in one report, from its row in `extractions` and its claims."""
    claims = tables.claims
    query = sa.select(claims.c.data).where(claims.c.report_id == row.report_id).order_by(claims.c.position)
    data = [claim for (claim,) in connection.execute(query)]
    return audit.extraction_digest(row.extractor, row.not_incidents, data)


def notes_of(connection: sa.Connection) -> dict[str, list[str]]:
    """The notes of all reports that have any, in their order."""
    found: dict[str, list[str]] = {}
    for row in connection.execute(sa.select(tables.notes).order_by(*tables.notes.primary_key)):
        found.setdefault(row.report_id, []).append(row.note)
    return found
