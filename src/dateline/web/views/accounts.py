"""An incident's claims side by side: fields as rows, claims as columns, what was chosen, what differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import asin, cos, degrees, radians, sin, sqrt
from typing import Any

from dateline.records import Claim, Incident, Record, Settled, Toll
from dateline.review import Field, list_fields, readings_of
from dateline.stores.contract import IncidentFilter
from dateline.stores.glances import Glance, glance_of
from dateline.web.views.words import rule_words, value_words

NEAR_KM, NEAR_DAYS, SHOWN = 60.0, 4, 8
EARTH_KM = 6371.0

# The incident's name for a field of a claim, where the two differ.
SETTLED = {"actor": "side_a", "recipient": "side_b"}


class Cell(Record, frozen=True, kw_only=True):
    """What one claim says of one field; `state` is chosen, agrees, differs or silent."""

    values: tuple[str, ...]
    raw: str
    state: str


class Row(Record, frozen=True, kw_only=True):
    """One field over all claims, with the value settled on and why."""

    field: Field
    settled: str
    rule: str
    cells: tuple[Cell, ...]

    @property
    def disputed(self) -> bool:
        """True when some claim says otherwise."""
        return any(cell.state == "differs" for cell in self.cells)


def compare_claims(incident: Incident, claims: Sequence[Claim]) -> tuple[Row, ...]:
    """A row for each field that any of the claims fills."""
    return tuple(
        row
        for field in list_fields()
        if (row := _row(field, incident, claims)) and any(c.values for c in row.cells)
    )


def _row(field: Field, incident: Incident, claims: Sequence[Claim]) -> Row:
    held = getattr(incident, SETTLED.get(field.name, field.name), None)
    settled = held if isinstance(held, Settled) else None
    chosen = value_words(settled.value) if settled else ""
    if field.name == "toll":
        return _toll_row(field, incident, claims)
    listed = "; ".join(value_words(one) for one in held or ()) if field.name in ("targets", "weapons") else ""
    return Row(
        field=field,
        settled=chosen or listed,
        rule=rule_words(settled.rule) if settled else "",
        cells=tuple(_cell(field, claim, settled, chosen) for claim in claims),
    )


def _toll_row(field: Field, incident: Incident, claims: Sequence[Claim]) -> Row:
    """The tolls: a claim differs where it gives another figure than was settled for the same people."""
    cells = []
    for claim in claims:
        own = [one.value for one in claim.toll]
        states = [_toll_state(claim, one, incident.toll) for one in own]
        state = "differs" if "differs" in states else "chosen" if "chosen" in states else "agrees"
        cells.append(
            Cell(
                values=tuple(value_words(one) for one in own),
                raw=claim.toll[0].raw if own else "",
                state=state if own else "silent",
            )
        )
    return Row(
        field=field,
        settled="; ".join(value_words(one.value) for one in incident.toll),
        rule="; ".join(dict.fromkeys(rule_words(one.rule) for one in incident.toll)),
        cells=tuple(cells),
    )


def _toll_state(claim: Claim, toll: Toll, settled: Sequence[Settled[Toll]]) -> str:
    """chosen, agrees or differs: whether some settled toll of the same outcome has this claim's figure."""
    same = [one for one in settled if one.value.outcome == toll.outcome]
    alike = [one for one in same if _figure(one.value) == _figure(toll)]
    if same and not alike:
        return "differs"
    return "chosen" if any(claim.id in one.claim_ids for one in alike) else "agrees"


def _figure(toll: Toll) -> tuple[int | None, int | None, int | None]:
    return (toll.low, toll.best, toll.high)


def _cell(field: Field, claim: Claim, settled: Settled[Any] | None, chosen: str) -> Cell:
    own = [reading for path, reading in readings_of(claim) if path.partition(".")[0] == field.name]
    values = tuple(value_words(reading.value) for reading in own)
    if not values:
        state = "silent"
    elif settled is None:
        state = "agrees"
    elif claim.id in settled.claim_ids:
        state = "chosen"
    elif chosen in values:
        state = "agrees"
    else:
        state = "differs"
    return Cell(values=values, raw=own[0].raw if own else "", state=state)


def area_of(incident: Incident) -> IncidentFilter | None:
    """Where neighbours of the incident can lie; None when its day or its place is not known."""
    period, place = incident.date.value, incident.location.value if incident.location else None
    if period.start is None or place is None or place.latitude is None or place.longitude is None:
        return None
    high = degrees(NEAR_KM / EARTH_KM)
    wide = high / max(cos(radians(place.latitude)), 0.01)
    box = (place.longitude - wide, place.latitude - high, place.longitude + wide, place.latitude + high)
    days = timedelta(days=NEAR_DAYS)
    return IncidentFilter(start=period.start - days, end=period.start + days, box=box)


def find_neighbours(incident: Incident, others: Iterable[Incident]) -> list[Incident]:
    """Incidents close in time and place, the closest first: those a person may want to merge with this one."""
    here = glance_of(incident)
    near = [(km, one) for one in others if (km := _distance(here, glance_of(one))) is not None]
    return [one for _, one in sorted(near, key=lambda pair: (pair[0], pair[1].id))][:SHOWN]


def _distance(one: Glance, other: Glance) -> float | None:
    """Kilometres and days in one figure; None when they cannot be the same."""
    if one.id == other.id or not one.first or not other.first:
        return None
    days = abs(one.first - other.first)
    if days > NEAR_DAYS or None in (one.latitude, other.latitude):
        return None
    km = km_between(one, other)
    return km / NEAR_KM + days if km <= NEAR_KM else None


def km_between(one: Glance, other: Glance) -> float:
    """Kilometres between the middles of two placed incidents."""
    lat_a, lon_a, lat_b, lon_b = (
        radians(at or 0.0) for at in (one.latitude, one.longitude, other.latitude, other.longitude)
    )
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
