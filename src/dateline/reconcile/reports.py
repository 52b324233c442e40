"""Which reports tell of the same main incident, and which are near-copies of one text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log1p

from dateline.reconcile.cluster import group_pairs, start_groups
from dateline.reconcile.scorer import Weights, load_weights
from dateline.reconcile.story import Profile, alike_reports, shared_wording, story_features

_COPY = 0.5
_HELD = 16
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
    holders = ((number, profile.report_id) for profile in profiles for number in holding_numbers(profile))
    return group_copies(profiles, copy_pairs(holders))


def holding_numbers(profile: Profile) -> tuple[int, ...]:
    """The numbers of a sketch by which a near-copy is found."""
    return profile.sketch[:_HELD]


def copy_pairs(holders: Iterable[tuple[int, str]]) -> set[tuple[str, str]]:
    """Pairs of reports worth comparing: neighbours by id among those that hold a number."""
    held: dict[int, list[str]] = {}
    for number, report_id in holders:
        held.setdefault(number, []).append(report_id)
    return {pair for ids in held.values() for pair in pairwise(sorted(ids))}


def group_copies(profiles: Sequence[Profile], pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Ids of reports in groups of near-copies, by these pairs; a report in none is a group of its own."""
    ordered = sorted(profiles, key=lambda profile: profile.report_id)
    place = {profile.report_id: position for position, profile in enumerate(ordered)}

    def score(a: int, b: int) -> float:
        return shared_wording(ordered[a], ordered[b])

    groups = start_groups([profile.report_id for profile in ordered])
    scored = [(score(place[a], place[b]), place[a], place[b]) for a, b in sorted(pairs)]
    found = group_pairs(groups, scored, least=_COPY, score=score)
    return [[ordered[position].report_id for position in group] for group in found]


__all__ = [
    "copy_pairs",
    "group_copies",
    "group_reports",
    "holding_numbers",
    "near_copies",
    "report_score",
    "score_report_features",
]
