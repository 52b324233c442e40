"""Pages that are lists: each paragraph an entry of its own, under the name of its place ("ORA - Gunmen killed ...")."""

from __future__ import annotations

import re
from bisect import bisect_right

from dateline.records import Span
from dateline.text import Document, Sentence

_FEWEST = 3  # entries; fewer may be the datelines of two stories on one page
_ENTRY = re.compile(
    r"[\s*•·-]*(?P<place>[A-Z][A-Z'’.]+(?:[ -][A-Z][A-Z'’.]*){0,4})\s*(?:[-–—]|--|:)\s+[*\"“A-Z0-9]"
)


def entry_of(document: Document, sentence: Sentence) -> int:
    """Which entry of the list holds the sentence, from 1 on; 0 before the first, and where the page is no list."""
    return bisect_right([start for start, _ in _entries(document)], sentence.span.start)


def heads_entry(document: Document, span: Span) -> bool:
    """True for the place that an entry of a list stands under: there it happened."""
    return any(start <= span.start and span.end <= end for start, end in _entries(document))


def _entries(document: Document) -> tuple[tuple[int, int], ...]:
    """Where each entry begins, and where the name of its place ends; worked out once a report."""
    kept = document.doc.user_data
    if __name__ not in kept:
        opening = {
            s.paragraph: s.span for s in reversed(document.sentences) if s.zone in {"body", "dateline"}
        }
        found = [
            (span.start, span.start + entry.end("place"))
            for span in sorted(opening.values())
            if (entry := _ENTRY.match(document.text[span.start : span.end])) is not None
        ]
        kept[__name__] = tuple(found) if len(found) >= _FEWEST else ()
    entries: tuple[tuple[int, int], ...] = kept[__name__]
    return entries
