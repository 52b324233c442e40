"""Each format writes the same incident in its own shape, and a program of its kind can read it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import msgspec
import pytest

from dateline.errors import DatelineError
from dateline.plugins import list_plugins
from dateline.publish.acled import COLUMNS, event_date
from dateline.publish.formats import Written, inert, load_export
from dateline.publish.items import Item, make_items
from dateline.records import Actor, Claim, Incident, Period, Report, Settled


def write(name: str, *items: Item) -> tuple[bytes, Written]:
    """The bytes one format writes, and its count."""
    stream = io.BytesIO()
    written = load_export(name).write(items, stream)
    return stream.getvalue(), written


def acled_rows(*items: Item) -> list[dict[str, str]]:
    """ACLED-shaped rows as a spreadsheet reads them."""
    return list(csv.DictReader(io.StringIO(write("acled", *items)[0].decode("utf-8"))))


@pytest.mark.parametrize("name", sorted(list_plugins("exports")))
def test_every_format_has_columns_and_writes_nothing_for_nothing(name: str) -> None:
    export = load_export(name)
    assert export.name == name
    assert len(set(export.columns)) == len(export.columns) > 5
    assert write(name)[1] == Written(0)


def test_an_acled_row_whole(item: Item) -> None:
    (row,) = acled_rows(item)
    assert list(row) == list(COLUMNS)
    assert row == {
        "event_id_cnty": "MMRi1",
        "event_date": "2023-01-25",
        "year": "2023",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Battles",
        "sub_event_type": "Non-state actor overtakes territory",
        "actor1": "River Army",
        "assoc_actor_1": "",
        "inter1": "2",
        "actor2": "Police Forces of Quenland",
        "assoc_actor_2": "",
        "inter2": "1",
        "interaction": "12",
        "civilian_targeting": "",
        "iso": "104",
        "region": "Southeast Asia",
        "country": "Myanmar",
        "admin1": "Kachin",
        "admin2": "",
        "admin3": "",
        "location": "Quen",
        "latitude": "25.5",
        "longitude": "96.5",
        "geo_precision": "1",
        "source": "Riverbank News",
        "source_scale": "",
        "notes": "On 2023-01-25, in Quen, Kachin: Non-state actor overtakes territory, "
        "River Army → Police Forces of Quenland (2 killed).",
        "fatalities": "2",
        "tags": "",
        "timestamp": "1674777600",
    }


def test_totals_and_undated_incidents_are_left_out_and_counted(item: Item, incident: Incident) -> None:
    total = msgspec.structs.replace(item, incident=msgspec.structs.replace(item.incident, sums=("i2",)))
    undated = msgspec.structs.replace(item, incident=msgspec.structs.replace(item.incident, date_start=None))
    assert write("acled", total, undated, item)[1] == Written(
        1, {"a total of other incidents": 1, "no date": 1}
    )


def test_unknown_perpetrators_and_civilians_are_named_as_acled_names_them(item: Item) -> None:
    one_sided = msgspec.structs.replace(
        item.incident,
        side_a=(),
        side_b=(),
        victims=(Actor(as_written="villagers", name="villagers", inter=7),),
    )
    (row,) = acled_rows(msgspec.structs.replace(item, incident=one_sided))
    assert (row["actor1"], row["inter1"]) == ("Unidentified Armed Group (Myanmar)", "3")
    assert (row["actor2"], row["inter2"], row["interaction"]) == ("Civilians (Myanmar)", "7", "37")
    assert row["civilian_targeting"] == "Civilian targeting"


def test_nobody_says_is_told_apart_from_none_in_the_notes(item: Item) -> None:
    (row,) = acled_rows(
        msgspec.structs.replace(
            item, incident=msgspec.structs.replace(item.incident, toll=(), losses_stated="unknown")
        )
    )
    assert row["fatalities"] == "0"
    assert "no number is given" in row["notes"]


def test_a_month_is_coded_at_its_middle() -> None:
    assert event_date(date(2022, 10, 1), date(2022, 10, 31)) == date(2022, 10, 16)
    assert event_date(date(2023, 1, 25), date(2023, 1, 26)) == date(2023, 1, 25)


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1"])
def test_text_that_looks_like_a_formula_stays_text(text: str, item: Item) -> None:
    assert inert(text) == "'" + text
    bad = msgspec.structs.replace(item.incident, side_a=(Actor(as_written="x", name=text),))
    (row,) = acled_rows(msgspec.structs.replace(item, incident=bad))
    assert row["actor1"] == "'" + text
    assert inert(-96.5) == -96.5


def test_a_place_left_open_has_no_geometry_but_a_reason(item: Item, incident: Incident, claim: Claim) -> None:
    assert incident.location
    place = msgspec.structs.replace(
        incident.location.value, latitude=None, longitude=None, reason="three villages of this name"
    )
    open_line = msgspec.structs.replace(item.incident, place=place)
    data, _ = write("geojson", item, msgspec.structs.replace(item, incident=open_line))
    first, second = json.loads(data)["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [96.5, 25.5]}
    assert (first["properties"]["radius_km"], first["properties"]["abstained"]) == (2.0, None)
    assert second["geometry"] is None
    assert second["properties"]["abstained"] == "three villages of this name"
    assert list(first["properties"]) == list(load_export("geojson").columns)


def test_jsonl_gives_reports_and_claims(item: Item) -> None:
    (line,) = write("jsonl", item)[0].decode("utf-8").splitlines()
    record = json.loads(line)
    assert record["reports"] == ["r1"]
    assert record["claims"][0]["report"] == "r1"
    assert record["claims"][0]["toll"][0]["best"] == 2


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(DatelineError, match=r"acled.*geojson.*jsonl"):
        load_export("papyrus")


def test_a_month_reads_as_a_month(item: Item, incident: Incident, claim: Claim, report: Report) -> None:
    month = Period(start=date(2022, 10, 1), end=date(2022, 10, 31), precision="month")
    vague = msgspec.structs.replace(incident, date=Settled(value=month))
    (made,) = make_items([vague], [claim], {"r1": report}.get)
    (row,) = acled_rows(made)
    assert (row["event_date"], row["time_precision"]) == ("2022-10-16", "3")
    assert row["notes"].startswith("In 2022-10 (month), in Quen, Kachin:")
