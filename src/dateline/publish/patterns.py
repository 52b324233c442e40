"""Phone numbers, e-mail addresses, coordinates, web addresses and named sites in any string, masked."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import lru_cache
from importlib.resources import files

_MASKS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    (
        "e-mail",
        re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\w-]+)+"),
        "[e-mail held]",
    ),
    ("account", re.compile(r"(?<![\w@])@[A-Za-z]\w{2,}"), "[account held]"),
    ("web address", re.compile(r"(?:https?://|www\.)\S+"), "[link held]"),
    (
        "coordinates",
        re.compile(
            r"""\b\d{1,3}\s?°\s?\d{1,2}(?:\.\d+)?\s?['′’](?:\s?\d{1,2}(?:\.\d+)?\s?["″”])?(?:\s?[NSEW]\b)?"""
            r"""|-?\b\d{1,3}\.\d{2,}\s?°?\s?[NSEW]?\b(?:\s?[,;/]\s?|\s+)-?\d{1,3}\.\d{2,}(?:\s?°)?(?:\s?[NSEW]\b)?"""
            r"""|-?\b\d{1,3}\.\d{2,}\s?°(?:\s?[NSEW])?"""
            r"""|\b\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{3,5}\s?\d{3,5}\b"""
        ),
        "[coordinates held]",
    ),
    ("phone number", re.compile(r"(?<![\w.])\+?\(?\d(?:[\s().\-–/]{0,2}\d){6,14}(?![\w])"), "[phone held]"),
)  # fmt: skip
_DATE = re.compile(r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$|^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}$|^\d{4}\s?[-–]\s?\d{4}$")


def mask_text(text: str, held: Counter[str]) -> str:
    """The text with every pattern and every named site masked; `held` counts what was found by kind. Dates stay."""
    masked, counts = _masked(text)
    for kind, count in counts:
        held[kind] += count
    return masked


@lru_cache(maxsize=65_536)  # names of places and parties come again and again
def _masked(text: str) -> tuple[str, tuple[tuple[str, int], ...]]:
    held: Counter[str] = Counter()
    for kind, pattern, mask in _MASKS:

        def put(match: re.Match[str], kind: str = kind, mask: str = mask) -> str:
            if kind == "phone number" and _DATE.match(match.group().strip()):
                return match.group()
            held[kind] += 1
            return mask

        text = pattern.sub(put, text)
    text, count = _named_site().subn("[site held]", text)
    held["site"] += count
    return text, tuple(held.items())


def names_site(text: str | None) -> bool:
    """True when the words tell of a clinic, a school, a shelter or a camp."""
    return bool(text and _site_word().search(text))


@lru_cache(maxsize=1)
def _words() -> str:
    data = tomllib.loads((files("dateline.data") / "sensitive_sites.toml").read_text(encoding="utf-8"))
    return "|".join(re.escape(word) for word in sorted(data["words"], key=len, reverse=True))


@lru_cache(maxsize=1)
def _site_word() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words()})s?\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _named_site() -> re.Pattern[str]:
    name = r"[A-Z][\w’'-]*"
    kind = rf"(?i:{_words()})s?\b"
    return re.compile(rf"\b(?:{name}\s+)+{kind}|\b{kind}(?:\s+(?:of|called|named|at))?(?:\s+{name})+")
