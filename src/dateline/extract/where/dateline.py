"""The place that opens a paragraph before a dash: "ORA, Telland (Agency) -". It is where the writer sits."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.records import Span
from dateline.text import Document, find_opening

# "Ora: ", which is a dateline where the word before the colon is a place, at the top of a report.
_NAMED = re.compile(r"[A-Z][\w'’.\- ]{1,24}(?:,\s*[\w.\- ]{1,25})?:\s")
_FIRST_PARAGRAPHS = 2
_REACH = 400  # signs of a paragraph; no dateline, with its day of print before it, is so long


def in_dateline(document: Document, span: Span) -> bool:
    """True for words of a dateline; one before a colon, in small letters and without an agency, counts in the first
    paragraphs only."""
    number = document.sentence_at(span.start).paragraph
    sentences = document.paragraph(number)
    start = sentences[0].span.start
    if span.start - start > _REACH:
        return False
    opening, named = _opening(Span(start, sentences[-1].span.end).of(document.text))
    within = Span(span.start - start, span.end - start) if span.start >= start else span
    return opening.covers(within) or (named.covers(within) and number <= _FIRST_PARAGRAPHS)


@lru_cache(maxsize=64)
def _opening(paragraph: str) -> tuple[Span, Span]:
    """The stretch of the dateline, and that of a word before a colon behind the day of print."""
    printed, dateline = find_opening(paragraph)
    named = _NAMED.match(paragraph, printed.end)
    return dateline, Span(printed.end, named.end()) if named else Span(0, 0)
