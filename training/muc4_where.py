"""Trains the choice of an incident's place: `python -m training.muc4_where [FOLDER]`, for the MUC-4 adapter alone.

Prints how often the answer is the coders' by forests that did not see the report.
"""

from __future__ import annotations

import json
import pickle
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dateline.extract.trees import Forest, forest_arrays
from dateline.records import Report, Span
from dateline.text import parse_report
from evals.muc4_case import restore_case
from evals.muc4_key import Readings
from evals.muc4_where import WEIGHTS, Answers, Scene, likeliest, place_answers
from training.forests import grow
from training.muc4_data import CACHE, FOLDS, fold_of, write_record
from training.muc4_values import NAMED, mentions_of, quoted

LEAVES = 8


@dataclass(frozen=True, slots=True)
class Told:
    """One report with incidents: its places, and for each incident its key and the spans it names."""

    number: int
    scene: Scene
    incidents: list[tuple[dict[str, list[str]], list[Span]]]


@dataclass(frozen=True, slots=True)
class Question:
    """The answers that fit one incident, and which of them are the coders'."""

    report: int
    answers: Answers
    right: list[bool]


def read_told(path: Path) -> list[Told]:
    """All reports of a file that have incidents, read once and kept under .cache."""
    kept = CACHE / "muc4_told.pkl"
    if not kept.is_file():
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        told = [_told(number, line) for number, line in enumerate(lines) if line["gold"]["key"]]
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(pickle.dumps(told))
    loaded: list[Told] = pickle.loads(kept.read_bytes())
    return loaded


def _told(number: int, line: dict[str, Any]) -> Told:
    meta = line.get("meta") or {}
    document = parse_report(Report(id=line["id"], text=restore_case(line["text_gtt"], listed=False)))
    readings = Readings(document, meta)
    mentions = mentions_of(document.doc)
    incidents = []
    for item in line["gold"]["key"]:
        entities = [quoted(row) for name in NAMED for row in item["slots"].get(name, [])]
        found = (sorted({s for text in texts for s in mentions.get(text, [])})[:1] for texts in entities)
        incidents.append((item["slots"], sorted(s for spans in found for s in spans)))
    return Told(number, readings.scene, incidents)


def questions(told: list[Told]) -> list[Question]:
    """Two questions for each incident whose key names a place, each with every other name: a reader finds half of them.

    Incidents that were read are placed right 69.4 times in 100 over the folds; with all names at once 68.8, by the
    nearest town in the country the text is about 67.3.
    """
    found = []
    for t in told:
        for key, spans in t.incidents:
            wanted = {normal(v) for line in key.get("inc-loc", [])[:1] for v in alternatives(line)}
            for half in (spans[::2], spans[1::2])[: max(1, len(spans))]:
                answers = place_answers(t.scene, half)
                if wanted and answers:
                    found.append(Question(t.number, answers, [normal(text) in wanted for text, _ in answers]))
    return found


def alternatives(line: str) -> Iterator[str]:
    """The values of one line of a key: "(PERU: LIMA (CITY)) / (PERU)" gives two."""
    for part in re.split(r"(?<=\))\s*/\s*(?=\()", line.strip().lstrip("? ")):
        bare = part.strip()
        yield bare[1:-1] if bare.startswith("(") and bare.endswith(")") else bare


def normal(value: str) -> tuple[str, ...]:
    """A place by its country and its last part."""
    parts = tuple(" ".join(p.split()) for p in value.upper().split(":"))
    return (parts[0], parts[-1])


def fit(asked: list[Question]) -> Forest:
    """The forest that tells right answers from others."""
    rows = np.array([row for q in asked for _, row in q.answers], dtype=np.float32)
    return grow(rows, np.array([yes for q in asked for yes in q.right]), leaves=LEAVES)


def measure(asked: list[Question]) -> float:
    """The share of questions that forests answer right which did not see the report."""
    right = 0
    for fold in range(FOLDS):
        forest = fit([q for q in asked if fold_of(q.report) != fold])
        for q in (q for q in asked if fold_of(q.report) == fold):
            chosen = likeliest(q.answers, forest)
            right += any(yes and text == chosen for (text, _), yes in zip(q.answers, q.right, strict=True))
    return right / len(asked)


def main(arguments: list[str]) -> int:
    """0 when the weights are written; figures go to standard output."""
    path = Path(arguments[0] if arguments else "../shared/bench/dev") / "muc4.train.jsonl"
    asked = questions(read_told(path))
    print(f"{measure(asked):.3f} of {len(asked)}", flush=True)
    np.savez_compressed(WEIGHTS, **forest_arrays(fit(asked), "place"))
    write_record(WEIGHTS, path, "muc4_where")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
