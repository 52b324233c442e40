"""Counts in a stretch of tokens: "at least 12", "thirteen or 14", "two dozen", "up to 30", "dozens"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.languages import load_language

_DIGITS = re.compile(r"^\d{1,3}(?:[,.]\d{3})+$|^\d+$")
_HEAD, _THREE = re.compile(r"^[1-9]\d{0,2}$"), re.compile(r"^\d{3}$")
_AGES = 12  # tokens of a list of ages
_DASHES = ("-", "–", "—")
_REVISED = 10  # words from "corrected" to "from eight to nine"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of something: token range [first, end) of the sentence's document, and low, best, high."""

    first: int
    end: int
    low: int | None
    best: int | None
    high: int | None
    vague: bool = False

    @property
    def size(self) -> int:
        """The figure to sort by: best, else high, else low."""
        return self.best if self.best is not None else self.high or self.low or 0


@lru_cache(maxsize=4)
def _lexicon(code: str) -> dict[str, Any]:
    table: dict[str, Any] = dict(load_language(code).toll["numbers"])
    for key in ("least", "most", "near", "least_after", "most_after", "near_after", "again"):
        table[key] = sorted((tuple(p.split()) for p in table[key]), key=len, reverse=True)
    table["vague"] = sorted(
        ((tuple(p.split()), n) for p, n in table["vague"].items()), key=lambda x: -len(x[0])
    )
    table["vague_firsts"] = frozenset(phrase[0] for phrase, _ in table["vague"])
    table["stop"] = frozenset(table["units_of_measure"])
    table["months"] = frozenset(table["months"])
    table["openers"] = frozenset(
        [
            *table["units"],
            *table["scales"],
            *table["vague_firsts"],
            *(p[0] for p in table["again"]),
            "half",
            "a",
            "an",
        ]
    )
    return table


def word_number(word: str, *, language: str = "en") -> int | None:
    """The number a single word writes ("14", "1,300", "twenty-five", "fifteen"), None for any other word."""
    lexicon = _lexicon(language)
    folded = word.casefold()
    if _DIGITS.match(folded):
        return int(re.sub(r"[,.]", "", folded))
    units = lexicon["units"]
    if folded in units:
        return int(units[folded])
    tens, _, ones = folded.partition("-")
    if ones and tens in units and ones in units and units[tens] >= 20 and units[ones] < 10:
        return int(units[tens] + units[ones])
    return None


def read_counts(tokens: Sequence[Any], *, language: str = "en") -> tuple[Count, ...]:
    """All counts among the tokens of one sentence, in order, none inside another; no dates, no measures."""
    return tuple(_scan(tokens, _lexicon(language), language))


def _scan(tokens: Sequence[Any], lexicon: dict[str, Any], language: str) -> Iterator[Count]:
    words = [t.text.casefold() for t in tokens]
    at = 0
    last: Count | None = None
    openers = lexicon["openers"]
    while at < len(words):
        if words[at] not in openers and not words[at][0].isdigit() and "-" not in words[at]:
            at += 1
            continue  # nothing of a number begins here
        again = _phrase_at(words, at, lexicon["again"])
        if again and last is not None:  # "six soldiers and an equal number of rebels"
            yield Count(tokens[at].i, tokens[again - 1].i + 1, last.low, last.best, last.high)
            at = again
            continue
        found = _number_at(words, at, lexicon, language)
        if found is None:
            vague = _vague_at(words, at, lexicon)
            if vague:
                end, low = vague
                yield Count(tokens[at].i, tokens[end - 1].i + 1, low, None, None, vague=True)
                at = end
            else:
                at += 1
            continue
        end, value = found
        end, values = _range_at(words, end, value, lexicon, language)
        if not _is_quantity(words, tokens, at, end, values[0], lexicon):
            at = end
            continue
        last = _count(tokens, words, at, end, values, lexicon)
        yield last
        at = end


def _phrase_at(words: list[str], at: int, phrases: list[tuple[str, ...]]) -> int | None:
    """Where one of these phrases that starts here ends, None where none does."""
    return next((at + len(p) for p in phrases if tuple(words[at : at + len(p)]) == p), None)


def _number_at(words: list[str], at: int, lexicon: dict[str, Any], language: str) -> tuple[int, int] | None:
    """End and value of the number that starts here: "two", "250", "two hundred and five", "half a dozen"."""
    scales = lexicon["scales"]
    if words[at : at + 3] == ["half", "a", "dozen"]:
        return at + 3, 6
    if words[at] in ("a", "an") and at + 1 < len(words):
        if words[at + 1] in scales:
            return at + 2, int(scales[words[at + 1]])
        if words[at + 1] in lexicon["pairs"]:
            return at + 2, int(lexicon["pairs"][words[at + 1]])
        if at + 2 < len(words) and words[at + 1] in lexicon["paired"] and words[at + 2] in lexicon["pairs"]:
            return at + 3, int(lexicon["pairs"][words[at + 2]])  # "an elderly couple"
        return None
    spaced = _spaced_at(words, at, lexicon)
    if spaced is not None:
        return at + 2, spaced
    value = word_number(words[at], language=language)
    if (
        value is None
        and words[at] == "dozen"
        and (at == 0 or not words[at - 1].isalpha() or words[at - 1] == "and")
    ):
        return at + 1, int(scales["dozen"])  # "and dozen other herders"
    if value is None:
        return None
    at += 1
    total = 0
    while at < len(words):
        following = word_number(words[at], language=language)
        if words[at] in scales:
            value = (value or 1) * int(scales[words[at]])
            total, value = total + value, 0
        elif words[at] in _DASHES and at + 1 < len(words) and _adds(words, at - 1, value, at + 1, language):
            at += 1
            value += word_number(words[at], language=language) or 0
        elif _adds(words, at - 1, value, at, language):  # "twenty eight"
            value += following or 0
        elif total and words[at] == "and" and at + 1 < len(words) and _under(words[at + 1], total, language):
            pass
        elif total and following is not None and following < total and value == 0:
            value = following
        else:
            break
        at += 1
    return at, total + (value or 0)


def _spaced_at(words: list[str], at: int, lexicon: dict[str, Any]) -> int | None:
    """The number of "12 500 people", thousands parted by a space; not "on May 12 500 people"."""
    after = words[at + 1] if at + 1 < len(words) else ""
    if not _HEAD.match(words[at]) or not _THREE.match(after) or (at and words[at - 1] in lexicon["months"]):
        return None
    return int(words[at] + after)


def _adds(words: list[str], tens: int, value: int, ones: int, language: str) -> bool:
    """True where "eight" adds to the "twenty" before it, both written as words."""
    after = word_number(words[ones], language=language)
    return (
        bool(after)
        and value % 10 == 0
        and 20 <= value < 100
        and (after or 0) < 10
        and words[tens].isalpha()
        and words[ones].isalpha()
    )


def _under(word: str, limit: int, language: str) -> bool:
    value = word_number(word, language=language)
    return value is not None and value < min(limit, 100) and word.isalpha()


def _vague_at(words: list[str], at: int, lexicon: dict[str, Any]) -> tuple[int, int] | None:
    if words[at] not in lexicon["vague_firsts"] or (
        at and words[at - 1] in ("how", "so", "too", "as", "not")
    ):
        return None
    for phrase, low in lexicon["vague"]:
        if tuple(words[at : at + len(phrase)]) == phrase:
            return at + len(phrase), int(low)
    return None


def _range_at(
    words: list[str], end: int, value: int, lexicon: dict[str, Any], language: str
) -> tuple[int, tuple[int, ...]]:
    """ "8 to 14", "thirteen or 14", "8-14"; "between 8 and 14" is read with its first word in `_count`."""
    joined = end < len(words) and words[end] in ("to", "or", "and", *_DASHES)
    if joined and end + 1 < len(words):
        other = _number_at(words, end + 1, lexicon, language)
        between = words[end] != "and" or words[max(0, end - 2)] == "between"
        if other and other[1] > value and between and (words[end] != "or" or other[1] <= value * 2 + 5):
            return other[0], (value, other[1])
    return end, (value,)


def _is_of_unit(words: list[str], tokens: Sequence[Any], at: int) -> bool:
    """True for the number of "Battalion No. 438" and "Brigade # 75", which is its name."""
    behind = at - 2 if at > 1 and words[at - 1] == "." else at - 1
    return at > 0 and (words[at - 1] == "#" or (tokens[behind].text == "No" and behind > 0))


def _joins_age(words: list[str], at: int, lexicon: dict[str, Any]) -> bool:
    """True for the 41 of "two women, aged 94 and 41", and for each of "aged 3, 5 and 12"."""
    back = at - 1
    while back > max(0, at - _AGES) and (words[back].isdigit() or words[back] in lexicon["age_joining"]):
        back -= 1
    return 0 <= back < at - 1 and words[back] in lexicon["ages"] and words[back + 1].isdigit()


def _is_quantity(
    words: list[str], tokens: Sequence[Any], at: int, end: int, value: int, lexicon: dict[str, Any]
) -> bool:
    """False for dates, years, clock times, measures, ages, ordinals of units and parts of names."""
    following = words[end] if end < len(words) else ""
    after = words[end + 1] if end + 1 < len(words) else ""
    before = words[at - 1] if at else ""
    if following in lexicon["stop"] or following.startswith(tuple(lexicon["measures_attached"])):
        return False
    if following in _DASHES and after in lexicon["measures_joined"]:
        return False
    if following in lexicon["months"] and words[at].isdigit() and value <= 31:
        return False
    if before in lexicon["months"] and words[at].isdigit() and (value <= 31 or 1900 < value < 2100):
        return False
    if words[at].startswith("0") or (before in _DASHES and at > 1 and words[at].isdigit()):
        return False
    if (
        before == "of"
        and at > 1
        and words[at].isdigit()
        and value < 110
        and _person_before(tokens, at, lexicon)
    ):
        return False
    if words[at].isdigit() and (_is_of_unit(words, tokens, at) or _joins_age(words, at, lexicon)):
        return False
    if before in lexicon["not_after"] or (following in (":",) and after.isdigit()):
        return False
    if words[at].isdigit() and len(words[at]) == 4 and 1900 <= value <= 2100 and not following[:1].isalpha():
        return False
    if (
        words[at].isdigit()
        and 1900 <= value <= 2100
        and (before in ("in", "since", "of", "until", "by", "from"))
    ):
        return False
    if words[at].isdigit() and tokens[at].ent_type_ in ("ORG", "PRODUCT", "FAC", "LAW"):
        return tokens[at].dep_ == "nummod" and at > 0 and tokens[at].head.i > tokens[at].i
    return not (at and tokens[at].i and tokens[at].nbor(-1).text[:1].isupper() and tokens[at].dep_ == "nummod"
                and tokens[at].head.i < tokens[at].i)  # fmt: skip


def _person_before(tokens: Sequence[Any], at: int, lexicon: dict[str, Any]) -> bool:
    """ "a man of 62": an age, when a singular noun stands before "of" and no noun after the number."""
    noun = tokens[at - 2]
    follows = at + 1 < len(tokens) and tokens[at + 1].pos_ in ("NOUN", "PROPN")
    return noun.tag_ == "NN" and noun.lemma_.casefold() in lexicon["aged"] and not follows


def _count(
    tokens: Sequence[Any],
    words: list[str],
    at: int,
    end: int,
    values: tuple[int, ...],
    lexicon: dict[str, Any],
) -> Count:
    first, last = at, end
    low: int | None = values[0]
    best: int | None = values[0]
    high: int | None = values[-1]
    if len(values) == 1:
        before = _phrase_before(words, at, lexicon)
        after = _phrase_after(words, end, lexicon)
        kind = before[0] if before else after[0] if after else "exact"
        first = before[1] if before else first
        last = after[1] if after and not before else last
        if kind == "least" or kind == "near":
            high = None
        elif kind == "most":
            low, best = None, None
    elif at and words[at - 1] in ("between", "from"):
        first = at - 1
        if words[first] == "from" and first and _is_changed(words[:first], lexicon):
            low = best = high  # "rose from 12 to 14"
    return Count(tokens[first].i, tokens[last - 1].i + 1, low, best, high)


def _is_changed(before: list[str], lexicon: dict[str, Any]) -> bool:
    """True behind "rose" and behind "corrected its figure of dead"."""
    return before[-1] in lexicon["rising"] or any(word in lexicon["revised"] for word in before[-_REVISED:])


def _phrase_before(words: list[str], at: int, lexicon: dict[str, Any]) -> tuple[str, int] | None:
    while at and words[at - 1] in ("the", "other", "another", "reportedly", "all"):
        at -= 1
    if words[max(0, at - 2) : at] == ["up", "to"] and words[max(0, at - 3)] in lexicon["rising"]:
        return None
    for kind in ("least", "most", "near"):
        for phrase in lexicon[kind]:
            if at >= len(phrase) and tuple(words[at - len(phrase) : at]) == phrase:
                return kind, at - len(phrase)
    return None


def _phrase_after(words: list[str], end: int, lexicon: dict[str, Any]) -> tuple[str, int] | None:
    for kind in ("least", "most", "near"):
        for phrase in lexicon[f"{kind}_after"]:
            if tuple(words[end : end + len(phrase)]) == phrase:
                return kind, end + len(phrase)
    return None
