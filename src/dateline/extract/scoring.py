"""Small scorers: named weights over named features and a forest of trees over the same, and the mean of the two back.

The terms of the weights tell why; the trees see what holds only together (an old act, but with its day and its place).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from dateline.data import read_checked
from dateline.extract.trees import Forest, read_forest, sum_trees

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights by feature, and a forest whose columns are these features."""

    weights: Mapping[str, float]
    columns: tuple[str, ...]
    forest: Forest


_IN_PLACE_OF: ContextVar[Mapping[str, Scorer] | None] = ContextVar("scorers", default=None)


@contextmanager
def use_scorers(scorers: Mapping[str, Scorer]) -> Iterator[None]:
    """Within the block these stand in place of the stored ones, by name (for cross-validation)."""
    token = _IN_PLACE_OF.set(scorers)
    try:
        yield
    finally:
        _IN_PLACE_OF.reset(token)


@lru_cache(maxsize=8)
def load_scorer(name: str) -> Scorer:
    """The scorer of data/weights/NAME.json and NAME.npz; MissingData when they are not as they shipped."""
    import numpy as np

    table = json.loads(read_checked(f"weights/{name}.json"))
    arrays = np.load(BytesIO(read_checked(f"weights/{name}.npz")), allow_pickle=False)
    return Scorer(table["weights"], tuple(table["columns"]), read_forest(arrays, name))


def probabilities(name: str, rows: Sequence[Features]) -> list[float]:
    """The probability in 0..1 that the scorer gives each row; features it does not know count nothing."""
    import numpy as np

    scorer = (_IN_PLACE_OF.get() or {}).get(name) or load_scorer(name)
    if not rows:
        return []
    table = np.array([[row.get(column, 0.0) for column in scorer.columns] for row in rows], np.float32)
    trees = sum_trees(scorer.forest, table)
    return [
        (_logistic(row, scorer.weights) + min(1.0, max(0.0, float(voted)))) / 2
        for row, voted in zip(rows, trees, strict=True)
    ]


def _logistic(features: Features, weights: Mapping[str, float]) -> float:
    total = sum(weights.get(key, 0.0) * value for key, value in features.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
