"""A GeoPackage (OGC 1.3): incidents as points with their columns, and a QGIS style that draws the radius.

A GeoPackage is an SQLite file of a fixed form, and Python has SQLite: no other library is needed.
"""

from __future__ import annotations

import sqlite3
import struct
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO

from dateline.publish import geojson
from dateline.publish.formats import Export, Written
from dateline.publish.items import Item

_REAL = {"radius_km", "confidence"}
_INTEGER = {
    "where_prec", "geo_precision", "killed_low", "killed_best", "killed_high", "injured_best", "background", "sum_of",
}  # fmt: skip
_DATE = {"date_start", "date_end"}
# `id` is the table's own key in a GeoPackage, so the incident's id has a column of its own.
COLUMNS = tuple("incident_id" if name == "id" else name for name in geojson.COLUMNS)
TABLE = "incidents"
_SRS = 4326
_APPLICATION_ID = 0x47504B47  # "GPKG"
_VERSION = 10300
_BATCH = 5000


def write(items: Iterable[Item], stream: BinaryIO) -> Written:
    """The whole file; it is made beside and copied, since SQLite needs a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "incidents.gpkg"
        connection = sqlite3.connect(path)
        try:
            count = _fill(connection, items)
        finally:
            connection.close()
        with path.open("rb") as made:
            while block := made.read(1 << 20):
                stream.write(block)
    return Written(count)


def geometry_of(point: tuple[float, float] | None) -> bytes | None:
    """A GeoPackage geometry: header, then the point as well-known binary, least byte first."""
    if point is None:
        return None
    return b"GP\x00\x01" + struct.pack("<i", _SRS) + struct.pack("<BI2d", 1, 1, *point)


def _fill(connection: sqlite3.Connection, items: Iterable[Item]) -> int:
    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {_VERSION}")
    connection.executescript((files("dateline.publish") / "gpkg.sql").read_text(encoding="utf-8"))
    connection.execute(f"CREATE TABLE {TABLE} ({', '.join(_column_definitions())})")
    bounds = _Bounds()
    marks = ", ".join("?" * (len(COLUMNS) + 1))
    connection.executemany(
        f"INSERT INTO {TABLE} (geom, {', '.join(COLUMNS)}) VALUES ({marks})", _rows(items, bounds)
    )
    _describe(connection, bounds)
    connection.commit()
    return bounds.count


def _column_definitions() -> Iterator[str]:
    yield "fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"
    yield "geom POINT"
    for name in COLUMNS:
        kind = (
            "REAL"
            if name in _REAL
            else "INTEGER"
            if name in _INTEGER
            else "DATE"
            if name in _DATE
            else "TEXT"
        )
        yield f"{name} {kind}"


class _Bounds:
    """The smallest box around the points, how many incidents, and the newest report's day."""

    def __init__(self) -> None:
        self.count = 0
        self.box: list[float] | None = None
        self.newest: date | None = None

    def add(self, item: Item, point: tuple[float, float] | None) -> None:
        """Nothing; the box grows where it must."""
        self.count += 1
        days = [head.published for head in item.reports if head.published]
        self.newest = max([*days, *([self.newest] if self.newest else [])], default=None)
        if point is not None:
            west, south, east, north = self.box or [*point, *point]
            x, y = point
            self.box = [min(west, x), min(south, y), max(east, x), max(north, y)]


def _rows(items: Iterable[Item], bounds: _Bounds) -> Iterator[tuple[Any, ...]]:
    for item in items:
        point = geojson.point_of(item)
        bounds.add(item, point)
        values = geojson.properties_of(item)
        values["reports"] = "; ".join(values["reports"])
        yield (geometry_of(point), *(values[name] for name in geojson.COLUMNS))


def _describe(connection: sqlite3.Connection, bounds: _Bounds) -> None:
    """The entries by which programs find the layer, its box and its style."""
    changed = f"{bounds.newest or date(2000, 1, 1)}T00:00:00.000Z"
    box: list[float | None] = [*bounds.box] if bounds.box else [None] * 4
    connection.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', 'Incidents', ?, ?, ?, ?, ?, ?, ?)",
        (TABLE, "Points stand for areas: see radius_km. No geometry: not placed.", changed, *box, _SRS),
    )
    connection.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', ?, 0, 0)", (TABLE, _SRS)
    )
    style = (files("dateline.publish") / "incidents.qml").read_text(encoding="utf-8")
    connection.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,"
        " styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, update_time)"
        " VALUES ('', '', ?, 'geom', 'Incidents by type', ?, '', 1, 'Areas by type of event', '', NULL, ?)",
        (TABLE, style, changed),
    )


EXPORT = Export(name="gpkg", suffix=".gpkg", columns=COLUMNS, write=write, binary=True)
