"""Which place of a sentence is the place of an act: the clause's own first, the most exact of nested ones."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.mentions import EventMention, PlaceMention
from dateline.text import Document

EVENT_RELATIONS = frozenset({"at", "in", "near", "direction", "between", "road"})
_RANK = {"region": 4, "country": 5, "state": 3, "province": 3, "district": 2, "township": 2, "county": 2}


def bind_place(
    document: Document, event: EventMention, places: Sequence[PlaceMention]
) -> PlaceMention | None:
    """The place mention that locates the act within its sentence, or None when the sentence names none."""
    sentence = document.sentences[event.sentence]
    here = [
        place
        for place in places
        if sentence.span.covers(place.span)
        and place.relation in EVENT_RELATIONS
        and not any(actor.overlaps(place.span) and actor.end > place.span.end for actor in event.agents)
    ]
    if not here:
        return None
    own = [place for place in here if event.clause.covers(place.span)] or here
    return min(own, key=lambda place: (exactness(place), _distance(event, place)))


def exactness(place: PlaceMention) -> int:
    """0 for a settlement or a site, then 2 for a district or township, 3 a province, 5 a country, 6 unplaced."""
    kind = (place.place.kind or place.kind or "").casefold()
    return next((rank for word, rank in _RANK.items() if word in kind), 0)


def _distance(event: EventMention, place: PlaceMention) -> int:
    """Characters between act and place; a place before the act counts as farther."""
    if place.span.start >= event.span.end:
        return place.span.start - event.span.end
    return 2 * (event.span.start - place.span.end) + 20
