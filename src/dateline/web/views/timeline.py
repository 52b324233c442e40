"""Incidents over time as bars: an SVG the server draws, which a brush may narrow."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

from dateline.records import Record
from dateline.web.views.filters import Line

WIDTH, HEIGHT, FOOT = 960, 96, 18
MAX_BARS = 120


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

    certain: Counter[date]
    share: dict[date, float]
    perhaps: Counter[date]
    deaths: Counter[date]


def draw_timeline(lines: Sequence[Line]) -> Timeline:
    """Days, weeks, months or years, whichever makes at most MAX_BARS bars.

    An incident whose days all lie in one bar stands there; one known only to the week or month is spread over
    the bars it may lie in, and drawn paler.
    """
    spans = [
        (date.fromisoformat(line.start), date.fromisoformat(line.end), line.dead)
        for line in lines
        if line.start
    ]
    undated = len(lines) - len(spans)
    if not spans:
        return Timeline(bars=(), ticks=(), unit="day", undated=undated, top=0)
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    unit = next(name for name, days in _UNITS if (last - first).days / days < MAX_BARS or name == "year")
    starts = _starts(_FLOOR[unit](first), _FLOOR[unit](last), _STEP[unit])
    tally = _count(spans, starts, _FLOOR[unit])
    top = max(tally.certain[start] + tally.share.get(start, 0.0) for start in starts)
    room = WIDTH / len(starts)
    bars = [_bar(i, start, _STEP[unit](start), tally, room, top) for i, start in enumerate(starts)]
    return Timeline(
        bars=tuple(bar for bar in bars if bar.height or bar.pale_height),
        ticks=_ticks(starts, room, unit),
        unit=unit,
        undated=undated,
        top=ceil(top),
    )


def _count(
    spans: Sequence[tuple[date, date, int]], starts: Sequence[date], floor: Callable[[date], date]
) -> Tally:
    index = {start: i for i, start in enumerate(starts)}
    tally = Tally(Counter(), defaultdict(float), Counter(), Counter())
    for begin, end, dead in spans:
        low, high = index[floor(begin)], index[floor(max(begin, end))]
        if low == high:
            tally.certain[starts[low]] += 1
            tally.deaths[starts[low]] += dead
            continue
        for start in starts[low : high + 1]:
            tally.share[start] += 1 / (high - low + 1)
            tally.perhaps[start] += 1
    return tally


def _bar(index: int, start: date, following: date, tally: Tally, room: float, top: float) -> Bar:
    scale = (HEIGHT - FOOT - 6) / top
    sure, pale = tally.certain[start] * scale, tally.share.get(start, 0.0) * scale
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
        label=_label(start, last, tally),
    )


def _label(start: date, last: date, tally: Tally) -> str:
    """What a bar says: its days, how many, how many perhaps, how many dead."""
    days = f"{start.day} {start:%b %Y}" + (f" to {last.day} {last:%b %Y}" if last != start else "")
    count, perhaps, dead = tally.certain[start], tally.perhaps[start], tally.deaths[start]
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
