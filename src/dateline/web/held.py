"""The store's records at one moment, indexed for the pages."""

from __future__ import annotations

from datetime import date, datetime

from dateline.records import Claim, Incident, Record, Report
from dateline.review import Ticket, rank_claims
from dateline.stores.contract import Counts, Store


class Head(Record, frozen=True, kw_only=True):
    """A report without its text."""

    id: str
    headline: str | None
    outlet: str | None
    url: str | None
    published: date | None
    retrieved: datetime | None
    start: str
    length: int


class Held(Record, frozen=True, kw_only=True):
    """The store's records at one moment. `claims` are as read; rulings are laid on when shown."""

    counts: Counts
    heads: dict[str, Head]
    claims: dict[str, Claim]
    incidents: dict[str, Incident]
    incident_of: dict[str, str]
    claims_of: dict[str, list[str]]
    tickets: tuple[Ticket, ...]


def hold(store: Store, counts: Counts) -> Held:
    """The store's records, indexed; report texts are left in the store."""
    heads = {report.id: head_of(report) for report in store.reports()}
    claims = {claim.id: claim for claim in store.claims()}
    incidents = {incident.id: incident for incident in store.incidents()}
    claims_of: dict[str, list[str]] = {}
    for claim in sorted(claims.values(), key=lambda claim: (claim.moment, claim.evidence[:1], claim.id)):
        claims_of.setdefault(claim.report_id, []).append(claim.id)
    return Held(
        counts=counts,
        heads=heads,
        claims=claims,
        incidents=incidents,
        incident_of=index_incidents(incidents),
        claims_of=claims_of,
        tickets=rank_claims(claims.values()),
    )


def index_incidents(incidents: dict[str, Incident]) -> dict[str, str]:
    """The incident of each claim."""
    return {claim_id: one.id for one in incidents.values() for claim_id in one.claim_ids}


def start_of(report: Report) -> str:
    """The first words of the story: what stands after the headline where the text repeats it."""
    words = " ".join(report.text[:600].split())
    _, headline, after = words.partition(" ".join((report.headline or "").split()) or "\0")
    return (after.strip() if headline and after.strip() else words)[:260]


def head_of(report: Report) -> Head:
    """A report without its text."""
    return Head(
        id=report.id,
        headline=report.headline,
        outlet=report.outlet,
        url=report.url,
        published=report.published,
        retrieved=report.retrieved,
        start=start_of(report),
        length=len(report.text),
    )
