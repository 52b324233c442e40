"""Incidents as areas on a map: a point with the radius it may be off by, or no geometry at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from dateline.publish.formats import Export, Written
from dateline.publish.items import Item
from dateline.publish.words import harmed, killed, names, sentence_of

COLUMNS = (
    "id", "event_type", "sub_event_type", "date_start", "date_end", "date_precision", "place", "site",
    "country", "admin1", "admin2", "admin3", "radius_km", "where_prec", "geo_precision", "cell",
    "abstained", "side_a", "side_b", "victims", "killed_low", "killed_best", "killed_high", "injured_best",
    "losses_stated", "sources", "verification", "background", "sum_of", "confidence", "reports", "sentence",
)  # fmt: skip


def properties_of(item: Item) -> dict[str, Any]:
    """The columns of one incident."""
    line, place = item.incident, item.incident.place
    low, best, high = killed(line)
    return {
        "id": line.id,
        "event_type": line.event_type,
        "sub_event_type": line.sub_event_type,
        "date_start": line.date_start.isoformat() if line.date_start else None,
        "date_end": line.date_end.isoformat() if line.date_end else None,
        "date_precision": line.date_precision,
        "place": place.name if place else None,
        "site": place.site if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "admin2": place.admin2 if place else None,
        "admin3": place.admin3 if place else None,
        "radius_km": place.radius_km if place else None,
        "where_prec": place.where_prec if place else None,
        "geo_precision": place.geo_precision if place else None,
        "cell": place.gazetteer_id if place and place.gazetteer == "h3" else None,
        "abstained": (place.reason or "no coordinates") if place and place.latitude is None else None,
        "side_a": names(line.side_a) or None,
        "side_b": names(line.side_b) or None,
        "victims": names(line.victims) or None,
        "killed_low": low,
        "killed_best": best,
        "killed_high": high,
        "injured_best": harmed(line, "injured")[1],
        "losses_stated": line.losses_stated,
        "sources": "; ".join(source.as_written for source in line.sources),
        "verification": line.verification,
        "background": line.background,
        "sum_of": len(line.sums) or None,
        "confidence": line.confidence.get("incident"),
        "reports": list(line.reports) if isinstance(line.reports, tuple) else [],
        "sentence": sentence_of(line),
    }


def point_of(item: Item) -> tuple[float, float] | None:
    """Longitude and latitude, or None where the place is open."""
    place = item.incident.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.longitude, place.latitude


def feature_of(item: Item) -> dict[str, Any]:
    """One incident as a Feature of RFC 7946."""
    point = point_of(item)
    geometry = {"type": "Point", "coordinates": list(point)} if point else None
    return {
        "type": "Feature",
        "id": item.incident.id,
        "geometry": geometry,
        "properties": properties_of(item),
    }


def write(items: Iterable[Item], stream: BinaryIO) -> Written:
    """A FeatureCollection, one feature a line."""
    stream.write(b'{"type": "FeatureCollection", "features": [')
    count = 0
    for item in items:
        stream.write(b",\n" if count else b"\n")
        stream.write(msgspec.json.encode(feature_of(item)))
        count += 1
    stream.write(b"\n]}\n")
    return Written(count)


EXPORT = Export(name="geojson", suffix=".geojson", columns=COLUMNS, write=write)
