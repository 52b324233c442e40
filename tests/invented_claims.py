"""Claims written in one line, for tests of linking: invented towns, parties and papers."""

from __future__ import annotations

from datetime import date as Day
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from dateline.codebook import EVENT_TYPE_OF, SubEventType
from dateline.records import (
    Actor,
    Attribution,
    Claim,
    Period,
    Place,
    Reading,
    Span,
    Target,
    Toll,
    content_id,
)

SPANS = (Span(0, 12),)
_LEVELS = {"village": 1, "town": 1, "near": 2, "district": 3, "province": 4, "country": 6}
_RADII = {1: 2.0, 2: 8.0, 3: 30.0, 4: 120.0, 6: 500.0}


def place_of(name: str, **given: Any) -> Place:
    """A place in the invented country of Ostria; a village by default."""
    kind = given.pop("kind", "village")
    level = _LEVELS[kind]
    fields = {"country": "Ostria", "where_prec": level, "radius_km": _RADII[level], "kind": kind} | given
    return Place(as_written=name, name=name, **fields)


def claim_of(report: str = "r1", *, moment: int = 0, **given: Any) -> Claim:
    """A claim; what is not given is not told. `day` and `last` are ISO, `killed` and `hurt` numbers."""
    kind = SubEventType(given.get("kind", "Armed clash"))
    place = given.get("place")
    speakers = given.get("sources", (("a resident", "resident"),))
    key = f"{report}|{moment}|{sorted((k, str(v)) for k, v in given.items())}"
    return Claim(
        id=content_id(key),
        report_id=report,
        extractor="test@1",
        moment=moment,
        reported=Day.fromisoformat(given["reported"]) if given.get("reported") else None,
        evidence=SPANS,
        event_type=Reading(value=EVENT_TYPE_OF[kind], spans=SPANS),
        sub_event_type=Reading(value=kind, spans=SPANS),
        acts=Reading(value=("attack",), spans=SPANS),
        actor=_actors(given.get("side_a", ())),
        recipient=_actors(given.get("side_b", ())),
        targets=tuple(
            Reading(value=Target(as_written=t), raw=t, spans=SPANS) for t in given.get("targets", ())
        ),
        location=Reading(value=place_of(**place), spans=SPANS) if place else None,
        date=_date(given),
        toll=tuple(_tolls(given)),
        attribution=tuple(_source(*speaker) for speaker in speakers),
        verification=given.get("verification"),
        background=given.get("background", False),
        summed_moments=tuple(given.get("sums", ())),
        summed_count=given.get("count"),
        confidence=given.get("confidence", 0.8),
    )


def _actors(names: Any) -> Reading[tuple[Actor, ...]] | None:
    actors = tuple(Actor(as_written=name, name=name) for name in names)
    return Reading(value=actors, spans=SPANS) if actors else None


def _source(original: str, kind: str, party: bool = False, via: tuple[str, ...] = ()) -> Reading[Attribution]:
    value = Attribution(original=original, kind=kind, party_to_conflict=party, via=via)  # type: ignore[arg-type]
    return Reading(value=value, spans=SPANS)


def _date(given: dict[str, Any]) -> Reading[Period] | None:
    if "day" not in given:
        return None
    start, end = (Day.fromisoformat(given[key]) for key in ("day", "last" if "last" in given else "day"))
    days = (end - start).days
    precision = "day" if days < 3 else "week" if days < 8 else "month"
    period = Period(start=start, end=end, precision=precision, time_of_day=given.get("time"))  # type: ignore[arg-type]
    return Reading(value=period, spans=SPANS)


def _tolls(given: dict[str, Any]) -> list[Reading[Toll]]:
    found = []
    for outcome, key in (("killed", "killed"), ("injured", "hurt")):
        if key in given:
            n = given[key]
            toll = Toll(outcome=outcome, side=given.get("toll_side", "unknown"), low=n, best=n, high=n)  # type: ignore[arg-type]
            found.append(Reading(value=toll, spans=SPANS))
    return found


TOWNS = [
    {"name": "Orvale", "latitude": 10.0, "longitude": 20.0, "admin2": "Quen"},
    {"name": "Belmar", "latitude": 10.05, "longitude": 20.05, "admin2": "Quen"},
    {"name": "Quen", "kind": "district", "latitude": 10.0, "longitude": 20.1},
    {"name": "Far Daro", "latitude": -5.0, "longitude": 40.0},
]
START = Day(2024, 3, 1)


@st.composite
def told(draw: st.DrawFn) -> Claim:
    """A claim of a small world, so that many of them match."""
    day = START + timedelta(days=draw(st.integers(0, 3)))
    given_: dict[str, Any] = {"kind": draw(st.sampled_from(["Armed clash", "Attack"]))}
    if draw(st.booleans()):
        given_["day"] = day.isoformat()
        given_["last"] = (day + timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 6])))).isoformat()
    if draw(st.booleans()):
        given_["place"] = draw(st.sampled_from(TOWNS))
    if draw(st.booleans()):
        given_["side_a"] = ["Dawn Front"]
    if draw(st.booleans()):
        given_["killed"] = draw(st.integers(0, 4))
        given_["toll_side"] = draw(st.sampled_from(["a", "b", "unknown"]))
    if draw(st.booleans()):
        given_["reported"] = (day + timedelta(days=draw(st.integers(0, 2)))).isoformat()
    return claim_of(f"r{draw(st.integers(0, 5))}", moment=draw(st.integers(0, 2)), **given_)
