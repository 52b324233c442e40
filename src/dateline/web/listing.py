"""Incidents as front page, lists, maps and files show them: all of a small project, of a large one a few at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import count, islice, takewhile
from typing import TYPE_CHECKING

from dateline.records import Incident
from dateline.stores.contract import IncidentFilter
from dateline.stores.glances import Glance, glance_of
from dateline.web.drawing import Drawing
from dateline.web.views.accounts import area_of
from dateline.web.views.board import Board

if TYPE_CHECKING:
    from dateline.web.desk import Desk

NEAR = 200  # incidents of one area and week that are looked at for neighbours
AT_A_TIME = 500  # incidents in memory while a file of what is seen is written


class Listing:
    """Many incidents of a desk at once, and how many reports were printed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._printed: tuple[int, tuple[tuple[str, date | None, int], ...]] = (0, ())
        self.drawing = Drawing()

    def latest(self, number: int) -> tuple[list[Incident], int]:
        """So many of the latest incidents, and how many there are: told as news, and no totals of others."""
        incidents = self._desk.incidents
        if not self._desk.held.whole:
            pages = (self._desk.store.page(limit=50, offset=at) for at in count(0, 50))
            every = (one for page in takewhile(bool, pages) for one in page)
            found = (one for one in every if not one.background and not one.sums)
            return list(islice(found, number)), self._count_told()
        told = [one for one in incidents.values() if not one.background and not one.sums]
        return sorted(told, key=_newest, reverse=True)[:number], len(told)

    def around(self, incident: Incident) -> list[Incident]:
        """The incidents of the same days and the same area; where these are very many, the latest of them."""
        wanted = area_of(incident)
        if wanted is None:
            return []
        return list(
            self._desk.incidents.values()
            if self._desk.held.whole
            else self._desk.store.page(wanted, limit=NEAR)
        )

    def some(self, ids: Iterable[str]) -> Iterator[Incident]:
        """The incidents of these ids in this order, some hundreds in memory at a time; those that are gone are left
        out."""
        held, store, wanted = self._desk.held, self._desk.store, iter(ids)

        def find(some: list[str]) -> Mapping[str, Incident]:
            return held.incidents if held.whole else {one.id: one for one in store.incidents(among=some)}

        parts = ((some, find(some)) for some in iter(lambda: list(islice(wanted, AT_A_TIME)), []))
        return (there[id] for some, there in parts for id in some if id in there)

    def glances(self) -> Iterable[Glance]:
        """All incidents at a glance."""
        return (
            map(glance_of, self._desk.incidents.values())
            if self._desk.held.whole
            else self._desk.store.glances()
        )

    @property
    def printed(self) -> tuple[tuple[str, date | None, int], ...]:
        """How many reports each outlet printed on each day, counted anew when there are more."""
        reports = self._desk.held.counts.reports
        if self._printed[0] != reports:
            self._printed = (reports, self._desk.store.printed())
        return self._printed[1]

    def _count_told(self) -> int:
        store = self._desk.store
        totals = store.incidents(IncidentFilter(background=False, total=True))
        return store.count(IncidentFilter(background=False, total=False)) + sum(
            not one.sums for one in totals
        )

    async def board(self) -> Board:
        """All incidents in columns; of a large project those of before while they are made anew."""
        return await self.drawing.board(self._desk.incidents, self.glances, whole=self._desk.held.whole)


def _newest(incident: Incident) -> tuple[str, str]:
    return (str(incident.date.value.start or ""), incident.id)
