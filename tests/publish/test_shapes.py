"""GED-shaped rows, HXL tables and PLOVER events of one incident, whole."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from itertools import product
from typing import Any

import msgspec
import pytest

from dateline.codebook import EventType, SubEventType
from dateline.publish import acled, ged, hxl, plover
from dateline.publish.deaths import Deaths, deaths_of
from dateline.publish.formats import LeaveOut
from dateline.publish.items import Coded, Item
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


def test_an_unknown_enemy_of_the_state_is_no_civilian(item: Item) -> None:
    toll = (Toll(outcome="killed", side="b", low=7, best=7, high=7),)
    row = ged.row_of(with_line(item, side_a=(), side_b=(ARMY,), toll=toll, event_type=EventType.EXPLOSIONS))
    assert (row["side_a"], row["side_b"], row["type_of_violence"]) == ("Army of Quenland", "Unidentified", 1)
    assert (row["deaths_a"], row["deaths_b"], row["best"]) == (7, 0, 7)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"side_a": (ARMY,), "side_b": (REBELS,)}, "Clear"),
        ({"side_a": (ARMY,), "side_b": (BANDITS,)}, ""),
        ({"side_a": (ARMY,), "side_b": (), "event_type": EventType.CIVILIANS}, "Clear"),
        ({"side_a": (ARMY,), "side_b": ()}, ""),
        ({"side_a": (), "side_b": (), "event_type": EventType.CIVILIANS}, ""),
        ({"side_a": (ARMY,), "side_b": (REBELS,), "place": None}, ""),
    ],
)
def test_only_known_parties_at_a_known_place_are_clear(
    item: Item, changes: dict[str, Any], status: str
) -> None:
    assert ged.row_of(with_line(item, **changes))["code_status"] == status


@pytest.mark.parametrize(
    ("parts", "figure", "row"),
    [
        ((2, 3, 0, 0), (4, 5, 8), (2, 3, 0, 0, 4, 5, 8)),
        ((2, 3, 0, 0), (4, 6, 8), (2, 3, 0, 1, 4, 6, 8)),
        ((0, 5, 0, 0), (2, 2, 2), (0, 2, 0, 0, 2, 2, 2)),
        ((2, 3, 0, 0), (2, 2, 2), (0, 0, 0, 2, 2, 2, 2)),
        ((2, 3, 0, 0), (6, None, 9), (2, 3, 0, 1, 6, 6, 9)),
        ((0, 0, 0, 0), (24, 24, 24), (0, 0, 0, 24, 24, 24, 24)),
        ((0, 0, 4, 0), (None, 4, None), (0, 0, 4, 0, 4, 4, 4)),
    ],
)
def test_the_figure_of_a_profile_keeps_parts_and_order(
    item: Item,
    parts: tuple[int, int, int, int],
    figure: tuple[int | None, int | None, int | None],
    row: tuple[int, ...],
) -> None:
    toll = tuple(
        Toll(outcome="killed", side=side, low=dead, best=dead, high=dead)
        for side, dead in zip(("a", "b", "civilians", "unknown"), parts, strict=True)
        if dead
    )
    coded = Coded(
        profile="own@1", included=True, left_out="", reason="", low=figure[0], best=figure[1], high=figure[2]
    )
    known = with_line(item, toll=toll, side_a=(ARMY,), side_b=(REBELS,))
    found = ged.row_of(replace(known, coded=coded))
    names = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best", "high")
    assert tuple(found[name] for name in names) == row
    assert found["low"] <= found["best"] <= found["high"]
    assert sum(row[:4]) == found["best"]


def test_what_can_have_happened_in_more_than_a_year_is_no_event_of_ged(item: Item) -> None:
    long = with_line(item, date_start=date(2020, 1, 1), date_end=date(2021, 6, 30))
    with pytest.raises(LeaveOut, match=r"^dated to more than a year$"):
        ged.row_of(long)


@pytest.mark.parametrize(
    ("changes", "cells"),
    [
        (
            {"event_type": EventType.PROTESTS, "sub_event_type": SubEventType.PEACEFUL_PROTEST, "side_b": (),
             "side_a": (Actor(as_written="men", name="men", inter=3),)},
            ("Protesters (Myanmar)", "", 6, "", "", "60"),
        ),
        (
            {"event_type": EventType.PROTESTS, "sub_event_type": SubEventType.EXCESSIVE_FORCE, "side_b": (),
             "side_a": (ARMY,), "victims": (Actor(as_written="students", name="students", inter=7),)},
            ("Army of Quenland", "", 1, "Protesters (Myanmar)", 6, "16"),
        ),
        (
            {"event_type": EventType.RIOTS, "sub_event_type": SubEventType.MOB, "side_a": (REBELS,), "side_b": ()},
            ("Rioters (Myanmar)", "River Army", 5, "", "", "50"),
        ),
        (
            {"side_a": (ARMY,), "side_b": (Actor(as_written="somebody", name="somebody"),)},
            ("Army of Quenland", "", 1, "somebody", "", ""),
        ),
        ({"side_a": (), "side_b": (ARMY,)}, ("Unidentified Armed Group (Myanmar)", "", 3, "Army of Quenland", 1, "13")),
        ({"side_a": (ARMY,), "side_b": (REBELS, BANDITS)}, ("Army of Quenland", "", 1, "River Army", 2, "12")),
    ],
)  # fmt: skip
def test_actors_of_acled_have_their_class_and_country(
    item: Item, changes: dict[str, Any], cells: tuple[object, ...]
) -> None:
    row = acled.row_of(with_line(item, **changes))
    names = ("actor1", "assoc_actor_1", "inter1", "actor2", "inter2", "interaction")
    assert tuple(row[name] for name in names) == cells


def test_every_interaction_is_one_of_acled(item: Item) -> None:
    """For all pairs of classes that a battle, an attack or a demonstration can have."""
    known = {*range(10, 19), 20, *range(22, 29), 30, *range(33, 39), 40, *range(44, 49), 50, *range(55, 59)}
    known |= {60, 66, 67, 68, 78, 80}
    found = set()
    for first, second in product(range(1, 9), [*range(1, 9), None]):
        sides = [(Actor(as_written="x", name="x", inter=code),) if code else () for code in (first, second)]
        found.add(acled.row_of(with_line(item, side_a=sides[0], side_b=sides[1]))["interaction"])
    extra = {int(code) for code in found} - known
    assert extra == {70, 77, 88}  # civilians alone or against each other, and two outside forces


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
    assert (found["event"], found["mode"], found["quad code"]) == (["ASSAULT"], ["firearms", "sideAB"], 4)
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


@pytest.mark.parametrize(
    ("actor", "code", "sector"),
    [
        (Actor(as_written="police", name="Police Forces of Iraq", actor_id="irq-police", inter=1), "IRQ", "COP"),
        (Actor(as_written="US jets", name="Military Forces of the United States", actor_id="usa-military", inter=8),
         "USA", "MIL"),
        (Actor(as_written="IS", name="Islamic State", actor_id="isis", inter=2), "IMG", "REB"),
        (Actor(as_written="UN troops", name="United Nations Peacekeepers", actor_id="un-peacekeepers", inter=8),
         "UNO", "MIL"),
        (Actor(as_written="gunmen", name="gunmen", inter=3), "MMR", "UAF"),
        (Actor(as_written="farmers", name="farmers", inter=7), "MMR", "CVL"),
        (Actor(as_written="they", name="they"), "MMR", "UNK"),
    ],
)  # fmt: skip
def test_a_plover_actor_has_its_own_country_and_sector(
    item: Item, actor: Actor, code: str, sector: str
) -> None:
    (found,) = plover.row_of(with_line(item, side_a=(actor,)))["actor"]
    assert (found["code"], found["sector"]) == (code, [sector])


@pytest.mark.parametrize(
    ("changes", "event", "modes"),
    [
        ({"event_type": EventType.EXPLOSIONS, "sub_event_type": SubEventType.AIR_STRIKE, "weapons": ("drone",)},
         "ASSAULT", ["drone"]),
        ({"event_type": EventType.CIVILIANS, "sub_event_type": SubEventType.ATTACK, "weapons": ("firearms",)},
         "ASSAULT", ["firearms"]),
        ({"event_type": EventType.CIVILIANS, "sub_event_type": SubEventType.ATTACK, "weapons": ()}, "ASSAULT", []),
        ({"event_type": EventType.STRATEGIC, "sub_event_type": SubEventType.ARRESTS, "side_b": (REBELS,)},
         "ASSAULT", ["abduct"]),
        ({"event_type": EventType.STRATEGIC, "sub_event_type": SubEventType.ARRESTS, "side_b": ()},
         "COERCE", ["arrest"]),
        ({"background": True}, "ASSAULT", ["firearms", "sideAB", "historical"]),
    ],
)  # fmt: skip
def test_modes_of_plover_follow_weapons_and_captives(
    item: Item, changes: dict[str, Any], event: str, modes: list[str]
) -> None:
    row = plover.row_of(with_line(item, **changes))
    assert (row["event"], row["mode"]) == ([event], modes)


def test_plover_leaves_out_events_without_an_actor(item: Item) -> None:
    with pytest.raises(LeaveOut, match="no actor"):
        plover.row_of(with_line(item, side_a=(), event_type=EventType.CIVILIANS))
