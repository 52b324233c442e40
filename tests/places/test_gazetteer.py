"""Packs and the gazetteer: written once, read from disk, honest about what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dateline.errors import MissingData
from dateline.places import Asked, Gazetteer, add_correction, open_gazetteer, resolve_places
from dateline.places.pack import ADMIN1, COUNTRY, SETTLEMENT, Pack, PackWriter, Row, describe_pack
from dateline.places.precision import area_of, shifted


def write_pack(path: Path, *, covers: tuple[str, ...] = (), coarse: bool = False) -> Path:
    """A pack of an invented country with two provinces and three towns, two of them called Ora."""
    pack = Pack(name=path.stem, version="1", source="invented", licence="CC0", covers=covers, coarse=coarse)
    with PackWriter(path, pack) as writer:

        def add(
            id_: str, name: str, level: int, kind: str, lat: float, parent: int | None = None, **more: Any
        ) -> int:
            row = Row(
                id=id_,
                name=name,
                level=level,
                kind=kind,
                country="MM",
                parent=parent,
                lat=lat,
                lon=10.1,
                **more,
            )
            return writer.add(row)

        land = add("1", "Telland", COUNTRY, "country", 10)
        north = add("2", "Norra", ADMIN1, "province", 12, land, radius_km=90)
        south = add("3", "Suda", ADMIN1, "province", 8, land, radius_km=90)
        add("4", "Ora", SETTLEMENT, "town", 12.1, north, population=900)
        add("5", "Ora", SETTLEMENT, "town", 8.1, south, population=9000)
        add("6", "Kwe Maing", SETTLEMENT, "village", 12.2, north, names=["Bel"])
    return path


@pytest.fixture
def gazetteer(tmp_path: Path) -> Gazetteer:
    """The invented pack, opened."""
    return open_gazetteer([write_pack(tmp_path / "telland.pack")])


def test_pack_says_what_it_is(tmp_path: Path) -> None:
    """Version, licence and a digest that depends on the places alone."""
    first = describe_pack(write_pack(tmp_path / "a.pack"))
    second = describe_pack(write_pack(tmp_path / "b.pack"))
    assert (first.version, first.licence, first.places) == ("1", "CC0", 6)
    assert first.digest == second.digest
    assert not list(tmp_path.glob("*.half"))


def test_missing_pack_names_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder is an error that says which command to run."""
    monkeypatch.setenv("DATELINE_PACKS", str(tmp_path))
    with pytest.raises(MissingData, match="dateline gazetteer build"):
        open_gazetteer()


def test_damaged_pack_is_named(tmp_path: Path) -> None:
    """A file that is no pack is an error with its path, not a traceback."""
    path = tmp_path / "x.pack"
    path.write_bytes(b"nothing")
    with pytest.raises(MissingData, match=r"x\.pack"):
        open_gazetteer([path])


def test_find_gives_all_meanings(gazetteer: Gazetteer) -> None:
    """Both towns, the larger first; other names lead to the same place."""
    assert [c.entry.id for c in gazetteer.find("ora")] == ["5", "4"]
    assert [c.entry.name for c in gazetteer.find("Bel")] == ["Kwe Maing"]
    assert gazetteer.find("Nowhere") == ()


def test_units_hold_places(gazetteer: Gazetteer) -> None:
    """The chain of units and the country hold a place; a place does not hold itself."""
    village = gazetteer.find("Bel")[0].entry
    north = gazetteer.find("Norra")[0].entry
    land = gazetteer.find("Telland")[0].entry
    assert village.inside(north)
    assert village.inside(land)
    assert not north.inside(north)


def test_sound_only_inside_the_unit(gazetteer: Gazetteer) -> None:
    """A guess by sound is made inside the unit given, and nowhere else."""
    north, south = gazetteer.find("Norra")[0].entry, gazetteer.find("Suda")[0].entry
    assert [c.entry.name for c in gazetteer.find_loose("Kwel Mine", within=[north])] == ["Kwe Maing"]
    assert gazetteer.find_loose("Kwel Mine", within=[south]) == ()


def test_stated_unit_decides(gazetteer: Gazetteer) -> None:
    """ "Ora, Norra" is the smaller town, because the text says where it lies."""
    answers = resolve_places(
        [Asked(name="Ora", inside=frozenset({1})), Asked(name="Norra", offset=5)], gazetteer
    )
    assert answers[0].entry is not None
    assert answers[0].entry.id == "4"
    assert [entry.id for entry, _ in answers[0].others] in (["5"], [])


def test_unknown_name_has_a_reason(gazetteer: Gazetteer) -> None:
    """Nothing is guessed where no unit is named."""
    (answer,) = resolve_places([Asked(name="Qqqq")], gazetteer)
    assert answer.entry is None
    assert answer.reason == "no place called 'Qqqq' in the gazetteer"


def test_coarse_pack_keeps_silent(tmp_path: Path) -> None:
    """Inside a country that a finer pack covers, only the finer pack speaks."""
    coarse = write_pack(tmp_path / "a.pack", coarse=True)
    fine = write_pack(tmp_path / "b.pack", covers=("MM",))
    found = open_gazetteer([coarse, fine]).find("Ora")
    assert {c.entry.pack for c in found} == {"b"}


@pytest.mark.parametrize(
    ("name", "relation", "where_prec", "radius_km"),
    [
        ("Bel", "at", 1, 1.0),
        ("Bel", "near", 2, 25.0),
        ("Norra", "in", 4, 90.0),
        ("Telland", "at", 6, 50.0),
        ("Bel", "road", 5, 25.0),
    ],
)
def test_precision(gazetteer: Gazetteer, name: str, relation: str, where_prec: int, radius_km: float) -> None:
    """The table's codes and radii."""
    area = area_of(gazetteer.find(name)[0].entry, relation)
    assert area is not None
    assert (area.where_prec, area.radius_km) == (where_prec, radius_km)


def test_shifted_north() -> None:
    """111 km north is one degree."""
    assert shifted((10.0, 20.0), 111.2, "north") == (11.0, 20.0)


def test_correction_is_used_the_next_time(tmp_path: Path) -> None:
    """What an analyst says a spelling means outranks size and company; the last word counts."""
    pack, file = write_pack(tmp_path / "telland.pack"), tmp_path / "places.tsv"
    add_correction(file, "Owra", pack="telland", identifier="5")
    add_correction(file, "Owra", pack="telland", identifier="4")
    (answer,) = resolve_places([Asked(name="owra")], open_gazetteer([pack], corrections=file))
    assert answer.entry is not None
    assert answer.entry.id == "4"
    assert open_gazetteer([pack], corrections=tmp_path / "none.tsv").find("Owra") == ()
