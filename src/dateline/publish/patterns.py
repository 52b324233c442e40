"""Phone numbers, e-mail addresses, coordinates, web addresses and named sites in any string, masked."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

_DECIMALS, _GRID_SQUARE = re.compile(r"\.\d\d"), re.compile(r"[A-HJ-NP-Z][A-HJ-NP-Z]\s?\d")
# A kind, whether a text is worth a look (many times faster than the pattern), the pattern, and the mask.
_MASKS: tuple[tuple[str, Callable[[str], object], re.Pattern[str], str], ...] = (
    (
        "e-mail",
        lambda text: "@" in text or "(at)" in text or "[at]" in text,
        re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\w-]+)+"),
        "[e-mail held]",
    ),
    ("account", lambda text: "@" in text, re.compile(r"(?<![\w@])@[A-Za-z]\w{2,}"), "[account held]"),
    (
        "web address",
        lambda text: "://" in text or "www." in text,
        re.compile(r"(?:https?://|www\.)\S+"),
        "[link held]",
    ),
    (
        "coordinates",
        lambda text: "°" in text or _DECIMALS.search(text) or _GRID_SQUARE.search(text),
        re.compile(
            r"""\b\d{1,3}\s?°\s?\d{1,2}(?:\.\d+)?\s?['′’](?:\s?\d{1,2}(?:\.\d+)?\s?["″”])?(?:\s?[NSEW]\b)?"""
            r"""|-?\b\d{1,3}\.\d{2,}\s?°?\s?[NSEW]?\b(?:\s?[,;/]\s?|\s+)-?\d{1,3}\.\d{2,}(?:\s?°)?(?:\s?[NSEW]\b)?"""
            r"""|-?\b\d{1,3}\.\d{2,}\s?°(?:\s?[NSEW])?"""
            r"""|\b\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{3,5}\s?\d{3,5}\b"""
        ),
        "[coordinates held]",
    ),
    (
        "phone number",
        re.compile(r"\d[\d\s().\-–/]{5,}\d").search,
        re.compile(r"(?<![\w.])\+?\(?\d(?:[\s().\-–/]{0,2}\d){6,14}(?![\w])"),
        "[phone held]",
    ),
)  # fmt: skip
_ANY_SIGN = re.compile(r"[\d@°(\[]|://|www\.")
_DOTLESS = {ord("ı"): "i", ord("İ"): "i"}  # a pattern without case takes them for an i
_DATE = re.compile(r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$|^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}$|^\d{4}\s?[-–]\s?\d{4}$")


def mask_text(text: str, held: Counter[str]) -> str:
    """The text with every pattern and every named site masked; `held` counts what was found by kind. Dates stay."""
    masked, counts = find_masked(text)
    if counts:
        held.update(counts)
    return masked


@lru_cache(maxsize=65_536)  # names of places and parties come again and again
def find_masked(text: str) -> tuple[str, dict[str, int]]:
    """The text masked, and how much of each kind that was; most texts have nothing, and are told so at a glance."""
    counts: dict[str, int] = {}
    for kind, sign, pattern, mask in _MASKS if _ANY_SIGN.search(text) else ():
        if sign(text):
            text, count = _put(pattern, mask, text)
            if count:
                counts[kind] = count
    if _may_name_site(text):
        text, count = _named_site().subn("[site held]", text)
        if count:
            counts["site"] = count
    return text, counts


def may_be_masked(text: str) -> bool:
    """False where `find_masked` surely finds nothing, in this text or in any part of it."""
    if _ANY_SIGN.search(text):
        for _, sign, _, _ in _MASKS:
            if sign(text):
                return True
    return _may_name_site(text)


def _put(pattern: re.Pattern[str], mask: str, text: str) -> tuple[str, int]:
    """The text with the mask wherever the pattern is found, and how often; days and spans of years stay."""
    days = [found for found in pattern.findall(text) if _DATE.match(found.strip())]
    if not days:
        return pattern.subn(mask, text)
    masked = pattern.sub(lambda match: match.group() if match.group() in days else mask, text)
    return masked, len(pattern.findall(text)) - len(days)


@lru_cache(maxsize=65_536)
def names_site(text: str | None) -> bool:
    """True when the words tell of a clinic, a school, a shelter or a camp."""
    return bool(text and _may_name_site(text) and _site_word().search(text))


def _may_name_site(text: str) -> bool:
    """True when a word for such a place stands anywhere in the text: many times faster than the pattern."""
    folded = fold(text)
    for word in _words():  # noqa: SIM110 - any() takes twice as long
        if word in folded:
            return True
    return False


def fold(text: str) -> str:
    """The text in one case, as patterns without case see it."""
    return (text if text.isascii() else text.translate(_DOTLESS)).casefold()


@lru_cache(maxsize=1)
def _words() -> tuple[str, ...]:
    data = tomllib.loads((files("dateline.data") / "sensitive_sites.toml").read_text(encoding="utf-8"))
    return tuple(sorted((word.casefold() for word in data["words"]), key=len, reverse=True))


@lru_cache(maxsize=1)
def _either() -> str:
    return "|".join(re.escape(word) for word in _words())


@lru_cache(maxsize=1)
def _site_word() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either()})s?\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _named_site() -> re.Pattern[str]:
    name = r"[A-Z][\w’'-]*"
    kind = rf"(?i:{_either()})s?\b"
    return re.compile(rf"\b(?:{name}\s+)+{kind}|\b{kind}(?:\s+(?:of|called|named|at))?(?:\s+{name})+")
