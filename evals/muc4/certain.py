"""How sure a MUC-4 report is that an organisation did it: by what is said where it is named and where harm is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from dateline.extract.scorers.trees import Forest, probability, read_forest, sum_trees
from dateline.records import Span
from evals.muc4.bodies import CAMPS, camp_of, plain
from evals.muc4.ground import Ground, sentence_of
from evals.muc4.parts import PARTS, parts_of
from evals.muc4.values import words
from evals.muc4.weights import read_arrays

WEIGHTS = Path(__file__).parent / "certain.npz"
VALUES = (
    "REPORTED AS FACT", "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES", "CLAIMED OR ADMITTED",
    "POSSIBLE",
)  # fmt: skip
# A value earns .58 where the organisation is right, so it is told of a rather likely one. F1 of the slot over
# the folds is 30.1 without a least chance, 30.9 for .30, 30.8 for .35
LEAST_BLAMED = 1 / 3
HALF = 0.5  # "suspected or accused" holds half of what "by authorities" says
_BY = re.compile(r"\bby (?:the )?(?:\w{1,30} )?$")
_OWNS_UP = re.compile(r"^\W{0,3}(?:has |have |had |today |also ){0,2}(?:claim|admit|assum|took|taken)")
_CREDIT = re.compile(r"claimed (?:responsib|credit)|responsibility for")
_BEFORE, _AFTER, _AROUND = 30, 40, 130  # characters


@lru_cache(maxsize=1)
def load_judges() -> tuple[Forest, ...]:
    """What `python -m training.muc4_certain` wrote, a forest a value, loaded once."""
    arrays = read_arrays(WEIGHTS)
    return tuple(read_forest(arrays, f"value{n}") for n in range(len(VALUES)))


def certainty(row: Sequence[float], judges: Sequence[Forest]) -> str:
    """The value most worth giving."""
    import numpy as np

    chances = np.array(
        [float(probability(sum_trees(judge, np.array([row], np.float32)))[0]) for judge in judges]
    )
    chances[VALUES.index("SUSPECTED OR ACCUSED")] += (
        HALF * chances[VALUES.index("SUSPECTED OR ACCUSED BY AUTHORITIES")]
    )
    return VALUES[int(chances.argmax())]


def certain_row(
    doc: Any, ground: Ground, mentions: Sequence[Span], harmed: Iterable[Span], bodies: int
) -> list[float]:
    """One row of numbers for an organisation beside an incident that so many are blamed for."""
    low = doc.text.lower()
    hurt = sorted({sentence_of(ground.starts, span.start) for span in harmed}) or [0]
    told = sorted({sentence_of(ground.starts, span.start) for span in mentions})
    at = {span: sentence_of(ground.starts, span.start) for span in mentions}
    first = min(mentions, key=lambda span: (min(abs(at[span] - x) for x in hurt), span))
    near = at[first]
    beside = range(max(0, near - 1), min(len(ground.lemmas), near + 2))
    row: list[float] = []
    for listed in _cues():
        said = [bool(lemmas & listed) for lemmas in ground.lemmas]
        count = sum(said[s] for s in told)
        row += [
            count,
            count / len(told),
            said[near],
            any(said[s] for s in hurt),
            any(said[s] for s in beside),
        ]
    parts = parts_of(doc, first)
    camps = camp_of(plain(low[first.start : first.end]))
    around = [low[max(0, m.start - _AROUND) : m.end + _AROUND] for m in mentions]
    return [
        *row, min(abs(near - x) for x in hurt), len(told), len(mentions), told[0], bodies, len(ground.starts),
        *(camp in camps for camp in CAMPS), near - hurt[0],
        sum(bool(_BY.search(low[max(0, m.start - _BEFORE) : m.start])) for m in mentions),
        sum(bool(_OWNS_UP.search(low[m.end : m.end + _AFTER])) for m in mentions),
        any("responsib" in part for part in around), any(_CREDIT.search(part) is not None for part in around),
        "claimed" in low, "responsib" in low, *(part in parts for part in PARTS),
    ]  # fmt: skip


@lru_cache(maxsize=1)
def _cues() -> tuple[frozenset[str], ...]:
    """Words of doubt, of blame, of a claim, of authorities, of a denial, and of harm."""
    lists = [*words()["certainty"].values(), words()["harm"]["lemmas"]]
    return tuple(frozenset(listed) for listed in lists)
