"""Values of expressions that name a day or an hour: full days, today, the next day, clocks."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from dateline.extract.mentions import DateBasis
from dateline.extract.when.anchor import Anchor
from dateline.extract.when.calendar import safe_day, step_days, step_months
from dateline.extract.when.find import Draft
from dateline.extract.words.times import Lexicon

Outcome = tuple[Literal["DATE", "TIME", "DURATION", "SET"], str, DateBasis] | None
_NEXT_YEAR = (
    -9
)  # months back from which the story went on to the next year (tried from -5 to -10 on war histories)
_JUST = 14  # days back within which a day is meant even where its clause looks ahead
_SOON = 45  # days ahead within which a day without a year is meant; last year's is told with its year


def iso(year: int, month: int, day: int) -> str:
    """YYYY-MM-DD without a check."""
    return f"{year:04d}-{month:02d}-{day:02d}"


def full_year(word: str) -> int:
    """Four digits of a year; two digits are of 1930 to 2029."""
    year = int(word)
    return year if year > 99 else year + (1900 if year >= 30 else 2000)


def full_day(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A day with its month, the year stated or found."""
    parts = draft.parts
    month = lexicon.month(parts["mon"]) if "mon" in parts else int(parts["m"])
    day = lexicon.ordinal(parts["d"])
    if not 1 <= month <= 12:
        return None
    if "y" in parts:
        value = iso(full_year(parts["y"]), month, day)
        if safe_day(full_year(parts["y"]), month, day) is None:
            return None
        return timed(draft, value, "explicit", lexicon)
    year = _year_of_that(draft, anchor, lexicon) or year_of_day(draft, anchor, lexicon, month, day)
    if year is None:
        return timed(draft, f"XXXX-{month:02d}-{day:02d}", "none", lexicon)
    return timed(draft, iso(year, month, day), "explicit_year_inferred", lexicon)


def _year_of_that(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> int | None:
    that = draft.parts.get("that", "").casefold()
    if that in {"this", "last"}:
        return anchor.now.year - (that == "last") if anchor.now else None
    if not that or anchor.year is None:
        return None
    return anchor.year + int(lexicon.words["turn"]["years"].get(that, 0))


def year_of_day(draft: Draft, anchor: Anchor, lexicon: Lexicon, month: int, day: int) -> int | None:
    """The year of a day without one: the story's in a history, else the one that fits publication and tense."""
    now = anchor.now
    weekday = lexicon.weekday(draft.parts["weekday"]) if "weekday" in draft.parts else None
    if now is None:
        return _year_from_text(anchor, month, day, weekday)
    if anchor.narrative and anchor.year:
        return story_year(anchor, month)
    same = anchor.explicit_paragraph == draft.sentence.paragraph and anchor.year
    if same and draft.tense != "future" and anchor.year and anchor.year < now.year and anchor.month:
        return story_year(anchor, month)
    near = [
        (year, found)
        for year in (now.year - 1, now.year, now.year + 1)
        if (found := safe_day(year, month, day))
    ]
    if weekday is not None and any(found.weekday() == weekday for _, found in near):
        near = [(year, found) for year, found in near if found.weekday() == weekday]
    if not near:
        return None
    past = [year for year, found in near if found <= now]
    ahead = [year for year, found in near if found >= now]
    gap = min([(found - now).days for _, found in near if found >= now], default=999)
    wants_ahead = draft.tense == "future" or gap <= (_SOON if draft.tense == "past" else 2 * _SOON)
    just = min([(now - found).days for _, found in near if found <= now], default=999) <= _JUST
    if wants_ahead and ahead and not (just and gap > 2 * _SOON):
        return ahead[0]
    return past[-1] if past else near[0][0]


def _year_from_text(anchor: Anchor, month: int, day: int, weekday: int | None) -> int | None:
    """Without a day of print: the first such day after the latest month that the text names with its year.

    A weekday beside the day must fit too; it recurs within six years of that month, or cannot be told.
    """
    if anchor.latest is None:
        return anchor.year
    year, latest_month = anchor.latest
    first = year + (month < latest_month)
    if weekday is None:
        return first
    fits = [
        y
        for y in range(first, first + 7)
        if (found := safe_day(y, month, day)) and found.weekday() == weekday
    ]
    return fits[0] if fits else None


def story_year(anchor: Anchor, month: int) -> int:
    """The year of a month in a history: the story's, or the next one early in a year after a late month."""
    year = anchor.year or 0
    if anchor.month is not None and month - anchor.month <= _NEXT_YEAR:
        return year + 1
    return year


def numeric(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A day in numerals; where day and month could change places the one nearer to (and not after) publication."""
    first, second, year = int(draft.parts["a"]), int(draft.parts["b"]), full_year(draft.parts["y"])
    month_first, day_first = safe_day(year, first, second), safe_day(year, second, first)
    options = [day for day in (month_first, day_first) if day is not None]
    if not options:
        return None
    now = anchor.published
    if len(options) == 2 and options[0] != options[1]:
        if now is None:
            return "DATE", f"{year:04d}-XX-XX", "none"
        options.sort(key=lambda day: (day > now, abs((now - day).days)))
    return timed(draft, options[0].isoformat(), "explicit", lexicon)


def military(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A date-time group: day, hour, minute, Zulu, with month and year where written."""
    day, clock_time = int(draft.parts["d"]), f"T{draft.parts['hh']}:{draft.parts['mm']}"
    now = anchor.now
    if "mon" in draft.parts:
        month = lexicon.month(draft.parts["mon"])
        year = full_year(draft.parts["y"]) if draft.parts.get("y") else (now.year if now else None)
        found = safe_day(year, month, day) if year else None
    else:
        found = _last_such_day(now, day)
    return ("TIME", found.isoformat() + clock_time, "explicit_year_inferred") if found else None


def _last_such_day(now: date | None, day: int) -> date | None:
    """The latest day of that number up to now."""
    if now is None:
        return None
    year, month = now.year, now.month
    for _ in range(3):
        found = safe_day(year, month, day)
        if found and found <= now:
            return found
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return None


def paired(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """The first of two days that share the month behind the second."""
    return full_day(draft, anchor, lexicon)


def paired_after(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """The second of two days that share the month before the first."""
    if anchor.day is None or anchor.paragraph != draft.sentence.paragraph:
        return None
    year = int(draft.parts.get("y", anchor.day.year))
    found = safe_day(year, anchor.day.month, int(re.sub(r"\D", "", draft.parts["d"])))
    return ("DATE", found.isoformat(), "explicit_year_inferred") if found and found > anchor.day else None


def day_number(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A day of the month alone, in the month the story has reached, else the latest such day."""
    day = int(re.sub(r"\D", "", draft.parts["d"]))
    months = lexicon.words["turn"]["weeks"].get(draft.parts.get("rel", "").casefold())
    if months and anchor.now:
        before = step_months(anchor.now, months)
        found = safe_day(before.year, before.month, day) if before else None
    elif anchor.year and anchor.month and (anchor.narrative or anchor.paragraph == draft.sentence.paragraph):
        found = safe_day(anchor.year, anchor.month, day)
    else:
        found = _last_such_day(anchor.now, day)
    return ("DATE", found.isoformat(), "explicit_year_inferred") if found else None


def deictic(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """today, yesterday, this morning, overnight, measured from publication or from the day of the quotation."""
    word = " ".join(draft.parts["word"].casefold().split())
    now, present = anchor.now, word in lexicon.words["reckoned"]["present"]
    if now is None or (anchor.near and anchor.quote_day is None):
        return ("DATE", "PRESENT_REF", "none") if present else ("DATE", "XXXX-XX-XX", "none")
    if anchor.narrative and present and anchor.quote_day is None:
        return "DATE", "PRESENT_REF", "none"
    found = step_days(now, lexicon.words["reckoned"]["steps"].get(word, 0))
    if found is None:
        return None
    basis: DateBasis = "relative_to_quote" if anchor.quote_day else "relative_to_publication"
    return timed(draft, found.isoformat(), basis, lexicon)


def same_day(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """that day, the next morning, the day before: measured from the day the story has reached."""
    parts = draft.parts
    rel = " ".join(parts.get("rel", "").casefold().split()).removeprefix("the ").removeprefix("very ")
    ahead = (
        rel == "next"
        or rel == "following"
        or "after" in parts
        or parts.get("post", "").casefold() == "following"
    )
    back = rel in {"previous", "preceding"} or "before" in parts or ("post" in parts and not ahead)
    story = anchor.day or (None if anchor.narrative or anchor.year else anchor.published)
    if story is None:
        known = f"{anchor.year:04d}-{anchor.month:02d}" if anchor.year and anchor.month else "XXXX-XX"
        return timed(draft, f"{known}-XX", "none", lexicon)
    found = step_days(story, 1 if ahead else -1 if back else 0)
    if found and anchor.published and found > anchor.published and draft.tense == "past":
        return timed(draft, "XXXX-XX-XX", "none", lexicon)
    return timed(draft, found.isoformat(), "relative_in_text", lexicon) if found else None


def clock(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """An hour on the day the story has reached in this paragraph, else on the day of publication."""
    if draft.parts.get("part", "").casefold().startswith("this") and anchor.now:
        basis: DateBasis = "relative_to_quote" if anchor.quote_day else "relative_to_publication"
        return timed(draft, anchor.now.isoformat(), basis, lexicon)
    day = anchor.day if anchor.paragraph == draft.sentence.paragraph or anchor.narrative else anchor.now
    value = day.isoformat() if day else "XXXX-XX-XX"
    return timed(draft, value, "relative_in_text" if day else "none", lexicon)


def part_alone(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A part of the day on the day the story has reached in this paragraph."""
    if draft.parts.get("part", "").casefold().startswith("this") and anchor.now:
        basis: DateBasis = "relative_to_quote" if anchor.quote_day else "relative_to_publication"
        return timed(draft, anchor.now.isoformat(), basis, lexicon)
    day = anchor.day if anchor.paragraph == draft.sentence.paragraph else None
    return timed(
        draft, day.isoformat() if day else "XXXX-XX-XX", "relative_in_text" if day else "none", lexicon
    )


def timed(draft: Draft, value: str, basis: DateBasis, lexicon: Lexicon) -> Outcome:
    """The value with the hour or the part of the day that the draft tells."""
    if "clock" in draft.parts or "h" in draft.parts:
        return "TIME", value + _clock(draft, lexicon), basis
    words = f"{draft.parts.get('part', '')} {draft.parts.get('word', '')}".casefold()
    code = next((code for word, code in lexicon.words["parts"].items() if word in words.split()), None)
    if "tonight" in words or "overnight" in words:
        code = "NI"
    if "pre-dawn" in draft.text.casefold() or "predawn" in draft.text.casefold():
        code = "MO"
    if code is None:
        pieces = re.split(r"[\s-]+", f"{words} {draft.text.casefold()}")
        code = next((c for w, c in lexicon.words["parts"].items() if w in pieces), None)
    if draft.text.casefold() == "daytime":
        code = "DT"
    if code is None:
        return "DATE", value, basis
    return "TIME", value + (code if code[0] == "T" and code[1:2].isdigit() else f"T{code}"), basis


def _clock(draft: Draft, lexicon: Lexicon) -> str:
    word = draft.parts.get("clock", "").casefold()
    if word in {"noon", "midnight"}:
        return "T12:00" if word == "noon" else "T24:00"
    if "h" in draft.parts:
        hour = int(lexicon.number(draft.parts["h"]) or 0)
        part = draft.parts.get("part", "").casefold()
        later = part in {"afternoon", "evening", "at night", "this evening"} and hour < 12
        return f"T{hour + 12 * later:02d}:{draft.parts.get('min', ':00')[1:]}"
    hour, minute = (int(n) for n in re.match(r"(\d+)(?:[:.](\d\d))?", word).groups("0"))  # type: ignore[union-attr]
    if "p" in word and hour < 12:
        hour += 12
    elif "a" in word and hour == 12:
        hour = 0
    return f"T{hour:02d}:{minute:02d}"
