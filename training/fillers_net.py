"""Trains the small net over the parser's vectors: one for each fold, all of them shipped side by side."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from dateline.extract.fillers.evidence import Parsed
from dateline.extract.fillers.net import Net, net_rows, pass_net

HIDDEN = 48
EPOCHS = 7
KEPT = 0.35  # of the phrases that fill no role


def train_net(parsed: list[Parsed], text_scores: Any, labels: Any, folds: Any) -> tuple[Any, dict[str, Any]]:
    """Scores by the net that did not see the phrase's report, and the arrays that hold the nets of all folds."""
    rows = np.vstack([net_rows(p, scores) for p, scores in zip(parsed, text_scores, strict=True)])
    mean, scale = rows.mean(0), rows.std(0) + 1e-3
    scores = np.zeros(labels.shape)
    nets = []
    rng = np.random.default_rng(0)
    for fold in sorted(set(folds)):
        seen = np.flatnonzero(folds != fold)
        kept = seen[labels[seen].any(1) | (rng.random(len(seen)) < KEPT)]
        nets.append(_one(mean, scale, (rows[kept] - mean) / scale, labels[kept]))
        scores[folds == fold] = pass_net(rows[folds == fold], nets[-1])
    arrays = {
        f"net.{part}": np.concatenate([getattr(net, part) for net in nets]).astype(np.float16)
        for part in ("hidden", "hidden_bias", "out", "out_bias")
    }
    return scores, arrays | {"net.mean": mean.astype(np.float32), "net.scale": scale.astype(np.float32)}


def _one(mean: Any, scale: Any, rows: Any, labels: Any) -> Net:
    model = MLPClassifier(
        (HIDDEN,), alpha=3e-3, batch_size=512, learning_rate_init=2e-3, max_iter=EPOCHS, random_state=0
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # stopped early on purpose
        model.fit(rows, labels.astype(int))
    (hidden, out), (hidden_bias, out_bias) = model.coefs_, model.intercepts_
    return Net(mean, scale, hidden[None], hidden_bias[None], out[None], out_bias[None])
