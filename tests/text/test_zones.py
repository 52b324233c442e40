"""A caption is known by the credit that closes it, or by what it says it shows."""

from __future__ import annotations

import pytest

from dateline.text.zones import zone_of


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("Smoke rises over Quen after a raid. (AFP)", "caption"),
        ("Bombs were set off by rebels in Quen. Photo: National Army", "caption"),
        ("Rebels raided Quen. Photographs of the raid were published.", "body"),
        ("Smoke rises over Quen after a raid. (Reuters photo)", "caption"),
        (
            "Six people died in a raid on Quen, learned the Agence France-Presse (AFP) from local sources.",
            "body",
        ),
        ("Footage shows smoke over Quen after a raid on the market.", "caption"),
        ("Footage showed smoke over Quen after the raid.", "body"),
    ],
)
def test_a_credit_closes_a_caption_and_does_not_stand_within_a_sentence(line: str, zone: str) -> None:
    assert zone_of(line, position=1, headline=None) == zone


def test_what_a_page_corrects_in_another_is_furniture() -> None:
    line = "Correction: an earlier report gave the number of dead in Quen as nine."
    assert zone_of(line, position=1, headline=None) == "furniture"
