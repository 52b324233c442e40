"""Trains the choice of an incident's place: `python -m training.muc4_where [FOLDER]`, for the MUC-4 adapter alone.

Prints how often the answer is the coders' by forests that did not see the report.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dateline.extract.reader import Reader
from dateline.extract.scorers.trees import Forest, forest_arrays
from dateline.records import Span
from evals.muc4.key import Readings, document_of, gazetteer
from evals.muc4.named import Scene
from evals.muc4.where import (
    FORESTS,
    WEIGHTS,
    Asked,
    Judge,
    Town,
    as_told,
    best_town,
    kind_rows,
    place_of,
    town_rows,
    town_told,
    towns_of,
)
from training.forests import grow
from training.muc4_data import FOLDS, fold_of, kept, read_lines, write_record
from training.muc4_values import NAMED, mentions_of, quoted

LEAVES = {"town": 6, "told": 4, "kind": 6}
SEEDS = tuple(range(8))
PARTS = 3  # whether a town is told is learned from towns chosen by trees that did not see the report


@dataclass(frozen=True, slots=True)
class Told:
    """One report with incidents: its places, and for each incident its key and the mentions of each thing it names."""

    number: int
    scene: Scene
    incidents: list[tuple[dict[str, list[str]], list[list[Span]]]]


@dataclass(frozen=True, slots=True)
class Question:
    """What one incident names, and the coders' answers."""

    report: int
    scene: Scene
    asked: Asked
    wanted: frozenset[tuple[str, ...]]
    names: frozenset[tuple[str, str]]
    towns: tuple[tuple[Town, list[float]], ...]

    def right(self, answer: str) -> bool:
        """True when the coders say so."""
        return normal(answer) in self.wanted

    def credit(self, answer: str) -> float:
        """1 for the coders' answer, half for another in its country."""
        return max(float(self.right(answer)), 0.5 * any(normal(answer)[0] == w[0] for w in self.wanted))


def read_told(path: Path) -> list[Told]:
    """All reports of a file that have incidents, read once and kept under .cache."""
    lines = enumerate(read_lines(path))
    reader = Reader(gazetteer())
    return kept(
        "muc4_told", lambda: [_told(number, line, reader) for number, line in lines if line["gold"]["key"]]
    )


def _told(number: int, line: dict[str, Any], reader: Reader) -> Told:
    document = document_of(line)
    claims = reader.read_document(document).claims
    readings = Readings(document, line.get("meta") or {}, claims=claims)
    mentions = mentions_of(document.doc)
    incidents = []
    for item in line["gold"]["key"]:
        entities = [quoted(row) for name in NAMED for row in item["slots"].get(name, [])]
        found = (sorted({s for text in texts for s in mentions.get(text, [])}) for texts in entities)
        incidents.append((item["slots"], [spans for spans in found if spans]))
    return Told(number, readings.scene, incidents)


def questions(told: list[Told]) -> list[Question]:
    """Two questions for each incident whose key names a place, each with every other name: a reader finds half of them.

    Over the folds the credit for places of the incidents that are read was .719 by trees that judge the country and all
    towns at once, .735 by trees that choose a town first.
    """
    found = []
    for t in told:
        for number, (key, things) in enumerate(t.incidents):
            answers = [v for line in key.get("inc-loc", [])[:1] for v in alternatives(line)]
            others = [
                spans[0] for k, (_, theirs) in enumerate(t.incidents) if k != number for spans in theirs
            ]
            for half in (things[::2], things[1::2])[: max(1, len(things))]:
                asked = Asked(tuple(s[0] for s in half), tuple(x for s in half for x in s), tuple(others))
                if answers:
                    wanted = frozenset(normal(v) for v in answers)
                    names = frozenset(named(v) for v in answers)
                    towns = tuple(town_rows(t.scene, asked))
                    found.append(Question(t.number, t.scene, asked, wanted, names, towns))
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


def named(value: str) -> tuple[str, str]:
    """The country and the town of an answer."""
    parts = normal(re.sub(r"\([^)]*\)?", "", value))
    return parts[0], parts[-1]


def fit_town(asked: list[Question]) -> Forest:
    """The forest that tells right towns from others."""
    rows, labels = [], []
    for q in asked:
        if any(town in q.names for town, _ in q.towns):
            rows += [row for _, row in q.towns]
            labels += [town in q.names for town, _ in q.towns]
    return _grow(rows, labels, "town")


def fit_kind(asked: list[Question]) -> Forest:
    """The forest that tells of what kind a right town is."""
    rows, labels = [], []
    once = {(q.report, town): q for q in asked for town in q.names}
    for (_, town), question in once.items():
        if town in towns_of(question.scene):
            for kind, row in kind_rows(question.scene, town):
                rows.append(row)
                labels.append(question.right(as_told(town, kind)))
    return _grow(rows, labels, "kind")


def fit(asked: list[Question]) -> Judge:
    """All three forests; whether a town is told is learned where one of both answers is better."""
    kind = fit_kind(asked)
    rows, labels = [], []
    for part in range(PARTS):
        apart = [q for q in asked if q.report // FOLDS % PARTS == part]
        town = fit_town([q for q in asked if q.report // FOLDS % PARTS != part])
        for q in apart:
            choice = best_town(q.scene, q.asked, q.towns, town)
            if choice is not None and q.scene.home:
                told, alone = q.credit(town_told(q.scene, choice[0], kind)), q.credit(q.scene.home)
                if told != alone:
                    rows.append(choice[1])
                    labels.append(told > alone)
    return Judge(fit_town(asked), _grow(rows, labels, "told"), kind)


def _grow(rows: list[list[float]], labels: list[bool], name: str) -> Forest:
    return grow(np.array(rows, np.float32), np.array(labels), leaves=LEAVES[name], seeds=SEEDS)


def measure(asked: list[Question]) -> float:
    """The mean credit of the answers by forests that did not see the report."""
    right = 0.0
    for fold in range(FOLDS):
        judge = fit([q for q in asked if fold_of(q.report) != fold])
        right += sum(q.right(place_of(q.scene, q.asked, judge)) for q in asked if fold_of(q.report) == fold)
    return right / len(asked)


def main(arguments: list[str]) -> int:
    """0 when the weights are written; figures go to standard output."""
    path = Path(arguments[0] if arguments else "../shared/bench/dev") / "muc4.train.jsonl"
    asked = questions(read_told(path))
    print(f"{measure(asked):.3f} of {len(asked)}", flush=True)
    judge = fit(asked)
    arrays = {k: v for name in FORESTS for k, v in forest_arrays(getattr(judge, name), name).items()}
    np.savez_compressed(WEIGHTS, **arrays)
    write_record(WEIGHTS, path, "muc4_where")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
