"""Trees as plain arrays: `sum_trees` gives the raw score of each row, with numpy alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_PARTS = ("roots", "column", "threshold", "left", "right", "value")
_AT_ONCE = 4096  # rows walked together: 4096 x 260 trees of node numbers are 4 MB


@dataclass(frozen=True, slots=True)
class Forest:
    """All trees of one model laid end to end; a leaf has `left` = -1. `roots` are the trees' first nodes."""

    roots: Any
    column: Any
    threshold: Any
    left: Any
    right: Any
    value: Any
    start: float


def read_forest(arrays: Mapping[str, Any], name: str) -> Forest:
    """The forest of this name among the arrays."""
    parts = {part: arrays[f"{name}.{part}"] for part in _PARTS}
    return Forest(**parts, start=float(arrays[f"{name}.start"]))


def forest_arrays(forest: Forest, name: str) -> dict[str, Any]:
    """The arrays that `read_forest` takes."""
    arrays = {f"{name}.{part}": getattr(forest, part) for part in _PARTS}
    return {**arrays, f"{name}.start": forest.start}


def sum_trees(forest: Forest, rows: Any) -> Any:
    """The raw score of each row: the start value and the leaf of every tree."""
    import numpy as np

    pieces = [_leaves(forest, rows[at : at + _AT_ONCE]) for at in range(0, len(rows), _AT_ONCE)]
    return forest.start + (np.concatenate(pieces) if pieces else np.zeros(0))


def _leaves(forest: Forest, rows: Any) -> Any:
    """The sum of the leaves that each row reaches, all trees walked at the same time."""
    import numpy as np

    node = np.broadcast_to(forest.roots, (len(rows), len(forest.roots))).copy()
    index = np.arange(len(rows))[:, None]
    while True:
        left = forest.left[node]
        inner = left >= 0
        if not inner.any():
            return forest.value[node].sum(1, dtype=np.float64)
        goes_left = rows[index, forest.column[node]] <= forest.threshold[node]
        node = np.where(inner, np.where(goes_left, left, forest.right[node]), node)


def probability(raw: Any) -> Any:
    """Raw scores as probabilities."""
    import numpy as np

    return 1.0 / (1.0 + np.exp(-np.clip(raw, -30.0, 30.0)))
