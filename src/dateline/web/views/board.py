"""All incidents in columns, so that a hundred thousand are filtered and counted while a person waits.

Measured with bench/pages.py: a filter over 100,000 incidents with its facets and timeline.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.records import Incident
from dateline.web.views.facts import deaths_of
from dateline.web.views.filters import FACETS, TOP, Choice, Facet, Filter, read_box
from dateline.web.views.words import actors_words, place_words

NO_DAY = 0
Mask = NDArray[np.bool_]


class Line(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the filter asks of one incident. Days are counted from the year 1; 0 is no day."""

    incident: Incident
    first: int
    last: int
    facets: dict[str, tuple[str, ...]]
    dead: int
    told: bool
    latitude: float | None
    longitude: float | None


def line_of(incident: Incident) -> Line:
    """One incident as the filter sees it."""
    place = incident.location.value if incident.location else None
    start, end = incident.date.value.start, incident.date.value.end
    parties = [actor.name for actor in (*incident.side_a.value, *incident.side_b.value)]
    return Line(
        incident=incident,
        first=start.toordinal() if start else NO_DAY,
        last=max(start, end or start).toordinal() if start else NO_DAY,
        facets={
            "event": (incident.event_type.value.value,),
            "sub": (incident.sub_event_type.value.value,),
            "country": (place.country,) if place and place.country else (),
            "admin1": (place.admin1,) if place and place.admin1 else (),
            "party": tuple(dict.fromkeys(parties)),
            "checked": (incident.verification.value,),
            "source": tuple(dict.fromkeys(source.kind for source in incident.sources)),
        },
        dead=deaths_of(incident) or 0,
        told=not incident.background and not incident.sums,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
    )


def words_of(line: Line) -> str:
    """The words a search looks among."""
    one = line.incident
    place = one.location.value if one.location else None
    named = (place_words(place), place.as_written, place.site or "") if place else ()
    parties = (*line.facets["party"], actors_words(one.victims))
    return " ".join((one.sub_event_type.value, *named, *parties, *one.acts, one.id)).casefold()


class Column:
    """One facet: the values there are, and which line has which; a line may have several or none."""

    def __init__(self, lines: Sequence[Line], name: str) -> None:
        numbers: dict[str, int] = {}
        pairs = [
            (index, numbers.setdefault(value, len(numbers)))
            for index, line in enumerate(lines)
            for value in line.facets[name]
        ]
        self.values = list(numbers)
        self.numbers = numbers
        self.lines = np.array([index for index, _ in pairs], dtype=np.int64)
        self.codes = np.array([code for _, code in pairs], dtype=np.int64)
        self.size = len(lines)

    def having(self, value: str) -> Mask:
        """The lines that have this value."""
        mask = np.zeros(self.size, dtype=bool)
        mask[self.lines[self.codes == self.numbers.get(value, -1)]] = True
        return mask

    def counts(self, mask: Mask, *, top: int | None = TOP) -> list[tuple[str, int]]:
        """The most frequent values among the lines of the mask."""
        if not self.values:
            return []
        found = np.bincount(self.codes[mask[self.lines]], minlength=len(self.values))
        order = np.argsort(-found, kind="stable")[:top]
        return [(self.values[code], int(found[code])) for code in order if found[code]]


class Board:
    """All incidents, the latest first, those without a day last."""

    def __init__(self, incidents: Iterable[Incident]) -> None:
        made = sorted((line_of(one) for one in incidents), key=lambda line: (-line.first, line.incident.id))
        self.lines = made
        self.first = np.array([line.first for line in made], dtype=np.int64)
        self.last = np.array([line.last for line in made], dtype=np.int64)
        self.dead = np.array([line.dead for line in made], dtype=np.int64)
        self.told = np.array([line.told for line in made], dtype=bool)
        self.sums = np.array([bool(line.incident.sums) for line in made], dtype=bool)
        self.latitude = np.array([_number(line.latitude) for line in made], dtype=np.float64)
        self.longitude = np.array([_number(line.longitude) for line in made], dtype=np.float64)
        self.columns = {name: Column(made, name) for name in FACETS}

    @cached_property
    def words(self) -> list[str]:
        """What a search looks among, made when first searched."""
        return [words_of(line) for line in self.lines]

    @property
    def placed(self) -> Mask:
        """The incidents with coordinates."""
        return ~np.isnan(self.latitude)

    def mask(self, wanted: Filter) -> Mask:
        """Which incidents are asked for.

        An incident counts for a span of days when any of its days lies in it; one without a day only when no
        span is asked for.
        """
        mask = np.ones(len(self.lines), dtype=bool) if wanted.told == "all" else self.told.copy()
        if wanted.since:
            mask &= self.last >= wanted.since_day
        if wanted.until:
            mask &= (self.first != NO_DAY) & (self.first <= wanted.until_day)
        if wanted.deaths.isdecimal():
            mask &= self.dead >= min(int(wanted.deaths), np.iinfo(np.int64).max)
        for name, column in self.columns.items():
            if value := getattr(wanted, name):
                mask &= column.having(value)
        if box := read_box(wanted.box):
            west, south, east, north = box
            mask &= (self.longitude >= west) & (self.longitude <= east)
            mask &= (self.latitude >= south) & (self.latitude <= north)
        for word in wanted.q.casefold().split():
            mask &= np.fromiter((word in words for words in self.words), dtype=bool, count=len(self.lines))
        return mask

    def pick(self, mask: Mask, start: int = 0, stop: int | None = None) -> list[Line]:
        """The lines of a mask, in order, from one position to another."""
        return [self.lines[index] for index in np.flatnonzero(mask)[start:stop]]

    def list_facets(self, mask: Mask, wanted: Filter) -> tuple[Facet, ...]:
        """The facets of what is seen, each value with its count and the address that toggles it."""
        return tuple(self._facet(name, label, mask, wanted) for name, label in FACETS.items())

    def _facet(self, name: str, label: str, mask: Mask, wanted: Filter) -> Facet:
        chosen = getattr(wanted, name)
        counts = self.columns[name].counts(mask)
        if chosen and chosen not in dict(counts):
            counts.append((chosen, 0))
        choices = [
            Choice(
                value=value,
                count=count,
                link=wanted.link(**{name: "" if value == chosen else value}),
                chosen=value == chosen,
            )
            for value, count in counts
        ]
        return Facet(name=name, label=label, choices=tuple(choices))


def _number(value: float | None) -> float:
    return float("nan") if value is None else value
