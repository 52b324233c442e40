"""Confidence as read -> the share of values so read that were right, by curves fitted on hand-coded reports."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from importlib.resources import files

_LEAST = 0.01  # log-odds are taken of chances kept so far off 0 and 1, as when the curves were fitted


def calibrated(field: str, confidence: float) -> float:
    """The confidence on the field's curve; as read where there is none, and where nothing is in doubt (1.0)."""
    curve = _curves().get(field)
    if curve is None or confidence >= 1.0:
        return confidence
    kept = min(max(confidence, _LEAST), 1 - _LEAST)
    return 1 / (1 + math.exp(-(curve[0] * math.log(kept / (1 - kept)) + curve[1])))


@lru_cache(maxsize=1)
def _curves() -> dict[str, tuple[float, float]]:
    """Slope and intercept by field."""
    text = files("dateline.data").joinpath("calibration.json").read_text(encoding="utf-8")
    return {field: (one["slope"], one["intercept"]) for field, one in json.loads(text)["curves"].items()}
