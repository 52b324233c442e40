"""Parties and people in a sentence: what is found, by which name, in which role."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dateline.extract.mentions import PlaceMention
from dateline.extract.who.reading import read_actors, resolve_pronoun
from dateline.records import Place, Span
from dateline.text import Document

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "who.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_the_parties_of_a_sentence(case: dict[str, Any], parse: Callable[..., Document]) -> None:
    document = parse(case["text"], published="2024-03-01")
    found = [[m.text, m.actor.name, m.actor.actor_id or "", m.role] for m in read_actors(document)]
    assert found == case["actors"]


def test_every_mention_is_the_words_it_spans_and_none_overlap(parse: Callable[..., Document]) -> None:
    document = parse(
        "Junta troops and Pyu Saw Htee militiamen burned Ora in Sagaing; 40 villagers fled to Bel."
    )
    mentions = read_actors(document)
    assert [m.text for m in mentions] == [m.span.of(document.text) for m in mentions]
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))


def test_a_number_before_people_is_their_count(parse: Callable[..., Document]) -> None:
    mentions = read_actors(parse("Gunmen took 12 passengers and two drivers."))
    assert [(m.text, m.count) for m in mentions] == [("Gunmen", None), ("passengers", 12), ("drivers", 2)]


def test_the_owner_of_ground_is_no_party(parse: Callable[..., Document]) -> None:
    mentions = read_actors(
        parse("Fighting broke out in the Arakan Army's territory in Rakhine State, Myanmar.")
    )
    assert [m.text for m in mentions if m.role == "combatant"] == []


def test_allies_share_a_camp_and_enemies_do_not(parse: Callable[..., Document]) -> None:
    text = "The KIA and its PDF allies fought Myanmar junta troops in Kachin State."
    groups = {m.text: m.group for m in read_actors(parse(text))}
    assert groups["KIA"] == "mmr-resistance"
    assert groups["Myanmar junta troops"] == "mmr-state"


def test_they_is_the_party_that_acted_last(parse: Callable[..., Document]) -> None:
    document = parse("Rebels attacked an army base. They burned two trucks.")
    actors = read_actors(document)
    pronoun = next(token for token in document.doc if token.lower_ == "they")
    meant = resolve_pronoun(document, pronoun, actors)
    assert meant is not None
    assert meant.text == "Rebels"


def test_a_noun_is_no_pronoun(parse: Callable[..., Document]) -> None:
    document = parse("Rebels attacked.")
    assert resolve_pronoun(document, document.doc[0], read_actors(document)) is None


def test_backed_fighters_are_of_the_backers_camp(parse: Callable[..., Document]) -> None:
    (mention,) = read_actors(parse("Turkey-backed fighters took the hill."))
    assert (mention.text, mention.actor.actor_id, mention.group) == (
        "Turkey-backed fighters",
        None,
        "tur-state",
    )


def test_a_sure_place_tells_whose_soldiers_are_meant(parse: Callable[..., Document]) -> None:
    document = parse("Taliban fighters attacked a convoy in Hangu on Tuesday, killing four soldiers.")
    start = document.text.index("Hangu")
    span = Span(start, start + 5)
    place = Place(as_written="Hangu", name="Hangu", country="Pakistan", gazetteer_id="1177203")
    hangu = PlaceMention(span=span, text="Hangu", phrase=span, relation="in", place=place, confidence=0.9)
    soldiers = {m.text: m.actor.actor_id for m in read_actors(document, (hangu,))}
    assert soldiers["soldiers"] == "pak-military"


def test_a_country_that_only_lies_across_a_border_has_no_soldiers_there(
    parse: Callable[..., Document],
) -> None:
    text = "Gunmen killed four soldiers. The district is close to hills bordering Afghanistan."
    soldiers = {m.text: m.actor.actor_id for m in read_actors(parse(text))}
    assert soldiers["soldiers"] is None
