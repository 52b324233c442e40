"""A town that is named behind what it is the capital of: "in the Oram capital, Ora,"."""

from __future__ import annotations

from typing import Any

from dateline.text import Document

_PHRASE = 4  # tokens from the preposition to "capital"


def is_told_before(document: Document, first: int, words: dict[str, Any]) -> bool:
    """True for the name that begins here right behind "in the provincial capital,"."""
    doc = document.doc
    if first < _PHRASE or doc[first - 1].text != "," or doc[first - 2].lower_ not in words["seat_nouns"]:
        return False
    before = [doc[i].lower_ for i in range(max(0, first - 2 - _PHRASE), first - 2)]
    at = max((i for i, word in enumerate(before) if word in words["strong"]), default=None)
    return at is not None and before[at + 1 : at + 2] == ["the"]
