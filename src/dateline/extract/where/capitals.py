"""Sentences written in capitals only: which of their words may belong to a name."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from dateline.places import Gazetteer
from dateline.text import Document

_FEWEST = 4  # words; a shorter sentence of capitals is a name or a heading, and is read as any other
_KNOWN = 15_000


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    """The commonest words of English, in small letters."""
    text = files("dateline.languages").joinpath("en", "word_bands.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for _, words in lines for word in words.split())


def tokens_in_capitals(document: Document) -> frozenset[int]:
    """The numbers of the tokens of sentences that have no small letter."""
    found: set[int] = set()
    for sentence in document.sentences:
        tokens = document.doc[sentence.first_token : sentence.end_token]
        words = [token.text for token in tokens if token.is_alpha]
        if len(words) >= _FEWEST and all(word.isupper() for word in words):
            found.update(token.i for token in tokens)
    return frozenset(found)


def is_common(word: str) -> bool:
    """True for one of the commonest words of English."""
    return word.casefold() in _common_words()


def is_ordinary(word: str, gazetteer: Gazetteer) -> bool:
    """True for a common word that is not first of all the name of a country, a province or a city."""
    if not is_common(word):
        return False
    best = [c.entry for c in gazetteer.find(word)[:3] if c.grade == 0]
    return not any(entry.level <= 1 or entry.population >= _KNOWN for entry in best)
