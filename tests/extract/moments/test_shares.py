"""Harm shared out among places: a scene, a place and a figure for each."""

from __future__ import annotations

from datetime import date

import pytest
from telling import incidents

from dateline.codebook import SubEventType
from dateline.extract.reader import Reader
from dateline.pipeline import ReadReport, read_report
from dateline.records import Report


def told(reader: Reader, text: str) -> list[tuple[str | None, list[int | None]]]:
    """(place, figures of the killed) of every claim."""
    read: ReadReport = read_report(Report(id="r", text=text, published=date(2032, 5, 14)), reader)
    return [
        (
            claim.location.value.as_written if claim.location else None,
            [toll.value.best for toll in claim.toll if toll.value.outcome == "killed"],
        )
        for claim in read.extraction.claims
    ]


def test_a_figure_for_each_of_two_places_makes_two_claims(reader: Reader) -> None:
    found = told(
        reader, "Air strikes on Tuesday killed six people in Aleppo and four in Idlib, the observatory said."
    )
    assert found == [("Aleppo", [6]), ("Idlib", [4])]


def test_a_total_before_a_colon_keeps_its_figure_and_takes_no_place_of_a_part(reader: Reader) -> None:
    text = "At least 11 people were killed in shelling on Monday: five in Kherson, four in Nikopol and two in Kharkiv."
    assert told(reader, text) == [(None, [11]), ("Kherson", [5]), ("Nikopol", [4]), ("Kharkiv", [2])]


def test_the_act_of_a_total_is_that_of_its_parts_in_the_next_sentence(reader: Reader) -> None:
    text = "Thirteen people were killed in air strikes in Syria on Monday. Eight died in Aleppo and five in Idlib."
    read = read_report(Report(id="r", text=text, published=date(2032, 5, 14)), reader)
    assert [claim.sub_event_type.value for claim in read.extraction.claims] == [SubEventType.AIR_STRIKE] * 3
    assert [claim.summed_moments for claim in read.extraction.claims] == [(1, 2), (), ()]


def test_blasts_of_a_series_and_their_dead_are_one_total(reader: Reader) -> None:
    text = "Eleven people were killed in a series of bombings on Monday: five in Kherson and six in Nikopol."
    assert told(reader, text) == [(None, [11]), ("Kherson", [5]), ("Nikopol", [6])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Troops killed 18 rebels on Tuesday and 13 on Wednesday in Kherson.", [(11, [18]), (12, [13])]),
        ("Snipers shot dead three people in Homs on Monday and two on Tuesday.", [(10, [3]), (11, [2])]),
        (
            "Shells killed two people in Kherson on Monday and four in Nikopol on Tuesday.",
            [(10, [2]), (11, [4])],
        ),
        ("Four people were shot on Monday in Kherson.", [(10, [])]),
    ],
)
def test_harm_shared_out_among_days_is_told_for_each(
    reader: Reader, text: str, found: list[tuple[int, list[int]]]
) -> None:
    read = read_report(Report(id="r", text=text, published=date(2032, 5, 14)), reader)
    assert [
        (
            claim.date.value.start.day if claim.date and claim.date.value.start else None,
            [toll.value.best for toll in claim.toll if toll.value.outcome == "killed"],
        )
        for claim in read.extraction.claims
    ] == found


def test_deaths_told_in_one_sentence_are_shared_out_in_the_next(reader: Reader) -> None:
    text = (
        "Soldiers opened fire on protesters across the country on Wednesday, killing seven people. Of the deaths, five "
        "were reported from Mandalay and two from Pyay, a monitor said."
    )
    assert told(reader, text)[1:] == [("Mandalay", [5]), ("Pyay", [2])]


def test_one_place_inside_the_other_shares_out_nothing(reader: Reader) -> None:
    text = "Shells killed six people in Aleppo and four in Syria's fields on Tuesday."
    assert len(told(reader, text)) == 1


def test_harm_of_two_kinds_in_two_places_is_not_one_list(reader: Reader) -> None:
    text = "Air strikes killed four people in Idlib on Monday, and wounded seven in Aleppo."
    assert [figures for _, figures in told(reader, text)] == [[4], []]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Five people were killed in a bombing in Kherson and three in an ambush in Nikopol on Monday.",
            [("Kherson", [5]), ("Nikopol", [3])],
        ),
        (
            "The army announced on Monday the deaths of five soldiers - four in an ambush in Herat and another in a clash "
            "in Farah.",
            [("Herat", [4]), ("Farah", [1])],
        ),
        (
            "At least 20 people died in violence on Sunday, 12 of them in a car bombing in Mosul and eight in an attack in "
            "Kirkuk.",
            [("Mosul", [12]), ("Kirkuk", [8])],
        ),
        (
            "Four soldiers were killed on Monday, three by a bomb in Herat and one in combat in Farah.",
            [("Herat", [3]), ("Farah", [1])],
        ),
    ],
)
def test_an_act_of_its_own_for_each_share_has_the_dead_of_that_share(
    reader: Reader, text: str, found: list[tuple[str | None, list[int | None]]]
) -> None:
    assert told(reader, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Five soldiers were killed when a lorry of their convoy skidded off the road near Quetta on Thursday. "
        "Two died on the spot.",
        "At least nine people were killed in landslides as a cyclone tore into the coast near Teknaf on Tuesday.",
        "She died at home in Quetta on Saturday of kidney failure.",
    ],
)
def test_deaths_that_nobody_willed_are_no_incident(reader: Reader, text: str) -> None:
    assert told(reader, text) == []


def test_a_boat_that_capsized_under_fire_is_one(reader: Reader) -> None:
    text = "A boat was fired on by the navy near Sittwe on Monday and capsized. Nine bodies have washed up."
    assert [figures for _, figures in told(reader, text)] == [[9]]


def test_a_count_of_last_year_is_not_the_toll_of_yesterday(reader: Reader) -> None:
    text = (
        "A jet bombed the market of Kyauktaw on Wednesday, killing 23 people. The United Nations says that more than "
        "900 people were killed from the air last year."
    )
    assert [figures for _, figures in told(reader, text)] == [[23]]


def test_a_sentence_that_opens_with_hours_after_is_read(reader: Reader) -> None:
    text = "Shells killed two people in Aleppo on Tuesday. Hours after the market was hit, the road was shut."
    assert told(reader, text) == [("Aleppo", [2])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Bombings in Kherson on Sunday and Nikopol on Tuesday left six and nine people dead, respectively.",
            [("Kherson", [6]), ("Nikopol", [9])],
        ),
        (
            "Gunmen attacked posts in Kherson and Nikopol, where two soldiers and three guards respectively were killed.",
            [("Kherson", [2]), ("Nikopol", [3])],
        ),
    ],
)
def test_figures_in_the_order_of_the_places(
    reader: Reader, text: str, found: list[tuple[str | None, list[int | None]]]
) -> None:
    assert told(reader, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Five villagers were hacked to death in Katha and four in Mohnyin on Sunday.",
        "Five people were shot dead in Katha and four others in Mohnyin on Sunday.",
        "Five policemen were killed in Katha and a soldier in Mohnyin on Sunday.",
    ],
)
def test_what_is_told_in_two_towns_is_shared_out(reader: Reader, text: str) -> None:
    assert len(incidents(reader, text)) == 2


def test_a_total_that_its_parts_make_up_to_a_man_is_a_sum(reader: Reader) -> None:
    found = incidents(
        reader,
        "Army strikes killed at least 30 people across Sagaing on Monday, medics said.",
        "A strike on a school in Katha killed 18. Twelve people died in a strike on a house in Monywa.",
    )
    assert [bool(one.sums) for one in found].count(True) == 1
    assert len(found) == 3
