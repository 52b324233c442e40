"""Weights of the scorers `scene` (is it an incident?) and `moment` (is it the same one?) from hand-coded reports.

`python -m training.moments [FOLDER]` reads FOLDER/reports/gold.jsonl (default: $DATELINE_EVAL_DATA or ../shared), prints
the cross-validated figures (ten folds by report) and writes src/dateline/data/weights/{scene,moment}.json.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import GroupKFold

from dateline.extract.features import Features, pair_features, scene_features
from dateline.extract.moments import Moment
from dateline.extract.reader import Reader
from dateline.extract.scenes import Scene
from dateline.text import parse_report
from evals.reports import report_of

OUT = Path(__file__).parents[1] / "src" / "dateline" / "data" / "weights"
BODY = ("body", "dateline")


def gold_spans(incident: dict[str, Any]) -> list[tuple[int, int]]:
    """The stretches of text that tell of a gold incident, the main one first."""
    more = [(m["start"], m["end"]) for m in incident.get("more_evidence") or []]
    return [(incident["evidence_start"], incident["evidence_end"]), *more]


def home_of(scene: Scene, line: dict[str, Any]) -> list[int]:
    """Numbers of the gold incidents whose evidence the scene's acts stand in, best overlap first."""
    acts = [event.span for event in scene.events]
    homes = []
    for number, incident in enumerate(line["gold"]):
        if any(start <= act.start < end for start, end in gold_spans(incident) for act in acts):
            homes.append(number)
    return homes


def examples(reader: Reader, line: dict[str, Any]) -> Iterator[tuple[str, Features, int]]:
    """(scorer, features, label) for every scene, and every pair of a scene and a moment before it."""
    document = parse_report(report_of(line))
    mentions = reader.mentions_of(document)
    moments: dict[int, Moment] = {}
    order: list[int] = []
    for scene in reader.scenes_of(document, mentions):
        homes = home_of(scene, line)
        yield "scene", scene_features(document, scene, mentions.actors), int(bool(homes))
        if not homes or scene.sentence.zone not in BODY:
            continue
        for number in order:
            newer = len(order) - 1 - order.index(number)
            features = pair_features(document, scene, moments[number], newer_moments=newer)
            yield "moment", features, int(number in homes)
        own = next((n for n in homes if n in moments), homes[0])
        if own in moments:
            moments[own].scenes.append(scene)
            order.remove(own)
        else:
            moments[own] = Moment([scene])
        order.append(own)


def train(name: str, rows: list[tuple[Features, int, str]], *, strength: float) -> None:
    """Nothing comes back; the weights stand in data/weights and the figures on the terminal."""
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform([features for features, _, _ in rows])
    y = np.array([label for _, label, _ in rows])
    groups = [group for _, _, group in rows]
    guesses = np.zeros(len(rows))
    for fit, held in GroupKFold(10).split(x, y, groups):
        model = LogisticRegression(C=strength, max_iter=2000, fit_intercept=False).fit(x[fit], y[fit])
        guesses[held] = model.predict_proba(x[held])[:, 1]
    best = max((f1_score(y, guesses > cut), cut) for cut in np.linspace(0.2, 0.8, 25))
    print(f"{name}: {len(rows)} examples, {y.mean():.2f} positive, AUC {roc_auc_score(y, guesses):.3f}, "
          f"best F1 {best[0]:.3f} at {best[1]:.2f}, F1 at .5 {f1_score(y, guesses > 0.5):.3f}")  # fmt: skip
    model = LogisticRegression(C=strength, max_iter=2000, fit_intercept=False).fit(x, y)
    weights = {str(k): round(float(w), 3) for k, w in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)}
    OUT.mkdir(parents=True, exist_ok=True)
    record = {
        "name": name,
        "version": 1,
        "made_by": "python -m training.moments",
        "source": "logistic regression over hand-coded conflict reports; holds no text",
        "licence": "Apache-2.0",
        "auc_cross_validated": round(float(roc_auc_score(y, guesses)), 3),
        "weights": dict(sorted(weights.items())),
    }
    (OUT / f"{name}.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def main(argv: list[str]) -> int:
    """0 when both scorers were trained."""
    folder = Path(argv[0] if argv else os.environ.get("DATELINE_EVAL_DATA", "../shared"))
    reader = Reader()
    rows: dict[str, list[tuple[Features, int, str]]] = {"scene": [], "moment": []}
    for text in (folder / "reports" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        for name, features, label in examples(reader, line):
            rows[name].append((features, label, line["id"]))
    train("scene", rows["scene"], strength=0.3)
    train("moment", rows["moment"], strength=0.5)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
