"""The fillers of one text judged beside each other: who is likelier, who stands near, what is named twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dateline.extract.fillers.model import ROLES

_LOW = -8.0
_NEAR = 250  # characters: about a sentence and a half
_FIRM = 0.4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A filler before it is judged beside the others: its role, its words, where, how likely, how sure the words."""

    role: int
    group: int
    text: str
    start: int
    chance: float
    wording: float
    mentions: int


def log_odds(chance: Any) -> Any:
    """The logarithm of the odds of a probability, kept finite."""
    import numpy as np

    kept = np.clip(chance, 1e-5, 1 - 1e-5)
    return np.log(kept / (1 - kept))


def joint_rows(candidates: Sequence[Candidate], kinds: Sequence[float], length: int) -> Any:
    """One row of numbers for each candidate; `kinds` are log-odds, `length` is the text's in characters."""
    import numpy as np

    if not candidates:
        return np.zeros((0, 0), dtype=np.float32)
    role = np.array([c.role for c in candidates])
    group = np.array([c.group for c in candidates])
    start = np.array([c.start for c in candidates])
    chance = np.array([c.chance for c in candidates])
    odds = log_odds(chance)
    sums = [chance[role == r].sum() for r in range(len(ROLES))]
    best = [chance[role == r].max(initial=0.0) for r in range(len(ROLES))]
    first = start[chance > _FIRM].min(initial=length)
    rows = []
    for at, candidate in enumerate(candidates):
        same = role == candidate.role
        same[at] = False
        better = same & (odds > odds[at])
        near = np.abs(start - candidate.start) < _NEAR
        near[at] = False
        alike = (group == candidate.group) & (role != candidate.role)
        rows.append([
            odds[at], log_odds(candidate.wording), candidate.role, *(candidate.role == r for r in range(len(ROLES))),
            *kinds, better.sum(), same.sum(), odds[at] - odds[same].max(initial=_LOW), *sums, *best, sum(sums),
            *_overlap(candidate, [c for c, yes in zip(candidates, better, strict=True) if yes]),
            odds[alike].max(initial=_LOW),
            *(odds[near & (role == r)].max(initial=_LOW) for r in range(len(ROLES))),
            candidate.start / 1000, candidate.start / max(1, length), (candidate.start - first) / 1000, length / 1000,
            candidate.mentions, len(candidate.text.split()), candidate.text.endswith("s"),
        ])  # fmt: skip
    return np.array(rows, dtype=np.float32)


def _overlap(candidate: Candidate, better: Sequence[Candidate]) -> tuple[float, float]:
    """How much of its words a likelier one of the role has, and whether one ends in the same word."""
    words = candidate.text.split()
    shared = [
        len(set(words) & set(other.text.split())) / min(len(set(words)), len(set(other.text.split())))
        for other in better
    ]
    return max(shared, default=0.0), float(any(other.text.split()[-1] == words[-1] for other in better))
