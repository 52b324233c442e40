"""Which outlet speaks in a text: the name it uses for itself, when it says so often or clearly enough."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from functools import lru_cache

from dateline.languages import load_language

_NAME = r"(?P<name>(?:[Tt]he )?[A-Z][\w&’'-]*(?:[ .][A-Z0-9][\w&’'-]*){0,4})"
_CHARS = 100_000


@lru_cache(maxsize=4)
def _voices(language: str) -> tuple[int, tuple[tuple[re.Pattern[str], int], ...]]:
    """The threshold, and each phrase with its weight."""
    lexicon = load_language(language).intake
    months = "|".join([*calendar.month_name[1:], *calendar.month_abbr[1:]])
    voices = [
        (
            re.compile(v["pattern"].replace("NAME", _NAME).replace("DATE", months), re.MULTILINE),
            int(v["weight"]),
        )
        for v in lexicon["voice"]
    ]
    return int(lexicon["threshold"]), tuple(voices)


def find_outlet(text: str, *, language: str = "en") -> str | None:
    """The outlet as the text writes it; None when no name, or two names alike, speak for themselves."""
    threshold, voices = _voices(language)
    weights: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    for pattern, weight in voices:
        for match in pattern.finditer(text[:_CHARS]):
            name = " ".join(match["name"].split()).rstrip(".’'")
            key = re.sub(r"^the ", "", name.casefold())
            weights[key] += weight
            spellings.setdefault(key, Counter())[name] += 1
    ranked = weights.most_common(2)
    if not ranked or ranked[0][1] < threshold or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return None
    return min(
        spellings[ranked[0][0]], key=lambda name: (not name.startswith("The "), name.startswith("the "), name)
    )
