"""Who acts and who reports: parties with their names and incidents, outlets with what rests on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from dateline.records import Claim, Record

LISTED = 200


class Known(Protocol):
    """What the list asks of a party of the roster."""

    @property
    def name(self) -> str: ...
    @property
    def inter(self) -> int | None: ...
    @property
    def iso3(self) -> str | None: ...
    @property
    def since(self) -> int | None: ...
    @property
    def until(self) -> int | None: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def loose(self) -> tuple[str, ...]: ...


class Dated(Protocol):
    """What the list of outlets asks of a report."""

    @property
    def id(self) -> str: ...
    @property
    def outlet(self) -> str | None: ...
    @property
    def published(self) -> date | None: ...


class PartyLine(Record, frozen=True, kw_only=True):
    """One party: its class, country, years and other names as the roster has them, and its incidents."""

    name: str
    inter: int | None
    country: str
    years: str
    names: tuple[str, ...]
    incidents: int
    known: bool


class Outlet(Record, frozen=True, kw_only=True):
    """One outlet: its reports, what was read in them, when it printed, and whom it lets speak."""

    name: str
    reports: int
    claims: int
    incidents: int
    alone: int
    first: date | None
    last: date | None
    speakers: tuple[tuple[str, int], ...]


def list_parties(counts: Mapping[str, int], roster: Iterable[Known], query: str = "") -> list[PartyLine]:
    """The parties named in incidents, the most frequent first; with a query all that the roster knows too."""
    known = {party.name: party for party in roster}
    names = {*counts, *(known if query.strip() else ())}
    lines = [_party(name, known.get(name), counts.get(name, 0)) for name in names]
    wanted = [line for line in lines if _fits(line, query)]
    return sorted(wanted, key=lambda line: (-line.incidents, line.name))[:LISTED]


def _party(name: str, party: Known | None, incidents: int) -> PartyLine:
    years = f"{party.since or ''}–{party.until or ''}" if party and (party.since or party.until) else ""
    return PartyLine(
        name=name,
        inter=party.inter if party else None,
        country=(party.iso3 or "") if party else "",
        years=years,
        names=(*party.aliases, *party.loose) if party else (),
        incidents=incidents,
        known=party is not None,
    )


def _fits(line: PartyLine, query: str) -> bool:
    words = " ".join((line.name, *line.names, line.country)).casefold()
    return all(word in words for word in query.casefold().split())


def list_outlets(
    heads: Iterable[Dated], claims: Mapping[str, Claim], incident_of: Mapping[str, str]
) -> list[Outlet]:
    """Outlets by the number of their reports; `alone` counts incidents that no other outlet tells of."""
    heads = list(heads)
    outlet_of = {head.id: head.outlet or "" for head in heads}
    told: dict[str, set[str]] = {}
    tellers: dict[str, set[str]] = {}
    said: dict[str, Counter[str]] = {}
    read: Counter[str] = Counter()
    for claim in claims.values():
        outlet = outlet_of.get(claim.report_id, "")
        read[outlet] += 1
        said.setdefault(outlet, Counter()).update(one.value.kind for one in claim.attribution)
        if incident := incident_of.get(claim.id):
            told.setdefault(outlet, set()).add(incident)
            tellers.setdefault(incident, set()).add(outlet)
    days: dict[str, list[date]] = {}
    for head in heads:
        days.setdefault(head.outlet or "", []).extend([head.published] if head.published else [])
    return [
        Outlet(
            name=name,
            reports=count,
            claims=read[name],
            incidents=len(told.get(name, ())),
            alone=sum(len(tellers[one]) == 1 for one in told.get(name, ())),
            first=min(days[name], default=None),
            last=max(days[name], default=None),
            speakers=tuple(said.get(name, Counter()).most_common(4)),
        )
        for name, count in Counter(outlet_of.values()).most_common()
    ]


Speaker = tuple[tuple[str, str, bool], int]


def list_speakers(claims: Iterable[Claim]) -> list[Speaker]:
    """Speakers the claims rest on, as written, with their kind and whether they are a party; by how often."""
    speakers: Counter[tuple[str, str, bool]] = Counter()
    for claim in claims:
        for one in claim.attribution:
            speakers[one.value.original, one.value.kind, one.value.party_to_conflict] += 1
    return speakers.most_common(LISTED)
