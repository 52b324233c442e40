"""The map and the timeline of a situation report as SVG: text, so that pages and documents show the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.sax.saxutils import escape

from dateline.publish.situation import Entry, Row

_INK, _FILL, _GRID = "#333333", "#b22234", "#d9d9d9"
_WIDTH, _MAP_HEIGHT, _LINE_HEIGHT = 640, 360, 120
_KM_A_DEGREE = 111.2


def draw_map(entries: Sequence[Entry]) -> str:
    """Areas of the entries that are placed, each as large as its radius, over a grid of degrees."""
    placed = [entry for entry in entries if entry.latitude is not None and entry.longitude is not None]
    if not placed:
        return _svg(_MAP_HEIGHT, _text(_WIDTH / 2, _MAP_HEIGHT / 2, "no incident is placed", "middle"))
    frame = _Frame(placed)
    shapes = [*frame.grid(), *(frame.area(entry) for entry in placed)]
    return _svg(_MAP_HEIGHT, *shapes)


def draw_timeline(rows: Sequence[Row]) -> str:
    """A bar a day: the incidents, with the dead as a number above."""
    if not rows:
        return _svg(_LINE_HEIGHT, _text(_WIDTH / 2, _LINE_HEIGHT / 2, "no incident", "middle"))
    tallest = max(row.incidents.value for row in rows)
    step = (_WIDTH - 20) / len(rows)
    shapes = []
    for at, row in enumerate(rows):
        height = (_LINE_HEIGHT - 50) * row.incidents.value / tallest
        x, y = 10 + at * step, _LINE_HEIGHT - 22 - height
        size = f'width="{step * 0.7:.1f}" height="{height:.1f}"'
        shapes.append(f'<rect x="{x + step * 0.15:.1f}" y="{y:.1f}" {size} fill="{_INK}"/>')
        shapes.append(_text(x + step / 2, y - 4, _bar_label(row), "middle"))
        if len(rows) <= 10 or at % (len(rows) // 8 + 1) == 0:
            shapes.append(_text(x + step / 2, _LINE_HEIGHT - 8, row.name, "middle"))
    return _svg(_LINE_HEIGHT, *shapes)


def _bar_label(row: Row) -> str:
    return (
        f"{row.incidents.value} ({row.killed.value} dead)" if row.killed.value else str(row.incidents.value)
    )


class _Frame:
    """Degrees to the drawing: equal distances east and north at the middle latitude."""

    def __init__(self, placed: Sequence[Entry]) -> None:
        reach = [(entry.radius_km or 1.0) / _KM_A_DEGREE for entry in placed]
        south, north = _bounds([entry.latitude or 0.0 for entry in placed], reach)
        self.squeeze = max(math.cos(math.radians((south + north) / 2)), 0.1)
        west, east = _bounds(
            [entry.longitude or 0.0 for entry in placed], [one / self.squeeze for one in reach]
        )
        self.scale = min(_WIDTH / ((east - west) * self.squeeze), _MAP_HEIGHT / (north - south))
        self.middle = ((west + east) / 2, (south + north) / 2)
        half_east, half_north = _WIDTH / 2 / self.squeeze / self.scale, _MAP_HEIGHT / 2 / self.scale
        x, y = self.middle
        self.box = (x - half_east, y - half_north, x + half_east, y + half_north)

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where it lies in the drawing."""
        x = _WIDTH / 2 + (longitude - self.middle[0]) * self.squeeze * self.scale
        return x, _MAP_HEIGHT / 2 - (latitude - self.middle[1]) * self.scale

    def area(self, entry: Entry) -> str:
        """A circle as large as the radius, with the entry's number."""
        x, y = self.point(entry.longitude or 0.0, entry.latitude or 0.0)
        radius = max((entry.radius_km or 1.0) / _KM_A_DEGREE * self.scale, 4.0)
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{_FILL}" fill-opacity="0.25" stroke="{_FILL}"/>'
            + _text(x, y + 4, str(entry.number), "middle")
        )

    def grid(self) -> list[str]:
        """Lines of whole degrees (or tens of them), with their names."""
        west, south, east, north = self.box
        step = next((s for s in (0.5, 1, 2, 5, 10, 30) if (east - west) / s <= 10), 60)
        shapes = []
        for n in range(math.ceil(west / step), math.floor(east / step) + 1):
            x, _ = self.point(n * step, south)
            shapes.append(f'<line x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{_MAP_HEIGHT}" stroke="{_GRID}"/>')
            shapes.append(
                _text(x + 3, _MAP_HEIGHT - 4, f"{abs(n * step):g}° {'E' if n >= 0 else 'W'}", "start")
            )
        for n in range(math.ceil(south / step), math.floor(north / step) + 1):
            _, y = self.point(west, n * step)
            shapes.append(f'<line x1="0" y1="{y:.1f}" x2="{_WIDTH}" y2="{y:.1f}" stroke="{_GRID}"/>')
            shapes.append(_text(3, y - 3, f"{abs(n * step):g}° {'N' if n >= 0 else 'S'}", "start"))
        return shapes


def _bounds(values: Sequence[float], reach: Sequence[float]) -> tuple[float, float]:
    """Lowest and highest that the areas reach, with a margin; never less than two degrees apart."""
    low = min(value - far for value, far in zip(values, reach, strict=True))
    high = max(value + far for value, far in zip(values, reach, strict=True))
    margin = max((high - low) * 0.08, (2.0 - (high - low)) / 2)
    return low - margin, high + margin


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="11" font-family="sans-serif"'
        f' fill="{_INK}">{escape(words)}</text>'
    )


def _svg(height: int, *shapes: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}">'
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>{"".join(shapes)}</svg>'
    )
