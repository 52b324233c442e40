"""How sure a report is of who did it hangs on the words beside the name."""

from __future__ import annotations

import pytest

from dateline.records import Report
from dateline.text import parse_report
from evals.muc4.bodies import places_of
from evals.muc4.certain import VALUES, certain_row, certainty, load_judges
from evals.muc4.ground import read_ground


def row(text: str) -> list[float]:
    """The numbers of OLA beside the death of Ana Gil."""
    doc = parse_report(Report(id="r1", text=text)).doc
    ground = read_ground(doc, (), (), "")
    low = text.lower()
    return certain_row(doc, ground, places_of(low, "ola"), places_of(low, "ana gil"), 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "The OLA claimed responsibility for the murder of Ana Gil in a statement to a radio station.",
            "CLAIMED OR ADMITTED",
        ),
        ("Guerrillas of the OLA attacked Ostra on Sunday and killed mayor Ana Gil.", "REPORTED AS FACT"),
    ],
)
def test_a_claim_is_told_from_a_fact(text: str, value: str) -> None:
    assert certainty(row(text), load_judges()) == value
    assert value in VALUES


def test_the_nearest_mention_to_the_harm_is_the_one_that_speaks() -> None:
    far = (
        "The OLA held a meeting in Ostra.\n\nThe market was full.\n\nAna Gil was killed by the OLA on Sunday."
    )
    near, *_ = row(far)[30:]
    assert near == 0
