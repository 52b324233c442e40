"""Of what one sentence tells, each incident has its own figures."""

from __future__ import annotations

from datetime import date

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
