"""Trains which nouns describe victims: `python -m training.muc4_described [FOLDER]`, for the MUC-4 adapter alone.

Prints the F1 of descriptions in reports with incidents, by trees that did not see the report, and by the linear score.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dateline.extract.fillers.reading import Filler
from dateline.extract.scorers.trees import forest_arrays, probability, sum_trees
from evals.muc4.described import WEIGHTS, group_phrases
from evals.muc4.described_rows import Phrases, head_of, phrase_rows
from evals.muc4.parties import plain_phrases
from training.fillers_unseen import read_unseen
from training.forests import grow
from training.muc4_data import FOLDS, fold_of, read_lines, read_muc4
from training.muc4_values import THIN, Row, bare, learn, quoted

LEAVES = 4
# Number of victims over the folds 52.9 from here on, 52.7 from .33, where F1 is best
LEAST = 0.25
SLOT = "hum-tgt-desc"


@dataclass(frozen=True, slots=True)
class Told:
    """One report with incidents: its phrases by their words, and the victims whom its keys give no name."""

    report: int
    doc: Any
    groups: list[Phrases]
    fillers: tuple[Filler, ...]
    wanted: set[frozenset[str]]

    def right(self) -> list[bool]:
        """For each group whether a key describes victims so."""
        texts = {text for entity in self.wanted for text in entity}
        return [bare(group.text) in texts for group in self.groups]


def read_told(path: Path) -> list[Told]:
    """All reports that have incidents, their phrases scored by models that did not see them."""
    lines = read_lines(path)
    docs = [c.doc for c in read_muc4(path, cache="fillers_train")]
    keys = [[row for item in line["gold"]["key"] for row in item["slots"].get(SLOT, [])] for line in lines]
    phrases = [list(plain_phrases(doc)) for doc in docs]
    rows = []
    for number, (doc, key) in enumerate(zip(docs, keys, strict=True)):
        texts = {bare(text) for row in key for text in quoted(row.split(":")[0])}
        for at, (span, columns) in enumerate(phrases[number]):
            yes = bare(doc.text[span.start : span.end]) in texts
            if yes or at % THIN == 0:
                rows.append(Row(number, SLOT, columns, "yes" if yes else "no"))
    unseen = [learn((r for r in rows if fold_of(r.report) != fold), frozenset()) for fold in range(FOLDS)]
    told = []
    fillers = read_unseen()
    for number, (doc, line) in enumerate(zip(docs, lines, strict=True)):
        if line["gold"]["key"]:
            linear = unseen[fold_of(number)]
            scored = [(span, float(linear.scores(SLOT, columns)[0])) for span, columns in phrases[number]]
            nameless = {frozenset(map(bare, quoted(row))) for row in keys[number] if '": ' not in row}
            told.append(Told(number, doc, group_phrases(doc.text, scored), fillers[number], nameless))
    return told


def count_heads(told: Sequence[Told]) -> dict[str, list[int]]:
    """How often each noun was met and described victims."""
    heads: dict[str, list[int]] = {}
    for t in told:
        for group, yes in zip(t.groups, t.right(), strict=True):
            row = heads.setdefault(head_of(group.text), [0, 0])
            row[0] += 1
            row[1] += yes
    return {head: row for head, row in sorted(heads.items()) if row[0] > 1}


def best_f1(told: Sequence[Told], scores: Any) -> tuple[float, float]:
    """The best F1 of the victims that no name is given for, and the score from which on phrases are taken for it."""
    named = [(t.report, t.wanted, bare(g.text)) for t in told for g in t.groups]
    found: set[tuple[int, frozenset[str]]] = set()
    total = sum(len(t.wanted) for t in told)
    best = (0.0, 0.0)
    for said, at in enumerate(np.argsort(-scores, kind="stable"), start=1):
        report, wanted, text = named[at]
        found |= {(report, entity) for entity in wanted if text in entity}
        best = max(best, (2 * len(found) / (said + total), float(scores[at])))
    return best


def main(arguments: list[str]) -> int:
    """0 when the weights are written; figures go to standard output."""
    path = Path(arguments[0] if arguments else "../shared/bench/dev") / "muc4.train.jsonl"
    told = read_told(path)
    folds = np.array([fold_of(t.report) for t in told for _ in t.groups])
    labels = np.array([yes for t in told for yes in t.right()])
    counts = [count_heads([t for t in told if fold_of(t.report) != fold]) for fold in range(FOLDS)]
    made = [row for t in told for row in phrase_rows(t.doc, t.groups, t.fillers, counts[fold_of(t.report)])]
    rows = np.array(made, np.float32)
    chances = np.zeros(len(labels))
    for fold in range(FOLDS):
        forest = grow(rows[folds != fold], labels[folds != fold], leaves=LEAVES)
        chances[folds == fold] = probability(sum_trees(forest, rows[folds == fold]))
    f1, least = best_f1(told, chances)
    print(f"trees {f1:.3f} from {least:.2f}, linear {best_f1(told, rows[:, 0])[0]:.3f}")
    np.savez_compressed(WEIGHTS, **forest_arrays(grow(rows, labels, leaves=LEAVES), "described"))
    record = {
        "version": "1", "source": "MUC-4 (DARPA, 1992), training half", "licence": "Apache-2.0 (weights)",
        "made_by": "python -m training.muc4_described", "data_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "heads": count_heads(told), "least": LEAST,
    }  # fmt: skip
    text = json.dumps(record, sort_keys=True, separators=(",", ":"))
    WEIGHTS.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
