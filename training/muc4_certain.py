"""Trains how sure a report is of who did it: `python -m training.muc4_certain [FOLDER]`, for the MUC-4 adapter alone.

Prints the mean credit of the values given by trees that did not see the report, beside that of the commonest value.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dateline.extract.scorers.trees import Forest, forest_arrays
from dateline.records import Span
from evals.muc4.bodies import places_of, plain
from evals.muc4.certain import HALF, VALUES, WEIGHTS, certain_row, certainty
from evals.muc4.ground import Ground, read_ground
from training.forests import grow
from training.muc4_blamed import names_told
from training.muc4_data import FOLDS, fold_of, read_lines, read_muc4, write_record
from training.muc4_values import first_value, quoted

LEAVES = 4
SEEDS = (0, 1, 2, 3)
_HARMED = ("hum-tgt-name", "hum-tgt-desc", "phys-tgt-id")
_MENTIONS = 3  # of each thing harmed


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation that a key blames: its report, its numbers, how sure the key is."""

    report: int
    numbers: list[float]
    value: str

    def credit(self, value: str) -> float:
        """1 for the coders' value, half for the broader one."""
        broad = value == "SUSPECTED OR ACCUSED" and self.value == "SUSPECTED OR ACCUSED BY AUTHORITIES"
        return float(value == self.value) + HALF * broad


def read_rows(path: Path) -> list[Row]:
    """All organisations that keys blame by a name that the text holds."""
    rows: list[Row] = []
    for number, (c, line) in enumerate(
        zip(read_muc4(path, cache="fillers_train"), read_lines(path), strict=True)
    ):
        keys = [item["slots"] for item in line["gold"]["key"]]
        ground = read_ground(c.doc, (), (), "") if keys else None
        for key in keys if ground else ():
            rows += _rows_of(number, c.doc, ground, key)
    return rows


def _rows_of(number: int, doc: Any, ground: Ground, key: dict[str, list[str]]) -> Iterator[Row]:
    low = doc.text.lower()
    told = key.get("perp-org-id", [])
    values = {plain(q): first_value(line) for line in key.get("perp-org-conf", []) for q in quoted(line)}
    things = [plain(q) for slot in _HARMED for line in key.get(slot, []) for q in quoted(line)]
    harmed = [span for thing in things for span in places_of(low, thing)[:_MENTIONS]]
    for line in told:
        mentions: list[Span] = sorted({span for name in names_told(line) for span in places_of(low, name)})
        value = next((values[q] for q in map(plain, quoted(line)) if q in values), "")
        if mentions and value in VALUES:
            yield Row(number, certain_row(doc, ground, mentions, harmed, len(told)), value)


def learn(rows: Sequence[Row]) -> list[Forest]:
    """A forest for each value."""
    numbers, values = np.array([row.numbers for row in rows], np.float32), np.array([r.value for r in rows])
    return [grow(numbers, values == value, leaves=LEAVES, seeds=SEEDS) for value in VALUES]


def main(arguments: list[str]) -> int:
    """0 when the weights are written; figures go to standard output."""
    path = Path(arguments[0] if arguments else "../shared/bench/dev") / "muc4.train.jsonl"
    rows = read_rows(path)
    credit = 0.0
    for fold in range(FOLDS):
        judges = learn([row for row in rows if fold_of(row.report) != fold])
        mine = [row for row in rows if fold_of(row.report) == fold]
        credit += sum(row.credit(certainty(row.numbers, judges)) for row in mine)
    commonest = sum(row.credit(VALUES[0]) for row in rows)
    print(f"{credit / len(rows):.3f} commonest {commonest / len(rows):.3f} of {len(rows)}", flush=True)
    arrays: dict[str, Any] = {}
    for n, judge in enumerate(learn(rows)):
        arrays |= forest_arrays(judge, f"value{n}")
    np.savez_compressed(WEIGHTS, **arrays)
    write_record(WEIGHTS, path, "muc4_certain")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
