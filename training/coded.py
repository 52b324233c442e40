"""Hand-coded reports as claims, so that linking can be measured and trained apart from reading."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date as Day
from pathlib import Path
from typing import Any

from dateline.codebook import EVENT_TYPE_OF, SubEventType
from dateline.records import (
    Actor,
    Attribution,
    Claim,
    Period,
    Place,
    Reading,
    Report,
    Span,
    Target,
    Toll,
    content_id,
)

_LEVELS = {"exact": 1, "town": 1, "area": 2, "township": 3, "district": 3, "region": 4, "country": 6}
_RADII = {1: 2.0, 2: 8.0, 3: 30.0, 4: 120.0, 6: 500.0}
_KINDS = {"armed_clash": SubEventType.ARMED_CLASH, "other_violence": SubEventType.OTHER}


def read_coded(path: Path) -> Iterator[tuple[Report, tuple[Claim, ...]]]:
    """Each coded report with its incidents as claims; a claim's id is the coder's id of the incident."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            record = json.loads(line)
            report = Report(
                id=record["id"],
                text=record["text"],
                outlet=record.get("outlet"),
                headline=record.get("title"),
                published=_day(record.get("published")),
            )
            numbers = {coded["id"]: number for number, coded in enumerate(record["gold"])}
            yield report, tuple(_claim(report, coded, numbers) for coded in record["gold"])


def _claim(report: Report, coded: dict[str, Any], numbers: dict[str, int]) -> Claim:
    spans = (Span(coded["evidence_start"], coded["evidence_end"]),)
    kind = _sub_event(coded)
    place = coded.get("place")
    sides = {side: _actors(coded.get(side) or []) for side in ("side_a", "side_b", "victims")}
    return Claim(
        id=coded["id"],
        report_id=report.id,
        extractor="coder@1",
        moment=numbers[coded["id"]],
        reported=report.published,
        evidence=tuple(sorted({*spans, *(Span(one["start"], one["end"]) for one in coded["more_evidence"])})),
        event_type=Reading(value=EVENT_TYPE_OF[kind], spans=spans),
        sub_event_type=Reading(value=kind, spans=spans),
        acts=Reading(value=(coded["type"],), spans=spans),
        actor=Reading(value=sides["side_a"], spans=spans) if sides["side_a"] else None,
        recipient=Reading(value=sides["side_b"], spans=spans) if sides["side_b"] else None,
        victims=Reading(value=sides["victims"], spans=spans) if sides["victims"] else None,
        targets=(Reading(value=Target(as_written=coded["evidence"]), raw=coded["evidence"], spans=spans),),
        location=Reading(value=_place(place), spans=spans) if place and place.get("name") else None,
        date=_date(coded, spans),
        toll=tuple(_tolls(coded, spans)),
        attribution=tuple(_sources(coded, spans)),
        background=bool(coded.get("is_background")),
        summed_moments=tuple(numbers[one] for one in coded.get("sums") or [] if one in numbers),
        summed_count=coded.get("n_targets") if coded.get("is_summary_of_others") else None,
        confidence=0.9,
    )


def _sub_event(coded: dict[str, Any]) -> SubEventType:
    try:
        return SubEventType(coded.get("acled_sub_event") or "")
    except ValueError:
        return _KINDS.get(coded["type"], SubEventType.ATTACK)


def _actors(coded: list[Any]) -> tuple[Actor, ...]:
    names = [one if isinstance(one, str) else one["name"] for one in coded]
    return tuple(Actor(as_written=name, name=name) for name in names)


def _place(coded: dict[str, Any]) -> Place:
    admin = coded.get("admin") or []
    level = _LEVELS.get(coded.get("precision") or "", 3)
    return Place(
        as_written=coded["name"],
        name=coded["name"],
        country=admin[-1] if admin else None,
        admin1=admin[-2] if len(admin) > 1 else None,
        admin2=admin[-3] if len(admin) > 2 else None,
        latitude=coded.get("lat"),
        longitude=coded.get("lon"),
        radius_km=_RADII[level],
        where_prec=level,
    )


def _date(coded: dict[str, Any], spans: tuple[Span, ...]) -> Reading[Period] | None:
    start, end = coded.get("date_start"), coded.get("date_end")
    if start is None and coded.get("date_interval"):
        start, end = coded["date_interval"]
    if start is None:
        return None
    period = Period(start=_day(start), end=_day(end or start), precision=coded.get("date_precision") or "day")
    return Reading(value=period, spans=spans)


def _tolls(coded: dict[str, Any], spans: tuple[Span, ...]) -> Iterator[Reading[Toll]]:
    for outcome, key in (("killed", "deaths"), ("injured", "injured")):
        figures = coded.get(key) or {}
        best = figures.get("best")
        if best is not None:
            toll = Toll(outcome=outcome, low=best, best=best, high=best)  # type: ignore[arg-type]
            yield Reading(value=toll, spans=spans)


def _sources(coded: dict[str, Any], spans: tuple[Span, ...]) -> Iterator[Reading[Attribution]]:
    for one in coded.get("asserted_by") or []:
        yield Reading(value=Attribution(original=one["source"], kind=one["kind"]), spans=spans)


def _day(text: str | None) -> Day | None:
    return Day.fromisoformat(text) if text else None


def coded_id(*parts: str) -> str:
    """An id for what a coder joined."""
    return content_id("coded", *parts)
