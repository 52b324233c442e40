"""Incidents over time as bars: an SVG the server draws, which a brush may narrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.records import Record

WIDTH, HEIGHT, FOOT = 960, 96, 18
MAX_BARS = 120

Days = NDArray[np.int64]


class Bar(Record, frozen=True, kw_only=True):
    """One bar: where it stands, its days, the part that is certain, the paler part that may lie elsewhere."""

    x: float
    y: float
    width: float
    height: float
    pale_y: float
    pale_height: float
    first: str
    last: str
    label: str


class Tick(Record, frozen=True, kw_only=True):
    """A word under the bars."""

    x: float
    text: str


class Timeline(Record, frozen=True, kw_only=True):
    """Bars, ticks and the size of the picture."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    unit: str
    undated: int
    top: int
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = FOOT


class Tally(NamedTuple):
    """What falls into each bar: certain, perhaps (in shares that add up to one), and how many perhaps."""

    certain: NDArray[np.int64]
    share: NDArray[np.float64]
    perhaps: NDArray[np.int64]
    deaths: NDArray[np.int64]


def draw_timeline(first: Days, last: Days, dead: Days) -> Timeline:
    """Days, weeks, months or years, whichever makes at most MAX_BARS bars.

    An incident whose days all lie in one bar stands there; one known only to the week or month is spread over
    the bars it may lie in, and drawn paler. Days are counted from the year 1; 0 is no day.
    """
    dated = first > 0
    undated = int(len(first) - dated.sum())
    if not dated.any():
        return Timeline(bars=(), ticks=(), unit="day", undated=undated, top=0)
    first, last, dead = first[dated], last[dated], dead[dated]
    begin, end = date.fromordinal(int(first.min())), date.fromordinal(int(last.max()))
    unit = next(name for name, days in _UNITS if (end - begin).days / days < MAX_BARS or name == "year")
    starts = _starts(_FLOOR[unit](begin), _FLOOR[unit](end), _STEP[unit])
    tally = _count(first, last, dead, np.array([start.toordinal() for start in starts]))
    top = float((tally.certain + tally.share).max())
    room = WIDTH / len(starts)
    bars = [_bar(i, start, _STEP[unit](start), tally, room, top) for i, start in enumerate(starts)]
    return Timeline(
        bars=tuple(bar for bar in bars if bar.height or bar.pale_height),
        ticks=_ticks(starts, room, unit),
        unit=unit,
        undated=undated,
        top=ceil(top),
    )


def _count(first: Days, last: Days, dead: Days, starts: Days) -> Tally:
    size = len(starts)
    low = np.searchsorted(starts, first, side="right") - 1
    high = np.searchsorted(starts, last, side="right") - 1
    sure = low == high
    share, perhaps = np.zeros(size + 1), np.zeros(size + 1, dtype=np.int64)
    weights = 1.0 / (high[~sure] - low[~sure] + 1)
    np.add.at(share, low[~sure], weights)
    np.add.at(share, high[~sure] + 1, -weights)
    np.add.at(perhaps, low[~sure], 1)
    np.add.at(perhaps, high[~sure] + 1, -1)
    return Tally(
        certain=np.bincount(low[sure], minlength=size),
        share=np.cumsum(share)[:size].clip(min=0.0),
        perhaps=np.cumsum(perhaps)[:size],
        deaths=np.bincount(low[sure], weights=dead[sure], minlength=size).astype(np.int64),
    )


def _bar(index: int, start: date, following: date, tally: Tally, room: float, top: float) -> Bar:
    scale = (HEIGHT - FOOT - 6) / top
    sure, pale = float(tally.certain[index]) * scale, float(tally.share[index]) * scale
    last = following - timedelta(days=1)
    width = min(28.0, room * 0.82)
    return Bar(
        x=round(index * room + (room - width) / 2, 2),
        y=round(HEIGHT - FOOT - sure, 2),
        width=round(width, 2),
        height=round(sure, 2),
        pale_y=round(HEIGHT - FOOT - sure - pale, 2),
        pale_height=round(pale, 2),
        first=start.isoformat(),
        last=last.isoformat(),
        label=_label(start, last, tally, index),
    )


def _label(start: date, last: date, tally: Tally, index: int) -> str:
    """What a bar says: its days, how many, how many perhaps, how many dead."""
    days = f"{start.day} {start:%b %Y}" + (f" to {last.day} {last:%b %Y}" if last != start else "")
    count, perhaps, dead = tally.certain[index], tally.perhaps[index], tally.deaths[index]
    said = [f"{count:,} incident{'s' if count != 1 else ''}"] if count else []
    said += [f"{perhaps:,} that may lie here"] if perhaps else []
    said += [f"{dead:,} killed"] if dead else []
    return f"{days}: {', '.join(said)}"


def _starts(first: date, last: date, step: Callable[[date], date]) -> list[date]:
    starts = [first]
    while starts[-1] < last:
        starts.append(step(starts[-1]))
    return starts


def _ticks(starts: Sequence[date], room: float, unit: str) -> tuple[Tick, ...]:
    """At most eight words, each under the start of its bar."""
    every = max(1, -(-len(starts) // 8))
    form = {"day": "{0.day} {0:%b}", "week": "{0.day} {0:%b}", "month": "{0:%b %Y}", "year": "{0.year}"}[unit]
    if unit in ("day", "week") and starts[0].year != starts[-1].year:
        form += " {0:%y}"
    return tuple(
        Tick(x=round(i * room + room / 2, 2), text=form.format(start))
        for i, start in enumerate(starts)
        if i % every == 0
    )


def _month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


_UNITS = (("day", 1), ("week", 7), ("month", 30), ("year", 365))
_FLOOR: dict[str, Callable[[date], date]] = {
    "day": lambda day: day,
    "week": lambda day: day - timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
    "year": lambda day: day.replace(month=1, day=1),
}
_STEP: dict[str, Callable[[date], date]] = {
    "day": lambda day: day + timedelta(days=1),
    "week": lambda day: day + timedelta(days=7),
    "month": _month_after,
    "year": lambda day: day.replace(year=day.year + 1),
}
