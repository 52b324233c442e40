"""A page without a date is read as if printed on a likely day, and tells no day that rests on that."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.extract.reader import Reader
from dateline.extract.when.assumed import as_printed, is_assumed
from dateline.pipeline import read_report
from dateline.records import Report
from dateline.text import parse_report


def test_a_page_with_a_date_stays_as_it_is() -> None:
    document = parse_report(
        Report(id="r", text="A bomb went off in Katha on Monday.", published=date(2031, 5, 1))
    )
    assert as_printed(document) is document
    assert not is_assumed(document)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("A bomb went off in Katha on Monday, police said on Tuesday.", "weekday 2"),
        ("A bomb went off in Katha on 3 May 2019.", "2019-05-04"),
        ("Today, 3 May 2019, a bomb went off in Katha.", "2019-05-03"),
        ("A bomb went off in Katha on Monday. In 2018 a mine killed two.", "2018"),
    ],
)
def test_the_likely_day_follows_what_the_page_tells(text: str, printed: str) -> None:
    document = as_printed(parse_report(Report(id="r", text=text)))
    assert is_assumed(document)
    day = document.report.published
    assert day is not None
    assert printed in {day.isoformat(), f"weekday {day.isoweekday()}", str(day.year)}


def test_days_keep_their_order_and_stay_untold(reader: Reader) -> None:
    text = (
        "Shells killed six people in Katha on Monday, a doctor said.\n\n"
        "Jets had bombed a school in Katha the day before, wounding nine.\n\n"
        "On 3 May 2019 a mine killed two monks near Katha."
    )
    read = read_report(Report(id="r", text=text), reader)
    days = [(i.sub_event_type.value, i.date.value.start) for i in read.incidents]
    assert len(days) == 3
    assert [day for _, day in days if day is not None] == [date(2019, 5, 3)]


def test_nothing_says_when_the_report_was_printed(reader: Reader) -> None:
    text = "Gunmen shot four men dead in Katha on Monday."
    claims = read_report(Report(id="r", text=text), reader).extraction.claims
    assert [(claim.reported, claim.date) for claim in claims] == [(None, None)]
