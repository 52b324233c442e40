"""Foreign nations of victims and targets, by the words of their phrases."""

from __future__ import annotations

import pytest

from dateline.records import Report, Span
from dateline.text import parse_report
from evals.muc4.nations import nation_of


@pytest.mark.parametrize(
    ("text", "named", "nation"),
    [
        ("Gunmen shot the Spanish priest Anselmo Ruiz in Ostra.", "Anselmo Ruiz", "SPAIN"),
        ("A bomb damaged the Honduran embassy today.", "Honduran embassy", "HONDURAS"),
        ("Gunmen shot a Peruvian judge in Ostra.", "judge", ""),
        ("Gunmen shot the judge who had met a Spanish envoy.", "judge", ""),
        ("A bomb damaged the Central American college.", "college", ""),
    ],
)
def test_words_before_a_name_tell_of_a_foreign_country(text: str, named: str, nation: str) -> None:
    at = text.index(named)
    doc = parse_report(Report(id="r1", text=text)).doc
    assert nation_of(doc, (Span(at, at + len(named)),), "PERU") == nation
