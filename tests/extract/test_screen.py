"""The screen: incidents kept wherever they stand, ordinary news set aside, at speed."""

from __future__ import annotations

import time

import pytest

from dateline.extract.screen import load_screen
from dateline.records import Report

ORDINARY = (
    "The price of rice rose again, traders at the old market said, after rain had spoiled part of the harvest.\n\n"
    "The school choir will sing on Saturday in the town hall, and tickets can be had at the library.\n\n"
    "Engineers said that the new bridge would open to lorries in spring, once its asphalt has been laid."
)
ORDINARY = "\n\n".join([ORDINARY, ORDINARY.replace("rice", "maize"), ORDINARY.replace("bridge", "ferry")])
LAST_LINE = (
    ORDINARY
    + "\n\nRebels attacked an army post near Oram on Monday and killed two soldiers, a resident said."
)


def report(text: str, **fields: str) -> Report:
    return Report(id="r", text=text, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (ORDINARY, False),
        (LAST_LINE, True),
        ("Junta troops shelled the village of Bel for two hours, killing a woman and her child, villagers said.", True),
        ("Two died.", True),
    ],
)  # fmt: skip
def test_an_incident_is_kept_wherever_it_stands_and_ordinary_news_set_aside(text: str, kept: bool) -> None:
    assert load_screen().keeps(report(text)) is kept


def test_a_text_in_letters_that_no_reader_knows_is_set_aside() -> None:
    assert load_screen().keeps(report("Повстанцы захватили пост.", language="und")) is False


def test_the_screen_is_fast_and_its_weights_are_small() -> None:
    from dateline.data import read_checked
    from dateline.extract.screen import SETTINGS, WEIGHTS

    assert len(read_checked(WEIGHTS)) + len(read_checked(SETTINGS)) < 2_000_000
    screen, words = load_screen(), len(ORDINARY.split())
    start = time.process_time()
    for _ in range(200):
        screen.keeps(report(ORDINARY))
    assert 200 * words / (time.process_time() - start) > 50_000
