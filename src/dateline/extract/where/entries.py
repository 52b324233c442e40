"""Pages that are lists: each paragraph an entry of its own, under the name of its place ("ORA - Gunmen killed ...")."""

from __future__ import annotations

import re
from bisect import bisect_right

from dateline.languages import load_language
from dateline.records import Span
from dateline.text import Document, Sentence

_FEWEST = 3  # entries; fewer may be the datelines of two stories on one page
_ITEM = re.compile(
    r"[\s]{0,4}(?:[*•·●▪‣◦■▫🔹🔸–-]\ufe0f?|\(?\d{1,2}[.)])\s{0,4}(?=[*\"“A-Z0-9])"
)  # of a list
_LABEL = re.compile(r"[\s*•·▪-]{0,4}(?P<place>[A-Z][\w'’-]{1,30}(?: [\w'’-]{1,30}){0,3}):\s{1,4}[\w*“\"]")
_ENTRY = re.compile(
    r"[\s*•·-]*(?P<place>[A-Z][A-Z'’.]+(?:[ -][A-Z][A-Z'’.]*){0,4})\s*(?:[-–—]|--|:)\s+[*\"“A-Z0-9]"
)


def entry_of(document: Document, sentence: Sentence) -> int:
    """Which entry of the list holds the sentence, from 1 on; 0 before the first, and where the page is no list."""
    return bisect_right([start for start, _ in _entries(document)], sentence.span.start)


def heads_entry(document: Document, span: Span) -> bool:
    """True for the place that an entry of a list stands under: there it happened."""
    return any(start <= span.start and span.end <= end for start, end in _entries(document))


def items_from(document: Document) -> tuple[int, ...]:
    """Where each item of a list begins, under a place or behind a bullet or a number; () where the page is no list."""
    kept = document.doc.user_data
    if items_from not in kept:
        starts = {start for start, _ in _entries(document)}
        items = [span.start for span in _openings(document) if _ITEM.match(document.text, span.start)]
        kept[items_from] = tuple(sorted(starts | set(items if len(items) >= _FEWEST else ())))
    found: tuple[int, ...] = kept[items_from]
    return found


def item_of(document: Document, offset: int) -> int:
    """Which item of the list holds this character, from 1 on; 0 before the first, and where the page is no list."""
    return bisect_right(items_from(document), offset)


def _openings(document: Document) -> list[Span]:
    """The first sentence of each paragraph of the body."""
    told = (s for s in reversed(document.sentences) if s.zone in {"body", "dateline"})
    return sorted({s.paragraph: s.span for s in told}.values())


def _entries(document: Document) -> tuple[tuple[int, int], ...]:
    """Where each entry begins, and where the name of its place ends; worked out once a report."""
    kept = document.doc.user_data
    if __name__ not in kept:
        opening = _openings(document)
        found = [
            (span.start, span.start + entry.end("place"))
            for span in opening
            if (entry := _ENTRY.match(document.text[span.start : span.end])) is not None
        ]
        if len(found) < _FEWEST:
            found = _labelled(document, opening)
        kept[__name__] = tuple(found) if len(found) >= _FEWEST else ()
    entries: tuple[tuple[int, int], ...] = kept[__name__]
    return entries


def _labelled(document: Document, opening: list[Span]) -> list[tuple[int, int]]:
    """Entries under places in small letters, one of which says that it is one: "Oram province: Two men ..."."""
    heads = load_language(document.report.language).places["heads"]
    found = [(span.start, _LABEL.match(document.text, span.start)) for span in opening]
    labels = [(start, label) for start, label in found if label is not None]
    units = any(label["place"].split()[-1].casefold() in heads for _, label in labels)
    return [(start, label.end("place")) for start, label in labels] if units else []
