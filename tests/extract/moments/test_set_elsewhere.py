"""What a sentence before it sets elsewhere, or its weekday on a page without a date, is another incident."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.extract.reader import Reader
from dateline.pipeline import ReadReport, read_report
from dateline.records import Report


def read(reader: Reader, text: str) -> ReadReport:
    return read_report(Report(id="r", text=text, published=date(2024, 5, 10)), reader)


@pytest.mark.parametrize(
    "text",
    [
        "A car bomb went off beside an army bus in Katha on Monday, killing five soldiers.\n\n"
        "Late on Sunday armed men walked into the town of Mogaung and held its bazaar for an hour. They burned the "
        "police station. One policeman was killed.",
        "A post in Katha came under rocket fire on Monday evening. Four rockets were fired.\n\n"
        "Besides, unknown men burned two lorries on the road to the mine.",
        "Gunmen killed the headman of Katha on Tuesday.\n\n"
        "The police spoke of the killing, which came a day after a patrol was ambushed in Bhamo.",
    ],
    ids=["set elsewhere", "besides", "came a day after"],
)
def test_what_is_set_elsewhere_is_another_incident(reader: Reader, text: str) -> None:
    assert len(read(reader, text).incidents) == 2


def test_weekdays_of_a_page_without_a_date_tell_a_count_of_the_same_figure_apart(reader: Reader) -> None:
    text = (
        "Shells killed three people in Katha on Thursday, a doctor said.\n\n"
        "On Tuesday three people were killed by shells in Bhamo."
    )
    found = read_report(Report(id="r", text=text), reader)
    assert [len(found.incidents), *(i.date.value.start for i in found.incidents)] == [2, None, None]
