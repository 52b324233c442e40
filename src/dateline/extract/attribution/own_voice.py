"""What whoever publishes a report is: a news outlet, or a body that speaks for itself and may be a party."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.actors import Party
from dateline.actors.folding import fold_name
from dateline.codebook import BANDS, SourceKind
from dateline.extract.who.publisher import (
    ends_like_outlet,
    holds,
    parties_called,
    parties_in,
    signing_lines,
    speaks_for_somebody,
)
from dateline.extract.words.sources import SourceWords, load_source_words
from dateline.records import Span
from dateline.text import Document

_BODIES: frozenset[SourceKind] = frozenset({"military", "armed group", "government", "rights group"})
_PARTS = re.compile(r"[,/|()]| [–—-] ")
_TWICE = 2  # sentences in which a report must speak of its own side


def kind_of_own_voice(document: Document) -> SourceKind:
    """The kind of whoever publishes the report: a news outlet, or a body that speaks for itself ("Border Command,
    Press Office"), by its name, by who signs, or by how the report speaks of its own side ("our fighters", "the
    mujahidin")."""
    outlet = document.report.outlet or ""
    return (
        _of_name(outlet)
        or _of_signature(document.text)
        or _of_own_side(document, outlet)
        or _of_creed(document)
        or "media"
    )


@lru_cache(maxsize=64)
def _of_name(outlet: str) -> SourceKind | None:
    """The kind that the publisher's name tells; None where it tells nothing."""
    words = load_source_words()
    lower = " ".join(outlet.replace("’", "'").casefold().split())
    if not lower:
        return None
    if ends_like_outlet(outlet):
        return "media"
    parts = (part.strip() for part in _PARTS.split(outlet))
    called = (party for part in parts if part for party in parties_called(fold_name(part)))
    party = next((kind for one in called if (kind := _kind_of(one))), None)
    if party is not None:
        return party
    for phrase, kind in words.bodies:
        if holds(lower, phrase):
            return kind
    return _of_office(outlet, words)


def _of_office(name: str, words: SourceWords) -> SourceKind | None:
    """The kind of "Press Office of the Northern Army", "Military Public Affairs" and "Daro Front (statement)":
    that of the party, or of the words, whose office or whose paper it is."""
    if not speaks_for_somebody(name):
        return None
    lower = " ".join(name.replace("’", "'").casefold().split())
    return _of_party(name) or _of_words(lower, words) or _of_party(name, loosely=True)


def _of_party(name: str, *, loosely: bool = False) -> SourceKind | None:
    """The kind of the party of the roster that the name holds."""
    return next((kind for party in parties_in(name, loosely=loosely) if (kind := _kind_of(party))), None)


def _kind_of(party: Party) -> SourceKind | None:
    if party.actor_id.endswith("-police"):
        return "government"
    return "armed group" if party.inter in BANDS else "military"


def _of_words(lower: str, words: SourceWords) -> SourceKind | None:
    """The kind of body that phrases or words of the name tell."""
    for phrase, kind in words.phrases:
        if kind in _BODIES and holds(lower, phrase):
            return kind
    told = (words.specific.get(word) for word in re.findall(r"[\w-]+", lower))
    return next((kind for kind in told if kind in _BODIES), None)


@lru_cache(maxsize=8)
def _of_signature(text: str) -> SourceKind | None:
    """The kind of who signs the report: "A. Ruiz, Director of Army Public Relations" as one of its last lines."""
    kinds = (_of_office(line, load_source_words()) for line in signing_lines(text))
    return next((kind for kind in kinds if kind is not None), None)


@lru_cache(maxsize=8)
def _own_sides(text: str) -> tuple[tuple[int, str], ...]:
    """Where the report speaks of its own side, and with which word."""
    return _matched(load_source_words().own_side, text)


@lru_cache(maxsize=8)
def _creeds(text: str) -> tuple[tuple[int, str], ...]:
    """Where the report has words of those who fight on one side, and which."""
    return _matched(load_source_words().of_creed, text)


def _matched(pattern: re.Pattern[str], text: str) -> tuple[tuple[int, str], ...]:
    return tuple((match.start(), match[1].casefold()) for match in pattern.finditer(text))


def _of_own_side(document: Document, outlet: str) -> SourceKind | None:
    """The kind of who tells of "our comrades" or "our troops" in more than one sentence outside of quotations."""
    words, told = load_source_words(), _own_sides(document.text)
    if len(told) < _TWICE or any(word in words.outlet_words for word in re.findall(r"[\w-]+", outlet)):
        return None
    plain = _in_plain(document, told, words.fellows)
    if len(plain) < _TWICE:
        return None
    return "armed group" if "armed group" in plain else "military"


def _of_creed(document: Document) -> SourceKind | None:
    """The kind of who writes of "the mujahidin" and "the apostates", or of "Red fighters", in more than one sentence
    outside of quotations."""
    plain = _in_plain(document, _creeds(document.text), load_source_words().creed)
    return plain[0] if len(plain) >= _TWICE else None


def _in_plain(
    document: Document, told: tuple[tuple[int, str], ...], kinds: dict[str, SourceKind]
) -> list[SourceKind]:
    """The kinds that the words outside of quotations tell, one a sentence."""
    plain = {
        document.sentence_at(at).index: kinds[word]
        for at, word in told
        if not any(document.quotes_over(Span(at, at + 1)))
    }
    return list(plain.values())
