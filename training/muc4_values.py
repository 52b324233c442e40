"""Trains values of closed sets by words: `python -m training.muc4_values [FOLDER]`, for the MUC-4 adapter alone.

Prints for each slot the share of right values by models that did not see the report, beside its commonest value's.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dateline.extract.fillers.evidence import wording_text
from dateline.extract.fillers.model import load_model
from dateline.extract.fillers.phrases import find_phrases
from dateline.extract.grammar.phrases import span_of
from dateline.records import Span
from evals.muc4.parties import plain_phrases
from evals.muc4.values import BITS, WEIGHTS, Linear, hashed, phrase_features
from training.muc4_data import FOLDS, fold_of, plain, read_lines, read_muc4, write_record

STRENGTH = 0.1
LEAST_COUNT = 5
LEAST_REPORTS = 2
THIN = 4  # of the phrases that describe no victim one in four is learned from
NAMED = ("perp-ind-id", "perp-org-id", "phys-tgt-id", "inc-instr-id", "hum-tgt-name", "hum-tgt-desc")
OF_A_PHRASE = {
    "inc-instr-type": ("inc-instr-id",),
    **{f"phys-tgt-{name}": ("phys-tgt-id",) for name in ("type", "num", "effect")},
    **{f"hum-tgt-{name}": ("hum-tgt-name", "hum-tgt-desc") for name in ("type", "num", "effect")},
}  # fmt: skip
ALWAYS = ("type", "num")  # slots that every phrase has: without a value nothing is learned


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to learn from: the report's number, the slot, the columns, the value."""

    report: int
    slot: str
    columns: list[int]
    value: str


def mentions_of(doc: Any) -> dict[str, list[Span]]:
    """Every wording of every phrase of a text, with its places."""
    found: dict[str, list[Span]] = {}
    for phrase in find_phrases(doc):
        for w in phrase.wordings:
            span = span_of(doc[w.first], doc[w.end - 1])
            found.setdefault(wording_text(doc, w.first, w.end), []).append(span)
    return found


def quoted(line: str) -> list[str]:
    """The wordings that one line of a key quotes."""
    return [plain(text) for text in re.findall(r'"([^"]*)"', line)]


def first_value(line: str) -> str:
    """The first of the values that one line of a key gives."""
    return re.split(r'[/:"]', line.strip().strip("?( "))[0].strip()


def key_rows(
    number: int, doc: Any, key: dict[str, list[str]], mentions: dict[str, list[Span]]
) -> Iterator[Row]:
    """What one template of a key teaches."""
    clues = load_model().clues
    kind = f"kind={first_value((key.get('inc-type') or ['ATTACK'])[0]).lower()}"

    def row(slot: str, spans: list[Span], value: str) -> Row:
        return Row(number, slot, hashed({kind, *phrase_features(doc, spans, clues)}), value)

    where: dict[str, list[tuple[list[str], list[Span]]]] = {name: [] for name in NAMED}
    for name in NAMED:
        for line in key.get(name, []):
            spans = sorted({s for text in quoted(line) for s in mentions.get(text, [])})
            if spans and not (name == "hum-tgt-desc" and '": ' in line):
                where[name].append((quoted(line), spans))
    for slot, names in OF_A_PHRASE.items():
        given = {text: first_value(line) for line in key.get(slot, []) for text in quoted(line)}
        for texts, spans in (entity for name in names for entity in where[name]):
            value = next((given[text] for text in texts if text in given), "")
            if value or not slot.endswith(ALWAYS):
                counted = "PLURAL" if slot.endswith("num") and value != "1" else value
                yield row(slot, spans, counted)
    everything = [spans[0] for name in NAMED for _, spans in where[name]]
    culprits = [s for name in NAMED[:2] for _, spans in where[name] for s in spans[:2]]
    if everything:
        yield row("inc-stage", everything, first_value((key.get("inc-stage") or ["ACCOMPLISHED"])[0]))
        if "perp-inc-cat" in key:
            yield row("perp-inc-cat", culprits or everything, first_value(key["perp-inc-cat"][0]))
        if "inc-instr-id" not in key:
            yield row(
                "inc-instr-type-untold", everything, first_value((key.get("inc-instr-type") or [""])[0])
            )


def described_rows(number: int, doc: Any, keys: list[dict[str, list[str]]]) -> Iterator[Row]:
    """Every phrase of a common noun, and whether a key describes victims by it."""
    wanted = {
        text for key in keys for line in key.get("hum-tgt-desc", []) for text in quoted(line.split(":")[0])
    }
    for at, (span, columns) in enumerate(plain_phrases(doc)):
        right = bare(doc.text[span.start : span.end]) in {bare(text) for text in wanted}
        if right or at % THIN == 0:
            yield Row(number, "hum-tgt-desc", columns, "yes" if right else "no")


def bare(text: str) -> str:
    """The words without numbers, articles and punctuation."""
    return " ".join(w for w in plain(text).split() if not w.isdecimal())


def words_for_people(path: Path) -> frozenset[str]:
    """The nouns that keys describe victims by, in several reports."""
    counts: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        keys = [item["slots"] for item in json.loads(line)["gold"]["key"]]
        told = (
            text
            for key in keys
            for row in key.get("hum-tgt-desc", [])
            for text in quoted(row.split('": ')[0] + '"')
        )
        heads = (re.split(r" (?:of|for|from|in|at|to|who|that) ", text)[0].split()[-1:] for text in told)
        counts.update({word for head in heads for word in head})
    return frozenset(word for word, n in counts.items() if n >= LEAST_REPORTS)


def learn(rows: Iterable[Row], called: frozenset[str]) -> Linear:
    """One logistic regression for each value that a slot takes often enough."""
    by_slot: dict[str, list[Row]] = {}
    for row in rows:
        by_slot.setdefault(row.slot, []).append(row)
    weights, bias, slots = [], [], {}
    for slot, mine in sorted(by_slot.items()):
        counts = Counter(row.value for row in mine)
        values = (
            ["yes"] if slot == "hum-tgt-desc" else sorted(v for v, n in counts.items() if n >= LEAST_COUNT)
        )
        slots[slot] = (len(bias), tuple(values))
        matrix, labels = table_of([row.columns for row in mine]), np.array([row.value for row in mine])
        thin = np.where(labels == "no", float(THIN), 1.0)
        for value in values:
            if len(counts) == 1:
                weights.append(np.zeros(1 << BITS, np.float16))
                bias.append(0.0)
                continue
            model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0, tol=1e-2)
            model.fit(matrix, labels == value, sample_weight=thin)
            weights.append(np.where(np.abs(model.coef_[0]) < 0.01, 0, model.coef_[0]).astype(np.float16))
            bias.append(float(model.intercept_[0]))
    return Linear(np.array(weights), np.array(bias), slots, called)


def table_of(columns: list[list[int]]) -> Any:
    """A sparse table of ones."""
    ends = np.cumsum([0, *map(len, columns)])
    ones = np.ones(ends[-1], np.float32)
    return csr_matrix((ones, np.concatenate(columns).astype(np.int64), ends), shape=(len(columns), 1 << BITS))


def read_rows(path: Path) -> list[Row]:
    """All there is to learn in one file of reports with keys."""
    lines = read_lines(path)
    rows: list[Row] = []
    for number, (c, line) in enumerate(zip(read_muc4(path, cache="fillers_train"), lines, strict=True)):
        keys = [item["slots"] for item in line["gold"]["key"]]
        mentions = mentions_of(c.doc) if keys else {}
        for key in keys:
            rows += key_rows(number, c.doc, key, mentions)
        rows += described_rows(number, c.doc, keys)
    return rows


def main(arguments: list[str]) -> int:
    """0 when the weights are written; figures go to standard output."""
    path = Path(arguments[0] if arguments else "../shared/bench/dev") / "muc4.train.jsonl"
    rows, called = read_rows(path), words_for_people(path)
    right: Counter[str] = Counter()
    for fold in range(FOLDS):
        unseen = learn((row for row in rows if fold_of(row.report) != fold), called)
        for row in rows:
            if fold_of(row.report) == fold and row.slot != "hum-tgt-desc":
                right[row.slot] += unseen.value(row.slot, row.columns) == row.value
    linear = learn(rows, called)
    np.savez_compressed(WEIGHTS, weights=linear.weights, bias=linear.bias)
    write_record(WEIGHTS, path, "muc4_values", slots=linear.slots, called=sorted(called))
    for slot in sorted(right):
        counts = Counter(row.value for row in rows if row.slot == slot)
        total = sum(counts.values())
        print(
            f"{slot:22} {right[slot] / total:.3f} commonest {counts.most_common(1)[0][1] / total:.3f} of {total}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
