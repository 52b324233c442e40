"""Under which names a party is known."""

from __future__ import annotations

from dateline.actors import names_of


def test_a_party_of_the_roster_is_known_by_its_aliases_and_not_by_its_loose_words() -> None:
    names = names_of("mmr-military")
    assert "Tatmadaw" in names
    assert "junta" not in names


def test_the_army_and_the_police_of_a_state_are_known_by_the_adjective() -> None:
    assert "Colombian army" in names_of("col-military")
    assert "Colombian police" in names_of("col-police")
    assert "Colombian army" not in names_of("col-police")


def test_a_party_without_an_entry_has_no_other_names() -> None:
    assert names_of(None) == ()
    assert names_of("qqq-front") == ()
