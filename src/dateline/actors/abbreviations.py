"""Abbreviations that a text defines itself: "Northern Plains Front (NPF)" binds NPF to the words before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.actors.folding import split_words

_BRACKET = re.compile(r"\(\s*[\"“']?([A-Z][A-Za-z]{0,3}(?:[A-Z]|[-/][A-Z]+)[A-Za-z/-]{0,8})[\"”']?\s*\)")
_REACH = 11  # words before the bracket that may be the name


@dataclass(frozen=True, slots=True)
class Definition:
    """An abbreviation in brackets and the name it stands for, both with their offsets."""

    short: str
    start: int
    end: int
    name_start: int
    name_end: int


def find_definitions(text: str) -> tuple[Definition, ...]:
    """Definitions in the order of the text; the name is the shortest run of words whose initials fit."""
    found = []
    for match in _BRACKET.finditer(text):
        before = text[max(0, match.start() - 140) : match.start()]
        offset = match.start() - len(before)
        words = split_words(before)[-_REACH:]
        letters = [char for char in match.group(1).casefold() if char.isalpha()]
        if letters and letters[-1] == "s" and not match.group(1).isupper():
            letters = letters[:-1]
        start = _start_of(letters, [word.fold for word in words])
        if start is None or not words[start].text[:1].isupper():
            continue
        name = before[words[start].start : words[-1].end]
        if any(mark in name for mark in ".;:()\n"):
            continue
        found.append(
            Definition(
                match.group(1),
                match.start(1),
                match.end(1),
                offset + words[start].start,
                offset + words[-1].end,
            )
        )
    return tuple(found)


def _start_of(letters: list[str], folds: list[str]) -> int | None:
    """The last word from which the initials, read to the end, give these letters (small words may be skipped)."""
    for start in range(len(folds) - 1, -1, -1):
        if folds[start][:1] == letters[:1][0] and _fits(letters, folds[start:]):
            return start
    return None


def _fits(letters: list[str], folds: list[str]) -> bool:
    at = 0
    for fold in folds:
        if at < len(letters) and fold[:1] == letters[at]:
            at += 1
        elif len(fold) > 3 and not (at and letters[at : at + 1] and letters[at] in fold):
            return False
    return at == len(letters) or (at >= 2 and len(letters) - at <= 1 and len(folds) >= at)
