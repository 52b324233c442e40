"""Which incidents of a report are history beside its news."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.extract.reader import Reader
from dateline.pipeline import read_report
from dateline.records import Report


@pytest.mark.parametrize(
    ("before", "history"),
    [
        ("On April 2, gunmen shot dead two traders in Maiduguri.", True),
        ("On May 1, gunmen shot dead two traders in Maiduguri.", True),
        ("On May 7, gunmen shot dead two traders in Maiduguri.", False),
    ],
)
def test_what_lies_days_before_the_first_incident_is_beside_it(
    reader: Reader, before: str, history: bool
) -> None:
    text = f"Soldiers killed nine rebels near Damasak on May 9, the army said.\n\n{before}\n"
    read = read_report(Report(id="r", text=text, published=date(2024, 5, 10)), reader)
    assert [one.background for one in read.incidents] == [False, history]


def test_a_chronicle_in_the_order_of_its_days_is_all_news(reader: Reader) -> None:
    text = (
        "On May 1, gunmen shot dead two traders in Maiduguri.\n\n"
        "On May 9, soldiers killed nine rebels near Damasak, the army said.\n"
    )
    read = read_report(Report(id="r", text=text, published=date(2024, 5, 10)), reader)
    assert [one.background for one in read.incidents] == [False, False]
