"""Trains the scorer of slot fillers: `python -m training.fillers [FOLDER]`, FOLDER holding muc4.train.jsonl.

Every number that a later step learns from is made by a model that did not see that report (five folds).
"""

from __future__ import annotations

import hashlib
import itertools
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dateline.extract.fillers.evidence import (
    TEXT_BITS,
    Parsed,
    core_text,
    group_rows,
    parse_phrases,
    text_columns,
    wording_text,
)
from dateline.extract.fillers.features import BITS
from dateline.extract.fillers.joint import Candidate
from dateline.extract.fillers.model import ROLES
from dateline.extract.fillers.reading import choose_wordings, worth_a_look
from dateline.extract.fillers.wordings import cut_rows, cuts_of
from dateline.extract.scorers.trees import Forest, forest_arrays, probability, sum_trees
from training.fillers_joint import train_joint
from training.fillers_net import train_net
from training.forests import grow
from training.muc4_data import FOLDS, Coded, fold_of, read_muc4

VERSION = "2"
OUT = Path("src/dateline/data/weights")
LEAST_COUNT = 2
CLUES = Path("training/fillers_clues.txt")
UNSEEN = Path(".cache/fillers_unseen.json")  # what was found in each report by models that did not see it


# ---- linear scorers ---------------------------------------------------------------------------------------
def phrase_matrix(parsed: list[Parsed]) -> Any:
    """All phrases of all reports as rows of a sparse matrix."""
    columns = [c for p in parsed for c in p.columns]
    ends = np.cumsum([0, *map(len, columns)])
    flat = np.fromiter((c for row in columns for c in row), dtype=np.int64)
    return csr_matrix((np.ones(len(flat), np.float32), flat, ends), shape=(len(columns), 1 << BITS))


def phrase_labels(parsed: list[Parsed], coded: list[Coded]) -> Any:
    """For each phrase and role: is one of its wordings an answer."""
    rows = []
    for p, c in zip(parsed, coded, strict=True):
        answers = [c.strings(role) for role in ROLES]
        for phrase in p.phrases:
            texts = {wording_text(p.doc, w.first, w.end) for w in phrase.wordings}
            rows.append([bool(texts & a) for a in answers])
    return np.array(rows)


def text_rows(docs: list[Any]) -> Any:
    """All reports as rows of hashed words."""
    made = [text_columns(doc) for doc in docs]
    ends = np.cumsum([0, *map(len, made)])
    flat = np.fromiter((c for row in made for c in row), dtype=np.int64)
    values = np.fromiter((v for row in made for v in row.values()), dtype=np.float32)
    return csr_matrix((values, flat, ends), shape=(len(made), 1 << TEXT_BITS))


def linear(rows: Any, labels: Any, strength: float, thin: int) -> tuple[Any, float]:
    """Weights and bias of a logistic regression; of the wrong rows one in `thin` stands for all."""
    kept = np.flatnonzero(labels | (np.arange(len(labels)) % thin == 0))
    weight = np.where(labels[kept], 1.0, float(thin))
    model = LogisticRegression(C=strength, solver="liblinear", random_state=0, tol=1e-3)
    model.fit(rows[kept], labels[kept], sample_weight=weight)
    return model.coef_[0], float(model.intercept_[0])


def linear_scores(
    rows: Any, labels: Any, folds: Any, strength: float, *, thin: int = 1
) -> tuple[Any, Any, Any]:
    """Scores by models that did not see the row's report; then weights and biases of models that saw all."""
    scores = np.zeros(labels.shape)
    weights = np.zeros((rows.shape[1], labels.shape[1]), np.float32)
    biases = np.zeros(labels.shape[1])
    for k in range(labels.shape[1]):
        for fold in range(FOLDS):
            w, b = linear(rows[folds != fold], labels[folds != fold, k], strength, thin)
            scores[folds == fold, k] = rows[folds == fold] @ w + b
        weights[:, k], biases[k] = linear(rows, labels[:, k], strength, thin)
    return scores, weights, biases


# ---- counts -----------------------------------------------------------------------------------------------
def group_answers(p: Parsed, c: Coded, group: list[int]) -> list[bool]:
    """For each role: is a wording of the group an answer."""
    texts = {wording_text(p.doc, w.first, w.end) for h in group for w in p.phrases[h].wordings}
    return [bool(texts & c.strings(role)) for role in ROLES]


def count_words(
    parsed: list[Parsed], answers: list[list[list[bool]]], reports: list[int]
) -> dict[str, list[float]]:
    """How often each head and core was met, and how often it filled each role."""
    table: dict[str, list[float]] = {}
    for i in reports:
        for group, right in zip(parsed[i].groups, answers[i], strict=True):
            head = parsed[i].phrases[group[0]].head.lemma_.lower()
            for key in {f"l:{head}", f"c:{core_text(parsed[i], group)}"}:
                row = table.setdefault(key, [0.0] * (1 + len(ROLES)))
                row[0] += 1
                for role, yes in enumerate(right):
                    row[1 + role] += yes
    return table


def count_cuts(
    parsed: list[Parsed], coded: list[Coded], answers: list[list[list[bool]]], reports: list[int]
) -> dict[str, list[float]]:
    """How often a first word, a string or a word before was met in right groups, and was the right cut."""
    met: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for i in reports:
        p = parsed[i]
        for group, right in zip(p.groups, answers[i], strict=True):
            for role in (r for r, yes in enumerate(right) if yes):
                strings = coded[i].strings(ROLES[role])
                for cut in cuts_of(p, group):
                    first = cut.places[0][1].first
                    before = p.doc[first - 1].lower_ if first else ""
                    keys = (f"{role}:f:{cut.text.split()[0]}", f"{role}:s:{cut.text}", f"{role}:b:{before}")
                    met.update(keys)
                    if cut.text in strings:
                        good.update(keys)
    return {key: [float(n), float(good[key])] for key, n in met.items()}


# ---- trees ------------------------------------------------------------------------------------------------
def grow_roles(shared: Any, special: Any, labels: Any, worth: Any, folds: Any) -> tuple[Any, list[Forest]]:
    """Chances by forests that did not see the group's report; then forests that saw all."""
    chances = np.zeros(labels.shape)
    forests = []
    for role in range(len(ROLES)):
        rows = np.hstack([shared, special[:, role]])
        for fold in range(FOLDS):
            seen, unseen = worth[:, role] & (folds != fold), worth[:, role] & (folds == fold)
            chances[unseen, role] = probability(
                sum_trees(grow(rows[seen], labels[seen, role], seeds=(0,)), rows[unseen])
            )
        forests.append(grow(rows[worth[:, role]], labels[worth[:, role], role]))
    return chances, forests


def main(arguments: list[str]) -> int:
    """0 when the weights are written; figures go to standard output."""
    folder = Path(arguments[0] if arguments else "../shared/bench/dev")
    path = folder / "muc4.train.jsonl"
    coded = read_muc4(path, cache="fillers_train")
    clues = frozenset(CLUES.read_text(encoding="utf-8").split())
    aliases = find_aliases(coded)
    parsed = [parse_phrases(c.doc, clues, aliases) for c in coded]
    result = train(parsed, coded)
    result["table"] |= {
        "aliases": aliases, "clues": sorted(clues), "version": VERSION, "source": "MUC-4 (DARPA, 1992), training half",
        "licence": "Apache-2.0 (weights)", "made_by": "python -m training.fillers",
        "data_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }  # fmt: skip
    OUT.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(OUT / "fillers.npz", **result["arrays"])
    text = json.dumps(result["table"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    (OUT / "fillers.json").write_text(text + "\n", encoding="utf-8")
    return 0


def find_aliases(coded: list[Coded]) -> dict[str, str]:
    """Short names of organisations that the answers write out, each with the commonest long form."""
    found: dict[str, Counter[str]] = {}
    for c in coded:
        for entity in c.entities["PerpOrg"]:
            for short in (t for t in entity if " " not in t and len(t) <= 7):
                found.setdefault(short, Counter()).update(
                    t for t in entity if " " in t and short not in t.split()
                )
    best = {short: longs.most_common(1)[0] for short, longs in found.items() if longs}
    return {short: long for short, (long, n) in sorted(best.items()) if n >= LEAST_COUNT}


def train(parsed: list[Parsed], coded: list[Coded]) -> dict[str, Any]:
    """Arrays and tables of all scorers, thresholds tuned on the unseen fold of each report."""
    folds = np.array([fold_of(i) for i in range(len(coded))])
    everything = list(range(len(coded)))
    phrase_folds = np.concatenate([[fold_of(i)] * len(p.phrases) for i, p in enumerate(parsed)])
    right = phrase_labels(parsed, coded)
    scores, weights, bias = linear_scores(phrase_matrix(parsed), right, phrase_folds, 0.1, thin=4)
    kinds = np.array([c.kinds for c in coded])
    text_scores, text_weights, text_bias = linear_scores(
        text_rows([c.doc for c in coded]), kinds, folds, 10.0
    )
    print("linear scorers done", flush=True)
    starts = np.cumsum([0, *(len(p.phrases) for p in parsed)])
    of = [scores[a:b] for a, b in itertools.pairwise(starts)]
    net_scores, net_arrays = train_net(parsed, text_scores, right, phrase_folds)
    net = [net_scores[a:b] for a, b in itertools.pairwise(starts)]
    print("nets done", flush=True)
    answers = [[group_answers(p, c, g) for g in p.groups] for p, c in zip(parsed, coded, strict=True)]
    unseen = {f: [i for i in everything if fold_of(i) != f] for f in range(FOLDS)}
    counts = {f: trim(count_words(parsed, answers, unseen[f])) for f in range(FOLDS)}
    kept = [i for i in everything if parsed[i].groups]
    made = [group_rows(parsed[i], of[i], net[i], text_scores[i], counts[fold_of(i)]) for i in kept]
    shared, special = np.vstack([m[0] for m in made]), np.vstack([m[1] for m in made])
    labels = np.array([row for i in kept for row in answers[i]])
    worth = np.vstack([
        np.transpose([worth_a_look(parsed[i], of[i], net[i], role) for role in range(len(ROLES))]) for i in kept
    ])  # fmt: skip
    group_folds = np.concatenate([[fold_of(i)] * len(parsed[i].groups) for i in kept])
    print("rows", shared.shape, special.shape, flush=True)
    chances, forests = grow_roles(shared, special, labels, worth, group_folds)
    print("role forests done", flush=True)
    cut_counts = {f: trim(count_cuts(parsed, coded, answers, unseen[f])) for f in range(FOLDS)}
    wording, judged = train_wordings(parsed, coded, of, answers, cut_counts)
    found = collect(parsed, of, chances, judged, cut_counts)
    joint, threshold, figures, judged_together = train_joint(found, coded, text_scores)
    thresholds = dict.fromkeys(ROLES, threshold)  # pooled F1 is best where all roles share one threshold
    print({k: round(v, 4) for k, v in figures.items()}, thresholds, flush=True)
    np.savez_compressed(".cache/fillers_oof.npz", chances=chances)
    UNSEEN.write_text(json.dumps(judged_together), encoding="utf-8")
    arrays = net_arrays | {
        "phrase_weights": np.where(np.abs(weights) < 0.01, 0, weights).astype(np.float16), "phrase_bias": bias,
        "text_weights": text_weights.astype(np.float16), "text_bias": text_bias,
    }  # fmt: skip
    for name, forest in [*zip(ROLES, forests, strict=True), ("wording", wording), ("joint", joint)]:
        arrays |= forest_arrays(forest, name)
    table = {
        "counts": trim(count_words(parsed, answers, everything)),
        "word_counts": trim(count_cuts(parsed, coded, answers, everything)),
        "thresholds": thresholds, "cross_validated_f1": {k: round(v, 4) for k, v in figures.items()},
    }  # fmt: skip
    return {"arrays": arrays, "table": table}


def trim(table: dict[str, list[float]]) -> dict[str, list[float]]:
    """The table without words that were met once and were no answer, in whole numbers."""
    return {key: [int(n) for n in row] for key, row in table.items() if row[0] >= LEAST_COUNT or any(row[1:])}


def train_wordings(
    parsed: list[Parsed],
    coded: list[Coded],
    of: list[Any],
    answers: list[list[list[bool]]],
    counts: dict[int, Any],
) -> tuple[Forest, list[Forest]]:
    """The forest that judges wordings, and one for each fold that did not see it."""
    rows: list[list[float]] = []
    labels: list[bool] = []
    folds: list[int] = []
    for i, (p, c) in enumerate(zip(parsed, coded, strict=True)):
        for group, right in zip(p.groups, answers[i], strict=True):
            for role in (r for r, yes in enumerate(right) if yes):
                cuts = cuts_of(p, group)
                rows.extend(cut_rows(p, group, cuts, of[i], role, counts[fold_of(i)]))
                labels.extend(cut.text in c.strings(ROLES[role]) for cut in cuts)
                folds.extend([fold_of(i)] * len(cuts))
    x, y, f = np.array(rows, np.float32), np.array(labels), np.array(folds)
    print("wordings", x.shape, flush=True)
    return grow(x, y), [grow(x[f != k], y[f != k], seeds=(0,)) for k in range(FOLDS)]


def collect(
    parsed: list[Parsed],
    of: list[Any],
    chances: Any,
    judges: list[Forest],
    counts: dict[int, Any],
) -> list[list[Candidate]]:
    """For each report every group that is at all likely in a role, in the words that an unseen forest chose."""
    found: list[list[Candidate]] = []
    at = 0
    for i, p in enumerate(parsed):
        mine = chances[at : at + len(p.groups)]
        at += len(p.groups)
        fold = fold_of(i)
        chosen = choose_wordings(p, of[i], mine, judges[fold], counts[fold]) if p.groups else []
        found.append([candidate for candidate, _ in chosen])
    return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
