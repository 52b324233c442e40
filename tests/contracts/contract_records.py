"""Records for the tests of every store."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dateline.codebook import EventType, SubEventType
from dateline.records import (
    Arrival,
    Claim,
    Decision,
    Extraction,
    Incident,
    NotIncident,
    Period,
    Place,
    Reading,
    Report,
    Settled,
    Span,
)

TEXT = "Rebels overran a post near Óra on Monday.\n\nTwo men died, a nurse said."


def arrival(report_id: str = "r1", text: str = TEXT, raw: bytes | None = None, **fields: object) -> Arrival:
    report = Report(id=report_id, text=text, **fields)  # type: ignore[arg-type]
    return Arrival(
        report=report, raw=raw if raw is not None else f"{report_id} {text}".encode(), origin="file.txt"
    )


def claim(claim_id: str = "c1", report_id: str = "r1") -> Claim:
    span = (Span(7, 14),)
    return Claim(
        id=claim_id,
        report_id=report_id,
        extractor="stub@1",
        moment=0,
        evidence=(Span(0, 41),),
        event_type=Reading(value=EventType.BATTLES, spans=span),
        sub_event_type=Reading(value=SubEventType.NON_STATE_OVERTAKES, spans=span),
        acts=Reading(value=("overrun",), spans=span),
    )


def extraction(report_id: str = "r1", *claims: Claim, extractor: str = "stub@1") -> Extraction:
    aside = NotIncident(span=Span(0, 6), kind="vow")
    return Extraction(report_id=report_id, extractor=extractor, claims=claims, not_incidents=(aside,))


def incident(incident_id: str = "i1", *, day: date | None = None, place: Place | None = None) -> Incident:
    return Incident(
        id=incident_id,
        claim_ids=("c1",),
        report_ids=("r1",),
        event_type=Settled(value=EventType.BATTLES),
        sub_event_type=Settled(value=SubEventType.ARMED_CLASH),
        side_a=Settled(value=()),
        side_b=Settled(value=()),
        date=Settled(value=Period(start=day, end=day, precision="day" if day else "unknown")),
        location=Settled(value=place) if place else None,
        verification=Settled(value="reported"),
    )


def decision(decision_id: str = "d1", minute: int = 0) -> Decision:
    made_at = datetime(2024, 3, 4, 10, minute, tzinfo=UTC)
    return Decision(id=decision_id, judgement="different", subject="i1", analyst="ana", made_at=made_at)
