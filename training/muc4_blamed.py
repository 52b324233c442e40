"""Trains which organisation an incident is blamed on: `python -m training.muc4_blamed [FOLDER]`, for the MUC-4 adapter
alone.

Run after `training.fillers`, `training.incidents`, `training.muc4_described` and `training.muc4_split`. Prints the F1
of organisations beside the incidents that are read, by trees that did not see the report.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dateline.extract.fillers.model import ROLES, load_model
from dateline.extract.fillers.reading import Filler, Fillers
from dateline.extract.scorers.trees import forest_arrays, probability, sum_trees
from evals.muc4.blamed import LEAST_LOOK, WEIGHTS, Counts, blame_rows, known_names
from evals.muc4.bodies import Body, find_bodies, places_of, plain
from evals.muc4.ground import Ground, read_ground
from evals.muc4.split import build_templates
from evals.muc4.templates import Template, choose
from training.fillers import linear_scores, text_rows
from training.forests import grow
from training.muc4_data import FOLDS, fold_of, read_lines, read_muc4, stands_within, write_record
from training.muc4_described import read_told
from training.muc4_gate import read_fillers
from training.muc4_split import read_grounds, read_people
from training.muc4_values import quoted

LEAVES = 4
SEEDS = (0, 1, 2, 3)
# F1 of the slot over the folds is .43 to .44 for any threshold from .20 to .32; among those the 200 reports chose
LEAST = 0.27
_BLAMED = "perp-org-id"
_OTHERS = {"PerpInd": ("perp-ind-id",), "Target": ("phys-tgt-id",), "Victim": ("hum-tgt-name", "hum-tgt-desc"),
           "Weapon": ("inc-instr-id",)}  # fmt: skip

Key = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Case:
    """One report: its parse, the incidents read in it by models that did not see it, and its keys."""

    report: int
    doc: Any
    found: Fillers
    ground: Ground
    templates: list[Template]
    keys: list[Key]


@dataclass(frozen=True, slots=True)
class Asked:
    """The rows of every organisation beside every incident of one report, and which of them the key blames."""

    report: int
    rows: list[list[float]]
    right: list[bool]


def read_cases(path: Path) -> Iterator[Case]:
    """Every report of a file in which an incident is read, or which has one."""
    coded, lines = read_muc4(path, cache="fillers_train"), read_lines(path)
    folds = np.array([fold_of(i) for i in range(len(coded))])
    scores, _, _ = linear_scores(
        text_rows([c.doc for c in coded]), np.array([c.kinds for c in coded]), folds, 10.0
    )
    thresholds = dict(zip(ROLES, load_model().thresholds, strict=True))
    grounds, people = read_grounds(path), read_people(read_told(path))
    for number, (c, found) in enumerate(zip(coded, read_fillers(scores), strict=True)):
        placed = Fillers(tuple(_placed(f, c.doc.text.lower()) for f in found.fillers), found.kinds)
        chosen = [f for role in ROLES for f in choose(placed, role, thresholds[role])]
        if chosen or number in grounds:
            ground = grounds.get(number) or read_ground(c.doc, (), (), "")
            templates = build_templates(
                c.doc, chosen or placed.fillers[:1], placed, people.get(number, []), ground
            )
            keys = [item["slots"] for item in lines[number]["gold"]["key"]]
            yield Case(number, c.doc, placed, ground, templates, keys)


def _placed(filler: Filler, low: str) -> Filler:
    """The filler with every place where its words stand."""
    spans = places_of(low, filler.text) or filler.mentions
    return Filler(
        filler.role, filler.text, filler.span, filler.probability, filler.wording, spans, filler.group
    )


def count_names(cases: Sequence[Case]) -> Counts:
    """Of each name that is blamed anywhere how many reports blame it, and how many of those with incidents name it."""
    told = [c for c in cases if c.keys]
    blamed = [
        {name for key in c.keys for line in key.get(_BLAMED, []) for name in names_told(line)} for c in told
    ]
    texts = [f" {plain(c.doc.text)} " for c in told]
    return {
        name: (sum(name in names for names in blamed), sum(f" {name} " in text for text in texts))
        for name in sorted(set().union(*blamed))
    }


def names_told(line: str) -> list[str]:
    """What one line of a key calls an organisation, without what stands in brackets."""
    return [name for text in re.findall(r'"([^"]*)"', line) if (name := plain(re.sub(r"[\[(].*", "", text)))]


def ask(case: Case, counts: Counts) -> Asked:
    """What the trees are asked of one report; the names and counts are those of other reports."""
    bodies = find_bodies(case.doc.text, case.found, known_names(counts), least=LEAST_LOOK)
    rows = blame_rows(case.doc, case.templates, bodies, case.ground, counts)
    wanted = [_blamed_by(keys) for keys in meant(case.templates, case.keys)]
    return Asked(case.report, rows, [_is_any(body, names) for names in wanted for body in bodies])


def meant(templates: Sequence[Template], keys: Sequence[Key]) -> list[list[Key]]:
    """For each template the key that it shares most with, one each; for what is left over the keys that nobody has."""
    shared = sorted(
        (
            (n, t, k)
            for t, one in enumerate(templates)
            for k, key in enumerate(keys)
            if (n := _shared(one, key))
        ),
        key=lambda found: (-found[0], found[1:]),
    )
    own: dict[int, int] = {}
    for _, t, k in shared:
        if t not in own and k not in own.values():
            own[t] = k
    lone = [key for k, key in enumerate(keys) if k not in own.values()]
    return [[keys[own[t]]] if t in own else lone for t in range(len(templates))]


def _shared(template: Template, key: Key) -> int:
    """How many fillers and descriptions of a template a key has, organisations aside."""
    told = {role: [f.text for f in template.fillers[role]] for role in _OTHERS}
    told["Victim"] += [d.text for d in template.described]
    quotes = {
        role: [plain(q) for slot in slots for line in key.get(slot, []) for q in quoted(line)]
        for role, slots in _OTHERS.items()
    }
    return sum(
        any(stands_within(plain(text), q) for q in quotes[role])
        for role, texts in told.items()
        for text in texts
    )


def _blamed_by(keys: Sequence[Key]) -> list[str]:
    return [name for key in keys for line in key.get(_BLAMED, []) for name in names_told(line)]


def _is_any(body: Body, names: Sequence[str]) -> bool:
    return any(stands_within(own, name) for own in body.names for name in names)


def f1(chances: Any, right: Any) -> float:
    """F1 of the organisations taken, of those that are named at all."""
    told = chances >= LEAST
    return float(2 * (told & right).sum() / (told.sum() + right.sum()))


def main(arguments: list[str]) -> int:
    """0 when the weights are written; figures go to standard output."""
    path = Path(arguments[0] if arguments else "../shared/bench/dev") / "muc4.train.jsonl"
    cases = list(read_cases(path))
    asked = []
    for fold in range(FOLDS):
        counts = count_names([c for c in cases if fold_of(c.report) != fold])
        asked += [ask(c, counts) for c in cases if fold_of(c.report) == fold]
    rows = np.array([row for a in asked for row in a.rows], np.float32)
    right = np.array([yes for a in asked for yes in a.right])
    folds = np.array([fold_of(a.report) for a in asked for _ in a.right])
    chances = np.zeros(len(right))
    for fold in range(FOLDS):
        forest = grow(rows[folds != fold], right[folds != fold], leaves=LEAVES, seeds=SEEDS)
        chances[folds == fold] = probability(sum_trees(forest, rows[folds == fold]))
    print(f"{len(right)} of {len(asked)} reports, {right.sum()} right, F1 {f1(chances, right):.3f}")
    np.savez_compressed(WEIGHTS, **forest_arrays(grow(rows, right, leaves=LEAVES, seeds=SEEDS), "blamed"))
    write_record(WEIGHTS, path, "muc4_blamed", counts=count_names(cases), least=LEAST)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
