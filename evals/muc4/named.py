"""Every naming of a place in a MUC-4 report, by the gazetteer and by the words beside it, for the choice of a place."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.extract.mentions import PlaceMention
from dateline.records import Claim, Span
from evals.muc4.ground import Ground
from evals.muc4.values import load_linear, words

_DIRECTION = re.compile(r"^(?:(?:north|south|east|west|central)\w*\s+)+", re.I)
_WORD = r"[A-Z][\w'-]{1,30}"
_NAME = rf"((?:{_WORD} ){{1,4}})"
_SMALL = r"(?:de |del |la |las |los |el ){0,2}"
_OPENING = re.compile(r"^(?:(?:The|In|At|Of|A|On|And|To|From) )+")
_SITES = ("UNIVERSITY", "AIRPORT")  # keys give these with the word: "El Dorado airport"
_PARTICLES = ("de", "del", "la", "los", "las", "el")
_PROPER = ("NNP", "NNPS")
_LONGEST = 4
_CALENDAR = frozenset(name.upper() for names in (calendar.month_name, calendar.day_name) for name in names)


@dataclass(frozen=True, slots=True)
class Named:
    """One naming of a place: where, its name, its country if known, what the words beside it call it.

    `source`: whether the "gazetteer" knows it, it is "called" a place, it is a "site", or a name "behind" at or in.
    """

    span: Span
    name: str
    country: str
    relation: str
    gazetteer: str
    called: str
    radius: float = 0.0
    source: str = "gazetteer"


@dataclass(frozen=True, slots=True)
class Scene:
    """One text as the choice needs it: its places, what its sentences tell, its country, its dateline, its claims.

    `named_in` counts for each country how often each sentence names it; `harm` tells which sentences tell of harm.
    """

    text: str
    ground: Ground
    named: tuple[Named, ...]
    home: str
    dateline: str
    named_in: dict[str, tuple[int, ...]]
    harm: tuple[bool, ...]
    claims: tuple[Claim, ...] = ()


def capitals() -> dict[str, str]:
    """The capital of each country of the task and of Panama."""
    table: dict[str, str] = words()["capitals"]
    return table


def read_scene(
    doc: Any,
    mentions: Sequence[PlaceMention],
    home: str,
    dateline: str,
    ground: Ground,
    *,
    claims: Sequence[Claim] = (),
) -> Scene:
    """All namings of places, those of the gazetteer first."""
    text = doc.text
    named = [n for m in mentions if (n := _of_mention(text, m, home))]
    taken = {(n.span.start, n.span.end) for n in named}
    known = {n.name for n in named}
    named += [
        n for n in _called(text, home) if n.name not in known or (n.span.start, n.span.end) not in taken
    ]
    named += _behind(doc, home, [n for n in named if n.source == "gazetteer"])
    named = [n for n in named if not _is_titled(n.name)]
    ends = [*ground.starts[1:], len(text)]
    sentences = [text[start:end].lower() for start, end in zip(ground.starts, ends, strict=True)]
    listed = words()["countries"]
    countries = sorted({n.country for n in named} | {home} - {""})
    named_in = {
        c: tuple(sum(s.count(word) for word in listed.get(c, [c.lower()])) for s in sentences)
        for c in countries
    }
    harm = frozenset(words()["harm"]["lemmas"])
    told = tuple(bool(lemmas & harm) for lemmas in ground.lemmas)
    return Scene(text, ground, tuple(named), home, dateline.upper().strip(), named_in, told, tuple(claims))


def within_name(doc: Any, span: Span) -> bool:
    """True for a part of the longer name of a person or of a body: "Farabundo Marti Front"."""
    piece = doc.char_span(span.start, span.end, alignment_mode="expand")
    around = next((e for e in doc.ents if e.start <= piece.start and piece.end <= e.end), None)
    if around is None or len(around) == len(piece):
        return False
    table, _ = _kinds()
    return around.label_ == "PERSON" or (
        around.label_ == "ORG" and not any(t.lower_ in table for t in around)
    )


def _is_titled(name: str) -> bool:
    """True for a person by title and name: "PRESIDENT ANA GIL"."""
    first, _, rest = name.partition(" ")
    return bool(rest) and first.lower().strip(".") in load_linear().called


def country_named(mentions: Sequence[PlaceMention]) -> str:
    """The country of the task that most namings are in, where the text does not name its own; "" for none."""
    first = Counter(str(m.place.country).upper() for m in mentions)
    every = Counter(
        c for m in mentions for c in {a.country.upper() for a in m.place.alternatives if a.country}
    )
    for counts in (first, every):
        found = [(n, c) for c, n in counts.items() if c in capitals()]
        if found:
            return max(found)[1]
    return ""


def _of_mention(text: str, mention: PlaceMention, home: str) -> Named | None:
    name = _DIRECTION.sub("", mention.text).strip(". ").upper()
    countries = [p for p in (mention.place.country, *(a.country for a in mention.place.alternatives)) if p]
    upper = [c.upper() for c in countries]
    if not name or not upper:
        return None
    country = home if home in upper else next((c for c in upper if c in capitals()), upper[0])
    called, kind = called_beside(text, mention.span), mention.place.kind or ""
    if mention.relation == "demonym":
        name, kind = country, "country"
    elif name == country and (kind == "city" or (called == "CITY" and f"{name} CITY" in capitals().values())):
        name, kind = capitals().get(country, name), "city"
    country = home if name == home else country
    return Named(mention.span, name, country, mention.relation, kind, called, mention.place.radius_km or 0.0)


@lru_cache(maxsize=1)
def _kinds() -> tuple[dict[str, str], str]:
    """The kind that each word calls a place, and one pattern for all of them."""
    table: dict[str, str] = {w: kind for kind, listed in words()["kinds_of_places"].items() for w in listed}
    return table, "|".join(sorted(table, key=len, reverse=True))


def called_beside(text: str, span: Span) -> str:
    """What the words right after or before a name call it: "Meta department", "the town of Uchiza"; "" for nothing."""
    table, either = _kinds()
    after = re.match(rf"[\s,\"']*({either})\b", text[span.end : span.end + 30], re.I)
    before = re.search(
        rf"\b({either})\s+(?:of\s+|in\s+)?(?:the\s+)?[\"']?$",
        text[max(0, span.start - 30) : span.start],
        re.I,
    )
    found = after or before
    return table[found.group(1).lower()] if found else ""


def _called(text: str, home: str) -> Iterator[Named]:
    """Names that the words beside them call a place."""
    table, either = _kinds()
    for match in re.finditer(rf"\b{_NAME}((?i:{either}))\b", text):
        kind = table[match.group(2).lower()]
        site = match.group(2) if kind in _SITES else ""
        yield from _unknown(match.start(1), match.group(1).strip(), kind, home, site)
    opening = rf"\b((?i:{either})) (?:(?:of|in|called|named|the) ){{0,2}}[\"']?"
    for match in re.finditer(rf"{opening}({_WORD}(?: {_SMALL}{_WORD}){{0,3}})", text):
        yield from _unknown(match.start(2), match.group(2), table[match.group(1).lower()], home, "")


def _unknown(start: int, name: str, called: str, home: str, site: str) -> Iterator[Named]:
    bare = _DIRECTION.sub("", _OPENING.sub("", name))
    start += len(name) - len(bare)
    if bare and bare not in ("The", "In"):
        full = f"{bare} {site}".strip().upper()
        span = Span(start=start, end=start + len(bare))
        yield Named(span, full, home, "other", "", called, source="site" if site else "called")


def _behind(doc: Any, home: str, known: Sequence[Named]) -> Iterator[Named]:
    """Names that no gazetteer knows and that stand right behind "in", "at" or "near"."""
    taken = [(n.span.start, n.span.end) for n in known]
    names = {n.name for n in known}
    for token in doc[:-1]:
        if token.lower_ not in ("in", "at", "near"):
            continue
        first = token.i + 1
        while first < len(doc) and (doc[first].lower_ == "the" or doc[first].text in "\"'"):
            first += 1
        end = first
        while end < min(len(doc), first + _LONGEST) and (
            doc[end].tag_ in _PROPER or doc[end].lower_ in _PARTICLES
        ):
            end += 1
        while end > first and doc[end - 1].tag_ not in _PROPER:
            end -= 1
        if end == first:
            continue
        span = Span(start=doc[first].idx, end=doc[end - 1].idx + len(doc[end - 1]))
        name = _DIRECTION.sub("", doc.text[span.start : span.end]).strip(' ".').upper()
        if not name[:1].isalpha() or name in _CALENDAR or name in capitals():
            continue
        if not any(s < span.end and span.start < e for s, e in taken) and not any(
            name in n or n in name for n in names
        ):
            yield Named(span, name, home, "other", "", "", source="behind")
