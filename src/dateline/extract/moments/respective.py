"""Harm told in the order of the places or days it is shared out among: "bombs in Ora and Bel killed six and nine people
respectively"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from dateline.extract.grammar.numbers import Count
from dateline.extract.mentions import PlaceMention, TimeMention
from dateline.extract.moments.binding import is_nested
from dateline.extract.toll.people import PeopleWords
from dateline.text import Document

_RESPECTIVELY = "respectively"
_FEWEST = 2
_JOINED = 5  # tokens from one number to the next: "two young soldiers and three"
_LINKS = frozenset({"and", ","})

Anchor = tuple[PlaceMention | None, TimeMention | None]


def says_respectively(tokens: Sequence[Any]) -> bool:
    """True where a sentence puts what it counts and what it names in one order."""
    return any(token.lower_ == _RESPECTIVELY for token in tokens)


def numbers_in_order(tokens: Sequence[Any], counts: Sequence[Count], words: PeopleWords) -> list[Count]:
    """The numbers of people of "six and nine people", "two soldiers and three officers"; none where a sentence has two
    such series."""
    series: list[list[Count]] = []
    exact = [count for count in counts if count.best and not count.vague]
    for before, count in pairwise([None, *exact]):
        if series and before is not None and count is not None and _are_joined(tokens, before, count, words):
            series[-1].append(count)
        elif count is not None:
            series.append([count])
    long = [one for one in series if len(one) >= _FEWEST]
    return long[0] if len(long) == 1 else []


def anchors_in_order(
    document: Document, places: Sequence[PlaceMention], days: Sequence[TimeMention], number: int
) -> list[Anchor]:
    """As many places as there are numbers, each with its day where there are as many; else as many days; else none."""
    narrow = [one for one in places if not any(other is not one and _holds(one, other) for other in places)]
    dated = [*days] if len(days) == number else [None] * number
    if len(narrow) == number:
        return list(zip(narrow, dated, strict=True))
    return [(None, day) for day in days] if len(days) == number else []


def _holds(place: PlaceMention, other: PlaceMention) -> bool:
    return place.place.name in other.place.units or (
        place.place.name == other.place.country and is_nested(place, other)
    )


def _are_joined(tokens: Sequence[Any], before: Count, count: Count, words: PeopleWords) -> bool:
    """True where only "and" or a comma stands between two numbers, and perhaps whom the first counts."""
    between = [token for token in tokens if before.end <= token.i < count.first]
    if not between or len(between) > _JOINED or not any(token.lower_ in _LINKS for token in between):
        return False
    return all(
        token.lower_ in _LINKS or token.pos_ == "ADJ" or words.known(token.lemma_.casefold())
        for token in between
    )
