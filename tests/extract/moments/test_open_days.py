"""Weekdays and months of a page without a date."""

from __future__ import annotations

import pytest

from dateline.extract.reader import Reader
from dateline.pipeline import read_report
from dateline.records import Report


@pytest.mark.parametrize(
    ("text", "incidents"),
    [
        (
            "Gunmen stopped a bus near Katha on Saturday and shot nine men dead.\n\nIn February, 18 people had been killed "
            "in Katha when armed men attacked a truck.",
            2,
        ),
        (
            "Gunmen shot nine men dead near Katha on Saturday.\n\nOn Tuesday rebels killed four farmers in Mohnyin.",
            2,
        ),
        (
            "Gunmen shot nine men dead near Katha on Saturday.\n\nThe nine were killed on Saturday night, police said.",
            1,
        ),
        (
            "Rebels attacked a post near Katha on Monday night and killed four soldiers.\n\nThe attack on the post ended on "
            "Tuesday morning.",
            1,
        ),
        ("Gunmen killed four men near Katha on Friday.\n\nThe killing on November 13 shocked the town.", 1),
    ],
)
def test_days_that_no_calendar_knows_tell_incidents_apart(reader: Reader, text: str, incidents: int) -> None:
    assert len(read_report(Report(id="r", text=text), reader).incidents) == incidents
