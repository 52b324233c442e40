"""Harm read from word order alone, where the parse may fail: "5 dead and 12 wounded", "four injured"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dateline.extract.numbers import Count
from dateline.extract.toll_triggers import Harm, HarmWords

_BETWEEN = frozenset(
    ["others", "other", "more", "people", "persons", "were", "was", "are", "is", "been", "left", "and"]
)


def find_surface(tokens: Sequence[Any], counts: Sequence[Count], words: HarmWords) -> Iterator[Harm]:
    """Harm words that stand right after a number, or after a number and one small word."""
    by_index = {t.i: t for t in tokens}
    for count in counts:
        at = count.end
        steps = 0
        while (
            at in by_index and steps < 3 and by_index[at].lower_ in _BETWEEN and by_index[at].lower_ != "and"
        ):
            at, steps = at + 1, steps + 1
        token = by_index.get(at)
        if token is None:
            continue
        lower, lemma = token.lower_, token.lemma_.casefold()
        outcome = words.states.get(lower) or (
            words.done_to.get(lemma) if token.tag_ in ("VBN", "VBD") else None
        )
        if outcome and lemma not in ("claim", "capture", "evacuate") and not _has_object(token):
            head = by_index[at - 1] if steps and by_index[at - 1].pos_ == "NOUN" else by_index[count.end - 1]
            yield Harm(outcome, token, (head,), "surface", sure=True)


def _has_object(token: Any) -> bool:
    return any(c.dep_ in ("dobj", "obj") for c in token.children)
