"""Values of feasts: those of the calendar, those that move with Easter, and those of the Islamic year."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.extract.when.anchor import Anchor
from dateline.extract.when.calendar import Bounds, easter, hijri_days, nth_weekday
from dateline.extract.when.days import Outcome
from dateline.extract.when.find import Draft
from dateline.extract.words.times import Lexicon

_DAY = timedelta(days=1)
_FAST = (9, 1, 30)  # month, day and length of Ramadan
_UNKNOWN: Bounds = (None, None, "unknown")


def holiday(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A feast with a fixed place in the calendar, or so many days from Easter; with "the eve of", the day before."""
    name = " ".join(draft.parts["name"].casefold().replace("’", "'").split())
    row = lexicon.words["easter"].get(name) or lexicon.words["holidays"][name]
    now = anchor.now
    eve = _DAY if "eve" in draft.parts else timedelta(0)

    def in_year(year: int) -> date:
        if len(row) == 1:
            return easter(year) + timedelta(days=row[0]) - eve
        day = nth_weekday(year, row[0], row[1], row[2]) if len(row) == 3 else date(year, row[0], row[1])
        return day - eve

    if "y" in draft.parts:
        return "DATE", in_year(int(draft.parts["y"])).isoformat(), "explicit"
    if now is None:
        return "DATE", "XXXX-XX-XX", "none"
    if anchor.narrative and anchor.year:
        return "DATE", in_year(anchor.year).isoformat(), "explicit_year_inferred"
    rel = draft.parts.get("rel", "").casefold()
    year = now.year
    if rel == "last" and in_year(year) >= now:
        year -= 1
    elif rel == "next" and in_year(year) <= now:
        year += 1
    elif not rel and draft.tense == "past" and in_year(year) > now:
        year -= 1
    return "DATE", in_year(year).isoformat(), "explicit_year_inferred"


def moon_feast(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> tuple[Outcome, Bounds]:
    """Eid, Ashura: the latest up to now, the next where the clause looks ahead; a day wider on each side, for the moon
    decides."""
    feasts = lexicon.words["hijri"][" ".join(draft.parts["name"].casefold().replace("-", " ").split())]
    first, days = _nearest(draft, anchor, feasts)
    if first is None:
        return ("DATE", "XXXX-XX-XX", "none"), _UNKNOWN
    last = first if "first" in draft.parts else first + (days - 1) * _DAY
    if "eve" in draft.parts:
        first = last = first - _DAY
    outcome: Outcome = ("DATE", first.isoformat(), "explicit_year_inferred")
    return outcome, (first - _DAY, last + _DAY, "day")


def ramadan(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> tuple[Outcome, Bounds]:
    """The month of fasting, as the Gregorian month of its middle."""
    first, days = _nearest(draft, anchor, [_FAST])
    if first is None:
        return ("DATE", "XXXX-XX", "none"), _UNKNOWN
    if "first" in draft.parts:
        return ("DATE", first.isoformat(), "explicit_year_inferred"), (first - _DAY, first + _DAY, "day")
    outcome: Outcome = ("DATE", f"{first + 14 * _DAY:%Y-%m}", "explicit_year_inferred")
    return outcome, (first - _DAY, first + days * _DAY, "month")


def _nearest(draft: Draft, anchor: Anchor, feasts: list[tuple[int, int, int]]) -> tuple[date | None, int]:
    """The first day of the feast that is meant, and how many days it lasts."""
    year = int(draft.parts["y"]) if "y" in draft.parts else 0
    now = date(year, 12, 31) if year else anchor.now
    if now is None:
        return None, 0
    years = (now.year - 1, now.year, now.year + 1)
    found = sorted((day, days) for y in years for month, n, days in feasts for day in hijri_days(y, month, n))
    ahead = [one for one in found if one[0] + (one[1] - 1) * _DAY >= now - _DAY]
    if draft.tense == "future" and not year and ahead:
        return ahead[0]
    return [one for one in found if one[0] - _DAY <= now][-1]
