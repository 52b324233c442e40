"""What speaks for each thing a name can mean: alone, and in the company of the report's other names."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.data import read_checked
from dateline.places.fold import language_of
from dateline.places.gazetteer import Candidate, Entry
from dateline.places.pack import ADMIN1, ALTERNATE, COUNTRY, EXACT, FEATURE, LOOSE, REGION, SETTLEMENT

Array = npt.NDArray[np.float64]
LEVELS = ("country", "admin1", "admin2", "admin3", "tract", "settlement", "quarter", "feature")
FIRST = (
    "log_population", "no_population", "region", *LEVELS, "alternate", "loose", "unlike", "kind_agrees",
    "kind_differs", "rank", "first", "inside_stated", "outside_stated", "home_country", "home_near",
    "home_unit", "home_same", "namesake_inside", "big", "bare_first_unit", "bare_unit", "full_name",
    "other_full_name", "differs_alone", "called_as_country", "loose_plain",
)  # fmt: skip
SECOND = ("country_share", "admin1_share", "near", "near_next", "contains_others")
_UNIT_POPULATION = {1: 6.0, 2: 4.8, 3: 4.8, 4: 3.0, 6: 3.5, 7: 3.5, -1: 8.0}
_NEAR_KM = 120.0
_FAR_KM = 3000.0  # exp(-25): nothing
_EARTH_KM = 6371.0  # mean radius
_HOME_KM = 50.0
_AT_ONCE = 200_000  # pairs of a candidate and a place of the company that are weighed in one go
_BIG = 5.0  # ten to the fifth: from here on a city is known abroad


@dataclass(slots=True)
class Group:
    """All mentions of one name in one report: they mean one place.

    `inside` are groups the text says contain it ("Ora, Telland"); `levels` what its head noun allows; `full` are
    the places that bear the head noun in their name ("Orange County").
    """

    name: str
    candidates: list[Candidate]
    levels: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    inside: frozenset[int] = frozenset()
    full: frozenset[tuple[str, int]] = frozenset()
    offsets: list[int] = field(default_factory=list)
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Home:
    """Where the paper is at home: countries, and the places its other reports are about, with their shares."""

    countries: frozenset[str] = frozenset()
    places: tuple[tuple[Entry, float], ...] = ()


@lru_cache(maxsize=1)
def ranker() -> dict[str, Any]:
    """The weights, with version, source and licence."""
    table: dict[str, Any] = json.loads(read_checked("places/ranker.json"))
    return table


def first_features(group: Group, groups: Sequence[Group], home: Home) -> Array:
    """One row a candidate: what can be said without looking at what the other names mean."""
    order = sorted(range(len(group.candidates)), key=lambda i: -_size(group.candidates[i].entry))
    rank_of = {index: rank for rank, index in enumerate(order)}
    stated = [c.entry for index in group.inside for c in groups[index].candidates]
    any_inside = any(c.entry.inside(unit) for c in group.candidates for unit in stated)
    towns = [c.entry for c in group.candidates if c.entry.level == SETTLEMENT and c.grade != LOOSE]
    near = _home_shares(group, home)
    verdicts = [_agrees(group, candidate.entry) for candidate in group.candidates]
    lands = any(c.entry.level == COUNTRY and c.grade == EXACT for c in group.candidates)
    rows = []
    for index, candidate in enumerate(group.candidates):
        entry = candidate.entry
        full = (entry.pack, entry.number) in group.full
        inside = any(entry.inside(unit) for unit in stated)
        agrees = verdicts[index]
        rows.append(
            [
                _size(entry) / 7.0,
                float(entry.level >= SETTLEMENT and entry.population == 0),
                float(entry.level == REGION),
                *(float(entry.level == level) for level in range(len(LEVELS))),
                float(candidate.grade == ALTERNATE),
                float(candidate.grade == LOOSE),
                1.0 - candidate.likeness,
                float(agrees is True),
                float(agrees is False),
                math.log1p(rank_of[index]),
                float(rank_of[index] == 0),
                float(inside),
                float(any_inside and not inside),
                float(entry.country in home.countries),
                *near[index],
                float(COUNTRY < entry.level < SETTLEMENT and any(town.inside(entry) for town in towns)),
                max(0.0, _size(entry) - _BIG) if entry.level == SETTLEMENT else 0.0,
                float(entry.level == ADMIN1 and not group.levels),
                float(ADMIN1 < entry.level < SETTLEMENT and not group.levels),
                float(full),
                float(bool(group.full) and not full),
                float(agrees is False and any(verdicts)),
                float(lands and entry.level > COUNTRY),
                float(candidate.grade == LOOSE and language_of(entry.country) == "xx"),
            ]
        )
    return np.array(rows, dtype=np.float64).reshape(len(group.candidates), len(FIRST))


def _size(entry: Entry) -> float:
    if entry.level == FEATURE and entry.radius_km:
        return 3.0 + math.log10(1.0 + entry.radius_km)
    if entry.level in _UNIT_POPULATION:
        return _UNIT_POPULATION[entry.level]
    return math.log10(1.0 + entry.population)


def _agrees(group: Group, entry: Entry) -> bool | None:
    if not group.levels:
        return None
    if entry.kind in group.kinds:
        return True
    return entry.level in group.levels


def _home_shares(group: Group, home: Home) -> Array:
    """For each candidate, the square roots of how much of the paper's news is near, in its first unit, and there."""
    shares = np.zeros((len(group.candidates), 3))
    if not home.places or not group.candidates:
        return shares
    weights = np.array([weight for _, weight in home.places])
    fine = np.array(
        [entry.level > ADMIN1 and entry.point is not None for entry, _ in home.places], dtype=bool
    )
    points = np.array([entry.point or (0.0, 0.0) for entry, _ in home.places])
    units = np.array([_admin1(entry) or "-" for entry, _ in home.places])
    ids = [(entry.pack, entry.id) for entry, _ in home.places]
    for row, candidate in enumerate(group.candidates):
        entry = candidate.entry
        if entry.level <= COUNTRY:
            continue
        if entry.point is not None and entry.level > ADMIN1:
            away = distances(np.array([entry.point]), points)[0]
            shares[row, 0] = float((np.exp(-away / _HOME_KM) * weights)[fine].sum())
        shares[row, 1] = float(weights[units == _admin1(entry)].sum())
        shares[row, 2] = sum(w for key, w in zip(ids, weights, strict=True) if key == (entry.pack, entry.id))
    result: Array = np.sqrt(shares)
    return result


def distances(a: Array, b: Array) -> Array:
    """Kilometres between each of a and each of b, rows of latitude and longitude."""
    return _kilometres(_directions(a) @ _directions(b).T)


def _kilometres(cosines: Array) -> Array:
    """Along the earth between two directions from its centre, from the cosine of the angle between them."""
    result: Array = 2.0 * _EARTH_KM * np.arcsin(np.sqrt(np.clip((1.0 - cosines) / 2.0, 0.0, 1.0)))
    return result


def _directions(points: Array) -> Array:
    """For each latitude and longitude the direction from the centre of the earth, of length one."""
    latitude, longitude = np.radians(points[:, 0]), np.radians(points[:, 1])
    across = np.cos(latitude)
    return np.stack((across * np.cos(longitude), across * np.sin(longitude), np.sin(latitude)), axis=1)


def second_features(groups: Sequence[Group], chances: Sequence[Array]) -> list[Array]:
    """One row a candidate of each group: how well it fits what the other names probably mean."""
    company = _Company(groups, chances)
    sizes = [len(group.candidates) for group in groups]
    owners = np.repeat(np.arange(len(groups)), sizes)
    entries = [candidate.entry for group in groups for candidate in group.candidates]
    step = max(1, _AT_ONCE // max(1, len(company.entries)))
    parts = [
        company.features(entries[first : first + step], owners[first : first + step])
        for first in range(0, len(entries), step)
    ]
    rows = np.vstack([*parts, np.zeros((0, len(SECOND)))])
    ends = np.cumsum(sizes).tolist()
    return [rows[end - size : end] for size, end in zip(sizes, ends, strict=True)]


class _Company:
    """The probable places of a report, three for each name, to be compared with every candidate."""

    def __init__(self, groups: Sequence[Group], chances: Sequence[Array]) -> None:
        self._groups = groups
        owners, entries, weights = [], [], []
        for index, (group, chance) in enumerate(zip(groups, chances, strict=True)):
            for best in np.argsort(-chance[:-1], kind="stable")[:3]:
                if chance[best] > 0.02:
                    owners.append(index)
                    entries.append(group.candidates[int(best)].entry)
                    weights.append(float(chance[best]) * group.weight)
        self.entries = entries
        self._owners = np.array(owners, dtype=np.int64)
        self._weights = np.array(weights, dtype=np.float64)
        self._points = _points(entries)
        self._fine = np.array([e.level > COUNTRY and e.point is not None for e in entries], dtype=bool)
        self._numbers: dict[str, int] = {}
        self._countries = self._numbered(e.country for e in entries)
        self._admin1 = self._numbered(_admin1(e) for e in entries)

    def features(self, entries: Sequence[Entry], owners: npt.NDArray[np.int64]) -> Array:
        """A row for each candidate, owned by one of the groups, whose other meanings do not count."""
        rows = np.zeros((len(entries), len(SECOND)))
        if not self.entries:
            return rows
        others = owners[:, None] != self._owners[None, :]
        weights = np.where(others, self._weights, 0.0)
        total = np.where(others.any(axis=1), weights.sum(axis=1) + 0.5, 1.0)
        local = np.array([entry.level > COUNTRY for entry in entries])
        countries = self._numbered(entry.country for entry in entries)
        units = self._numbered(_admin1(entry) for entry in entries)
        pull = _nearness(_points(entries), self._points) * np.minimum(self._weights, 1.0)
        pull *= others & self._fine & local[:, None]
        rows[:, 0] = (weights * _alike(countries, self._countries)).sum(axis=1) / total
        rows[:, 1] = (weights * _alike(units, self._admin1)).sum(axis=1) / total
        rows[:, 2] = pull.max(axis=1)
        rows[:, 3] = (pull * self._beside(owners)).max(axis=1)
        rows[:, 4] = [self._held(entry, row) for entry, row in zip(entries, weights, strict=True)] / total
        return rows

    def _numbered(self, units: Iterable[str | None]) -> npt.NDArray[np.int64]:
        """A number for each country or unit, the same for the same one; -1 where there is none."""
        known = self._numbers
        return np.array(
            [known.setdefault(unit, len(known)) if unit else -1 for unit in units], dtype=np.int64
        )

    def _held(self, entry: Entry, weights: Array) -> float:
        """How much of the company lies inside this unit."""
        if entry.level not in (1, 2, 3):
            return 0.0
        return float(sum(weights[other] for other in self._members.get(entry.id, ())))

    def _beside(self, owners: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """For each candidate, which of the company belong to the names that stand nearest in the text."""
        closest = {index: self._closest(index) for index in set(owners.tolist())}
        one, two = np.array([closest[index] for index in owners.tolist()], dtype=np.int64).T
        beside: npt.NDArray[np.bool_] = (one[:, None] == self._owners) | (two[:, None] == self._owners)
        return beside

    def _closest(self, index: int) -> tuple[int, int]:
        """The two groups of the company that stand nearest in the text, the earlier of those as near; -1: none."""
        offsets, owners = self._spoken
        own = np.array(sorted(self._groups[index].offsets), dtype=np.int64)
        if not len(own) or not len(offsets):
            return -1, -1
        after = np.searchsorted(own, offsets)
        gaps = np.minimum(
            np.abs(own[np.minimum(after, len(own) - 1)] - offsets),
            np.abs(own[np.maximum(after - 1, 0)] - offsets),
        )
        others = np.flatnonzero(owners != index)
        order = owners[others[np.lexsort((owners[others], gaps[others]))]]
        rest = order[order != order[:1]]
        return int(order[0]) if len(order) else -1, int(rest[0]) if len(rest) else -1

    @cached_property
    def _spoken(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Where in the text each group of the company stands, and which group it is."""
        pairs = [
            (at, owner)
            for owner in dict.fromkeys(self._owners.tolist())
            for at in self._groups[owner].offsets
        ]
        offsets, owners = zip(*pairs, strict=True) if pairs else ((), ())
        return np.array(offsets, dtype=np.int64), np.array(owners, dtype=np.int64)

    @cached_property
    def _members(self) -> dict[str, list[int]]:
        """Which of the company lie inside each unit."""
        found: dict[str, list[int]] = {}
        for number, entry in enumerate(self.entries):
            for id in {unit.id for unit in entry.chain}:
                found.setdefault(id, []).append(number)
        return found


def _alike(a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which of a are in the same country or unit as which of b; what is in none is like no other."""
    same: npt.NDArray[np.bool_] = (a[:, None] == b) & (a[:, None] >= 0)
    return same


def _nearness(a: Array, b: Array) -> Array:
    """For each of a and each of b one at the same place, a third of it at _NEAR_KM, and nothing very far away."""
    cosines = _directions(a) @ _directions(b).T
    near = cosines > math.cos(_FAR_KM / _EARTH_KM)
    nearness = np.zeros_like(cosines)
    nearness[near] = np.exp(-_kilometres(cosines[near]) / _NEAR_KM)
    return nearness


def _points(entries: Sequence[Entry]) -> Array:
    """Latitude and longitude of each, not numbers where a pack has none."""
    return np.array([e.point or (np.nan, np.nan) for e in entries], dtype=np.float64).reshape(-1, 2)


def _admin1(entry: Entry) -> str:
    unit = entry.unit(1)
    return f"{unit.pack}:{unit.id}" if unit else ""


def chance_of(scores: Array, none: float) -> Array:
    """Chances of the candidates and, last, of "none of these"; they add up to one."""
    every = np.append(scores, none)
    raised = np.exp(every - every.max())
    result: Array = raised / raised.sum()
    return result


__all__ = [
    "EXACT",
    "FIRST",
    "SECOND",
    "Group",
    "Home",
    "first_features",
    "ranker",
    "second_features",
]
