"""A place abroad that is only also called so is no answer where nothing else of the report lies there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from invented_packs import write_telland

from dateline.places import Asked, Gazetteer, open_gazetteer, resolve_places
from dateline.places.pack import COUNTRY, SETTLEMENT, Pack, PackWriter, Row

HERE = ("Telland", "Norra", "Belmar")


@pytest.fixture
def gazetteer(tmp_path: Path) -> Gazetteer:
    """Telland, and a far land with a town Holm that is also called Kholm, and a village there."""
    far = tmp_path / "farland.pack"
    with PackWriter(far, Pack(name="farland", version="1", source="invented", licence="CC0")) as writer:
        land = writer.add(row("90", "Farland", COUNTRY, 60.0))
        writer.add(row("91", "Holm", SETTLEMENT, 60.1, land, population=900_000, names=("Kholm",)))
        writer.add(
            row("93", "Romeburg", SETTLEMENT, 60.3, land, population=2_000_000, names=("Rim", "Romen"))
        )
        writer.add(row("92", "Grund", SETTLEMENT, 60.2, land, population=8_000))
    return open_gazetteer([write_telland(tmp_path / "telland.pack"), far])


def row(
    id_: str,
    name: str,
    level: int,
    lat: float,
    parent: int | None = None,
    *,
    population: int = 0,
    names: tuple[str, ...] = (),
) -> Row:
    return Row(
        id=id_, name=name, level=level, kind="town", country="NO", parent=parent, lat=lat, lon=10.0,
        population=population, names=names,
    )  # fmt: skip


def found(gazetteer: Gazetteer, *names: str) -> list[str | None]:
    answers = resolve_places([Asked(name=name) for name in names], gazetteer)
    return [answer.entry.name if answer.entry else None for answer in answers]


def test_it_is_told_and_not_placed(gazetteer: Gazetteer) -> None:
    *_, answer = resolve_places([Asked(name=name) for name in (*HERE, "Kholm")], gazetteer)
    assert answer.entry is None
    assert answer.others[0][0].name == "Holm"
    assert "nothing else here is in" in (answer.reason or "")


def test_a_big_town_abroad_that_is_also_called_so_is_not_inside_a_unit_here(gazetteer: Gazetteer) -> None:
    asked = [Asked(name="Kholm", inside=frozenset({1})), Asked(name="Norra", offset=9)]
    assert resolve_places(asked, gazetteer)[0].entry is None
    asked = [Asked(name="Holm", inside=frozenset({1})), Asked(name="Norra", offset=9)]
    assert resolve_places(asked, gazetteer)[0].entry is not None


@pytest.mark.parametrize("names", [(*HERE, "Kholm", "Grund"), (*HERE, "Holm")])
def test_company_or_its_own_name_keep_it(gazetteer: Gazetteer, names: tuple[str, ...]) -> None:
    assert "Holm" in found(gazetteer, *names)


def test_a_short_name_that_a_city_has_in_another_tongue_is_rather_a_village_here(
    gazetteer: Gazetteer,
) -> None:
    assert found(gazetteer, *HERE, "Rim")[-1] is None
    assert found(gazetteer, *HERE, "Romen")[-1] == "Romeburg"


def test_a_city_is_no_village(gazetteer: Gazetteer) -> None:
    far = (*HERE, "Holm")
    asked = [Asked(name=name, kinds=frozenset({"village"} if name == "Holm" else ())) for name in far]
    *_, answer = resolve_places(asked, gazetteer)
    assert answer.entry is None
    assert "no village" in (answer.reason or "")


def test_what_is_withdrawn_from_one_wording_is_withdrawn_from_all(gazetteer: Gazetteer) -> None:
    village = Asked(name="Holm", kinds=frozenset({"village"}), levels=frozenset({SETTLEMENT}))
    answers = resolve_places([*(Asked(name=name) for name in HERE), village, Asked(name="Holm")], gazetteer)
    assert [answer.entry for answer in answers[-2:]] == [None, None]


def test_what_the_text_calls_by_its_own_name_is_not_meant_by_a_name_a_little_like_it(
    gazetteer: Gazetteer,
) -> None:
    assert found(gazetteer, *HERE, "Belimar")[-1] == "Belmar"
    assert found(gazetteer, *HERE, "Belmarin")[-1] is None
    assert found(gazetteer, "Telland", "Norra", "Belmarin")[-1] == "Belmar"


@pytest.mark.parametrize(("unit", "meant"), [("Norra", "Belmar"), ("Suda", None)])
def test_a_name_is_no_town_that_sounds_like_it_in_another_unit(
    gazetteer: Gazetteer, unit: str, meant: str | None
) -> None:
    asked = [Asked(name="Belimar", inside=frozenset({1})), Asked(name=unit, offset=9)]
    entry = resolve_places(asked, gazetteer)[0].entry
    assert (entry.name if entry else None) == meant


def test_nor_in_a_unit_told_of_what_holds_it(gazetteer: Gazetteer) -> None:
    asked = [
        Asked(name="Belimar", inside=frozenset({1})),
        Asked(name="Zzyq", offset=9, inside=frozenset({2})),
        Asked(name="Suda", offset=20),
    ]
    assert resolve_places(asked, gazetteer)[0].entry is None
