"""Where a name lies that cannot be placed: the narrowest place or unit that most of the names around it are in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dateline.places.answers import Answer
from dateline.places.gazetteer import Entry
from dateline.places.pack import ADMIN1, COUNTRY, FEATURE
from dateline.places.ranking import distances
from dateline.places.resolve import Asked

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
    return Company(asked, answers).around(asked[index].offset, but=index)


class Company:
    """The names of a report that were placed: what each of those that were not lies among."""

    def __init__(
        self, asked: Sequence[Asked], answers: Sequence[Answer], spoken: Sequence[int] | None = None
    ) -> None:
        """`spoken` are the numbers of those that tell where others are; all where it is not given."""
        self._spoken: list[tuple[int, int, int, float]] = []  # index, offset, number of the place, weight
        heard = frozenset(spoken or ())
        numbers: dict[int, int] = {}
        self._places: list[Entry] = []
        for index, (mention, answer) in enumerate(zip(asked, answers, strict=True)):
            entry = answer.entry if spoken is None or index in heard else None
            if entry is None or not _fine(entry) or answer.chance < _SURE:
                continue
            number = numbers.setdefault(id(entry), len(numbers))
            if number == len(self._places):
                self._places.append(entry)
            weight = answer.chance * mention.weight / (2.0 if entry.level == ADMIN1 else 1.0)
            self._spoken.append((index, mention.offset, number, weight))

    @cached_property
    def _holding(self) -> tuple[list[Entry], NDArray[np.float64]]:
        """The places themselves and the units above them, and for each a row: one at the places that it holds."""
        holders = _holders(self._places)
        rows = np.zeros((len(holders), len(self._places)))
        for row, holder in zip(rows, holders, strict=True):
            near = holder.level > ADMIN1 and holder.point is not None
            row[self._inside(holder) | self._close(holder) if near else self._inside(holder)] = 1.0
        return holders, rows

    def _inside(self, holder: Entry) -> NDArray[np.bool_]:
        return np.array([holder.id in ids for ids in self._ids], dtype=bool)

    @cached_property
    def _ids(self) -> list[frozenset[str]]:
        return [frozenset((place.id, *(unit.id for unit in place.chain))) for place in self._places]

    def _close(self, holder: Entry) -> NDArray[np.bool_]:
        own = np.array([holder.point], dtype=np.float64)
        close: NDArray[np.bool_] = (distances(own, self._points)[0] <= _SAME_KM) & self._small
        return close

    @cached_property
    def _points(self) -> NDArray[np.float64]:
        return np.array([place.point for place in self._places], dtype=np.float64)

    @cached_property
    def _small(self) -> NDArray[np.bool_]:
        return np.array([place.level > ADMIN1 for place in self._places], dtype=bool)

    @cached_property
    def _columns(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        index, offset, number, weight = zip(*self._spoken, strict=True)
        return np.array(index), np.array(offset), np.array(number), np.array(weight, dtype=np.float64)

    def around(self, offset: int, *, but: int) -> Surroundings | None:
        """What lies around a name at this offset; None when the names near it point to no one area."""
        if not self._spoken:
            return None
        index, offsets, numbers, weights = self._columns
        spoken = np.where(index == but, 0.0, weights * _loudness(offsets - offset))
        each = np.bincount(numbers, spoken, minlength=len(self._places))
        total = each.sum()
        if not total:
            return None
        holders, held = self._holding
        shares = held @ (each / total)
        enough = [(holders[n].level, float(shares[n]), holders[n]) for n in np.flatnonzero(shares >= _SHARE)]
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


def _loudness(gap: NDArray[np.int64]) -> NDArray[np.float64]:
    """How loud names speak that stand so many characters behind another, or before it."""
    twice = np.where((gap > 0) & (gap <= _FOLLOWS), 2.0, 1.0)
    loud: NDArray[np.float64] = twice * (np.exp(-np.abs(gap) / _SCALE) + _ANYWHERE)
    return loud
