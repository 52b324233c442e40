"""Coordinates written in a report: decimal degrees, and degrees with minutes and seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.codebook import geo_precision_of
from dateline.extract.mentions import PlaceMention
from dateline.records import Place, Span
from dateline.text import Document

_LAT = r"(?P<lat>-?\d{1,2}\.\d{2,8})\s*°?\s*(?P<ns>[NS])?"
_LON = r"(?P<lon>-?\d{1,3}\.\d{2,8})\s*°?\s*(?P<ew>[EW])?"
_DECIMAL = re.compile(rf"(?<![\d.]){_LAT}\s*[,;/ ]\s*{_LON}(?![\d.])")
_MINUTES = r"\s*°\s*(?P<{0}m>\d{{1,2}})?\s*['’′]?\s*(?:(?P<{0}s>\d{{1,2}}(?:\.\d+)?)\s*[\"”″])?\s*"
_DEGREES = re.compile(
    r"(?P<lat>\d{1,2})" + _MINUTES.format("lat") + r"(?P<ns>[NS])[,;/ ]{1,3}"
    r"(?P<lon>\d{1,3})" + _MINUTES.format("lon") + r"(?P<ew>[EW])"
)
_POINT_PRECISION = 1


def read_coordinates(document: Document) -> Iterator[PlaceMention]:
    """One mention for each pair of coordinates on the globe."""
    for pattern in (_DECIMAL, _DEGREES):
        for match in pattern.finditer(document.text):
            point = _point(match)
            if point is not None:
                yield _mention(document, Span(match.start(), match.end()), point)


def _point(match: re.Match[str]) -> tuple[float, float] | None:
    found = match.groupdict()
    lat, lon = _degrees(found, "lat"), _degrees(found, "lon")
    lat = -lat if found.get("ns") == "S" else lat
    lon = -lon if found.get("ew") == "W" else lon
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or (lat == 0 and lon == 0):
        return None
    return round(lat, 6), round(lon, 6)


def _degrees(found: dict[str, str | None], name: str) -> float:
    minutes = float(found.get(f"{name}m") or 0)
    seconds = float(found.get(f"{name}s") or 0)
    return float(found[name] or 0) + minutes / 60 + seconds / 3600


def _mention(document: Document, span: Span, point: tuple[float, float]) -> PlaceMention:
    text = span.of(document.text)
    place = Place(
        as_written=text,
        name=text,
        kind="coordinates",
        latitude=point[0],
        longitude=point[1],
        radius_km=0.5,
        where_prec=_POINT_PRECISION,
        geo_precision=geo_precision_of(_POINT_PRECISION),
    )
    return PlaceMention(span=span, text=text, phrase=span, kind="coordinates", place=place, confidence=0.95)
