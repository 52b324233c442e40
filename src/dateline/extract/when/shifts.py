"""Values of times counted from another: two days later, a year ago today, two days after the raid."""

from __future__ import annotations

import re
from datetime import date

from dateline.extract.when.anchor import Anchor
from dateline.extract.when.calendar import step_days, step_months, week_value
from dateline.extract.when.days import Outcome
from dateline.extract.when.find import Draft
from dateline.extract.when.spans import basis_of, duration, quarter_before
from dateline.extract.words.times import Lexicon

_COMPARED = re.compile(
    r"(?:from|than|against|compared (?:with|to)|up|down)\b[^.;]{0,60}?[\d,.]+[^.;]{0,60}$", re.I
)


def shifted(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """two days later, a year ago: `ago` is measured from publication or the quotation, the rest from the story."""
    letter, factor, clock = lexicon.unit(draft.parts["unit"])
    turn, exact = lexicon.words["turn"], "exact" in draft.parts
    way = draft.parts["way"].casefold().split()[0]
    sign = -1 if way in turn["elapsed"] or way in turn["back"] else 1
    count = lexicon.number(draft.parts["n"]) if draft.parts.get("n") else 1 if exact else None
    deictic = way in turn["from_print"] or exact
    if count is None:
        return "DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", "none"
    if letter == "Y" and count == 1 and factor == 1 and sign < 0 and anchor.quarter:  # noqa: SIM102
        if draft.sentence.index - anchor.quarter_sentence <= 1 and way in {"ago", "earlier"}:
            return quarter_before(draft, anchor, lexicon)
    compared = letter == "Y" and sign < 0 and not anchor.narrative and _COMPARED.search(lead(draft))
    story = anchor.counted_on if letter in {"D", "H"} else anchor.story
    now = anchor.now if deictic or compared else story or anchor.now
    if now is None:
        return "DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", "none"
    value = _to_the_day(now, sign * count, letter) if exact else None
    value = value or _shift(now, sign * count * factor, letter, clock)
    if value and factor == 10 and letter == "Y":
        value = value[:3]
    return ("DATE", value, basis_of(anchor, story=not deictic)) if value else None


def offset(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> tuple[Outcome, str | None]:
    """The length that stands before "after the raid", and the day which that makes from the story's."""
    length = duration(draft, anchor, lexicon)
    way = -1 if draft.parts["way"].casefold() == "before" else 1
    letter, factor, clock = lexicon.unit(draft.parts["unit"])
    count = lexicon.number(draft.parts["n"])
    story = anchor.counted_from
    value = _shift(story, way * count * factor, letter, clock) if story and count else None
    return length, value


def _to_the_day(now: date, count: float, letter: str) -> str | None:
    """The same day of another year, month or week: "a year ago today"."""
    months = {"Y": 12, "M": 1}.get(letter)
    found = (
        step_months(now, int(count) * months)
        if months
        else step_days(now, count * (7 if letter == "W" else 1))
    )
    return found.isoformat() if found else None


def _shift(now: date, count: float, letter: str, clock: str) -> str | None:
    if clock:
        found = step_days(now, count / 24 if letter == "H" else 0)
        return found.isoformat() if found else None
    if letter in {"D", "W"}:
        found = step_days(now, count * (7 if letter == "W" else 1))
        return (week_value(found) if letter == "W" else found.isoformat()) if found else None
    if letter in {"M", "Q"}:
        found = step_months(now, int(count) * (3 if letter == "Q" else 1))
        return f"{found.year:04d}-{found.month:02d}" if found else None
    year_found = int(now.year + count)
    return f"{year_found:04d}" if 0 < year_found < 10_000 else None


def lead(draft: Draft) -> str:
    """The words of the sentence before the draft."""
    token = draft.token
    return str(token.doc[token.sent.start : token.i].text) if token is not None else ""
