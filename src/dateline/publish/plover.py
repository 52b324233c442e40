"""PLOVER events as lines of JSON: event, mode, actor, recipient, size, place.

PLOVER has one `size` without a range and no source of a claim; low, high and speakers stay behind, and
`comment` says when a range was cut down. Events without any actor are left out, as its manual has it.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any, BinaryIO

from dateline.publish.countries import country_of
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
    event, mode = _crosswalk()["sub_event"][line.sub_event_type.value]
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
        "mode": [mode] if mode else [],
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


def write(items: Iterable[Item], stream: BinaryIO) -> Written:
    """One event a line."""
    left_out: Counter[str] = Counter()
    count = 0
    for row in rows_of(items, row_of, left_out):
        stream.write(json.dumps(row, ensure_ascii=False).encode("utf-8") + b"\n")
        count += 1
    return Written(count, dict(sorted(left_out.items())))


def _entity(actor: Actor, place: Place | None) -> dict[str, Any]:
    sector = _crosswalk()["sector"].get(str(actor.inter), "UNK")
    code = country_of(place.country if place else None).iso3
    return {"code": code, "sector": [sector], "entity text": actor.as_written, "identifier text": actor.name}


def _location(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    found = {
        "extracted place": place.as_written,
        "resolved place": place.name,
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


def _size(line: IncidentLine) -> dict[str, int]:
    named = {"dead": "killed", "injured": "injured", "arrested": "arrested"}
    found = {word: harmed(line, outcome)[1] for word, outcome in named.items()}  # type: ignore[arg-type]
    return {word: number for word, number in found.items() if number is not None}


def _comment(line: IncidentLine) -> str:
    low, best, high = harmed(line, "killed")
    if best is not None and (low, high) != (best, best):
        return f"dead: low {low}, best {best}, high {high}"
    return ""


EXPORT = Export(name="plover", suffix=".plover.jsonl", columns=COLUMNS, write=write)
