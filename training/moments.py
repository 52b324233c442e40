"""Weights of the scorers `scene` (is it an incident?) and `moment` (is it the same one?) from hand-coded reports.

`python -m training.moments [FOLDER]` reads FOLDER/reports/gold.jsonl (default: $DATELINE_EVAL_DATA), prints
the cross-validated figures (ten folds by report) and writes src/dateline/data/weights/{scene,moment}.json.
"""

from __future__ import annotations

import argparse
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

from dateline.extract.moments.features import Features, count_armed, pair_features, scene_features
from dateline.extract.moments.moments import Moment
from dateline.extract.moments.scenes import Mentions, Scene
from dateline.extract.reader import Reader
from dateline.extract.scorers.linear import probability, use_weights
from dateline.pipeline import ReadReport
from dateline.reconcile import reconcile
from dateline.text import Document, parse_report
from evals.reports import prediction, report_of

OUT = Path(__file__).parents[1] / "src" / "dateline" / "data" / "weights"
BODY = ("body", "dateline")
FOLDS = 10
STRENGTH = {"scene": 0.3, "moment": 0.5}  # inverse of the penalty; tried .1 to 1 by cross-validation


Line = dict[str, Any]
Read = tuple[Document, Mentions]


def gold_spans(incident: dict[str, Any]) -> list[tuple[int, int]]:
    """The stretches of text that tell of a gold incident, the main one first."""
    more = [(m["start"], m["end"]) for m in incident.get("more_evidence") or []]
    return [(incident["evidence_start"], incident["evidence_end"]), *more]


def home_of(scene: Scene, line: Line) -> list[int]:
    """Numbers of the gold incidents whose evidence the scene's acts stand in, best overlap first."""
    acts = [event.span for event in scene.events]
    homes = []
    for number, incident in enumerate(line["gold"]):
        if any(start <= act.start < end for start, end in gold_spans(incident) for act in acts):
            homes.append(number)
    return homes


def examples(
    reader: Reader, line: Line, document: Document, mentions: Mentions
) -> Iterator[tuple[str, Features, int]]:
    """(scorer, features, label) for every scene, and every pair of a scene and a moment before it."""
    moments: dict[int, Moment] = {}
    order: list[int] = []
    armed = count_armed(mentions.actors)
    for scene in reader.scenes_of(document, mentions):
        homes = home_of(scene, line)
        yield "scene", scene_features(document, scene, armed), int(bool(homes))
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


Row = tuple[Features, int, str]


def fit(rows: list[Row], *, strength: float) -> dict[str, float]:
    """Weights by feature name of a logistic regression over the rows."""
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform([features for features, _, _ in rows])
    y = np.array([label for _, label, _ in rows])
    model = LogisticRegression(C=strength, max_iter=3000, fit_intercept=False).fit(x, y)
    names = vectorizer.get_feature_names_out()
    return {str(name): round(float(w), 3) for name, w in zip(names, model.coef_[0], strict=True)}


def held_out(rows: dict[str, list[Row]]) -> Iterator[tuple[set[str], dict[str, dict[str, float]]]]:
    """(ids of the reports left out, weights trained on all others) for each of ten folds."""
    ids = sorted({group for _, _, group in rows["scene"]})
    for fold in range(FOLDS):
        out = {group for n, group in enumerate(ids) if n % FOLDS == fold}
        yield (
            out,
            {name: fit([r for r in rows[name] if r[2] not in out], strength=STRENGTH[name]) for name in rows},
        )


def figures(name: str, rows: list[Row], folds: list[tuple[set[str], dict[str, dict[str, float]]]]) -> float:
    """The cross-validated AUC; the line with F1 stands on the terminal."""
    y, guesses = [], []
    for out, weights in folds:
        with use_weights(weights):
            for features, label, group in rows:
                if group in out:
                    y.append(label)
                    guesses.append(probability(name, features))
    labels, chances = np.array(y), np.array(guesses)
    auc = float(roc_auc_score(labels, chances))
    print(
        f"{name}: {len(y)} examples, {labels.mean():.2f} positive, AUC {auc:.3f}, "
        f"F1 at .5 {f1_score(labels, chances > 0.5):.3f}"
    )
    return auc


def write(name: str, weights: dict[str, float], auc: float) -> None:
    """Nothing comes back; the weights stand in data/weights."""
    OUT.mkdir(parents=True, exist_ok=True)
    record = {
        "name": name,
        "version": 1,
        "made_by": "python -m training.moments",
        "source": "logistic regression over hand-coded conflict reports; holds no text",
        "licence": "Apache-2.0",
        "auc_cross_validated": round(auc, 3),
        "weights": dict(sorted(weights.items())),
    }
    (OUT / f"{name}.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def _read(reader: Reader, line: Line) -> Read:
    document = parse_report(report_of(line))
    return document, reader.mentions_of(document)


def rows_of(reader: Reader, lines: list[Line], read: dict[str, Read]) -> dict[str, list[Row]]:
    """Scorer -> all its examples in the hand-coded reports."""
    rows: dict[str, list[Row]] = {"scene": [], "moment": []}
    for line in lines:
        for name, features, label in examples(reader, line, *read[line["id"]]):
            rows[name].append((features, label, line["id"]))
    return rows


def read_held_out(reader: Reader, lines: list[Line]) -> Iterator[tuple[Line, ReadReport]]:
    """Each report with what is read from it by weights that never saw it."""
    read = {line["id"]: _read(reader, line) for line in lines}
    rows = rows_of(reader, lines, read)
    telling = {group for _, _, group in rows["scene"]}
    for line in lines:
        if line["id"] not in telling:
            yield line, _joined(reader, line, read[line["id"]])
    for out, weights in held_out(rows):
        with use_weights(weights):
            for line in (line for line in lines if line["id"] in out):
                yield line, _joined(reader, line, read[line["id"]])


def _joined(reader: Reader, line: Line, read: Read) -> ReadReport:
    found = reader.join(*read)
    return ReadReport(report=report_of(line), extraction=found, incidents=reconcile(found.claims))


def predictions_held_out(reader: Reader, lines: list[Line]) -> Iterator[dict[str, Any]]:
    """The same as lines for the scorer of reports."""
    for _, whole in read_held_out(reader, lines):
        yield prediction(whole)


def main(argv: list[str]) -> int:
    """0 when both scorers were trained. With `--held-out PATH` no weights are written, but predictions of each report
    by weights that never saw it, for the scorer of reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "folder", nargs="?", default=os.environ.get("DATELINE_EVAL_DATA", "../shared"), type=Path
    )
    parser.add_argument("--held-out", type=Path)
    options = parser.parse_args(argv)
    reader = Reader()
    lines = [json.loads(text) for text in (options.folder / "reports" / "gold.jsonl").open(encoding="utf-8")]
    if options.held_out:
        with options.held_out.open("w", encoding="utf-8") as stream:
            stream.writelines(json.dumps(one) + "\n" for one in predictions_held_out(reader, lines))
        return 0
    rows = rows_of(reader, lines, {line["id"]: _read(reader, line) for line in lines})
    folds = list(held_out(rows))
    for name, examples_ in rows.items():
        write(name, fit(examples_, strength=STRENGTH[name]), figures(name, examples_, folds))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
