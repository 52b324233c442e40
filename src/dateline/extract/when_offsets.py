"""The day of the earlier of two acts: "on Tuesday, a day after rebels ambushed a convoy" puts that on Monday."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from dateline.extract.mentions import TimeMention
from dateline.records import Period, Reading

_LENGTH = re.compile(r"P(\d+)([DW])")
_WAYS = {"after": -1, "before": 1}
_SURE = 0.85


def resolve_offset(
    tokens: Sequence[Any], trigger: Any, times: Sequence[TimeMention]
) -> Reading[Period] | None:
    """The day of an act behind "two days after" or "a week before", and of the one that is dated so; None where
    an act has a day of its own. `times` are those of the sentence, with or without a day."""
    for time in times:
        length = _LENGTH.fullmatch(time.value)
        turn = next((t for t in tokens if t.idx >= time.span.end), None)
        if time.rule != "when.offset" or length is None or turn is None or turn.lower_ not in _WAYS:
            continue
        days = timedelta(days=int(length.group(1)) * (7 if length.group(2) == "W" else 1))
        others = [t for t in times if t.start is not None and t.rule != "when.offset"]
        within = [t for t in others if _is_under(_token_of(tokens, t), turn)]
        if not _is_under(trigger, turn):
            dated = [t for t in others if t not in within and t.precision == "day"]
            return _reading(time.start, [time]) if time.start is not None and not dated else None
        if within:
            return None
        base, told = _base(time, others)
        return _reading(base + _WAYS[turn.lower_] * days, told) if base is not None else None
    return None


def _reading(day: date, told: list[TimeMention]) -> Reading[Period]:
    return Reading(
        value=Period(start=day, end=day, precision="day"),
        raw=" … ".join(t.text for t in told),
        spans=tuple(t.span for t in told),
        rule="when.offset",
        confidence=_SURE,
    )


def _base(time: TimeMention, others: list[TimeMention]) -> tuple[date | None, list[TimeMention]]:
    """The day of the act that the length counts to: the length's own, else the last one told before it."""
    if time.start is not None:
        return time.start, [time]
    before = [
        t for t in others if t.span.end <= time.span.start and t.precision == "day" and t.role == "event"
    ]
    return (before[-1].start, [before[-1], time]) if before else (None, [time])


def _token_of(tokens: Sequence[Any], time: TimeMention) -> Any:
    return next((t for t in tokens if t.idx + len(t.text) > time.span.start), tokens[-1])


def _is_under(token: Any, turn: Any) -> bool:
    """True when a word belongs to what "after" leads: its noun, or the clause whose mark it is."""
    if turn.dep_ == "mark":
        return bool(token.i == turn.head.i or turn.head.is_ancestor(token)) and token.i > turn.i
    return bool(turn.is_ancestor(token))
