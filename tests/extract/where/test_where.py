"""Places in sentences: which words, how the text stands to them, and which place they name."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.extract.mentions import PlaceMention
from dateline.extract.where.reading import read_places
from dateline.places import Gazetteer, open_gazetteer, packs_folder
from dateline.records import Span
from dateline.text import Document

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "places.toml").read_text(encoding="utf-8")
)["case"]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The real packs; built by `dateline gazetteer build` before the tests run."""
    if not list(packs_folder().glob("*.pack")):
        pytest.skip("no gazetteer pack is built")
    return open_gazetteer()


def told(mention: PlaceMention) -> list[Any]:
    """One mention as the table of cases writes it."""
    placed = mention.place.name if mention.place.gazetteer_id is not None else ""
    distance = mention.distance_km or 0
    return [mention.text, mention.kind or "", mention.relation, distance, mention.bearing or "", placed]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_cases(case: dict[str, Any], parse: Callable[..., Document], gazetteer: Gazetteer) -> None:
    """Each sentence gives the places that its case lists."""
    assert [told(m) for m in read_places(parse(case["text"]), gazetteer)] == case["places"]


def test_misspelt_village_is_found_inside_the_township(
    parse: Callable[..., Document], gazetteer: Gazetteer
) -> None:
    """A spelling no gazetteer has meets the official one by sound, inside the unit the text names."""
    text = "Soldiers burned homes in Lone Khin village, Hpakant Township, on Sunday."
    village = read_places(parse(text), gazetteer)[0]
    assert (village.place.name, village.place.gazetteer_id) == ("Long Hkin", "MMRV166773")
    assert (village.place.admin3, village.place.admin1, village.place.country) == (
        "Hpakant",
        "Kachin",
        "Myanmar",
    )
    assert village.within == (1,)
    assert village.place.where_prec == 1


def test_unknown_place_takes_the_area_the_text_names(
    parse: Callable[..., Document], gazetteer: Gazetteer
) -> None:
    """Not in the gazetteer, but stated to lie in a state: an area as wide as the state, and the reason."""
    mention = read_places(parse("Two men died in the village of Zzyqvora in Kachin State."), gazetteer)[0]
    assert mention.place.reason is not None
    assert "Zzyqvora" in mention.place.reason
    assert (mention.place.admin1, mention.place.where_prec, mention.place.geo_precision) == ("Kachin", 4, 3)
    assert mention.place.radius_km is not None
    assert mention.place.radius_km > 100
    assert mention.place.gazetteer_id is None


def test_unknown_place_alone_is_not_placed(parse: Callable[..., Document], gazetteer: Gazetteer) -> None:
    """No unit named around it: no coordinates, and the reason."""
    place = read_places(parse("Two men died in the village of Zzyqvora."), gazetteer)[0].place
    assert (place.latitude, place.longitude, place.radius_km) == (None, None, None)
    assert place.reason is not None


def test_direction_moves_the_point(parse: Callable[..., Document], gazetteer: Gazetteer) -> None:
    """20 km west of a town is a point west of it, near and no exact point."""
    at = read_places(parse("A mine went off in Kharkiv."), gazetteer)[0].place
    west = read_places(parse("A mine went off 20 km west of Kharkiv."), gazetteer)[0].place
    assert at.longitude is not None
    assert west.longitude is not None
    assert west.longitude < at.longitude - 0.2
    assert (at.where_prec, west.where_prec, west.geo_precision) == (1, 2, 2)


def test_coordinates_are_read(parse: Callable[..., Document], gazetteer: Gazetteer) -> None:
    """Decimal degrees and degrees with minutes are points of their own."""
    text = "The post stood at 25.6128, 96.3121, and its camp at 25°36'00\"N, 96°18'00\"E."
    found = [m.place for m in read_places(parse(text), gazetteer) if m.kind == "coordinates"]
    assert [(p.latitude, p.longitude) for p in found] == [(25.6128, 96.3121), (25.6, 96.3)]


def test_spans_are_the_words(parse: Callable[..., Document], gazetteer: Gazetteer) -> None:
    """Every mention's span is its text, inside its wording."""
    document = parse(
        "Jets struck Hpakant Township and Myitkyina town in Kachin State, near the Chinese border."
    )
    mentions = read_places(document, gazetteer)
    assert mentions
    for mention in mentions:
        assert mention.span.of(document.text) == mention.text
        assert mention.phrase.covers(mention.span)
    assert Span(0, 4) not in [m.span for m in mentions]
