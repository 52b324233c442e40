"""Every rule has an example in which it is used and one in which it is not, and docs/rules.md shows them."""

from __future__ import annotations

import re
import runpy
import sys
from pathlib import Path

import pytest

from dateline.extract.reader import Reader
from dateline.extract.words.times import load_lexicon

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from rules import examples, matches, rules_used, texts_of_cases  # noqa: E402

EXAMPLES = examples()
OF_TIME = [row for row in load_lexicon("en").words["rule"] if row["yes"]]
NAMES = [row["name"] for row in (*EXAMPLES, *OF_TIME)]
NAMED = re.compile(r'\brule="([a-z_]+(?:\.[a-z_]+)*)"')


@pytest.mark.parametrize("row", EXAMPLES, ids=[row["name"] for row in EXAMPLES])
def test_a_rule_is_used_in_its_example_and_not_in_the_other(reader: Reader, row: dict[str, str]) -> None:
    assert matches(row["name"], rules_used(reader, row["yes"]))
    assert not matches(row["name"], rules_used(reader, row["no"]))


def test_every_rule_of_time_has_an_example() -> None:
    assert {row["name"] for row in load_lexicon("en").words["rule"]} <= set(NAMES)


def test_every_rule_named_in_the_code_has_an_example() -> None:
    folders = [ROOT / "src" / "dateline" / name for name in ("extract", "reconcile")]
    files = [path for folder in folders for path in folder.rglob("*.py")]
    named = {name for path in files for name in NAMED.findall(path.read_text(encoding="utf-8"))}
    assert len(named) > 15
    assert {name for name in named if not any(matches(known, {name}) for known in NAMES)} == set()


def test_every_rule_used_on_the_cases_has_an_example(reader: Reader) -> None:
    used = set().union(*(rules_used(reader, text) for text in texts_of_cases()))
    assert len(used) > 80
    assert {name for name in used if not any(matches(known, {name}) for known in NAMES)} == set()


def test_the_page_is_up_to_date() -> None:
    render = runpy.run_path(str(ROOT / "scripts" / "rules.py"))["render"]
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == render(), "python scripts/rules.py"
