"""What training wrote for one judge of MUC-4 reports: arrays, and the table of settings beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def read_arrays(weights: Path) -> dict[str, Any]:
    """The arrays of a file of weights, by name."""
    import numpy as np

    return dict(np.load(weights, allow_pickle=False))


def read_table(weights: Path) -> dict[str, Any]:
    """The settings that stand beside a file of weights: thresholds, and what was counted."""
    table: dict[str, Any] = json.loads(weights.with_suffix(".json").read_text(encoding="utf-8"))
    return table
