"""Words for places and things that can be hit: outposts, bridges, houses, vehicles."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.languages import load_language
from dateline.text import Document


def names_thing(document: Document, words: str) -> bool:
    """True when the phrase ends in, or is headed by, a word for a place or thing that can be hit."""
    head = re.split(r"\b(?:of|in|at|near|on)\b", words.casefold())[0]
    return bool(_things(document.report.language).search(head.strip()))


@lru_cache(maxsize=8)
def _things(language: str) -> re.Pattern[str]:
    """A word for a thing that can be hit, at the end of a phrase."""
    things = load_language(language).events["targets"]["things"]
    return re.compile(rf"\b(?:{'|'.join(re.escape(thing) for thing in things)})(?:s|es)?\s*$")
