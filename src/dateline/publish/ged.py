"""GED-shaped rows: the 49 columns of the UCDP georeferenced event data, for incidents with a death.

Not UCDP data. Numbers that only UCDP gives out (conflict, dyad and actor ids, country ids, active years) stay
empty. Side A is the state where one side is one, or the perpetrator of one-sided violence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from dateline.codebook import STATES, EventType, date_prec_of
from dateline.publish.countries import country_of
from dateline.publish.deaths import Deaths, deaths_of
from dateline.publish.formats import Export, LeaveOut, Written, write_csv
from dateline.publish.items import Item
from dateline.publish.wire import IncidentLine
from dateline.publish.words import names
from dateline.records import Actor, Place

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id",
    "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources",
    "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec",
    "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt",
    "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
UNKNOWN = "Unidentified"
_YEAR, _COUNTRY_PREC = 366, 6


def row_of(item: Item) -> dict[str, Any]:
    """One row; LeaveOut for totals, undated incidents, those of more than a year, and those without a counted death."""
    line = item.incident
    deaths = _deaths(item)
    length = _must_have(item, deaths)
    kind = type_of_violence(line)
    first, second = _sides(line, kind)
    if first is line.side_b:
        deaths = deaths.swapped()
    side_a = names(first) or UNKNOWN
    side_b = names(second) or ("Civilians" if kind == ONE_SIDED else UNKNOWN)
    start, end = line.date_start, line.date_end or line.date_start
    return {
        "id": int(line.id[:12], 16) if _is_hex(line.id[:12]) else line.id,
        "relid": line.id,
        "year": start.year if start else None,
        "code_status": "Clear" if _is_clear(line, kind, first, second) else "",
        "type_of_violence": kind,
        "dyad_name": f"{side_a} - {side_b}",
        "side_a": side_a,
        "side_b": side_b,
        "number_of_sources": item.number_of_sources,
        **_source_cells(item),
        **_place_cells(line.place),
        "event_clarity": 2 if isinstance(line.count, int) else 1,
        "date_prec": date_prec_of(length),
        "date_start": start,
        "date_end": end,
        "deaths_a": deaths.a,
        "deaths_b": deaths.b,
        "deaths_civilians": deaths.civilians,
        "deaths_unknown": deaths.unknown,
        "best": deaths.best,
        "high": deaths.high,
        "low": deaths.low,
    }


def type_of_violence(line: IncidentLine) -> int:
    """1 where a state fights, 2 where none does, 3 where it was done to civilians."""
    if line.event_type is EventType.CIVILIANS or not line.side_b:
        return ONE_SIDED
    return STATE_BASED if _has_state(line.side_a) or _has_state(line.side_b) else NON_STATE


def priogrid_gid(latitude: float, longitude: float) -> int:
    """The PRIO-GRID cell (half degrees, counted from the south-west corner) of a point."""
    row = min(int((latitude + 90) * 2), 359)
    column = min(int((longitude + 180) * 2), 719)
    return row * 720 + column + 1


def write(items: Iterable[Item], stream: BinaryIO) -> Written:
    """A table of values separated by commas."""
    return write_csv(items, stream, columns=COLUMNS, row_of=row_of)


def _deaths(item: Item) -> Deaths:
    """The dead as settled, or as the profile counts them where it gives a figure."""
    deaths, coded = deaths_of(item.incident), item.coded
    if coded is None or (coded.low, coded.best, coded.high) == (None, None, None):
        return deaths
    return deaths.coded(coded.low, coded.best, coded.high)


def _must_have(item: Item, deaths: Deaths) -> int:
    """How many days it can have happened on; LeaveOut where there is no row for it."""
    line = item.incident
    if line.sums:
        raise LeaveOut("a total of other incidents")
    if line.date_start is None:
        raise LeaveOut("no date")
    length = ((line.date_end or line.date_start) - line.date_start).days + 1
    if length > _YEAR:
        raise LeaveOut("dated to more than a year")
    if item.coded and not item.coded.included:
        raise LeaveOut(item.coded.left_out)
    if not deaths.told:
        raise LeaveOut("nobody counts the dead")
    if deaths.best == 0:
        raise LeaveOut("no death")
    return length


def _is_clear(line: IncidentLine, kind: int, first: Sequence[Actor], second: Sequence[Actor]) -> bool:
    """True when both parties are known organisations (or the second is civilians) and the place has a point."""
    if line.place is None or line.place.latitude is None:
        return False
    if not all(actor.actor_id for actor in (*first[:1], *second[:1])) or not first:
        return False
    return bool(second) or (kind == ONE_SIDED and _harms_civilians(line))


def _harms_civilians(line: IncidentLine) -> bool:
    told = any(toll.side == "civilians" for toll in line.toll)
    return told or bool(line.victims) or line.event_type is EventType.CIVILIANS


def _sides(line: IncidentLine, kind: int) -> tuple[Sequence[Actor], Sequence[Actor]]:
    if kind == ONE_SIDED:
        return line.side_a, ()
    if kind == STATE_BASED and not _has_state(line.side_a):
        return line.side_b, line.side_a
    return line.side_a, line.side_b


def _has_state(actors: Iterable[Actor]) -> bool:
    return any(actor.inter in STATES for actor in actors)


def _source_cells(item: Item) -> dict[str, str]:
    heads = item.reports
    days = [str(head.published or "") for head in heads]
    articles = [
        ",".join(part for part in (head.outlet or "", day, head.title or "") if part)
        for head, day in zip(heads, days, strict=True)
    ]
    return {
        "source_article": _listed(articles),
        "source_office": _listed(head.outlet or "" for head in heads),
        "source_date": _listed(days),
        "source_headline": _listed(head.title or "" for head in heads),
        "source_original": _listed(dict.fromkeys(one.as_written for one in item.incident.sources)),
    }


def _listed(parts: Iterable[str]) -> str:
    """One entry a source, parted by semicolons; nothing where no source has one."""
    every = [part.replace(";", ",") for part in parts]
    return ";".join(every) if any(every) else ""


def _place_cells(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {"where_prec": _COUNTRY_PREC}
    cells: dict[str, Any] = {
        "where_prec": place.where_prec or _COUNTRY_PREC,
        "where_coordinates": place.name,
        "where_description": ", ".join(part for part in (place.site, place.as_written) if part),
        "adm_1": place.admin1,
        "adm_2": place.admin2,
        "country": place.country,
        "region": country_of(place.country).ged_region,
    }
    if place.latitude is not None and place.longitude is not None:
        cells |= {
            "latitude": place.latitude,
            "longitude": place.longitude,
            "geom_wkt": f"POINT ({place.longitude} {place.latitude})",
            "priogrid_gid": priogrid_gid(place.latitude, place.longitude),
        }
    return cells


def _is_hex(text: str) -> bool:
    return len(text) == 12 and all(sign in "0123456789abcdef" for sign in text)


EXPORT = Export(name="ged", suffix=".csv", columns=COLUMNS, write=write)
