"""What is seen as a file: a table, and areas for a map."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from dateline.records import Incident, Period, Place
from dateline.stores.glances import Glance, killed_of
from dateline.web.views import words

COLUMNS = (
    *("id", "event_type", "sub_event_type", "date_start", "date_end", "date_precision"),
    *("place", "admin1", "country", "latitude", "longitude", "radius_km", "where_prec"),
    *("side_a", "side_b", "victims", "killed", "verification", "number_of_sources"),
    *("background", "confidence", "reports"),
)


def write_table(incidents: Iterable[Incident]) -> str:
    """The incidents as CSV. A cell that a spreadsheet would take for a formula is given as text."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for one in incidents:
        table.writerow([_plain(cell) for cell in _cells(one)])
    return out.getvalue()


def write_areas(incidents: Iterable[Incident]) -> bytes:
    """The placed incidents as GeoJSON, each with its radius: a place is an area."""
    return _collection(_feature(one) for one in incidents)


def write_marks(glances: Iterable[Glance]) -> bytes:
    """The same, with no more than the map draws and says."""
    said = lru_cache(maxsize=None)(_when)
    return _collection(_mark(one, said(one.first, one.last, one.precision)) for one in glances)


def _when(first: int, last: int, precision: str) -> str:
    start, end = (date.fromordinal(day) if day else None for day in (first, last))
    return words.period_words(Period(start=start, end=end, precision=precision))  # type: ignore[arg-type]


def _collection(features: Iterable[dict[str, Any]]) -> bytes:
    return msgspec.json.encode({"type": "FeatureCollection", "features": list(features)})


def _point(longitude: float | None, latitude: float | None, **properties: Any) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "geometry": point, "properties": properties}


def _mark(one: Glance, when: str) -> dict[str, Any]:
    return _point(
        one.longitude,
        one.latitude,
        id=one.id,
        title=f"{one.sub_event_type}, {one.place}",
        place=one.place,
        event_type=one.event_type,
        when=when,
        radius_km=one.radius_km,
    )


def _feature(incident: Incident) -> dict[str, Any]:
    place = incident.location.value if incident.location else Place(as_written="", name="")
    return _point(
        place.longitude,
        place.latitude,
        id=incident.id,
        title=words.incident_title(incident),
        place=words.short_place(place),
        event_type=incident.event_type.value,
        sub_event_type=incident.sub_event_type.value,
        date_start=incident.date.value.start,
        date_end=incident.date.value.end,
        when=words.period_words(incident.date.value),
        radius_km=place.radius_km,
        where_prec=place.where_prec,
        killed=killed_of(incident) or None,
    )


def _cells(one: Incident) -> tuple[Any, ...]:
    place = one.location.value if one.location else None
    killed = [words.toll_words(toll.value) for toll in one.toll if toll.value.outcome == "killed"]
    where = (
        (place.name, place.admin1, place.country, place.latitude, place.longitude) if place else (None,) * 5
    )
    exact = (place.radius_km, place.where_prec) if place else (None, None)
    parties = (words.actors_words(group) for group in (one.side_a.value, one.side_b.value, one.victims))
    return (
        *(one.id, one.event_type.value.value, one.sub_event_type.value.value),
        *(one.date.value.start, one.date.value.end, one.date.value.precision),
        *where,
        *exact,
        *parties,
        "; ".join(killed),
        *(one.verification.value, one.number_of_sources, one.background, round(one.confidence, 3)),
        " ".join(one.report_ids),
    )


def _plain(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
