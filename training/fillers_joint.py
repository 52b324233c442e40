"""Trains the forest that judges fillers side by side, and measures what is taken above a threshold."""

from __future__ import annotations

from typing import Any

import numpy as np

from dateline.extract.fillers.joint import Candidate, joint_rows
from dateline.extract.fillers.model import ROLES
from dateline.extract.scorers.trees import Forest, probability, sum_trees
from evals.muc4.templates import stem
from training.forests import grow
from training.muc4_data import FOLDS, Coded, fold_of

# the candidates of a report: role, words, where they start, the chance that they are right and new
Unseen = list[tuple[int, str, int, float]]


def train_joint(
    found: list[list[Candidate]], coded: list[Coded], text_scores: Any
) -> tuple[Forest, float, dict[str, float], list[Unseen]]:
    """The forest, the threshold that is best for all roles together, the F1 that it reaches on unseen folds, and what
    was found in each report by forests that did not see it."""
    made = [
        (i, joint_rows(candidates, list(text_scores[i]), len(coded[i].doc.text)))
        for i, candidates in enumerate(found)
        if candidates
    ]
    rows = np.vstack([row for _, row in made])
    labels = np.array([yes for i, _ in made for yes in right_ones(found[i], coded[i])])
    folds = np.concatenate([[fold_of(i)] * len(row) for i, row in made])
    chances = np.zeros(len(labels))
    for fold in range(FOLDS):
        forest = _grow(rows[folds != fold], labels[folds != fold])
        chances[folds == fold] = probability(sum_trees(forest, rows[folds == fold]))
    by_role = in_roles(found, chances)
    threshold, figures = tune(by_role, [c.entities for c in coded])
    left = iter(chances)
    unseen = [[(c.role, c.text, c.start, float(next(left))) for c in candidates] for candidates in found]
    return _grow(rows, labels), threshold, figures, unseen


def _grow(rows: Any, labels: Any) -> Forest:
    return grow(rows, labels, leaves=6, seeds=(0, 1, 2))


def right_ones(candidates: list[Candidate], coded: Coded) -> list[bool]:
    """For each candidate: is it the likeliest of those whose words name an entity of its role."""
    right = [False] * len(candidates)
    taken: set[tuple[int, int]] = set()
    for at in sorted(range(len(candidates)), key=lambda at: -candidates[at].chance):
        candidate = candidates[at]
        for number, entity in enumerate(coded.entities[ROLES[candidate.role]]):
            if candidate.text in entity and (candidate.role, number) not in taken:
                taken.add((candidate.role, number))
                right[at] = True
                break
    return right


def in_roles(found: list[list[Candidate]], chances: Any) -> list[list[list[tuple[float, str]]]]:
    """For each report and role: (chance, words)."""
    left = iter(chances)
    by_role: list[list[list[tuple[float, str]]]] = []
    for candidates in found:
        by_role.append([[] for _ in ROLES])
        for candidate in candidates:
            by_role[-1][candidate.role].append((float(next(left)), candidate.text))
    return by_role


def pick(found: list[tuple[float, str]], threshold: float) -> list[str]:
    """The strings above the threshold, best first, none twice."""
    chosen: list[str] = []
    for value, text in sorted(found, key=lambda f: (-f[0], f[1])):
        if value >= threshold and stem(text) not in map(stem, chosen):
            chosen.append(text)
    return chosen


def tally(chosen: list[list[str]], entities: list[list[tuple[str, ...]]]) -> tuple[int, int, int]:
    """Right, predicted and wanted, each entity counted once."""
    right = 0
    for texts, wanted in zip(chosen, entities, strict=True):
        left = list(wanted)
        for text in texts:
            hit = next((e for e in left if text in e), None)
            if hit is not None:
                left.remove(hit)
                right += 1
    return right, sum(map(len, chosen)), sum(map(len, entities))


def tune(
    found: list[list[list[tuple[float, str]]]], entities: list[dict[str, list[tuple[str, ...]]]]
) -> tuple[float, dict[str, float]]:
    """The threshold with the best F1 of all roles (mean of it and its neighbours), and each role's F1 at it."""
    steps = [round(0.1 + 0.02 * n, 2) for n in range(25)]
    tallies = [
        np.array([
            tally([pick(f[at], threshold) for f in found], [e[role] for e in entities])
            for at, role in enumerate(ROLES)
        ])
        for threshold in steps
    ]  # fmt: skip
    scores = [_f1(t.sum(0)) for t in tallies]
    smooth = [float(np.mean(scores[max(0, n - 2) : n + 3])) for n in range(len(steps))]
    best = int(np.argmax(smooth))
    return steps[best], {"all": scores[best]} | {
        role: _f1(row) for role, row in zip(ROLES, tallies[best], strict=True)
    }


def _f1(counted: Any) -> float:
    right, said, wanted = counted
    return float(2 * right / max(1, said + wanted))
