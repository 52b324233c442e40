"""Which days of a week, a month or a year are meant: "late last week", "in early May", "earlier this month"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateline.extract.when.anchor import Anchor
from dateline.extract.when.calendar import step_days
from dateline.extract.when.find import Draft

_WEEK, _MONTH = 7, 31  # days of the longest
_THIRD = 3
_SIXTH = 6  # of a year: the two months at either end
_LAST = 3  # days at either end of a week that "early" and "late" mean
_ENDS = frozenset({"beginning", "ending"})
_HALVES = frozenset({"first_half", "second_half"})  # that of a year is in its value
_KINDS = frozenset({"month", "relative_unit", "year", "shifted"})


def narrowed(
    draft: Draft, start: date, end: date | None, anchor: Anchor, words: Mapping[str, Any]
) -> tuple[date, date | None]:
    """The first and last day, those left out that the words before the unit leave out, and of what is told as past
    those after the day of print."""
    if draft.kind not in _KINDS or end is None or anchor.narrative:
        return start, end
    start, end = _part(draft, start, end, words)
    now = anchor.now
    past = draft.tense != "future" and draft.role == "event"
    if now is not None and past and not anchor.near and start <= now < end:
        end = now
    return start, end


def _part(draft: Draft, start: date, end: date, words: Mapping[str, Any]) -> tuple[date, date]:
    told = f" {' '.join(draft.parts.get('mod', '').casefold().replace('-', ' ').split())} "
    which = next((name for name in words if any(f" {word} " in told for word in words[name])), None)
    days = (end - start).days + 1
    if which is None or (which in _HALVES and draft.kind == "year"):
        return start, end
    size = days // 2 if which in _HALVES else _LAST if days <= _WEEK else days // _THIRD
    if which in _ENDS and days > _WEEK:
        size = _WEEK if days <= _MONTH else days // _SIXTH
    if which in {"first", "beginning", "first_half"}:
        return start, step_days(start, size - 1) or end
    if which in {"last", "ending", "second_half"}:
        return step_days(end, 1 - size) or start, end
    return step_days(start, size) or start, step_days(end, -size) or end
