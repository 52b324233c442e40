"""What is wrong with a store: hashes, spans, loose ends, broken pages. Every finding has a remedy."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator

import msgspec
import sqlalchemy as sa

from dateline.errors import DamagedStore
from dateline.jsonl import decode
from dateline.records import Claim, NotIncident, Reading, Span
from dateline.stores import engine, migrations, rows, tables
from dateline.stores.contract import Problem

_RESTORE = "Restore a backup, or add the report to a new project."
_REREAD = "Read the report again: `dateline add --reread`."
_RELINK = "Run `dateline link`."


def check_file(opened: sa.Engine, where: str) -> tuple[Problem, ...]:
    """All findings in one store file; a file too broken to read is one finding."""
    try:
        with engine.reading(opened, where) as connection:
            return tuple(_findings(connection, where))
    except DamagedStore as fault:
        return (Problem(where=where, reason=fault.reason, remedy=fault.remedy),)


def _findings(connection: sa.Connection, where: str) -> Iterator[Problem]:
    if connection.dialect.name == "sqlite":
        yield from _check_pages(connection, where)
    version = migrations.version_of(connection)
    if version != migrations.VERSION:
        reason = f"schema version {version}, not {migrations.VERSION}"
        yield Problem(where=where, reason=reason, remedy="Open it once with a writable folder.")
    yield from _check_raws(connection)
    yield from _check_reports(connection)
    yield from _check_links(connection)
    yield from _check_index(connection, where)


def _check_pages(connection: sa.Connection, where: str) -> Iterator[Problem]:
    """Pages and references of a SQLite file; a PostgreSQL server sees to its own."""
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            yield Problem(where=where, reason=f"broken pages: {line}", remedy=_RESTORE)
    for table, _, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem(
            where=f"{where}, table {table}", reason=f"a row without its row in {parent}", remedy=_RELINK
        )


def _check_raws(connection: sa.Connection) -> Iterator[Problem]:
    for sha256, size, packed in _stream(connection, sa.select(tables.raws).order_by(tables.raws.c.sha256)):
        try:
            raw = rows.unpack(packed)
        except zlib.error as fault:
            yield Problem(
                where=f"raw {sha256}", reason=f"the raw bytes cannot be unpacked: {fault}", remedy=_RESTORE
            )
            continue
        if len(raw) != size or hashlib.sha256(raw).hexdigest() != sha256:
            yield Problem(
                where=f"raw {sha256}", reason="the raw bytes are not those that came in", remedy=_RESTORE
            )


def _check_reports(connection: sa.Connection) -> Iterator[Problem]:
    """Each report's text against its hash, and every span of its claims against the text."""
    query = (
        sa.select(
            tables.reports.c.id,
            tables.reports.c.text,
            tables.reports.c.text_sha256,
            tables.reports.c.data,
            tables.extractions.c.not_incidents,
        )
        .outerjoin(tables.extractions, tables.extractions.c.report_id == tables.reports.c.id)
        .order_by(tables.reports.c.id)
    )
    for report_id, text, sha256, data, set_asides in _stream(connection, query):
        where = f"report {report_id}"
        try:
            report = rows.report_of(data, text)
            asides = rows.set_asides_of(set_asides) if set_asides is not None else ()
            claims = tuple(_claims_of(connection, report_id))
        except (msgspec.DecodeError, ValueError) as fault:
            yield Problem(where=where, reason=f"a record cannot be read: {fault}", remedy=_RESTORE)
            continue
        if report.text_sha256 != sha256 or report.id != report_id:
            yield Problem(where=where, reason="the text is not the one that was stored", remedy=_RESTORE)
        yield from check_spans(report_id, text, claims, asides)


def _claims_of(connection: sa.Connection, report_id: str) -> Iterator[Claim]:
    query = sa.select(tables.claims.c.data).where(tables.claims.c.report_id == report_id)
    for (data,) in connection.execute(query.order_by(tables.claims.c.position)):
        yield decode(data, Claim)


def check_spans(
    report_id: str, text: str, claims: Iterable[Claim], asides: Iterable[NotIncident]
) -> Iterator[Problem]:
    """Spans that lie outside the report's text, and claims that say they are of another report."""
    for claim in claims:
        if claim.report_id != report_id:
            yield Problem(where=f"claim {claim.id}", reason="the claim is of another report", remedy=_REREAD)
        if any(span.end > len(text) for span in spans_of(claim)):
            yield Problem(where=f"claim {claim.id}", reason="a span ends after the text", remedy=_REREAD)
    if any(aside.span.end > len(text) for aside in asides):
        yield Problem(
            where=f"report {report_id}", reason="a set-aside span ends after the text", remedy=_REREAD
        )


def spans_of(claim: Claim) -> Iterator[Span]:
    """All spans of a claim: its evidence, then those of its readings."""
    yield from claim.evidence
    for name in claim.__struct_fields__:
        value = getattr(claim, name)
        for reading in value if isinstance(value, tuple) else (value,):
            if isinstance(reading, Reading):
                yield from reading.spans


def _check_links(connection: sa.Connection) -> Iterator[Problem]:
    links, claims = tables.incident_claims, tables.claims
    loose = sa.select(links.c.incident_id, links.c.claim_id).where(
        links.c.claim_id.not_in(sa.select(claims.c.id))
    )
    for incident_id, claim_id in _stream(connection, loose.order_by(links.c.incident_id, links.c.claim_id)):
        yield Problem(
            where=f"incident {incident_id}",
            reason=f"its claim {claim_id} is not there any more",
            remedy=_RELINK,
        )


def _check_index(connection: sa.Connection, where: str) -> Iterator[Problem]:
    """The search index must hold as many rows as there are reports."""
    index = "words_docsize" if connection.dialect.name == "sqlite" else "words"
    found = connection.exec_driver_sql(f"SELECT count(*) FROM {index}").scalar_one()
    wanted = connection.execute(sa.select(sa.func.count()).select_from(tables.reports)).scalar_one()
    if found != wanted:
        reason = f"the search index holds {found} of {wanted} reports"
        yield Problem(where=where, reason=reason, remedy=_RESTORE)


def _stream(connection: sa.Connection, query: tables.Query) -> Iterator[tables.Found]:
    yield from engine.stream(connection, query, 200)
