"""One filter for map, timeline, table and download; its whole state is the query of the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

import msgspec

from dateline.codebook import SubEventType
from dateline.records import Incident, Record
from dateline.web.views.facts import deaths_of
from dateline.web.views.words import actors_words, place_words

FACETS: dict[str, str] = {
    "event": "Kind",
    "sub": "Kind in full",
    "country": "Country",
    "admin1": "Province",
    "party": "Party",
    "checked": "Checked",
    "source": "Speaker",
}
TOP = 12


class Filter(Record, frozen=True, kw_only=True):
    """What is asked for; empty means everything. `told` keeps background and sums out unless it is `all`."""

    q: str = ""
    since: str = ""
    until: str = ""
    event: str = ""
    sub: str = ""
    country: str = ""
    admin1: str = ""
    party: str = ""
    checked: str = ""
    source: str = ""
    deaths: str = ""
    told: str = ""
    box: str = ""

    def query(self, **changed: str) -> str:
        """The filter as a query string, with these parts changed; empty parts are left out."""
        parts = {**msgspec.structs.asdict(self), **changed}
        return urlencode({name: value for name, value in parts.items() if value})

    def link(self, path: str = "/incidents", **changed: str) -> str:
        """An address with this filter."""
        query = self.query(**changed)
        return f"{path}?{query}" if query else path

    @property
    def active(self) -> tuple[tuple[str, str], ...]:
        """The parts that are set: name and value."""
        return tuple((name, value) for name, value in msgspec.structs.asdict(self).items() if value)


class Choice(Record, frozen=True, kw_only=True):
    """One value of a facet, how many of the incidents seen have it, and the address that toggles it."""

    value: str
    count: int
    link: str
    chosen: bool


class Facet(Record, frozen=True, kw_only=True):
    """A facet with its most frequent values."""

    name: str
    label: str
    choices: tuple[Choice, ...]


class Line(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the filter asks of one incident, held ready so that a hundred thousand are asked at once."""

    incident: Incident
    start: str
    end: str
    text: str
    event: str
    sub: str
    country: str
    admin1: str
    party: tuple[str, ...]
    checked: str
    source: tuple[str, ...]
    dead: int
    told: bool
    latitude: float | None
    longitude: float | None


def read_filter(query: Iterable[tuple[str, str]]) -> Filter:
    """The filter of an address; names it does not know are left aside, a day that is none is dropped."""
    known = {name: value.strip() for name, value in query if name in Filter.__struct_fields__}
    for name in ("since", "until"):
        known[name] = _day(known.get(name, ""))
    return Filter(**known)


def _day(words: str) -> str:
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        return ""


def line_of(incident: Incident) -> Line:
    """One incident as the filter sees it."""
    place = incident.location.value if incident.location else None
    period = incident.date.value
    parties = [actor.name for actor in (*incident.side_a.value, *incident.side_b.value)]
    words = (
        incident.sub_event_type.value,
        place_words(place) if place else "",
        place.as_written if place else "",
        " ".join(parties),
        actors_words(incident.victims),
        *incident.acts,
        incident.id,
    )
    return Line(
        incident=incident,
        start=period.start.isoformat() if period.start else "",
        end=(period.end or period.start or date.min).isoformat() if period.start else "",
        text=" ".join(words).casefold(),
        event=incident.event_type.value.value,
        sub=incident.sub_event_type.value.value,
        country=(place and place.country) or "",
        admin1=(place and place.admin1) or "",
        party=tuple(dict.fromkeys(parties)),
        checked=incident.verification.value,
        source=tuple(dict.fromkeys(source.kind for source in incident.sources)),
        dead=deaths_of(incident) or 0,
        told=not incident.background and not incident.sums,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
    )


def matcher(wanted: Filter) -> Callable[[Line], bool]:
    """A function that says whether an incident is asked for.

    An incident counts for a span of days when any of its days lies in it; one without a day only when no span
    is asked for.
    """
    tests: list[Callable[[Line], bool]] = []
    if wanted.told != "all":
        tests.append(lambda line: line.told)
    if wanted.since:
        tests.append(lambda line: line.end >= wanted.since)
    if wanted.until:
        tests.append(lambda line: bool(line.start) and line.start <= wanted.until)
    for word in wanted.q.casefold().split():
        tests.append(lambda line, word=word: word in line.text)  # type: ignore[misc]
    for name in ("event", "sub", "country", "admin1", "checked"):
        if value := getattr(wanted, name):
            tests.append(lambda line, name=name, value=value: getattr(line, name) == value)  # type: ignore[misc]
    for name in ("party", "source"):
        if value := getattr(wanted, name):
            tests.append(lambda line, name=name, value=value: value in getattr(line, name))  # type: ignore[misc]
    if wanted.deaths.isdigit():
        tests.append(lambda line: line.dead >= int(wanted.deaths))
    if box := read_box(wanted.box):
        tests.append(lambda line: in_box(line, box))
    return lambda line: all(test(line) for test in tests)


def read_box(words: str) -> tuple[float, ...] | None:
    """West, south, east and north of a part of the map; None when the words give none."""
    try:
        box = tuple(float(part) for part in words.split(","))
    except ValueError:
        return None
    return box if len(box) == 4 else None


def in_box(line: Line, box: Sequence[float]) -> bool:
    """True when the incident is placed inside the box."""
    if line.latitude is None or line.longitude is None:
        return False
    return box[0] <= line.longitude <= box[2] and box[1] <= line.latitude <= box[3]


def list_facets(lines: Sequence[Line], wanted: Filter) -> tuple[Facet, ...]:
    """The facets of what is seen, each value with its count and the address that toggles it."""
    return tuple(_facet(name, label, lines, wanted) for name, label in FACETS.items())


def _facet(name: str, label: str, lines: Sequence[Line], wanted: Filter) -> Facet:
    chosen = getattr(wanted, name)
    counts: Counter[Any] = Counter()
    for line in lines:
        value = getattr(line, name)
        counts.update(value if isinstance(value, tuple) else (value,))
    del counts[""]
    if chosen:
        counts.setdefault(chosen, 0)
    choices = [
        Choice(
            value=value,
            count=count,
            link=wanted.link(**{name: "" if value == chosen else value}),
            chosen=value == chosen,
        )
        for value, count in counts.most_common(TOP)
    ]
    return Facet(name=name, label=label, choices=tuple(choices))


SUBS = tuple(sub.value for sub in SubEventType)
