"""Document -> every expression of time, with its ISO-TimeML value, the days it can mean, and its part in the text.

One pass: expressions are found by the rules of the language's `when.toml`, their clause tells tense and role,
and they are resolved in the order of the text against publication, quotation and the story so far.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from msgspec import structs

from dateline.extract.mentions import TimeMention
from dateline.extract.when.anchor import Anchor, open_anchor
from dateline.extract.when.find import Draft, find_drafts
from dateline.extract.when.grammar import mark_grammar
from dateline.extract.when.periods import resolve_period
from dateline.extract.when.reference import reference_of
from dateline.extract.when.values import Resolved, resolve_draft
from dateline.extract.words.times import Lexicon, load_lexicon
from dateline.text import Document

__all__ = ["publication_of", "read_times", "resolve_period"]

_BESIDE = 24  # characters between "two days after" and the day it counts from
_DAYS = frozenset({"day", "weekday", "numeric", "part_date"})
_WEEK = timedelta(days=7)
_WEEKDAY = "when.weekday_part"
_TOGETHER = frozenset({" and ", " and on ", " to ", "-", "–", " or "})
_HOURS = frozenset({"clock", "clock_words", "part"})
_HOUR_TO_DAY = re.compile(r"\s*(?:local time)?\s*(?:\([^)]{3,20}\))?,?\s*(?:on|of)?\s*")
_IN_QUOTE = frozenset({"deictic", "clock_words", "shifted", "relative_unit"})
_LEANING = frozenset({"weekday_inference", "explicit_year_inferred", "relative_to_publication"})
_NEAR = 0.6  # where the day of print itself is guessed from the text
_CONFIDENCE = {"explicit": 0.98, "weekday_inference": 0.95, "relative_to_publication": 0.95, "none": 0.5}


def read_times(document: Document) -> tuple[TimeMention, ...]:
    """Times in the order of the text."""
    lexicon = load_lexicon(document.report.language)
    kept: dict[str, list[Draft]] = document.doc.user_data
    if __name__ not in kept:  # a page without a date is read twice
        kept[__name__] = find_drafts(document, lexicon)
        mark_grammar(document, lexicon, kept[__name__])
    drafts = kept[__name__]
    reference = reference_of(document.report, drafts, lexicon)
    anchor = open_anchor(drafts, reference.day, lexicon, near=reference.near)
    spoken = _days_of_speech(document, drafts, reference.day, lexicon)
    told = _weekdays_of_speech(document, drafts, reference.day, lexicon)
    mentions: list[TimeMention] = []
    for index, draft in enumerate(drafts):
        anchor.quote_day = _quote_day(document, draft, spoken, told)
        if draft.kind == "offset":
            anchor.counted_from = _counted_from(document, drafts, index, anchor, lexicon)
        beside = _day_beside(document, drafts, index, anchor, lexicon) if draft.kind in _HOURS else None
        hour_of = replace(anchor, day=beside, paragraph=draft.sentence.paragraph) if beside else anchor
        resolved = resolve_draft(draft, hour_of, lexicon)
        if resolved is not None:
            mention = _mention(draft, resolved, lexicon, near=anchor.near)
            mentions[-1:] = [_before(document, one, mention) for one in mentions[-1:]]
            mentions.append(mention)
    return tuple(mentions)


def _before(document: Document, first: TimeMention, second: TimeMention) -> TimeMention:
    """The first of two weekdays that are told together, a week earlier where it would come after the second."""
    if not (
        first.rule == second.rule == _WEEKDAY and first.start and second.start and first.start > second.start
    ):
        return first
    if document.text[first.span.end : second.span.start] not in _TOGETHER:
        return first
    start = first.start - _WEEK
    return structs.replace(
        first,
        start=start,
        end=first.end - _WEEK if first.end else None,
        value=first.value.replace(first.start.isoformat(), start.isoformat()),
    )


def publication_of(document: Document) -> TimeMention | None:
    """The day of print as the page or the dateline states it, or None."""
    return next(
        (m for m in read_times(document) if m.role == "publication" and m.precision == "day" and m.start),
        None,
    )


def _days_of_speech(
    document: Document, drafts: list[Draft], published: date | None, lexicon: Lexicon
) -> dict[int, date]:
    """Paragraph -> the day on which its speakers spoke, where a paragraph with a quotation tells one."""
    days: dict[int, date] = {}
    for draft in drafts:
        if draft.role == "speech" and document.in_quote(draft.span) is None and draft.kind not in _IN_QUOTE:
            resolved = resolve_draft(draft, Anchor(published=published), lexicon)
            if resolved is not None and resolved.precision == "day" and resolved.start:
                days.setdefault(draft.sentence.paragraph, resolved.start)
    return days


def _weekdays_of_speech(
    document: Document, drafts: list[Draft], published: date | None, lexicon: Lexicon
) -> dict[int, date]:
    """Sentence -> the weekday on which what it tells is told."""
    days: dict[int, date] = {}
    for draft in drafts:
        if draft.role == "speech" and draft.kind == "weekday" and document.in_quote(draft.span) is None:
            resolved = resolve_draft(draft, Anchor(published=published), lexicon)
            if resolved is not None and resolved.precision == "day" and resolved.start:
                days.setdefault(draft.sentence.index, resolved.start)
    return days


def _quote_day(
    document: Document, draft: Draft, spoken: dict[int, date], told: dict[int, date]
) -> date | None:
    """The day of speaking from which a quotation counts, and a sentence that says when it is told: "in the past 24
    hours, an official said on Tuesday"."""
    if draft.kind == "range" and document.in_quote(draft.span) is None:
        return told.get(draft.sentence.index)
    day = spoken.get(draft.sentence.paragraph)
    if day is None or draft.kind not in _IN_QUOTE or document.in_quote(draft.span) is None:
        return None
    return day


def _day_beside(
    document: Document, drafts: list[Draft], index: int, anchor: Anchor, lexicon: Lexicon
) -> date | None:
    """The day that stands right behind an hour: "at 10:35 a.m. (0735 GMT) on Friday"."""
    draft = drafts[index]
    for after in drafts[index + 1 : index + 3]:
        between = document.text[draft.span.end : after.span.start]
        if after.sentence is not draft.sentence or not _HOUR_TO_DAY.fullmatch(between):
            continue
        if after.kind in _DAYS:
            resolved = resolve_draft(after, replace(anchor), lexicon)
            return resolved.start if resolved is not None else None
    return None


def _counted_from(
    document: Document, drafts: list[Draft], index: int, anchor: Anchor, lexicon: Lexicon
) -> date | None:
    """The day that "two days after" counts from: one named right behind it, else the story's; None where a day
    right before it says when, as in "on the 5th, two days after"."""
    draft = drafts[index]
    after = drafts[index + 1] if index + 1 < len(drafts) else None
    if after is not None and after.kind in _DAYS and after.span.start - draft.span.end <= _BESIDE:
        resolved = resolve_draft(after, replace(anchor), lexicon)
        return resolved.start if resolved is not None else None
    before = drafts[index - 1] if index else None
    if before is not None and before.kind in _DAYS and before.sentence is draft.sentence:
        beside = document.text[before.span.end : draft.span.start].rstrip()
        return None if beside.endswith(",") or not beside else anchor.day
    return anchor.day


def _mention(draft: Draft, resolved: Resolved, lexicon: Lexicon, *, near: bool) -> TimeMention:
    return TimeMention(
        span=draft.span,
        text=draft.text,
        type=resolved.type,
        value=resolved.value,
        start=resolved.start,
        end=resolved.end,
        precision=resolved.precision,
        time_of_day=_time_of_day(draft, lexicon),
        basis=resolved.basis,
        role=draft.role,  # type: ignore[arg-type]
        rule=draft.rule,
        confidence=_NEAR if near and resolved.basis in _LEANING else _CONFIDENCE.get(resolved.basis, 0.9),
    )


def _time_of_day(draft: Draft, lexicon: Lexicon) -> str | None:
    """The part of the day in the draft's own words, else the hour."""
    words = draft.text.casefold()
    if draft.parts.get("clock"):
        return draft.parts["clock"]
    return next((name for name in lexicon.words["hours"]["names"] if name in words), None)
