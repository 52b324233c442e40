"""What an unknown name is the name of: "Ora bridge" is called so, where "Ora village" is called Ora."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.extract.where.facilities import facility_behind
from dateline.extract.where.names import Name
from dateline.extract.words.places import place_words
from dateline.records import Span
from dateline.text import Document


@lru_cache(maxsize=4)
def _sites(code: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(place_words(code)["sites"], key=len, reverse=True))
    return re.compile(rf"[ -](?:{words})\b", re.I)


def site_name(document: Document, name: Name) -> str | None:
    """The name with the word for a bridge, a market or a hill behind it; None where no such word stands there."""
    behind = _sites(document.report.language).match(document.text, name.span.end)
    if behind is not None:
        return Span(name.span.start, behind.end()).of(document.text)
    if name.head is not None:
        return None
    size = facility_behind(document.doc, name.end, place_words(document.report.language))
    if not size:
        return None
    last = document.doc[name.end + size - 1]
    return Span(name.span.start, last.idx + len(last.text)).of(document.text)
