"""ACLED-shaped rows: the 31 columns in ACLED's order and spelling, filled by its published practice.

Not ACLED data: the codes follow what its own package and guides state. Losses nobody counts are 0 in
`fatalities`, as ACLED does; `notes` says so, because None and 0 are two answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from datetime import date as Day
from typing import Any, BinaryIO

from dateline.codebook import STATES, EventType, SubEventType, time_precision_of
from dateline.publish.countries import country_of
from dateline.publish.formats import Export, LeaveOut, Written, write_csv
from dateline.publish.items import Item
from dateline.publish.wire import IncidentLine
from dateline.publish.words import killed, sentence_of
from dateline.records import Actor

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction",
    "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude",
    "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

_DEMONSTRATIONS = {EventType.PROTESTS, EventType.RIOTS}
_UNARMED = {EventType.PROTESTS: ("Protesters", 6), EventType.RIOTS: ("Rioters", 5)}


def row_of(item: Item) -> dict[str, Any]:
    """One row; LeaveOut for a total of other incidents and for one without a date."""
    line = item.incident
    if line.sums:
        raise LeaveOut("a total of other incidents")
    if line.date_start is None:
        raise LeaveOut("no date")
    if item.coded and not item.coded.included:
        raise LeaveOut(item.coded.left_out)
    country = country_of(line.place.country if line.place else None)
    first, second = _parties(line, country.name or (line.place.country if line.place else None))
    day = event_date(line.date_start, line.date_end or line.date_start)
    return {
        "event_id_cnty": f"{country.iso3}{line.id}",
        "event_date": day.isoformat(),
        "year": day.year,
        "time_precision": time_precision_of(_days(line)),
        "disorder_type": disorder_type(line.event_type, line.sub_event_type),
        "event_type": line.event_type.value,
        "sub_event_type": line.sub_event_type.value,
        **_actor_cells(first, second),
        "civilian_targeting": "Civilian targeting" if targets_civilians(line) else "",
        "iso": country.numeric,
        "region": country.region,
        "country": country.name,
        **_place_cells(line),
        "source": "; ".join(dict.fromkeys(head.outlet for head in item.reports if head.outlet)),
        "source_scale": "",
        "notes": notes_of(item),
        "fatalities": fatalities_of(item),
        "tags": "",
        "timestamp": _timestamp(item),
    }


def event_date(start: Day, end: Day) -> Day:
    """The first day, or the middle one of a span longer than a week (ACLED codes a month at its middle)."""
    length = (end - start).days
    return start if length <= 7 else start + timedelta(days=length // 2)


def disorder_type(event: EventType, sub: SubEventType) -> str:
    """ACLED's grouping of the type."""
    if event is EventType.STRATEGIC:
        return "Strategic developments"
    if sub is SubEventType.EXCESSIVE_FORCE:
        return "Political violence; Demonstrations"
    if event in _DEMONSTRATIONS and sub is not SubEventType.MOB:
        return "Demonstrations"
    return "Political violence"


def targets_civilians(line: IncidentLine) -> bool:
    """True when unarmed people were the only ones it was done to."""
    return line.event_type is EventType.CIVILIANS or bool(line.victims and not line.side_b)


def fatalities_of(item: Item) -> int:
    """The profile's figure where one was applied; else the settled one; 0 where nobody gives a number."""
    figures = (item.coded.best, item.coded.low) if item.coded else killed(item.incident)[1::-1]
    return next((number for number in figures if number is not None), 0)


def notes_of(item: Item) -> str:
    """One sentence, and what the numbers beside it do not say."""
    line = item.incident
    notes = sentence_of(line)
    if item.coded:
        notes += f" Fatalities coded as {fatalities_of(item)}: {item.coded.reason} ({item.coded.profile})."
    elif killed(line) == (None, None, None):
        notes += " Fatalities coded as 0: no number is given."
    if line.verification not in ("reported", "confirmed"):
        notes += f" Status: {line.verification.replace('_', ' ')}."
    return notes


def write(items: Iterable[Item], stream: BinaryIO) -> Written:
    """A table of values separated by commas."""
    return write_csv(items, stream, columns=COLUMNS, row_of=row_of)


def _parties(line: IncidentLine, country: str | None) -> tuple[Sequence[Actor], Sequence[Actor]]:
    """Both sides as ACLED names them: unarmed people and unknown perpetrators by their class and country.

    In demonstrations those who demonstrate come first, and a party that is known stands beside them.
    """
    where = f" ({country})" if country else ""
    word, inter = _UNARMED.get(line.event_type, ("Civilians", 7))
    unarmed = Actor(as_written=f"{word}{where}", name=f"{word}{where}", inter=inter)
    first, second = list(line.side_a), list(line.side_b)
    if line.event_type in _DEMONSTRATIONS and not any(actor.inter in STATES for actor in first):
        first = [unarmed, *(actor for actor in first if actor.actor_id)]
    elif not second and (line.victims or line.event_type is EventType.CIVILIANS):
        second = [unarmed]
    if not first and line.event_type is not EventType.STRATEGIC:
        unknown = f"Unidentified Armed Group{where}"
        first = [Actor(as_written=unknown, name=unknown, inter=3)]
    return first, second


def _actor_cells(first: Sequence[Actor], second: Sequence[Actor]) -> dict[str, Any]:
    codes = sorted(side[0].inter or 0 for side in (first, second) if side)
    both = "".join(str(code) for code in codes)
    return {
        "actor1": first[0].name if first else "",
        "assoc_actor_1": "; ".join(actor.name for actor in first[1:]),
        "inter1": (first[0].inter or "") if first else "",
        "actor2": second[0].name if second else "",
        "assoc_actor_2": "; ".join(actor.name for actor in second[1:]),
        "inter2": (second[0].inter or "") if second else "",
        "interaction": both.ljust(2, "0") if codes and all(codes) else "",
    }


def _place_cells(line: IncidentLine) -> dict[str, Any]:
    place = line.place
    if place is None:
        return {}
    return {
        "admin1": place.admin1,
        "admin2": place.admin2,
        "admin3": place.admin3,
        "location": place.name,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geo_precision": place.geo_precision,
    }


def _days(line: IncidentLine) -> int:
    if line.date_start is None:
        return 366
    return ((line.date_end or line.date_start) - line.date_start).days + 1


def _timestamp(item: Item) -> int | None:
    """Midnight UTC of the newest report's day: the change the row rests on, and the same on every run."""
    days = [head.published for head in item.reports if head.published]
    if not days:
        return None
    return int(datetime.combine(max(days), datetime.min.time(), UTC).timestamp())


EXPORT = Export(name="acled", suffix=".csv", columns=COLUMNS, write=write)
