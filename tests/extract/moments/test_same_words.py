"""What is told again in the words in which it was told, and what answers it elsewhere."""

from __future__ import annotations

import pytest
from telling import incidents

from dateline.extract.reader import Reader


@pytest.mark.parametrize(
    "text",
    [
        "The governor said fighters attacked a village in the Katha area on Tuesday evening.\n\nThe land has seen years of "
        "war.\n\nFighters attacked the village of Orwal in the Katha area on Tuesday evening, killing two people.\n",
        "Seven farmers were killed by gunmen on Wednesday in the village of Orwal near Katha.\n\nEarlier, a police chief said "
        "two farmers were killed in Orwal by bandits.\n",
    ],
)
def test_what_is_told_in_the_same_words_or_was_known_first_is_one(reader: Reader, text: str) -> None:
    assert len(incidents(reader, *text.split("\n\n"))) == 1


def test_an_answer_in_another_town_is_another_incident(reader: Reader) -> None:
    found = incidents(
        reader,
        "Nine people were killed on Wednesday when rebels shelled the town of Katha.",
        "In response, army units launched an operation against the town of Bhamo and seized it.",
    )
    assert len(found) == 2
