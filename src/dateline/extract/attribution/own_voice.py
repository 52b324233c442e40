"""What whoever publishes a report is: a news outlet, or a body that speaks for itself and may be a party."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.actors import load_roster
from dateline.actors.folding import fold_name
from dateline.codebook import BANDS, STATES, SourceKind
from dateline.extract.words.sources import SourceWords, load_source_words
from dateline.records import Span
from dateline.text import Document

_BODIES: frozenset[SourceKind] = frozenset({"military", "armed group", "government", "rights group"})
_END = 1500  # characters in which its last lines stand
_CLOSING = 6  # lines at the end of a report among which it is signed
_SIGNATURE = 14  # words of such a line
_PARTS = re.compile(r"[,/|()]| [–—-] ")
_SHORTEST = 3  # characters of a party's name
_TWICE = 2  # sentences in which a report must speak of its own side


def kind_of_own_voice(document: Document) -> SourceKind:
    """The kind of whoever publishes the report: a news outlet, or a body that speaks for itself ("Border Command,
    Press Office"), by its name, by who signs, or by how the report speaks of its own side ("our fighters")."""
    outlet = document.report.outlet or ""
    return _of_name(outlet) or _of_signature(document.text) or _of_own_side(document, outlet) or "media"


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
    party = next((kind for part in parts if part and (kind := _kind_of_party(fold_name(part)))), None)
    if party is not None:
        return party
    for phrase, kind in words.bodies:
        if holds(lower, phrase):
            return kind
    return _of_office(outlet, words)


def _of_office(name: str, words: SourceWords) -> SourceKind | None:
    """The kind of "Press Office of the Northern Army", "Military Public Affairs" and "Daro Front (statement)":
    that of the party, or of the words, whose office or whose paper it is."""
    lower = " ".join(name.replace("’", "'").casefold().split())
    if not any(holds(lower, phrase) for phrase in words.speaking_offices):
        return None
    return _of_party(name) or _of_words(lower, words)


def _of_party(name: str) -> SourceKind | None:
    """The kind of the party of the roster that the name holds."""
    folded, lengths = fold_name(name), load_roster().lengths
    held = (
        _kind_of_party(tuple(folded[start : start + length]))
        for start, word in enumerate(folded)
        for length in lengths.get(word, ())
    )
    return next((kind for kind in held if kind), None)


def _kind_of_party(folded: tuple[str, ...]) -> SourceKind | None:
    """The kind of the party that is called just so; of no loose or very short name."""
    for alias in load_roster().aliases.get(folded, ()):
        if alias.loose or len(alias.text) < _SHORTEST:
            continue
        if alias.party.actor_id.endswith("-police"):
            return "government"
        if alias.party.inter in BANDS:
            return "armed group"
        if alias.party.inter in STATES:
            return "military"
    return None


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
    lines = [line.strip() for line in text[-_END:].split("\n") if line.strip()][1:][-_CLOSING:]
    for line in reversed(lines):
        if len(line.split()) <= _SIGNATURE and not line.endswith((".", "?", "!", ":", "”", '"')):
            kind = _of_office(line, load_source_words())
            if kind is not None:
                return kind
    return None


@lru_cache(maxsize=8)
def _own_sides(text: str) -> tuple[tuple[int, str], ...]:
    """Where the report speaks of its own side, and with which word."""
    words = load_source_words()
    return tuple((match.start(), match[1].casefold()) for match in words.own_side.finditer(text))


def _of_own_side(document: Document, outlet: str) -> SourceKind | None:
    """The kind of who tells of "our comrades" or "our troops" in more than one sentence outside of quotations."""
    words, told = load_source_words(), _own_sides(document.text)
    if len(told) < _TWICE or any(word in words.outlet_words for word in re.findall(r"[\w-]+", outlet)):
        return None
    plain = {
        document.sentence_at(at).index: words.fellows[fellow]
        for at, fellow in told
        if not any(document.quotes_over(Span(at, at + 1)))
    }
    if len(plain) < _TWICE:
        return None
    return "armed group" if "armed group" in plain.values() else "military"


def holds(lower: str, phrase: str) -> bool:
    """True when the words of a name hold the phrase, be it in the plural."""
    return re.search(rf"(?<![\w-]){re.escape(phrase)}(?:s|es)?(?![\w-])", lower) is not None


def ends_like_outlet(name: str) -> bool:
    """True for a name that ends as those of news outlets do."""
    return name.split()[-1] in load_source_words().outlet_words
