"""The figures shown in evals/RESULTS.md are not under the floors of evals/table.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

EVALS = Path(__file__).resolve().parents[2] / "evals"


def shown() -> dict[tuple[str, str], float]:
    """(task, figure) -> ours, of every row of RESULTS.md that holds a number."""
    rows = (line.split("|") for line in (EVALS / "RESULTS.md").read_text(encoding="utf-8").splitlines())
    cells = ([cell.strip() for cell in row] for row in rows if len(row) == 6)
    return {(row[1], row[2]): float(row[3]) for row in cells if row[3][:1].isdigit() and "." in row[3]}


def floors() -> dict[tuple[str, str], float]:
    """(task, figure) -> its floor."""
    runs = tomllib.loads((EVALS / "table.toml").read_text(encoding="utf-8"))["run"]
    return {
        (run["name"], entry["label"]): entry["floor"]
        for run in runs
        for entry in run["figures"]
        if "floor" in entry
    }


def test_no_figure_is_under_its_floor() -> None:
    told = shown()
    pinned = {key: floor for key, floor in floors().items() if key in told}
    assert len(pinned) >= 6
    assert {key: told[key] for key, floor in pinned.items() if told[key] < floor} == {}
