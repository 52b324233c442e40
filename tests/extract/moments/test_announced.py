"""Leads of several sentences, each of an incident that the text tells in full below."""

from __future__ import annotations

from datetime import date

import pytest
from telling import killed

from dateline.extract.reader import Reader
from dateline.pipeline import ReadReport, read_report
from dateline.records import Report


def read(reader: Reader, text: str) -> ReadReport:
    return read_report(Report(id="r", text=text, published=date(2024, 5, 10)), reader)


TOLD_BELOW = {
    "Four people were killed in an attack on a convoy in North Darfur on Saturday. A trader was shot dead by gunmen in "
    "Kassala on Monday.\n\nMilitiamen in pick-ups opened fire on the convoy near Tarni, a driver said.\n\nOn Monday gunmen "
    "broke into the house of the trader in Kassala, a neighbour said.\n": [4, 1],
    "Two policemen were shot dead in Shan State on Tuesday. A grenade attack on a hotel in Mandalay killed five people "
    "on Wednesday, officials said.\n\nAttackers on a motorcycle threw the grenade at the hotel, a guest said.\n\nThe "
    "policemen were guarding a school in Lashio when gunmen opened fire on them, the headmaster said.\n": [
        2,
        5,
    ],
    "Gunmen fired on farmers in Kachin State on Tuesday and killed three. Two women were shot dead in Mandalay on "
    "Wednesday.\n\nThe farmers were on their way home when the gunmen fired on them, a farmer said.\n\nIn Sagaing, "
    "nine soldiers died in an ambush.\n": [3, 2, 9],
}


@pytest.mark.parametrize("text", TOLD_BELOW)
def test_what_a_sentence_of_the_first_paragraph_announces_is_told_in_full_below(
    reader: Reader, text: str
) -> None:
    assert killed(read(reader, text).incidents) == TOLD_BELOW[text]


def test_what_is_told_below_of_another_place_and_of_others_is_not_announced(reader: Reader) -> None:
    found = read(
        reader,
        "Gunmen killed three policemen in Kachin State on Monday. A bomb killed two traders in Mandalay.\n\nGunmen also "
        "killed a priest in Banmauk late on Monday, a villager said.\n",
    )
    assert killed(found.incidents) == [3, 2, 1]


ELSEWHERE = {
    "Gunmen killed three policemen in Kachin State on Monday, officials said. A roadside bomb killed two traders in "
    "Shan State.": 2,
    "Herders killed seven people in Kachin State on Tuesday. Bandits abducted 20 passengers on a road in Shan State, "
    "residents said.": 2,
    "Gunmen shot dead a judge in Mandalay on Tuesday. Two workers of an aid agency were abducted in Lashio.": 2,
    "A rocket hit a house in Mandalay on Tuesday and hurt two children. Militants torched a school in Shan State.": 2,
    "Gunmen killed three farmers in Kachin State on Tuesday. The gunmen abducted two others near Katha.": 1,
}


@pytest.mark.parametrize("text", ELSEWHERE)
def test_others_harmed_or_houses_burned_in_another_province_are_another_incident(
    reader: Reader, text: str
) -> None:
    assert len(read(reader, text + "\n").incidents) == ELSEWHERE[text]


BESIDES = {
    "Rebels killed seven soldiers at a base in Lashio and bombed a restaurant in Mandalay on Tuesday, police said.": 2,
    "Gunmen stormed an army camp in Katha and looted shops in Lashio on Sunday, residents said.": 2,
    "Gunmen stormed an army camp in Katha and killed three soldiers there on Sunday, residents said.": 1,
}


@pytest.mark.parametrize("text", BESIDES)
def test_what_the_same_did_to_others_in_another_town_is_another_incident(reader: Reader, text: str) -> None:
    assert len(read(reader, text + "\n").incidents) == BESIDES[text]


ADDED_UP = [
    "At least 21 people were killed in attacks in Lashio and Katha on Monday, officials said. In Lashio gunmen opened "
    "fire on traders and killed 12. In Katha nine died in an ambush.\n",
    "Fifteen soldiers have died in two attacks in Shan State, the ministry said.\n\nGunmen ambushed a convoy near Lashio on "
    "May 3, it said.\n\nAnother mine hit a convoy at Hsipaw on May 1.\n",
]


@pytest.mark.parametrize("text", ADDED_UP)
def test_a_total_over_two_towns_or_two_counted_attacks_adds_up_those_told_below(
    reader: Reader, text: str
) -> None:
    total, *parts = read(reader, text).incidents
    assert len(parts) == 2
    assert set(total.sums) == {one.id for one in parts}


AGAIN = {
    "Gunmen shot dead 23 passengers in Shan State, police said on Monday.\n\nThe killings took place on Sunday night near "
    "Lashio, an official said.": 1,
    "On Sunday a bomb killed two men in Mandalay. On Monday gunmen killed nine people in Lashio.\n\nThe minister "
    "later condemned the Mandalay bombing.": 2,
    "Gunmen opened fire on two lorries near Lashio on Saturday. One witness said that 14 people died. Another spoke of "
    "16 people killed.": 1,
}


@pytest.mark.parametrize("text", AGAIN)
def test_killings_that_took_place_what_is_condemned_and_what_another_says_are_known(
    reader: Reader, text: str
) -> None:
    assert len(read(reader, text + "\n").incidents) == AGAIN[text]
