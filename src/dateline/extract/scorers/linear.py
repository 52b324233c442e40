"""Small linear scorers: named weights over named features, a probability back, every term open to inspection."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from dateline.data import read_checked

_IN_PLACE_OF: ContextVar[Mapping[str, Mapping[str, float]] | None] = ContextVar("weights", default=None)


@contextmanager
def use_weights(weights: Mapping[str, Mapping[str, float]]) -> Iterator[None]:
    """Within the block these weights stand in place of the stored ones, by scorer name (for cross-validation)."""
    token = _IN_PLACE_OF.set(weights)
    try:
        yield
    finally:
        _IN_PLACE_OF.reset(token)


@lru_cache(maxsize=8)
def load_weights(name: str) -> dict[str, float]:
    """The weights of one scorer from data/weights/NAME.json; MissingData when they are not as they shipped."""
    weights: dict[str, float] = json.loads(read_checked(f"weights/{name}.json"))["weights"]
    return weights


def probability(name: str, features: Mapping[str, float]) -> float:
    """The probability in 0..1 that the scorer gives; features it does not know count nothing."""
    weights = (_IN_PLACE_OF.get() or {}).get(name) or load_weights(name)
    total = sum(weights.get(key, 0.0) * value for key, value in features.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
