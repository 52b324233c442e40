"""Phrases of one text that name the same thing: names with their short forms, acronyms, nouns with fewer words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.extract.fillers.phrases import Phrase

_SMALL = frozenset(["of", "the", "for", "de", "and", "del", "la", "in", "los", "y"])
_PLAIN_TAGS = ("DT", "CD", "PRP$", "PDT")


def group_phrases(phrases: Sequence[Phrase], aliases: dict[str, str] | None = None) -> list[list[int]]:
    """Lists of indices of phrases that name the same thing, in the order of first mention."""
    groups: list[list[int]] = []
    by_key: dict[tuple[str, ...], int] = {}
    shapes: list[tuple[bool, frozenset[str], str, tuple[str, ...]]] = []
    known = aliases or {}
    brackets = _bracketed(phrases)
    for index, phrase in enumerate(phrases):
        shape = _shape(phrase, known, brackets)
        key = shape[3]
        at = by_key.get(key)
        if at is None:
            at = next((g for g, other in enumerate(shapes) if _same(shape, other)), None)
        if at is None:
            at = len(groups)
            groups.append([])
            shapes.append(shape)
        elif len(shape[1]) > len(shapes[at][1]):
            shapes[at] = shape
        by_key[key] = at
        groups[at].append(index)
    return groups


def _shape(
    phrase: Phrase, aliases: dict[str, str], brackets: dict[str, str]
) -> tuple[bool, frozenset[str], str, tuple[str, ...]]:
    """Is it a name, its words, its head, its words in order (acronyms and aliases written out)."""
    head = phrase.head
    core = phrase.wordings[0] if phrase.wordings else None
    tokens = (
        [head]
        if core is None
        else [t for t in head.doc[core.first : head.i + 1] if t.tag_ not in _PLAIN_TAGS]
    )
    words = tuple(
        t.lower_ if t.tag_ in ("NNP", "NNPS") else t.lemma_.lower() for t in tokens if not t.is_punct
    )
    words = words or (head.lower_,)
    joined = " ".join(words)
    joined = brackets.get(joined, joined)
    joined = aliases.get(joined, joined)
    words = tuple(joined.split())
    return head.tag_ in ("NNP", "NNPS"), frozenset(words) - _SMALL, words[-1], words


def _same(
    a: tuple[bool, frozenset[str], str, tuple[str, ...]], b: tuple[bool, frozenset[str], str, tuple[str, ...]]
) -> bool:
    """True when the words of one are among the words of the other and both end alike (names: share an end)."""
    if a[0] != b[0] or not a[1] or not b[1]:
        return False
    if not (a[1] <= b[1] or b[1] <= a[1]):
        return False
    if a[2] == b[2]:
        return True
    short, long = sorted((a, b), key=lambda s: len(s[1]))
    return a[0] and len(short[1]) == 1 and len(long[3]) >= 3 and short[2] in long[3][1:]


def _bracketed(phrases: Sequence[Phrase]) -> dict[str, str]:
    """Acronyms that stand in brackets after a name, each with that name."""
    found: dict[str, str] = {}
    for phrase in phrases:
        doc, at = phrase.head.doc, phrase.head.i
        if at + 3 < len(doc) and doc[at + 1].text in ("(", "-LRB-") and doc[at + 3].text in (")", "-RRB-"):
            short = doc[at + 2]
            core = phrase.wordings[0] if phrase.wordings else None
            if core and re.fullmatch(r"[A-Z][A-Z0-9-]{1,7}", short.text) and at - core.first >= 1:
                long = [
                    t.lower_ for t in doc[core.first : at + 1] if t.tag_ not in _PLAIN_TAGS and not t.is_punct
                ]
                found.setdefault(short.lower_, " ".join(long))
    return found
