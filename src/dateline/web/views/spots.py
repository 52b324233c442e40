"""Places one may choose among, as areas on a map: numbered like the list beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from dateline.records import Alternative, Place, Record

SHOWN = 3
RADIUS_KM = 2.0  # of a candidate that has none: about the size of a village


class Spot(Record, frozen=True, kw_only=True):
    """One place on the map; `pick` is the value of the choice beside the map, empty for the one held."""

    label: str
    latitude: float
    longitude: float
    radius_km: float
    pick: str = ""


def spots_of(places: Iterable[Place]) -> str:
    """The places that have coordinates, numbered from 1 in their order, as JSON; empty when there are none."""
    return _write(_numbered(places))


def choices_of(held: Place | None, looked: Sequence[Place]) -> str:
    """The place a field holds, then what was looked up; where nothing was, the reader's first candidates."""
    own = [_spot(held, held.name, "")] if held else []
    if looked:
        return _write(own + _numbered(looked))
    rivals = held.alternatives[:SHOWN] if held else ()
    return _write(
        own + [_spot(one, f"{number} {one.name}", str(number - 1)) for number, one in enumerate(rivals, 1)]
    )


def _numbered(places: Iterable[Place]) -> list[Spot | None]:
    return [
        _spot(place, f"{number} {place.name}", place.gazetteer_id or "")
        for number, place in enumerate(places, 1)
    ]


def _write(spots: Sequence[Spot | None]) -> str:
    drawn = [spot for spot in spots if spot]
    return msgspec.json.encode(drawn).decode() if drawn else ""


def _spot(place: Place | Alternative, label: str, pick: str) -> Spot | None:
    if place.latitude is None or place.longitude is None:
        return None
    radius = place.radius_km if isinstance(place, Place) else None
    return Spot(
        label=label,
        latitude=place.latitude,
        longitude=place.longitude,
        radius_km=radius or RADIUS_KM,
        pick=pick,
    )
