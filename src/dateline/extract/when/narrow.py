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
_LAST = 3  # days at either end of a week that "early" and "late" mean
_ENDS = frozenset({"beginning", "ending"})
_KINDS = frozenset({"month", "relative_unit"})


def narrowed(
    draft: Draft, start: date, end: date | None, anchor: Anchor, words: Mapping[str, Any]
) -> tuple[date, date | None]:
    """The first and last day, those left out that the words before the unit leave out, and of what is told as past
    those after the day of print. Longer than a month, only the latter."""
    if draft.kind not in _KINDS or end is None or anchor.narrative:
        return start, end
    start, end = _part(draft, start, end, words)
    now = anchor.now
    past = draft.tense != "future" and draft.role == "event"
    if now is not None and past and not anchor.near and start <= now < end:
        end = now
    return start, end


def _part(draft: Draft, start: date, end: date, words: Mapping[str, Any]) -> tuple[date, date]:
    told = set(draft.parts.get("mod", "").casefold().replace("-", " ").split())
    which = next((name for name in words if told & set(words[name])), None)
    days = (end - start).days + 1
    if which is None or days > _MONTH:
        return start, end
    size = _LAST if days <= _WEEK else _WEEK if which in _ENDS else days // _THIRD
    if which in {"first", "beginning"}:
        return start, step_days(start, size - 1) or end
    if which in {"last", "ending"}:
        return step_days(end, 1 - size) or start, end
    return step_days(start, size) or start, step_days(end, -size) or end
