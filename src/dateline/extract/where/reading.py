"""Report -> mentions of places, each with the place it names, an area, and how the text stands to it."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence

from msgspec import structs

from dateline.extract.mentions import EVENT_RELATIONS, PlaceMention
from dateline.extract.where.coordinates import read_coordinates
from dateline.extract.where.doubts import without_doubtful
from dateline.extract.where.given import given_names
from dateline.extract.where.home import home_names, home_of
from dateline.extract.where.links import link_names
from dateline.extract.where.names import Name
from dateline.extract.where.relations import (
    Stance,
    describes,
    hears,
    is_led,
    is_tellers_seat,
    names_actor,
    names_seat,
    read_stance,
    speaks,
)
from dateline.extract.where.sites import site_name
from dateline.extract.where.spread import find_names
from dateline.extract.words.places import place_words
from dateline.places import (
    Answer,
    Asked,
    Company,
    Entry,
    Gazetteer,
    Homes,
    Surroundings,
    describe_near,
    describe_place,
    describe_within,
    resolve_places,
)
from dateline.places.pack import COUNTRY
from dateline.records import Span
from dateline.text import Document

_APART = frozenset(
    {"dateline", "other"}
)  # where the writer sits and people are brought, nothing else is near
_HOME_WEIGHT = 0.7
_OTHER_WEIGHT = 0.5
_SETTLEMENT = 5
_LISTED = re.compile(r"(?:,\s*[A-Z][^,.;]*)*,?\s+and\s+[A-Z]")  # "Ora, Bel and Quen"
_SURE_OF_BUILDING = 0.6  # "the Ora Library" is as often elsewhere; on GeoWebNews 0.5 to 0.7 do alike


def read_places(
    document: Document, gazetteer: Gazetteer, homes: Homes | None = None
) -> tuple[PlaceMention, ...]:
    """Mentions of places in the order of the text; those that could not be placed say why."""
    names = without_doubtful(document, find_names(document, gazetteer), gazetteer)
    found = place_names(document, names, gazetteer, homes)
    taken = [mention.span for mention in found]
    coordinates = [m for m in read_coordinates(document) if not any(m.span.overlaps(span) for span in taken)]
    if not coordinates:
        return found
    return _merged(found, coordinates)


def _merged(found: Sequence[PlaceMention], more: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Both in the order of the text; what a mention lies within goes on pointing at the same mentions."""
    ordered = sorted((*found, *more), key=lambda mention: mention.span)
    moved = {id(mention): index for index, mention in enumerate(ordered)}
    return tuple(
        structs.replace(mention, within=tuple(sorted(moved[id(found[index])] for index in mention.within)))
        for mention in ordered
    )


def read_given_places(
    document: Document, spans: Sequence[Span], gazetteer: Gazetteer, homes: Homes | None = None
) -> tuple[PlaceMention, ...]:
    """The same for spans that are known to name places."""
    return place_names(document, given_names(document, spans, gazetteer), gazetteer, homes)


def place_names(
    document: Document, names: list[Name], gazetteer: Gazetteer, homes: Homes | None = None
) -> tuple[PlaceMention, ...]:
    """One mention a name, resolved together."""
    names, inside = link_names(document, names)
    asked = ask_names(document, names, inside)
    extra = [
        Asked(name=name, offset=-10_000, weight=_HOME_WEIGHT)
        for name in home_names(document.report, gazetteer)
    ]
    answers = resolve_places([*asked, *extra], gazetteer, home_of(document.report, homes))[: len(names)]
    answers = named_in_full(doubted(names, answers), asked, place_words(document.report.language)["in_full"])
    stances = [read_stance(document, name) for name in names]
    spoken = [index for index, stance in enumerate(stances) if stance.relation not in _APART]
    company, holding = Company(asked, answers, spoken), Holding(asked, answers)
    put_in = _put_in(document, names, inside, answers)
    around = [
        company.around(asked[index].offset, but=index) if answers[index].entry is None else None
        for index in range(len(names))
    ]
    return tuple(
        structs.replace(
            _mention(
                document,
                names,
                index,
                answers,
                inside[index],
                around[index],
                gazetteer,
                holding,
                stances[index],
            ),
            holders=put_in[names[index].lookup],
        )
        for index in range(len(names))
    )


def _put_in(
    document: Document, names: Sequence[Name], inside: Sequence[frozenset[int]], answers: Sequence[Answer]
) -> dict[str, frozenset[str]]:
    """For each name the places that the text puts it in, wherever it does, and those that it puts these in; where the
    gazetteer knows both, only as far as it agrees."""
    direct: dict[str, set[str]] = {}
    for name, answer, held in zip(names, answers, inside, strict=True):
        direct.setdefault(name.lookup, set()).update(
            names[i].lookup for i in held if _may_hold(document, answer.entry, answers[i].entry, names[i])
        )
    called = {n.lookup: a.entry.name for n, a in zip(names, answers, strict=True) if a.entry is not None}
    return {lookup: frozenset(called.get(one, one) for one in _above(lookup, direct)) for lookup in direct}


def _may_hold(document: Document, own: Entry | None, unit: Entry | None, name: Name) -> bool:
    """True for what the gazetteer puts there, and for what it does not know, unless the two only stand in a list."""
    if own is not None:
        return unit is not None and own.inside(unit)
    return _LISTED.match(document.text, (name.phrase or name.span).end) is None


def _above(lookup: str, direct: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    new = {lookup}
    while new:
        new = {one for at in new for one in direct.get(at, ())} - found - {lookup}
        found |= new
    return found


def doubted(names: Sequence[Name], answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers, those withdrawn that only a building's name speaks for and that are not sure."""
    return tuple(
        Answer(None, answer.chance, answer.others, f"{name.lookup} is part of the name of a building")
        if name.part_of == "building" and answer.entry is not None and answer.chance < _SURE_OF_BUILDING
        else answer
        for name, answer in zip(names, answers, strict=True)
    )


def named_in_full(
    answers: Sequence[Answer], asked: Sequence[Asked], linking: frozenset[str]
) -> tuple[Answer, ...]:
    """The answers, those for a short name of a country being that of the one told in full: "Congo" behind "Democratic
    Republic of Congo", not "Sudan" behind "South Sudan". `linking` are the words before the short name."""
    countries = [i for i, a in enumerate(answers) if a.entry is not None and a.entry.level == COUNTRY]
    found = list(answers)
    for index in countries:
        full = tuple(f" {words} {asked[index].name}" for words in linking)
        longer = next((i for i in countries if asked[i].name.endswith(full)), None)
        found[index] = answers[longer] if longer is not None else answers[index]
    return tuple(found)


def ask_names(document: Document, names: list[Name], inside: list[frozenset[int]]) -> list[Asked]:
    """The names as questions to the resolver."""
    heads = place_words(document.report.language)["heads"]
    asked = []
    for index, name in enumerate(names):
        head = heads.get(name.head or "", {})
        asked.append(
            Asked(
                name=name.lookup,
                full=f"{name.lookup} {name.head}" if name.head else None,
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
    around: Surroundings | None,
    gazetteer: Gazetteer,
    holding: Holding,
    stance: Stance,
) -> PlaceMention:
    name, answer = names[index], answers[index]
    text = name.span.of(document.text)
    called = site_name(document, name) or name.lookup
    governs = names_seat(document, name) or (answer.entry is not None and answer.entry.level == COUNTRY)
    unknown = answer.entry is None and name.head is None and not is_led(document, name)
    acts = (governs or unknown) and names_actor(document, name)
    said = speaks(document, name) if answer.entry is not None else describes(document, name)
    if acts or said or hears(document, name):
        stance = Stance("other")
    elif governs and stance.relation in EVENT_RELATIONS and is_tellers_seat(document, name):
        stance = Stance("origin")  # police of a town tell of that town, a ministry in the capital of the land
    unit = _unit_around(answer, [answers[i] for i in sorted(inside)])
    if unit is not None:
        place = describe_within(unit, answer, gazetteer, as_written=text, name=called, kind=name.head)
    elif around is not None:
        place = describe_near(around.entry, answer, gazetteer, as_written=text, name=called, kind=name.head)
    else:
        place = describe_place(
            answer,
            gazetteer,
            as_written=text,
            name=called,
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
        within=tuple(sorted({*inside, *holding.of(index)})),
        place=place,
        confidence=round(around.chance if around is not None and unit is None else answer.chance, 3),
    )


def _unit_around(answer: Answer, holders: Sequence[Answer]) -> Entry | None:
    """For a name that could not be placed: the narrowest unit the text puts it in, no country."""
    if answer.entry is not None:
        return None
    units = [h.entry for h in holders if h.entry is not None and 0 < h.entry.level < _SETTLEMENT]
    return max(units, key=lambda unit: unit.level, default=None)


class Holding:
    """Which mentions hold which, as the gazetteer knows."""

    def __init__(self, asked: Sequence[Asked], answers: Sequence[Answer]) -> None:
        self._answers = answers
        self._offsets = [one.offset for one in asked]
        self._mentions: dict[str, list[int]] = {}
        for index, answer in enumerate(answers):
            if answer.entry is not None:
                self._mentions.setdefault(_key(answer.entry), []).append(index)

    def of(self, index: int) -> Iterator[int]:
        """Of each unit or country around this one that is spoken of, the mention nearest in the text."""
        own = self._answers[index].entry
        keys = {_key(unit) for unit in own.chain} if own is not None else set()
        if own is not None and own.level > COUNTRY:
            keys.add(f"={own.country}")
        for key in keys:
            mentions = self._mentions.get(key, [])
            at = bisect(mentions, index)
            near = [other for other in mentions[max(0, at - 1) : at + 1] if other != index]
            if near:
                yield min(near, key=lambda other: abs(self._offsets[other] - self._offsets[index]))


def _key(entry: Entry) -> str:
    """A country by its code, for each pack has its own entry of it."""
    return f"={entry.country}" if entry.level == COUNTRY else entry.id
