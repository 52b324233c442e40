"""What is said to be like what was told before: its kind, and who fights."""

from __future__ import annotations

import pytest
from telling import incidents

from dateline.extract.reader import Reader

LEAD = "An improvised bomb hit an army truck near Katha in Myanmar on Monday, killing two soldiers."


@pytest.mark.parametrize(
    "second",
    [
        "In a similar incident on Tuesday, three soldiers died near Mogok.",
        "A similar attack in Mogok on Tuesday left three people dead.",
    ],
)
def test_a_similar_attack_is_of_the_same_kind(reader: Reader, second: str) -> None:
    first, other = incidents(reader, f"{LEAD} {second}")
    assert first.sub_event_type.value == other.sub_event_type.value


def test_an_attack_that_is_not_said_to_be_similar_is_not(reader: Reader) -> None:
    first, other = incidents(
        reader, f"{LEAD} An attack on a post at Mogok on Tuesday left three soldiers dead."
    )
    assert first.sub_event_type.value != other.sub_event_type.value


@pytest.mark.parametrize("second", ["A second encounter", "Another clash"])
def test_another_clash_is_between_the_same(reader: Reader, second: str) -> None:
    lead = "The Philippine army clashed with fighters of the New People's Army in Las Navas on Tuesday."
    first, other = incidents(
        reader, f"{lead} {second} took place in Catubig a few hours later, with no casualties."
    )
    assert [actor.name for actor in first.side_b.value or ()] == [
        actor.name for actor in other.side_b.value or ()
    ]
