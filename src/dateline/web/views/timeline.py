"""Incidents over time as bars: an SVG the server draws, which a brush may narrow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from dateline.records import Record
from dateline.web.views.filters import Line

WIDTH, HEIGHT, FOOT = 960, 96, 18
MAX_BARS = 120


class Bar(Record, frozen=True, kw_only=True):
    """One bar: where it stands, how high, its days, and what it says to a reader of the page."""

    x: float
    y: float
    width: float
    height: float
    first: str
    last: str
    count: int
    dead: int
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


def draw_timeline(lines: Sequence[Line]) -> Timeline:
    """Days, weeks, months or years, whichever makes at most MAX_BARS bars; an incident stands at its first day."""
    dated = [(date.fromisoformat(line.start), line.dead) for line in lines if line.start]
    undated = len(lines) - len(dated)
    if not dated:
        return Timeline(bars=(), ticks=(), unit="day", undated=undated, top=0)
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    unit = next(name for name, days in _UNITS if (last - first).days / days < MAX_BARS or name == "year")
    floor, step = _FLOOR[unit], _STEP[unit]
    counts = Counter(floor(day) for day, _ in dated)
    deaths: Counter[date] = Counter()
    for day, dead in dated:
        deaths[floor(day)] += dead
    starts = _starts(floor(first), floor(last), step)
    room = WIDTH / len(starts)
    top = max(counts.values())
    bars = [
        _bar(i, start, step(start), counts[start], deaths[start], room, top) for i, start in enumerate(starts)
    ]
    return Timeline(
        bars=tuple(bar for bar in bars if bar.count),
        ticks=_ticks(starts, room, unit),
        unit=unit,
        undated=undated,
        top=top,
    )


def _bar(index: int, start: date, following: date, count: int, dead: int, room: float, top: int) -> Bar:
    tall = (HEIGHT - FOOT - 6) * count / top
    last = following - timedelta(days=1)
    days = f"{start.day} {start:%b %Y}" + (f" to {last.day} {last:%b %Y}" if last != start else "")
    width = min(28.0, room * 0.82)
    return Bar(
        x=round(index * room + (room - width) / 2, 2),
        y=round(HEIGHT - FOOT - tall, 2),
        width=round(width, 2),
        height=round(tall, 2),
        first=start.isoformat(),
        last=last.isoformat(),
        count=count,
        dead=dead,
        label=f"{days}: {count:,} incident{'s' if count != 1 else ''}"
        + (f", {dead:,} killed" if dead else ""),
    )


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
