"""Of what one sentence tells, each incident has its own figures."""

from __future__ import annotations

from datetime import date

from dateline.extract.reader import Reader
from dateline.records import Report


def deaths_of(text: str) -> list[list[int | None]]:
    """Of each claim in the order of the text the figures of the killed."""
    read = Reader().read(Report(id="r", text=text, published=date(2024, 5, 10)))
    return [[t.value.best for t in claim.toll if t.value.outcome == "killed"] for claim in read.claims]


def test_what_is_named_only_to_say_when_leaves_its_dead_behind() -> None:
    text = (
        "Soldiers shot dead a rebel near Katha on Monday, one day after rebels had done two farmers to death."
    )
    assert deaths_of(text)[0] == [1]


def test_the_dead_of_a_whole_series_are_not_those_of_its_last_attack() -> None:
    text = (
        "In the newest of a series of attacks in which six people died at the weekend, a bomb in Katha killed "
        "one guard on Monday."
    )
    assert [1] in deaths_of(text)
    assert all(6 not in figures for figures in deaths_of(text))


def test_two_incidents_of_one_sentence_have_their_own_dead() -> None:
    text = "Gunmen shot dead nine traders in Katha on Monday, and on Tuesday a mine killed 21 soldiers in Mohnyin."
    assert deaths_of(text) == [[9], [21]]


def test_the_dead_of_another_town_are_not_those_of_the_town_told_before() -> None:
    text = (
        "Gunmen blew up a railway bridge near Katha on Monday.\n\nThe trains stood still.\n\n"
        "In Lashio the dead number eleven."
    )
    assert deaths_of(text)[0] == []
