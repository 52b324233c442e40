"""What one report says of one incident, in the form that is quick to compare with another report's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Day

from dateline.codebook import SubEventType
from dateline.reconcile.sides import is_known
from dateline.records import Actor, Claim, Period, Place, Reading

Moment = tuple[str, int]

_WORD = re.compile(r"[^\W_]+")
_SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class Where:
    """A place as numbers; `level` is UCDP's where_prec: 1 a spot, 3 a district, 4 a province, 6 a country."""

    name: str
    level: int
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float = 0.0
    gazetteer_id: str | None = None
    units: frozenset[str] = frozenset()
    district: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """The claims of one moment of one report as one thing to compare; days are ordinals, None = not told."""

    moment: Moment
    claim_ids: tuple[str, ...]
    kind: SubEventType
    reported: int | None = None
    first_day: int | None = None
    last_day: int | None = None
    time_of_day: str | None = None
    where: Where | None = None
    side_a: frozenset[str] = frozenset()
    side_b: frozenset[str] = frozenset()
    victims: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    weapons: frozenset[str] = frozenset()
    killed: int | None = None
    hurt: int | None = None
    background: bool = False
    total: bool = False

    @property
    def days(self) -> int | None:
        """How many days the incident may have fallen on; None when it is not told."""
        if self.first_day is None or self.last_day is None:
            return None
        return self.last_day - self.first_day + 1


def make_account(claims: Sequence[Claim]) -> Account:
    """The claims of one moment, best first, as one account."""
    lead = claims[0]
    period = _first(claim.date for claim in claims)
    place = _first(claim.location for claim in claims)
    first, last = _days(period.value if period else None)
    return Account(
        moment=(lead.report_id, lead.moment),
        claim_ids=tuple(sorted(claim.id for claim in claims)),
        kind=lead.sub_event_type.value,
        reported=lead.reported.toordinal() if lead.reported else None,
        first_day=first,
        last_day=last,
        time_of_day=period.value.time_of_day if period else None,
        where=make_where(place.value) if place else None,
        side_a=_names(claim.actor for claim in claims),
        side_b=_names(claim.recipient for claim in claims),
        victims=_names(claim.victims for claim in claims),
        words=_words(claims),
        weapons=frozenset(w for claim in claims if claim.weapons for w in claim.weapons.value),
        killed=_figure(claims, "killed"),
        hurt=_figure(claims, "injured"),
        background=all(claim.background for claim in claims),
        total=_is_total(claims, first, last),
    )


def _is_total(claims: Sequence[Claim], first: int | None, last: int | None) -> bool:
    """True for what counts several incidents; parts within one day may be one incident told in pieces."""
    if any((claim.summed_count or 0) > 1 for claim in claims):
        return True
    return any(claim.summed_moments for claim in claims) and (first is None or last != first)


def make_where(place: Place) -> Where:
    """The place as numbers; its name folded, the units that contain it as folded names."""
    district = place.admin3 or place.admin2
    units = frozenset(fold(u) for u in (place.admin1, place.admin2, place.admin3, place.country) if u)
    return Where(
        name=fold(place.name),
        level=1 if place.guessed else place.where_prec or _level(place),
        # Two unknown villages of one district are not one place: a guessed point is no point here.
        latitude=None if place.guessed else place.latitude,
        longitude=None if place.guessed else place.longitude,
        radius_km=0.0 if place.guessed else place.radius_km or 0.0,
        gazetteer_id=place.gazetteer_id,
        units=units,
        district=fold(district) if district else None,
        country=fold(place.country) if place.country else None,
    )


def _level(place: Place) -> int:
    """The precision a radius stands for where none is given: a town, a district, a province, a country."""
    radius = place.radius_km or 0.0
    return next((level for level, limit in ((1, 6.0), (3, 40.0), (4, 250.0)) if radius <= limit), 6)


def fold(name: str) -> str:
    """The name in small letters, only letters and figures."""
    return "".join(_WORD.findall(name.casefold()))


def _first(readings: Iterable[Reading | None]) -> Reading | None:  # type: ignore[type-arg]
    """The first stated reading, else the first of any basis."""
    given = [reading for reading in readings if reading is not None]
    return next(
        (reading for reading in given if reading.basis in ("stated", "analyst")), given[0] if given else None
    )


def _days(period: Period | None) -> tuple[int | None, int | None]:
    if period is None or period.start is None:
        return None, None
    end: Day = period.end or period.start
    return period.start.toordinal(), end.toordinal()


def _names(readings: Iterable[Reading[tuple[Actor, ...]] | None]) -> frozenset[str]:
    """The parties by roster id, or by folded name; general names tell nothing and are left out."""
    actors = [actor for reading in readings if reading for actor in reading.value]
    return frozenset(actor.actor_id or fold(actor.name) for actor in actors if is_known(actor))


def _words(claims: Sequence[Claim]) -> frozenset[str]:
    """The words for what was hit and where exactly: targets, site, place as written, victims."""
    texts = [target.raw or target.value.as_written for claim in claims for target in claim.targets]
    for claim in claims:
        if claim.location:
            texts += [claim.location.value.site or "", claim.location.value.as_written]
        if claim.victims:
            texts += [actor.as_written for actor in claim.victims.value]
    return frozenset(w for text in texts for w in _WORD.findall(text.casefold()) if len(w) >= _SHORTEST_WORD)


def _figure(claims: Sequence[Claim], outcome: str) -> int | None:
    """How many people in all the leading claim counts for an outcome, sides added up."""
    for claim in claims:
        figures = [told.value.figure for told in claim.toll if told.value.outcome == outcome]
        known = [n for n in figures if n is not None]
        if known:
            return sum(known)
    return None
