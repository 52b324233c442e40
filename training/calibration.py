"""The curves that make `confidence` mean what it says, from hand-coded reports: data/calibration.json.

`python -m training.calibration [FOLDER]` reads every report by weights that never saw it, compares what was found
with the coders' incidents, fits one curve a field (a logistic function of the log-odds), and prints the expected
calibration error before and after, the curve of each report fitted without it. A field whose curve is no better than
what was read keeps what was read.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from dateline.extract.reader import Reader
from dateline.publish.wire import raw_confidence
from evals.reports import prediction
from training.moments import read_held_out

OUT = Path(__file__).parents[1] / "src" / "dateline" / "data" / "calibration.json"
FIELDS = ("incident", "date", "place", "toll")
BINS = 10
NEAR_KM = 25
STRENGTH = 1.0  # inverse of the penalty; a hundred examples a field bear no more than two numbers
LEAST_SLOPE = 0.0  # where the order of values tells nothing of which are right, all have the share that is
Row = tuple[str, float, int]  # report, confidence as read, whether it was right


def scorer_of(folder: Path) -> ModuleType:
    """The scorer of the hand-coded reports as a module."""
    spec = importlib.util.spec_from_file_location("score", folder / "reports" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{folder}: no reports/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judge(score: ModuleType, line: dict[str, Any], found: dict[str, Any]) -> Iterator[tuple[str, float, int]]:
    """(field, confidence, right or not) for every incident found in a report and what it says."""
    result = score.score_article(line, found)
    for wrong in result["fp"]:
        yield "incident", wrong["confidence"]["incident"], 0
    for gold, own in result["tp"]:
        sure = own["confidence"]
        yield "incident", sure["incident"], 1
        days = score.span(own)
        if days and score.span(gold) and gold.get("date_basis") != "world_knowledge":
            low, high = score.ginterval(gold)
            yield "date", sure["date"], int(low <= days[0] and days[1] <= high)
        if own["place"] is not None and "place" in sure:
            points = score.coords(gold.get("place")), score.coords(own["place"])
            near = all(points) and score.km(*points) <= NEAR_KM
            yield "place", sure["place"], int(near or score.place_name_match(gold.get("place"), own["place"]))
        if score.num(own["deaths"]) is not None and "toll" in sure:
            yield "toll", sure["toll"], int(score.num_ok(gold.get("deaths"), own["deaths"]))


def log_odds(chance: float) -> float:
    """The log-odds of a chance kept off 0 and 1."""
    kept = min(max(chance, 0.01), 0.99)
    return math.log(kept / (1 - kept))


def fit(rows: list[Row]) -> tuple[float, float]:
    """Slope and intercept of the curve; the surer value is never the less probable one."""
    x = np.array([[log_odds(chance)] for _, chance, _ in rows])
    y = np.array([right for _, _, right in rows])
    if len(set(y.tolist())) < 2:
        return 1.0, 0.0
    model = LogisticRegression(C=STRENGTH).fit(x, y)
    slope = max(LEAST_SLOPE, float(model.coef_[0][0]))
    return slope, intercept_for(rows, slope)


def intercept_for(rows: list[Row], slope: float) -> float:
    """The intercept with which the mean chance is the share that was right."""
    low, high = -10.0, 10.0
    share = sum(right for _, _, right in rows) / len(rows)
    for _ in range(50):
        middle = (low + high) / 2
        mean = sum(curve(chance, slope, middle) for _, chance, _ in rows) / len(rows)
        low, high = (middle, high) if mean < share else (low, middle)
    return (low + high) / 2


def curve(chance: float, slope: float, intercept: float) -> float:
    """The chance on the curve."""
    return 1 / (1 + math.exp(-(slope * log_odds(chance) + intercept)))


def error(pairs: list[tuple[float, int]]) -> float:
    """Expected calibration error over ten bins of equal width."""
    bins: dict[int, list[tuple[float, int]]] = {}
    for chance, right in pairs:
        bins.setdefault(min(int(chance * BINS), BINS - 1), []).append((chance, right))
    gaps = (abs(sum(c for c, _ in own) - sum(r for _, r in own)) for own in bins.values())
    return sum(gaps) / max(1, len(pairs))


def cross_validated(rows: list[Row]) -> list[tuple[float, int]]:
    """(chance, right) of each row on a curve fitted without its report."""
    found = []
    for out in sorted({report for report, _, _ in rows}):
        slope, intercept = fit([row for row in rows if row[0] != out])
        found += [(curve(chance, slope, intercept), right) for report, chance, right in rows if report == out]
    return found


def rows_of(folder: Path) -> dict[str, list[Row]]:
    """Field -> its rows, every report read by weights that never saw it."""
    score = scorer_of(folder)
    lines = [json.loads(text) for text in (folder / "reports" / "gold.jsonl").open(encoding="utf-8")]
    rows: dict[str, list[Row]] = {field: [] for field in FIELDS}
    for line, whole in read_held_out(Reader(), lines):
        found = prediction(whole)
        for own, incident in zip(found["incidents"], whole.incidents, strict=True):
            own["confidence"] = raw_confidence(incident, whole.extraction.claims)
        for field, chance, right in judge(score, line, found):
            rows[field].append((line["id"], chance, right))
    return rows


def main(argv: list[str]) -> int:
    """0; the curves stand in data/calibration.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    folder = os.environ.get("DATELINE_EVAL_DATA", "../shared")
    parser.add_argument("folder", nargs="?", default=folder, type=Path)
    options = parser.parse_args(argv)
    curves: dict[str, dict[str, float]] = {}
    for field, rows in rows_of(options.folder).items():
        slope, intercept = fit(rows)
        before, after = error([(c, r) for _, c, r in rows]), error(cross_validated(rows))
        if before <= after:  # what was read says it better than any curve over so few examples
            slope, intercept, after = 1.0, 0.0, before
        right = sum(r for _, _, r in rows) / len(rows)
        print(
            f"{field}: {len(rows)} judged, {right:.2f} right, error {before:.3f} as read, {after:.3f} on the curve"
        )
        curves[field] = {
            "slope": round(slope, 3),
            "intercept": round(intercept, 3),
            "judged": len(rows),
            "error_as_read": round(before, 3),
            "error_cross_validated": round(after, 3),
        }
    record = {
        "version": 1,
        "made_by": "python -m training.calibration",
        "source": "curves over hand-coded conflict reports; holds no text",
        "licence": "Apache-2.0",
        "curves": curves,
    }
    OUT.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
