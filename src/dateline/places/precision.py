"""A place and a relation -> the area it stands for: point, radius, where_prec; from one table."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dateline.places.gazetteer import Entry
from dateline.places.spread import Point

_BIG = 1_000_000
_KM_A_DEGREE = 111.2
_BEARINGS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")


@dataclass(frozen=True, slots=True)
class Area:
    """Where on the map, how wide, and UCDP's code for how exact."""

    point: Point
    radius_km: float
    where_prec: int


@lru_cache(maxsize=1)
def precision_table() -> dict[str, Any]:
    """The rows of the table, first fit first."""
    path = files("dateline.data.places") / "precision.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def area_of(
    entry: Entry, relation: str, *, distance_km: float | None = None, bearing: str | None = None
) -> Area | None:
    """The area meant by "at", "near", "20 km west of" this place; a unit without a point is as wide as its holder.

    None when the pack has no point for either.
    """
    if entry.point is None:
        holder = holder_of(entry)
        return area_of(holder, "in") if holder else None
    row = next(row for row in precision_table()["row"] if _fits(row, entry, relation))
    radius = float(row["radius_km"]) or _own_radius(entry)
    radius = max(radius, float(row.get("least_km", 0.0)))
    point = entry.point
    if relation == "direction" and distance_km is not None:
        if bearing in _BEARINGS:
            point = shifted(point, distance_km, bearing)
            radius = max(5.0, 0.3 * distance_km)
        else:
            radius = max(5.0, 1.2 * distance_km)
    return Area(point, round(radius, 1), int(row["where_prec"]))


def holder_of(entry: Entry) -> Entry | None:
    """The narrowest unit around the place that has a point."""
    return next((unit for unit in entry.chain if unit.point is not None), None)


def _fits(row: dict[str, Any], entry: Entry, relation: str) -> bool:
    return (
        relation in row.get("relations", [relation])
        and entry.level in row.get("levels", [entry.level])
        and entry.kind in row.get("kinds", [entry.kind])
    )


def _own_radius(entry: Entry) -> float:
    if entry.radius_km is not None:
        return entry.radius_km
    radii: dict[str, float] = precision_table()["settlement_radius_km"]
    return radii["big_city"] if entry.population >= _BIG else radii.get(entry.kind, radii["settlement"])


def shifted(point: Point, distance_km: float, bearing: str) -> Point:
    """The point so many kilometres away in a direction of the compass."""
    angle = math.radians(45 * _BEARINGS.index(bearing))
    lat = point[0] + distance_km * math.cos(angle) / _KM_A_DEGREE
    lon = point[1] + distance_km * math.sin(angle) / (
        _KM_A_DEGREE * max(0.05, math.cos(math.radians(point[0])))
    )
    return round(lat, 5), round((lon + 180) % 360 - 180, 5)
