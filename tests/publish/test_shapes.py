"""GED-shaped rows, HXL tables and PLOVER events of one incident, whole."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import msgspec
import pytest

from dateline.codebook import EventType, SubEventType
from dateline.publish import ged, hxl, plover
from dateline.publish.deaths import Deaths, deaths_of
from dateline.publish.formats import LeaveOut
from dateline.publish.items import Item
from dateline.records import Actor, Toll

replace = msgspec.structs.replace
ARMY = Actor(as_written="soldiers", name="Army of Quenland", actor_id="qul-army", inter=1)
REBELS = Actor(as_written="rebels", name="River Army", actor_id="xxx-ra", inter=2)
BANDITS = Actor(as_written="bandits", name="Hill Band", inter=3)


def with_line(item: Item, **changes: Any) -> Item:
    """The item with some fields of its incident changed."""
    return replace(item, incident=replace(item.incident, **changes))


def test_a_ged_row_whole_with_the_state_as_side_a(item: Item) -> None:
    stream = io.BytesIO()
    ged.write([item], stream)
    (row,) = csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8")))
    assert list(row) == list(ged.COLUMNS)
    assert len(row) == 49
    assert {name: cell for name, cell in row.items() if cell} == {
        "id": "i1",
        "relid": "i1",
        "year": "2023",
        "code_status": "Clear",
        "type_of_violence": "1",
        "dyad_name": "Police Forces of Quenland - River Army",
        "side_a": "Police Forces of Quenland",
        "side_b": "River Army",
        "number_of_sources": "1",
        "source_article": "Riverbank News,2023-01-27,River Army takes a post",
        "source_office": "Riverbank News",
        "source_date": "2023-01-27",
        "source_headline": "River Army takes a post",
        "source_original": "a resident",
        "where_prec": "1",
        "where_coordinates": "Quen",
        "where_description": "Quen town",
        "adm_1": "Kachin",
        "latitude": "25.5",
        "longitude": "96.5",
        "geom_wkt": "POINT (96.5 25.5)",
        "priogrid_gid": "166874",
        "country": "Myanmar",
        "region": "Asia",
        "event_clarity": "1",
        "date_prec": "1",
        "date_start": "2023-01-25",
        "date_end": "2023-01-25",
        "deaths_a": "0",
        "deaths_b": "0",
        "deaths_civilians": "0",
        "deaths_unknown": "2",
        "best": "2",
        "high": "2",
        "low": "2",
    }


def test_deaths_change_sides_with_the_sides(item: Item) -> None:
    toll = (
        Toll(outcome="killed", side="a", low=3, best=3),
        Toll(outcome="killed", side="b", low=1, best=2, high=5),
    )
    row = ged.row_of(with_line(item, toll=toll))
    assert (row["deaths_a"], row["deaths_b"]) == (2, 3)
    assert (row["low"], row["best"], row["high"]) == (4, 5, 8)


@pytest.mark.parametrize(
    ("side_a", "side_b", "kind"),
    [
        ((ARMY,), (REBELS,), 1),
        ((REBELS,), (ARMY,), 1),
        ((REBELS,), (BANDITS,), 2),
        ((ARMY,), (), 3),
        ((), (), 3),
    ],
)
def test_type_of_violence(item: Item, side_a: tuple[Actor], side_b: tuple[Actor], kind: int) -> None:
    assert ged.type_of_violence(with_line(item, side_a=side_a, side_b=side_b).incident) == kind


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"sums": ("x",)}, "a total of other incidents"),
        ({"date_start": None}, "no date"),
        ({"toll": ()}, "nobody counts the dead"),
        ({"toll": (Toll(outcome="injured", best=4),)}, "nobody counts the dead"),
        ({"toll": (Toll(outcome="killed", low=0, best=0, high=0),)}, "no death"),
    ],
)
def test_what_ged_leaves_out_has_a_reason(item: Item, changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(LeaveOut, match=f"^{reason}$"):
        ged.row_of(with_line(item, **changes))


def test_a_floor_or_a_ceiling_alone_still_gives_an_order(item: Item) -> None:
    line = with_line(
        item,
        toll=(Toll(outcome="killed", side="b", low=60), Toll(outcome="killed", side="civilians", high=3)),
    ).incident
    deaths = deaths_of(line)
    assert deaths == Deaths(a=0, b=60, civilians=3, unknown=0, low=63, high=63, told=True)
    assert deaths.best == 63


def test_priogrid_counts_from_the_south_west() -> None:
    assert ged.priogrid_gid(-90.0, -180.0) == 1
    assert ged.priogrid_gid(-89.4, -180.0) == 721
    assert ged.priogrid_gid(90.0, 180.0) == 259200


def test_hxl_has_headings_then_hashtags_then_rows(item: Item) -> None:
    stream = io.BytesIO()
    hxl.write([item], stream)
    heads, tags, row = csv.reader(io.StringIO(stream.getvalue().decode("utf-8")))
    assert heads == list(hxl.COLUMNS)
    assert all(tag.startswith("#") for tag in tags)
    assert len(set(tags)) == len(tags) == len(row)
    cells = dict(zip(heads, row, strict=True))
    assert (cells["Country code"], cells["Killed (best)"], cells["Injured"]) == ("MMR", "2", "")


def test_a_plover_event_whole(item: Item) -> None:
    found = json.loads(json.dumps(plover.row_of(item)))
    assert list(found) == list(plover.COLUMNS)
    assert (found["event"], found["mode"], found["quad code"]) == (["ASSAULT"], ["firearms"], 4)
    assert found["actor"] == [
        {
            "code": "MMR",
            "sector": ["REB"],
            "entity text": "Rebels of the River Army",
            "identifier text": "River Army",
        }
    ]
    assert found["size"] == {"dead": 2}
    assert found["event loc"]["resolution"] == 4
    assert found["text info"] == {"start": 0, "end": len(found["text"])}


def test_plover_knows_every_sub_event(item: Item) -> None:
    for sub in SubEventType:
        assert plover.row_of(with_line(item, sub_event_type=sub))["quad code"] in {1, 2, 4}


def test_plover_leaves_out_events_without_an_actor(item: Item) -> None:
    with pytest.raises(LeaveOut, match="no actor"):
        plover.row_of(with_line(item, side_a=(), event_type=EventType.CIVILIANS))
