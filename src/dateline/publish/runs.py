"""Runs of capitalised words, with the small words inside them: the shape of a name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

WORDS: dict[str, list[str]] = tomllib.loads(
    (files("dateline.data") / "person_titles.toml").read_text(encoding="utf-8")
)
SPACE = "[ \u00a0]"
SMALL = rf"(?:(?:{'|'.join(WORDS['inside'])})[ \u00a0-])"
PART = r"[^\W\d_a-z][\w’'-]*"  # a word that starts with a capital, of any script that has them
_MORE = rf"{SPACE}{SMALL}{{0,2}}{PART}"
RUN = rf"{PART}(?:{_MORE}){{0,4}}"
LONGER_RUN = rf"{PART}(?:{_MORE}){{1,4}}"  # two parts or more
_LONG = re.compile(rf"\b{PART}(?:{_MORE})+")


def runs_of(words: str, *, known: Iterable[str] = ()) -> tuple[str, ...]:
    """Runs of capitalised words in words that tell of one person, such as a speaker: they may be a name.

    `known` are names of parties, places and outlets: words of theirs are no person's.
    """
    runs = _runs(words)
    others = " ".join(known).casefold() if runs else ""
    return tuple(run for run in runs if run.casefold() not in others)


@lru_cache(maxsize=16_384)
def _runs(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_LONG.findall(words)))
