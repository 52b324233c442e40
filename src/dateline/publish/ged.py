"""GED-shaped rows: the 49 columns of the UCDP georeferenced event data, for incidents with a death.

Not UCDP data. Numbers that only UCDP gives out (conflict, dyad and actor ids, country ids, active years) stay
empty. Side A is the state where one side is one, or the perpetrator of one-sided violence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from dateline.codebook import EventType, Inter, date_prec_of
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
_STATES = {Inter.STATE, Inter.EXTERNAL}


def row_of(item: Item) -> dict[str, Any]:
    """One row; LeaveOut for totals, undated incidents, and those without a counted death."""
    line = item.incident
    deaths = deaths_of(line)
    _must_have(line, deaths)
    if item.coded and not item.coded.included:
        raise LeaveOut(item.coded.left_out)
    kind = type_of_violence(line)
    first, second = _sides(line, kind)
    if first is line.side_b:
        deaths = deaths.swapped()
    side_a, side_b = names(first) or "Unidentified", names(second) or "Civilians"
    start, end = line.date_start, line.date_end or line.date_start
    length = (end - start).days + 1 if start and end else 366
    return {
        "id": int(line.id[:12], 16) if _is_hex(line.id[:12]) else line.id,
        "relid": line.id,
        "year": start.year if start else None,
        "code_status": "Clear" if first and line.place and line.place.latitude is not None else "",
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


def _must_have(line: IncidentLine, deaths: Deaths) -> None:
    if line.sums:
        raise LeaveOut("a total of other incidents")
    if line.date_start is None:
        raise LeaveOut("no date")
    if not deaths.told:
        raise LeaveOut("nobody counts the dead")
    if deaths.best == 0:
        raise LeaveOut("no death")


def _sides(line: IncidentLine, kind: int) -> tuple[Sequence[Actor], Sequence[Actor]]:
    if kind == ONE_SIDED:
        return line.side_a, ()
    if kind == STATE_BASED and not _has_state(line.side_a):
        return line.side_b, line.side_a
    return line.side_a, line.side_b


def _has_state(actors: Iterable[Actor]) -> bool:
    return any(actor.inter in _STATES for actor in actors)


def _source_cells(item: Item) -> dict[str, str]:
    heads = item.reports
    days = [str(head.published or "") for head in heads]
    articles = [
        ",".join(part for part in (head.outlet or "", day, head.title or "") if part)
        for head, day in zip(heads, days, strict=True)
    ]
    return {
        "source_article": ";".join(articles),
        "source_office": ";".join(head.outlet or "" for head in heads),
        "source_date": ";".join(days),
        "source_headline": ";".join(head.title or "" for head in heads),
        "source_original": ";".join(dict.fromkeys(one.as_written for one in item.incident.sources)),
    }


def _place_cells(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {"where_prec": 6}
    cells: dict[str, Any] = {
        "where_prec": place.where_prec,
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
