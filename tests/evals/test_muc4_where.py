"""Where an incident was: the namings of a text, the towns they allow, the place that is told."""

from __future__ import annotations

import pytest

from dateline.records import Report, Span
from dateline.text import parse_report
from evals.muc4.ground import read_ground
from evals.muc4.key import home_country
from evals.muc4.named import Scene, called_beside, read_scene, within_name
from evals.muc4.where import Asked, kind_rows, load_judge, place_of, town_rows, towns_of


def scene_of(text: str, home: str, dateline: str) -> Scene:
    doc = parse_report(Report(id="r", text=text)).doc
    return read_scene(doc, (), home, dateline, read_ground(doc, (), (), home))


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("the Orbel department", "DEPARTMENT"),
        ("in the town of Orbel", "TOWN"),
        ("in Orbel neighborhood", "NEIGHBORHOOD"),
        ("the mayor of Orbel resigned", ""),
    ],
)
def test_words_beside_a_name_call_it_a_kind_of_place(text: str, called: str) -> None:
    at = text.index("Orbel")
    assert called_beside(text, Span(at, at + len("Orbel"))) == called


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shots were fired in the Arva neighborhood today.", "ARVA"),
        ("Shots were fired in the hamlet of San Orbel today.", "SAN ORBEL"),
        ("They took him at the Orbel University.", "ORBEL UNIVERSITY"),
        ("Two men shot a judge near Orbelcue, police said.", "ORBELCUE"),
    ],
)
def test_the_words_beside_a_name_make_it_a_place(text: str, name: str) -> None:
    assert ("PERU", name) in towns_of(scene_of(text, "PERU", ""))


@pytest.mark.parametrize("text", ["In Monday's attack two died.", "They met in Peru and left."])
def test_days_and_countries_are_no_towns(text: str) -> None:
    assert set(towns_of(scene_of(text, "PERU", ""))) == {("PERU", "LIMA")}


def test_every_town_has_a_row_and_several_kinds() -> None:
    scene = scene_of("The bomb went off in the Arva neighborhood today.", "PERU", "Arequipa")
    rows = dict(town_rows(scene, Asked((Span(4, 8),), (Span(4, 8),), ())))
    assert set(rows) == {("PERU", "AREQUIPA"), ("PERU", "ARVA"), ("PERU", "LIMA")}
    assert len({len(row) for row in rows.values()}) == 1
    assert {kind for kind, _ in kind_rows(scene, ("PERU", "ARVA"))} == {"CITY", "NEIGHBORHOOD", "TOWN"}


def test_a_place_is_a_town_of_the_text_or_the_country_alone() -> None:
    scene = scene_of("A bomb exploded in the Arva neighborhood today and killed two.", "PERU", "Lima")
    asked = Asked((Span(2, 6),), (Span(2, 6),), ())
    assert place_of(scene, asked, load_judge()).startswith("PERU")
    assert place_of(scene_of("Nothing.", "", ""), asked, load_judge()) == ""


@pytest.mark.parametrize(
    ("text", "span", "within"),
    [
        ("The Marti Workers Party said two died.", "Marti", True),
        ("The mayor, Maria Julia Hernandez, was shot.", "Julia", True),
        ("The mayor was shot in Lima.", "Lima", False),
    ],
)
def test_a_part_of_a_longer_name_is_no_place(text: str, span: str, *, within: bool) -> None:
    doc = parse_report(Report(id="r", text=text)).doc
    at = text.index(span)
    assert within_name(doc, Span(at, at + len(span))) is within


@pytest.mark.parametrize("text", ["It was at President Ivo Lima's house.", "They fled in a Chevrolet Opala."])
def test_a_person_by_title_and_a_thing_of_many_are_no_places(text: str) -> None:
    assert set(towns_of(scene_of(text, "PERU", ""))) == {("PERU", "LIMA")}


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("the fmln attacked a barracks while honduran troops watched.", "EL SALVADOR"),
        ("the shining path killed a mayor.", "PERU"),
        ("honduran troops found two bodies.", "HONDURAS"),
        ("two people were shot.", ""),
    ],
)
def test_the_movements_of_a_country_tell_it_too(text: str, home: str) -> None:
    assert home_country(text, {}) == home
