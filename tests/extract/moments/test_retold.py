"""A second telling of an act joins the first: names for it, what became of the hurt, what one side says of it."""

from __future__ import annotations

from datetime import date

import pytest
from telling import incidents

from dateline.extract.reader import Reader
from dateline.pipeline import read_report
from dateline.records import Report

LEAD = "Gunmen killed six villagers in Banmauk on Tuesday and burned eleven houses, residents said."
OTHER = "On Sunday a mine had killed a farmer near Katha."


@pytest.mark.parametrize(
    "again",
    [
        "Two of the wounded died in hospital on Thursday, a nurse said.",
        "A seventh man died in hospital on Thursday, a nurse said.",
        "The army said that it had fired only at fighters.",
        "A group of students condemned Tuesday's attack.",
    ],
    ids=["the wounded", "one more in hospital", "a side's version", "a day's attack"],
)
def test_what_only_tells_again_opens_no_incident(reader: Reader, again: str) -> None:
    found = incidents(reader, LEAD.replace("killed six", "killed six and wounded nine"), OTHER, again)
    assert len(found) == 2


def test_the_dead_of_the_attack_told_before_are_of_it_whoever_counts_them(reader: Reader) -> None:
    count = "A spokesman in Mandalay said that six people were killed in the attack."
    assert len(incidents(reader, OTHER, LEAD, count)) == 2


def test_the_hurt_in_the_attacks_are_of_those_told_before(reader: Reader) -> None:
    lead = "Army airstrikes killed seventeen people in northern Myanmar, residents said on Thursday."
    more = (
        "About 20 people were also wounded, they said, in the attacks that morning on the village of Katha."
    )
    assert len(incidents(reader, lead, more)) == 1


def test_a_detail_behind_the_lead_is_of_the_lead(reader: Reader) -> None:
    found = incidents(
        reader,
        "A bomb went off in Banmauk on Tuesday, killing six people, the police said.",
        "The device, packed in a rice sack, went off at 6:10 p.m. in the porch of the Saint Ann chapel.",
    )
    assert len(found) == 1


def test_a_named_blast_is_the_one_with_its_words(reader: Reader) -> None:
    text = (
        "On Monday a bomb tore through a rice mill in Katha and killed four workers.\n\nOn Wednesday another bomb wounded "
        "two soldiers on a bridge near Banmauk.\n\nThe blast at the mill was heard ten miles away, people of the town said.\n"
    )
    claims = read_report(Report(id="r", text=text, published=date(2024, 5, 10)), reader).extraction.claims
    telling = [any("at the mill" in span.of(text) for span in claim.evidence) for claim in claims]
    assert telling == [True, False]


def test_the_death_of_the_taken_is_one_with_their_abduction(reader: Reader) -> None:
    found = incidents(
        reader,
        "On Sunday a teacher was abducted by gunmen in Banmauk and found strangled the next day.",
    )
    assert len(found) == 1


def test_another_act_right_behind_the_lead_stays_another(reader: Reader) -> None:
    found = incidents(
        reader,
        "Gunmen shot dead a teacher in Banmauk on Tuesday, the police said.",
        "In a separate attack on the same day, rebels killed two soldiers near Katha.",
    )
    assert len(found) == 2


def test_one_more_who_speaks_opens_nothing_and_more_who_were_hurt_in_the_clash_neither(
    reader: Reader,
) -> None:
    found = incidents(
        reader,
        "Fighting between troops and rebels near Katha on Monday killed 12 rebels, the army said. "
        "Another villager said the fighting had lasted two hours.",
        "The captain said 23 other rebels and a soldier were also wounded in the clash.",
    )
    assert len(found) == 1


def test_people_who_were_killed_are_no_targets_that_a_total_counts(reader: Reader) -> None:
    found = incidents(
        reader,
        "Gunmen killed 17 people at the weekend in Sagaing Region.",
        "On Saturday the gunmen shot at everybody in Katha as residents fled, the police said.",
    )
    assert len(found) == 1


@pytest.mark.parametrize(
    "again",
    [
        "Troops found the bodies on Thursday and took them to a morgue in Mandalay.",
        "People of the township were angered by yet another attack on their homes.",
        "Four of the wounded lay in a hospital in Mandalay.",
        "A spokesman for the gunmen spoke of heavy losses during the raids on Tuesday.",
        "An earlier count, by the police, was five dead.",
        "The army sent a doctor for the search operation.",
        "The attacks came three weeks after troops had left the towns of the region.",
    ],
    ids=[
        "bodies found",
        "anger",
        "a hospital",
        "a day's raids",
        "an earlier count",
        "a search",
        "all of them",
    ],
)
def test_what_follows_an_act_opens_no_incident(reader: Reader, again: str) -> None:
    found = incidents(reader, LEAD.replace("killed six", "killed six and wounded nine"), again)
    assert len(found) == 1
    assert found[0].date.value.start == date(2024, 5, 7)


def test_bodies_that_nobody_told_of_are_another_incident(reader: Reader) -> None:
    found = incidents(reader, LEAD, "On Thursday troops found the bodies of four fishermen near Katha.")
    assert len(found) == 2


def test_what_is_told_before_the_day_of_an_attack_is_another(reader: Reader) -> None:
    found = incidents(
        reader,
        "Shells killed five people in Banmauk on Thursday, the mayor said.",
        "On Monday a clinic said that shells had killed thirty-one people in the same town.",
    )
    assert len(found) == 2


def test_a_captive_in_a_relative_clause_is_no_abduction(reader: Reader) -> None:
    (found,) = incidents(
        reader,
        "Rebels shot dead four soldiers near Banmauk on Tuesday while they searched for a pilot taken hostage in March.",
    )
    assert (found.sub_event_type.value, found.date.value.start) == ("Armed clash", date(2024, 5, 7)), found


def test_the_one_aimed_at_is_no_weapon(reader: Reader) -> None:
    (found,) = incidents(
        reader, "Gunmen opened fire on a plane in Banmauk on Tuesday, wounding two stewards."
    )
    assert found.sub_event_type.value != "Air/drone strike"


def test_men_who_attack_are_not_a_count_of_attacks(reader: Reader) -> None:
    (found,) = incidents(
        reader,
        "Some 20 gunmen attacked a police post in Banmauk on Tuesday.",
        "Two women officers were killed and four men, the police said.",
    )
    assert found.date.value.start == date(2024, 5, 7)


def test_how_an_attack_began_opens_none(reader: Reader) -> None:
    found = incidents(
        reader,
        "Fighters of the Front attacked an army base in Banmauk on Sunday and killed four soldiers, the army said.",
        "A loud blast was heard from the market, people of the town said. They stayed at home all day.",
        "The attack started at dawn when two car bombs went off at the gate of the base in Ban-Mauk, said a colonel.",
    )
    assert len(found) == 1


def test_an_hour_alone_is_no_other_day(reader: Reader) -> None:
    found = incidents(
        reader,
        "Fighters attacked an army convoy in Sagaing and killed twenty soldiers, the Front reported on May 4.",
        "The attack happened at about 2 pm near Banmauk.",
    )
    assert len(found) == 1


def test_two_blasts_of_a_lead_are_told_apart_behind_it(reader: Reader) -> None:
    found = incidents(
        reader,
        "A trader was killed and ten others were hurt by a car bomb and a roadside bomb in Baghdad on Tuesday, police said.",
        "A car went off before noon in the district of Doura, killing a trader and wounding four others, police said.",
        "In a separate incident a roadside bomb wounded six people in Karrada, they said.",
    )
    assert len(found) == 3


def test_one_of_the_attacks_of_a_lead_is_told_apart(reader: Reader) -> None:
    found = incidents(
        reader,
        "Fifteen people were killed on Tuesday in attacks by a suicide bomber and a roadside bomb in Baghdad, police said.",
        "In one of the attacks ten people were killed when a bomber blew himself up in a market in Karrada, police said.",
    )
    assert len(found) == 2


@pytest.mark.parametrize(
    "answer",
    [
        "Following the ambush, government troops killed three villagers who had been held nearby.",
        "In retaliation, army jets bombed 13 camps held by the militants.",
    ],
    ids=["following it", "in retaliation"],
)
def test_how_the_other_side_answers_is_another_incident(reader: Reader, answer: str) -> None:
    lead = "Rebels ambushed an army convoy near Banmauk on Tuesday and killed nine soldiers, residents said."
    assert len(incidents(reader, lead, answer)) == 2


def test_what_the_same_do_behind_it_is_the_same_incident(reader: Reader) -> None:
    lead = "Gunmen attacked Banmauk on Tuesday and killed three farmers, residents said."
    assert len(incidents(reader, lead, "After the attack, the gunmen burned six houses.")) == 1


@pytest.mark.parametrize(
    "more",
    [
        "Another man was wounded.",
        "The second victim, a teacher, was shot in the leg.",
        "An elder said that the gunmen who attacked the village came through the Bera forest.",
    ],
    ids=["another man", "the second victim", "who attacked"],
)
def test_one_more_who_is_harmed_and_those_known_to_have_done_it_open_none(reader: Reader, more: str) -> None:
    assert len(incidents(reader, f"{LEAD} {more}")) == 1


def test_two_harmed_in_one_breath_are_of_one_incident(reader: Reader) -> None:
    assert len(incidents(reader, "One man was killed and another wounded in Banmauk on Tuesday.")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A fourth person died today as a result of a bombing near a checkpoint in Banmauk on Wednesday.",
        "A girl hurt in Wednesday's blast in Banmauk died on Thursday, doctors said.",
    ],
)
def test_who_dies_later_dies_of_the_act_and_on_no_day_of_his_own(reader: Reader, text: str) -> None:
    (incident,) = incidents(reader, text)
    assert incident.date.value.start == date(2024, 5, 8)


def test_with_what_something_began_is_dated_by_it(reader: Reader) -> None:
    text = "The town has been quiet since March, when soldiers shot dead two herders in Katha."
    _, second = incidents(reader, LEAD, text)
    assert (second.date.value.start, second.background) == (date(2024, 3, 1), True)


@pytest.mark.parametrize(
    "more",
    [
        "The attackers also took six girls away.",
        "They also abducted a nurse.",
        "Among the killed was a teacher from Katha.",
        "Wounded lined the corridors of the hospital in Mandalay on Wednesday.",
    ],
    ids=["also took", "they", "the killed", "the wounded"],
)
def test_what_is_said_of_those_known_to_act_or_to_be_hit_opens_none(reader: Reader, more: str) -> None:
    assert len(incidents(reader, f"{LEAD} {more}")) == 1


def test_the_explosion_right_behind_one_is_that_one(reader: Reader) -> None:
    found = incidents(
        reader,
        "A bomb went off in the Myoma quarter of Banmauk on Tuesday, wounding three officers.",
        "The explosion, at 10 a.m. on the road to Katha, turned a police truck over.",
    )
    assert len(found) == 1


def test_one_more_who_dies_was_hurt_before(reader: Reader) -> None:
    found = incidents(
        reader,
        "A mine wounded six herders near Banmauk on Tuesday.",
        "A bomb killed two soldiers in Bhamo on Wednesday.",
        "A further person died on Thursday, a nurse said.",
    )
    assert len(found) == 2


@pytest.mark.parametrize(
    ("lead", "other"),
    [
        (
            "Gunmen killed four soldiers in Banmauk on Tuesday morning, the army said.",
            "Several hours later, a car bomb exploded in the town of Bhamo, wounding six people.",
        ),
        (
            "Army jets bombed rebel positions in Banmauk on Tuesday, killing nine fighters.",
            "The rebels shelled the town of Bhamo on the same day, wounding three women.",
        ),
        (
            "A policeman died in an explosion in Banmauk on Tuesday.",
            "It came hours after a blast on Monday night struck a convoy in Bhamo, killing a driver.",
        ),
        (
            "Gunmen killed the headman of Banmauk on Tuesday.",
            "The police spoke of the attack and killing which came a day after a patrol was ambushed in Bhamo.",
        ),
    ],
    ids=["hours later", "the other side", "hours after", "a day after"],
)
def test_another_kind_of_act_in_another_town_is_another_incident(
    reader: Reader, lead: str, other: str
) -> None:
    assert len(incidents(reader, lead, other)) == 2


def test_a_lead_that_is_not_dated_is_dated_by_what_tells_it_again(reader: Reader) -> None:
    (found,) = incidents(
        reader,
        "Shelling killed six people in Banmauk, the mayor said on Thursday, the worst in a month.",
        "Two quarters were shelled on Tuesday, leading to the casualties.",
    )
    assert found.date.value.start == date(2024, 5, 7)


def test_how_long_a_war_has_lasted_dates_nothing_and_its_dead_are_of_no_attack(reader: Reader) -> None:
    (found,) = incidents(
        reader,
        "Shelling killed six people in Banmauk, the mayor said on Thursday.",
        "The fighting in Sagaing began a month after the generals took power in February.",
        "The rebels have been able to launch reprisal attacks, killing over 1,000 people.",
    )
    assert found.date.value.start == date(2024, 5, 9)
    assert [reading.value.best for reading in found.toll] == [6]


def test_the_dead_of_a_total_without_a_day_add_up_from_its_parts(reader: Reader) -> None:
    total, *parts = incidents(
        reader,
        "Nine people have been killed in two attacks in northern Myanmar, officials said on Thursday.",
        "Six people were killed by gunmen on Tuesday in Banmauk, an officer said. Three were shot dead in Bhamo.",
    )
    assert (sorted(total.sums), len(parts)) == (sorted(part.id for part in parts), 2)


def test_what_one_was_killed_in_is_no_other_act(reader: Reader) -> None:
    found = incidents(
        reader,
        LEAD,
        "The attack comes a week after a teacher was killed in a suicide attack in Bhamo.",
    )
    assert len(found) == 2


@pytest.mark.parametrize(
    "named",
    [
        "Observers say the papers hear of very few of the attacks.",
        "Most of the raids were the work of bandits, traders say.",
    ],
)
def test_what_is_said_of_many_attacks_is_of_none_of_them(reader: Reader, named: str) -> None:
    before = "That Monday attack in Katha took the lives of two traders."
    _, found = incidents(reader, LEAD, before, named)
    assert found.sources[0].original == "the report"


def test_the_abduction_is_the_one_abduction_told(reader: Reader) -> None:
    told = incidents(
        reader,
        "Gunmen abducted three villagers near Katha on Tuesday.",
        "On Monday gunmen killed two traders in Banmauk.",
        "Police officers said the abduction and the killing had frightened the town of Katha.",
    )
    assert [incident.sources[0].kind for incident in told] == ["government", "media"]
