"""Whether a moment is this report's news or told as history beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.extract.mentions import SourceMention
from dateline.extract.moments.moments import Moment
from dateline.records import Period, Reading
from dateline.text import Document

_NEWS_DAYS = 21  # what happened longer before the publication, or before the report's latest act, is history
# What lies so many days before the report's first act is beside it, as "in the same town last week": .96 of 136 flags
# right on hand-coded reports (without this .93), .92 of 254 on those written for dateline (.86); 4 and 7 do as well.
_BESIDE_DAYS = 5


def is_background(
    document: Document, moment: Moment, moments: Sequence[Moment], *, speakers: Sequence[SourceMention] = ()
) -> bool:
    """True when the moment's last day lies more than three weeks before the day of the news; or some days before
    the first act that the report tells with a day, and no speaker of its own answers for it."""
    own = _last_day(moment)
    if own is None or moment is moments[0]:
        return False
    days = [day for day in map(_last_day, moments) if day is not None]
    news = document.report.published or max(days)
    if (news - own).days > _NEWS_DAYS:
        return True
    return (days[0] - own).days >= _BESIDE_DAYS and not _is_answered_for(moment, speakers)


def is_history(document: Document, day: Reading[Period]) -> bool:
    """True for a stated day more than three weeks before the publication."""
    last, published = day.value.last, document.report.published
    if day.basis != "stated" or last is None or published is None:
        return False
    return (published - last).days > _NEWS_DAYS


def _is_answered_for(moment: Moment, speakers: Sequence[SourceMention]) -> bool:
    """True when somebody named in its own sentences tells of it: what is asked about anew is news."""
    sentences = [scene.sentence.span for scene in moment.scenes]
    return any(
        speaker.span != speaker.cue and any(sentence.covers(speaker.span) for sentence in sentences)
        for speaker in speakers
    )


def _last_day(moment: Moment) -> date | None:
    value = moment.period.value if moment.period else None
    return (value.end or value.start) if value else None
