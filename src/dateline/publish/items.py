"""What a format is given: an incident as a line, the reports it rests on, the words it was read from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Protocol

from dateline.publish.wire import IncidentLine, Line, ReportHead, export_line, report_head
from dateline.records import Claim, Incident, Report

_BATCH = 300  # incidents whose claims and reports are fetched together


class Quote(Line, frozen=True, kw_only=True):
    """The words of one sentence a claim came from."""

    report: str
    start: int
    end: int
    text: str


class Coded(Line, frozen=True, kw_only=True):
    """What a coding profile makes of an incident: whether it counts, the figure of the dead, and the reasons."""

    profile: str
    included: bool
    left_out: str
    low: int | None
    best: int | None
    high: int | None
    reason: str


class Item(Line, frozen=True, kw_only=True):
    """One incident ready to be written. A sum is an incident too; formats that count leave it out."""

    incident: IncidentLine
    reports: tuple[ReportHead, ...] = ()
    quotes: tuple[Quote, ...] = ()
    number_of_sources: int = 0
    coded: Coded | None = None


class Source(Protocol):
    """Where incidents, claims and reports come from, some at a time: any store."""

    def incidents(self) -> Iterator[Incident]:
        """All incidents."""

    def claims(self, among: Iterable[str] | None = None) -> Iterator[Claim]:
        """The claims of these ids."""

    def reports(self, among: Iterable[str] | None = None) -> Iterator[Report]:
        """The reports of these ids."""


def gather_items(source: Source) -> Iterator[Item]:
    """All incidents in their order, with what they rest on; no more than some hundreds are held at a time."""
    incidents = source.incidents()
    while some := list(islice(incidents, _BATCH)):
        claims = {one.id: one for one in source.claims({id for each in some for id in each.claim_ids})}
        reports = {one.id: one for one in source.reports({id for each in some for id in each.report_ids})}
        yield from make_items(some, claims.get, reports.get)


def make_items(
    incidents: Iterable[Incident],
    claims: Iterable[Claim] | Callable[[str], Claim | None],
    report_of: Callable[[str], Report | None],
) -> Iterator[Item]:
    """Incidents in their own order, each with its claims, report heads and quotes.

    `claims` are all claims, or a function from a claim's id: then no more than one incident is held at a time.
    """
    claim_of = claims if callable(claims) else {claim.id: claim for claim in claims}.get
    for incident in incidents:
        own = [claim for id in incident.claim_ids if (claim := claim_of(id)) is not None]
        reports = {id: report for id in incident.report_ids if (report := report_of(id)) is not None}
        yield Item(
            incident=export_line(incident, own),
            reports=tuple(report_head(report) for report in reports.values()),
            quotes=tuple(_quotes(own, reports)),
            number_of_sources=incident.number_of_sources or len(reports),
        )


def _quotes(claims: Iterable[Claim], reports: dict[str, Report]) -> Iterator[Quote]:
    spans = {(claim.report_id, span) for claim in claims for span in claim.evidence}
    for report_id, span in sorted(spans):
        if report_id in reports:
            words = span.of(reports[report_id].text)
            yield Quote(report=report_id, start=span.start, end=span.end, text=words)
