"""Where a name lies that cannot be placed: the narrowest place or unit that most of the names around it are in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.places.gazetteer import Entry
from dateline.places.pack import ADMIN1, COUNTRY, FEATURE
from dateline.places.resolve import Answer, Asked
from dateline.places.spread import kilometres

# Of 181 names of GeoWebNews that no pack knows, 52 in 100 lie within 161 km of the best guess, and 75 in 100 where
# the guess holds this much of the company. The other numbers changed that by less than 3 in 100 either way.
_SHARE = 0.6
_SURE = 0.3
_SCALE = 200.0  # characters: a name this far away speaks a third as loud as one next to it
_ANYWHERE = 0.1
_FOLLOWS = 60  # characters: "the Ora school in Quen" speaks twice
_SAME_KM = 30.0
_TRUST = 0.8


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The place or unit around a name, and the chance that the name lies there or near it."""

    entry: Entry
    chance: float


def surroundings_of(index: int, asked: Sequence[Asked], answers: Sequence[Answer]) -> Surroundings | None:
    """What lies around the name asked at this index; None when the names near it point to no one area."""
    weights: dict[int, float] = {}
    places: dict[int, Entry] = {}
    for other, (mention, answer) in enumerate(zip(asked, answers, strict=True)):
        entry = answer.entry
        if other == index or entry is None or not _fine(entry) or answer.chance < _SURE:
            continue
        places[id(entry)] = entry
        weight = answer.chance * mention.weight * _loudness(asked[index].offset, mention.offset)
        weights[id(entry)] = weights.get(id(entry), 0.0) + weight / (2.0 if entry.level == ADMIN1 else 1.0)
    total = sum(weights.values())
    if not total:
        return None
    shares = [
        (sum(weights[key] for key, other in places.items() if _held(other, holder)) / total, holder)
        for holder in _holders(places.values())
    ]
    enough = [(holder.level, share, holder) for share, holder in shares if share >= _SHARE]
    if not enough:
        return None
    _, share, holder = max(enough, key=lambda e: (e[0], e[1], e[2].id))
    return Surroundings(holder, round(_TRUST * share, 3))


def _fine(entry: Entry) -> bool:
    return COUNTRY < entry.level < FEATURE and entry.point is not None


def _holders(places: Iterable[Entry]) -> list[Entry]:
    """The places themselves and the units above them, countries left out."""
    found: dict[tuple[str, int], Entry] = {}
    for place in places:
        for entry in (place, *place.chain):
            if _fine(entry):
                found[entry.pack, entry.number] = entry
    return list(found.values())


def _held(entry: Entry, holder: Entry) -> bool:
    if entry.id == holder.id or entry.inside(holder):
        return True
    if holder.level <= ADMIN1 or entry.level <= ADMIN1 or entry.point is None or holder.point is None:
        return False
    return kilometres(entry.point, holder.point) <= _SAME_KM


def _loudness(own: int, other: int) -> float:
    gap = other - own
    return (2.0 if 0 < gap <= _FOLLOWS else 1.0) * (math.exp(-abs(gap) / _SCALE) + _ANYWHERE)
