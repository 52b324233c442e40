"""Where a unit lies when only its settlements are known: a label point and the radius that holds most of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
_CELL = 0.25  # degrees; one settlement a cell, so that a dense corner does not pull the point towards it


def kilometres(a: Point, b: Point) -> float:
    """Great-circle distance."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


def label_point(points: Iterable[Point]) -> Point | None:
    """The middle of the cells that hold a point; None without points. Longitudes are averaged on the circle."""
    cells = sorted({(math.floor(lat / _CELL), math.floor(lon / _CELL)) for lat, lon in points})
    if not cells:
        return None
    lat = sum(cell[0] + 0.5 for cell in cells) / len(cells) * _CELL
    east = sum(math.cos(math.radians((cell[1] + 0.5) * _CELL)) for cell in cells)
    north = sum(math.sin(math.radians((cell[1] + 0.5) * _CELL)) for cell in cells)
    return round(lat, 4), round(math.degrees(math.atan2(north, east)), 4)


def radius_around(centre: Point, points: Sequence[Point], *, least: float) -> float:
    """Kilometres from the centre within which 95 of 100 points lie, but never under `least`."""
    if not points:
        return least
    away = sorted(kilometres(centre, point) for point in points)
    return round(max(least, away[min(len(away) - 1, int(0.95 * len(away)))]), 1)
