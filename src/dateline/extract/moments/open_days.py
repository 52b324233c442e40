"""Days of a page without a date: no calendar knows its "Monday" and its "February", and still they are not one time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.extract.grammar.windows import inside
from dateline.extract.mentions import EventMention, TimeMention
from dateline.extract.moments.binding import are_apart
from dateline.extract.when.counted import is_hour
from dateline.text import Sentence

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment
    from dateline.extract.moments.scenes import Scene

_OPEN = re.compile(r"XXXX-(?:WXX-(?P<weekday>\d)|(?P<month>\d\d)(?:-(?P<day>\d\d))?)(?P<part>T\w\w)?")
_WEEK = 7
_DARK = frozenset({"TNI", "TEV"})


def open_day(event: EventMention, sentence: Sentence, times: Sequence[TimeMention]) -> str | None:
    """The weekday, month or day without a year told for an act, its clause's own first, then the nearest."""
    told = [
        time
        for time in inside(times, sentence.span)
        if time.start is None and time.role == "event" and not is_hour(time) and _OPEN.fullmatch(time.value)
    ]
    own = [time for time in told if event.clause.covers(time.span)] or told
    nearest = min(own, key=lambda time: abs(time.span.start - event.span.start), default=None)
    return nearest.value if nearest is not None else None


def are_on_other_open_days(scene: Scene, moment: Moment) -> bool:
    """True for "in February" beside "on Saturday" or "on 2 November 2021", and for two weekdays on which something
    was in two places."""
    if share_open_day(scene, moment) is not False:
        return False
    days = (day for one in (scene, *moment.scenes) if (day := _day_of(one)) is not None)
    return not all("W" in day for day in days) or are_apart(scene.place, moment.place)


def share_open_day(scene: Scene, moment: Moment) -> bool | None:
    """Whether a scene may be of a day told for the moment; None where one of them has none, or both a full date."""
    own, told = _day_of(scene), [day for one in moment.scenes if (day := _day_of(one)) is not None]
    if own is None or not told or not (scene.open_day or any(one.open_day for one in moment.scenes)):
        return None
    return any(_meet(own, day) for day in told)


def _day_of(scene: Scene) -> str | None:
    """The open day of a scene, else the day that it states, as one of any year."""
    if scene.open_day is not None or not scene.states_day or scene.period is None:
        return scene.open_day
    start, exact = scene.period.value.start, scene.period.value.length_days == 0
    return f"XXXX-{start.month:02}-{start.day:02}" if start is not None and exact else None


def _meet(a: str, b: str) -> bool:
    """True for what may be one day: a month and a day of it, a weekday and a day, a night and the morning behind it."""
    one, other = _OPEN.fullmatch(a), _OPEN.fullmatch(b)
    if one is None or other is None:
        return True
    if (one["weekday"] is None) != (other["weekday"] is None):
        return bool(one["day"] or other["day"])
    if one["weekday"] is None:
        return one["month"] == other["month"] and (
            not one["day"] or not other["day"] or one["day"] == other["day"]
        )
    first, second = int(one["weekday"]), int(other["weekday"])
    night = (one["part"] in _DARK and first % _WEEK + 1 == second) or (
        other["part"] in _DARK and second % _WEEK + 1 == first
    )
    return first == second or night
