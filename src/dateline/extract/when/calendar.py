"""ISO-TimeML values <-> calendar days: first and last day a value can mean, steps by units."""

from __future__ import annotations

import calendar
import re
from datetime import MAXYEAR, date, timedelta

from dateline.codebook import DatePrecision

Bounds = tuple[date | None, date | None, DatePrecision]
_UNKNOWN: Bounds = (None, None, "unknown")
_HIJRI_1 = 227015  # ordinal of the first day of the Islamic calendar
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)(?:-XX.*)?")
_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")


def bounds(value: str) -> Bounds:
    """First and last day that a value can mean and how exact it is; unknown for durations, sets, references."""
    if match := _DAY.fullmatch(value):
        day = safe_day(*(int(n) for n in match.groups()))
        return (day, day, "day") if day else _UNKNOWN
    if match := _WEEK.fullmatch(value):
        return _week(int(match.group(1)), int(match.group(2)), weekend=bool(match.group(3)))
    if match := _MONTH.fullmatch(value):
        year, month = int(match.group(1)), int(match.group(2))
        return _months(year, month, month, "month") if 1 <= month <= 12 and year else _UNKNOWN
    if match := _PART.fullmatch(value):
        year, part = int(match.group(1)), match.group(2)
        if part in {"H1", "H2"}:
            return _months(year, int(part[1]) * 6 - 5, int(part[1]) * 6, "year")
        if part[0] == "Q":
            return _months(year, int(part[1]) * 3 - 2, int(part[1]) * 3, "year")
        return _months(year, *_SEASONS[part], "year")
    if re.fullmatch(r"\d{4}", value) and 0 < int(value) < MAXYEAR:
        return _months(int(value), 1, 12, "year")
    if re.fullmatch(r"\d{3}", value) and int(value):
        first = int(value) * 10
        return date(first, 1, 1), date(first + 9, 12, 31), "unknown"
    return _UNKNOWN


def _week(year: int, week: int, *, weekend: bool) -> Bounds:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return _UNKNOWN
    first = monday + timedelta(days=5) if weekend else monday
    return first, monday + timedelta(days=6), "week"


def _months(year: int, first: int, last: int, precision: DatePrecision) -> Bounds:
    end_year = year + (last < first)
    return (
        date(year, first, 1),
        date(end_year, last, calendar.monthrange(end_year, last)[1]),
        precision,
    )


def safe_day(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def step_days(day: date, days: float) -> date | None:
    """The day that many days on, or None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def step_months(day: date, months: int) -> date | None:
    """The same day of the month that many months on, the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 0 < year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def week_value(day: date) -> str:
    """The ISO week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def quarter_value(day: date) -> str:
    """The quarter of a day."""
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """The nth such weekday of a month; -1 is the last."""
    if which < 0:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def hijri_days(year: int, month: int, day: int) -> list[date]:
    """The days of a year that are that day of the Islamic year, by the tabular calendar."""
    near = (year - 622) * 33 // 32
    starts = [_HIJRI_1 + (hijri - 1) * 354 + (3 + 11 * hijri) // 30 for hijri in range(near - 1, near + 4)]
    days = [date.fromordinal(start + 29 * (month - 1) + month // 2 + day - 1) for start in starts]
    return [one for one in days if one.year == year]


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the Gregorian reckoning of Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
