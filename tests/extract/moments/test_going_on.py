"""What goes on with an act told before, and what leaves it: known attackers, clefts, claims, headings, villages."""

from __future__ import annotations

from datetime import date

import pytest
from telling import incidents, killed

from dateline.extract.reader import Reader


@pytest.mark.parametrize(
    ("lead", "again"),
    [
        (
            "A suicide bomber struck an army post to the west of Baghdad on Tuesday, killing three soldiers, police said.",
            "It was about 7 a.m. when the bomber attacked the post, at the gate of Heet town.",
        ),
        (
            "A gunman shot dead two guards outside a bank in Katha on Tuesday, police said.",
            "Neighbours saw how the gunman shot at a parked car near the mill of Banmauk.",
        ),
        (
            "Army troops fought rebels near Katha on Tuesday and killed six of them.",
            "Major Dan Roe said that it was the 4th Brigade that attacked the rebels, in Banmauk.",
        ),
    ],
    ids=["the bomber", "the gunman", "it was the brigade that"],
)
def test_who_is_known_acts_in_the_act_told_before(reader: Reader, lead: str, again: str) -> None:
    assert len(incidents(reader, lead, again)) == 1


def test_two_villages_without_a_name_are_two_places(reader: Reader) -> None:
    found = incidents(
        reader,
        "One policeman died from a roadside bomb in a town near Mosul on Tuesday, hospital sources said.",
        "Soldiers killed two gunmen who attacked a checkpoint in a village south of Mosul.",
    )
    assert killed(found) == [1, 2]


def test_a_village_told_twice_in_the_same_words_is_one(reader: Reader) -> None:
    found = incidents(
        reader,
        "Gunmen killed nine people in a village near Mosul on Tuesday, police said.",
        "The gunmen came on motorcycles and shot the nine in the street of a village near Mosul.",
    )
    assert killed(found) == [9]


def test_a_heading_is_of_the_incident_told_below_it(reader: Reader) -> None:
    found = incidents(
        reader,
        "Rebels burned six lorries near Katha on Tuesday, police said.",
        "Two guards killed in Banmauk",
        "On Sunday rebels killed two guards of a bank in Banmauk.",
    )
    assert killed(found) == [None, 2]


@pytest.mark.parametrize(
    ("answer", "claim"),
    [
        ("In response, the ministry said, two helicopters bombed a camp.", "The rebels claimed the ambush and said"),
        ("In retaliation, a source said, two F-16s struck nine targets of theirs.", "The rebels claimed the attack, and said"),
    ],
)  # fmt: skip
def test_aircraft_that_answer_are_another_incident_and_not_what_is_claimed(
    reader: Reader, answer: str, claim: str
) -> None:
    lead = "Rebels ambushed a convoy near Katha on Tuesday, police said."
    found = incidents(reader, lead, answer, f"{claim} that 12 soldiers were dead.")
    assert killed(found) == [12, None]


def test_an_act_so_long_before_the_one_told_is_another(reader: Reader) -> None:
    found = incidents(
        reader,
        "Rebels stopped a bus near Katha on Tuesday and took nine passengers away, police said.",
        "The rebels had shelled an army base two miles away an hour before they stopped the bus, police said.",
    )
    assert [one.event_type.value for one in found] == [
        "Violence against civilians",
        "Explosions/Remote violence",
    ]


def test_harm_on_the_day_told_is_none_of_what_had_led_to_it(reader: Reader) -> None:
    found = incidents(
        reader,
        "Soldiers fought rebels near Katha on Thursday and killed eleven of them.",
        "The order came after the rebels had beheaded a captive in Banmauk.",
        "Seventeen soldiers were wounded in Thursday's fight.",
    )
    hurt = [next((t.value.best for t in one.toll if t.value.outcome == "injured"), None) for one in found]
    assert hurt == [17, None]


def test_what_is_hurt_without_a_body_makes_no_act(reader: Reader) -> None:
    assert not incidents(
        reader, "The minister said in Katha on Tuesday that trust in the talks was gravely hurt."
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Rockets fired by rebels killed 14 people in Katha on Tuesday, residents said.",
            "Army jets also carried out air raids on rebel positions in the town, killing six of them, residents said.",
        ),
        (
            "Army jets bombed a rebel camp near Katha on Tuesday, a spokesman said.",
            "Rebels shelled an army post in the town, wounding two soldiers.",
        ),
    ],
    ids=["jets answer rockets", "shells answer jets"],
)
def test_jets_of_one_side_and_shells_of_the_other_are_two(reader: Reader, first: str, second: str) -> None:
    assert len(incidents(reader, first, second)) == 2


@pytest.mark.parametrize(
    "second",
    [
        "A car bomb blast in Hakha killed one policeman and wounded three others.",
        "A roadside bomb also hit an army patrol, killing one soldier and wounding three.",
    ],
    ids=["in another town", "also"],
)
def test_what_was_not_heard_of_before_is_another(reader: Reader, second: str) -> None:
    first = "Two policemen were killed when gunmen opened fire on their car in Katha on Tuesday, police said."
    assert killed(incidents(reader, first + " " + second)) == [2, 1]


def test_a_definite_attacker_in_another_village_goes_on(reader: Reader) -> None:
    found = incidents(
        reader,
        "Gunmen killed nine people in Katha on Tuesday, police said. The gunmen shot eight of them near Banmauk.",
    )
    assert len(found) == 1


@pytest.mark.parametrize(
    "again",
    [
        "The ambush by fighters of the Kachin Independence Army hit a convoy that took rice to Hakha.",
        "Tuesday's attack was carried out by the Kachin Independence Army, an officer said in Hakha.",
    ],
    ids=["the ambush", "Tuesday's attack"],
)
def test_an_act_called_by_its_noun_is_the_one_so_called(reader: Reader, again: str) -> None:
    found = incidents(
        reader,
        "Six soldiers were killed in an ambush near Katha on Tuesday, the army said.",
        "It came a week after a guard was killed when rebels shelled a depot at Mogaung.",
        again,
    )
    assert killed(found) == [6, 1]
    assert [actor.name for actor in found[0].side_a.value] == ["Kachin Independence Army"]


@pytest.mark.parametrize(
    "part",
    [
        "Several of the attacks took place in Katha, where a car bomb killed two people and wounded nine.",
        "One of the blasts, in Katha, killed two people and wounded nine.",
    ],
    ids=["several of the attacks", "one of the blasts"],
)
def test_some_of_a_series_are_part_of_it(reader: Reader, part: str) -> None:
    found = incidents(
        reader,
        "At least 16 people were killed on Tuesday when a spate of bombings hit markets across Myanmar.",
        part,
        "In Banmauk, gunmen shot dead 14 people.",
    )
    assert 2 in killed(found)


@pytest.mark.parametrize("word", ["second", "latest", "deadliest"])
def test_it_was_the_second_attack_counts_the_one_just_told(reader: Reader, word: str) -> None:
    lead = "A man blew himself up at a gate in Katha on Tuesday, killing 14 people."
    found = incidents(reader, lead, f"It was the {word} attack on a public building in Katha in a month.")
    assert killed(found) == [14]


def test_half_an_hour_later_others_act(reader: Reader) -> None:
    found = incidents(
        reader,
        "A bomb went off under a pickup in Katha on Tuesday evening and killed two rangers.",
        "Half an hour later gunmen shot dead a rubber tapper in Banmauk.",
    )
    assert killed(found) == [2, 1]


def test_another_hour_with_others_on_both_sides_is_another_incident(reader: Reader) -> None:
    found = incidents(
        reader,
        "Gunmen shot dead a teacher in Katha around 11:30pm on Tuesday.",
        "At about 1:30am, miscreants opened fire on night guards near the school, leaving one of them injured.",
    )
    assert killed(found) == [1, None]
    assert [one.date.value.start for one in found] == [date(2024, 5, 7), date(2024, 5, 8)]


def test_an_answer_at_another_hour_goes_on(reader: Reader) -> None:
    found = incidents(
        reader,
        "At 5 a.m. on Tuesday rebels attacked a post in Katha and killed two policemen. At 7 a.m. soldiers drove the "
        "rebels out.",
    )
    assert killed(found) == [2]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "Gunmen killed a policeman in Katha on Tuesday while a roadside bomb wounded three soldiers in Hakha.",
            ["Gunmen", None],
        ),
        (
            "Gunmen shot dead an officer west of Katha on Tuesday, while a car bomb hit a police patrol south of Katha, wounding three policemen.",
            ["Gunmen", None],
        ),
        (
            "On Tuesday, army jets struck the town of Katha, killing two people, and later struck the town of Hakha, wounding nine.",
            ["Military Forces of Myanmar", "Military Forces of Myanmar"],
        ),
    ],
    ids=["a bomb elsewhere", "on two sides of a town", "jets go on"],
)  # fmt: skip
def test_two_places_each_with_its_harm_are_two(reader: Reader, text: str, sides: list[str | None]) -> None:
    found = incidents(reader, text)
    assert [next((actor.name for actor in one.side_a.value), None) for one in found] == sides


def test_a_bomb_was_laid_by_nobody_who_shot_elsewhere(reader: Reader) -> None:
    found = incidents(
        reader,
        "At least nine people were killed on Tuesday when a spate of shootings and bombings hit Myanmar, police said.",
        "In Katha, unidentified gunmen shot dead six traders.",
        "A roadside bomb in Hakha killed three soldiers.",
    )
    assert [actor.name for actor in found[-1].side_a.value] == []


@pytest.mark.parametrize(
    ("lead", "told"),
    [
        (
            "At least nine soldiers have been killed in an attack by rebels in northern Shan State, officials say.",
            "Friday's attack hit a post at Lashio, an officer said.",
        ),
        (
            "Rebels attacked a bus and shot seven traders in the north of Shan State, officials say.",
            "Gunmen attacked the bus near Lashio, they said.",
        ),
    ],
    ids=["its day", "its town"],
)
def test_what_a_lead_tells_without_a_day_is_placed_and_dated_behind_it(
    reader: Reader, lead: str, told: str
) -> None:
    assert len(incidents(reader, lead, told)) == 1


def test_a_related_development_is_another_incident(reader: Reader) -> None:
    found = incidents(
        reader,
        "Bandits shot dead two traders in Katha on Tuesday, police said.",
        "In a related development, bandits abducted 13 people from the village of Banmauk.",
    )
    assert [one.event_type.value for one in found] == ["Violence against civilians"] * 2


def test_the_same_town_that_was_attacked_tells_of_no_other_attack(reader: Reader) -> None:
    found = incidents(
        reader,
        "Rebels killed eleven people in Katha on Friday, a monitor said.",
        "In February rebels killed 55 people in Katha, the same town that was attacked on Friday.",
    )
    assert killed(found) == [11, 55]


def test_what_is_felt_about_a_killing_is_no_other_killing(reader: Reader) -> None:
    found = incidents(
        reader,
        "Gunmen killed a guard in Katha on Tuesday, police said.",
        "The governor decried the killing as a needless murder that could have been avoided last week.",
    )
    assert killed(found) == [1]


def test_who_strikes_back_elsewhere_in_one_sentence_is_another_incident(reader: Reader) -> None:
    found = incidents(
        reader,
        "Rebels fired a barrage of rockets toward Katha on Tuesday evening, setting a car ablaze, and army jets hit "
        "targets in Banmauk in response, wounding three.",
    )
    assert [one.acts[0] for one in found] == ["shelling", "airstrike"]
    assert [[t.value.best for t in one.toll] for one in found] == [[], [3]]


def test_what_is_only_avenged_is_no_incident(reader: Reader) -> None:
    found = incidents(
        reader,
        "Rebels fired dozens of rockets at a barracks in Katha on Tuesday in response to the killing of one of their "
        "commanders.",
    )
    assert killed(found) == [None]


@pytest.mark.parametrize(
    ("lead", "anew"),
    [
        (
            "Gunmen killed 15 fishermen in Goma last week, residents said.",
            "On Wednesday they came back and killed two people who had gone to bury the bodies.",
        ),
        (
            "Raiders burned a farm near Goma on Monday and killed two.",
            "On Tuesday night the raiders returned, killing three guards.",
        ),
        (
            "A bomb killed two people in a market in Goma on Monday, police said.",
            "Hours later, a trader was stabbed near Rutshuru.",
        ),
        (
            "Rebels blew up a bridge near Katha in Sagaing on Wednesday, police said.",
            "In Kachin's Bhamo district, two constables were hurt when a bomb went off under their truck.",
        ),
    ],
    ids=["they came back", "the raiders returned", "hours later", "in another district"],
)
def test_what_is_done_anew_or_elsewhere_is_another(reader: Reader, lead: str, anew: str) -> None:
    assert len(incidents(reader, f"{lead} {anew}")) == 2


@pytest.mark.parametrize(
    ("lead", "more"),
    [
        (
            "Gunmen attacked Goma on Monday night, killing six.",
            "Residents who returned on Tuesday found six bodies.",
        ),
        ("Troops fought rebels in Katha on Monday.", "Hours later, six wounded soldiers died in hospital."),
        ("Gunmen killed the mayor of Goma on Monday.", "His widow returned on Wednesday and buried him."),
    ],
    ids=["who returned", "hours later died", "returned to bury"],
)
def test_who_comes_back_or_dies_later_opens_none(reader: Reader, lead: str, more: str) -> None:
    assert len(incidents(reader, f"{lead} {more}")) == 1


def test_an_attack_called_by_its_day_is_the_one_owned_up_to_the_day_after(reader: Reader) -> None:
    text = (
        "Rebels on Friday claimed responsibility for an ambush that killed 15 people near Goma. Thursday's attack was "
        "an answer to raids on their bases."
    )
    assert len(incidents(reader, text)) == 1


@pytest.mark.parametrize(
    ("again", "number"),
    [
        ("Also confirming the attack, the mayor, Tom Zzyqari, said the men attacked the town at night.", 1),
        ("Corroborating the incident, a policeman said the gunmen also burned a mill.", 1),
        ("Police also confirmed the killing of three farmers in Mogok on Sunday.", 2),
    ],
)
def test_what_only_confirms_the_attack_tells_of_it(reader: Reader, again: str, number: int) -> None:
    lead = "Gunmen killed nine people in Katha on Tuesday, residents said."
    assert len(incidents(reader, lead, again)) == number


@pytest.mark.parametrize(
    "behind",
    [
        "Nine houses were burned down in Mogok.",
        "Around nine houses were looted in Mogok.",
    ],
)
def test_houses_burned_in_another_town_are_of_another_incident(reader: Reader, behind: str) -> None:
    assert len(incidents(reader, f"Rebels and troops clashed in Katha on Monday. {behind}")) == 2
