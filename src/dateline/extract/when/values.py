"""Draft + anchor -> ISO-TimeML type and value, with the basis of the day; one function a kind."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from dateline.codebook import DatePrecision
from dateline.extract.mentions import DateBasis
from dateline.extract.when import days, feasts, parts, shifts, spans, weekdays
from dateline.extract.when.anchor import Anchor
from dateline.extract.when.calendar import Bounds, bounds, step_days, step_months
from dateline.extract.when.find import Draft
from dateline.extract.when.narrow import narrowed
from dateline.extract.words.times import Lexicon

_IN_NAME = frozenset({"nummod", "compound", "nmod", "amod", "npadvmod"})
_HOURS = frozenset({"clock", "clock_words"})
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]


_LONG = 31  # days up to which a stretch is told of one thing or a few
_WEEK = 10
_LATE = 4  # days; a longer stretch is no day any more
_DAYS_OF = {"D": 1.0, "H": 1 / 24, "W": 7.0}


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an expression means: ISO-TimeML type and value, first and last possible day, basis."""

    type: TimeType
    value: str
    start: date | None
    end: date | None
    precision: DatePrecision
    basis: DateBasis


def resolve_draft(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Resolved | None:
    """What the draft means under this anchor, or None when it is no time after all. The anchor moves on."""
    if draft.kind == "offset":
        return _offset(draft, anchor, lexicon)
    if draft.kind in _BOUNDED:
        return _bounded(draft, anchor, lexicon)
    handler = _HANDLERS[draft.kind]
    outcome = handler(draft, anchor, lexicon)
    if outcome is None:
        return None
    kind, value, basis = outcome
    start, end, precision = bounds(value) if kind in {"DATE", "TIME"} else (None, None, "unknown")
    if start is None:
        late = _of_late(draft, anchor, lexicon)
        if late is not None:
            days = (late[1] - late[0]).days
            exact: DatePrecision = "day" if days <= _LATE else "week" if days <= _WEEK else "month"
            return Resolved(kind, value, *late, exact, "relative_to_publication")
        basis = "none"
    else:
        start, end = _rolling(draft, anchor) or _straddle(draft, start, end, lexicon)
        start, end = narrowed(draft, start, end, anchor, lexicon.words["third"])
        if draft.role not in {"publication", "furniture"} and not _is_aside(draft, anchor):
            anchor.reach(value, paragraph=draft.sentence.paragraph, explicit=basis == "explicit")
    return Resolved(kind, value, start, end, precision, basis)


def _is_aside(draft: Draft, anchor: Anchor) -> bool:
    """True for a year that the story does not move to: part of a name ("the 1976 dry season"), or yet to come; and
    for an hour whose day is only that of print."""
    if draft.kind in _HOURS:
        return anchor.paragraph != draft.sentence.paragraph and not anchor.narrative
    if draft.kind not in {"year", "season"}:
        return False
    in_name = draft.token is not None and draft.token.dep_ in _IN_NAME
    return in_name or draft.tense == "future" or draft.role == "since"


def _of_late(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> tuple[date, date] | None:
    """The days of "over the past two days", "in the last 24 hours", "in recent days", "a few days ago"."""
    back = _days_back(draft, lexicon) if anchor.now is not None and not anchor.narrative else None
    if back is None or anchor.now is None or not 0 < back[0] <= _LONG:
        return None
    first, last = step_days(anchor.now, -back[0]), step_days(anchor.now, -back[1])
    return (first, last) if first is not None and last is not None else None


def _days_back(draft: Draft, lexicon: Lexicon) -> Sequence[int] | None:
    """How many days ago such a stretch began, and how many ago it ended."""
    turn: Mapping[str, Any] = lexicon.words["turn"]
    if draft.kind == "vague":
        some: Sequence[int] | None = turn["some_days"].get(draft.parts["word"].casefold())
        return some
    if draft.kind not in {"range", "shifted"}:
        return None
    letter, factor, _ = lexicon.unit(draft.parts["unit"])
    count = 1 if draft.rule == "when.range_one" else lexicon.number(draft.parts.get("n", ""))
    if draft.kind == "shifted":
        some = turn["some_ago"].get(letter)
        return some if count is None and draft.parts["way"].casefold() in turn["some_way"] else None
    rel = (draft.parts.get("rel", "").casefold().split() or [""])[-1]
    if count is None:
        near = rel in turn["recent_words"] or rel in turn["month_back"]
        return (turn["recent"][letter], 0) if near and letter in turn["recent"] else None
    return (math.ceil(count * factor * _DAYS_OF.get(letter, 0)), 0) if rel in turn["month_back"] else None


def _rolling(draft: Draft, anchor: Anchor) -> tuple[date, date] | None:
    """The past week is the seven days up to now, not the calendar's last week; so with months and years."""
    rel = " ".join(draft.parts.get("rel", "").casefold().split()).removeprefix("the ")
    unit = draft.parts.get("unit", "").casefold()
    now = anchor.now
    if draft.kind != "relative_unit" or rel != "past" or now is None:
        return None
    first = (
        step_days(now, -7) if unit == "week" else step_months(now, {"month": -1, "year": -12}.get(unit, 0))
    )
    return (first, now) if first is not None and first < now else None


def _straddle(draft: Draft, start: date, end: date | None, lexicon: Lexicon) -> tuple[date, date | None]:
    """A night that can be either of two days is both."""
    words = draft.text.casefold()
    if "overnight" in words:
        return step_days(start, -1) or start, end
    if "midnight" in words and end is not None and not _is_sided(draft, lexicon):
        return start, step_days(end, 1) or end
    return start, end


def _is_sided(draft: Draft, lexicon: Lexicon) -> bool:
    """True for the midnight of "a little after midnight on Monday", which is Monday's."""
    before = shifts.lead(draft).casefold().split()
    return bool(before) and before[-1] in lexicon.words["hours"]["sided"]


def _offset(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Resolved | None:
    """A length of time by its value; the days it can mean are those counted from the story."""
    length, value = shifts.offset(draft, anchor, lexicon)
    if length is None:
        return None
    start, end, precision = bounds(value) if value else (None, None, "unknown")
    return Resolved(length[0], length[1], start, end, precision, "relative_in_text" if start else "none")


def _bounded(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Resolved | None:
    """What brings its own first and last day: a part of a month, a feast of the moon."""
    outcome, (start, end, precision) = _BOUNDED[draft.kind](draft, anchor, lexicon)
    return Resolved(outcome[0], outcome[1], start, end, precision, outcome[2]) if outcome else None


_BOUNDED: dict[str, Callable[[Draft, Anchor, Lexicon], tuple[days.Outcome, Bounds]]] = {
    "part_of": parts.part_of,
    "ramadan": feasts.ramadan,
    "moon_feast": feasts.moon_feast,
}
_HANDLERS: dict[str, Callable[[Draft, Anchor, Lexicon], tuple[TimeType, str, DateBasis] | None]] = {
    "day": days.full_day,
    "numeric": days.numeric,
    "military": days.military,
    "paired": days.paired,
    "paired_after": days.paired_after,
    "day_number": days.day_number,
    "weekday": weekdays.weekday,
    "part_date": days.full_day,
    "clock": days.clock,
    "clock_words": days.clock,
    "deictic": days.deictic,
    "same_part": days.same_day,
    "part": days.part_alone,
    "relative_day": days.same_day,
    "holiday": feasts.holiday,
    "nth_day": parts.nth_day,
    "week_of": parts.week_of,
    "weekday_back": weekdays.weekday_back,
    "weekday_of_month": weekdays.weekday_of_month,
    "weekday_number": weekdays.weekday_number,
    "month": spans.month,
    "bc": spans.before_christ,
    "decade": spans.decade,
    "century": spans.century,
    "year_words": spans.year_words,
    "season": spans.season,
    "year": spans.year,
    "short_year": spans.short_year,
    "quarter": spans.quarter,
    "quarter_same": spans.quarter_same,
    "quarter_before": spans.quarter_before,
    "relative_unit": spans.relative_unit,
    "whole": spans.whole,
    "shifted": shifts.shifted,
    "range": spans.duration,
    "duration": spans.duration,
    "length": spans.uncounted,
    "set": spans.repeated,
    "vague": spans.vague,
}
