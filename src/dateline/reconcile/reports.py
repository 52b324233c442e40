"""Which reports tell of the same main incident, and which are near-copies of one text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log1p

from dateline.reconcile.cluster import group_pairs, start_groups
from dateline.reconcile.scorer import Weights, load_weights
from dateline.reconcile.story import Profile, alike_reports, shared_wording, story_features

_COPY = 0.5
_UNKNOWN_DAYS = 14


def report_score(a: Profile, b: Profile, weights: Weights) -> float:
    """Log odds that two reports have the same main incident, from what they share as wholes."""
    return score_report_features(story_features(a, b), weights)


def score_report_features(features: dict[str, float], weights: Weights) -> float:
    """Log odds from the features of a pair of reports; `reports` holds the weights of whole reports."""
    table = weights.reports
    given = {
        "story": features["story"],
        "near_copy": features.get("near_copy", 0.0),
        "story_days": features.get("story_days", log1p(_UNKNOWN_DAYS)),
    }
    return table["bias"] + sum(table[name] * value for name, value in given.items())


def group_reports(profiles: Sequence[Profile], *, weights: Weights | None = None) -> list[list[str]]:
    """Ids of reports in groups of the same main incident, each group and the groups in order of ids."""
    weights = weights or load_weights()
    ordered = sorted(profiles, key=lambda profile: profile.report_id)
    place = {profile.report_id: position for position, profile in enumerate(ordered)}
    scored = {
        (place[a], place[b]): score_report_features(features, weights)
        for (a, b), features in alike_reports(ordered).items()
        if a < b
    }

    def score(a: int, b: int) -> float:
        return scored[a, b] if (a, b) in scored else report_score(ordered[a], ordered[b], weights)

    groups = start_groups([profile.report_id for profile in ordered])
    pairs = [(value, a, b) for (a, b), value in scored.items()]
    found = group_pairs(groups, pairs, least=0.0, score=score)
    return [[ordered[position].report_id for position in group] for group in found]


def near_copies(profiles: Sequence[Profile]) -> list[list[str]]:
    """Ids of reports that are one text with small changes: a wire story in ten outlets is one source."""
    ordered = sorted(profiles, key=lambda profile: profile.report_id)
    holders: dict[int, list[int]] = {}
    for position, profile in enumerate(ordered):
        for number in profile.sketch[:16]:
            holders.setdefault(number, []).append(position)
    groups = start_groups([profile.report_id for profile in ordered])
    pairs = {(a, b) for held in holders.values() for a, b in pairwise(held)}
    scored = [(shared_wording(ordered[a], ordered[b]), a, b) for a, b in sorted(pairs)]

    def score(a: int, b: int) -> float:
        return shared_wording(ordered[a], ordered[b])

    found = group_pairs(groups, scored, least=_COPY, score=score)
    return [[ordered[position].report_id for position in group] for group in found]


__all__ = ["group_reports", "near_copies", "report_score", "score_report_features"]
