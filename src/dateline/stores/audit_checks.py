"""The audit chain held against what is stored: every report, ruling and reading is there as it was written."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from dateline.stores import adoption, audit, engine, rows, tables
from dateline.stores.contract import Head, Problem

_RESTORE = "Restore a backup, and compare the two."
_REREAD = "Read the report again: `dateline add` after an upgrade, or restore a backup."


class Told:
    """What a chain says should be there, gathered entry by entry."""

    def __init__(self) -> None:
        self.reports: dict[str, tuple[str, str, str]] = {}
        self.decisions: dict[str, str] = {}
        self.read: dict[str, str] = {}
        self.journal: dict[tuple[str, int], str] = {}
        self.heads: dict[int, str] = {}
        self.head = Head()

    def take(self, entry: audit.Entry, head: Head) -> None:
        """Adds what one entry says."""
        facts = entry.facts
        for report_id, *digests in facts.get("reports", ()):
            self.reports[report_id] = tuple(digests)
        self.decisions.update(facts.get("decisions", ()))
        self.read.update(facts.get("read", ()))
        self.journal.update({(stream, number): sha256 for stream, number, sha256 in facts.get("journal", ())})
        if entry.did == "forget":
            for known in (self.reports, self.read):
                known.pop(facts["report"], None)
        self.heads[head.number] = head.sha256
        self.head = head


def verify(connection: sa.Connection, noted: Iterable[Head] = ()) -> tuple[tuple[Problem, ...], Head]:
    """Everything in which the chain and the store differ, and the chain's head."""
    journal = tables.journal
    query = sa.select(journal.c.number, journal.c.entry).where(journal.c.stream == audit.STREAM)
    found: list[Problem] = []
    told = Told()
    entries = (
        (number, _bytes(entry)) for number, entry in _stream(connection, query.order_by(journal.c.number))
    )
    for entry, head in audit.read_chain(entries, found):
        told.take(entry, head)
    found.extend(audit.check_heads(noted, told.heads))
    found.extend(_check_reports(connection, told.reports))
    found.extend(_check_decisions(connection, told.decisions))
    found.extend(_check_extractions(connection, told.read))
    found.extend(_check_journal(connection, told.journal))
    return tuple(found), told.head


def _check_reports(connection: sa.Connection, told: dict[str, tuple[str, str, str]]) -> Iterator[Problem]:
    reports, raws = tables.reports, tables.raws
    query = sa.select(reports, raws.c.packed).outerjoin(raws, raws.c.sha256 == reports.c.raw_sha256)
    notes = adoption.notes_of(connection)
    wanted = dict(told)
    for row in _stream(connection, query.order_by(reports.c.seq)):
        where = f"report {row.id}"
        known = wanted.pop(row.id, None)
        if known is None:
            reason = "it stands in no entry of the audit chain" if row.id not in told else "it is there twice"
            yield Problem(where=where, reason=reason, remedy=_RESTORE)
            continue
        try:
            raw = hashlib.sha256(rows.unpack(_bytes(row.packed))).hexdigest()
        except zlib.error:
            raw = "unreadable"
        held = {
            "the raw bytes": raw,
            "the text": hashlib.sha256(row.text.encode("utf-8", "surrogatepass")).hexdigest(),
            "what is known of it": audit.report_digests(
                row._asdict() | {"data": _bytes(row.data)}, notes.get(row.id, ())
            )[3],
        }
        for (what, now), then in zip(held.items(), known, strict=True):
            if now != then:
                yield Problem(where=where, reason=f"{what} changed since it came in", remedy=_RESTORE)
    for report_id in wanted:
        yield Problem(where=f"report {report_id}", reason="it came in and is not there", remedy=_RESTORE)


def _check_decisions(connection: sa.Connection, told: dict[str, str]) -> Iterator[Problem]:
    wanted = dict(told)
    query = sa.select(tables.decisions.c.id, tables.decisions.c.data).order_by(tables.decisions.c.seq)
    for decision_id, data in _stream(connection, query):
        known = wanted.pop(decision_id, None)
        if known != audit.sha256(_bytes(data)):
            reason = "it changed since it was made" if known else "it stands in no entry of the audit chain"
            yield Problem(where=f"ruling {decision_id}", reason=reason, remedy=_RESTORE)
    for decision_id in wanted:
        yield Problem(where=f"ruling {decision_id}", reason="it was made and is not there", remedy=_RESTORE)


def _check_extractions(connection: sa.Connection, told: dict[str, str]) -> Iterator[Problem]:
    """What was read in each report: nobody changed a claim since the reader wrote it."""
    wanted = dict(told)
    for row in _stream(connection, sa.select(tables.extractions).order_by(tables.extractions.c.report_id)):
        known = wanted.pop(row.report_id, None)
        if known != adoption.read_digest(connection, row):
            reason = "its claims changed since they were read" if known else "its claims stand in no entry"
            yield Problem(where=f"report {row.report_id}", reason=reason, remedy=_REREAD)
    for report_id in wanted:
        yield Problem(where=f"report {report_id}", reason="its claims are gone", remedy=_REREAD)


def _check_journal(connection: sa.Connection, told: dict[tuple[str, int], str]) -> Iterator[Problem]:
    """The other streams of the journal: what changed in incidents, and the releases."""
    table = tables.journal
    wanted = dict(told)
    query = sa.select(table).where(table.c.stream != audit.STREAM).order_by(table.c.stream, table.c.number)
    for row in _stream(connection, query):
        known = wanted.pop((row.stream, row.number), None)
        if known != audit.sha256(_bytes(row.entry)):
            reason = (
                "it changed since it was written" if known else "it stands in no entry of the audit chain"
            )
            yield Problem(where=f"{row.stream} entry {row.number}", reason=reason, remedy=_RESTORE)
    for stream, number in wanted:
        yield Problem(where=f"{stream} entry {number}", reason="it was written and is gone", remedy=_RESTORE)


def _bytes(column: object) -> bytes:
    """What a column of bytes holds, even where somebody put something else there."""
    return column if isinstance(column, bytes) else str(column).encode("utf-8", "surrogatepass")


def _stream(connection: sa.Connection, query: tables.Query) -> Iterator[tables.Found]:
    yield from engine.stream(connection, query, 200)
