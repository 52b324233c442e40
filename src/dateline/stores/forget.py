"""A report forgotten: its bytes, its text and every word read from it are erased; a tombstone stays.

The tombstone and the audit chain keep the report's id and the digests of what it was, never its words, so the
chain still verifies and the same report is not taken in again by mistake.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from dateline.errors import DatelineError, UnusableInput
from dateline.jsonl import decode, encode
from dateline.records import Arrival, Decision
from dateline.stores import audit, tables
from dateline.stores.contract import Tombstone
from dateline.stores.sql_tellings import note_anew

FORGOTTEN = "(forgotten)"
_NO_VALUE = '{"value":null,"raw":"(forgotten)"}'  # what an edit's value becomes: it can still be read
_SAMENESS = ("same", "different")  # rulings whose value is a claim's id; all others' may hold words


def refuse_forgotten(connection: sa.Connection, arrivals: Sequence[Arrival]) -> None:
    """Raises UnusableInput when a report of one of these ids or with these bytes was forgotten."""
    stones = tables.tombstones
    ids, raws = [one.report.id for one in arrivals], [one.raw_sha256 for one in arrivals]
    same = sa.or_(stones.c.report_id.in_(ids), stones.c.raw_sha256.in_(raws))
    for stone in connection.execute(sa.select(stones).where(same).limit(1)):
        where = next(
            one.origin
            for one in arrivals
            if one.report.id == stone.report_id or one.raw_sha256 == stone.raw_sha256
        )
        raise forgotten(_tombstone_of(stone), where=where)


def forgotten(stone: Tombstone, *, where: str) -> UnusableInput:
    """The refusal of a report that was forgotten."""
    return UnusableInput(
        f"the report {stone.report_id!r} was forgotten on {stone.at:%Y-%m-%d} ({stone.reason})",
        where=where,
        remedy="It is not taken in again; leave it out.",
    )


def tombstones(connection: sa.Connection) -> Iterator[Tombstone]:
    """All tombstones, in the order of ids."""
    for row in connection.execute(sa.select(tables.tombstones).order_by(tables.tombstones.c.report_id)):
        yield _tombstone_of(row)


def _tombstone_of(row: tables.Found) -> Tombstone:
    return Tombstone(**{**row._asdict(), "at": datetime.fromisoformat(row.at)})


def make_tombstone(report_id: str, raw_sha256: str, text_sha256: str, reason: str) -> Tombstone:
    """The tombstone of a report that is being forgotten now, by whoever acts."""
    at, by = datetime.now(UTC), audit.who_acts()
    return Tombstone(
        report_id=report_id, raw_sha256=raw_sha256, text_sha256=text_sha256, at=at, by=by, reason=reason
    )


def unknown(report_id: str) -> DatelineError:
    """The refusal to forget what is not there."""
    return DatelineError(f"there is no report {report_id!r}", remedy="`dateline show` lists their ids.")


def erase(connection: sa.Connection, report_id: str, reason: str) -> Tombstone:
    """The tombstone; all else of the report is deleted in the caller's transaction.

    Incidents that rest on it go with it, until the next link; the words in rulings on its claims and in the
    journal's other streams are blanked.
    """
    reports = tables.reports
    row = connection.execute(sa.select(reports).where(reports.c.id == report_id)).first()
    if row is None:
        known = next((stone for stone in tombstones(connection) if stone.report_id == report_id), None)
        if known is not None:  # asked again: whoever was reading then may still have held the words
            return known
        raise unknown(report_id)
    stone = make_tombstone(report_id, row.raw_sha256, row.text_sha256, reason)
    claims = _claim_ids(connection, report_id)
    blanked = _blank_rulings(connection, claims)
    scrubbed = _scrub_journal(connection, report_id, claims)
    _delete(connection, report_id, row)
    note_anew(connection)
    connection.execute(
        tables.tombstones.insert(), {**msgspec.structs.asdict(stone), "at": stone.at.isoformat()}
    )
    audit.chain(connection, "forget", report=report_id, reason=reason, decisions=blanked, journal=scrubbed)
    return stone


def _claim_ids(connection: sa.Connection, report_id: str) -> set[str]:
    """The ids of the claims that are or, as the journal tells, once were read in the report."""
    claims, journal = tables.claims, tables.journal
    ids = set(connection.execute(sa.select(claims.c.id).where(claims.c.report_id == report_id)).scalars())
    for entry in connection.execute(
        sa.select(journal.c.entry).where(journal.c.stream != audit.STREAM)
    ).scalars():
        if report_id.encode() in entry:
            ids.update(_claims_in(_parsed(entry), report_id))
    return ids


def _claims_in(held: Any, report_id: str) -> Iterator[str]:
    for one in held.values() if isinstance(held, dict) else held if isinstance(held, list) else ():
        yield from _claims_in(one, report_id)
    if isinstance(held, dict) and held.get("report_id") == report_id and isinstance(held.get("id"), str):
        yield held["id"]


def _parsed(entry: bytes) -> Any:
    try:
        return json.loads(entry)
    except ValueError:
        return None


def _blank_rulings(connection: sa.Connection, claims: set[str]) -> dict[str, str]:
    """The new digest of each ruling on these claims: who ruled what and when stays, its words do not."""
    table = tables.decisions
    blanked = {}
    for row in connection.execute(sa.select(table.c.id, table.c.data)).all():
        decision = decode(row.data, Decision)
        if not touches(decision, claims):
            continue
        data = encode(blank(decision))
        connection.execute(table.update().where(table.c.id == row.id).values(data=data))
        blanked[row.id] = audit.sha256(data)
    return blanked


def touches(decision: Decision, claims: set[str]) -> bool:
    """True for a ruling on one of these claims."""
    return decision.subject in claims or decision.value in claims


def blank(decision: Decision) -> Decision:
    """The ruling without words: its value, unless that is a claim's id, and its note."""
    value = decision.value if decision.judgement in _SAMENESS else decision.value and _NO_VALUE
    return msgspec.structs.replace(decision, value=value, note=decision.note and FORGOTTEN)


def _scrub_journal(connection: sa.Connection, report_id: str, claims: set[str]) -> list[list[Any]]:
    """Stream, number and new digest of each journal entry that held words of the report, now without them."""
    table = tables.journal
    scrubbed = []
    query = sa.select(table).where(table.c.stream != audit.STREAM)
    for row in connection.execute(query.order_by(table.c.stream, table.c.number)).all():
        entry = scrub(row.entry, {report_id, *claims})
        if entry != row.entry:
            this = sa.and_(table.c.stream == row.stream, table.c.number == row.number)
            connection.execute(table.update().where(this).values(entry=entry))
            scrubbed.append([row.stream, row.number, audit.sha256(entry)])
    return scrubbed


def scrub(entry: bytes, ids: set[str]) -> bytes:
    """The JSON without every record that belongs to one of these ids: an incident becomes null, a claim goes."""
    held = _parsed(entry)
    kept = {} if _rests_on(held, ids) else _without(held, ids)
    return entry if kept == held else json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def _without(held: Any, ids: set[str]) -> Any:
    if isinstance(held, list):
        return [_without(one, ids) for one in held if not _rests_on(one, ids)]
    if isinstance(held, dict):
        return {name: None if _rests_on(one, ids) else _without(one, ids) for name, one in held.items()}
    return held


def _rests_on(record: Any, ids: set[str]) -> bool:
    """True for a claim, report or incident that is one of these or was made from them."""
    if not isinstance(record, dict):
        return False
    named = [record.get("report_id"), *_listed(record, "report_ids"), *_listed(record, "claim_ids")]
    return any(isinstance(name, str) and name in ids for name in named)


def _listed(record: dict[str, Any], name: str) -> Sequence[Any]:
    found = record.get(name)
    return found if isinstance(found, list) else ()


def _delete(connection: sa.Connection, report_id: str, row: tables.Found) -> None:
    """Takes the rows out, those that point before those that are pointed to, and the words of the index."""
    links, incidents = tables.incident_reports, tables.incidents
    resting = sa.select(links.c.incident_id).where(links.c.report_id == report_id)
    connection.execute(incidents.delete().where(incidents.c.id.in_(resting)))
    for table in (tables.claims, tables.extractions, tables.notes):
        connection.execute(table.delete().where(table.c.report_id == report_id))
    if connection.dialect.name == "sqlite":
        words = "INSERT INTO words(words, rowid, headline, text) VALUES ('delete', ?, ?, ?)"
        connection.exec_driver_sql(words, (row.seq, row.headline, row.text))
        connection.exec_driver_sql("INSERT INTO words(words) VALUES ('optimize')")  # or its words stay listed
    else:
        connection.execute(sa.text("DELETE FROM words WHERE seq = :seq"), {"seq": row.seq})
    connection.execute(tables.reports.delete().where(tables.reports.c.id == report_id))
    raws, reports = tables.raws, tables.reports
    shared = sa.select(reports.c.id).where(reports.c.raw_sha256 == row.raw_sha256)
    if connection.execute(shared.limit(1)).first() is None:
        connection.execute(raws.delete().where(raws.c.sha256 == row.raw_sha256))
