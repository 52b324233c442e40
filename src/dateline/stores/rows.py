"""Records to rows and back: the record itself as JSON, and beside it the columns that are searched."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable
from datetime import date as Day
from typing import Any

import sqlalchemy as sa

from dateline.errors import UnusableInput
from dateline.jsonl import decode, encode
from dateline.records import Arrival, Claim, Decision, Extraction, Incident, NotIncident, Report
from dateline.stores import glances

Row = dict[str, Any]
_NULL, _INSTEAD = "\x00", "\ufffd"  # PostgreSQL's text columns take no null character


def plain(row: Row) -> Row:
    """The row, null characters in its columns replaced; the record itself is kept in `data` as it was."""
    for name, value in row.items():
        if isinstance(value, str) and _NULL in value:
            row[name] = value.replace(_NULL, _INSTEAD)
    return row


def keep_nulls(row: Row) -> Row:
    """The row of a report from a store that kept null characters in the column of its text."""
    if _NULL in row["text"]:
        row["data"] = encode(report_of(row["data"], row["text"]))
    return plain(row)


def raw_row(arrival: Arrival) -> Row:
    """The row of the raw bytes, compressed."""
    return {"sha256": arrival.raw_sha256, "size": len(arrival.raw), "packed": zlib.compress(arrival.raw, 6)}


def report_row(arrival: Arrival) -> Row:
    """The row of a report; the text has a column of its own, `data` holds the rest (and a text with nulls in it)."""
    report = arrival.report
    row = {
        "id": report.id,
        "text": report.text,
        "text_sha256": report.text_sha256,
        "raw_sha256": arrival.raw_sha256,
        "media_type": arrival.media_type,
        "origin": arrival.origin,
        "outlet": report.outlet,
        "url": report.url,
        "headline": report.headline,
        "published": report.published.isoformat() if report.published else None,
        "data": encode(report if _NULL in report.text else _without_text(report)),
    }
    return plain(row)


def note_rows(arrival: Arrival) -> list[Row]:
    """The rows of an arrival's notes."""
    report_id = arrival.report.id
    return [
        plain({"report_id": report_id, "position": n, "note": note}) for n, note in enumerate(arrival.notes)
    ]


def _without_text(report: Report) -> Report:
    fields = {name: getattr(report, name) for name in report.__struct_fields__}
    return Report(**{**fields, "text": ""})


def report_of(data: bytes, text: str) -> Report:
    """The report of a row."""
    bare = decode(data, Report)
    if bare.text:
        return bare
    fields = {name: getattr(bare, name) for name in bare.__struct_fields__}
    return Report(**{**fields, "text": text})


def extraction_row(extraction: Extraction) -> Row:
    """The row of what one extractor read, without the claims."""
    asides = encode(extraction.not_incidents)
    return {
        "report_id": extraction.report_id,
        "extractor": extraction.extractor,
        "not_incidents": asides,
    }


def claim_row(claim: Claim, position: int) -> Row:
    """The row of a claim, at its position in the report."""
    period = claim.date.value if claim.date else None
    place = claim.location.value if claim.location else None
    row = {
        "id": claim.id,
        "report_id": claim.report_id,
        "position": position,
        "event_type": str(claim.event_type.value),
        "sub_event_type": str(claim.sub_event_type.value),
        "date_start": period.start.isoformat() if period and period.start else None,
        "date_end": period.end.isoformat() if period and period.end else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "background": claim.background,
        "data": encode(claim),
    }
    return plain(row)


def incident_row(incident: Incident) -> Row:
    """The row of an incident."""
    period = incident.date.value
    place = incident.location.value if incident.location else None
    row = {
        "id": incident.id,
        "event_type": str(incident.event_type.value),
        "sub_event_type": str(incident.sub_event_type.value),
        "date_start": period.start.isoformat() if period.start else None,
        "date_end": period.end.isoformat() if period.end else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "place": place.name if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "background": incident.background,
        "total": bool(incident.sums or incident.summed_count),
        "confidence": incident.confidence,
        "data": encode(incident),
    }
    return plain(row)


def glance_row(incident: Incident) -> Row:
    """The row of an incident at a glance."""
    return {"incident_id": incident.id, "data": glances.write(glances.glance_of(incident))}


def hearing_row(extraction: Extraction, outlet: str | None) -> Row:
    """The row of what was read in a report of this outlet, counted."""
    return {"report_id": extraction.report_id, "data": glances.write(glances.hearing_of(extraction, outlet))}


def decision_row(decision: Decision) -> Row:
    """The row of a decision."""
    row = {
        "id": decision.id,
        "judgement": decision.judgement,
        "subject": decision.subject,
        "analyst": decision.analyst,
        "made_at": decision.made_at.isoformat(),
        "data": encode(decision),
    }
    return plain(row)


def set_asides_of(data: bytes) -> tuple[NotIncident, ...]:
    """What was set aside in a report, from its column."""
    return decode(data, tuple[NotIncident, ...])


def printed_of(
    found: Iterable[tuple[str | None, str | None, int]],
) -> tuple[tuple[str, Day | None, int], ...]:
    """Outlet ("" = none is named), day and number of each row, rows of the same outlet and day as one."""
    counted: Counter[tuple[str, Day | None]] = Counter()
    for outlet, day, number in found:
        counted[outlet or "", Day.fromisoformat(day) if day else None] += number
    return tuple((outlet, day, number) for (outlet, day), number in counted.items())


def unpack(packed: bytes) -> bytes:
    """The raw bytes of a row."""
    return zlib.decompress(packed)


def link(connection: sa.Connection, table: sa.Table, pairs: list[tuple[str, str]]) -> None:
    """Nothing; incidents are tied to their claims or reports, the other column of the table."""
    other = table.c[1].name
    linked = [{"incident_id": one, other: two} for one, two in dict.fromkeys(pairs)]
    if linked:
        connection.execute(table.insert(), linked)


def refuse_other_text(arrival: Arrival, *, known: str) -> None:
    """Nothing; UnusableInput where a report of this id is kept with another text, whose digest is `known`."""
    if known != arrival.report.text_sha256:
        raise UnusableInput(
            f"a report {arrival.report.id!r} with another text is stored already",
            where=arrival.origin,
            remedy="Reports are never overwritten: give the new text an id of its own.",
        )
