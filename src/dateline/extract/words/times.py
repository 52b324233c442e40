"""The lexicon of time of a language, its rules compiled once, and numbers read from words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.languages import load_language

_WORD = re.compile(r"[a-z]+|[0-9]+")
_DIGIT = "0"
_GAP = r"(?:[ \t\u00a0]+|[ \t]*\r?\n[ \t]*)"


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern: its name, the kind that says how its value is made, the compiled expression, and the bit of
    the words of which a paragraph must have one."""

    name: str
    kind: str
    pattern: re.Pattern[str]
    needs: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists and compiled rules of one language."""

    words: dict[str, Any]
    rules: tuple[Rule, ...]
    bits: dict[str, int]

    def needs_met(self, text: str) -> int:
        """The bits of the rules worth trying on a text."""
        found = 0
        for word in set(_WORD.findall(text.casefold())):
            found |= self.bits.get(word, 0) if word[0] > "9" else self.bits[_DIGIT]
        return found

    def month(self, word: str) -> int:
        """The number of a month by name or abbreviation."""
        return int(self.words["months"][word.strip(" .,").casefold()])

    def weekday(self, word: str) -> int:
        """The number of a weekday, Monday being 0."""
        return int(self.words["weekdays"][word.strip(" .,").casefold()])

    def unit(self, word: str) -> tuple[str, int, str]:
        """ISO letter, factor, and T for units of the clock."""
        folded = word.strip().casefold()
        table = self.words["units"]
        letter, factor, clock = table.get(folded) or table[folded.removesuffix("s")]
        return letter, factor, clock

    def number(self, word: str) -> float | None:
        """The number a word or numeral says; None for words such as several."""
        return _number(word.strip().casefold(), self.words["numbers"])

    def ordinal(self, word: str) -> int:
        """The rank that an ordinal says."""
        digits = re.match(r"\d+", word)
        if digits:
            return int(digits.group())
        ranks, (tens, dash, rest) = self.words["ordinals"], word.casefold().partition("-")
        return int(ranks[tens + dash]) + (int(ranks[rest]) if rest else 0)


@lru_cache(maxsize=8)
def load_lexicon(language: str) -> Lexicon:
    """The lexicon of a language with its rules compiled."""
    words = load_language(language).when
    pieces = dict(words["pieces"])
    pieces["holiday"] = _one_of(words["holidays"])
    pieces["easter"] = _one_of(words["easter"])
    pieces["hijri"] = _one_of(words["hijri"]).replace("\\ ", "[ -]")
    pieces["length"] = _one_of(words["lengths"])
    pieces["vague"] = _one_of(words["vague"]) + "|" + _one_of(words["repeated"])
    groups = list(dict.fromkeys(row["needs"] for row in words["rule"]))
    rules = tuple(
        Rule(row["name"], row["kind"], _compile(row["pattern"], pieces), 1 << groups.index(row["needs"]))
        for row in words["rule"]
    )
    return Lexicon(words=words, rules=rules, bits=_bits(words, groups))


def _bits(words: dict[str, Any], groups: list[str]) -> dict[str, int]:
    """Word -> the bits of the groups of rules that need it; all digits are one word."""
    bits = {_DIGIT: 0}
    for number, group in enumerate(groups):
        known = [*words["needs"].get(group, ()), *words.get(group, {})]
        if group == "vague":
            known += words["repeated"]
        starts = [_WORD.findall(entry.casefold())[0] for entry in known] if group != "digit" else [_DIGIT]
        for word in [*starts, *(f"{start}s" for start in starts)]:
            bits[word] = bits.get(word, 0) | 1 << number
    return bits


def _one_of(table: dict[str, Any]) -> str:
    return "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True))


def _compile(pattern: str, pieces: dict[str, str]) -> re.Pattern[str]:
    """Braces filled in, each single space widened, the whole bound to word edges."""
    for _ in range(2):
        pattern = re.sub(r"\{([a-z]+)\}", lambda m: f"(?:{pieces[m.group(1)]})", pattern)
    pattern = pattern.replace("\\ ", " ")
    widened = re.sub(
        r"\(\?<([=!])([^()]*)\)|\[[^\]]*\]|( )", lambda m: _GAP if m.group(3) else m.group(), pattern
    )
    return re.compile(rf"(?<![\w$£€])(?:{widened})(?!\w)", re.IGNORECASE)


def _number(word: str, table: dict[str, int]) -> float | None:
    fraction = re.fullmatch(r"(\d+)\s+(\d)/(\d)", word)
    if fraction:
        return int(fraction.group(1)) + int(fraction.group(2)) / int(fraction.group(3))
    if re.fullmatch(r"\d[\d,]*(?:\.\d+)?", word):
        return float(word.replace(",", ""))
    total = 0
    for piece in re.split(r"[\s-]+", word):
        if piece not in table:
            return None
        value = table[piece]
        total = max(total, 1) * value if value >= 100 else total + value
    return float(total)
