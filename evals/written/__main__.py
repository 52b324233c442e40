"""`python -m evals.written`: figures of the reader on the reports written for dateline, by the scorer of reports, each
read by scorers of incidents that never saw it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from dateline.extract.reader import Reader
from evals.reports import prediction
from training.moments import read_held_out, written

SHOWN = (
    "core_gold", "precision", "recall", "f1", "type_lenient", "date_within_gold_interval", "main_actor_side_a",
    "main_actor_side_b", "sides_swapped", "deaths_exact_where_gold_has_number", "deaths_invented_where_gold_null",
    "injured_exact_where_gold_has_number", "attribution_kind_first_source",
    "background_flag", "recall_main", "recall_background", "false_alarm_pages",
)  # fmt: skip


def main() -> int:
    """0; the figures stand on standard output. Names of places have no variants here and are not shown."""
    reports = Path(os.environ.get("DATELINE_EVAL_DATA", "../shared")) / "reports"
    scorer = reports / "score.py"
    if not scorer.is_file():
        sys.stderr.write(
            f"{scorer}: there is no scorer. Set DATELINE_EVAL_DATA to the folder that holds reports/score.py.\n"
        )
        return 1
    news = [json.loads(line) for line in (reports / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        gold, read = Path(folder) / "gold.jsonl", Path(folder) / "read.jsonl"
        with gold.open("w", encoding="utf-8") as told, read.open("w", encoding="utf-8") as found:
            for line, whole in read_held_out(Reader(), written(), beside=news):
                told.write(json.dumps(line) + "\n")
                found.write(json.dumps(prediction(whole)) + "\n")
        command = [sys.executable, str(scorer), str(gold), str(read), "--no-boot"]
        told_figures = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    for figure in told_figures.splitlines():
        if figure.split(maxsplit=1)[:1] and figure.split(maxsplit=1)[0] in SHOWN:
            print(figure)
    return 0


if __name__ == "__main__":
    sys.exit(main())
