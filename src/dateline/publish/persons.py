"""Names of private persons in any words, by the signs that English reports give: a title, an age, what they are.

A name that a report gives without any such sign is not found; a place, a party or an outlet is no person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from dateline.publish.introduced import find_introduced, may_be_introduced, words_of
from dateline.publish.patterns import fold
from dateline.publish.runs import LONGER_RUN, RUN, SMALL, WORDS

_AGE = r"(?:, \d{1,3}(?=[,.;]|$)|,? aged \d|,? \(\d{1,3}\)|, an? \d{1,2}-year-old)"
_AGED = re.compile(rf"\b({LONGER_RUN}){_AGE}")
_AFTER_COMMA, _IN_BRACKETS = re.compile(r", \d"), re.compile(r"\(\d")
_JOINT = r"(?:[\W_]|%20)*"  # what may stand between the parts: spaces, the dashes of a link, nothing
_HYPHENS = re.compile(r"[-\u2010-\u2015'’‘`_.,()]+")
_SHORTEST = 5  # letters of a part that is masked on its own


@lru_cache(maxsize=16_384)
def find_persons(text: str) -> tuple[str, ...]:
    """Names with a title, an age or a word for the person beside them, each once."""
    found, words = [], words_of(text)
    if not _titles().isdisjoint(words):
        found += [match.group(1) for match in _titled().finditer(text)]
    if _may_be_aged(text):
        found += _AGED.findall(text)
    if may_be_introduced(text, words):
        found += find_introduced(text)
    return tuple(dict.fromkeys(name.strip() for name in found))


def persons_in(texts: Sequence[str]) -> tuple[str, ...]:
    """The same for many texts; most have no sign of a name in any of them, which one look at all shows."""
    together = "\n".join(texts)
    words = words_of(together)
    if _titles().isdisjoint(words) and not _may_be_aged(together) and not may_be_introduced(together, words):
        return ()
    return tuple(dict.fromkeys(name for one in dict.fromkeys(texts) for name in find_persons(one)))


def _may_be_aged(text: str) -> bool:
    """False where no age stands behind a name: many times faster than the pattern."""
    return bool(
        " aged " in text or "-year-old" in text or _AFTER_COMMA.search(text) or _IN_BRACKETS.search(text)
    )


class Mask:
    """Puts a mask over names however they are spaced or cased, also in a link.

    Persons are found without their title too, and by their last part alone; runs as they are.
    """

    def __init__(self, persons: Iterable[str], runs: Iterable[str] = ()) -> None:
        forms = {form for name in persons for form in _forms(name)} | {_parts(run) for run in runs}
        self.forms = sorted(forms - {()}, key=lambda form: (-len(form), form))
        self._signs = [_sign(form) for form in self.forms]
        self._pattern: re.Pattern[str] | None = None

    def may_be_in(self, text: str) -> bool:
        """False where none of the names can be in a text: cheap, where a pattern for every incident would not be."""
        folded = fold(text)
        for sign in self._signs:  # noqa: SIM110 - any() takes twice as long
            if sign in folded:
                return True
        return False

    def put(self, text: str, mask: str) -> tuple[str, int]:
        """The text with the names masked, and how many there were."""
        if not self.may_be_in(text):
            return text, 0
        if self._pattern is None:
            either = "|".join(_JOINT.join(re.escape(part) for part in form) for form in self.forms)
            self._pattern = re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE)
        return self._pattern.subn(mask, text)


def _forms(name: str) -> Iterator[tuple[str, ...]]:
    """The whole name, the name without its title, and its last part; nothing too short to be told from other words."""
    words = [part.strip(".,") for part in name.split() if part.strip(".,")]
    bare = [part for part in words if part not in _titles()]
    last = _parts(" ".join(bare[-1:]))
    for parts in (_parts(" ".join(words)), _parts(" ".join(bare)), last, last[-1:]):
        if len(parts) > 1 or (parts and len(parts[0]) >= _SHORTEST):
            yield parts


@lru_cache(maxsize=16_384)
def _sign(form: tuple[str, ...]) -> str:
    """The longest part of a form in one case: where it is missing, so is the form."""
    return fold(max(form, key=len))


@lru_cache(maxsize=16_384)
def _parts(name: str) -> tuple[str, ...]:
    """The parts between which anything may stand; those joined by a dash or an apostrophe are two."""
    return tuple(_HYPHENS.sub(" ", name).split())


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(WORDS["words"])


@lru_cache(maxsize=1)
def _titled() -> re.Pattern[str]:
    titles = "|".join(re.escape(word) for word in sorted(_titles(), key=len, reverse=True))
    return re.compile(rf"(?<![\w.])((?:(?:{titles})\.?[ \u00a0])+{SMALL}?{RUN})")
