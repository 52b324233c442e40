"""Reference data for the editors: places by name, parties by name, and words read as the reader reads them."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from dateline.errors import MissingData
from dateline.records import Actor, Period, Place, Report, Span

if TYPE_CHECKING:
    from dateline.actors import Party, Roster
    from dateline.places import Gazetteer, Pack
    from dateline.places.gazetteer import Entry
    from dateline.text import Document

LOOKED_UP = 6


class Reference:
    """The gazetteer and the roster, opened when first asked for; where there is none, nothing is found."""

    @cached_property
    def gazetteer(self) -> Gazetteer | None:
        """The packs that are installed; None when there are none."""
        from dateline.places import open_gazetteer

        try:
            return open_gazetteer()
        except MissingData:
            return None

    @cached_property
    def roster(self) -> Roster:
        """The parties known by name."""
        from dateline.actors import load_roster

        return load_roster()

    def look_up(self, name: str) -> tuple[Place, ...]:
        """What a name can mean, best known first; places without coordinates left out."""
        if self.gazetteer is None or not name.strip():
            return ()
        found = [one for one in self.gazetteer.find(name) if one.entry.point][:LOOKED_UP]
        return tuple(self._place(candidate.entry, as_written=name) for candidate in found)

    def place(self, identifier: str, *, as_written: str) -> Place | None:
        """The place with this id."""
        entry = self.gazetteer.by_id(identifier) if self.gazetteer else None
        return self._place(entry, as_written=as_written) if entry else None

    def packs(self) -> tuple[Pack, ...]:
        """What each pack that is open says of itself."""
        return self.gazetteer.packs if self.gazetteer else ()

    def parties(self) -> tuple[Party, ...]:
        """All parties of the roster."""
        return self.roster.parties

    def party_names(self) -> tuple[str, ...]:
        """All parties of the roster, in the order of their names."""
        return tuple(sorted({party.name for party in self.roster.parties}))

    def actor(self, name: str) -> Actor:
        """The party of this name; failing that, the words themselves."""
        party = self._parties.get(name.casefold())
        if party is None:
            return Actor(as_written=name, name=name)
        return Actor(as_written=name, name=party.name, actor_id=party.actor_id, inter=party.inter)

    def take(self, report: Report, span: Span, name: str) -> Any | None:
        """What the reader reads in these words for this field; None when it reads nothing there."""
        document = _parsed(report)
        if name == "date":
            return self._take_period(document, span)
        if name == "location":
            return self._take_place(document, span)
        if name in ("actor", "recipient", "victims"):
            return self._take_actors(document, span)
        return self._take_toll(document, span) if name == "toll" else None

    @cached_property
    def _parties(self) -> dict[str, Party]:
        return {
            name.casefold(): party for party in self.roster.parties for name in (*party.aliases, party.name)
        }

    def _place(self, entry: Entry, *, as_written: str) -> Place:
        from dateline.places import Answer, describe_place

        assert self.gazetteer is not None
        answer = Answer(entry=entry, chance=1.0, others=())
        return describe_place(answer, self.gazetteer, as_written=as_written, name=entry.name)

    def _take_period(self, document: Document, span: Span) -> Period | None:
        from dateline.extract.when.reading import read_times

        for one in read_times(document):
            if one.span.overlaps(span) and one.start:
                return Period(
                    start=one.start, end=one.end, precision=one.precision, time_of_day=one.time_of_day
                )
        return None

    def _take_place(self, document: Document, span: Span) -> Place | None:
        from dateline.extract.where.reading import read_given_places, read_places

        if self.gazetteer is None:
            return None
        found = [one for one in read_places(document, self.gazetteer) if one.span.overlaps(span)]
        found = found or list(read_given_places(document, (span,), self.gazetteer))
        return next((one.place for one in found), None)

    def _take_actors(self, document: Document, span: Span) -> tuple[Actor, ...] | None:
        from dateline.extract.who.reading import read_actors

        return tuple(one.actor for one in read_actors(document) if one.span.overlaps(span)) or None

    def _take_toll(self, document: Document, span: Span) -> Any | None:
        from dateline.extract.toll.reading import read_tolls
        from dateline.records import Toll

        for one in read_tolls(document):
            if one.span.overlaps(span):
                words = span.of(document.report.text)
                return Toll(outcome=one.outcome, low=one.low, best=one.best, high=one.high, as_written=words)
        return None


@lru_cache(maxsize=4)
def _parsed(report: Report) -> Document:
    from dateline.text import parse_report

    return parse_report(report)
