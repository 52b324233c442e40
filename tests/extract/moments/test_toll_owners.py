"""Of what one sentence tells, each incident has its own figures."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.extract.reader import Reader
from dateline.reconcile import reconcile
from dateline.records import Report


def harmed_in(text: str) -> dict[str, list[int | None]]:
    """Of the first claim the figures of each outcome."""
    claim = Reader().read(Report(id="r", text=text, published=date(2024, 5, 10))).claims[0]
    harmed: dict[str, list[int | None]] = {}
    for toll in claim.toll:
        harmed.setdefault(toll.value.outcome, []).append(toll.value.best)
    return harmed


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


def test_those_of_the_wounded_who_die_are_dead_and_no_longer_wounded() -> None:
    text = (
        "A shell killed five people and wounded 14 in Katha on Monday, residents said. "
        "Two of the wounded died in hospital."
    )
    assert harmed_in(text) == {"killed": [7], "injured": [12]}


def test_a_total_that_was_told_holds_those_of_the_wounded_who_died() -> None:
    text = "The death toll of a shelling in Katha on Monday rose to 11. One of the wounded died in hospital on Tuesday."
    assert harmed_in(text)["killed"] == [11]


def test_the_words_of_both_stand_behind_a_figure_that_was_added_up() -> None:
    text = (
        "A shell killed five people and wounded 14 in Katha on Monday. Two of the wounded died in hospital."
    )
    claim = Reader().read(Report(id="r", text=text, published=date(2024, 5, 10))).claims[0]
    dead = next(toll for toll in claim.toll if toll.value.outcome == "killed")
    assert [span.of(text) for span in dead.spans] == ["killed five people", "Two of the wounded died"]


def test_a_toll_that_another_speaker_says_has_risen_is_no_rival() -> None:
    text = (
        "A shell killed five people in Katha on Monday, residents said. "
        "A nurse said that had raised the toll to six."
    )
    assert deaths_of(text) == [[6]]


def test_harm_told_some_sentences_on_is_that_of_what_was_told_last() -> None:
    text = (
        "A shell killed five people in Katha on Monday.\n\nThe market was closed. Buses did not run. Shops stayed shut. "
        "Nobody came to the school. The hospital said it had received 21 wounded."
    )
    assert harmed_in(text) == {"killed": [5], "injured": [21]}


def test_as_many_attackers_as_guards_are_other_dead() -> None:
    text = (
        "Two guards were killed when raiders attacked a post near Katha on Monday, an officer said in a statement late "
        "in the evening after the road had been closed. The soldiers fired back, and two of the attackers were killed."
    )
    assert sum(n or 0 for n in deaths_of(text)[0]) == 4


def test_a_death_among_the_wounded_is_theirs_some_sentences_on_too() -> None:
    text = (
        "A shell killed five people and wounded 14 in Katha on Monday.\n\nThe market was closed. Buses did not run. "
        "Shops stayed shut. Nobody came to the school. Two of the wounded died in hospital."
    )
    assert harmed_in(text) == {"killed": [7], "injured": [12]}


def test_people_may_be_those_of_the_other_figure_and_are_not_added_to_them() -> None:
    text = (
        "A bomber drove into an army post near Katha on Monday and killed four soldiers, officials said. "
        "A spokesman of the rebels said 20 people had been killed in the attack."
    )
    claims = Reader().read(Report(id="r", text=text, published=date(2024, 5, 10))).claims
    incident, *others = reconcile(claims)
    assert not others
    assert [(t.value.side, t.value.best) for t in incident.toll if t.value.outcome == "killed"] == [("b", 4)]


def test_combatants_are_of_both_sides() -> None:
    text = "Fighting between the army and rebels near Katha on Monday killed 25 combatants. The army lost 13 soldiers."
    claim = Reader().read(Report(id="r", text=text, published=date(2024, 5, 10))).claims[0]
    assert ("unknown", 25) in [(t.value.side, t.value.best) for t in claim.toll]


def test_a_death_among_the_wounded_goes_back_over_an_incident_that_hurt_nobody() -> None:
    text = (
        "A shell killed five people and wounded 14 in Katha on Tuesday.\n\n"
        "On Monday soldiers blew up a house in Mohnyin.\n\n"
        "Two of the wounded of Katha died in hospital on Wednesday."
    )
    first, *rest = deaths_of(text)
    assert first == [7]
    assert not any(rest)


def test_one_of_those_told_as_hurt_without_a_number_is_added_to_the_dead() -> None:
    text = (
        "Four soldiers were killed and nine were hurt when rebels ambushed a convoy near Katha on Monday. "
        "The wounded were taken to Mohnyin, where one of them died on Tuesday."
    )
    assert harmed_in(text) == {"killed": [5], "injured": [8]}


def test_another_and_the_next_by_number_are_added_to_the_dead_told_before() -> None:
    told = "Four pupils were killed in Katha on Monday when gunmen fired at a bus. "
    assert deaths_of(told + "Another pupil died in hospital.") == [[5]]
    assert deaths_of(told + "A fifth pupil died in hospital.") == [[5]]
    assert deaths_of(told + "A fourth pupil died in hospital.") == [[4]]


def test_the_fourth_who_died_tells_that_four_did() -> None:
    assert deaths_of("A fourth protester died in Katha on Monday when police fired at the crowd.") == [[4]]


def test_two_statements_that_and_joins_are_added_up() -> None:
    text = "A bomb in Katha on Monday left two women dead, and a girl was killed by the blast."
    assert deaths_of(text) == [[3]]


def test_a_soldier_who_fell_beside_the_attackers_is_of_the_other_side() -> None:
    text = (
        "Soldiers beat back rebels near Katha on Monday. "
        "Six of the attackers fell dead and a soldier was killed, the army said."
    )
    assert sum(n or 0 for n in deaths_of(text)[0]) == 7


def test_a_heading_between_paragraphs_tells_of_what_follows() -> None:
    text = (
        "A bomb went off in the market of Katha on Monday.\n\nTwo dead elsewhere\n\n"
        "On Friday gunmen shot dead two traders in Mohnyin."
    )
    assert deaths_of(text) == [[], [2]]


def test_harm_of_another_year_in_a_relative_clause_is_not_the_acts() -> None:
    text = "A bomb killed three people on Monday in a market of Katha where 40 traders died in a fire in March 2019."
    assert deaths_of(text)[0] == [3]


def test_whom_it_also_killed_are_added() -> None:
    text = "A strike on Katha killed a girl on Monday. The strike on Katha also claimed the life of a woman."
    assert deaths_of(text) == [[2]]


@pytest.mark.parametrize(
    "more", ["Her driver also died.", "A bystander was killed too.", "His wife was killed as well."]
)
def test_one_who_died_too_is_added(more: str) -> None:
    assert deaths_of(f"Gunmen shot dead a judge in Katha on Monday, police said. {more}") == [[2]]


def test_a_guard_of_the_dead_is_added_and_a_fighter_of_the_other_side_is_not() -> None:
    chief = "A police chief was killed by rebels in Katha on Monday."
    assert deaths_of(f"{chief} His sergeant also died.") == [[2]]
    assert [2] not in deaths_of(f"{chief} A rebel also died.")


def test_on_a_page_without_a_date_a_clause_with_a_day_keeps_its_dead() -> None:
    text = (
        "A riot in a prison of Katha left eight prisoners dead, officials said on May 3; it is the prison where 40 "
        "lost their lives in March."
    )
    claims = Reader().read(Report(id="r", text=text)).claims
    assert [t.value.best for t in claims[0].toll if t.value.outcome == "killed"] == [8]


def test_a_lead_that_only_counts_the_dead_tells_those_of_what_follows() -> None:
    text = (
        "People who came back to Katha have counted nine dead and a hundred burnt houses.\n\n"
        "Soldiers raided Katha on Monday, residents said. They set fire to the mill."
    )
    assert harmed_in(text)["killed"] == [9]


def test_a_toll_between_two_sentences_of_one_attack_is_its_own() -> None:
    text = (
        "Five people were killed and 14 wounded when a gunboat shelled Katha on Monday, residents said.\n\n"
        "They could not be brought out because troops had closed the bridge, and two of those 14 passed away, raising the toll "
        "to seven, a nurse said.\n\nThe shelling of Katha on Monday went on until dusk."
    )
    assert harmed_in(text)["killed"] == [7]


def test_what_news_adds_behind_an_old_attack_is_not_its_toll() -> None:
    text = (
        "Gunmen shot dead 12 people at a market in Katha on Monday, police said.\n\n"
        "In March a grenade was thrown at the same market in Katha, residents said.\n\n"
        "Earlier this newspaper told of nine dead."
    )
    assert deaths_of(text)[-1] == []


def test_those_who_died_the_same_month_in_something_else_are_not_its_dead() -> None:
    text = (
        "Rebels attacked a police post in Katha in the middle of April, residents said. "
        "The same month four traders met their end in a feud."
    )
    assert deaths_of(text)[0] == []


def test_a_fourth_who_dies_beside_three_others_makes_four() -> None:
    text = (
        "A fourth marcher died after police fired on a march in Katha on Monday, doctors said. "
        "Three others had been killed on the bridge."
    )
    assert harmed_in(text)["killed"] == [4]


def test_a_share_stands_behind_an_aside_too() -> None:
    text = "On Monday gunmen killed many: fourteen people, six of them children, were killed in Katha, nine in Mohnyin."
    assert {tuple(figures) for figures in deaths_of(text)} == {(14,), (9,)}


def test_people_found_dead_some_days_on_are_those_of_the_abduction() -> None:
    text = (
        "Soldiers entered Katha on Monday 29 April and took nine farmers away, residents said. "
        "On Wednesday eight of them were seen dead in a barn."
    )
    assert harmed_in(text)["killed"] == [8]


def test_policemen_who_die_in_a_rebel_attack_are_the_other_side_s() -> None:
    text = (
        "Rebels attacked a hospital in Katha on Monday, killing a nurse and two patients. "
        "Two members of the police gave their lives."
    )
    claim = Reader().read(Report(id="r", text=text, published=date(2024, 5, 10))).claims[0]
    killed = {toll.value.side: toll.value.best for toll in claim.toll if toll.value.outcome == "killed"}
    assert killed == {"civilians": 3, "b": 2}


@pytest.mark.parametrize(
    "text",
    [
        "One man was killed on Monday in the village of Katha, which has seen several attacks of late that killed six people.",
        "A shopkeeper was shot dead in Katha, which has faced successive attacks in recent days, killing six people.",
    ],
)
def test_many_attacks_told_of_a_place_count_nobody_of_one(text: str) -> None:
    assert deaths_of(text) == [[1]]


def test_a_total_told_again_holds_those_of_the_wounded_who_died() -> None:
    text = (
        "Six people were killed and 24 wounded in a blast in Katha on Monday.\n\n"
        "Two of the wounded died in hospital.\n\n"
        '"Six people were killed in the blast," the police chief said.'
    )
    assert harmed_in(text)["killed"] == [6]


def test_those_of_them_who_were_killed_are_of_the_people_named_right_there() -> None:
    text = (
        "Rebels killed five soldiers and wounded five others in Katha on Monday.\n\n"
        "They opened fire on the soldiers, killing five of them."
    )
    assert harmed_in(text)["killed"] == [5]
