"""Makes data/weights/matching.json: hand-set log odds, moved towards coded pairs as far as these bear.

Run: python -m training.matching [FOLDER [READ]]   (the development data, default ../shared; a file that keeps
what the reader read, default .cache/training/read_reports.json: delete it to read anew)
The weights are those that best explain the pairs (log loss), held near the hand-set ones by a ridge, so that
a feature no pair shows keeps the value a person gave it. The bias is set so that probabilities are honest on
all candidate pairs, not on a balanced sample.
"""

from __future__ import annotations

import itertools
import json
import sys
from datetime import date as Day
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from dateline.reconcile.account import make_account
from dateline.reconcile.features import pair_features
from dateline.reconcile.story import profile_report, story_features
from dateline.records import Report
from training.coded import read_coded
from training.read_pairs import ordered_moments, read_reports, same_moments

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "src/dateline/data/weights/matching.json"
HAND = Path(__file__).parent / "matching_hand.json"
CLAIM_RIDGE = 3.0
REPORT_RIDGE = 0.05
SIGNS = {-1: (None, 0.0), 0: (None, None), 1: (0.0, None)}
SAME_TIMES = 6
HARD_TIMES = 5
FAR_DAYS = 60

Pair = tuple[dict[str, float], bool]


def coded_pairs(folder: Path) -> list[Pair]:
    """Features of pairs of coded incidents from different reports, and whether they are one incident."""
    clusters = json.loads((folder / "reports/clusters.json").read_text(encoding="utf-8"))
    hard = {frozenset(pair[:2]) for pair in clusters["near_but_different"]}
    same = {frozenset(p) for ids in clusters["same"].values() for p in itertools.combinations(ids, 2)}
    accounts: dict[str, Any] = {}
    profiles: dict[str, Any] = {}
    for report, claims in read_coded(folder / "reports/gold.jsonl"):
        profiles[report.id] = profile_report(report)
        accounts.update({claim.id: make_account([claim]) for claim in claims})
    pairs = []
    for a, b in itertools.combinations(sorted(accounts), 2):
        first, second = accounts[a].moment[0], accounts[b].moment[0]
        if first == second:
            continue
        story = story_features(profiles[first], profiles[second])
        extra = story if story["story"] >= 0.0 else {}
        pair = frozenset((a, b))
        features = pair_features(accounts[a], accounts[b], extra)
        pairs += [(features, pair in same)] * (
            SAME_TIMES if pair in same else HARD_TIMES if pair in hard else 1
        )
    return pairs


def read_pairs(folder: Path, kept: Path) -> list[Pair]:
    """The same for accounts as the reader reads them, with all its gaps and mistakes."""
    read = read_reports(folder, kept)
    claims = [claim for _, extraction in read for claim in extraction.claims]
    same, near = same_moments(folder, claims)
    profiles = {report.id: profile_report(report) for report, _ in read}
    accounts = [make_account(own) for own in ordered_moments(claims).values()]
    stories = {
        (a, b): found
        for a, b in itertools.permutations(profiles, 2)
        if (found := story_features(profiles[a], profiles[b]))["story"] >= 0.0
    }
    pairs = []
    for a, b in itertools.combinations(accounts, 2):
        if a.moment[0] != b.moment[0]:
            pair = frozenset((a.moment, b.moment))
            features = pair_features(a, b, stories.get((a.moment[0], b.moment[0])))
            pairs += [(features, pair in same)] * (
                SAME_TIMES if pair in same else HARD_TIMES if pair in near else 1
            )
    return pairs


def report_pairs(folder: Path) -> list[Pair]:
    """Features of pairs of reports printed within two months, and whether their main incident is the same."""
    rows = [json.loads(line) for line in (folder / "bench/dev/gvc.dev.jsonl").open(encoding="utf-8")]
    profiles = [
        profile_report(
            Report(id=r["id"], text=r["text"], published=Day.fromisoformat(r["meta"]["published"]))
        )
        for r in rows
    ]
    pairs = []
    for (i, a), (j, b) in itertools.combinations(enumerate(profiles), 2):
        found = story_features(a, b)
        if found.get("story_days", 0.0) > log(FAR_DAYS + 1):
            continue
        given = {
            "story": found["story"],
            "near_copy": found.get("near_copy", 0.0),
            "story_days": found.get("story_days", 0.0),
        }
        pairs.append((given, rows[i]["gold"]["incident"] == rows[j]["gold"]["incident"]))
    return pairs


def fit(
    pairs: list[Pair], start: dict[str, float], bias: float, ridge: float
) -> tuple[dict[str, float], float]:
    """Weights and bias with the least log loss, each held near where it started and on its side of 0."""
    names = sorted(start)
    table = np.array([[features.get(name, 0.0) for name in names] for features, _ in pairs])
    truth = np.array([1.0 if same else -1.0 for _, same in pairs])
    origin = np.array([start[name] for name in names] + [bias])

    def loss(weights: Any) -> Any:
        odds = table @ weights[:-1] + weights[-1]
        gap = weights - origin
        slope = -truth / (1.0 + np.exp(np.clip(truth * odds, -50, 50)))
        value = np.logaddexp(0.0, -truth * odds).sum() + ridge * (gap @ gap)
        return value, np.r_[table.T @ slope, slope.sum()] + 2 * ridge * gap

    bounds = [*(SIGNS[int(np.sign(start[name]))] for name in names), (None, None)]
    found = minimize(loss, origin, jac=True, method="L-BFGS-B", bounds=bounds).x
    return {name: round(float(w), 3) for name, w in zip(names, found, strict=False)}, round(
        float(found[-1]), 3
    )


def main(argv: list[str]) -> None:
    """Nothing comes back; the weights are written."""
    folder = Path(argv[0]) if argv else ROOT.parent / "shared"
    hand = json.loads(HAND.read_text(encoding="utf-8"))
    kept = Path(argv[1]) if len(argv) > 1 else ROOT / ".cache/training/read_reports.json"
    weights, bias = fit(
        coded_pairs(folder) + read_pairs(folder, kept), hand["weights"], hand["bias"], CLAIM_RIDGE
    )
    start = dict(hand["reports"])
    reports, report_bias = fit(report_pairs(folder), start, start.pop("bias"), REPORT_RIDGE)
    made = {
        "version": hand["version"],
        "source": "training/matching_hand.json, fitted to coded reports and to the development half of GVC",
        "licence": "Apache-2.0",
        "command": "python -m training.matching",
        "bias": bias,
        "threshold": hand["threshold"],
        "offset": round(-log(SAME_TIMES), 3),
        "weights": weights,
        "reports": {"bias": report_bias, **reports},
    }
    TARGET.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
