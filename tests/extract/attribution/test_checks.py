"""Disclaimers, denials and admissions, and what they cover."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.extract.attribution.reading import read_checks
from dateline.extract.who.reading import read_actors
from dateline.text import Document

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "checks.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][-50:])
def test_the_checks_of_a_text(case: dict[str, Any], parse: Callable[..., Document]) -> None:
    document = parse(case["text"])
    checks = read_checks(document, read_actors(document))
    assert [c.verification for c in checks] == [want[0] for want in case["checks"]]
    covered = [check.scope[0].of(document.text) for check in checks]
    assert [c.startswith(want[1]) for c, want in zip(covered, case["checks"], strict=True)] == [True] * len(
        checks
    )


def test_a_disclaimer_does_not_reach_back_into_other_paragraphs(parse: Callable[..., Document]) -> None:
    text = "Jets bombed Bel.\n\nRebels took Ora, they said. We could not verify those reports."
    document = parse(text)
    (check,) = read_checks(document, read_actors(document))
    assert all("Bel" not in span.of(document.text) for span in check.scope)
