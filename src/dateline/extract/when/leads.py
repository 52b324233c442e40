"""Times -> the day that a report is of: the first told for an act, or the one over a list of what one day brought."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from dateline.extract.acts.describing import is_of_before
from dateline.extract.grammar.phrases import root_of
from dateline.extract.mentions import TimeMention
from dateline.extract.when.ahead import is_ahead
from dateline.extract.when.counted import is_hour
from dateline.extract.when.owned import opens_another
from dateline.extract.where.entries import items_from
from dateline.records import Period, Reading, Span
from dateline.text import Document

PAGE_DAY = "when.page_day"
_LEAD = 3  # paragraphs
_HEADING = frozenset({"event", "speech", "publication"})
_SPELL = timedelta(days=3)  # the days of a list of one day's incidents lie no farther apart
_ONE_NIGHT = timedelta(days=1)


def lead_day(document: Document, times: Sequence[TimeMention]) -> Reading[Period] | None:
    """The first day told for an act in the first paragraphs, marked inferred: the day that the report is of."""
    time = lead_of(document, times)
    if time is None:
        return None
    return Reading(value=as_period(time, None), basis="inferred", rule="moments.day_before", confidence=0.5)


def lead_of(document: Document, times: Sequence[TimeMention]) -> TimeMention | None:
    """The same as it is written; in a list of one day's incidents the day of the list."""
    whole = page_day(document, times)
    if whole is not None:
        return whole
    for time in times:
        sentence = document.sentence_at(time.span.start)
        if sentence.paragraph > _LEAD:
            return None
        told = sentence.zone in {"body", "dateline"} and not is_ahead(document, time) and not is_hour(time)
        dated = time.role == "event" and time.start is not None and time.precision == "day"
        if told and dated and not is_of_before(document, root_of(document, time.span)):
            return None if opens_another(document, sentence, time) else time
    return None


def page_day(document: Document, times: Sequence[TimeMention]) -> TimeMention | None:
    """The day of what a list tells without one: that written over the list, else that of print; None where the page
    is no list, or its items are of more than a few days."""
    kept = document.doc.user_data
    if __name__ not in kept:
        kept[__name__] = _page_day(document, times)
    found: TimeMention | None = kept[__name__]
    return found


def _page_day(document: Document, times: Sequence[TimeMention]) -> TimeMention | None:
    starts, published = items_from(document), document.report.published
    if not starts:
        return None
    days = [t for t in times if t.start and t.end and t.precision == "day" and not is_hour(t)]
    head = [t for t in days if t.span.start < starts[0] and t.role in _HEADING]
    listed = [t.start for t in days if t.span.start >= starts[0] and t.role == "event" and t.start]
    over = next((t for t in head if t.end and t.start and t.end - t.start <= _ONE_NIGHT), None)
    day = over.start if over is not None else published
    if day is None or any(abs(day - one) > _SPELL for one in listed):
        return None
    if over is not None:
        return over
    opening = Span(starts[0], starts[0] + 1)
    return TimeMention(
        span=opening,
        text=opening.of(document.text),
        type="DATE",
        value=day.isoformat(),
        start=day,
        end=day,
        precision="day",
        rule=PAGE_DAY,
    )


def as_period(time: TimeMention, hours: str | None) -> Period:
    """The days of one time, at these hours where it has none of its own."""
    own = None if is_hour(time) else time.time_of_day
    return Period(start=time.start, end=time.end, precision=time.precision, time_of_day=hours or own)
