"""Kinds of weapon named in a clause: aircraft, drone, artillery, explosive, suicide, grenade, firearms, ..."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dateline.extract.phrases import clause_of
from dateline.languages import load_language
from dateline.text import Document, Sentence


@lru_cache(maxsize=8)
def _kinds(code: str) -> dict[str, str]:
    table = load_language(code).events["weapons"]
    return {word: kind for kind, words in table.items() for word in words}


def weapons_in(document: Document, sentence: Sentence, head: Any, *, only: bool = False) -> tuple[str, ...]:
    """Kinds of weapon in the clause of `head`, sorted; with `only`, those of the noun `head` itself."""
    kinds = _kinds(document.report.language)
    if only:
        return tuple(sorted({kind for kind in [kinds.get(head.lemma_.lower())] if kind}))
    own = clause_of(head)
    found = set()
    tokens = document.tokens(sentence)
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        word = token.lemma_.lower()
        pair = f"{word} {following.lemma_.lower()}" if following is not None else ""
        kind = kinds.get(pair) or kinds.get(word)
        if kind and token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} and _near(token, own):
            found.add(kind)
    return tuple(sorted(found))


def _near(token: Any, clause: Any) -> bool:
    """True when the token's clause is this one, or is one step above or below it."""
    own = clause_of(token)
    return bool(own == clause or own.head == clause or clause.head == own or clause_of(own.head) == clause)
