"""All incidents in columns, so that a hundred thousand are filtered and counted while a person waits.

Measured with bench/pages.py: a filter over 100,000 incidents with its facets and timeline.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from dateline.stores.glances import NO_DAY, Glance
from dateline.web.views.filters import FACETS, TOP, Choice, Facet, Filter, read_box

Mask = NDArray[np.bool_]


class Column:
    """One facet: the values there are, and which incident has which; one may have several or none."""

    def __init__(self, told: Iterable[str | tuple[str, ...]], size: int) -> None:
        told = list(told)
        kinds = {kind: number for number, kind in enumerate(dict.fromkeys(told))}
        parts = [kind if isinstance(kind, tuple) else (kind,) if kind else () for kind in kinds]
        self.values = list(dict.fromkeys(chain.from_iterable(parts)))
        self.numbers = {value: number for number, value in enumerate(self.values)}
        kind_of = np.fromiter(map(kinds.__getitem__, told), dtype=np.int64, count=size)
        sizes = np.array([len(part) for part in parts], dtype=np.int64)
        flat = np.array([self.numbers[value] for part in parts for value in part], dtype=np.int64)
        counts = sizes[kind_of]
        begun = np.cumsum(counts) - counts
        self.lines = np.repeat(np.arange(size, dtype=np.int64), counts)
        self.codes = flat[
            np.repeat((np.cumsum(sizes) - sizes)[kind_of] - begun, counts) + np.arange(len(self.lines))
        ]
        self.size = size

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
    """All incidents at a glance, the latest first, those without a day last."""

    def __init__(self, glances: Iterable[Glance]) -> None:
        by_id = sorted(glances, key=attrgetter("id"))
        size = len(by_id)
        order = np.argsort(-_numbers(by_id, "first"), kind="stable")
        self.lines = made = [by_id[place] for place in order.tolist()]
        self.first, self.last = _numbers(made, "first"), _numbers(made, "last")
        self.dead = np.fromiter((one.killed or 0 for one in made), dtype=np.int64, count=size)
        self.sums = _numbers(made, "sums").astype(bool)
        self.told = ~self.sums & ~_numbers(made, "background").astype(bool)
        self.latitude = np.array([one.latitude for one in made], dtype=np.float64)  # None = not a number
        self.longitude = np.array([one.longitude for one in made], dtype=np.float64)
        self.columns = {name: Column(map(told, made), size) for name, told in _TOLD.items()}

    @cached_property
    def words(self) -> list[str]:
        """What a search looks among."""
        return [line.words for line in self.lines]

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

    def pick(self, mask: Mask, start: int = 0, stop: int | None = None) -> list[Glance]:
        """The incidents of a mask, in order, from one position to another."""
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


def _numbers(made: Sequence[Glance], attribute: str) -> NDArray[np.int64]:
    return np.fromiter(map(attrgetter(attribute), made), dtype=np.int64, count=len(made))


_TOLD = {
    name: attrgetter(attribute)
    for name, attribute in {
        "event": "event_type",
        "sub": "sub_event_type",
        "country": "country",
        "admin1": "admin1",
        "party": "parties",
        "checked": "verification",
        "source": "speakers",
    }.items()
}
