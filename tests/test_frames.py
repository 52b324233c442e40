"""The incidents of a project as data frames: typed, null where nobody says, redacted like every export."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import invented
import msgspec
import pytest

import dateline
from dateline.errors import DatelineError, MissingData
from dateline.records import Arrival, Extraction, Settled
from dateline.stores import create_store


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two incidents: one placed and counted, one neither."""
    report, claim = invented.make_report(), invented.make_claim()
    incident = invented.make_incident(claim)
    assert incident.location is not None
    nowhere = msgspec.structs.replace(incident.location.value, latitude=None, longitude=None)
    other = msgspec.structs.replace(incident, id="i2", toll=(), location=Settled(value=nowhere))
    store = create_store(tmp_path / "project")
    store.add_report(Arrival(report=report, raw=report.text.encode("utf-8")))
    store.put_extraction(Extraction(report_id="r1", extractor="rules@1", claims=(claim,)))
    store.put_incidents([incident, other])
    store.close()
    return tmp_path / "project"


def test_pandas_keeps_types_and_what_nobody_says(project: Path) -> None:
    frame = dateline.to_pandas(project)
    assert list(frame["id"]) == ["i1", "i2"]
    assert frame["killed_best"].isna().tolist() == [False, True]
    assert int(frame["killed_best"].sum()) == 2
    assert frame["date_start"].iloc[0] == date(2023, 1, 25)
    assert (frame["longitude"].iloc[0], frame["latitude"].iloc[0]) == (96.5, 25.5)
    assert "geometry" not in frame.columns


def test_polars_says_the_same(project: Path) -> None:
    frame = dateline.to_polars(str(project))
    assert frame["killed_best"].to_list() == [2, None]
    assert frame["latitude"].to_list() == [25.5, None]
    assert frame["reports"].to_list() == [["r1"], ["r1"]]


def test_geopandas_has_points_in_degrees(project: Path) -> None:
    frame = dateline.to_geopandas(project)
    assert frame.crs == "EPSG:4326"
    assert (frame.geometry.iloc[0].x, frame.geometry.iloc[0].y) == (96.5, 25.5)
    assert frame.geometry.iloc[1] is None
    assert frame["radius_km"].iloc[0] == 2.0


def test_a_preset_applies(project: Path) -> None:
    table = dateline.to_arrow(project, preset="public")
    assert table.column("sources").to_pylist() == ["resident", "resident"]
    assert table.column("place").to_pylist() == ["Kachin", "Kachin"]
    with pytest.raises(DatelineError, match="no preset is called 'secret'"):
        dateline.to_arrow(project, preset="secret")


def test_a_library_that_is_missing_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(
        MissingData, match=r"polars is not installed. Install it: pip install 'dateline\[polars\]'"
    ):
        dateline.to_polars(project)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'to_excel'"):
        dateline.to_excel  # noqa: B018
