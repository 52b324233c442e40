"""Names -> keys under which a gazetteer finds them: exact keys for every script, loose keys per language."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dateline.places.burmese import burmese_skeleton, burmese_sound, burmese_sounds

LOOSE = "~"  # a loose key starts with this, so that it never meets an exact one
_MARKS = re.compile(r"[^\w]+|_")
_LATIN = re.compile(r"[a-zA-Z]")


@lru_cache(maxsize=1)
def fold_table() -> dict[str, Any]:
    """The rules of names: words that are written short, and the sound classes of each language."""
    path = files("dateline.data.places") / "folds.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=50_000)
def fold_name(name: str) -> str:
    """The exact key of a name: no case, marks, spaces or hyphens; "Saint" and "St." are one."""
    words = _plain(name).split()
    short = fold_table()["short_words"]
    return "".join(short.get(word, word) for word in words)


def _plain(name: str) -> str:
    if name.isascii():
        return _MARKS.sub(" ", name.casefold().replace("'", "").replace("`", ""))
    text = unicodedata.normalize("NFKD", name.casefold())
    if not text.isascii() and _LATIN.search(text):
        from anyascii import anyascii

        text = anyascii(text).casefold()
    text = re.sub(r"['’‘ʻʼʿʾ`´]", "", text)
    if text.isascii():
        return _MARKS.sub(" ", text)
    kept = (c if c.isalnum() or unicodedata.category(c) in {"Mn", "Mc"} else " " for c in text)
    return unicodedata.normalize("NFC", "".join(kept))


def loose_keys(name: str, language: str) -> frozenset[str]:
    """Keys under which spellings of one spoken name meet; empty when the language has no such rules."""
    if language == "my":
        return frozenset(f"{LOOSE}my:{key}" for key in [burmese_skeleton(name)] if key)
    rules = fold_table()["sounds"].get(language)
    if not rules:
        return frozenset()
    sound = fold_sound(name, language)
    return frozenset({f"{LOOSE}{language}:{sound}"}) if len(sound) > 2 else frozenset()


@lru_cache(maxsize=50_000)
def fold_sound(name: str, language: str) -> str:
    """The name as it sounds, in the coarse classes of its language: equal for most of its spellings."""
    if language == "my":
        return burmese_sound(name)
    text = " ".join(_plain(name).split())
    for pattern, by in _sounds(language):
        text = pattern.sub(by, text)
    return text.replace(" ", "")


def fold_sounds(names: Sequence[str], language: str) -> list[str]:
    """The same for many names at once; half the villages of a country are called like another."""
    if language != "my":
        return [fold_sound(name, language) for name in names]
    different = list(dict.fromkeys(names))
    sound_of = dict(zip(different, burmese_sounds(different), strict=True))
    return [sound_of[name] for name in names]


@lru_cache(maxsize=8)
def _sounds(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = fold_table()["sounds"].get(language, [])
    return tuple((re.compile(pattern), by) for pattern, by in rules)


def language_of(country: str | None) -> str | None:
    """The language whose spellings vary in the press of a country; "xx" where no rules are written for it."""
    return fold_table()["country_language"].get(country, "xx") if country else None
