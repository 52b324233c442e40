"""Words, marks, timeline, coverage: records in, what a page shows out."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from invented_project import make_report

from dateline.codebook import EVENT_TYPE_OF, SubEventType
from dateline.records import Period, Span, Toll
from dateline.web.views import words
from dateline.web.views.feed import fold_copies, weeks_of
from dateline.web.views.filters import Filter, read_box, read_filter
from dateline.web.views.marks import Mark, mark_report, mark_text
from dateline.web.views.timeline import draw_timeline
from dateline.web.views.trend import compare_weeks


@pytest.mark.parametrize(
    ("low", "best", "high", "says"),
    [
        (None, None, None, "some"),
        (0, 0, 0, "0"),
        (2, 2, 2, "2"),
        (60, None, None, "at least 60"),
        (3, 9, None, "9 (at least 3)"),
        (None, None, 50, "up to 50"),
        (5, 6, 7, "5–7 (6)"),
        (5, None, 7, "5–7"),
        (1200, 1200, 1200, "1,200"),
    ],
)
def test_a_toll_is_never_more_exact_than_it_is_known(low, best, high, says):
    assert words.range_words(Toll(outcome="killed", low=low, best=best, high=high)) == says


@pytest.mark.parametrize(
    ("start", "end", "precision", "part", "says"),
    [
        ("2023-01-25", "2023-01-25", "day", "evening", "25 January 2023, evening"),
        ("2023-01-25", "2023-01-26", "day", None, "25–26 January 2023"),
        ("2023-01-30", "2023-02-02", "week", None, "30 January – 2 February 2023"),
        ("2022-12-30", "2023-01-02", "week", None, "30 December 2022 – 2 January 2023"),
        ("2022-10-01", "2022-10-31", "month", None, "October 2022"),
        ("2021-01-01", "2021-12-31", "year", None, "2021"),
        (None, None, "unknown", None, "nobody says"),
    ],
)
def test_a_period_is_said_no_finer_than_it_is_known(start, end, precision, part, says):
    days = [date.fromisoformat(day) if day else None for day in (start, end)]
    assert (
        words.period_words(Period(start=days[0], end=days[1], precision=precision, time_of_day=part)) == says
    )


def test_every_kind_of_event_has_a_sentence():
    assert set(words.phrases()["sentence"]) == {sub.value for sub in EVENT_TYPE_OF}
    assert all(
        "{a}" in active and "{" not in passive for active, passive in words.phrases()["sentence"].values()
    )
    assert len(SubEventType) == 25


def test_the_finest_words_give_the_colour_and_all_fields_are_kept():
    text = "ten soldiers died"
    marks = [
        Mark(Span(0, 12), "toll.0", "toll", "c", "Toll"),
        Mark(Span(4, 12), "recipient", "who", "c", "Against whom"),
    ]
    (paragraph,) = mark_text(text, marks)
    assert [(one.text, one.group, one.paths) for one in paragraph.stretches] == [
        ("ten ", "toll", ("toll.0",)),
        ("soldiers", "who", ("recipient", "toll.0")),
        (" died", "", ()),
    ]


def test_marked_text_is_the_text_whatever_the_marks():
    text = "Señor 𐐷 fell.\r\n\r\n  မြန်မာ\n\nEnd"
    marks = [
        Mark(Span(start, start + 3), "date", "when", "c", "When") for start in range(0, len(text) - 3, 2)
    ]
    paragraphs = mark_text(text, marks)
    for paragraph in paragraphs:
        shown = "".join(one.text for one in paragraph.stretches)
        assert text[paragraph.start : paragraph.start + len(shown)] == shown
    shown = "".join(s.text for p in paragraphs for s in p.stretches)
    assert "".join(shown.split()) == "".join(text.split())


def days(*spans):
    first = [date.fromisoformat(one).toordinal() if one else 0 for one, _ in spans]
    last = [date.fromisoformat(one).toordinal() if one else 0 for _, one in spans]
    return np.array(first), np.array(last), np.array([1] * len(spans))


def test_an_incident_known_to_the_month_is_spread_and_paler():
    drawn = draw_timeline(*days(("2024-05-01", "2024-05-31"), ("2024-06-04", "2024-06-04"), (None, None)))
    assert (drawn.unit, drawn.undated) == ("day", 1)
    sure = [bar for bar in drawn.bars if bar.height]
    pale = [bar for bar in drawn.bars if bar.pale_height]
    assert [bar.first for bar in sure] == ["2024-06-04"]
    assert len(pale) == 31
    assert sum(bar.pale_height for bar in pale) == pytest.approx(sure[0].height, rel=0.02)
    assert pale[0].label == "1 May 2024: 1 that may lie here"
    assert sure[0].label == "4 Jun 2024: 1 incident, 1 killed"


@pytest.mark.parametrize(
    ("last", "unit"),
    [("2024-03-01", "day"), ("2025-06-01", "week"), ("2030-01-01", "month"), ("2050-01-01", "year")],
)
def test_bars_are_as_wide_as_the_time_asks(last, unit):
    drawn = draw_timeline(*days(("2024-01-01", "2024-01-01"), (last, last)))
    assert drawn.unit == unit
    assert len(drawn.bars) == 2
    assert drawn.bars[-1].first <= last <= drawn.bars[-1].last


def test_no_incidents_make_no_bars():
    assert draw_timeline(*days()).bars == ()


def test_a_filter_and_its_address_are_the_same_thing():
    wanted = Filter(q="rice & peace", since="2024-01-01", party="A/B", box="1,2,3,4")
    query = dict(one.split("=") for one in wanted.query().split("&"))
    from urllib.parse import unquote_plus

    assert read_filter((name, unquote_plus(value)) for name, value in query.items()) == wanted
    assert wanted.link(party="") == "/incidents?q=rice+%26+peace&since=2024-01-01&box=1%2C2%2C3%2C4"
    assert Filter().link() == "/incidents"
    assert (read_box("1,2,3"), read_box("a,b,c,d"), read_box("1,2,3,4")) == (None, None, (1.0, 2.0, 3.0, 4.0))


def test_only_copies_are_folded():
    wire = "Rebels took the post at Orlen after two hours of fighting, the governor of the province said on Monday."
    folded = fold_copies(
        [wire, wire + " More soon.", "Rain fell on the hills of Orlen for a week, and roads were cut."], str
    )
    assert [len(copies) for _, copies in folded] == [1, 0]


def test_reports_are_counted_by_outlet_and_week():

    coverage = weeks_of(
        [
            ("A", date(2024, 6, 3), 1),
            ("A", date(2024, 6, 9), 1),
            ("B", date(2024, 5, 28), 1),
            ("A", date(2020, 1, 1), 1),
            ("C", None, 3),
        ]
    )
    assert [(line.outlet, line.total, [w.count for w in line.weeks][-2:]) for line in coverage] == [
        ("A", 3, [0, 2]),
        ("B", 1, [1, 0]),
    ]
    assert weeks_of([]) == ()


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [
        (3, 1, "too few to compare"),
        (12, 9, "no more than chance makes"),
        (40, 12, "more than before"),
        (4, 30, "fewer than before"),
    ],
)
def test_small_numbers_are_not_called_a_change(now, before, verdict):
    end = date(2024, 6, 30).toordinal()
    first = np.array([end] + [end - 3] * (now - 1) + [end - 30] * before + [0, 0])
    (change,) = compare_weeks(first)
    assert (change.weeks, change.now, change.before, change.verdict) == (4, now, before, verdict)


def test_weeks_without_anything_before_them_are_not_compared():
    end = date(2024, 6, 30).toordinal()
    assert compare_weeks(np.array([end, end - 5])) == ()
    assert compare_weeks(np.array([0])) == ()
    long = np.array([end - 7 * week for week in range(80)])
    assert [(one.weeks, one.now, one.before) for one in compare_weeks(long)] == [(4, 4, 4), (52, 52, 28)]
    assert compare_weeks(long, until=end - 70)[0].until == date.fromordinal(end - 70)


def test_title_and_caption_lines_are_told_from_the_story():
    text = (
        "date 2024-06-06 Conflict Post falls in Orlen\n\nThe burned post. / Tavan Herald\n\n"
        "Rebels of the Tavan Front overran a police post in Orlen on Tuesday evening, a shopkeeper said."
    )
    paragraphs = mark_report(make_report(text), ())
    assert [one.zone for one in paragraphs] == ["headline", "caption", "body"]
    assert [one.start for one in paragraphs] == [0, 46, 79]
