"""Names of private persons by the words beside them: a role, kin, what is theirs, or that they are called so.

The words are in `data/person_words.toml`. A run of capitals that tells of a place, a body or a day is no name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

from dateline.publish.runs import LONGER_RUN, RUN, SPACE

_DETERMINERS = ("a", "an", "the", "his", "her", "their", "whose")
_APPOSED = re.compile(rf", (?:{'|'.join(_DETERMINERS)}) ")
_AND = re.compile(r",? and |, ")


def may_be_introduced(text: str, words: Sequence[str]) -> bool:
    """False where no such word stands beside a capital: many times faster than the patterns. See `words_of`."""
    if "’s " in text or "'s " in text:
        return True
    signs = _signs()
    if signs.isdisjoint(words):
        return False
    after = [words[at] for at, word in enumerate(words[:-1], 1) if word in signs]
    return any(not "a" <= word[0] <= "z" for word in after) or _may_be_apposed(text)


def words_of(text: str) -> list[str]:
    """The words of a text without the signs between them; `of` and `as` hang on the word before: `body_of`."""
    return text.replace(" of ", "_of ").replace(" as ", "_as ").translate(_SPACES).split()


class _Spaces(dict[int, int]):
    """Every sign of a text by what stands for it: itself in a word, else a space."""

    def __missing__(self, sign: int) -> int:
        self[sign] = sign if sign == ord("_") or chr(sign).isalnum() else ord(" ")
        return self[sign]


_SPACES = _Spaces()


def _may_be_apposed(text: str) -> bool:
    """True when a comma and an article follow a word that may be the last of a name."""
    for found in _APPOSED.finditer(text):
        word = text[
            max(text.rfind(" ", 0, found.start()), text.rfind("\n", 0, found.start())) + 1 : found.start()
        ]
        if not "a" <= word[:1] <= "z" or "-" in word:
            return True
    return False


def find_introduced(text: str) -> list[str]:
    """The names, pattern by pattern."""
    found = [match.group(1) for pattern in _patterns() for match in pattern.finditer(text)]
    return [name for names in found for name in _AND.split(names) if not _is_nobody(name)]


def _is_nobody(name: str) -> bool:
    return not _nobody().isdisjoint(re.split(SPACE, name))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = _words()
    people = rf"{_either((*words['roles'], *words['kin']))}(?:s|es)?"
    kin, theirs = _either(words["kin"]), _either(words["belongings"])
    naming, identifying = _either(words["naming"]), _either(words["identifying"])
    runs = rf"{LONGER_RUN}(?:(?:, |,? and ){LONGER_RUN})*"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"\b{people},?{SPACE}({runs})",
            rf"\b(?:his|her|their|whose|my|our)(?: \w+)? {kin},?{SPACE}({RUN})",
            rf"\b{people}(?: \w+){{0,3}},? {naming}{SPACE}({RUN})",
            rf"\b{identifying}{SPACE}({runs})",
            rf"\b(?:{theirs}|{kin})s? of{SPACE}(?:{people}{SPACE})?({runs})",
            rf"\b({LONGER_RUN})(?:’s|'s) (?:\w+ )?(?:{theirs}|{kin})\b",
            rf"\b({LONGER_RUN}), {_either(_DETERMINERS)} (?:[\w-]+ ){{0,3}}?{people}\b",
        )
    )


def _either(words: Iterable[str]) -> str:
    return rf"(?:{'|'.join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))})"


@lru_cache(maxsize=1)
def _words() -> dict[str, list[str]]:
    data = tomllib.loads((files("dateline.data") / "person_words.toml").read_text(encoding="utf-8"))
    return {name: words for name, words in data.items() if isinstance(words, list)}


@lru_cache(maxsize=1)
def _nobody() -> frozenset[str]:
    return frozenset(_words()["never"])


@lru_cache(maxsize=1)
def _signs() -> frozenset[str]:
    """The last words that can stand right before a name, with the `_of` or `_as` between."""
    words = {name: {word.split()[-1] for word in some} for name, some in _words().items()}
    people = words["roles"] | words["kin"]
    return frozenset(
        people
        | {word + ending for word in people for ending in ("s", "es")}
        | {f"{word}{s}_of" for word in words["belongings"] | words["kin"] for s in ("", "s")}
        | {"_".join(word.split()[-2:]) for name in ("naming", "identifying") for word in _words()[name]}
    )
