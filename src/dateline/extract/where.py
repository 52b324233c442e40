"""Report -> mentions of places, each with the place it names, an area, and how the text stands to it."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.mentions import PlaceMention
from dateline.extract.where_coordinates import read_coordinates
from dateline.extract.where_given import given_names
from dateline.extract.where_home import home_names, home_of
from dateline.extract.where_links import link_names
from dateline.extract.where_names import Name, find_names, place_words
from dateline.extract.where_relations import read_stance
from dateline.places import (
    Answer,
    Asked,
    Entry,
    Gazetteer,
    describe_place,
    describe_within,
    resolve_places,
)
from dateline.records import Span
from dateline.text import Document

_HOME_WEIGHT = 0.7
_OTHER_WEIGHT = 0.5
_SETTLEMENT = 5


def read_places(document: Document, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Mentions of places in the order of the text; those that could not be placed say why."""
    found = place_names(document, find_names(document, gazetteer), gazetteer)
    taken = [mention.span for mention in found]
    coordinates = [m for m in read_coordinates(document) if not any(m.span.overlaps(span) for span in taken)]
    if not coordinates:
        return found
    return tuple(sorted((*found, *coordinates), key=lambda mention: mention.span))


def read_given_places(
    document: Document, spans: Sequence[Span], gazetteer: Gazetteer
) -> tuple[PlaceMention, ...]:
    """The same for spans that are known to name places."""
    return place_names(document, given_names(document, spans, gazetteer), gazetteer)


def place_names(document: Document, names: list[Name], gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """One mention a name, resolved together."""
    names, inside = link_names(document, names)
    asked = ask_names(document, names, inside)
    extra = [
        Asked(name=name, offset=-10_000, weight=_HOME_WEIGHT)
        for name in home_names(document.report, gazetteer)
    ]
    answers = resolve_places([*asked, *extra], gazetteer, home_of(document.report))[: len(names)]
    return tuple(
        _mention(document, names, index, answers, inside[index], gazetteer) for index in range(len(names))
    )


def ask_names(document: Document, names: list[Name], inside: list[frozenset[int]]) -> list[Asked]:
    """The names as questions to the resolver."""
    heads = place_words(document.report.language)["heads"]
    asked = []
    for index, name in enumerate(names):
        head = heads.get(name.head or "", {})
        asked.append(
            Asked(
                name=name.lookup,
                offset=name.span.start,
                levels=name.levels or frozenset(head.get("levels", ())),
                kinds=frozenset(head.get("kinds", ())),
                inside=inside[index],
                country=name.country,
                weight=_OTHER_WEIGHT if name.part_of else 1.0,
            )
        )
    return asked


def _mention(
    document: Document,
    names: list[Name],
    index: int,
    answers: Sequence[Answer],
    inside: frozenset[int],
    gazetteer: Gazetteer,
) -> PlaceMention:
    name, answer = names[index], answers[index]
    text = name.span.of(document.text)
    stance = read_stance(document, name)
    unit = _unit_around(answer, [answers[i] for i in sorted(inside)])
    if unit is not None:
        place = describe_within(unit, answer, gazetteer, as_written=text, name=name.lookup, kind=name.head)
    else:
        place = describe_place(
            answer,
            gazetteer,
            as_written=text,
            name=name.lookup,
            kind=name.head,
            relation=stance.relation,
            distance_km=stance.distance_km,
            bearing=stance.bearing,
        )
    return PlaceMention(
        span=name.span,
        text=text,
        phrase=name.phrase or name.span,
        kind=name.head,
        relation=stance.relation,
        distance_km=stance.distance_km,
        bearing=stance.bearing,
        within=_within(index, answers, inside),
        place=place,
        confidence=round(answer.chance, 3),
    )


def _unit_around(answer: Answer, holders: Sequence[Answer]) -> Entry | None:
    """For a name that could not be placed: the narrowest unit the text puts it in, no country."""
    if answer.entry is not None:
        return None
    units = [h.entry for h in holders if h.entry is not None and 0 < h.entry.level < _SETTLEMENT]
    return max(units, key=lambda unit: unit.level, default=None)


def _within(index: int, answers: Sequence[Answer], inside: frozenset[int]) -> tuple[int, ...]:
    """Mentions that hold this one: as the text says, and as the gazetteer knows."""
    own = answers[index].entry
    held = set(inside)
    if own is not None:
        held |= {
            other
            for other, answer in enumerate(answers)
            if other != index and answer.entry is not None and own.inside(answer.entry)
        }
    return tuple(sorted(held))
