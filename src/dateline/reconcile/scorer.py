"""How likely two accounts tell of one incident: weighted features in log odds, and what each gave."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import exp, log

import msgspec

from dateline.data import read_checked
from dateline.reconcile.account import Account
from dateline.reconcile.features import Features, pair_features
from dateline.records import Record


class Weights(Record, frozen=True, kw_only=True):
    """The scorer's numbers, with where they come from and the command that makes them."""

    version: str
    source: str
    licence: str
    command: str
    bias: float
    threshold: float = 0.5
    offset: float = 0.0
    weights: dict[str, float]
    reports: dict[str, float]

    @property
    def least(self) -> float:
        """The log odds from which a pair is thought to be one incident."""
        return log(self.threshold / (1.0 - self.threshold))


@cache
def load_weights() -> Weights:
    """The weights that ship with the package."""
    text = read_checked("weights/matching.json")
    return msgspec.json.decode(text, type=Weights)


def score_features(features: Mapping[str, float], weights: Weights) -> float:
    """Log odds that a pair with these features is one incident; above 0 = more likely than not."""
    table = weights.weights
    return weights.bias + sum(table.get(name, 0.0) * value for name, value in sorted(features.items()))


def score_pair(a: Account, b: Account, weights: Weights, extra: Features | None = None) -> float:
    """Log odds that two accounts are one incident; `extra` are features of their reports."""
    return score_features(pair_features(a, b, extra), weights)


def explain_pair(
    a: Account, b: Account, weights: Weights, extra: Features | None = None
) -> tuple[tuple[str, float], ...]:
    """What each feature gave to the log odds, the weightiest first; the bias is called `prior`."""
    features = pair_features(a, b, extra)
    given = [(name, round(weights.weights.get(name, 0.0) * value, 3)) for name, value in features.items()]
    return tuple(sorted([("prior", weights.bias), *given], key=lambda one: (-abs(one[1]), one[0])))


def match_probability(log_odds: float, weights: Weights) -> float:
    """How likely a pair with these log odds is one incident.

    Coded pairs that are one incident counted several times in training, so that fewer are missed; `offset`
    takes that back, and the probability is that of a candidate as it comes.
    """
    return 1.0 / (1.0 + exp(-max(-50.0, min(50.0, log_odds + weights.offset))))
