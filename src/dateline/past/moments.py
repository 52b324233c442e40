"""Moments of a project by name: a release, the end of a day, a moment, now; where each stands, and all it said."""

from __future__ import annotations

from datetime import UTC, datetime
from datetime import date as Day

from dateline.errors import DatelineError
from dateline.past.journal import list_releases, read_past
from dateline.reconcile.chronicle import State
from dateline.records import Record
from dateline.stores.contract import Store

NOW = "now"


class Point(Record, frozen=True, kw_only=True):
    """A moment, what it is called, and the line of the journal after which the project stood so.

    `number` is None for what no line tells yet: incidents that were stored and not linked.
    """

    label: str
    at: datetime
    number: int | None


class Moment(Record, frozen=True, kw_only=True):
    """A state of a project, and what it is called: a release, a day, now."""

    label: str
    at: datetime
    state: State


def find_point(store: Store, name: str) -> Point:
    """Where a release, the end of a day (UTC), a moment or now stands in the journal."""
    if name == NOW:
        last = next(store.links(), None)
        return Point(label=NOW, at=datetime.now(UTC), number=last.number if last and last.current else None)
    release = next((one for one in list_releases(store) if one.tag == name), None)
    if release is not None:
        return Point(label=name, at=release.made_at, number=release.history)
    until = _moment_of(name)
    if until is None:
        tags = ", ".join(one.tag for one in list_releases(store)) or "none yet"
        raise DatelineError(
            f"{name!r} is neither a release nor a day",
            remedy=f"Releases: {tags}. Write a day as 2023-01-27, or {NOW}.",
        )
    last = next(store.links(until=until), None)
    return Point(label=name, at=until, number=last.number if last else 0)


def find_moment(store: Store, name: str) -> Moment:
    """The state of a release, at the end of a day (UTC) or at a moment, or now."""
    point = find_point(store, name)
    return Moment(label=point.label, at=point.at, state=state_at(store, point))


def state_at(store: Store, point: Point) -> State:
    """All that the project said then; now is what the store holds."""
    if point.label != NOW:
        return read_past(store, number=point.number).state
    incidents = tuple(store.incidents())
    held = {id for incident in incidents for id in incident.claim_ids}
    claims = tuple(claim for claim in store.claims() if claim.id in held)
    return State(incidents=incidents, claims=claims)


def start_of(text: str, option: str) -> datetime:
    """The first moment of a day, or the moment itself; DatelineError names the option."""
    try:
        return datetime.combine(Day.fromisoformat(text), datetime.min.time(), UTC)
    except ValueError:
        moment = _moment_of(text)
    if moment is None:
        raise DatelineError(f"{text!r} is not a day", where=option, remedy="Write it as 2023-01-27.")
    return moment


def _moment_of(text: str) -> datetime | None:
    """The last moment of a day, or the moment itself; without a zone it is UTC."""
    try:
        return datetime.combine(Day.fromisoformat(text), datetime.max.time(), UTC)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
