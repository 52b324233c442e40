"""The party whose own paper a report is: the one that "our forces" stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dateline.actors import Party, load_roster
from dateline.actors.folding import fold_name
from dateline.codebook import BANDS, STATES
from dateline.extract.words.sources import load_source_words
from dateline.text import Document

_END = 1500  # characters in which its last lines stand
_CLOSING = 6  # lines at the end of a report among which it is signed
_SIGNATURE = 14  # words of such a line
_SHORTEST = 3  # characters of a party's name
_OPEN = (".", "?", "!", ":", "”", '"')


def party_of_publisher(document: Document, home: str | None) -> Party | None:
    """The party that the publisher's name or the signature holds; of two of one name that of this country."""
    outlet = document.report.outlet or ""
    named = () if not outlet or ends_like_outlet(outlet) else tuple(parties_in(outlet))
    parties = named or _signing(document.text)
    return next((party for party in parties if party.iso3 == home), next(iter(parties), None))


def signing_lines(text: str) -> tuple[str, ...]:
    """The short last lines in which a report may be signed, the last one first."""
    lines = [line.strip() for line in text[-_END:].split("\n") if line.strip()][1:][-_CLOSING:]
    short = [line for line in lines if len(line.split()) <= _SIGNATURE and not line.endswith(_OPEN)]
    return tuple(reversed(short))


def speaks_for_somebody(name: str) -> bool:
    """True for the name of an office through which a body speaks: "Press Office of the Northern Army"."""
    lower = " ".join(name.replace("’", "'").casefold().split())
    return any(holds(lower, phrase) for phrase in load_source_words().speaking_offices)


def parties_in(name: str, *, loosely: bool = False) -> Iterator[Party]:
    """The parties of the roster whose names the words hold, `loosely` also by their initials ("OLA")."""
    folded, lengths = fold_name(name), load_roster().lengths
    for start, word in enumerate(folded):
        for length in lengths.get(word, ()):
            yield from parties_called(tuple(folded[start : start + length]), loosely=loosely)


def parties_called(folded: tuple[str, ...], *, loosely: bool = False) -> Iterator[Party]:
    """The armed parties and states' forces that are called just so; none by a very short name, nor by a loose one
    unless `loosely`."""
    for alias in load_roster().aliases.get(folded, ()):
        told = loosely or not alias.loose
        if told and len(alias.text) >= _SHORTEST and alias.party.inter in BANDS | STATES:
            yield alias.party


@lru_cache(maxsize=8)
def _signing(text: str) -> tuple[Party, ...]:
    signed = (tuple(parties_in(line)) for line in signing_lines(text) if speaks_for_somebody(line))
    return next((parties for parties in signed if parties), ())


def holds(lower: str, phrase: str) -> bool:
    """True when the words of a name hold the phrase, be it in the plural."""
    return re.search(rf"(?<![\w-]){re.escape(phrase)}(?:s|es)?(?![\w-])", lower) is not None


def ends_like_outlet(name: str) -> bool:
    """True for a name that ends as those of news outlets do."""
    return name.split()[-1] in load_source_words().outlet_words
