"""The store's records at one moment, for the pages: all of a small project, of a large one what is asked for."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, Sequence, ValuesView
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar

from dateline.records import Claim, Incident, Record, Report
from dateline.stores.contract import Counts, Store

AT_ONCE = 2_000  # claims or reports up to which all are held; they are read in some tenths of a second
KEPT = 2_000  # records of a kind that are kept of a large project

T = TypeVar("T")


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
    heads: Mapping[str, Head]
    claims: Mapping[str, Claim]
    incidents: Mapping[str, Incident]
    incident_of: Mapping[str, str]
    claims_of: Mapping[str, Sequence[str]]
    whole: bool = True


class Looked(Mapping[str, T]):
    """Records of a store by their ids, each read when it is asked for; those asked for last are kept."""

    def __init__(
        self,
        find: Callable[[str], T | None],
        every: Callable[[], Iterator[tuple[str, T]]],
        count: int,
    ) -> None:
        self._find = lru_cache(maxsize=KEPT)(find)
        self.every = every
        self._count = count

    def __getitem__(self, id: str) -> T:
        found = self._find(id)
        if found is None:
            raise KeyError(id)
        return found

    def __iter__(self) -> Iterator[str]:
        return (id for id, _ in self.every())

    def __len__(self) -> int:
        return self._count

    def values(self) -> ValuesView[T]:
        """All records, read anew."""
        return _Values(self)

    def items(self) -> ItemsView[str, T]:
        """All records with their ids, read anew."""
        return _Items(self)


class _Values(ValuesView[T]):
    _mapping: Looked[T]

    def __iter__(self) -> Iterator[T]:
        return (one for _, one in self._mapping.every())


class _Items(ItemsView[str, T]):
    _mapping: Looked[T]

    def __iter__(self) -> Iterator[tuple[str, T]]:
        return self._mapping.every()


def hold(store: Store, counts: Counts) -> Held:
    """The store's records, indexed; report texts stay in the store, and of a large project all but those seen last."""
    if max(counts.claims, counts.reports, counts.incidents) > AT_ONCE:
        return _hold_lightly(store, counts)
    incidents = {incident.id: incident for incident in store.incidents()}
    claims = {claim.id: claim for claim in store.claims()}
    claims_of: dict[str, list[str]] = {}
    for claim in sorted(claims.values(), key=_place_in_report):
        claims_of.setdefault(claim.report_id, []).append(claim.id)
    return Held(
        counts=counts,
        heads={report.id: head_of(report) for report in store.reports()},
        claims=claims,
        incidents=incidents,
        incident_of=index_incidents(incidents),
        claims_of=claims_of,
    )


def _hold_lightly(store: Store, counts: Counts) -> Held:
    claims = Looked(store.claim, lambda: ((one.id, one) for one in store.claims()), counts.claims)
    incidents, incident_of = look_at_incidents(store, claims, counts)

    def head(id: str) -> Head | None:
        report = store.report(id)
        return head_of(report) if report else None

    def claims_in(id: str) -> tuple[str, ...] | None:
        read = store.extraction(id)
        return tuple(one.id for one in sorted(read.claims, key=_place_in_report)) if read else None

    def every_claims_of() -> Iterator[tuple[str, tuple[str, ...]]]:
        return ((id, claims_in(id) or ()) for id in store.arrivals())

    return Held(
        counts=counts,
        heads=Looked(head, lambda: ((one.id, head_of(one)) for one in store.reports()), counts.reports),
        claims=claims,
        incidents=incidents,
        incident_of=incident_of,
        claims_of=Looked(claims_in, every_claims_of, counts.reports),
        whole=False,
    )


def look_at_incidents(
    store: Store, claims: Mapping[str, Claim], counts: Counts
) -> tuple[Looked[Incident], Looked[str]]:
    """The store's incidents, and the incident of each claim, each read when asked for."""

    def incident_of(id: str) -> str | None:
        claim = claims.get(id)
        near = store.incidents_of(claim.report_id) if claim else ()
        return next((one.id for one in near if id in one.claim_ids), None)

    def every() -> Iterator[tuple[str, str]]:
        return ((claim_id, one.id) for one in store.incidents() for claim_id in one.claim_ids)

    incidents = Looked(store.incident, lambda: ((one.id, one) for one in store.incidents()), counts.incidents)
    return incidents, Looked(incident_of, every, counts.claims)


def index_incidents(incidents: Mapping[str, Incident]) -> dict[str, str]:
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


def _place_in_report(claim: Claim) -> tuple[object, ...]:
    return (claim.moment, claim.evidence[:1], claim.id)
