"""`python -m evals.written`: figures of the reader on the reports written for dateline, by the scorer of reports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from dateline.pipeline import load_extractor, read_report
from evals.reports import prediction, report_of
from evals.written import lines

SHOWN = (
    "core_gold", "precision", "recall", "f1", "type_lenient", "date_within_gold_interval", "main_actor_side_a",
    "main_actor_side_b", "sides_swapped", "deaths_exact_where_gold_has_number", "deaths_invented_where_gold_null",
    "injured_exact_where_gold_has_number", "attribution_kind_first_source",
    "background_flag", "recall_main", "recall_background", "false_alarm_pages",
)  # fmt: skip


def main() -> int:
    """0; the figures stand on standard output. Names of places have no variants here and are not shown."""
    scorer = Path(os.environ.get("DATELINE_EVAL_DATA", "../shared")) / "reports" / "score.py"
    if not scorer.is_file():
        sys.stderr.write(
            f"{scorer}: there is no scorer. Set DATELINE_EVAL_DATA to the folder that holds reports/score.py.\n"
        )
        return 1
    extractor = load_extractor()
    with tempfile.TemporaryDirectory() as folder:
        gold, read = Path(folder) / "gold.jsonl", Path(folder) / "read.jsonl"
        with gold.open("w", encoding="utf-8") as told, read.open("w", encoding="utf-8") as found:
            for line in lines():
                told.write(json.dumps(line) + "\n")
                asked = {key: value for key, value in line.items() if key not in ("gold", "no_incident")}
                found.write(json.dumps(prediction(read_report(report_of(asked), extractor))) + "\n")
        command = [sys.executable, str(scorer), str(gold), str(read), "--no-boot"]
        told_figures = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    for figure in told_figures.splitlines():
        if figure.split(maxsplit=1)[:1] and figure.split(maxsplit=1)[0] in SHOWN:
            print(figure)
    return 0


if __name__ == "__main__":
    sys.exit(main())
