"""Boosted trees as plain arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from dateline.extract.scorers.trees import Forest

SEEDS = (0, 1)


def grow(rows: Any, labels: Any, *, leaves: int = 12, seeds: tuple[int, ...] = SEEDS) -> Forest:
    """A forest of boosted trees over several seeds, averaged."""
    parts = []
    for seed in seeds:
        model = HistGradientBoostingClassifier(
            max_iter=130, learning_rate=0.06, max_leaf_nodes=leaves, min_samples_leaf=25, l2_regularization=2.0,
            max_features=0.4, random_state=seed,
        ).fit(rows, labels)  # fmt: skip
        parts.append((float(model._baseline_prediction.ravel()[0]), [p[0].nodes for p in model._predictors]))
    return _flatten(parts)


def _flatten(parts: list[tuple[float, list[Any]]]) -> Forest:
    roots, columns, thresholds, lefts, rights, values = [], [], [], [], [], []
    at = 0
    for _, trees in parts:
        for nodes in trees:
            roots.append(at)
            leaf = nodes["is_leaf"].astype(bool)
            columns.append(nodes["feature_idx"].astype(np.int16))
            thresholds.append(nodes["num_threshold"].astype(np.float32))
            lefts.append(np.where(leaf, -1, nodes["left"].astype(np.int64) + at).astype(np.int32))
            rights.append(np.where(leaf, -1, nodes["right"].astype(np.int64) + at).astype(np.int32))
            values.append((nodes["value"] / len(parts)).astype(np.float32))
            at += len(nodes)
    start = sum(base for base, _ in parts) / len(parts)
    arrays = (columns, thresholds, lefts, rights, values)
    return Forest(np.array(roots, np.int32), *(np.concatenate(a) for a in arrays), start)
