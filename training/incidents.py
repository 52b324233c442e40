"""Trains which fillers share an incident and its kind: `python -m training.incidents [FOLDER]`.

`link` learns from what `training.fillers`, run before, found in reports that its models did not see.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from dateline.extract.fillers.evidence import parse_phrases, wording_text
from dateline.extract.fillers.incidents import (
    INCIDENT_KINDS,
    Item,
    Setting,
    items_of,
    kind_row,
    pair_row,
    pair_rows,
    read_setting,
)  # fmt: skip
from dateline.extract.fillers.model import KINDS, ROLES, load_model
from dateline.extract.fillers.phrases import find_phrases
from dateline.extract.fillers.reading import LEAST, Fillers, name_fillers, phrase_scores
from dateline.extract.scorers.trees import forest_arrays, probability
from evals.muc4.templates import choose
from training.fillers import OUT, linear_scores, text_rows
from training.forests import grow
from training.muc4_data import FOLDS, Coded, fold_of, plain, read_muc4, write_record

# gtt F1 over five folds of the training half, victims and targets first: 47.3; all fillers
# alike, by `pair` alone: 46.7; one incident for all: 44.4; TOGETHER 0.45 gives 0.3 less than 0.55
TOGETHER = 0.55
SHARED = 0.5
WORDS = Path("training/incident_words.toml")
CHANCES = Path(
    ".cache/fillers_oof.npz"
)  # what training.fillers gave each group by models that did not see it


def gold_items(coded: Coded, setting: Setting) -> list[tuple[list[Item], str]]:
    """For each template the items that the text names, and its kind."""
    sentence = {t.i: n for n, sent in enumerate(coded.doc.sents) for t in sent}
    places: dict[str, set[int]] = {}
    for phrase in find_phrases(coded.doc):
        for w in phrase.wordings:
            places.setdefault(wording_text(coded.doc, w.first, w.end), set()).add(sentence[phrase.head.i])
    found = []
    for template in coded.templates:
        items = []
        for role, name in enumerate(ROLES):
            for entity in template[name]:
                text = next((t for t in map(plain, entity) if t in places), None)
                if text:
                    items.append(Item(role, text, tuple(sorted(places[text]))))
        found.append((items, template["kind"]))
    return found


def told_pairs(
    templates: list[tuple[list[Item], str]], setting: Setting
) -> tuple[list[list[float]], list[bool]]:
    """Rows for every two different items of one report, and whether a template holds both."""
    where: dict[Item, set[int]] = {}
    for number, (items, _) in enumerate(templates):
        for item in items:
            where.setdefault(item, set()).add(number)
    items = list(where)
    pairs = [(a, b) for n, a in enumerate(items) for b in items[:n]]
    return [pair_row(a, b, setting) for a, b in pairs], [bool(where[a] & where[b]) for a, b in pairs]


def read_found(coded: list[Coded], scores: Any) -> Iterator[Fillers]:
    """The fillers of each report by chances of models that did not see it; their words by the shipped model."""
    model = load_model()
    chances, at = np.load(CHANCES)["chances"], 0
    for c, score in zip(coded, scores, strict=True):
        parsed = parse_phrases(c.doc, model.clues, model.aliases)
        mine = chances[at : at + len(parsed.groups)]
        at += len(parsed.groups)
        kinds = dict(zip(KINDS, (float(p) for p in probability(score)), strict=True))
        found = (
            name_fillers(parsed, phrase_scores(parsed, model), mine, score, model, least=LEAST)
            if len(mine)
            else []
        )
        yield Fillers(tuple(sorted(found, key=lambda f: (-f.probability, f.span, f.role))), kinds)


def read_pairs(c: Coded, found: Fillers, setting: Setting) -> tuple[list[list[float]], list[bool]]:
    """Rows for every two right fillers of those read in one report, and whether a template holds both."""
    thresholds = dict(zip(ROLES, load_model().thresholds, strict=True))
    fillers = [f for role in ROLES for f in choose(found, role, thresholds[role])]
    where = [
        {n for n, t in enumerate(c.templates) if any(plain(f.text) in map(plain, e) for e in t[f.role])}
        for f in fillers
    ]
    rows = pair_rows(c.doc, fillers, found, items_of(fillers, setting), setting)
    both = [(where[a], where[b]) for a in range(len(fillers)) for b in range(a)]
    kept = [n for n, (a, b) in enumerate(both) if a and b]
    return [rows[n] for n in kept], [bool(both[n][0] & both[n][1]) for n in kept]


def main(arguments: list[str]) -> int:
    """0 when the weights are written; figures go to standard output."""
    path = Path(arguments[0] if arguments else "../shared/bench/dev") / "muc4.train.jsonl"
    coded = read_muc4(path, cache="fillers_train")
    table = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    words = {kind: frozenset(table[kind]) for kind in INCIDENT_KINDS}
    folds = np.array([fold_of(i) for i in range(len(coded))])
    scores, _, _ = linear_scores(
        text_rows([c.doc for c in coded]), np.array([c.kinds for c in coded]), folds, 10.0
    )
    pairs: list[list[float]] = []
    same: list[bool] = []
    links: list[list[float]] = []
    linked: list[bool] = []
    kinds: list[list[float]] = []
    which: list[str] = []
    for i, (c, found) in enumerate(zip(coded, read_found(coded, scores), strict=True)):
        setting = read_setting(c.doc, words)
        templates = gold_items(c, setting)
        rows, labels = told_pairs(templates, setting)
        pairs += rows
        same += labels
        rows, labels = read_pairs(c, found, setting)
        links += rows
        linked += labels
        for items, kind in templates:
            if kind in INCIDENT_KINDS:
                kinds.append(kind_row(items, setting, list(scores[i]), len(templates)))
                which.append(kind)
    arrays: dict[str, Any] = {}
    x, y = np.array(kinds, np.float32), np.array(which)
    forests = {"pair": grow(np.array(pairs, np.float32), np.array(same), leaves=8)}
    forests["link"] = grow(np.array(links, np.float32), np.array(linked), leaves=5)
    forests |= {kind: grow(x, y == kind, leaves=8, seeds=(0,)) for kind in INCIDENT_KINDS}
    for name, forest in forests.items():
        arrays |= forest_arrays(forest, name)
    np.savez_compressed(OUT / "fillers_incidents.npz", **arrays)
    settings = {"folds": FOLDS, "together": TOGETHER, "shared": SHARED}
    known = {kind: sorted(words[kind]) for kind in INCIDENT_KINDS}
    write_record(OUT / "fillers_incidents.json", path, "incidents", version="2", words=known, **settings)
    print("pairs", len(same), "links", len(linked), "kinds", len(which))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
