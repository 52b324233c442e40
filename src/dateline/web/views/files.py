"""What is seen as a file: a table, and areas for a map."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

import msgspec

from dateline.web.views import words
from dateline.web.views.board import Line

COLUMNS = (
    *("id", "event_type", "sub_event_type", "date_start", "date_end", "date_precision"),
    *("place", "admin1", "country", "latitude", "longitude", "radius_km", "where_prec"),
    *("side_a", "side_b", "victims", "killed", "verification", "number_of_sources"),
    *("background", "confidence", "reports"),
)


def write_table(lines: Iterable[Line]) -> str:
    """The incidents as CSV. A cell that a spreadsheet would take for a formula is given as text."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for line in lines:
        table.writerow([_plain(cell) for cell in _cells(line)])
    return out.getvalue()


def write_areas(lines: Iterable[Line]) -> bytes:
    """The placed incidents as GeoJSON, each with its radius: a place is an area."""
    features = [_feature(line) for line in lines]
    return msgspec.json.encode({"type": "FeatureCollection", "features": features})


def _feature(line: Line) -> dict[str, Any]:
    incident = line.incident
    place = incident.location.value if incident.location else None
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [line.longitude, line.latitude]},
        "properties": {
            "id": incident.id,
            "title": words.incident_title(incident),
            "place": words.short_place(place) if place else None,
            "event_type": incident.event_type.value,
            "sub_event_type": incident.sub_event_type.value,
            "date_start": incident.date.value.start,
            "date_end": incident.date.value.end,
            "when": words.period_words(incident.date.value),
            "radius_km": place.radius_km if place else None,
            "where_prec": place.where_prec if place else None,
            "killed": line.dead or None,
        },
    }


def _cells(line: Line) -> tuple[Any, ...]:
    one = line.incident
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
