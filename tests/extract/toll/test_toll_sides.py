"""On which side those harmed stand; the reports are in tests/cases/toll_sides.toml."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dateline.extract.reader import Reader
from dateline.records import Report

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "toll_sides.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["case"], ids=lambda c: c["why"])
def test_those_harmed_stand_on_a_side(case: dict[str, Any]) -> None:
    text = case["text"].strip()
    claim = Reader().read(Report(id="r", text=text, published=date(2024, 5, 10))).claims[0]
    found = [[t.value.outcome, t.value.side, t.value.best] for t in claim.toll]
    assert sorted(found) == sorted(case["tolls"])
