"""Weights of the scorers `scene` (is it an incident?) and `moment` (is it the same one?) from coded reports.

`python -m training.moments [FOLDER]` reads FOLDER/reports/gold.jsonl (default: $DATELINE_EVAL_DATA) and the reports
written for dateline (`evals.written`), of which each example counts for less, prints the cross-validated figures
(ten folds by report) and writes src/dateline/data/weights/{scene,moment}.json.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
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
from dateline.extract.when.assumed import as_printed
from dateline.pipeline import ReadReport
from dateline.reconcile import reconcile
from dateline.text import Document, parse_report
from evals.reports import prediction, report_of
from evals.written import lines

OUT = Path(__file__).parents[1] / "src" / "dateline" / "data" / "weights"
BODY = ("body", "dateline")
FOLDS = 10
# How much an example of a written report counts beside one of a news report, and one of those that follow the course of
# real pages. Tried .25 and 0, .25 and .5, .2 and .5, .15 and .5, .25 and 1: incident F1 of the 75 held out .896, .899,
# .901, .901 and .887; of 45 reports coded for the purpose, on which nothing was trained, .808, .822, .822, .817, .822.
WRITTEN = 0.2
FOLLOWING = 0.5
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


Row = tuple[Features, int, str, float]  # the features, whether it is so, the report, how much it counts


def fit(rows: list[Row], *, strength: float) -> dict[str, float]:
    """Weights by feature name of a logistic regression over the rows."""
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform([features for features, _, _, _ in rows])
    y = np.array([label for _, label, _, _ in rows])
    counts = np.array([count for _, _, _, count in rows])
    model = LogisticRegression(C=strength, max_iter=3000, fit_intercept=False)
    model.fit(x, y, sample_weight=counts)
    names = vectorizer.get_feature_names_out()
    return {str(name): round(float(w), 3) for name, w in zip(names, model.coef_[0], strict=True)}


def held_out(
    rows: dict[str, list[Row]], asked: set[str]
) -> Iterator[tuple[set[str], dict[str, dict[str, float]]]]:
    """(ids of the reports left out, weights trained on all others) for each of ten folds of those `asked` for."""
    ids = sorted(asked & {group for _, _, group, _ in rows["scene"]})
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
            for features, label, group, _ in rows:
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
    document = as_printed(parse_report(report_of(line)))
    return document, reader.mentions_of(document)


def rows_of(reader: Reader, told: Sequence[Line], read: dict[str, Read]) -> dict[str, list[Row]]:
    """Scorer -> all its examples in the coded reports."""
    rows: dict[str, list[Row]] = {"scene": [], "moment": []}
    for line in told:
        for name, features, label in examples(reader, line, *read[line["id"]]):
            rows[name].append((features, label, line["id"], line.get("counts", 1.0)))
    return rows


def written() -> list[Line]:
    """The reports written for dateline, by ids that no news report has, and how much their examples count."""
    return [
        line | {"id": f"written/{line['id']}", "counts": FOLLOWING if line["follows"] else WRITTEN}
        for line in lines()
    ]


def read_held_out(
    reader: Reader, asked: Sequence[Line], beside: Sequence[Line] | None = None
) -> Iterator[tuple[Line, ReadReport]]:
    """Each report `asked` for with what is read from it by weights that never saw it; those `beside`, the written ones
    where none are given, train the weights of all."""
    told = [*asked, *(written() if beside is None else beside)]
    read = {line["id"]: _read(reader, line) for line in told}
    rows = rows_of(reader, told, read)
    telling = {group for _, _, group, _ in rows["scene"]}
    for line in asked:
        if line["id"] not in telling:
            yield line, _joined(reader, line, read[line["id"]])
    for out, weights in held_out(rows, {line["id"] for line in asked}):
        with use_weights(weights):
            for line in (line for line in asked if line["id"] in out):
                yield line, _joined(reader, line, read[line["id"]])


def _joined(reader: Reader, line: Line, read: Read) -> ReadReport:
    found = reader.join(*read)
    return ReadReport(report=report_of(line), extraction=found, incidents=reconcile(found.claims))


def predictions_held_out(reader: Reader, asked: list[Line]) -> Iterator[dict[str, Any]]:
    """The same as lines for the scorer of reports."""
    for _, whole in read_held_out(reader, asked):
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
    news = [json.loads(text) for text in (options.folder / "reports" / "gold.jsonl").open(encoding="utf-8")]
    if options.held_out:
        with options.held_out.open("w", encoding="utf-8") as stream:
            stream.writelines(json.dumps(one) + "\n" for one in predictions_held_out(reader, news))
        return 0
    told = [*news, *written()]
    rows = rows_of(reader, told, {line["id"]: _read(reader, line) for line in told})
    folds = list(held_out(rows, {line["id"] for line in told}))
    for name, examples_ in rows.items():
        write(name, fit(examples_, strength=STRENGTH[name]), figures(name, examples_, folds))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
