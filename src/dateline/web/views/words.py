"""Values of records as a person says them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Day
from typing import Any

from dateline.records import Actor, Attribution, Claim, Incident, Period, Place, Settled, Target, Toll

NOBODY_SAYS = "nobody says"
_SIDES = {"a": "of those who acted", "b": "of those acted against", "civilians": "civilians", "unknown": ""}
_PRECISION = {
    1: "at this place",
    2: "near this place",
    3: "somewhere in this township or district",
    4: "somewhere in this province",
    5: "along a line or in a border area",
    6: "somewhere in this country",
    7: "at sea or in the air",
}
_CHECKED = {
    "reported": "reported",
    "claimed": "claimed by one party",
    "confirmed": "confirmed",
    "denied": "denied",
    "could_not_verify": "could not be verified",
}


def day_words(day: Day | None) -> str:
    """A day such as 25 January 2023."""
    return f"{day.day} {day:%B %Y}" if day else "no day given"


def period_words(period: Period | None) -> str:
    """The period no finer than it is known: a day, a stretch of days, a month, a year."""
    if period is None or period.start is None:
        return NOBODY_SAYS
    start, end = period.start, period.end or period.start
    part = f", {period.time_of_day.replace('_', ' ')}" if period.time_of_day else ""
    if start == end:
        return day_words(start) + part
    if period.precision == "month":
        return f"{start:%B %Y}"
    if period.precision == "year":
        return str(start.year)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {start:%B %Y}{part}"
    head = f"{start.day} {start:%B}" + (f" {start.year}" if start.year != end.year else "")
    return f"{head} – {day_words(end)}{part}"


def place_words(place: Place | None) -> str:
    """The place and what it lies in, each name once."""
    if place is None:
        return NOBODY_SAYS
    names = (place.name or place.as_written, place.admin3, place.admin1, place.country)
    return ", ".join(dict.fromkeys(name for name in names if name))


def short_place(place: Place | None) -> str:
    """The name alone."""
    return (place.name or place.as_written) if place else "an unnamed place"


def precision_words(place: Place) -> str:
    """How exactly the text says where, and the size of the area."""
    said = _PRECISION.get(place.where_prec or 0, "")
    if place.latitude is None:
        return place.reason or "not placed on the map"
    return f"{said}, within {place.radius_km:g} km".lstrip(", ") if place.radius_km else said


def actors_words(actors: Iterable[Actor]) -> str:
    """The parties' names, joined."""
    return " and ".join(actor.name or actor.as_written for actor in actors)


def range_words(toll: Toll) -> str:
    """low–best–high as one short figure: 12, at least 60, 5–7 (6); a dash for nobody says."""
    low, best, high = toll.low, toll.best, toll.high
    if low is None and best is None and high is None:
        return "some"
    if low is not None and high is None:
        return f"at least {low:,}" if best in (None, low) else f"{best:,} (at least {low:,})"
    if low is None and high is not None and best is None:
        return f"up to {high:,}"
    if low == high:
        return f"{high:,}"
    known = best if best not in (None, low, high) else None
    return f"{low or 0:,}–{high:,}" + (f" ({known:,})" if known is not None else "")


def toll_words(toll: Toll) -> str:
    """How many, and what befell them."""
    return " ".join(part for part in (range_words(toll), toll.outcome, _SIDES[toll.side]) if part)


def target_words(target: Target) -> str:
    """A thing hit and what became of it."""
    head = target.as_written if target.count in (None, 1) else f"{target.as_written} ({target.count})"
    return f"{head}: {target.fate}" if target.fate else head


def source_words(source: Attribution) -> str:
    """The speaker, through whom, and how they spoke."""
    chain = " → ".join((source.original, *source.via))
    return f"{chain} ({source.kind})" if source.kind not in source.original else chain


def checked_words(verification: str) -> str:
    """How far it was checked."""
    return _CHECKED.get(verification, verification)


def value_words(value: Any) -> str:
    """Any value of a claim's field."""
    if isinstance(value, Settled):
        value = value.value
    if isinstance(value, Period):
        return period_words(value)
    if isinstance(value, Place):
        return place_words(value)
    if isinstance(value, Toll):
        return toll_words(value)
    if isinstance(value, Target):
        return target_words(value)
    if isinstance(value, Attribution):
        return source_words(value)
    if isinstance(value, tuple):
        named = all(isinstance(one, Actor) for one in value)
        return actors_words(value) if named else ", ".join(str(one) for one in value)
    return _CHECKED.get(str(value), str(value))


def claim_title(claim: Claim) -> str:
    """What and where a claim says it happened, in a few words."""
    place = short_place(claim.location.value) if claim.location else "an unnamed place"
    return f"{claim.sub_event_type.value}, {place}"


def incident_title(incident: Incident) -> str:
    """What and where, in a few words."""
    return f"{incident.sub_event_type.value}, {short_place(incident.location.value if incident.location else None)}"


def incident_sentence(incident: Incident) -> str:
    """The incident in one sentence made of its settled values, and nothing else."""
    side_a, side_b = actors_words(incident.side_a.value), actors_words(incident.side_b.value)
    hurt = actors_words(incident.victims)
    parties = f" by {side_a}" if side_a else ""
    parties += f" against {side_b or hurt}" if side_b or hurt else ""
    where = place_words(incident.location.value) if incident.location else "an unnamed place"
    when = period_words(incident.date.value)
    time = (
        when
        if when == NOBODY_SAYS
        else f"on {when}"
        if incident.date.value.precision == "day"
        else f"in {when}"
    )
    time = "on a day nobody gives" if when == NOBODY_SAYS else time
    return f"{incident.sub_event_type.value}{parties} at {where} {time}."
