"""Near-copies of a text among many: the same wire story in five papers, found without comparing all pairs.

A text becomes the set of its runs of five words; MinHash keeps 128 numbers of it, of which two texts share about as
many as they share of their runs (Broder 1997). Bands of these numbers are looked up in a table, so that only texts
that agree in a whole band are compared.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Signature = NDArray[np.uint32]

NUMBERS = 128
BANDS = 32  # of 4 numbers: texts that share 0.5 of their runs meet with 0.87, 0.7 with 0.9998, 0.2 with 0.05
RUN_WORDS = 5
ALIKE = 0.5
_PRIME = (1 << 31) - 1
_WORD = re.compile(r"\w+")


def runs_of(text: str) -> set[int]:
    """Hashes of the runs of five words, case and signs left out; a shorter text is one run."""
    words = _WORD.findall(text.casefold())
    last = max(1, len(words) - RUN_WORDS + 1)
    runs = (" ".join(words[start : start + RUN_WORDS]) for start in range(last))
    return {zlib.crc32(run.encode("utf-8", "replace")) for run in runs}


@lru_cache(maxsize=1)
def _functions() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The factors and shifts of the 128 hash functions."""
    import numpy as np

    rng = np.random.default_rng(20240301)
    factors = rng.integers(1, _PRIME, NUMBERS, dtype=np.uint64)
    return factors, rng.integers(0, _PRIME, NUMBERS, dtype=np.uint64)


def sign(text: str) -> Signature:
    """The text's MinHash signature: 128 numbers, the same on every machine."""
    import numpy as np

    factors, shifts = _functions()
    smallest = np.full(NUMBERS, _PRIME, dtype=np.uint64)
    runs = np.fromiter(runs_of(text), dtype=np.uint64) % np.uint64(_PRIME)
    for start in range(0, len(runs), 4096):  # bounded memory for long texts
        hashed = (np.outer(runs[start : start + 4096], factors) + shifts) % np.uint64(_PRIME)
        smallest = np.minimum(smallest, hashed.min(axis=0))
    return smallest.astype(np.uint32)


def likeness(one: Signature, other: Signature) -> float:
    """About the share of runs that two texts have in common, 0 to 1; the error is some 0.04."""
    return float((one == other).mean())


class CopyIndex:
    """Texts seen so far; asks of a new one which of them it is a near-copy of."""

    def __init__(self, *, alike: float = ALIKE) -> None:
        self._alike = alike
        self._signatures: dict[str, Signature] = {}
        self._bands: dict[tuple[int, bytes], list[str]] = {}

    def add(self, name: str, text: str) -> tuple[tuple[str, float], ...]:
        """The near-copies that were there before, most alike first; the text is added."""
        signature = sign(text)
        found = {other for key in _keys(signature) for other in self._bands.get(key, ())}
        scored = [(other, likeness(signature, self._signatures[other])) for other in found if other != name]
        if name not in self._signatures:
            self._signatures[name] = signature
            for key in _keys(signature):
                self._bands.setdefault(key, []).append(name)
        alike = [(other, share) for other, share in scored if share >= self._alike]
        return tuple(sorted(alike, key=lambda entry: (-entry[1], entry[0])))


def _keys(signature: Signature) -> Iterator[tuple[int, bytes]]:
    width = NUMBERS // BANDS
    for band in range(BANDS):
        yield band, signature[band * width : (band + 1) * width].tobytes()


def group_copies(texts: Iterable[tuple[str, str]], *, alike: float = ALIKE) -> tuple[tuple[str, ...], ...]:
    """Groups of (name, text) that are near-copies of one another, directly or through others; single ones left out.

    Neither groups nor their order depend on the order of the texts.
    """
    index = CopyIndex(alike=alike)
    leader: dict[str, str] = {}

    def lead(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for name, text in texts:
        leader.setdefault(name, name)
        for other, _ in index.add(name, text):
            one, two = sorted((lead(name), lead(other)))
            leader[two] = one
    groups: dict[str, list[str]] = {}
    for name in sorted(leader):
        groups.setdefault(lead(name), []).append(name)
    return tuple(tuple(group) for _, group in sorted(groups.items()) if len(group) > 1)
