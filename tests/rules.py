"""Rules and their examples: those of time from the language's own table, all others from cases/rules.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import msgspec

from dateline.extract.reader import Reader
from dateline.extract.when.reading import read_times
from dateline.reconcile import reconcile
from dateline.records import Claim, Report
from dateline.text import parse_report

CASES = Path(__file__).parent / "cases"
PRINTED = date(2023, 1, 27)


def examples() -> list[dict[str, str]]:
    """The entries of cases/rules.toml."""
    return tomllib.loads((CASES / "rules.toml").read_text(encoding="utf-8"))["rule"]


def texts_of_cases() -> Iterator[str]:
    """Every text of every table of cases."""
    for path in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8")).get("case", []):
            if isinstance(case.get("text"), str):
                yield case["text"]


def rules_used(reader: Reader, text: str) -> set[str]:
    """Names of all rules behind what is read from a text: times, claims, what is set aside, incidents.

    A line of three dashes parts reports, each printed a day after the one before.
    """
    names: set[str] = set()
    claims: list[Claim] = []
    for number, part in enumerate(text.split("\n---\n")):
        report = Report(id=f"r{number}", text=part, published=PRINTED + timedelta(days=number))
        document = parse_report(report)
        extraction = reader.read_document(document)
        names |= {time.rule for time in read_times(document)}
        names |= set(_rules_in(msgspec.to_builtins(extraction)))
        claims.extend(extraction.claims)
    return names | set(_rules_in(msgspec.to_builtins(reconcile(claims))))


def _rules_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("rule"), str) and value["rule"]:
            yield value["rule"]
        for inner in value.values():
            yield from _rules_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _rules_in(inner)


def matches(pattern: str, names: set[str]) -> bool:
    """True when one of the names is the rule, or of its family."""
    return any(fnmatchcase(name, pattern) for name in names)
