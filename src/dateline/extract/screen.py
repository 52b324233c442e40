"""Which reports may tell of an incident, told in a hundredth of the time it takes to parse one.

Words and pairs of neighbours are hashed into trained weights; a report's score is that of its strongest sentence, so
that a clash in the last line of a market report counts as much as one in the headline.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from zlib import crc32

from dateline.data import read_checked
from dateline.records import Report

NAME = "screen"  # what it set aside stands in the store under this name
WEIGHTS, SETTINGS = "weights/screen.npz", "weights/screen.json"
BUCKETS = 1 << 18
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d")
_END = re.compile(r"(?<=[.!?”\"'])\s+(?=[A-Z“\"'])|\n\s*\n")
_SHORT = 4  # a line of fewer words is furniture
_FEW = 120  # a report of fewer words is read whatever it says: little speaks for or against it


def sentences(text: str) -> Iterator[list[str]]:
    """The words of each sentence in lower case, every digit a word; roughly cut, at speed."""
    for sentence in _END.split(text):
        words = _WORD.findall(sentence.lower())
        if len(words) >= _SHORT:
            yield words


@lru_cache(maxsize=200_000)
def bucket(feature: str) -> int:
    """Where the weight of a word or of a pair stands."""
    return crc32(feature.encode("utf-8", "surrogatepass")) % BUCKETS


def features(words: list[str]) -> set[int]:
    """The buckets of a sentence."""
    found = {bucket(word) for word in words}
    found.update(map(bucket, map(" ".join, pairwise(words))))
    return found


class Screen:
    """The trained screen; `identity` stands in the store beside what it set aside."""

    def __init__(self) -> None:
        import numpy as np

        settings = json.loads(read_checked(SETTINGS))
        self.identity = f"{NAME}@{settings['version']}"
        self.threshold: float = settings["threshold"]
        self._bias: float = settings["bias"]
        with np.load(BytesIO(read_checked(WEIGHTS))) as stored:
            self._weights = array("f", stored["weights"].astype("float32").tobytes())

    def score(self, report: Report) -> float:
        """How strongly the report's strongest sentence speaks of an incident, its headline among them."""
        text = f"{report.headline or ''}\n\n{report.text}"
        return max((self._sentence(words) for words in sentences(text)), default=float("-inf"))

    def _sentence(self, words: list[str]) -> float:
        found = features(words)
        weights = self._weights
        return float(self._bias + sum([weights[at] for at in found]) / len(found) ** 0.5)

    def keeps(self, report: Report) -> bool:
        """True when the report is to be read: a short one always, one in letters that no reader knows never."""
        if report.language == "und":
            return False
        return len(report.text.split(None, _FEW)) < _FEW or self.score(report) >= self.threshold


@lru_cache(maxsize=1)
def load_screen() -> Screen:
    """The screen that ships."""
    return Screen()
