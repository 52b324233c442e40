"""Actors, sources and gazetteer: who is known, what rests on whom, what a name can mean."""

from __future__ import annotations

import html
import json
import re

from invented_project import make_report, make_store

from dateline.records import Alternative, Place
from dateline.web.views.spots import choices_of


def text_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_actors_are_listed_by_their_incidents_and_found_by_any_name(pages):
    assert "Tavan Front rebels TAV 2019– TF 1" in text_of(pages.get("/actors").text)
    assert "Police of Tavan not in the roster" in text_of(pages.get("/actors").text)
    assert "Tavan Front rebels" in text_of(pages.get("/actors?q=tf").text)
    assert "The roster knows nobody" in pages.get("/actors?q=nobody").text


def test_an_outlet_says_what_rests_on_it_alone(open_pages):
    pages = open_pages(make_store(make_report(), make_report(id="r2", outlet="Sefa Times")))
    words = text_of(pages.get("/sources").text)
    assert "Tavan Herald 1 2 2 0 2024-06-06 resident 2" in words
    assert "a shopkeeper resident 2" in words


def test_the_inbox_shows_one_outlet(open_pages):
    pages = open_pages(make_store(make_report(), make_report(id="r2", outlet=None, headline="Of nobody")))
    one = pages.get("/reports?outlet=Tavan+Herald").text
    assert "Post falls in Orlen" in one
    assert "Of nobody" not in one
    assert "Of nobody" in pages.get("/reports?outlet=-").text


def test_a_name_is_looked_up_with_its_places_on_a_map(pages):
    page = pages.get("/gazetteer?q=Karo").text
    (spot,) = json.loads(html.unescape(re.search(r'data-spots="([^"]+)"', page)[1]))
    assert (spot["label"], spot["latitude"], spot["longitude"]) == ("1 Karo", 1.5, 2.5)
    assert "No place of this name" in pages.get("/gazetteer?q=Nowhere").text
    assert "invented 1" in text_of(pages.get("/gazetteer").text)


def test_the_place_editor_draws_what_the_field_holds_and_three_candidates():
    rivals = [Alternative(name=f"Orlen {n}", latitude=float(n), longitude=1.0) for n in range(5)]
    rivals[1] = Alternative(name="Orlen without a point")
    held = Place(
        as_written="Orlen",
        name="Orlen",
        latitude=9.0,
        longitude=9.0,
        radius_km=5.0,
        alternatives=tuple(rivals),
    )
    spots = json.loads(choices_of(held, ()))
    assert [(one["label"], one["pick"]) for one in spots] == [
        ("Orlen", ""),
        ("1 Orlen 0", "0"),
        ("3 Orlen 2", "2"),
    ]
    assert choices_of(None, ()) == ""
