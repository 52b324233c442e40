"""Where one incident ends and the next begins: totals and their parts, sentences that open anew."""

from __future__ import annotations

from datetime import date

import pytest
from telling import killed

from dateline.extract.reader import Reader
from dateline.pipeline import ReadReport, read_report
from dateline.records import Report


def read(reader: Reader, text: str) -> ReadReport:
    return read_report(Report(id="r", text=text, published=date(2024, 5, 10)), reader)


def test_the_parts_of_a_total_are_told_apart_from_it(reader: Reader) -> None:
    found = read(
        reader,
        "Police posts in Mosul came under attack from two suicide bombers and a car bomb on Wednesday, and eight "
        "people were killed.\n\nA suicide bomber drove a lorry into the gate of a police post, killing five "
        "people.\n\nIn the west of the city, meanwhile, three people died as a car bomb went up near a police patrol.\n",
    )
    assert killed(found.incidents) == [8, 5, 3]


def test_one_of_them_is_a_part(reader: Reader) -> None:
    found = read(
        reader,
        "Two suicide bombers struck checkpoints in Mosul on Wednesday, leaving seven people dead.\n\nIn one of "
        "the attacks a bomber blew himself up among soldiers and killed four of them.\n",
    )
    assert killed(found.incidents) == [7, 4]


def test_what_led_to_something_told_is_another_incident(reader: Reader) -> None:
    found = read(
        reader,
        "Soldiers fought rebels near Katha on Tuesday and eleven rebels were killed.\n\nThe operation was ordered after "
        "the rebels had shot dead a teacher in Banmauk on Sunday.\n",
    )
    assert killed(found.incidents) == [11, 1]


def test_the_day_of_what_an_act_led_to_is_not_its_day(reader: Reader) -> None:
    (found,) = read(
        reader,
        "Talks with the Kachin Independence Army were broken off by the junta on Wednesday, after an attack on a base near "
        "Katha in which two soldiers died.\n\nTuesday’s attack killed two soldiers and wounded 26, an officer said.\n",
    ).incidents
    assert found.date.value.start == date(2024, 5, 7)


def test_a_separate_clash_is_another_with_its_own_harm(reader: Reader) -> None:
    found = read(
        reader,
        "Soldiers killed two rebels in a clash near Katha on Wednesday, a report said.\n\nThe report added that three soldiers "
        "were killed in a separate clash near Banmauk on Wednesday morning.\n",
    )
    assert killed(found.incidents) == [2, 3]


def test_acts_weeks_apart_are_two_though_no_place_tells_them_apart(reader: Reader) -> None:
    found = read(
        reader,
        "On 2 May a shop near Katha was sprayed with bullets and its owner was hit in the hand.\n\nIn October 2021, on a road "
        "that joins this one, two women were shot dead; people here do not need to be told.\n",
    )
    assert [one.date.value.start for one in found.incidents] == [date(2024, 5, 2), date(2021, 10, 1)]


@pytest.mark.parametrize(
    "again",
    [
        "The attack took place shortly after two o'clock on Tuesday in Banmauk township, held by rebels for a year.",
        "Tuesday's raid in Banmauk was the third of its kind, the governor said.",
    ],
)
def test_what_points_back_is_the_incident_told_before(reader: Reader, again: str) -> None:
    found = read(
        reader,
        "An aircraft bombed a market in northern Sagaing Region, killing 23 people and wounding dozens, residents said."
        f"\n\n{again}\n",
    )
    assert killed(found.incidents) == [23]


def test_what_points_back_to_another_day_is_another_incident(reader: Reader) -> None:
    found = read(
        reader,
        "An aircraft bombed a market near Katha on Tuesday, killing 23 people, residents said.\n\nSunday's attack in "
        "Banmauk, in which rebels killed four soldiers, had been answered from the air.\n",
    )
    assert sorted(filter(None, killed(found.incidents))) == [4, 23]


def test_a_separate_incident_takes_no_place_over(reader: Reader) -> None:
    found = read(
        reader,
        "Rebels ambushed a patrol in Tawma village on Tuesday and killed three soldiers. In a separate incident on Wednesday, a "
        "trader was shot dead by gunmen.\n",
    )
    places = [one.location.value.name if one.location else None for one in found.incidents]
    assert places == ["Tawma", None]


def test_what_others_did_in_response_is_no_day_of_the_fighting(reader: Reader) -> None:
    (found,) = read(
        reader,
        "The army sent two battalions to Katha over the weekend in response to fighting between rebels and a militia.\n\n"
        "The fighting broke out on Thursday, when rebels killed two militiamen, the governor said.\n",
    ).incidents
    assert found.date.value.start == date(2024, 5, 9)


@pytest.mark.parametrize(
    "behind",
    [
        "The attack came less than a week after rebels killed two soldiers in an ambush near Banmauk.",
        "The shooting comes three days after a bomb at a bus stop in Banmauk killed two people.",
        "This attack occurred just four days after a tragic incident in the village of Banmauk, where two women lost "
        "their lives.",
        "The shooting came a week after two people were killed in a massive lorry bombing on a busy street in Banmauk.",
    ],
)
def test_what_an_attack_came_days_behind_is_another_incident(reader: Reader, behind: str) -> None:
    found = read(reader, f"Gunmen shot dead four farmers in Katha on Tuesday, police said.\n\n{behind}")
    assert killed(found.incidents) == [4, 2]


def test_what_an_attack_came_days_behind_has_the_day_that_is_counted(reader: Reader) -> None:
    found = read(
        reader,
        "Gunmen shot dead four farmers in Katha on Tuesday, police said. The shooting came two days after a bomb killed "
        "three traders in Banmauk.",
    )
    assert [incident.date.value.start for incident in found.incidents] == [date(2024, 5, 7), date(2024, 5, 5)]


def test_what_others_do_hours_later_is_another_incident(reader: Reader) -> None:
    found = read(
        reader,
        "A bomb killed two policemen in Katha on Monday. Hours later, men on a motorbike threw a grenade at a house in "
        "the same town, killing three traders.",
    )
    assert killed(found.incidents) == [2, 3]


def test_what_an_attack_came_behind_at_once_is_the_same(reader: Reader) -> None:
    found = read(
        reader,
        "Gunmen shot dead four farmers in Katha on Tuesday, police said.\n\nThe shooting happened after rebels stormed "
        "the village.",
    )
    assert killed(found.incidents) == [4]


@pytest.mark.parametrize("place", ["In the northern city of Monywa,", "And in Monywa,"])
def test_a_sentence_that_sets_its_scene_in_another_town_tells_another_incident(
    reader: Reader, place: str
) -> None:
    found = read(
        reader,
        "Gunmen opened fire on a checkpoint in Katha on Tuesday, killing a police officer, a doctor said.\n\n"
        f"{place} gunmen shot dead a teacher on Tuesday, police said.",
    )
    assert [one.sources[0].kind for one in found.incidents] == ["medical", "government"]


def test_what_others_avenge_is_another_act(reader: Reader) -> None:
    found = read(
        reader,
        "A mob set fire to the house of a headman in Katha on Tuesday after two youths were beaten to death.\n",
    )
    assert [[act for act in one.acts if act in {"arson", "kill"}] for one in found.incidents] == [
        ["arson"],
        ["kill"],
    ]
    assert killed(found.incidents) == [None, 2]


def test_an_ambush_of_a_year_ago_is_not_of_the_day_of_what_is_told(reader: Reader) -> None:
    found = read(
        reader,
        "The army took a base in Katha on Tuesday, a year after it lost 37 men in an ambush in Banmauk.\n",
    )
    assert killed(found.incidents)[0] is None
    assert all(one.date.value.start is None for one in found.incidents[1:])


def test_so_many_dead_counted_again_are_the_same(reader: Reader) -> None:
    (found,) = read(
        reader,
        "Troops opened fire in Katha on Tuesday and killed 31 villagers.\n\nThey burned 40 houses.\n\n"
        "We have the names of 31 people killed in Katha on Tuesday, a teacher said.\n",
    ).incidents
    assert found.toll[0].value.best == 31


def test_what_a_strike_did_is_no_other_act_though_the_sentence_opens_with_a_wider_place(
    reader: Reader,
) -> None:
    (found,) = read(
        reader, "In Gaza, an air strike on a camp in Khan Younis killed nine people on Tuesday.\n"
    ).incidents
    assert found.location is not None
    assert found.location.value.as_written == "Khan Younis"


def test_the_worst_since_another_day_recalls_that_one(reader: Reader) -> None:
    found = read(
        reader,
        "Gunmen shot dead nine miners at a camp near Katha on Tuesday, the mayor said. It was the deadliest raid in "
        "the district since January, when 22 traders were killed on the road to Banmauk.\n\n"
        "Residents said that two of the miners were brothers.\n",
    )
    assert killed(found.incidents) == [9, 22]
    assert found.incidents[1].background
    assert all(source.kind != "resident" for source in found.incidents[1].sources)


def test_weeks_from_a_day_running_on_is_another_incident(reader: Reader) -> None:
    found = read(
        reader,
        "A bomb killed 14 people outside a court in Katha on Tuesday, police said.\n\nThe man blew himself up at the "
        "first gate, and three guards were among the dead.\n\nOn March 2, four clerks died when a bomb went off "
        "under a minibus of the ministry.\n",
    )
    assert killed(found.incidents) == [14, 4]


LEADS_OF_TWO = {
    "Rebels overran an army post in northern Myanmar and killed nine soldiers, while a roadside bomb killed six traders in "
    "the west of the country, officials said on Thursday.\n\nThe post near Katha was overrun on Wednesday, an officer "
    "said.\n\nElsewhere, six traders died late on Wednesday when their lorry struck a bomb near Falam, a doctor said.\n": [
        ("Katha", 9),
        ("Falam", 6),
    ],
    "A drone strike killed four people in eastern Sudan on Tuesday and bandits shot dead seven drovers in the west, "
    "activists said.\n\nThe strike hit a market in Kassala.\n\nThe drovers were shot near Nyala, a trader said.\n": [
        ("Kassala", 4),
        ("Nyala", 7),
    ],
}


@pytest.mark.parametrize("text", LEADS_OF_TWO)
def test_a_blast_beside_another_act_is_told_in_full_below(reader: Reader, text: str) -> None:
    found = read(reader, text).incidents
    dead = killed(found)
    assert [(one.location.value.name, count) for one, count in zip(found, dead, strict=True)] == LEADS_OF_TWO[
        text
    ]


def test_both_sides_of_one_fight_are_no_two_acts(reader: Reader) -> None:
    found = read(
        reader, "Troops killed four rebels near Katha on Tuesday, while the rebels killed two soldiers.\n"
    )
    assert len(found.incidents) == 1


def test_a_bomb_at_the_gate_beside_no_dead_of_its_own_is_of_the_raid(reader: Reader) -> None:
    found = read(
        reader,
        "Gunmen stormed a hotel in Katha on Tuesday and killed nine guests, while a bomb went off at the gate.\n",
    )
    assert len(found.incidents) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Seven soldiers were killed in an ambush near Katha in an area where 12 villagers were shot dead the previous day, "
        "officials said.",
        "Gunmen shot seven guards dead near Katha, in a district where a mine had killed 12 farmers a day earlier, a mayor "
        "said.",
    ],
)
def test_what_was_done_the_day_before_where_an_act_was_is_another(reader: Reader, text: str) -> None:
    found = read(reader, text).incidents
    assert killed(found) == [7, 12]
    assert found[1].date.value.last != date(2024, 5, 10)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed three farmers in Katha on Monday. Raids on villages in the district over the past two days have left "
        "nine people dead, residents said.",
        "A miner was shot dead in Katha on Thursday. Attacks on villages in the region in the past three days killed 14 "
        "people, a priest said.",
    ],
)
def test_a_count_over_days_is_no_detail_of_one_act(reader: Reader, text: str) -> None:
    assert len(killed(read(reader, text).incidents)) == 2


def test_who_dies_elsewhere_by_a_word_of_their_own_is_told_once(reader: Reader) -> None:
    found = read(
        reader,
        "Gunmen killed seven men in Kutum on Sunday while eight people were murdered in Mosul.",
    )
    assert killed(found.incidents) == [7, 8]


@pytest.mark.parametrize(
    "text",
    [
        "Nine people were shot dead on Saturday in a church in Mosul, the army said, days after 20 others were killed in "
        "ethnic clashes.\n",
        "Nine people were shot dead on Saturday in a church in Mosul, weeks after 20 others were killed in Kirkuk.\n",
    ],
)
def test_others_killed_days_before_are_no_dead_of_the_act_told(reader: Reader, text: str) -> None:
    assert killed(read(reader, text).incidents)[0] == 9


def test_others_hurt_beside_the_dead_are_of_the_same_act(reader: Reader) -> None:
    found = read(reader, "Nine people were shot dead on Saturday in Mosul and 20 others were wounded.\n")
    assert killed(found.incidents) == [9]


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("On 8 May gunmen shot dead two men in Katha. A mine killed a man in Mohnyin.", [2, 1]),
        (
            "Rebels ambushed a patrol near Katha on Wednesday, killing two soldiers. A car bomb killed six people in "
            "Mohnyin.",
            [2, 6],
        ),
        (
            "Gunmen attacked a hotel in Katha on Wednesday, killing four. A car bomb killed six people at its gate.",
            [6],
        ),
    ],
)
def test_a_bomb_in_another_town_is_another_incident(reader: Reader, text: str, dead: list[int]) -> None:
    assert killed(read(reader, text).incidents) == dead


@pytest.mark.parametrize(
    ("text", "incidents"),
    [
        (
            "Rebels burned three houses in Katha on Monday. Soldiers then burned nine houses in the village in reprisal.",
            2,
        ),
        (
            "Gunmen killed four people in Katha on Thursday. Youths then attacked a camp at Mohnyin, killing nine.",
            2,
        ),
        ("Gunmen killed four people in Katha on Thursday. The gunmen then burned nine houses.", 1),
    ],
)
def test_what_others_do_then_is_another_incident(reader: Reader, text: str, incidents: int) -> None:
    assert len(read(reader, text).incidents) == incidents


@pytest.mark.parametrize(
    ("text", "incidents"),
    [
        ("Rebels overran an outpost near Katha on Friday. A fighter jet then bombed the outpost.", 2),
        ("Rebels overran an outpost near Katha on Friday. The army shelled the area after the attack.", 2),
        ("Soldiers fought rebels near Katha on Friday. Army helicopters hit the rebels as they fled.", 1),
        ("A drone killed five people in Katha on Sunday. On Tuesday six were killed in a similar attack.", 2),
        ("Gunmen shot dead a clerk in Katha on Monday. Hours later, a bomb killed two officers.", 2),
        (
            "Gunmen shot dead six people in Katha on Monday. Mohnyin was attacked too, and nine people were killed.",
            2,
        ),
    ],
)
def test_answers_and_what_is_done_elsewhere_are_other_incidents(
    reader: Reader, text: str, incidents: int
) -> None:
    assert len(read(reader, text).incidents) == incidents
