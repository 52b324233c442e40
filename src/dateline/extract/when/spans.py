"""Values of expressions longer than a day: months, seasons, quarters, years, shifts, durations, repetitions."""

from __future__ import annotations

import re
from datetime import date

from dateline.extract.mentions import DateBasis
from dateline.extract.when.anchor import Anchor
from dateline.extract.when.calendar import quarter_value, step_days, step_months, week_value
from dateline.extract.when.days import Outcome, full_year, story_year
from dateline.extract.when.find import Draft
from dateline.extract.words.times import Lexicon

_HALF = re.compile(r"(?:the )?(first|second|last|latter) half")
_WEEKEND = (5, 6)


def _rel(draft: Draft) -> str:
    """The word that places the unit: last, this, next, past, coming, same, previous, before, ..."""
    return (draft.parts.get("rel", "").casefold().split() or [""])[-1]


def month(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A month, its year stated, found from the story, or the one that fits publication and tense."""
    number = lexicon.month(draft.parts["mon"])
    if "y" in draft.parts:
        return "DATE", f"{full_year(draft.parts['y']):04d}-{number:02d}", "explicit"
    that = draft.parts.get("that", "").casefold()
    now = anchor.now
    rel = _rel(draft)
    if anchor.before_christ and anchor.narrative and not that:
        return "DATE", anchor.before_christ + _part_of_year(draft, lexicon), "none"
    if that and now:
        return "DATE", f"{_year_of(that, anchor, now, lexicon):04d}-{number:02d}", "relative_to_publication"
    if now is None:
        year = anchor.year
        return "DATE", f"{year:04d}-{number:02d}" if year else f"XXXX-{number:02d}", "explicit_year_inferred"
    if anchor.narrative and anchor.year:
        year = story_year(anchor, number)
        if rel in {"previous", "last"} and anchor.month and number >= anchor.month:
            year = anchor.year - 1
        elif rel in {"following", "next"} and anchor.month and number <= anchor.month:
            year = anchor.year + 1
        return "DATE", f"{year:04d}-{number:02d}", "explicit_year_inferred"
    same = anchor.explicit_paragraph == draft.sentence.paragraph
    if (
        same
        and not rel
        and draft.tense != "future"
        and anchor.year
        and anchor.month
        and anchor.year < now.year
    ):
        return "DATE", f"{story_year(anchor, number):04d}-{number:02d}", "explicit_year_inferred"
    year = _month_year(draft, now, rel, number, lexicon)
    return "DATE", f"{year:04d}-{number:02d}", "explicit_year_inferred"


def _year_of(that: str, anchor: Anchor, now: date, lexicon: Lexicon) -> int:
    """The year of "of that year", "of next year"."""
    base = anchor.year if that not in {"last", "this", "next"} and anchor.year else now.year
    return base + int(lexicon.words["turn"]["years"].get(that, 0))


def _month_year(draft: Draft, now: date, rel: str, number: int, lexicon: Lexicon) -> int:
    turn = lexicon.words["turn"]
    if rel in turn["month_back"]:
        return now.year if number < now.month else now.year - 1
    if rel in turn["month_ahead"]:
        return now.year if number > now.month else now.year + 1
    if rel == "this":
        return now.year
    gap = (number - now.month) % 12
    if draft.tense == "future" and gap < 9:
        return now.year if number >= now.month else now.year + 1
    if draft.tense != "past" and 0 < gap <= 4:
        return now.year + (number < now.month)
    return now.year if number <= now.month else now.year - 1


def before_christ(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A year before Christ."""
    anchor.before_christ = f"BC{int(draft.parts['y']):04d}"
    return "DATE", anchor.before_christ + _part_of_year(draft, lexicon), "explicit"


def _part_of_year(draft: Draft, lexicon: Lexicon) -> str:
    if "mon" in draft.parts:
        return f"-{lexicon.month(draft.parts['mon']):02d}"
    season_word = draft.parts.get("season")
    return f"-{lexicon.words['seasons'][season_word.casefold()]}" if season_word else ""


def decade(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A decade as its first three digits."""
    if "y" in draft.parts:
        return "DATE", draft.parts["y"][:3], "explicit"
    if "tens" in draft.parts:
        return "DATE", f"19{draft.parts['tens'][0]}", "explicit"
    word = re.split(r"[\s-]+", draft.parts["word"].casefold())[-1]
    return "DATE", f"19{lexicon.words['decades'][word]}", "explicit"


def century(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A century as its first two digits."""
    return "DATE", f"{int(draft.parts['n']) - 1:02d}", "explicit"


def year_words(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A year spoken in words, with its month or season."""
    parts = draft.parts
    if "head" in parts:
        tens = lexicon.number(parts["tens"]) or 0
        ones = lexicon.number(parts["ones"]) if "ones" in parts else 0
        found = (1900 if parts["head"].casefold() == "nineteen" else 1800) + int(tens + (ones or 0))
    else:
        found = 2000
    if "mon" in parts:
        return "DATE", f"{found:04d}-{lexicon.month(parts['mon']):02d}", "explicit"
    if "season" in parts:
        return (
            "DATE",
            f"{found:04d}-{lexicon.words['seasons'][parts['season'].split()[1].casefold()]}",
            "explicit",
        )
    return "DATE", f"{found:04d}", "explicit"


def season(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A season of a year, stated or found."""
    word = next((draft.parts[key] for key in ("season",) if key in draft.parts), "fall")
    code = lexicon.words["seasons"][word.casefold()]
    if "y" in draft.parts:
        return "DATE", f"{int(draft.parts['y']):04d}-{code}", "explicit"
    now = anchor.now
    if anchor.before_christ and anchor.narrative and not _rel(draft):
        return "DATE", f"{anchor.before_christ}-{code}", "none"
    if now is None:
        return "DATE", f"XXXX-{code}", "none"
    if "that" in draft.parts:
        found = _year_of(draft.parts["that"].casefold(), anchor, now, lexicon)
        return "DATE", f"{found:04d}-{code}", "relative_to_publication"
    rel = _rel(draft)
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    if anchor.narrative and anchor.year:
        found = anchor.year
        if (rel in lexicon.words["turn"]["ahead"] and anchor.month and first <= anchor.month) or (
            anchor.month and first - anchor.month <= -7
        ):
            found += 1
    else:
        found = now.year
        if (rel in {"last", "past"} and first + 2 >= now.month) or (
            not rel and draft.tense != "future" and first > now.month
        ):
            found -= 1
        elif rel == "next" and first <= now.month:
            found += 1
    return "DATE", f"{found:04d}-{code}", "explicit_year_inferred"


def year(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A year, or the half of it that is told."""
    found = _HALF.match(draft.parts.get("mod", "").casefold())
    half = {"first": "-H1", "second": "-H2", "last": "-H2", "latter": "-H2"}[found.group(1)] if found else ""
    return "DATE", draft.parts["y"] + half, "explicit"


def short_year(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A year in two digits behind an apostrophe, in the century of the story."""
    base = (anchor.year or (anchor.published.year if anchor.published else 1999)) // 100 * 100
    return "DATE", f"{base + int(draft.parts['y']):04d}", "explicit_year_inferred"


def quarter(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A quarter of a year; without a year the latest that has begun."""
    number = lexicon.ordinal(draft.parts["n"])
    rel, now = _rel(draft), anchor.now
    if "y" in draft.parts:
        found = int(draft.parts["y"])
    elif now is None:
        return "DATE", f"XXXX-Q{number}", "none"
    elif rel:
        found = now.year + {"last": -1, "next": 1}.get(rel, 0)
    else:
        ahead = number * 3 - 2 > now.month and draft.tense not in {"future", "present"}
        found = now.year - ahead
    value = f"{found:04d}-Q{number}"
    anchor.quarter, anchor.quarter_sentence = value, draft.sentence.index
    return "DATE", value, "explicit" if "y" in draft.parts else "relative_to_publication"


def quarter_same(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """The quarter spoken of."""
    value = anchor.quarter or _quarter_before(anchor.now)
    anchor.quarter_sentence = draft.sentence.index
    return ("DATE", value, "relative_in_text") if value else ("DATE", "XXXX-QX", "none")


def quarter_before(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """The same quarter of the year before the one spoken of."""
    value = anchor.quarter or _quarter_before(anchor.now)
    if value is None:
        return "DATE", "XXXX-QX", "none"
    return "DATE", f"{int(value[:4]) - 1:04d}{value[4:]}", "relative_in_text"


def _quarter_before(now: date | None) -> str | None:
    before = step_months(now, -3) if now else None
    return quarter_value(before) if before else None


def relative_unit(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """last week, this year, the following month: measured from publication or from the story."""
    unit = draft.parts.get("unit", "year").casefold()
    rel = _rel(draft) or "the"
    turn = lexicon.words["turn"]
    now = anchor.story if rel in turn["of_story"] and anchor.story and _is_told(anchor, unit) else anchor.now
    step = -1 if rel in turn["back"] else 1 if rel in turn["ahead"] else 0
    if unit == "weekend" and rel == "this" and now is not None and draft.tense == "past":
        step = 0 if now.weekday() in _WEEKEND else -1
    if draft.parts.get("rel", "").casefold() in turn["twice_back"]:
        step = -2
    if unit == "decade" and rel in {"past", "last"}:
        return "DURATION", "P10Y", "none"
    if now is None:
        return "DATE", "PAST_REF" if step < 0 else "FUTURE_REF" if step else "PRESENT_REF", "none"
    value = _unit_value(now, unit, step)
    if value is None:
        return None
    if draft.text.casefold().endswith("end") and unit == "year":
        value += "-12-31"
    return "DATE", value, basis_of(anchor, story=rel in lexicon.words["turn"]["of_story"])


def _is_told(anchor: Anchor, unit: str) -> bool:
    """True when the story has reached a day, month or year fine enough to count this unit from."""
    if anchor.day is not None or anchor.narrative or unit in {"year", "decade", "century"}:
        return True
    return anchor.month is not None and unit in {"month", "quarter"}


def basis_of(anchor: Anchor, *, story: bool) -> DateBasis:
    if story:
        return "relative_in_text"
    return "relative_to_quote" if anchor.quote_day else "relative_to_publication"


def _unit_value(now: date, unit: str, step: int) -> str | None:
    if unit in {"week", "weekend"}:
        found = step_days(now, 7 * step)
        return (week_value(found) + ("-WE" if unit == "weekend" else "")) if found else None
    if unit == "day":
        found = step_days(now, step)
        return found.isoformat() if found else None
    if unit in {"month", "quarter"}:
        found = step_months(now, step * (3 if unit == "quarter" else 1))
        if found is None:
            return None
        return quarter_value(found) if unit == "quarter" else f"{found.year:04d}-{found.month:02d}"
    if unit == "decade":
        return f"{now.year // 10 + step:03d}"
    if unit == "century":
        return f"{now.year // 100 + step:02d}"
    return f"{now.year + step:04d}" if 0 < now.year + step < 10_000 else None


def whole(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """the year, the week, the day: the one spoken of, or the length of it."""
    unit = draft.parts["unit"].casefold()
    if unit == "weekend" and anchor.now:
        ahead = draft.tense == "future" or anchor.now.weekday() in _WEEKEND
        found = step_days(anchor.now, 0 if ahead else -7)
        return ("DATE", week_value(found) + "-WE", "relative_to_publication") if found else None
    if unit == "day":
        return ("DATE", anchor.story.isoformat(), "relative_in_text") if anchor.day and anchor.story else None
    if unit == "full year" and anchor.now:
        return "DATE", f"{anchor.now.year:04d}", "relative_to_publication"
    letter = lexicon.unit(unit.split()[-1])[0]
    return "DURATION", f"P1{letter}", "none"


def duration(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A length of time."""
    letter, factor, clock = lexicon.unit(draft.parts["unit"])
    word = draft.parts.get("n", "").casefold()
    half = "and a half" in draft.text.casefold() or "and half" in draft.text.casefold()
    word = re.sub(r"^(?:another|a full|the full)$", "a", word)
    if word == "half an":
        return ("DURATION", "PT30M", "none") if letter == "H" else None
    if word in {"a couple", "a couple of", "couple of"}:
        word = "2"
    count = lexicon.number(word) if word else None
    if not word and re.fullmatch(r"(?:minute|hour|day|week|month|year|decade)-long", draft.text.casefold()):
        count = 1
    if not word and draft.rule == "when.range_one":
        count = 1
    if count is None:
        recent = draft.parts.get("rel", "").casefold() == "recent" or word == "recent"
        if recent and letter == "Y" and factor == 1:
            return "DATE", "PAST_REF", "none"
        return "DURATION", f"P{clock}X{letter}", "none"
    return "DURATION", f"P{clock}{_amount(count * factor + half * 0.5, letter, clock)}", "none"


def _amount(count: float, letter: str, clock: str) -> str:
    whole_part = int(count)
    smaller = {"Y": "6M", "H": "30M"}.get(letter) if not (letter == "M" and clock) else "30S"
    if count - whole_part == 0.5 and smaller:
        return f"{whole_part}{letter}{smaller}"
    return f"{whole_part if count == whole_part else count}{letter}"


def repeated(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """Something that comes again: every day, each July, Tuesday nights."""
    parts = draft.parts
    if "wd" in parts:
        part = lexicon.words["parts"].get(parts.get("part", "").casefold(), "")
        return "SET", f"XXXX-WXX-{lexicon.weekday(parts['wd']) + 1}{'T' + part if part else ''}", "none"
    if "mon" in parts:
        return "SET", f"XXXX-{lexicon.month(parts['mon']):02d}", "none"
    if "season" in parts:
        return "SET", f"XXXX-{lexicon.words['seasons'][parts['season'].casefold()]}", "none"
    if "part" in parts and "unit" not in parts:
        return "SET", f"XXXX-XX-XXT{lexicon.words['parts'][parts['part'].casefold()].lstrip('T')}", "none"
    letter, factor, clock = lexicon.unit(parts["unit"])
    count = lexicon.number(parts["n"]) if "n" in parts else 1
    return "SET", f"P{clock}{int((count or 2) * factor)}{letter}", "none"


def uncounted(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """some time, a while: a length without a number."""
    return "DURATION", lexicon.words["lengths"][" ".join(draft.parts["word"].casefold().split())], "none"


def vague(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """now, recently, the future; daily and its like are repetitions."""
    word = " ".join(draft.parts["word"].casefold().split())
    again = lexicon.words["repeated"].get(word)
    if again:
        return "SET", again, "none"
    return "DATE", lexicon.words["vague"][word], "none"
