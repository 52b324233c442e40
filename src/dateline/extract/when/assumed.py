"""A page without a date: the day that it is read as if printed on, so that its "Monday" and its "last month" keep their
order, and what may be told of days then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from msgspec.structs import replace as changed

from dateline.extract.mentions import TimeMention
from dateline.extract.when.calendar import safe_day
from dateline.extract.when.reading import read_times
from dateline.extract.words.times import load_lexicon
from dateline.records import Period, Reading
from dateline.text import Document

_OPEN = re.compile(r"XXXX-(?:WXX-(?P<weekday>\d)|(?P<month>\d\d)(?:-(?P<day>\d\d))?)(?:T\w\w)?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NOW = "PRESENT_REF"
_WEEK = 7
_MIDYEAR = (6, 15)
_MONTHS_END = 28
_NEXT_MONTH = timedelta(days=18)  # a month that is named alone is mostly over
_ONE_DAY = timedelta(days=1)
_WRITTEN = f"{__name__}.written"


def as_printed(document: Document) -> Document:
    """The document as if printed on a likely day, where its page has no date; else as it is."""
    if document.report.published is not None:
        return document
    kept: dict[str, Document] = document.doc.user_data
    if __name__ not in kept:
        document.doc.user_data[_WRITTEN] = written = read_times(document)
        day = _likely_day(document, written)
        kept[__name__] = replace(document, report=changed(document.report, published=day))
    return kept[__name__]


def read_assumed(document: Document) -> tuple[TimeMention, ...]:
    """Times in the order of the text; on a page without a date those that the page itself tells, and the others as if
    it were printed on a likely day."""
    times = read_times(document)
    if not is_assumed(document):
        return times
    told = {time.span: time for time in _written(document) if time.start is not None}
    return tuple(told.get(time.span, time) for time in times)


def is_assumed(document: Document) -> bool:
    """True for a document whose day of print is only put in place of none."""
    return __name__ in document.doc.user_data


def is_known(document: Document, day: Reading[Period]) -> bool:
    """False for a day that would be another one had the page been printed on another day."""
    if not is_assumed(document):
        return True
    written = _written(document)
    own = [time for time in written if any(time.span.overlaps(span) for span in day.spans)]
    if own and all(time.start is not None for time in own):
        return True
    return any((time.start, time.end) == (day.value.start, day.value.end) for time in written)


def _written(document: Document) -> Sequence[TimeMention]:
    """The times as a page without a date tells them."""
    written: Sequence[TimeMention] = document.doc.user_data[_WRITTEN]
    return written


def _likely_day(document: Document, written: Sequence[TimeMention]) -> date:
    """The day behind the last full date of the page, or else behind its first day of a month or after its first month,
    in the last year that it names, or that day itself for "today"; where it tells of weekdays, the day after the
    first of them."""
    full = [t.end or t.start for t in written if t.start is not None and t.precision == "day"]
    told = [match for time in written if (match := _OPEN.fullmatch(time.value))]
    years = [int(year) for year in _YEAR.findall(document.text)]
    horizon: int = load_lexicon(document.report.language).words["horizon"]["year"]
    year = max((one for one in years if one <= horizon), default=max(years, default=horizon))
    exact = [day for m in told if m["day"] and (day := safe_day(year, int(m["month"]), int(m["day"])))]
    months = [date(year, int(m["month"]), _MONTHS_END) + _NEXT_MONTH for m in told if m["month"]]
    likely = max(full, default=None) or next(iter([*exact, *months]), date(year, *_MIDYEAR))
    weekday = next((int(match["weekday"]) for match in told if match["weekday"]), None)
    if weekday is None:
        today = any(time.value == _NOW and time.role == "event" for time in written)
        return likely if today else likely + _ONE_DAY
    return likely + timedelta(days=(weekday % _WEEK + 1 - likely.isoweekday()) % _WEEK)
