"""The days of two acts told from one another: "on Tuesday, a day after rebels ambushed a convoy" puts that on Monday,
"hours after the market was hit" on the day of the market."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateline.extract.mentions import TimeMention
from dateline.records import Period, Reading

_LENGTH = re.compile(r"P(?:(\d+)([DW])|T(24|48|72)H)")  # so many hours are told for so many days
_STATE = 8  # tokens from "still" to "after"
_SURE, _TAKEN = 0.85, 0.6
_DATING = frozenset({"event", "discovery"})
_COUNTING = frozenset({"when.offset", "when.relative_day"})


@dataclass(frozen=True, slots=True)
class Turn:
    """A word such as "after" with the days counted before it: `way` leads from the act behind it to the other one."""

    token: Any
    way: int
    days: int
    time: TimeMention | None


def resolve_offset(
    tokens: Sequence[Any],
    trigger: Any,
    times: Sequence[TimeMention],
    words: Mapping[str, Any],
    story: date | None,
) -> Reading[Period] | None:
    """The day of an act behind "two days after" or "a week before", and of the one that is dated so; None where an
    act has a day of its own. `times` are those of the sentence, with or without a day; `story` is the day of what the
    report tells, on which the act was that is told as known."""
    for turn in _turns(tokens, times, words):
        others = [t for t in times if t.start is not None and t is not turn.time and t.rule != "when.offset"]
        within = [t for t in others if _is_under(_token_of(tokens, t), turn.token)]
        outside = [t for t in others if t not in within]
        if _is_under(trigger, turn.token):
            return None if within else _behind(turn, outside, words, story)
        if any(t.precision == "day" for t in outside) or _comes(turn.token, words):
            return None
        return _before(turn, within, None if outside else story)
    return None


def _turns(tokens: Sequence[Any], times: Sequence[TimeMention], words: Mapping[str, Any]) -> Iterator[Turn]:
    """Every "after" and "before" that a length of time, "the day" or "hours" stands before."""
    for at, token in enumerate(tokens[1:], 1):
        sign = words["ways"].get(token.lower_)
        if sign is None:
            continue
        before = tokens[at - 1]
        ends = {token.idx + len(token), before.idx + len(before)}
        time = next((t for t in times if t.rule in _COUNTING and t.span.end in ends), None)
        length = _LENGTH.fullmatch(time.value) if time is not None else None
        if length is not None:
            yield Turn(token, -sign, _days(length), time)
        elif time is not None and time.rule == "when.relative_day" and _leads_on(tokens, at):
            yield Turn(token, -sign, 1, time)
        elif time is None and before.lower_ in words["short"]:
            yield Turn(token, -sign, 0, None)


def _days(length: re.Match[str]) -> int:
    """A length of days, weeks or whole days of hours in days."""
    if length.group(3):
        return int(length.group(3)) // 24
    return int(length.group(1)) * (7 if length.group(2) == "W" else 1)


def _leads_on(tokens: Sequence[Any], at: int) -> bool:
    """True where words follow: "the day after gunmen fired", not "the day after, 28 June"."""
    return at + 1 < len(tokens) and tokens[at + 1].is_alpha and tokens[at + 1].pos_ != "CCONJ"


def _before(turn: Turn, within: Sequence[TimeMention], story: date | None) -> Reading[Period] | None:
    """The day of the act that is dated by another one: from the day told for that, else from the story's."""
    days = -turn.way * timedelta(days=turn.days)
    told = next((t for t in within if t.precision == "day" and t.start), None)
    if told is not None and told.start is not None:
        return _stated(told.start + days, [t for t in (turn.time, told) if t is not None])
    if within or (turn.time is not None and turn.time.start is not None and story is None):
        start = turn.time.start if turn.time is not None and not within else None
        return _stated(start, [turn.time]) if start is not None and turn.time is not None else None
    return _inferred(story + days) if story is not None else None


def _behind(
    turn: Turn, outside: Sequence[TimeMention], words: Mapping[str, Any], story: date | None
) -> Reading[Period] | None:
    """The day of the act behind "after": counted back from the day told before it (behind it, where "two days after"
    opens the sentence), within a month told before it, else the story's own, from which it is counted only where
    "this comes two days after"."""
    days = turn.way * timedelta(days=turn.days)
    opens = _opens(turn.token)
    told = [t for t in outside if t.role in _DATING and (opens or t.span.end <= turn.token.idx)]
    if not told and _lasts(turn.token):  # "said yesterday that 70 were still missing two days after a battle"
        told = [t for t in outside if t.role == "speech"]
    exact = [t for t in told if t.precision == "day" and t.start]
    counted = [turn.time] if turn.time is not None else []
    if exact and exact[-1].start is not None:
        return _stated(exact[-1].start + days, [exact[-1], *counted])
    month = next((t for t in told if t.precision == "month" and t.start), None)
    if month is not None:
        return _stated(month.start, [month], until=month)
    if story is None:
        start = turn.time.start if turn.time is not None and turn.time.rule == "when.offset" else None
        return _stated(start + days, counted) if start is not None else None
    return _inferred(story + days if _comes(turn.token, words) else story)


def _lasts(turn: Any) -> bool:
    """True where a state is told that lasts: "still missing two days after"."""
    return any(token.lower_ == "still" for token in turn.doc[max(turn.sent.start, turn.i - _STATE) : turn.i])


def _opens(turn: Any) -> bool:
    """True where what is dated follows: "Two days after the raid, the town was shelled"."""
    above = turn.head.head if turn.dep_ == "mark" else turn.head
    return bool(above.i > turn.i and above.pos_ in {"VERB", "AUX"})


def _comes(turn: Any, words: Mapping[str, Any]) -> bool:
    """True for "it comes two days after": what comes is the story itself."""
    start = turn.head if turn.dep_ == "mark" else turn
    verb = next((one for one in start.ancestors if one.pos_ in {"VERB", "AUX"}), None)
    if verb is None or verb.lemma_ not in words["befalls"]:
        return verb is not None and verb.lemma_ in words["comes"]
    known = (child for subject in verb.lefts if subject.dep_ == "nsubj" for child in subject.lefts)
    return any(child.lower_ in words["this"] for child in known)


def _stated(
    day: date | None, told: Sequence[TimeMention], until: TimeMention | None = None
) -> Reading[Period]:
    ordered = sorted(told, key=lambda t: t.span)
    return Reading(
        value=Period(
            start=day, end=until.end if until else day, precision=until.precision if until else "day"
        ),
        raw=" … ".join(t.text for t in ordered),
        spans=tuple(t.span for t in ordered),
        rule="when.offset",
        confidence=_SURE,
    )


def _inferred(day: date) -> Reading[Period]:
    """A day counted from the story's, which stands elsewhere."""
    period = Period(start=day, end=day, precision="day")
    return Reading(value=period, basis="inferred", rule="when.offset", confidence=_TAKEN)


def _token_of(tokens: Sequence[Any], time: TimeMention) -> Any:
    return next((t for t in tokens if t.idx + len(t.text) > time.span.start), tokens[-1])


def _is_under(token: Any, turn: Any) -> bool:
    """True when a word belongs to what "after" leads: its noun, or the clause whose mark it is."""
    if turn.dep_ == "mark":
        return bool(token.i == turn.head.i or turn.head.is_ancestor(token)) and token.i > turn.i
    return bool(turn.is_ancestor(token))
