"""Names that no pack can place: the area around them, told as such."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from invented_packs import write_telland

from dateline.extract.where.reading import read_places
from dateline.places import Asked, Gazetteer, open_gazetteer, resolve_places, surroundings_of
from dateline.places.precision import area_of
from dateline.text import Document


@pytest.fixture
def gazetteer(tmp_path: Path) -> Gazetteer:
    """Telland, opened."""
    return open_gazetteer([write_telland(tmp_path / "telland.pack")])


def around(gazetteer: Gazetteer, *names: tuple[str, int]) -> str | None:
    """The name of what lies around the first of these names, given with their offsets."""
    asked = [Asked(name=name, offset=offset) for name, offset in names]
    found = surroundings_of(0, asked, resolve_places(asked, gazetteer))
    return found.entry.name if found else None


def test_next_to_one_town(gazetteer: Gazetteer) -> None:
    """The town beside it in the text is where an unknown market lies."""
    assert around(gazetteer, ("Zed Market", 0), ("Belmar", 20)) == "Belmar"


def test_among_places_of_one_province(gazetteer: Gazetteer) -> None:
    """Where towns of one province share the company, the province is as much as can be said."""
    assert around(gazetteer, ("Zed", 500), ("Belmar", 0), ("Norra", 1000), ("Quen", 30)) in {
        "Norra",
        "Belmar",
    }


def test_countries_say_nothing(gazetteer: Gazetteer) -> None:
    """A country alone is no surroundings: the name stays unplaced."""
    assert around(gazetteer, ("Zed Market", 0), ("Telland", 20)) is None


def test_place_says_that_it_was_inferred(gazetteer: Gazetteer, parse: Callable[..., Document]) -> None:
    """The record has an area, no row of the gazetteer, and the reason in words."""
    document = parse("Shells hit Zedwar village on Monday. People fled to Belmar town. Belmar has a market.")
    place = next(m.place for m in read_places(document, gazetteer) if m.text == "Zedwar")
    assert (place.latitude, place.gazetteer_id) == (13.2, None)
    assert place.where_prec == 2
    assert place.reason is not None
    assert "taken to lie in or near Belmar" in place.reason


def test_unit_without_a_point_is_as_wide_as_its_holder(gazetteer: Gazetteer) -> None:
    """A district that the source gives no point takes the area, and the precision, of its province."""
    quen = gazetteer.find("Quen")[0].entry
    area = area_of(quen, "in")
    assert quen.point is None
    assert area is not None
    assert (area.point, area.radius_km, area.where_prec) == ((13.0, 10.0), 90.0, 4)
    assert resolve_places([Asked(name="Quen", levels=frozenset({2}))], gazetteer)[0].entry is quen


def test_sentences_in_capitals(gazetteer: Gazetteer, parse: Callable[..., Document]) -> None:
    """Capitals only: common words are no part of a name, head nouns still are."""
    document = parse("THREE SOLDIERS WERE KILLED NEAR BELMAR TOWN IN NORRA PROVINCE ON MONDAY.")
    found = [(m.text, m.kind) for m in read_places(document, gazetteer)]
    assert found == [("BELMAR", "town"), ("NORRA", "province")]
