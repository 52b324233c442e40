"""The map and the timeline of a situation report as SVG: text, so that pages and documents show the same."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from dateline.publish.sitrep_words import refs
from dateline.publish.situation import Entry, Row

_INK, _FILL, _GRID = "#333333", "#b22234", "#d9d9d9"
_WIDTH, _MAP_HEIGHT, _LINE_HEIGHT = 640, 360, 120
_KM_A_DEGREE = 111.2
_FONTS = "Noto Sans, Noto Sans Myanmar, Noto Sans Arabic, sans-serif"
_FONT_SIZE, _LETTER = 11, 6.2  # of a label, and how wide one of its letters is taken to be
_LONGEST = 18  # letters of a name on the map


def draw_map(entries: Sequence[Entry]) -> str:
    """Areas of the entries that are placed, each as large as its radius, over a grid of degrees.

    Entries of one area share a circle; a label that would cover another loses its name, then is left out.
    """
    placed = [entry for entry in entries if entry.latitude is not None and entry.longitude is not None]
    if not placed:
        return _svg(_MAP_HEIGHT, _text(_WIDTH / 2, _MAP_HEIGHT / 2, "no incident is placed", "middle"))
    frame = _Frame(placed)
    areas = [frame.area(entries) for entries in _by_area(placed)]
    areas.sort(key=lambda area: (-area.radius, area.numbers))
    return _svg(_MAP_HEIGHT, *frame.grid(), *(area.circle() for area in areas), *_labels(areas))


def _by_area(placed: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The entries of each point and radius together, in the order of their numbers."""
    found: dict[tuple[float | None, ...], list[Entry]] = {}
    for entry in placed:
        found.setdefault((entry.latitude, entry.longitude, entry.radius_km), []).append(entry)
    yield from found.values()


class _Area(NamedTuple):
    """One circle of the map: where, how large, the entries in it by number, and what the place is called."""

    x: float
    y: float
    radius: float
    numbers: tuple[int, ...]
    name: str

    def circle(self) -> str:
        """The circle alone."""
        at = f'cx="{self.x:.1f}" cy="{self.y:.1f}" r="{self.radius:.1f}"'
        return f'<circle {at} fill="{_FILL}" fill-opacity="0.25" stroke="{_FILL}"/>'


def _labels(areas: Sequence[_Area]) -> Iterator[str]:
    """Numbers and names beside their circles, those of most incidents first, none upon another."""
    taken: list[tuple[float, float, float, float]] = []
    for area in sorted(areas, key=lambda area: (-len(area.numbers), area.numbers)):
        numbers = refs(area.numbers)
        for words in (f"{numbers} {area.name[:_LONGEST]}", numbers):
            wide = len(words) * _LETTER
            left = _beside(area, wide)
            box = (left, area.y - 9, left + wide, area.y + 4)
            if not any(_overlap(box, other) for other in taken):
                taken.append(box)
                yield _text(left, area.y + 4, words, "start", halo=True)
                break


def _beside(area: _Area, wide: float) -> float:
    """Where a label of this width begins: within a wide circle, else right of it, or left where the map ends."""
    if area.radius > max(wide / 2, _FONT_SIZE):
        return area.x - wide / 2
    right = area.x + area.radius + 2
    return right if right + wide < _WIDTH else max(2.0, area.x - area.radius - 2 - wide)


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def draw_timeline(rows: Sequence[Row]) -> str:
    """A bar a step of time: the incidents, with the dead as a number above where there is room."""
    tallest = max((row.incidents.value for row in rows), default=0)
    if not tallest:
        return _svg(_LINE_HEIGHT, _text(_WIDTH / 2, _LINE_HEIGHT / 2, "no incident", "middle"))
    step = (_WIDTH - 20) / len(rows)
    every = math.ceil(max(len(row.name) for row in rows) * _LETTER * 1.1 / step)
    shapes = []
    for at, row in enumerate(rows):
        height = (_LINE_HEIGHT - 50) * row.incidents.value / tallest
        x, y = 10 + at * step, _LINE_HEIGHT - 22 - height
        if row.incidents.value:
            size = f'width="{step * 0.7:.1f}" height="{height:.1f}"'
            shapes.append(f'<rect x="{x + step * 0.15:.1f}" y="{y:.1f}" {size} fill="{_INK}"/>')
            shapes.append(_text(x + step / 2, y - 4, _bar_label(row, step), "middle"))
        if at % every == 0:
            shapes.append(_text(x + step / 2, _LINE_HEIGHT - 8, row.name, "middle"))
    return _svg(_LINE_HEIGHT, *shapes)


def _bar_label(row: Row, width: float) -> str:
    told = f"{row.incidents.value} ({row.killed.value} dead)"
    return told if row.killed.value and len(told) * _LETTER < width else str(row.incidents.value)


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

    def area(self, entries: Sequence[Entry]) -> _Area:
        """A circle as large as the radius, for the entries that share it."""
        first = entries[0]
        x, y = self.point(first.longitude or 0.0, first.latitude or 0.0)
        radius = max((first.radius_km or 1.0) / _KM_A_DEGREE * self.scale, 4.0)
        numbers = tuple(entry.number for entry in entries)
        return _Area(x, y, radius, numbers, first.where.removeprefix("near ").partition(",")[0])

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


def _text(x: float, y: float, words: str, anchor: str, *, halo: bool = False) -> str:
    around = ' stroke="#ffffff" stroke-width="3" paint-order="stroke" stroke-linejoin="round"' if halo else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{_FONT_SIZE}" font-family="{_FONTS}"'
        f' fill="{_INK}"{around}>{escape(words)}</text>'
    )


def _svg(height: int, *shapes: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}">'
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>{"".join(shapes)}</svg>'
    )
