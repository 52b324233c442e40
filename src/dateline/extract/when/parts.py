"""Parts of a named month or year: "the last week of August", "the first ten months of 1915", "the week of March 6"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dateline.codebook import DatePrecision
from dateline.extract.mentions import DateBasis
from dateline.extract.when.anchor import Anchor
from dateline.extract.when.calendar import Bounds, bounds, step_days, step_months, week_value
from dateline.extract.when.days import Outcome, full_day
from dateline.extract.when.find import Draft
from dateline.extract.when.spans import month
from dateline.extract.words.times import Lexicon

_DAY = timedelta(days=1)


def week_of(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """The week in which a day lies."""
    outcome = full_day(draft, anchor, lexicon)
    first = bounds(outcome[1])[0] if outcome else None
    return ("DATE", week_value(first), outcome[2]) if outcome and first else None


def nth_day(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A day told by its rank: "the second day of the siege"; known only beside its date, or where it goes on."""
    beside = anchor.day if _explains_a_day(draft.token) else None
    known = beside or (anchor.now if draft.tense == "present" else None)
    if known:
        return "DATE", known.isoformat(), "relative_in_text"
    part = lexicon.words["parts"].get(draft.parts["part"].casefold())
    return "DATE", f"XXXX-XX-XXT{part}" if part else "XXXX-XX-XX", "none"


def _explains_a_day(token: Any) -> bool:
    """True for "on 9 January, the third day": a day and a comma stand right before."""
    if token is None or token.left_edge.i < 2:
        return False
    comma, named = token.left_edge.nbor(-1), token.left_edge.nbor(-2)
    return bool(comma.text == "," and named.ent_type_ == "DATE")


def part_of(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> tuple[Outcome, Bounds]:
    """A length of time by its value; the days it can mean are the first, second ... last of the month or year."""
    whole, basis = _whole(draft, anchor, lexicon)
    first, last, _ = bounds(whole)
    letter, factor, _ = lexicon.unit(draft.parts["unit"])
    count = int((lexicon.number(draft.parts["n"].strip()) or 1) if "n" in draft.parts else 1) * factor
    value = f"P{count}{letter}"
    if first is None or last is None:
        return ("DURATION", value, "none"), (None, None, "unknown")
    anchor.reach(whole, paragraph=draft.sentence.paragraph, explicit=basis == "explicit")
    rank = _rank(draft.parts["which"].casefold(), lexicon)
    if rank:
        start = _step(first, count * (rank - 1), letter)
        end = min(_step(start, count, letter) - _DAY, last)
    else:
        start, end = _step(last + _DAY, -count, letter), last
    if start == end:
        return ("DATE", start.isoformat(), basis), (start, start, "day")
    return ("DURATION", value, basis), (start, end, _precision(start, end))


def _whole(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> tuple[str, DateBasis]:
    if "mon" not in draft.parts:
        return draft.parts["y"], "explicit"
    outcome = month(draft, anchor, lexicon)
    return (outcome[1], outcome[2]) if outcome else ("", "none")


def _rank(word: str, lexicon: Lexicon) -> int:
    """Which of the weeks or days from the first on; 0 for those at the end."""
    return 1 if word in lexicon.words["stretch"]["opening"] else int(lexicon.words["ordinals"].get(word, 0))


def _step(day: date, count: int, letter: str) -> date:
    """The day so many units on; the day itself beyond the calendar."""
    if letter in {"D", "W"}:
        return step_days(day, count * (7 if letter == "W" else 1)) or day
    return step_months(day, count * {"M": 1, "Q": 3}.get(letter, 12)) or day


def _precision(start: date, end: date) -> DatePrecision:
    days = (end - start).days
    return "week" if days < 7 else "month" if days < 31 else "year"
