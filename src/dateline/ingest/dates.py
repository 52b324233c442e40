"""The day a text says it was published, and the words that say so; candidates in order of trust."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date as Day

from dateline.records import Record

_MONTHS = {name.casefold(): n for n, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = "(?:(?:" + "|".join([*calendar.day_name, *calendar.day_abbr]) + r")\b\.?,?\s+)?"
_DATE = (
    r"(?P<ymd>(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})(?![\d-])"
    rf"|(?P<dmy>\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?:19|20)\d\d)\b"
    rf"|(?P<mdy>{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d)\b"
    r"|(?P<num>\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d)\b"
)
_HEADER = re.compile(r"^\s*(?:date\s+)?(?P<day>\d{4}-\d{2}-\d{2})\b[ \t]*(?P<rest>[^\n]*)")
_LABEL = re.compile(
    rf"\b(?P<label>published|posted|first published|publication date|date|updated|last updated|modified)"
    rf"(?:\s+(?:on|at))?\s*:?\s*(?:\d{{1,2}}:\d\d\s*(?:[ap]\.?m\.?)?,?\s*)?{_WEEKDAY}(?:{_DATE})",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"^\W*(?:by\s[^\n]{{1,60}}?[|,–—-]\s*)?(?:\d{{1,2}}:\d\d\s*(?:[ap]\.?m\.?)?\W*)?{_WEEKDAY}(?:{_DATE})"
    r"(?P<tail>[^\n]{0,40})$",
    re.IGNORECASE,
)
_LEADING = re.compile(rf"^\W*{_WEEKDAY}(?:{_DATE})\s*(?:[–—-]\s|\()", re.IGNORECASE)
_ANY_DATE = re.compile(_DATE, re.IGNORECASE)
_DATELINE = re.compile(
    rf"^\s*[^\n.]{{2,60}}?,\s+(?P<d>\d{{1,2}})\s+(?P<m>{_MONTH})\s+(?P<y>\d\d|(?:19|20)\d\d)\s*\(",
    re.IGNORECASE,
)
_HEAD_LINES, _HEAD_CHARS = 12, 2500


class DateCandidate(Record, frozen=True, kw_only=True):
    """A day that may be the publication's, the place it was found in, and the words that say so."""

    day: Day
    found_in: str
    words: str = ""


def split_header(text: str) -> tuple[Day, str] | None:
    """The day of a first line that begins with an ISO date, and the rest of the line; or None."""
    match = _HEADER.match(text)
    if not match:
        return None
    try:
        return Day.fromisoformat(match["day"]), match["rest"].strip()
    except ValueError:
        return None


def find_dates(text: str) -> tuple[DateCandidate, ...]:
    """Candidates in order of trust: first line, label, dateline, a line of its own, label of updating."""
    found: list[tuple[int, DateCandidate]] = []
    header = split_header(text)
    if header:
        found.append((0, DateCandidate(day=header[0], found_in="first line", words=str(header[0]))))
    for line in text[:_HEAD_CHARS].split("\n")[:_HEAD_LINES]:
        found.extend(_in_line(line))
    return tuple(candidate for _, candidate in sorted(found, key=lambda entry: entry[0]))


def _in_line(line: str) -> Iterable[tuple[int, DateCandidate]]:
    for match in _LABEL.finditer(line):
        day = _day_of(match)
        if day:
            label = match["label"].casefold()
            rank = 4 if "updated" in label or "modified" in label else 1
            yield rank, DateCandidate(day=day, found_in=f"a line with {label!r}", words=match.group().strip())
    dateline = _DATELINE.match(line)
    if dateline:
        month = _MONTHS[dateline["m"].casefold().rstrip(".")]
        day = _make(_year(dateline["y"]), month, int(dateline["d"]))
        if day:
            yield 2, DateCandidate(day=day, found_in="the dateline", words=dateline.group().strip(" ("))
    for pattern, rank in ((_LEADING, 2), (_ALONE, 3)):
        alone = pattern.match(line)
        day = _day_of(alone) if alone else None
        if alone and day:
            yield rank, DateCandidate(day=day, found_in="a line of its own", words=alone.group().strip())
            return


def says_day(text: str, day: Day) -> bool:
    """True when the text writes this very day somewhere, in any of the ways read here or as YYYYMMDD."""
    return f"{day:%Y%m%d}" in text or any(_day_of(match) == day for match in _ANY_DATE.finditer(text))


def _day_of(match: re.Match[str]) -> Day | None:
    """The day of a match of the date pattern; None when it is no day, or month and day could be swapped."""
    if match["ymd"]:
        year, month, day = map(int, re.split(r"[-/.]", match["ymd"]))
        return _make(year, month, day)
    if match["num"]:
        first, second, year = map(int, re.split(r"[./-]", match["num"]))
        if "." in match["num"] or first > 12 or first == second:
            return _make(year, second, first)
        return _make(year, first, second) if second > 12 else None
    words = match["dmy"] or match["mdy"]
    month = next(_MONTHS[w.casefold()] for w in re.findall(r"[^\W\d]+", words) if w.casefold() in _MONTHS)
    day, year = map(int, re.findall(r"\d+", words))
    return _make(year, month, day)


def _year(digits: str) -> int:
    year = int(digits)
    return year if year > 99 else year + (1900 if year >= 50 else 2000)


def _make(year: int, month: int, day: int) -> Day | None:
    try:
        return Day(year, month, day)
    except ValueError:
        return None
