"""Times that are told by those of the story: hours of its day, and days before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from dateline.extract.mentions import TimeMention
from dateline.extract.words.times import load_lexicon
from dateline.records import Period, Reading
from dateline.text import Document

HOURS = frozenset({"when.clock", "when.clock_words", "when.part_alone"})
_SHIFTED = frozenset({"when.later", "when.relative_day", "when.unit_before"})
_COUNTED_BACK = _SHIFTED | {"when.relative_unit", "when.offset"}
_DAY_HOURS = 24


@lru_cache(maxsize=4)
def _any_of(group: str) -> re.Pattern[str]:
    """What matches one of the words of a group."""
    words = load_lexicon("en").words["turn"][group]
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.I)


def is_hour(time: TimeMention) -> bool:
    """True for an hour or a part of the day told without its day: "at about 3 pm", "in the evening", "two hours later";
    "24 hours later" is another day."""
    if time.rule != "when.later" or not _any_of("within_day").search(time.text):
        return time.rule in HOURS
    return (load_lexicon("en").number(time.text.split()[0]) or 0) < _DAY_HOURS


def looks_back(time: TimeMention) -> bool:
    """True for "a day earlier", "the day before": told of what came before the story, which does not go on from it."""
    return time.rule in _SHIFTED and bool(_any_of("before_story").search(time.text))


def is_counted_back(period: Reading[Period]) -> bool:
    """True for the days of "the previous week" and "two days earlier", stated as before those of the story."""
    return period.rule in _COUNTED_BACK and bool(_any_of("before_story").search(period.raw))


def is_first_day(document: Document, time: TimeMention, times: Sequence[TimeMention]) -> bool:
    """True where no day stands before this one: "the previous day" is then counted from one that is told later."""
    before = (
        t
        for t in times
        if t.span.end <= time.span.start and document.sentence_at(t.span.start).zone == "body"
    )
    return not any(t.start is not None and t.precision == "day" and not is_hour(t) for t in before)
