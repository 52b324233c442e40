"""Programs that are not ours open what we write: DuckDB, pyarrow, pandas, geopandas, polars, libhxl, LibreOffice."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import geopandas
import pandas
import polars
import pytest
from pyarrow import parquet

from dateline.plugins import list_plugins
from dateline.publish.changes import read_changes
from dateline.publish.formats import load_export
from dateline.publish.items import Item

_HXL = """
import json, sys, hxl
data = hxl.data(hxl.make_input(sys.argv[1], hxl.InputOptions(allow_local=True)))
print(json.dumps({"tags": [column.display_tag for column in data.columns], "rows": [row.values for row in data]}))
"""


@pytest.fixture
def written(item: Item, tmp_path: Path) -> dict[str, Path]:
    """One file a format."""
    paths = {}
    for name in list_plugins("exports"):
        export = load_export(name)
        paths[name] = tmp_path / name / f"incidents{export.suffix}"
        paths[name].parent.mkdir()
        with paths[name].open("wb") as stream:
            export.write([item], stream)
    return paths


def test_duckdb_reads_parquet_csv_and_lines_of_json(written: dict[str, Path]) -> None:
    with duckdb.connect() as database:
        row = database.sql(
            f"SELECT id, date_start::VARCHAR, killed_best, latitude, longitude FROM '{written['geoparquet']}'"
        ).fetchall()
        assert row == [("i1", "2023-01-25", 2, 25.5, 96.5)]
        assert database.sql(f"SELECT sum(fatalities) FROM read_csv('{written['acled']}')").fetchall() == [
            (2,)
        ]
        found = database.sql(f"SELECT claims[1].toll[1].best FROM read_json('{written['jsonl']}')").fetchall()
        assert found == [(2,)]


def test_parquet_says_that_it_is_geoparquet(written: dict[str, Path]) -> None:
    geo = json.loads(parquet.read_schema(written["geoparquet"]).metadata[b"geo"])
    assert geo["primary_column"] == "geometry"
    assert geo["columns"]["geometry"] == {"encoding": "WKB", "geometry_types": ["Point"]}


def test_libhxl_finds_every_tag_and_value(written: dict[str, Path]) -> None:
    command = [sys.executable, "-c", _HXL, str(written["hxl"])]
    found = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=120).stdout)
    cells = dict(zip(found["tags"], found["rows"][0], strict=True))
    assert len(found["rows"]) == 1
    assert cells["#event+id"] == "i1"
    assert cells["#affected+killed"] == "2"
    assert cells["#country+code+v_iso3"] == "MMR"


@pytest.mark.parametrize("name", ["acled", "ged", "hxl"])
def test_pandas_reads_every_table_with_all_its_columns(written: dict[str, Path], name: str) -> None:
    frame = pandas.read_csv(written[name], skiprows=[1] if name == "hxl" else None)
    assert tuple(frame.columns) == load_export(name).columns
    assert len(frame) == 1
    dead = {"acled": "fatalities", "ged": "best", "hxl": "Killed (best)"}[name]
    assert int(frame[dead].iloc[0]) == 2


def test_pandas_reads_the_workbook_through_calamine(written: dict[str, Path]) -> None:
    frame = pandas.read_excel(written["xlsx"], sheet_name="Incidents", engine="calamine")
    assert frame["date_start"].iloc[0] == pandas.Timestamp(2023, 1, 25)
    assert frame["killed_best"].iloc[0] == 2
    assert pandas.isna(frame["injured_best"].iloc[0])


@pytest.mark.parametrize("name", ["geojson", "gpkg", "geoparquet"])
def test_geopandas_reads_every_layer(written: dict[str, Path], name: str) -> None:
    options = {"layer": "incidents"} if name == "gpkg" else {}
    read = geopandas.read_parquet if name == "geoparquet" else geopandas.read_file
    frame = read(written[name], **options)
    assert frame.crs.to_string() in ("EPSG:4326", "OGC:CRS84")
    assert (frame.geometry.iloc[0].x, frame.geometry.iloc[0].y) == (96.5, 25.5)
    assert frame["radius_km"].iloc[0] == 2.0


def test_polars_reads_parquet_and_lines_of_json(written: dict[str, Path]) -> None:
    assert polars.read_parquet(written["geoparquet"])["killed_best"].to_list() == [2]
    assert polars.read_ndjson(written["jsonl"])["id"].to_list() == ["i1"]
    events = polars.read_ndjson(written["plover"])
    assert events["event"].to_list() == [["ASSAULT"]]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_workbook(written: dict[str, Path], tmp_path: Path) -> None:
    tables = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        tables,
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "lo"), str(written["xlsx"])],
        capture_output=True,
        check=True,
        timeout=300,
    )
    incidents, claims = (
        list(
            csv.DictReader(
                (tmp_path / "lo" / f"incidents-{name}.csv").read_text(encoding="utf-8").splitlines()
            )
        )
        for name in ("Incidents", "Claims")
    )
    assert tuple(incidents[0]) == load_export("xlsx").columns
    assert (incidents[0]["date_start"], incidents[0]["killed_best"], incidents[0]["injured_best"]) == (
        "2023-01-25", "2", "",
    )  # fmt: skip
    assert "River Army → Police Forces of Quenland" in incidents[0]["sentence"]
    assert (claims[0]["incident"], claims[0]["speaker"]) == ("i1", "a resident")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_saved_by_libreoffice_has_no_changes_of_its_own(
    written: dict[str, Path], item: Item, tmp_path: Path, kind: str
) -> None:
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / "saved")]
    subprocess.run([*command, str(written["xlsx"])], capture_output=True, check=True, timeout=300)
    saved = (tmp_path / "saved" / f"incidents.{kind}").read_bytes()
    found = read_changes(saved, [item], name="saved")
    assert (found.changed, found.refused) == ((), ())
