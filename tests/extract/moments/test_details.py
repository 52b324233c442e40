"""A long report tells its one act in the lead and its details below: what belongs to it, and what is another act."""

from __future__ import annotations

import pytest
from telling import incidents

from dateline.codebook import EventType
from dateline.extract.reader import Reader


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen on Thursday evening attacked a community in Kachin State, killing at least five people, residents said.\n\n"
        "Several houses were also burnt in the attack.",
        "Bandits on Monday killed two women and a man in southern Zamfara, razing over 40 houses, residents said.\n\nScores of "
        "men on motorcycles, at about 6:30pm, stormed Tungar Kudaku village of Kware ward, in Maru Local Government Area, the "
        "villagers said.",
        "Raiders on Tuesday attacked a village in Pibor county, killing five, residents said.\n\nThe county chairman told "
        "reporters on Wednesday in Juba that the raiders stormed the village at dawn.",
        "Navy ships fought a battle with rebel boats off the eastern coast of Sri Lanka on Tuesday, sinking two, the military "
        "said.\n\nThe battle, which also left a sailor dead, came as fighting in the north has worsened in recent days.",
        "The navy said its ships killed 70 rebels in a battle at sea on Monday.\n\nShips on naval operation had seen the boats "
        "late on Sunday night, the navy said.",
        "A car bomb driven by two suspected suicide attackers went off outside a police station in central Turkey, killing two "
        "policemen, the minister said.\n\nThe two suspects sped through a gate and detonated the powerful bomb outside the police "
        "station in the town of Sivas, the minister said.",
        "Suicide attackers struck a hotel in Mogadishu early on Sunday, leaving 15 people dead, officials said.\n\nThe men came "
        "in two vehicles.\n\nOne of the vehicles rammed a wall and exploded.\n\nThe other attackers, in uniform, then stormed "
        "the hotel, police said.",
        "A siege by militants at a hotel in Mogadishu ended on Friday with all the gunmen killed, an officer said.\n\nArmed "
        "fighters had stormed the building late on Thursday.",
        "An attack by gunmen on a hotel in Kismayo on Tuesday killed at least 21 people, including six attackers.\n\nSix "
        "attackers were killed, said Abdi Ware, Somalia's government spokesman.",
        "Air strikes by army jets killed at least 20 people attending a wedding in a village in western Sudan on Sunday, "
        "residents said.\n\nA medic told a radio station that 20 people at the feast were killed and 30 hurt.",
        "Gunmen ambushed an army patrol in the forests of Katha on Tuesday, a spokesman said.\n\nThe exchange of fire continued "
        "into a second day.\n\nOn Wednesday two soldiers and a guide were killed as more troops were rushed in, an officer said.",
        "Shells hit a clinic and a bakery in Kramatorsk on Tuesday, killing ten people.\n\nThe mayor spoke of a crime.\n\n"
        "Shelling struck the clinic and a bakery in the city's Kiev district on May 7, according to the council.",
    ],
    ids=[
        "in the attack",
        "homes are no targets",
        "where it was said",
        "how things stand",
        "on operation",
        "the bomb",
        "the other attackers",
        "how a siege began",
        "attackers killed",
        "strikes on one feast",
        "a fight that goes on",
        "the same things hit",
    ],
)
def test_a_detail_told_below_opens_no_incident(reader: Reader, text: str) -> None:
    assert len(incidents(reader, *text.split("\n\n"))) == 1


def test_troops_that_fight_in_another_town_are_another_incident(reader: Reader) -> None:
    found = incidents(
        reader,
        "A suicide bomber hit an army post on Thursday in Fallujah, killing 25 people, police said. American troops backed by "
        "helicopters clashed with gunmen in western Baghdad in a battle that lasted hours.",
    )
    assert len(found) == 2


def test_a_province_that_somebody_took_long_ago_takes_in_no_later_act(reader: Reader) -> None:
    found = incidents(
        reader,
        "At least 27 people were killed on Monday in an air strike on a market in southern Yemen, residents said.",
        "The village lies in Lahij province, which the Houthis captured in January as they advanced on Aden.",
        "On Sunday, residents said helicopters attacked a village in Hajjah province, killing at least 30 people.",
    )
    assert [str(one.date.value.start)[:7] for one in found if one.date] == ["2024-05", "2024-01", "2024-05"]
    assert found[1].event_type.value is EventType.BATTLES


def test_another_speakers_count_of_the_dead_is_of_the_act_with_as_many(reader: Reader) -> None:
    found = incidents(
        reader,
        "Air strikes killed at least 20 people at a wedding in Hajjah in Yemen on Sunday, residents said.",
        "Residents of a village called Taiba said that a separate air strike killed a family of four on Sunday night.",
        "A television channel of the movement that controls much of northern Yemen said that 33 people had been killed.",
    )
    assert len(found) == 2
    assert [t.value.best for t in found[1].toll] == [4]


def test_attackers_within_a_total_are_not_added_to_it(reader: Reader) -> None:
    (found,) = incidents(
        reader,
        "An attack by gunmen on a hotel in Kismayo on Tuesday killed at least 21 people, including six attackers.",
        "Six attackers were killed, said Abdi Ware, a government spokesman.",
    )
    assert [t.value.best for t in found.toll] == [21]


def test_a_count_of_two_attacks_sums_those_told_below(reader: Reader) -> None:
    found = incidents(
        reader,
        "Suspected insurgents detonated roadside bombs that killed eight people in two separate attacks in Kachin State, police "
        "said on Friday.",
        "A bomb explosion near Bhamo on Friday killed three soldiers in a pickup truck, police said.",
        "On Thursday evening insurgents detonated a bomb near Katha, killing five villagers, a police captain said.",
    )
    assert [[t.value.best for t in one.toll] for one in found] == [[8], [3], [5]]
    assert len(found[0].sums) == 2


def test_a_days_blasts_are_those_told_before(reader: Reader) -> None:
    found = incidents(
        reader,
        "Twin bombings killed two soldiers near Katha on Thursday, officials said.",
        "A mayor said on Friday that the group had a hand in Thursday's bombings.",
        "Police were hunting for the perpetrators of the bombings.",
    )
    assert len(found) == 1


@pytest.mark.parametrize("when", ["That evening", "Later that night"])
def test_others_who_act_on_the_evening_of_that_day_do_so_in_another_incident(
    reader: Reader, when: str
) -> None:
    found = incidents(
        reader,
        "A suicide bomber struck a church in Jos on Sunday, killing three worshippers, a priest said.",
        "The roof came down, he said.",
        f"{when}, gunmen killed four farmers in a village south of the city, a spokeswoman said.",
    )
    assert [[t.value.best for t in one.toll if t.value.outcome == "killed"] for one in found] == [[3], [4]]
