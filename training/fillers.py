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
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from dateline.extract.fillers_evidence import (
    TEXT_BITS,
    Parsed,
    core_text,
    group_rows,
    parse_phrases,
    text_columns,
    wording_text,
)
from dateline.extract.fillers_features import BITS
from dateline.extract.fillers_model import ROLES
from dateline.extract.fillers_wordings import cut_rows, cuts_of
from dateline.extract.trees import Forest, forest_arrays, probability, sum_trees
from training.muc4_data import Coded, read_muc4

FOLDS = 5
VERSION = "1"
OUT = Path("src/dateline/data/weights")
WORTH = -5.5
LEAST_COUNT = 2
SEEDS = (0, 1)
CLUES = Path("training/fillers_clues.txt")


def fold_of(index: int) -> int:
    """The fold of a report."""
    return index % FOLDS


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
def grow(rows: Any, labels: Any, *, leaves: int = 12, seeds: tuple[int, ...] = SEEDS) -> Forest:
    """A forest of boosted trees over several seeds, averaged."""
    parts = []
    for seed in seeds:
        model = HistGradientBoostingClassifier(
            max_iter=130, learning_rate=0.06, max_leaf_nodes=leaves, min_samples_leaf=25, l2_regularization=2.0,
            max_features=0.4, random_state=seed,
        ).fit(rows, labels)  # fmt: skip
        parts.append((float(model._baseline_prediction.ravel()[0]), [p[0].nodes for p in model._predictors]))
    return _flatten(parts)


def _flatten(parts: list[tuple[float, list[Any]]]) -> Forest:
    roots, columns, thresholds, lefts, rights, values = [], [], [], [], [], []
    at = 0
    for _, trees in parts:
        for nodes in trees:
            roots.append(at)
            leaf = nodes["is_leaf"].astype(bool)
            columns.append(nodes["feature_idx"].astype(np.int16))
            thresholds.append(nodes["num_threshold"].astype(np.float32))
            lefts.append(np.where(leaf, -1, nodes["left"].astype(np.int64) + at).astype(np.int32))
            rights.append(np.where(leaf, -1, nodes["right"].astype(np.int64) + at).astype(np.int32))
            values.append((nodes["value"] / len(parts)).astype(np.float32))
            at += len(nodes)
    start = sum(base for base, _ in parts) / len(parts)
    arrays = (columns, thresholds, lefts, rights, values)
    return Forest(np.array(roots, np.int32), *(np.concatenate(a) for a in arrays), start)


def grow_roles(shared: Any, special: Any, labels: Any, folds: Any) -> tuple[Any, list[Forest]]:
    """Chances by forests that did not see the group's report; then forests that saw all."""
    chances = np.zeros(labels.shape)
    forests = []
    for role in range(len(ROLES)):
        rows = np.hstack([shared, special[:, role]])
        worth = shared[:, role] > WORTH
        for fold in range(FOLDS):
            seen, unseen = worth & (folds != fold), worth & (folds == fold)
            chances[unseen, role] = probability(
                sum_trees(grow(rows[seen], labels[seen, role], seeds=(0,)), rows[unseen])
            )
        forests.append(grow(rows[worth], labels[worth, role]))
    return chances, forests


# ---- measuring --------------------------------------------------------------------------------------------
def pick(found: list[tuple[float, str]], threshold: float) -> list[str]:
    """The strings above the threshold, best first, none twice."""
    chosen: list[str] = []
    for value, text in sorted(found, key=lambda f: (-f[0], f[1])):
        if value >= threshold and stem(text) not in map(stem, chosen):
            chosen.append(text)
    return chosen


def stem(text: str) -> str:
    """The words without plural endings."""
    return " ".join(w[:-1] if w.endswith("s") and len(w) > 3 else w for w in text.split())


def tally(chosen: list[list[str]], entities: list[list[tuple[str, ...]]]) -> tuple[int, int, int]:
    """Right, predicted and wanted, each entity counted once."""
    right = 0
    for texts, wanted in zip(chosen, entities, strict=True):
        left = list(wanted)
        for text in texts:
            hit = next((e for e in left if text in e), None)
            if hit is not None:
                left.remove(hit)
                right += 1
    return right, sum(map(len, chosen)), sum(map(len, entities))


def tune(found: list[list[tuple[float, str]]], entities: list[list[tuple[str, ...]]]) -> tuple[float, float]:
    """The threshold with the best F1 (mean of it and its neighbours), and its own F1."""
    steps = [round(0.1 + 0.02 * n, 2) for n in range(25)]
    scores = []
    for threshold in steps:
        right, said, wanted = tally([pick(f, threshold) for f in found], entities)
        scores.append(2 * right / max(1, said + wanted))
    smooth = [
        sum(scores[max(0, n - 2) : n + 3]) / len(scores[max(0, n - 2) : n + 3]) for n in range(len(steps))
    ]
    best = max(range(len(steps)), key=lambda n: smooth[n])
    return steps[best], scores[best]


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
    text = json.dumps(result["table"], sort_keys=True, ensure_ascii=False, indent=0)
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
    scores, weights, bias = linear_scores(
        phrase_matrix(parsed), phrase_labels(parsed, coded), phrase_folds, 0.1, thin=4
    )
    kinds = np.array([c.kinds for c in coded])
    text_scores, text_weights, text_bias = linear_scores(
        text_rows([c.doc for c in coded]), kinds, folds, 10.0
    )
    print("linear scorers done", flush=True)
    starts = np.cumsum([0, *(len(p.phrases) for p in parsed)])
    of = [scores[a:b] for a, b in itertools.pairwise(starts)]
    answers = [[group_answers(p, c, g) for g in p.groups] for p, c in zip(parsed, coded, strict=True)]
    unseen = {f: [i for i in everything if fold_of(i) != f] for f in range(FOLDS)}
    counts = {f: trim(count_words(parsed, answers, unseen[f])) for f in range(FOLDS)}
    kept = [i for i in everything if parsed[i].groups]
    made = [group_rows(parsed[i], of[i], text_scores[i], counts[fold_of(i)]) for i in kept]
    shared, special = np.vstack([m[0] for m in made]), np.vstack([m[1] for m in made])
    labels = np.array([right for i in kept for right in answers[i]])
    group_folds = np.concatenate([[fold_of(i)] * len(parsed[i].groups) for i in kept])
    print("rows", shared.shape, special.shape, flush=True)
    chances, forests = grow_roles(shared, special, labels, group_folds)
    print("role forests done", flush=True)
    cut_counts = {f: trim(count_cuts(parsed, coded, answers, unseen[f])) for f in range(FOLDS)}
    wording, judged = train_wordings(parsed, coded, of, answers, cut_counts)
    found = collect(parsed, of, chances, kept, judged, cut_counts)
    pooled = [f[role] for role in range(len(ROLES)) for f in found]
    threshold, all_roles = tune(pooled, [c.entities[name] for name in ROLES for c in coded])
    thresholds = dict.fromkeys(ROLES, threshold)  # pooled F1 is best where all roles share one threshold
    figures = {"all": all_roles}
    for role, name in enumerate(ROLES):
        entities = [c.entities[name] for c in coded]
        right, said, wanted = tally([pick(f[role], threshold) for f in found], entities)
        figures[name] = 2 * right / max(1, said + wanted)
    print({k: round(v, 4) for k, v in figures.items()}, thresholds, flush=True)
    np.savez_compressed(".cache/fillers_oof.npz", chances=chances)
    arrays = {
        "phrase_weights": np.where(np.abs(weights) < 0.01, 0, weights).astype(np.float16), "phrase_bias": bias,
        "text_weights": text_weights.astype(np.float16), "text_bias": text_bias,
    }  # fmt: skip
    for name, forest in [*zip(ROLES, forests, strict=True), ("wording", wording)]:
        arrays |= forest_arrays(forest, name)
    table = {
        "counts": trim(count_words(parsed, answers, everything)),
        "word_counts": trim(count_cuts(parsed, coded, answers, everything)),
        "thresholds": thresholds, "cross_validated_f1": {k: round(v, 4) for k, v in figures.items()},
    }  # fmt: skip
    return {"arrays": arrays, "table": table}


def trim(table: dict[str, list[float]]) -> dict[str, list[float]]:
    """The table without words that were met once and were no answer."""
    return {key: row for key, row in table.items() if row[0] >= LEAST_COUNT or any(row[1:])}


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
    kept: list[int],
    judges: list[Forest],
    counts: dict[int, Any],
) -> list[list[list[tuple[float, str]]]]:
    """For each report and role: (value, words) of every group that is likely at all."""
    found: list[list[list[tuple[float, str]]]] = [[[] for _ in ROLES] for _ in parsed]
    at = 0
    for i in kept:
        p = parsed[i]
        mine = chances[at : at + len(p.groups)]
        at += len(p.groups)
        jobs, rows = [], []
        for g, role in zip(*np.where(mine >= 0.08), strict=True):
            cuts = cuts_of(p, p.groups[g])
            if cuts:
                jobs.append((float(mine[g, role]), int(role), cuts, len(rows)))
                rows.extend(cut_rows(p, p.groups[g], cuts, of[i], int(role), counts[fold_of(i)]))
        judged = probability(sum_trees(judges[fold_of(i)], np.array(rows, np.float32))) if rows else []
        for chance, role, cuts, start in jobs:
            own = judged[start : start + len(cuts)]
            found[i][role].append((chance * float(own.max()) ** 0.5, cuts[int(own.argmax())].text))
    return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
