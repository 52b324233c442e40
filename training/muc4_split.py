"""Trains which victims and targets share an incident: `python -m training.muc4_split [FOLDER]`, for the MUC-4 adapter
alone.

Run after `training.fillers` and `training.muc4_described`: everything that is learned from was found by models that did
not see the report. Prints how well pairs are told apart over the folds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import roc_auc_score

from dateline.extract.fillers.incidents import load_incident_model, pairs_of
from dateline.extract.fillers.model import ROLES, load_model
from dateline.extract.fillers.reading import Filler
from dateline.extract.scorers.trees import Forest, forest_arrays, probability, sum_trees
from dateline.extract.when.reading import read_times
from dateline.extract.where.reading import read_places
from dateline.text import Document
from evals.muc4.described import Described, Judge, judge_phrases, load_judge
from evals.muc4.described_rows import phrase_rows
from evals.muc4.ground import Ground, read_ground
from evals.muc4.key import document_of, gazetteer, home_country
from evals.muc4.split import WEIGHTS, read_party
from evals.muc4.templates import choose
from training.fillers import linear_scores, text_rows
from training.forests import grow
from training.incidents import read_found
from training.muc4_data import FOLDS, fold_of, plain, read_lines, read_muc4, stands_within, write_record
from training.muc4_described import LEAVES as DESCRIBED_LEAVES
from training.muc4_described import Told, count_heads, read_told
from training.muc4_values import quoted

LEAVES = 4
# All slots over the folds of the training half: fillers alone, by the judges of `training.incidents`, people without a
# name put beside the nearest, 45.7; as here 46.2; by these trees alone, everybody free to stand alone, 46.8, which won
# nothing on the 200 reports of development: weight, `shared` and `alone` were chosen among what wins on both
WEIGHT = 0.4
TOGETHER = 0.55
SHARED = 0.5
ALONE = 0.8
SLOTS = {"Target": ("phys-tgt-id",), "Victim": ("hum-tgt-name", "hum-tgt-desc")}


@dataclass(frozen=True, slots=True)
class Pairs:
    """The rows of every two things of one report that its keys name, and whether one incident has both."""

    report: int
    rows: Any
    same: list[bool]


def read_grounds(path: Path) -> dict[int, Ground]:
    """The days and towns of each report with an incident, by its number."""
    places = gazetteer()
    found = {}
    for number, line in enumerate(read_lines(path)):
        if line["gold"]["key"]:
            document = document_of(line, listed=False)
            home = home_country(document.text, line.get("meta") or {})
            found[number] = _ground(document, home, places)
    return found


def _ground(document: Document, home: str, places: Any) -> Ground:
    towns = read_places(document, places) if places else ()
    return read_ground(document.doc, read_times(document), towns, home)


def read_people(told: Sequence[Told]) -> dict[int, list[Described]]:
    """The people without a name of each report, as trees found them that did not see it."""
    folds = np.array([fold_of(t.report) for t in told for _ in t.groups])
    labels = np.array([yes for t in told for yes in t.right()])
    people = {}
    for fold in range(FOLDS):
        counts = count_heads([t for t in told if fold_of(t.report) != fold])
        rows = np.array(
            [r for t in told for r in phrase_rows(t.doc, t.groups, t.fillers, counts)], np.float32
        )
        forest = grow(rows[folds != fold], labels[folds != fold], leaves=DESCRIBED_LEAVES)
        judge = Judge(forest, counts, load_judge().least)
        people |= {
            t.report: judge_phrases(t.doc, t.groups, t.fillers, judge)
            for t in told
            if fold_of(t.report) == fold
        }
    return people


def incidents_of(filler: Filler, keys: Sequence[dict[str, Any]]) -> set[int]:
    """The numbers of the incidents whose key names it."""
    return {
        number
        for number, key in enumerate(keys)
        for slot in SLOTS.get(filler.role, ())
        for line in key["slots"].get(slot, [])
        if any(stands_within(plain(filler.text), text) for text in quoted(line))
    }


def read_pairs(path: Path) -> Iterator[Pairs]:
    """The pairs of each report with an incident."""
    coded = read_muc4(path, cache="fillers_train")
    folds = np.array([fold_of(i) for i in range(len(coded))])
    scores, _, _ = linear_scores(
        text_rows([c.doc for c in coded]), np.array([c.kinds for c in coded]), folds, 10.0
    )
    thresholds = dict(zip(ROLES, load_model().thresholds, strict=True))
    grounds, people = read_grounds(path), read_people(read_told(path))
    lines = read_lines(path)
    for number, (c, found) in enumerate(zip(coded, read_found(coded, scores), strict=True)):
        if number in grounds:
            chosen = [f for role in ROLES for f in choose(found, role, thresholds[role])]
            party = read_party(
                c.doc, chosen, found, people.get(number, []), grounds[number], load_incident_model()
            )
            where = [incidents_of(f, lines[number]["gold"]["key"]) for f in party.fillers]
            both = [[where[i] for i in pairs_of(len(where))[n]] for n in party.harmed_pairs]
            kept = [n for n, (a, b) in enumerate(both) if a and b]
            if kept:
                yield Pairs(number, party.rows[kept], [bool(both[n][0] & both[n][1]) for n in kept])


def learn(rows: Any, same: Any) -> Forest:
    """The trees that tell whether two share an incident."""
    return grow(rows, same, leaves=LEAVES)


def main(arguments: list[str]) -> int:
    """0 when the weights are written; figures go to standard output."""
    path = Path(arguments[0] if arguments else "../shared/bench/dev") / "muc4.train.jsonl"
    pairs = list(read_pairs(path))
    rows, same = np.vstack([p.rows for p in pairs]), np.array([yes for p in pairs for yes in p.same])
    folds = np.array([fold_of(p.report) for p in pairs for _ in p.same])
    chances = np.zeros(len(same))
    for fold in range(FOLDS):
        forest = learn(rows[folds != fold], same[folds != fold])
        chances[folds == fold] = probability(sum_trees(forest, rows[folds == fold]))
    print(f"{len(same)} pairs, AUC {roc_auc_score(same, chances):.3f}")
    np.savez_compressed(WEIGHTS, **forest_arrays(learn(rows, same), "split"))
    settings = {"weight": WEIGHT, "together": TOGETHER, "shared": SHARED, "alone": ALONE}
    write_record(WEIGHTS, path, "muc4_split", **settings)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
