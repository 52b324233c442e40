"""docs/rules.md from the tables of rules: `python scripts/rules.py` writes it; a test says when it is out of date."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TIME = ROOT / "src" / "dateline" / "languages" / "en" / "when.toml"
OTHERS = ROOT / "tests" / "cases" / "rules.toml"
PAGE = ROOT / "docs" / "rules.md"
HEADER = """# Rules

Every value of a claim or an incident names the rule that read or chose it: `dateline why ID FIELD` shows it, and so
do `rule` in the JSON and the pages. Here is each rule with a text in which it is used and one in which it must not be.
`*` stands for any word: `kill.done_to`, `wound.done_to` are of the family `*.done_to`.

This page is made by `python scripts/rules.py` from `languages/en/when.toml` and `tests/cases/rules.toml`;
`tests/docs/test_rules.py` reads every example, and fails for a rule that has none.
"""
TITLES = {
    "when": "When",
    "events": "Acts",
    "kind": "Kinds of event",
    "binding": "Places of acts",
    "moments": "Day and place told before",
    "roles": "Who to whom",
    "targets": "Things hit",
    "weapons": "Weapons",
    "losses": "Losses without a number",
    "attribution": "Who says so",
    "checks": "Doubt, denial, admission",
    "realis": "What did not happen",
    "asides": "What is set aside",
    "scorer": "What the scorer sets aside",
    "verification": "Verification of an incident",
    "toll": "Toll of an incident",
}
LAST = "One value from many claims, and harm to people"


def sections() -> dict[str, list[dict[str, Any]]]:
    """Title -> its rules in the order of the tables."""
    found: dict[str, list[dict[str, Any]]] = {title: [] for title in [*TITLES.values(), LAST]}
    for row in tomllib.loads(TIME.read_text(encoding="utf-8"))["rule"]:
        if row["yes"]:
            found["When"].append({"does": "", **row})
    for row in tomllib.loads(OTHERS.read_text(encoding="utf-8"))["rule"]:
        found[TITLES.get(row["name"].split(".")[0], LAST)].append(row)
    return {title: rows for title, rows in found.items() if rows}


def cell(text: str) -> str:
    """Words as they can stand in a cell of a table."""
    reports = [" ".join(part.split()) for part in text.split("\n---\n")]
    return " // next report: ".join(reports).replace("|", "\\|")


def render() -> str:
    """The page."""
    parts = [HEADER]
    for title, rows in sections().items():
        parts.append(f"\n## {title}\n\n| rule | what it says | used in | not in |\n|---|---|---|---|\n")
        parts.extend(
            f"| `{row['name']}` | {cell(row['does'])} | {cell(row['yes'])} | {cell(row['no'])} |\n"
            for row in rows
        )
    return "".join(parts)


def main() -> int:
    """0; the page stands in docs/."""
    PAGE.write_text(render(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
