"""How two fillers of one text lie to each other in text and parse: rows of numbers for the scorer of links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dateline.extract.fillers.model import ROLES
from dateline.extract.fillers.reading import Filler

_MENTIONS = 6
_STEPS = 6
_KINDS = ("bombing", "kidnapping", "arson", "attack")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a filler stands in the parse: the head of each of its mentions, and the verb that governs each."""

    heads: tuple[Any, ...]
    verbs: tuple[Any, ...]


def place_of(doc: Any, filler: Filler) -> Place:
    """The heads and governing verbs of a filler's first mentions."""
    spans = (doc.char_span(m.start, m.end, alignment_mode="expand") for m in filler.mentions[:_MENTIONS])
    heads = tuple(span.root for span in spans)
    return Place(heads, tuple(_verb_over(head) for head in heads))


def _verb_over(head: Any) -> Any:
    """The nearest verb above a head, or where the way up ends."""
    token = head
    for _ in range(_STEPS):
        if token.head.i == token.i:
            break
        token = token.head
        if token.pos_ == "VERB":
            break
    return token


def link_row(one: Filler, other: Filler, places: tuple[Place, Place], kinds: dict[str, float]) -> list[float]:
    """One row of numbers for two fillers, the same whichever comes first."""
    (a, at), (b, bt) = sorted(
        zip((one, other), places, strict=True), key=lambda pair: (ROLES.index(pair[0].role), pair[0].text)
    )
    return [
        min(abs(p.start - q.start) for p in a.mentions for q in b.mentions),
        abs(a.mentions[0].start - b.mentions[0].start), a.probability, b.probability, len(a.mentions),
        len(b.mentions), a.group == b.group, *(kinds[kind] for kind in _KINDS), *_parse_row(at, bt),
    ]  # fmt: skip


def _parse_row(a: Place, b: Place) -> list[float]:
    """What the parse tells of the two mentions that stand nearest, and of all."""
    near = min(
        ((p, q) for p in range(len(a.heads)) for q in range(len(b.heads))),
        key=lambda pq: (abs(a.heads[pq[0]].i - b.heads[pq[1]].i), pq),
    )
    head, other = a.heads[near[0]], b.heads[near[1]]
    verb, other_verb = a.verbs[near[0]], b.verbs[near[1]]
    first, last = sorted((head.i, other.i))
    between = head.doc[first:last]
    return [
        last - first, verb.i == other_verb.i, len(_lemmas(a.verbs) & _lemmas(b.verbs)),
        len(_lemmas(a.heads) & _lemmas(b.heads)), _joined(head, other) or _joined(other, head),
        sum(t.pos_ == "VERB" for t in between), sum("\n" in t.text for t in between),
        (verb in other_verb.subtree) + 2 * (other_verb in verb.subtree), len(a.heads), len(b.heads),
    ]  # fmt: skip


def _lemmas(tokens: Sequence[Any]) -> set[str]:
    return {t.lemma_.lower() for t in tokens}


def _joined(one: Any, other: Any) -> bool:
    """True for "police and soldiers": the one hangs on the other by "and"."""
    return bool(one.dep_ == "conj" and other.is_ancestor(one))
