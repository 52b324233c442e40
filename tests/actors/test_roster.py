"""The roster: unique ids, known parents, names found by any alias; camps and sides."""

from __future__ import annotations

from collections import Counter

import pytest

from dateline.actors import find_names, load_roster, read_context, same_camp, sides_agree, state_party
from dateline.actors.abbreviations import find_definitions
from dateline.records import Actor

ROSTER = load_roster()


def actor(actor_id: str | None, name: str) -> Actor:
    return Actor(as_written=name, name=name, actor_id=actor_id)


def test_every_id_stands_once_and_every_class_is_one_of_acleds() -> None:
    counts = Counter(party.actor_id for party in ROSTER.parties)
    assert [i for i, n in counts.items() if n > 1] == []
    assert {party.inter for party in ROSTER.parties} <= set(range(1, 9))


def test_every_parent_is_a_party_of_the_roster_or_a_state() -> None:
    known = {party.actor_id for party in ROSTER.parties}
    parents = {parent for party in ROSTER.parties for parent in party.parents}
    assert {p for p in parents - known if not p.endswith(("-military", "-police"))} == set()


def test_no_party_ends_before_it_begins() -> None:
    assert [p.actor_id for p in ROSTER.parties if p.since and p.until and p.until < p.since] == []


@pytest.mark.parametrize(
    ("name", "actor_id"),
    [
        ("Tatmadaw", "mmr-military"),
        ("military council", "mmr-military"),
        ("Kachin Independence Organisation", "mmr-kia"),
        ("Ta’ang National Liberation Army", "mmr-tnla"),
        ("Séléka", "caf-seleka"),
        ("Sendero Luminoso", "per-sl"),
    ],
)
def test_a_party_is_found_by_any_of_its_names(name: str, actor_id: str) -> None:
    assert [party.actor_id for party in ROSTER.find(name)] == [actor_id]


def test_a_state_without_an_entry_has_forces_by_the_rule() -> None:
    party = state_party("PRT")
    assert party is not None
    assert (party.actor_id, party.name, party.group, party.inter) == (
        "prt-military",
        "Military Forces of Portugal",
        "prt-state",
        1,
    )


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("In Colombia the National Liberation Army blew up a pipeline.", "col-eln"),
        ("In Macedonia, in 2001, the National Liberation Army held two villages near Skopje.", "mkd-nla"),
        ("In Sudan the RSF shelled El Fasher.", "sdn-rsf"),
    ],
)
def test_a_shared_name_goes_to_the_party_of_the_texts_country(text: str, actor_id: str) -> None:
    names = find_names(read_context(text, year=2001 if "2001" in text else 2024))
    assert [name.party.actor_id for name in names] == [actor_id]


def test_an_ordinary_word_is_no_party_in_a_text_of_another_country() -> None:
    assert find_names(read_context("The regime of diet and sleep changed her life in Portugal.")) == ()


def test_the_longest_alias_wins() -> None:
    names = find_names(read_context("In Mali, Al-Qaeda in the Islamic Maghreb took hostages."))
    assert [name.party.actor_id for name in names] == ["mli-aqim"]


def test_an_abbreviation_is_defined_by_the_words_before_it() -> None:
    text = "The United Front for Oram (UFO) and the Free Bel Army (FBA) met."
    found = [(d.short, text[d.name_start : d.name_end]) for d in find_definitions(text)]
    assert found == [("UFO", "United Front for Oram"), ("FBA", "Free Bel Army")]


def test_camps_and_sides() -> None:
    kia, tnla = actor("mmr-kia", "KIA"), actor("mmr-tnla", "TNLA")
    army, police = actor("mmr-military", "junta"), actor("mmr-police", "police")
    assert same_camp(kia, tnla)
    assert not same_camp(kia, army)
    assert same_camp(army, police)
    assert sides_agree(army, police)
    assert not sides_agree(kia, tnla)
    assert sides_agree(actor(None, "Quen rebels"), actor(None, "rebels of Quen"))
    assert not same_camp(actor(None, "gunmen"), actor(None, "gunmen"))
