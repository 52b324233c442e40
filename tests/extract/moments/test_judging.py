"""Which scenes are incidents: old acts are, counts over years are not, nor are drills, games and denials."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.extract.reader import Reader
from dateline.pipeline import ReadReport, read_report
from dateline.records import Report

AMBUSH = "Gunmen ambushed an army patrol near Katha on Tuesday, killing four soldiers, officials said.\n\n"


def read(reader: Reader, text: str) -> ReadReport:
    return read_report(Report(id="r", text=text, published=date(2024, 5, 10)), reader)


def days(found: ReadReport) -> list[date | None]:
    return [one.date.value.start if one.date else None for one in found.incidents]


@pytest.mark.parametrize(
    "old",
    [
        "In May 2021 a car bomb at that very crossroads killed thirteen.",
        "In May 2021, on a road that joins this one, two mothers and five children were murdered.",
        "Their leader took part in the Mohnyin kidnapping of May 2021.",
    ],
)
def test_one_act_of_long_ago_with_its_month_is_an_incident(reader: Reader, old: str) -> None:
    found = read(reader, AMBUSH + old + "\n")
    assert days(found) == [date(2024, 5, 7), date(2021, 5, 1)]
    assert [one.background for one in found.incidents] == [False, True]


@pytest.mark.parametrize(
    "count",
    [
        "In 2023, the army carried out 1,140 air strikes in Sagaing, killing 702 civilians, according to a monitoring group.",
        "Since the end of April, 550 people have been killed in the region, by a tally of the town's doctors.",
        "From January to July 2023 at least seven people were killed in mine explosions across Sagaing.",
        "There had been no clash near Mohnyin on Monday, he said.",
        "If the rebels attack Mohnyin on Monday, many will be killed, he said.",
    ],
)
def test_counts_over_a_long_time_and_what_did_not_happen_are_set_aside(reader: Reader, count: str) -> None:
    assert days(read(reader, AMBUSH + count + "\n")) == [date(2024, 5, 7)]


def test_a_running_total_is_set_aside_as_one(reader: Reader) -> None:
    found = read(
        reader,
        AMBUSH
        + "Since the end of April, 550 people have been killed in the region, by a tally of the town's doctors.\n",
    )
    assert [one.kind for one in found.extraction.not_incidents] == ["war_total"]


def test_a_drill_is_no_incident(reader: Reader) -> None:
    found = read(
        reader,
        "Two hundred commandos jumped from landing craft near Katha on Tuesday and fired smoke and blank rounds.\n\n"
        "The assault closed a nine-day exercise in which the army rehearsed the seizure of a beach. The enemy, men "
        "with yellow armbands, was destroyed according to the scenario of the drill, an officer said.\n",
    )
    assert found.incidents == ()


@pytest.mark.parametrize(
    "played",
    [
        'Nine "rebels" were killed, all of them cooks of the second battalion.',
        "Marines shot six “pirates” and freed two “hostages” on Tuesday.",
    ],
)
def test_people_in_inverted_commas_are_not_killed_at_a_drill(reader: Reader, played: str) -> None:
    found = read(
        reader,
        f"A drill near Katha ended on Tuesday before two ministers. {played}\n\n"
        "The exercise will be held again next year, and no other drill is so large.\n",
    )
    assert found.incidents == ()


@pytest.mark.parametrize(
    "played",
    [
        "The home side were ambushed at Katha on Tuesday: the first shot was fired after two minutes, and their "
        "goalkeeper was dead before it went in. Three goals by half-time killed the match.",
        "In the film, her first feature, militiamen storm a villa in Katha and shell the garden. The protagonist, a "
        "barber, is killed by a comrade in the last reel.",
    ],
)
def test_matches_and_films_told_as_wars_are_no_incidents(reader: Reader, played: str) -> None:
    assert read(reader, played + "\n").incidents == ()


def test_an_attack_over_a_film_is_an_incident(reader: Reader) -> None:
    text = (
        "A crowd enraged by the film attacked a school in Katha on Tuesday with stones. The film was made abroad, and "
        "nobody in Katha has seen the film.\n"
    )
    assert days(read(reader, text)) == [date(2024, 5, 7)]


def test_who_is_killed_at_a_drill_is_an_incident(reader: Reader) -> None:
    (found,) = read(
        reader,
        "Gunmen opened fire on soldiers near Katha on Tuesday and killed six of them, police said.\n\nThe soldiers had "
        "come for an exercise. The exercise, a drill with blank rounds, was called off.\n",
    ).incidents
    assert found.date is not None
    assert found.date.value.start == date(2024, 5, 7)


def test_a_match_is_no_incident(reader: Reader) -> None:
    found = read(
        reader,
        "Katha attacked from the first minute on Tuesday, and Mohnyin's goalkeeper was shot at from all sides.\n\nBy "
        "half-time the striker had executed the rearguard twice, and an equaliser never came.\n",
    )
    assert found.incidents == ()


@pytest.mark.parametrize(
    "page",
    [
        "The play opens in Katha in a cold spring.\n\nHe dies; his coat is handed to another boy, who dreams of the sea.",
        "I still see my first funeral.\n\nThe corporal had died on 20 June 2005. The whole town seemed to have known him.",
        "A petrol lorry overturned near Katha on Tuesday and burned, killing 31 people who had come with buckets.\n\n"
        "The crowd stormed the spot. A policeman fired in the air to push it back.",
    ],
    ids=["a plot in the present", "an obituary", "a crowd at a mishap"],
)
def test_deaths_without_violence_make_no_incident(reader: Reader, page: str) -> None:
    assert days(read(reader, page + "\n")) == []


def test_an_attack_in_a_report_of_a_mishap_is_an_incident(reader: Reader) -> None:
    found = read(
        reader,
        "A lorry overturned near Katha on Tuesday, killing nine people.\n\nOn the same road gunmen shot dead two "
        "policemen on Sunday.\n",
    )
    assert days(found) == [date(2024, 5, 5)]


def test_what_is_feared_and_what_is_usual_are_no_incident(reader: Reader) -> None:
    found = read(
        reader,
        AMBUSH
        + "He asked for more troops lest Katha fall to the rebels, and said checkpoints around it had been attacked several "
        "times.\n",
    )
    assert len(found.incidents) == 1


@pytest.mark.parametrize(
    "spoken_of",
    [
        "The mission condemned the violence around Banmauk and appealed to the groups behind the clashes to talk.",
        "The attacks have worsened a crisis in the town of Banmauk.",
        "More than 400 people have been killed in the violence in northern Myanmar, according to the United Nations.",
    ],
)
def test_what_is_only_spoken_of_and_the_dead_of_a_country_are_no_incident(
    reader: Reader, spoken_of: str
) -> None:
    assert len(read(reader, AMBUSH + spoken_of + "\n").incidents) == 1
