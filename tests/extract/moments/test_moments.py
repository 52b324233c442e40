"""What the text itself tells apart: two towns of one sentence, and an act behind which another came."""

from __future__ import annotations

import pytest
from telling import incidents, killed

from dateline.extract.reader import Reader


def told(reader: Reader, text: str) -> list[tuple[str, str, int | None]]:
    """Place, day and dead of each incident."""
    found = incidents(reader, text)
    return [
        (one.location.value.name or "", str(one.date.value.start), dead)
        for one, dead in zip(found, killed(found), strict=True)
    ]


@pytest.mark.parametrize(
    "lead",
    [
        "A grenade killed one guard in the town of Katha and gunmen shot four farmers dead in the town of Mogok on Tuesday.",
        "One guard was killed by a mine in Katha district and four farmers shot dead in Mogok district on Tuesday.",
    ],
)
def test_harm_in_two_towns_of_one_sentence_is_of_two_incidents(reader: Reader, lead: str) -> None:
    assert [(day, dead) for _, day, dead in told(reader, lead)] == [("2024-05-07", 1), ("2024-05-07", 4)]


def test_one_town_within_the_other_is_of_one_incident(reader: Reader) -> None:
    lead = "A mine killed one guard in Katha town and wounded two farmers in Katha district on Tuesday."
    assert len(told(reader, lead)) == 1


@pytest.mark.parametrize(
    "before",
    [
        "The clash took place after the killing of five policemen in Mogok on May 2.",
        "The clash came after a bomb attack in Mogok on May 2 in which five policemen were killed.",
    ],
)
def test_what_an_act_came_after_on_a_day_of_its_own_is_another(reader: Reader, before: str) -> None:
    lead = "Soldiers and rebels fought near the river at Katha, killing four rebels, the army said."
    found = told(reader, f"{lead}\n\n{before}\n")
    assert [(place, dead) for place, _, dead in found] == [("Katha", 4), ("Mogoke", 5)]
    assert found[0][1] != "2024-05-02"


@pytest.mark.parametrize(
    "more",
    [
        "Police had also received word that six rebels were killed in the clash.",
        "The army also said that six rebels had died in the fighting.",
    ],
)
def test_more_dead_in_the_clash_just_told_are_of_it_though_also_said(reader: Reader, more: str) -> None:
    lead = "Three soldiers were killed in a clash with rebels in Katha district on Tuesday, police said."
    assert len(told(reader, f"{lead}\n\n{more}\n")) == 1


def test_the_dead_of_a_separate_clash_are_not(reader: Reader) -> None:
    lead = "Three soldiers were killed in a clash with rebels in Katha district on Tuesday, police said."
    more = "Police said that six rebels were killed in a separate clash in Mogok on Tuesday."
    assert len(told(reader, f"{lead}\n\n{more}\n")) == 2


@pytest.mark.parametrize(
    "second",
    [
        "On the same day Karen rebels fired on a boat at Mogok, wounding a sailor.",
        "The same evening Karen rebels shot at a truck in Mogok, wounding a driver.",
    ],
)
def test_what_others_do_in_another_town_on_that_day_is_no_detail(reader: Reader, second: str) -> None:
    lead = "Myanmar's army said it had killed four members of the TNLA in a raid near Katha on Tuesday."
    assert [place for place, _, _ in told(reader, f"{lead} {second}\n")] == ["Katha", "Mogoke"]


@pytest.mark.parametrize(
    ("second", "day"),
    [
        ("Twenty-four hours later a bomb exploded outside a bank in Mogok, killing a guard.", "2024-05-08"),
        ("Some hours later a mine exploded under a van near Mogok, killing a guard.", "2024-05-07"),
    ],
)
def test_a_bomb_hours_later_in_another_town_is_another(reader: Reader, second: str, day: str) -> None:
    lead = "Gunmen shot dead an elder in Katha on Tuesday."
    found = told(reader, f"{lead} {second}\n")
    assert [(place, when) for place, when, _ in found] == [("Katha", "2024-05-07"), ("Mogoke", day)]


@pytest.mark.parametrize(
    "second",
    [
        "A week ago the same fighters beheaded a teacher in Mogok.",
        "On Sunday a mine killed a trader in Mogok.",
    ],
)
def test_harm_in_another_town_on_a_day_of_its_own_is_no_detail(reader: Reader, second: str) -> None:
    lead = "Rebels said they had killed ten soldiers in an ambush near Katha on Tuesday."
    assert [dead for _, _, dead in told(reader, f"{lead} {second}\n")] == [10, 1]


@pytest.mark.parametrize("where", ["neighbouring Mogok", "the adjoining district of Mogok"])
def test_what_is_told_next_door_is_another(reader: Reader, where: str) -> None:
    lead = "Karen rebels blew up a bridge near Katha early on Wednesday, police said."
    found = told(reader, f"{lead} In {where} the rebels abducted a trader and his driver, police said.\n")
    assert [place for place, _, _ in found] == ["Katha", "Mogoke"]


def test_the_enemy_who_destroys_something_later_does_so_in_answer(reader: Reader) -> None:
    lead = "Houthi fighters fired two missiles at a ship off Aden on Wednesday, setting it on fire."
    answer = "US Central Command said it later destroyed two radars."
    assert len(told(reader, f"{lead} {answer}\n")) == 2


def test_what_the_struck_say_they_did_in_it_is_of_it(reader: Reader) -> None:
    lead = "Karen rebels say they killed 12 soldiers in a raid near Katha on Tuesday."
    answer = "The army admits two dead and claims to have destroyed four cars of the raiders."
    assert len(told(reader, f"{lead} {answer}\n")) == 1


def test_what_comes_behind_an_act_and_its_reason_is_of_the_act(reader: Reader) -> None:
    lead = "Protesters in Katha attacked a police post on Wednesday after officers shot dead a student the previous day."
    more = "The crowd threw stones and burned two vans."
    attack, reason = incidents(reader, f"{lead} {more}")
    assert "crowd" in str(attack.side_a.value)
    assert "crowd" not in str(reason.side_a.value)


@pytest.mark.parametrize(
    "second",
    [
        "Troops had raided the same village the previous week and burned about 60 houses, the group said.",
        "Soldiers had burned forty houses of the village a week earlier, the group said.",
    ],
)
def test_what_had_been_the_week_before_is_another(reader: Reader, second: str) -> None:
    lead = "Myanmar's military bombed a monastery near Katha, killing 12, a resistance group said on Tuesday."
    assert len(told(reader, f"{lead} {second}\n")) == 2


def test_shortly_before_is_the_day_told(reader: Reader) -> None:
    lead = "The Israeli military said its jets had struck a launcher near Aitaroun on Wednesday."
    before = "Shortly before, Hezbollah had fired a missile at a house in Metula, injuring two soldiers."
    assert [when for _, when, _ in told(reader, f"{lead} {before}\n")] == ["2024-05-08", "2024-05-08"]


def test_what_another_act_came_days_after_has_a_day_counted_back(reader: Reader) -> None:
    lead = "Bandits abducted 30 villagers in Katha on Monday."
    before = "The abduction came barely three days after 23 travellers were seized near Mogok."
    assert [(place, when) for place, when, _ in told(reader, f"{lead} {before}\n")] == [
        ("Katha", "2024-05-06"),
        ("Mogoke", "2024-05-03"),
    ]


@pytest.mark.parametrize(
    "found",
    [
        "Later nine bullet-riddled bodies, including those of two women, were recovered from Mogok, police said.",
        "The same morning villagers found the bodies of nine farmers in Mogok.",
    ],
)
def test_more_bodies_than_died_in_one_town_that_are_found_in_another_are_of_another(
    reader: Reader, found: str
) -> None:
    lead = "Gunmen stormed the town of Katha on Tuesday and killed four people, police said."
    places = [(place, dead) for place, _, dead in told(reader, f"{lead}\n\n{found}\n")]
    assert places == [("Katha", 4), ("Mogoke", 9)]


@pytest.mark.parametrize(
    "found", ["The four bodies were found in Mogok.", "A body was found in Mogok later."]
)
def test_bodies_that_may_be_of_the_dead_told_are_of_that_act(reader: Reader, found: str) -> None:
    lead = "Gunmen stormed the town of Katha on Tuesday and killed four people, police said."
    assert len(told(reader, f"{lead}\n\n{found}\n")) == 1


@pytest.mark.parametrize(
    "second",
    [
        "In the western Chin region, artillery fire killed a farmer in Falam, officials said.",
        "Shelling also killed a farmer in Falam, officials said.",
    ],
)
def test_a_region_or_shells_not_told_of_before_open_another(reader: Reader, second: str) -> None:
    lead = "Rockets hit a school in Katha on Tuesday, killing three people, the governor said."
    assert [(place, dead) for place, _, dead in told(reader, f"{lead}\n\n{second}\n")] == [
        ("Katha", 3),
        ("Falam", 1),
    ]


def test_one_who_also_died_in_the_fight_just_told_is_of_it(reader: Reader) -> None:
    lead = "Four policemen were killed in a firefight with rebels in Katha on Tuesday, an officer said."
    assert len(told(reader, f"{lead} Two rebels also died.\n")) == 1


@pytest.mark.parametrize(
    "second",
    [
        "On the Indian side of the border, troops repelled an attack on Tamuwa, killing nine rebels, an officer said.",
        "Across the river soldiers fired on a ferry, killing nine rebels, an officer said.",
    ],
)
def test_what_lies_across_a_border_or_a_river_is_another_scene(reader: Reader, second: str) -> None:
    lead = "Gunmen killed a village chief in Katha on Tuesday, residents said."
    assert [dead for _, _, dead in told(reader, f"{lead}\n\n{second}\n")] == [1, 9]


def test_other_dead_in_another_town_on_a_stated_day_are_no_detail_of_an_undated_lead(reader: Reader) -> None:
    lead = "The bodies of seven men were found in Katha, prosecutors said. They bore signs of torture."
    more = "On Wednesday, soldiers clashed with gunmen in Mogok and killed four."
    assert [(place, dead) for place, _, dead in told(reader, f"{lead}\n\n{more}\n")] == [
        ("Katha", 7),
        ("Mogoke", 4),
    ]


@pytest.mark.parametrize(
    "strikes",
    [
        "The military answered with air strikes on Tuesday. A bomb fell on a school in Katha, killing two pupils.",
        "The military answered with air strikes on Tuesday. Missiles struck a school in Katha, killing two pupils.",
    ],
)
def test_a_bomb_that_fell_is_of_the_strikes_of_which_nothing_was_told(reader: Reader, strikes: str) -> None:
    assert told(reader, f"{strikes}\n") == [("Katha", "2024-05-07", 2)]


@pytest.mark.parametrize(
    "trial",
    [
        "A court jailed five men on Monday over the bombing of a bus in Katha.",
        "A court sentenced five men on Monday for the bombing of a bus in Katha.",
    ],
)
def test_the_day_on_which_a_court_judges_is_not_that_of_the_deed(reader: Reader, trial: str) -> None:
    assert all(day == "None" for _, day, _ in told(reader, f"{trial}\n"))


@pytest.mark.parametrize(
    ("lead", "first", "second"),
    [
        (
            "Gunmen have killed five policemen and three labourers in two separate incidents in Myanmar.",
            "In the first incident, five policemen were killed when men opened fire on a car in Katha on Tuesday.",
            "In the second incident, three labourers were shot dead in Mogok.",
        ),
        (
            "Eight policemen were killed in two attacks in Myanmar on Tuesday, officials said.",
            "In the first attack, five policemen died when their car hit a mine near Katha.",
            "The second attack targeted a post at Mogok, where three policemen were killed.",
        ),
    ],
)
def test_the_parts_of_two_incidents_counted_in_the_lead_stand_apart(
    reader: Reader, lead: str, first: str, second: str
) -> None:
    found = told(reader, f"{lead}\n\n{first}\n\n{second}\n")
    assert [dead for _, _, dead in found][-2:] == [5, 3]
    assert [place for place, _, _ in found][-2:] == ["Katha", "Mogoke"]
