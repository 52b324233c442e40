"""Pairs of accounts worth comparing: they share a day or month, and a cell of the map, a unit or a name.

A key an account holds by its own precision is `own`; one it holds only so that a vaguer account may find it
is `guest`. Two guests are never paired, so a vague report costs its own comparisons and no others.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from datetime import date as Day
from math import cos, floor, radians
from typing import Any

from dateline.reconcile.account import Account, Where

Key = tuple[object, ...]
Keys = Callable[[Account], tuple[list[Key], list[Key]]]

FEW_DAYS = 3
_CELL_DEGREES = 0.5
_REACH_KM = 15.0
_KM_PER_DEGREE = 111.2
_MOST_MONTHS = 14
_FINE_LEVEL = 3
_PROVINCE = 5
_LARGEST_BLOCK = 300
_NEIGHBOURS = 40


def times_of(account: Account) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    """Own and guest keys of time. A day also holds the next, so that neighbours meet."""
    if account.first_day is None or account.last_day is None:
        return tuple(("M", month) for month in _months_before(account.reported)), ()
    months = _months(account.first_day, account.last_day)
    if account.last_day - account.first_day < FEW_DAYS:
        days = range(account.first_day, account.last_day + 2)
        return tuple(("D", day) for day in days), tuple(("M", month) for month in months)
    return tuple(("M", month) for month in months[:_MOST_MONTHS]), ()


def places_of(account: Account) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    """Own and guest keys of space: cells of the map, units of administration, the name, the parties."""
    parties = tuple(("X", party) for party in sorted(account.side_a | account.side_b))
    where = account.where
    if where is None:
        return parties or (("N",),), ()
    units: tuple[Key, ...] = tuple(("A", unit) for unit in sorted(where.units))
    name: Key = ("P", where.name)
    area: Key = ("A", where.name)
    if where.level > _FINE_LEVEL:
        return (area, name), units + parties
    if where.latitude is None or where.longitude is None:
        district: tuple[Key, ...] = (("A", where.district),) if where.district else ()
        return (name, area, *district), units + parties
    if where.level == _FINE_LEVEL:
        return (*_cells(where), name, area), units + parties
    return (*_cells(where), name), units + parties


def keys_of(account: Account) -> tuple[list[Key], list[Key]]:
    """Own and guest keys: every time with every place; a key with a guest part is a guest."""
    own_times, guest_times = times_of(account)
    own_places, guest_places = places_of(account)
    own = [(*time, *place) for time in own_times for place in own_places]
    guest = [(*time, *place) for time in own_times for place in guest_places]
    guest += [(*time, *place) for time in guest_times for place in (*own_places, *guest_places)]
    return own, guest


def _months(first: int, last: int) -> list[int]:
    start, end = Day.fromordinal(first), Day.fromordinal(last)
    return list(range(start.year * 12 + start.month, end.year * 12 + end.month + 1))


def _months_before(reported: int | None) -> list[int]:
    """The month of the report and the one before; an undated event of an undated report has none."""
    if reported is None:
        return []
    return _months(max(1, reported - 31), reported)


def _cells(where: Where) -> tuple[Key, ...]:
    """The cells of half a degree that the place and its surroundings touch."""
    lat, lon = where.latitude or 0.0, where.longitude or 0.0
    reach = min(where.radius_km, 60.0) + _REACH_KM
    north = reach / _KM_PER_DEGREE
    east = reach / (_KM_PER_DEGREE * max(0.1, cos(radians(lat))))
    rows = range(floor((lat - north) / _CELL_DEGREES), floor((lat + north) / _CELL_DEGREES) + 1)
    columns = range(floor((lon - east) / _CELL_DEGREES), floor((lon + east) / _CELL_DEGREES) + 1)
    wrap = int(360 / _CELL_DEGREES)
    return tuple(("G", row, column % wrap) for row in rows for column in columns)


def candidate_pairs(accounts: Sequence[Account], keys: Keys = keys_of) -> Any:
    """An array of pairs (i < j) of positions, each once, in order; never two accounts of one report.

    `keys` may give some of the keys only: the pairs of all keys are those of any partition of them together.
    """
    import numpy as np

    total = len(accounts)
    hashes, owners, owned = _collect(accounts, keys)
    order = np.lexsort((owners, ~owned, hashes))
    hashes, owners, owned = hashes[order], owners[order], owned[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(hashes) else np.empty(0, np.int64)
    sizes = np.diff(np.r_[starts, len(hashes)])
    large = sizes > _LARGEST_BLOCK
    ends = np.repeat(np.where(large, starts, starts + sizes), sizes)
    chunks = [*_small_pairs(owners, owned, ends, total), np.empty(0, dtype=np.int64)]
    ranks = _ranks(accounts) if large.any() else None
    for start, size in zip(starts[large].tolist(), sizes[large].tolist(), strict=True):
        block = slice(start, start + size)
        chunks.append(_large_pairs(owners[block], owned[block], ranks, total))
    codes = np.unique(np.concatenate(chunks))
    pairs = np.stack([codes // max(total, 1), codes % max(total, 1)], axis=1)
    reports = _report_numbers(accounts)
    return pairs[reports[pairs[:, 0]] != reports[pairs[:, 1]]]


def _small_pairs(owners: Any, owned: Any, ends: Any, total: int) -> Iterator[Any]:
    """Codes of all pairs within blocks, one step of distance at a time; owners stand before guests."""
    import numpy as np

    first = np.flatnonzero(owned)
    step = 1
    while len(first):
        first = first[first + step < ends[first]]
        a, b = owners[first], owners[first + step]
        yield np.unique(np.minimum(a, b) * total + np.maximum(a, b))
        step += 1


def _collect(accounts: Sequence[Account], keys: Keys) -> tuple[Any, Any, Any]:
    """Hashes of keys, the account of each, whether it owns it; guests that nobody hosts are left out."""
    import numpy as np

    hashes, owners = array("q"), array("l")
    guest_hashes, guest_owners = array("q"), array("l")
    hosted: set[int] = set()
    for position, account in enumerate(accounts):
        own, _ = keys(account)
        for key in own:
            number = _hash(key)
            hashes.append(number)
            owners.append(position)
            if key[0] == "M" or key[2] in ("A", "X", "P"):
                hosted.add(number)
    for position, account in enumerate(accounts):
        _, guest = keys(account)
        for key in guest:
            number = _hash(key)
            if number in hosted:
                guest_hashes.append(number)
                guest_owners.append(position)
    owned = np.r_[np.ones(len(hashes), dtype=bool), np.zeros(len(guest_hashes), dtype=bool)]
    return (
        np.r_[
            np.frombuffer(hashes or array("q"), dtype=np.int64), np.frombuffer(guest_hashes, dtype=np.int64)
        ],
        np.r_[np.array(owners, dtype=np.int64), np.array(guest_owners, dtype=np.int64)],
        owned,
    )


def _hash(key: Key) -> int:
    """A number for the key; it only has to agree within one run, and a clash costs one comparison."""
    return hash(key)


def _large_pairs(owners: Any, owned: Any, ranks: Any, total: int) -> Any:
    """Codes of the pairs of a vast block: each account meets only its next neighbours and few guests.

    Neighbours are those of a like kind, toll and parties (`ranks`): ten thousand reports of one day and place
    cost forty comparisons each.
    """
    import numpy as np

    own, guests = owners[owned], owners[~owned][:_LARGEST_BLOCK]
    own = own[np.argsort(ranks[own], kind="stable")]
    reach = min(_NEIGHBOURS, len(own) - 1) if len(own) > _LARGEST_BLOCK else len(own) - 1
    near = [(own[:-step], own[step:]) for step in range(1, reach + 1)]
    codes = [np.minimum(a, b) * total + np.maximum(a, b) for a, b in near]
    left, right = np.repeat(own[:_LARGEST_BLOCK], len(guests)), np.tile(guests, len(own[:_LARGEST_BLOCK]))
    codes.append(np.minimum(left, right) * total + np.maximum(left, right))
    return np.concatenate(codes)


def _ranks(accounts: Sequence[Account]) -> Any:
    """The place of each account when all are sorted by kind, toll and parties."""
    import numpy as np

    keys = [(a.kind.value, a.killed or 0, sorted(a.side_a), sorted(a.side_b)) for a in accounts]
    ranks = np.empty(len(accounts), dtype=np.int64)
    ranks[sorted(range(len(accounts)), key=keys.__getitem__)] = np.arange(len(accounts))
    return ranks


def _report_numbers(accounts: Sequence[Account]) -> Any:
    import numpy as np

    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(a.moment[0], len(numbers)) for a in accounts], dtype=np.int64)
