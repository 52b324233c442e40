"""`make eval`: all adapters on the development data, one table beside the published figures, and RESULTS.md."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
CACHE = ROOT / ".cache" / "evals"


def data_folder() -> Path:
    """The folder of the development data: DATELINE_EVAL_DATA, or `shared` beside the checkout."""
    return Path(os.environ.get("DATELINE_EVAL_DATA", ROOT.parent / "shared"))


def figure(result: Any, path: str) -> float | None:
    """One figure of a scorer's answer; a path walks keys, row names and positions, None when it leads nowhere."""
    for step in path.split("."):
        if isinstance(result, dict):
            result = result.get(step)
        elif isinstance(result, list) and step.isdigit():
            result = result[int(step)]
        elif isinstance(result, list):
            result = next((row for row in result if row and row[0] == step), None)
        if result is None:
            return None
    return float(result)


def predict(run: dict[str, Any], data: Path) -> Path:
    """The file of predictions that the run's adapter wrote; CalledProcessError when it failed."""
    CACHE.mkdir(parents=True, exist_ok=True)
    out = CACHE / f"{''.join(c if c.isalnum() else '-' for c in run['name'])}.jsonl"
    command = [sys.executable, "-m", f"evals.{run['adapter']}", str(data / run["input"])]
    with out.open("w", encoding="utf-8") as stream:
        subprocess.run([*command, *run.get("adapter_options", [])], cwd=ROOT, stdout=stream, check=True)
    return out


def score(run: dict[str, Any], data: Path, predictions: Path) -> Any:
    """The scorer's answer as it prints it with --json; that of the adapter itself where no scorer is named."""
    if "scorer" not in run:
        return json.loads(predictions.read_text(encoding="utf-8"))
    command = [sys.executable, str(data / run["scorer"]), str(data / run["gold"]), str(predictions), "--json"]
    done = subprocess.run([*command, *run.get("options", [])], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def rows_of(run: dict[str, Any], result: Any) -> Iterator[tuple[str, str, str, str, bool]]:
    """(task, figure, ours, published, whether it misses its floor or ceiling) for each figure of a run."""
    for entry in run["figures"]:
        value = figure(result, entry["path"])
        under = value is not None and not entry.get("floor", value) <= value <= entry.get("ceiling", value)
        yield (
            run["name"],
            entry["label"],
            "-" if value is None else f"{value:.3f}" if value <= 1 else f"{value:g}",
            entry.get("published", ""),
            under,
        )


def main(argv: list[str]) -> int:
    """0 when every run could be made and no figure is under its floor; names of runs may be given."""
    data = data_folder()
    if not data.is_dir():
        print(
            f"{data}: the development data are not here. Name their folder in DATELINE_EVAL_DATA.",
            file=sys.stderr,
        )
        return 2
    runs = tomllib.loads((HERE / "table.toml").read_text(encoding="utf-8"))["run"]
    rows: list[tuple[str, str, str, str, bool]] = []
    failed = False
    for run in runs:
        if argv and run["name"].split()[0] not in argv and run["adapter"] not in argv:
            continue
        print(f"reading: {run['name']}", file=sys.stderr)
        try:
            rows.extend(rows_of(run, score(run, data, predict(run, data))))
        except subprocess.CalledProcessError as error:
            print(f"{run['name']}: the run failed: {error}", file=sys.stderr)
            failed = True
    table = render(rows)
    print(table)
    if not argv:
        (HERE / "RESULTS.md").write_text(f"{HEADER}{table}\n\n{calibration()}\n", encoding="utf-8")
    return 1 if failed or any(row[4] for row in rows) else 0


HEADER = """# Our figures on the development data

Printed by `make eval`. Higher is better but for "deaths invented", "sides swapped" and "false-alarm pages". The
published figures were measured on other halves of the same benchmarks, or by two human coders on part of the same
reports.

The rows of `reports` come from scorers that never saw the report (`python -m evals.held_out`); those of `reports, as
shipped` from the scorers that ship, which were trained on these reports.
Weights of places and of linking were fitted on these halves as well; those of MUC-4 on its training half alone.

"""


def calibration() -> str:
    """What the curves of confidence reached when they were made, as a section in Markdown."""
    path = ROOT / "src" / "dateline" / "data" / "calibration.json"
    curves = json.loads(path.read_text(encoding="utf-8"))["curves"]
    lines = [CALIBRATION, "| confidence of | judged | as read | on the curve |", "|---|---|---|---|"]
    lines += [
        f"| {field} | {one['judged']} | {one['error_as_read']:.3f} | {one['error_cross_validated']:.3f} |"
        for field, one in curves.items()
    ]
    return "\n".join(lines)


CALIBRATION = """## Does confidence mean what it says

Expected calibration error (ten bins) of what was found in the hand-coded reports, each read by weights, and put on
curves, that never saw it. Made and printed by `python -m training.calibration`.
"""


def render(rows: list[tuple[str, str, str, str, bool]]) -> str:
    """The rows as a Markdown table."""
    lines = ["| task | figure | ours | published |", "|---|---|---|---|"]
    lines += [
        f"| {task} | {label} | {ours}{' (misses its floor)' if under else ''} | {known} |"
        for task, label, ours, known, under in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
