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
