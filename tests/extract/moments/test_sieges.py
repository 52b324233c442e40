"""A siege is one incident from the first shot to the morning on which it ends."""

from __future__ import annotations

from datetime import date

import pytest
from telling import incidents, killed

from dateline.extract.reader import Reader

BEGUN = "The attack on Saturday afternoon killed 23 people."


@pytest.mark.parametrize(
    "over",
    [
        "Troops regained control of a hotel in Katha on Sunday morning, ending a night-long siege by five gunmen who stormed "
        "it after a bomber blew up a car at the gate, police said.",
        "An assault by gunmen on a hotel in Katha ended on Sunday, police said.",
    ],
)
def test_the_day_on_which_it_ends_is_not_that_of_the_attack(reader: Reader, over: str) -> None:
    (siege,) = incidents(reader, over, BEGUN)
    assert siege.date.value.start == date(2024, 5, 4)
    assert killed([siege]) == [23]


def test_who_retakes_the_hotel_ends_the_attack_on_it(reader: Reader) -> None:
    found = incidents(
        reader,
        "Gunmen stormed a hotel in Katha on Saturday, killing nine guests.",
        "Soldiers retook the hotel on Sunday, killing three attackers, a captain said.",
    )
    assert len(found) == 1


def test_who_takes_a_town_the_day_after_a_battle_ends_no_siege(reader: Reader) -> None:
    found = incidents(
        reader,
        "Rebels attacked an army post in Katha on Saturday, killing nine soldiers.",
        "The army retook the town of Banmauk on Sunday, killing three rebels, a captain said.",
    )
    assert len(found) == 2


def test_the_dead_of_a_siege_are_told_with_its_end(reader: Reader) -> None:
    (siege,) = incidents(
        reader, "An attack on a hotel in Katha ended on Sunday after 29 people were killed, police said."
    )
    assert killed([siege]) == [29]
