"""Burmese names: from the script to a romanisation, and from any romanisation to sound classes.

The press writes one spoken name in many ways (voicing, aspiration, "ar" for a long a, "el" or "ay" for one
vowel), and the official spelling is one of them. All of them go back to the Burmese script, so both the
script and each romanisation are turned into the same coarse notation, and compared there.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

_SCRIPT = re.compile(r"[\u1000-\u109f]")
_NOT_LETTER = re.compile(r"[^a-z\n]+")
_ONSET = re.compile(r"(?:^|(?<=[aeiou]))([ng]*?)([^aeiou]*)(?=[aeiou])")


@lru_cache(maxsize=1)
def burmese_table() -> dict[str, Any]:
    """Letters, rhymes and the ordered rules of romanised sounds."""
    path = files("dateline.data.places") / "burmese.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), by) for pattern, by in burmese_table()["sounds"])


@lru_cache(maxsize=50_000)
def burmese_sound(name: str) -> str:
    """The name in coarse sounds, whichever way it is spelt: "Karmine" and "Kamaing" give one string."""
    return burmese_sounds([name])[0]


def burmese_sounds(names: Sequence[str]) -> list[str]:
    """The same for many names at once, each rule going once over all of them: less than half the time a name."""
    plain = (romanise(name) if _SCRIPT.search(name) else name.replace("\n", " ") for name in names)
    text = _NOT_LETTER.sub("", "\n".join(plain).casefold())
    for pattern, by in _rules():
        text = pattern.sub(by, text)
    return text.split("\n")


@lru_cache(maxsize=50_000)
def burmese_skeleton(name: str) -> str:
    """The first consonants of the syllables only: the coarsest key, under which candidates are looked up."""
    return re.sub(r"[aeiouQN]+", "", burmese_sound(name))


def romanise(script: str) -> str:
    """Burmese script syllable by syllable in plain Latin letters; signs it does not know are left out."""
    return "".join(map(_syllable, _syllables(script)))


@lru_cache(maxsize=10_000)
def _syllable(parts: tuple[str, str, str]) -> str:
    """One syllable in Latin letters. A language has few: those of all names of places are some thousands."""
    table = burmese_table()
    onset, medials, rhyme = parts
    between = "".join(table["medials"].get(sign, "") for sign in medials)
    return str(table["onsets"].get(onset, "")) + between + table_rhyme(rhyme, table)


def table_rhyme(rhyme: str, table: dict[str, Any]) -> str:
    """The vowel and final of one syllable; tone marks do not count, an unwritten vowel is "a"."""
    bare = re.sub("[\u1037\u1038\u200b\u200c\u200d]", "", rhyme)
    if bare in table["rhymes"]:
        return str(table["rhymes"][bare])
    vowel = re.sub("[\u1000-\u1021\u103a\u1039]", "", bare)
    return str(table["rhymes"].get(vowel, "a"))


_SYLLABLE = re.compile(
    "([\u1000-\u1021\u103f\u1025\u1029])([\u103b-\u103e]*)"
    "((?:[\u102b-\u1032\u1036-\u1038]|[\u1000-\u1021]\u1037?\u103a|[\u1000-\u1021]\u1039|\u103a)*)"
    "|([\u1023-\u102a])"
)


def _syllables(script: str) -> list[tuple[str, str, str]]:
    found = []
    for match in _SYLLABLE.finditer(script):
        found.append((match.group(1) or match.group(4), match.group(2) or "", match.group(3) or ""))
    return found
