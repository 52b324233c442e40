"""Who acts and who reports: parties with their names and incidents, outlets with what rests on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from dateline.records import Record
from dateline.stores.glances import Glance, Hearing

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


Speaker = tuple[tuple[str, str, bool], int]
Printed = tuple[str, date | None, int]


class Heard:
    """The reports that were read, counted as they are told one by one; nothing of them is kept."""

    def __init__(self, hearings: Iterable[Hearing]) -> None:
        self.outlet_of: dict[str, str] = {}
        self.read: Counter[str] = Counter()
        self.kinds: dict[str, Counter[str]] = {}
        self._speakers: Counter[tuple[str, str, bool]] = Counter()
        for one in hearings:
            if not one.claims:
                continue
            self.outlet_of[one.report_id] = one.outlet
            self.read[one.outlet] += one.claims
            said = self.kinds.setdefault(one.outlet, Counter())
            for original, kind, party, _ in one.heard:
                said[kind] += 1
                self._speakers[original, kind, party] += 1

    @property
    def speakers(self) -> list[Speaker]:
        """Speakers the claims rest on, as written, with their kind and whether they are a party; by how often."""
        return sorted(self._speakers.items(), key=lambda one: (-one[1], one[0]))[:LISTED]


def list_outlets(printed: Iterable[Printed], heard: Heard, glances: Iterable[Glance]) -> list[Outlet]:
    """Outlets by the number of their reports; `alone` counts incidents that no other outlet tells of."""
    reports: Counter[str] = Counter()
    days: dict[str, list[date]] = {}
    for outlet, day, number in printed:
        reports[outlet] += number
        days.setdefault(outlet, []).extend([day] if day else [])
    told: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for one in glances:
        tellers = {heard.outlet_of[id] for id in one.reports if id in heard.outlet_of}
        told.update(tellers)
        alone.update(tellers if len(tellers) == 1 else ())
    return [
        Outlet(
            name=name,
            reports=count,
            claims=heard.read[name],
            incidents=told[name],
            alone=alone[name],
            first=min(days[name], default=None),
            last=max(days[name], default=None),
            speakers=tuple(heard.kinds.get(name, Counter()).most_common(4)),
        )
        for name, count in sorted(reports.items(), key=lambda one: (-one[1], one[0]))
    ]
