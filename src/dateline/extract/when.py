"""Document -> every expression of time, with its ISO-TimeML value, the days it can mean, and its part in the text.

One pass: expressions are found by the rules of the language's `when.toml`, their clause tells tense and role,
and they are resolved in the order of the text against publication, quotation and the story so far.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.extract.mentions import TimeMention
from dateline.extract.when_anchor import Anchor, open_anchor
from dateline.extract.when_find import Draft, find_drafts
from dateline.extract.when_grammar import mark_grammar
from dateline.extract.when_lexicon import Lexicon, load_lexicon
from dateline.extract.when_periods import resolve_period
from dateline.extract.when_values import Resolved, resolve_draft
from dateline.text import Document

__all__ = ["publication_of", "read_times", "resolve_period"]

_BESIDE = 24  # characters between "two days after" and the day it counts from
_DAYS = frozenset({"day", "weekday", "numeric", "part_date"})
_IN_QUOTE = frozenset({"deictic", "clock_words", "shifted", "relative_unit"})
_CONFIDENCE = {"explicit": 0.98, "weekday_inference": 0.95, "relative_to_publication": 0.95, "none": 0.5}


def read_times(document: Document) -> tuple[TimeMention, ...]:
    """Times in the order of the text."""
    lexicon = load_lexicon(document.report.language)
    drafts = find_drafts(document, lexicon)
    mark_grammar(document, lexicon, drafts)
    published = document.report.published or _printed(drafts, lexicon)
    anchor = open_anchor(drafts, published, lexicon)
    spoken = _days_of_speech(document, drafts, published, lexicon)
    mentions = []
    for index, draft in enumerate(drafts):
        anchor.quote_day = _quote_day(document, draft, spoken)
        if draft.kind == "offset":
            anchor.counted_from = _counted_from(drafts, index, anchor, lexicon)
        resolved = resolve_draft(draft, anchor, lexicon)
        if resolved is not None:
            mentions.append(_mention(draft, resolved, lexicon))
    return tuple(mentions)


def publication_of(document: Document) -> TimeMention | None:
    """The day of print as the page or the dateline states it, or None."""
    return next(
        (m for m in read_times(document) if m.role == "publication" and m.precision == "day" and m.start),
        None,
    )


def _printed(drafts: list[Draft], lexicon: Lexicon) -> date | None:
    """The first full day that stands in a dateline or a line of the page."""
    for draft in drafts:
        if draft.role == "publication" and "y" in draft.parts:
            resolved = resolve_draft(draft, Anchor(published=None), lexicon)
            if resolved is not None and resolved.precision == "day":
                return resolved.start
    return None


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


def _quote_day(document: Document, draft: Draft, spoken: dict[int, date]) -> date | None:
    day = spoken.get(draft.sentence.paragraph)
    if day is None or draft.kind not in _IN_QUOTE or document.in_quote(draft.span) is None:
        return None
    return day


def _counted_from(drafts: list[Draft], index: int, anchor: Anchor, lexicon: Lexicon) -> date | None:
    """The day that "two days after" counts from: one named right behind it, else the story's; None where a day
    right before it says when, as in "on the 5th, two days after"."""
    draft = drafts[index]
    after = drafts[index + 1] if index + 1 < len(drafts) else None
    if after is not None and after.kind in _DAYS and after.span.start - draft.span.end <= _BESIDE:
        resolved = resolve_draft(after, replace(anchor), lexicon)
        return resolved.start if resolved is not None else None
    before = drafts[index - 1] if index else None
    if before is not None and before.kind in _DAYS and before.sentence is draft.sentence:
        return anchor.day if draft.span.start - before.span.end > 2 else None
    return anchor.day


def _mention(draft: Draft, resolved: Resolved, lexicon: Lexicon) -> TimeMention:
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
        confidence=_CONFIDENCE.get(resolved.basis, 0.9),
    )


def _time_of_day(draft: Draft, lexicon: Lexicon) -> str | None:
    """The part of the day in the draft's own words, else the hour."""
    words = draft.text.casefold()
    if draft.parts.get("clock"):
        return draft.parts["clock"]
    return next((name for name in lexicon.words["hours"]["names"] if name in words), None)
