"""The place that opens a paragraph before a dash: "ORA, Telland (Agency) -". It is where the writer sits."""

from __future__ import annotations

import re

from dateline.records import Span
from dateline.text import Document

_CAPITALS = r"(?P<capitals>[A-Z][A-Z'’.\- ]{2,40}(?:,\s*[A-Z][\w.\- ]{1,25})?)"
_TITLE = r"(?P<title>[A-Z][\w'’.\- ]{1,30}(?:,\s*[\w.\- ]{1,25})?)"
_AGENCY = r"\s*(?P<agency>\([^)]{2,40}\))?\s*(?:,\s*[A-Z]?[\w. ]{2,12}\s*\d{0,2}\s*)?"
_DATELINE = re.compile(rf"^\s*(?:{_CAPITALS}|{_TITLE}){_AGENCY}(?:[-–—]{{1,2}}|:)\s")
_LONGEST = 45
_SHORT = 30
_FIRST_PARAGRAPHS = 2


def in_dateline(document: Document, span: Span) -> bool:
    """True for words of a dateline; one in small letters without an agency counts in the first paragraphs only."""
    sentence = document.sentence_at(span.start)
    start = document.paragraph(sentence.paragraph)[0].span.start
    if span.start - start > _LONGEST:
        return False
    match = _DATELINE.match(document.text[start : start + 140])
    if not match or start + match.end("capitals" if match["capitals"] else "title") < span.end:
        return False
    if match["capitals"] or match["agency"]:
        return True
    return match.end() < _SHORT and sentence.paragraph <= _FIRST_PARAGRAPHS
