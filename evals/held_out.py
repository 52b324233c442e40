"""Hand-coded reports, each read by weights that never saw it: `python -m evals.held_out GOLD.jsonl > PRED.jsonl`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from dateline.extract.reader import Reader
from evals.lines import write_line
from training.moments import predictions_held_out


def main(argv: list[str]) -> int:
    """0 when every line was read. The answers of a line train the weights of the other folds alone."""
    lines = [json.loads(line) for line in Path(argv[0]).read_text(encoding="utf-8").splitlines()]
    for found in predictions_held_out(Reader(), lines):
        write_line(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
