"""Where an incident was: the answers that a text allows."""

from __future__ import annotations

import pytest

from dateline.records import Span
from evals.muc4_where import called_beside, place_answers, read_scene


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("the Orbel department", "DEPARTMENT"),
        ("in the town of Orbel", "TOWN"),
        ("in Orbel neighborhood", "NEIGHBORHOOD"),
        ("the mayor of Orbel resigned", ""),
    ],
)
def test_words_beside_a_name_call_it_a_kind_of_place(text: str, called: str) -> None:
    at = text.index("Orbel")
    assert called_beside(text, Span(at, at + len("Orbel"))) == called


def test_the_country_alone_the_dateline_and_what_the_text_calls_a_place_are_answers() -> None:
    text = "The bomb went off in the Arva neighborhood today."
    scene = read_scene(text, [0], (), "PERU", "Lima")
    answers = dict(place_answers(scene, [Span(4, 8)]))
    assert set(answers) == {"PERU", "PERU: LIMA (CITY)", "PERU: ARVA (CITY)", "PERU: ARVA (NEIGHBORHOOD)"}
    assert len({len(row) for row in answers.values()}) == 1
