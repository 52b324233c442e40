"""What a format is given: an incident as a line, the reports it rests on, the words it was read from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dateline.publish.wire import IncidentLine, Line, ReportHead, export_line, report_head
from dateline.records import Claim, Incident, Report


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
