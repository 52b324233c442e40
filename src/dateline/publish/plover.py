"""PLOVER events as lines of JSON: event, mode, actor, recipient, size, place.

PLOVER has one `size` without a range and no source of a claim; low, high and speakers stay behind, and
`comment` says when a range was cut down. Events without any actor are left out, as its manual has it.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any, BinaryIO

import msgspec

from dateline.codebook import BANDS, STATES, EventType, Inter, SubEventType
from dateline.publish.countries import country_of, iso3_codes
from dateline.publish.formats import Export, LeaveOut, Written, rows_of
from dateline.publish.items import Item
from dateline.publish.wire import IncidentLine
from dateline.publish.words import harmed, sentence_of
from dateline.records import Actor, Place

COLUMNS = (
    "id", "date", "enddate", "actor", "recipient", "event", "event loc", "event text", "quad code", "mode",
    "context", "size", "text", "text info", "cite info", "coder", "comment",
)  # fmt: skip
_RESOLUTION = {
    1: 4,
    2: 4,
    3: 3,
    4: 2,
    5: 2,
    6: 1,
    7: 1,
}  # where_prec -> 4 city, 3 district, 2 province, 1 country


@lru_cache(maxsize=1)
def _crosswalk() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("dateline.data") / "plover.toml").read_text(encoding="utf-8"))


def row_of(item: Item) -> dict[str, Any]:
    """One event; LeaveOut where PLOVER would not code it."""
    line = item.incident
    if line.sums:
        raise LeaveOut("a total of other incidents")
    if line.date_start is None:
        raise LeaveOut("no date")
    if not line.side_a:
        raise LeaveOut("no actor")
    event, modes = event_of(line)
    first = item.quotes[0] if item.quotes else None
    return {
        "id": line.id,
        "date": line.date_start.isoformat(),
        "enddate": (line.date_end or line.date_start).isoformat(),
        "actor": [_entity(actor, line.place) for actor in line.side_a],
        "recipient": [_entity(actor, line.place) for actor in (*line.side_b, *line.victims)],
        "event": [event],
        "event loc": _location(line.place),
        "event text": sentence_of(line),
        "quad code": _crosswalk()["quad"][event],
        "mode": modes,
        "context": ["military"] if event == "ASSAULT" else [],
        "size": _size(line),
        "text": first.text if first else "",
        "text info": {"start": first.start, "end": first.end} if first else {},
        "cite info": [
            {"publication": head.outlet, "title": head.title, "url": head.url, "language": head.language}
            for head in item.reports
        ],
        "coder": "dateline",
        "comment": _comment(line),
    }


def event_of(line: IncidentLine) -> tuple[str, list[str]]:
    """The event and its modes; a captured fighter is an assault, and both sides of a battle are told apart."""
    table = _crosswalk()
    sub = line.sub_event_type.value
    event, mode = table["sub_event"][sub]
    if sub == SubEventType.ARRESTS and any(one.inter in BANDS for one in line.side_b):
        event, mode = "ASSAULT", "abduct"
    finer = table["refine"].get(sub, {})
    mode = next((finer[weapon] for weapon in finer if weapon in line.weapons), mode)
    both = line.event_type is EventType.BATTLES and line.side_b
    marks = [mode] if mode else []
    return event, [*marks, *(["sideAB"] if both else []), *(["historical"] if line.background else [])]


def write(items: Iterable[Item], stream: BinaryIO) -> Written:
    """One event a line."""
    left_out: Counter[str] = Counter()
    count = 0
    for row in rows_of(items, row_of, left_out):
        stream.write(msgspec.json.encode(row) + b"\n")
        count += 1
    return Written(count, dict(sorted(left_out.items())))


def _entity(actor: Actor, place: Place | None) -> dict[str, Any]:
    words = {"entity text": actor.as_written, "identifier text": actor.name}
    return {"code": _code(actor, place), "sector": [_sector(actor)], **words}


def _code(actor: Actor, place: Place | None) -> str:
    """The party's own country or kind of organisation by the roster; else the country it happened in."""
    for name in (actor.actor_id or "", actor.name.casefold() if actor.actor_id else ""):
        for start, code in _crosswalk()["international"].items():
            if name.startswith(start):
                return str(code)
    own = (actor.actor_id or "").partition("-")[0].upper()
    return own if own in iso3_codes() else country_of(place.country if place else None).iso3


def _sector(actor: Actor) -> str:
    """COP, GOV or SPY where a state's forces are called so; UAF for armed people nobody can name."""
    if actor.inter in STATES:
        name = actor.name.casefold()
        told = next((code for word, code in _crosswalk()["sector_words"].items() if word in name), None)
        if told:
            return str(told)
    if actor.inter in (Inter.POLITICAL_MILITIA, Inter.IDENTITY_MILITIA) and not actor.actor_id:
        return "UAF"
    return str(_crosswalk()["sector"].get(str(int(actor.inter or 0)), "UNK"))


def _location(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    found = {
        "extracted place": place.as_written,
        "resolved place": place.name,
        "geonameid": _geonameid(place),
        "lat": place.latitude,
        "lon": place.longitude,
        "city": place.name if (place.where_prec or 9) <= 2 else None,
        "district": place.admin2,
        "province": place.admin1,
        "country": place.country,
        "country code": country_of(place.country).iso3 or None,
        "resolution": _RESOLUTION.get(place.where_prec or 9),
    }
    return {key: value for key, value in found.items() if value is not None}


def _geonameid(place: Place) -> int | None:
    """The number in GeoNames, where the place was found there."""
    number = place.gazetteer_id or ""
    return int(number) if (place.gazetteer or "").startswith("geonames") and number.isdecimal() else None


def _size(line: IncidentLine) -> dict[str, int]:
    named = {"dead": "killed", "injured": "injured", "arrested": "arrested"}
    found = {word: harmed(line, outcome)[1] for word, outcome in named.items()}  # type: ignore[arg-type]
    return {word: number for word, number in found.items() if number is not None}


def _comment(line: IncidentLine) -> str:
    """What `size` has no room for: a range of the dead."""
    low, best, high = harmed(line, "killed")
    told = (("low", low), ("best", best), ("high", high))
    if (low, high) == (best, best):
        return ""
    return "dead: " + ", ".join(f"{name} {number}" for name, number in told if number is not None)


EXPORT = Export(name="plover", suffix=".plover.jsonl", columns=COLUMNS, write=write)
