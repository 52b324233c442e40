"""Figures set against one another without a word of harm of their own: "lost five men and the rebels 12", "against
seven on its own side"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from dateline.extract.grammar.numbers import Count
from dateline.extract.toll.people import PeopleWords
from dateline.extract.toll.triggers import Harm, HarmWords
from dateline.languages import load_language

GAPPED = "lose.gapped"
AGAINST = "against_own"
_PARTY = 6  # tokens from whom a force lost to the next party's name
_ASIDE = 7  # tokens from that party to its number: ", they say, three"
_OWN = 5  # tokens from "against" to "own side"
_BACK = 30  # tokens back from "against" to the word of harm


@lru_cache(maxsize=4)
def _lexicon(code: str) -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in load_language(code).toll["contrast"].items()}


def find_contrasts(
    tokens: Sequence[Any], counts: Sequence[Count], harm: HarmWords, people: PeopleWords, *, language: str
) -> Iterator[Harm]:
    """Harm told by a bare number beside the figure of the other side, in the order of the text."""
    if len(counts) < 2:
        return
    words = _lexicon(language)
    starts = {count.first: count for count in counts}
    at = {token.i: place for place, token in enumerate(tokens)}
    for place, token in enumerate(tokens):
        if token.lemma_ == "lose" and token.pos_ == "VERB":
            yield from _gapped(tokens, place, at, counts, people, words)
        elif token.lower_ in words["against"] and place + 1 < len(tokens):
            yield from _against(tokens, place, starts, harm, words)


def party_of(number: Any) -> Any | None:
    """The party before a bare number: "the rebels 12", "the intruders, they say, three"."""
    before = number.doc[max(number.sent.start, number.i - _ASIDE) : number.i]
    return next((t for t in reversed(before) if t.pos_ in ("NOUN", "PROPN") and not _is_number(t)), None)


def _is_number(token: Any) -> bool:
    return bool(token.pos_ == "NUM" or token.like_num)


def _gapped(
    tokens: Sequence[Any],
    place: int,
    at: dict[int, int],
    counts: Sequence[Count],
    people: PeopleWords,
    words: dict[str, frozenset[str]],
) -> Iterator[Harm]:
    """The 12 of "the army lost five men and the rebels 12"."""
    verb = tokens[place]
    lost = [c for c in verb.children if c.dep_ == "dobj" and people.known(c.lemma_.casefold())]
    if not lost:
        return
    own = next((c for c in counts if lost[0].left_edge.i <= c.first <= lost[0].i), None)
    following = next((c for c in counts if own is not None and c.first > lost[0].i), None)
    if own is None or following is None or following.vague:
        return
    between = [t for t in tokens if lost[0].i < t.i < following.first]
    behind = tokens[at[following.end - 1] + 1] if at[following.end - 1] + 1 < len(tokens) else None
    bare = behind is None or behind.is_punct or behind.pos_ in ("ADP", "SCONJ", "CCONJ", "ADV")
    if not between or not bare or not _names_a_party(between, words):
        return
    yield Harm("killed", verb, (tokens[at[following.end - 1]],), GAPPED, sure=False)


def _names_a_party(between: Sequence[Any], words: dict[str, frozenset[str]]) -> bool:
    """True for "and the rebels" and ", the intruders, they say,": one party, and no other act."""
    first = between[0]
    if not (first.is_punct or first.lower_ in words["links"]) or len(between) > _PARTY + _ASIDE:
        return False
    head = [t for t in between[: _PARTY + 1] if t.pos_ in ("NOUN", "PROPN")]
    acts = [t for t in between if t.pos_ == "VERB" and t.lemma_ not in words["saying"]]
    return bool(head) and not acts


def _against(
    tokens: Sequence[Any],
    place: int,
    starts: dict[int, Count],
    harm: HarmWords,
    words: dict[str, frozenset[str]],
) -> Iterator[Harm]:
    """The seven of "40 soldiers were killed, against seven on its own side"."""
    count = next((starts[t.i] for t in tokens[place + 1 : place + 3] if t.i in starts), None)
    behind = [t for t in tokens if count is not None and count.end <= t.i < count.end + _OWN]
    if count is None or not any(
        one.lower_ in words["owners"] and any(t.lower_ in words["sides"] for t in behind[n : n + 3])
        for n, one in enumerate(behind)
    ):
        return
    told = next((t for t in reversed(tokens[max(0, place - _BACK) : place]) if _outcome(t, harm)), None)
    if told is not None:
        outcome = _outcome(told, harm)
        if outcome is not None:
            yield Harm(outcome, tokens[place], (tokens[place].doc[count.end - 1],), AGAINST, sure=False)


def _outcome(token: Any, harm: HarmWords) -> Any | None:
    lemma = token.lemma_.casefold()
    return harm.states.get(token.lower_) or harm.done_to.get(lemma) or harm.befalls.get(lemma)
