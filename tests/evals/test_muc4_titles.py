"""What a text calls a person it names."""

from __future__ import annotations

import pytest

from dateline.records import Report, Span
from dateline.text import parse_report
from evals.muc4.titles import title_of

CALLED = frozenset(["mayor", "judge", "teacher", "minister"])


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Gunmen killed former judge Ana Gil in Ostra today.", "former judge"),
        ("Gunmen killed Ana Gil, the mayor of Ostra, in her car.", "mayor of Ostra"),
        ("Gunmen killed the mayor, Ana Gil, in her car.", "mayor"),
        ("Gunmen killed Ana Gil, a primary school teacher.", "primary school teacher"),
        ("Gunmen killed Ana Gil in Ostra. The mayor was away.", None),
        ("In the car Ana Gil, police said, was alone.", None),
    ],
)
def test_a_title_stands_right_beside_the_name(text: str, title: str | None) -> None:
    doc = parse_report(Report(id="r1", text=text)).doc
    at = text.index("Ana Gil")
    found = title_of(doc, [Span(at, at + len("Ana Gil"))], CALLED)
    assert (found and text[found.start : found.end]) == title
