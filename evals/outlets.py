"""Toponyms with homes learned from the product's own answers on the other half of each outlet's reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.extract.mentions import PlaceMention
from dateline.extract.where.home import outlet_key
from dateline.extract.where.reading import read_given_places, read_places
from dateline.places import Entry, Gazetteer, Homes, learn_home
from dateline.records import Report, Span
from dateline.text import Document, parse_report

Mentions = tuple[PlaceMention, ...]


@dataclass(slots=True)
class Kept:
    """One report of the corpus, parsed once: its outlet, the half it is in, and the spans given, if any."""

    document: Document
    spans: list[Span] | None
    outlet: str
    half: int

    def read(self, gazetteer: Gazetteer, homes: Homes | None = None) -> Mentions:
        """The mentions as the product reads them with these homes."""
        if self.spans is None:
            return read_places(self.document, gazetteer, homes)
        return read_given_places(self.document, self.spans, gazetteer, homes)


def read_halves(
    lines: Sequence[tuple[Report, list[Span] | None]], gazetteer: Gazetteer
) -> list[tuple[Report, Mentions]]:
    """Each report read with the home that its outlet has by its other half alone; halves are every second report.

    No answer key is used: each half is read as it stands, once more with the home its other reports give, and
    what comes out is the home for the other half.
    """
    kept = _kept(lines)
    plain = [one.read(gazetteer) for one in kept]
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index, one in enumerate(kept):
        groups[one.outlet, one.half].append(index)
    homes: dict[tuple[str, int], Homes] = {}
    for (outlet, half), members in groups.items():
        again = [
            kept[i].read(gazetteer, _home(outlet, [plain[j] for j in members if j != i], gazetteer))
            for i in members
        ]
        homes[outlet, half] = _home(outlet, again, gazetteer)
    return [
        (report, one.read(gazetteer, homes.get((one.outlet, 1 - one.half), {})))
        for (report, _), one in zip(lines, kept, strict=True)
    ]


def _kept(lines: Sequence[tuple[Report, list[Span] | None]]) -> list[Kept]:
    seen: dict[str, int] = defaultdict(int)
    kept = []
    for report, spans in lines:
        outlet = outlet_key(report)
        kept.append(Kept(parse_report(report), spans, outlet, seen[outlet] % 2))
        seen[outlet] += 1
    return kept


def _home(outlet: str, read: Sequence[Mentions], gazetteer: Gazetteer) -> Homes:
    return {outlet: learn_home([_answered(mentions, gazetteer) for mentions in read])}


def _answered(mentions: Mentions, gazetteer: Gazetteer) -> list[tuple[Entry, float]]:
    """The places that were found in a gazetteer, with their chances."""
    found = []
    for mention in mentions:
        place = mention.place
        entry = gazetteer.by_id(place.gazetteer_id, place.gazetteer) if place.gazetteer_id else None
        if entry is not None:
            found.append((entry, mention.confidence))
    return found
