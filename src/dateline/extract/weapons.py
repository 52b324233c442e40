"""Kinds of weapon named in a clause: aircraft, drone, artillery, explosive, suicide, grenade, firearms, ..."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from dateline.extract.phrases import clause_of, span_of
from dateline.languages import load_language
from dateline.records import Span
from dateline.text import Document, Sentence


@lru_cache(maxsize=8)
def _kinds(code: str) -> dict[str, str]:
    table = load_language(code).events["weapons"]
    return {word: kind for kind, words in table.items() for word in words}


def is_weapon(document: Document, noun: Any) -> bool:
    """True when the noun itself names a weapon."""
    return _word_of(noun) in _kinds(document.report.language)


def _word_of(noun: Any) -> str:
    """The lemma in lower case; a plural that opens a sentence is often taken for a name: "Rockets fired by"."""
    lemma = str(noun.lemma_).lower()
    return lemma.removesuffix("s") if noun.pos_ == "PROPN" and lemma == noun.lower_ else lemma


def weapons_in(document: Document, sentence: Sentence, head: Any) -> dict[str, Span]:
    """Kinds of weapon in the clause of `head`, in the order of their names, each with the first word that names it."""
    own = clause_of(head)
    found: dict[str, Span] = {}
    for kind, first, last in _weapon_words(document, sentence):
        if kind not in found and _near(head.doc[first], own):
            found[kind] = span_of(head.doc[first], head.doc[last])
    return dict(sorted(found.items()))


def _weapon_words(document: Document, sentence: Sentence) -> list[tuple[str, int, int]]:
    """Every word for a weapon in the sentence, found once: its kind, its first and its last token."""
    known: dict[int, list[tuple[str, int, int]]] = document.doc.user_data.setdefault(__name__, {})
    if sentence.index not in known:
        known[sentence.index] = list(_find_words(document, sentence))
    return known[sentence.index]


def _find_words(document: Document, sentence: Sentence) -> Iterator[tuple[str, int, int]]:
    kinds = _kinds(document.report.language)
    tokens = document.tokens(sentence)
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        word = _word_of(token)
        pair = f"{word} {following.lemma_.lower()}" if following is not None else ""
        kind = kinds.get(pair) or kinds.get(word)
        if kind and token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}:
            yield kind, token.i, token.i + (pair in kinds)


def _near(token: Any, clause: Any) -> bool:
    """True when the token's clause is this one, or is one step above or below it."""
    own = clause_of(token)
    return bool(own == clause or own.head == clause or clause.head == own or clause_of(own.head) == clause)
