"""Values of weekdays: Wednesday, last week's Thursday, two Saturdays ago, Monday the 8th, the second Sunday of July."""

from __future__ import annotations

import re
from datetime import date

from dateline.extract.mentions import DateBasis
from dateline.extract.when.anchor import Anchor
from dateline.extract.when.calendar import nth_weekday, step_days
from dateline.extract.when.days import Outcome, timed
from dateline.extract.when.find import Draft
from dateline.extract.words.times import Lexicon

_SUCH_A_DAY = 400  # days in which each number of a day has met each weekday that is likely to be told with it


def weekday(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A weekday: the latest up to publication, the next where the clause looks ahead."""
    number = lexicon.weekday(draft.parts["wd"])
    turn = lexicon.words["turn"]
    if "week" in draft.parts:
        return _weekday_of_week(draft, anchor, number, lexicon)
    rel = draft.parts.get("rel", "").casefold()
    reached = rel in turn["weekday_reached"]
    if rel in turn["weekday_of_story"] and (anchor.day if reached else anchor.story):
        now: date | None = anchor.story
    else:
        now = anchor.now
    if now is None:
        return timed(draft, f"XXXX-WXX-{number + 1}", "none", lexicon)
    back, ahead = (now.weekday() - number) % 7, (number - now.weekday()) % 7
    if rel in turn["weekday_ahead"] or rel in turn["weekday_after"]:
        step = ahead or 7
    elif rel in turn["weekday_back"] or rel in turn["weekday_before"]:
        step = -(back or 7)
    elif rel in turn["twice_back"]:
        step = -(back or 7) - 7
    elif not reached and (draft.tense == "future" or (rel == "this" and draft.tense != "past")):
        step = ahead
    else:
        step = -back
    found = step_days(now, step)
    if anchor.week and anchor.week <= now and not rel and (draft.role, draft.tense) == ("event", "past"):
        found = step_days(anchor.week, number)
    if found and not rel and anchor.story and anchor.story < found and _had_been(draft):
        found = step_days(found, -7)
    basis: DateBasis = "relative_to_quote" if anchor.quote_day else "weekday_inference"
    return timed(draft, found.isoformat(), basis, lexicon) if found else None


def weekday_back(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """A week ago on Monday, two Saturdays ago: so many such days before the latest up to now."""
    number, count = lexicon.weekday(draft.parts["wd"]), int(lexicon.number(draft.parts["n"]) or 0)
    if anchor.now is None:
        return timed(draft, f"XXXX-WXX-{number + 1}", "none", lexicon)
    back = (anchor.now.weekday() - number) % 7
    if "week" not in draft.parts:
        back, count = back or 7, count - 1
    found = step_days(anchor.now, -back - 7 * count)
    basis: DateBasis = "relative_to_quote" if anchor.quote_day else "relative_to_publication"
    return timed(draft, found.isoformat(), basis, lexicon) if found and count >= 0 else None


def _had_been(draft: Draft) -> bool:
    """True for the day of "a lorry had hit a mine on Thursday", told as before the story, and in no clause of what is
    said."""
    verb = next((one for one in (draft.token, *draft.token.ancestors) if one.pos_ == "VERB"), None)
    if (
        verb is None or draft.role != "event" or draft.token.head.lower_ == "by"
    ):  # "by Thursday they had come"
        return False
    beside = any(token.text == ";" for token in verb.doc[verb.i : verb.head.i])
    if verb.dep_ not in {"ROOT", "conj"} and not beside:
        return False
    return any(child.lower_ == "had" and child.dep_ == "aux" for child in verb.children)


def _weekday_of_week(draft: Draft, anchor: Anchor, number: int, lexicon: Lexicon) -> Outcome:
    """Thursday of last week; the weekdays told after it are of that week."""
    turn, which = lexicon.words["turn"], draft.parts["week"].casefold()
    now = anchor.story if which in turn["weekday_of_story"] and anchor.story else anchor.now
    if now is None:
        return timed(draft, f"XXXX-WXX-{number + 1}", "none", lexicon)
    monday = step_days(now, 7 * turn["weeks"][which] - now.weekday())
    found = step_days(monday, number) if monday else None
    if found is None:
        return None
    anchor.week = monday
    return timed(draft, found.isoformat(), "relative_to_publication", lexicon)


def weekday_number(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """Monday the 8th: the last such day up to now; without a day of print the next one that the story reaches."""
    number, day = lexicon.weekday(draft.parts["wd"]), int(re.sub(r"\D", "", draft.parts["d"]))
    if anchor.now is not None and not anchor.narrative:
        first, way = anchor.now, -1
    elif anchor.story is not None:
        first, way = anchor.story, 1
    else:
        return "DATE", f"XXXX-XX-{day:02d}", "none"
    days = (step_days(first, way * steps) for steps in range(_SUCH_A_DAY))
    found = next((one for one in days if one and (one.day, one.weekday()) == (day, number)), None)
    return ("DATE", found.isoformat(), "explicit_year_inferred") if found else None


def weekday_of_month(draft: Draft, anchor: Anchor, lexicon: Lexicon) -> Outcome:
    """The second Sunday of July: of the year told, else the latest such day up to now."""
    parts = draft.parts
    month, number = lexicon.month(parts["mon"]), lexicon.weekday(parts["wd"])
    which = lexicon.words["nth"][parts["nth"].casefold()]
    if "y" in parts:
        return timed(
            draft, nth_weekday(int(parts["y"]), month, number, which).isoformat(), "explicit", lexicon
        )
    if anchor.now is None:
        return "DATE", "XXXX-XX-XX", "none"
    found = nth_weekday(anchor.now.year, month, number, which)
    if found > anchor.now and draft.tense != "future":
        found = nth_weekday(anchor.now.year - 1, month, number, which)
    return timed(draft, found.isoformat(), "explicit_year_inferred", lexicon)
