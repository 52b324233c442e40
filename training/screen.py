"""Makes src/dateline/data/weights/screen.*: `python -m training.screen DATA`, and prints what it keeps and sets aside.

Reports with an incident (hand-coded ones, those of evals/written, MUC-4 reports with a template) against ordinary
news (LGL and GeoWebNews without the words of `VIOLENT`). Only some sentences of a report tell of its incident:
after a first round over all of them, each report speaks for itself with its strongest ones. The threshold keeps
99.5 % in five folds by report.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dateline.extract.screen import BUCKETS, features, sentences
from evals import written

OUT = Path("src/dateline/data/weights")
VIOLENT = re.compile(
    r"\b(kill|murder|shoot|shot|gunm|gunf|bomb|attack|soldier|troops|rebel|milit|terror|insurg|protest|riot|clash|war\b|"
    r"armed|army|assault|stabb|kidnap|abduct|hostage|explo|wound|airstrike|missile|demonstrat)",
    re.IGNORECASE,
)
KEEP = 0.995
STRONGEST = 0.3
FOLDS, SEED = 5, 1


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def text_of(row: dict[str, Any]) -> str:
    """Headline and text; a text all in capitals is taken in small letters with its sentences begun large."""
    text = f"{row.get('title') or ''}\n\n{row['text']}"
    if sum(c.isupper() for c in text) > 0.6 * sum(c.isalpha() for c in text):
        text = re.sub(r"(^|[.!?]\s+|\n\s*\n\s*)([a-z])", lambda m: m[1] + m[2].upper(), text.lower())
    return text


def gather(data: Path) -> tuple[list[str], list[str], dict[str, list[str]]]:
    """Texts with an incident, ordinary texts, and texts only measured: near the domain, with violent words."""
    coded = lines(data / "reports" / "gold.jsonl")
    muc = lines(data / "bench/dev/muc4.train.jsonl") + lines(data / "bench/dev/muc4.dev.jsonl")
    has = [row for row in muc if row["gold"]["templates"]]
    news = lines(data / "geo/lgl.jsonl") + lines(data / "geo/geowebnews.jsonl")
    ordinary = [row for row in news if not VIOLENT.search(text_of(row))]
    other = {
        "MUC-4 without an incident": [text_of(r) for r in muc if not r["gold"]["templates"]],
        "local news with violent words": [text_of(r) for r in news if VIOLENT.search(text_of(r))],
    }
    yes = [row for row in (*coded, *written.lines()) if not row["no_incident"]] + has
    return [text_of(r) for r in yes], [text_of(r) for r in ordinary], other


def matrix(found: list[set[int]]) -> csr_matrix:
    """Rows of 1 / sqrt(number of features), as the screen sums them."""
    ends = np.cumsum([0] + [len(one) for one in found])
    columns = np.concatenate([np.fromiter(sorted(one), dtype=np.int32) for one in found])
    values = np.concatenate([np.full(len(one), len(one) ** -0.5, dtype=np.float32) for one in found])
    return csr_matrix((values, columns, ends), shape=(len(found), BUCKETS))


class Texts:
    """Sentences of many texts, and which text each is of."""

    def __init__(self, texts: list[str]) -> None:
        cut = [[features(words) for words in sentences(text)] for text in texts]
        self.owner = np.array([n for n, one in enumerate(cut) for _ in one])
        self.rows = matrix([one for text in cut for one in text])
        self.count = len(texts)

    def scores(self, weights: np.ndarray, bias: float) -> np.ndarray:
        best = np.full(self.count, -np.inf)
        np.maximum.at(best, self.owner, self.rows @ weights + bias)
        return best


def fit(yes: Texts, no: Texts, own: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and bias from these texts (given by mask)."""
    from scipy.sparse import vstack

    no_rows = no.rows[other[no.owner]]
    chosen = own[yes.owner]
    weights, bias = np.zeros(BUCKETS), 0.0
    for turn in range(3):
        if turn:
            chosen = own[yes.owner] & strongest(yes, weights, bias)
        rows = vstack([yes.rows[chosen], no_rows])
        labels = np.concatenate([np.ones(int(chosen.sum())), np.zeros(no_rows.shape[0])])
        model = LogisticRegression(C=10.0, class_weight="balanced", solver="liblinear", random_state=SEED)
        model.fit(rows, labels)
        weights, bias = model.coef_[0], float(model.intercept_[0])
    return weights, bias


def strongest(texts: Texts, weights: np.ndarray, bias: float) -> np.ndarray:
    """True for the strongest sentences of each text, at least one."""
    scores = texts.rows @ weights + bias
    mask = np.zeros(len(scores), dtype=bool)
    for owner in range(texts.count):
        at = np.flatnonzero(texts.owner == owner)
        if len(at):
            mask[at[np.argsort(-scores[at])[: max(1, int(STRONGEST * len(at)))]]] = True
    return mask


def main(data: Path) -> None:
    """Prints the figures of five folds, writes the weights of all."""
    yes_texts, no_texts, other = gather(data)
    yes, no = Texts(yes_texts), Texts(no_texts)
    rng = np.random.default_rng(SEED)
    fold_yes, fold_no = rng.integers(FOLDS, size=yes.count), rng.integers(FOLDS, size=no.count)
    held_yes, held_no = np.zeros(yes.count), np.zeros(no.count)
    others = {name: Texts(texts) for name, texts in other.items()}
    held_other = {name: np.zeros(one.count) for name, one in others.items()}
    for fold in range(FOLDS):
        weights, bias = fit(yes, no, fold_yes != fold, fold_no != fold)
        held_yes[fold_yes == fold] = yes.scores(weights, bias)[fold_yes == fold]
        held_no[fold_no == fold] = no.scores(weights, bias)[fold_no == fold]
        for name, one in others.items():
            held_other[name] += one.scores(weights, bias) / FOLDS
    threshold = float(np.quantile(held_yes, 1 - KEEP))
    figures = {
        "kept of reports with an incident": round(float((held_yes >= threshold).mean()), 4),
        "set aside of ordinary news": round(float((held_no < threshold).mean()), 4),
        **{f"set aside of {n}": round(float((s < threshold).mean()), 4) for n, s in held_other.items()},
    }
    counts = {"with an incident": yes.count, "ordinary": no.count, **{n: o.count for n, o in others.items()}}
    print(json.dumps({"threshold": threshold, **figures, **counts}, indent=1))
    weights, bias = fit(yes, no, np.ones(yes.count, dtype=bool), np.ones(no.count, dtype=bool))
    np.savez_compressed(OUT / "screen.npz", weights=weights.astype("<f2"))
    settings = {
        "version": 2,
        "source": "hand-coded reports, those of evals/written, MUC-4, LGL, GeoWebNews (texts not shipped)",
        "licence": "Apache-2.0", "made_by": "python -m training.screen DATA",
        "threshold": round(threshold, 4), "bias": round(bias, 4), "figures": figures, "texts": counts,
    }  # fmt: skip
    (OUT / "screen.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
