"""The day that a report's words lean on: its day of print, else one that the page or the days told make likely."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from dateline.extract.when.anchor import Anchor
from dateline.extract.when.calendar import safe_day
from dateline.extract.when.find import Draft
from dateline.extract.when.values import Resolved, resolve_draft
from dateline.extract.words.times import Lexicon
from dateline.records import Report

_PRINTED_AFTER = timedelta(days=3)  # news is mostly printed up to so long after the last day it tells
_WRITTEN_BEFORE = timedelta(days=2)
_AHEAD = timedelta(days=45)  # how far after the day on the page a day told as past shows that day to be wrong
_TOP = 4  # paragraphs in which a full day is the news, not its history
_WEEKDAYS = 7


@dataclass(frozen=True, slots=True)
class Reference:
    """The day; `near` where it is only about the day of print: weekdays may lean on it, "today" may not."""

    day: date | None
    near: bool = False


def reference_of(report: Report, drafts: list[Draft], lexicon: Lexicon) -> Reference:
    """The report's own day of print; the day on its page, unless the text tells of later days as past; a full
    day at its top that is one of its weekdays; a full day at its foot; the end of the weeks up to which it counts; the
    last year in which its weekdays fit its days."""
    if report.published is not None:
        return Reference(_written(drafts, report.published, lexicon))
    printed = printed_day(drafts, lexicon)
    if printed is not None:
        later = _told_later(drafts, printed, lexicon)
        return Reference(later + _PRINTED_AFTER, near=True) if later else Reference(printed)
    top = _day_at_the_top(drafts, lexicon)
    if top is not None:
        return Reference(top + _PRINTED_AFTER, near=True)
    foot = _day_at_the_foot(drafts, lexicon)
    if foot is not None:
        return Reference(foot, near=True)
    counted = _day_counted_to(drafts, lexicon)
    if counted is not None:
        return Reference(counted + _PRINTED_AFTER, near=True)
    if any(len(draft.parts.get("y", "")) == 4 for draft in drafts):
        return Reference(None)
    last = report.retrieved.date() if report.retrieved else date(lexicon.words["horizon"]["year"], 12, 31)
    fitting = _day_by_weekdays(drafts, last, lexicon)
    return Reference(fitting + _PRINTED_AFTER, near=True) if fitting else Reference(None)


def _written(drafts: list[Draft], published: date, lexicon: Lexicon) -> date:
    """The day of the dateline where it is one or two days before that of print, for "today" is then that day."""
    for draft in drafts:
        if draft.role == "publication" and draft.kind == "day" and "y" not in draft.parts:
            resolved = _day(draft, published, lexicon)
            if resolved and resolved.start and timedelta(0) < published - resolved.start <= _WRITTEN_BEFORE:
                return resolved.start
    return published


def printed_day(drafts: list[Draft], lexicon: Lexicon) -> date | None:
    """The first full day that stands in a dateline or a line of the page."""
    for draft in drafts:
        if draft.role == "publication" and "y" in draft.parts:
            resolved = _day(draft, None, lexicon)
            if resolved is not None:
                return resolved.start
    return None


def _day(draft: Draft, published: date | None, lexicon: Lexicon) -> Resolved | None:
    resolved = resolve_draft(draft, Anchor(published=published), lexicon)
    return resolved if resolved is not None and resolved.precision == "day" and resolved.start else None


def _told_later(drafts: list[Draft], printed: date, lexicon: Lexicon) -> date | None:
    """The last day after the one on the page that the text tells in the past tense; such a page is not to be
    believed."""
    later = [
        resolved.start
        for draft in drafts
        if draft.kind == "day" and "y" not in draft.parts and draft.tense == "past" and draft.role == "event"
        if (resolved := _day(draft, printed, lexicon)) and resolved.start
        if timedelta(days=1) < resolved.start - printed <= _AHEAD
    ]
    return max(later, default=None)


def _day_at_the_top(drafts: list[Draft], lexicon: Lexicon) -> date | None:
    """A full day in the first paragraphs that is the first weekday told without its day."""
    first = next((d for d in drafts if d.kind == "weekday" and d.sentence.paragraph <= _TOP), None)
    if first is None:
        return None
    for draft in drafts:
        full = draft.kind == "day" and len(draft.parts.get("y", "")) == 4
        if full and draft.sentence.paragraph <= _TOP and draft.role in {"event", "speech"}:
            resolved = _day(draft, None, lexicon)
            if resolved and resolved.start and resolved.start.weekday() == lexicon.weekday(first.parts["wd"]):
                return resolved.start
    return None


def _day_counted_to(drafts: list[Draft], lexicon: Lexicon) -> date | None:
    """The last day of "the first two weeks of October" of the year named last before it: news counts up to its day."""
    year = None
    for draft in drafts:
        own = draft.parts.get("y", "")
        year = int(own) if len(own) == 4 and draft.kind != "bc" else year
        opens = draft.parts.get("which", "").casefold() in lexicon.words["stretch"]["opening"]
        if draft.kind == "part_of" and opens and "mon" in draft.parts and year is not None:
            resolved = resolve_draft(draft, Anchor(published=None, year=year), lexicon)
            return resolved.end if resolved is not None else None
    return None


def _day_at_the_foot(drafts: list[Draft], lexicon: Lexicon) -> date | None:
    """A full day on a line of its own at the foot, when no other day is told with its year."""
    full = [draft for draft in drafts if len(draft.parts.get("y", "")) == 4]
    if len(full) != 1 or full[0].role != "furniture" or full[0].kind != "day" or full[0] is not drafts[-1]:
        return None
    resolved = _day(full[0], None, lexicon)
    return resolved.start if resolved is not None else None


def _weekday_counted(drafts: list[Draft], lexicon: Lexicon) -> list[tuple[int, int, int]]:
    """The first day told by its month with the weekday that counting gives it, if any: of "on Saturday, a day after the
    raid", "June 23" and "the following evening" the second is the day of the raid, and a Friday."""
    told = next((draft for draft in drafts if draft.kind == "day" and "mon" in draft.parts), None)
    if told is None or "weekday" in told.parts:
        return []
    goes_on = any(d.kind in {"same_part", "relative_day"} and d.span > told.span for d in drafts)
    for first, second in pairwise(drafts):
        counts = first.kind == "weekday" and second.kind == "offset" and first.sentence is second.sentence
        if not counts or not goes_on or second.parts["way"].casefold() not in lexicon.words["turn"]["ahead"]:
            continue
        if lexicon.unit(second.parts["unit"])[0] == "D" and lexicon.number(second.parts["n"]) == 1:
            return [((lexicon.weekday(first.parts["wd"]) - 1) % _WEEKDAYS, *_month_and_day(told, lexicon))]
    return []


def _month_and_day(draft: Draft, lexicon: Lexicon) -> tuple[int, int]:
    return lexicon.month(draft.parts["mon"]), int(draft.parts["d"].rstrip("stndrh"))


def _day_by_weekdays(drafts: list[Draft], last: date, lexicon: Lexicon) -> date | None:
    """The last day up to `last` of those told with weekday, day and month, in a year in which all of them fit."""
    told = [
        (lexicon.weekday(draft.parts["weekday"]), *_month_and_day(draft, lexicon))
        for draft in drafts
        if draft.kind == "day" and "weekday" in draft.parts and "mon" in draft.parts
    ] or _weekday_counted(drafts, lexicon)
    if not told:
        return None
    for year in range(last.year, last.year - 4 * _WEEKDAYS, -1):
        days = [(safe_day(year, month, day), weekday) for weekday, month, day in told]
        found = [day for day, number in days if day is not None and day.weekday() == number and day <= last]
        if len(found) == len(told):
            return max(found)
    return None
