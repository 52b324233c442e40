"""Reports by arrival: days, near-copies folded, and how many came from where in which week."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from dateline.records import Record

SHINGLE_WORDS = 4
SKETCH_SIZE = 48
COPY_SHARE = (
    0.6  # share of the sketch two wire copies have in common; invented examples: copies > .8, others < .1
)
WEEKS = 12

T = TypeVar("T")


class Week(Record, frozen=True, kw_only=True):
    """One week of the coverage table: its Monday, and the number of reports by outlet."""

    monday: date
    count: int


class Coverage(Record, frozen=True, kw_only=True):
    """One outlet's reports, week by week."""

    outlet: str
    weeks: tuple[Week, ...]
    total: int


def sketch(text: str) -> frozenset[int]:
    """The smallest hashes of a text's word runs; texts that share most of them are near-copies."""
    words = re.findall(r"\w+", text.lower())
    runs = (" ".join(words[i : i + SHINGLE_WORDS]) for i in range(max(1, len(words) - SHINGLE_WORDS + 1)))
    return frozenset(sorted({_hash(run) for run in runs})[:SKETCH_SIZE])


def _hash(run: str) -> int:
    from zlib import crc32

    return crc32(run.encode("utf-8", "surrogatepass"))


def fold_copies(items: Sequence[T], text_of: Callable[[T], str]) -> list[tuple[T, list[T]]]:
    """Each item with the near-copies that follow it, in the order given."""
    folded: list[tuple[T, frozenset[int], list[T]]] = []
    for item in items:
        mine = sketch(text_of(item))
        for _, theirs, copies in folded:
            if mine and len(mine & theirs) >= COPY_SHARE * min(len(mine), len(theirs)):
                copies.append(item)
                break
        else:
            folded.append((item, mine, []))
    return [(item, copies) for item, _, copies in folded]


def weeks_of(printed: Iterable[tuple[str, date | None, int]]) -> tuple[Coverage, ...]:
    """Reports by outlet over the last weeks that hold any, the fullest outlet first.

    `printed`: how many reports each outlet printed on each day.
    """
    dated = [(outlet or "no outlet named", day, number) for outlet, day, number in printed if day]
    if not dated:
        return ()
    latest = max(day for _, day, _ in dated)
    last = latest - timedelta(days=latest.weekday())
    mondays = [last - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    counts: Counter[tuple[str, date]] = Counter()
    outlets: Counter[str] = Counter()
    for outlet, day, number in dated:
        counts[outlet, day - timedelta(days=day.weekday())] += number
        outlets[outlet] += number
    return tuple(
        Coverage(
            outlet=outlet,
            weeks=tuple(Week(monday=monday, count=counts[outlet, monday]) for monday in mondays),
            total=total,
        )
        for outlet, total in outlets.most_common()
    )
