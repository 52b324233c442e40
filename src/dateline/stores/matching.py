"""Searching and filtering records in memory, as the SQL of the other stores does it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.records import Incident, Report
from dateline.stores.contract import Hit, IncidentFilter
from dateline.stores.queries import fold, locate, needs_substring, snippet_of, split_query


def search(reports: Iterable[Report], query: str, *, limit: int) -> tuple[Hit, ...]:
    """Reports that hold every piece of the query, most matches first, then by id."""
    pieces = split_query(query)
    if not pieces:
        return ()
    found = []
    for report in reports:
        counted = [_count(report, piece, last=piece is pieces[-1]) for piece in pieces]
        if all(counted):
            found.append((-sum(counted), report.id, report))
    hits = []
    for _, _, report in sorted(found, key=lambda entry: entry[:2])[:limit]:
        span = locate(report.text, pieces)
        hits.append(Hit(report_id=report.id, snippet=snippet_of(report.text, span), span=span))
    return tuple(hits)


def _count(report: Report, piece: str, *, last: bool) -> int:
    """How often a piece stands in headline and text; the last may be the beginning of a word."""
    text = f"{report.headline or ''}\n{report.text}"
    if needs_substring(piece):
        return text.count(piece)
    words = [re.escape(word) for word in re.findall(r"\w+", fold(piece))]
    end = "" if last else r"(?!\w)"
    return len(re.findall(r"(?<!\w)" + r"[\W_]+".join(words) + end, fold(text))) if words else 0


def is_wanted(incident: Incident, wanted: IncidentFilter | None) -> bool:
    """True when the filter wants this incident."""
    if wanted is None:
        return True
    period = incident.date.value
    place = incident.location.value if incident.location else None
    tests = (
        not wanted.start or (period.end is not None and period.end >= wanted.start),
        not wanted.end or (period.start is not None and period.start <= wanted.end),
        not wanted.event_types or incident.event_type.value in wanted.event_types,
        not wanted.country or (place is not None and place.country == wanted.country),
        not wanted.admin1 or (place is not None and place.admin1 == wanted.admin1),
        not wanted.box or (place is not None and _inside(place.latitude, place.longitude, wanted.box)),
        wanted.background is None or incident.background == wanted.background,
        wanted.total is None or bool(incident.sums or incident.summed_count) == wanted.total,
    )
    return all(tests)


def _inside(latitude: float | None, longitude: float | None, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    if latitude is None or longitude is None:
        return False
    return south <= latitude <= north and west <= longitude <= east
