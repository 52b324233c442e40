"""Whether a moment is this report's news or told as history beside it."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.moments import Moment
from dateline.text import Document

_NEWS_DAYS = 21  # what happened longer before the publication, or before the report's latest act, is history


def is_background(document: Document, moment: Moment, moments: Sequence[Moment]) -> bool:
    """True when the moment's last day lies more than three weeks before the day of the news."""
    ends = [m.period.value.end or m.period.value.start for m in moments if m.period and m.period.value.start]
    days = [day for day in ends if day is not None]
    news = document.report.published or max(days, default=None)
    own = (moment.period.value.end or moment.period.value.start) if moment.period else None
    return (
        news is not None and own is not None and (news - own).days > _NEWS_DAYS and moment is not moments[0]
    )
