"""The GeoPackage as SQLite and as GDAL see it."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import struct
import subprocess
from pathlib import Path

import msgspec
import pytest

from dateline.publish import gpkg
from dateline.publish.formats import load_export
from dateline.publish.items import Item


@pytest.fixture
def package(item: Item, tmp_path: Path) -> Path:
    """A file with one placed incident and one that is not placed."""
    assert item.incident.place
    place = msgspec.structs.replace(
        item.incident.place, latitude=None, longitude=None, reason="two of that name"
    )
    unplaced = msgspec.structs.replace(
        item, incident=msgspec.structs.replace(item.incident, id="i2", place=place)
    )
    path = tmp_path / "incidents.gpkg"
    with path.open("wb") as stream:
        assert gpkg.write([item, unplaced], stream).incidents == 2
    return path


def test_the_file_says_what_it_is_and_holds_its_layer(package: Path) -> None:
    connection = sqlite3.connect(package)
    assert connection.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("SELECT min_x, max_y, last_change FROM gpkg_contents").fetchall() == [
        (96.5, 25.5, "2023-01-27T00:00:00.000Z")
    ]
    rows = connection.execute("SELECT geom, incident_id, abstained, killed_best FROM incidents").fetchall()
    connection.close()
    assert struct.unpack("<2d", rows[0][0][-16:]) == (96.5, 25.5)
    assert rows[1] == (None, "i2", "two of that name", 2)


def test_the_same_incidents_give_the_same_bytes(item: Item) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    gpkg.write([item], first)
    gpkg.write([item], second)
    assert first.getvalue() == second.getvalue()


@pytest.mark.skipif(shutil.which("ogr2ogr") is None, reason="GDAL is not installed")
@pytest.mark.parametrize("name", ["gpkg", "geojson"])
def test_gdal_reads_layers_geometry_and_columns(name: str, item: Item, tmp_path: Path) -> None:
    path = tmp_path / f"in{load_export(name).suffix}"
    with path.open("wb") as stream:
        load_export(name).write([item], stream)
    layers = ["incidents"] if name == "gpkg" else []
    done = subprocess.run(
        ["ogr2ogr", "-f", "GeoJSON", "/vsistdout/", str(path), *layers],
        capture_output=True,
        check=True,
        timeout=60,
    )
    (feature,) = json.loads(done.stdout)["features"]
    assert done.stderr == b""
    assert feature["geometry"] == {"type": "Point", "coordinates": [96.5, 25.5]}
    assert feature["properties"]["radius_km"] == 2.0
    assert str(feature["properties"]["date_start"]).replace("/", "-") == "2023-01-25"
