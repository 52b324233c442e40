"""Days on which nothing told has been yet: "they will meet tomorrow", "they were due to open a clinic tomorrow"."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dateline.extract.grammar.phrases import clause_of, root_of
from dateline.extract.mentions import TimeMention
from dateline.text import Document

_NEXT_DAY = timedelta(days=1)  # east of the paper it is later


def is_ahead(document: Document, time: TimeMention) -> bool:
    """True for a day after that of print, on which nothing told has been; the next one only where something "will" be
    then or is "to" be."""
    published = document.report.published
    if published is None or time.start is None or time.start <= published:
        return False
    word = root_of(document, time.span)
    if word is None:
        return time.start > published + _NEXT_DAY
    will = any(child.tag_ == "MD" for child in clause_of(word).children)
    return will or _is_to_be(word) or time.start > published + _NEXT_DAY


def _is_to_be(word: Any) -> bool:
    """True behind "they were due to open a clinic": the verb told last has "to" before it."""
    last = next((t for t in reversed(word.doc[word.sent.start : word.i]) if t.pos_ == "VERB"), None)
    return last is not None and any(child.tag_ == "TO" for child in last.children)
