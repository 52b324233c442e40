"""Forests of randomised trees over named features, in the arrays that `dateline.extract.trees` walks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier

from dateline.extract.trees import Forest

TREES, LEAST = 120, 3  # trees, and examples in a leaf; 300 trees gave the same, by cross-validation


def table(rows: Sequence[Mapping[str, float]], columns: Sequence[str]) -> Any:
    """Rows by columns; a feature that a row does not have is 0."""
    return np.array([[row.get(column, 0.0) for column in columns] for row in rows], np.float32)


def grow(x: Any, y: Any, weights: Any) -> Forest:
    """Trees whose sum is the share of them, and of the examples in their leaves, that say yes."""
    model = ExtraTreesClassifier(TREES, min_samples_leaf=LEAST, max_features=0.3, random_state=0)
    model.fit(x, y, sample_weight=weights)
    roots, columns, thresholds, lefts, rights, values = [], [], [], [], [], []
    at = 0
    for tree in (estimator.tree_ for estimator in model.estimators_):
        leaf = tree.children_left < 0
        votes = tree.value[:, 0, 1] / tree.value[:, 0].sum(1)
        roots.append(at)
        columns.append(np.where(leaf, 0, tree.feature).astype(np.int16))
        thresholds.append(tree.threshold.astype(np.float32))
        lefts.append(np.where(leaf, -1, tree.children_left + at).astype(np.int32))
        rights.append(np.where(leaf, -1, tree.children_right + at).astype(np.int32))
        values.append((votes / TREES).astype(np.float32))
        at += tree.node_count
    parts = (columns, thresholds, lefts, rights, values)
    return Forest(np.array(roots, np.int32), *(np.concatenate(part) for part in parts), 0.0)
