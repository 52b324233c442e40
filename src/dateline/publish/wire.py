"""Records as the outside sees them: a line of `read --json`, a line of `export jsonl`.

The names and their order are fixed; other people's scripts rely on them. Everything here is made from
records alone, so that the commands, the pages and the benchmarks show the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date as Day
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from dateline.codebook import DatePrecision, EventType, Losses, SourceKind, SubEventType, Verification
from dateline.publish.calibration import calibrated
from dateline.publish.evidence import FIELDS, Evidence, basis_for, evidence_for, evidence_of
from dateline.records import (
    Actor,
    Attribution,
    Basis,
    Claim,
    Extraction,
    Incident,
    NotIncident,
    Place,
    Report,
    Settled,
    Target,
    Toll,
)


class Line(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The base of what leaves the program."""


class SourceLine(Line, frozen=True, kw_only=True):
    """Who says so."""

    as_written: str
    kind: SourceKind
    via: tuple[str, ...]
    party_to_conflict: bool
    hedged: bool
    quoted: bool


class ClaimLine(Line, frozen=True, kw_only=True):
    """What one report says of an incident; the evidence counts in that report's own text."""

    id: str
    report: str
    date_start: Day | None
    date_end: Day | None
    place: str | None
    toll: tuple[Toll, ...]
    losses_stated: Losses | None
    sources: tuple[SourceLine, ...]
    verification: Verification | None
    confidence: float
    evidence: Evidence


class IncidentLine(Line, frozen=True, kw_only=True):
    """One incident. `reports` and `claims` stand in exports only; `count` where it totals others."""

    id: str
    event_type: EventType
    sub_event_type: SubEventType
    acts: tuple[str, ...]
    date_start: Day | None
    date_end: Day | None
    date_precision: DatePrecision
    time_of_day: str | None
    place: Place | None
    side_a: tuple[Actor, ...]
    side_b: tuple[Actor, ...]
    victims: tuple[Actor, ...]
    targets: tuple[Target, ...]
    weapons: tuple[str, ...]
    toll: tuple[Toll, ...]
    losses_stated: Losses | None
    sources: tuple[SourceLine, ...]
    verification: Verification
    background: bool
    sums: tuple[str, ...]
    count: int | UnsetType = UNSET
    confidence: dict[str, float]
    evidence: Evidence
    basis: dict[str, Basis]
    reports: tuple[str, ...] | UnsetType = UNSET
    claims: tuple[ClaimLine, ...] | UnsetType = UNSET


class ReportHead(Line, frozen=True, kw_only=True):
    """Which report, and the hash of the text that all offsets count in."""

    id: str
    title: str | None
    published: Day | None
    outlet: str | None
    url: str | None
    language: str
    text_sha256: str


class NotIncidentLine(Line, frozen=True, kw_only=True):
    """What was seen and set aside."""

    start: int
    end: int
    kind: str
    text: str


class ReportLine(Line, frozen=True, kw_only=True):
    """One report read on its own: a line of `read --json`."""

    report: ReportHead
    incidents: tuple[IncidentLine, ...]
    not_incidents: tuple[NotIncidentLine, ...]


def report_line(
    report: Report,
    extraction: Extraction,
    incidents: Sequence[Incident],
    claims: Iterable[Claim] | None = None,
) -> ReportLine:
    """One report with what it says happened; `claims` are the extraction's own unless given."""
    by_id = {claim.id: claim for claim in (extraction.claims if claims is None else claims)}
    lines = [incident_line(one, [by_id[id] for id in one.claim_ids if id in by_id]) for one in incidents]
    return ReportLine(
        report=report_head(report),
        incidents=tuple(lines),
        not_incidents=tuple(not_incident_line(report, one) for one in extraction.not_incidents),
    )


def report_head(report: Report) -> ReportHead:
    """What identifies a report, without its text."""
    return ReportHead(
        id=report.id,
        title=report.headline,
        published=report.published,
        outlet=report.outlet,
        url=report.url,
        language=report.language,
        text_sha256=report.text_sha256,
    )


def not_incident_line(report: Report, one: NotIncident) -> NotIncidentLine:
    """The words that were set aside, and as what."""
    return NotIncidentLine(
        start=one.span.start, end=one.span.end, kind=one.kind, text=one.span.of(report.text)
    )


def incident_line(incident: Incident, claims: Iterable[Claim]) -> IncidentLine:
    """One incident with its confidence, evidence and basis; `claims` are those it was made from."""
    own = sorted(claims, key=lambda claim: claim.id)
    period = incident.date.value
    line = IncidentLine(
        id=incident.id,
        event_type=incident.event_type.value,
        sub_event_type=incident.sub_event_type.value,
        acts=incident.acts,
        date_start=period.start,
        date_end=period.end,
        date_precision=period.precision,
        time_of_day=period.time_of_day,
        place=incident.location.value if incident.location else None,
        side_a=incident.side_a.value,
        side_b=incident.side_b.value,
        victims=incident.victims,
        targets=incident.targets,
        weapons=incident.weapons,
        toll=tuple(settled.value for settled in incident.toll),
        losses_stated=incident.losses_stated.value if incident.losses_stated else None,
        sources=tuple(source_line(source) for source in incident.sources),
        verification=incident.verification.value,
        background=incident.background,
        sums=incident.sums,
        count=UNSET if incident.summed_count is None else incident.summed_count,
        confidence=_confidence(incident, own),
        evidence=evidence_for(incident, own),
        basis={},
    )
    return msgspec.structs.replace(line, basis=basis_for(incident, own, _given(line)))


def export_line(incident: Incident, claims: Iterable[Claim]) -> IncidentLine:
    """One incident with its reports and each claim's own toll, sources and evidence."""
    own = sorted(claims, key=lambda claim: (claim.report_id, claim.id))
    line = incident_line(incident, own)
    alone = line.evidence if len(own) == 1 else None  # the one claim's evidence is the incident's
    return msgspec.structs.replace(
        line, reports=incident.report_ids, claims=tuple(claim_line(c, evidence=alone) for c in own)
    )


def claim_line(claim: Claim, *, evidence: Evidence | None = None) -> ClaimLine:
    """What one report says, in the words of the wire; its evidence is found unless given."""
    return ClaimLine(
        id=claim.id,
        report=claim.report_id,
        date_start=claim.date.value.start if claim.date else None,
        date_end=claim.date.value.end if claim.date else None,
        place=claim.location.value.name if claim.location else None,
        toll=tuple(reading.value for reading in claim.toll),
        losses_stated=claim.losses_stated.value if claim.losses_stated else None,
        sources=tuple(source_line(reading.value) for reading in claim.attribution),
        verification=claim.verification.value if claim.verification else None,
        confidence=claim.confidence,
        evidence=evidence_of(claim) if evidence is None else evidence,
    )


def source_line(source: Attribution) -> SourceLine:
    """Who says so; `as_written` is the speaker the words name."""
    return SourceLine(
        as_written=source.original,
        kind=source.kind,
        via=source.via,
        party_to_conflict=source.party_to_conflict,
        hedged=source.hedged,
        quoted=source.quoted,
    )


def to_json(line: Line) -> str:
    """The line as JSON in the order of its fields, without an end of line."""
    return msgspec.json.encode(line).decode("utf-8")


def to_text(value: object) -> str:
    """Any value of a record in one line, as JSON without its empty parts."""
    return msgspec.json.encode(_filled(msgspec.to_builtins(value))).decode("utf-8").strip('"')


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _filled(one) for key, one in value.items() if one not in (None, [], {})}
    return [_filled(one) for one in value] if isinstance(value, list) else value


def _given(line: IncidentLine) -> list[str]:
    """Fields of the line that say something."""
    given = [field for field in FIELDS if getattr(line, field) not in (None, ())]
    return [field for field in given if field != "date_precision" or line.date_start]


def _confidence(incident: Incident, claims: Sequence[Claim]) -> dict[str, float]:
    """Calibrated probabilities by field, rounded; only of fields that are settled or read."""
    raw = raw_confidence(incident, claims)
    return {field: round(calibrated(field, value), 4) for field, value in raw.items()}


def raw_confidence(incident: Incident, claims: Sequence[Claim]) -> dict[str, float]:
    """How sure the rules and scorers were, by field, before calibration."""
    settled: dict[str, Settled[Any] | None] = {
        "event_type": incident.event_type,
        "sub_event_type": incident.sub_event_type,
        "date": incident.date if incident.date.value.start else None,
        "place": incident.location,
        "side_a": incident.side_a if incident.side_a.value else None,
        "side_b": incident.side_b if incident.side_b.value else None,
        "losses_stated": incident.losses_stated,
        "verification": incident.verification,
    }
    found = {"incident": incident.confidence}
    found |= {field: one.confidence for field, one in settled.items() if one is not None}
    if incident.toll:
        found["toll"] = min(one.confidence for one in incident.toll)
    spoken = [reading.confidence for claim in claims for reading in claim.attribution]
    if spoken:
        found["sources"] = min(spoken)
    return found
