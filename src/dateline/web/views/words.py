"""Values of records as a person says them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date as Day
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.records import Actor, Attribution, Claim, Incident, Period, Place, Settled, Target, Toll

NOBODY_SAYS = "nobody says"


@cache
def phrases() -> dict[str, dict[str, Any]]:
    """The table of wordings: phrases.toml."""
    return tomllib.loads(files("dateline.web").joinpath("phrases.toml").read_text("utf-8"))


def phrase(table: str, key: object) -> str:
    """The wording of one key; the key itself, without its underscores, when the table lacks it."""
    said = phrases()[table].get(str(key), str(key).replace("_", " "))
    return str(said)


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
    said = phrase("where_prec", place.where_prec) if place.where_prec else ""
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
    return f"{range_words(toll)} {toll.outcome}" + (", civilians" if toll.side == "civilians" else "")


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
    return phrase("checked", verification)


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
    return phrase("checked", value) if str(value) in phrases()["checked"] else str(value)


def claim_title(claim: Claim) -> str:
    """What and where a claim says it happened, in a few words."""
    place = short_place(claim.location.value) if claim.location else "an unnamed place"
    return f"{claim.sub_event_type.value}, {place}"


def side_words(side: str, side_a: Iterable[Actor], side_b: Iterable[Actor]) -> str:
    """Whose people a toll counts; empty when it is not told or already said."""
    named = actors_words({"a": side_a, "b": side_b}.get(side, ()))
    return f"of {named}" if named else ""


def rule_words(rule: str) -> str:
    """Why a settled value was chosen."""
    return phrase("rule", rule.rpartition(".")[2]) if rule else ""


def incident_title(incident: Incident) -> str:
    """What and where, in a few words."""
    place = short_place(incident.location.value if incident.location else None)
    return f"{incident.sub_event_type.value}, {place}"


def incident_sentence(incident: Incident) -> str:
    """The incident in one sentence made of its settled values, and nothing else."""
    side_a = actors_words(incident.side_a.value)
    side_b = actors_words(incident.side_b.value) or actors_words(incident.victims)
    active, passive = phrases()["sentence"][incident.sub_event_type.value.value]
    core = (
        str(active).format(a=side_a, b=side_b or "somebody the reports do not name")
        if side_a
        else str(passive)
    )
    place = incident.location.value if incident.location else None
    where = (
        f" {_IN.get(place.where_prec or 1, 'in')} {place_words(place)}"
        if place
        else ", at a place nobody names"
    )
    return f"{core[:1].upper()}{core[1:]}{where}{_when(incident.date.value)}."


_IN = {1: "at", 2: "near"}


def _when(period: Period) -> str:
    said = period_words(period)
    if said == NOBODY_SAYS:
        return ", on a day nobody gives"
    return f" on {said}" if period.precision == "day" and period.start == period.end else f", {said}"
