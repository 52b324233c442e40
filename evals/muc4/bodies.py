"""The organisations that a MUC-4 report names, each once: its full name, its short form and its mentions together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.extract.fillers.model import load_model
from dateline.extract.fillers.reading import Fillers
from dateline.records import Span
from evals.muc4.values import words

CAMPS = ("state", "rebels", "drugs", "squads")
_SHORT = 7  # letters of a short form
_WORD = re.compile(r"[a-z0-9áéíóúñü]+")
_LONG = r"(?:[a-z0-9'-]{1,30} ){1,7}[a-z0-9'-]{1,30}"
_BRACKETS = (
    re.compile(rf"(?P<long>{_LONG})\s{{0,3}}[\[(,-]?\s{{0,3}}[\[(\"]\s?(?P<short>[a-z0-9-]{{2,8}})\b"),
    re.compile(rf"\b(?P<short>[a-z0-9-]{{2,8}})\s{{0,3}}[\[(]\s?(?P<long>{_LONG})"),
)


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation: the words to quote, all that it is called, where, and how likely it fills the role at all."""

    text: str
    names: tuple[str, ...]
    mentions: tuple[Span, ...]
    chance: float


def find_bodies(text: str, found: Fillers, known: Iterable[str], *, least: float) -> list[Body]:
    """Organisations likely enough to have done anything, likeliest first, then those that are known by name alone."""
    low = text.lower()
    named = [
        Body(f.text, (plain(f.text),), _joined(f.mentions, places_of(low, plain(f.text))), f.probability)
        for f in found.fillers
        if f.role == "PerpOrg" and f.probability >= least
    ]
    named += [Body(name, (name,), spans, 0.0) for name in known if (spans := places_of(low, name))]
    alone = [own for body in named if (own := _alone(body, named))]
    brackets = _bracketed(low)
    bodies: list[Body] = []
    for body in sorted(alone, key=lambda b: -b.chance):
        at = next((n for n, other in enumerate(bodies) if _same(body, other, brackets)), None)
        if at is None:
            bodies.append(body)
        else:
            first = bodies[at]
            mentions = _joined(first.mentions, body.mentions)
            bodies[at] = Body(first.text, first.names + body.names, mentions, first.chance)
    return bodies


def plain(text: str) -> str:
    """The words in small letters, one blank apart."""
    return " ".join(_WORD.findall(text.lower()))


def camp_of(text: str) -> frozenset[str]:
    """The lists of words for bodies of the state, rebels, drug dealers and death squads that hold words of a name."""
    mine = set(text.split())
    camps = frozenset(name for name, listed in _camps().items() if mine & listed)
    return camps - {"state"} if "rebels" in camps else camps


@lru_cache(maxsize=1)
def _camps() -> dict[str, frozenset[str]]:
    return {name: frozenset(words()["camps"][name]) for name in CAMPS}


def _joined(one: Iterable[Span], other: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted({*one, *other}))


def places_of(low: str, name: str) -> tuple[Span, ...]:
    """Where these words stand in a text of small letters."""
    if not name:
        return ()
    pattern = r"\b" + r"\W{1,3}".join(map(re.escape, name.split())) + r"\b"
    return tuple(Span(m.start(), m.end()) for m in re.finditer(pattern, low))


def _alone(body: Body, named: Sequence[Body]) -> Body | None:
    """The body without mentions within the longer name of another camp: "army" in "National Liberation Army"."""
    camp = camp_of(body.names[0])
    wider = [span for other in named if camp_of(other.names[0]) != camp for span in other.mentions]
    kept = tuple(
        m for m in body.mentions if not any(w.covers(m) and w.end - w.start > m.end - m.start for w in wider)
    )
    return Body(body.text, body.names, kept, body.chance) if kept else None


def _bracketed(low: str) -> frozenset[tuple[str, str]]:
    """Short forms with the words before or within the brackets beside them."""
    return frozenset((plain(m["short"]), plain(m["long"])) for p in _BRACKETS for m in p.finditer(low))


def _same(one: Body, other: Body, brackets: frozenset[tuple[str, str]]) -> bool:
    return any(_alike(a, b, brackets) for a in one.names for b in other.names)


def _alike(one: str, other: str, brackets: frozenset[tuple[str, str]]) -> bool:
    """True for two names of one body: a known or bracketed short form, fewer words of the same camp."""
    short, long = sorted((one, other), key=len)
    if short == long or load_model().aliases.get(short.replace(" ", "")) == long:
        return True
    if len(short) <= _SHORT and any(s == short and f" {w}".endswith(f" {long}") for s, w in brackets):
        return True
    return set(short.split()) <= set(long.split()) and camp_of(short) == camp_of(long)
