"""The foreign country that people and things are of, by the words of their phrases: "a Spanish priest"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from dateline.records import Span
from evals.muc4.values import words

_RUN = frozenset(["NN", "NNS", "NNP", "NNPS", "JJ", "HYPH", "VBN"])
_LONGEST = 5
_MENTIONS = 4
_WIDER = ("central", "latin")  # with "american" no country


def nation_of(doc: Any, mentions: Sequence[Span], home: str) -> str:
    """The first foreign country that the phrases of these mentions name; "" for none."""
    for mention in mentions[:_MENTIONS]:
        for word in _phrase(doc, mention):
            country = _nations().get(word, "")
            if country and country != home:
                return country
    return ""


def _phrase(doc: Any, mention: Span) -> Iterator[str]:
    """The words of a mention and of the run of nouns and adjectives before it, small letters."""
    piece = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    first = piece.start
    while first and piece.start - first < _LONGEST and doc[first - 1].tag_ in _RUN:
        first -= 1
    for token in doc[first : piece.end]:
        if not token.i or doc[token.i - 1].lower_ not in _WIDER:
            yield token.lower_


@lru_cache(maxsize=1)
def _nations() -> dict[str, str]:
    """The country that each word for its people or property is of."""
    return {word: country for country, listed in words()["nations"].items() for word in listed}
