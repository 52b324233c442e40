"""What happened in a period, counted so that every number names the incidents it counts."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from dateline.errors import DatelineError
from dateline.publish.items import Item
from dateline.publish.wire import Line, ReportHead
from dateline.publish.words import killed, names, sentence_of, toll_text, when_text, where_text, who_text

UNCONFIRMED = ("claimed", "denied", "could_not_verify")
_DAYS, _WEEKS = 31, 27  # of a timeline of days, of weeks
Step = Literal["day", "week", "month"]
_LEFT_TO_RIGHT = "\u200e"  # the mark that ends letters which run to the left
_NOWHERE, _NOBODY = "place unknown", "unidentified"


class Number(Line, frozen=True, kw_only=True):
    """A count, the entries it counts (by their number in the report), and the same of the period before.

    `told` is False where nobody gives a number of any of the incidents: a dash is shown, and no 0.
    """

    value: int
    told: bool = True
    entries: tuple[int, ...] = ()
    before: int | None = None


class Row(Line, frozen=True, kw_only=True):
    """One line of a table: incidents and people under one heading."""

    name: str
    incidents: Number
    killed: Number
    injured: Number


class Entry(Line, frozen=True, kw_only=True):
    """One incident as it is printed."""

    number: int
    id: str
    sentence: str
    what: str
    when: str
    where: str
    who: str
    toll: str
    says: str
    status: str
    unconfirmed: bool
    sources: tuple[str, ...]
    quotes: tuple[str, ...]
    day: date | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None


class Situation(Line, frozen=True, kw_only=True):
    """A period's report: summary, tables, entries, and what could not be counted.

    `only` says in words what it was narrowed to; `by_time` has a row for every step of the period, empty ones too.
    """

    title: str
    start: date
    end: date
    preset: str
    profile: str
    only: str
    summary: tuple[Row, ...]
    step: Step
    by_time: tuple[Row, ...]
    by_place: tuple[Row, ...]
    by_actor: tuple[Row, ...]
    entries: tuple[Entry, ...]
    uncertain: tuple[Entry, ...]
    left_out: dict[str, int]


def parse_period(text: str) -> tuple[date, date]:
    """First and last day of `2023-W04`, `2023-01`, `2023`, `2023-01-25` or `2023-01-20..2023-01-26`."""
    try:
        if ".." in text:
            first, last = (date.fromisoformat(part.strip()) for part in text.split("..", 1))
        elif "-W" in text:
            year, week = (int(part) for part in text.split("-W"))
            first = date.fromisocalendar(year, week, 1)
            last = first + timedelta(days=6)
        elif len(text) == 4 and text.isdecimal():
            first, last = date(int(text), 1, 1), date(int(text), 12, 31)
        elif text.count("-") == 1:
            year, month = (int(part) for part in text.split("-"))
            first = date(year, month, 1)
            last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        else:
            first = last = date.fromisoformat(text)
    except ValueError:
        remedy = "Write 2023-W04, 2023-01, 2023, 2023-01-25 or 2023-01-20..2023-01-26."
        raise DatelineError(f"{text!r} is no period", remedy=remedy) from None
    if first > last:
        raise DatelineError(f"the period {text} ends before it begins", remedy="Change the two days over.")
    return first, last


def make_situation(
    items: Iterable[Item],
    start: date,
    end: date,
    *,
    preset: str,
    profile: str = "",
    wanted: Callable[[Item], bool] = lambda item: True,
    only: str = "",
) -> Situation:
    """The period's incidents counted and told; totals of others and those of unknown date are left out."""
    every = [item for item in items if wanted(item)]
    length = end - start + timedelta(days=1)
    now = sorted(filter(lambda item: _within(item, start, end), every), key=_order)
    before = [item for item in every if _within(item, start - length, start - timedelta(days=1))]
    maybe = sorted((item for item in every if _may_be_within(item, start, end)), key=_order)
    numbered = list(enumerate(now, 1))
    return Situation(
        title=f"{start} to {end}" if start != end else str(start),
        start=start,
        end=end,
        preset=preset,
        profile=profile,
        summary=(_row("All", numbered, before),),
        only=only,
        step=(step := _step(length.days)),
        by_time=_timed(numbered, start, end, step),
        by_place=_tabled(numbered, _places),
        by_actor=_tabled(numbered, _actors),
        entries=tuple(entry_of(number, item) for number, item in numbered),
        uncertain=tuple(entry_of(number, item) for number, item in enumerate(maybe, len(now) + 1)),
        left_out=_left_out(every),
    )


def entry_of(number: int, item: Item) -> Entry:
    """One incident as it is printed."""
    line, place = item.incident, item.incident.place
    return Entry(
        number=number,
        id=line.id,
        sentence=sentence_of(line),
        what=line.sub_event_type.value,
        when=when_text(line),
        where=where_text(place),
        who=who_text(line),
        toll=toll_text(line.toll, line.losses_stated) or "toll not stated",
        says="; ".join(dict.fromkeys(source.as_written for source in line.sources)) or "nobody is named",
        status=line.verification.replace("_", " "),
        unconfirmed=line.verification in UNCONFIRMED,
        sources=tuple(_source(head) for head in item.reports),
        quotes=tuple(" ".join(quote.text.split()) for quote in item.quotes),
        day=line.date_start,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        radius_km=place.radius_km if place else None,
    )


def _source(head: ReportHead) -> str:
    """The outlet and the day, which letters that run to the left would turn round."""
    outlet = head.outlet or ""
    if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in outlet):
        outlet += _LEFT_TO_RIGHT
    return " ".join(part for part in (outlet, str(head.published or "")) if part)


def _within(item: Item, start: date, end: date) -> bool:
    """True when all days it can have happened on lie in the period."""
    line = item.incident
    if line.sums or line.date_start is None:
        return False
    return start <= line.date_start and (line.date_end or line.date_start) <= end


def _may_be_within(item: Item, start: date, end: date) -> bool:
    line = item.incident
    if line.sums or line.date_start is None or _within(item, start, end):
        return False
    return line.date_start <= end and (line.date_end or line.date_start) >= start


def _left_out(items: Sequence[Item]) -> dict[str, int]:
    found = {
        "totals of other incidents": sum(bool(item.incident.sums) for item in items),
        "of unknown date": sum(item.incident.date_start is None and not item.incident.sums for item in items),
    }
    return {reason: count for reason, count in found.items() if count}


def _order(item: Item) -> tuple[date, str]:
    return item.incident.date_start or date.min, item.incident.id


def _step(days: int) -> Step:
    """How long a bar of the timeline is: no more of them than a page is wide."""
    return "day" if days <= _DAYS else "week" if days <= _WEEKS * 7 else "month"


def _timed(numbered: Sequence[tuple[int, Item]], start: date, end: date, step: Step) -> tuple[Row, ...]:
    """Rows of the whole period by the first day an incident can have happened on, in the order of time."""
    days = (start + timedelta(days=n) for n in range((end - start).days + 1))
    return tuple(
        _row(name, [one for one in numbered if _name_of(one[1].incident.date_start or start, step) == name])
        for name, _ in groupby(days, lambda day: _name_of(day, step))
    )


def _name_of(day: date, step: Step) -> str:
    """`2023-01-25`, `2023-W04` or `2023-01`."""
    if step == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    return day.isoformat() if step == "day" else f"{day:%Y-%m}"


def _tabled(
    numbered: Sequence[tuple[int, Item]], headings: Callable[[Item], Sequence[str]]
) -> tuple[Row, ...]:
    """Rows by heading in the order of their names; an incident with two headings stands in both."""
    groups: dict[str, list[tuple[int, Item]]] = {}
    for number, item in numbered:
        for heading in headings(item):
            groups.setdefault(heading, []).append((number, item))
    return tuple(_row(name, group) for name, group in sorted(groups.items()))


def _row(name: str, numbered: Sequence[tuple[int, Item]], before: Sequence[Item] | None = None) -> Row:
    def number(count: Callable[[Item], int | None]) -> Number:
        counted = [(at, count(item)) for at, item in numbered]
        return Number(
            value=sum(value or 0 for _, value in counted),
            told=not counted or any(value is not None for _, value in counted),
            entries=tuple(at for at, value in counted if value),
            before=None if before is None else sum(count(item) or 0 for item in before),
        )

    return Row(name=name, incidents=number(lambda _: 1), killed=number(dead_of), injured=number(injured_of))


def dead_of(item: Item) -> int | None:
    """The dead as counted here: the profile's figure, else the best one told; None where nobody counts."""
    if item.coded:
        return next((n for n in (item.coded.best, item.coded.low) if n is not None), None)
    low, best, high = killed(item.incident)
    return next((n for n in (best, low, high) if n is not None), None)


def injured_of(item: Item) -> int | None:
    """The injured as told; None where nobody counts."""
    told = [toll.figure for toll in item.incident.toll if toll.outcome == "injured"]
    known = [number for number in told if number is not None]
    return sum(known) if known else None


def _places(item: Item) -> Sequence[str]:
    place = item.incident.place
    if place is None:
        return [_NOWHERE]
    return [", ".join(part for part in (place.country, place.admin1) if part) or _NOWHERE]


def _actors(item: Item) -> Sequence[str]:
    line = item.incident
    told = names((*line.side_a, *line.side_b)).split("; ")
    return sorted({name for name in told if name}) or [_NOBODY]
