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
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, log_loss, roc_auc_score

from dateline.extract.features import Features, pair_features
from dateline.extract.features_telling import judged_features
from dateline.extract.moments import Moment
from dateline.extract.reader import Reader
from dateline.extract.scenes import Mentions, Scene
from dateline.extract.scoring import Scorer, probabilities, use_scorers
from dateline.extract.trees import forest_arrays
from dateline.pipeline import ReadReport
from dateline.reconcile import reconcile
from dateline.text import Document, parse_report
from evals import written
from evals.reports import prediction, report_of
from training.forests import grow, table

OUT = Path(__file__).parents[1] / "src" / "dateline" / "data" / "weights"
BODY = ("body", "dateline")
FOLDS = 10
CALM = 3.0  # the weight of what stands in a report without an incident: a false alarm costs a reader more
OWN = 0.15  # the weight of a report written for dateline; at .4 both kinds are read less well, by cross-validation
STRENGTH = {"scene": 0.3, "moment": 0.5}  # inverse of the penalty; tried .1 to 1 by cross-validation


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


def examples(
    reader: Reader, line: dict[str, Any], document: Document, mentions: Mentions
) -> Iterator[tuple[str, Features, int]]:
    """(scorer, features, label) for every scene, and every pair of a scene and a moment before it."""
    moments: dict[int, Moment] = {}
    order: list[int] = []
    scenes = reader.scenes_of(document, mentions)
    for scene, features in zip(scenes, judged_features(document, scenes, mentions.actors), strict=True):
        homes = home_of(scene, line)
        yield "scene", features, int(bool(homes))
        if not homes or scene.sentence.zone not in BODY:
            continue
        for number in order:
            newer = len(order) - 1 - order.index(number)
            pair = pair_features(document, scene, moments[number], newer_moments=newer)
            yield "moment", pair, int(number in homes)
        own = next((n for n in homes if n in moments), homes[0])
        if own in moments:
            moments[own].scenes.append(scene)
            order.remove(own)
        else:
            moments[own] = Moment([scene])
        order.append(own)


Row = tuple[Features, int, str]  # what is seen, whether it is so, the report


def fit(name: str, rows: list[Row]) -> Scorer:
    """A logistic regression and a forest over the rows; a report written for dateline counts less than one of
    the hand-coded reports."""
    features, labels = [row for row, _, _ in rows], np.array([label for _, label, _ in rows])
    telling = {group for _, label, group in rows if label}
    weights = np.array(
        [(OWN if group in _own_ids() else 1.0) * (1.0 if group in telling else CALM) for _, _, group in rows]
    )
    columns = tuple(sorted({key for row in features for key in row}))
    x = table(features, columns)
    model = LogisticRegression(C=STRENGTH[name], max_iter=3000, fit_intercept=False)
    model.fit(x, labels, sample_weight=weights)
    terms = {column: round(float(w), 3) for column, w in zip(columns, model.coef_[0], strict=True)}
    return Scorer(terms, columns, grow(x, labels, weights))


def held_out(rows: dict[str, list[Row]]) -> Iterator[tuple[set[str], dict[str, Scorer]]]:
    """(ids of the reports left out, scorers trained on all others) for each of ten folds."""
    ids = sorted({group for _, _, group in rows["scene"]})
    for fold in range(FOLDS):
        out = {group for n, group in enumerate(ids) if n % FOLDS == fold}
        yield out, {name: fit(name, [row for row in rows[name] if row[2] not in out]) for name in rows}


def figures(name: str, rows: list[Row], folds: list[tuple[set[str], dict[str, Scorer]]]) -> float:
    """The cross-validated AUC on the hand-coded reports; a line with F1 for each kind of report is printed."""
    judged: list[tuple[str, int, float]] = []
    for out, scorers in folds:
        own = [row for row in rows if row[2] in out]
        with use_scorers(scorers):
            chances = probabilities(name, [features for features, _, _ in own])
        judged += [(group, label, chance) for (_, label, group), chance in zip(own, chances, strict=True)]
    aucs = []
    for what, ours in (("hand-coded", False), ("written for dateline", True)):
        kind = [(label, chance) for group, label, chance in judged if (group in _own_ids()) == ours]
        labels, chances = np.array([label for label, _ in kind]), np.array([chance for _, chance in kind])
        aucs.append(float(roc_auc_score(labels, chances)))
        print(
            f"{name}, {what}: {len(kind)} examples, {labels.mean():.2f} positive, AUC {aucs[-1]:.3f}, "
            f"F1 at .5 {f1_score(labels, chances > 0.5):.3f}, log loss {log_loss(labels, chances):.3f}"
        )
    return aucs[0]


def write(name: str, scorer: Scorer, auc: float) -> None:
    """Nothing comes back; the weights and the forest stand in data/weights."""
    OUT.mkdir(parents=True, exist_ok=True)
    record = {
        "name": name,
        "version": 2,
        "made_by": "python -m training.moments",
        "source": "logistic regression and randomised trees over hand-coded conflict reports and reports written for "
        "dateline; holds no text",
        "licence": "Apache-2.0",
        "auc_cross_validated": round(auc, 3),
        "columns": scorer.columns,
        "weights": dict(sorted(scorer.weights.items())),
    }
    (OUT / f"{name}.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    np.savez_compressed(OUT / f"{name}.npz", **forest_arrays(scorer.forest, name))


@lru_cache(maxsize=1)
def _own_ids() -> frozenset[str]:
    return frozenset(line["id"] for line in written.lines())


def all_lines(folder: Path) -> list[dict[str, Any]]:
    """The hand-coded reports of the folder, and those written for dateline."""
    coded = (folder / "reports" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [*map(json.loads, coded), *written.lines()]


def rows_of(reader: Reader, lines: list[dict[str, Any]], read: dict[str, Any]) -> dict[str, list[Row]]:
    """The examples of both scorers in all reports."""
    rows: dict[str, list[Row]] = {"scene": [], "moment": []}
    for line in lines:
        for name, features, label in examples(reader, line, *read[line["id"]]):
            rows[name].append((features, label, line["id"]))
    return rows


def _read(reader: Reader, line: dict[str, Any]) -> tuple[Document, Mentions]:
    document = parse_report(report_of(line))
    return document, reader.mentions_of(document)


def main(argv: list[str]) -> int:
    """0 when both scorers were trained. `--held-out PATH` also writes predictions of each hand-coded report by scorers
    that never saw it, for the scorer of reports; `--held-out-written PATH` the same of those written for dateline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "folder", nargs="?", default=os.environ.get("DATELINE_EVAL_DATA", "../shared"), type=Path
    )
    parser.add_argument("--held-out", type=Path)
    parser.add_argument("--held-out-written", type=Path)
    options = parser.parse_args(argv)
    reader, lines = Reader(), all_lines(options.folder)
    read = {line["id"]: _read(reader, line) for line in lines}
    rows = rows_of(reader, lines, read)
    folds = list(held_out(rows))
    for name, examples_ in rows.items():
        write(name, fit(name, examples_), figures(name, examples_, folds))
    for path, own in ((options.held_out, False), (options.held_out_written, True)):
        if path:
            asked = [line for line in lines if (line["id"] in _own_ids()) == own]
            predict(path, reader, asked, read, folds)
    return 0


def predict(
    path: Path,
    reader: Reader,
    lines: list[dict[str, Any]],
    read: dict[str, Any],
    folds: list[tuple[set[str], dict[str, Scorer]]],
) -> None:
    """Nothing; the file holds what each report is read as by scorers that never saw it."""
    with path.open("w", encoding="utf-8") as stream:
        for out, scorers in folds:
            with use_scorers(scorers):
                for line in (line for line in lines if line["id"] in out):
                    found = reader.join(*read[line["id"]])
                    whole = ReadReport(
                        report=report_of(line), extraction=found, incidents=reconcile(found.claims)
                    )
                    stream.write(json.dumps(prediction(whole)) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
