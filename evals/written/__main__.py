"""`python -m evals.written [PRED]`: figures on the reports written for dateline, by the scorer of reports.

They are read as dateline ships, or PRED holds what was read: `python -m training.moments DATA --held-out-written PRED`.
"""

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


def main(predictions: Path | None = None) -> int:
    """0; the figures stand on standard output. Names of places have no variants here and are not shown."""
    scorer = Path(os.environ.get("DATELINE_EVAL_DATA", "../shared")) / "reports" / "score.py"
    if not scorer.is_file():
        sys.stderr.write(
            f"{scorer}: there is no scorer. Set DATELINE_EVAL_DATA to the folder that holds reports/score.py.\n"
        )
        return 1
    with tempfile.TemporaryDirectory() as folder:
        gold, read = Path(folder) / "gold.jsonl", predictions or Path(folder) / "read.jsonl"
        gold.write_text("".join(json.dumps(line) + "\n" for line in lines()), encoding="utf-8")
        if predictions is None:
            _read_all(read)
        command = [sys.executable, str(scorer), str(gold), str(read), "--no-boot"]
        told_figures = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    for figure in told_figures.splitlines():
        if figure.split(maxsplit=1)[:1] and figure.split(maxsplit=1)[0] in SHOWN:
            print(figure)
    return 0


def _read_all(path: Path) -> None:
    extractor = load_extractor()
    with path.open("w", encoding="utf-8") as found:
        for line in lines():
            asked = {key: value for key, value in line.items() if key not in ("gold", "no_incident")}
            found.write(json.dumps(prediction(read_report(report_of(asked), extractor))) + "\n")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
