"""Programs that are not ours open what we write: DuckDB, pyarrow, libhxl, GDAL, LibreOffice."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from pyarrow import parquet

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
    for name in ("acled", "geojson", "geoparquet", "gpkg", "hxl", "jsonl", "xlsx"):
        export = load_export(name)
        paths[name] = tmp_path / f"incidents{export.suffix}"
        with paths[name].open("wb") as stream:
            export.write([item], stream)
    return paths


def test_duckdb_reads_parquet_csv_and_lines_of_json(written: dict[str, Path]) -> None:
    with duckdb.connect() as database:
        row = database.sql(
            f"SELECT id, date_start::VARCHAR, killed_best FROM '{written['geoparquet']}'"
        ).fetchall()
        assert row == [("i1", "2023-01-25", 2)]
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


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_workbook(written: dict[str, Path], tmp_path: Path) -> None:
    command = [
        "soffice",
        "--headless",
        "--convert-to",
        "csv",
        "--outdir",
        str(tmp_path / "lo"),
        str(written["xlsx"]),
    ]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    text = (tmp_path / "lo" / "incidents.csv").read_text(encoding="utf-8")
    assert "Non-state actor overtakes territory,2023-01-25,2023-01-25,day,evening,Quen" in text
