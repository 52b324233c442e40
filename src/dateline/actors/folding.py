"""Words of a text folded for comparison: accents, apostrophes, hyphens and spelling variants taken out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"(?:[^\W_]\.){2,}|[^\W_]+(?:['’`´ʼ][^\W_]+)*", re.UNICODE)
_SPELLINGS = (("defence", "defense"), ("organisation", "organization"), ("mobilisation", "mobilization"))


class Word(NamedTuple):
    """One word of a text: where it stands, how it is written, and its folded form without a possessive."""

    start: int
    end: int
    text: str
    fold: str


def split_words(text: str) -> list[Word]:
    """The words of a text in order; hyphens and slashes part words, a possessive 's stays outside."""
    words = []
    for match in _WORD.finditer(text):
        written = match.group()
        end = match.end()
        if len(written) > 2 and written[-1] in "sS" and written[-2] in "'’":
            written, end = written[:-2], end - 2
        words.append(Word(match.start(), end, written, fold_word(written)))
    return words


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """One word in lower case without accents, dots and apostrophes, in American spelling."""
    plain = unicodedata.normalize("NFKD", word)
    plain = "".join(char for char in plain if char.isalnum()).casefold()
    for british, american in _SPELLINGS:
        plain = plain.replace(british, american)
    return plain


def fold_name(name: str) -> tuple[str, ...]:
    """The folded words of a name, for comparison with others."""
    return tuple(word.fold for word in split_words(name))
