"""An incident in words: who, what, when, where, how many; one wording for tables, notes and maps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.codebook import Outcome
from dateline.publish.wire import IncidentLine
from dateline.records import Actor, Place, Toll

Range = tuple[int | None, int | None, int | None]


def names(actors: Iterable[Actor]) -> str:
    """The names of parties, each once, in the order told."""
    return "; ".join(dict.fromkeys(actor.name for actor in actors))


def harmed(line: IncidentLine, outcome: Outcome) -> Range:
    """Low, best, high of one outcome over all sides; None where nobody gives a number."""
    entries = [toll for toll in line.toll if toll.outcome == outcome]
    if not entries:
        return None, None, None
    if len(entries) == 1:
        return entries[0].low, entries[0].best, entries[0].high
    return _total(t.low for t in entries), _total(t.best for t in entries), _total(t.high for t in entries)


def killed(line: IncidentLine) -> Range:
    """Low, best, high of the dead; None where nobody gives a number."""
    return harmed(line, "killed")


def toll_text(toll: Sequence[Toll], losses: str | None = None) -> str:
    """`2 killed; at least 5 injured`; what is said of losses where there is no number."""
    parts = [f"{_range_text(one)} {one.outcome}{_side_text(one)}" for one in toll]
    if losses:
        parts.append({"unknown": "toll unknown", "none": "no losses"}.get(losses, f"{losses} losses"))
    return "; ".join(parts)


def when_text(line: IncidentLine) -> str:
    """The day, the span of days or the month, and the part of the day."""
    if line.date_start is None:
        return "date unknown"
    start, end = line.date_start, line.date_end or line.date_start
    if line.date_precision == "month":
        text = f"{start:%Y-%m} (month)"
    elif line.date_precision == "year":
        text = f"{start:%Y} (year)"
    else:
        text = str(start) if start == end else f"{start} to {end}"
    return f"{text}, {line.time_of_day}" if line.time_of_day else text


def where_text(place: Place | None) -> str:
    """The place and what it lies in; `near` where only the surroundings are told."""
    if place is None:
        return "place unknown"
    inside = next((x for x in (place.admin1, place.country) if x and x != place.name), None)
    near = "near " if place.where_prec == 2 else ""
    return f"{near}{place.name}" + (f", {inside}" if inside else "")


def who_text(line: IncidentLine) -> str:
    """`River Army -> Police`; the victims where nobody armed was acted against."""
    left, right = names(line.side_a) or "unidentified", names(line.side_b) or names(line.victims)
    return f"{left} → {right}" if right else left


def sentence_of(line: IncidentLine) -> str:
    """One sentence in English: when, where, what, who, how many."""
    day = f"On {line.date_start}" if line.date_precision == "day" else f"In {when_text(line)}"
    if line.date_start is None:
        day = "On an unknown day"
    toll = toll_text(line.toll, line.losses_stated)
    told = f"{day}, {_placed(line.place)}: {line.sub_event_type}, {who_text(line)}"
    return f"{told} ({toll})." if toll else f"{told}."


def _total(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _range_text(toll: Toll) -> str:
    if toll.low is not None and toll.high is not None:
        return str(toll.low) if toll.low == toll.high else f"{toll.low}-{toll.high}"
    if toll.low is not None:
        return f"at least {toll.low}"
    if toll.high is not None:
        return f"up to {toll.high}"
    return "some" if toll.best is None else str(toll.best)


def _side_text(toll: Toll) -> str:
    return {"a": " (side A)", "b": " (side B)", "civilians": " (civilians)"}.get(toll.side, "")


def _placed(place: Place | None) -> str:
    """The place with its preposition."""
    if place is None:
        return "at an unknown place"
    return where_text(place) if place.where_prec == 2 else f"in {where_text(place)}"
