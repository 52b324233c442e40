"""Further people of whom only a figure is told."""

from __future__ import annotations

import pytest

from dateline.extract.toll.reading import read_tolls
from dateline.records import Report, Span
from dateline.text import parse_report
from evals.muc4.counted import counted_beside
from evals.muc4.described import Described


@pytest.mark.parametrize(
    ("text", "people", "told"),
    [
        ("Two shoppers were killed and 35 wounded in Ostra.", "shoppers", [("shoppers", "35", "INJURY")]),
        (
            "The blast in Lune injured at least 20 nurses and killed four.", "nurses", [("nurses", "4", "DEATH")]
        ),
        (
            "Nine people died and several were injured by a bomb in Ostra.", "people",
            [("people", "PLURAL", "INJURY")],
        ),
        ("One driver was killed and six others were wounded in Lune.", "driver", [("others", "6", "INJURY")]),
        ("Two shoppers were killed and 12 soldiers wounded in Ostra.", "shoppers", []),
        ("Two shoppers were killed and one was wounded in Ostra.", "shoppers", []),
        ("Two shoppers were killed in Ostra.", "shoppers", []),
    ],
)  # fmt: skip
def test_a_figure_without_a_noun_counts_more_of_the_people_beside_it(
    text: str, people: str, told: list[tuple[str, str, str]]
) -> None:
    document = parse_report(Report(id="r1", text=text))
    at = Span(text.index(people), text.index(people) + len(people))
    found = counted_beside(document.doc, [Described(people, (at,), 0.5)], [at], read_tolls(document))
    assert [(more.text, more.number, more.effect) for more in found] == told


def test_people_who_are_told_of_already_are_counted_once() -> None:
    text = "One driver was killed and six others were wounded in Lune."
    document = parse_report(Report(id="r2", text=text))
    driver, others = (Span(text.index(w), text.index(w) + len(w)) for w in ("driver", "others"))
    described = [Described("driver", (driver,), 0.5), Described("others", (others,), 0.5)]
    assert not list(counted_beside(document.doc, described, [driver, others], read_tolls(document)))
