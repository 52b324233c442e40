"""Editors of a claim's fields: what their forms send, and the value that makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol, get_args

import msgspec

from dateline.codebook import DatePrecision, Losses, Outcome, SourceKind, SubEventType, TollSide, Verification
from dateline.errors import DatelineError
from dateline.records import Actor, Attribution, Claim, Period, Place, Target, Toll
from dateline.review import field_of, readings_of

CHOICES: dict[str, tuple[str, ...]] = {
    "sub_event_type": tuple(one.value for one in SubEventType),
    "losses_stated": get_args(Losses),
    "verification": get_args(Verification),
    "kind": get_args(SourceKind),
    "precision": get_args(DatePrecision),
    "outcome": get_args(Outcome),
    "side": get_args(TollSide),
}


def held_value(claim: Claim, path: str) -> Any:
    """What the field holds now; None when it is empty."""
    return next((reading.value for at, reading in readings_of(claim) if at == path), None)


class Known(Protocol):
    """What the editors ask of the reference data."""

    def actor(self, name: str) -> Actor: ...
    def place(self, identifier: str, *, as_written: str) -> Place | None: ...


def read_value(claim: Claim, path: str, data: Mapping[str, str], known: Known) -> Any:
    """The value an editor's form sends, as plain JSON values; what the form does not show is kept."""
    name = field_of(path).name
    held = held_value(claim, path)
    if name in ("sub_event_type", "losses_stated", "verification"):
        return data.get("choice", "")
    if name == "weapons":
        return _listed(data.get("words", ""))
    if name in ("actor", "recipient", "victims"):
        return [
            msgspec.to_builtins(one) for one in _actors(_listed(data.get("words", "")), held or (), known)
        ]
    if name == "location" and data.get("gazetteer_id"):
        written = held.as_written if held else data.get("name", "")
        return msgspec.to_builtins(known.place(data["gazetteer_id"], as_written=written) or held)
    makers: dict[str, Callable[[Mapping[str, str], Any], Any]] = {
        "date": _period,
        "location": _place,
        "toll": _toll,
        "targets": _target,
        "attribution": _source,
    }
    return msgspec.to_builtins(makers[name](data, held))


def words_value(claim: Claim, path: str, raw: str) -> Any:
    """The value that words selected in the text give a field; DatelineError when they give none."""
    name = field_of(path).name
    held = held_value(claim, path)
    words = " ".join(raw.split())
    if name in ("actor", "recipient", "victims"):
        return (Actor(as_written=words, name=words),)
    if name == "weapons":
        return (words,)
    if name == "location":
        return Place(as_written=words, name=words, reason="set by hand from the text; not looked up")
    if name == "targets":
        return Target(as_written=words)
    if name == "attribution":
        return Attribution(original=words, kind=held.kind if held else "unnamed")
    if name == "toll" and (number := re.search(r"\d[\d,]*", words)):
        count = int(number.group().replace(",", ""))
        kept = held or Toll(outcome="killed")
        return msgspec.structs.replace(kept, low=count, best=count, high=count, as_written=words)
    if held is None:
        raise DatelineError(
            "these words alone do not give a value", remedy="Open the editor of the field (e)."
        )
    return held


def _listed(words: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", words) if part.strip()]


def _actors(names: list[str], held: tuple[Actor, ...], known: Known) -> list[Actor]:
    same = {actor.name: actor for actor in held}
    return [same.get(name) or known.actor(name) for name in names]


def _period(data: Mapping[str, str], held: Period | None) -> Period:
    start = _day(data.get("start_day", ""))
    end = _day(data.get("end_day", "")) or start
    if start and end and end < start:
        raise DatelineError("the last day lies before the first", remedy="Exchange the two.")
    precision: Any = data.get("precision") or ("day" if start == end else "unknown")
    return Period(
        start=start,
        end=end,
        precision=precision if start else "unknown",
        time_of_day=data.get("time_of_day", "").strip() or None,
    )


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words.strip() else None
    except ValueError as fault:
        raise DatelineError(f"{words!r} is not a day", remedy="Write it as 2023-01-27.") from fault


def _place(data: Mapping[str, str], held: Place | None) -> Place:
    """One of the reader's candidates, or a name of the analyst's own with or without coordinates."""
    chosen = data.get("candidate", "")
    if held and chosen.isdigit() and int(chosen) < len(held.alternatives):
        other = held.alternatives[int(chosen)]
        return msgspec.structs.replace(
            held,
            name=other.name,
            country=other.country,
            admin1=other.admin1,
            admin2=None,
            admin3=None,
            latitude=other.latitude,
            longitude=other.longitude,
            gazetteer_id=other.gazetteer_id,
            reason=None,
        )
    name = data.get("name", "").strip() or (held.name if held else "")
    if not name:
        raise DatelineError("a place needs a name", remedy="Write the name, or choose a candidate.")
    base = held or Place(as_written=name, name=name)
    latitude, longitude = _degrees(data.get("latitude", ""), 90), _degrees(data.get("longitude", ""), 180)
    radius = _degrees(data.get("radius_km", ""), 20_000)
    return msgspec.structs.replace(
        base,
        name=name,
        admin1=data.get("admin1", base.admin1 or "").strip() or None,
        country=data.get("country", base.country or "").strip() or None,
        latitude=latitude,
        longitude=longitude,
        radius_km=radius if radius is not None else base.radius_km,
        reason=None if latitude is not None else "no coordinates were given",
    )


def _degrees(words: str, limit: int) -> float | None:
    try:
        number = float(words) if words.strip() else None
    except ValueError as fault:
        raise DatelineError(f"{words!r} is not a number", remedy="Write it as 25.61.") from fault
    if number is not None and not -limit <= number <= limit:
        raise DatelineError(f"{words} is out of range", remedy=f"It lies between -{limit} and {limit}.")
    return number


def _toll(data: Mapping[str, str], held: Toll | None) -> Toll:
    kept = held or Toll(outcome="killed")
    made = {
        "outcome": data.get("outcome") or kept.outcome,
        "side": data.get("side") or kept.side,
        "as_written": kept.as_written,
        **{name: _count(data.get(name, "")) for name in ("low", "best", "high")},
    }
    try:
        return msgspec.convert(made, Toll)
    except msgspec.ValidationError as fault:
        raise DatelineError(
            str(fault), remedy="Empty means that nobody says; 0 means they say none."
        ) from fault


def _count(words: str) -> int | None:
    try:
        return int(words) if words.strip() else None
    except ValueError as fault:
        raise DatelineError(f"{words!r} is not a whole number", remedy="Write digits only.") from fault


def _target(data: Mapping[str, str], held: Target | None) -> Target:
    words = data.get("words", "").strip() or (held.as_written if held else "")
    return Target(
        as_written=words, count=_count(data.get("count", "")), fate=data.get("fate", "").strip() or None
    )


def _source(data: Mapping[str, str], held: Attribution | None) -> Attribution:
    kind: Any = data.get("kind") or (held.kind if held else "unnamed")
    return Attribution(
        original=data.get("words", "").strip() or (held.original if held else ""),
        kind=kind,
        via=tuple(_listed(data.get("via", ""))),
        hedged=held.hedged if held else False,
        quoted=held.quoted if held else False,
        party_to_conflict=data.get("party") == "yes",
    )
